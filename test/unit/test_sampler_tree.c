/*-------------------------------------------------------------------------
 *
 * test_sampler_tree.c
 *	  Blocks of rows from trees and copulas.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "core/linalg.h"
#include "core/sampler_parts.h"
#include "random_model.h"

/* chi-square of `df` degrees of freedom is above this with probability below 1e-9 (Wilson, Hilferty) */
static double
chi2_limit(int df)
{
	double h = 2.0 / (9.0 * df);

	return df * pow(1.0 - h + 6.2 * sqrt(h), 3.0) + 3.0;
}

/* leaf of a row, by a walk of its own */
static int
walk(const SynthModel *m, const SynthConditional *c, const int *code)
{
	const SynthTree *t = c->tree;
	int i = 0;

	while (t->node[i].test >= 0)
		i = synth_tree_step(t, &t->node[i], (uint16_t) code[c->parent[t->node[i].test]]);
	return t->node[i].left;
}

static double
leaf_probability(const SynthTree *t, int leaf, int code)
{
	for (int i = t->first[leaf]; i < t->first[leaf + 1]; i++)
		if (t->code[i] == code)
			return (double) t->p[i];
	return 0.0;
}

/* fine code of a raw value; -1 where the policy for `other` hides it */
static int
code_of(const SynthAttribute *a, int64_t v)
{
	if (v == SYNTH_RAW_NULL)
		return a->null_code;
	if (v == SYNTH_RAW_OTHER)
		return a->other_code;
	if (v == SYNTH_RAW_NEG_INF)
		return a->neginf_code;
	if (v == SYNTH_RAW_POS_INF)
		return a->posinf_code;
	if (v == SYNTH_RAW_NAN)
		return a->nan_code;
	return a->kind == SYNTH_NUMBER ? synth_axis_cell(a->axis, v) : (int) v;
}

/* a random tree model in which every code can be told from its value */
static SynthModel *
plain_tree_model(RandomModel *r)
{
	SynthModel *m;

	r->method = SYNTH_METHOD_TREE;
	m = random_model_new(r);
	for (int a = 0; a < m->nattributes; a++)
		if (m->attribute[a].other_code >= 0)
		{
			m->attribute[a].other = SYNTH_OTHER_LABEL;
			m->attribute[a].other_label = "other";
		}
	CHECK(synth_model_check(m) == NULL);
	return m;
}

/* every leaf gives its codes as often as its probabilities say, to within a row, and no others */
UNIT_TEST(leaves_are_dealt_to_within_a_row)
{
	RandomModel r = {31, 7, 90, 3};

	for (int i = 0; i < 40; i++)
	{
		SynthModel *m = plain_tree_model(&r);
		int nrows = i % 4 == 0 ? SYNTH_BLOCK_ROWS : 1 + (int) unit_random_below(500);
		int64_t *const *raw = synth_sampler_block(synth_sampler_new(m), 3, (uint64_t) i, nrows);

		for (int k = 0; k < m->nattributes; k++)
		{
			const SynthConditional *c = &m->conditional[k];
			int width = m->attribute[c->attribute].ncoarse;
			int *seen = synth_alloc_array((size_t) c->tree->nleaves * (size_t) width, sizeof(int));
			int *rows = synth_alloc_array((size_t) c->tree->nleaves, sizeof(int));

			for (int row = 0; row < nrows; row++)
			{
				int code[8];
				int leaf;

				for (int a = 0; a < m->nattributes; a++)
					code[a] = code_of(&m->attribute[a], raw[a][row]);
				leaf = walk(m, c, code);
				rows[leaf]++;
				seen[leaf * width + code[c->attribute]]++;
			}
			for (int leaf = 0; leaf < c->tree->nleaves; leaf++)
				for (int x = 0; x < width; x++)
				{
					double p = leaf_probability(c->tree, leaf, x);

					CHECK(fabs(seen[leaf * width + x] - rows[leaf] * p) < 1.01);
					CHECK(p > 0.0 || seen[leaf * width + x] == 0);
				}
		}
	}
}

