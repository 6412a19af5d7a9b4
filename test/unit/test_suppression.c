/*-------------------------------------------------------------------------
 *
 * test_suppression.c
 *	  What fits without privacy must never show: labels, NULLs and other
 *	  special values of fewer than min_count rows, numbers beyond the
 *	  min_count-th smallest and largest.
 *
 * Exact: whatever is drawn is compared with the table it came from.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "core/linalg.h"
#include "core/sampler.h"
#include "core/unique.h"
#include "table.h"

#define MIN_COUNT 10

static const SynthMethod methods[2] = {SYNTH_METHOD_TREE, SYNTH_METHOD_COPULA};

static SynthModel *
fit_exact(Table *t, const SynthAttributeSpec *spec, SynthMethod method)
{
	SynthFitOptions o = options(false, 0, method);
	SynthModel *m;

	synth_linalg_init();
	o.min_count = MIN_COUNT;
	o.min_leaf = 20;
	m = fit_table(t, &o, spec);
	check_model(m);
	return m;
}

static int
compare_raw(const void *a, const void *b)
{
	int64_t x = *(const int64_t *) a;
	int64_t y = *(const int64_t *) b;

	return (x > y) - (x < y);
}

/* rows of a column that hold exactly this raw value */
static int
rows_of(const Table *t, int column, int64_t raw)
{
	int n = 0;

	for (int r = 0; r < t->nrows; r++)
		n += t->column[column][r] == raw;
	return n;
}

/* every value that a block shows of a column may be shown */
static void
check_column(const Table *t, const SynthAttributeSpec *spec, int column, const int64_t *raw, int nrows)
{
	int64_t *sorted = synth_alloc_array((size_t) t->nrows + 1, sizeof(int64_t));
	int n = 0;
	bool specials[8] = {false};

	for (int r = 0; r < t->nrows; r++)
		if (t->column[column][r] >= SYNTH_RAW_FIRST)
			sorted[n++] = t->column[column][r];
	qsort(sorted, (size_t) n, sizeof(int64_t), compare_raw);
	for (int r = 0; r < nrows; r++)
	{
		int64_t x = raw[r];

		if (x < SYNTH_RAW_FIRST)
		{
			int which = (int) (x - INT64_MIN);

			CHECK(which >= 0 && which < 8);
			if (!specials[which])
				CHECK(rows_of(t, column, x) >= MIN_COUNT);
			specials[which] = true;
		}
		else if (spec->kind == SYNTH_CATEGORY)
			CHECK(rows_of(t, column, x) >= MIN_COUNT);
		else if (n >= MIN_COUNT
				 && (sorted[MIN_COUNT - 1] < sorted[n - MIN_COUNT]
					 || (sorted[MIN_COUNT - 1] == sorted[n - MIN_COUNT]
						 && rows_of(t, column, sorted[MIN_COUNT - 1]) >= MIN_COUNT)))
		{
			CHECK(x >= sorted[MIN_COUNT - 1]);
			CHECK(x <= sorted[n - MIN_COUNT]);
		}
		else /* too few values to show any: what the declaration says */
			CHECK(spec->lo_declared ? x >= spec->lo && x <= spec->hi : x == 0);
	}
	synth_release(sorted);
}

static void
check_blocks(const Table *t, const SynthAttributeSpec *spec, const SynthModel *m)
{
	SynthSampler *s = synth_sampler_new(m);

	for (uint64_t block = 0; block < 4; block++)
	{
		int64_t *const *raw = synth_sampler_block(s, 5, block, 4096);

		for (int c = 0; c < t->ncolumns; c++)
			check_column(t, &spec[c], c, raw[c], 4096);
	}
}

static double
normal(void)
{
	return sqrt(-2.0 * log(1.0 - unit_random_unit())) * cos(6.283185307179586 * unit_random_unit());
}

/*
 * A table whose every column has something rare: labels, NULLs, `other`,
 * infinities, NaN, extremes far out.
 */
