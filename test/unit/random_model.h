/*-------------------------------------------------------------------------
 *
 * random_model.h
 *	  Valid models of every shape, for tests of the checker, the codec and
 *	  the sampler, and for the seeds of the fuzzer.
 *
 * Uses only env.h and a generator of its own, so that a fuzzer can include it
 * without the test frame.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_RANDOM_MODEL_H
#define SYNTH_RANDOM_MODEL_H

#include <string.h>

#include "core/model.h"

typedef struct RandomModel
{
	uint64_t state;
	int max_attributes;
	int max_fine; /* at least 6 */
	int max_parents;
	int method; /* SYNTH_METHOD_TREE, _COPULA or _PUBLIC; 0: any of those with tables */
	bool texts; /* some columns are made */
	bool links; /* rules, foreign keys, ranges */
} RandomModel;

static uint64_t
random_model_u64(RandomModel *r)
{
	uint64_t z = (r->state += UINT64_C(0x9E3779B97F4A7C15));

	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

static int
random_model_below(RandomModel *r, int bound)
{
	return (int) (random_model_u64(r) % (uint64_t) bound);
}

static double
random_model_unit(RandomModel *r)
{
	return (double) (random_model_u64(r) >> 11) / 9007199254740992.0;
}

static char *
random_model_text(RandomModel *r, const char *stem)
{
	static const char *const tail[] = {"",			 "a", " b c", "\xC3\xA9\xC3\xA8",
									   "0123456789", "'", "\n",	  "\xF0\x9F\x98\x80"};
	const char *end = tail[random_model_below(r, 8)];
	size_t a = strlen(stem);
	size_t b = strlen(end);
	char *s = synth_alloc(a + b + 2);

	memcpy(s, stem, a);
	memcpy(s + a, end, b);
	s[a + b] = (char) ('a' + random_model_below(r, 26));
	return s;
}

static SynthAxis *
random_model_axis(RandomModel *r, int ncells)
{
	SynthAxis *x = synth_alloc(sizeof(SynthAxis));
	int64_t at = -random_model_below(r, 1000);

	x->form = (SynthAxisForm) random_model_below(r, 4);
	x->ncells = ncells;
	x->edge = synth_alloc_array((size_t) ncells + 1, sizeof(int64_t));
	for (int i = 0; i <= ncells; i++)
	{
		x->edge[i] = at;
		at += random_model_below(r, 2) == 0 ? 1 : 1 + random_model_below(r, 5000);
	}
	x->lo_limit = x->edge[0] - random_model_below(r, 100);
	x->hi_limit = x->edge[ncells] - 1 + random_model_below(r, 100);
	if (random_model_below(r, 2) == 0)
	{
		int64_t grain[16];
		double sum = 0.0;
		int n = synth_axis_grains(x->form, grain);

		x->ngrains = n;
		if (n > 0)
		{
			x->grain = synth_alloc_array((size_t) n, sizeof(int64_t));
			x->share = synth_alloc_array((size_t) n, sizeof(double));
			memcpy(x->grain, grain, (size_t) n * sizeof(int64_t));
			for (int i = 0; i < n; i++)
				sum += x->share[i] = random_model_unit(r) + 1e-9;
			for (int i = 0; i < n; i++)
				x->share[i] /= sum;
		}
	}
	return x;
}

static void
random_model_attribute(RandomModel *r, SynthAttribute *a)
{
	double *sum;
	int next;

	a->name = random_model_text(r, "column ");
	a->kind = random_model_below(r, 2) == 0 ? SYNTH_CATEGORY : SYNTH_NUMBER;
	a->source = (SynthDomainSource) (1 + random_model_below(r, 6));
	a->sigma = random_model_below(r, 2) == 0 ? 0.0 : 30.0 * random_model_unit(r);
	a->nvalues = 1 + random_model_below(r, r->max_fine - 5);
	a->null_code = a->other_code = a->neginf_code = a->posinf_code = a->nan_code = -1;
	next = a->nvalues;
	if (random_model_below(r, 2) == 0)
		a->null_code = next++;
	if (a->kind == SYNTH_CATEGORY && random_model_below(r, 2) == 0)
		a->other_code = next++;
	if (a->kind == SYNTH_NUMBER && random_model_below(r, 3) == 0)
		a->neginf_code = next++;
	if (a->kind == SYNTH_NUMBER && random_model_below(r, 3) == 0)
		a->nan_code = next++;
	if (a->kind == SYNTH_NUMBER && random_model_below(r, 3) == 0)
		a->posinf_code = next++;
	a->nfine = next;
	a->ncoarse = random_model_below(r, 3) == 0 ? a->nfine : 1 + random_model_below(r, a->nfine);
	/* trees and copulas join at the fine level */
	if (r->method != 0)
		a->ncoarse = a->nfine;

	a->group = synth_alloc_array((size_t) a->nfine, sizeof(uint16_t));
	a->mass = synth_alloc_array((size_t) a->nfine, sizeof(double));
	sum = synth_alloc_array((size_t) a->ncoarse, sizeof(double));
	for (int i = 0; i < a->nfine; i++)
	{
		/* the first ncoarse fine codes see to it that no group is empty */
		a->group[i] = (uint16_t) (i < a->ncoarse ? i : random_model_below(r, a->ncoarse));
		a->mass[i] = i >= a->ncoarse && random_model_below(r, 4) == 0 ? 0.0 : random_model_unit(r) + 1e-6;
		sum[a->group[i]] += a->mass[i];
	}
	for (int i = 0; i < a->nfine; i++)
		a->mass[i] /= sum[a->group[i]];
	synth_release(sum);

	a->other = SYNTH_OTHER_SPREAD;
	if (a->kind == SYNTH_NUMBER)
	{
		a->axis = random_model_axis(r, a->nvalues);
		return;
	}
	a->other = (SynthOtherPolicy) (1 + random_model_below(r, 3));
	if (a->other == SYNTH_OTHER_LABEL)
		a->other_label = random_model_text(r, "other");
	a->label = synth_alloc_array((size_t) a->nvalues + 1, sizeof(char *));
	for (int i = 0; i < a->nvalues; i++)
		a->label[i] = random_model_below(r, 20) == 0 ? synth_alloc(1) : random_model_text(r, "label ");
}

/* a tree of up to 20 leaves over the parents of c, in preorder */
static SynthTree *
random_model_tree(RandomModel *r, const SynthModel *m, const SynthConditional *c)
{
	int nleaves = c->nparents > 0 ? 1 + random_model_below(r, 20) : 1;
	int ncoarse = m->attribute[c->attribute].ncoarse;
	SynthTree *t = synth_alloc(sizeof(SynthTree));
	int *size = synth_alloc_array((size_t) nleaves * 2, sizeof(int)); /* leaves below a node */
	int leaf = 0;

	t->nleaves = nleaves;
	t->nnodes = 2 * nleaves - 1;
	t->node = synth_alloc_array((size_t) t->nnodes, sizeof(SynthTreeNode));
	t->set = synth_alloc_array((size_t) nleaves * (size_t) (r->max_fine / 64 + 2), sizeof(uint64_t));
	t->first = synth_alloc_array((size_t) nleaves + 1, sizeof(int32_t));
	t->code = synth_alloc_array((size_t) nleaves * (size_t) ncoarse, sizeof(uint16_t));
	t->p = synth_alloc_array((size_t) nleaves * (size_t) ncoarse, sizeof(float));
	size[0] = nleaves;
	for (int i = 0; i < t->nnodes; i++)
	{
		SynthTreeNode *n = &t->node[i];
		const SynthAttribute *a;
		int left;

		n->cut = n->set = n->right = -1;
		if (size[i] == 1)
		{
			n->test = -1;
			n->left = leaf++;
			continue;
		}
		n->test = random_model_below(r, c->nparents);
		a = &m->attribute[c->parent[n->test]];
		if (a->kind == SYNTH_NUMBER)
			n->cut = random_model_below(r, a->ncoarse + 1);
		else
		{
			n->set = t->nwords;
			for (int w = 0; w < (a->ncoarse + 63) / 64; w++)
				t->set[t->nwords++] = random_model_u64(r);
		}
		left = 1 + random_model_below(r, size[i] - 1);
		n->left = i + 1;
		n->right = i + 2 * left;
		size[n->left] = left;
		size[n->right] = size[i] - left;
	}
	synth_release(size);
	for (int l = 0; l < nleaves; l++)
	{
		double sum = 0.0;
		int first = t->nentries;

		for (int x = 0; x < ncoarse; x++)
			if (random_model_below(r, 3) == 0 || (x == ncoarse - 1 && t->nentries == first))
			{
				t->code[t->nentries] = (uint16_t) x;
				t->p[t->nentries] = (float) random_model_unit(r) + 1e-3f;
				sum += (double) t->p[t->nentries++];
			}
		for (int i = first; i < t->nentries; i++)
			t->p[i] = (float) ((double) t->p[i] / sum);
		t->first[l + 1] = t->nentries;
	}
	return t;
}

/* correlations of one common factor: positive definite */
static SynthCopula *
random_model_copula(RandomModel *r, const SynthModel *m)
{
	SynthCopula *c = synth_alloc(sizeof(SynthCopula));
	size_t n = (size_t) m->nattributes;
	double *load = synth_alloc_array(n + 1, sizeof(double));

	c->order = synth_alloc_array(n + 1, sizeof(uint16_t *));
	c->correlation = synth_alloc_array(n * n + 1, sizeof(float));
	for (size_t i = 0; i < n; i++)
	{
		int k = m->attribute[i].ncoarse;

		load[i] = 1.9 * random_model_unit(r) - 0.95;
		for (size_t j = 0; j < i; j++)
			c->correlation[i * (i - 1) / 2 + j] = (float) (load[i] * load[j]);
		c->order[i] = synth_alloc_array((size_t) k, sizeof(uint16_t));
		for (int x = 0; x < k; x++)
		{
			int at = random_model_below(r, x + 1);

			c->order[i][x] = c->order[i][at];
			c->order[i][at] = (uint16_t) x;
		}
	}
	synth_release(load);
	return c;
}

static void
random_model_conditional(RandomModel *r, SynthModel *m, int place, const int *order)
{
	SynthConditional *c = &m->conditional[place];
	size_t width = (size_t) m->attribute[order[place]].ncoarse;
	int nparents = r->method == SYNTH_METHOD_COPULA ? 0 : random_model_below(r, r->max_parents + 1);

	c->attribute = order[place];
	c->ncells = width;
	c->parent = synth_alloc_array((size_t) r->max_parents + 1, sizeof(int));
	/* a random run of the attributes before it */
	if (nparents > place)
		nparents = place;
	for (int i = 0, from = place > nparents ? random_model_below(r, place - nparents + 1) : 0; i < nparents; i++)
	{
		int p = order[from + i];

		if (r->method != SYNTH_METHOD_TREE && c->ncells > 200000 / (size_t) m->attribute[p].ncoarse)
			break;
		c->ncells *= (size_t) m->attribute[p].ncoarse;
		c->parent[c->nparents++] = p;
	}
	if (r->method == SYNTH_METHOD_TREE)
	{
		c->ncells = 0;
		c->tree = random_model_tree(r, m, c);
		return;
	}
	c->p = synth_alloc_array(c->ncells, sizeof(float));
	for (size_t line = 0; line < c->ncells; line += width)
	{
		double sum = 0.0;

		for (size_t i = line; i < line + width; i++)
		{
			c->p[i] = random_model_below(r, 4) == 0 ? 0.0f : (float) random_model_unit(r);
			sum += (double) c->p[i];
		}
		if (sum == 0.0)
			sum = c->p[line] = 1.0f;
		for (size_t i = line; i < line + width; i++)
			c->p[i] = (float) ((double) c->p[i] / sum);
	}
}

#include "random_text.h"

#include "random_link.h"

static SynthModel *
random_model_new(RandomModel *r)
{
	SynthModel *m = synth_alloc(sizeof(SynthModel));
	int n = r->method == SYNTH_METHOD_PUBLIC ? 0 : random_model_below(r, r->max_attributes + 1);
	int *order = synth_alloc_array((size_t) n + 1, sizeof(int));

	m->source_schema = random_model_text(r, "public");
	m->source_name = random_model_text(r, "");
	m->method = (SynthMethod) (r->method != 0 ? r->method : 1 + random_model_below(r, 3));
	m->is_private = random_model_below(r, 2) == 0 && m->method != SYNTH_METHOD_TREE;
	if (r->method != 0 && !m->is_private)
		m->min_count = random_model_below(r, 20);
	if (m->method == SYNTH_METHOD_TREE)
		m->min_leaf = random_model_below(r, 30);
	m->epsilon = m->is_private ? 1.0 : 0.0;
	m->delta = m->is_private ? 1e-9 : 0.0;
	m->unit = random_model_text(r, "row");
	m->max_rows = 1 + random_model_below(r, 10);
	m->total = 48842.0 * random_model_unit(r);
	m->account.private_fit = m->is_private;
	m->account.stability = m->max_rows;
	m->account.rho_total = m->account.rho_spent = 0.01;
	m->account.ncharges = random_model_below(r, 5);
	for (int i = 0; i < m->account.ncharges; i++)
	{
		SynthCharge *c = &m->account.charges[i];

		memcpy(c->phase, "one-way", 8);
		c->releases = 1 + random_model_below(r, 100);
		c->sensitivity = 1;
		c->sigma = 30.0 * random_model_unit(r);
		c->rho = 0.001;
	}

	m->nattributes = n;
	m->attribute = synth_alloc_array((size_t) n + 1, sizeof(SynthAttribute));
	m->conditional = synth_alloc_array((size_t) n + 1, sizeof(SynthConditional));
	for (int i = 0; i < n; i++)
	{
		int k = random_model_below(r, i + 1);

		random_model_attribute(r, &m->attribute[i]);
		order[i] = order[k];
		order[k] = i;
	}
	for (int i = 0; i < n; i++)
		random_model_conditional(r, m, i, order);
	if (m->method == SYNTH_METHOD_COPULA)
		m->copula = random_model_copula(r, m);
	synth_release(order);

	m->ncolumns = n + random_model_below(r, 3);
	m->column = synth_alloc_array((size_t) m->ncolumns + 1, sizeof(SynthColumn));
	for (int i = 0; i < m->ncolumns; i++)
	{
		SynthColumn *c = &m->column[i];

		c->name = i < n ? m->attribute[i].name : random_model_text(r, "key ");
		c->type = random_model_text(r, "numeric");
		c->role = i < n ? SYNTH_COLUMN_ATTRIBUTE : (SynthColumnRole) (2 + random_model_below(r, 3));
		c->attribute = i < n ? i : -1;
		c->notnull = random_model_below(r, 2) == 0;
		c->form = random_model_below(r, 16);
		c->scale = random_model_below(r, 5) - 1;
	}
	for (int i = 0; r->texts && r->method != SYNTH_METHOD_PUBLIC && i < m->ncolumns; i++)
		m->column[i].text = random_model_of_text(r, m, i);
	if (r->texts)
		m->lexicon = random_model_lexicon(r);
	m->nuniques = m->ncolumns > 0 ? random_model_below(r, 3) : 0;
	m->unique = synth_alloc_array((size_t) m->nuniques + 1, sizeof(SynthUnique));
	for (int i = 0; i < m->nuniques; i++)
	{
		SynthUnique *u = &m->unique[i];

		u->ncolumns = 1 + random_model_below(r, m->ncolumns);
		u->column = synth_alloc_array((size_t) u->ncolumns, sizeof(int));
		for (int j = 0; j < u->ncolumns; j++)
			u->column[j] = j;
		u->primary = i == 0;
	}
	m->nmarginals = n > 0 ? random_model_below(r, 4) : 0;
	m->marginal = synth_alloc_array((size_t) m->nmarginals + 1, sizeof(SynthMarginal));
	for (int i = 0; i < m->nmarginals; i++)
	{
		m->marginal[i].nattr = 1 + random_model_below(r, 4);
		for (int j = 0; j < m->marginal[i].nattr; j++)
			m->marginal[i].attribute[j] = random_model_below(r, n);
		m->marginal[i].cells = 1 + random_model_below(r, 1000);
		m->marginal[i].sigma = 10.0;
	}
	if (r->links || r->method == SYNTH_METHOD_PUBLIC)
		random_model_links(r, m);
	return m;
}

#endif /* SYNTH_RANDOM_MODEL_H */
