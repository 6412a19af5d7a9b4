/*
 * Patterns, against recorded answers of a server, and what is left open where
 * the server's locale decides.
 */
#include "unit.h"

#include "core/charset.h"
#include "core/pattern.h"
#include "pattern_server.h"

#define NTEXTS ((int) (sizeof server_text / sizeof *server_text))
#define NANSWERS ((int) (sizeof server_answer / sizeof *server_answer))

static bool
is_ascii(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char) *s > 127)
			return false;
	return true;
}

/* never says more than the server, and no less unless the locale may decide */
UNIT_TEST(answers_of_a_server)
{
	int sure = 0;

	for (int k = 0; k < NANSWERS; k++)
	{
		const ServerAnswer *a = &server_answer[k];
		SynthPatternPart part = {a->pattern, a->syntax, a->ignore_case, false};
		SynthPatternError e;
		SynthPattern *p = synth_pattern_compile(&part, 1, 0, 0, false, &e);
		SynthPattern *opposite;

		if (p == NULL && e.fault != SYNTH_PATTERN_EMPTY)
			unit_failed(__FILE__, __LINE__, "\"%s\": %s", a->pattern, e.message);
		part.negated = true;
		opposite = synth_pattern_compile(&part, 1, 0, 0, false, &e);
		if (opposite == NULL && e.fault != SYNTH_PATTERN_EMPTY)
			unit_failed(__FILE__, __LINE__, "not \"%s\": %s", a->pattern, e.message);
		CHECK_INT(strlen(a->answer), NTEXTS);
		for (int i = 0; i < NTEXTS; i++)
		{
			const char *text = server_text[i];
			int length = (int) strlen(text);
			bool server = a->answer[i] == '1';
			bool yes = p != NULL && synth_pattern_matches(p, text, length);
			bool no = opposite != NULL && synth_pattern_matches(opposite, text, length);

			if (yes && !server)
				unit_failed(__FILE__, __LINE__, "\"%s\" matches \"%s\"", a->pattern, text);
			if (no && server)
				unit_failed(__FILE__, __LINE__, "\"%s\" does not match \"%s\"", a->pattern, text);
			sure += yes || no;
			if (!yes && !no && is_ascii(text) && strstr(a->pattern, "punct") == NULL)
				unit_failed(__FILE__, __LINE__, "\"%s\" is not sure of \"%s\"", a->pattern, text);
		}
		unit_forget();
	}
	CHECK(NANSWERS > 200 && sure > NANSWERS * NTEXTS * 9 / 10);
}

static bool
sure(const char *pattern, bool ignore_case, bool negated, const char *text)
{
	SynthPatternPart part = {pattern, SYNTH_PATTERN_REGEX, ignore_case, negated};
	SynthPatternError e;
	SynthPattern *p = synth_pattern_compile(&part, 1, 0, 0, false, &e);

	return p != NULL && synth_pattern_matches(p, text, (int) strlen(text));
}

UNIT_TEST(what_the_locale_decides_is_left_open)
{
	/* pattern, without case, text: neither that it matches nor that it does not is sure */
	static const char *open[][3] = {{"^\\w$", "", "\303\251"},
									{"^\\W$", "", "\303\251"},
									{"^[^\\w]$", "", "\303\251"},
									{"^[[:punct:]]$", "", "+"},
									{"^[^[:punct:]]$", "", "+"},
									{"\303\251", "i", "\303\211"},
									{"^[^\303\251]$", "i", "\303\211"},
									{"^i$", "i", "I"},
									{"^[^i]$", "i", "I"},
									{"^k$", "i", "\342\204\252"},
									{"^[^S]$", "i", "\305\277"},
									{"^[[:lower:]]$", "", "\303\251"},
									{"^\\D$", "", "\331\240"},
									{"^[[:space:]]$", "", "\302\240"}};

	for (size_t k = 0; k < sizeof open / sizeof *open; k++)
	{
		bool ignore_case = open[k][1][0] != '\0';

		if (sure(open[k][0], ignore_case, false, open[k][2]) || sure(open[k][0], ignore_case, true, open[k][2]))
			unit_failed(__FILE__, __LINE__, "\"%s\" is sure of \"%s\"", open[k][0], open[k][2]);
	}
	/* .. and these are sure, beyond ASCII too */
	CHECK(sure("^\303\251$", false, false, "\303\251"));
	CHECK(sure("^\303\251$", false, true, "\303\211"));
	CHECK(sure("^.$", false, false, "\303\251"));
	CHECK(sure("^[^a]$", false, false, "\303\251"));
	CHECK(sure("^[\303\240-\303\277]$", false, false, "\303\251"));
	CHECK(sure("^[[:xdigit:]]$", false, true, "\303\251"));
	CHECK(sure("^[[:ascii:]]$", false, true, "\303\251"));
	CHECK(sure("^i$", true, false, "i"));
	CHECK(sure("^[[:lower:]]$", true, false, "I"));
	CHECK(sure("^[[:upper:]]$", true, false, "i"));
	CHECK(sure("^z$", true, false, "Z"));
	CHECK(sure("^z$", true, true, "\303\251"));
}

