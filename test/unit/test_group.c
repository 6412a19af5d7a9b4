/*-------------------------------------------------------------------------
 *
 * test_group.c
 *	  Denoising of histograms and grouping of fine codes.
 *
 *-------------------------------------------------------------------------
 */
#include "core/denoise.h"
#include "core/group.h"
#include "unit.h"

#define MOST 200

/* every invariant that the model and the engine rely on */
static void
check_grouping(const SynthGroupInput *in, const SynthGrouping *g)
{
	double sum[MOST] = {0};
	double noisy[MOST] = {0};
	double variance[MOST] = {0};
	bool used[MOST] = {false};

	CHECK(g->ncoarse >= 1 && g->ncoarse <= in->nfine);
	for (int i = 0; i < in->nfine; i++)
	{
		CHECK(g->group[i] < g->ncoarse);
		CHECK(isfinite(g->mass[i]) && g->mass[i] >= 0);
		used[g->group[i]] = true;
		sum[g->group[i]] += g->mass[i];
		noisy[g->group[i]] += in->noisy[i];
		variance[g->group[i]] += in->variance[i];
	}
	for (int c = 0; c < g->ncoarse; c++)
	{
		CHECK(used[c]);
		CHECK_NEAR(sum[c], 1, 1e-9);
		/* unbiased: the sum of what was measured, not of what was smoothed */
		CHECK_NEAR(g->oneway[c], noisy[c], 1e-6);
		CHECK_NEAR(g->variance[c], variance[c], 1e-6);
	}
	for (int i = 1; in->ordered && i < in->nvalues; i++)
		CHECK(g->group[i] == g->group[i - 1] || g->group[i] == g->group[i - 1] + 1);
	if (in->alone >= 0)
	{
		for (int i = 0; i < in->nfine; i++)
			CHECK(i == in->alone || g->group[i] != g->group[in->alone]);
	}
}

static void
input_random(SynthGroupInput *in, double *noisy, double *variance, double sigma)
{
	int specials = (int) unit_random_below(4);

	memset(in, 0, sizeof(*in));
	in->ordered = unit_random_below(2) == 0;
	in->nvalues = 1 + (int) unit_random_below(MOST - 4);
	in->nfine = in->nvalues + specials;
	in->alone = !in->ordered && specials > 0 && unit_random_below(2) == 0 ? in->nfine - 1 : -1;
	in->total = 1 + (double) unit_random_below(100000);
	in->exact = sigma == 0;
	in->pair_sigma = sigma;
	in->max_codes = 8 + (int) unit_random_below(90);
	for (int i = 0; i < in->nfine; i++)
	{
		noisy[i] = floor(in->total / in->nfine * (unit_random_unit() < 0.1 ? 20 : unit_random_unit()));
		noisy[i] += sigma * (unit_random_unit() + unit_random_unit() - 1) * 2.4;
		variance[i] = sigma > 0 ? sigma * sigma : fmax(noisy[i], 1);
	}
	in->noisy = noisy;
	in->variance = variance;
}

UNIT_TEST(groups_are_a_partition_with_mass_one)
{
	double noisy[MOST];
	double variance[MOST];

	for (int trial = 0; trial < 400; trial++)
	{
		SynthGroupInput in;
		SynthGrouping *g;

		input_random(&in, noisy, variance, trial % 4 == 0 ? 0 : pow(10, 3 * unit_random_unit()));
		g = synth_group(&in);
		check_grouping(&in, g);
		/* one code more for the rare and one for what must stay alone */
		CHECK(g->ncoarse <= in.max_codes + 2 || in.nfine - in.nvalues > 0);
	}
}

UNIT_TEST(spikes_keep_a_code_of_their_own)
{
	double noisy[100];
	double variance[100];
	SynthGroupInput in = {0};
	SynthGrouping *g;

	for (int i = 0; i < 100; i++)
	{
		noisy[i] = 20;
		variance[i] = 25;
	}
	noisy[0] = 9000;
	noisy[40] = 4000;
	noisy[99] = 2000;
	in.ordered = true;
	in.nfine = in.nvalues = 100;
	in.alone = -1;
	in.noisy = noisy;
	in.variance = variance;
	in.total = 9000 + 4000 + 2000 + 97 * 20;
	in.pair_sigma = 10;
	in.max_codes = 64;
	g = synth_group(&in);
	check_grouping(&in, g);
	CHECK(g->group[0] != g->group[1]);
	CHECK(g->group[40] != g->group[39] && g->group[40] != g->group[41]);
	CHECK(g->group[99] != g->group[98]);
	/* and the others share: no code of less than half of what noise asks for, spikes aside */
	CHECK(g->ncoarse >= 10 && g->ncoarse < 60);
	/* a flat stretch is drawn evenly */
	CHECK_NEAR(g->mass[60] / g->mass[61], 1, 0.05);
}

UNIT_TEST(rare_categories_share_a_code)
{
	double noisy[12] = {5000, 4000, 12, -20, 30, 7, 3000, -3, 11, 0, 2500, 5};
	double variance[12];
	SynthGroupInput in = {0};
	SynthGrouping *g;

	for (int i = 0; i < 12; i++)
		variance[i] = 400;
	in.nfine = 12;
	in.nvalues = 10;
	in.alone = 11;
	in.noisy = noisy;
	in.variance = variance;
	in.total = 14500;
	in.pair_sigma = 30;
	in.max_codes = 64;
	g = synth_group(&in);
	check_grouping(&in, g);
	CHECK_INT(g->ncoarse, 6); /* four large, the rare, the one that stays alone */
	CHECK_INT(g->group[2], g->group[9]);
	CHECK(g->group[0] != g->group[1] && g->group[10] != g->group[2]);
	/* a negative count is no mass */
	CHECK(g->mass[3] == 0);
}

