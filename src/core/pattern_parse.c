/*-------------------------------------------------------------------------
 *
 * pattern_parse.c
 *	  Reads the regular expressions of the server.
 *
 * The syntax is that of PostgreSQL's "advanced" expressions as its parser
 * really takes them (which is stricter than its manual: a** is an error, {x is
 * two characters).  What has no automaton over single characters is refused:
 * back references, look-around, word boundaries; so are the options that
 * change the syntax or the meaning of newlines, and collating elements, which
 * depend on the locale.  Greediness and capturing do not change what matches.
 *
 * Sets of characters are taken as small as they surely are; in a negated part
 * as large as they may be.  So what is made matches under every locale.
 *
 * The reader recurs once per level of parentheses, to PATTERN_MAX_NESTING.
 *
 *-------------------------------------------------------------------------
 */
#include "pattern_parts.h"

#include <string.h>

/* keeps the first failure */
void
synth_pattern_fail(PatternContext *cx, SynthPatternFault fault, int offset, const char *message)
{
	if (synth_pattern_failed(cx))
		return;
	cx->error.fault = fault;
	cx->error.offset = offset;
	cx->error.message = message;
}

static int
fail_at(PatternReader *r, SynthPatternFault fault, const char *message)
{
	synth_pattern_fail(r->cx, fault, synth_pattern_offset(r), message);
	return -1;
}

/* stops the reader too, so that no loop goes on after a failure */
uint32_t
synth_pattern_take(PatternReader *r)
{
	uint32_t c;
	int bytes;

	if (r->at >= r->end || synth_pattern_failed(r->cx))
		return 0;
	bytes = synth_char_decode(r->at, r->end, &c);
	if (bytes == 0)
	{
		fail_at(r, SYNTH_PATTERN_SYNTAX, "pattern is not valid UTF-8");
		return 0;
	}
	r->at += bytes;
	return c;
}

static bool
sees(const PatternReader *r, const char *what)
{
	size_t n = strlen(what);

	return (size_t) (r->end - r->at) >= n && memcmp(r->at, what, n) == 0;
}

static bool
sees_digit(const PatternReader *r, const char *at)
{
	return at < r->end && *at >= '0' && *at <= '9';
}

int
synth_pattern_set(PatternContext *cx, const SynthCharSet *set, bool wanted)
{
	int i;

	for (i = 0; i < cx->nsets; i++)
		if (synth_charset_equal(&cx->set[i], set))
			break;
	if (i == cx->nsets)
	{
		if (cx->nsets == PATTERN_MAX_SETS)
		{
			synth_pattern_fail(cx, SYNTH_PATTERN_TOO_LARGE, -1, "pattern has too many different sets of characters");
			return 0;
		}
		if (cx->nsets == cx->set_room)
		{
			size_t room = cx->set_room > 0 ? (size_t) cx->set_room * 2 : 16;

			cx->set = synth_scratch_grow(&cx->scratch, cx->set, (size_t) cx->nsets, room, sizeof *cx->set);
			cx->wanted = synth_scratch_grow(&cx->scratch, cx->wanted, (size_t) cx->nsets, room, sizeof *cx->wanted);
			cx->set_room = (int) room;
		}
		cx->set[cx->nsets++] = *set;
	}
	cx->wanted[i] |= wanted;
	return i;
}

int
synth_pattern_node(PatternContext *cx, PatternTree *t, PatternNodeKind kind)
{
	if (t->n == t->room)
	{
		int room = t->room > 0 ? t->room * 2 : 32;

		t->node = synth_scratch_grow(&cx->scratch, t->node, (size_t) t->n, (size_t) room, sizeof *t->node);
		t->room = room;
	}
	t->node[t->n] = (PatternNode){.kind = kind, .child = -1, .next = -1};
	return t->n++;
}

/* appends a child; *last is the one before, -1 at first */
void
synth_pattern_child(PatternTree *t, int parent, int *last, int child)
{
	if (*last < 0)
		t->node[parent].child = child;
	else
		t->node[*last].next = child;
	*last = child;
}

static SynthCharBound
bound_of(const PatternReader *r)
{
	return r->negated ? SYNTH_CHAR_PERHAPS : SYNTH_CHAR_SURELY;
}

static int
set_node(PatternReader *r, const SynthCharSet *set)
{
	int node = synth_pattern_node(r->cx, r->tree, PATTERN_NODE_SET);

	r->tree->node[node].set = synth_pattern_set(r->cx, set, !r->negated);
	return node;
}

int
synth_pattern_literal(PatternReader *r, uint32_t c)
{
	SynthCharSet set = {0};

	synth_charset_add(&r->cx->scratch, &set, c, c);
	if (r->ignore_case)
		synth_charset_add_cases(&r->cx->scratch, &set, bound_of(r));
	if (!r->negated)
		synth_charset_union(&r->cx->scratch, &r->cx->named, &set);
	return set_node(r, &set);
}

