/*-------------------------------------------------------------------------
 *
 * test_kindtest.c
 *	  Kinds by content: forms that are told, and codes that look like them.
 *
 *-------------------------------------------------------------------------
 */
#include "core/kindmatch.h"
#include "core/kindtest.h"
#include "unit.h"

/* the verdict on a list of values that | separates */
static SynthTextKind
verdict_of(const char *values, SynthKindTest *t)
{
	memset(t, 0, sizeof(*t));
	while (*values != '\0')
	{
		int n = (int) strcspn(values, "|");

		synth_kindtest_add(t, values, n);
		values += n;
		values += *values == '|';
	}
	return synth_kindtest_verdict(t);
}

typedef struct ContentCase
{
	SynthTextKind kind;
	const char *values;
} ContentCase;

UNIT_TEST(verdicts)
{
	static const ContentCase cases[] = {
		{SYNTH_TEXT_EMAIL, "anna@example.com|b.c+d@mail.example.org|x_1@sub.example.co.uk"},
		{SYNTH_TEXT_URL, "https://example.com/a?b=c|http://example.org|www.example.net"},
		{SYNTH_TEXT_DOMAIN, "example.com|mail.example.org|a-b.example"},
		{SYNTH_TEXT_IP, "192.0.2.1|198.51.100.255|203.0.113.7/24"},
		{SYNTH_TEXT_IPV6, "2001:db8::1|2001:db8:0:0:0:0:0:2|::1"},
		{SYNTH_TEXT_MAC, "02:00:5e:10:00:ff|02-00-5E-10-00-01|02:aa:bb:cc:dd:ee"},
		{SYNTH_TEXT_UUID,
		 "123e4567-e89b-42d3-a456-426614174000|123e4567-e89b-42d3-a456-426614174001|123e4567-e89b-42d3-a456-42661417400f"},
		{SYNTH_TEXT_IBAN, "DE89370400440532013000|GB29 NWBK 6016 1331 9268 19|FR1420041010050500013M02606"},
		{SYNTH_TEXT_CARD, "4111 1111 1111 1111|5555555555554444|378282246310005"},
		{SYNTH_TEXT_NATIONAL_ID, "987-65-4320|987-65-4321|987-65-4322"},
		{SYNTH_TEXT_NATIONAL_ID, "00000000T|00000001R|00000002W"},
		{SYNTH_TEXT_PASSWORD, "$2a$10$abcdefghijklmnopqrstuv|$2b$12$abcdefghijklmnopqrstuv|$argon2id$v=19$m=65536$abc"},
		{SYNTH_TEXT_FILE_NAME, "report.pdf|/tmp/a b.txt|Photo 1.JPG"},
		{SYNTH_TEXT_COLOUR, "#ff00aa|#abc|red"},
		{SYNTH_TEXT_COLOUR, "Red|blue|GREEN"},
		{SYNTH_TEXT_TITLE, "Mr.|Mrs|Dr."},
		{SYNTH_TEXT_CURRENCY, "EUR|USD|CHF"},
		{SYNTH_TEXT_LANGUAGE, "de|en-GB|pt_BR"},
		{SYNTH_TEXT_COUNTRY_CODE, "DE|US|GB"},
		{SYNTH_TEXT_COUNTRY_CODE, "DEU|USA|GBR"},
		{SYNTH_TEXT_POSTCODE, "SW1A 1AA|M1 1AE|K1A 0B1|1012 AB|00-950"},
		{SYNTH_TEXT_PHONE, "+49 30 1234567|(555) 010-0199|555-0123|030/1234567"},
		{SYNTH_TEXT_USER_AGENT, "Mozilla/5.0 (X11; Linux)|Mozilla/5.0 (Windows NT)|curl/7.88"},
		{SYNTH_TEXT_PATTERN, "INV-0001|INV-0002|INV-0317"},
		{SYNTH_TEXT_PATTERN, "ABCDE|ALFKI|ZZTOP"},
		{SYNTH_TEXT_PATTERN, "01581|01730|98104"},
		{SYNTH_TEXT_PATTERN, "d41d8cd98f00b204e9800998ecf8427e|900150983cd24fb0d6963f7d28e17f72|"
							 "f96b697d7cb7938d525a2f31aaf161d0"},
		{SYNTH_TEXT_LOREM, "A long story about nothing|Soft drinks, coffees, teas|Words"},
		{SYNTH_TEXT_LOREM, "10 boxes x 30 bags|24 - 12 oz bottles|12 - 550 ml bottles"},
		{SYNTH_TEXT_NONE, "Chai|Chang|Konbu"},
		{SYNTH_TEXT_NONE, "low|high|middle"},
		{SYNTH_TEXT_NONE, "anna@example.com|bert@example.com"}, /* two are no evidence */
		{SYNTH_TEXT_NONE, "||"},
		{SYNTH_TEXT_NONE, ""},
	};
	int wrong = 0;

	for (int i = 0; i < (int) (sizeof(cases) / sizeof(cases[0])); i++)
	{
		SynthKindTest t;
		SynthTextKind kind = verdict_of(cases[i].values, &t);

		if (kind != cases[i].kind)
		{
			printf("# kind %d, expected %d: %s\n", kind, cases[i].kind, cases[i].values);
			wrong++;
		}
	}
	CHECK_INT(wrong, 0);
}

