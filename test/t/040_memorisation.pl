# Trees learn how the rows of a table are made, and not the rows.
#
# The clinic of examples/patients.sql is cut into two halves that come from one
# distribution: 2,000 rows that a model is fitted from and 2,000 that it never
# sees.  Of 1500 synthetic rows, the share whose nearest real row lies in the
# half of the fit is 1/2 for a model that has learned nothing by heart, and 1
# for copies; ties count one half.  Distance: labels that differ, at .3 each,
# and numbers as parts of their range; NULL is a label.
#
# Nothing here is random: the table, the fits and, with a seed, the samples are
# the same everywhere (but for the last digits of an exponential).  What 1500
# other rows would give has a standard deviation of .5 / sqrt(1500) = .013, and the
# cut at random one of about .015, so a bound of .58 stands 4 deviations above
# 1/2: a correct change of the trees fails it with a probability of 3e-5.
# With min_leaf => 1, what keeps trees from learning rows is only that splits must
# pay; that its rows are nearer still (by .03, deterministic) is part of the test.
use strict;
use warnings;

use FindBin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $examples = ($ENV{SYNTH_TREE} || "$FindBin::Bin/../..") . '/examples';
my $node = PostgreSQL::Test::Cluster->new('memorisation');
$node->init;
$node->append_conf('postgresql.conf', "fsync = off\nclient_min_messages = error\ntimezone = 'UTC'\n");
$node->start;
$node->command_ok([ 'psql', '-Xq', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr('postgres'), '-f', "$examples/patients.sql" ],
	'the clinic loads');
$node->safe_psql('postgres', 'CREATE EXTENSION synth');

sub value
{
	my ($sql) = @_;
	return $node->safe_psql('postgres', $sql);
}

value("CREATE TABLE $_ (LIKE patients); ALTER TABLE $_ DROP patient_id") for qw(fitted unseen third made);
value(q{
	CREATE VIEW clinic AS SELECT patient_id % 10 AS part, sex, age, region, insurance, smoker, diagnosis, weeks, visits, cost, last_visit, bmi, registered, blood, donor FROM patients;
	CREATE FUNCTION part_of(n int) RETURNS SETOF made LANGUAGE sql AS
		'SELECT sex, age, region, insurance, smoker, diagnosis, weeks, visits, cost, last_visit, bmi, registered, blood, donor FROM clinic WHERE part = n';
	INSERT INTO fitted SELECT * FROM part_of(1);
	INSERT INTO unseen SELECT * FROM part_of(2);
	INSERT INTO third SELECT * FROM part_of(3);
	CREATE VIEW place AS
		SELECT part, sex, region, insurance, diagnosis, blood, donor, coalesce(smoker::int, 2) AS smoker,
			age / 100.0::float8 AS age, visits / 10.0::float8 AS visits, ln(1 + cost)::float8 / 10 AS cost,
			coalesce(extract(epoch FROM last_visit - timestamptz '2025-01-01Z')::float8 / 86400 / 365, -1) AS last_visit,
			coalesce((bmi - 10)::float8 / 35, -1) AS bmi, (registered - date '2010-01-01')::float8 / 5480 AS registered
		FROM (SELECT 'fitted' AS part, * FROM fitted UNION ALL SELECT 'unseen', * FROM unseen UNION ALL SELECT 'made', * FROM made) x
});

# share nearer to the half of the fit, and rows that are copies of one of either half
sub memorised
{
	my ($rows) = @_;
	value("TRUNCATE made; INSERT INTO made $rows");
	value('DROP TABLE IF EXISTS placed; CREATE TABLE placed AS SELECT row_number() OVER () AS i, * FROM place; ANALYZE placed');
	my $share = value(q{
		WITH nearest AS (
			SELECT s.i, r.part, min(abs(s.age - r.age) + abs(s.visits - r.visits) + abs(s.cost - r.cost) + abs(s.last_visit - r.last_visit)
				+ abs(s.bmi - r.bmi) + abs(s.registered - r.registered)
				+ .3::float8 * ((s.sex <> r.sex)::int + (s.region <> r.region)::int + (s.insurance <> r.insurance)::int + (s.diagnosis <> r.diagnosis)::int
					+ (s.blood <> r.blood)::int + (s.donor <> r.donor)::int + (s.smoker <> r.smoker)::int)) AS far
			FROM placed s JOIN placed r ON s.part = 'made' AND r.part <> 'made' GROUP BY 1, 2)
		SELECT round(avg(CASE WHEN f.far < u.far THEN 1 WHEN f.far = u.far THEN 0.5 ELSE 0 END), 4)
		FROM nearest f JOIN nearest u USING (i) WHERE f.part = 'fitted' AND u.part = 'unseen'});
	my @copies = map { value("SELECT count(*) FROM made m WHERE m::text IN (SELECT f::text FROM $_ f)") } ('fitted', 'unseen');
	return ($share, @copies);
}

# which is nearer, and what the two ends of the measure are
my ($share, $copies, $chance) = memorised('SELECT * FROM fitted ORDER BY registered, cost LIMIT 1500');
cmp_ok($share, '>', .95, 'the measure: rows of the table itself are found out');
is($copies, 1500, 'the measure: as copies too');
($share, $copies, $chance) = memorised('SELECT * FROM third ORDER BY registered, cost LIMIT 1500');
cmp_ok(abs($share - .5), '<', .08, "the measure: other rows of the same kind ($share)");

my %nearer;
for my $method ('tree', 'copula')
{
	value("SELECT synth_fit('fitted', model => '$method', private => false, method => '$method')");
	($share, $copies, $chance) = memorised("SELECT * FROM synth_sample(NULL::made, 1500, '$method', seed => 1)");
	$nearer{$method} = $share;
	cmp_ok($share, '<', .58, "$method: rows are as near to unseen rows as to those of the fit ($share)");
	cmp_ok($copies, '<=', $chance, "$method: and no copies of them ($copies, by chance $chance)");
}

# asked for, they are no nearer: what is rare is most at risk
($share, $copies, $chance) = memorised(q{SELECT * FROM synth_sample(NULL::made, 1500, 'tree', seed => 1, balance => '{diagnosis}')});
cmp_ok($share, '<', .62, "balanced rows too ($share)");
cmp_ok($copies, '<=', $chance, "no copies among them ($copies, by chance $chance)");

# leaves of single rows are what the default keeps from happening
value(q{SELECT synth_fit('fitted', model => 'by_heart', private => false, min_leaf => 1, min_count => 1)});
($share, $copies, $chance) = memorised(q{SELECT * FROM synth_sample(NULL::made, 1500, 'by_heart', seed => 1)});
cmp_ok($share, '>', $nearer{tree} + .02, "min_leaf => 1 is found out ($share)");

$node->stop;
done_testing();
