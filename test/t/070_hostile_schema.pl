# Installing into a schema in which somebody has made operators and functions
# that fit better than the server's own: none of them runs, then or later, with
# the rights of whoever installs or uses the extension.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;

# pairs of types for which the server has no operator or function of its own,
# so that one of ours is the best match
my $traps = q{
CREATE SCHEMA hostile;
CREATE TABLE hostile.sprung (what text);
DO $do$
DECLARE
	t text[] := '{smallint,integer,bigint,real,"double precision",numeric,text,"character varying",name,oid,xid,regclass,regtype,jsonb,"text[]","name[]","oid[]"}';
	o text;
	l text;
	r text;
	n int := 0;
BEGIN
	FOREACH l IN ARRAY t LOOP
		FOREACH r IN ARRAY t LOOP
			EXECUTE format('CREATE FUNCTION hostile.trap(a %s, b %s) RETURNS boolean LANGUAGE plpgsql AS
				$f$ BEGIN INSERT INTO hostile.sprung VALUES (%L); RETURN true; END $f$', l, r, l || ' ' || r);
			FOREACH o IN ARRAY '{=,<>,<,<=,>,>=,~,!~,~~,||,+,-,*,/}'::text[] LOOP
				CONTINUE WHEN EXISTS (SELECT FROM pg_operator WHERE oprnamespace = 'pg_catalog'::regnamespace
					AND oprname = o AND oprleft = l::regtype AND oprright = r::regtype);
				EXECUTE format('CREATE OPERATOR hostile.%s (LEFTARG = %s, RIGHTARG = %s, FUNCTION = hostile.trap)', o, l, r);
				n := n + 1;
			END LOOP;
		END LOOP;
	END LOOP;
	ASSERT n > 2000, 'there are traps';
END $do$;
};

$node->safe_psql('postgres', $traps);
# one of them would spring
$node->safe_psql('postgres', 'SET search_path = hostile; SELECT 1::real > 0');
is($node->safe_psql('postgres', 'SELECT string_agg(what, $$, $$) FROM hostile.sprung'), 'real integer', 'a trap works');
$node->safe_psql('postgres', 'TRUNCATE hostile.sprung');

$node->safe_psql('postgres', 'CREATE EXTENSION synth SCHEMA hostile');
is($node->safe_psql('postgres', 'SELECT DISTINCT what FROM hostile.sprung'), '', 'no trap springs when the extension is installed');

# what constraints, views and indexes call later is in pg_depend
is($node->safe_psql('postgres', q{SELECT DISTINCT pg_describe_object(d.classid, d.objid, d.objsubid) || ' uses ' || o.oid::regoperator
	FROM pg_depend d JOIN pg_operator o ON d.refclassid = 'pg_operator'::regclass AND d.refobjid = o.oid
	WHERE o.oprnamespace = 'hostile'::regnamespace ORDER BY 1}), '', 'nothing that was installed uses one');

my $path = 'SET search_path = hostile, pg_catalog, public; SET client_min_messages = warning;';
$node->safe_psql('postgres', "$path
	CREATE TABLE public.people (id integer PRIMARY KEY, given_name text, email text UNIQUE, city varchar(40), note text, data jsonb, tags text[]);
	INSERT INTO public.people SELECT i, 'Ann', pg_catalog.concat('x', i, '\@example.com'), 'Paris', 'some words here', '{\"a\": 1}', '{a,b}'
	FROM pg_catalog.generate_series(1, 500) i;
	TRUNCATE hostile.sprung;
	INSERT INTO synth_dictionary (list, locale, value, weight) VALUES ('given', 'en_US', 'Zaphod', 2)");
$node->safe_psql('postgres', "$path SELECT * FROM synth_profile('people'); SELECT * FROM synth_plan('people');
	SELECT synth_fit('people', private => false)");
$node->safe_psql('postgres', "$path SELECT * FROM synth_sample(NULL::people, 20); SELECT * FROM synth_describe('people');
	CREATE TABLE public.copy (LIKE public.people INCLUDING ALL); CALL synth_generate('people', 'public.copy', 20);
	SELECT * FROM synth_models; SELECT * FROM synth_ledger; SELECT * FROM synth_grants; SELECT * FROM synth_batches; SELECT * FROM synth_progress;
	SELECT * FROM synth_quality('people', 'public.copy')");
is($node->safe_psql('postgres', 'SELECT DISTINCT what FROM hostile.sprung'), '', 'nor when it is used');

$node->stop;
done_testing();
