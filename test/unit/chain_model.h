/*-------------------------------------------------------------------------
 *
 * chain_model.h
 *	  A tree model whose first attribute knows the last one, and requests to
 *	  it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_UNIT_CHAIN_MODEL_H
#define SYNTH_UNIT_CHAIN_MODEL_H

#include "core/steer.h"
#include "unit.h"

/* a long chain of copies with a leak: the first attribute knows the evidence, which comes last */
static inline SynthModel *
chain(int length, int width, double leak)
{
	SynthModel *m = synth_alloc(sizeof(SynthModel));

	m->source_schema = m->source_name = m->unit = "t";
	m->method = SYNTH_METHOD_TREE;
	m->max_rows = 1;
	m->total = 10000;
	m->nattributes = length;
	m->attribute = synth_alloc_array((size_t) length, sizeof(SynthAttribute));
	m->conditional = synth_alloc_array((size_t) length, sizeof(SynthConditional));
	for (int a = 0; a < length; a++)
	{
		SynthAttribute *x = &m->attribute[a];
		SynthConditional *d = &m->conditional[a];
		SynthTree *t = synth_alloc(sizeof(SynthTree));
		int nleaves = a > 0 ? width : 1;

		x->name = "n";
		x->kind = SYNTH_NUMBER;
		x->source = SYNTH_DOMAIN_CHECK;
		x->other = SYNTH_OTHER_SPREAD;
		x->nfine = x->ncoarse = x->nvalues = width;
		x->null_code = x->other_code = x->neginf_code = x->posinf_code = x->nan_code = -1;
		x->group = synth_alloc_array((size_t) width, sizeof(uint16_t));
		x->mass = synth_alloc_array((size_t) width, sizeof(double));
		x->axis = synth_alloc(sizeof(SynthAxis));
		x->axis->form = SYNTH_AXIS_INTEGER;
		x->axis->ncells = width;
		x->axis->edge = synth_alloc_array((size_t) width + 1, sizeof(int64_t));
		for (int c = 0; c <= width; c++)
			x->axis->edge[c] = c;
		d->attribute = a;
		d->tree = t;
		d->parent = synth_alloc(sizeof(int));
		d->nparents = a > 0;
		d->parent[0] = a - 1;
		t->nleaves = nleaves;
		t->nnodes = 2 * nleaves - 1;
		t->node = synth_alloc_array((size_t) t->nnodes, sizeof(SynthTreeNode));
		t->first = synth_alloc_array((size_t) nleaves + 1, sizeof(int32_t));
		t->code = synth_alloc_array((size_t) nleaves * (size_t) width, sizeof(uint16_t));
		t->p = synth_alloc_array((size_t) nleaves * (size_t) width, sizeof(float));
		t->set = synth_alloc(sizeof(uint64_t));
		/* a comb: below 1, below 2, .. */
		for (int l = 0; l < nleaves; l++)
		{
			if (l < nleaves - 1)
				t->node[2 * l] = (SynthTreeNode){0, l + 1, -1, 2 * l + 1, 2 * l + 2};
			t->node[l < nleaves - 1 ? 2 * l + 1 : 2 * l] = (SynthTreeNode){-1, -1, -1, l, -1};
			for (int c = 0; c < width; c++)
			{
				/* codes halve in frequency */
				double even = ldexp(1.0, -c - 1) / (1.0 - ldexp(1.0, -width));

				double p = a == 0 ? even : leak * even + (c == l ? 1.0 - leak : 0.0);

				if (p <= 0.0)
					continue;
				t->code[t->nentries] = (uint16_t) c;
				t->p[t->nentries++] = (float) p;
			}
			t->first[l + 1] = t->nentries;
		}
		for (int c = 0; c < width; c++)
		{
			x->group[c] = (uint16_t) c;
			x->mass[c] = 1.0;
		}
	}
	CHECK(synth_model_check(m) == NULL);
	return m;
}

static inline SynthSteering *
one_code(const SynthModel *m, int a, int code)
{
	SynthSteering *q = synth_alloc(sizeof(SynthSteering));

	q->nregions = 1;
	q->region = synth_alloc(sizeof(SynthRegion));
	q->region->attribute = a;
	q->region->share = synth_alloc_array((size_t) m->attribute[a].nfine, sizeof(double));
	q->region->share[code] = 1.0;
	q->region->nintervals = 1;
	q->region->lo = synth_alloc(sizeof(int64_t));
	q->region->hi = synth_alloc(sizeof(int64_t));
	*q->region->lo = *q->region->hi = code;
	return q;
}

#endif /* SYNTH_UNIT_CHAIN_MODEL_H */
