/*-------------------------------------------------------------------------
 *
 * loss.h
 *	  The loss that mirror descent lowers (infer.h says which).
 *
 * `scratch` has room for the blocks of any division.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_LOSS_H
#define SYNTH_LOSS_H

#include "infer.h"

/* what a factor was measured as in these blocks, made when new */
extern SynthObserved *synth_observed_find(SynthFactor *f, size_t nblocks, const uint32_t *block);
/* one more measurement of a block, merged by inverse variance */
extern void synth_observed_merge(SynthObserved *v, size_t at, double y, double variance);

/* L at marginals mu[factor]; NULL: at those of the factors */
extern double synth_loss(int nfactors, const SynthFactor *factor, double *const *mu, double *scratch);
/* factor.slope = dL/dmu at the factors' own marginals */
extern void synth_loss_slope(int nfactors, SynthFactor *factor, double *scratch);
/* <slope, own marginals - mu> */
extern double synth_loss_descent(int nfactors, const SynthFactor *factor, double *const *mu);

#endif /* SYNTH_LOSS_H */
