/*
 * Patterns: what matches, against a matcher of another kind; every text of a
 * space, exactly once; how long texts become.
 */
#include "unit.h"

#include <limits.h>

#include "pattern_fault.h"
#include "pattern_match.h"

/* random patterns may have exponentially many states: few do */
static int too_large;

static SynthPattern *
compile(const char *text, SynthPatternSyntax syntax, int max_chars)
{
	SynthPatternPart part = {text, syntax, false, false};
	SynthPatternError e;
	SynthPattern *p = synth_pattern_compile(&part, 1, 0, max_chars, false, &e);

	if (p == NULL && e.fault != SYNTH_PATTERN_EMPTY && e.fault != SYNTH_PATTERN_TOO_LARGE)
		unit_failed(__FILE__, __LINE__, "\"%s\": %s (at %d)", text, e.message, e.offset);
	too_large += p == NULL && e.fault == SYNTH_PATTERN_TOO_LARGE;
	return p;
}

/* the next text over a, b, c: all of a length, then longer ones; false after those of `most` */
static bool
next_text(char *text, int most)
{
	int n = (int) strlen(text);

	for (int i = n - 1; i >= 0; i--)
	{
		if (text[i] < 'c')
		{
			text[i]++;
			return true;
		}
		text[i] = 'a';
	}
	if (n == most)
		return false;
	memset(text, 'a', (size_t) n + 1);
	text[n + 1] = '\0';
	return true;
}

/* a random pattern over a, b, c */
static char *
random_pattern(char *to, int depth)
{
	static const char *atom[] = {"a", "b", "c", "[ab]", "[a-c]", "[bc]", "aa", "ba", "a?", "b*"};
	static const char *quantifier[] = {"*", "+", "?", "{2}", "{1,3}", "{2,}", "{0,2}", "{0}"};
	int n = 1 + (int) unit_random_below(3);

	for (int i = 0; i < n; i++)
	{
		if (depth > 0 && unit_random_below(2) == 0)
		{
			*to++ = '(';
			to = random_pattern(to, depth - 1);
			*to++ = ')';
			if (unit_random_below(2) == 0)
			{
				const char *q = quantifier[unit_random_below(8)];

				to += sprintf(to, "%s", q);
			}
		}
		else
			to += sprintf(to, "%s", atom[unit_random_below(10)]);
		if (i + 1 < n && unit_random_below(4) == 0)
			*to++ = '|';
	}
	*to = '\0';
	return to;
}

UNIT_TEST(whole_texts_as_another_matcher_says)
{
	int rounds = (int) (2000 * unit_scale());

	for (int round = 0; round < rounds; round++)
	{
		char pattern[4096];
		char text[16] = "";
		SynthPattern *p;
		uint64_t n = 0;
		int before = too_large;

		random_pattern(pattern, 3);
		p = compile(pattern, SYNTH_PATTERN_WHOLE, 5);
		if (too_large > before)
			continue;
		do
		{
			bool expected = match_whole(pattern, text);

			n += expected;
			if (p == NULL ? expected : synth_pattern_matches(p, text, (int) strlen(text)) != expected)
				unit_failed(__FILE__, __LINE__, "\"%s\" and \"%s\": expected %d", pattern, text, expected);
		} while (next_text(text, 5));
		/* all characters of the pattern are a, b, c: these are all its texts */
		if (p != NULL && synth_pattern_space(p) != n)
			unit_failed(__FILE__, __LINE__, "\"%s\": %llu texts, expected %llu", pattern,
						(unsigned long long) synth_pattern_space(p), (unsigned long long) n);
		unit_forget();
	}
	CHECK(too_large <= rounds / 50);
}

/* numbers in order of length, then bytes: each text is greater than the one before, so all differ */
static void
check_numbers(const SynthPattern *p, const char *pattern, const char *(*bad)(const char *text))
{
	char last[512] = "";
	int last_length = -1;

	for (uint64_t i = 0; i < synth_pattern_space(p); i++)
	{
		char text[512];
		int n;

		CHECK(synth_pattern_bytes(p) < (int) sizeof text);
		n = synth_pattern_text(p, i, text);
		CHECK(n <= synth_pattern_bytes(p));
		text[n] = '\0';
		if (!(n > last_length || (n == last_length && strcmp(text, last) > 0)))
			unit_failed(__FILE__, __LINE__, "\"%s\": \"%s\" after \"%s\"", pattern, text, last);
		if (bad != NULL && bad(text) != NULL)
			unit_failed(__FILE__, __LINE__, "\"%s\": \"%s\" %s", pattern, text, bad(text));
		if (!synth_pattern_matches(p, text, n))
			unit_failed(__FILE__, __LINE__, "\"%s\": \"%s\" does not match", pattern, text);
		strcpy(last, text);
		last_length = n;
	}
}

