/*-------------------------------------------------------------------------
 *
 * test_account.c
 *	  Privacy arithmetic against published numbers and brute force; the
 *	  account refuses before anything is drawn.
 *
 *-------------------------------------------------------------------------
 */
#include "core/account.h"
#include "core/bits.h"
#include "core/noise.h"
#include "unit.h"

/* docs/privacy.md, What epsilon means: the printed digits are rounded to nearest */
UNIT_TEST(account_rho_matches_the_table)
{
	struct
	{
		double epsilon;
		double delta;
		double rho;
		double digits;
	} anchor[] = {{0.1, 1e-9, 1.771e-4, 5e-8}, {0.5, 1e-9, 0.003953, 5e-7}, {1, 1e-9, 0.014973, 5e-7},
				  {2, 1e-9, 0.056131, 5e-7},   {3, 1e-9, 0.120582, 5e-7},	{5, 1e-9, 0.311693, 5e-7},
				  {10, 1e-9, 1.09079, 5e-6},   {0.1, 1e-5, 0.000433, 5e-7}, {1, 1e-5, 0.0306, 5e-5},
				  {3, 1e-5, 0.2242, 5e-5},	   {10, 1e-5, 1.783, 5e-4},		{1, 1e-6, 0.0244, 5e-5},
				  {3, 1e-6, 0.185, 5e-4}};

	for (size_t i = 0; i < sizeof anchor / sizeof anchor[0]; i++)
		CHECK_NEAR(synth_zcdp_rho(anchor[i].epsilon, anchor[i].delta), anchor[i].rho, anchor[i].digits * 1.01);
}

UNIT_TEST(account_advantage_matches_the_table)
{
	CHECK_NEAR(synth_advantage(synth_zcdp_rho(1, 1e-9)), 0.087, 0.0005);
	CHECK_NEAR(synth_advantage(synth_zcdp_rho(10, 1e-9)), 0.739, 0.0005);
	CHECK_NEAR(synth_advantage(100), 1, 0);
}

/* the bisection's alpha is at least as good as any of a fine grid */
UNIT_TEST(account_delta_is_the_minimum_over_alpha)
{
	double rhos[] = {1e-6, 1e-3, 0.015, 0.3, 3};
	double epsilons[] = {0.01, 0.1, 1, 5, 20};

	for (int r = 0; r < 5; r++)
	{
		for (int e = 0; e < 5; e++)
		{
			double best = 1;
			double delta = synth_zcdp_delta(rhos[r], epsilons[e]);

			for (double log_alpha = log(0.0101); log_alpha < log(1e9); log_alpha += 0.001)
			{
				double a = 1 + exp(log_alpha);
				double bound = exp((a - 1) * (a * rhos[r] - epsilons[e]) + a * log1p(-1 / a)) / (a - 1);

				best = fmin(best, bound);
			}
			CHECK(delta <= best * (1 + 1e-9) + 1e-300);
			CHECK(delta >= best * (1 - 1e-3));
		}
	}
}

UNIT_TEST(account_conversion_round_trip_is_safe)
{
	for (int i = 0; i < 300; i++)
	{
		double epsilon = exp(log(1e-3) + unit_random_unit() * log(2e4));
		double delta = exp(log(1e-12) + unit_random_unit() * log(1e9));
		double rho = synth_zcdp_rho(epsilon, delta);
		double back = synth_zcdp_epsilon(rho, delta);

		CHECK(rho > 0);
		CHECK(synth_zcdp_delta(rho, epsilon) <= delta);
		CHECK_NEAR(back, epsilon, 1e-6 * epsilon);
		/* a little more rho is too much: the value is tight */
		CHECK(synth_zcdp_delta(rho * (1 + 1e-9), epsilon) > delta * (1 - 1e-6));
		CHECK(synth_zcdp_delta(rho, synth_zcdp_epsilon(rho, delta)) <= delta);
	}
}