int
synth_pattern_any(PatternReader *r)
{
	SynthCharSet set = {0};

	synth_charset_add(&r->cx->scratch, &set, 1, SYNTH_CHAR_MAX);
	return set_node(r, &set);
}

int
synth_pattern_repeat(PatternReader *r, int child, int min, int max)
{
	int node = synth_pattern_node(r->cx, r->tree, PATTERN_NODE_REPEAT);

	r->tree->node[node].child = child;
	r->tree->node[node].min = min;
	r->tree->node[node].max = max;
	return node;
}

static int read_alternatives(PatternReader *r);

/* after `(` */
static int
read_group(PatternReader *r)
{
	int node;

	if (sees(r, "?"))
	{
		if (sees(r, "?:"))
			r->at += 2;
		else if (sees(r, "?=") || sees(r, "?!") || sees(r, "?<=") || sees(r, "?<!"))
			return fail_at(r, SYNTH_PATTERN_UNSUPPORTED, "look-ahead and look-behind are not supported");
		else if (sees(r, "?#"))
			return fail_at(r, SYNTH_PATTERN_UNSUPPORTED, "comments in patterns are not supported");
		else
			return fail_at(r, SYNTH_PATTERN_SYNTAX, "a parenthesis is followed by an unknown option");
	}
	if (++r->depth > PATTERN_MAX_NESTING)
		return fail_at(r, SYNTH_PATTERN_TOO_LARGE, "parentheses are nested too deeply");
	node = read_alternatives(r);
	r->depth--;
	if (synth_pattern_failed(r->cx))
		return -1;
	if (!sees(r, ")"))
		return fail_at(r, SYNTH_PATTERN_SYNTAX, "parentheses are not balanced");
	r->at++;
	return node;
}

/* one atom; *assertion: it matches no character, and no quantifier may follow */
static int
read_atom(PatternReader *r, bool *assertion)
{
	SynthCharSet set = {0};
	bool small;
	uint32_t c;

	*assertion = false;
	switch (*r->at)
	{
		case '(':
			r->at++;
			return read_group(r);
		case '[':
			r->at++;
			return synth_pattern_bracket(r);
		case '.':
			r->at++;
			return synth_pattern_any(r);
		case '^':
		case '$':
			*assertion = true;
			return synth_pattern_node(r->cx, r->tree, *r->at++ == '^' ? PATTERN_NODE_BEGIN : PATTERN_NODE_END);
		case '*':
		case '+':
		case '?':
			return fail_at(r, SYNTH_PATTERN_SYNTAX, "a quantifier has nothing to repeat");
		case '{':
			if (sees_digit(r, r->at + 1))
				return fail_at(r, SYNTH_PATTERN_SYNTAX, "a quantifier has nothing to repeat");
			break;
		case '\\':
			r->at++;
			small = r->at < r->end && *r->at >= 'a';
			switch (synth_pattern_escape(r, false, bound_of(r), &c, &set))
			{
				case PATTERN_ESCAPE_CHAR:
					return synth_pattern_failed(r->cx) ? -1 : synth_pattern_literal(r, c);
				case PATTERN_ESCAPE_CLASS:
					/* a capital stands for a complement, which names nothing */
					if (small)
						synth_pattern_name_class(r, &set);
					return set_node(r, &set);
				case PATTERN_ESCAPE_BEGIN:
					*assertion = true;
					return synth_pattern_node(r->cx, r->tree, PATTERN_NODE_BEGIN);
				case PATTERN_ESCAPE_END:
					*assertion = true;
					return synth_pattern_node(r->cx, r->tree, PATTERN_NODE_END);
			}
			break;
		default:
			break;
	}
	c = synth_pattern_take(r);
	return synth_pattern_failed(r->cx) ? -1 : synth_pattern_literal(r, c);
}

static int
read_number(PatternReader *r)
{
	int n = 0;

	if (!sees_digit(r, r->at))
		return fail_at(r, SYNTH_PATTERN_SYNTAX, "braces do not hold a number of repetitions");
	while (sees_digit(r, r->at) && n <= PATTERN_MAX_REPEAT)
		n = n * 10 + (*r->at++ - '0');
	if (n > PATTERN_MAX_REPEAT)
		return fail_at(r, SYNTH_PATTERN_SYNTAX, "a repetition count is above 255");
	return n;
}

