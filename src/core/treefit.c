/*-------------------------------------------------------------------------
 *
 * treefit.c
 *	  Method `tree`: attributes in an order, one tree for each over those
 *	  before it.
 *
 *-------------------------------------------------------------------------
 */
#include "treefit.h"

#include <string.h>

#include "tree_leaf.h"
#include "tree_order.h"
#include "tree_rows.h"

/* an attribute as trees see it */
static SynthTreeColumn
column_of(const SynthTreeRows *t, int a)
{
	SynthTreeColumn x;

	x.code = t->code[a];
	x.ncodes = t->attribute[a].nfine;
	x.nvalues = t->attribute[a].nvalues;
	x.ordered = t->attribute[a].kind == SYNTH_NUMBER;
	return x;
}

void
synth_treefit_run(const SynthTreeFitInput *in, const SynthRowSource *rows, SynthModel *m)
{
	SynthTreeRule rule = synth_tree_rule;
	SynthTreeRows *t;
	SynthTreeColumn *column;
	SynthSplitter *s;
	uint32_t *row;
	bool *first;
	int *order;

	if (in->min_leaf < 1 || in->min_count < 1 || in->nattributes < 1)
		synth_fail(SYNTH_ERR_PARAMETER, "min_leaf and min_count must be at least 1");
	if (in->progress != NULL)
		in->progress("reading codes", 0, 1);
	t = synth_tree_rows_read(in, rows);
	rule.min_leaf = in->min_leaf < INT32_MAX / 4 ? (int) in->min_leaf : INT32_MAX / 4;

	column = synth_alloc_array((size_t) in->nattributes, sizeof(SynthTreeColumn));
	first = synth_alloc_array((size_t) in->nattributes, sizeof(bool));
	for (int a = 0; a < in->nattributes; a++)
	{
		column[a] = column_of(t, a);
		first[a] = in->spec[a].is_context;
	}
	row = synth_alloc_array((size_t) t->nrows + 1, sizeof(uint32_t));
	if (in->progress != NULL)
		in->progress("ordering columns", 0, 1);
	order = synth_tree_order(t, column, &rule, first);
	synth_release(first);

	m->nattributes = in->nattributes;
	m->attribute = t->attribute;
	m->conditional = synth_alloc_array((size_t) in->nattributes, sizeof(SynthConditional));
	s = synth_splitter_new(in->nattributes, column, t->nrows);
	for (int i = 0; i < in->nattributes; i++)
	{
		int a = order[i];
		int n = synth_tree_usable(t, a, 1, row);
		SynthGrownTree *g;

		if (in->progress != NULL)
			in->progress("growing trees", i, in->nattributes);
		g = synth_tree_grow(&rule, s, column, i, order, a, row, n);
		m->conditional[i].attribute = a;
		synth_tree_finish(g, &t->attribute[a], t->code[a], t->emit[a], in->nattributes, column, &m->conditional[i]);
		synth_tree_grown_release(g);
	}
	synth_splitter_release(s);
	m->total = (double) t->total;
	synth_release(column);
	synth_release(row);
	synth_release(order);
	for (int a = 0; a < in->nattributes; a++)
	{
		synth_release(t->code[a]);
		synth_release(t->emit[a]);
	}
	synth_release(t->code);
	synth_release(t->emit);
}
