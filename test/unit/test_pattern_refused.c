/*
 * Patterns that are refused, as what, and where; and the limits.
 */
#include "unit.h"

#include "pattern_fault.h"

typedef struct Refused
{
	const char *text;
	SynthPatternSyntax syntax;
	SynthPatternFault fault;
} Refused;

UNIT_TEST(refused_forms)
{
	static const Refused list[] = {
#define SYNTAX(t) {t, SYNTH_PATTERN_WHOLE, SYNTH_PATTERN_SYNTAX}
#define OTHER(t)                                          \
	{                                                     \
		t, SYNTH_PATTERN_WHOLE, SYNTH_PATTERN_UNSUPPORTED \
	}
		SYNTAX("a**"),
		SYNTAX("a+*"),
		SYNTAX("a{2}+"),
		SYNTAX("a*??"),
		SYNTAX("^*"),
		SYNTAX("*a"),
		SYNTAX("(*a)"),
		SYNTAX("a|*b"),
		SYNTAX("{1}"),
		SYNTAX("a{1"),
		SYNTAX("a{3,1}"),
		SYNTAX("a{256}"),
		SYNTAX("a{1 }"),
		SYNTAX("a{1,x}"),
		SYNTAX("^{1}"),
		SYNTAX("({1})"),
		SYNTAX("(?:a"),
		SYNTAX("a)"),
		SYNTAX(")"),
		SYNTAX("\\"),
		SYNTAX("a\\"),
		SYNTAX("+"),
		SYNTAX("?"),
		SYNTAX("(?"),
		SYNTAX("(?a)"),
		SYNTAX("("),
		SYNTAX("$*"),
		SYNTAX("\\A*"),
		SYNTAX("^+a"),
		SYNTAX("a|^*"),
		SYNTAX("[a-c-e]"),
		SYNTAX("[[:foo:]]"),
		SYNTAX("[\\d-z]"),
		SYNTAX("[a-\\d]"),
		SYNTAX("[z-a]"),
		SYNTAX("[]"),
		SYNTAX("[^]"),
		SYNTAX("[a"),
		SYNTAX("[[:ALPHA:]]"),
		SYNTAX("[[:alpha:]-z]"),
		SYNTAX("[a-[:alpha:]]"),
		SYNTAX("[\\q]"),
		SYNTAX("[\\y]"),
		SYNTAX("[\\A]"),
		SYNTAX("[\\1]"),
		SYNTAX("[[:alpha:"),
		SYNTAX("[[:alpha:]"),
		SYNTAX("[a\\]"),
		SYNTAX("[a--]"),
		SYNTAX("\\q"),
		SYNTAX("\\x"),
		SYNTAX("\\xg"),
		SYNTAX("\\u41"),
		SYNTAX("\\c"),
		SYNTAX("\\z"),
		SYNTAX("\\p"),
		SYNTAX("\\Q"),
		SYNTAX("a(?i)b"),
		SYNTAX("(?:(?i)a)"),
		SYNTAX("(?z)a"),
		SYNTAX("(?i"),
		SYNTAX("***a"),
		SYNTAX("***"),
		SYNTAX("(?)a"),
		SYNTAX("(?i)*"),
		SYNTAX("(?>a)"),
		SYNTAX("(?P<n>a)"),
		SYNTAX("****"),
		SYNTAX("***:***:a"),
		SYNTAX("(?i)(?i)a"),
		SYNTAX("a\xff"),
		SYNTAX("[\xc3"),
		SYNTAX("\xed\xa0\x80"),
		OTHER("(a)\\1"),
		OTHER("\\8"),
		OTHER("\\101"),
		OTHER("(?=a)b"),
		OTHER("(?!a)b"),
		OTHER("(?<=a)b"),
		OTHER("(?<!a)b"),
		OTHER("(?#c)a"),
		OTHER("\\ya"),
		OTHER("\\Ya"),
		OTHER("\\ma"),
		OTHER("a\\M"),
		OTHER("[[:<:]]a"),
		OTHER("[[.a.]]"),
		OTHER("[[=a=]]"),
		OTHER("[[.hyphen.]]"),
		OTHER("(?n)a.b"),
		OTHER("(?x)a b"),
		OTHER("(?m)a$"),
		OTHER("(?e)a"),
		OTHER("(?b)a"),
		OTHER("(?w)a"),
		OTHER("(?p)a"),
		OTHER("\\0"),
		OTHER("\\uD800"),
		OTHER("\\U00110000"),
		OTHER("\\x110000"),
		OTHER("\\x0"),
#undef SYNTAX
#undef OTHER
		{"a\\", SYNTH_PATTERN_LIKE, SYNTH_PATTERN_SYNTAX},
		{"\xff", SYNTH_PATTERN_LIKE, SYNTH_PATTERN_SYNTAX},
		{"(?:a)", SYNTH_PATTERN_SIMILAR, SYNTH_PATTERN_SYNTAX},
		{"a**", SYNTH_PATTERN_SIMILAR, SYNTH_PATTERN_SYNTAX},
		{"%*", SYNTH_PATTERN_SIMILAR, SYNTH_PATTERN_SYNTAX},
		{"(", SYNTH_PATTERN_SIMILAR, SYNTH_PATTERN_SYNTAX},
		{"a)|(b", SYNTH_PATTERN_SIMILAR, SYNTH_PATTERN_SYNTAX},
		{"[a", SYNTH_PATTERN_SIMILAR, SYNTH_PATTERN_SYNTAX},
		{"***a", SYNTH_PATTERN_SIMILAR, SYNTH_PATTERN_SYNTAX},
		{"(?i)a", SYNTH_PATTERN_SIMILAR, SYNTH_PATTERN_SYNTAX},
		{"(a)\\1", SYNTH_PATTERN_SIMILAR, SYNTH_PATTERN_UNSUPPORTED},
		{"a\\\"b\\\"c", SYNTH_PATTERN_SIMILAR, SYNTH_PATTERN_UNSUPPORTED},
		{"a\\", SYNTH_PATTERN_SIMILAR, SYNTH_PATTERN_UNSUPPORTED},
		{"[a\\d]", SYNTH_PATTERN_SIMILAR, SYNTH_PATTERN_UNSUPPORTED},
		{"[]a]", SYNTH_PATTERN_SIMILAR, SYNTH_PATTERN_UNSUPPORTED},
		{"[a[b]c]", SYNTH_PATTERN_SIMILAR, SYNTH_PATTERN_UNSUPPORTED},
		{"a^", SYNTH_PATTERN_WHOLE, SYNTH_PATTERN_EMPTY},
		{"$a", SYNTH_PATTERN_REGEX, SYNTH_PATTERN_EMPTY},
	};

	for (size_t k = 0; k < sizeof list / sizeof *list; k++)
	{
		SynthPatternPart part = {list[k].text, list[k].syntax, false, false};
		SynthPatternError e;
		SynthPattern *p = synth_pattern_compile(&part, 1, 0, 0, false, &e);

		if (p != NULL || e.fault != list[k].fault)
			unit_failed(__FILE__, __LINE__, "\"%s\": %d (%s), expected fault %d", list[k].text, (int) e.fault,
						e.message, (int) list[k].fault);
		CHECK(e.message[0] != '\0' && strchr(e.message, '\n') == NULL);
		CHECK(e.offset >= -1 && e.offset <= (int) strlen(list[k].text));
	}
}

