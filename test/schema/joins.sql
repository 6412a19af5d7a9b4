-- How alike two schemas of the same tables are across their joins.  Read by
-- psql's \i.
--
-- pg_temp.cardinality(a, b, skip): per foreign key, 1 - the largest difference
-- between the distribution functions of children per parent, parents without
-- children included (CardinalityShapeSimilarity).
--
-- pg_temp.pair_trends(a, b, skip): per foreign key and pair of a parent's and a
-- child's column, over the joined rows: two numbers 1 - |r_a - r_b| / 2
-- (Pearson), else 1 - half the absolute difference of the joint shares, numbers
-- cut at ten equal widths of a's range, NULL a value (ContingencySimilarity).
-- `strength` is |r| or Cramer's V in a: some reports leave weak pairs out.
-- Keys, references and text that is not a small category are left out, and so
-- are the tables in skip.

CREATE FUNCTION pg_temp.references_of(a text, skip text[])
RETURNS TABLE (name text, child text, parent text, join_on text, child_null text, parent_key text)
LANGUAGE sql AS $$
	SELECT k.conname::text, ch.relname::text, pa.relname::text,
		string_agg(format('p.%I = c.%I', x.attname, y.attname), ' AND ' ORDER BY u.n),
		string_agg(format('c.%I IS NOT NULL', y.attname), ' AND ' ORDER BY u.n),
		string_agg(format('p.%I', x.attname), ', ' ORDER BY u.n)
	FROM pg_constraint k
	JOIN pg_class ch ON ch.oid = k.conrelid
	JOIN pg_class pa ON pa.oid = k.confrelid
	CROSS JOIN unnest(k.conkey, k.confkey) WITH ORDINALITY AS u(child, parent, n)
	JOIN pg_attribute x ON x.attrelid = k.confrelid AND x.attnum = u.parent
	JOIN pg_attribute y ON y.attrelid = k.conrelid AND y.attnum = u.child
	WHERE k.contype = 'f' AND ch.relnamespace = a::regnamespace AND pa.relnamespace = a::regnamespace
		AND k.conparentid = 0 AND NOT ch.relispartition
		AND ch.relname <> ALL (skip) AND pa.relname <> ALL (skip)
	GROUP BY k.oid, k.conname, ch.relname, pa.relname
$$;

CREATE FUNCTION pg_temp.cardinality(a text, b text, skip text[])
RETURNS TABLE (reference text, score float8)
LANGUAGE plpgsql AS $$
DECLARE r record;
BEGIN
	FOR r IN SELECT * FROM pg_temp.references_of(a, skip) ORDER BY child, name LOOP
		reference := r.child || '.' || r.name;
		EXECUTE format($q$
			WITH n AS (
				SELECT 'a' AS side, (SELECT count(*) FROM %1$I.%3$I c WHERE %5$s) AS k FROM %1$I.%4$I p
				UNION ALL SELECT 'b', (SELECT count(*) FROM %2$I.%3$I c WHERE %5$s) FROM %2$I.%4$I p),
			f AS (SELECT k, count(*) FILTER (WHERE side = 'a') AS na, count(*) FILTER (WHERE side = 'b') AS nb FROM n GROUP BY k),
			s AS (SELECT sum(na) OVER (ORDER BY k)::float8 / nullif(sum(na) OVER (), 0) AS fa,
				sum(nb) OVER (ORDER BY k)::float8 / nullif(sum(nb) OVER (), 0) AS fb FROM f)
			SELECT 1 - max(abs(fa - fb)) FROM s$q$, a, b, r.child, r.parent, r.join_on) INTO score;
		RETURN NEXT;
	END LOOP;
END $$;

-- columns that are compared: n a number or time (as an expression over x), else a category
CREATE FUNCTION pg_temp.trend_columns(a text, tab text)
RETURNS TABLE (name text, number text)
LANGUAGE plpgsql AS $$
DECLARE
	c record;
	few boolean;
BEGIN
	FOR c IN
		SELECT t.attname, t.atttypid, ty.typcategory, ty.typtype
		FROM pg_attribute t JOIN pg_type ty ON ty.oid = t.atttypid
		WHERE t.attrelid = format('%I.%I', a, tab)::regclass AND t.attnum > 0 AND NOT t.attisdropped
			AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = t.attrelid AND k.contype IN ('p', 'f') AND t.attnum = ANY (k.conkey))
			AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.confrelid = t.attrelid AND t.attnum = ANY (k.confkey))
			AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = t.attrelid AND i.indisunique AND i.indnkeyatts = 1 AND i.indkey[0] = t.attnum)
			-- partitions may have what their parent lacks
			AND NOT EXISTS (SELECT FROM pg_inherits h JOIN pg_constraint k ON k.conrelid = h.inhrelid AND k.contype IN ('p', 'f')
				JOIN pg_attribute pt ON pt.attrelid = h.inhrelid AND pt.attnum = ANY (k.conkey)
				WHERE h.inhparent = t.attrelid AND pt.attname = t.attname)
		ORDER BY t.attnum
	LOOP
		name := c.attname;
		IF c.typcategory IN ('N') THEN
			number := format('(%%1$s.%I)::float8', c.attname);
			RETURN NEXT;
		ELSIF c.typcategory = 'D' THEN
			number := format('extract(epoch FROM %%1$s.%I)::float8', c.attname);
			RETURN NEXT;
		ELSIF c.typcategory IN ('S', 'E', 'B') THEN
			EXECUTE format('SELECT count(DISTINCT x.%1$I) BETWEEN 2 AND least(50, count(x.%1$I) / 10) FROM %2$I.%3$I x', c.attname, a, tab) INTO few;
			IF few THEN
				number := NULL;
				RETURN NEXT;
			END IF;
		END IF;
	END LOOP;