UNIT_TEST(malformed_texts_match_nothing)
{
	static const char *text[] =
		{"\xff", "\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82", "\x80", "\xf8\x88\x80\x80\x80"};

	for (size_t k = 0; k < sizeof text / sizeof *text; k++)
	{
		CHECK(!sure("", false, false, text[k]));
		CHECK(!sure("a", false, true, text[k]));
	}
	CHECK(sure("", false, false, ""));
}

UNIT_TEST(code_points_there_and_back)
{
	for (uint32_t c = 1; c <= SYNTH_CHAR_MAX; c++)
	{
		char out[4];
		uint32_t back = 0;
		int n = synth_char_encode(c, out);

		if (c >= 0xD800 && c <= 0xDFFF)
			CHECK_INT(synth_char_decode(out, out + n, &back), 0);
		else
		{
			CHECK_INT(synth_char_decode(out, out + n, &back), n);
			CHECK_INT(back, c);
			CHECK_INT(synth_char_decode(out, out + n - 1, &back), 0);
		}
	}
	{
		char zero = '\0';
		uint32_t c;

		CHECK_INT(synth_char_decode(&zero, &zero + 1, &c), 0);
		CHECK_INT(synth_char_decode(&zero, &zero, &c), 0);
	}
}

/* sets as arrays of flags */
UNIT_TEST(sets_of_characters)
{
	enum
	{
		N = 300
	};

	for (int round = 0; round < 500; round++)
	{
		SynthScratch s = {NULL};
		SynthCharSet a = {0};
		SynthCharSet b = {0};
		SynthCharSet both;
		SynthCharSet not_a;
		SynthCharSet again;
		bool in_a[N] = {false};
		bool in_b[N] = {false};

		for (int k = 0; k < 12; k++)
		{
			uint32_t lo = (uint32_t) unit_random_below(N);
			uint32_t hi = lo + (uint32_t) unit_random_below(20);

			synth_charset_add(&s, k % 2 ? &a : &b, lo, hi);
			for (uint32_t c = lo > 0 ? lo : 1; c <= hi && c < N; c++)
				(k % 2 ? in_a : in_b)[c] = true;
		}
		both = synth_charset_intersect(&s, &a, &b);
		not_a = synth_charset_complement(&s, &a);
		again = synth_charset_complement(&s, &not_a);
		CHECK(synth_charset_equal(&a, &again));
		for (uint32_t c = 1; c < N; c++)
		{
			CHECK(synth_charset_has(&a, c) == in_a[c]);
			CHECK(synth_charset_has(&not_a, c) == !in_a[c]);
			CHECK(synth_charset_has(&both, c) == (in_a[c] && in_b[c]));
		}
		synth_charset_union(&s, &a, &b);
		for (uint32_t c = 1; c < N; c++)
			CHECK(synth_charset_has(&a, c) == (in_a[c] || in_b[c]));
		for (int i = 0; i + 1 < a.n; i++)
			CHECK(a.range[i].hi + 1 < a.range[i + 1].lo);
		CHECK(!synth_charset_has(&not_a, 0xD800) && !synth_charset_has(&not_a, 0));
		CHECK(unit_bytes > 0);
		synth_scratch_free(&s);
		CHECK_INT(unit_bytes, 0);
	}
}
