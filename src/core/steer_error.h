/*-------------------------------------------------------------------------
 *
 * steer_error.h
 *	  How far off the probability of a condition is because of the noise of a
 *	  private model.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_STEER_ERROR_H
#define SYNTH_STEER_ERROR_H

#include "steer.h"

/*
 * Standard error, from the declared noise, of the probability p of all the
 * regions; `part` gives the probability of some of them.  0 if the model is
 * not private.
 */
extern double synth_steer_noise(const SynthModel *m, int nregions, const SynthRegion *region, double p,
								double (*part)(const SynthModel *m, int nregions, const SynthRegion *region));

#endif /* SYNTH_STEER_ERROR_H */
