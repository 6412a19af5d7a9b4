/*-------------------------------------------------------------------------
 *
 * test_axis.c
 *	  Properties of axes: every grid is total and increasing, what is drawn
 *	  from a cell lies in it.
 *
 *-------------------------------------------------------------------------
 */
#include "axis_checks.h"

#include <float.h>

UNIT_TEST(keys_of_doubles_keep_the_order)
{
	static const double special[] =
		{-DBL_MAX, -1e308, -1.0, -DBL_MIN, -4.9406564584124654e-324, 0.0, 4.9406564584124654e-324,
		 DBL_MIN,  1.0,	   1.5,	 DBL_MAX};

	for (int i = 0; i + 1 < 11; i++)
		CHECK(synth_key_from_double(special[i]) < synth_key_from_double(special[i + 1]));
	for (int i = 0; i < 11; i++)
		CHECK(synth_double_from_key(synth_key_from_double(special[i])) == special[i]);
	CHECK_INT(synth_key_from_double(-0.0), 0);
	CHECK(!signbit(synth_double_from_key(0)));
	CHECK(synth_key_from_double(-DBL_MAX) >= SYNTH_RAW_FIRST);
	CHECK(synth_key_from_double(DBL_MAX) <= ORDINARY_TOP);
	CHECK_INT(synth_key_from_double(nextafter(1.0, 2.0)), synth_key_from_double(1.0) + 1);
	/* keys that no double has */
	CHECK(synth_double_from_key(INT64_MAX) == DBL_MAX);
	CHECK(synth_double_from_key(SYNTH_RAW_FIRST) == -DBL_MAX);
	for (int i = 0; i < 20000; i++)
	{
		uint64_t bits = unit_random();
		double x;
		double y;

		memcpy(&x, &bits, sizeof(x));
		bits = unit_random();
		memcpy(&y, &bits, sizeof(y));
		if (!isfinite(x) || !isfinite(y))
			continue;
		CHECK(synth_double_from_key(synth_key_from_double(x)) == x);
		CHECK((x < y) == (synth_key_from_double(x) < synth_key_from_double(y)));
	}
}

UNIT_TEST(every_public_grid_covers_its_range)
{
	for (int i = 0; i < 1500; i++)
	{
		SynthAxisForm form = forms[unit_random_below(NFORMS)];
		int64_t lo = random_raw();
		int64_t hi = random_raw();
		SynthAxis *x;

		switch (unit_random_below(5))
		{
			case 0:
				lo = SYNTH_RAW_FIRST;
				break;
			case 1:
				hi = INT64_MAX;
				break;
			case 2:
				lo = SYNTH_RAW_FIRST;
				hi = INT64_MAX;
				break;
			case 3:
				hi = lo + (int64_t) unit_random_below(5000);
				if (hi < lo)
					hi = lo;
				break;
			default:
				break;
		}
		if (lo > hi)
		{
			int64_t t = lo;

			lo = hi;
			hi = t;
		}
		x = synth_axis_grid(form, lo, hi, unit_random_below(2), unit_random_below(2));
		if (unit_random_below(2) == 0)
			give_grains(x);
		check_axis(x, lo < ORDINARY_TOP ? lo : ORDINARY_TOP, hi < ORDINARY_TOP ? hi : ORDINARY_TOP);
	}
}

UNIT_TEST(grid_refuses_reversed_bounds_and_survives_reserved_ones)
{
	SynthAxis *x;

	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_axis_grid(SYNTH_AXIS_INTEGER, 2, 1, true, true));
	x = synth_axis_grid(SYNTH_AXIS_INTEGER, INT64_MIN, INT64_MIN + 3, true, true);
	check_axis(x, SYNTH_RAW_FIRST, SYNTH_RAW_FIRST);
	x = synth_axis_grid(SYNTH_AXIS_INTEGER, INT64_MAX, INT64_MAX, true, true);
	check_axis(x, ORDINARY_TOP, ORDINARY_TOP);
}

UNIT_TEST(small_ranges_have_a_cell_a_value)
{
	for (int f = 0; f < NFORMS; f++)
	{
		SynthAxis *x = synth_axis_grid(forms[f], -3, SYNTH_MAX_FINE - 4, true, true);

		CHECK_INT(x->ncells, SYNTH_MAX_FINE);
		for (int c = 0; c < x->ncells; c++)
			CHECK_INT(x->edge[c], c - 3);
	}
}

