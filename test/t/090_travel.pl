# Models travel, rows do not: from a production server to a staging server with
# empty tables, by a dump of the models alone or by synth_export; and from a
# server that loads no extensions, through a small one that does.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $canary = 'Qcanaryword';

# people and visits whose texts would be recognised anywhere
my $production = qq{
CREATE SCHEMA clinic;
CREATE TYPE clinic.ward AS ENUM ('surgery', 'childbirth', 'general');
CREATE DOMAIN clinic.percent AS integer CHECK (VALUE BETWEEN 0 AND 100);
CREATE TABLE clinic.patients (
	patient_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	full_name text NOT NULL,
	born date NOT NULL,
	died date,
	CHECK (died IS NULL OR died >= born));
CREATE TABLE clinic.visits (
	visit_id bigserial PRIMARY KEY,
	patient_id integer NOT NULL REFERENCES clinic.patients,
	ward clinic.ward NOT NULL,
	score clinic.percent,
	admitted timestamp NOT NULL,
	discharged timestamp CHECK (discharged > admitted),
	remark text);
INSERT INTO clinic.patients (full_name, born, died)
	SELECT '$canary ' || i, date '1930-01-01' + i * 11, CASE WHEN i % 5 = 0 THEN date '1930-01-01' + i * 11 + 9000 END FROM generate_series(1, 2000) i;
INSERT INTO clinic.visits (patient_id, ward, score, admitted, discharged, remark)
	SELECT 1 + i * 7 % 2000, (enum_range(NULL::clinic.ward))[1 + i % 3], i % 101, timestamp '2024-01-01' + i * interval '1 hour',
		CASE WHEN i % 4 > 0 THEN timestamp '2024-01-01' + i * interval '1 hour' + interval '3 days' END, '$canary remark ' || i
	FROM generate_series(1, 5000) i;
};

my $prod = PostgreSQL::Test::Cluster->new('production');
$prod->init;
$prod->start;
$prod->safe_psql('postgres', $production);
$prod->safe_psql('postgres', 'CREATE EXTENSION synth');
$prod->safe_psql('postgres', q{SELECT count(*) FROM synth_fit_schema('clinic', epsilon => 3, unit => 'patients', max_rows => '5')});

my $dir = PostgreSQL::Test::Utils::tempdir;
my @dump = ('pg_dump', '-d', $prod->connstr('postgres'));
command_ok([ @dump, '-s', '-n', 'clinic', '-f', "$dir/schema.sql" ], 'the structure of the schema is dumped');
command_ok([ @dump, '-a', '-t', 'synth_model', '-f', "$dir/models.sql" ], 'the models are dumped, and nothing else');
my $models = slurp_file("$dir/models.sql");
like($models, qr/COPY public\.synth_model /, 'there are models in the dump');
is(scalar(() = $models =~ /^COPY /mg), 1, 'of one table');

# the bytes of the models, as they are stored
is($prod->safe_psql('postgres', qq{SELECT count(*) FROM synth_models m WHERE position('$canary'::bytea IN synth_export(m.name)) > 0}),
	'0', 'no word of a row is in a model');

