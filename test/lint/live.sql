-- House rules that only a running server can check; one ok / not ok line each.
-- Run by test/lint/live with psql in an empty database.
\set ON_ERROR_STOP on
\set QUIET on
\pset tuples_only on
\pset format unaligned
SET client_min_messages = error;
CREATE EXTENSION synth;

CREATE TEMP TABLE finding (rule text, what text);
CREATE TEMP TABLE rule (number int, rule text);
INSERT INTO rule VALUES
	(1, 'every SQL object has a comment'),
	(2, 'every SQL object has its GRANT or REVOKE'),
	(3, 'functions are named synth_<verb>'),
	(4, 'every function can be called with all its arguments named, unquoted'),
	(5, 'every result column can be written unquoted'),
	(6, 'tables of the extension are closed to PUBLIC, but for reading the dictionary'),
	(7, 'tables that must survive a dump are dumped');

CREATE TEMP VIEW member AS
SELECT d.classid, d.objid, pg_describe_object(d.classid, d.objid, 0) AS what
FROM pg_depend d JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
WHERE e.extname = 'synth' AND d.deptype = 'e';

INSERT INTO finding
SELECT 'every SQL object has a comment', what FROM member m
WHERE obj_description(objid, (SELECT relname FROM pg_class WHERE oid = classid)::name) IS NULL
	AND NOT (classid = 'pg_type'::regclass AND EXISTS (SELECT 1 FROM pg_type t WHERE t.oid = objid AND (t.typrelid <> 0 OR t.typelem <> 0)))
	AND NOT (classid = 'pg_class'::regclass AND EXISTS (SELECT 1 FROM pg_class c WHERE c.oid = objid AND c.relkind = 'i'));

INSERT INTO finding
SELECT 'every SQL object has its GRANT or REVOKE', what FROM member m
JOIN pg_proc p ON m.classid = 'pg_proc'::regclass AND p.oid = m.objid WHERE p.proacl IS NULL
UNION ALL
SELECT 'every SQL object has its GRANT or REVOKE', what FROM member m
JOIN pg_class c ON m.classid = 'pg_class'::regclass AND c.oid = m.objid WHERE c.relkind IN ('r', 'v', 'm', 'S') AND c.relacl IS NULL;

INSERT INTO finding
SELECT 'functions are named synth_<verb>', what FROM member m
JOIN pg_proc p ON m.classid = 'pg_proc'::regclass AND p.oid = m.objid WHERE p.proname !~ '^synth_[a-z_]+$';

INSERT INTO finding
SELECT 'tables of the extension are closed to PUBLIC, but for reading the dictionary', what FROM member m
JOIN pg_class c ON m.classid = 'pg_class'::regclass AND c.oid = m.objid, aclexplode(c.relacl) a
WHERE c.relkind = 'r' AND a.grantee = 0 AND NOT (c.relname = 'synth_dictionary' AND a.privilege_type = 'SELECT');

INSERT INTO finding
SELECT 'tables that must survive a dump are dumped', what FROM member m
JOIN pg_class c ON m.classid = 'pg_class'::regclass AND c.oid = m.objid
WHERE c.relkind = 'r' AND NOT EXISTS (SELECT 1 FROM pg_extension e WHERE e.extname = 'synth' AND c.oid = ANY (e.extconfig));

-- What a caller must be able to write.  A call may fail for any reason of its
-- own (every argument is NULL), but not because it cannot be parsed.
DO $lint$
DECLARE
	f record;
	args text;
	cols text;
	cmd text;
BEGIN
	FOR f IN
		SELECT p.*, n.nspname FROM member m JOIN pg_proc p ON m.classid = 'pg_proc'::regclass AND p.oid = m.objid
		JOIN pg_namespace n ON n.oid = p.pronamespace
		WHERE NOT 'internal'::regtype = ANY (p.proargtypes::oid[]) AND p.prorettype NOT IN ('trigger'::regtype, 'internal'::regtype)
	LOOP
		IF f.pronargs > 0 AND f.proargnames IS NULL THEN
			INSERT INTO finding VALUES ('every function can be called with all its arguments named, unquoted', f.oid::regprocedure || ' has unnamed arguments');
			CONTINUE;
		END IF;
		SELECT string_agg(format('%s => NULL::%s', f.proargnames[i], CASE t WHEN 'anyelement'::regtype THEN 'pg_catalog.pg_class' ELSE t::regtype::text END), ', ' ORDER BY i)
		INTO args FROM unnest(f.proargtypes::oid[]) WITH ORDINALITY u(t, i);
		SELECT string_agg(name, ', ' ORDER BY i) INTO cols
		FROM unnest(f.proargnames, f.proargmodes) WITH ORDINALITY u(name, mode, i) WHERE mode = 't' OR mode = 'o';
		cmd := CASE f.prokind WHEN 'p' THEN format('CALL %I.%s(%s)', f.nspname, f.proname, args)
				ELSE format('SELECT %s FROM %I.%s(%s)', coalesce(cols, '*'), f.nspname, f.proname, args) END;
		BEGIN
			EXECUTE cmd;
		EXCEPTION
			WHEN syntax_error OR undefined_function OR undefined_column OR ambiguous_function OR undefined_parameter OR reserved_name OR duplicate_function THEN
				INSERT INTO finding VALUES ('every function can be called with all its arguments named, unquoted', cmd || ': ' || SQLERRM);
			WHEN OTHERS THEN
				NULL;
		END;
	END LOOP;
	FOR f IN
		SELECT c.oid::regclass::text AS rel, string_agg(a.attname, ', ' ORDER BY a.attnum) AS cols
		FROM member m JOIN pg_class c ON m.classid = 'pg_class'::regclass AND c.oid = m.objid AND c.relkind IN ('r', 'v', 'm')
		JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped GROUP BY 1
	LOOP
		BEGIN
			EXECUTE format('SELECT %s FROM %s LIMIT 0', f.cols, f.rel);
			-- as an alias written without AS and as an argument's name
			EXECUTE 'SELECT ' || regexp_replace(f.cols, '([a-z_0-9]+)', '1 AS \1', 'g');
		EXCEPTION WHEN syntax_error OR undefined_column THEN
			INSERT INTO finding VALUES ('every result column can be written unquoted', f.rel || ': ' || SQLERRM);
		END;
	END LOOP;
END
$lint$;

SELECT CASE WHEN count(f.what) = 0 THEN 'ok - ' ELSE 'not ok - ' END || r.rule
	|| coalesce(string_agg(E'\n#   ' || f.what, '' ORDER BY f.what), '')
FROM rule r LEFT JOIN finding f USING (rule) GROUP BY r.number, r.rule ORDER BY r.number;
