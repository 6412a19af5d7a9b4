/*
 * Texts of patterns: what they are made of, numbers beyond counting, random
 * ones.  Seeds are fixed; probabilities are those of a correct program to fail
 * with a seed chosen at random.
 */
#include "unit.h"

#include "core/pattern_parts.h"
#include "core/permute.h"

#define MANY (UINT64_C(1) << 62)

static SynthPattern *
compile(const char *text, SynthPatternSyntax syntax, int max_chars)
{
	SynthPatternPart part = {text, syntax, false, false};
	SynthPatternError e;
	SynthPattern *p = synth_pattern_compile(&part, 1, 0, max_chars, false, &e);

	if (p == NULL)
		unit_failed(__FILE__, __LINE__, "\"%s\": %s (at %d)", text, e.message, e.offset);
	return p;
}

/* the characters of 3000 texts, drawn and numbered: each once, sorted */
static const char *
characters(const char *pattern, SynthPatternSyntax syntax)
{
	static char used[130];
	SynthPattern *p = compile(pattern, syntax, 0);
	bool seen[128] = {false};
	char out[512];
	SynthStream st;
	int n = 0;

	synth_stream_init(&st, 4, 2, 0);
	for (int i = 0; i < 6000; i++)
	{
		uint64_t space = synth_pattern_space(p);
		int length = i % 2 ? synth_pattern_draw(p, &st, out)
						   : synth_pattern_text(p, (uint64_t) i * UINT64_C(0x9E3779B97F4A7C15) % space, out);

		for (int k = 0; k < length; k++)
			if ((unsigned char) out[k] < 128)
				seen[(int) out[k]] = true;
			else
				seen[127] = true;
		CHECK(synth_pattern_matches(p, out, length));
	}
	for (int c = 1; c < 128; c++)
		if (seen[c])
			used[n++] = (char) (c == 127 ? '?' : c);
	used[n] = '\0';
	return used;
}

#define ALNUM "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

UNIT_TEST(what_texts_are_made_of)
{
	CHECK_STR(characters(".", SYNTH_PATTERN_WHOLE), ALNUM);
	CHECK_STR(characters("x%", SYNTH_PATTERN_LIKE), ALNUM);
	CHECK_STR(characters("%-%", SYNTH_PATTERN_LIKE), "-" ALNUM);
	CHECK_STR(characters("[^@]+@[^@]+", SYNTH_PATTERN_WHOLE), "0123456789@" LETTERS);
	CHECK_STR(characters("\\w+", SYNTH_PATTERN_WHOLE),
			  "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");
	CHECK_STR(characters("\\D{3}", SYNTH_PATTERN_WHOLE), LETTERS);
	CHECK_STR(characters("\\s", SYNTH_PATTERN_WHOLE), " ");
	CHECK_STR(characters("[[:cntrl:]]", SYNTH_PATTERN_WHOLE),
			  "\001\002\003\004\005\006\007\010\011\012\013\014\015\016\017\020");
	/* nothing of letters and digits: what else is there */
	CHECK_STR(characters("[^A-Za-z0-9]", SYNTH_PATTERN_WHOLE), " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");
	CHECK_STR(characters("\\W", SYNTH_PATTERN_WHOLE), " !\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~");
	CHECK_STR(characters("[^\\x01-\\x7f]", SYNTH_PATTERN_WHOLE), "?");
	/* a range names what one can see of it, a single character names itself */
	CHECK_STR(characters("[\\x01-\\x7f]", SYNTH_PATTERN_WHOLE),
			  " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");
	CHECK_STR(characters("a\\n", SYNTH_PATTERN_WHOLE), "\na");
	CHECK_STR(characters("[a\303\251]", SYNTH_PATTERN_WHOLE), "a?");
}

