/*-------------------------------------------------------------------------
 *
 * engine.h
 *	  Select, measure, infer: from noisy one-way tables and true pair tables
 *	  to conditional tables (AIM, MST, independent).
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_ENGINE_H
#define SYNTH_ENGINE_H

#include "counts.h"
#include "model.h"

typedef struct SynthEngineInput
{
	SynthMethod method;
	int nattributes;
	const int *size;		 /* coarse codes of each attribute */
	const int *nordered;	 /* how many of them, from the first, are in order; NULL: none */
	double **oneway;		 /* [a][coarse] estimate of each count */
	double **variance;		 /* [a][coarse] its variance (> 0; tiny when exact) */
	const double *weight;	 /* [a] workload weight, 1 or more for a target */
	int nfirst;				 /* attributes that the others will be drawn given; */
	const int *first;		 /* [nfirst] the most important first */
	double total;			 /* estimated rows */
	const SynthPairs *pairs; /* true; NULL for independent */
	SynthAccount *account;
	double rho; /* for selection and pairs */
	size_t max_model_bytes;
	void (*progress)(const char *phase, int done, int total);
} SynthEngineInput;

/* fills conditional, nmarginals, marginal of m (attributes' ncoarse already set) */
extern void synth_engine_run(const SynthEngineInput *in, SynthModel *m);

#endif /* SYNTH_ENGINE_H */
