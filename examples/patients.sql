-- A clinic of 20,000 patients whose true distribution is known.
--
-- Nothing here is anybody's data: every value is computed from the patient's
-- number by md5(), so the table is the same on every machine.  What is true of
-- it is stated, not measured: the tables in schema "truth" ARE the parameters
-- from which the rows are drawn, so a test can compare a synthetic table with
-- the truth and not only with one sample of it.
--
--   sex          f .52, m .47, x .01
--   age          .20 children (0-17, uniform), .60 adults (18-64, uniform),
--                .20 seniors (65-99, density falling linearly to 0 at 100)
--   region       eight towns with shares from truth.region, and 60 hamlets that
--                share .03 among them: about ten patients each, too few to be
--                published by a private model
--   insurance    private .25 between 30 and 64, else .08; none .02; else public
--   smoker       NULL below 16 (nobody asks a child); else .25 of m, .18 of others
--   diagnosis    truth.diagnosis, by age, sex and smoker; and three patients
--                (numbers 4711, 9407, 15013) have erdheim-chester disease
--   weeks        only with diagnosis pregnancy, uniform 4-41; NULL for all others
--   visits       checkup: 1 with probability .6, else 0; others: 1 + a geometric
--                number whose mean is truth.care.mean_visits
--   cost         0 without visits; a checkup that happened costs 49.90 in .7 of
--                the cases; else visits x truth.care.fee x exp(0.8 z), z ~ N(0,1)
--   last_visit   NULL without visits; else in 2025, 08:00 to 16:45 UTC, on a
--                quarter of an hour, every one as likely as any other
--   bmi          NULL with probability .30 after a checkup, else .05; else
--                16 + age/2 (to 18) or 25 + 3 z, cut to 12..60, one decimal
--   registered   2010 to 2024, later years likelier: day = 5478 sqrt(u)
--   blood_group  o .41, a .38, b .15, ab .06, independent of everything
--   donor        independent of everything: .12
--
-- Rules that hold in every row: weeks is present exactly for pregnancy;
-- pregnancy only for sex f between 18 and 45; last_visit is present exactly
-- when visits > 0; smoker is NULL exactly below 16.

SET client_min_messages = warning;
SET timezone = 'UTC';

CREATE SCHEMA truth;
COMMENT ON SCHEMA truth IS 'the parameters that public.patients was drawn from';

-- groups: child, adult, mother (f, 18-45), senior; suffix _s for smokers
CREATE TABLE truth.diagnosis (
	grp text NOT NULL,
	diagnosis text NOT NULL,
	p numeric NOT NULL,
	PRIMARY KEY (grp, diagnosis)
);
INSERT INTO truth.diagnosis VALUES
	('child',    'checkup', .55), ('child',    'infection', .25), ('child',    'asthma', .12), ('child', 'fracture', .08),
	('adult',    'checkup', .52), ('adult',    'infection', .12), ('adult',    'asthma', .05), ('adult', 'fracture', .05),
	('adult',    'hypertension', .10), ('adult', 'diabetes', .06), ('adult', 'depression', .09), ('adult', 'copd', .01),
	('adult_s',  'checkup', .39), ('adult_s',  'infection', .12), ('adult_s',  'asthma', .05), ('adult_s', 'fracture', .05),
	('adult_s',  'hypertension', .10), ('adult_s', 'diabetes', .06), ('adult_s', 'depression', .09), ('adult_s', 'copd', .14),
	('mother',   'checkup', .36), ('mother',   'infection', .12), ('mother',   'asthma', .05), ('mother', 'fracture', .05),
	('mother',   'hypertension', .10), ('mother', 'diabetes', .06), ('mother', 'depression', .09), ('mother', 'copd', .01),
	('mother',   'pregnancy', .16),
	('mother_s', 'checkup', .31), ('mother_s', 'infection', .12), ('mother_s', 'asthma', .05), ('mother_s', 'fracture', .05),
	('mother_s', 'hypertension', .10), ('mother_s', 'diabetes', .06), ('mother_s', 'depression', .09), ('mother_s', 'copd', .14),
	('mother_s', 'pregnancy', .08),
	('senior',   'checkup', .20), ('senior',   'infection', .10), ('senior',   'fracture', .08), ('senior', 'depression', .06),
	('senior',   'hypertension', .34), ('senior', 'diabetes', .18), ('senior', 'copd', .04),
	('senior_s', 'checkup', .06), ('senior_s', 'infection', .10), ('senior_s', 'fracture', .08), ('senior_s', 'depression', .06),
	('senior_s', 'hypertension', .26), ('senior_s', 'diabetes', .14), ('senior_s', 'copd', .30);

