/*
 * test_outlook.c
 *	  What a plan says beforehand, against what the mechanisms do.
 */
#include "unit.h"

#include "core/measure.h"
#include "core/outlook.h"
#include "stats.h"

static const SynthDomainNeed need[4] = {SYNTH_NEED_NOTHING, SYNTH_NEED_DISCOVERY, SYNTH_NEED_PROBE, SYNTH_NEED_NOTHING};
static const bool grain[4] = {false};

/* a label with as many rows as the plan asks for is published in about 97.7 of 100 fits */
UNIT_TEST(a_category_with_the_rows_it_needs_survives)
{
	SynthBudget *b = synth_budget_split(1, 1e-9, 1, SYNTH_METHOD_AIM, 4, need, grain, 0, NULL);
	int64_t rows = (int64_t) ceil(synth_outlook_value_rows(&b->column[1]));
	int survived = 0;
	enum
	{
		N = 2000
	};

	for (int i = 0; i < N; i++)
	{
		SynthAccount a;
		SynthTrueCount count[1] = {{rows}};
		bool released[1];
		int64_t noisy[1];

		synth_account_open(&a, true, b->rho, b->delta_discovery, 1);
		survived += synth_measure_discover(&a, count, 1, b->column[1].sigma2_discovery, b->column[1].delta_discovery, 0,
										   released, noisy);
	}
	/* mean 1954, sigma 6.7; 60 away is 9 sigma: fails with probability below 1e-15 */
	CHECK(survived > 1954 - 60);
	CHECK(survived < N);
}

UNIT_TEST(noise_and_needs_grow_as_the_budget_shrinks)
{
	int codes[4] = {2, 0, 300, 16};
	double last = 0;

	for (double epsilon = 10; epsilon > 0.05; epsilon /= 2)
	{
		SynthBudget *b = synth_budget_split(epsilon, 1e-9, 1, SYNTH_METHOD_AIM, 4, need, grain, 0, NULL);
		double rows = synth_outlook_table_rows(b, 4, codes);

		CHECK(rows > last);
		last = rows;
	}
}

UNIT_TEST(a_unit_of_ten_rows_has_ten_times_the_noise)
{
	SynthBudget *one = synth_budget_split(1, 1e-9, 1, SYNTH_METHOD_AIM, 4, need, grain, 0, NULL);
	SynthBudget *ten = synth_budget_split(1, 1e-9, 10, SYNTH_METHOD_AIM, 4, need, grain, 0, NULL);

	CHECK_NEAR(synth_outlook_pair_sigma(ten, 4) / synth_outlook_pair_sigma(one, 4), 10, 1e-6);
	CHECK_NEAR(synth_outlook_value_rows(&ten->column[0]) / synth_outlook_value_rows(&one->column[0]), 10, 0.01);
}

/* one yes/no column at epsilon 1: sigma 5.8, so about 9 rows go astray, and 10 rows are half noise */
UNIT_TEST(single_columns_by_hand)
{
	SynthBudget *b = synth_budget_split(1, 1e-9, 1, SYNTH_METHOD_INDEPENDENT, 1, need, grain, 0, NULL);
	int codes[1] = {2};

	CHECK(synth_outlook_pair_sigma(b, 1) == 0);
	CHECK_NEAR(sqrt(b->column[0].sigma2_oneway), 5.779, 0.01);
	CHECK_NEAR(synth_outlook_table_rows(b, 1, codes), 10, 0);
}

/* a token of so many rows is published in 97.7 % of the fits; the share is implausible in 1e-9 of correct runs */
UNIT_TEST(a_token_with_the_rows_it_needs_survives)
{
	SynthBagSpec spec = {12, true};
	SynthBudget *b = synth_budget_split(1, 1e-9, 2, SYNTH_METHOD_AIM, 1, need, grain, 1, &spec);
	SynthTrueCount count = {0};
	long runs = 2000;
	long survived = 0;

	synth_true_count_add(&count, (int64_t) ceil(synth_outlook_token_rows(&b->bag[0])));
	for (long i = 0; i < runs; i++)
	{
		SynthAccount a;
		SynthDiscovery d;
		bool released;
		int64_t noisy;

		synth_account_open(&a, true, b->rho, b->delta_discovery, 2);
		synth_measure_tokens_open(&d, &a, "tokens", b->bag[0].sigma2_tokens, b->bag[0].delta_tokens, 12, 0);
		survived += synth_measure_discover_keys(&d, &count, 1, &released, &noisy);
	}
	CHECK(stats_binomial_plausible(survived, runs, 1 - stats_normal_tail(2)));
}