/* the quantifier that stands here, if any */
static bool
read_quantifier(PatternReader *r, int *min, int *max)
{
	if (r->at >= r->end)
		return false;
	*min = 0;
	*max = -1;
	if (*r->at == '*')
		r->at++;
	else if (*r->at == '+')
	{
		*min = 1;
		r->at++;
	}
	else if (*r->at == '?')
	{
		*max = 1;
		r->at++;
	}
	else if (*r->at == '{' && sees_digit(r, r->at + 1))
	{
		r->at++;
		*min = *max = read_number(r);
		if (sees(r, ","))
		{
			r->at++;
			*max = sees(r, "}") ? -1 : read_number(r);
		}
		if (synth_pattern_failed(r->cx))
			return false;
		if (!sees(r, "}"))
		{
			fail_at(r, SYNTH_PATTERN_SYNTAX, "braces are not balanced");
			return false;
		}
		if (*max >= 0 && *max < *min)
		{
			fail_at(r, SYNTH_PATTERN_SYNTAX, "the smaller repetition count comes second");
			return false;
		}
		r->at++;
	}
	else
		return false;
	/* as few as possible: the same language */
	if (sees(r, "?"))
		r->at++;
	return true;
}

static int
read_sequence(PatternReader *r)
{
	int cat = synth_pattern_node(r->cx, r->tree, PATTERN_NODE_CAT);
	int last = -1;

	while (r->at < r->end && *r->at != '|' && *r->at != ')')
	{
		bool assertion;
		int min;
		int max;
		int node = read_atom(r, &assertion);

		if (synth_pattern_failed(r->cx))
			return -1;
		/* the server allows one quantifier, and none after an assertion: a second one is an atom that fails */
		if (!assertion && read_quantifier(r, &min, &max))
			node = synth_pattern_repeat(r, node, min, max);
		if (synth_pattern_failed(r->cx))
			return -1;
		synth_pattern_child(r->tree, cat, &last, node);
	}
	return cat;
}

static int
read_alternatives(PatternReader *r)
{
	int alt = synth_pattern_node(r->cx, r->tree, PATTERN_NODE_ALT);
	int last = -1;

	for (;;)
	{
		int node = read_sequence(r);

		if (synth_pattern_failed(r->cx))
			return -1;
		synth_pattern_child(r->tree, alt, &last, node);
		if (!sees(r, "|"))
			return alt;
		r->at++;
	}
}

/* letters after `(?` at the very beginning; *literal: what follows are plain characters */
static void
read_options(PatternReader *r, bool *literal)
{
	const char *p = r->at + 2;

	if (!sees(r, "(?") || p >= r->end || *p < 'a' || *p > 'z')
		return;
	for (; p < r->end && *p != ')'; p++)
	{
		switch (*p)
		{
			case 'i':
				r->ignore_case = true;
				break;
			case 'c':
				r->ignore_case = false;
				break;
			case 'q':
				*literal = true;
				break;
			case 's': /* both are what is usual */
			case 't':
				break;
			case 'b':
			case 'e':
			case 'm':
			case 'n':
			case 'p':
			case 'w':
			case 'x':
				r->at = p;
				fail_at(r, SYNTH_PATTERN_UNSUPPORTED, "of the embedded options only i, c, q, s and t are supported");
				return;
			default:
				r->at = p;
				fail_at(r, SYNTH_PATTERN_SYNTAX, "an embedded option is unknown");
				return;
		}
	}
	if (p >= r->end)
	{
		fail_at(r, SYNTH_PATTERN_SYNTAX, "parentheses are not balanced");
		return;
	}
	r->at = p + 1;
}

/*
 * Root of the expression up to the end of the text, -1 after a failure.  With
 * `options` a prefix ***: or ***= and embedded options may come first.
 */
int
synth_pattern_parse(PatternReader *r, bool options)
{
	bool literal = false;
	int node;

	if (options)
	{
		if (sees(r, "***="))
		{
			literal = true;
			r->at += 4;
		}
		else if (sees(r, "***:"))
			r->at += 4;
		else if (sees(r, "***"))
			return fail_at(r, SYNTH_PATTERN_SYNTAX, "a quantifier has nothing to repeat");
		if (!literal)
			read_options(r, &literal);
	}
	if (literal)
	{
		int last = -1;

		node = synth_pattern_node(r->cx, r->tree, PATTERN_NODE_CAT);
		while (r->at < r->end && !synth_pattern_failed(r->cx))
		{
			uint32_t c = synth_pattern_take(r);

			if (!synth_pattern_failed(r->cx))
				synth_pattern_child(r->tree, node, &last, synth_pattern_literal(r, c));
		}
		return synth_pattern_failed(r->cx) ? -1 : node;
	}
	node = read_alternatives(r);
	if (!synth_pattern_failed(r->cx) && r->at < r->end)
		return fail_at(r, SYNTH_PATTERN_SYNTAX, "parentheses are not balanced");
	return synth_pattern_failed(r->cx) ? -1 : node;
}
