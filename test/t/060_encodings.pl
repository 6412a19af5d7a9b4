# Databases of other encodings: the extension installs, words that the encoding
# cannot hold are left out, the others are spelt right.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;

sub sql
{
	my ($db, $text) = @_;
	return $node->safe_psql($db, "SET client_min_messages = warning;\n$text");
}

# bytes of words in the encoding of the database
my $bytes = q{SELECT coalesce(string_agg(list || ' ' || encode(convert_to(value, getdatabaseencoding()), 'hex'), ', ' ORDER BY list), 'none') FROM synth_dictionary
	WHERE builtin AND (locale, list, tag) IN (('de_DE', 'city', '80'), ('pl_PL', 'city', '90'), ('tr_TR', 'city', '35')) ORDER BY 1};
# MULE_INTERNAL cannot be converted to and from UTF-8
my %expected = (
	UTF8 => 'city 4dc3bc6e6368656e, city c581c3b364c5ba, city c4b07a6d6972',
	LATIN1 => 'city 4dfc6e6368656e',
	LATIN2 => 'city 4dfc6e6368656e, city a3f364bc',
	LATIN5 => 'city 4dfc6e6368656e, city dd7a6d6972',
	WIN1252 => 'city 4dfc6e6368656e',
	SQL_ASCII => 'none',
	MULE_INTERNAL => 'none',
	KOI8R => 'none');
my %words;

sub sorted
{
	return join ', ', sort split /, /, $_[0];
}

foreach my $encoding (sort keys %expected)
{
	my $db = lc $encoding;
	sql('postgres', "CREATE DATABASE $db ENCODING '$encoding' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'");
	sql($db, 'CREATE EXTENSION synth');
	is(sorted(sql($db, $bytes)), sorted($expected{$encoding}), "$encoding: words that it can hold, in its bytes");
	$words{$encoding} = sql($db, 'SELECT count(*) FROM synth_dictionary');
	# whatever is left out, texts can be made in every locale
	is(sql($db, q{SELECT l.locale, f.list, count(d.value)
		FROM (SELECT DISTINCT locale FROM synth_dictionary WHERE locale <> '') l
		CROSS JOIN (VALUES ('given', 80), ('family', 30), ('street', 10), ('city', 9), ('region', 5), ('title', 2), ('postcode', 1), ('phone', 1)) f (list, at_least)
		LEFT JOIN synth_dictionary d ON d.locale = l.locale AND d.list = f.list
		GROUP BY l.locale, f.list, f.at_least HAVING count(d.value) < f.at_least}), '', "$encoding: enough words of every list and locale");
	is(sql($db, q{SELECT count(DISTINCT locale) FROM synth_dictionary WHERE locale <> ''}), 11, "$encoding: all locales");
	# a city whose region is left out would stand alone
	is(sql($db, q{SELECT count(*) FROM synth_dictionary c WHERE list = 'city' AND NOT EXISTS
		(SELECT FROM synth_dictionary r WHERE r.list = 'region' AND r.locale = c.locale AND r.value = c.parent)}), 0, "$encoding: every city has its region");
}
is($words{SQL_ASCII}, sql('utf8', q{SELECT count(*) FROM synth_dictionary WHERE octet_length(value || tag || parent) = length(value || tag || parent)}),
	'SQL_ASCII has the words of ASCII letters and no others');
is($words{MULE_INTERNAL}, $words{SQL_ASCII}, 'so has an encoding without a conversion');
cmp_ok($words{LATIN1}, '>', $words{SQL_ASCII}, 'LATIN1 has more');
cmp_ok($words{UTF8}, '>', $words{LATIN1}, 'UTF8 has all');

