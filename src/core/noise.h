/*-------------------------------------------------------------------------
 *
 * noise.h
 *	  Exact samplers on integers: Bernoulli(exp(-x)), discrete Laplace and
 *	  discrete Gaussian (Canonne, Kamath, Steinke 2020, algorithms 1 to 3),
 *	  and the exponential mechanism by rejection.  No floating point.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_NOISE_H
#define SYNTH_NOISE_H

#include "env.h"

/*
 * sigma^2 = num/den as a rational.  synth_variance() rounds UP (more noise),
 * so that the noise is never smaller than what was charged for.  Only it makes
 * these: num is a multiple of scale, see noise.c.
 */
typedef struct SynthVariance
{
	uint64_t num;
	uint64_t den;
	uint64_t scale; /* of the Laplace proposals: next above sigma */
} SynthVariance;

/* ratio num/den, used for the rate of the exponential mechanism */
typedef struct SynthRate
{
	uint64_t num;
	uint64_t den;
} SynthRate;

extern SynthVariance synth_variance(double sigma2); /* 1e-4 <= sigma2 <= 2^62 */
extern double synth_variance_value(SynthVariance v);
extern SynthRate synth_rate_down(double rate); /* largest rational <= rate, den 2^k */
extern double synth_rate_value(SynthRate r);

extern bool synth_bernoulli(uint64_t num, uint64_t den);	 /* P = num/den */
extern bool synth_bernoulli_exp(uint64_t num, uint64_t den); /* P = exp(-num/den) */
extern int64_t synth_discrete_laplace(uint64_t scale);		 /* P(x) ~ exp(-|x|/scale) */
extern int64_t synth_discrete_gaussian(SynthVariance v);

/*
 * Index i with probability proportional to exp(rate * score[i]), exactly.
 * The caller states rate = epsilon / (2 * sensitivity of score).
 */
extern size_t synth_exponential_choice(const int64_t *score, size_t n, SynthRate rate);

#endif /* SYNTH_NOISE_H */