/* what parts leave together may be no letter and no digit */
UNIT_TEST(parts_that_leave_little)
{
	SynthPatternPart part[] = {{"^.{2}$", SYNTH_PATTERN_REGEX, false, false},
							   {"[A-Za-z0-9]", SYNTH_PATTERN_REGEX, false, true}};
	SynthPatternPart beyond[] = {{"^.$", SYNTH_PATTERN_REGEX, false, false},
								 {"[\\x01-\\x7f]", SYNTH_PATTERN_REGEX, false, true}};
	SynthPatternPart nothing[] = {{"a", SYNTH_PATTERN_REGEX, false, false}, {"a", SYNTH_PATTERN_REGEX, false, true}};
	SynthPatternError e;
	SynthPattern *p = synth_pattern_compile(part, 2, 0, 0, true, &e);

	CHECK(p != NULL);
	CHECK_INT(synth_pattern_space(p), 33 * 33);
	p = synth_pattern_compile(beyond, 2, 0, 0, true, &e);
	CHECK(p != NULL);
	CHECK_INT(synth_pattern_bytes(p), 2);
	CHECK_INT(synth_pattern_chars(p), 1);
	CHECK(synth_pattern_compile(nothing, 2, 0, 0, false, &e) == NULL);
	CHECK_INT(e.fault, SYNTH_PATTERN_EMPTY);
}

/* a negated part forbids what may match, and names nothing */
UNIT_TEST(negated_parts)
{
	SynthPatternPart part[] = {{"^[ab\303\251\303\211+$]{2}$", SYNTH_PATTERN_REGEX, false, false},
							   {"", SYNTH_PATTERN_REGEX, false, true}};
	SynthPatternPart other[] = {{"^.{2}$", SYNTH_PATTERN_REGEX, false, false},
								{"^-", SYNTH_PATTERN_REGEX, false, true}};
	static const struct
	{
		const char *forbidden;
		bool ignore_case;
		int space;
	} list[] = {
		{"\303\251", false, 25}, {"\303\251", true, 16}, {"\\w", false, 4},			 {"[[:punct:]]", false, 4},
		{"A", false, 36},		 {"A", true, 25},		 {"[^ab]", false, 4},		 {"^a", false, 30},
		{"a$|^b", false, 25},	 {"aa|bb", false, 34},	 {"[^[:alpha:]]", false, 4}, {"\\W", true, 4},
	};
	SynthPatternError e;

	for (size_t k = 0; k < sizeof list / sizeof *list; k++)
	{
		SynthPattern *p;

		part[1].text = list[k].forbidden;
		part[1].ignore_case = list[k].ignore_case;
		p = synth_pattern_compile(part, 2, 0, 0, true, &e);
		if (p == NULL || synth_pattern_space(p) != (uint64_t) list[k].space)
			unit_failed(__FILE__, __LINE__, "not \"%s\": %lld, expected %d", list[k].forbidden,
						p == NULL ? -1LL : (long long) synth_pattern_space(p), list[k].space);
	}
	CHECK_INT(synth_pattern_space(synth_pattern_compile(other, 2, 0, 0, true, &e)), 62 * 62);
}

UNIT_TEST(without_regard_to_case)
{
	SynthPatternPart part = {"h_i%", SYNTH_PATTERN_LIKE, true, false};
	SynthPatternError e;
	SynthPattern *p = synth_pattern_compile(&part, 1, 3, 3, true, &e);

	/* h and H, any, i as it is written: in Turkish I is another letter */
	CHECK_INT(synth_pattern_space(p), 2 * 62);
	part = (SynthPatternPart){"(?i)ab?", SYNTH_PATTERN_WHOLE, false, false};
	p = synth_pattern_compile(&part, 1, 0, 0, true, &e);
	CHECK_INT(synth_pattern_space(p), 2 + 4);
	part = (SynthPatternPart){"(?c)ab?", SYNTH_PATTERN_WHOLE, true, false};
	p = synth_pattern_compile(&part, 1, 0, 0, true, &e);
	CHECK_INT(synth_pattern_space(p), 2);
}