UNIT_TEST(every_number_its_text)
{
	int rounds = (int) (600 * unit_scale());

	for (int round = 0; round < rounds; round++)
	{
		char pattern[4096];
		SynthPattern *p;

		random_pattern(pattern, 3);
		p = compile(pattern, SYNTH_PATTERN_WHOLE, 6);
		if (p != NULL)
			check_numbers(p, pattern, NULL);
		unit_forget();
	}
}

/* pairs of parts, searched, negated */
UNIT_TEST(several_parts)
{
	static const char *extra[] = {"^a", "c$", "b", "ab|ba", "^[ab]*$", "^(a|bc)*$", "^$|c", "aa+", "^.{2,4}$", "[^a]b"};
	int rounds = (int) (600 * unit_scale());

	for (int round = 0; round < rounds; round++)
	{
		char pattern[4096];
		char text[16] = "";
		SynthPatternPart part[3] = {{pattern, SYNTH_PATTERN_WHOLE, false, unit_random_below(3) == 0},
									{extra[unit_random_below(10)], SYNTH_PATTERN_REGEX, false,
									 unit_random_below(2) == 0},
									{extra[unit_random_below(10)], SYNTH_PATTERN_REGEX, false,
									 unit_random_below(2) == 0}};
		SynthPatternPart letters = {"[abc]*", SYNTH_PATTERN_WHOLE, false, false};
		SynthPatternPart all[4];
		SynthPatternError e;
		SynthPattern *p;
		uint64_t n = 0;

		random_pattern(pattern, 2);
		memcpy(all, part, sizeof part);
		all[3] = letters;
		p = synth_pattern_compile(all, 4, 1, 4, true, &e);
		CHECK(p != NULL || e.fault == SYNTH_PATTERN_EMPTY);
		while (next_text(text, 4))
		{
			bool expected = match_whole(pattern, text) != part[0].negated
							&& match_search(part[1].text, text) != part[1].negated
							&& match_search(part[2].text, text) != part[2].negated;

			n += expected;
			if (p == NULL ? expected : synth_pattern_matches(p, text, (int) strlen(text)) != expected)
				unit_failed(__FILE__, __LINE__, "%d \"%s\", %d \"%s\", %d \"%s\" and \"%s\": expected %d",
							part[0].negated, pattern, part[1].negated, part[1].text, part[2].negated, part[2].text,
							text, expected);
		}
		if (p != NULL)
		{
			CHECK_INT(synth_pattern_space(p), n);
			check_numbers(p, pattern, NULL);
		}
		unit_forget();
	}
}

/* a search says what it says also of texts that nothing would make */
UNIT_TEST(searches)
{
	static const char *pattern[] = {"a",	  "^a",		"a$",	"^a$",	  "a|b",	 "^a|b$",	  "(^a|b)c", "a.c",
									"[^a]",	  "^[^a]",	"a{2}", "(ab)+$", "(a$|b)b", "^$",		  "$a",		 "a^",
									"(^|b)a", "a(b|$)", "^a*$", "",		  "a*",		 "(^a|^b)c$", "^ab?c?$", "b$|^c"};

	for (size_t k = 0; k < sizeof pattern / sizeof *pattern; k++)
	{
		SynthPattern *p = compile(pattern[k], SYNTH_PATTERN_REGEX, 0);
		char text[16] = "";

		do
		{
			bool expected = match_search(pattern[k], text);

			if (p == NULL ? expected : synth_pattern_matches(p, text, (int) strlen(text)) != expected)
				unit_failed(__FILE__, __LINE__, "\"%s\" and \"%s\": expected %d", pattern[k], text, expected);
		} while (next_text(text, 5));
		for (uint64_t i = 0; p != NULL && i < 2000 && i < synth_pattern_space(p); i++)
		{
			char made[512];
			int n = synth_pattern_text(p, i * (synth_pattern_space(p) / 2000 + 1) % synth_pattern_space(p), made);

			made[n] = '\0';
			if (n < 60) /* as far as the other matcher goes */
				CHECK(match_search(pattern[k], made));
		}
		unit_forget();
	}
}

