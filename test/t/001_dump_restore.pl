# pg_dump and restore: models, grants, policies and the ledger travel; roles and
# OIDs do not, and nothing depends on them.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;

# all statements of one string are one transaction only with -c: psql reads these from its input
sub sql
{
	my ($db, $text) = @_;
	return $node->safe_psql($db, "SET client_min_messages = warning;\n$text");
}

# error message of a statement that must fail
sub refused
{
	my ($db, $text) = @_;
	my ($ret, $out, $err) = $node->psql($db, "SET client_min_messages = warning;\n\\set VERBOSITY verbose\n$text");
	return $err;
}

sql('postgres', q{
	CREATE DATABASE source;
	CREATE ROLE clinic;
	CREATE ROLE analyst;
	CREATE ROLE gone;
	CREATE ROLE dumper LOGIN;
	CREATE ROLE denied LOGIN;
});
sql('source', q{
	CREATE EXTENSION synth;
	CREATE SCHEMA "Clinic";
	CREATE TABLE "Clinic"."Patients" (id serial PRIMARY KEY, sex text NOT NULL CHECK (sex IN ('f', 'm')), age int CHECK (age BETWEEN 0 AND 99));
	INSERT INTO "Clinic"."Patients" (sex, age) SELECT CASE WHEN i % 3 = 0 THEN 'm' ELSE 'f' END, i % 90 FROM generate_series(1, 500) i;
	ALTER SCHEMA "Clinic" OWNER TO clinic;
	ALTER TABLE "Clinic"."Patients" OWNER TO clinic;
	CREATE TABLE other (flag boolean NOT NULL);
	GRANT USAGE ON SCHEMA "Clinic" TO analyst;
	GRANT SELECT ON "Clinic"."Patients" TO analyst;
	SET ROLE clinic;
	SELECT synth_fit('"Clinic"."Patients"', model => 'private model');
	SELECT synth_fit('"Clinic"."Patients"', model => 'exact model', private => false, method => 'marginal');
	SELECT synth_fit('"Clinic"."Patients"', model => 'tree model', private => false);
	SELECT synth_fit('"Clinic"."Patients"', model => 'copula model', private => false, method => 'copula');
	SELECT synth_grant('private model', 'gone');
	SELECT synth_grant('private model', 'analyst');
	SELECT synth_policy('"Clinic"."Patients"', roles => '{analyst,gone}', epsilon => 1.5);
	RESET ROLE;
	INSERT INTO synth_dictionary (list, locale, value, tag, weight) VALUES ('given', 'de_AT', 'Resi', 'f', 1), ('given', 'de_DE', 'Anna', 'f', 0.25);
});
my $sample = q{SELECT md5(string_agg(s::text, '' ORDER BY i)) FROM (SELECT row_number() OVER () AS i, s FROM synth_sample('private model', 200, seed => 42) s) x};
my $rows = sql('source', $sample);
# rows that are asked for, and rows with holes, of the models without a guarantee
my $steered = q{SELECT m, (SELECT md5(string_agg(s::text, '' ORDER BY i)) FROM (SELECT row_number() OVER () AS i, s
	FROM synth_sample(NULL::"Clinic"."Patients", 200, m, '{"age": {"min": 30}}', 42, weights => '{"sex": {"f": 0.5, "m": 0.5}}') s) x),
	c.sex, c.age, d.detail LIKE 'Not private: no formal guarantee.%' AS labelled
	FROM unnest('{tree model,copula model}'::name[]) m, LATERAL synth_complete(ROW(1, NULL, 30)::"Clinic"."Patients", m, 1) c, LATERAL synth_describe(m) d
	WHERE d.section = 'privacy' AND d.item = 'statement' ORDER BY 1};
my $steered_rows = sql('source', $steered);
like($steered_rows, qr/^copula model\|\w{32}\|[fm]\|30\|t\ntree model\|\w{32}\|[fm]\|30\|t$/, 'models without a guarantee say so');
my $ledger = q{SELECT source_schema, source_name, unit, fits, nonprivate_fits, rho_spent, delta_spent FROM synth_ledger_entry ORDER BY 1, 2, 3};
my $before = sql('source', $ledger);
like($before, qr/^Clinic\|Patients\|row\|1\|3\|0\.01/, 'the ledger has the fits');

