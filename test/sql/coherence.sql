-- Texts of one row belong together: exact rules, so that one row that breaks one is a defect.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS synth;
CREATE SCHEMA test_coherence;
SET search_path = test_coherence, public;
SET jit = off;

-- who has which sex, what a city's postcodes begin with, where it is: as the dictionary says
CREATE TABLE named AS SELECT DISTINCT list, locale, value, tag FROM synth_dictionary WHERE list IN ('given', 'title');
CREATE TABLE town AS SELECT c.value AS city, r.value AS region, k.value AS country, left(k.tag, 2) AS iso2, right(k.tag, 3) AS iso3, array_agg(DISTINCT c.tag) AS prefix
FROM synth_dictionary AS c JOIN synth_dictionary AS r ON r.list = 'region' AND r.value = c.parent AND r.locale = c.locale
	JOIN synth_dictionary AS k ON k.list = 'country' AND left(k.tag, 2) = r.parent WHERE c.list = 'city' GROUP BY 1, 2, 3, 4, 5;
CREATE TABLE made (id int, sex text, title text, first_name text, last_name text, full_name text, email text, user_name text,
	street text, city text, region text, postcode text, country text, address text);

-- names follow the sex in several spellings, e-mails and user names the name, postcodes the city, all in their locale
CREATE FUNCTION broken(female text, male text, of_locale text) RETURNS TABLE (given_names bigint, titles bigint, full_names bigint,
	mails bigint, users bigint, cities bigint, postcodes bigint, addresses bigint, different boolean) LANGUAGE plpgsql AS $$
BEGIN
	DROP TABLE IF EXISTS source;
	EXECUTE format('CREATE TABLE source (id int PRIMARY KEY, sex text NOT NULL CHECK (sex IN (%L, %L)), title text NOT NULL, first_name text NOT NULL,
		last_name text NOT NULL, full_name text NOT NULL, email text NOT NULL, user_name text NOT NULL, street text NOT NULL, city text NOT NULL,
		region text NOT NULL, postcode text NOT NULL, country text NOT NULL, address text NOT NULL)', female, male);
	EXECUTE format('INSERT INTO source SELECT i, CASE WHEN i %% 2 = 0 THEN %L ELSE %L END, ''-'', ''-'', ''-'', ''-'', ''-'', ''-'', ''-'', ''-'', ''-'', ''-'', ''-'', ''-''
		FROM generate_series(1, 300) AS i', female, male);
	PERFORM synth_fit('source', model => 'coherence', private => false, replace => true, text => jsonb_build_object('*', jsonb_build_object('locale', of_locale),
		'title', 'title', 'city', 'city', 'region', 'region', 'country', 'country', 'address', 'address'));
	TRUNCATE made;
	EXECUTE 'INSERT INTO made SELECT * FROM synth_sample(NULL::source, 3000, model => ''coherence'', seed => 7)';
	RETURN QUERY SELECT
		count(*) FILTER (WHERE NOT EXISTS (SELECT FROM named AS n WHERE n.list = 'given' AND n.locale = of_locale AND n.value = first_name AND n.tag IN ('', CASE sex WHEN female THEN 'f' ELSE 'm' END))),
		count(*) FILTER (WHERE NOT EXISTS (SELECT FROM named AS n WHERE n.list = 'title' AND n.locale = of_locale AND n.value = m.title AND n.tag IN ('', CASE sex WHEN female THEN 'f' ELSE 'm' END))),
		count(*) FILTER (WHERE full_name <> first_name || ' ' || last_name),
		-- what of the names is plain ASCII is spelled out in the address
		count(*) FILTER (WHERE last_name ~ '^[A-Za-z]+$' AND position(lower(last_name) IN email) = 0),
		count(*) FILTER (WHERE last_name ~ '^[A-Za-z]+$' AND position(left(lower(last_name), 3) IN user_name) = 0),
		count(*) FILTER (WHERE NOT EXISTS (SELECT FROM town AS t WHERE (t.city, t.region, t.country) = (m.city, m.region, m.country))),
		count(*) FILTER (WHERE NOT EXISTS (SELECT FROM town AS t, unnest(t.prefix) AS p WHERE t.city = m.city AND starts_with(m.postcode, p))),
		count(*) FILTER (WHERE position(m.street IN m.address) = 0 OR position(m.city IN m.address) = 0 OR position(m.postcode IN m.address) = 0),
		-- and not because all are one: fewer than 40 of the many names by chance has a probability below 1e-9
		count(DISTINCT first_name) > 40 AND count(DISTINCT last_name) > 40 AND count(DISTINCT m.city) > 15 AND count(DISTINCT sex) = 2
		FROM made AS m;
END $$;
SELECT * FROM broken('F', 'M', 'en_US');
SELECT * FROM broken('female', 'male', 'en_GB');
SELECT * FROM broken('weiblich', 'männlich', 'de_DE');
SELECT * FROM broken('femme', 'homme', 'fr_FR');
SELECT * FROM broken('mujer', 'hombre', 'es_ES');
SELECT * FROM broken('donna', 'uomo', 'it_IT');
SELECT * FROM broken('kobieta', 'mężczyzna', 'pl_PL');
SELECT * FROM broken('feminino', 'masculino', 'pt_BR');
SELECT * FROM broken('kvinna', 'man', 'sv_SE');
SELECT * FROM broken('kadın', 'erkek', 'tr_TR');
SELECT * FROM broken('vrouw', 'man', 'nl_NL');
-- ISO 5218
SELECT * FROM broken('2', '1', 'en_US');

-- the country of the row, which is learned, says where the city is: its name or either code
CREATE FUNCTION astray(of_type text, labels text[], code text) RETURNS TABLE (countries bigint, astray bigint) LANGUAGE plpgsql AS $$
BEGIN
	DROP TABLE IF EXISTS office, office_made;
	EXECUTE format('CREATE TABLE office (id int PRIMARY KEY, %I %s NOT NULL, city text NOT NULL, postcode text NOT NULL)', code, of_type);
	EXECUTE 'INSERT INTO office SELECT i, ($1)[1 + i % 4], ''-'', ''-'' FROM generate_series(1, 1000) AS i' USING labels;
	PERFORM synth_fit('office', model => 'coherence', private => false, replace => true);
	EXECUTE 'CREATE TABLE office_made AS SELECT * FROM synth_sample(NULL::office, 3000, model => ''coherence'', seed => 3)';
	RETURN QUERY EXECUTE format('SELECT count(DISTINCT %1$I), count(*) FILTER (WHERE NOT EXISTS (SELECT FROM town AS t, unnest(t.prefix) AS p
		WHERE t.city = o.city AND starts_with(o.postcode, p) AND o.%1$I IN (t.country, t.iso2, t.iso3))) FROM office_made AS o', code);
