/*-------------------------------------------------------------------------
 *
 * recut.c
 *	  More cells on one axis of a model.
 *
 * A cell that is cut gives its probability to its pieces, each the share that
 * values drawn in the cell have in it.  Where codes are grouped (tables) that
 * is all: the pieces stay in the group of their cell.  Where each code is its
 * own group (trees, copulas), the pieces also replace the cell in the
 * distributions of the attribute, and the cuts of other trees that test it are
 * counted in new codes.
 *
 *-------------------------------------------------------------------------
 */
#include "recut.h"

#include <string.h>

#include "axis_within.h"

#define MAX_CODES 65535

typedef struct Recut
{
	const SynthAttribute *old;
	bool grouped;  /* pieces stay in the group of their cell */
	int nfine;	   /* new */
	int *first;	   /* [old nfine + 1] first piece of each code; codes that are not cut have one */
	double *share; /* [nfine] of a piece in its code */
	int64_t *edge; /* [ncells + 1] */
	int ncells;	   /* new */
} Recut;

/* false if nothing is to be cut */
static bool
place_edges(Recut *rc, int nedges, const int64_t *edge)
{
	const SynthAxis *axis = rc->old->axis;
	int at = 0;

	rc->edge = synth_alloc_array((size_t) axis->ncells + (size_t) nedges + 1, sizeof *rc->edge);
	rc->first = synth_alloc_array((size_t) rc->old->nfine + 1, sizeof *rc->first);
	for (int c = 0; c < axis->ncells; c++)
	{
		rc->first[c] = rc->ncells;
		rc->edge[rc->ncells++] = axis->edge[c];
		while (at < nedges && edge[at] <= axis->edge[c])
			at++;
		for (; at < nedges && edge[at] < axis->edge[c + 1]; at++)
			if (edge[at] != rc->edge[rc->ncells - 1])
				rc->edge[rc->ncells++] = edge[at];
	}
	rc->edge[rc->ncells] = axis->edge[axis->ncells];
	for (int c = axis->ncells; c <= rc->old->nfine; c++)
		rc->first[c] = c - axis->ncells + rc->ncells;
	rc->nfine = rc->first[rc->old->nfine];
	return rc->ncells > axis->ncells;
}

static void
share_pieces(Recut *rc)
{
	rc->share = synth_alloc_array((size_t) rc->nfine, sizeof *rc->share);
	for (int c = 0; c < rc->old->nfine; c++)
	{
		int from = rc->first[c];
		int to = rc->first[c + 1];
		double total = 0;

		if (to - from == 1)
		{
			rc->share[from] = 1;
			continue;
		}
		for (int i = from; i < to; i++)
		{
			rc->share[i] = synth_axis_share(rc->old->axis, c, rc->edge[i], rc->edge[i + 1] - 1);
			total += rc->share[i];
		}
		for (int i = from; i < to; i++)
			rc->share[i] = total > 0 ? rc->share[i] / total : 1.0 / (to - from);
	}
}

static int
moved(const Recut *rc, int code)
{
	return code < 0 ? code : rc->first[code];
}

static void
recut_attribute(const Recut *rc, SynthAttribute *a)
{
	const SynthAttribute *old = rc->old;
	SynthAxis *axis = synth_alloc(sizeof *axis);

	*a = *old;
	*axis = *old->axis;
	axis->ncells = rc->ncells;
	axis->edge = rc->edge;
	a->axis = axis;
	a->nvalues = rc->ncells;
	a->nfine = rc->nfine;
	a->ncoarse = rc->grouped ? old->ncoarse : rc->nfine;
	a->null_code = moved(rc, old->null_code);
	a->neginf_code = moved(rc, old->neginf_code);
	a->posinf_code = moved(rc, old->posinf_code);
	a->nan_code = moved(rc, old->nan_code);
	a->group = synth_alloc_array((size_t) rc->nfine, sizeof *a->group);
	a->mass = synth_alloc_array((size_t) rc->nfine, sizeof *a->mass);
	for (int c = 0; c < old->nfine; c++)
	{
		for (int i = rc->first[c]; i < rc->first[c + 1]; i++)
		{
			a->group[i] = rc->grouped ? old->group[c] : (uint16_t) i;
			a->mass[i] = rc->grouped ? old->mass[c] * rc->share[i] : 1.0;
		}
	}
}

