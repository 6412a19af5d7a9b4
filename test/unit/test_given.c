/*-------------------------------------------------------------------------
 *
 * test_given.c
 *	  Rows of which some attributes are given: these stay, the others follow
 *	  their conditional distribution.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "core/sampler.h"
#include "enumerate.h"
#include "random_model.h"
#include "table.h"

#define MOST 8

/* the first n attributes of the generation order */
static void
first_places(const SynthModel *m, int n, int *attribute)
{
	for (int i = 0; i < n; i++)
		attribute[i] = m->conditional[i].attribute;
}

/* a value that the attribute's code stands for */
static int64_t
value_of(const SynthAttribute *a, int fine)
{
	if (fine == a->null_code)
		return SYNTH_RAW_NULL;
	if (fine == a->other_code)
		return SYNTH_RAW_OTHER;
	if (fine == a->neginf_code)
		return SYNTH_RAW_NEG_INF;
	if (fine == a->posinf_code)
		return SYNTH_RAW_POS_INF;
	if (fine == a->nan_code)
		return SYNTH_RAW_NAN;
	return a->kind == SYNTH_CATEGORY ? fine : a->axis->edge[fine];
}

/*
 * Trees and tables, rows one by one and so independent: given the first places
 * the rest has the distribution that the joint one gives.  Each of the 60 tests
 * fails a correct program with a probability of 1e-9.
 */
UNIT_TEST(the_rest_follows_its_conditional)
{
	int tested = 0;

	for (int i = 0; i < 60; i++)
	{
		RandomModel r = {.state = (uint64_t) i + 1,
						 .max_attributes = 4,
						 .max_fine = 8,
						 .max_parents = 3,
						 .method = i % 2 == 0 ? 0 : SYNTH_METHOD_TREE};
		int rows = (int) (4000 * unit_scale());
		SynthModel *m = random_model_new(&r);
		Cells cells = cells_new(m);
		SynthSampler *s = synth_sampler_new(m);
		int n = m->nattributes > 1 ? 1 + i % (m->nattributes - 1) : 0;
		int attribute[MOST];
		int64_t value[MOST];
		const int64_t *fixed[MOST];
		uint16_t given[MOST];
		uint16_t code[MOST];
		double *p = synth_alloc_array(cells.n, sizeof(double));
		double *count = synth_alloc_array(cells.n, sizeof(double));
		double sum = 0;

		if (n == 0)
			continue;
		first_places(m, n, attribute);
		CHECK(synth_sampler_can_fix(m, n, attribute));
		for (int k = 0; k < n; k++)
		{
			const SynthAttribute *a = &m->attribute[attribute[k]];
			int fine = (int) unit_random_below((uint64_t) a->nfine);

			value[k] = value_of(a, fine);
			fixed[k] = &value[k];
			given[attribute[k]] = a->group[fine];
		}
		for (size_t c = 0; c < cells.n; c++)
		{
			bool meets = true;

			cells_codes(&cells, c, code);
			for (int k = 0; k < n; k++)
				meets &= code[attribute[k]] == given[attribute[k]];
			if (!meets)
				continue;
			/* not the joint probability: what is given may have none */
			p[c] = 1;
			for (int place = n; place < m->nattributes; place++)
				p[c] *= cells_conditional(m, place, code);
			sum += p[c];
		}
		CHECK_NEAR(sum, 1, 1e-3);
		for (int row = 0; row < rows; row++)
			count[cells_of_row(&cells, synth_sampler_block_given(s, 3, (uint64_t) row, 1, n, attribute, fixed), 0)]++;
		cells_check("rows given some attributes", cells.n, p, count, rows);
		tested++;
		unit_forget();
	}
	CHECK(tested > 20);
}