/* what a matcher must not take */
UNIT_TEST(near_misses)
{
	static const ContentCase cases[] = {
		{SYNTH_TEXT_EMAIL, "@example.com|a@b|a b@example.com|a@example|a@example.c|a@-x.com|a@x..com"},
		{SYNTH_TEXT_URL, "http://|httpx://a.b|ftp|www.|see http://example.com/"},
		{SYNTH_TEXT_DOMAIN, "example|.com|a..b|1.2.3.4|3.14|script.js|-a.com|a-.com"},
		{SYNTH_TEXT_IP, "1.2.3|256.1.1.1|1.2.3.4.5|1.2.3.x|....|1.2.3.|1234.1.1.1"},
		{SYNTH_TEXT_IPV6, "12:30:45|1:2:3:4:5:6:7|1::2::3|g::1|::|12345::1|a"},
		{SYNTH_TEXT_MAC, "02:00:5e:10:00|02-00:5e-10:00-ff|02:00:5e:10:00:fg|020005e1000ff"},
		{SYNTH_TEXT_UUID, "123e4567-e89b-42d3-a456-42661417400|{123e4567-e89b-42d3-a456-426614174000|"
						  "123e4567-e89b-42d3-a456-42661417400g"},
		{SYNTH_TEXT_IBAN, "DE89370400440532013001|DE8937040044|de|12345678901234567890"},
		{SYNTH_TEXT_CARD, "4111111111111112|1111|4111-1111-1111-1111x|9111111111111111"},
		{SYNTH_TEXT_NATIONAL_ID, "987654320|98-765-4320|00000000R|12345678"},
		{SYNTH_TEXT_PASSWORD, "$5 off|$2a$10$short|secret|d41d8cd98f00b204e9800998ecf8427e"},
		{SYNTH_TEXT_FILE_NAME, "pdf|.pdf|a.b.c|version 1.2|http://example.com/a.pdf|a.xyz"},
		{SYNTH_TEXT_COLOUR, "#12|#12345|#ggg|reddish|bed|"},
		{SYNTH_TEXT_TITLE, "Mister X|Manager|Mrs. Smith|."},
		{SYNTH_TEXT_CURRENCY, "eur|EURO|ABC|US"},
		{SYNTH_TEXT_LANGUAGE, "DE|english|xx|de-at"},
		{SYNTH_TEXT_COUNTRY_CODE, "de|XX|XXX|deu|D"},
		{SYNTH_TEXT_PHONE, "2011-12-10|10.12.2011|1234567|12345|192.168.100.100|2011-000123|12:30:45|A-1234567|+12"},
		{SYNTH_TEXT_POSTCODE, "12345|AB1234|1234|SW1A1AA1"},
		{SYNTH_TEXT_FULL_NAME, "Anna|anna berg|AC/DC|R2 D2|one two three"},
	};
	int wrong = 0;

	for (int i = 0; i < (int) (sizeof(cases) / sizeof(cases[0])); i++)
		for (const char *s = cases[i].values; *s != '\0';)
		{
			int n = (int) strcspn(s, "|");

			if (synth_kind_matches(cases[i].kind, s, n))
			{
				printf("# kind %d takes %.*s\n", cases[i].kind, n, s);
				wrong++;
			}
			s += n;
			s += *s == '|';
		}
	CHECK_INT(wrong, 0);
}

