/*-------------------------------------------------------------------------
 *
 * test_code.c
 *	  Codes: postcodes, cards, accounts, addresses of networks, learned shapes;
 *	  and free text of a given length.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "core/checkdigit.h"
#include "core/unique.h"
#include "small_lexicon.h"

/* all 100,000, the 300 of known cities first */
UNIT_TEST(all_postcodes_are_used)
{
	SynthTextMaker *t;
	char *seen = synth_alloc(100000);

	text_start();
	text_add(SYNTH_TEXT_POSTCODE, 0, true);
	t = text_maker(5);
	CHECK_INT(synth_textmaker_space(t, 0), 100000);
	for (int row = 0; row < 100000; row++)
	{
		const char *text;
		int number;

		synth_textmaker_row(t, (uint64_t) row, NULL);
		text = text_at(t, 0, SYNTH_RAW_OTHER);
		number = atoi(text);
		CHECK(strlen(text) == 5 && seen[number] == 0);
		seen[number] = 1;
		CHECK_INT(row < 300, begins(text, "606") || begins(text, "627") || begins(text, "021"));
	}
	CHECK_FAILS(SYNTH_ERR_PARAMETER, (synth_textmaker_row(t, 100000, NULL), text_at(t, 0, SYNTH_RAW_OTHER)));
}

UNIT_TEST(check_digits_are_right)
{
	for (int unique = 0; unique < 2; unique++)
	{
		SynthTextMaker *t;

		text_start();
		text_add(SYNTH_TEXT_CARD, 0, unique);
		text_add(SYNTH_TEXT_IBAN, 34, unique);
		t = text_maker(5);
		for (int row = 0; row < 2000; row++)
		{
			char *card;
			char *iban;

			synth_textmaker_row(t, (uint64_t) row,
								text_facts(0, row % 2 == 0 ? -1 : synth_textmaker_country(t, "de"), false, 0));
			card = copy_at(t, 0);
			iban = copy_at(t, 1);
			CHECK(synth_is_luhn(card, (int) strlen(card)));
			CHECK(begins(card, "400000") ? strlen(card) == 16 : begins(card, "37828") && strlen(card) == 15);
			CHECK(synth_is_iban(iban, (int) strlen(iban)));
			CHECK_INT((long long) strlen(iban), 22);
		}
	}
}

UNIT_TEST(addresses_of_networks_are_reserved)
{
	for (int unique = 0; unique < 2; unique++)
	{
		SynthTextMaker *t;

		text_start();
		text_add_all(unique, KINDS(SYNTH_TEXT_IP, SYNTH_TEXT_IPV6, SYNTH_TEXT_MAC, SYNTH_TEXT_EMAIL, SYNTH_TEXT_URL,
								   SYNTH_TEXT_DOMAIN));
		t = text_maker(5);
		for (int row = 0; row < 2000; row++)
		{
			const char *ip;
			const char *end;

			synth_textmaker_row(t, (uint64_t) row, NULL);
			ip = copy_at(t, 0);
			if (!unique || row < 762)
				CHECK(begins(ip, "192.0.2.") || begins(ip, "198.51.100.") || begins(ip, "203.0.113."));
			else
				CHECK(begins(ip, "198.18.") || begins(ip, "198.19.") || begins(ip, "10."));
			CHECK(begins(copy_at(t, 1), "2001:db8:"));
			CHECK(begins(copy_at(t, 2), "02:"));
			end = strchr(copy_at(t, 3), '@');
			CHECK(strcmp(end, "@example.com") == 0 || strcmp(end, "@example.org") == 0
				  || strcmp(end, "@mail.example") == 0);
			CHECK(begins(copy_at(t, 4), "https://example.") || begins(copy_at(t, 4), "https://mail.example/"));
			CHECK(strstr(copy_at(t, 5), ".example") != NULL);
		}
	}
}

/* a column of codes whose shapes are the labels of a */
static void
learned_codes(SynthAttribute *a, bool unique)
{
	text_start();
	text_add(SYNTH_TEXT_PATTERN, 0, unique);
	text_of[0].basis = SYNTH_BASIS_SHAPE;
	text_model.attribute = a;
	text_model.nattributes = 1;
	text_column[0].attribute = 0;
}

