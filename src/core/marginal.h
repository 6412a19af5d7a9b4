/*-------------------------------------------------------------------------
 *
 * marginal.h
 *	  How one attribute of a model is distributed.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_MARGINAL_H
#define SYNTH_MARGINAL_H

#include "model.h"

/*
 * mass[nfine]: probability of every fine code as it is drawn; sums to 1.
 * Exact for tables and copulas, for trees from a pilot sample whose seed is
 * fixed, so it depends on the model alone.
 */
extern void synth_attribute_marginal(const SynthModel *m, int attribute, double *mass);

#endif /* SYNTH_MARGINAL_H */