UNIT_TEST(values_that_data_pile_up_on_have_cells_of_their_own)
{
	int64_t top = synth_key_from_double(DBL_MAX);
	SynthAxis *x = synth_axis_grid(SYNTH_AXIS_INTEGER, INT32_MIN, INT32_MAX, false, false);
	static const int whole[] = {0, 1, -1, 5, 100, 1000, -1000, 50000, 999, 9999, 99999, 999999};

	for (int i = 0; i < 12; i++)
		CHECK(has_own_cell(x, whole[i]));
	x = synth_axis_grid(SYNTH_AXIS_INTEGER, 0, 99999, true, true);
	CHECK(has_own_cell(x, 0));
	CHECK(has_own_cell(x, 99999));
	CHECK(has_own_cell(x, 10000));
	x = synth_axis_grid(SYNTH_AXIS_REAL, -top, top, false, false);
	CHECK(has_own_cell(x, 0));
	CHECK(has_own_cell(x, synth_key_from_double(1.0)));
	CHECK(has_own_cell(x, synth_key_from_double(-1.0)));
	CHECK(has_own_cell(x, synth_key_from_double(999.0)));
	/* CHECK (x > 0), CHECK (x >= 0) */
	x = synth_axis_grid(SYNTH_AXIS_REAL, 1, top, true, false);
	CHECK(has_own_cell(x, 1));
	x = synth_axis_grid(SYNTH_AXIS_REAL, 0, top, true, false);
	CHECK(has_own_cell(x, 0));
	/* 1900-01-01, 1970-01-01, 9999-12-31 */
	x = synth_axis_grid(SYNTH_AXIS_DATE, -2451545, 2145031948, false, false);
	CHECK(has_own_cell(x, -36524));
	CHECK(has_own_cell(x, -10957));
	CHECK(has_own_cell(x, 2921939));
}

UNIT_TEST(calendar_agrees_with_known_days)
{
	int64_t year;
	int month;
	int day;

	CHECK_INT(synth_days_from_civil(2000, 1, 1), 0);
	CHECK_INT(synth_days_from_civil(1970, 1, 1), -10957);
	CHECK_INT(synth_days_from_civil(2024, 2, 29), 8825);
	CHECK_INT(synth_days_from_civil(-4713, 11, 24), -2451545);
	for (int i = 0; i < 20000; i++)
	{
		int64_t days = (int64_t) unit_random_below(UINT64_C(4000000000)) - INT64_C(2000000000);
		int64_t next_year;
		int next_month;
		int next_day;

		synth_civil_from_days(days, &year, &month, &day);
		CHECK(month >= 1 && month <= 12 && day >= 1 && day <= 31);
		CHECK_INT(synth_days_from_civil(year, month, day), days);
		synth_civil_from_days(days + 1, &next_year, &next_month, &next_day);
		CHECK((next_year == year && next_month == month && next_day == day + 1)
			  || (next_day == 1 && next_month == month % 12 + 1));
	}
}

UNIT_TEST(grain_is_the_coarsest_divisor)
{
	int64_t grain[16];

	CHECK_INT(synth_axis_grains(SYNTH_AXIS_INTEGER, grain), 16);
	CHECK_INT(grain[synth_axis_grain_of(SYNTH_AXIS_INTEGER, 37500)], 100);
	CHECK_INT(grain[synth_axis_grain_of(SYNTH_AXIS_INTEGER, -7)], 1);
	CHECK_INT(grain[synth_axis_grain_of(SYNTH_AXIS_INTEGER, INT64_MAX)], 1);
	CHECK_INT(synth_axis_grain_of(SYNTH_AXIS_INTEGER, 0), 15);
	CHECK_INT(synth_axis_grains(SYNTH_AXIS_TIME, grain), 6);
	CHECK_INT(grain[synth_axis_grain_of(SYNTH_AXIS_TIME, INT64_C(7) * 60000000)], 60000000);
	CHECK_INT(synth_axis_grains(SYNTH_AXIS_REAL, grain), 16);
	CHECK_INT(grain[synth_axis_grain_of(SYNTH_AXIS_REAL, synth_key_from_double(0.1))], 1);
	CHECK_INT(grain[synth_axis_grain_of(SYNTH_AXIS_REAL, synth_key_from_double(-12.345))], 3);
	CHECK_INT(grain[synth_axis_grain_of(SYNTH_AXIS_REAL, synth_key_from_double(42.0))], 0);
	CHECK_INT(grain[synth_axis_grain_of(SYNTH_AXIS_REAL, synth_key_from_double(1e300))], 0);
	CHECK_INT(grain[synth_axis_grain_of(SYNTH_AXIS_REAL, synth_key_from_double(1.0 / 3.0))], 15);
	CHECK_INT(synth_axis_grains(SYNTH_AXIS_DATE, grain), 0);
	for (int i = 0; i < 20000; i++)
	{
		int64_t raw = random_raw();

		for (int f = 0; f < NFORMS; f++)
		{
			int n = synth_axis_grains(forms[f], grain);
			int k = synth_axis_grain_of(forms[f], raw);

			CHECK(k >= 0 && k < (n > 0 ? n : 1));
			if (forms[f] == SYNTH_AXIS_INTEGER || forms[f] == SYNTH_AXIS_TIME)
				CHECK(raw % grain[k] == 0 && (k + 1 == n || raw % grain[k + 1] != 0));
		}
	}
}

