/*-------------------------------------------------------------------------
 *
 * test_budget.c
 *	  What a budget allots, an account of its total accepts; and never more.
 *
 *-------------------------------------------------------------------------
 */
#include "core/budget.h"
#include "unit.h"

#define MAX_ATTR 60

static SynthDomainNeed need[MAX_ATTR];
static bool grain[MAX_ATTR];

static void
random_needs(int n)
{
	for (int i = 0; i < n; i++)
	{
		need[i] = (SynthDomainNeed) unit_random_below(4);
		grain[i] = unit_random_below(2);
	}
}

/* everything the fitter will charge, and the pairs in `parts` */
static void
spend(SynthAccount *a, const SynthBudget *b, int n, int parts)
{
	for (int i = 0; i < n; i++)
	{
		const SynthColumnBudget *c = &b->column[i];

		for (int p = 0; p < SYNTH_BUDGET_PROBES && c->sigma2_probe > 0; p++)
			synth_account_gaussian(a, "probe", c->sigma2_probe);
		if (c->sigma2_grain > 0)
			synth_account_gaussian(a, "grain", c->sigma2_grain);
		for (int r = 0; r < c->discoveries; r++)
		{
			synth_account_gaussian(a, "discovery", c->sigma2_discovery);
			synth_account_delta(a, "discovery", c->delta_discovery);
		}
		synth_account_gaussian(a, "one-way", c->sigma2_oneway);
	}
	for (int i = 0; i < parts && b->rho_pairs > 0; i++)
		synth_account_gaussian(a, "pair", (double) b->stability * b->stability / (2 * b->rho_pairs / parts));
}

UNIT_TEST(budget_parts_never_exceed_the_whole)
{
	SynthMethod methods[] = {SYNTH_METHOD_AIM, SYNTH_METHOD_MST, SYNTH_METHOD_INDEPENDENT};

	for (int trial = 0; trial < 300; trial++)
	{
		int n = (int) unit_random_below(MAX_ATTR);
		double epsilon = exp(log(0.001) + unit_random_unit() * log(20000));
		double delta = exp(log(1e-12) + unit_random_unit() * log(1e8));
		int64_t k = 1 + (int64_t) unit_random_below(20);
		SynthMethod method = methods[unit_random_below(3)];
		SynthBudget *b;
		SynthAccount a;

		random_needs(n);
		b = synth_budget_split(epsilon, delta, k, method, n, need, grain, 0, NULL);
		CHECK(b->delta_conversion + b->delta_discovery <= delta * (1 + 1e-15));
		CHECK(synth_zcdp_delta(b->rho, epsilon) <= b->delta_conversion);
		synth_account_open(&a, true, b->rho, b->delta_discovery, k);
		spend(&a, b, n, 1 + (int) unit_random_below(300));
		CHECK(a.rho_spent <= b->rho);
		CHECK(a.delta_spent <= b->delta_discovery);
		/* and nothing is wasted */
		if (n > 0)
			CHECK(a.rho_spent >= b->rho * (1 - 1e-6));
	}
}

UNIT_TEST(budget_shares_follow_epsilon)
{
	double before = 1;

	random_needs(10);
	for (double epsilon = 0.05; epsilon < 20; epsilon *= 1.5)
	{
		SynthBudget *b = synth_budget_split(epsilon, 1e-9, 1, SYNTH_METHOD_AIM, 10, need, grain, 0, NULL);
		double share = 1 - b->rho_pairs / b->rho;

		CHECK(share > 0.05 && share < 0.5);
		CHECK(share <= before + 1e-9);
		before = share;
		b = synth_budget_split(epsilon, 1e-9, 1, SYNTH_METHOD_INDEPENDENT, 10, need, grain, 0, NULL);
		CHECK_NEAR(b->rho_pairs, 0, 0);
	}
	/* one column has no pairs */
	CHECK_NEAR(synth_budget_split(1, 1e-9, 1, SYNTH_METHOD_AIM, 1, need, grain, 0, NULL)->rho_pairs, 0, 0);
}