# made texts are valid in the encoding, fit their columns and belong together,
# however narrow a column is: no character is cut in two
sql('postgres', q{CREATE DATABASE euc_jp ENCODING 'EUC_JP' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'});
sql('euc_jp', 'CREATE EXTENSION synth');
foreach my $encoding ('UTF8', 'LATIN1', 'SQL_ASCII', 'EUC_JP')
{
	my $db = lc $encoding;
	foreach my $locale ('de_DE', 'tr_TR')
	{
		my @kinds = qw(given family full_name city region street email username company job lorem);
		my @widths = (1, 2, 3, 5, 8, 13);
		my (@columns, @texts);
		foreach my $kind (@kinds)
		{
			foreach my $width (@widths)
			{
				push @columns, "${kind}_$width varchar($width) NOT NULL";
				push @texts, qq("${kind}_$width": "$kind");
			}
		}
		my $columns = join ', ', @columns, 'given text NOT NULL', 'family text NOT NULL', 'full_name text NOT NULL', 'email text NOT NULL UNIQUE';
		my $texts = join ', ', @texts, qq("given": "given", "family": "family", "full_name": "full_name", "email": "email", "*": {"locale": "$locale"});
		sql($db, qq{CREATE TABLE made ($columns);
			SELECT synth_fit('made', model => 'made', private => false, text => '{$texts}');
			INSERT INTO made SELECT * FROM synth_sample(NULL::made, 1000, model => 'made', seed => 1)});
		# textsend gives the bytes as they are, convert_from looks at each of them; running text alone may be empty
		my $invalid = join ' + ', map { my $kind = $_; my $empty = $kind eq 'lorem' ? 'NULL' : "''"; map { "count(convert_from(textsend(${kind}_$_), '$encoding')) - count(nullif(${kind}_$_, $empty))" } @widths } @kinds;
		is(sql($db, "SELECT $invalid FROM made"), 0, "$encoding, $locale: valid texts of all widths");
		is(sql($db, q{SELECT count(*), count(DISTINCT email), count(*) FILTER (WHERE full_name <> given || ' ' || family),
				count(*) FILTER (WHERE email !~ '^[a-z0-9.@_-]+$')
			FROM made}), '1000|1000|0|0', "$encoding, $locale: names belong together, addresses are ASCII and unique");
		# letters beyond ASCII are there where the encoding has them
		is(sql($db, q{SELECT count(*) > 50 FROM made WHERE textsend(family)::text ~ '[89a-f][0-9a-f]([0-9a-f]{2})*$'}), $encoding eq 'SQL_ASCII' ? 'f' : 't',
			"$encoding, $locale: letters of the language") if $locale eq 'de_DE';
		sql($db, q{SELECT synth_drop('made'); DROP TABLE made});
	}
}

# client encodings do not matter for the install script
sql('postgres', q{CREATE DATABASE client});
is(sql('client', q{SET client_encoding = 'LATIN1'; CREATE EXTENSION synth; SELECT count(*) FROM synth_dictionary}), $words{UTF8}, 'installed through a LATIN1 client')
	if sql('client', 'SHOW server_encoding') eq 'UTF8';
# nor do old settings of the syntax of strings
is(sql('latin1', q{SET standard_conforming_strings = off; SET escape_string_warning = on; DROP EXTENSION synth; CREATE EXTENSION synth; SELECT count(*) FROM synth_dictionary}),
	$words{LATIN1}, 'installed with standard_conforming_strings off');

# words that a user added in one encoding are restored in another
sql('latin1', q{INSERT INTO synth_dictionary (list, locale, value) VALUES ('family', 'de_AT', E'W\xf6\xdf')});
my $dump = $node->data_dir . '/../words.sql';
$node->command_ok([ 'pg_dump', '-f', $dump, '-d', $node->connstr('latin1') ], 'dump of LATIN1');
sql('postgres', q{CREATE DATABASE restored ENCODING 'UTF8' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'});
$node->command_ok([ 'psql', '-q', '-X', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr('restored'), '-f', $dump ], 'restored in UTF8');
is(sql('restored', q{SELECT list, locale, encode(convert_to(value, 'UTF8'), 'hex') FROM synth_dictionary WHERE NOT builtin}), 'family|de_AT|57c3b6c39f',
	'the word is the same word');
is(sql('restored', 'SELECT count(*) FROM synth_dictionary WHERE builtin'), $words{UTF8}, 'and the shipped words are those of UTF8');

$node->stop;
done_testing();
