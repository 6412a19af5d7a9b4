# Models are sampled and described on a standby; what writes is refused there.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $primary = PostgreSQL::Test::Cluster->new('primary');
$primary->init(allows_streaming => 1);
$primary->start;
$primary->backup('base');
my $standby = PostgreSQL::Test::Cluster->new('standby');
$standby->init_from_backup($primary, 'base', has_streaming => 1);
$standby->start;

$primary->safe_psql('postgres', q{
	SET client_min_messages = warning;
	CREATE EXTENSION synth;
	CREATE TABLE person (id int PRIMARY KEY, age int CHECK (age BETWEEN 0 AND 99), town text, a int NOT NULL CHECK (a BETWEEN 1 AND 50), b int NOT NULL CHECK (b BETWEEN 1 AND 50), UNIQUE (a, b));
	INSERT INTO person SELECT i, i % 90, 'town ' || i % 3, 1 + i % 50, 1 + i / 50 FROM generate_series(0, 2499) i;
	CREATE TABLE target (LIKE person);
	CREATE TYPE part AS (age int, town text);
	SELECT synth_fit('person');
	SELECT synth_fit('person', model => 'open_person', private => false, method => 'independent');
});
$primary->wait_for_catchup($standby, 'replay', $primary->lsn('insert'));

my $sample = q{SELECT md5(string_agg(s::text, ' ' ORDER BY id)) FROM synth_sample(NULL::person, 1500, 'person', seed => 3) s};
is($standby->safe_psql('postgres', $sample), $primary->safe_psql('postgres', $sample), 'the standby makes the same rows as the primary');
is($standby->safe_psql('postgres', q{SELECT count(*), count(DISTINCT (a, b)) FROM synth_sample(NULL::target, 2000, 'open_person')}), '2000|2000', 'composite keys on the standby');
is($standby->safe_psql('postgres', q{SELECT count(*) FROM synth_sample('person', 20)}), '20', 'rows as jsonb on the standby');
is($standby->safe_psql('postgres', q{SELECT count(*) FROM (SELECT synth_sample(NULL::part, 1e11, 'person') LIMIT 7) s}), '7', 'rows stream on the standby');
is($standby->safe_psql('postgres', q{SELECT count(*) FROM synth_describe('person') WHERE section = 'privacy' AND kind = 'private'}), '1', 'the standby describes');

# conditions are read in subtransactions, which a standby has as long as they write nothing
for my $query (
	q{SELECT round(probability::numeric, 6) FROM synth_probability('open_person', '{"age": {"min": 10, "max": 19.5}, "town": ["town 1", "town 2"]}')},
	q{SELECT md5(string_agg(s::text, ' ' ORDER BY id)) FROM synth_sample(NULL::person, 1500, 'open_person', '{"age": {"max": "40"}}', seed => 3, weights => '{"town": {"town 0": 0.2, "*": 0.8}}') s},
	q{SELECT md5(string_agg(c::text, ' ' ORDER BY id)) FROM (SELECT i, ROW(i, i % 90, NULL, 1, NULL)::person AS t FROM generate_series(1, 500) i) h, LATERAL synth_complete(h.t, 'person', 3) c})
{
	my $there = $primary->safe_psql('postgres', $query);
	like($there, qr/./, "the primary answers $query");
	is($standby->safe_psql('postgres', $query), $there, 'and so does the standby, alike');
}

for my $write (q{CALL synth_generate('person', 'target', 5)}, q{SELECT synth_fit('person', model => 'again')})
{
	my ($ret, $out, $err) = $standby->psql('postgres', "\\set VERBOSITY verbose\n$write");
	isnt($ret, 0, "$write fails on a standby");
	like($err, qr/25006/, 'because it is read-only');
}
is($standby->safe_psql('postgres', 'SELECT count(*) FROM target'), '0', 'nothing was written');

done_testing();
