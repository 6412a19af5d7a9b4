/*-------------------------------------------------------------------------
 *
 * measure.h
 *	  The one door between true counts and everything else.
 *
 * measure.c is the only file that includes both counts.h and noise.h.  An
 * auditor who has read it, and account.c, has seen every place where a true
 * number can leave the private side.  Each function charges the account
 * first, then draws.  With account->private_fit false the numbers pass
 * unchanged and the model is labelled as not private.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_MEASURE_H
#define SYNTH_MEASURE_H

#include "account.h"
#include "counts.h"

/*
 * Gaussian mechanism on a histogram: noisy[i] = count[i] + N(0, sigma2).
 * A unit moves the vector by at most `stability` in L2 (all its rows in one
 * cell), charge stability^2 / (2 sigma2).
 */
extern void synth_measure_histogram(SynthAccount *a, const char *phase, const SynthTrueCount *count, int n,
									double sigma2, int64_t *noisy);

/*
 * Gaussian mechanism on sums: noisy[i] = sum[i] + N(0, sigma2), where a row
 * moves the whole vector by at most `sensitivity` in L2 (for
 * synth_products_close(): synth_products_sensitivity()).  Charge (stability *
 * sensitivity)^2 / (2 sigma2).
 */
extern void synth_measure_sums(SynthAccount *a, const char *phase, const SynthTrueCount *sum, int n,
							   int64_t sensitivity, double sigma2, int64_t *noisy);

/*
 * Stability-based discovery of categories: only keys that occur are looked
 * at; key i is released iff count + noise >= threshold, the threshold coming
 * from synth_discovery_threshold(sigma2, delta, stability).  Charges rho of
 * one Gaussian histogram and delta.  released[i] is set, noisy[i] is valid
 * only where released.  `minimum` is used in non-private fits only.
 */
extern int synth_measure_discover(SynthAccount *a, const SynthTrueCount *count, int n, double sigma2, double delta,
								  int64_t minimum, bool *released, int64_t *noisy);

/*
 * The same for more keys than fit memory: paid once when it is opened, then
 * keys in as many calls as it takes.  Together they are one histogram, so each
 * key must be given exactly once.
 */
typedef struct SynthDiscovery
{
	const SynthAccount *account; /* NULL: not paid for */
	double sigma2;
	int64_t threshold;
} SynthDiscovery;

extern void synth_measure_discover_open(SynthDiscovery *d, SynthAccount *a, double sigma2, double delta,
										int64_t minimum);
/*
 * Discovery of tokens, of which a row has at most per_row, each counted once
 * however often the row has it: who counts must see to that (bagrow.h).  More
 * noise and a higher threshold, synth_token_threshold(); phase "tokens" or
 * "links".  Keys as above.
 */
extern void synth_measure_tokens_open(SynthDiscovery *d, SynthAccount *a, const char *phase, double sigma2,
									  double delta, int per_row, int64_t minimum);
/*
 * The same discovery for keys that are public knowledge: each that occurs is
 * released.  That it occurs is a fact about rows, so SYNTH_ERR_INTERNAL in a
 * private fit.
 */
extern SynthDiscovery synth_measure_discover_public(const SynthDiscovery *d);
extern int synth_measure_discover_keys(const SynthDiscovery *d, const SynthTrueCount *count, int n, bool *released,
									   int64_t *noisy);

/*
 * One candidate of the selection step.  `model` is the model's marginal in
 * fixed point (units of 1/SYNTH_FIXED rows), `weight` an integer public
 * weight, `penalty` the public expected noise in fixed point already
 * multiplied by the weight.
 * score = weight * sum_x |SYNTH_FIXED * count[x] - model[x]| - penalty,
 * so a row moves it by at most weight * SYNTH_FIXED.
 */
#define SYNTH_FIXED 256
typedef struct SynthCandidate
{
	const SynthTrueCount *count;
	const int64_t *model;
	int64_t ncells;
	int64_t weight;
	int64_t penalty;
} SynthCandidate;

/*
 * Exponential mechanism, k draws without replacement from one set of scores:
 * charges k * epsilon^2/8, uses sensitivity max(weight) * SYNTH_FIXED *
 * stability.  Non-private: the k largest scores.  chosen[] gets k indexes.
 */
extern void synth_measure_select(SynthAccount *a, const char *phase, const SynthCandidate *candidate, int n, int k,
								 double epsilon, int *chosen);

#endif /* SYNTH_MEASURE_H */
