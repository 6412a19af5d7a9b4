/*-------------------------------------------------------------------------
 *
 * test_tree_fit.c
 *	  Method tree from rows to a model: what it keeps, and what it never
 *	  emits.
 *
 *-------------------------------------------------------------------------
 */
#include "core/codec.h"
#include "core/finecode.h"
#include "core/sampler.h"
#include "core/treefit.h"
#include "table.h"

#define ROWS 6000

static SynthFitOptions
tree_options(int64_t min_leaf, int64_t min_count)
{
	SynthFitOptions o = options(false, 0, SYNTH_METHOD_TREE);

	o.min_leaf = min_leaf;
	o.min_count = min_count;
	return o;
}

static SynthModel *
fit_tree(Table *t, const SynthAttributeSpec *spec, int64_t min_leaf, int64_t min_count)
{
	SynthFitOptions o = tree_options(min_leaf, min_count);
	SynthModel *m = fit_table(t, &o, spec);

	check_model(m);
	return m;
}

static const SynthConditional *
conditional_of(const SynthModel *m, int a)
{
	for (int i = 0; i < m->nattributes; i++)
		if (m->conditional[i].attribute == a)
			return &m->conditional[i];
	return NULL;
}

/* leaf of a row of fine codes */
static int
leaf_of(const SynthConditional *c, uint16_t *const *code, int row)
{
	const SynthTree *t = c->tree;
	int i = 0;

	while (t->node[i].test >= 0)
		i = synth_tree_step(t, &t->node[i], code[c->parent[t->node[i].test]][row]);
	return t->node[i].left;
}

UNIT_TEST(functional_dependencies_are_exact)
{
	Table t;
	SynthAttributeSpec spec[3];
	SynthModel *m;
	SynthSampler *s;

	/* c0 decides n1 (several c0 share one), and both decide c2 */
	table_new(&t, 3, ROWS);
	spec_category(&spec[0], 0, 20);
	spec_number(&spec[1], 1, INT32_MIN, INT32_MAX, false);
	spec_category(&spec[2], 2, 6);
	for (int r = 0; r < ROWS; r++)
	{
		/* some are rare: 40 rows and more */
		int64_t a = (int64_t) (20 * unit_random_unit() * unit_random_unit());

		t.column[0][r] = a;
		t.column[1][r] = 1000 * (a * 7 % 13);
		t.column[2][r] = a * 7 % 13 % 6;
	}
	m = fit_tree(&t, spec, 20, 10);
	s = synth_sampler_new(m);
	for (uint64_t block = 0; block < 4; block++)
	{
		int64_t *const *raw = synth_sampler_block(s, 1, block, SYNTH_BLOCK_ROWS);

		for (int r = 0; r < SYNTH_BLOCK_ROWS; r++)
		{
			CHECK_INT(raw[1][r], 1000 * (raw[0][r] * 7 % 13));
			CHECK_INT(raw[2][r], raw[0][r] * 7 % 13 % 6);
		}
	}
}

UNIT_TEST(a_strong_pair_is_kept)
{
	Table t;
	SynthAttributeSpec spec[2];
	SynthModel *m;
	SynthSampler *s;
	int64_t *const *raw;
	double xy = 0;
	double xx = 0;
	double yy = 0;

	/* correlation 0.8 */
	table_new(&t, 2, ROWS);
	for (int c = 0; c < 2; c++)
		spec_number(&spec[c], c, INT32_MIN, INT32_MAX, false);
	for (int r = 0; r < ROWS; r++)
	{
		double a = 0;
		double b = 0;

		for (int i = 0; i < 12; i++)
		{
			a += unit_random_unit() - 0.5;
			b += unit_random_unit() - 0.5;
		}
		t.column[0][r] = (int64_t) (1000 * a);
		t.column[1][r] = (int64_t) (1000 * (0.8 * a + 0.6 * b));
	}
	m = fit_tree(&t, spec, 20, 10);
	s = synth_sampler_new(m);
	raw = synth_sampler_block(s, 1, 0, SYNTH_BLOCK_ROWS);
	for (int r = 0; r < SYNTH_BLOCK_ROWS; r++)
	{
		xy += (double) raw[0][r] * (double) raw[1][r];
		xx += (double) raw[0][r] * (double) raw[0][r];
		yy += (double) raw[1][r] * (double) raw[1][r];
	}
	/* the train's own error is 0.005, the sample's 0.003: six sigma, probability 1e-8 */
	CHECK_NEAR(xy / sqrt(xx * yy), 0.8, 0.035);
}