/* a tree of the attribute itself: its leaves */
static SynthTree *
recut_leaves(const Recut *rc, const SynthTree *old)
{
	SynthTree *t = synth_alloc(sizeof *t);
	size_t most = 0;
	int n = 0;

	*t = *old;
	for (int e = 0; e < old->nentries; e++)
		most += (size_t) (rc->first[old->code[e] + 1] - rc->first[old->code[e]]);
	synth_size_check(synth_size_mul(most, sizeof *t->code + sizeof *t->p));
	if (most > INT32_MAX)
		synth_fail(SYNTH_ERR_MEMORY, "a tree has too many entries");
	t->first = synth_alloc_array((size_t) old->nleaves + 1, sizeof *t->first);
	t->code = synth_alloc_array(most, sizeof *t->code);
	t->p = synth_alloc_array(most, sizeof *t->p);
	for (int leaf = 0; leaf < old->nleaves; leaf++)
	{
		t->first[leaf] = n;
		if ((leaf & 0xFFF) == 0)
			synth_poll();
		for (int e = old->first[leaf]; e < old->first[leaf + 1]; e++)
		{
			for (int i = rc->first[old->code[e]]; i < rc->first[old->code[e] + 1]; i++)
			{
				float p = (float) (old->p[e] * rc->share[i]);

				if (p <= 0)
					continue;
				t->code[n] = (uint16_t) i;
				t->p[n++] = p;
			}
		}
	}
	t->first[old->nleaves] = n;
	t->nentries = n;
	return t;
}

/* a tree that tests the attribute: its cuts.  A cut at code c parts what is below c */
static SynthTree *
recut_tests(const Recut *rc, const SynthTree *old, int parent)
{
	SynthTree *t = synth_alloc(sizeof *t);

	*t = *old;
	t->node = synth_alloc_array((size_t) old->nnodes, sizeof *t->node);
	memcpy(t->node, old->node, (size_t) old->nnodes * sizeof *t->node);
	for (int i = 0; i < t->nnodes; i++)
		if (t->node[i].test == parent && t->node[i].cut >= 0)
			t->node[i].cut = rc->first[t->node[i].cut];
	return t;
}

/* the line of a table without parents */
static void
recut_line(const Recut *rc, SynthConditional *c)
{
	float *p = synth_alloc_array((size_t) rc->nfine, sizeof *p);

	for (int code = 0; code < rc->old->nfine; code++)
		for (int i = rc->first[code]; i < rc->first[code + 1]; i++)
			p[i] = (float) (c->p[code] * rc->share[i]);
	c->p = p;
	c->ncells = (size_t) rc->nfine;
}

/* every conditional in which the codes of the attribute are joined */
static void
recut_conditionals(const Recut *rc, SynthModel *m, int attribute)
{
	SynthConditional *conditional = synth_alloc_array((size_t) m->nattributes, sizeof *conditional);

	memcpy(conditional, m->conditional, (size_t) m->nattributes * sizeof *conditional);
	m->conditional = conditional;
	for (int i = 0; i < m->nattributes; i++)
	{
		SynthConditional *c = &conditional[i];

		if (c->attribute == attribute)
		{
			if (c->tree != NULL)
				c->tree = recut_leaves(rc, c->tree);
			else if (c->nparents == 0)
				recut_line(rc, c);
			continue;
		}
		for (int k = 0; k < c->nparents && c->tree != NULL; k++)
			if (c->parent[k] == attribute)
				c->tree = recut_tests(rc, c->tree, k);
	}
}

/* the pieces of a cell keep its place among the latent scores */
static void
recut_order(const Recut *rc, SynthModel *m, int attribute)
{
	SynthCopula *copula = synth_alloc(sizeof *copula);
	uint16_t *order = synth_alloc_array((size_t) rc->nfine, sizeof *order);
	int n = 0;

	*copula = *m->copula;
	copula->order = synth_alloc_array((size_t) m->nattributes, sizeof *copula->order);
	memcpy(copula->order, m->copula->order, (size_t) m->nattributes * sizeof *copula->order);
	for (int k = 0; k < rc->old->nfine; k++)
	{
		int code = copula->order[attribute][k];

		for (int i = rc->first[code]; i < rc->first[code + 1]; i++)
			order[n++] = (uint16_t) i;
	}
	copula->order[attribute] = order;
	m->copula = copula;
}

const SynthModel *
synth_model_recut(const SynthModel *m, int attribute, int nedges, const int64_t *edge)
{
	Recut rc = {.old = &m->attribute[attribute]};
	SynthModel *copy;
	SynthAttribute *attributes;

	rc.grouped = m->method != SYNTH_METHOD_TREE && m->method != SYNTH_METHOD_COPULA;
	if (rc.old->kind != SYNTH_NUMBER || rc.old->axis == NULL)
		synth_fail(SYNTH_ERR_INTERNAL, "only numbers have cells that can be cut");
	if (!place_edges(&rc, nedges, edge))
		return m;
	if (rc.nfine > MAX_CODES)
		synth_fail(SYNTH_ERR_MEMORY, "an axis cannot be cut into so many cells");
	share_pieces(&rc);

	copy = synth_alloc(sizeof *copy);
	*copy = *m;
	attributes = synth_alloc_array((size_t) m->nattributes, sizeof *attributes);
	memcpy(attributes, m->attribute, (size_t) m->nattributes * sizeof *attributes);
	recut_attribute(&rc, &attributes[attribute]);
	copy->attribute = attributes;
	if (!rc.grouped)
		recut_conditionals(&rc, copy, attribute);
	if (m->copula != NULL)
		recut_order(&rc, copy, attribute);
	return copy;
}
