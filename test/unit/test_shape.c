/*
 * test_shape.c
 *	  Formats of codes: what is kept, what is not, and that values match them.
 */
#include <regex.h>

#include "core/pattern.h"
#include "core/shape.h"
#include "unit.h"

typedef struct ShapeCase
{
	const char *value;
	const char *fine;  /* NULL: no code */
	const char *rough; /* NULL: the same */
} ShapeCase;

static const ShapeCase cases[] = {
	/* runs */
	{"536365", "[0-9]{6}", NULL},
	{"ALFKI", "[A-Z]{5}", NULL},
	{"7", "[0-9]", NULL},
	{"x", "[a-z]", NULL},
	{"2024-01-15", "[0-9]{4}-[0-9]{2}-[0-9]{2}", NULL},
	/* prefixes and suffixes of letters */
	{"C536379", "C[0-9]{6}", "[A-Z][0-9]{6}"},
	{"85123A", "[0-9]{5}A", "[0-9]{5}[A-Z]"},
	{"INV-2024-001", "INV-[0-9]{4}-[0-9]{3}", "[A-Z]{3}-[0-9]{4}-[0-9]{3}"},
	{"Inv/17/3", "Inv/[0-9]{2}/[0-9]", "[A-Z][a-z]{2}/[0-9]{2}/[0-9]"},
	{"AB-123-cd", "AB-[0-9]{3}-cd", "[A-Z]{2}-[0-9]{3}-[a-z]{2}"},
	{"AB-12345-cd", "AB-[0-9]{5}-cd", "[A-Z]{2}-[0-9]{5}-[a-z]{2}"},
	{"ORDER-2024", "[A-Z]{5}-[0-9]{4}", NULL},
	{"SKU-12", "[A-Z]{3}-[0-9]{2}", NULL},
	{"SKU-123", "SKU-[0-9]{3}", "[A-Z]{3}-[0-9]{3}"},
	{"gift_0001_20", "gift_[0-9]{4}_[0-9]{2}", "[a-z]{4}_[0-9]{4}_[0-9]{2}"},
	/* letters inside never */
	{"12-AB-345", "[0-9]{2}-[A-Z]{2}-[0-9]{3}", NULL},
	/* no digit: perhaps a name */
	{"Jo-Smith", "[A-Z][a-z]-[A-Z][a-z]{4}", NULL},
	{"j.smith", "[a-z]\\.[a-z]{5}", NULL},
	/* mixtures */
	{"d41d8cd98f00b204e9800998ecf8427e", "[0-9a-f]{32}", NULL},
	{"D41D8CD98F00B204E9800998ECF8427E", "[0-9A-F]{32}", NULL},
	{"dQw4w9WgXcQ", "[0-9A-Za-z]{11}", NULL},
	{"K7Q2M9ZX", "[0-9A-Z]{8}", NULL},
	{"k7q2m9zx", "[0-9a-z]{8}", NULL},
	{"1a79a4d6", "[0-9a-f]{8}", NULL},
	{"6ba7b810-9dad-11d1-80b4-00c04fd430c8", "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", NULL},
	{"11111111-1111-1111-1111-11111111111f", "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", NULL},
	{"00:11:22:33:44:55", "[0-9a-f]{2}:[0-9a-f]{2}:[0-9a-f]{2}:[0-9a-f]{2}:[0-9a-f]{2}:[0-9a-f]{2}", NULL},
	{"AA-BB-CC-DD-EE-0F", "[0-9A-F]{2}-[0-9A-F]{2}-[0-9A-F]{2}-[0-9A-F]{2}-[0-9A-F]{2}-[0-9A-F]{2}", NULL},
	{"A1B2-99XY-7KQ1", "[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", NULL},
	{"AB12-CD34-EF56", "AB[0-9]{2}-[A-Z]{2}[0-9]{2}-[A-Z]{2}[0-9]{2}",
	 "[A-Z]{2}[0-9]{2}-[A-Z]{2}[0-9]{2}-[A-Z]{2}[0-9]{2}"},
	{"1Z999AA10123456784", "[0-9][A-Z][0-9]{3}[A-Z]{2}[0-9]{11}", "[0-9A-Z]{18}"},
	{"DE89370400440532013000", "DE[0-9]{20}", "[A-Z]{2}[0-9]{20}"},
	{"JK123456C", "JK[0-9]{6}C", "[0-9A-Z]{9}"},
	/* what may stand between */
	{"SW1A 1AA", "SW[0-9][A-Z] [0-9]AA", "[A-Z]{2}[0-9][A-Z] [0-9][A-Z]{2}"},
	{"+1 (212) 555-0147", "\\+[0-9] \\([0-9]{3}\\) [0-9]{3}-[0-9]{4}", NULL},
	{"a.b*c?d+e[f]g{1}", "a\\.[a-z]\\*[a-z]\\?[a-z]\\+[a-z]\\[[a-z]\\][a-z]\\{[0-9]\\}",
	 "[a-z]\\.[a-z]\\*[a-z]\\?[a-z]\\+[a-z]\\[[a-z]\\][a-z]\\{[0-9]\\}"},
	{"1^2$3|4\\5", "[0-9]\\^[0-9]\\$[0-9]\\|[0-9]\\\\[0-9]", NULL},
	/* none */
	{"", NULL, NULL},
	{" 12", NULL, NULL},
	{"12 ", NULL, NULL},
	{"12  34", NULL, NULL},
	{"two words", NULL, NULL},
	{"12 Long Lane", NULL, NULL},
	{"A B", NULL, NULL},
	{"--/--", NULL, NULL},
	{"12\n34", NULL, NULL},
	{"12\t34", NULL, NULL},
	{"M\xc3\xbcller-1234", NULL, NULL},
	{"1234567890123456789012345678901234567890123456789012345678901234567", NULL, NULL},
};

