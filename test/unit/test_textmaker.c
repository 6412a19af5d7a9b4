/*-------------------------------------------------------------------------
 *
 * test_textmaker.c
 *	  Texts of rows: every kind at every width, unique to the last text of the
 *	  space, the same for the same seed, in other encodings, without words.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "core/letters.h"
#include "core/unique.h"
#include "small_lexicon.h"

static bool
is_column_kind(int k)
{
	return k != SYNTH_TEXT_NONE && k != SYNTH_TEXT_ARRAY && k != SYNTH_TEXT_DOCUMENT;
}

/* kinds that need more than a kind */
static void
complete(int c)
{
	static char *values[] = {"a", "bb", "M\xC3\xBCller", "long value of a list"};

	if (text_of[c].kind == SYNTH_TEXT_PATTERN)
		text_of[c].pattern = "[A-Z]{1,3}-?[0-9]{0,2}";
	if (text_of[c].kind == SYNTH_TEXT_LIST)
	{
		text_of[c].nvalues = 4;
		text_of[c].value = values;
	}
}

/* whole characters of UTF-8 */
static bool
is_whole(const char *s, int n)
{
	for (int i = 0; i < n;)
	{
		unsigned char c = (unsigned char) s[i];
		int len = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;

		if ((c >= 0x80 && c < 0xC2) || i + len > n)
			return false;
		for (int k = 1; k < len; k++)
			if (((unsigned char) s[i + k] & 0xC0) != 0x80)
				return false;
		i += len;
	}
	return true;
}

UNIT_TEST(every_kind_fits_every_width)
{
	for (int k = 0; k < SYNTH_TEXT_KINDS; k++)
	{
		if (!is_column_kind(k))
			continue;
		for (int width = 0; width <= 40; width += width < 12 ? 1 : 4)
			for (int unique = 0; unique < 2; unique++)
			{
				SynthTextMaker *t;
				uint64_t space;

				text_start();
				complete(text_add(k, width, unique));
				t = text_maker(7);
				space = synth_textmaker_space(t, 0);
				CHECK(unique ? space > 0 && space < UINT64_MAX : space == UINT64_MAX);
				for (uint64_t row = 0; row < 40 && row < space; row++)
				{
					int n;
					const char *text;

					synth_textmaker_row(t, row < 20 ? row : space - 1 - (row - 20) % space,
										text_facts(0, -1, false, 0));
					text = synth_textmaker_text(t, 0, SYNTH_RAW_OTHER, &n);
					CHECK(n >= 0 && text[n] == '\0' && (int) strlen(text) == n);
					CHECK(is_whole(text, n));
					if (width > 0 && synth_letters_count(text, n) > width)
						unit_failed(__FILE__, __LINE__, "%s of width %d%s: \"%s\"", synth_text_kind_name(k), width,
									unique ? ", unique" : "", text);
				}
				unit_forget();
			}
	}
}

/* all texts of spaces that are small, 20,000 of the others: no two alike, whatever the sex */
UNIT_TEST(unique_to_the_edge)
{
	for (int k = 0; k < SYNTH_TEXT_KINDS; k++)
	{
		if (!is_column_kind(k))
			continue;
		for (int width = 0; width <= 45; width = width < 12 ? width + 1 : width + 5)
		{
			SynthTextMaker *t;
			SynthHashSet *seen;
			uint64_t space;
			uint64_t n;

			text_start();
			complete(text_add(k, width, true));
			text_of[0].upper = width % 2 == 1;
			t = text_maker(1);
			space = synth_textmaker_space(t, 0);
			n = space < 4000 ? space : 4000;
			seen = synth_hashset_new(n);
			for (uint64_t i = 0; i < n; i++)
			{
				int length;
				const char *text;

				/* half of them from the end */
				synth_textmaker_row(t, i < n / 2 ? i : space - 1 - (i - n / 2),
									text_facts((int) unit_random_below(3), -1, false, 0));
				text = synth_textmaker_text(t, 0, SYNTH_RAW_OTHER, &length);
				if (!synth_hashset_add(seen, synth_hash_bytes(5, text, (size_t) length)))
					unit_failed(__FILE__, __LINE__, "%s of width %d: \"%s\" again, space %llu", synth_text_kind_name(k),
								width, text, (unsigned long long) space);
			}
			unit_forget();
		}
	}
}