UNIT_TEST(bytes_and_characters)
{
	SynthPattern *p = compile("[\303\244\303\266a]{3}|\342\202\254{2}", SYNTH_PATTERN_WHOLE, 0);
	char out[16];

	CHECK_INT(synth_pattern_bytes(p), 6);
	CHECK_INT(synth_pattern_chars(p), 3);
	CHECK_INT(synth_pattern_space(p), 28);
	CHECK_INT(synth_pattern_text(p, 0, out), 6);
	CHECK(memcmp(out, "\342\202\254\342\202\254", 6) == 0);
	CHECK_INT(synth_pattern_text(p, 1, out), 3);
	CHECK_INT(synth_pattern_text(p, 27, out), 6);
	p = compile("", SYNTH_PATTERN_WHOLE, 0);
	CHECK_INT(synth_pattern_space(p), 1);
	CHECK_INT(synth_pattern_bytes(p), 0);
	CHECK_INT(synth_pattern_text(p, 0, out), 0);
}

static int
compare_texts(const void *a, const void *b)
{
	return strcmp(a, b);
}

/*
 * Beyond 2^62 texts: those of numbers in a row and of numbers far apart all
 * differ, and every character is used at every place (20000 texts; a given one
 * of 36 is missing at a given place with probability 1e-244).
 */
UNIT_TEST(more_texts_than_numbers)
{
	enum
	{
		N = 20000,
		CHARS = 20
	};
	SynthPattern *p = compile("[0-9a-z]{20}", SYNTH_PATTERN_WHOLE, 0);
	SynthPermutation order;
	char(*text)[CHARS + 1] = synth_alloc_array(2 * N, CHARS + 1);
	bool used[CHARS][128] = {{false}};

	int pairs = 0;

	CHECK(synth_pattern_space(p) == MANY);
	synth_permutation_init(&order, MANY, 77);
	for (int i = 0; i < 2 * N; i++)
	{
		uint64_t number = i < N ? (uint64_t) i : synth_permutation_at(&order, (uint64_t) i);

		CHECK_INT(synth_pattern_text(p, number, text[i]), CHARS);
		CHECK(synth_pattern_matches(p, text[i], CHARS));
		for (int k = 0; k < CHARS && i >= N; k++)
			used[k][(int) text[i][k]] = true;
		pairs += i >= N && text[i][0] == text[i][1];
	}
	/* each character is a choice of its own: sigma is 23 */
	CHECK_NEAR(pairs, N / 36, 150);
	for (int k = 0; k < CHARS; k++)
		for (const char *c = "0123456789abcdefghijklmnopqrstuvwxyz"; *c != '\0'; c++)
			CHECK(used[k][(int) *c]);
	qsort(text, 2 * N, sizeof *text, compare_texts);
	for (int i = 1; i < 2 * N; i++)
		CHECK(strcmp(text[i - 1], text[i]) != 0);
}

/*
 * Where the border of 2^62 runs through the middle: all numbers of stretches
 * at both ends and around what the parts have, all different.
 */
