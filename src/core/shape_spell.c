/*-------------------------------------------------------------------------
 *
 * shape_spell.c
 *	  Shapes written as patterns, and read back.
 *
 * A class is [..], with {n} behind it if there are more than one; what is
 * special in patterns has a backslash; everything else stands for itself.
 * Only the classes listed here are ever written.
 *
 *-------------------------------------------------------------------------
 */
#include <string.h>

#include "shape_parts.h"

static const char *const spelling[] = {"",		   "[0-9]",	   "[A-Z]",	   "[a-z]",		 "[0-9a-f]",
									   "[0-9A-F]", "[0-9a-z]", "[0-9A-Z]", "[0-9A-Za-z]"};

/* appends a class and its length; false if there is no room */
static bool
put_class(char *out, int *at, int room, const ShapeRun *r)
{
	char text[24];
	int n = (int) strlen(spelling[r->class]);

	if (r->length > SYNTH_SHAPE_MAX_VALUE)
		return false;
	memcpy(text, spelling[r->class], (size_t) n);
	if (r->length > 1)
	{
		text[n++] = '{';
		if (r->length >= 10)
			text[n++] = (char) ('0' + r->length / 10);
		text[n++] = (char) ('0' + r->length % 10);
		text[n++] = '}';
	}
	if (*at + n >= room)
		return false;
	memcpy(out + *at, text, (size_t) n);
	*at += n;
	return true;
}

/* appends a character as itself */
static bool
put_literal(char *out, int *at, int room, char c)
{
	bool special = strchr("\\.[](){}|*+?^$", c) != NULL;

	if (*at + 1 + special >= room)
		return false;
	if (special)
		out[(*at)++] = '\\';
	out[(*at)++] = c;
	return true;
}

bool
synth_shape_spell(const Shape *s, const char *value, char *out, int room)
{
	int at = 0;

	for (int i = 0; i < s->n; i++)
	{
		const ShapeRun *r = &s->run[i];

		if (r->class != CLASS_LITERAL)
		{
			if (!put_class(out, &at, room, r))
				return false;
			continue;
		}
		for (int j = 0; j < r->length; j++)
		{
			if (!put_literal(out, &at, room, value != NULL ? value[r->from + j] : r->literal))
				return false;
		}
	}
	out[at] = '\0';
	return true;
}

void
synth_shape_read(Shape *s, const char *text)
{
	s->n = 0;
	while (*text != '\0' && s->n < SYNTH_SHAPE_MAX_VALUE)
	{
		ShapeRun *r = &s->run[s->n];

		memset(r, 0, sizeof(*r));
		r->length = 1;
		for (int c = CLASS_DIGIT; c <= CLASS_MIXED; c++)
		{
			if (strncmp(text, spelling[c], strlen(spelling[c])) == 0)
				r->class = (ShapeClass) c;
		}
		if (r->class != CLASS_LITERAL)
		{
			text += strlen(spelling[r->class]);
			if (*text == '{')
			{
				r->length = 0;
				for (text++; *text >= '0' && *text <= '9' && r->length <= SYNTH_SHAPE_MAX_VALUE; text++)
					r->length = 10 * r->length + (*text - '0');
				if (*text == '}')
					text++;
			}
			s->n++;
			continue;
		}
		if (*text == '\\' && text[1] != '\0')
			text++;
		r->class = synth_shape_class(*text);
		r->literal = r->class == CLASS_LITERAL ? *text : '\0';
		text++;
		if (s->n > 0 && r->class != CLASS_LITERAL && s->run[s->n - 1].class == r->class)
			s->run[s->n - 1].length++;
		else
			s->n++;
	}
}