UNIT_TEST(leaves_hold_min_leaf_rows)
{
	Table t;
	SynthAttributeSpec spec[4];
	uint16_t *code[4];

	table_clinic(&t, spec, ROWS);
	for (int c = 0; c < 4; c++)
		code[c] = synth_alloc_array(ROWS, sizeof(uint16_t));
	for (int64_t min_leaf = 5; min_leaf <= 1280; min_leaf *= 4)
	{
		SynthModel *m = fit_tree(&t, spec, min_leaf, 10);
		int leaves = 0;

		CHECK_INT(m->min_leaf, min_leaf);
		CHECK_INT(m->min_count, 10);
		for (int c = 0; c < 4; c++)
			synth_finecode_block(&m->attribute[c], t.column[c], ROWS, code[c]);
		for (int c = 0; c < 4; c++)
		{
			const SynthConditional *k = conditional_of(m, c);
			int *rows = synth_alloc_array((size_t) k->tree->nleaves, sizeof(int));

			for (int r = 0; r < ROWS; r++)
				rows[leaf_of(k, code, r)]++;
			for (int i = 0; i < k->tree->nleaves; i++)
				CHECK(rows[i] >= min_leaf);
			leaves += k->tree->nleaves;
		}
		/* c0, n1 and c2 hang together */
		CHECK(leaves > 4);
	}
}

/*
 * Independent columns: doubt is small, since weak dependencies are worth more
 * than leaves are, so a tree over noise has some leaves, of which the 60 trees
 * here have about 1400 in all.  Splits that cost nothing would give thousands
 * more.
 */
UNIT_TEST(noise_is_not_learned)
{
	Table t;
	SynthAttributeSpec spec[6];
	int leaves = 0;

	for (int round = 0; round < 10; round++)
	{
		SynthModel *m;

		table_new(&t, 6, 3000);
		for (int c = 0; c < 6; c++)
		{
			if (c < 3)
				spec_category(&spec[c], c, 2 + 5 * c);
			else
				spec_number(&spec[c], c, INT32_MIN, INT32_MAX, false);
			for (int r = 0; r < 3000; r++)
				t.column[c][r] = (int64_t) unit_random_below(c < 3 ? (uint64_t) (2 + 5 * c) : 1 + 1000 * (uint64_t) c);
		}
		m = fit_tree(&t, spec, 20, 10);
		for (int c = 0; c < 6; c++)
			leaves += m->conditional[c].tree->nleaves;
		unit_forget();
	}
	CHECK(leaves < 2500);
}

/* every code that a model can emit */
static void
emitted(const SynthModel *m, int a, bool *can)
{
	const SynthTree *t = conditional_of(m, a)->tree;

	memset(can, 0, (size_t) m->attribute[a].nfine * sizeof(bool));
	for (int i = 0; i < t->nentries; i++)
		can[t->code[i]] = true;
}