UNIT_TEST(offsets_of_faults)
{
	SynthPatternError e;

	CHECK(synth_pattern_new("abc\\1", 0, false, &e) == NULL);
	CHECK_INT(e.offset, 4);
	CHECK(synth_pattern_new("ab)c", 0, false, &e) == NULL);
	CHECK_INT(e.offset, 2);
	CHECK(synth_pattern_new("a{2}{3}", 0, false, &e) == NULL);
	CHECK_INT(e.offset, 4);
}

UNIT_TEST(limits)
{
	char *text = synth_alloc(20000);

	CHECK_INT(fault_of("(a{255}){255}", 0, false), SYNTH_PATTERN_TOO_LARGE);
	CHECK_INT(fault_of("((((((){255}){255}){255}){255}){255}){255}", 0, false), SYNTH_PATTERN_TOO_LARGE);
	CHECK_INT(fault_of("[ab]*a[ab]{30}", 0, false), SYNTH_PATTERN_TOO_LARGE);
	CHECK_INT(fault_of("([ab]{200}){10}", 0, false), SYNTH_PATTERN_TOO_LARGE);
	CHECK_INT(fault_of("[ab]{255}", 0, false), SYNTH_PATTERN_OK);
	/* nesting */
	for (int depth = 64; depth <= 65; depth++)
	{
		memset(text, '(', (size_t) depth);
		memset(text + depth, ')', (size_t) depth);
		text[2 * depth] = '\0';
		CHECK_INT(fault_of(text, 0, false), depth == 64 ? SYNTH_PATTERN_OK : SYNTH_PATTERN_TOO_LARGE);
	}
	memset(text, 'a', 8193);
	text[8193] = '\0';
	CHECK_INT(fault_of(text, 0, false), SYNTH_PATTERN_TOO_LARGE);
	text[1000] = '\0';
	CHECK_INT(fault_of(text, 0, false), SYNTH_PATTERN_OK);
	/* too many parts */
	{
		SynthPatternPart part[33];
		SynthPatternError e;

		for (int i = 0; i < 33; i++)
			part[i] = (SynthPatternPart){"a", SYNTH_PATTERN_REGEX, false, false};
		CHECK(synth_pattern_compile(part, 32, 0, 0, false, &e) != NULL);
		CHECK(synth_pattern_compile(part, 33, 0, 0, false, &e) == NULL);
		CHECK_INT(e.fault, SYNTH_PATTERN_TOO_LARGE);
	}
}
