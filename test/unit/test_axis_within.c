/*-------------------------------------------------------------------------
 *
 * test_axis_within.c
 *	  The part of a cell inside intervals: shares against the frequencies of
 *	  plain draws, draws within against plain draws that are filtered.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "core/axis_within.h"
#include "stats.h"

/* an axis of one cell [lo, hi], with random shares of the grains or without */
static SynthAxis *
one_cell(SynthAxisForm form, int64_t lo, int64_t hi, bool grains)
{
	SynthAxis *x = synth_alloc(sizeof(SynthAxis));
	int64_t grain[16];
	double sum = 0;

	x->form = form;
	x->ncells = 1;
	x->edge = synth_alloc_array(2, sizeof(int64_t));
	x->edge[0] = lo;
	x->edge[1] = hi + 1;
	x->ngrains = grains ? synth_axis_grains(form, grain) : 0;
	if (x->ngrains == 0)
		return x;
	x->grain = synth_alloc_array((size_t) x->ngrains, sizeof(int64_t));
	x->share = synth_alloc_array((size_t) x->ngrains, sizeof(double));
	memcpy(x->grain, grain, (size_t) x->ngrains * sizeof(int64_t));
	for (int k = 0; k < x->ngrains; k++)
		sum += x->share[k] = unit_random_below(3) == 0 ? 0 : unit_random_unit();
	if (sum == 0)
		sum = x->share[0] = 1;
	for (int k = 0; k < x->ngrains; k++)
		x->share[k] /= sum;
	return x;
}

static SynthAxis *
random_cell(int i)
{
	SynthAxisForm form = (SynthAxisForm) (i % 4);
	bool grains = i / 4 % 3 != 0;
	int64_t a;
	int64_t b;

	if (form == SYNTH_AXIS_REAL)
	{
		double from = ((double) unit_random_below(2001) - 1000) / 10.0;
		double width = i / 12 % 3 == 0 ? 0.3 : i / 12 % 3 == 1 ? 7.25 : 1000.0;

		return one_cell(form, synth_key_from_double(from), synth_key_from_double(from + width), grains);
	}
	a = (int64_t) unit_random_below(i / 12 % 2 == 0 ? 50 : 5000);
	b = a + 1 + (int64_t) unit_random_below(i / 24 % 3 == 0 ? 30 : i / 24 % 3 == 1 ? 3000 : 3000000);
	return unit_random_below(2) == 0 ? one_cell(form, a, b, grains) : one_cell(form, -b, -a, grains);
}

/* ends of intervals, rising: some at values that are drawn often, so that single values are met too */
static int
random_intervals(const SynthAxis *x, int most, int64_t *lo, int64_t *hi)
{
	int64_t point[16];
	int n = 0;
	SynthStream st;

	synth_stream_init(&st, unit_random(), 0, 0);
	for (int i = 0; i < 2 * most; i++)
	{
		int64_t v = synth_axis_draw(x, 0, &st);
		int at = i;

		while (at > 0 && point[at - 1] > v)
		{
			point[at] = point[at - 1];
			at--;
		}
		point[at] = v;
	}
	for (int i = 0; i < most; i++)
	{
		int64_t from = point[2 * i] + (unit_random_below(4) == 0 ? 1 : 0);
		int64_t to = unit_random_below(3) == 0 ? from : point[2 * i + 1];

		if (n > 0 && from <= hi[n - 1])
			from = hi[n - 1] + 1;
		if (from <= to && to < x->edge[1])
		{
			lo[n] = from;
			hi[n++] = to;
		}
	}
	return n;
}

static bool
inside(int64_t v, int n, const int64_t *lo, const int64_t *hi)
{
	for (int i = 0; i < n; i++)
		if (v >= lo[i] && v <= hi[i])
			return true;
	return false;
}

/* each check fails a correct program with probability below 1e-9 */
UNIT_TEST(shares_are_the_frequencies_of_draws)
{
	for (int i = 0; i < 144; i++)
	{
		SynthAxis *x = random_cell(i);
		long n = (long) (20000 * unit_scale());
		int64_t lo[4];
		int64_t hi[4];
		int parts = random_intervals(x, 3, lo, hi);
		long seen[4] = {0};
		SynthStream st;

		synth_stream_init(&st, unit_random(), 1, 0);
		for (long r = 0; r < n; r++)
		{
			int64_t v = synth_axis_draw(x, 0, &st);

			for (int p = 0; p < parts; p++)
				seen[p] += v >= lo[p] && v <= hi[p];
		}
		for (int p = 0; p < parts; p++)
			CHECK(stats_binomial_plausible(seen[p], n, synth_axis_share(x, 0, lo[p], hi[p])));
		unit_forget();
	}
}

UNIT_TEST(shares_of_a_partition_sum_to_1)
{
	for (int i = 0; i < 288; i++)
	{
		SynthAxis *x = random_cell(i);
		int64_t a = x->edge[0];
		int64_t b = x->edge[1] - 1;
		double sum = 0;
		int64_t next = a;
		int64_t lo[8];
		int64_t hi[8];
		int n = random_intervals(x, 6, lo, hi);

		for (int k = 0; k < n; k++)
		{
			sum += synth_axis_share(x, 0, next, lo[k] - 1) + synth_axis_share(x, 0, lo[k], hi[k]);
			next = hi[k] + 1;
		}
		sum += synth_axis_share(x, 0, next, INT64_MAX);
		CHECK_NEAR(sum, 1.0, 1e-9);
		CHECK_NEAR(synth_axis_share(x, 0, a, b), 1.0, 0.0);
		CHECK_NEAR(synth_axis_share(x, 0, INT64_MIN, INT64_MAX), 1.0, 0.0);
		CHECK_NEAR(synth_axis_share(x, 0, b + 1, INT64_MAX), 0.0, 0.0);
		CHECK_NEAR(synth_axis_share(x, 0, a, a - 1), 0.0, 0.0);
		unit_forget();
	}
}

