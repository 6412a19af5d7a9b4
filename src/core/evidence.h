/*-------------------------------------------------------------------------
 *
 * evidence.h
 *	  One pass up and one down a junction tree, in plain probabilities: the
 *	  mass of a product of tables, and its marginals.
 *
 * The inference of a fit (propagate.h) works on potentials in logarithms and
 * repeats itself; here the tables are finished probabilities, with zeros, and
 * the root is chosen so that what is wanted first can be read there before
 * anything goes down.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_EVIDENCE_H
#define SYNTH_EVIDENCE_H

#include "jtree.h"

typedef struct SynthEvidence SynthEvidence;

/* cells of all cliques of the tree that the graph would have; HUGE_VAL above `limit` */
extern double synth_evidence_cells(const SynthGraph *g, double limit);
/* junction tree of the graph, rooted at the smallest clique that holds the nroot attributes (a clique of the graph) */
extern SynthEvidence *synth_evidence_new(const SynthGraph *g, int nroot, const int *root);
extern void synth_evidence_release(SynthEvidence *e);
/* multiplies by a table over attributes that form a clique of the graph, in rank order (SynthJtree.rank) */
extern void synth_evidence_multiply(SynthEvidence *e, int nattr, const int *attr, const double *table);
/*
 * Sends everything to the root; false if there is no mass.  Returns the
 * logarithm of the mass in *log_mass.
 */
extern bool synth_evidence_collect(SynthEvidence *e, double *log_mass);
/* after collecting: the root's marginal, sums to 1 once collected; may be multiplied before it is distributed */
extern void synth_evidence_root_multiply(SynthEvidence *e, int nattr, const int *attr, const double *table);
/* sends the root's marginal to all cliques */
extern void synth_evidence_distribute(SynthEvidence *e);

extern const SynthJtree *synth_evidence_jtree(const SynthEvidence *e);
extern const int *synth_evidence_order(const SynthEvidence *e); /* [ncliques] cliques from the root outwards */
/* marginal over attributes of a clique in rank order; sums to 1 (the root's: after collecting) */
extern void synth_evidence_belief(const SynthEvidence *e, int clique, int nattr, const int *attr, double *out);

#endif /* SYNTH_EVIDENCE_H */
