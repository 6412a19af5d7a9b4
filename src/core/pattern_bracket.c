/*-------------------------------------------------------------------------
 *
 * pattern_bracket.c
 *	  Reads bracket expressions and what follows a backslash.
 *
 * As the server does: `]` first and `-` first or last are themselves, a range
 * cannot begin or end with a class, \x takes all hexadecimal digits that
 * follow.  Of the numbers after a backslash only octal ones that begin with 0
 * are read; the others are, or depend on, back references.
 *
 *-------------------------------------------------------------------------
 */
#include "pattern_parts.h"

#include <string.h>

static void
fail_at(PatternReader *r, SynthPatternFault fault, const char *message)
{
	synth_pattern_fail(r->cx, fault, synth_pattern_offset(r), message);
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* least .. most digits of a base: a code point that texts can hold */
static uint32_t
read_code(PatternReader *r, int base, int least, int most)
{
	uint32_t c = 0;
	int n = 0;

	while (n < most && r->at < r->end)
	{
		int d = hex_digit(*r->at);

		if (d < 0 || d >= base)
			break;
		c = c > SYNTH_CHAR_MAX ? c : c * (uint32_t) base + (uint32_t) d;
		r->at++;
		n++;
	}
	if (n < least)
		fail_at(r, SYNTH_PATTERN_SYNTAX, "an escape has too few digits");
	else if (c == 0 || c > SYNTH_CHAR_MAX || (c >= 0xD800 && c <= 0xDFFF))
		fail_at(r, SYNTH_PATTERN_UNSUPPORTED, "an escape stands for no character that texts can hold");
	return c;
}

/* members of a class that texts are made of if a pattern asks for it: those one can see */
void
synth_pattern_name_class(PatternReader *r, const SynthCharSet *set)
{
	SynthCharSet visible = {0};
	SynthCharSet part;

	if (r->negated)
		return;
	synth_charset_add(&r->cx->scratch, &visible, ' ', '~');
	part = synth_charset_intersect(&r->cx->scratch, set, &visible);
	synth_charset_union(&r->cx->scratch, &r->cx->named, &part);
}

/* \d and the like; capitals are the complement, whose bound is the other one */
static void
read_class_escape(PatternReader *r, char letter, SynthCharBound bound, SynthCharSet *set)
{
	bool complement = letter < 'a';
	char small = (char) (letter | 32);
	const char *name = small == 'd' ? "digit" : small == 's' ? "space" : "word";
	SynthCharSet c = {0};

	if (complement)
		bound = bound == SYNTH_CHAR_SURELY ? SYNTH_CHAR_PERHAPS : SYNTH_CHAR_SURELY;
	synth_charset_add_class(&r->cx->scratch, &c, name, (int) strlen(name), bound);
	if (complement)
		c = synth_charset_complement(&r->cx->scratch, &c);
	synth_charset_union(&r->cx->scratch, set, &c);
}

/*
 * What a backslash, already read, means together with what follows.  CHAR: *c.
 * CLASS: its members are added to *set.  The caller looks for failure.
 */
PatternEscape
synth_pattern_escape(PatternReader *r, bool bracket, SynthCharBound bound, uint32_t *c, SynthCharSet *set)
{
	static const char plain[] = "abefnrtvB";
	static const char meant[] = "\a\b\x1b\f\n\r\t\v\\";
	const char *found;
	char letter;

	*c = 1;
	if (r->at >= r->end)
	{
		fail_at(r, SYNTH_PATTERN_SYNTAX, "a backslash ends the pattern");
		return PATTERN_ESCAPE_CHAR;
	}
	letter = *r->at;
	if (hex_digit(letter) < 0 && ((letter | 32) < 'a' || (letter | 32) > 'z'))
	{
		*c = synth_pattern_take(r);
		return PATTERN_ESCAPE_CHAR;
	}
	found = letter != '\0' ? strchr(plain, letter) : NULL;
	if (found != NULL)
	{
		r->at++;
		*c = (uint32_t) meant[found - plain];
		return PATTERN_ESCAPE_CHAR;
	}
	switch (letter)
	{
		case 'x':
		case 'u':
		case 'U':
			r->at++;
			*c = letter == 'x'	 ? read_code(r, 16, 1, 255)
				 : letter == 'u' ? read_code(r, 16, 4, 4)
								 : read_code(r, 16, 8, 8);
			return PATTERN_ESCAPE_CHAR;
		case '0':
			*c = read_code(r, 8, 1, 3);
			return PATTERN_ESCAPE_CHAR;
		case 'c':
			r->at++;
			*c = synth_pattern_take(r) & 31;
			if (*c == 0)
				fail_at(r, SYNTH_PATTERN_SYNTAX, "an escape stands for no character that texts can hold");
			return PATTERN_ESCAPE_CHAR;
		case 'd':
		case 's':
		case 'w':
		case 'D':
		case 'S':
		case 'W':
			r->at++;
			read_class_escape(r, letter, bound, set);
			return PATTERN_ESCAPE_CLASS;
		default:
			break;
	}
	if (!bracket)
	{
		switch (letter)
		{
			case 'A':
				r->at++;
				return PATTERN_ESCAPE_BEGIN;
			case 'Z':
				r->at++;
				return PATTERN_ESCAPE_END;
			case 'm':
			case 'M':
			case 'y':
			case 'Y':
				fail_at(r, SYNTH_PATTERN_UNSUPPORTED, "boundaries of words are not supported");
				return PATTERN_ESCAPE_CHAR;
			default:
				break;
		}
		if (letter >= '1' && letter <= '9')
		{
			fail_at(r, SYNTH_PATTERN_UNSUPPORTED, "back references are not supported");
			return PATTERN_ESCAPE_CHAR;
		}
	}
	fail_at(r, SYNTH_PATTERN_SYNTAX, "an escape is unknown");
	return PATTERN_ESCAPE_CHAR;
}

/* after `[:` */
static void
read_class(PatternReader *r, SynthCharBound bound, SynthCharSet *set)
{
	const char *name = r->at;
	const char *p = name;
	SynthCharSet c = {0};
	int length;

	while (p + 1 < r->end && !(p[0] == ':' && p[1] == ']'))
		p++;
	if (p + 1 >= r->end)
	{
		fail_at(r, SYNTH_PATTERN_SYNTAX, "brackets are not balanced");
		return;
	}
	length = (int) (p - name);
	if (length == 1 && (*name == '<' || *name == '>'))
	{
		fail_at(r, SYNTH_PATTERN_UNSUPPORTED, "boundaries of words are not supported");
		return;
	}
	if (!synth_charset_add_class(&r->cx->scratch, &c, name, length, bound))
	{
		fail_at(r, SYNTH_PATTERN_SYNTAX, "a character class is unknown");
		return;
	}
	/* without regard to case these two are letters of either */
	if (r->ignore_case && length == 5 && (memcmp(name, "lower", 5) == 0 || memcmp(name, "upper", 5) == 0))
		synth_charset_add_class(&r->cx->scratch, &c, "alpha", 5, bound);
	synth_charset_union(&r->cx->scratch, set, &c);
	r->at = p + 2;
}

/* one element: a character, which may begin a range, or a class, which is added */
static bool
read_element(PatternReader *r, SynthCharBound bound, uint32_t *c, SynthCharSet *set)
{
	if (r->at + 1 < r->end && r->at[0] == '[' && (r->at[1] == '.' || r->at[1] == '='))
	{
		fail_at(r, SYNTH_PATTERN_UNSUPPORTED, "collating elements are not supported");
		return true;
	}
	if (r->at + 1 < r->end && r->at[0] == '[' && r->at[1] == ':')
	{
		r->at += 2;
		read_class(r, bound, set);
		return false;
	}
	if (r->at < r->end && *r->at == '\\')
	{
		r->at++;
		return synth_pattern_escape(r, true, bound, c, set) == PATTERN_ESCAPE_CHAR;
	}
	*c = synth_pattern_take(r);
	return true;
}

/* members that may be made: all that stand alone, of ranges those one can see */
static void
name_range(PatternReader *r, uint32_t lo, uint32_t hi, const SynthCharSet *seen)
{
	SynthCharSet range = {0};

	synth_charset_add(&r->cx->scratch, &range, lo, hi);
	if (lo < hi)
		range = synth_charset_intersect(&r->cx->scratch, &range, seen);
	synth_charset_union(&r->cx->scratch, &r->cx->named, &range);
}

/* a bracket expression after its `[`: a node, -1 after a failure */
int
synth_pattern_bracket(PatternReader *r)
{
	SynthCharSet set = {0};
	SynthCharSet seen = synth_charset_complement(&r->cx->scratch, &r->cx->unseen);
	bool complement = r->at < r->end && *r->at == '^';
	bool perhaps = r->negated != complement;
	SynthCharBound bound = perhaps ? SYNTH_CHAR_PERHAPS : SYNTH_CHAR_SURELY;
	bool first = true;
	int node;

	if (complement)
		r->at++;
	while (!synth_pattern_failed(r->cx))
	{
		uint32_t lo = 0;
		uint32_t hi;

		if (r->at >= r->end)
		{
			fail_at(r, SYNTH_PATTERN_SYNTAX, "brackets are not balanced");
			break;
		}
		if (*r->at == ']' && !first)
			break;
		if (*r->at == '-' && !first && r->at + 1 < r->end && r->at[1] != ']')
		{
			fail_at(r, SYNTH_PATTERN_SYNTAX, "a range of characters has no beginning");
			break;
		}
		first = false;
		if (!read_element(r, bound, &lo, &set))
			continue;
		hi = lo;
		if (r->at + 1 < r->end && r->at[0] == '-' && r->at[1] != ']')
		{
			r->at++;
			if (!read_element(r, bound, &hi, &set) || hi < lo)
				fail_at(r, SYNTH_PATTERN_SYNTAX, "a range of characters is not one");
		}
		if (synth_pattern_failed(r->cx))
			break;
		synth_charset_add(&r->cx->scratch, &set, lo, hi);
		if (!r->negated && !complement)
			name_range(r, lo, hi, &seen);
	}
	if (synth_pattern_failed(r->cx))
		return -1;
	r->at++;
	if (r->ignore_case)
		synth_charset_add_cases(&r->cx->scratch, &set, bound);
	if (complement)
		set = synth_charset_complement(&r->cx->scratch, &set);
	else
		synth_pattern_name_class(r, &set);
	node = synth_pattern_node(r->cx, r->tree, PATTERN_NODE_SET);
	r->tree->node[node].set = synth_pattern_set(r->cx, &set, !r->negated);
	return node;
}