my $staging = PostgreSQL::Test::Cluster->new('staging');
$staging->init;
$staging->start;
$staging->safe_psql('postgres', 'CREATE EXTENSION synth');
$staging->command_ok([ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', $staging->connstr('postgres'), '-f', "$dir/schema.sql", '-f', "$dir/models.sql" ],
	'structure and models are restored');
$staging->safe_psql('postgres', q{SET client_min_messages = warning; CALL synth_generate_schema('clinic', 'clinic', seed => 1)});
my $alike = q{SELECT count(*) BETWEEN 1000 AND 4000, (SELECT count(*) BETWEEN 2000 AND 10000 FROM clinic.visits),
	(SELECT count(*) FROM clinic.visits WHERE patient_id NOT IN (SELECT patient_id FROM clinic.patients)),
	(SELECT count(*) FROM clinic.visits WHERE discharged <= admitted), (SELECT count(DISTINCT ward) FROM clinic.visits) FROM clinic.patients};
is($staging->safe_psql('postgres', $alike), 't|t|0|0|3', 'the empty tables there are filled, every key and check holds');
is($staging->safe_psql('postgres', qq{SELECT count(*) FROM clinic.patients p FULL JOIN clinic.visits v USING (patient_id) WHERE p::text || v::text ~ '$canary'}),
	'0', 'by nothing of a real row');
# and more than once, from the same models
my (undef, undef, $again) = $staging->psql('postgres', q{CALL synth_generate_schema('clinic', 'clinic', seed => 2)});
like($again, qr/ERROR/, 'tables that hold rows are not added to unasked');
$staging->safe_psql('postgres', q{SET client_min_messages = warning; CALL synth_generate_schema('clinic', 'clinic', seed => 2, existing => 'append')});
is($staging->safe_psql('postgres', 'SELECT count(*) - count(DISTINCT visit_id) FROM clinic.visits'), '0', 'appended rows have keys of their own');

# by hand: synth_export and synth_import, model by model
$staging->safe_psql('postgres', 'CREATE DATABASE byhand');
$staging->safe_psql('byhand', 'CREATE EXTENSION synth');
$staging->command_ok([ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', $staging->connstr('byhand'), '-f', "$dir/schema.sql" ], 'structure alone');
for my $name (split /\n/, $prod->safe_psql('postgres', 'SELECT name FROM synth_models ORDER BY name'))
{
	my $bytes = $prod->safe_psql('postgres', "SELECT encode(synth_export('$name'), 'hex')");
	$staging->safe_psql('byhand', "SELECT synth_import(decode('$bytes', 'hex'), '$name')");
}
$staging->safe_psql('byhand', q{SET client_min_messages = warning; CALL synth_generate_schema('clinic', 'clinic', seed => 1)});
is($staging->safe_psql('byhand', $alike), 't|t|0|0|3', 'exported models fill a schema as well');
is($staging->safe_psql('byhand', q{SELECT md5(string_agg(p::text, '' ORDER BY patient_id)) FROM clinic.patients p WHERE patient_id <= 100}),
	do {
		$staging->safe_psql('postgres', q{TRUNCATE clinic.patients, clinic.visits RESTART IDENTITY; SET client_min_messages = warning; CALL synth_generate_schema('clinic', 'clinic', seed => 1)});
		$staging->safe_psql('postgres', q{SELECT md5(string_agg(p::text, '' ORDER BY patient_id)) FROM clinic.patients p WHERE patient_id <= 100});
	}, 'with the same rows for the same seed');

# a server that loads no extensions: the small server reads it through postgres_fdw
SKIP:
{
	my $available = $staging->safe_psql('postgres', q{SELECT count(*) FROM pg_available_extensions WHERE name = 'postgres_fdw'});
	skip 'postgres_fdw is not installed', 4 unless $available;
	my $managed = PostgreSQL::Test::Cluster->new('managed');
	$managed->init;
	$managed->start;
	$managed->safe_psql('postgres', $production);
	my ($host, $port) = ($managed->host, $managed->port);
	$staging->safe_psql('postgres', 'CREATE DATABASE small');
	$staging->safe_psql('small', 'CREATE EXTENSION synth; CREATE EXTENSION postgres_fdw');
	command_ok([ 'pg_dump', '-d', $managed->connstr('postgres'), '-s', '-n', 'clinic', '-f', "$dir/managed.sql" ], 'the structure of the managed server');
	$staging->command_ok([ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', $staging->connstr('small'), '-f', "$dir/managed.sql" ], 'and an empty copy of it');
	$staging->safe_psql('small', qq{
		CREATE SERVER managed FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '$host', port '$port', dbname 'postgres');
		CREATE USER MAPPING FOR CURRENT_USER SERVER managed;
		CREATE SCHEMA remote;
		IMPORT FOREIGN SCHEMA clinic FROM SERVER managed INTO remote;
	});
	my (undef, undef, $refused) = $staging->psql('small', q{SELECT synth_fit('remote.patients', constraints_from => 'clinic.patients')});
	like($refused, qr/result row/, 'what one person may touch is not known of a foreign table: it has to be said');
	$staging->safe_psql('small', q{
		SET client_min_messages = warning;
		SELECT synth_fit('remote.patients', model => 'patients', unit => 'result row', epsilon => 2, constraints_from => 'clinic.patients');
		SELECT synth_fit('remote.visits', model => 'visits', unit => 'result row', epsilon => 2, constraints_from => 'clinic.visits');
	});
	$staging->safe_psql('small', q{
		SET client_min_messages = warning;
		CALL synth_generate('patients', 'clinic.patients', 2000, seed => 1);
		CALL synth_generate('visits', 'clinic.visits', 5000, seed => 1);
	});
	is($staging->safe_psql('small', $alike), 't|t|0|0|3', 'types, keys, checks and enum labels come from the empty copy');
	is($staging->safe_psql('small', qq{SELECT count(*) FROM clinic.patients p FULL JOIN clinic.visits v USING (patient_id) WHERE p::text || v::text ~ '$canary'}), '0', 'and no real row');
	# back by COPY, into an empty database of the managed server
	$managed->safe_psql('postgres', 'CREATE DATABASE test');
	$managed->command_ok([ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', $managed->connstr('test'), '-f', "$dir/managed.sql" ], 'an empty copy there');
	for my $table ([ 'patients', 'patient_id, full_name, born, died' ], [ 'visits', 'visit_id, patient_id, ward, score, admitted, discharged, remark' ])
	{
		my ($name, $columns) = @$table;
		my $rows = $staging->safe_psql('small', "COPY (SELECT $columns FROM clinic.$name) TO STDOUT");
		append_to_file("$dir/$name.txt", "$rows\n");
		$managed->command_ok([ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', $managed->connstr('test'), '-c', "\\copy clinic.$name ($columns) FROM '$dir/$name.txt'" ], "$name are pushed back");
	}
	is($managed->safe_psql('test', 'SELECT count(*) FROM clinic.visits'), '5000', 'all of them');
}

done_testing();