UNIT_TEST(numbers_around_the_border)
{
	static const char *pattern[] = {"[0-9]{19}",
									"[0-9]{18}|[a-z]{14}",
									"[0-9]{1,40}",
									"[01]{62}",
									"[01]{63}",
									"[01]{61}|[01]{60}x",
									"(a|[b-z]{5}){1,20}",
									"x[0-9]*y?",
									"[a-c]{38}|[d-f]{41}",
									".{255}",
									"[0-9a-f]{15}[0-9]",
									"[0-9a-f]{15}[0-9a-d].?"};

	for (size_t k = 0; k < sizeof pattern / sizeof *pattern; k++)
	{
		enum
		{
			N = 3000
		};
		SynthPattern *p = compile(pattern[k], SYNTH_PATTERN_WHOLE, 0);
		uint64_t space = synth_pattern_space(p);
		char(*text)[260] = synth_alloc_array(3 * N, 260);

		CHECK(space > MANY / 10000000 && space <= MANY);
		for (int i = 0; i < 3 * N; i++)
		{
			uint64_t number = i < N		  ? (uint64_t) i
							  : i < 2 * N ? space - 1 - (uint64_t) (i - N)
										  : space / 2 + (uint64_t) i;
			int n = synth_pattern_text(p, number, text[i]);

			CHECK(n <= synth_pattern_bytes(p) && n <= 255);
			text[i][n] = '\0';
			if (!synth_pattern_matches(p, text[i], n))
				unit_failed(__FILE__, __LINE__, "\"%s\": \"%s\" does not match", pattern[k], text[i]);
		}
		qsort(text, 3 * N, sizeof *text, compare_texts);
		for (int i = 1; i < 3 * N; i++)
			if (strcmp(text[i - 1], text[i]) == 0)
				unit_failed(__FILE__, __LINE__, "\"%s\": \"%s\" twice", pattern[k], text[i]);
		unit_forget();
	}
}

/*
 * The second character is where choices end and counting begins: numbers reach
 * five digits of ten, but not the same ones after each letter.
 */
UNIT_TEST(choices_where_counting_begins)
{
	SynthPattern *p = compile("[a-z][0-9]{19}", SYNTH_PATTERN_WHOLE, 0);
	int digits = 0;
	char out[20];

	for (uint64_t i = 0; i < 2000; i++)
	{
		CHECK_INT(synth_pattern_text(p, i * (MANY / 2000), out), 20);
		digits |= 1 << (out[1] - '0');
	}
	CHECK_INT(digits, 1023);
}

/*
 * All numbers of what is beyond counting, were counting to end at 1000: no two
 * have one text, and there is more than one length where there may be.
 */
UNIT_TEST(beyond_counting_all_numbers_differ)
{
	static const char *pattern[] =
		{"[a-z]{4}",	 "[a-e]{5}",		  "[a-c]{3,9}",		  "[0-9]{3}[xy]?", "([ab]{3}|[x-z]{9}){1,3}",
		 "[a-f]{4}|q*x", "[0-9a-f]{3}[g-k]+", "(a|bb|[c-f]{3})+", ".[a-j]{3}",	   "([ace]|[bd]x){5,7}"};

	for (uint64_t many = 100; many <= 1600; many += 100)
	{
		for (size_t k = 0; k < sizeof pattern / sizeof *pattern; k++)
		{
			SynthPattern *p;
			char(*text)[32];
			uint64_t lengths = 0;

			synth_pattern_many = many;
			p = compile(pattern[k], SYNTH_PATTERN_WHOLE, 31);
			CHECK(synth_pattern_space(p) <= many);
			text = synth_alloc_array(many, 32);
			for (uint64_t i = 0; i < synth_pattern_space(p); i++)
			{
				int n = synth_pattern_text(p, i, text[i]);

				CHECK(synth_pattern_matches(p, text[i], n));
				lengths |= UINT64_C(1) << n;
			}
			qsort(text, synth_pattern_space(p), sizeof *text, compare_texts);
			for (uint64_t i = 1; i < synth_pattern_space(p); i++)
				if (strcmp(text[i - 1], text[i]) == 0)
					unit_failed(__FILE__, __LINE__, "\"%s\" to %d: \"%s\" twice", pattern[k], (int) many, text[i]);
			if (k == 2 || k == 9)
				CHECK((lengths & (lengths - 1)) != 0);
			unit_forget();
		}
	}
	synth_pattern_many = MANY;
}

/* 2^62 itself: the last number has the last text */
UNIT_TEST(exactly_as_many_as_numbers)
{
	SynthPattern *p = compile("[01]{61}", SYNTH_PATTERN_WHOLE, 0);
	char out[64];

	CHECK(synth_pattern_space(p) == MANY / 2);
	synth_pattern_text(p, MANY / 2 - 1, out);
	for (int i = 0; i < 61; i++)
		CHECK(out[i] == '1');
	synth_pattern_text(p, 0, out);
	for (int i = 0; i < 61; i++)
		CHECK(out[i] == '0');
}

