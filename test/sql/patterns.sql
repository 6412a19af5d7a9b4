-- Patterns: what is made of them, as the server's own operators judge it.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS synth;
CREATE SCHEMA test_patterns;
SET search_path = test_patterns, public;
\pset format unaligned
\pset tuples_only on

/* texts of a user's pattern, in a unique column and drawn at random: how many, how many different, how many wrong */
CREATE FUNCTION whole(pattern text, wanted int DEFAULT 150) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	message text; made text;
BEGIN
	DROP TABLE IF EXISTS source;
	CREATE TABLE source (one text NOT NULL UNIQUE, two text NOT NULL);
	PERFORM synth_fit('source', private => false, model => 'pattern', replace => true,
		text => jsonb_build_object('one', 'pattern:' || pattern, 'two', 'pattern:' || pattern));
	EXECUTE format('SELECT format(''%%s different, %%s wrong'', count(DISTINCT one),
		count(*) FILTER (WHERE one !~ %1$L) + count(*) FILTER (WHERE two !~ %1$L))
		FROM synth_sample(NULL::source, %2$s, model => ''pattern'', seed => 1)', '^(?:' || pattern || ')$', wanted) INTO made;
	RETURN pattern || '   ' || made;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT;
	RETURN pattern || '   ' || SQLSTATE || ' ' || message;
END $$;

SELECT whole(p) FROM unnest(ARRAY[
	'[A-Z]{3}-[0-9]{4}', '(INV|ORD)-20[0-2]\d-[0-9]{5}', '[A-Z][a-z]{2,9}', '#[0-9a-f]{6}', '\d{3}-\d{4}|\(\d{3}\) \d{3}-\d{4}',
	'[A-Z]{2}\d{2}( ?\d{4}){3}', '(?:[a-z]{2,5}\.){1,3}test', '[^@ ]{3,8}@[^@ ]{3,8}\.(com|org)', '.{4}', '.{2,5}x', '\w{5}', '\W\d\D\S\w',
	'[[:alpha:]]{4}[[:digit:]]{2}', '[[:upper:]]{3}[[:lower:]_]{3}', '[[:alnum:]]{6}', '[[:xdigit:]]{8}', '[[:punct:][:space:]]\d{3}',
	'[^[:alpha:]]{3}', '[^\d\s]{4}', '[\w.-]{5}', '[]a-c]{5}', '[^]a]{3}', '[a\-z]{6}', '[-+]?\d{1,3}(\.\d{2})?', '[\^\\\]]{4,5}', 'a{3}b{2,4}[x-z]{5}',
	'(a|b|cd){5,9}', '((ab?){2,3}|c{4})[0-9]{2}', '(x??y*?z+?){0}[0-9]{3}', '\x41\u0042\U00000043\d{3}', '\t\d{3}', '\.\*\+\?\[\{\d{2,3}',
	'{\d{3}', 'x{\d{3}}', ']\d{3}', '(^a|b)[0-9]{3}$', '\A[0-9]{3}\Z', '(|a|aa)\d{3}', '[äöüß]{4}', '[à-ÿ]{3}', '€\d{3}', '[^a-z]{3}ÿ', '日本[0-9]{3}',
	'[0-9]{40}', '.{200}', '[01]{62}']) AS p;

-- all of them and no more: against every text of up to 4 characters of ab01-
CREATE TABLE every AS
	WITH RECURSIVE t(c) AS (VALUES ('') UNION ALL SELECT c || x FROM t, unnest('{a,b,0,1,-}'::text[]) AS x WHERE length(c) < 4)
	SELECT c FROM t;

