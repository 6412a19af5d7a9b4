/*-------------------------------------------------------------------------
 *
 * test_bound.c
 *	  How many rows of a unit are enough: classes, the estimate, its price.
 *
 *-------------------------------------------------------------------------
 */
#include "core/bound.h"
#include "core/fitter.h"
#include "unit.h"

static void
count_units(SynthTrueCount *count, const int64_t *units)
{
	for (int i = 0; i < SYNTH_BOUND_CLASSES; i++)
	{
		count[i].secret = 0;
		synth_true_count_add(&count[i], units[i]);
	}
}

UNIT_TEST(bound_classes_hold_every_number_of_rows)
{
	int last = 0;

	for (int64_t rows = 1; rows < 2000; rows++)
	{
		int c = synth_bound_class(rows);

		CHECK(c >= last && c < SYNTH_BOUND_CLASSES);
		CHECK(rows <= synth_bound_rows(c) || c == SYNTH_BOUND_CLASSES - 1);
		CHECK(c == 0 || rows > synth_bound_rows(c - 1));
		last = c;
	}
	CHECK(synth_bound_class(INT64_MAX) == SYNTH_BOUND_CLASSES - 1);
}

UNIT_TEST(bound_without_privacy_is_the_quantile)
{
	const int64_t units[SYNTH_BOUND_CLASSES] = {50, 30, 10, 5, 4, 1};
	SynthTrueCount count[SYNTH_BOUND_CLASSES];
	SynthAccount a;

	count_units(count, units);
	synth_account_open(&a, false, 0, 0, 1);
	CHECK(synth_bound_estimate(&a, count) == 5);
	count_units(count, (int64_t[SYNTH_BOUND_CLASSES]){0});
	CHECK(synth_bound_estimate(&a, count) == 1);
}

/* noise of 10 units on classes of thousands: wrong with probability below 1e-20 a trial */
UNIT_TEST(bound_finds_the_class_of_most_units_and_spends_what_it_was_given)
{
	const int64_t units[SYNTH_BOUND_CLASSES] = {1000, 1000, 1000, 0, 6000, 100};

	for (int trial = 0; trial < 200; trial++)
	{
		SynthTrueCount count[SYNTH_BOUND_CLASSES];
		SynthAccount a;

		count_units(count, units);
		synth_account_open(&a, true, 0.005, 0, 1);
		CHECK(synth_bound_estimate(&a, count) == 10);
		CHECK(a.rho_spent <= a.rho_total && a.rho_spent > 0.999 * a.rho_total);
		CHECK(a.ncharges == 1 && a.charges[0].sensitivity == 1);
	}
}

/* without units the noise of ten classes is all there is: one stands out of two deviations in a fifth of all trials */
UNIT_TEST(bound_of_nobody_is_mostly_one)
{
	const int64_t units[SYNTH_BOUND_CLASSES] = {0};
	int ones = 0;

	for (int trial = 0; trial < 200; trial++)
	{
		SynthTrueCount count[SYNTH_BOUND_CLASSES];
		SynthAccount a;

		count_units(count, units);
		synth_account_open(&a, true, 0.005, 0, 1);
		ones += synth_bound_estimate(&a, count) == 1;
	}
	/* binomial(200, 0.82): at most 120 with probability below 1e-12 */
	CHECK(ones > 120);
}

static SynthAccount bad;
static SynthTrueCount bad_count[SYNTH_BOUND_CLASSES];

static void
estimate_for_many_rows(void)
{
	synth_account_open(&bad, true, 0.005, 0, 3);
	synth_bound_estimate(&bad, bad_count);
}

static void
estimate_twice(void)
{
	synth_account_open(&bad, true, 0.005, 0, 1);
	synth_bound_estimate(&bad, bad_count);
	bad.rho_spent = bad.rho_total;
	synth_bound_estimate(&bad, bad_count);
}

static void
pay_too_much(void)
{
	SynthCharge charge = {.phase = "max_rows", .releases = 1, .sensitivity = 1, .sigma = 1, .rho = 0.002};

	synth_account_open(&bad, true, 0.005, 0, 1);
	synth_account_paid(&bad, &charge, 0.001);
}

UNIT_TEST(bound_refuses_what_is_not_paid_for)
{
	CHECK_FAILS(SYNTH_ERR_PARAMETER, estimate_for_many_rows());
	CHECK_FAILS(SYNTH_ERR_BUDGET, estimate_twice());
	CHECK_FAILS(SYNTH_ERR_BUDGET, pay_too_much());
}

/* what is set aside is in the total and in none of the measurements */
UNIT_TEST(bound_reserve_is_not_spent_twice)
{
	SynthDomainNeed need[3] = {SYNTH_NEED_NOTHING, SYNTH_NEED_PROBE, SYNTH_NEED_DISCOVERY};
	bool grain[3] = {false};

	for (int trial = 0; trial < 50; trial++)
	{
		double reserve = unit_random_unit() * 0.5;
		int64_t k = 1 + (int64_t) unit_random_below(9);
		SynthBudget *whole = synth_budget_split(1, 1e-9, k, SYNTH_METHOD_AIM, 3, need, grain, 0, NULL);
		SynthBudget *rest = synth_budget_split_rest(1, 1e-9, k, SYNTH_METHOD_AIM, 3, need, grain, 0, NULL, reserve);
		double spent = rest->rho_pairs;

		for (int c = 0; c < 3; c++)
		{
			const SynthColumnBudget *b = &rest->column[c];
			double k2 = (double) k * (double) k / 2;

			spent += k2 / b->sigma2_oneway;
			spent += b->sigma2_probe > 0 ? SYNTH_BUDGET_PROBES * k2 / b->sigma2_probe : 0;
			spent += b->sigma2_discovery > 0 ? b->discoveries * k2 / b->sigma2_discovery : 0;
		}
		CHECK(rest->rho == whole->rho);
		CHECK(spent + rest->rho_reserved <= rest->rho);
		CHECK(spent + rest->rho_reserved > 0.999 * rest->rho);
	}
}