/* whatever is given stays as it is, also what no attribute knows, and the others are possible */
UNIT_TEST(what_is_given_stays)
{
	static const int methods[2] = {0, SYNTH_METHOD_TREE};
	static const int sizes[4] = {1, 7, 700, SYNTH_BLOCK_ROWS};

	for (int i = 0; i < 60; i++)
	{
		RandomModel r = {.state = (uint64_t) i + 100,
						 .max_attributes = 6,
						 .max_fine = 30,
						 .max_parents = 3,
						 .method = methods[i % 2]};
		SynthModel *m = random_model_new(&r);
		SynthSampler *s = synth_sampler_new(m);
		int nrows = sizes[i % 4];
		int n = m->nattributes > 0 ? (int) unit_random_below((uint64_t) m->nattributes + 1) : 0;
		int attribute[MOST];
		int64_t *fixed[MOST];
		int64_t *const *raw;
		int64_t *again[MOST];

		first_places(m, n, attribute);
		for (int k = 0; k < n; k++)
		{
			const SynthAttribute *a = &m->attribute[attribute[k]];

			fixed[k] = synth_alloc_array((size_t) nrows, sizeof(int64_t));
			for (int row = 0; row < nrows; row++)
				fixed[k][row] = unit_random_below(3) == 0	? SYNTH_RAW_NULL + (int64_t) unit_random_below(5)
								: unit_random_below(3) == 0 ? (int64_t) unit_random_below(100000) - 50000
															: value_of(a, (int) unit_random_below((uint64_t) a->nfine));
		}
		raw = synth_sampler_block_given(s, 1, 2, nrows, n, attribute, (const int64_t *const *) fixed);
		for (int k = 0; k < n; k++)
			CHECK(memcmp(raw[attribute[k]], fixed[k], (size_t) nrows * sizeof(int64_t)) == 0);
		for (int a = 0; a < m->nattributes; a++)
		{
			const SynthAttribute *x = &m->attribute[a];
			bool is_given = false;

			for (int k = 0; k < n; k++)
				is_given |= attribute[k] == a;
			for (int row = 0; row < nrows && !is_given; row++)
			{
				int64_t v = raw[a][row];

				if (v < SYNTH_RAW_FIRST)
					CHECK(v <= SYNTH_RAW_OTHER);
				else if (x->kind == SYNTH_CATEGORY)
					CHECK(v >= 0 && v < x->nvalues);
				else
					CHECK(v >= x->axis->edge[0] && v < x->axis->edge[x->axis->ncells]);
			}
			again[a] = synth_alloc_array((size_t) nrows, sizeof(int64_t));
			memcpy(again[a], raw[a], (size_t) nrows * sizeof(int64_t));
		}
		/* a pure function of its arguments */
		(void) synth_sampler_block(s, 5, 5, 3);
		raw = synth_sampler_block_given(s, 1, 2, nrows, n, attribute, (const int64_t *const *) fixed);
		for (int a = 0; a < m->nattributes; a++)
			CHECK(memcmp(raw[a], again[a], (size_t) nrows * sizeof(int64_t)) == 0);
		unit_forget();
	}
}

UNIT_TEST(what_cannot_be_given_is_refused)
{
	int refused = 0;

	for (int i = 0; i < 60; i++)
	{
		RandomModel r = {.state = (uint64_t) i + 7,
						 .max_attributes = 6,
						 .max_fine = 9,
						 .max_parents = 3,
						 .method = i % 3 == 0	? 0
								   : i % 3 == 1 ? SYNTH_METHOD_TREE
												: SYNTH_METHOD_COPULA};
		SynthModel *m = random_model_new(&r);
		SynthSampler *s;
		int64_t value = SYNTH_RAW_NULL;
		const int64_t *fixed = &value;

		if (m->nattributes == 0)
			continue;
		s = synth_sampler_new(m);
		for (int place = 0; place < m->nattributes; place++)
		{
			const SynthConditional *c = &m->conditional[place];

			CHECK(synth_sampler_can_fix(m, 1, &c->attribute) == (c->nparents == 0 && m->copula == NULL));
			if (c->nparents == 0 && m->copula == NULL)
				continue;
			CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_sampler_block_given(s, 1, 1, 1, 1, &c->attribute, &fixed));
			refused++;
		}
		CHECK(synth_sampler_can_fix(m, 0, NULL));
		CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_sampler_block_given(s, 1, 1, 1, 1, &m->nattributes, &fixed));
		if (m->copula == NULL && synth_sampler_can_fix(m, 1, &m->conditional[0].attribute))
			CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_sampler_block_given(s, 1, 1, SYNTH_BLOCK_ROWS + 1, 1,
																	   &m->conditional[0].attribute, &fixed));
	}
	CHECK(refused > 20);
}