UNIT_TEST(budget_gives_each_need_its_part)
{
	SynthDomainNeed needs[] = {SYNTH_NEED_NOTHING, SYNTH_NEED_PROBE, SYNTH_NEED_DISCOVERY, SYNTH_NEED_DISCOVERY};
	bool grains[] = {false, true, false, false};
	SynthBudget *b = synth_budget_split(1, 1e-9, 3, SYNTH_METHOD_AIM, 4, needs, grains, 0, NULL);

	CHECK_NEAR(b->delta_discovery, 5e-10, 1e-20);
	CHECK_NEAR(b->delta_conversion, 5e-10, 1e-20);
	CHECK_NEAR(b->rho, synth_zcdp_rho(1, 5e-10), 1e-15);
	CHECK_NEAR(b->column[2].delta_discovery, 2.5e-10, 1e-18);
	CHECK_INT(b->column[2].threshold,
			  synth_discovery_threshold(b->column[2].sigma2_discovery, b->column[2].delta_discovery, 3));
	CHECK_NEAR(b->column[0].sigma2_probe, 0, 0);
	CHECK_NEAR(b->column[0].sigma2_discovery, 0, 0);
	CHECK_INT(b->column[0].threshold, 0);
	CHECK(b->column[1].sigma2_probe > b->column[1].sigma2_oneway);
	CHECK(b->column[1].sigma2_grain > b->column[1].sigma2_probe);
	CHECK(b->column[0].sigma2_oneway > 0 && b->column[3].sigma2_oneway > 0);

	/* shapes have two rounds of half the rho and half the delta */
	needs[3] = SYNTH_NEED_SHAPES;
	b = synth_budget_split(1, 1e-9, 3, SYNTH_METHOD_AIM, 4, needs, grains, 0, NULL);
	CHECK_INT(b->column[2].discoveries, 1);
	CHECK_INT(b->column[3].discoveries, 2);
	CHECK_NEAR(b->column[3].sigma2_discovery, 2 * b->column[2].sigma2_discovery, 1e-6);
	CHECK_NEAR(b->column[3].delta_discovery, b->column[2].delta_discovery / 2, 1e-24);
	CHECK_NEAR(b->column[3].sigma2_oneway, b->column[2].sigma2_oneway, 0);
	CHECK(b->column[3].threshold > b->column[2].threshold);
	CHECK_INT(b->column[3].threshold,
			  synth_discovery_threshold(b->column[3].sigma2_discovery, b->column[3].delta_discovery, 3));

	/* no discovery: all of delta converts */
	b = synth_budget_split(1, 1e-9, 1, SYNTH_METHOD_AIM, 2, needs, grains, 0, NULL);
	CHECK_NEAR(b->delta_conversion, 1e-9, 0);
	CHECK_NEAR(b->delta_discovery, 0, 0);
}

/* a unit of k rows: k^2 times the variance for the same rho */
UNIT_TEST(budget_noise_grows_with_the_unit)
{
	SynthBudget *one;
	SynthBudget *ten;

	random_needs(8);
	one = synth_budget_split(1, 1e-9, 1, SYNTH_METHOD_MST, 8, need, grain, 0, NULL);
	ten = synth_budget_split(1, 1e-9, 10, SYNTH_METHOD_MST, 8, need, grain, 0, NULL);
	CHECK_NEAR(one->rho, ten->rho, 0);
	for (int i = 0; i < 8; i++)
		CHECK_NEAR(ten->column[i].sigma2_oneway / one->column[i].sigma2_oneway, 100, 1e-9);
}

UNIT_TEST(budget_refuses_what_is_out_of_range)
{
	double bad_epsilon[] = {0, -1, NAN, INFINITY, 1e-300};
	double bad_delta[] = {0, 1, -1e-9, NAN, 2};

	random_needs(3);
	for (int i = 0; i < 5; i++)
	{
		CHECK_FAILS(SYNTH_ERR_PARAMETER,
					synth_budget_split(bad_epsilon[i], 1e-9, 1, SYNTH_METHOD_AIM, 3, need, grain, 0, NULL));
		CHECK_FAILS(SYNTH_ERR_PARAMETER,
					synth_budget_split(1, bad_delta[i], 1, SYNTH_METHOD_AIM, 3, need, grain, 0, NULL));
	}
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_budget_split(1, 1e-9, 0, SYNTH_METHOD_AIM, 3, need, grain, 0, NULL));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_budget_split(1, 1e-9, INT64_MAX, SYNTH_METHOD_AIM, 3, need, grain, 0, NULL));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_budget_split(1, 1e-9, 1, SYNTH_METHOD_AIM, -1, need, grain, 0, NULL));
	/* so little that the noise would not fit */
	CHECK_FAILS(SYNTH_ERR_PARAMETER,
				synth_budget_split(1e-9, 1e-9, 1 << 20, SYNTH_METHOD_AIM, 3, need, grain, 0, NULL));
}
