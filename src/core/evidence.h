/*-------------------------------------------------------------------------
 *
 * evidence.h
 *	  One pass up a junction tree, in plain probabilities: the mass of a
 *	  product of tables, and its conditionals.
 *
 * The inference of a fit (propagate.h) works on potentials in logarithms, goes
 * both ways and repeats itself; here the tables are finished probabilities,
 * with zeros, and nothing needs to go down again: once collected, the root
 * holds its marginal, and every other clique holds the right conditional of
 * its attributes given those that it shares with the clique above, which is
 * all that drawing from the root outwards asks for.
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
/* changes the root's distribution after collecting */
extern void synth_evidence_root_multiply(SynthEvidence *e, int nattr, const int *attr, const double *table);

extern const SynthJtree *synth_evidence_jtree(const SynthEvidence *e);
extern const int *synth_evidence_order(const SynthEvidence *e); /* [ncliques] cliques from the root outwards */
/*
 * Sum over the other attributes of a clique, in rank order.  The root's is the
 * marginal (it sums to 1 before synth_evidence_root_multiply), that of another
 * clique is conditional on what it shares with the one above.
 */
extern void synth_evidence_belief(const SynthEvidence *e, int clique, int nattr, const int *attr, double *out);

#endif /* SYNTH_EVIDENCE_H */
