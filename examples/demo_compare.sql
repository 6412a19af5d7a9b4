-- Real and synthetic figures side by side; part of demo.sql.
\pset title 'share of each diagnosis, % (real: not private)'
SELECT diagnosis, round(100 * r.share, 2) AS real_pct, round(100 * s.share, 2) AS synthetic_pct
FROM (SELECT diagnosis, count(*) / sum(count(*)) OVER () AS share FROM patients GROUP BY 1) r
FULL JOIN (SELECT diagnosis, count(*) / sum(count(*)) OVER () AS share FROM staging.patients GROUP BY 1) s USING (diagnosis)
ORDER BY 2 DESC NULLS LAST;
\echo 'Three patients have erdheim-chester disease: too few to be published, so it is not there.'
\echo

\pset title 'numbers (real: not private)'
WITH both_tables AS (
	SELECT 'real' AS which, age::float8, bmi::float8, cost::float8, visits::float8 FROM patients
	UNION ALL
	SELECT 'synthetic', age::float8, bmi::float8, cost::float8, visits::float8 FROM staging.patients
),
long AS (
	SELECT which, v.item, v.x FROM both_tables,
	LATERAL (VALUES ('age', age), ('bmi', bmi), ('cost', cost), ('visits', visits)) v(item, x)
)
SELECT item, which, round(avg(x)::numeric, 1) AS mean, round(stddev(x)::numeric, 1) AS deviation,
	   (percentile_cont(ARRAY[.05, .25, .5, .75, .95]) WITHIN GROUP (ORDER BY x))::numeric(10,1)[] AS "5, 25, 50, 75, 95 %",
	   round(100.0 * count(*) FILTER (WHERE x = 0) / count(x), 1) AS zero_pct
FROM long GROUP BY 1, 2 ORDER BY 1, 2;

\pset title 'share of NULL, % (real: not private)'
SELECT 'real' AS which, round(100 * avg((smoker IS NULL)::int), 1) AS smoker, round(100 * avg((weeks IS NULL)::int), 1) AS weeks,
	   round(100 * avg((last_visit IS NULL)::int), 1) AS last_visit, round(100 * avg((bmi IS NULL)::int), 1) AS bmi
FROM patients
UNION ALL
SELECT 'synthetic', round(100 * avg((smoker IS NULL)::int), 1), round(100 * avg((weeks IS NULL)::int), 1),
	   round(100 * avg((last_visit IS NULL)::int), 1), round(100 * avg((bmi IS NULL)::int), 1)
FROM staging.patients;

\pset title 'how columns depend on each other (real: not private)'
WITH both_tables AS (
	SELECT 'real' AS which, p.* FROM patients p
	UNION ALL
	SELECT 'synthetic', p.* FROM staging.patients p
)
SELECT which,
	   round(corr(age, (diagnosis = 'hypertension')::int)::numeric, 2) AS "age ~ hypertension",
	   round(corr(visits, ln(1 + cost))::numeric, 2) AS "visits ~ log cost",
	   round(100.0 * avg((diagnosis = 'copd')::int) FILTER (WHERE smoker), 1) AS "copd of smokers, %",
	   round(100.0 * avg((diagnosis = 'copd')::int) FILTER (WHERE NOT smoker), 1) AS "of others, %",
	   round(100.0 * avg((smoker IS NULL)::int) FILTER (WHERE age < 16), 1) AS "smoker null below 16, %",
	   round(100.0 * avg((sex = 'f')::int) FILTER (WHERE diagnosis = 'pregnancy'), 1) AS "pregnant: f, %"
FROM both_tables GROUP BY 1 ORDER BY 1;
