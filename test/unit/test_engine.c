/*-------------------------------------------------------------------------
 *
 * test_engine.c
 *	  Whole fits: empty and degenerate tables, exactness without privacy,
 *	  budget, memory, and that a row reaches nothing but its own cells.
 *
 *-------------------------------------------------------------------------
 */
#include "core/codec.h"
#include "core/sampler.h"
#include "table.h"

static const SynthMethod all_methods[3] = {SYNTH_METHOD_AIM, SYNTH_METHOD_MST, SYNTH_METHOD_INDEPENDENT};

UNIT_TEST(tables_of_no_row_and_one_row_can_be_fitted)
{
	for (int trial = 0; trial < 12; trial++)
	{
		Table t;
		SynthAttributeSpec spec[4];
		SynthFitOptions o = options(trial % 2 == 0, 1, all_methods[trial / 2 % 3]);
		SynthModel *m;

		table_clinic(&t, spec, trial < 6 ? 0 : 1);
		m = fit_table(&t, &o, spec);
		check_model(m);
		CHECK(m->total >= 0);
		if (trial % 2 == 1)
			CHECK_NEAR(m->total, t.nrows, 1e-9);
		/* it can be sampled all the same */
		CHECK(synth_sampler_block(synth_sampler_new(m), 1, 0, 10) != NULL);
	}
}

UNIT_TEST(tables_without_attributes_can_be_fitted)
{
	for (int trial = 0; trial < 6; trial++)
	{
		Table t;
		SynthAttributeSpec spec[1];
		SynthFitOptions o = options(trial % 2 == 0, 1, all_methods[trial / 2]);
		SynthModel *m;

		table_new(&t, 0, 100);
		m = fit_table(&t, &o, spec);
		check_model(m);
		CHECK_INT(m->nattributes, 0);
	}
}

UNIT_TEST(a_table_of_nulls_gives_nulls)
{
	Table t;
	SynthAttributeSpec spec[4];
	SynthFitOptions o = options(true, 1, SYNTH_METHOD_AIM);
	SynthModel *m;
	int64_t *const *raw;
	int nulls = 0;

	table_clinic(&t, spec, 20000);
	for (int c = 0; c < 4; c++)
	{
		for (int r = 0; r < t.nrows; r++)
			t.column[c][r] = SYNTH_RAW_NULL;
	}
	m = fit_table(&t, &o, spec);
	check_model(m);
	raw = synth_sampler_block(synth_sampler_new(m), 1, 0, 10000);
	for (int c = 0; c < 4; c++)
	{
		for (int r = 0; r < 10000; r++)
			nulls += raw[c][r] == SYNTH_RAW_NULL;
	}
	/* noise of a cell has sigma below 100 of 20000; six sigma in every other cell would be needed */
	CHECK(nulls > 4 * 10000 * 0.9);
}

/* every pair of attributes with few values must come out exactly when nothing is noisy */
UNIT_TEST(without_noise_pairs_are_met)
{
	Table t;
	SynthAttributeSpec spec[4];
	SynthFitOptions o = options(false, INFINITY, SYNTH_METHOD_AIM);
	SynthModel *m;
	int64_t *const *raw;
	double real[4][4] = {{0}};
	double made[4][4] = {{0}};
	int n = SYNTH_BLOCK_ROWS;

	table_clinic(&t, spec, 30000);
	m = fit_table(&t, &o, spec);
	check_model(m);
	CHECK(!m->is_private);
	CHECK_NEAR(m->total, 30000, 1e-6);
	raw = synth_sampler_block(synth_sampler_new(m), 5, 0, n);
	for (int r = 0; r < t.nrows; r++)
		real[t.column[0][r]][t.column[2][r]] += 1.0 / t.nrows;
	for (int r = 0; r < n; r++)
	{
		CHECK(raw[0][r] >= 0 && raw[2][r] >= 0);
		made[raw[0][r]][raw[2][r]] += 1.0 / n;
	}
	for (int x = 0; x < 4; x++)
	{
		for (int y = 0; y < 3; y++)
			CHECK_NEAR(made[x][y], real[x][y], 0.01);
	}
	/* hundreds are hundreds: the grain was seen */
	for (int r = 0; r < n; r++)
		CHECK(raw[3][r] == SYNTH_RAW_NULL || raw[3][r] % 100 == 0);
}

UNIT_TEST(fits_without_noise_are_repeatable)
{
	Table t;
	SynthAttributeSpec spec[4];
	SynthFitOptions o = options(false, INFINITY, SYNTH_METHOD_AIM);
	uint8_t *first = NULL;
	size_t first_len = 0;

	table_clinic(&t, spec, 5000);
	for (int i = 0; i < 2; i++)
	{
		SynthModel *m = fit_table(&t, &o, spec);
		size_t len;
		uint8_t *bytes;

		check_model(m);
		bytes = synth_model_encode(m, &len);
		if (i == 1)
		{
			CHECK_INT(len, first_len);
			CHECK(memcmp(bytes, first, len) == 0);
		}
		first = bytes;
		first_len = len;
	}
}

/* whatever is asked for, no more than rho is spent, and little is left over */
UNIT_TEST(a_private_fit_spends_its_budget_and_no_more)
{
	for (int trial = 0; trial < 6; trial++)
	{
		Table t;
		SynthAttributeSpec spec[4];
		SynthFitOptions o = options(true, trial < 3 ? 0.5 : 5, all_methods[trial % 3]);
		SynthModel *m;

		o.stability = trial == 4 ? 3 : 1;
		table_clinic(&t, spec, 4000);
		m = fit_table(&t, &o, spec);
		check_model(m);
		CHECK(m->account.rho_spent <= m->account.rho_total);
		CHECK(m->account.rho_spent >= 0.9 * m->account.rho_total);
	}
}

UNIT_TEST(memory_of_a_fit_is_bounded)
{
	Table t;
	SynthAttributeSpec spec[30];
	SynthFitOptions o = options(true, 8, SYNTH_METHOD_AIM);
	size_t limit = synth_env.memory_limit;
	size_t before;
	SynthModel *m;

	table_new(&t, 30, 3000);
	for (int c = 0; c < 30; c++)
	{
		spec_number(&spec[c], c, 0, 99, true);
		for (int r = 0; r < t.nrows; r++)
			t.column[c][r] = (int64_t) unit_random_below(50) + t.column[c > 0 ? c - 1 : 0][r] / 2;
	}
	before = unit_bytes;
	synth_env.memory_limit = (size_t) 8 << 20;
	m = fit_table(&t, &o, spec);
	synth_env.memory_limit = limit;
	check_model(m);
	CHECK(unit_peak_bytes - before <= (size_t) 16 << 20);
}

/* a cancel is noticed wherever it comes: a fit is never long without a poll */
UNIT_TEST(a_fit_can_be_left_at_any_poll)
{
	Table t;
	SynthAttributeSpec spec[4];
	SynthFitOptions o = options(true, 1, SYNTH_METHOD_AIM);
	long first = unit_polls;
	long polls;

	table_clinic(&t, spec, 2000);
	fit_table(&t, &o, spec);
	polls = unit_polls - first;
	CHECK(polls > 500);
	/* a second fit draws other noise and polls another number of times: stay well below */
	for (int i = 0; i < 8; i++)
	{
		unit_poll_limit = unit_polls + polls / 20 * i;
		CHECK_FAILS(SYNTH_ERR_INTERNAL, fit_table(&t, &o, spec));
		unit_poll_limit = -1;
	}
}
