-- Keys that redrawing does not make unique, over many chunks of rows: the last resort is asked again and again.
SET client_min_messages = warning;
CREATE TABLE member_list (id serial PRIMARY KEY, team integer NOT NULL CHECK (team BETWEEN 1 AND 20000), email text NOT NULL UNIQUE, active boolean NOT NULL, n integer NOT NULL);
CREATE UNIQUE INDEX ON member_list (team) WHERE active;
CREATE UNIQUE INDEX ON member_list (lower(email));
INSERT INTO member_list (team, email, active, n) SELECT 1 + i % 2000, 'p' || i || '@example.org', i < 2000, i FROM generate_series(1, 10000) i;
SELECT count(*) FROM (SELECT synth_fit('member_list', 'members', private => false)) f;
CREATE TABLE member_copy (LIKE member_list INCLUDING ALL);
CALL synth_generate('members', 'member_copy', 20000, seed => 1);
SELECT count(*), count(DISTINCT lower(email)) AS emails,
	count(*) FILTER (WHERE active) > 100 AS many_active, count(DISTINCT team) FILTER (WHERE active) = count(*) FILTER (WHERE active) AS different
FROM member_copy;
SELECT synth_drop('members');
DROP TABLE member_list, member_copy;
