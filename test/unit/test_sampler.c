/*-------------------------------------------------------------------------
 *
 * test_sampler.c
 *	  Blocks of rows: reproducible, allocated to within a row, unbiased,
 *	  with the dependence that the model states and no other.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "core/sampler.h"
#include "random_model.h"

/* chi-square of `df` degrees of freedom is above this with probability below 1e-9 (Wilson, Hilferty) */
static double
chi2_limit(int df)
{
	double h = 2.0 / (9.0 * df);

	return df * pow(1.0 - h + 6.2 * sqrt(h), 3.0) + 3.0;
}

/* a category without NULL, a coarse code each; not yet in the order of generation */
static void
add_category(SynthModel *m, int nvalues, int nparents, const int *parent, const float *p)
{
	int i = m->nattributes++;
	SynthAttribute *a = &m->attribute[i];
	SynthConditional *c = &m->conditional[i];

	a->name = "c";
	a->kind = SYNTH_CATEGORY;
	a->source = SYNTH_DOMAIN_DECLARED;
	a->other = SYNTH_OTHER_SPREAD;
	a->nfine = a->ncoarse = a->nvalues = nvalues;
	a->null_code = a->other_code = a->neginf_code = a->posinf_code = a->nan_code = -1;
	a->group = synth_alloc_array((size_t) nvalues, sizeof(uint16_t));
	a->mass = synth_alloc_array((size_t) nvalues, sizeof(double));
	a->label = synth_alloc_array((size_t) nvalues, sizeof(char *));
	for (int v = 0; v < nvalues; v++)
	{
		a->group[v] = (uint16_t) v;
		a->mass[v] = 1.0;
		a->label[v] = "x";
	}
	c->attribute = i;
	c->nparents = nparents;
	c->parent = synth_alloc_array((size_t) nparents + 1, sizeof(int));
	c->ncells = (size_t) nvalues;
	for (int j = 0; j < nparents; j++)
	{
		c->parent[j] = parent[j];
		c->ncells *= (size_t) m->attribute[parent[j]].ncoarse;
	}
	c->p = synth_alloc_array(c->ncells, sizeof(float));
	memcpy(c->p, p, c->ncells * sizeof(float));
}

static SynthModel *
empty_model(int room)
{
	SynthModel *m = synth_alloc(sizeof(SynthModel));

	m->source_schema = m->source_name = m->unit = "t";
	m->method = SYNTH_METHOD_AIM;
	m->max_rows = 1;
	m->account.stability = 1;
	m->attribute = synth_alloc_array((size_t) room, sizeof(SynthAttribute));
	m->conditional = synth_alloc_array((size_t) room, sizeof(SynthConditional));
	return m;
}

/* x -> y, both -> z */
static const float px[3] = {0.5f, 0.3f, 0.2f};
static const float py[6] = {0.9f, 0.1f, 0.2f, 0.8f, 0.0f, 1.0f};
static const float pz[12] = {0.25f, 0.75f, 1.0f, 0.0f, 0.5f, 0.5f, 0.1f, 0.9f, 0.3f, 0.7f, 0.6f, 0.4f};

static SynthModel *
chain_model(void)
{
	static const int parents[2] = {0, 1};
	SynthModel *m = empty_model(3);

	add_category(m, 3, 0, parents, px);
	add_category(m, 2, 1, parents, py);
	add_category(m, 2, 2, parents, pz);
	CHECK(synth_model_check(m) == NULL);
	return m;
}

static double
chain_probability(int x, int y, int z)
{
	return (double) px[x] * (double) py[2 * x + y] * (double) pz[4 * x + 2 * y + z];
}

static bool
same_block(int64_t *const *raw, int64_t *const *keep, int nattributes, int nrows)
{
	for (int a = 0; a < nattributes; a++)
		if (memcmp(raw[a], keep[a], (size_t) nrows * sizeof(int64_t)) != 0)
			return false;
	return true;
}

static int64_t **
copy_block(int64_t *const *raw, int nattributes, int nrows)
{
	int64_t **keep = synth_alloc_array((size_t) nattributes + 1, sizeof(int64_t *));

	for (int a = 0; a < nattributes; a++)
	{
		keep[a] = synth_alloc_array((size_t) nrows, sizeof(int64_t));
		memcpy(keep[a], raw[a], (size_t) nrows * sizeof(int64_t));
	}
	return keep;
}