UNIT_TEST(account_conversion_edges)
{
	CHECK_NEAR(synth_zcdp_delta(0, 1), 0, 0);
	CHECK_NEAR(synth_zcdp_epsilon(0, 1e-9), 0, 0);
	CHECK(synth_zcdp_delta(1e6, 0) <= 1);
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_zcdp_rho(0, 1e-9));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_zcdp_rho(-1, 1e-9));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_zcdp_rho(NAN, 1e-9));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_zcdp_rho(INFINITY, 1e-9));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_zcdp_rho(1, 0));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_zcdp_rho(1, 1));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_zcdp_rho(1, NAN));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_zcdp_epsilon(1, 0));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_zcdp_delta(-1, 1));
}

/* sums of 30 nightly fits: what docs/privacy.md says */
UNIT_TEST(account_thirty_fits_compose)
{
	double rho = synth_zcdp_rho(1, 1e-9);

	CHECK(synth_zcdp_epsilon(30 * rho, 1e-9) > 6);
	CHECK(synth_zcdp_epsilon(30 * rho, 1e-9) < 7);
}

/* ---- threshold ---- */

/* P[Z >= m] by summing the whole pmf in long double */
static long double
exact_tail(double sigma2, int64_t m)
{
	long double total = 0;
	long double tail = 0;
	int64_t reach = (int64_t) (40 * sqrt(sigma2)) + 40;

	for (int64_t x = -reach; x <= reach; x++)
	{
		long double p = expl(-(long double) x * x / (2 * (long double) sigma2));

		total += p;
		if (x >= m)
			tail += p;
	}
	return tail / total;
}

UNIT_TEST(account_threshold_is_the_exact_quantile)
{
	double sigmas[] = {0.3, 0.5, 1, 3, 37.45, 1000};
	double deltas[] = {1e-3, 1e-6, 5e-10, 1e-14};
	int64_t units[] = {1, 7};

	for (int s = 0; s < 6; s++)
	{
		for (int d = 0; d < 4; d++)
		{
			for (int u = 0; u < 2; u++)
			{
				double sigma2 = sigmas[s] * sigmas[s];
				int64_t t = synth_discovery_threshold(sigma2, deltas[d], units[u]);
				double drawn = synth_variance_value(synth_variance(sigma2));

				/* safe, and not one step larger than needed */
				CHECK(exact_tail(drawn, t - units[u]) <= deltas[d] / units[u]);
				CHECK(exact_tail(drawn, t - units[u] - 1) > deltas[d] / units[u]);
			}
		}
	}
}

UNIT_TEST(account_threshold_of_large_noise)
{
	/* 1e6: against the normal quantile 6.1094 for 5e-10 */
	double t = (double) synth_discovery_threshold(1e12, 5e-10, 1);

	CHECK(t > 6.10e6);
	CHECK(t < 6.13e6);
	CHECK(synth_discovery_threshold(0x1p62, 1e-9, 1) > 0);
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_discovery_threshold(9, 0, 1));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_discovery_threshold(9, 1e-9, 0));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_discovery_threshold(NAN, 1e-9, 1));
}

/* ---- the account ---- */

UNIT_TEST(account_charges_what_the_mechanisms_cost)
{
	SynthAccount a;

	synth_account_open(&a, true, 1, 1e-9, 1);
	synth_account_gaussian(&a, "one-way", 50);
	CHECK_NEAR(a.rho_spent, 0.01, 1e-15);
	synth_account_exponential(&a, "selection", 0.2);
	CHECK_NEAR(a.rho_spent, 0.015, 1e-15);
	synth_account_delta(&a, "discovery", 5e-10);
	CHECK_NEAR(a.delta_spent, 5e-10, 1e-24);
	CHECK_NEAR(synth_account_left(&a), 0.985, 1e-11);

	/* a unit of 5 rows costs 25 times as much */
	synth_account_open(&a, true, 1, 0, 5);
	synth_account_gaussian(&a, "one-way", 50);
	CHECK_NEAR(a.rho_spent, 0.25, 1e-14);
	CHECK_INT(a.charges[0].sensitivity, 5);
	/* the exponential mechanism's epsilon is already for the whole unit */
	synth_account_exponential(&a, "selection", 0.2);
	CHECK_NEAR(a.rho_spent, 0.255, 1e-14);
}

