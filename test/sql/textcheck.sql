-- CHECKs of text columns: what texts are made from them, and what is refused.  Each row that is made is inserted under its CHECK.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS synth;
CREATE SCHEMA test_textcheck;
SET search_path = test_textcheck, public;
\pset format unaligned
\pset tuples_only on

/* fits a table without rows, whose texts can come from its CHECK alone; how many different ones a copy of it took */
CREATE FUNCTION made(condition text, of_type text DEFAULT 'text', wanted int DEFAULT 200) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	how text; message text; hint text; found int;
BEGIN
	DROP TABLE IF EXISTS source, target;
	EXECUTE format('CREATE TABLE source (c %s NOT NULL UNIQUE CONSTRAINT rule CHECK (%s))', of_type, condition);
	CREATE TABLE target (LIKE source INCLUDING ALL);
	SELECT p.domain_source INTO how FROM synth_plan('source') AS p WHERE p.column_name = 'c';
	PERFORM synth_fit('source', private => false, model => 'checked', replace => true);
	EXECUTE format('INSERT INTO target SELECT * FROM synth_sample(NULL::target, %s, model => ''checked'', seed => 1)', wanted);
	SELECT count(*) INTO found FROM target;
	RETURN format('%s by %s', found, coalesce(how, 'serial codes'));
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
	RETURN SQLSTATE || ' ' || message || E'\n    ' || hint;
END $$;

-- operators of patterns
SELECT made($$c ~ '^[A-Z]{3}-[0-9]{4}$'$$);
SELECT made($$c ~* '^abc[0-9]{3}$'$$);
SELECT made($$c !~ '[^0-9]' AND char_length(c) = 10$$);
SELECT made($$NOT c !~* '^[a-f]{4}$'$$);
SELECT made($$c SIMILAR TO '[A-Z]{3}(-|/)[0-9]+'$$, 'varchar(9)');
SELECT made($$c LIKE 'INV\_%' AND length(c) BETWEEN 8 AND 12$$);
SELECT made($$c LIKE '50!%%' ESCAPE '!' AND length(c) = 8$$);
SELECT made($$c ILIKE 'ab%' AND 6 = length(c)$$);
SELECT made($$c NOT LIKE '%a%' AND c ~ '^[a-d]{5}$'$$);
SELECT made($$c ^@ 'x_' AND octet_length(c) <= 8$$);
SELECT made($$c ~ '^[äöü]{6}$'$$);
SELECT made($$c LIKE ANY (ARRAY['A___', 'B____'])$$);
SELECT made($$c ~ ALL (ARRAY['^.{6}$', '^A', 'Z$'])$$);

-- lengths, cases, spaces
SELECT made($$length(c) = 8 OR length(c) = 11 OR length(c) >= 20$$);
SELECT made($$c = upper(c) AND length(c) >= 5$$, 'varchar(10)');
SELECT made($$lower(c) = c AND length(c) <> 3 AND c ~ '[^a-z]'$$, 'varchar(4)');
SELECT made($$trim(c) <> '' AND length(btrim(c)) > 0 AND c = rtrim(c)$$, 'varchar(10)');
SELECT made($$c <> '' AND c <> 'none' AND length(c) < 4$$);
SELECT made($$c IS NULL OR c !~ '\s'$$, 'varchar(3)');

-- parts of the value
SELECT made($$left(c, 2) IN ('AB', 'CD') AND length(c) = 6$$);
SELECT made($$right(c, 1) = 'X' AND substr(c, 1, 2) <> 'AB' AND length(c) = 5$$);
SELECT made($$position('@' in c) > 1 AND strpos(c, ' ') = 0$$, 'varchar(20)');
SELECT made($$NOT (c ~ '[a-z]' OR c ~ '[^A-Z]') AND length(c) = 5$$);

-- a char(n) has trailing spaces for patterns and none for lengths
SELECT made($$c ~ '^[A-Z]{2}[0-9]{3}$'$$, 'char(5)');
SELECT made($$c ~ '^[A-Z]{2,4} *$'$$, 'char(5)');
SELECT made($$length(c) = 3 AND c ~ '^[A-Z]+ *$'$$, 'char(5)');
SELECT made($$length(c) BETWEEN 2 AND 3$$, 'char(5)');
SELECT made($$c <> 'AA' AND c ~ '^[AB]+ *$'$$, 'char(9)');
SELECT made($$upper(c) = c AND length(c) = 5$$, 'char(5)');

-- domains of domains
CREATE DOMAIN letters AS varchar(8) CHECK (VALUE ~ '^[A-Z]+$');
CREATE DOMAIN long_letters AS letters CHECK (length(VALUE) > 6);
SELECT made($$c NOT LIKE 'A%'$$, 'long_letters');

-- what is not understood is tried
SELECT made($$c ~ '^[0-9]{4}$' AND c >= '0'$$);
SELECT made($$c ~ '^[0-9]{4}$' AND c::int < 2000$$);
SELECT made($$reverse(c) = 'abc'$$);

-- refused
SELECT made($$c ~ '^(?=a)[a-z]+$'$$);
SELECT made($$c ~ '^(a|b)\1$'$$);
SELECT made($$c ~ '^a+$' AND c ~ '^b+$'$$);
SELECT made($$length(c) > 12 AND c ~ '^[a-z]+$'$$, 'varchar(10)');
SELECT made($$c ~ '^[0-9]$'$$);
SELECT made($$c ~ '^[ab]*a[ab]{14}$'$$);

DROP SCHEMA test_textcheck CASCADE;