UNIT_TEST(a_seed_names_all_texts)
{
	SynthTextMaker *a;
	SynthTextMaker *b;
	SynthTextMaker *other;
	int email;
	int name;
	int phone;
	int same = 0;

	text_start();
	email = text_add(SYNTH_TEXT_EMAIL, 0, true);
	name = text_add(SYNTH_TEXT_FULL_NAME, 0, false);
	phone = text_add(SYNTH_TEXT_PHONE, 0, false);
	a = text_maker(1);
	b = text_maker(1);
	other = text_maker(2);
	for (int row = 0; row < 200; row++)
	{
		synth_textmaker_row(a, (uint64_t) row, NULL);
		synth_textmaker_row(b, (uint64_t) row, NULL);
		synth_textmaker_row(other, (uint64_t) row, NULL);
		/* in any order of the columns */
		CHECK_STR(copy_at(a, phone), copy_at(b, phone));
		CHECK_STR(copy_at(b, name), copy_at(a, name));
		CHECK_STR(copy_at(a, email), copy_at(b, email));
		/* unique ones know no seed, nor does the person that they show */
		CHECK_STR(copy_at(a, email), copy_at(other, email));
		CHECK_STR(copy_at(a, name), copy_at(other, name));
		same += strcmp(copy_at(a, phone), copy_at(other, phone)) == 0;
	}
	/* 2 * 80,000 telephone numbers: 4 of 200 alike by chance happen once in 10^10 */
	CHECK(same < 4);
}

/* CHECKs that the model brings along */
UNIT_TEST(texts_of_a_check)
{
	static SynthPatternPart check = {.text = "^[a-c]{3}@x$", .syntax = SYNTH_PATTERN_REGEX};
	SynthPatternError error;
	SynthPattern *p = synth_pattern_new("[a-c]{3}@x", 0, true, &error);

	CHECK(p != NULL);
	for (int unique = 0; unique < 2; unique++)
	{
		SynthTextMaker *t;

		text_start();
		text_add(SYNTH_TEXT_PATTERN, 0, unique);
		text_of[0].check = &check;
		text_of[0].nchecks = 1;
		t = text_maker(5);
		if (unique)
			CHECK_INT(synth_textmaker_space(t, 0), 27);
		for (int row = 0; row < 27; row++)
		{
			int n;
			const char *text;

			synth_textmaker_row(t, (uint64_t) row, NULL);
			text = synth_textmaker_text(t, 0, SYNTH_RAW_OTHER, &n);
			CHECK(synth_pattern_matches(p, text, n));
		}
	}
	/* a pattern that is none */
	text_of[0].nchecks = 0;
	text_of[0].pattern = "(";
	CHECK_FAILS(SYNTH_ERR_CORRUPT, text_maker(5));
}

/* without any word, all kinds still have texts that fit */
UNIT_TEST(a_model_without_words)
{
	for (int k = 0; k < SYNTH_TEXT_KINDS; k++)
		for (int unique = 0; is_column_kind(k) && unique < 2; unique++)
		{
			/* lists of an empty word, as a model could have that somebody made by hand */
			static SynthWord word = {"", "", "", NULL, 1};
			static SynthWordList none[] = {{"given", "en_US", 1, &word},  {"family", "en_US", 1, &word},
										   {"title", "", 1, &word},		  {"city", "en_US", 1, &word},
										   {"region", "en_US", 1, &word}, {"postcode", "en_US", 1, &word},
										   {"phone", "en_US", 1, &word},  {"country", "", 1, &word},
										   {"street", "en_US", 1, &word}, {"street_format", "en_US", 1, &word},
										   {"domain", "", 1, &word},	  {"word", "", 1, &word},
										   {"slug", "", 1, &word},		  {"iban", "", 1, &word},
										   {"card", "", 1, &word},		  {"job", "", 0, NULL}};
			static SynthLexicon bare = {16, none};
			SynthTextMaker *t;

			text_start();
			complete(text_add(k, 20, unique));
			text_model.lexicon = unique ? NULL : &bare;
			t = text_maker(5);
			synth_textmaker_row(t, 1, NULL);
			CHECK(strlen(text_at(t, 0, SYNTH_RAW_OTHER)) >= 1);
			unit_forget();
		}
}

/* users' patterns may be wrong; then the others of the list serve, or plain ones */
UNIT_TEST(wrong_patterns_are_left_out)
{
	static SynthWord phone[] = {{"(", "", "", NULL, 1}, {"7[0-9]{4}", "", "", NULL, 1}};
	static SynthWord city[] = {{"Nowhere", "9x", "Region", NULL, 1}, {"Somewhere", "1", "", NULL, 1}};
	static SynthWord bad[] = {{"[", "", "", NULL, 1}};
	static SynthWordList lists[] = {{"city", "en_US", 2, city},
									{"phone", "en_US", 2, phone},
									{"postcode", "en_US", 1, bad},
									{"national_id", "en_US", 1, bad}};
	static SynthLexicon lexicon = {4, lists};

	for (int unique = 0; unique < 2; unique++)
	{
		SynthTextMaker *t;

		text_start();
		text_model.lexicon = &lexicon;
		text_add(SYNTH_TEXT_PHONE, 0, unique);
		text_add(SYNTH_TEXT_POSTCODE, 0, unique);
		text_add(SYNTH_TEXT_NATIONAL_ID, 0, unique);
		text_add(SYNTH_TEXT_CITY, 0, false);
		t = text_maker(5);
		for (int row = 0; row < 100; row++)
		{
			synth_textmaker_row(t, (uint64_t) row, NULL);
			CHECK(begins(text_at(t, 0, SYNTH_RAW_OTHER), "7"));
			CHECK(strlen(text_at(t, 1, SYNTH_RAW_OTHER)) >= 5);
			CHECK(strlen(text_at(t, 2, SYNTH_RAW_OTHER)) >= 5);
		}
	}
}

