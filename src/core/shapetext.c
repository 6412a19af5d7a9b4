/*-------------------------------------------------------------------------
 *
 * shapetext.c
 *	  Codes of learned shapes.
 *
 * Without uniqueness: a text of the pattern that the row's shape is.
 *
 * With it, row number i has text number P(i) of its shape, P a permutation of
 * that shape's texts, if the shape has more than i texts; else text P(i) of
 * the shape that has most of those learned.  Shapes have no text in common: what an earlier one
 * matches is taken away from a later one, or the later one is given up where
 * that takes too much.  So two rows with texts of one shape have different
 * numbers of it, and two rows with texts of different shapes have different
 * texts; the space is that of this shape, whatever shapes the rows have.
 *
 * Which shapes can have texts in common is seen from their spelling (shape.h):
 * one set of characters a position.  What is not spelt so may have texts in
 * common with any; only `other` may be, learned shapes that are not are left out.
 *
 * Limits: 8 earlier shapes are taken away from a later one.
 *
 *-------------------------------------------------------------------------
 */
#include "shapetext.h"

#include <string.h>

#include "letters.h"
#include "shape.h"
#include "texthash.h"

#define MAX_AWAY 8

/* sets of ASCII characters, one a position; length -1: not known */
typedef struct Outline
{
	int length;
	uint64_t set[SYNTH_SHAPE_MAX_TEXT][2];
} Outline;

struct SynthShapeTexts
{
	int nshapes;	  /* `other` is one more */
	SynthPool **pool; /* [nshapes + 1] NULL: the largest one serves */
	int largest;
	uint64_t space;
	size_t bytes;
};

static void
include(uint64_t set[2], unsigned char first, unsigned char last)
{
	for (int c = first; c <= last && c < 128; c++)
		set[c / 64] |= UINT64_C(1) << (c % 64);
}

/* one set: [..] or a character; where it ends, NULL: spelt otherwise */
static const char *
read_set(const char *s, uint64_t set[2])
{
	set[0] = set[1] = 0;
	if (*s != '[')
	{
		if (*s == '\\' && s[1] != '\0'
			&& strchr("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", s[1]))
			return NULL;
		if (*s == '\\' && s[1] != '\0')
			s++;
		else if (strchr("(){}|*+?.^$", *s) != NULL)
			return NULL;
		include(set, (unsigned char) *s, (unsigned char) *s);
		return (unsigned char) *s < 128 ? s + 1 : NULL;
	}
	for (s++; *s != ']'; s++)
	{
		if (*s == '\0' || *s == '[' || *s == '\\' || *s == '^' || (unsigned char) *s >= 128)
			return NULL;
		if (s[1] == '-' && s[2] != ']' && s[2] != '\0')
		{
			include(set, (unsigned char) *s, (unsigned char) s[2]);
			s += 2;
		}
		else
			include(set, (unsigned char) *s, (unsigned char) *s);
	}
	return s + 1;
}

static void
read_outline(const char *s, Outline *o)
{
	int n = 0;

	o->length = -1;
	while (s != NULL && *s != '\0')
	{
		uint64_t set[2];
		int times = 1;

		s = read_set(s, set);
		if (s == NULL)
			return;
		if (*s == '{')
		{
			times = 0;
			for (s++; *s >= '0' && *s <= '9' && times < SYNTH_SHAPE_MAX_TEXT; s++)
				times = times * 10 + (*s - '0');
			if (*s++ != '}')
				return;
		}
		for (; times > 0; times--)
		{
			if (n == SYNTH_SHAPE_MAX_TEXT)
				return;
			o->set[n][0] = set[0];
			o->set[n++][1] = set[1];
		}
	}
	o->length = n;
}

bool
synth_shape_is_spelt(const char *shape)
{
	Outline o;

	read_outline(shape, &o);
	return o.length >= 0;
}

static bool
may_meet(const Outline *a, const Outline *b)
{
	if (a->length < 0 || b->length < 0)
		return true;
	if (a->length != b->length)
		return false;
	for (int i = 0; i < a->length; i++)
		if ((a->set[i][0] & b->set[i][0]) == 0 && (a->set[i][1] & b->set[i][1]) == 0)
			return false;
	return true;
}

/* the texts of a shape (NULL: all) that satisfy the checks and are none of naway other shapes; NULL: none */
static SynthPattern *
compile(const SynthText *text, const char *shape, char *const *away, int naway, int max_chars)
{
	int nchecks = text != NULL ? text->nchecks : 0;
	SynthPatternPart *part = synth_alloc_array((size_t) nchecks + (size_t) naway + 1, sizeof(SynthPatternPart));
	SynthPatternError error;
	SynthPattern *pattern;
	int n = 0;

	if (shape != NULL)
		part[n++] = (SynthPatternPart){.text = shape, .syntax = SYNTH_PATTERN_WHOLE};
	for (int i = 0; i < nchecks; i++)
		part[n++] = text->check[i];
	for (int i = 0; i < naway; i++)
		part[n++] = (SynthPatternPart){.text = away[i], .syntax = SYNTH_PATTERN_WHOLE, .negated = true};
	pattern = synth_pattern_compile(part, n, text != NULL ? text->min_chars : 0, max_chars, false, &error);
	synth_release(part);
	return pattern;
}

