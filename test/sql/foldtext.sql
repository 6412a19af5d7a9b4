-- Columns of a type like text that ignores case, and domains over it.  citext
-- is not everywhere, so this is its like.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS synth;
CREATE SCHEMA foldtext;
SET search_path = foldtext, public;
CREATE TYPE folded;
CREATE FUNCTION folded_in(cstring) RETURNS folded LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION folded_out(folded) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE TYPE folded (INPUT = folded_in, OUTPUT = folded_out, INTERNALLENGTH = variable, LIKE = text, CATEGORY = 'S', COLLATABLE = true);
CREATE CAST (folded AS text) WITHOUT FUNCTION AS IMPLICIT;
CREATE CAST (text AS folded) WITHOUT FUNCTION AS ASSIGNMENT;
CREATE FUNCTION folded_cmp(a folded, b folded) RETURNS int LANGUAGE sql IMMUTABLE STRICT AS 'SELECT pg_catalog.bttextcmp(lower(a::text), lower(b::text))';
CREATE FUNCTION folded_lt(a folded, b folded) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT AS 'SELECT lower(a::text) < lower(b::text)';
CREATE FUNCTION folded_le(a folded, b folded) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT AS 'SELECT lower(a::text) <= lower(b::text)';
CREATE FUNCTION folded_eq(a folded, b folded) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT AS 'SELECT lower(a::text) = lower(b::text)';
CREATE FUNCTION folded_ge(a folded, b folded) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT AS 'SELECT lower(a::text) >= lower(b::text)';
CREATE FUNCTION folded_gt(a folded, b folded) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT AS 'SELECT lower(a::text) > lower(b::text)';
CREATE OPERATOR < (LEFTARG = folded, RIGHTARG = folded, FUNCTION = folded_lt);
CREATE OPERATOR <= (LEFTARG = folded, RIGHTARG = folded, FUNCTION = folded_le);
CREATE OPERATOR = (LEFTARG = folded, RIGHTARG = folded, FUNCTION = folded_eq, MERGES);
CREATE OPERATOR >= (LEFTARG = folded, RIGHTARG = folded, FUNCTION = folded_ge);
CREATE OPERATOR > (LEFTARG = folded, RIGHTARG = folded, FUNCTION = folded_gt);
CREATE OPERATOR CLASS folded_ops DEFAULT FOR TYPE folded USING btree AS
	OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 folded_cmp(folded, folded);
CREATE DOMAIN address AS folded CHECK (VALUE::text ~ '@');
CREATE DOMAIN short_address AS address CHECK (length(VALUE::text) < 60);

CREATE TABLE accounts (email folded UNIQUE, login folded UNIQUE NOT NULL, code folded UNIQUE, zz folded PRIMARY KEY, work_email short_address UNIQUE,
	home_email short_address, grade folded);
INSERT INTO accounts SELECT 'User' || i || '@Real.Com', 'Login' || i, 'Q' || i, 'Z' || i, 'b' || i || '@real.com', 'C' || i || '@real.com',
	(ARRAY['Good', 'Bad'])[1 + i % 2] FROM generate_series(1, 1000) i;
SELECT column_name, kind, domain FROM synth_plan('accounts');
SELECT synth_fit('accounts', private => false);
CREATE TABLE copy (LIKE accounts INCLUDING ALL);
CALL synth_generate('accounts', 'copy', 1000);
CALL synth_generate('accounts', 'copy', 1000, seed => 3);
-- unique they are, and none is of the source; there are NULLs only where the source has some
SELECT count(*), count(email) AS email, count(code) AS code, count(work_email) AS work_email, count(home_email) AS home_email FROM copy;
SELECT count(*) FROM copy c JOIN accounts a ON c.email = a.email OR c.work_email::folded = a.work_email::folded OR c.home_email::folded = a.home_email::folded;
SELECT DISTINCT grade FROM copy ORDER BY grade;
SELECT count(*) FILTER (WHERE home_email::text LIKE '%@%') FROM synth_sample(NULL::accounts, 100);
SELECT synth_drop('accounts');

SET client_min_messages = error;
DROP SCHEMA foldtext CASCADE;
