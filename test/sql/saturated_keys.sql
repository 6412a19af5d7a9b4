-- Rules of rows whose keys leave no parent any room: a place of two columns, one
-- of which refers to a parent, where each parent has all the children that it can
-- have.  Rows can only exchange their places.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS synth;
CREATE SCHEMA saturated;
CREATE TABLE saturated.day (
	d int PRIMARY KEY,
	kind text NOT NULL CHECK (kind IN ('work', 'rest')),
	season int NOT NULL CHECK (season BETWEEN 1 AND 4));
CREATE TABLE saturated.slot (
	d int NOT NULL REFERENCES saturated.day,
	h int NOT NULL CHECK (h BETWEEN 0 AND 5),
	kind text NOT NULL,
	season int NOT NULL,
	n int NOT NULL CHECK (n BETWEEN 0 AND 99),
	label text NOT NULL CHECK (label IN ('x', 'y')),
	PRIMARY KEY (d, h));
INSERT INTO saturated.day SELECT i, CASE WHEN i % 7 < 5 THEN 'work' ELSE 'rest' END, 1 + i / 50 % 4 FROM generate_series(1, 400) AS i;
INSERT INTO saturated.slot SELECT d, h, kind, season, (d * 31 + h * 17) % 100, CASE WHEN (d + h) % 3 = 0 THEN 'x' ELSE 'y' END
	FROM saturated.day, generate_series(0, 5) AS h;
SELECT synth_schema_ddl('saturated', 'saturated_copy') \gexec

-- all that the first two speak of is the parent's: another parent is no cure.  The third is the rows'
SET client_min_messages = notice;
SELECT count(*) FROM synth_fit('saturated.slot', model => 'alone', private => false, rules => '{"season <> 2 OR kind = ''work''"}');
SELECT table_name, model FROM synth_fit_schema('saturated', private => false,
	rules => '{"slot": ["season <> 2 OR kind = ''work''", "season <> 3 OR d > 0", "kind = ''work'' OR h < 5 OR label = ''x''"]}');
SET client_min_messages = warning;
CALL synth_generate_schema('saturated', 'saturated_copy', seed => 1);
SELECT count(*), count(*) FILTER (WHERE NOT (kind = 'work' OR h < 5 OR label = 'x')) AS broken FROM saturated_copy.slot;
SELECT count(*) AS differ FROM saturated_copy.slot AS s JOIN saturated_copy.day AS p USING (d) WHERE s.kind <> p.kind OR s.season <> p.season;

-- what is the parent's, and what is the key's: with the other hour, or on another day
TRUNCATE saturated_copy.slot, saturated_copy.day;
DELETE FROM saturated.slot WHERE h = 5 AND kind = 'rest';
SELECT table_name, model FROM synth_fit_schema('saturated', private => false, replace => true, rules => '{"slot": ["kind = ''work'' OR h < 5"]}');
CALL synth_generate_schema('saturated', 'saturated_copy', seed => 2);
SELECT count(*) > 2000 AS many, count(*) FILTER (WHERE NOT (kind = 'work' OR h < 5)) AS broken FROM saturated_copy.slot;
SELECT count(*) AS differ FROM saturated_copy.slot AS s JOIN saturated_copy.day AS p USING (d) WHERE s.kind <> p.kind OR s.season <> p.season;

DROP SCHEMA saturated, saturated_copy CASCADE;
SELECT count(synth_drop(name)) FROM synth_models WHERE name IN ('alone', 'saturated.day', 'saturated.slot');
