/*-------------------------------------------------------------------------
 *
 * pattern_alphabet.c
 *	  Code points that no set of a pattern tells apart become one symbol.
 *
 * A table of an automaton has a column per symbol, and patterns tell few
 * apart: a date has two and the rest.  First all code points are cut where a
 * range of a set begins or ends; then pieces that belong to the same sets are
 * one symbol, found by splitting the classes of pieces at one set after the
 * other.
 *
 *-------------------------------------------------------------------------
 */
#include "pattern_parts.h"

#include <stdlib.h>

#define MAX_PIECES 8192

static int
compare(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *) a;
	uint32_t y = *(const uint32_t *) b;

	return (x > y) - (x < y);
}

/* pieces between all cuts, without those that no text can hold */
static void
cut(PatternContext *cx, PatternAlphabet *a)
{
	size_t ncuts = 4;
	size_t n = 0;
	uint32_t *cuts;

	for (int i = 0; i < cx->nsets; i++)
		ncuts += 2 * (size_t) cx->set[i].n;
	cuts = synth_scratch_array(&cx->scratch, ncuts, sizeof *cuts);
	cuts[n++] = 1;
	cuts[n++] = 0xD800;
	cuts[n++] = 0xE000;
	cuts[n++] = SYNTH_CHAR_MAX + 1;
	for (int i = 0; i < cx->nsets; i++)
	{
		for (int k = 0; k < cx->set[i].n; k++)
		{
			cuts[n++] = cx->set[i].range[k].lo;
			cuts[n++] = cx->set[i].range[k].hi + 1;
		}
	}
	qsort(cuts, n, sizeof *cuts, compare);
	a->piece = synth_scratch_array(&cx->scratch, n, sizeof *a->piece);
	for (size_t i = 0; i + 1 < n; i++)
	{
		if (cuts[i] == cuts[i + 1] || cuts[i] == 0xD800)
			continue;
		a->piece[a->npieces].lo = cuts[i];
		a->piece[a->npieces].hi = cuts[i + 1] - 1;
		a->npieces++;
	}
	if (a->npieces > MAX_PIECES)
		synth_pattern_fail(cx, SYNTH_PATTERN_TOO_LARGE, -1, "pattern has too many different sets of characters");
}

/* the classes of pieces, while they are being split */
typedef struct Classes
{
	int n;
	int *size; /* [n] pieces */
	int *hit;  /* how many of them are in the set at hand */
	int *made; /* the class that those went to, -1 none */
	bool *in;  /* [npieces] */
} Classes;

/* parts each class in what is in the set and what is not */
static void
split(PatternAlphabet *a, const SynthCharSet *set, Classes *c)
{
	int before = c->n;
	int piece = 0;

	for (int i = 0; i < before; i++)
	{
		c->hit[i] = 0;
		c->made[i] = -1;
	}
	for (int i = 0; i < a->npieces; i++)
	{
		while (piece < set->n && set->range[piece].hi < a->piece[i].lo)
			piece++;
		c->in[i] = piece < set->n && set->range[piece].lo <= a->piece[i].lo;
		if (c->in[i])
			c->hit[a->symbol[i]]++;
	}
	for (int i = 0; i < a->npieces; i++)
	{
		int old = a->symbol[i];

		if (!c->in[i] || c->hit[old] == c->size[old])
			continue;
		if (c->made[old] < 0)
		{
			c->made[old] = c->n;
			c->size[c->n++] = c->hit[old];
		}
		a->symbol[i] = c->made[old];
	}
	for (int i = 0; i < before; i++)
		if (c->made[i] >= 0)
			c->size[i] -= c->hit[i];
}

void
synth_pattern_alphabet(PatternContext *cx, PatternAlphabet *a)
{
	Classes c = {0};
	int *sample;

	cut(cx, a);
	if (synth_pattern_failed(cx))
		return;
	a->symbol = synth_scratch_array(&cx->scratch, (size_t) a->npieces, sizeof *a->symbol);
	c.size = synth_scratch_array(&cx->scratch, (size_t) a->npieces, sizeof *c.size);
	c.hit = synth_scratch_array(&cx->scratch, (size_t) a->npieces, sizeof *c.hit);
	c.made = synth_scratch_array(&cx->scratch, (size_t) a->npieces, sizeof *c.made);
	c.in = synth_scratch_array(&cx->scratch, (size_t) a->npieces, sizeof *c.in);
	c.n = 1;
	c.size[0] = a->npieces;
	for (int i = 0; i < cx->nsets; i++)
	{
		synth_poll();
		split(a, &cx->set[i], &c);
	}
	a->nsymbols = c.n;
	if ((size_t) cx->nsets * (size_t) a->nsymbols > PATTERN_MAX_CELLS)
	{
		synth_pattern_fail(cx, SYNTH_PATTERN_TOO_LARGE, -1, "pattern has too many different sets of characters");
		return;
	}
	/* any piece speaks for its symbol */
	sample = c.hit;
	for (int k = 0; k < a->npieces; k++)
		sample[a->symbol[k]] = k;
	a->member = synth_scratch_array(&cx->scratch, synth_size_mul((size_t) cx->nsets, (size_t) a->nsymbols), 1);
	for (int i = 0; i < cx->nsets; i++)
	{
		synth_poll();
		for (int k = 0; k < a->nsymbols; k++)
			a->member[i * a->nsymbols + k] = synth_charset_has(&cx->set[i], a->piece[sample[k]].lo);
	}
}