CREATE FUNCTION exact(pattern text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	n int; agreed int; message text;
BEGIN
	SELECT count(*) INTO n FROM every WHERE c ~ ('^(?:' || pattern || ')$');
	DROP TABLE IF EXISTS source;
	CREATE TABLE source (one text NOT NULL UNIQUE);
	PERFORM synth_fit('source', private => false, model => 'pattern', replace => true, text => jsonb_build_object('one', 'pattern:' || pattern));
	EXECUTE format('SELECT count(DISTINCT one) FROM synth_sample(NULL::source, %s, model => ''pattern'') WHERE one ~ %L', n, '^(?:' || pattern || ')$')
		INTO agreed;
	BEGIN
		EXECUTE format('SELECT count(*) FROM synth_sample(NULL::source, %s, model => ''pattern'')', n + 1);
	EXCEPTION WHEN OTHERS THEN
		GET STACKED DIAGNOSTICS message = MESSAGE_TEXT;
	END;
	RETURN format('%s   %s, all: %s; %s', pattern, n, agreed = n, coalesce(message, 'and more'));
END $$;

SELECT exact(p) FROM unnest(ARRAY[
	'[ab]', '[ab]{1,3}', '(a|b0)(0|01)', 'a?b?0?1?', '(ab|a)(b|bb)', '(a|ab|b){1,2}', '(a?b?){2}', '[ab01-]{4}', '(-|a){0,4}', 'a(b|(0|1){2})?', '(a{1,2}){2}',
	'(a|a|a)', '()|a', '(?:a|b(?:0|1)){1,2}', '(0|1|01|10){1,2}']) AS p;

/* texts of a CHECK, judged where it is not */
CREATE FUNCTION checked(operator text, pattern text, more text DEFAULT '') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	message text; made text; condition text := format('code %s %L', operator, pattern) || more;
BEGIN
	DROP TABLE IF EXISTS source, target;
	EXECUTE format('CREATE TABLE source (code varchar(24) NOT NULL UNIQUE CHECK (%s))', condition);
	CREATE TABLE target (code varchar(24));
	PERFORM synth_fit('source', private => false, model => 'pattern', replace => true);
	EXECUTE format('SELECT format(''%%s different, %%s wrong'', count(DISTINCT code), count(*) FILTER (WHERE NOT (%s)))
		FROM synth_sample(NULL::target, 100, model => ''pattern'', seed => 1)', condition) INTO made;
	RETURN condition || '   ' || made;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT;
	RETURN condition || '   ' || SQLSTATE || ' ' || message;
END $$;

SELECT checked('~', p) FROM unnest(ARRAY['^[A-Z]+$', 'ab', '^x', 'x$', '^$|^ab', '^a|b$', '(^a|^b).*\d$', '^[^ ]+ [^ ]+$', '^.{5}', '\d{3}', '^\w+@\w+\.test$',
	'(?i)^ab\d+', '(?q)a.c(', '***=[x]', '***:^ab?c', '(?s)^a.*z$', '[[:alpha:]][[:digit:]]$', '^(?:(a)|(b))+\d{4}$']) AS p;
SELECT checked('~*', p) FROM unnest(ARRAY['^xyz\d+$', '^[a-f]{6}$', 'hi', '^[[:upper:]]{5}$', '^[^a-y]{5}$']) AS p;
SELECT checked('!~', p) FROM unnest(ARRAY['[^0-9]', '^[a-z]', ' ', 'a|e|i', '^.{0,4}$', '^(\w\d)*$']) AS p;
SELECT checked('!~*', p) FROM unnest(ARRAY['[a-x]', '^k', '[^a-z]']) AS p;
SELECT checked('LIKE', p) FROM unnest(ARRAY['A%', '%-%', 'x__y%', '%\_%', '%a%b%', '____', '\%%', 'a.c%', '%é_']) AS p;
SELECT checked('ILIKE', p) FROM unnest(ARRAY['ab%', '%XYZ', '_a_b____']) AS p;
SELECT checked('NOT LIKE', p, ' AND length(code) > 2') FROM unnest(ARRAY['%a%', 'A%', '%-', '___%a', '_____%']) AS p;
SELECT checked('NOT ILIKE', p, ' AND length(code) > 2') FROM unnest(ARRAY['%a%', '%k']) AS p;
SELECT checked('SIMILAR TO', p) FROM unnest(ARRAY['[A-Z]{3}-[0-9]+', '(ab|cd)%', '_{4}[^a-z]', 'a.c%', '%\%%', '[[:digit:]]{3}\_%', '\d+', '^%$']) AS p;
SELECT checked('NOT SIMILAR TO', p, ' AND length(code) > 2') FROM unnest(ARRAY['[a-z]%', '%[0-9]%', '(a|b|c)%']) AS p;

-- several at once
SELECT checked('~', '^[a-z]+$', $$ AND code !~ 'a' AND code LIKE '%xy%' AND code NOT LIKE '%z' AND length(code) BETWEEN 6 AND 9$$);
SELECT checked('~', '[a-z]', $$ AND code ~ '[A-Z]' AND code ~ '[0-9]' AND code ~ '[^[:alnum:]]' AND length(code) >= 8$$);
SELECT checked('LIKE', '%-%', $$ AND code SIMILAR TO '[A-F]{3}%' AND code !~* 'B'$$);

DROP SCHEMA test_patterns CASCADE;
SELECT synth_drop('pattern');
