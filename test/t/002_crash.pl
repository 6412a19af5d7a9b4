# Crashes: what was charged stays charged, even under synchronous_commit = off;
# what was not committed is gone, model and charge together.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(usleep);

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', q{
fsync = on
synchronous_commit = off
checkpoint_timeout = 1h
autovacuum = off
});
$node->start;
$node->safe_psql('postgres', q{
	CREATE EXTENSION synth;
	CREATE TABLE t (flag boolean NOT NULL, age int NOT NULL CHECK (age BETWEEN 0 AND 9));
	INSERT INTO t SELECT i % 2 = 0, i % 10 FROM generate_series(1, 200) i;
	CREATE TABLE lost (i int);
	CHECKPOINT;
});

# nobody writes the WAL but who must: an asynchronous commit will be lost by the crash
my $writer = $node->safe_psql('postgres', q{SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'});
kill 'STOP', $writer;
# the attacker reads the model, and pulls the plug
my $rows = $node->safe_psql('postgres', q{SET client_min_messages = warning;
SELECT synth_fit('t', model => 'm');
SELECT count(*) FROM synth_sample('m', 10);});
is($rows, "m\n10", 'fitted and read');
# an ordinary asynchronous commit, to show that the crash would lose it
$node->safe_psql('postgres', 'INSERT INTO lost VALUES (1)');
$node->stop('immediate');
kill 'CONT', $writer;
$node->start;
is($node->safe_psql('postgres', q{SELECT fits, spent FROM synth_budget('t')}), '1|1', 'the charge survived kill -9');
is($node->safe_psql('postgres', q{SELECT count(*) FROM synth_sample('m', 10)}), 10, 'so did the model');
is($node->safe_psql('postgres', 'SELECT count(*) FROM lost'), 0, 'an asynchronous commit did not: the test can fail');

# the same by kill -9 of the server's own process
$node->safe_psql('postgres', q{SET client_min_messages = warning;
SELECT synth_fit('t', model => 'm', replace => true, epsilon => 0.5);});
$node->kill9;
# its children notice by themselves; until then the data directory is in use
for (1 .. 600)
{
	last if $node->start(fail_ok => 1);
	usleep(100_000);
	$node->stop('fast', fail_ok => 1);
}
is($node->safe_psql('postgres', q{SELECT fits FROM synth_budget('t')}), 2, 'the second charge survived kill -9 of the server');

# in the middle of a transaction: neither model nor charge
my ($stdin, $stdout, $stderr) = ('', '', '');
my $timer = IPC::Run::timeout($PostgreSQL::Test::Utils::timeout_default);
my $h = IPC::Run::start([ 'psql', '-X', '-q', '-A', '-t', '-f', '-', '-d', $node->connstr('postgres') ],
	'<', \$stdin, '>', \$stdout, '2>', \$stderr, $timer);
$stdin .= q{SET client_min_messages = warning;
BEGIN;
SELECT synth_fit('t', model => 'uncommitted');
};
ok(pump_until($h, $timer, \$stdout, qr/^uncommitted$/m), 'a fit that is not committed');
# its bytes are on disk, perhaps; a checkpoint makes sure
$node->safe_psql('postgres', 'CHECKPOINT');
$node->stop('immediate');
eval { $h->kill_kill; };
$node->start;
is($node->safe_psql('postgres', q{SELECT count(*) FROM synth_models WHERE name = 'uncommitted'}), 0, 'its model is gone');
is($node->safe_psql('postgres', q{SELECT fits FROM synth_budget('t')}), 2, 'and its charge');

# a prepared transaction keeps both through a crash, invisible until it commits
$node->append_conf('postgresql.conf', 'max_prepared_transactions = 2');
$node->restart;
$node->safe_psql('postgres', q{SET client_min_messages = warning;
BEGIN;
SELECT synth_fit('t', model => 'prepared');
PREPARE TRANSACTION 'p';});
$node->stop('immediate');
$node->start;
is($node->safe_psql('postgres', q{SELECT count(*) FROM synth_models WHERE name = 'prepared'}), 0, 'prepared: not to be seen');
my ($ret, $out, $err) = $node->psql('postgres', q{SET lock_timeout = '200ms'; SELECT synth_fit('t', model => 'waiting')});
like($err, qr/lock timeout/, 'prepared: other fits of the table wait');
$node->safe_psql('postgres', q{COMMIT PREPARED 'p'});
is($node->safe_psql('postgres', q{SELECT count(*) FROM synth_sample('prepared', 4)}), 4, 'committed: sampled');
is($node->safe_psql('postgres', q{SELECT fits FROM synth_budget('t')}), 3, 'committed: charged');

$node->stop;
done_testing();