/*
 * Any fixed row of small blocks has the distribution that enumeration of the
 * model gives (p 1e-9 for each of the tests).
 */
UNIT_TEST(every_row_is_unbiased_in_blocks_of_any_size)
{
	static const int sizes[] = {1, 2, 3, 17};
	RandomModel r = {8, 3, 9, 2};
	const int n = 20000;
	int tested = 0;

	for (int i = 0; i < 12; i++)
	{
		SynthModel *m = plain_tree_model(&r);
		SynthSampler *s = synth_sampler_new(m);
		int size = sizes[i % 4];
		int row = (int) unit_random_below((uint64_t) size);
		int ncells = 1;
		int *seen;
		double chi2 = 0.0;
		int df = -1;

		if (m->nattributes < 2)
			continue;
		tested++;
		for (int a = 0; a < m->nattributes; a++)
			ncells *= m->attribute[a].ncoarse;
		seen = synth_alloc_array((size_t) ncells, sizeof(int));
		for (int b = 0; b < n; b++)
		{
			int64_t *const *raw = synth_sampler_block(s, 17, (uint64_t) b, size);
			int cell = 0;

			for (int a = 0; a < m->nattributes; a++)
				cell = cell * m->attribute[a].ncoarse + code_of(&m->attribute[a], raw[a][row]);
			seen[cell]++;
		}
		for (int cell = 0, rest = 0; cell < ncells; cell++)
		{
			int code[3];
			double p = 1.0;

			rest = cell;
			for (int a = m->nattributes - 1; a >= 0; a--)
			{
				code[a] = rest % m->attribute[a].ncoarse;
				rest /= m->attribute[a].ncoarse;
			}
			for (int k = 0; k < m->nattributes; k++)
			{
				const SynthConditional *c = &m->conditional[k];

				p *= leaf_probability(c->tree, walk(m, c, code), code[c->attribute]);
			}
			if (p == 0.0)
			{
				CHECK_INT(seen[cell], 0);
				continue;
			}
			/* rare cells would spoil the chi-square: they are in the zero test above only */
			if (p * n < 5.0)
				continue;
			df++;
			chi2 += (seen[cell] - n * p) * (seen[cell] - n * p) / (n * p);
		}
		if (df > 0 && !(chi2 < chi2_limit(df)))
			unit_failed(__FILE__, __LINE__, "model %d: chi-square %g, %d degrees", i, chi2, df);
	}
	CHECK(tested >= 5);
}

UNIT_TEST(a_block_depends_on_its_name_alone)
{
	static const int methods[2] = {SYNTH_METHOD_TREE, SYNTH_METHOD_COPULA};
	RandomModel r = {6, 8, 60, 3};

	synth_linalg_init();
	for (int i = 0; i < 24; i++)
	{
		SynthModel *m;
		SynthSampler *s;
		SynthSampler *t;
		int nrows = i < 2 ? SYNTH_BLOCK_ROWS : 1 + (int) unit_random_below(3000);
		int64_t *const *raw;
		int64_t **keep;

		r.method = methods[i % 2];
		m = random_model_new(&r);
		s = synth_sampler_new(m);
		t = synth_sampler_new(m);
		keep = synth_alloc_array((size_t) m->nattributes + 1, sizeof(int64_t *));
		raw = synth_sampler_block(s, 7, 3, nrows);
		for (int a = 0; a < m->nattributes; a++)
		{
			keep[a] = synth_alloc_array((size_t) nrows, sizeof(int64_t));
			memcpy(keep[a], raw[a], (size_t) nrows * sizeof(int64_t));
		}
		/* other blocks, larger and smaller, in between */
		synth_sampler_block(s, 7, 4, 1 + (int) unit_random_below(5000));
		synth_sampler_block(t, 8, 3, 1);
		for (int k = 0; k < 2; k++)
		{
			raw = synth_sampler_block(k == 0 ? s : t, 7, 3, nrows);
			for (int a = 0; a < m->nattributes; a++)
				CHECK(memcmp(raw[a], keep[a], (size_t) nrows * sizeof(int64_t)) == 0);
		}
	}
}

