# Schemas made at random: types, keys, checks over several columns, references
# that are composite, to the table itself and in circles.  Each is filled with
# rows of its own, fitted, copied empty, and the copy filled by
# synth_generate_schema() with every constraint enabled; then every constraint
# is put to the rows again by query.
#
# The schemas follow from the number of the trial alone.  RANDOM_SCHEMAS="1 7 9"
# names other trials.
use strict;
use warnings;
use FindBin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $verify = slurp_file("$FindBin::RealBin/../schema/verify.sql");

# a linear congruential generator: the same schemas with every perl
my $state;

sub below
{
	my ($n) = @_;
	$state = ($state * 1103515245 + 12345) % 2147483648;
	return int($state / 2147483648 * $n);
}

sub chance { return below(100) < $_[0] }

sub pick { return $_[ below(scalar @_) ] }

# columns beside keys and references: [definition, expression that fills it], checks
sub some_columns
{
	my ($t, $trial) = @_;
	my (@columns, @checks, @index);
	my $add = sub { my ($name, $def, $fill) = @_; push @columns, [ $name, $def, $fill ] };
	my %kind = map { $_ => 1 } grep { chance(45) }
	  qw(number money flag label name dates sum pattern implied stamp real code domain nulls span slot list partial folded computed token mixed);

	# noise makes long ranges and few values, for which there may be no room
	delete @kind{qw(slot mixed)} if $trial % 3;
	$kind{number} = 1 unless %kind;
	$add->('amount', 'integer NOT NULL CHECK (amount BETWEEN 0 AND 500)', 'floor(random() ^ 2 * 500)::int') if $kind{number};
	$add->('price', 'numeric(8,2)', 'CASE WHEN random() < .9 THEN round((random() * 90)::numeric, 2) END') if $kind{money};
	$add->('active', 'boolean NOT NULL', 'random() < .7') if $kind{flag};
	$add->('mood', 'mood', "(ARRAY['sad','fine','glad']::mood[])[1 + floor(random() * 3)::int]") if $kind{label};
	$add->('full_name', 'text', "'Name ' || i") if $kind{name};
	$add->('share', 'double precision', 'random()') if $kind{real};
	$add->('small', 'small NOT NULL', 'floor(random() * 9)::int') if $kind{domain};
	$add->('seen_at', 'timestamptz NOT NULL', "timestamptz '2020-01-01 UTC' + random() * interval '900 days'") if $kind{stamp};
	if ($kind{dates})
	{
		$add->('begins', 'date' . (chance(60) ? ' NOT NULL' : ''), "date '2021-01-01' + (i * 37 % 400)");
		$add->('ends', 'date', "CASE WHEN random() < .8 THEN date '2021-01-01' + (i * 37 % 400) + floor(random() * 30)::int END");
		push @checks, chance(50) ? 'CHECK (begins <= ends)' : 'CHECK (ends IS NULL OR ends >= begins)';
	}
	if ($kind{sum})
	{
		$add->('net', 'integer NOT NULL', 'i * 7 % 50');
		$add->('tax', 'integer NOT NULL', 'i * 3 % 11');
		$add->('gross', 'integer NOT NULL', 'i * 7 % 50 + i * 3 % 11');
		push @checks, 'CHECK (net + tax = gross)';
	}
	if ($kind{pattern})
	{
		$add->('code', 'text NOT NULL' . (chance(50) ? ' UNIQUE' : ''), "'K-' || lpad(i::text, 5, '0')");
		push @checks, "CHECK (code ~ '^K-[0-9]{5}\$')";
	}
	if ($kind{implied})
	{
		$add->('done', 'boolean NOT NULL', 'i % 3 = 0');
		$add->('result', 'text', "CASE WHEN i % 3 = 0 THEN (ARRAY['good','bad'])[1 + i % 2] END");
		push @checks, 'CHECK (done OR result IS NULL)';
	}
	if ($kind{nulls})
	{
		$add->('lat', 'integer', 'CASE WHEN i % 4 > 0 THEN i % 90 END');
		$add->('lon', 'integer', 'CASE WHEN i % 4 > 0 THEN i % 180 END');
		push @checks, 'CHECK ((lat IS NULL) = (lon IS NULL))';
	}
	if ($kind{code})
	{
		$add->('low', 'smallint', 'i % 20');
		$add->('high', 'smallint', 'i % 20 + 1 + i % 5');
		push @checks, 'CHECK (low < high)';
	}
	# what is unique in part, folded, or must not overlap
	$add->('span', 'int4range', 'int4range(i % 50, i % 50 + 1 + i % 9)') if $kind{span};
	if ($kind{slot})
	{
		$add->('slot', 'int4range NOT NULL', 'int4range(i * 10, i * 10 + 1 + i % 9)');
		push @checks, 'EXCLUDE USING gist (slot WITH &&)';
	}
	$add->('moods', 'mood[]', "(ARRAY['{sad}', '{glad,fine}', '{}']::text[])[1 + i % 3]::mood[]") if $kind{list};
	if ($kind{partial})
	{
		$add->('rank', 'integer', 'CASE WHEN i % 5 > 0 THEN i END');
		$add->('valid', 'boolean NOT NULL', 'i % 2 = 0');
		push @index, 'UNIQUE INDEX ON % (rank) WHERE valid';
	}
	if ($kind{folded})
	{
		$add->('nick', 'varchar(20) NOT NULL', "'Nick' || i");
		push @index, 'UNIQUE INDEX ON % (lower(nick))';
	}
	$add->('twice', 'integer GENERATED ALWAYS AS (i4 * 2) STORED', undef), $add->('i4', 'integer', 'i % 77') if $kind{computed};
	$add->('token', 'uuid UNIQUE', 'CASE WHEN i % 7 > 0 THEN gen_random_uuid() END') if $kind{token};
	if ($kind{mixed})
	{
		$add->('part', 'small NOT NULL', 'i % 10');
		$add->('piece', 'integer NOT NULL', 'i');
		push @checks, 'UNIQUE (part, piece)', 'CHECK (part + piece > -1000)', 'CHECK (100 / (part + 1) > 0)';
	}
	return (\@columns, \@checks, \@index);
}

