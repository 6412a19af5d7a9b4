/*-------------------------------------------------------------------------
 *
 * test_association.c
 *	  Groups of a column, and how much one column says about another.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include <math.h>

#include "core/association.h"
#include "core/axis.h"

#define ROWS 4000

static int64_t value[ROWS];
static uint8_t a[ROWS];
static uint8_t b[ROWS];

/* equal values in one group, larger ones never in an earlier group, all numbers used */
static void
check_groups(int n, const uint8_t *group, int ngroups)
{
	bool used[SYNTH_ASSOCIATION_GROUPS] = {false};

	CHECK(ngroups <= SYNTH_ASSOCIATION_GROUPS);
	for (int i = 0; i < n; i++)
	{
		CHECK(group[i] < ngroups);
		used[group[i]] = true;
		if (i > 0 && value[i] == value[i - 1])
			CHECK(group[i] == group[i - 1]);
		if (i > 0 && value[i] > value[i - 1])
			CHECK(group[i] >= group[i - 1]);
		if (i > 0 && value[i] < value[i - 1])
			CHECK(group[i] <= group[i - 1]);
	}
	for (int g = 0; g < ngroups; g++)
		CHECK(used[g]);
}

UNIT_TEST(nothing_at_all)
{
	CHECK_INT(synth_association_groups(value, 0, a), 0);
	CHECK_NEAR(synth_association(a, 0, b, 0, 0), 0, 0);
}

UNIT_TEST(few_values_keep_their_own)
{
	for (int i = 0; i < ROWS; i++)
		value[i] = i % 3 == 0 ? SYNTH_RAW_NULL : i % 3 == 1 ? -5 : INT64_MAX;
	CHECK_INT(synth_association_groups(value, ROWS, a), 3);
	check_groups(ROWS, a, 3);
}

UNIT_TEST(many_values_are_cut_evenly)
{
	int count[SYNTH_ASSOCIATION_GROUPS] = {0};
	int n;

	for (int i = 0; i < ROWS; i++)
		value[i] = (int64_t) unit_random() / 2;
	n = synth_association_groups(value, ROWS, a);
	CHECK_INT(n, SYNTH_ASSOCIATION_GROUPS);
	check_groups(ROWS, a, n);
	for (int i = 0; i < ROWS; i++)
		count[a[i]]++;
	for (int g = 0; g < n; g++)
		CHECK(count[g] >= ROWS / SYNTH_ASSOCIATION_GROUPS && count[g] < 2 * ROWS / SYNTH_ASSOCIATION_GROUPS);
}

UNIT_TEST(random_columns_of_any_size)
{
	for (int trial = 0; trial < 300; trial++)
	{
		int n = 1 + (int) unit_random_below(200);
		uint64_t range = 1 + unit_random_below(60);

		for (int i = 0; i < n; i++)
			value[i] = (int64_t) unit_random_below(range) - 20;
		check_groups(n, a, synth_association_groups(value, n, a));
	}
}

/* of independent columns the estimate is 0 or near it: 1/2 nat is more than 100 standard errors away */
UNIT_TEST(independent_columns_say_nothing)
{
	int na;
	int nb;

	for (int i = 0; i < ROWS; i++)
		value[i] = (int64_t) unit_random_below(1000);
	na = synth_association_groups(value, ROWS, a);
	for (int i = 0; i < ROWS; i++)
		value[i] = (int64_t) unit_random_below(1000);
	nb = synth_association_groups(value, ROWS, b);
	CHECK(synth_association(a, na, b, nb, ROWS) < 0.5);
}

UNIT_TEST(what_is_known_exactly)
{
	/* a column says all of itself: ln 4, less 9 cells of chance */
	for (int i = 0; i < ROWS; i++)
		value[i] = i % 4;
	CHECK_INT(synth_association_groups(value, ROWS, a), 4);
	CHECK_NEAR(synth_association(a, 4, a, 4, ROWS), log(4) - 9 / (2.0 * ROWS), 1e-9);

	/* a relation that no correlation sees: distance from the middle */
	for (int i = 0; i < ROWS; i++)
		value[i] = (i % 4 == 0 || i % 4 == 3) ? 1 : 0;
	CHECK_INT(synth_association_groups(value, ROWS, b), 2);
	CHECK_NEAR(synth_association(a, 4, b, 2, ROWS), log(2) - 3 / (2.0 * ROWS), 1e-9);

	/* a constant says nothing */
	for (int i = 0; i < ROWS; i++)
		value[i] = 7;
	CHECK_INT(synth_association_groups(value, ROWS, b), 1);
	CHECK_NEAR(synth_association(a, 4, b, 1, ROWS), 0, 0);
}