/* one leaf below each side of a node: two children of it are independent given the side (p 1e-9) */
UNIT_TEST(siblings_are_independent_given_their_leaf)
{
	RandomModel r = {1, 1, 6, 0, SYNTH_METHOD_TREE};
	SynthModel *m = random_model_new(&r);
	SynthAttribute *a = synth_alloc_array(3, sizeof(SynthAttribute));
	int seen[2][16] = {{0}};
	SynthSampler *s;
	const int blocks = 400;

	m->ncolumns = m->nuniques = m->nmarginals = 0;
	m->nattributes = 3;
	m->attribute = a;
	m->conditional = synth_alloc_array(3, sizeof(SynthConditional));
	for (int i = 0; i < 3; i++)
	{
		SynthConditional *c = &m->conditional[i];
		SynthTree *t = synth_alloc(sizeof(SynthTree));
		int k = i == 0 ? 2 : 4;

		a[i].name = "c";
		a[i].kind = SYNTH_CATEGORY;
		a[i].source = SYNTH_DOMAIN_DECLARED;
		a[i].other = SYNTH_OTHER_SPREAD;
		a[i].nfine = a[i].ncoarse = a[i].nvalues = k;
		a[i].null_code = a[i].other_code = a[i].neginf_code = a[i].posinf_code = a[i].nan_code = -1;
		a[i].group = synth_alloc_array((size_t) k, sizeof(uint16_t));
		a[i].mass = synth_alloc_array((size_t) k, sizeof(double));
		a[i].label = synth_alloc_array((size_t) k, sizeof(char *));
		for (int x = 0; x < k; x++)
		{
			a[i].group[x] = (uint16_t) x;
			a[i].mass[x] = 1.0;
			a[i].label[x] = "x";
		}
		c->attribute = i;
		c->parent = synth_alloc_array(1, sizeof(int));
		c->nparents = i > 0;
		c->tree = t;
		t->nleaves = i > 0 ? 2 : 1;
		t->nnodes = 2 * t->nleaves - 1;
		t->node = synth_alloc_array(3, sizeof(SynthTreeNode));
		t->set = synth_alloc_array(1, sizeof(uint64_t));
		t->nwords = 1;
		t->set[0] = 1;
		if (i > 0)
		{
			t->node[0] = (SynthTreeNode){0, -1, 0, 1, 2};
			t->node[1] = (SynthTreeNode){-1, -1, -1, 0, -1};
			t->node[2] = (SynthTreeNode){-1, -1, -1, 1, -1};
		}
		else
			t->node[0] = (SynthTreeNode){-1, -1, -1, 0, -1};
		t->first = synth_alloc_array(3, sizeof(int32_t));
		t->nentries = k * t->nleaves;
		t->code = synth_alloc_array((size_t) t->nentries, sizeof(uint16_t));
		t->p = synth_alloc_array((size_t) t->nentries, sizeof(float));
		for (int x = 0; x < t->nentries; x++)
		{
			t->code[x] = (uint16_t) (x % k);
			t->p[x] = 1.0f / (float) k;
			t->first[x / k + 1] = x + 1;
		}
	}
	CHECK(synth_model_check(m) == NULL);
	s = synth_sampler_new(m);
	for (int i = 0; i < blocks; i++)
	{
		int64_t *const *raw = synth_sampler_block(s, 8, (uint64_t) i, 160);

		for (int row = 0; row < 160; row++)
			seen[raw[0][row]][4 * raw[1][row] + raw[2][row]]++;
	}
	for (int x = 0; x < 2; x++)
	{
		double chi2 = 0.0;

		for (int v = 0; v < 16; v++)
			chi2 += (seen[x][v] - blocks * 5.0) * (seen[x][v] - blocks * 5.0) / (blocks * 5.0);
		CHECK(chi2 < chi2_limit(15));
	}
}