/* does the pattern match the whole value?  By the C library, not by what it was made with */
static bool
matches(const char *pattern, const char *value)
{
	char anchored[SYNTH_SHAPE_MAX_TEXT + 8];
	regex_t compiled;
	bool found;

	snprintf(anchored, sizeof(anchored), "^(%s)$", pattern);
	CHECK_INT(regcomp(&compiled, anchored, REG_EXTENDED | REG_NOSUB), 0);
	found = regexec(&compiled, value, 0, NULL, 0) == 0;
	regfree(&compiled);
	return found;
}

UNIT_TEST(shapes_of_known_codes)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		const ShapeCase *c = &cases[i];
		char fine[SYNTH_SHAPE_MAX_TEXT];
		char rough[SYNTH_SHAPE_MAX_TEXT];

		if (c->fine == NULL)
		{
			CHECK(!synth_shape_fine(c->value, (int) strlen(c->value), fine));
			continue;
		}
		CHECK(synth_shape_fine(c->value, (int) strlen(c->value), fine));
		CHECK_STR(fine, c->fine);
		synth_shape_rough(fine, rough);
		CHECK_STR(rough, c->rough != NULL ? c->rough : c->fine);
		CHECK(matches(fine, c->value));
		CHECK(matches(rough, c->value));
	}
}

/* what is made from a shape has it, and so has the value itself */
UNIT_TEST(shapes_are_patterns)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		const ShapeCase *c = &cases[i];
		char fine[SYNTH_SHAPE_MAX_TEXT];

		if (c->fine == NULL)
			continue;
		CHECK(synth_shape_fine(c->value, (int) strlen(c->value), fine));
		for (int level = 0; level < 2; level++)
		{
			char shape[SYNTH_SHAPE_MAX_TEXT];
			char made[SYNTH_SHAPE_MAX_VALUE * 4];
			SynthPatternError error;
			SynthPattern *p;
			uint64_t space;
			int n;

			if (level == 0)
				strcpy(shape, fine);
			else
				synth_shape_rough(fine, shape);
			p = synth_pattern_new(shape, 0, true, &error);
			CHECK(p != NULL);
			CHECK(synth_pattern_matches(p, c->value, (int) strlen(c->value)));
			space = synth_pattern_space(p);
			CHECK_INT(synth_pattern_chars(p), (int) strlen(c->value));
			n = synth_pattern_text(p, unit_random_below(space), made);
			made[n] = '\0';
			CHECK_INT(n, (int) strlen(c->value));
			CHECK(matches(shape, made));
		}
	}
}

/* a NUL inside is a control character like any other */
UNIT_TEST(the_length_counts_not_the_terminator)
{
	char fine[SYNTH_SHAPE_MAX_TEXT];

	CHECK(synth_shape_fine("123456", 3, fine));
	CHECK_STR(fine, "[0-9]{3}");
	CHECK(!synth_shape_fine("12\0"
							"34",
							5, fine));
}

/* a value like another: each letter and digit replaced by one of its class */
static void
reroll(const char *value, int length, char *out)
{
	for (int i = 0; i < length; i++)
	{
		char c = value[i];

		if (c >= '0' && c <= '9')
			c = (char) ('0' + unit_random_below(10));
		else if (c >= 'A' && c <= 'Z')
			c = (char) ('A' + unit_random_below(26));
		else if (c >= 'a' && c <= 'z')
			c = (char) ('a' + unit_random_below(26));
		out[i] = c;
	}
	out[length] = '\0';
}

