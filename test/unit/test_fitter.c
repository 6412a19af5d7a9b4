/*-------------------------------------------------------------------------
 *
 * test_fitter.c
 *	  From raw values to codes and back: what a fit makes of labels, strangers
 *	  and numbers without bounds.
 *
 *-------------------------------------------------------------------------
 */
#include "core/finecode.h"
#include "core/sampler.h"
#include "table.h"

UNIT_TEST(values_without_a_code_go_somewhere)
{
	SynthAttributeSpec spec[2];
	SynthAttribute a = {0};
	int64_t odd[8] = {INT64_MIN,	 INT64_MIN + 1, INT64_MIN + 2, INT64_MIN + 3,
					  INT64_MIN + 4, INT64_MIN + 9, INT64_MAX,	   -1};
	uint16_t code[8];

	for (int nullable = 0; nullable < 2; nullable++)
	{
		for (int open = 0; open < 2; open++)
		{
			for (int n = 0; n < 3; n++)
			{
				memset(&a, 0, sizeof(a));
				spec_category(&spec[0], 0, n);
				spec[0].nullable = nullable == 1;
				spec[0].open = open == 1;
				a.kind = SYNTH_CATEGORY;
				synth_finecode_layout(&a, &spec[0], n);
				CHECK(a.nfine >= 1);
				synth_finecode_block(&a, odd, 8, code);
				for (int i = 0; i < 8; i++)
					CHECK(code[i] < a.nfine);
			}
		}
		memset(&a, 0, sizeof(a));
		spec_number(&spec[1], 1, 0, 9, true);
		spec[1].nullable = nullable == 1;
		a.kind = SYNTH_NUMBER;
		a.axis = synth_axis_grid(SYNTH_AXIS_INTEGER, 0, 9, true, true);
		synth_finecode_layout(&a, &spec[1], a.axis->ncells);
		synth_finecode_block(&a, odd, 8, code);
		for (int i = 0; i < 8; i++)
			CHECK(code[i] < a.nfine);
		CHECK_INT(code[6], 9); /* clamped */
		CHECK_INT(code[7], 0);
	}
}

/*
 * A row changes the cells of its own codes and no others: the codes of all
 * other rows are the same with and without it, whatever it holds.
 */
UNIT_TEST(encoding_a_row_does_not_depend_on_others)
{
	SynthAttribute a = {0};
	SynthAttributeSpec spec;
	int64_t raw[300];
	uint16_t all[300];
	uint16_t one;

	spec_number(&spec, 0, -1000000, 1000000, true);
	a.kind = SYNTH_NUMBER;
	a.axis = synth_axis_grid(spec.form, spec.lo, spec.hi, true, true);
	synth_finecode_layout(&a, &spec, a.axis->ncells);
	for (int r = 0; r < 300; r++)
		raw[r] = r % 10 == 0 ? SYNTH_RAW_NULL : (int64_t) (unit_random() >> 20) - (INT64_C(1) << 43);
	synth_finecode_block(&a, raw, 300, all);
	for (int r = 0; r < 300; r++)
	{
		synth_finecode_block(&a, raw + r, 1, &one);
		CHECK_INT(one, all[r]);
	}
}

/* labels above the threshold are published, numbered by their bytes; one row never is */
UNIT_TEST(discovery_numbers_labels_by_bytes)
{
	SynthAttributeSpec spec;
	SynthFitOptions o = options(true, 1, SYNTH_METHOD_INDEPENDENT);
	Table t;
	SynthFitter *f;
	SynthModel *m;
	SynthRowSource rows = {&t, table_rewind, table_next};
	char *label[4] = {"pear", "apple", "secret of one", "fig"};
	SynthTrueCount count[4] = {{9000}, {5000}, {1}, {7000}};
	bool released[4];
	int64_t final_index[4];
	int64_t *const *raw;

	spec_category(&spec, 0, 0);
	spec.nullable = false;
	spec.discover = true;
	spec.other = SYNTH_OTHER_SPREAD;
	table_new(&t, 1, 21001);
	f = synth_fitter_new(&o, 1, &spec);
	synth_fitter_discover(f, 0, 4, label, count, released, final_index);
	/* thousands of rows against a sigma of a few: fails with probability below 1e-100 */
	CHECK(released[0] && released[1] && released[3]);
	/* delta is 1e-9 */
	CHECK(!released[2]);
	CHECK_INT(final_index[0], 2);
	CHECK_INT(final_index[1], 0);
	CHECK_INT(final_index[3], 1);
	CHECK(final_index[2] == SYNTH_RAW_OTHER);
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_fitter_discover(f, 0, 4, label, count, released, final_index));
	for (int r = 0; r < t.nrows; r++)
		t.column[0][r] = r < 9000 ? 2 : r < 14000 ? 0 : r < 21000 ? 1 : SYNTH_RAW_OTHER;
	m = synth_fitter_run(f, &rows);
	check_model(m);
	CHECK_INT(m->attribute[0].nvalues, 3);
	CHECK_STR(m->attribute[0].label[0], "apple");
	raw = synth_sampler_block(synth_sampler_new(m), 3, 0, SYNTH_BLOCK_ROWS);
	for (int r = 0; r < SYNTH_BLOCK_ROWS; r++)
		CHECK(raw[0][r] >= 0 && raw[0][r] < 3);
}