UNIT_TEST(a_block_depends_on_its_name_alone)
{
	RandomModel r = {5, 8, 60, 3};

	for (int i = 0; i < 25; i++)
	{
		SynthModel *m = random_model_new(&r);
		SynthSampler *s = synth_sampler_new(m);
		SynthSampler *t = synth_sampler_new(m);
		int nrows = i == 0 ? SYNTH_BLOCK_ROWS : 1 + (int) unit_random_below(3000);
		int64_t **keep;

		CHECK(synth_model_check(m) == NULL);
		keep = copy_block(synth_sampler_block(s, 7, 3, nrows), m->nattributes, nrows);
		/* other blocks, larger and smaller, in between */
		synth_sampler_block(s, 7, 4, 1 + (int) unit_random_below(5000));
		synth_sampler_block(t, 8, 3, 1);
		CHECK(same_block(synth_sampler_block(s, 7, 3, nrows), keep, m->nattributes, nrows));
		CHECK(same_block(synth_sampler_block(t, 7, 3, nrows), keep, m->nattributes, nrows));
	}
}

UNIT_TEST(blocks_and_seeds_differ)
{
	SynthSampler *s = synth_sampler_new(chain_model());
	int64_t **keep = copy_block(synth_sampler_block(s, 1, 0, 500), 3, 500);

	CHECK(!same_block(synth_sampler_block(s, 1, 1, 500), keep, 3, 500));
	CHECK(!same_block(synth_sampler_block(s, 2, 0, 500), keep, 3, 500));
}

UNIT_TEST(rows_out_of_range_are_refused)
{
	SynthSampler *s = synth_sampler_new(chain_model());

	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_sampler_block(s, 1, 0, 0));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_sampler_block(s, 1, 0, SYNTH_BLOCK_ROWS + 1));
}

UNIT_TEST(counts_are_allocated_to_within_a_row)
{
	SynthSampler *s = synth_sampler_new(chain_model());

	for (int i = 0; i < 200; i++)
	{
		int n = i < 17 ? i + 1 : 1 + (int) unit_random_below(SYNTH_BLOCK_ROWS);
		int64_t *const *raw = synth_sampler_block(s, unit_random(), 0, n);
		int x[3] = {0};
		int xy[6] = {0};
		int xyz[12] = {0};

		for (int r = 0; r < n; r++)
		{
			x[raw[0][r]]++;
			xy[2 * raw[0][r] + raw[1][r]]++;
			xyz[4 * raw[0][r] + 2 * raw[1][r] + raw[2][r]]++;
		}
		for (int v = 0; v < 3; v++)
			CHECK(fabs(x[v] - n * (double) px[v]) < 1.001);
		/* exact within the group that was really there */
		for (int v = 0; v < 6; v++)
			CHECK(fabs(xy[v] - x[v / 2] * (double) py[v]) < 1.001);
		for (int v = 0; v < 12; v++)
			CHECK(fabs(xyz[v] - xy[v / 2] * (double) pz[v]) < 1.001);
		/* what cannot be is never made */
		CHECK_INT(xy[4], 0);
		CHECK_INT(xyz[3], 0);
	}
}

/*
 * Any fixed row of small blocks has the model's distribution (p 1e-9 each),
 * and two rows of a block have the same one.
 */
UNIT_TEST(every_row_is_unbiased_in_blocks_of_any_size)
{
	static const int sizes[] = {1, 2, 3, 5, 17};
	SynthSampler *s = synth_sampler_new(chain_model());
	const int n = 20000;

	for (int k = 0; k < 5; k++)
		for (int row = 0; row < sizes[k]; row += sizes[k] == 1 ? 1 : sizes[k] - 1)
		{
			int seen[12] = {0};
			double chi2 = 0.0;
			int df = -1;

			for (int i = 0; i < n; i++)
			{
				int64_t *const *raw = synth_sampler_block(s, 99, (uint64_t) i, sizes[k]);

				seen[4 * raw[0][row] + 2 * raw[1][row] + raw[2][row]]++;
			}
			for (int v = 0; v < 12; v++)
			{
				double expected = n * chain_probability(v / 4, v / 2 % 2, v % 2);

				if (expected == 0.0)
				{
					CHECK_INT(seen[v], 0);
					continue;
				}
				df++;
				chi2 += (seen[v] - expected) * (seen[v] - expected) / expected;
			}
			if (!(chi2 < chi2_limit(df)))
				unit_failed(__FILE__, __LINE__, "row %d of %d: chi-square %g, %d degrees", row, sizes[k], chi2, df);
		}
}

/* means over blocks: a block's own counts are nearly fixed, so the tolerance is 6 standard errors of one row */
UNIT_TEST(the_order_of_rows_tells_nothing)
{
	SynthSampler *s = synth_sampler_new(chain_model());
	int together = 0;
	const int n = 20000;

	for (int i = 0; i < n; i++)
	{
		int64_t *const *raw = synth_sampler_block(s, 5, (uint64_t) i, 100);

		together += raw[0][0] == raw[0][1];
	}
	/* drawn without replacement from 50, 30 and 20 of 100 */
	CHECK_NEAR((double) together / n, (50.0 * 49 + 30.0 * 29 + 20.0 * 19) / 9900.0, 6.0 * sqrt(0.25 / n));
}