/* every prefix of awkward bytes, in a buffer of just that size: the sanitizer watches */
UNIT_TEST(any_bytes)
{
	for (int trial = 0; trial < 3000; trial++)
	{
		static const char some[] = "aZ09 .:-@/#$()+\xc3\xa9\xff";
		int n = (int) unit_random_below(40);
		char *s = malloc((size_t) n + 1);
		SynthKindTest t = {0};

		for (int i = 0; i < n; i++)
			s[i] = some[unit_random_below(sizeof(some))];
		s = realloc(s, (size_t) (n > 0 ? n : 1));
		synth_kindtest_add(&t, s, n);
		for (int k = 0; k < SYNTH_TEXT_KINDS; k++)
			synth_kind_matches((SynthTextKind) k, s, n);
		CHECK(t.words <= t.characters && t.characters <= n);
		free(s);
	}
}

UNIT_TEST(counts)
{
	SynthKindTest t;

	verdict_of("Größe 1|ABC|  |ÉTÉ|x ", &t);
	CHECK_INT(t.values, 4);
	CHECK_INT(t.characters, 7 + 3 + 3 + 1);
	CHECK_INT(t.words, 5);
	CHECK_INT(t.longest, 7);
	CHECK_INT(t.spaced, 1);
	CHECK_INT(t.capital, 2);
	CHECK_INT(t.lettered, 4);
	CHECK_INT(t.digits, 1);
	CHECK_INT(t.wordy, 3);
}

UNIT_TEST(nine_in_ten)
{
	SynthKindTest t;

	CHECK_INT(verdict_of("#aa0000|#bb0000|#cc0000|#dd0000|#ee0000|red|blue|green|black|none", &t), SYNTH_TEXT_COLOUR);
	CHECK_INT(verdict_of("#aa0000|#bb0000|#cc0000|#dd0000|#ee0000|red|blue|green|none|unknown", &t), SYNTH_TEXT_NONE);
	/* a made address must not be somebody's: half of them is enough */
	CHECK_INT(verdict_of("a1@x.com|b2@x.com|c3@x.com|d4|e5|f6", &t), SYNTH_TEXT_EMAIL);
	CHECK_INT(verdict_of("a1@x.com|b2@x.com|c3|d4|e5|f6", &t), SYNTH_TEXT_PATTERN);
}

UNIT_TEST(contradictions)
{
	static const struct
	{
		bool expected;
		SynthTextKind kind;
		const char *values;
	} cases[] = {
		{false, SYNTH_TEXT_FULL_NAME, "Anna Berg|Bo Ek|Cy Dahl"},
		{true, SYNTH_TEXT_FULL_NAME, "C-001|C-002|C-003"},
		{true, SYNTH_TEXT_FULL_NAME, "internal|external|none"},
		{false, SYNTH_TEXT_COMPANY, "Around the Horn|B's Beverages|Ex 7 Ltd"},
		{true, SYNTH_TEXT_COMPANY, "A001|A002|A003"},
		{false, SYNTH_TEXT_JOB, "Sales Manager|Owner|Vice President, Sales"},
		{true, SYNTH_TEXT_JOB,
		 "Once upon a time there was a king who had a horse|It rains cats and dogs again and again|1 2 3 4 5 6"},
		{true, SYNTH_TEXT_LANGUAGE, "English|Italian|Japanese"},
		{false, SYNTH_TEXT_LANGUAGE, "en|it|ja"},
		{true, SYNTH_TEXT_CARD, "abc|def|ghi"},
		{true, SYNTH_TEXT_LOREM, "A-1|A-2|A-3"},
		{false, SYNTH_TEXT_LOREM, "one two three|four|five"},
		{true, SYNTH_TEXT_FILE_NAME, "a|b|c"},
		{false, SYNTH_TEXT_FILE_NAME, "a"}, /* too few to say */
		{true, SYNTH_TEXT_REGION, "1|2|3"},
		{false, SYNTH_TEXT_REGION, "Alberta|QLD|Bayern"},
	};

	for (int i = 0; i < (int) (sizeof(cases) / sizeof(cases[0])); i++)
	{
		SynthKindTest t;

		verdict_of(cases[i].values, &t);
		if (synth_kindtest_contradicts(&t, cases[i].kind) != cases[i].expected)
			unit_failed(__FILE__, __LINE__, "kind %d and \"%s\"", cases[i].kind, cases[i].values);
	}
}
