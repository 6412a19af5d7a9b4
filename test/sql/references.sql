-- References of the models of a schema: rows go with their parents, parents have as many children as the source's,
-- link tables keep both, circles close, samples refer to rows that are imagined.
-- Without privacy and with given seeds, so that numbers are the same everywhere.
SET client_min_messages = warning;
CREATE SCHEMA shop;
SET search_path = shop, public;
CREATE DOMAIN shop.code AS text CHECK (VALUE ~ '^[A-Z]{2}[0-9]{3}$');
CREATE TABLE kind (code shop.code PRIMARY KEY, luxury boolean NOT NULL);
CREATE TABLE product (id int PRIMARY KEY, kind_code shop.code NOT NULL REFERENCES kind, price numeric(8,2) NOT NULL);
CREATE TABLE client (id serial PRIMARY KEY, vip boolean NOT NULL, introduced_by int REFERENCES client);
CREATE TABLE bought (
	id bigserial PRIMARY KEY,
	client_id int NOT NULL REFERENCES client,
	product_id int REFERENCES product,
	paid numeric(8,2) NOT NULL
);
CREATE TABLE likes (client_id int REFERENCES client, product_id int REFERENCES product, PRIMARY KEY (client_id, product_id));
CREATE TABLE friend (a int NOT NULL REFERENCES client, b int NOT NULL REFERENCES client, UNIQUE (a, b), CHECK (a <> b));
-- a circle without a nullable or deferrable edge
CREATE TABLE boss (id serial PRIMARY KEY, team_id int NOT NULL, grade text NOT NULL);
CREATE TABLE team (id serial PRIMARY KEY, boss_id int NOT NULL UNIQUE REFERENCES boss, size int NOT NULL);

INSERT INTO kind SELECT chr(65 + i % 26) || 'X' || lpad(i::text, 3, '0'), i % 3 = 0 FROM generate_series(0, 59) i;
INSERT INTO product SELECT i, k.code, CASE WHEN k.luxury THEN 100 + i % 50 ELSE 5 + i % 9 END
	FROM generate_series(1, 300) i JOIN (SELECT *, row_number() OVER (ORDER BY code) AS n FROM kind) k ON k.n = 1 + i % 60;
INSERT INTO client (vip, introduced_by) SELECT i % 5 = 0, CASE WHEN i > 30 THEN 1 + (i * i) % 30 END FROM generate_series(1, 250) i;
-- vips buy dear things, and more of them
INSERT INTO bought (client_id, product_id, paid)
SELECT c.id, CASE WHEN n % 6 > 0 THEN p.id END, CASE WHEN n % 6 > 0 THEN p.price ELSE 1 END
FROM client c, generate_series(1, CASE WHEN c.vip THEN 18 ELSE c.id % 4 END) n,
	LATERAL (SELECT * FROM product p JOIN kind k ON k.code = p.kind_code WHERE k.luxury = c.vip ORDER BY (p.id * 7919 + c.id * 104729 + n * 1299709) % 1009 LIMIT 1) p;
INSERT INTO likes SELECT c.id, p.id FROM client c, product p WHERE (c.id * 31 + p.id * 17) % 97 < 3 AND (p.id < 20 OR c.id < 20);
INSERT INTO friend SELECT a.id, b.id FROM client a, client b WHERE a.id <> b.id AND (a.id * 13 + b.id * 7) % 101 = 0;
INSERT INTO boss (team_id, grade) SELECT i, 'g' || i % 3 FROM generate_series(1, 40) i;
INSERT INTO team (boss_id, size) SELECT i, i % 7 FROM generate_series(1, 40) i;
ALTER TABLE boss ADD FOREIGN KEY (team_id) REFERENCES team;

SELECT table_name FROM synth_fit_schema('shop', private => false) ORDER BY 1;
\set ECHO none
SELECT synth_schema_ddl('shop', 'copy') \gexec
\set ECHO all
SET client_min_messages = warning;
SET search_path = public;
CALL synth_generate_schema('shop', 'copy', seed => 1);