/* shapes that have texts in common; raw says which one a row has */
UNIT_TEST(unique_codes_of_learned_shapes)
{
	static char *shapes[] = {"[0-9]{2}A", "[A-Z]{2}[0-9]", "[A-Z]{2}[0-9]{2}", "[0-9A-Z]{3}", "A[0-9]{2}", "x\\.[a-z]"};
	static SynthAttribute a = {.kind = SYNTH_CATEGORY, .nvalues = 6, .label = shapes};
	SynthTextMaker *t;
	SynthHashSet *seen;
	uint64_t n;
	int kept = 0;

	learned_codes(&a, true);
	t = text_maker(5);
	n = synth_textmaker_space(t, 0);
	/* 36^3 less those of the shapes before it: it is smaller than all of AA00 .. ZZ99 */
	CHECK_INT(n, 26 * 26 * 100);
	seen = synth_hashset_new(n);
	for (uint64_t row = 0; row < n; row++)
	{
		int shape = (int) unit_random_below(7);
		const char *text;
		int length;

		synth_textmaker_row(t, row, NULL);
		text = synth_textmaker_text(t, 0, shape < 6 ? shape : SYNTH_RAW_OTHER, &length);
		CHECK(synth_hashset_add(seen, synth_hash_bytes(5, text, (size_t) length)));
		kept += row < 26 && (shape != 5 || begins(text, "x."));
	}
	/* each shape has at least 26 texts, but for A.. which the mixture took */
	CHECK(kept >= 20);
}

UNIT_TEST(codes_of_learned_shapes)
{
	static char *shapes[] = {"[A-Z]{2}[0-9]{4}", "INV-[0-9]{3}"};
	static SynthAttribute a = {.kind = SYNTH_CATEGORY, .nvalues = 2, .label = shapes};
	SynthTextMaker *t;

	learned_codes(&a, false);
	t = text_maker(5);
	for (int row = 0; row < 100; row++)
	{
		synth_textmaker_row(t, (uint64_t) row, NULL);
		CHECK_INT((long long) strlen(text_at(t, 0, 0)), 6);
		CHECK(begins(text_at(t, 0, 1), "INV-"));
		CHECK_INT((long long) strlen(text_at(t, 0, 1)), 7);
		CHECK_INT((long long) strlen(text_at(t, 0, SYNTH_RAW_OTHER)), 8);
	}
	/* the rows that fit no shape have a pattern of their own */
	text_of[0].pattern = "other";
	t = text_maker(5);
	synth_textmaker_row(t, 1, NULL);
	CHECK_STR(text_at(t, 0, SYNTH_RAW_OTHER), "other");
}

UNIT_TEST(free_text_has_the_length_it_should)
{
	SynthAttribute a = {.kind = SYNTH_NUMBER};
	SynthTextMaker *t;
	int same = 0;

	text_start();
	text_add(SYNTH_TEXT_LOREM, 1000, false);
	text_add(SYNTH_TEXT_LOREM, 0, false);
	text_add(SYNTH_TEXT_LOREM, 0, true);
	for (int c = 0; c < 3; c++)
	{
		text_of[c].basis = SYNTH_BASIS_LENGTH;
		text_column[c].attribute = 0;
	}
	text_model.attribute = &a;
	text_model.nattributes = 1;
	t = text_maker(5);
	for (int length = 1; length <= 1200; length++)
	{
		const char *text;
		char *first;
		int n;

		synth_textmaker_row(t, (uint64_t) length % 7, NULL);
		first = strcpy(synth_alloc(1201), synth_textmaker_text(t, 0, length, &n));
		CHECK_INT(n, length < 1000 ? length : 1000);
		CHECK(first[0] >= 'A' && first[0] <= 'Z' && first[n - 1] != ' ');
		CHECK(length < 24 || first[n - 1] == '.');
		CHECK(strstr(first, "  ") == NULL && strstr(first, " .") == NULL && strstr(first, ",.") == NULL);
		text = synth_textmaker_text(t, 1, length, &n);
		CHECK_INT(n, length);
		same += strcmp(text, first) == 0;
		(void) synth_textmaker_text(t, 2, length, &n);
		CHECK_INT(n, length < 3 ? 1 : length);
	}
	/* columns differ: short texts alone may be alike */
	CHECK(same < 20);
	(void) synth_textmaker_text(t, 1, INT64_MAX, &same);
	CHECK_INT(same, SYNTH_TEXT_MAX_CHARS);
}
