/*-------------------------------------------------------------------------
 *
 * test_compose.c
 *	  What several fits add up to: never less than the truth, and a budget can
 *	  be spent to its last fit.
 *
 *-------------------------------------------------------------------------
 */
#include "core/compose.h"
#include "unit.h"

static SynthSpent
fits(int n, double epsilon, double conversion, double discovery)
{
	SynthSpent s = {0, 0, 0};

	for (int i = 0; i < n; i++)
		s = synth_spent_add(&s, synth_zcdp_rho(epsilon, conversion), discovery, conversion);
	return s;
}

UNIT_TEST(compose_one_fit_is_itself)
{
	double epsilons[] = {0.01, 0.1, 1, 5, 20};

	for (int i = 0; i < 5; i++)
	{
		SynthSpent s = fits(1, epsilons[i], 1e-9, 0);

		CHECK(s.rho == synth_zcdp_rho(epsilons[i], 1e-9));
		CHECK_NEAR(synth_spent_epsilon(&s), epsilons[i], epsilons[i] * 1e-8);
		CHECK(synth_spent_epsilon(&s) >= epsilons[i] * (1 - 1e-10));
		CHECK_NEAR(synth_spent_shown(&s), epsilons[i], 1e-9);
		CHECK(synth_spent_within(&s, epsilons[i], 1e-9));
		CHECK(!synth_spent_within(&s, epsilons[i] * 0.9999, 1e-9));
		CHECK(!synth_spent_within(&s, epsilons[i], 0.999e-9));
	}
}

UNIT_TEST(compose_nothing_is_nothing)
{
	SynthSpent s = {0, 0, 0};

	CHECK(synth_spent_epsilon(&s) == 0);
	CHECK(synth_spent_delta(&s) == 0);
	CHECK(synth_spent_within(&s, 1e-6, 1e-12));
}

/* thirty nightly fits at 1: rho adds, so 30 rho, not epsilon 30 and not sqrt(30) */
UNIT_TEST(compose_thirty_fits)
{
	SynthSpent s = fits(30, 1, 1e-9, 5e-10);

	CHECK_NEAR(s.rho, 30 * synth_zcdp_rho(1, 1e-9), 1e-13);
	CHECK(s.rho >= 30 * synth_zcdp_rho(1, 1e-9));
	CHECK_NEAR(synth_spent_epsilon(&s), synth_zcdp_epsilon(30 * synth_zcdp_rho(1, 1e-9), 1e-9), 1e-6);
	CHECK_NEAR(synth_spent_delta(&s), 30 * 5e-10 + 1e-9, 1e-15);
}

/* one conversion serves all: the largest that any fit asked for, whatever the order */
UNIT_TEST(compose_takes_the_largest_conversion)
{
	SynthSpent s = fits(1, 1, 1e-9, 0);
	SynthSpent a = synth_spent_add(&s, 0.01, 0, 1e-6);
	SynthSpent none = {0, 0, 0};
	SynthSpent b = synth_spent_add(&none, 0.01, 0, 1e-6);

	b = synth_spent_add(&b, s.rho, 0, 1e-9);
	CHECK(a.delta_conversion == 1e-6 && b.delta_conversion == 1e-6);
	CHECK_NEAR(synth_spent_epsilon(&a), synth_spent_epsilon(&b), 1e-9);
}

/* sums never fall below the exact sum, over many tiny fits */
UNIT_TEST(compose_rounds_up)
{
	SynthSpent s = {0, 0, 0};
	long double exact = 0;

	for (int i = 0; i < 100000; i++)
	{
		double rho = 1e-9 + i * 1e-17;

		s = synth_spent_add(&s, rho, 1e-20, 1e-9);
		exact += rho;
	}
	CHECK((long double) s.rho >= exact);
	CHECK((double) s.rho <= (double) exact * (1 + 1e-10));
}

/* what is said to be left can be spent, and no more than a grain beyond it */
UNIT_TEST(compose_left_can_be_spent)
{
	double budgets[] = {0.5, 1, 2, 3, 10};

	for (int b = 0; b < 5; b++)
		for (int n = 0; n <= 3; n++)
		{
			SynthSpent s = fits(n, budgets[b] * 0.3, 1e-9, 0);
			double left = synth_spent_left(&s, budgets[b], 1e-9);
			SynthSpent after;

			CHECK(left > 0 && left <= budgets[b]);
			after = synth_spent_add(&s, synth_zcdp_rho(left, 1e-9), 0, 1e-9);
			CHECK(synth_spent_within(&after, budgets[b], 1e-6));
			after = synth_spent_add(&s, synth_zcdp_rho(left + 1e-4, 1e-9), 0, 1e-9);
			CHECK(!synth_spent_within(&after, budgets[b], 1e-6));
		}
	CHECK(synth_spent_left(&(SynthSpent){1, 0, 1e-9}, 1, 1e-9) == 0);
}

UNIT_TEST(compose_refuses_nonsense)
{
	SynthSpent s = {0, 0, 0};

	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_spent_add(&s, -1, 0, 1e-9));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_spent_add(&s, NAN, 0, 1e-9));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_spent_add(&s, INFINITY, 0, 1e-9));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_spent_add(&s, 1, -1e-9, 1e-9));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_spent_add(&s, 1, 0, 0));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_spent_add(&s, 1, 0, 1));
}