my $shipped = sql('source', 'SELECT count(*) FROM synth_dictionary WHERE builtin');
my $words = q{SELECT list, locale, value, tag, weight FROM synth_dictionary WHERE NOT builtin ORDER BY locale};
my $added = "given|de_AT|Resi|f|1\ngiven|de_DE|Anna|f|0.25";

my $dump = $node->data_dir . '/../synth.dump';
$node->command_ok([ 'pg_dump', '-Fc', '-f', $dump, '-d', $node->connstr('source') ], 'pg_dump');

# the restored tables must not get the OIDs of the old ones
sql('postgres', 'CREATE DATABASE target; DROP ROLE gone');
sql('target', 'CREATE TABLE a (i int); CREATE TABLE b (i int); CREATE TABLE c (i int)');
$node->command_ok([ 'pg_restore', '--no-comments', '--exit-on-error', '-d', $node->connstr('target'), $dump ], 'pg_restore');

is(sql('target', $ledger), $before, 'the ledger is restored');
is(sql('target', $words), $added, 'words that users added are restored');
is(sql('target', 'SELECT count(*) FROM synth_dictionary WHERE builtin'), $shipped, 'and the shipped ones are there once');
is(sql('target', $sample), $rows, 'the restored model makes the same rows');
is(sql('target', $steered), $steered_rows, 'so do trees and copulas, as they are asked');
is(sql('target', q{SELECT count(*) FROM synth_ledger WHERE NOT is_missing AND source_name = 'Patients'}), 1, 'the ledger finds its table by name');
is(sql('target', q{SELECT role || ' ' || is_missing FROM synth_grants ORDER BY 1}), "analyst false\ngone true", 'a role that has gone breaks nothing');
is(sql('target', q{SET ROLE analyst; SELECT count(*) FROM synth_models}), 1, 'a granted role sees its model');
is(sql('target', q{SET ROLE analyst; SELECT count(*) FROM synth_sample('private model', 7)}), 7, 'and samples it');
is(sql('target', q{SET ROLE clinic; SELECT name FROM synth_models ORDER BY 1}), "copula model\nexact model\nprivate model\ntree model", 'the owner keeps its models');
is(sql('target', q{SELECT count(*) FROM synth_sample(NULL::"Clinic"."Patients", 3, model => 'private model')}), 3, 'sampling into the restored type');

# the budget is still what it was, and a fit is refused by it
like(refused('target', q{SET ROLE analyst; SELECT synth_fit('"Clinic"."Patients"', model => 'more', epsilon => 1.4)}),
	qr/53400.*privacy budget .* would be exceeded/, 'the restored budget refuses');
like(refused('target', q{SET ROLE clinic; SELECT synth_fit('"Clinic"."Patients"', model => 'more', private => false, method => 'marginal')}),
	qr/55000.*has a privacy budget/, 'the restored budget refuses fits without privacy');
sql('target', q{SET ROLE analyst; SELECT synth_fit('"Clinic"."Patients"', model => 'more', epsilon => 0.5)});
is(sql('target', 'SELECT source_name, fits FROM synth_ledger_entry'), 'Patients|2', 'one account, charged on');

# from the first fit on the OID is known again: a rename opens no new budget
sql('target', 'ALTER TABLE "Clinic"."Patients" RENAME TO people');
like(refused('target', q{SET ROLE clinic; SELECT synth_fit('"Clinic".people', model => 'more2', epsilon => 1.4)}),
	qr/53400.*privacy budget .* would be exceeded/, 'nor does a rename after a restore');
sql('target', q{SET ROLE clinic; SELECT synth_fit('"Clinic".people', model => 'more2', epsilon => 0.1)});
is(sql('target', 'SELECT source_name, fits FROM synth_ledger_entry'), 'people|3', 'the account moved with its table');