UNIT_TEST(rare_labels_and_extremes_are_not_emitted)
{
	Table t;
	SynthAttributeSpec spec[3];
	bool can[SYNTH_MAX_FINE + 8];
	SynthModel *m;
	SynthSampler *s;
	int64_t *const *raw;
	int64_t least[10];
	int64_t most[10];

	/* labels 0..2 of a declared list are common, 3 is in 9 rows, 4 in 10, 5 in none */
	table_new(&t, 3, ROWS);
	spec_category(&spec[0], 0, 6);
	spec_category(&spec[1], 1, 3);
	spec_number(&spec[2], 2, INT32_MIN, INT32_MAX, false);
	for (int i = 0; i < 10; i++)
	{
		least[i] = INT64_MAX;
		most[i] = INT64_MIN;
	}
	for (int r = 0; r < ROWS; r++)
	{
		int64_t v = (int64_t) (1e6 / (1e-4 + unit_random_unit()));

		t.column[0][r] = r < 9 ? 3 : r < 19 ? 4 : (int64_t) unit_random_below(3);
		/* rare labels decide another column: their rows are still rows */
		t.column[1][r] = r < 19 ? 2 : (int64_t) unit_random_below(2);
		t.column[2][r] = v;
		/* the ten smallest and greatest */
		for (int i = 0; i < 10; i++)
		{
			if (v < least[i])
			{
				memmove(&least[i + 1], &least[i], (size_t) (9 - i) * sizeof(int64_t));
				least[i] = v;
				break;
			}
		}
		for (int i = 0; i < 10; i++)
		{
			if (v > most[i])
			{
				memmove(&most[i + 1], &most[i], (size_t) (9 - i) * sizeof(int64_t));
				most[i] = v;
				break;
			}
		}
	}
	m = fit_tree(&t, spec, 5, 10);
	emitted(m, 0, can);
	CHECK(can[0] && can[1] && can[2] && !can[3] && can[4] && !can[5]);
	s = synth_sampler_new(m);
	for (uint64_t block = 0; block < 4; block++)
	{
		raw = synth_sampler_block(s, 1, block, SYNTH_BLOCK_ROWS);
		for (int r = 0; r < SYNTH_BLOCK_ROWS; r++)
		{
			CHECK(raw[0][r] >= 0 && raw[0][r] <= 4 && raw[0][r] != 3);
			CHECK(raw[2][r] >= least[9] && raw[2][r] <= most[9]);
		}
	}
	/* asked for otherwise they are */
	m = fit_tree(&t, spec, 5, 1);
	emitted(m, 0, can);
	CHECK(can[3] && !can[5]);
	/* nothing is left: labels of a declared list are all alike */
	m = fit_tree(&t, spec, 5, ROWS + 1);
	emitted(m, 0, can);
	for (int i = 0; i < 6; i++)
		CHECK(can[i]);
	CHECK_INT(m->attribute[2].axis->ncells, 1);
	CHECK_INT(m->attribute[2].axis->edge[0], 0);
}

UNIT_TEST(any_table_gives_a_model)
{
	Table t;
	SynthAttributeSpec spec[4];
	int rows[] = {0, 1, 2, 9, 10, 25, 100};

	for (int i = 0; i < 7; i++)
	{
		for (int kind = 0; kind < 3; kind++)
		{
			SynthModel *m;
			SynthSampler *s;

			table_clinic(&t, spec, rows[i]);
			for (int c = 0; c < 4; c++)
			{
				spec[c].nullable = kind > 0;
				for (int r = 0; r < rows[i]; r++)
					if (kind == 2 || (kind == 0 && t.column[c][r] == SYNTH_RAW_NULL))
						t.column[c][r] = kind == 2 ? SYNTH_RAW_NULL : 0;
			}
			m = fit_tree(&t, spec, 20, 10);
			CHECK_NEAR(m->total, rows[i], 0);
			s = synth_sampler_new(m);
			synth_sampler_block(s, 1, 0, 100);
			unit_forget();
		}
	}
}

UNIT_TEST(the_same_rows_give_the_same_model)
{
	Table t;
	SynthAttributeSpec spec[4];
	uint8_t *bytes[2];
	size_t len[2];

	table_clinic(&t, spec, ROWS);
	for (int i = 0; i < 2; i++)
		bytes[i] = synth_model_encode(fit_tree(&t, spec, 20, 10), &len[i]);
	CHECK(len[0] == len[1] && memcmp(bytes[0], bytes[1], len[0]) == 0);
}

