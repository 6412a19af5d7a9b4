/*-------------------------------------------------------------------------
 *
 * pattern_like.c
 *	  LIKE and SIMILAR TO.
 *
 * SIMILAR TO is what the server itself makes of it: a regular expression,
 * written by the same rules as its function similar_to_escape().  What those
 * rules treated differently from one release to the next (brackets that hold a
 * bracket, a backslash or begin with one) is refused.
 *
 *-------------------------------------------------------------------------
 */
#include "pattern_parts.h"

#include <string.h>

/* the whole pattern: a node, -1 after a failure */
int
synth_pattern_like(PatternReader *r)
{
	int cat = synth_pattern_node(r->cx, r->tree, PATTERN_NODE_CAT);
	int last = -1;

	while (r->at < r->end && !synth_pattern_failed(r->cx))
	{
		bool escaped = *r->at == '\\';
		int node;
		uint32_t c;

		if (escaped)
			r->at++;
		if (escaped && r->at == r->end)
		{
			synth_pattern_fail(r->cx, SYNTH_PATTERN_SYNTAX, synth_pattern_offset(r), "a backslash ends the pattern");
			break;
		}
		c = synth_pattern_take(r);
		if (synth_pattern_failed(r->cx))
			break;
		if (escaped || (c != '%' && c != '_'))
			node = synth_pattern_literal(r, c);
		else
		{
			node = synth_pattern_any(r);
			if (c == '%')
				node = synth_pattern_repeat(r, node, 0, -1);
		}
		synth_pattern_child(r->tree, cat, &last, node);
	}
	return synth_pattern_failed(r->cx) ? -1 : cat;
}

/* what stands for one character outside brackets, as a regular expression */
static const char *
translate(char c)
{
	switch (c)
	{
		case '%':
			return ".*";
		case '_':
			return ".";
		case '(':
			return "(?:";
		case '.':
			return "\\.";
		case '^':
			return "\\^";
		case '$':
			return "\\$";
		default:
			return NULL;
	}
}

static const char *
refuse(PatternContext *cx, const char *text, const char *at, const char *message)
{
	synth_pattern_fail(cx, SYNTH_PATTERN_UNSUPPORTED, (int) (at - text), message);
	return NULL;
}

const char *
synth_pattern_similar(PatternContext *cx, const char *text, size_t *length)
{
	/* each byte becomes three at most */
	char *out = synth_scratch_array(&cx->scratch, synth_size_add(synth_size_mul(strlen(text), 3), 1), 1);
	char *to = out;
	bool bracket = false;

	for (const char *p = text; *p != '\0'; p++)
	{
		const char *other = NULL;

		if (bracket)
		{
			if (*p == '\\')
				return refuse(cx, text, p, "a backslash in brackets of SIMILAR TO is not supported");
			if (*p == '[')
			{
				const char *close = p[1] == ':' ? strstr(p + 2, ":]") : NULL;

				if (close == NULL)
					return refuse(cx, text, p, "brackets in brackets of SIMILAR TO are not supported");
				memcpy(to, p, (size_t) (close + 2 - p));
				to += close + 2 - p;
				p = close + 1;
				continue;
			}
			bracket = *p != ']';
			*to++ = *p;
			continue;
		}
		if (*p == '\\')
		{
			if (p[1] == '\0' || p[1] == '"')
				return refuse(cx, text, p, "this use of a backslash in SIMILAR TO is not supported");
			*to++ = *p++;
			*to++ = *p;
			continue;
		}
		if (*p == '[')
		{
			bracket = true;
			*to++ = *p;
			if (p[1] == '^')
				*to++ = *++p;
			if (p[1] == ']')
				return refuse(cx, text, p + 1, "brackets in brackets of SIMILAR TO are not supported");
			continue;
		}
		other = translate(*p);
		if (other == NULL)
			*to++ = *p;
		else
		{
			size_t n = strlen(other);

			memcpy(to, other, n);
			to += n;
		}
	}
	*length = (size_t) (to - out);
	return out;
}
