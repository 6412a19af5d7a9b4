# The clinic of examples/patients.sql, whose true distribution is known: what a
# private model says of it agrees with the truth, what must not be published is
# not, and a model without noise keeps the dependencies.
#
# The private part is random.  Its tolerance of .03 for a share is at least 6.2
# standard deviations of what the sampling of the 20,000 rows (.0035), the noise of a
# count (.0033 for discovered values, .0026 for others) and the allocation of the
# sample put together can do, so each of its checks fails without cause with a
# probability below 1e-9.  A value of three rows is published with a
# probability of at most delta = 1e-9 each.  The rest is deterministic: the fit
# without noise, and samples with a seed.
use strict;
use warnings;

use FindBin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $examples = ($ENV{SYNTH_TREE} || "$FindBin::Bin/../..") . '/examples';
my $node = PostgreSQL::Test::Cluster->new('clinic');
$node->init;
$node->append_conf('postgresql.conf', "fsync = off\nclient_min_messages = error\n");
$node->start;
$node->command_ok([ 'psql', '-Xq', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr('postgres'), '-f', "$examples/patients.sql" ],
	'the clinic loads');
$node->safe_psql('postgres', 'CREATE EXTENSION synth');

sub value
{
	my ($sql) = @_;
	return $node->safe_psql('postgres', $sql);
}

# the table itself agrees with what its header claims: 6.2 deviations of 20,000 draws
sub near
{
	my ($got, $expected, $tolerance, $name) = @_;
	my $ok = defined $got && $got ne '' && abs($got - $expected) <= $tolerance;
	ok($ok, $name) or diag("got $got, expected $expected +- $tolerance");
	return;
}

my %share = (
	"sex = 'f'" => .52,
	"sex = 'x'" => .01,
	'age < 18' => .20,
	'age >= 65' => .20,
	'smoker IS NULL' => .2 * 16 / 18,
	"region = 'Aldermoor'" => .31,
	"region = 'Hollin'" => .04,
	"blood = 'ab'" => .06,
	'donor' => .12,
	"diagnosis = 'pregnancy'" => .6 * .52 * 28 / 47 * (.82 * .16 + .18 * .08),
	'last_visit IS NULL' => undef,
);

# half of the children's, adults' and seniors' checkups are not followed by a visit: from truth.diagnosis
my $checkup = value(q{
	SELECT .2 * (SELECT p FROM truth.diagnosis WHERE (grp, diagnosis) = ('child', 'checkup'))
		+ .6 * (.52 * 28 / 47 * (.82 * m.p + .18 * ms.p)
				+ .52 * 19 / 47 * (.82 * a.p + .18 * s.p)
				+ .47 * (.75 * a.p + .25 * s.p) + .01 * (.82 * a.p + .18 * s.p))
		+ .2 * (.53 * (.82 * o.p + .18 * os.p) + .47 * (.75 * o.p + .25 * os.p))
	FROM truth.diagnosis m, truth.diagnosis ms, truth.diagnosis a, truth.diagnosis s, truth.diagnosis o, truth.diagnosis os
	WHERE m.diagnosis = 'checkup' AND ms.diagnosis = 'checkup' AND a.diagnosis = 'checkup' AND s.diagnosis = 'checkup'
		AND o.diagnosis = 'checkup' AND os.diagnosis = 'checkup'
		AND m.grp = 'mother' AND ms.grp = 'mother_s' AND a.grp = 'adult' AND s.grp = 'adult_s' AND o.grp = 'senior' AND os.grp = 'senior_s'});
$share{"diagnosis = 'checkup'"} = $checkup;
$share{'last_visit IS NULL'} = .4 * $checkup;

for my $condition (sort keys %share)
{
	my $p = $share{$condition};
	near(value("SELECT avg(($condition)::int) FROM patients"),
		$p, 6.2 * sqrt($p * (1 - $p) / 20000), "the table has the stated share of $condition");
}

# private
value("SELECT synth_fit('patients')");
value('INSERT INTO staging.patients SELECT * FROM synth_sample(NULL::staging.patients, 50000, seed => 1)');
for my $condition (sort keys %share)
{
	near(value("SELECT avg(($condition)::int) FROM staging.patients"), $share{$condition}, .03, "private: the share of $condition is near the truth");
}
is(value("SELECT count(*) FROM staging.patients WHERE diagnosis = 'erdheim-chester'"), '0', 'private: a disease of three patients is not published');
is(value("SELECT count(*) FROM staging.patients WHERE cost = 'NaN' OR bmi = 'NaN' OR bmi IN ('Infinity', '-Infinity')"),
	'0', 'private: noise makes no NaN and no infinity');
is(value('SELECT count(DISTINCT patient_id) || \' \' || min(patient_id) || \' \' || max(patient_id) FROM staging.patients'),
	'50000 1 50000', 'private: keys are 1 to n');
is( value("SELECT md5(string_agg(s::text, ',' ORDER BY patient_id)) FROM synth_sample(NULL::staging.patients, 20000, seed => 5) s"),
	value("SELECT md5(string_agg(s::text, ',' ORDER BY patient_id)) FROM synth_sample(NULL::staging.patients, 20000, seed => 5) s"),
	'the same seed makes the same rows');
isnt(
	value("SELECT md5(string_agg(s::text, ',' ORDER BY patient_id)) FROM synth_sample(NULL::staging.patients, 20000, seed => 5) s"),
	value("SELECT md5(string_agg(s::text, ',' ORDER BY patient_id)) FROM synth_sample(NULL::staging.patients, 20000, seed => 6) s"),
	'another seed makes others');

# without noise
value("SELECT synth_fit('patients', model => 'exact', private => false, method => 'marginal')");
value("TRUNCATE staging.patients");
value("INSERT INTO staging.patients SELECT * FROM synth_sample(NULL::staging.patients, 50000, model => 'exact', seed => 2)");
for my $condition (sort keys %share)
{
	my $real = value("SELECT avg(($condition)::int) FROM patients");
	near(value("SELECT avg(($condition)::int) FROM staging.patients"), $real, .01, "without noise: the share of $condition is the table's");
}
for my $pair (
	[ "diagnosis = 'copd'", 'smoker' ],
	[ "diagnosis = 'copd'", 'NOT smoker' ],
	[ 'smoker IS NULL', 'age < 16' ],
	[ "sex = 'f'", "diagnosis = 'pregnancy'" ],
	[ 'weeks IS NULL', "diagnosis = 'pregnancy'" ],
	[ 'last_visit IS NULL', 'visits = 0' ],
	[ 'cost = 0', 'visits = 0' ])
{
	my ($what, $given) = @$pair;
	my $real = value("SELECT avg(($what)::int) FROM patients WHERE $given");
	near(value("SELECT avg(($what)::int) FROM staging.patients WHERE $given"), $real, .05, "without noise: $what given $given");
}
$node->stop;
done_testing();
