/*-------------------------------------------------------------------------
 *
 * stats.h
 *	  The little statistics that tests need, without a library: p-values of
 *	  chi-square and binomial, Clopper-Pearson bounds.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_UNIT_STATS_H
#define SYNTH_UNIT_STATS_H

#include <math.h>

/* regularised upper incomplete gamma Q(a, x): series below a+1, continued fraction above */
static inline double
stats_gamma_q(double a, double x)
{
	double front;

	if (x <= 0)
		return 1;
	front = exp(a * log(x) - x - lgamma(a));
	if (x < a + 1)
	{
		double term = 1 / a;
		double sum = term;

		for (int n = 1; n < 100000 && term > sum * 1e-16; n++)
		{
			term *= x / (a + n);
			sum += term;
		}
		return 1 - front * sum;
	}
	else
	{
		/* modified Lentz */
		double b = x + 1 - a;
		double c = 1e300;
		double d = 1 / b;
		double h = d;

		for (int i = 1; i < 100000; i++)
		{
			double an = -i * (i - a);
			double delta;

			b += 2;
			d = an * d + b;
			d = fabs(d) < 1e-300 ? 1e300 : 1 / d;
			c = b + an / c;
			if (fabs(c) < 1e-300)
				c = 1e-300;
			delta = d * c;
			h *= delta;
			if (fabs(delta - 1) < 1e-15)
				break;
		}
		return front * h;
	}
}

/* P[chi-square of df >= x] */
static inline double
stats_chi2_tail(double x, double df)
{
	return stats_gamma_q(df / 2, x / 2);
}

static inline double
stats_normal_tail(double x)
{
	return 0.5 * erfc(x / sqrt(2));
}

/* P[Binomial(n, p) >= k]: sums outwards from the largest term of the tail */
static inline double
stats_binomial_tail(long k, long n, double p)
{
	double start = k > (n + 1) * p ? k : floor((n + 1) * p);
	double term;
	double sum = 0;
	double t;

	if (k <= 0 || p >= 1)
		return 1;
	if (k > n || p <= 0)
		return 0;
	if (start > n)
		start = n;
	term = exp(lgamma(n + 1.0) - lgamma(start + 1) - lgamma(n - start + 1) + start * log(p) + (n - start) * log1p(-p));
	t = term;
	for (double i = start; i <= n && t > sum * 1e-17; i++)
	{
		sum += t;
		t *= (n - i) / (i + 1) * p / (1 - p);
	}
	t = term;
	for (double i = start - 1; i >= k && t > 0; i--)
	{
		t *= (i + 1) / (n - i) * (1 - p) / p;
		if (t < sum * 1e-17)
			break;
		sum += t;
	}
	return sum < 1 ? sum : 1;
}

/* Clopper-Pearson: one-sided bounds on p after k successes in n, each wrong with probability alpha */
static inline double
stats_proportion_lower(long k, long n, double alpha)
{
	double low = 0;
	double high = 1;

	if (k <= 0)
		return 0;
	for (int i = 0; i < 100; i++)
	{
		double p = (low + high) / 2;

		if (stats_binomial_tail(k, n, p) < alpha)
			low = p;
		else
			high = p;
	}
	return low;
}

static inline double
stats_proportion_upper(long k, long n, double alpha)
{
	return 1 - stats_proportion_lower(n - k, n, alpha);
}

/* true unless k successes in n trials of probability p are a 1e-9 event (both sides together) */
static inline bool
stats_binomial_plausible(long k, long n, double p)
{
	if (p <= 0)
		return k == 0;
	if (p >= 1)
		return k == n;
	return stats_binomial_tail(k, n, p) > 0.5e-9 && stats_binomial_tail(n - k, n, 1 - p) > 0.5e-9;
}

#endif /* SYNTH_UNIT_STATS_H */
