/*-------------------------------------------------------------------------
 *
 * outlook.c
 *	  What a private fit will keep and lose, from public knowledge alone.
 *
 * A value of a declared list is told from noise when its count exceeds about
 * three standard deviations of the noise; rarer ones are pooled (group.c).  A
 * value that must be discovered has to exceed the threshold T with noise
 * added: with T + 2 sigma rows it does so in 97.7 % of the fits.
 *
 * A tree of d - 1 pairs (MST) is the least that a fit measures, so each count
 * of a pair has noise of at least
 *
 *	 sigma = k sqrt((d - 1) / (2 rho_pairs)).
 *
 * With about m = (mean number of codes)^2 cells, the noise moves some
 * m sigma sqrt(2/pi) / 2 rows to a wrong cell: E|N(0, sigma^2)| is
 * sigma sqrt(2/pi), and total variation is half the sum.  Where that reaches
 * half of the rows, the pair is mostly noise.  Without pairs the same holds
 * for single columns.
 *
 *-------------------------------------------------------------------------
 */
#include "outlook.h"

#include <math.h>

#define MEAN_ABSOLUTE 0.7978845608028654 /* sqrt(2/pi) */

double
synth_outlook_value_rows(const SynthColumnBudget *column)
{
	if (column->sigma2_discovery > 0)
		return (double) column->threshold + 2 * sqrt(column->sigma2_discovery);
	return 3 * sqrt(column->sigma2_oneway);
}

double
synth_outlook_token_rows(const SynthBagBudget *bag)
{
	return (double) bag->threshold_tokens + 2 * sqrt(bag->sigma2_tokens);
}

double
synth_outlook_pair_sigma(const SynthBudget *budget, int nattributes)
{
	if (!(budget->rho_pairs > 0) || nattributes < 2)
		return 0;
	return (double) budget->stability * sqrt((nattributes - 1) / (2 * budget->rho_pairs));
}

/* 5098.3 says more than is known: 5100 */
static double
two_digits(double x)
{
	double unit;

	if (!(x > 10))
		return ceil(fmax(x, 1));
	unit = pow(10, floor(log10(x)) - 1);
	return ceil(x / unit) * unit;
}

double
synth_outlook_table_rows(const SynthBudget *budget, int nattributes, const int *codes)
{
	double cells = 0;
	double sigma = 0;

	if (!(budget->rho > 0) || nattributes < 1)
		return 0;
	for (int a = 0; a < nattributes; a++)
	{
		int n = codes[a] == 0 || codes[a] > SYNTH_OUTLOOK_CODES ? SYNTH_OUTLOOK_CODES : codes[a];

		cells += (double) n / nattributes;
		sigma += sqrt(budget->column[a].sigma2_oneway) / nattributes;
	}
	if (synth_outlook_pair_sigma(budget, nattributes) > 0)
	{
		sigma = synth_outlook_pair_sigma(budget, nattributes);
		cells *= cells;
	}
	return two_digits(cells * sigma * MEAN_ABSOLUTE / 2 / 0.5);
}
