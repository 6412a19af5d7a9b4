# A hot standby: models can be sampled, described and listed there; nothing can
# be fitted or changed.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $primary = PostgreSQL::Test::Cluster->new('primary');
$primary->init(allows_streaming => 1);
$primary->start;
$primary->safe_psql('postgres', q{
	SET client_min_messages = warning;
	CREATE EXTENSION synth;
	CREATE TABLE t (flag boolean NOT NULL, age int NOT NULL CHECK (age BETWEEN 0 AND 9));
	INSERT INTO t SELECT i % 2 = 0, i % 10 FROM generate_series(1, 200) i;
});
$primary->safe_psql('postgres', q{SET client_min_messages = warning; SELECT synth_fit('t')});
$primary->backup('b');
my $standby = PostgreSQL::Test::Cluster->new('standby');
$standby->init_from_backup($primary, 'b', has_streaming => 1);
$standby->start;
$primary->wait_for_catchup($standby, 'replay', $primary->lsn('insert'));

my $sample = q{SELECT md5(string_agg(s::text, '')) FROM synth_sample(NULL::t, 20000, seed => 1) s};
is($standby->safe_psql('postgres', $sample), $primary->safe_psql('postgres', $sample), 'the same rows on both');
is($standby->safe_psql('postgres', 'SELECT name, is_private FROM synth_models'), 't|t', 'models are listed');
is($standby->safe_psql('postgres', q{SELECT fits FROM synth_budget('t')}), 1, 'what was spent is known');
is($standby->safe_psql('postgres', q{SELECT count(*) > 3 FROM synth_describe('t')}), 't', 'described');
is($standby->safe_psql('postgres', q{SELECT length(synth_export('t')) > 0}), 't', 'exported');

for my $change (
	q{synth_fit('t', model => 'x')}, q{synth_drop('t')}, q{synth_grant('t', 'public')}, q{synth_revoke('t', 'public')},
	q{synth_policy('t', epsilon => 1)}, q{synth_budget('t', epsilon => 1)}, q{synth_import(synth_export('t'), 'x')})
{
	my ($ret, $out, $err) = $standby->psql('postgres', "\\set VERBOSITY verbose\nSELECT $change");
	like($err, qr/25006.*read-only transaction/, "$change is refused");
}

# a model fitted on the primary arrives whole
$primary->safe_psql('postgres', q{SET client_min_messages = warning; SELECT synth_fit('t', model => 'second')});
$primary->wait_for_catchup($standby, 'replay', $primary->lsn('insert'));
is($standby->safe_psql('postgres', q{SELECT count(*) FROM synth_sample('second', 5)}), 5, 'a new model arrives');

# after failover the ledger goes on
$standby->promote;
$standby->safe_psql('postgres', q{SET client_min_messages = warning; SELECT synth_fit('t', model => 'third')});
is($standby->safe_psql('postgres', q{SELECT fits FROM synth_budget('t')}), 3, 'the promoted standby charges on');
$primary->stop;
$standby->stop;
done_testing();