UNIT_TEST(endless_languages)
{
	CHECK_INT(fault_of("a+", 0, true), SYNTH_PATTERN_INFINITE);
	CHECK_INT(fault_of("a+", 0, false), SYNTH_PATTERN_OK);
	CHECK_INT(fault_of("a+", 10, true), SYNTH_PATTERN_OK);
	CHECK_INT(fault_of("a{3}(b|c){0,4}", 0, true), SYNTH_PATTERN_OK);
	/* an end that cannot be reached does not count */
	CHECK_INT(fault_of("(a+^)?b", 0, true), SYNTH_PATTERN_OK);
	CHECK_INT(fault_of("a{3}", 2, false), SYNTH_PATTERN_EMPTY);
}

UNIT_TEST(lengths)
{
	SynthPattern *p = compile("[a-z]+", SYNTH_PATTERN_WHOLE, 255);
	SynthPatternPart part = {"[0-9]+", SYNTH_PATTERN_WHOLE, false, false};
	SynthPatternError e;

	/* no monsters */
	CHECK_INT(synth_pattern_chars(p), 13);
	p = compile("[a-z]+", SYNTH_PATTERN_WHOLE, 5);
	CHECK_INT(synth_pattern_chars(p), 5);
	CHECK_INT(synth_pattern_space(p), 26 + 676 + 17576 + 456976 + 11881376);
	/* few texts: all that fit, to be unique */
	p = compile("1+", SYNTH_PATTERN_WHOLE, 255);
	CHECK_INT(synth_pattern_space(p), 255);
	p = compile("x(ab)*", SYNTH_PATTERN_WHOLE, 0);
	CHECK_INT(synth_pattern_space(p), 128);
	/* .. but short ones when drawn */
	{
		SynthStream st;
		char out[600];
		int longest = 0;

		synth_stream_init(&st, 1, 2, 3);
		/* .. of 7 lengths; 13 is missing with probability 1e-66 */
		for (int i = 0; i < 1000; i++)
		{
			int n = synth_pattern_draw(p, &st, out);

			longest = n > longest ? n : longest;
		}
		CHECK_INT(longest, 13);
	}
	/* what ends is whole */
	p = compile("[a-z]{2,50}", SYNTH_PATTERN_WHOLE, 0);
	CHECK_INT(synth_pattern_chars(p), 50);
	CHECK(synth_pattern_space(p) == UINT64_C(1) << 62);
	p = compile(".{1,255}", SYNTH_PATTERN_WHOLE, 0);
	CHECK_INT(synth_pattern_chars(p), 65);
	p = synth_pattern_compile(&part, 1, 3, 4, false, &e);
	CHECK_INT(synth_pattern_space(p), 11000);
	CHECK(!synth_pattern_matches(p, "12", 2));
	CHECK(synth_pattern_matches(p, "0123", 4));
	CHECK(!synth_pattern_matches(p, "01234", 5));
	/* a cut of what is made is none of what matches */
	p = compile("[a-z]+", SYNTH_PATTERN_WHOLE, 0);
	CHECK(synth_pattern_matches(p, "abcdefghijklmnopqrstuvwxyz", 26));
	/* nothing but lengths */
	p = synth_pattern_compile(NULL, 0, 2, 2, false, &e);
	CHECK_INT(synth_pattern_space(p), 62 * 62);
	CHECK(synth_pattern_compile(&part, 1, 1000000000, 0, false, &e) == NULL);
	CHECK_INT(e.fault, SYNTH_PATTERN_TOO_LARGE);
	CHECK(synth_pattern_compile(&part, 1, INT_MAX, 0, false, &e) == NULL);
	CHECK_INT(e.fault, SYNTH_PATTERN_TOO_LARGE);
	CHECK(synth_pattern_compile(&part, 1, 5, 4, false, &e) == NULL);
	CHECK_INT(e.fault, SYNTH_PATTERN_EMPTY);
}

UNIT_TEST(number_beyond_the_space)
{
	SynthPattern *p = compile("[ab]", SYNTH_PATTERN_WHOLE, 0);
	char out[8];

	CHECK_INT(synth_pattern_text(p, 1, out), 1);
	CHECK(out[0] == 'b');
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_pattern_text(p, 2, out));
}

UNIT_TEST(a_poll_may_leave)
{
	SynthPatternError e;

	unit_poll_limit = unit_polls + 3;
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_pattern_new("[ab]*a[ab]{10}", 0, false, &e));
	unit_poll_limit = -1;
}
