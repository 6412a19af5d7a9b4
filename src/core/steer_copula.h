/*-------------------------------------------------------------------------
 *
 * steer_copula.h
 *	  Conditions and target shares of copula models: truncated normal scores.
 *
 * Called by steer.c alone.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_STEER_COPULA_H
#define SYNTH_STEER_COPULA_H

#include "steer.h"

typedef struct SynthSteerCopula SynthSteerCopula;

/*
 * Prepares a request to a model whose method is SYNTH_METHOD_COPULA; model and
 * request must outlive it.  NULL if it cannot be done: report->problem says
 * why.  Otherwise probability, error and effective of the report are filled.
 */
extern SynthSteerCopula *synth_steer_copula(const SynthModel *m, const SynthSteering *request,
											SynthSteerReport *report);
extern SynthSampler *synth_steer_copula_sampler(const SynthSteerCopula *t);
extern size_t synth_steer_copula_bytes(const SynthSteerCopula *t); /* besides the sampler's */

/* probability of the regions alone, and the standard error of drawing it (0 if exact) */
extern double synth_steer_copula_probability(const SynthModel *m, const SynthSteering *request, double *error);

#endif /* SYNTH_STEER_COPULA_H */