static void
rare_table(Table *t, SynthAttributeSpec *spec, int nrows)
{
	table_new(t, 5, nrows);
	spec_category(&spec[0], 0, 6);
	spec_category(&spec[1], 1, 4);
	spec[1].open = true;
	spec[1].other = SYNTH_OTHER_LABEL;
	spec[1].other_label = text("something else", 0);
	spec_number(&spec[2], 2, -INT64_C(0x7FEFFFFFFFFFFFFF), INT64_C(0x7FEFFFFFFFFFFFFF), false);
	spec[2].form = SYNTH_AXIS_REAL;
	spec[2].specials[0] = spec[2].specials[1] = spec[2].specials[2] = true;
	spec_number(&spec[3], 3, SYNTH_RAW_FIRST, INT64_MAX - 1, false);
	spec_number(&spec[4], 4, 0, 1000000, true);
	spec[4].form = SYNTH_AXIS_DATE;
	for (int r = 0; r < nrows; r++)
	{
		int64_t g = (int64_t) unit_random_below(3);

		t->column[0][r] = g;
		t->column[1][r] = (g + (int64_t) unit_random_below(2)) % 4;
		t->column[2][r] = synth_key_from_double(100.0 * (double) g + 20.0 * normal());
		t->column[3][r] = unit_random_below(3) == 0 ? 0 : (int64_t) (1e6 * exp(2.0 * normal()));
		t->column[4][r] = 5000 + 30 * g + (int64_t) unit_random_below(60);
	}
	/* rare things, in rows that a tree could tell apart (group 0) and in others */
	for (int i = 0; i < MIN_COUNT - 1; i++)
	{
		t->column[0][i] = 3;
		t->column[0][10 + i] = 4;
		t->column[0][20 + i] = SYNTH_RAW_NULL;
		t->column[1][30 + i] = SYNTH_RAW_OTHER;
		t->column[1][40 + i] = SYNTH_RAW_NULL;
		t->column[2][50 + i] = SYNTH_RAW_NULL;
		t->column[2][60 + i] = SYNTH_RAW_POS_INF;
		t->column[2][70 + i] = SYNTH_RAW_NEG_INF;
		t->column[2][80 + i] = SYNTH_RAW_NAN;
		t->column[2][90 + i] = synth_key_from_double(1e300);
		t->column[2][100 + i] = synth_key_from_double(-1e200);
		t->column[3][110 + i] = INT64_MAX - 1;
		t->column[3][120 + i] = -77;
		t->column[3][130 + i] = SYNTH_RAW_NULL;
		t->column[4][140 + i] = 999999;
		t->column[4][150 + i] = SYNTH_RAW_NULL;
	}
}

UNIT_TEST(rare_things_are_not_shown)
{
	for (int k = 0; k < 2; k++)
	{
		Table t;
		SynthAttributeSpec spec[5];

		rare_table(&t, spec, 3000);
		check_blocks(&t, spec, fit_exact(&t, spec, methods[k]));
	}
}

/* one more row of each, and all of it may be shown: NULLs are */
UNIT_TEST(frequent_specials_are_shown)
{
	for (int k = 0; k < 2; k++)
	{
		Table t;
		SynthAttributeSpec spec[5];
		SynthSampler *s;
		int nulls = 0;

		rare_table(&t, spec, 3000);
		for (int r = 1000; r < 1600; r++)
			t.column[2][r] = SYNTH_RAW_NULL;
		s = synth_sampler_new(fit_exact(&t, spec, methods[k]));
		for (int r = 0; r < 3000; r++)
			nulls += synth_sampler_block(s, 5, 0, 3000)[2][r] == SYNTH_RAW_NULL;
		CHECK(nulls > 300 && nulls < 1200);
	}
}