# a dump of the restored database restores again; and a second time by pg_dumpall's way, as plain SQL
$node->command_ok([ 'pg_dump', '-f', "$dump.sql", '-d', $node->connstr('target') ], 'plain dump of the restored database');
sql('postgres', 'CREATE DATABASE again');
$node->command_ok([ 'psql', '-q', '-X', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr('again'), '-f', "$dump.sql" ], 'restored again');
is(sql('again', $sample), $rows, 'the same rows again');
is(sql('again', $steered =~ s/"Patients"/people/gr), $steered_rows, 'the same of trees and copulas');
is(sql('again', 'SELECT source_name, fits FROM synth_ledger_entry'), 'people|3', 'the same ledger');
is(sql('again', $words), $added, 'the same words');

# a database made from a template keeps a ledger of its own from then on
sql('postgres', 'CREATE DATABASE copy TEMPLATE again');
sql('copy', q{SELECT synth_fit('"Clinic".people', model => 'copied', epsilon => 0.1)});
is(sql('copy', 'SELECT source_name, fits FROM synth_ledger_entry'), 'people|4', 'a template is counted in the copy');
is(sql('again', 'SELECT source_name, fits FROM synth_ledger_entry'), 'people|3', 'and not in the original');

# ordinary roles cannot dump the payload; a grant, or -T, lets them dump the rest
my $tables = join ', ', qw(synth_model synth_model_grant synth_ledger_entry synth_source_policy synth_setting synth_batch synth_batch_number);
sql('source', q{GRANT pg_read_all_data TO dumper; GRANT USAGE ON SCHEMA "Clinic" TO denied; GRANT SELECT ON ALL TABLES IN SCHEMA "Clinic" TO denied;
	GRANT SELECT ON ALL SEQUENCES IN SCHEMA "Clinic" TO denied; GRANT SELECT ON other TO denied});
$node->command_ok([ 'pg_dump', '-U', 'dumper', '-f', "$dump.2", '-d', $node->connstr('source') ], 'pg_read_all_data may dump everything');
$node->command_fails_like([ 'pg_dump', '-U', 'denied', '-f', "$dump.3", '-d', $node->connstr('source') ],
	qr/permission denied for (table|sequence) synth_/, 'a role without rights cannot');
sql('source', "GRANT SELECT ON $tables TO denied");
$node->command_ok([ 'pg_dump', '-U', 'denied', '-f', "$dump.3", '-d', $node->connstr('source') ], 'a grant lets it');
sql('source', "REVOKE SELECT ON $tables FROM denied");
$node->command_ok([ 'pg_dump', '-U', 'denied', '-T', 'synth_*', '-f', "$dump.4", '-d', $node->connstr('source') ], 'so does -T');

$node->command_ok([ 'pg_dump', '--data-only', '-t', 'synth_*', '-f', "$dump.5", '-d', $node->connstr('source') ], 'models and ledger alone');
my @copied = slurp_file("$dump.5") =~ /^COPY (?:\w+\.)?(\S+) /mg;
is(join(' ', sort @copied),
	'synth_batch synth_dictionary synth_ledger_entry synth_model synth_model_grant synth_setting synth_source_policy', 'and nothing beside them');
my ($dumped) = slurp_file("$dump.5") =~ /^COPY (?:\w+\.)?synth_dictionary [^\n]*\n(.*?)^\\\.$/ms;
is(() = $dumped =~ /\n/g, 2, 'of the dictionary only what users added');

# DROP EXTENSION forgets the ledger, and the owner's word with it
sql('again', 'DROP EXTENSION synth; CREATE EXTENSION synth');
like(refused('again', q{SET ROLE analyst; SELECT synth_fit('"Clinic".people', model => 'fresh')}),
	qr/42501.*must be owner/, 'the policy needs the owner again');
is(sql('again', 'SELECT count(*) FROM synth_ledger_entry'), 0, 'the ledger is empty');

$node->stop;
done_testing();