/* of any attributes, those whose ancestors are all among them */
UNIT_TEST(the_most_that_can_be_given_is_found)
{
	int some = 0;

	for (int i = 0; i < 100; i++)
	{
		RandomModel r = {.state = (uint64_t) i + 7,
						 .max_attributes = 7,
						 .max_fine = 9,
						 .max_parents = 2,
						 .method = i % 2 == 0 ? 0 : SYNTH_METHOD_TREE};
		SynthModel *m = random_model_new(&r);
		int wanted[MOST];
		int kept[MOST];
		int nwanted = 0;
		int n;
		int most = 0;

		for (int a = m->nattributes - 1; a >= 0; a--)
			if (unit_random_below(3) > 0)
				wanted[nwanted++] = a;
		memcpy(kept, wanted, sizeof(kept));
		n = synth_sampler_fixable(m, nwanted, kept);
		CHECK(synth_sampler_can_fix(m, n, kept));
		/* no set among them that can be given has more */
		for (int set = 0; set < 1 << nwanted; set++)
		{
			int chosen[MOST];
			int k = 0;

			for (int j = 0; j < nwanted; j++)
				if (set >> j & 1)
					chosen[k++] = wanted[j];
			if (synth_sampler_can_fix(m, k, chosen) && k > most)
				most = k;
		}
		CHECK_INT(n, most);
		some += n > 0 && n < nwanted;
		for (int j = 1; j < n; j++)
			CHECK(kept[j] < kept[j - 1]);
	}
	CHECK(some > 10);
}

/* a value without a code stands for the likeliest, and `other` for what is not in the list */
UNIT_TEST(unknown_values_become_likely_ones)
{
	Table t;
	SynthAttributeSpec spec[2];
	SynthFitOptions o = options(false, 0, SYNTH_METHOD_TREE);
	SynthModel *m;
	SynthSampler *s;
	int attribute = 0;
	int64_t value[3] = {SYNTH_RAW_NULL, SYNTH_RAW_OTHER, 99};
	const int64_t *fixed = value;
	int64_t *const *raw;

	table_new(&t, 2, 4000);
	spec_category(&spec[0], 0, 3);
	spec_category(&spec[1], 1, 3);
	spec[0].nullable = spec[1].nullable = false;
	spec[0].is_context = true;
	for (int r = 0; r < 4000; r++)
	{
		t.column[0][r] = r % 10 < 7 ? 1 : r % 10 == 8 ? 0 : 2;
		t.column[1][r] = t.column[0][r];
	}
	o.min_leaf = o.min_count = 1;
	m = fit_table(&t, &o, spec);
	CHECK(m->attribute[0].null_code == -1 && m->attribute[0].other_code == -1);
	s = synth_sampler_new(m);
	raw = synth_sampler_block_given(s, 1, 1, 3, 1, &attribute, &fixed);
	for (int r = 0; r < 3; r++)
	{
		CHECK(raw[0][r] == value[r]);
		CHECK_INT(raw[1][r], 1);
	}
}

/*
 * Contexts come first in the order of a tree fit, as they are declared, though
 * another order would be better, and the children's attributes still follow
 * them.
 */
UNIT_TEST(trees_put_contexts_first)
{
	for (int k = 0; k < 4; k++)
	{
		Table t;
		SynthAttributeSpec spec[5];
		SynthFitOptions o = options(false, 0, SYNTH_METHOD_TREE);
		SynthModel *m;
		int attribute[2] = {k % 2 == 0 ? 1 : 4, 3};
		int64_t *fixed[2];
		int64_t *const *raw;
		int n = k < 2 ? 1 : 2;
		int agree = 0;

		table_new(&t, 5, 6000);
		for (int a = 0; a < 5; a++)
			spec_category(&spec[a], a, a == 1 ? 20 : 4);
		for (int r = 0; r < 6000; r++)
			for (int a = 0; a < 5; a++)
				t.column[a][r] = a == 1						 ? (int64_t) unit_random_below(20)
								 : unit_random_below(10) > 0 ? t.column[1][r] % 4
															 : 0;
		for (int r = 0; r < 6000; r++)
			t.column[0][r] = t.column[1][r] % 4;
		for (int i = 0; i < n; i++)
			spec[attribute[i]].is_context = true;
		o.min_leaf = 5;
		o.min_count = 1;
		m = fit_table(&t, &o, spec);
		check_model(m);
		for (int i = 0, place = 0; i < 5; i++)
			if (spec[i].is_context)
				CHECK_INT(m->conditional[place++].attribute, i);
		CHECK(synth_sampler_can_fix(m, n, attribute));
		for (int i = 0; i < n; i++)
		{
			fixed[i] = synth_alloc_array(1000, sizeof(int64_t));
			for (int r = 0; r < 1000; r++)
				fixed[i][r] = r % 4;
		}
		raw = synth_sampler_block_given(synth_sampler_new(m), 1, 1, 1000, n, attribute, (const int64_t *const *) fixed);
		for (int r = 0; r < 1000; r++)
			agree += raw[0][r] == (k % 2 == 0 ? r % 4 : raw[0][r]) && raw[2][r] == r % 4;
		/*
		 * At least 870 are expected (given 0 of the one context that is itself
		 * unsure, 79 in 100; given another, 90), so 800 are more than six
		 * standard deviations away: probability below 1e-9.
		 */
		CHECK(agree > 800);
	}
}

