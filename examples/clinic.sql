-- A small schema of several tables for the documents and for a try at home:
-- people of a clinic, their visits, and the bills of the visits.  Invented.
--
--     psql -d some_database -f examples/clinic.sql

CREATE SCHEMA clinic;
CREATE TYPE clinic.outcome AS ENUM ('healed', 'better', 'unchanged');
CREATE TABLE clinic.ward (
	ward_id		smallint PRIMARY KEY,
	name		text NOT NULL UNIQUE
);
CREATE TABLE clinic.people (
	person_id	integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	full_name	text NOT NULL,
	email		text NOT NULL UNIQUE,
	born		date NOT NULL,
	died		date,
	mother_id	integer REFERENCES clinic.people,
	CHECK (died >= born)
);
CREATE TABLE clinic.visits (
	visit_id	bigserial PRIMARY KEY,
	person_id	integer NOT NULL REFERENCES clinic.people,
	ward_id		smallint NOT NULL REFERENCES clinic.ward,
	admitted	timestamp NOT NULL,
	discharged	timestamp,
	outcome		clinic.outcome,
	CHECK (discharged > admitted),
	CHECK (outcome IS NULL OR discharged IS NOT NULL)
);
CREATE TABLE clinic.bills (
	visit_id	bigint REFERENCES clinic.visits,
	line		smallint CHECK (line > 0),
	fee			numeric(8,2) NOT NULL CHECK (fee >= 0),
	refund		numeric(8,2) NOT NULL CHECK (refund >= 0),
	total		numeric(8,2) NOT NULL,
	PRIMARY KEY (visit_id, line),
	CHECK (total = fee - refund)
);

INSERT INTO clinic.ward VALUES (1, 'surgery'), (2, 'childbirth'), (3, 'general');
INSERT INTO clinic.people (full_name, email, born, died, mother_id)
SELECT 'Person ' || i, 'person' || i || '@clinic.example', date '1930-01-01' + (i * 37 % 29000),
	CASE WHEN i % 9 = 0 THEN date '1930-01-01' + (i * 37 % 29000) + 5000 END,
	CASE WHEN i > 1000 AND i % 3 = 0 THEN i - 1000 END
FROM generate_series(1, 3000) AS i;
INSERT INTO clinic.visits (person_id, ward_id, admitted, discharged, outcome)
SELECT 1 + (i * 7 + i / 9) % 3000, 1 + i % 3, timestamp '2024-01-01' + i * interval '1 hour',
	CASE WHEN i % 8 > 0 THEN timestamp '2024-01-01' + i * interval '1 hour' + (1 + i % 5) * interval '1 day' END,
	CASE WHEN i % 8 > 1 THEN (ARRAY['healed', 'better', 'unchanged']::clinic.outcome[])[1 + i % 5 / 2] END
FROM generate_series(1, 9000) AS i;
INSERT INTO clinic.bills
SELECT 1 + i % 9000, 1 + i / 9000, 10 + i % 400, i % 10, 10 + i % 400 - i % 10
FROM generate_series(1, 20000) AS i;