UNIT_TEST(account_refuses_to_overspend)
{
	SynthAccount a;
	double spent;

	synth_account_open(&a, true, 0.0100000001, 1e-9, 1);
	synth_account_gaussian(&a, "one-way", 50);
	spent = a.rho_spent;
	CHECK_FAILS(SYNTH_ERR_BUDGET, synth_account_gaussian(&a, "one-way", 50));
	CHECK_FAILS(SYNTH_ERR_BUDGET, synth_account_gaussian(&a, "one-way", 1e-3));
	CHECK_FAILS(SYNTH_ERR_BUDGET, synth_account_exponential(&a, "selection", 0.01));
	synth_account_delta(&a, "discovery", 6e-10);
	CHECK_FAILS(SYNTH_ERR_BUDGET, synth_account_delta(&a, "discovery", 6e-10));
	/* a refused charge leaves no trace */
	CHECK_NEAR(a.rho_spent, spent, 0);
	CHECK_NEAR(a.delta_spent, 6e-10, 1e-24);
	CHECK_INT(a.ncharges, 2);

	synth_account_open(&a, true, 0, 0, 1);
	CHECK_FAILS(SYNTH_ERR_BUDGET, synth_account_gaussian(&a, "one-way", 1e18));
	CHECK_FAILS(SYNTH_ERR_BUDGET, synth_account_delta(&a, "discovery", 1e-30));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_account_gaussian(&a, "one-way", NAN));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_account_gaussian(&a, "one-way", 0));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_account_exponential(&a, "selection", NAN));
}

/* however the total is cut, the sum stays below it and `left` can be spent */
UNIT_TEST(account_left_can_be_spent_in_parts)
{
	for (int parts = 1; parts <= 1000; parts = parts * 3 + 1)
	{
		SynthAccount a;
		double left;

		synth_account_open(&a, true, synth_zcdp_rho(1, 1e-9), 0, 1);
		synth_account_gaussian(&a, "one-way", 1000);
		left = synth_account_left(&a);
		for (int i = 0; i < parts; i++)
			synth_account_gaussian(&a, "pair", 1 / (2 * left / parts));
		CHECK(a.rho_spent <= a.rho_total);
		CHECK(a.rho_spent >= a.rho_total * (1 - 1e-11));
	}
}

UNIT_TEST(account_merges_charges)
{
	SynthAccount a;
	double sum = 0;

	synth_account_open(&a, true, 1000, 1e-9, 1);
	synth_account_gaussian(&a, "one-way", 9);
	synth_account_gaussian(&a, "one-way", 9);
	CHECK_INT(a.ncharges, 1);
	CHECK_INT(a.charges[0].releases, 2);
	CHECK_NEAR(a.charges[0].sigma, 3, 1e-15);
	for (int i = 0; i < 500; i++)
	{
		synth_account_gaussian(&a, "pair", 100.0 + i);
		synth_account_exponential(&a, "selection", 0.01 + i * 1e-5);
	}
	synth_account_gaussian(&a, "probe", 77);
	CHECK(a.ncharges <= SYNTH_MAX_CHARGES);
	for (int i = 0; i < a.ncharges; i++)
		sum += a.charges[i].rho;
	CHECK_NEAR(sum, a.rho_spent, 1e-9);
}

UNIT_TEST(account_without_privacy_charges_nothing)
{
	SynthAccount a;

	synth_account_open(&a, false, 0, 0, 1);
	synth_account_gaussian(&a, "one-way", 1);
	synth_account_exponential(&a, "selection", 1);
	synth_account_delta(&a, "discovery", 0.1);
	CHECK_NEAR(a.rho_spent, 0, 0);
	CHECK_INT(a.ncharges, 0);
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_account_open(&a, true, NAN, 0, 1));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_account_open(&a, true, -1, 0, 1));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_account_open(&a, true, 1, 0, 0));
}