END $$;
SELECT * FROM astray('text', '{Germany,France,United States,Poland}', 'country');
SELECT * FROM astray('char(2)', '{DE,FR,US,PL}', 'country_code');
SELECT * FROM astray('char(3)', '{DEU,FRA,USA,POL}', 'country_code');

-- whom a prefix names is whom columns without one are about, unless these have a name of their own
CREATE FUNCTION strangers(columns text, name text, relation text DEFAULT 'visit') RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	found bigint;
BEGIN
	EXECUTE format('DROP TABLE IF EXISTS %1$I; CREATE TABLE %1$I (id int PRIMARY KEY, %2$s)', relation, columns);
	PERFORM synth_fit(relation::regclass, model => 'coherence', private => false, replace => true);
	EXECUTE format('SELECT count(*) FILTER (WHERE name ~ ''^[A-Za-z]+$'' AND position(lower(name) IN email) = 0) FROM (SELECT email, %s AS name FROM synth_sample(NULL::%I, 1000, model => ''coherence'', seed => 1)) AS s', name, relation) INTO found;
	RETURN found;
END $$;
SELECT strangers('customer_name text NOT NULL, email text NOT NULL', $$split_part(customer_name, ' ', 2)$$);
SELECT strangers('doctor_name text NOT NULL, patient_name text NOT NULL, email text NOT NULL', $$split_part(patient_name, ' ', 2)$$, 'patients');
SELECT strangers('email text NOT NULL, billing_last_name text NOT NULL, shipping_last_name text NOT NULL', 'billing_last_name');
SELECT strangers('doctor_name text NOT NULL, last_name text NOT NULL, email text NOT NULL', 'last_name');
SELECT strangers('customer_name text NOT NULL, customer_city text NOT NULL, city text NOT NULL, email text NOT NULL', $$split_part(customer_name, ' ', 2)$$);
SELECT strangers('user_name text NOT NULL, last_name text NOT NULL, email text NOT NULL', 'CASE WHEN last_name ~ ''^[A-Za-z]+$'' AND position(left(lower(last_name), 3) IN user_name) = 0 THEN ''nobody'' ELSE last_name END');
-- somebody else's name is somebody else's: a few share it by chance
SELECT strangers('doctor_name text NOT NULL, last_name text NOT NULL, email text NOT NULL', $$split_part(doctor_name, ' ', 2)$$) > 900 AS others;

DROP SCHEMA test_coherence CASCADE;
SELECT synth_drop('coherence');