/*
 * The empirical distributions of two samples of n and m differ by more than
 * 3.4 * sqrt(1/n + 1/m) with probability below 2 exp(-2 * 3.4^2) = 2e-10
 * (Kolmogorov and Smirnov; ties only lower it).
 */
static int
compare_raw(const void *a, const void *b)
{
	int64_t x = *(const int64_t *) a;
	int64_t y = *(const int64_t *) b;

	return (x > y) - (x < y);
}

static double
largest_difference(int64_t *a, int n, int64_t *b, int m)
{
	double worst = 0;
	int i = 0;
	int j = 0;

	qsort(a, (size_t) n, sizeof(int64_t), compare_raw);
	qsort(b, (size_t) m, sizeof(int64_t), compare_raw);
	while (i < n && j < m)
	{
		int64_t v = a[i] < b[j] ? a[i] : b[j];

		while (i < n && a[i] == v)
			i++;
		while (j < m && b[j] == v)
			j++;
		worst = fmax(worst, fabs((double) i / n - (double) j / m));
	}
	return worst;
}

UNIT_TEST(draws_within_are_filtered_draws)
{
	for (int i = 0; i < 144; i++)
	{
		SynthAxis *x = random_cell(i);
		int n = (int) (8000 * unit_scale());
		int64_t *plain = synth_alloc_array((size_t) n, sizeof(int64_t));
		int64_t *within = synth_alloc_array((size_t) n, sizeof(int64_t));
		int64_t lo[4];
		int64_t hi[4];
		int parts = random_intervals(x, 3, lo, hi);
		int kept = 0;
		SynthStream st;

		if (parts == 0)
			continue;
		synth_stream_init(&st, unit_random(), 2, 0);
		for (int r = 0; r < n; r++)
		{
			int64_t v = synth_axis_draw(x, 0, &st);

			if (inside(v, parts, lo, hi))
				plain[kept++] = v;
			within[r] = synth_axis_draw_within(x, 0, parts, lo, hi, &st);
			CHECK(inside(within[r], parts, lo, hi));
		}
		if (kept >= 50)
			CHECK(largest_difference(plain, kept, within, n) < 3.4 * sqrt(1.0 / kept + 1.0 / n));
		unit_forget();
	}
}

/* what plain draws practically never give can be asked for, at every magnitude */
UNIT_TEST(draws_within_stay_inside_everywhere)
{
	static const SynthAxisForm forms[] = {SYNTH_AXIS_INTEGER, SYNTH_AXIS_REAL, SYNTH_AXIS_TIME, SYNTH_AXIS_DATE};

	for (int i = 0; i < (int) (40000 * unit_scale()); i++)
	{
		int64_t edge[3];
		SynthAxis *x;
		int64_t lo[2];
		int64_t hi[2];
		int64_t v;
		SynthStream st;

		for (int k = 0; k < 3; k++)
		{
			edge[k] = (int64_t) (unit_random() >> (1 + unit_random_below(62)));
			if (unit_random_below(2) == 0)
				edge[k] = -edge[k];
		}
		qsort(edge, 3, sizeof(int64_t), compare_raw);
		if (edge[0] < SYNTH_RAW_FIRST || edge[0] == edge[2])
			continue;
		x = one_cell(forms[i % 4], edge[0], edge[2], i / 4 % 2 == 0);
		lo[0] = edge[1];
		hi[0] = unit_random_below(2) == 0 ? edge[1] : edge[1] + (edge[2] - edge[1]) / 3;
		lo[1] = hi[1] = edge[2];
		synth_stream_init(&st, unit_random(), 3, 0);
		v = synth_axis_draw_within(x, 0, hi[0] < edge[2] ? 2 : 1, lo, hi, &st);
		CHECK(inside(v, hi[0] < edge[2] ? 2 : 1, lo, hi));
		v = synth_axis_draw_within(x, 0, 1, lo + 1, hi + 1, &st);
		CHECK_INT(v, edge[2]);
		CHECK(synth_axis_share(x, 0, lo[0], hi[0]) <= 1.0);
		CHECK(synth_axis_share(x, 0, lo[0], hi[0]) >= 0.0);
		if (i % 1000 == 0)
			unit_forget();
	}
}

/* a decimal whose product with the scale rounds upwards is met all the same */
UNIT_TEST(single_decimals_have_their_share)
{
	SynthAxis *x = one_cell(SYNTH_AXIS_REAL, synth_key_from_double(1.1), synth_key_from_double(1.95), true);
	SynthStream st;

	for (int k = 0; k < x->ngrains; k++)
		x->share[k] = x->grain[k] == 1 ? 1.0 : 0.0;
	for (int tenth = 11; tenth <= 19; tenth++)
	{
		int64_t v = synth_key_from_double(tenth / 10.0);

		CHECK_NEAR(synth_axis_share(x, 0, v, v), 1.0 / 9.0, 1e-12);
		CHECK_NEAR(synth_axis_share(x, 0, v + 1, v + 1), 0.0, 0.0);
		synth_stream_init(&st, (uint64_t) tenth, 0, 0);
		CHECK_INT(synth_axis_draw_within(x, 0, 1, &v, &v, &st), v);
	}
}
