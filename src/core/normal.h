/*-------------------------------------------------------------------------
 *
 * normal.h
 *	  Standard normal variables from a reproducible stream.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_NORMAL_H
#define SYNTH_NORMAL_H

#include "bits.h"

#define SYNTH_NORMAL_LAYERS 256

/* the layers of the ziggurat: [edge[i + 1], edge[i]] x [height[i], height[i + 1]] is not wholly below the density */
typedef struct SynthNormal
{
	double edge[SYNTH_NORMAL_LAYERS + 1];
	double height[SYNTH_NORMAL_LAYERS + 1];
} SynthNormal;

extern void synth_normal_init(SynthNormal *t);
/* n independent draws */
extern void synth_normal_fill(const SynthNormal *t, SynthStream *st, double *z, int n);

#endif /* SYNTH_NORMAL_H */
