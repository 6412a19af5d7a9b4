/*-------------------------------------------------------------------------
 *
 * tree_class.c
 *	  Classes of a target for one node of a tree.
 *
 * The classes that a split is to tell apart are made anew for each node, from
 * the codes that its rows have: each code its own class while they are few,
 * else, for an ordered target, groups of neighbours with about equally many
 * rows.  So a node deep in the tree, whose rows have but a small range of
 * values left, still sees differences within that range.  Of a category with
 * many labels in a node the rarest share a class.  Specials of a number are
 * never mixed with values.
 *
 *-------------------------------------------------------------------------
 */
#include "tree_class.h"

#include <string.h>

SynthTreeClasses
synth_tree_classes_new(const SynthTreeColumn *target, int most, double rows_per_class)
{
	SynthTreeClasses g = {.target = target, .most = most, .rows_per_class = rows_per_class};

	g.count = synth_alloc_array((size_t) target->ncodes, sizeof(uint32_t));
	g.of_code = synth_alloc_array((size_t) target->ncodes, sizeof(uint8_t));
	return g;
}

void
synth_tree_classes_release(SynthTreeClasses *g)
{
	synth_release(g->count);
	synth_release(g->of_code);
}

/* codes in order, in groups of about equally many rows; a heavy code is alone */
static int
group_codes(SynthTreeClasses *g, int first, int end, int rows, int most, int class)
{
	int left = rows;
	int held = 0;
	int groups = 0;

	for (int c = first; c < end; c++)
	{
		int n = (int) g->count[c];
		/* what is left, fairly shared */
		double fair = (double) (left + held) / (double) (most - groups);

		if (n == 0)
		{
			g->of_code[c] = (uint8_t) (class + groups);
			continue;
		}
		if (held > 0 && (double) held + (double) n / 2 > fair && groups < most - 1)
		{
			groups++;
			held = 0;
		}
		g->of_code[c] = (uint8_t) (class + groups);
		held += n;
		left -= n;
	}
	return groups + 1;
}

/* every code its own class, the rarest of a category share the last one */
static int
single_codes(SynthTreeClasses *g, int first, int end, int most, int class)
{
	uint32_t bar = 1;
	int n;

	/* the number of rows that few enough codes have */
	for (;; bar += bar / 4 + 1)
	{
		n = 0;
		for (int c = first; c < end; c++)
			n += g->count[c] >= bar;
		if (n <= most - (bar > 1))
			break;
	}
	n = 0;
	for (int c = first; c < end; c++)
		if (g->count[c] >= bar)
			g->of_code[c] = (uint8_t) (class + n++);
	if (bar == 1)
		return n;
	for (int c = first; c < end; c++)
		if (g->count[c] < bar)
			g->of_code[c] = (uint8_t) (class + n);
	return n + 1;
}

int
synth_tree_classes_make(SynthTreeClasses *g, const uint32_t *row, int n, uint8_t *class)
{
	const SynthTreeColumn *x = g->target;
	int values = 0;
	int distinct = 0;
	int specials = 0;
	int most = (int) ((double) n / g->rows_per_class);
	int classes;
	int low = x->ncodes;
	int high = 0;

	for (int i = 0; i < n; i++)
	{
		int c = x->code[row[i]];

		g->count[c]++;
		low = c < low ? c : low;
		high = c > high ? c : high;
	}
	for (int c = low; c <= high; c++)
	{
		if (g->count[c] == 0)
			continue;
		if (x->ordered && c >= x->nvalues)
			specials++;
		else
		{
			distinct++;
			values += (int) g->count[c];
		}
	}
	most = most < 2 ? 2 : most > g->most ? g->most : most;
	if (distinct <= most || (!x->ordered && distinct <= SYNTH_TREE_CLASSES / 2))
		classes = single_codes(g, low, x->ordered && high >= x->nvalues ? x->nvalues : high + 1, SYNTH_TREE_CLASSES - 5,
							   0);
	else if (x->ordered)
		classes = group_codes(g, low, high < x->nvalues ? high + 1 : x->nvalues, values, most, 0);
	else
		classes = single_codes(g, low, high + 1, most, 0);
	if (specials > 0)
		for (int c = x->nvalues > low ? x->nvalues : low; c <= high; c++)
			if (g->count[c] > 0)
				g->of_code[c] = (uint8_t) classes++;
	for (int i = 0; i < n; i++)
		class[i] = g->of_code[x->code[row[i]]];
	memset(g->count + low, 0, (size_t) (high - low + 1) * sizeof(uint32_t));
	return classes;
}