static int
one_byte(const char *s)
{
	return 1;
}

/* an encoding of single bytes: nothing is taken for UTF-8 */
UNIT_TEST(single_byte_encodings)
{
	static char *values[] = {"M\xFCller"};
	SynthTextMaker *t;

	synth_env.char_bytes = one_byte;
	CHECK(!synth_letters_are_utf8());
	text_start();
	text_add(SYNTH_TEXT_LIST, 3, false);
	text_of[0].nvalues = 1;
	text_of[0].value = values;
	text_add(SYNTH_TEXT_FAMILY, 0, false);
	text_of[1].upper = true;
	t = text_maker(5);
	synth_textmaker_row(t, 1, NULL);
	CHECK_STR(text_at(t, 0, 0), "M\xFCl");
	for (int row = 0; row < 100; row++)
	{
		synth_textmaker_row(t, (uint64_t) row, NULL);
		/* the bytes of UTF-8 letters stay as they are */
		if (begins(text_at(t, 1, 0), "M\xC3"))
			CHECK_STR(text_at(t, 1, 0), "M\xC3\xBCLLER");
	}
	synth_env.char_bytes = NULL;
}

UNIT_TEST(capitals)
{
	SynthTextMaker *t;
	bool seen = false;

	text_start();
	text_add(SYNTH_TEXT_FAMILY, 0, false);
	text_of[0].upper = true;
	t = text_maker(5);
	for (int row = 0; row < 200; row++)
	{
		synth_textmaker_row(t, (uint64_t) row, NULL);
		seen = seen || strcmp(text_at(t, 0, 0), "M\xC3\x9CLLER") == 0;
		for (const char *s = text_at(t, 0, 0); *s != '\0'; s++)
			CHECK(*s < 'a' || *s > 'z');
	}
	CHECK(seen);
	{
		/* a with breve, z with caron, l with stroke; sharp s, dotless i and division sign have no capital of their own */
		char text[] = "\xC4\x83\xC5\xBE\xC5\x82\xC3\x9F\xC4\xB1\xC3\xB7\xC3\xBE";

		synth_letters_raise(text, (int) strlen(text), true);
		CHECK_STR(text, "\xC4\x82\xC5\xBD\xC5\x81\xC3\x9F\xC4\xB1\xC3\xB7\xC3\x9E");
	}
}

UNIT_TEST(kinds_without_a_column)
{
	SynthTextMaker *t;
	SynthTextMaker *again;

	text_start();
	t = synth_textmaker_new(&text_model, 0, NULL, 9);
	again = synth_textmaker_new(&text_model, 0, NULL, 9);
	for (int k = 0; k < SYNTH_TEXT_KINDS; k++)
		for (int item = 0; item < 5; item++)
		{
			int n;
			int n2;
			const char *text = synth_textmaker_kind(t, k, 77, item, &n);

			CHECK(n > 0 && (int) strlen(text) == n);
			CHECK_STR(text, synth_textmaker_kind(again, k, 77, item, &n2));
		}
	{
		int n;
		char email[64];
		char given[64];

		strcpy(given, synth_textmaker_kind(t, SYNTH_TEXT_GIVEN, 3, 1, &n));
		strcpy(email, synth_textmaker_kind(t, SYNTH_TEXT_EMAIL, 3, 1, &n));
		CHECK(begins(email, spelt(given)));
	}
}

UNIT_TEST(names_of_kinds)
{
	for (int k = 1; k < SYNTH_TEXT_KINDS; k++)
		CHECK_INT(synth_text_kind_of(synth_text_kind_name(k)), k);
	CHECK(synth_text_kind_name(SYNTH_TEXT_KINDS) == NULL && synth_text_kind_name(-1) == NULL);
	CHECK_INT(synth_text_kind_of("E-Mail"), SYNTH_TEXT_EMAIL);
	CHECK_INT(synth_text_kind_of("zip"), SYNTH_TEXT_POSTCODE);
	CHECK_INT(synth_text_kind_of("first name"), SYNTH_TEXT_GIVEN);
	CHECK_INT(synth_text_kind_of("nonsense"), SYNTH_TEXT_NONE);
	CHECK_INT(synth_text_kind_of("a name that is much too long to be one of a kind"), SYNTH_TEXT_NONE);
	CHECK_INT(synth_text_sex("Female"), 1);
	CHECK_INT(synth_text_sex("m\xC3\xA4nnlich"), 2);
	CHECK_INT(synth_text_sex("other"), 0);
}