\echo as many rows, and as many children per parent
CREATE FUNCTION pg_temp.degrees(s text, parent text, child text, fk text) RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE result bigint[];
BEGIN
	EXECUTE format('SELECT array_agg(n ORDER BY n) FROM (SELECT count(c.%I) AS n FROM %I.%I p LEFT JOIN %I.%I c ON c.%I = p.id GROUP BY p.id) x', fk, s, parent, s, child, fk) INTO result;
	RETURN result;
END $$;
SELECT child, fk, pg_temp.degrees('shop', parent, child, fk) = pg_temp.degrees('copy', parent, child, fk) AS same
FROM (VALUES ('client', 'bought', 'client_id'), ('product', 'bought', 'product_id'), ('client', 'likes', 'client_id'), ('product', 'likes', 'product_id'),
	('client', 'client', 'introduced_by'), ('boss', 'team', 'boss_id'), ('team', 'boss', 'team_id')) v (parent, child, fk) ORDER BY 1, 2;
SELECT (SELECT count(*) FROM copy.bought) = (SELECT count(*) FROM shop.bought) AS bought, (SELECT count(*) FROM copy.friend) = (SELECT count(*) FROM shop.friend) AS friend;

\echo children go with both parents: in the source every vip buys luxury, at its price
SELECT avg(CASE WHEN c.vip = k.luxury THEN 1 ELSE 0 END) > 0.95 AS client_and_kind, avg(CASE WHEN (b.paid >= 50) = k.luxury THEN 1 ELSE 0 END) > 0.95 AS paid_and_kind,
	corr(b.paid, p.price) > 0.95 AS paid_and_price
FROM copy.bought b JOIN copy.client c ON c.id = b.client_id JOIN copy.product p ON p.id = b.product_id JOIN copy.kind k ON k.code = p.kind_code;
SELECT abs((SELECT avg((product_id IS NULL)::int) FROM copy.bought) - (SELECT avg((product_id IS NULL)::int) FROM shop.bought)) < 0.02 AS share_without;

\echo a circle
SELECT count(*), count(*) FILTER (WHERE t.boss_id IS NULL OR b.team_id IS NULL) AS open FROM copy.team t FULL JOIN copy.boss b ON b.id = t.boss_id;
\echo more of everything
CALL synth_generate_schema('shop', 'copy', scale => 3, seed => 2, existing => 'truncate');
SELECT (SELECT count(*) FROM copy.client), (SELECT count(*) FROM copy.bought) BETWEEN 3 * 1050 AND 3 * 1400 AS bought, (SELECT count(*) FROM copy.friend WHERE a = b) AS friends_of_themselves;
\echo beside what is there
CALL synth_generate_schema('shop', 'copy', seed => 3, existing => 'append', tables => '{likes}');
SELECT count(*) > (SELECT 4 * count(*) - 100 FROM shop.likes) AS added FROM copy.likes;

\echo a sample reads no table: parents are rows 1, 2, .. of tables that are imagined
SELECT count(*), min(client_id) >= 1 AND max(client_id) <= 250 AS clients, count(*) - count(product_id) BETWEEN 1 AND 400 AS some_without
FROM synth_sample(NULL::shop.bought, 1000, 'shop.bought', seed => 1);
SELECT count(*), count(DISTINCT (client_id, product_id)) FROM synth_sample(NULL::shop.likes, 5000, 'shop.likes', seed => 1);
SELECT count(*), count(DISTINCT boss_id), max(boss_id) FROM synth_sample(NULL::shop.team, 60, 'shop.team', seed => 1);
SELECT count(kind_code) FROM synth_sample(NULL::shop.product, 5, 'shop.product', seed => 1);
SELECT synth_sample->>'client_id' IS NOT NULL AS client FROM synth_sample('shop.bought', 1, seed => 1);
SELECT count(*) FROM synth_sample(NULL::shop.likes, 1000000000, 'shop.likes', seed => 1);
\echo :SQLSTATE

DROP SCHEMA shop CASCADE;
DROP SCHEMA copy CASCADE;
SELECT count(synth_drop(name)) FROM synth_models WHERE name LIKE 'shop.%';
