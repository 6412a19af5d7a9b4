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
