/*-------------------------------------------------------------------------
 *
 * propagate.h
 *	  Belief propagation: from potentials to marginals, exactly.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_PROPAGATE_H
#define SYNTH_PROPAGATE_H

#include "infer.h"

typedef struct SynthPropagation SynthPropagation;

/* builds the junction tree of the graph; the factors' scopes must be cliques of the graph */
extern SynthPropagation *synth_propagation_new(const SynthGraph *g, int nfactors, const SynthFactor *factor);
extern void synth_propagation_release(SynthPropagation *p);
extern const SynthJtree *synth_propagation_jtree(const SynthPropagation *p);

/* a safe step of mirror descent for the present weights, times 8 (infer.c) */
extern double synth_propagation_step(const SynthPropagation *p, double total);

/* theta[f] -> mu[f] = total * marginal of factor f; beliefs are kept for later questions */
extern void synth_propagate(SynthPropagation *p, double *const *theta, double total, double *const *mu, bool force_log);

/* marginal of a clique over attributes in rank order; sums to 1 */
extern void synth_propagation_belief(const SynthPropagation *p, int clique, int nattr, const int *attr, double *out);

#endif /* SYNTH_PROPAGATE_H */