/* shares of the grains of what is drawn from wide cells are those asked for, within 5 standard deviations */
UNIT_TEST(draws_are_as_round_as_asked)
{
	for (int f = 0; f < 3; f++)
	{
		SynthAxis *x;
		SynthStream st;
		int seen[16] = {0};
		const int n = 20000;
		int64_t lo = forms[f] == SYNTH_AXIS_REAL ? synth_key_from_double(20.0) : 0;
		int64_t hi = forms[f] == SYNTH_AXIS_REAL   ? synth_key_from_double(300.0)
					 : forms[f] == SYNTH_AXIS_TIME ? 1000 * SYNTH_TICKS_PER_DAY
												   : 10000000;

		x = synth_alloc(sizeof(SynthAxis));
		x->form = forms[f];
		x->ncells = 1;
		x->edge = synth_alloc_array(2, sizeof(int64_t));
		x->edge[0] = forms[f] == SYNTH_AXIS_INTEGER ? 1000000 : lo;
		x->edge[1] = hi;
		x->grain = synth_alloc_array(16, sizeof(int64_t));
		x->share = synth_alloc_array(16, sizeof(double));
		x->ngrains = synth_axis_grains(x->form, x->grain);
		x->share[0] = 0.1;
		x->share[x->form == SYNTH_AXIS_REAL ? 13 : 2] = 0.6;
		x->share[x->form == SYNTH_AXIS_REAL ? 15 : 3] = 0.3;
		synth_stream_init(&st, 5, (uint64_t) f, 0);
		for (int i = 0; i < n; i++)
		{
			int64_t raw = synth_axis_draw(x, 0, &st);

			CHECK_INT(synth_axis_cell(x, raw), 0);
			seen[synth_axis_grain_of(x->form, raw)]++;
		}
		for (int k = 0; k < x->ngrains; k++)
			CHECK_NEAR((double) seen[k] / n, x->share[k], 5.0 * sqrt(0.25 / n) + 0.001);
	}
}

/* values as random as integers can be have these shares, and so must stay so in narrow cells (p 1e-9) */
UNIT_TEST(narrow_cells_of_unrounded_values_are_even)
{
	SynthAxis *x = synth_alloc(sizeof(SynthAxis));
	SynthStream st;
	int seen[20] = {0};
	const int n = 40000;
	double chi2 = 0.0;

	x->form = SYNTH_AXIS_INTEGER;
	x->ncells = 1;
	x->edge = synth_alloc_array(2, sizeof(int64_t));
	x->edge[0] = 995;
	x->edge[1] = 1015;
	x->grain = synth_alloc_array(16, sizeof(int64_t));
	x->share = synth_alloc_array(16, sizeof(double));
	x->ngrains = synth_axis_grains(x->form, x->grain);
	for (int k = 0; k < x->ngrains; k++)
		x->share[k] = 0.9 * pow(0.1, k);
	x->share[15] = pow(0.1, 15);
	synth_stream_init(&st, 6, 0, 0);
	for (int i = 0; i < n; i++)
		seen[synth_axis_draw(x, 0, &st) - 995]++;
	for (int i = 0; i < 20; i++)
		chi2 += (seen[i] - n / 20.0) * (seen[i] - n / 20.0) / (n / 20.0);
	/* chi-square with 19 degrees of freedom exceeds 83 with probability below 1e-9 */
	CHECK(chi2 < 83.0);
}

UNIT_TEST(one_cell_may_hold_the_whole_axis)
{
	for (int i = 0; i < 400; i++)
	{
		SynthAxis *x = synth_alloc(sizeof(SynthAxis));
		int64_t from = i % 4 == 0 ? SYNTH_RAW_FIRST : random_raw();
		int64_t to = i % 4 == 1 ? INT64_MAX : random_raw();

		if (from >= to)
			continue;
		x->form = forms[i % NFORMS];
		x->ncells = 1;
		x->edge = synth_alloc_array(2, sizeof(int64_t));
		x->edge[0] = from;
		x->edge[1] = to;
		give_grains(x);
		check_axis(x, from, to - 1);
	}
}

UNIT_TEST(wide_cells_reach_all_magnitudes)
{
	SynthAxis *x = synth_alloc(sizeof(SynthAxis));
	SynthStream st;
	int small = 0;

	x->form = SYNTH_AXIS_INTEGER;
	x->ncells = 1;
	x->edge = synth_alloc_array(2, sizeof(int64_t));
	x->edge[0] = 1;
	x->edge[1] = 1000000;
	synth_stream_init(&st, 7, 0, 0);
	for (int i = 0; i < 2000; i++)
	{
		int64_t v = synth_axis_draw(x, 0, &st);

		CHECK(v >= 1 && v < 1000000);
		small += v < 1000;
	}
	/* half of them, 10 standard deviations either way */
	CHECK(small > 780 && small < 1220);
}