/* two attributes without a common parent: independent in spite of the sorting (p 1e-9) */
UNIT_TEST(independent_attributes_stay_independent)
{
	static const float even[4] = {0.25f, 0.25f, 0.25f, 0.25f};
	SynthModel *m = empty_model(2);
	SynthSampler *s;
	int seen[16] = {0};
	const int blocks = 400;
	double chi2 = 0.0;

	add_category(m, 4, 0, NULL, even);
	add_category(m, 4, 0, NULL, even);
	s = synth_sampler_new(m);
	for (int i = 0; i < blocks; i++)
	{
		int64_t *const *raw = synth_sampler_block(s, 3, (uint64_t) i, 160);

		for (int r = 0; r < 160; r++)
			seen[4 * raw[0][r] + raw[1][r]]++;
	}
	for (int v = 0; v < 16; v++)
		chi2 += (seen[v] - blocks * 10.0) * (seen[v] - blocks * 10.0) / (blocks * 10.0);
	/* margins are fixed: 9 degrees of freedom */
	CHECK(chi2 < chi2_limit(9));
	/* and not more even than chance: below 0.05 with probability 1e-9 or so */
	CHECK(chi2 > 0.05);
}

/*
 * Two children of one parent, each with two fine codes in each coarse one:
 * given the parent they are independent, coarse and fine (p 1e-9 each).  The
 * codes of a group are dealt in rising order, so a lost shuffle shows here.
 */
UNIT_TEST(siblings_are_independent_given_their_parent)
{
	static const float even[4] = {0.5f, 0.5f, 0.5f, 0.5f};
	static const int parent[1] = {0};
	SynthModel *m = empty_model(3);
	SynthSampler *s;
	int seen[2][16] = {{0}};
	const int blocks = 400;

	add_category(m, 2, 0, NULL, even);
	for (int child = 1; child < 3; child++)
	{
		SynthAttribute *a = &m->attribute[child];

		add_category(m, 4, 1, parent, (float[]){0, 0, 0, 0, 0, 0, 0, 0});
		a->ncoarse = 2;
		for (int v = 0; v < 4; v++)
		{
			a->group[v] = (uint16_t) (v / 2);
			a->mass[v] = 0.5;
		}
		m->conditional[child].ncells = 4;
		memcpy(m->conditional[child].p, even, sizeof(even));
	}
	CHECK(synth_model_check(m) == NULL);
	s = synth_sampler_new(m);
	for (int i = 0; i < blocks; i++)
	{
		int64_t *const *raw = synth_sampler_block(s, 8, (uint64_t) i, 160);

		for (int r = 0; r < 160; r++)
			seen[raw[0][r]][4 * raw[1][r] + raw[2][r]]++;
	}
	for (int x = 0; x < 2; x++)
	{
		double chi2 = 0.0;

		for (int v = 0; v < 16; v++)
			chi2 += (seen[x][v] - blocks * 5.0) * (seen[x][v] - blocks * 5.0) / (blocks * 5.0);
		/* 15 degrees of freedom at most: the margins are nearly fixed */
		CHECK(chi2 < chi2_limit(15));
	}
}

UNIT_TEST(fine_codes_follow_their_masses)
{
	RandomModel r = {21, 6, 200, 2};

	for (int i = 0; i < 20; i++)
	{
		SynthModel *m = random_model_new(&r);
		SynthSampler *s = synth_sampler_new(m);
		int64_t *const *raw = synth_sampler_block(s, 1, 2, SYNTH_BLOCK_ROWS);

		for (int a = 0; a < m->nattributes; a++)
		{
			const SynthAttribute *x = &m->attribute[a];
			int *fine = synth_alloc_array((size_t) x->nfine, sizeof(int));
			int *coarse = synth_alloc_array((size_t) x->ncoarse, sizeof(int));

			if (x->other_code >= 0 && x->other != SYNTH_OTHER_LABEL)
				continue;
			for (int row = 0; row < SYNTH_BLOCK_ROWS; row++)
			{
				int64_t v = raw[a][row];
				int code;

				if (v == SYNTH_RAW_NULL)
					code = x->null_code;
				else if (v == SYNTH_RAW_OTHER)
					code = x->other_code;
				else if (v == SYNTH_RAW_NEG_INF)
					code = x->neginf_code;
				else if (v == SYNTH_RAW_POS_INF)
					code = x->posinf_code;
				else if (v == SYNTH_RAW_NAN)
					code = x->nan_code;
				else
				{
					code = x->kind == SYNTH_NUMBER ? synth_axis_cell(x->axis, v) : (int) v;
					if (x->kind == SYNTH_NUMBER)
						CHECK(v >= x->axis->edge[0] && v < x->axis->edge[x->axis->ncells]);
				}
				CHECK(code >= 0 && code < x->nfine);
				CHECK(x->mass[code] > 0.0);
				fine[code]++;
				coarse[x->group[code]]++;
			}
			for (int f = 0; f < x->nfine; f++)
				CHECK(fabs(fine[f] - coarse[x->group[f]] * x->mass[f]) < 1.001);
		}
	}
}