/* chi-squared of n equally likely outcomes is below n + 6 sqrt(2 n) but with probability 1e-7 */
static void
check_even(const int *count, int n, int total)
{
	double expected = (double) total / n;
	double chi = 0;

	for (int i = 0; i < n; i++)
		chi += (count[i] - expected) * (count[i] - expected) / expected;
	CHECK(chi < n + 6 * sqrt(2.0 * n));
}

UNIT_TEST(random_texts_are_even)
{
	SynthPattern *p = compile("a[0-9]|b[0-3]|[x-z]{3}|c", SYNTH_PATTERN_WHOLE, 0);
	enum
	{
		N = 42000
	};
	int length[3] = {0};
	int pair[14] = {0};
	char out[8];
	SynthStream st;

	synth_stream_init(&st, 11, 0, 0);
	for (int i = 0; i < N; i++)
	{
		int n = synth_pattern_draw(p, &st, out);

		CHECK(n >= 1 && n <= 3);
		length[n - 1]++;
		if (n == 2)
			pair[out[1] - '0' + (out[0] == 'b' ? 10 : 0)]++;
	}
	check_even(length, 3, N);
	check_even(pair, 14, length[1]);
}

/* each place of long texts, that nobody can count */
UNIT_TEST(random_long_texts_are_even)
{
	SynthPattern *p = compile("[0-9]{30}", SYNTH_PATTERN_WHOLE, 0);
	int count[30][10] = {{0}};
	char out[32];
	SynthStream st;

	synth_stream_init(&st, 12, 0, 0);
	for (int i = 0; i < 20000; i++)
	{
		synth_pattern_draw(p, &st, out);
		for (int k = 0; k < 30; k++)
			count[k][out[k] - '0']++;
	}
	for (int k = 0; k < 30; k++)
		check_even(count[k], 10, 20000);
}

UNIT_TEST(seeds)
{
	SynthPattern *p = compile("[a-z]{4,9}", SYNTH_PATTERN_WHOLE, 0);
	SynthPattern *again = compile("[a-z]{4,9}", SYNTH_PATTERN_WHOLE, 0);
	SynthStream a;
	SynthStream b;
	SynthStream c;
	int same = 0;

	synth_stream_init(&a, 5, 1, 1);
	synth_stream_init(&b, 5, 1, 1);
	synth_stream_init(&c, 6, 1, 1);
	for (int i = 0; i < 500; i++)
	{
		char x[16] = "";
		char y[16] = "";
		char z[16] = "";

		synth_pattern_draw(p, &a, x);
		synth_pattern_draw(again, &b, y);
		synth_pattern_draw(p, &c, z);
		CHECK_STR(y, x);
		same += strcmp(x, z) == 0;
	}
	/* two of 26^4 at the least */
	CHECK(same < 5);
}

/* what compiling takes is given back, but for what the pattern holds */
UNIT_TEST(memory_is_given_back)
{
	SynthPatternError e;
	SynthPattern *p = synth_pattern_new("[ab]*a[ab]{9}", 0, false, &e);

	CHECK(p != NULL);
	CHECK(unit_bytes < 1500000);
	CHECK(unit_peak_bytes < 64 << 20);
	unit_forget();
	CHECK(synth_pattern_new("[ab]*a[ab]{30}", 0, false, &e) == NULL);
	CHECK(synth_pattern_new("[ab]*", 0, true, &e) == NULL);
	CHECK(synth_pattern_new("[ab]{3}", 2, true, &e) == NULL);
	CHECK_INT(unit_bytes, 0);
	CHECK(unit_peak_bytes < 64 << 20);
}