END $$;

CREATE FUNCTION pg_temp.pair_trends(a text, b text, skip text[])
RETURNS TABLE (reference text, parent_column text, child_column text, metric text, score float8, strength float8)
LANGUAGE plpgsql AS $$
DECLARE
	r record;
	p record;
	c record;
	pe text;
	ce text;
	lo float8; hi float8; clo float8; chi float8;
BEGIN
	FOR r IN SELECT * FROM pg_temp.references_of(a, skip) ORDER BY child, name LOOP
		FOR p IN SELECT * FROM pg_temp.trend_columns(a, r.parent) LOOP
			FOR c IN SELECT * FROM pg_temp.trend_columns(a, r.child) LOOP
				reference := r.child || '.' || r.name;
				parent_column := p.name;
				child_column := c.name;
				IF p.number IS NOT NULL AND c.number IS NOT NULL THEN
					metric := 'correlation';
					EXECUTE format($q$
						WITH ra AS (SELECT corr(%6$s, %7$s) AS v FROM %1$I.%3$I c JOIN %1$I.%4$I p ON %5$s),
						rb AS (SELECT corr(%6$s, %7$s) AS v FROM %2$I.%3$I c JOIN %2$I.%4$I p ON %5$s)
						SELECT CASE WHEN ra.v IS NOT NULL THEN 1 - abs(ra.v - coalesce(rb.v, 0)) / 2 END, abs(ra.v) FROM ra, rb$q$,
						a, b, r.child, r.parent, r.join_on, format(p.number, 'p'), format(c.number, 'c')) INTO score, strength;
				ELSE
					metric := 'contingency';
					pe := format('coalesce(p.%I::text, ''~'')', p.name);
					ce := format('coalesce(c.%I::text, ''~'')', c.name);
					IF p.number IS NOT NULL THEN
						EXECUTE format('SELECT min(%1$s), max(%1$s) FROM %2$I.%3$I p', format(p.number, 'p'), a, r.parent) INTO lo, hi;
						pe := CASE WHEN hi > lo THEN format('coalesce(greatest(1, least(10, width_bucket(%s, %s, %s, 10)))::text, ''~'')', format(p.number, 'p'), lo, hi) ELSE '''1''' END;
					END IF;
					IF c.number IS NOT NULL THEN
						EXECUTE format('SELECT min(%1$s), max(%1$s) FROM %2$I.%3$I c', format(c.number, 'c'), a, r.child) INTO clo, chi;
						ce := CASE WHEN chi > clo THEN format('coalesce(greatest(1, least(10, width_bucket(%s, %s, %s, 10)))::text, ''~'')', format(c.number, 'c'), clo, chi) ELSE '''1''' END;
					END IF;
					EXECUTE format($q$
						WITH ja AS (SELECT %6$s AS x, %7$s AS y, count(*)::float8 AS n FROM %1$I.%3$I c JOIN %1$I.%4$I p ON %5$s GROUP BY 1, 2),
						jb AS (SELECT %6$s AS x, %7$s AS y, count(*)::float8 AS n FROM %2$I.%3$I c JOIN %2$I.%4$I p ON %5$s GROUP BY 1, 2),
						pa AS (SELECT x, y, n, n / sum(n) OVER () AS q, sum(n) OVER (PARTITION BY x) AS nx, sum(n) OVER (PARTITION BY y) AS ny, sum(n) OVER () AS t FROM ja),
						pb AS (SELECT x, y, n / sum(n) OVER () AS q FROM jb),
						v AS (SELECT CASE WHEN least(count(DISTINCT x), count(DISTINCT y)) > 1
							THEN sqrt(greatest(0, sum(n * n / (nx * ny)) - 1) / (least(count(DISTINCT x), count(DISTINCT y)) - 1)) END AS cramer FROM pa)
						SELECT 1 - sum(abs(coalesce(pa.q, 0) - coalesce(pb.q, 0))) / 2, (SELECT cramer FROM v)
						FROM pa FULL JOIN pb ON pa.x = pb.x AND pa.y = pb.y$q$,
						a, b, r.child, r.parent, r.join_on, pe, ce) INTO score, strength;
				END IF;
				RETURN NEXT;
			END LOOP;
		END LOOP;
	END LOOP;
END $$;