/* a category of two published labels and `other`, in one group or in two */
static SynthModel *
other_model(SynthOtherPolicy policy, bool own_group, float p_other)
{
	SynthModel *m = empty_model(1);
	float p[3] = {(1.0f - p_other) / 2, (1.0f - p_other) / 2, p_other};
	SynthAttribute *a;

	add_category(m, 3, 0, NULL, p);
	a = &m->attribute[0];
	a->nvalues = 2;
	a->other_code = 2;
	a->other = policy;
	if (policy == SYNTH_OTHER_LABEL)
		a->other_label = "?";
	if (!own_group)
	{
		a->ncoarse = 2;
		a->group[2] = 1;
		a->mass[1] = 0.25;
		a->mass[2] = 0.75;
		m->conditional[0].ncells = 2;
		m->conditional[0].p[0] = m->conditional[0].p[1] = 0.5f;
	}
	CHECK(synth_model_check(m) == NULL);
	return m;
}

static void
count_other(SynthModel *m, int *label0, int *label1, int *null, int *other)
{
	int64_t *const *raw = synth_sampler_block(synth_sampler_new(m), 4, 0, 1000);

	*label0 = *label1 = *null = *other = 0;
	for (int r = 0; r < 1000; r++)
	{
		*label0 += raw[0][r] == 0;
		*label1 += raw[0][r] == 1;
		*null += raw[0][r] == SYNTH_RAW_NULL;
		*other += raw[0][r] == SYNTH_RAW_OTHER;
	}
	CHECK_INT(*label0 + *label1 + *null + *other, 1000);
}

UNIT_TEST(other_becomes_what_its_policy_says)
{
	int a;
	int b;
	int null;
	int other;

	count_other(other_model(SYNTH_OTHER_LABEL, true, 0.5f), &a, &b, &null, &other);
	CHECK_INT(other, 500);
	count_other(other_model(SYNTH_OTHER_NULL, true, 0.5f), &a, &b, &null, &other);
	CHECK_INT(null, 500);
	CHECK_INT(other, 0);
	/* SPREAD: to the other codes, in proportion */
	count_other(other_model(SYNTH_OTHER_SPREAD, true, 0.5f), &a, &b, &null, &other);
	CHECK_INT(a, 500);
	CHECK_INT(b, 500);
	/* SPREAD within a group */
	count_other(other_model(SYNTH_OTHER_SPREAD, false, 0.5f), &a, &b, &null, &other);
	CHECK_INT(a, 500);
	CHECK_INT(b, 500);
	/* nothing but other: the published values, evenly */
	count_other(other_model(SYNTH_OTHER_SPREAD, true, 1.0f), &a, &b, &null, &other);
	CHECK_INT(a, 500);
	CHECK_INT(b, 500);
}

UNIT_TEST(other_without_any_published_label_is_null)
{
	static const float one[1] = {1.0f};
	SynthModel *m = empty_model(1);

	add_category(m, 1, 0, NULL, one);
	m->attribute[0].nvalues = 0;
	m->attribute[0].other_code = 0;
	CHECK(synth_model_check(m) == NULL);
	CHECK_INT(synth_sampler_block(synth_sampler_new(m), 1, 1, 3)[0][2], SYNTH_RAW_NULL);
}

UNIT_TEST(a_model_without_attributes_makes_empty_rows)
{
	CHECK(synth_sampler_block(synth_sampler_new(empty_model(1)), 1, 1, 10) != NULL);
}

UNIT_TEST(small_blocks_need_little_memory)
{
	SynthModel *m = chain_model();
	SynthSampler *s = synth_sampler_new(m);
	size_t before = unit_bytes;

	synth_sampler_block(s, 1, 0, 1);
	CHECK(unit_bytes - before < 4096);
	synth_sampler_block(s, 1, 0, SYNTH_BLOCK_ROWS);
	CHECK(unit_bytes <= synth_sampler_bytes(m) + 65536);
}