/* the last two are contexts, each decides one of the others, these decide a third and that a fourth */
static SynthModel *
fit_family(const SynthFitOptions *o, bool contexts, size_t *bytes)
{
	Table t;
	SynthAttributeSpec spec[6];
	SynthModel *m;

	table_new(&t, 6, 5000);
	for (int a = 0; a < 6; a++)
		spec_category(&spec[a], a, a < 4 ? 3 : 4);
	spec[4].is_context = spec[5].is_context = contexts;
	for (int r = 0; r < 5000; r++)
	{
		t.column[4][r] = (r * 7 + r / 11) % 4;
		t.column[5][r] = (r * 3 + r / 5) % 4;
		t.column[0][r] = r % 9 > 0 ? t.column[4][r] % 3 : r / 9 % 3;
		t.column[1][r] = r % 7 > 0 ? t.column[5][r] % 3 : r / 7 % 3;
		t.column[2][r] = r % 5 > 0 ? (t.column[0][r] + t.column[1][r]) % 3 : r / 5 % 3;
		t.column[3][r] = r % 4 > 0 ? t.column[2][r] : r / 4 % 3;
	}
	m = fit_table(&t, o, spec);
	check_model(m);
	*bytes = synth_model_bytes(m);
	return m;
}

/* tables too are made to begin with contexts: the order changes, the distribution does not */
UNIT_TEST(tables_put_contexts_first)
{
	static const SynthMethod methods[3] = {SYNTH_METHOD_AIM, SYNTH_METHOD_MST, SYNTH_METHOD_INDEPENDENT};
	int context[2] = {4, 5};
	int both[2] = {0, 3};

	for (int k = 0; k < 3; k++)
	{
		SynthFitOptions o = options(false, 0, methods[k]);
		size_t bytes;
		SynthModel *m = fit_family(&o, true, &bytes);
		SynthModel *plain = fit_family(&o, false, &bytes);
		Cells cells = cells_new(m);
		Cells others = cells_new(plain);
		double distance = 0;

		CHECK_INT(m->conditional[0].attribute, 4);
		CHECK_INT(m->conditional[1].attribute, 5);
		CHECK(synth_sampler_can_fix(m, 1, context) && synth_sampler_can_fix(m, 2, context));
		CHECK(methods[k] == SYNTH_METHOD_INDEPENDENT || !synth_sampler_can_fix(m, 2, both));
		CHECK(cells.n == others.n);
		for (size_t i = 0; i < cells.n; i++)
			distance += fabs(cells.p[i] - others.p[i]) / 2;
		CHECK(distance < 1e-5);
	}
}

/* where that would take more than the model may, fewer contexts come first, or none */
UNIT_TEST(tables_stay_within_their_size)
{
	SynthFitOptions o = options(false, 0, SYNTH_METHOD_MST);
	int context[2] = {4, 5};
	size_t bytes;
	size_t before;

	(void) fit_family(&o, false, &bytes);
	for (size_t most = 8; most < 8192; most *= 2)
	{
		SynthModel *m;

		o.max_model_bytes = most;
		m = fit_family(&o, false, &before);
		m = fit_family(&o, true, &bytes);
		CHECK(bytes <= before || bytes <= most);
		if (most >= 4096)
			CHECK(synth_sampler_can_fix(m, 2, context));
	}
}