CREATE TABLE truth.region (region text PRIMARY KEY, p numeric NOT NULL);
INSERT INTO truth.region VALUES
	('Aldermoor', .31), ('Brackwater', .19), ('Cold Ashby', .13), ('Dunmere', .10),
	('Eastlow', .08), ('Fenwick', .07), ('Gorsehill', .05), ('Hollin', .04);
INSERT INTO truth.region
SELECT 'Hamlet ' || pg_catalog.to_char(g, 'FM00'), .0005 FROM generate_series(1, 60) g;

CREATE TABLE truth.care (diagnosis text PRIMARY KEY, mean_visits numeric NOT NULL, fee numeric NOT NULL);
INSERT INTO truth.care VALUES
	('checkup', 0, 60), ('infection', .5, 45), ('asthma', 1.5, 70), ('fracture', 2, 260), ('hypertension', 3, 55),
	('diabetes', 4, 80), ('depression', 5, 95), ('copd', 4, 140), ('pregnancy', 6, 110), ('erdheim-chester', 9, 900);

CREATE TYPE patient_sex AS ENUM ('f', 'm', 'x');
CREATE DOMAIN blood_group AS text CHECK (VALUE IN ('o', 'a', 'b', 'ab'));

CREATE TABLE patients (
	patient_id  bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
	sex         patient_sex NOT NULL,
	age         smallint NOT NULL CHECK (age BETWEEN 0 AND 110),
	region      text NOT NULL,
	insurance   text NOT NULL CHECK (insurance IN ('public', 'private', 'none')),
	smoker      boolean,
	diagnosis   text NOT NULL,
	weeks       smallint CHECK (weeks BETWEEN 1 AND 42),
	visits      smallint NOT NULL DEFAULT 0 CHECK (visits >= 0 AND visits <= 60),
	cost        numeric(10,2) NOT NULL CHECK (cost >= 0),
	last_visit  timestamptz CHECK (last_visit >= '2025-01-01 00:00+00' AND last_visit < '2026-01-01 00:00+00'),
	bmi         real CHECK (bmi >= 10 AND bmi <= 80),
	registered  date NOT NULL CHECK (registered BETWEEN '2010-01-01' AND '2024-12-31'),
	blood       blood_group NOT NULL,
	donor       boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE patients IS 'invented clinic; see examples/patients.sql for its true distribution';

-- u(i, k): the k-th uniform number in (0, 1) of patient i
CREATE FUNCTION truth.u(i integer, k integer) RETURNS double precision
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
$$ SELECT (('x' || pg_catalog.substr(pg_catalog.md5(i::text || ':' || k::text), 1, 8))::bit(32)::bigint + 0.5) / 4294967296 $$;

-- z(i, k): a standard normal number from two uniform ones (Box and Muller)
CREATE FUNCTION truth.z(i integer, k integer) RETURNS double precision
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
$$ SELECT pg_catalog.sqrt(-2 * pg_catalog.ln(truth.u(i, k))) * pg_catalog.cos(2 * pg_catalog.pi() * truth.u(i, k + 1)) $$;

INSERT INTO patients (sex, age, region, insurance, smoker, diagnosis, weeks, visits, cost, last_visit, bmi,
					  registered, blood, donor)
WITH
diagnosis AS MATERIALIZED (
	SELECT grp, diagnosis, p, sum(p) OVER (PARTITION BY grp ORDER BY diagnosis) AS upto FROM truth.diagnosis
),
region AS MATERIALIZED (
	SELECT region, p, sum(p) OVER (ORDER BY region) AS upto FROM truth.region
),
who AS MATERIALIZED (
	SELECT i,
		CASE WHEN truth.u(i, 1) < .52 THEN 'f' WHEN truth.u(i, 1) < .99 THEN 'm' ELSE 'x' END AS sex,
		floor(CASE WHEN truth.u(i, 2) < .2 THEN 18 * truth.u(i, 3)
				   WHEN truth.u(i, 2) < .8 THEN 18 + 47 * truth.u(i, 3)
				   ELSE 100 - 35 * sqrt(truth.u(i, 3)) END)::int AS age
	FROM generate_series(1, 20000) i
),
habits AS MATERIALIZED (
	SELECT who.*,
		CASE WHEN age < 16 THEN NULL
			 ELSE truth.u(i, 4) < CASE WHEN sex = 'm' THEN .25 ELSE .18 END END AS smoker
	FROM who
),
ill AS MATERIALIZED (
	SELECT h.*,
		CASE WHEN i IN (4711, 9407, 15013) THEN 'erdheim-chester' ELSE d.diagnosis END AS diagnosis
	FROM habits h
	JOIN diagnosis d
		ON d.grp = CASE WHEN age < 18 THEN 'child' WHEN age >= 65 THEN 'senior'
						WHEN sex = 'f' AND age <= 45 THEN 'mother' ELSE 'adult' END
				|| CASE WHEN age >= 18 AND smoker THEN '_s' ELSE '' END
		AND truth.u(i, 5) >= d.upto - d.p AND truth.u(i, 5) < d.upto
),
seen AS MATERIALIZED (
	SELECT ill.*, care.fee,
		CASE WHEN ill.diagnosis = 'checkup' THEN (truth.u(i, 6) < .6)::int
			 ELSE least(60, 1 + floor(ln(truth.u(i, 6)) / ln(care.mean_visits / (1 + care.mean_visits))))::int END AS visits
	FROM ill JOIN truth.care USING (diagnosis)
)
SELECT sex::patient_sex, age, region.region,
	CASE WHEN truth.u(i, 7) < .02 THEN 'none'
		 WHEN truth.u(i, 7) < .02 + CASE WHEN age BETWEEN 30 AND 64 THEN .25 ELSE .08 END THEN 'private'
		 ELSE 'public' END,
	smoker, diagnosis,
	CASE WHEN diagnosis = 'pregnancy' THEN 4 + floor(38 * truth.u(i, 8)) END,
	visits,
	CASE WHEN visits = 0 THEN 0
		 WHEN diagnosis = 'checkup' AND truth.u(i, 9) < .7 THEN 49.90
		 ELSE (visits * fee * exp(.8 * truth.z(i, 10)))::numeric(10,2) END,
	CASE WHEN visits > 0 THEN timestamptz '2025-01-01 08:00+00' + floor(365 * truth.u(i, 12)) * interval '1 day'
		 + floor(36 * truth.u(i, 13)) * interval '15 minutes' END,
	CASE WHEN truth.u(i, 14) >= CASE WHEN diagnosis = 'checkup' THEN .30 ELSE .05 END
		 THEN round(least(60, greatest(12, CASE WHEN age < 18 THEN 16 + age / 2.0 ELSE 25 END + 3 * truth.z(i, 15)))::numeric, 1) END,
	date '2010-01-01' + floor(5478 * sqrt(truth.u(i, 17)))::int,
	CASE WHEN truth.u(i, 18) < .41 THEN 'o' WHEN truth.u(i, 18) < .79 THEN 'a'
		 WHEN truth.u(i, 18) < .94 THEN 'b' ELSE 'ab' END,
	truth.u(i, 19) < .12
FROM seen JOIN region ON truth.u(i, 20) >= region.upto - region.p AND truth.u(i, 20) < region.upto
ORDER BY i;

ANALYZE patients;

-- where synthetic rows go: the same table, empty
CREATE SCHEMA staging;
CREATE TABLE staging.patients (LIKE patients INCLUDING ALL);