/* `other` that is not published is never made, by trees nor by copulas, whatever its share */
UNIT_TEST(other_that_is_spread_is_never_made)
{
	static const int methods[2] = {SYNTH_METHOD_TREE, SYNTH_METHOD_COPULA};
	int tested = 0;

	synth_linalg_init();
	for (int i = 0; i < 60; i++)
	{
		RandomModel r = {(uint64_t) (100 + i), 4, 12, 2, methods[i % 2]};
		SynthModel *m = random_model_new(&r);
		int64_t *const *raw;

		for (int k = 0; k < m->nattributes; k++)
		{
			SynthConditional *c = &m->conditional[k];
			SynthAttribute *a = &m->attribute[c->attribute];

			a->other = SYNTH_OTHER_SPREAD;
			a->other_label = NULL;
			if (a->other_code < 0)
				continue;
			tested++;
			/* in every second model a tree's first leaf holds nothing else */
			if (c->tree != NULL && i % 4 == 0)
			{
				c->tree->code[c->tree->first[0]] = (uint16_t) a->other_code;
				c->tree->p[c->tree->first[0]] = 1.0f;
				for (int e = c->tree->first[1]; e < c->tree->nentries; e++)
				{
					int to = e - (c->tree->first[1] - 1);

					c->tree->code[to] = c->tree->code[e];
					c->tree->p[to] = c->tree->p[e];
				}
				c->tree->nentries -= c->tree->first[1] - 1;
				for (int l = c->tree->nleaves; l >= 1; l--)
					c->tree->first[l] -= c->tree->first[1] - 1;
			}
		}
		CHECK(synth_model_check(m) == NULL);
		raw = synth_sampler_block(synth_sampler_new(m), 1, (uint64_t) i, 700);
		for (int a = 0; a < m->nattributes; a++)
		{
			const SynthAttribute *x = &m->attribute[a];

			for (int row = 0; row < 700; row++)
			{
				CHECK(raw[a][row] != SYNTH_RAW_OTHER);
				CHECK(x->null_code >= 0 || raw[a][row] != SYNTH_RAW_NULL);
			}
		}
	}
	CHECK(tested > 10);
}

/* one-way counts of a large block of a copula are those of the model, to within a row */
UNIT_TEST(a_copula_meets_its_marginals)
{
	RandomModel r = {12, 6, 40, 0, SYNTH_METHOD_COPULA};

	synth_linalg_init();
	for (int i = 0; i < 10; i++)
	{
		SynthModel *m = random_model_new(&r);
		int64_t *const *raw = synth_sampler_block(synth_sampler_new(m), 1, 1, 5000);

		for (int k = 0; k < m->nattributes; k++)
		{
			const SynthConditional *c = &m->conditional[k];
			const SynthAttribute *a = &m->attribute[c->attribute];
			int seen[64] = {0};

			if (a->other_code >= 0)
				continue;
			for (int row = 0; row < 5000; row++)
				seen[code_of(a, raw[c->attribute][row])]++;
			for (int x = 0; x < a->ncoarse; x++)
				CHECK(fabs(seen[x] - 5000.0 * (double) c->p[x]) < 1.01);
		}
	}
}

UNIT_TEST(correlations_that_are_none_are_corrupt)
{
	RandomModel r = {12, 6, 10, 0, SYNTH_METHOD_COPULA};
	SynthModel *m;

	synth_linalg_init();
	do
		m = random_model_new(&r);
	while (m->nattributes < 3);
	/* each of three is the opposite of the two others */
	m->copula->correlation[0] = m->copula->correlation[1] = m->copula->correlation[2] = -0.9f;
	CHECK(synth_model_check(m) == NULL);
	CHECK_FAILS(SYNTH_ERR_CORRUPT, synth_sampler_new(m));
}

UNIT_TEST(memory_is_what_was_said)
{
	static const int methods[3] = {0, SYNTH_METHOD_TREE, SYNTH_METHOD_COPULA};

	synth_linalg_init();
	for (int i = 0; i < 9; i++)
	{
		RandomModel r = {(uint64_t) i + 3, 20, 60, 3, methods[i % 3]};
		SynthModel *m = random_model_new(&r);
		size_t before = unit_bytes;

		synth_sampler_block(synth_sampler_new(m), 1, 0, SYNTH_BLOCK_ROWS);
		CHECK(unit_bytes - before <= synth_sampler_bytes(m) + 65536);
	}
}
