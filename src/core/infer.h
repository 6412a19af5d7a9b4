/*-------------------------------------------------------------------------
 *
 * infer.h
 *	  Private-PGM inference: the distribution of maximum entropy that agrees
 *	  best with noisy marginals.
 *
 * min over distributions of  L = 1/2 sum_s sum_x w_s[x] (N p_s[x] - y_s[x])^2
 * with w = 1/variance of the measured cell and N the estimated total; where a
 * table was measured in blocks of cells, x is a block and p_s[x] its sum.  The
 * distribution is a Markov random field with one potential per measured set of
 * attributes; its marginals come from belief propagation on a junction tree,
 * its potentials from mirror descent (McKenna, Sheldon, Miklau 2019,
 * algorithm 1).  Repeated measurements of one set are merged by inverse
 * variance.  Sees noisy numbers only.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_INFER_H
#define SYNTH_INFER_H

#include "jtree.h"

#define SYNTH_FACTOR_ATTRS 4

/* what was measured of a factor in one division into blocks */
typedef struct SynthObserved
{
	size_t nblocks;
	uint32_t *block; /* [cell] NULL: each cell is a block of its own */
	double *weight;	 /* [nblocks] inverse variance */
	double *target;	 /* [nblocks] weighted mean of what was measured */
} SynthObserved;

typedef struct SynthFactor
{
	int nattr;
	int attr[SYNTH_FACTOR_ATTRS]; /* rank order */
	size_t ncells;
	int nobserved;
	SynthObserved *observed;
	double *theta; /* potential (log) */
	double *mu;	   /* the model's marginal, in rows */
	double *slope; /* of the loss, by mu */
} SynthFactor;

typedef struct SynthInfer SynthInfer;

/* size[] stays the caller's; total > 0 */
extern SynthInfer *synth_infer_new(int nattr, const int *size, double total);
extern void synth_infer_release(SynthInfer *inf);

/*
 * A measured table over 1 to SYNTH_FACTOR_ATTRS attributes, row-major in the
 * order of attr[]; variance[] per cell, or NULL and one `sigma2` for all.
 */
extern void synth_infer_observe(SynthInfer *inf, int nattr, const int *attr, const double *y, const double *variance,
								double sigma2);

/*
 * The same of a table in blocks: block[cell] < nblocks, of cells row-major in
 * the order of attr[], says where a cell was counted; y[] and variance[] have
 * nblocks entries.
 */
extern void synth_infer_observe_blocks(SynthInfer *inf, int nattr, const int *attr, size_t nblocks,
									   const uint32_t *block, const double *y, const double *variance, double sigma2);

/*
 * Starts at the optimum of the single attributes: their potentials become the
 * logarithms of what was observed, projected on the simplex.  Call it after all
 * of them were observed and before anything else is.  If `exact`, a cell that was
 * observed empty stays empty; else it keeps a trace of mass, so that a later
 * table can still fill it.
 */
extern void synth_infer_start(SynthInfer *inf, bool exact);

/*
 * Mirror descent from where the last call stopped, at most `rounds` steps,
 * until 10 steps lower the loss by less than the fraction `tolerance`, or the
 * loss is below that fraction of the number of measured cells (exact data).
 * Returns the loss.
 */
extern double synth_infer_fit(SynthInfer *inf, int rounds, double tolerance);

/*
 * After the last fit: the attributes come first in generation order, as they
 * stand.  The distribution stays what it is; the junction tree becomes that of
 * a graph in which they are eliminated last.  False, and nothing is changed, if
 * it would have more than `limit` cells.
 */
extern bool synth_infer_put_first(SynthInfer *inf, int nattr, const int *attr, double limit);

extern int synth_infer_rounds(const SynthInfer *inf); /* propagations so far, for benchmarks */
extern const SynthGraph *synth_infer_graph(const SynthInfer *inf);
extern const SynthJtree *synth_infer_jtree(const SynthInfer *inf); /* after a fit */
extern size_t synth_infer_bytes(double cells);					   /* working memory of a tree with that many cells */

/*
 * Marginal over attributes that share a clique, in rows (sums to total),
 * row-major in the order of attr[].  False if no clique holds them.
 */
extern bool synth_infer_marginal(const SynthInfer *inf, int nattr, const int *attr, double *out);

/* the same for a known clique and attributes in rank order; sums to 1 */
extern void synth_infer_belief(const SynthInfer *inf, int clique, int nattr, const int *attr, double *out);

/* for tests: replaces linear by logarithmic propagation */
extern void synth_infer_force_log(SynthInfer *inf, bool on);

#endif /* SYNTH_INFER_H */
