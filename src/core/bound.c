/*-------------------------------------------------------------------------
 *
 * bound.c
 *	  How many rows of a unit are enough, from a noisy histogram.
 *
 * Noise grows with the number of rows that one unit may have, and what is
 * above that number is lost.  Where nobody says a number, a small part of the
 * budget buys a histogram: units by their number of rows, in the classes 1, 2,
 * 3, 4-5, 6-10, 11-20, ..  Each unit is in one class, so one unit more or less
 * moves one count by one, whatever it has.  The result is the end of the first
 * class up to which ENOUGH of all units lie; classes that do not stand out of
 * the noise count as empty.  It is a function of the noisy histogram alone.
 *
 * Limits: units with more than the last class has are cut there; if noise is
 * all there is, the answer is 1.
 *
 *-------------------------------------------------------------------------
 */
#include "bound.h"

#include <math.h>

#include "measure.h"

/* share of the units that keep all of their rows */
#define ENOUGH 0.95
/* standard deviations that a class must have to count */
#define STANDS_OUT 2.0
/* a little less than all, so that rounding cannot exceed the account */
#define ROUNDING 1e-9

static const int64_t class_end[SYNTH_BOUND_CLASSES] = {1, 2, 3, 5, 10, 20, 50, 100, 200, 500};

int
synth_bound_class(int64_t rows)
{
	int class_number = 0;

	while (class_number < SYNTH_BOUND_CLASSES - 1 && rows > class_end[class_number])
		class_number++;
	return class_number;
}

int64_t
synth_bound_rows(int class_number)
{
	return class_end[class_number];
}

/*
 * account->stability must be 1, else SYNTH_ERR_PARAMETER.  Sensitivity and
 * cost: synth_measure_histogram().  Not private: the exact answer.
 */
int64_t
synth_bound_estimate(SynthAccount *account, const SynthTrueCount *count)
{
	int64_t noisy[SYNTH_BOUND_CLASSES];
	double sigma2 = 1;
	double least = 0;
	double total = 0;
	double below = 0;

	if (account->stability != 1)
		synth_fail(SYNTH_ERR_PARAMETER, "units are counted one by one");
	if (account->private_fit)
	{
		double rho = (account->rho_total - account->rho_spent) * (1 - ROUNDING);

		if (!(rho > 0))
			synth_fail(SYNTH_ERR_BUDGET, "nothing is left to estimate the rows of a unit");
		sigma2 = fmax(1 / (2 * rho), 1e-4);
		least = STANDS_OUT * sqrt(sigma2);
	}
	synth_measure_histogram(account, "max_rows", count, SYNTH_BOUND_CLASSES, sigma2, noisy);
	for (int i = 0; i < SYNTH_BOUND_CLASSES; i++)
	{
		if ((double) noisy[i] < least || noisy[i] < 0)
			noisy[i] = 0;
		total += (double) noisy[i];
	}
	for (int i = 0; i < SYNTH_BOUND_CLASSES; i++)
	{
		below += (double) noisy[i];
		if (below >= ENOUGH * total)
			return class_end[i];
	}
	return class_end[SYNTH_BOUND_CLASSES - 1];
}
