/*-------------------------------------------------------------------------
 *
 * steer_tree.h
 *	  Conditions and target shares of tree models: particles that look ahead.
 *
 * Called by steer.c alone.  See steer_tree.c.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_STEER_TREE_H
#define SYNTH_STEER_TREE_H

#include "steer.h"

typedef struct SynthSteerTree SynthSteerTree;

/*
 * Prepares a request to a model whose method is SYNTH_METHOD_TREE; model and
 * request must outlive it.  NULL if it cannot be done: report->problem says
 * why.  Otherwise probability, error and effective of the report are filled.
 */
extern SynthSteerTree *synth_steer_tree(const SynthModel *m, const SynthSteering *request, SynthSteerReport *report);
extern SynthSampler *synth_steer_tree_sampler(const SynthSteerTree *t);
extern size_t synth_steer_tree_bytes(const SynthSteerTree *t); /* besides the sampler's */

/* probability of the regions alone, estimated by particles, and its standard error */
extern double synth_steer_tree_probability(const SynthModel *m, const SynthSteering *request, double *error);

#endif /* SYNTH_STEER_TREE_H */