/* any text at all: matches its shapes, no digit is kept, at most four letters at either end */
UNIT_TEST(every_value_matches_its_shapes)
{
	static const char alphabet[] = "AB019zqf--.{[\\ ^|+";
	int shaped = 0;

	for (int trial = 0; trial < 4000; trial++)
	{
		char value[SYNTH_SHAPE_MAX_VALUE + 1];
		char fine[SYNTH_SHAPE_MAX_TEXT];
		char rough[SYNTH_SHAPE_MAX_TEXT];
		char twice[SYNTH_SHAPE_MAX_TEXT];
		int length = 1 + (int) unit_random_below(trial % 4 == 0 ? SYNTH_SHAPE_MAX_VALUE : 12);
		int letters = 0;

		for (int i = 0; i < length; i++)
			value[i] = alphabet[unit_random_below(trial % 2 == 0 ? 8 : sizeof(alphabet) - 1)];
		value[length] = '\0';
		if (!synth_shape_fine(value, length, fine))
			continue;
		shaped++;
		CHECK(matches(fine, value));
		synth_shape_rough(fine, rough);
		CHECK(matches(rough, value));
		synth_shape_rough(rough, twice);
		CHECK_STR(twice, rough);
		/* outside of classes and counts there are no digits, and few letters */
		for (const char *p = fine; *p != '\0'; p++)
		{
			if (*p == '\\')
				p++;
			else if (*p == '[')
			{
				while (*p != ']')
					p++;
				if (p[1] == '{')
				{
					while (*p != '}')
						p++;
				}
			}
			else
			{
				CHECK(*p < '0' || *p > '9');
				letters += (*p | 0x20) >= 'a' && (*p | 0x20) <= 'z';
			}
		}
		CHECK(letters <= 8);
	}
	CHECK(shaped > 1000);
}

/* values that differ in digits and inner letters only have one shape, hexadecimal letters apart */
UNIT_TEST(equal_formats_have_equal_shapes)
{
	static const char *const models[] = {"12-AB-345", "536365", "12345-QRSTU-1", "0-306-40615-2", "qwert-1234"};

	for (size_t m = 0; m < sizeof(models) / sizeof(models[0]); m++)
	{
		char first[SYNTH_SHAPE_MAX_TEXT];
		char value[SYNTH_SHAPE_MAX_VALUE + 1];
		char fine[SYNTH_SHAPE_MAX_TEXT];

		CHECK(synth_shape_fine(models[m], (int) strlen(models[m]), first));
		for (int i = 0; i < 100; i++)
		{
			reroll(models[m], (int) strlen(models[m]), value);
			CHECK(synth_shape_fine(value, (int) strlen(value), fine));
			CHECK_STR(fine, first);
		}
	}
}

/* the longest shapes fit, or there is none; nothing is cut */
UNIT_TEST(irregular_values_have_no_shape)
{
	char value[SYNTH_SHAPE_MAX_VALUE + 1];
	char fine[SYNTH_SHAPE_MAX_TEXT];
	char rough[SYNTH_SHAPE_MAX_TEXT];
	bool none = false;

	for (int length = 1; length <= SYNTH_SHAPE_MAX_VALUE; length++)
	{
		for (int i = 0; i < length; i++)
			value[i] = "a-B."[i % 4];
		value[length] = '\0';
		if (!synth_shape_fine(value, length, fine))
		{
			none = true;
			continue;
		}
		CHECK(!none);
		synth_shape_rough(fine, rough);
		CHECK(matches(rough, value));
	}
	CHECK(none);
	/* letters at both ends that are kept need more room when they are not */
	snprintf(value, sizeof(value), "aBcD-11-a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p-q-r-AbCd");
	if (synth_shape_fine(value, (int) strlen(value), fine))
		synth_shape_rough(fine, rough);
}

/* labels of a model that was tampered with end in an error, not in a buffer too far */
UNIT_TEST(shapes_that_are_none_do_no_harm)
{
	static const char *const bad[] = {"[0-9]{99}", "[0-9]{999999999999}", "[0-9]{", "[0-9]{}", "\\", "[", "[A-Z", ""};
	char rough[SYNTH_SHAPE_MAX_TEXT];
	char longest[400];

	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_shape_rough(bad[0], rough));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_shape_rough(bad[1], rough));
	for (size_t i = 2; i < sizeof(bad) / sizeof(bad[0]); i++)
		synth_shape_rough(bad[i], rough);
	for (size_t i = 0; i < sizeof(longest) - 1; i++)
		longest[i] = i % 2 == 0 ? 'A' : 'a';
	longest[sizeof(longest) - 1] = '\0';
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_shape_rough(longest, rough));
}
