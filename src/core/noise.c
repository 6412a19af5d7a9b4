/*-------------------------------------------------------------------------
 *
 * noise.c
 *	  Exact samplers on integers (Canonne, Kamath, Steinke 2020).
 *
 * Every probability is a rational, every comparison is of integers, every bit
 * comes from the strong source: what is drawn has exactly the distribution
 * that the proof of privacy speaks of, not a floating-point neighbour of it
 * (Mironov 2012; Haney, Desfontaines, Hartman, Shrestha, Hay 2022).
 *
 *	 Bernoulli(a/b)		 compare a uniform real, revealed 32 bits at a time,
 *						 with a/b: exact, and one word nearly always decides
 *	 Bernoulli(e^-x)	 algorithm 1, von Neumann's alternating series
 *	 discrete Laplace	 algorithm 2
 *	 discrete Gaussian	 algorithm 3: Laplace of scale t, accepted with
 *						 probability exp(-(|y| - sigma^2/t)^2 / (2 sigma^2))
 *
 * Algorithm 3 is correct for every integer t > 0, and with sigma^2 = t*m/q
 * (m, q integers) its exponent is (|y|q - m)^2 / (2 q t m): that is the form
 * synth_variance() chooses, with t next above sigma.  So all numbers stay
 * small: t*q < 2^29 or q = 1; |y| < 2^12 t, for the Laplace draw fails above
 * that (probability below e^-4000); numerator < 2^88, denominator < 2^64.
 *
 * Timing is outside the threat model: the number of bits that a draw takes
 * depends on the noise, and that of a selection on the scores.
 *
 *-------------------------------------------------------------------------
 */
#include "noise.h"

#include <math.h>

#include "bits.h"
#include "mutate.h"

typedef unsigned __int128 uint128;

#define VARIANCE_BITS 28 /* of scale * den */
#define SIGMA2_MIN 1e-4
#define SIGMA2_MAX 0x1p62
#define LAPLACE_MAX_ROUNDS 4095

/* floor of the square root, x <= 2^62 */
static uint64_t
floor_sqrt(uint64_t x)
{
	uint64_t r = (uint64_t) sqrt((double) x);

	while (r * r > x)
		r--;
	while ((r + 1) * (r + 1) <= x)
		r++;
	return r;
}

/*
 * The least representable variance >= sigma2, 1e-4 <= sigma2 <= 2^62, else
 * SYNTH_ERR_PARAMETER.  Rounding up means that noise is never less than what
 * was charged for; the excess is below 2^-24 of sigma2 for sigma >= 1 (1e-4 for less).
 */
SynthVariance
synth_variance(double sigma2)
{
	SynthVariance v;
	uint64_t t;
	uint64_t scaled;
	int k = VARIANCE_BITS;

	if (!(sigma2 >= SIGMA2_MIN && sigma2 <= SIGMA2_MAX))
		synth_fail(SYNTH_ERR_PARAMETER, "the variance of the noise is out of range");
	t = floor_sqrt((uint64_t) sigma2) + 1;
	for (uint64_t x = t; x > 0 && k > 0; x >>= 1)
		k--;
	/* ldexp and ceil are exact here: sigma2 * 2^k < t^2 2^k < 2^64 */
	scaled = (uint64_t) ceil(ldexp(sigma2, k));
	v.scale = t;
	v.num = t * ((scaled - 1) / t + 1);
	v.den = UINT64_C(1) << k;
	return v;
}

double
synth_variance_value(SynthVariance v)
{
	return (double) v.num / (double) v.den;
}

/* The largest num/2^k <= rate with 31 bits of num; 0 for rates below 2^-62. */
SynthRate
synth_rate_down(double rate)
{
	SynthRate r;
	int exponent;
	int k;

	if (!(rate >= 0 && rate <= 0x1p31))
		synth_fail(SYNTH_ERR_PARAMETER, "the rate of a selection is out of range");
	frexp(rate, &exponent);
	k = 31 - exponent;
	if (k > 62)
		k = 62;
	if (k < 0)
		k = 0;
	r.num = (uint64_t) floor(ldexp(rate, k));
	r.den = UINT64_C(1) << k;
	return r;
}

double
synth_rate_value(SynthRate r)
{
	return (double) r.num / (double) r.den;
}

/* P = num/den exactly; num <= den < 2^96 */
static bool
bernoulli_wide(uint128 num, uint128 den)
{
	for (;;)
	{
		uint128 scaled = num << 32;
		uint128 quotient = scaled / den;
		uint32_t r;

		if (num == 0)
			return false;
		r = synth_secret_u32();
		if (r != quotient)
			return r < quotient;
		num = scaled - quotient * den; /* the words agree so far: look at the next */
	}
}