UNIT_TEST(nothing_at_all_can_be_grouped)
{
	double noisy[5] = {0, 0, 0, 0, 0};
	double variance[5] = {1, 1, 1, 1, 1};
	SynthGroupInput in = {0};

	in.nfine = 5;
	in.nvalues = 4;
	in.alone = -1;
	in.noisy = noisy;
	in.variance = variance;
	in.total = 1;
	in.max_codes = 2;
	in.exact = true;
	check_grouping(&in, synth_group(&in));
	in.ordered = true;
	check_grouping(&in, synth_group(&in));
	in.exact = false;
	in.pair_sigma = 1e6;
	check_grouping(&in, synth_group(&in));
	in.nfine = in.nvalues = 1;
	check_grouping(&in, synth_group(&in));
}

/* the projection satisfies the conditions that define the optimum */
UNIT_TEST(projection_is_optimal)
{
	for (int trial = 0; trial < 500; trial++)
	{
		double y[50];
		double v[50];
		double x[50];
		int n = 1 + (int) unit_random_below(50);
		double total = 1000 * unit_random_unit();
		double sum = 0;
		double tau = NAN;

		for (int i = 0; i < n; i++)
		{
			y[i] = 200 * unit_random_unit() - 100;
			v[i] = trial % 2 == 0 ? 1 : 0.1 + unit_random_unit();
		}
		synth_project_simplex(y, v, n, total, x);
		for (int i = 0; i < n; i++)
		{
			CHECK(x[i] >= 0);
			sum += x[i];
			if (x[i] > 1e-6)
			{
				double t = (y[i] - x[i]) / v[i];

				if (isnan(tau))
					tau = t;
				CHECK_NEAR(t, tau, 1e-6);
			}
		}
		CHECK_NEAR(sum, total, 1e-9 * (1 + total));
		for (int i = 0; i < n; i++)
			CHECK(x[i] > 1e-6 || y[i] - tau * v[i] <= 1e-6);
	}
}

UNIT_TEST(smoothing_keeps_sums_and_steps)
{
	double y[60];
	double v[60];
	double before = 0;
	double after = 0;

	for (int i = 0; i < 60; i++)
	{
		y[i] = (i < 30 ? 100 : 300) + (i % 2 == 0 ? 4 : -4);
		v[i] = 16;
		before += y[i];
	}
	synth_smooth(y, v, 60, 3);
	for (int i = 0; i < 60; i++)
		after += y[i];
	CHECK_NEAR(after, before, 1e-6);
	CHECK_NEAR(y[29], 100, 1);
	CHECK_NEAR(y[30], 300, 1);
	CHECK(v[10] < 2);
	/* a penalty of zero changes nothing */
	y[5] = 7;
	synth_smooth(y, v, 60, -1);
	CHECK_NEAR(y[5], 7, 0);
}

/* against the closed form of two grids with a common cut: sums are weighted means, shares follow variance */
UNIT_TEST(reconciling_is_least_squares)
{
	int64_t edge[] = {0, 10, 20, 30, 40, 50};
	int64_t sum_edge[] = {-10, 0, 30, 35, 40, 60};
	double y[] = {10, 20, 30, 100, 7};
	double variance[] = {1, 2, 3, 4, 5};
	double sum[] = {1000, 90, 50, 60, 999};

	synth_reconcile(edge, 5, y, variance, sum_edge, 5, sum, 6);
	/* [0, 30): own 60 of variance 6, counted 90 of variance 6 */
	CHECK_NEAR(y[0], 10 + 30.0 * 1 / 12, 1e-12);
	CHECK_NEAR(y[1], 20 + 30.0 * 2 / 12, 1e-12);
	CHECK_NEAR(y[2], 30 + 30.0 * 3 / 12, 1e-12);
	CHECK_NEAR(variance[2], 3 - 3.0 * 3 / 12, 1e-12);
	/* [30, 40): one cell, counted in two of variance 6 each */
	CHECK_NEAR(y[3], 100 + 10.0 * 4 / 16, 1e-12);
	/* nothing is known of [40, 50) alone */
	CHECK_NEAR(y[4], 7, 0);
	CHECK_NEAR(variance[4], 5, 0);
}

/* what noise put at the ends of a range is not drawn, what stands out is */
UNIT_TEST(ends_of_noise_are_not_drawn)
{
	double noisy[60] = {0};
	double variance[60];
	SynthGroupInput in = {0};
	SynthGrouping *g;

	for (int i = 0; i < 60; i++)
		variance[i] = 100;
	for (int i = 20; i < 40; i++)
		noisy[i] = 500;
	noisy[2] = 25; /* two and a half sigma alone, and noise that takes it back */
	noisy[5] = -12;
	noisy[8] = -14;
	noisy[57] = 60;
	in.ordered = true;
	in.nfine = in.nvalues = 60;
	in.alone = -1;
	in.noisy = noisy;
	in.variance = variance;
	in.total = 10060;
	in.pair_sigma = 5;
	in.max_codes = 64;
	g = synth_group(&in);
	for (int i = 0; i < 10; i++)
		CHECK_NEAR(g->mass[i], 0, 0);
	CHECK(g->mass[20] > 0 && g->mass[57] > 0);
	CHECK_NEAR(g->mass[59], 0, 0);
}