/* the texts of shape k that no earlier shape with a pool has; NULL: none, or too many to take away */
static SynthPattern *
compile_rest(const SynthShapeTexts *s, const SynthText *text, int k, char *const *shape, const Outline *outline,
			 int max_chars)
{
	char *away[MAX_AWAY];
	int n = 0;

	for (int i = 0; i < k; i++)
	{
		if (s->pool[i] == NULL || !may_meet(&outline[i], &outline[k]))
			continue;
		if (n == MAX_AWAY)
			return NULL;
		away[n++] = shape[i];
	}
	return compile(text, shape[k], away, n, max_chars);
}

static void
keep(SynthShapeTexts *s, int k, SynthPattern *pattern, bool unique, uint64_t key)
{
	if (pattern == NULL || synth_pattern_space(pattern) == 0)
		return;
	s->pool[k] = synth_pool_of(pattern, unique, synth_text_mix(key, (uint64_t) k));
	if (s->pool[k]->bytes > s->bytes)
		s->bytes = s->pool[k]->bytes;
	/* what is not learned serves all only if nothing is */
	if (s->pool[s->largest] == NULL
		|| (k < s->nshapes && synth_pattern_space(pattern) > synth_pattern_space(s->pool[s->largest]->pattern[0])))
		s->largest = k;
}

/* capitals and digits that nobody would take for a code of the source */
static const char *
serial_shape(int max_chars)
{
	static const char *const shape[] = {"[0-9]",
										"[A-Z][0-9]",
										"[A-Z][0-9]{2}",
										"[A-Z]{2}[0-9]{2}",
										"[A-Z]{2}[0-9]{3}",
										"[A-Z]{2}[0-9]{4}",
										"[A-Z]{2}[0-9]{5}",
										"[A-Z]{2}[0-9]{6}"};

	return shape[max_chars > 0 && max_chars < 8 ? max_chars - 1 : 7];
}

SynthShapeTexts *
synth_shape_texts_new(int nshapes, char *const *shape, const SynthText *text, int max_chars, bool unique, uint64_t key)
{
	SynthShapeTexts *s = synth_alloc(sizeof *s);
	char **all = synth_alloc_array((size_t) nshapes + 1, sizeof(char *));
	Outline *outline = synth_alloc_array((size_t) nshapes + 1, sizeof(Outline));

	s->nshapes = nshapes;
	s->pool = synth_alloc_array((size_t) nshapes + 1, sizeof(SynthPool *));
	for (int k = 0; k < nshapes; k++)
		all[k] = shape[k];
	if (text != NULL && text->pattern != NULL)
		all[nshapes] = text->pattern;
	else if (text == NULL || text->nchecks == 0)
		all[nshapes] = (char *) serial_shape(max_chars);
	for (int k = 0; k <= nshapes; k++)
	{
		synth_poll();
		if (all[k] != NULL)
			read_outline(all[k], &outline[k]);
		else
			outline[k].length = -1;
		/* no fit learns such a shape; thousands of patterns of any kind may take any memory */
		if (k < nshapes && outline[k].length < 0)
			continue;
		keep(s, k,
			 unique ? compile_rest(s, text, k, all, outline, max_chars) : compile(text, all[k], NULL, 0, max_chars),
			 unique, key);
	}
	synth_release(outline);
	synth_release(all);
	if (s->pool[s->largest] == NULL)
	{
		keep(s, nshapes, compile(NULL, serial_shape(max_chars), NULL, 0, max_chars), unique, key);
		if (s->pool[s->largest] == NULL)
			synth_fail(SYNTH_ERR_INTERNAL, "serial codes do not compile");
	}
	s->space = unique ? s->pool[s->largest]->space : UINT64_MAX;
	return s;
}

uint64_t
synth_shape_texts_space(const SynthShapeTexts *s)
{
	return s->space;
}

static const SynthPool *
pool_of(const SynthShapeTexts *s, int64_t shape)
{
	int k = shape >= 0 && shape < s->nshapes ? (int) shape : s->nshapes;

	return s->pool[k] != NULL ? s->pool[k] : s->pool[s->largest];
}

int
synth_shape_text_pick(const SynthShapeTexts *s, int64_t shape, uint64_t hash, char *out)
{
	return synth_pool_pick(pool_of(s, shape), hash, out);
}

int
synth_shape_text_at(const SynthShapeTexts *s, int64_t shape, uint64_t index, char *out)
{
	const SynthPool *p = pool_of(s, shape);

	return synth_pool_at(index < p->space ? p : s->pool[s->largest], index, out);
}

size_t
synth_shape_texts_bytes(const SynthShapeTexts *s)
{
	return s->bytes;
}
