/*-------------------------------------------------------------------------
 *
 * test_textform.c
 *	  Forms of short texts, and texts of a form.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "core/textform.h"

static const char *
form(const char *text)
{
	static char out[SYNTH_TEXTFORM_TOKEN];
	int n = synth_textform_token(text, (int) strlen(text), out);

	CHECK_INT(n, n == 0 ? 0 : (int) strlen(out));
	return n == 0 ? "none" : out;
}

UNIT_TEST(forms_of_texts)
{
	CHECK_STR(form("AFG"), "~s[A-Z]{3}");
	CHECK_STR(form("12345"), "~s[0-9]{5}");
	CHECK_STR(form(".af"), "~s\\.[a-z]{2}");
	CHECK_STR(form("Kabul"), "~w1u");
	CHECK_STR(form("new"), "~w1l");
	CHECK_STR(form("United States dollar"), "~w3u");
	CHECK_STR(form("one two three four"), "~w5l");
	CHECK_STR(form("a b c d e f g h i j k and more"), "~w15l");
	/* beyond ASCII there are no codes */
	CHECK_STR(form("\xc4\x8c\x65sko"), "~w1u");
	CHECK_STR(form("say \\\"hi\\\" 1"), "~w3l");
	CHECK_STR(form(""), "none");
	CHECK_STR(form(" "), "~w1u");
}

/* a form never tells a digit, nor more than a few letters, of a long text */
UNIT_TEST(forms_are_short)
{
	for (int i = 0; i < 2000; i++)
	{
		char text[200];
		int n = 1 + (int) unit_random_below(150);

		for (int b = 0; b < n; b++)
			text[b] = (char) (' ' + unit_random_below(95));
		text[n] = '\0';
		CHECK(strlen(form(text)) < SYNTH_TEXTFORM_TOKEN);
	}
}

static SynthBag *
bag_of(int n, const char *const *token)
{
	SynthBag *bag = synth_alloc(sizeof *bag);

	bag->ntokens = n;
	bag->token = synth_alloc_array((size_t) n, sizeof(char *));
	bag->weight = synth_alloc_array((size_t) n, sizeof(double));
	for (int i = 0; i < n; i++)
	{
		bag->token[i] = strcpy(synth_alloc(strlen(token[i]) + 1), token[i]);
		bag->weight[i] = 1;
	}
	return bag;
}

static void
check_texts(const char *token, char separator, bool (*good)(const char *text, int n))
{
	SynthDrawer d;
	SynthTextForms f;
	SynthStream st;
	SynthDrawerRange all = {0, 1};

	synth_drawer_init(&d, bag_of(1, &token));
	synth_textforms_init(&f, &d, separator, NULL);
	synth_stream_init(&st, 1, 0, 0);
	for (uint64_t row = 0; row < 200; row++)
	{
		int n;
		const char *text = synth_textforms_make(&f, all, SYNTH_TEXT_NONE, &st, row, 0, 7, &n);

		CHECK(n > 0);
		CHECK(good(text, n));
	}
}

static bool
is_code(const char *text, int n)
{
	return n == 6 && strncmp(text, "AB-", 3) == 0 && strspn(text + 3, "0123456789") >= 3;
}

static bool
is_word(const char *text, int n)
{
	return n == 9 && strncmp(text, "synthetic", 9) == 0;
}

static bool
is_capital_or_small(const char *text, int n)
{
	return n == 9 && (*text == 's' || *text == 'S');
}

UNIT_TEST(texts_of_a_form)
{
	check_texts("~sAB-[0-9]{3}", '\0', is_code);
	check_texts("\"path~\"\x1e~sAB-[0-9]{3}", '\x1e', is_code);
	check_texts("~w1l", '\0', is_word);
	check_texts("~w2u", '\0', is_capital_or_small);
	/* nonsense of a hostile model is a word */
	check_texts("~s[0-9", '\0', is_word);
	check_texts("~s", '\0', is_word);
	check_texts("~w", '\0', is_word);
	check_texts("~w999999999999l", '\0', is_word);
	check_texts("~", '\0', is_word);
	check_texts("\"x", '\0', is_word);
	check_texts("no separator", '\x1e', is_word);
}

/* words are what the published texts are; what is not published are codes */
UNIT_TEST(forms_of_what_is_not_published)
{
	static const char *const token[] = {"\"blue", "\"red", "~s[0-9]{3}", "~w1l"};
	SynthBag *bag = bag_of(4, token);
	SynthDrawer d;
	SynthTextForms f;
	SynthStream st;
	SynthDrawerRange forms = {2, 2};

	bag->weight[0] = 60;
	bag->weight[1] = 50;
	bag->weight[2] = 20;
	bag->weight[3] = 100;
	synth_drawer_init(&d, bag);
	synth_textforms_init(&f, &d, '\0', NULL);
	synth_stream_init(&st, 1, 0, 0);
	for (uint64_t row = 0; row < 100; row++)
	{
		int n;
		const char *text = synth_textforms_make(&f, forms, SYNTH_TEXT_NONE, &st, row, 0, 7, &n);

		CHECK(n == 3 && strspn(text, "0123456789") >= 3);
	}
	/* all are accounted for: the forms as they are */
	bag->ntokens = 2;
	bag->token[1] = bag->token[3];
	synth_drawer_init(&d, bag);
	synth_textforms_init(&f, &d, '\0', NULL);
	forms = (SynthDrawerRange){1, 1};
	for (uint64_t row = 0; row < 100; row++)
	{
		int n;
		const char *text = synth_textforms_make(&f, forms, SYNTH_TEXT_NONE, &st, row, 0, 7, &n);

		CHECK(is_word(text, n));
	}
}

/* beyond so many patterns codes are words: which ones does not depend on the order of use */
UNIT_TEST(many_patterns)
{
	const char *token[400];
	SynthDrawer d;
	SynthTextForms f;
	SynthStream st;
	int codes = 0;

	for (int i = 0; i < 400; i++)
	{
		char *t = synth_alloc(32);

		sprintf(t, "~sX%c%c[0-9]{3}", 'A' + i / 26, 'A' + i % 26);
		token[i] = t;
	}
	synth_drawer_init(&d, bag_of(400, token));
	synth_textforms_init(&f, &d, '\0', NULL);
	synth_stream_init(&st, 1, 0, 0);
	for (int i = 399; i >= 0; i--)
	{
		SynthDrawerRange one = {i, 1};
		int n;
		const char *text = synth_textforms_make(&f, one, SYNTH_TEXT_NONE, &st, 0, 0, 7, &n);

		if (n == 6 && text[0] == 'X')
		{
			CHECK(i < 256);
			codes++;
		}
	}
	CHECK_INT(codes, 256);
}