/* columns of one value, at both ends of what a bigint holds and of what a double does */
UNIT_TEST(ends_of_the_types)
{
	const int64_t ends[] = {INT64_MAX, INT64_MAX - 1, SYNTH_RAW_FIRST, SYNTH_RAW_FIRST + 1, 0};

	for (int k = 0; k < 2; k++)
	{
		for (int e = 0; e < 5; e++)
		{
			for (int form = 0; form < 2; form++)
			{
				Table t;
				SynthAttributeSpec spec[2];
				SynthSampler *s;

				table_new(&t, 2, 100);
				spec_number(&spec[0], 0, SYNTH_RAW_FIRST, INT64_MAX, false);
				spec[0].form = form == 0 ? SYNTH_AXIS_INTEGER : SYNTH_AXIS_REAL;
				spec_category(&spec[1], 1, 2);
				for (int r = 0; r < 100; r++)
				{
					t.column[0][r] = ends[e];
					t.column[1][r] = r % 2;
				}
				s = synth_sampler_new(fit_exact(&t, spec, methods[k]));
				for (int r = 0; r < 100; r++)
				{
					int64_t x = synth_sampler_block(s, 5, 0, 100)[0][r];

					CHECK(x == ends[e] || (ends[e] == INT64_MAX && x == INT64_MAX - 1));
				}
			}
		}
	}
}

/* values on both sides of 0 and none near it: keys of doubles are then further apart than any int64 */
UNIT_TEST(gap_about_zero)
{
	for (int k = 0; k < 2; k++)
	{
		for (int round = 0; round < 20; round++)
		{
			Table t;
			SynthAttributeSpec spec[1];

			table_new(&t, 1, 60);
			spec_number(&spec[0], 0, -INT64_C(0x7FEFFFFFFFFFFFFF), INT64_C(0x7FEFFFFFFFFFFFFF), false);
			spec[0].form = SYNTH_AXIS_REAL;
			for (int r = 0; r < 60; r++)
				t.column[0][r] = synth_key_from_double((r < 30 ? -1 : 1) * (5 + 1000.0 * unit_random_unit()));
			check_blocks(&t, spec, fit_exact(&t, spec, methods[k]));
		}
	}
}

/*
 * A composite key that runs out of combinations is filled up with values that
 * rows can have, not with rare labels and holes.
 */
UNIT_TEST(keys_that_run_short)
{
	for (int k = 0; k < 2; k++)
	{
		Table t;
		SynthAttributeSpec spec[2];
		SynthModel *m;
		SynthUniques *u;
		SynthKeyPart part[2] = {{0}, {1}};
		int64_t *const *drawn;
		uint64_t space = 0;

		table_new(&t, 2, 2000);
		spec_category(&spec[0], 0, 8);
		spec_number(&spec[1], 1, 0, 100000, true);
		for (int r = 0; r < t.nrows; r++)
		{
			t.column[0][r] = r < 5 ? 7 : r % 4;
			t.column[1][r] = r % 3 * 100;
		}
		m = fit_exact(&t, spec, methods[k]);
		/* 4 labels, 3 numbers: 12 keys; one more goes on beyond the numbers, and is not a rare one */
		for (int rows = 12; rows <= 13; rows++)
		{
			int hit;
			int beyond = 0;

			u = synth_uniques_new(m, 3, (uint64_t) rows);
			synth_uniques_add_key(u, 2, part);
			drawn = synth_sampler_block(synth_sampler_new(m), 3, 0, rows);
			hit = synth_uniques_block(u, drawn, rows, 0, &space);
			CHECK_INT(hit, -1);
			for (int r = 0; r < rows; r++)
			{
				CHECK(rows_of(&t, 0, drawn[0][r]) >= MIN_COUNT);
				if (rows_of(&t, 1, drawn[1][r]) < MIN_COUNT)
				{
					CHECK_INT(rows_of(&t, 1, drawn[1][r]), 0);
					beyond++;
				}
			}
			CHECK_INT(beyond, rows - 12);
		}
	}
}

