/*-------------------------------------------------------------------------
 *
 * copula_scores.c
 *	  Normal scores of codes, and what joining codes does to correlations.
 *
 * A column's latent normal variable z is seen only through its code, so the
 * score s(z) of the code is a step function and scores correlate less than
 * the variables behind them (much less for a column of two codes).  Mehler's
 * formula undoes that exactly: with s(z) = sum_k a_k h_k(z) on normalised
 * Hermite polynomials,
 *
 *		Cov(s(z), t(w)) = sum_{k >= 1} a_k b_k r^k,		r = Cor(z, w),
 *
 * and the left side is what was measured.  The coefficients of a step function
 * are in closed form, for int h_k phi = -h_{k-1} phi / sqrt(k).
 *
 * Limits: the series is cut after SYNTH_HERMITE terms.  For two columns of two
 * codes each (the slowest case) a correlation of 0.9 comes out as 0.93, 0.7 exactly.
 *
 *-------------------------------------------------------------------------
 */
#include "copula_scores.h"

#include <math.h>

#include "linalg.h"

#define SCORE_MOST 4.0
#define ROOT_2PI 2.50662827463100050242

static double
density(double x)
{
	return isinf(x) ? 0 : exp(-0.5 * x * x) / ROOT_2PI;
}

void
synth_scores_of(const double *p, const uint16_t *order, int ncodes, double *score)
{
	double sum = 0;
	double low = -HUGE_VAL;

	for (int x = 0; x < ncodes; x++)
	{
		int c = order[x];
		double high;
		double s;

		sum += p[c];
		high = x == ncodes - 1 ? HUGE_VAL : synth_normal_quantile(fmin(sum, 1));
		/* the difference of densities is all rounding where the interval is tiny */
		if (p[c] > 1e-9)
			s = fmin(fmax((density(low) - density(high)) / p[c], low), high);
		else
			s = synth_normal_quantile(fmin(sum, 1) - p[c] / 2);
		score[c] = fmin(fmax(s, -SCORE_MOST), SCORE_MOST);
		low = high;
	}
}

void
synth_scores_expand(const double *p, const uint16_t *order, int ncodes, const double *score, double *coefficient)
{
	double sum = 0;

	for (int k = 0; k <= SYNTH_HERMITE; k++)
		coefficient[k] = 0;
	/* sum over cuts of (score above - score below) h_{k-1}(cut) phi(cut) / sqrt(k): the ends vanish */
	for (int x = 0; x + 1 < ncodes; x++)
	{
		double step = score[order[x + 1]] - score[order[x]];
		double cut;
		double h = 1;
		double before = 0;
		double weight;

		sum += p[order[x]];
		if (!(sum > 0 && sum < 1) || step == 0)
			continue;
		cut = synth_normal_quantile(sum);
		weight = step * density(cut);
		for (int k = 1; k <= SYNTH_HERMITE; k++)
		{
			double next = (cut * h - sqrt(k - 1.0) * before) / sqrt((double) k);

			coefficient[k] += weight * h / sqrt((double) k);
			before = h;
			h = next;
		}
	}
}

static double
series(const double *a, const double *b, double r, double *slope)
{
	double value = 0;

	*slope = 0;
	for (int k = SYNTH_HERMITE; k >= 1; k--)
	{
		double c = a[k] * b[k];

		*slope = *slope * r + k * c;
		value = value * r + c;
	}
	return value * r;
}

/* Newton's method, kept within an interval that holds the root; 0 if a column never varies. */
double
synth_scores_correlation(const double *a, const double *b, double covariance)
{
	double low = -SYNTH_CORRELATION_MOST;
	double high = SYNTH_CORRELATION_MOST;
	double slope;
	double r;

	if (!(a[1] > 1e-6 && b[1] > 1e-6) || !isfinite(covariance))
		return 0;
	if (covariance >= series(a, b, high, &slope))
		return high;
	if (covariance <= series(a, b, low, &slope))
		return low;
	r = covariance / (a[1] * b[1]);
	for (int i = 0; i < 60 && high - low > 1e-9; i++)
	{
		double value;
		double step;

		if (!(r > low && r < high))
			r = low + (high - low) / 2;
		value = series(a, b, r, &slope);
		if (value > covariance)
			high = r;
		else
			low = r;
		step = slope > 0 ? (value - covariance) / slope : 1;
		if (fabs(step) < 1e-10)
			break;
		r -= step;
	}
	return fmin(fmax(r, -SYNTH_CORRELATION_MOST), SYNTH_CORRELATION_MOST);
}