# ([statements], [table names])
sub make_schema
{
	my ($trial) = @_;
	my $n = 3 + below(5);
	my (@sql, @table, @late);

	push @sql, 'CREATE SCHEMA source', 'SET search_path = source, public, pg_catalog', 'SELECT setseed(0.' . (17 + $trial) . ')',
	  "CREATE TYPE mood AS ENUM ('sad', 'fine', 'glad')", 'CREATE DOMAIN small AS integer CHECK (VALUE BETWEEN 0 AND 9)';
	for my $i (0 .. $n - 1)
	{
		my $name = pick(qw(person place thing event order_item ledger)) . "_$i";
		my $rows = 60 + below(240);
		my ($columns, $checks, $index) = some_columns($i, $trial);
		my (@def, @fill, @constraint, @key);
		my $style = $i > 0 && chance(35) ? 'composite' : pick(qw(serial identity always uuid text plain));
		my @parents = $i == 0 ? () : ($table[ below($i) ]);
		push @parents, $table[ below($i) ] if $i > 1 && chance(50);
		my $link = $style eq 'composite' && @parents == 2 && $parents[0] != $parents[1] && chance(50);

		my %type = (serial => 'serial', identity => 'integer GENERATED BY DEFAULT AS IDENTITY', always => 'bigint GENERATED ALWAYS AS IDENTITY',
			uuid => 'uuid DEFAULT gen_random_uuid()', text => 'text', plain => 'integer');
		my %plain = (serial => 'integer', identity => 'integer', always => 'bigint', uuid => 'uuid', text => 'text', plain => 'integer');
		if ($style ne 'composite')
		{
			push @def, "id $type{$style} PRIMARY KEY";
			push @key, [ 'id', $plain{$style} ];
			push @fill, [ 'id', { uuid => 'gen_random_uuid()', text => "'T' || i" }->{$style} // 'i' ];
		}
		my $p = 0;
		for my $parent (@parents)
		{
			my $prefix = $parent->{name} . '_' . $p;
			my $null = ($style ne 'composite' && chance(30)) ? 1 : 0;
			my @names = map { "${prefix}_$_->[0]" } @{ $parent->{key} };
			for my $k (0 .. $#names)
			{
				push @def, "$names[$k] $parent->{key}[$k][1]" . ($null ? '' : ' NOT NULL');
			}
			push @constraint, "FOREIGN KEY (" . join(', ', @names) . ") REFERENCES $parent->{name} (" . join(', ', map { $_->[0] } @{ $parent->{key} }) . ')'
			  . ($null && @names > 1 ? ' MATCH FULL' : '') . (chance(20) ? ' DEFERRABLE INITIALLY DEFERRED' : '');
			push @fill, [ \@names, $parent, $null ];
			push @key, map { [ $names[$_], $parent->{key}[$_][1] ] } 0 .. $#names if $style eq 'composite' && ($p == 0 || $link);
			$p++;
		}
		if ($style eq 'composite' && !$link)
		{
			push @def, 'line integer NOT NULL';
			push @fill, [ 'line', 'i' ];
			push @key, [ 'line', 'integer' ];
		}
		push @constraint, 'PRIMARY KEY (' . join(', ', map { $_->[0] } @key) . ')' if $style eq 'composite';
		push @def, map { "$_->[0] $_->[1]" } @$columns;
		push @fill, map { [ $_->[0], $_->[2] ] } grep { defined $_->[2] } @$columns;
		push @constraint, @$checks;
		my $self = @key == 1 && $style ne 'composite' && chance(30);
		push @def, "parent_$name $key[0][1] REFERENCES $name" if $self;
		push @sql, "CREATE TABLE $name (" . join(', ', @def, @constraint) . ')';
		push @sql, map { 'CREATE ' . s/%/$name/r } @$index;

		# rows: parents are taken by number
		my (@target, @value, @from);
		for my $f (@fill)
		{
			if (ref $f->[0])
			{
				my ($names, $parent, $null) = @$f;
				my $alias = 'p' . scalar @from;
				push @from, "LEFT JOIN (SELECT row_number() OVER (ORDER BY " . join(', ', map { $_->[0] } @{ $parent->{key} }) . ") AS n, * FROM $parent->{name}) $alias ON $alias.n = "
				  . ($null ? 'CASE WHEN i % 6 > 0 THEN ' : '') . '1 + (i * i * ' . (3 + 2 * scalar @from) . " + i / 7) % (SELECT count(*) FROM $parent->{name})" . ($null ? ' END' : '');
				push @target, @$names;
				push @value, map { "$alias.$_->[0]" } @{ $parent->{key} };
			}
			else
			{
				push @target, $f->[0];
				push @value, $f->[1];
			}
		}
		push @sql, "INSERT INTO $name (" . join(', ', @target) . ') OVERRIDING SYSTEM VALUE SELECT ' . join(', ', @value) . " FROM generate_series(1, $rows) i " . join(' ', @from)
		  . ' ON CONFLICT DO NOTHING';
		push @sql, "UPDATE $name c SET parent_$name = p.$key[0][0] FROM (SELECT $key[0][0], row_number() OVER (ORDER BY $key[0][0]) AS n FROM $name) p,"
		  . " (SELECT $key[0][0] AS k, row_number() OVER (ORDER BY $key[0][0]) AS n FROM $name) o WHERE o.k = c.$key[0][0] AND o.n > 5 AND p.n = o.n / 3"
		  if $self;
		push @table, { name => $name, key => \@key, rows => $rows, };
	}
	# a circle through the first and the last table
	if (chance(60) && @{ $table[-1]{key} } == 1)
	{
		my ($first, $last) = @table[ 0, -1 ];
		my $how = pick('', ' DEFERRABLE INITIALLY DEFERRED', ' NOT NULL');
		push @sql, "ALTER TABLE $first->{name} ADD favourite $last->{key}[0][1]",
		  "UPDATE $first->{name} SET favourite = (SELECT min($last->{key}[0][0]::text)::$last->{key}[0][1] FROM $last->{name})",
		  "ALTER TABLE $first->{name} ADD FOREIGN KEY (favourite) REFERENCES $last->{name}" . ($how =~ /DEFER/ ? $how : '');
		push @sql, "ALTER TABLE $first->{name} ALTER favourite SET NOT NULL" if $how =~ /NOT NULL/;
	}
	return (\@sql, [ map { $_->{name} } @table ]);
}

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;

for my $trial (split ' ', $ENV{RANDOM_SCHEMAS} // join(' ', 1 .. 12))
{
	my $db = "trial$trial";
	my ($stdout, $stderr);

	$state = 1000 + 7919 * $trial;
	below(9) for 1 .. 20;
	my ($sql, $tables) = make_schema($trial);
	$node->safe_psql('postgres', "CREATE DATABASE $db");
	$node->safe_psql($db, join(";\n", @$sql, 'CREATE EXTENSION synth SCHEMA public'));
	my ($first) = @$tables;
	my $fit = (
		'private => false',
		'epsilon => 3',
		"epsilon => 3, unit => '$first', max_rows => '5'")[ $trial % 3 ];
	$node->psql($db, "\\set ON_ERROR_STOP 1\nSELECT synth_schema_ddl('source', 'target') \\gexec", stdout => \$stdout, stderr => \$stderr);
	is($stderr, '', "trial $trial: an empty copy of " . join(', ', @$tables));
	my $rc = $node->psql($db, "SET client_min_messages = warning; SELECT count(*) FROM synth_fit_schema('source', $fit)", stdout => \$stdout, stderr => \$stderr);
	ok($rc == 0, "trial $trial: fits with $fit") or diag $stderr;
	for my $scale (1, 3)
	{
		my $existing = $scale == 1 ? 'error' : 'truncate';
		$rc = $node->psql($db, "SET client_min_messages = warning; CALL synth_generate_schema('source', 'target', scale => $scale, seed => $trial, existing => '$existing')",
			stdout => \$stdout, stderr => \$stderr);
		ok($rc == 0, "trial $trial: fills the copy at scale $scale") or diag $stderr;
		is($node->safe_psql($db, "$verify\nSELECT table_name, constraint_name, broken FROM pg_temp.violations('target') WHERE broken > 0"), '',
			"trial $trial: no constraint is broken by query at scale $scale");
		is($node->safe_psql($db, 'SELECT ' . join(' + ', map { "(SELECT count(*) FROM target.$_ LIMIT 1)" } @$tables) . ' > 10'), 't', "trial $trial: there are rows");
	}
}

done_testing();