/* the same for num <= den < 2^32, where 64-bit division does */
static inline bool
bernoulli_narrow(uint64_t num, uint64_t den)
{
	for (;;)
	{
		uint64_t scaled = num << 32;
		uint64_t quotient;
		uint32_t r;

		if (num == 0 || num == den)
			return num != 0;
		quotient = scaled / den;
		r = synth_secret_u32();
		if (r != quotient)
			return r < quotient;
		num = scaled - quotient * den;
	}
}

static inline bool
bernoulli_any(uint128 num, uint128 den)
{
	if (den <= UINT32_MAX)
		return bernoulli_narrow((uint64_t) num, (uint64_t) den);
	if (den >> 96)
		synth_fail(SYNTH_ERR_INTERNAL, "a probability has too large a denominator");
	return bernoulli_wide(num, den);
}

/* True with probability num/den exactly; num <= den, den > 0. */
bool
synth_bernoulli(uint64_t num, uint64_t den)
{
	if (den == 0 || num > den)
		synth_fail(SYNTH_ERR_PARAMETER, "a probability is out of range");
	return bernoulli_any(num, den);
}

/*
 * P = exp(-num/den), num <= den: k goes on to grow with probability
 * (num/den)/k, so P[k > j] = (num/den)^j / j! and P[k odd] is the series.
 */
static bool
bernoulli_exp_unit(uint128 num, uint128 den)
{
	uint64_t k = 1;

	while (bernoulli_any(num, den * k))
		k++;
	return k % 2 == 1;
}

static bool
bernoulli_exp_wide(uint128 num, uint128 den)
{
	/* ends after 1.6 rounds on average, however large num is */
	while (num > den)
	{
		if (!bernoulli_exp_unit(1, 1))
			return false;
		num -= den;
	}
	return bernoulli_exp_unit(num, den);
}

/* True with probability exp(-num/den) exactly; den > 0. */
bool
synth_bernoulli_exp(uint64_t num, uint64_t den)
{
	if (den == 0)
		synth_fail(SYNTH_ERR_PARAMETER, "a rate has denominator 0");
	return bernoulli_exp_wide(num, den);
}

/*
 * P(x) proportional to exp(-|x|/scale), 1 <= scale <= 2^48: a uniform part
 * below the scale, whole multiples of it, a sign; -0 is drawn again so that
 * 0 is not twice as likely.
 */
int64_t
synth_discrete_laplace(uint64_t scale)
{
	if (scale == 0 || scale > UINT64_C(1) << 48)
		synth_fail(SYNTH_ERR_PARAMETER, "the scale of the noise is out of range");
	for (;;)
	{
		uint64_t u = synth_secret_below(scale);
		uint64_t rounds = 0;
		int64_t y;

		if (!bernoulli_exp_unit(u, scale))
			continue;
		while (bernoulli_exp_unit(1, 1))
		{
			if (++rounds > LAPLACE_MAX_ROUNDS)
				synth_fail(SYNTH_ERR_INTERNAL, "impossible noise");
		}
		y = (int64_t) (rounds * scale + u);
		if (synth_secret_bit())
		{
			if (y == 0)
				continue;
			y = -y;
		}
		return y;
	}
}

/*
 * P(x) proportional to exp(-x^2 / (2 sigma^2)), sigma^2 = v.num/v.den from
 * synth_variance().
 */
int64_t
synth_discrete_gaussian(SynthVariance v)
{
	uint64_t m;
	uint128 den;

	if (v.scale == 0 || v.den == 0 || v.num == 0 || v.num % v.scale != 0 || v.num > UINT64_C(1) << 63
		|| v.scale > UINT64_C(1) << 32)
		synth_fail(SYNTH_ERR_INTERNAL, "a variance was not made by synth_variance");
	m = v.num / v.scale;
	den = (uint128) 2 * v.num * v.den;
	for (;;)
	{
		int64_t y = synth_discrete_laplace(v.scale);
		uint64_t size = (uint64_t) (y < 0 ? -y : y) * v.den;
		uint64_t distance = size > m ? size - m : m - size;

		if (SYNTH_BUG(GAUSSIAN_BIASED) || bernoulli_exp_wide((uint128) distance * distance, den))
			return y;
	}
}

/*
 * Exponential mechanism by rejection: a uniform candidate is accepted with
 * probability exp(-rate * (best - its score)).  Exact; at most n proposals on
 * average, because the best one is always accepted.
 */
size_t
synth_exponential_choice(const int64_t *score, size_t n, SynthRate rate)
{
	int64_t best;

	if (n == 0 || rate.den == 0 || rate.num >> 63)
		synth_fail(SYNTH_ERR_PARAMETER, "there is nothing to choose from");
	best = score[0];
	for (size_t i = 1; i < n; i++)
	{
		if (score[i] > best)
			best = score[i];
	}
	for (;;)
	{
		size_t i = (size_t) synth_secret_below(n);
		uint64_t loss = (uint64_t) best - (uint64_t) score[i];

		if (bernoulli_exp_wide((uint128) loss * rate.num, rate.den))
			return i;
		synth_poll();
	}
}
