# Fits of trees and copulas, and samples that are steered, that are cancelled on
# the way, or must do with little memory: nothing of them stays, and the session goes
# on.
#
# Nothing depends on how fast the machine is: what is to be cancelled repeats
# itself, or is far too long, so that it never ends on its own; and the cancel is
# sent when other sessions see it at work.
use strict;
use warnings;

use IPC::Run qw(start);
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('interrupted');
$node->init;
$node->append_conf('postgresql.conf', "fsync = off\n");
$node->start;

sub value
{
	my ($sql) = @_;
	return $node->safe_psql('postgres', "SET client_min_messages = error;\n$sql");
}

value(q{
	CREATE EXTENSION synth;
	CREATE TABLE long AS SELECT (i * 7919::bigint % 100003)::int AS a, sqrt(i) AS b, (i * 31 % 977)::numeric(10,2) AS c, 'label ' || i % 40 AS d, date '2000-01-01' + i % 9000 AS e,
		(i * i::bigint % 10007)::int AS f, ln(i) AS g, i % 17 AS h FROM generate_series(1, 20000) i;
	CREATE TABLE small AS SELECT i % 10 AS a, i % 3 AS b FROM generate_series(1, 300) i;
	SELECT synth_fit('long', model => 'tree', private => false);
	SELECT synth_fit('long', model => 'copula', private => false, method => 'copula');
	SELECT synth_fit('long', model => 'marginal', private => false, method => 'marginal');
	CREATE TABLE target (LIKE long);
	CREATE FUNCTION fits(how text, private boolean) RETURNS void LANGUAGE plpgsql AS
		'BEGIN LOOP PERFORM synth_fit(''long'', model => ''half'', private => $2, method => $1, epsilon => 0.01, replace => true); END LOOP; END'
});
my $left = q{SELECT (SELECT string_agg(name, ' ' ORDER BY name) FROM synth_models), (SELECT string_agg(fits || ' ' || nonprivate_fits, ' ') FROM synth_ledger WHERE source_name = 'long'),
	(SELECT count(*) FROM synth_batches), (SELECT count(*) FROM target), (SELECT count(*) FROM synth_progress), (SELECT count(*) FROM pg_ls_tmpdir())};
my $before = value($left);
is($before, 'copula marginal tree|0 3|0|0|0|0', 'where it begins');

# runs a statement, cancels it once $seen finds it, and gives what the session says of it and of the next
sub interrupted
{
	my ($sql, $seen) = @_;
	my ($out, $err) = ('', '');
	my $script = $node->basedir . '/victim.sql';
	append_to_file($script, "SET application_name = 'victim'; SET client_min_messages = error;\n\\set VERBOSITY sqlstate\n$sql;\nSELECT synth_fit('small', model => 'after', private => false);\nSELECT count(*) FROM synth_sample('after', 3);\nSELECT synth_drop('after');\n");
	my $session = start [ 'psql', '-XAtq', '-d', $node->connstr('postgres'), '-f', $script ], '>', \$out, '2>', \$err, IPC::Run::timer($PostgreSQL::Test::Utils::timeout_default);
	$node->poll_query_until('postgres', $seen) or die 'not seen at work';
	value("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE application_name = 'victim'");
	$session->finish;
	unlink $script;
	$err =~ s/^psql.*?(ERROR|FATAL)/$1/mg;
	return "$err$out";
}

my $fitting = q{SELECT count(*) > 0 FROM synth_progress p JOIN pg_stat_activity a USING (pid) WHERE a.application_name = 'victim'};
my $ended = "ERROR:  57014\nafter\n3\n\n";

for my $how ("'tree', false", "'copula', false", "'marginal', false", "'copula', true", "'marginal', true")
{
	is(interrupted("SELECT fits($how)", $fitting), $ended, "a fit is cancelled: $how");
	is(value($left), $before, 'nothing of it stays, and nothing is charged for what nobody saw');
}

# samples of ten thousand million rows
my %request = (
	given => q{given => '{"h": [3, 4], "a": {"min": 50000}}'},
	weights => q{weights => '{"c": [{"max": 400, "share": 0.5}, {"value": "*", "share": 0.5}], "d": {"label 1": 0.5, "*": 0.5}}'},
	balance => q{balance => '{d, h}'},
	tail => q{tail => '{"b": 0.01}'});
for my $model ('tree', 'copula', 'marginal')
{
	for my $kind (sort keys %request)
	{
		my $seen = "SELECT count(*) > 0 FROM pg_stat_activity WHERE application_name = 'victim' AND state = 'active' AND query LIKE '%synth_sample%'";
		is(interrupted("SELECT count(*) FROM (SELECT synth_sample(NULL::long, 1e10, '$model', seed => 1, $request{$kind}) AS s OFFSET 0) x WHERE (s).a IS NULL", $seen),
			$ended, "rows of $model by $kind are cancelled");
	}
	is(interrupted("CALL synth_generate('$model', 'target', 1e10, seed => 1, $request{balance})",
			"SELECT count(*) > 0 FROM pg_stat_activity WHERE application_name = 'victim' AND state = 'active' AND query LIKE '%synth_generate%'"),
		$ended, "what $model writes is cancelled");
	is(interrupted("SELECT count(c.a) FROM generate_series(1, 1000000000) i, LATERAL synth_complete(ROW(NULL, i % 10, NULL, NULL, NULL, NULL, NULL, NULL)::long, '$model') c",
			"SELECT count(*) > 0 FROM pg_stat_activity WHERE application_name = 'victim' AND state = 'active' AND query LIKE '%synth_complete%'"),
		$ended, "completing rows by $model is cancelled");
}
is(value($left), $before, 'nothing of all that stays');

# little memory: a fit on fewer rows, that still keeps every rule, or a clear refusal that leaves nothing
is(value(q{SET maintenance_work_mem = '1MB'; SELECT synth_fit('long', model => 'tight', private => false); SELECT count(*), min(a) >= 0 AND max(a) < 100003 FROM synth_sample(NULL::long, 1000, 'tight'); SELECT synth_drop('tight')}),
	"tight\n1000|t\n", 'a tree in 1 MB');
is(value(q{SET maintenance_work_mem = '1MB'; SELECT synth_fit('long', model => 'tight', private => false, method => 'copula'); SELECT count(*), min(a) >= 0 AND max(a) < 100003 FROM synth_sample(NULL::long, 1000, 'tight'); SELECT synth_drop('tight')}),
	"tight\n1000|t\n", 'a copula in 1 MB');
value(q{DO $$ BEGIN EXECUTE (SELECT 'CREATE TABLE wide AS SELECT ' || string_agg(format('sin(i * %s) AS c%s', j, j), ', ') || ' FROM generate_series(1, 5000) i' FROM generate_series(1, 300) j); END $$});
for my $how (q{private => false, method => 'copula'}, q{epsilon => 20, method => 'copula'})
{
	my ($status, $out, $err) = $node->psql('postgres', "SET client_min_messages = error; SET maintenance_work_mem = '1MB';\n\\set VERBOSITY verbose\nSELECT synth_fit('wide', model => 'tight', $how)");
	like($err, qr/ERROR:  54000: more memory is needed than allowed\nHINT:  Raise "maintenance_work_mem"/, "300 columns in 1 MB, $how");
}
is(value(q{SELECT count(*) FROM synth_models WHERE name = 'tight'; SELECT count(*) FROM synth_ledger WHERE source_name = 'wide'; SELECT count(*) FROM synth_progress; SELECT count(*) FROM pg_ls_tmpdir()}),
	"0\n0\n0\n0", 'nothing of them stays');

$node->stop;
done_testing();