UNIT_TEST(rows_are_sampled_down_to_the_memory)
{
	Table t;
	SynthAttributeSpec spec[4];
	SynthDomain domain[4];
	SynthRowSource rows = {&t, table_rewind, table_next};
	int n = 60000;
	size_t memory = (size_t) 400000;
	size_t before;
	SynthTreeFitInput in = {4, spec, domain, 20, 10, memory, NULL};
	SynthModel m = {0};

	table_clinic(&t, spec, n);
	for (int c = 0; c < 4; c++)
		synth_domain_open(&domain[c], &spec[c]);
	before = unit_peak_bytes;
	synth_treefit_run(&in, &rows, &m);
	/* all rows would take 60,000 x 4 x (8 + 2) bytes; the model and what does not grow with rows comes on top */
	CHECK(unit_peak_bytes - before < memory + (size_t) 800000);
	CHECK_NEAR(m.total, n, 0);
	/* and it is a sample of all rows: c0 is uniform on 4 labels, 12,500 rows or so, six sigma, probability 1e-8 */
	for (int i = 0; i < m.nattributes; i++)
	{
		const SynthTree *tree = m.conditional[i].tree;

		if (m.conditional[i].attribute != 0 || tree->nleaves > 1)
			continue;
		CHECK_INT(tree->nentries, 4);
		for (int k = 0; k < 4; k++)
			CHECK_NEAR((double) tree->p[k], 0.25, 0.024);
	}
}

UNIT_TEST(a_private_fit_does_not_come_here)
{
	Table t;
	SynthAttributeSpec spec[4];
	SynthFitOptions o = options(true, 1, SYNTH_METHOD_TREE);

	table_clinic(&t, spec, 100);
	CHECK_FAILS(SYNTH_ERR_INTERNAL, fit_table(&t, &o, spec));
	o = tree_options(0, 10);
	CHECK_FAILS(SYNTH_ERR_PARAMETER, fit_table(&t, &o, spec));
	o = tree_options(20, 0);
	CHECK_FAILS(SYNTH_ERR_PARAMETER, fit_table(&t, &o, spec));
}

UNIT_TEST(a_cancel_gets_through_anywhere)
{
	Table t;
	SynthAttributeSpec spec[4];
	SynthFitOptions o = tree_options(20, 10);
	long polls;

	table_clinic(&t, spec, ROWS);
	fit_table(&t, &o, spec);
	polls = unit_polls;
	CHECK(polls > 100);
	for (int i = 0; i < 20; i++)
	{
		unit_poll_limit = unit_polls + polls / 20 * i;
		CHECK_FAILS(SYNTH_ERR_INTERNAL, fit_table(&t, &o, spec));
		unit_poll_limit = -1;
	}
}

/*
 * A table whose rows are nearly unique, half of it kept back: rows of a
 * sample must lie as often near one half as near the other.
 */
UNIT_TEST(rows_are_not_memorised)
{
	Table t;
	Table half;
	SynthAttributeSpec spec[6];
	SynthModel *m;
	int64_t *const *raw;
	int nearer = 0;
	int rows = 2000;
	int samples = 2000;

	table_new(&t, 6, 2 * rows);
	for (int c = 0; c < 6; c++)
	{
		if (c < 4)
			spec_category(&spec[c], c, 8);
		else
			spec_number(&spec[c], c, INT32_MIN, INT32_MAX, false);
	}
	for (int r = 0; r < 2 * rows; r++)
	{
		int64_t a = (int64_t) unit_random_below(8);

		for (int c = 0; c < 4; c++)
			t.column[c][r] = unit_random_below(2) == 0 ? a : (int64_t) unit_random_below(8);
		for (int c = 4; c < 6; c++)
			t.column[c][r] = a * 1000 + (int64_t) unit_random_below(5000);
	}
	half = t;
	half.nrows = rows;
	m = fit_tree(&half, spec, 20, 10);
	raw = synth_sampler_block(synth_sampler_new(m), 1, 0, samples);
	for (int s = 0; s < samples; s++)
	{
		double best[2] = {1e9, 1e9};

		for (int r = 0; r < 2 * rows; r++)
		{
			double d = 0;

			for (int c = 0; c < 4; c++)
				d += raw[c][s] != t.column[c][r];
			for (int c = 4; c < 6; c++)
				d += fabs((double) (raw[c][s] - t.column[c][r])) / 12000;
			best[r >= rows] = d < best[r >= rows] ? d : best[r >= rows];
		}
		nearer += best[0] < best[1];
	}
	/* copies would give 1; a half is ideal and 0.011 its standard error; trees of small tables are nearer */
	CHECK(nearer < 0.66 * samples);
}
