# What the rows of a source hold does not reach the server's log, whoever stumbles
# over them: a parallel worker would write its error there by itself.
use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('log');
$node->init;
$node->append_conf('postgresql.conf', "fsync = off\nmax_parallel_workers_per_gather = 2\nmax_worker_processes = 4\n");
$node->start;
$node->safe_psql('postgres', q{
	CREATE EXTENSION synth;
	CREATE TABLE t (s text, n int);
	INSERT INTO t SELECT i, i FROM generate_series(1, 50000) AS i;
	INSERT INTO t VALUES ('Ada Secret', 1);
	ANALYZE t;
	CREATE VIEW v AS SELECT s::int AS s, n FROM t;
});

# as parallel as it gets, and no row left for the leader
my $parallel = q{
	SET min_parallel_table_scan_size = 0;
	SET parallel_setup_cost = 0;
	SET parallel_tuple_cost = 0;
	SET parallel_leader_participation = off;
};
like($node->safe_psql('postgres', $parallel . 'EXPLAIN SELECT s, n FROM v'), qr/Gather/, 'the view would be read by workers');

my ($code, $out, $err) = $node->psql('postgres', $parallel . q{SELECT synth_fit('v')});
isnt($code, 0, 'a fit of a view that fails on a row fails');
like($err, qr/the source could not be read/, 'the user is told so');
unlike($err, qr/Secret/, 'and not by the row');
unlike(slurp_file($node->logfile), qr/ERROR: .*Secret/, 'neither is the log');

$node->stop;
done_testing();
