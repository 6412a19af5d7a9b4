/*-------------------------------------------------------------------------
 *
 * select.h
 *	  Which pairs are measured: the two policies, AIM and MST.
 *
 * A policy reads true tables only through measure.h, and adds what it measured
 * to the inference and to the list of marginals.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_SELECT_H
#define SYNTH_SELECT_H

#include "engine.h"
#include "infer.h"
#include "level.h"

typedef struct SynthSelection
{
	const SynthEngineInput *in;
	SynthInfer *inf; /* holds the one-way measurements, fitted */
	int nmarginals;
	int capacity;
	SynthMarginal *marginal;
} SynthSelection;

/* share of rho that pays for choosing, not for measuring (AIM's own is 10 %) */
#define SYNTH_SELECT_SHARE 0.05

extern void synth_aim_select(SynthSelection *s);
extern void synth_mst_select(SynthSelection *s);

/* measures a pair's table in its blocks and hands it to the inference */
extern void synth_selection_measure(SynthSelection *s, const SynthPairView *v, double sigma2);
/* integer weight of a pair: 8 without targets */
extern int64_t synth_selection_weight(const SynthSelection *s, int i, int j);
/* expected L1 error of measuring n cells at sigma, in the units of a candidate's score */
extern int64_t synth_selection_penalty(double sigma, int64_t ncells, int64_t weight);

#endif /* SYNTH_SELECT_H */
