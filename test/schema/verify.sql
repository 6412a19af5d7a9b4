-- pg_temp.violations(schema): every constraint of a schema put to its rows by a
-- query of its own, whether the server enforces it or not; one row a
-- constraint, with the number of rows that break it.  Read by psql's \i.

CREATE FUNCTION pg_temp.violations(target text)
RETURNS TABLE (table_name text, constraint_name text, kind text, broken bigint)
LANGUAGE plpgsql AS $$
DECLARE
	c record;
	query text;
BEGIN
	FOR c IN
		SELECT r.oid::regclass AS tab, r.relname, k.conname, k.contype, k.conrelid, k.confrelid, k.conkey, k.confkey, k.confmatchtype,
			pg_get_constraintdef(k.oid) AS def, pg_get_expr(k.conbin, k.conrelid) AS expression
		FROM pg_constraint k JOIN pg_class r ON r.oid = k.conrelid
		-- what a foreign key to a partitioned table says of single partitions is no condition of its own
		WHERE r.relnamespace = target::regnamespace AND k.contype IN ('f', 'c') AND (k.contype = 'c' OR k.conparentid = 0)
		ORDER BY r.relname, k.conname
	LOOP
		table_name := c.relname;
		constraint_name := c.conname;
		kind := c.contype;
		IF c.contype = 'c' THEN
			query := format('SELECT count(*) FROM %s WHERE (%s) IS FALSE', c.tab, c.expression);
		ELSE
			SELECT format('SELECT count(*) FROM %s c WHERE %s AND NOT EXISTS (SELECT FROM %s p WHERE %s)', c.tab,
					CASE c.confmatchtype
						WHEN 'f' THEN '(' || string_agg(format('c.%I IS NOT NULL', ca.attname), ' OR ') || ')'
						ELSE string_agg(format('c.%I IS NOT NULL', ca.attname), ' AND ') END,
					c.confrelid::regclass,
					string_agg(format('p.%I = c.%I', pa.attname, ca.attname), ' AND '))
				INTO query
				FROM unnest(c.conkey, c.confkey) AS u(child, parent)
				JOIN pg_attribute ca ON ca.attrelid = c.conrelid AND ca.attnum = u.child
				JOIN pg_attribute pa ON pa.attrelid = c.confrelid AND pa.attnum = u.parent;
		END IF;
		EXECUTE query INTO broken;
		RETURN NEXT;
	END LOOP;
	-- unique indexes, with their predicates and expressions
	FOR c IN
		SELECT r.oid::regclass AS tab, r.relname, i.relname AS conname, x.indexrelid, x.indnkeyatts, x.indkey,
			coalesce('WHERE ' || pg_get_expr(x.indpred, x.indrelid), '') AS predicate,
			coalesce((to_jsonb(x) ->> 'indnullsnotdistinct')::boolean, false) AS nulls_equal
		FROM pg_index x JOIN pg_class r ON r.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
		WHERE r.relnamespace = target::regnamespace AND x.indisunique AND r.relkind IN ('r', 'p') AND NOT r.relispartition
		ORDER BY r.relname, i.relname
	LOOP
		table_name := c.relname;
		constraint_name := c.conname;
		kind := 'u';
		SELECT format('SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM (SELECT %s FROM %s %s) v %s GROUP BY %s HAVING count(*) > 1) d',
				string_agg(pg_get_indexdef(c.indexrelid, k, true) || ' AS k' || k, ', '), c.tab, c.predicate,
				CASE WHEN c.nulls_equal THEN '' ELSE 'WHERE ' || string_agg('k' || k || ' IS NOT NULL', ' AND ') END,
				string_agg('k' || k, ', '))
			INTO query
			FROM generate_series(1, c.indnkeyatts) k;
		EXECUTE query INTO broken;
		RETURN NEXT;
	END LOOP;
END $$;