/* columns of all sorts: clumps, ties, tails, few rows */
UNIT_TEST(columns_at_random)
{
	for (int round = 0; round < 60; round++)
	{
		Table t;
		SynthAttributeSpec spec[3];
		int nrows = MIN_COUNT * 2 + (int) unit_random_below(600);

		table_new(&t, 3, nrows);
		for (int c = 0; c < 3; c++)
		{
			bool is_real = unit_random_below(2) == 0;
			double scale = pow(10, (double) unit_random_below(9));
			int clumps = 1 + (int) unit_random_below(12);
			int nulls = (int) unit_random_below((uint64_t) (nrows < 35 ? nrows - MIN_COUNT + 1 : 25));

			spec_number(&spec[c], c, SYNTH_RAW_FIRST, INT64_MAX - 1, false);
			if (is_real)
				spec[c].form = SYNTH_AXIS_REAL;
			spec[c].grain = unit_random_below(2) == 0;
			for (int r = 0; r < nrows; r++)
			{
				double x = (double) (int) unit_random_below((uint64_t) clumps) - clumps / 2;

				switch (unit_random_below(3))
				{
					case 0:
						x = rint(x * 10);
						break;
					case 1:
						x += 0.01 * normal();
						break;
					default:
						x *= exp(normal());
						break;
				}
				t.column[c][r] = is_real ? synth_key_from_double(x * scale) : (int64_t) rint(x * scale);
			}
			for (int r = 0; r < nulls; r++)
				t.column[c][r] = SYNTH_RAW_NULL;
		}
		check_blocks(&t, spec, fit_exact(&t, spec, methods[round % 2]));
	}
}

/*
 * Reals of full precision: what is drawn from a cell of several values is none
 * of them, so a value of the table can only come from a cell of its own, which
 * takes min_count rows of exactly this value; rows that were clamped to it do
 * not count.  A draw that hits a value by chance: below 1e-9 in all.
 */
UNIT_TEST(values_are_not_copied)
{
	for (int round = 0; round < 80; round++)
	{
		Table t;
		SynthAttributeSpec spec[1];
		int nrows = 2 * MIN_COUNT - 1 + (int) unit_random_below(400);
		int zeros = round % 4 == 0 ? (int) unit_random_below((uint64_t) nrows) : 0;
		int64_t *const *raw;

		table_new(&t, 1, nrows);
		spec_number(&spec[0], 0, -INT64_C(0x7FEFFFFFFFFFFFFF), INT64_C(0x7FEFFFFFFFFFFFFF), false);
		spec[0].form = SYNTH_AXIS_REAL;
		spec[0].grain = false;
		for (int r = 0; r < nrows; r++)
		{
			double x = exp(3.0 * normal());

			/* gaps on both sides */
			x = unit_random_below(2) == 0 ? 1 + x : -1 - 1 / x;
			t.column[0][r] = synth_key_from_double(r < zeros ? 0.0 : x);
		}
		raw = synth_sampler_block(synth_sampler_new(fit_exact(&t, spec, methods[round / 4 % 2])), 5, 0, 4096);
		for (int r = 0; r < 4096; r++)
		{
			int rows = rows_of(&t, 0, raw[0][r]);

			CHECK(rows == 0 || rows >= MIN_COUNT);
		}
	}
}

/* fewer rows than it takes to show anything: still a model, and nothing of the numbers */
UNIT_TEST(tables_of_next_to_nothing)
{
	static const int sizes[] = {0, 1, 2, 9, 10, 11, 19, 20, 21, 45};

	for (int i = 0; i < 20; i++)
	{
		Table t;
		SynthAttributeSpec spec[4];
		SynthModel *m;
		int64_t *const *raw;

		table_clinic(&t, spec, sizes[i / 2]);
		m = fit_exact(&t, spec, methods[i % 2]);
		raw = synth_sampler_block(synth_sampler_new(m), 7, 0, 1000);
		check_column(&t, &spec[1], 1, raw[1], 1000);
		check_column(&t, &spec[3], 3, raw[3], 1000);
	}
}