/* a closed list with strangers: their mass is spread, never shown */
UNIT_TEST(other_is_spread_over_the_published)
{
	Table t;
	SynthAttributeSpec spec[4];
	SynthFitOptions o = options(true, 2, SYNTH_METHOD_AIM);
	SynthModel *m;
	int64_t *const *raw;

	table_clinic(&t, spec, 20000);
	spec[0].open = true;
	for (int r = 0; r < t.nrows; r += 3)
		t.column[0][r] = SYNTH_RAW_OTHER;
	m = fit_table(&t, &o, spec);
	check_model(m);
	raw = synth_sampler_block(synth_sampler_new(m), 3, 0, SYNTH_BLOCK_ROWS);
	for (int r = 0; r < SYNTH_BLOCK_ROWS; r++)
		CHECK(raw[0][r] != SYNTH_RAW_OTHER);
}

static int
compare_raw(const void *a, const void *b)
{
	int64_t x = *(const int64_t *) a;
	int64_t y = *(const int64_t *) b;

	return (x > y) - (x < y);
}

static double
value_of(SynthAxisForm form, int64_t raw)
{
	return form == SYNTH_AXIS_REAL ? synth_double_from_key(raw) : (double) raw;
}

/*
 * Costs, log-normal, a third of them exactly 0, no bounds declared.  Quantiles
 * come back within 12 %, the zeros as zeros.  At epsilon 1 the standard error
 * of a quantile's rank is below 1 % of the rows, which moves a quantile by 3 %
 * or less: a correct program fails with probability below 1e-4.
 */
UNIT_TEST(a_number_without_bounds_keeps_its_shape)
{
	/* of each form three fits: noise makes one in about two hundred reach too far, so all three once in 1e6 */
	int far[2] = {0, 0};

	for (int fit = 0; fit < 6; fit++)
	{
		int trial = fit % 2;
		SynthAxisForm form = trial == 0 ? SYNTH_AXIS_INTEGER : SYNTH_AXIS_REAL;
		double most = trial == 0 ? 4e18 : 1.7e308;
		Table t;
		SynthAttributeSpec spec[2];
		SynthFitOptions o = options(true, 1, SYNTH_METHOD_AIM);
		SynthModel *m;
		int64_t *made;
		int64_t *real;
		int zeros = 0;
		int n = SYNTH_BLOCK_ROWS;

		table_new(&t, 2, 30000);
		spec_number(&spec[0], 0, trial == 0 ? (int64_t) -most : synth_key_from_double(-most),
					trial == 0 ? (int64_t) most : synth_key_from_double(most), false);
		spec[0].form = form;
		spec[0].nullable = false;
		spec_category(&spec[1], 1, 2);
		for (int r = 0; r < t.nrows; r++)
		{
			double g = -6;
			double x;

			for (int i = 0; i < 12; i++)
				g += unit_random_unit();
			x = floor(exp(9 + 1.2 * g));
			t.column[1][r] = unit_random_below(3) == 0;
			if (t.column[1][r] == 1)
				x = 0;
			t.column[0][r] = trial == 0 ? (int64_t) x : synth_key_from_double(x / 100);
		}
		m = fit_table(&t, &o, spec);
		check_model(m);
		made = synth_alloc_array((size_t) n, sizeof(int64_t));
		memcpy(made, synth_sampler_block(synth_sampler_new(m), 11, 0, n)[0], (size_t) n * sizeof(int64_t));
		for (int r = 0; r < n; r++)
			zeros += value_of(form, made[r]) == 0;
		CHECK_NEAR((double) zeros / n, 1.0 / 3, 0.03);
		real = t.column[0];
		qsort(made, (size_t) n, sizeof(int64_t), compare_raw);
		qsort(real, (size_t) t.nrows, sizeof(int64_t), compare_raw);
		for (int q = 40; q <= 95; q += 5)
			CHECK_NEAR(value_of(form, made[(size_t) n * (size_t) q / 100])
						   / value_of(form, real[(size_t) t.nrows * (size_t) q / 100]),
					   1, 0.12);
		/* the extremes are of the data's size, not of the type's */
		far[trial] += value_of(form, made[n - 1]) >= 20 * value_of(form, real[t.nrows - 1]);
		CHECK(value_of(form, made[0]) >= -1000);
	}
	CHECK(far[0] < 3 && far[1] < 3);
}
