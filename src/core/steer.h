/*-------------------------------------------------------------------------
 *
 * steer.h
 *	  Asking a model for some rows and not others: conditions, target shares,
 *	  tails.
 *
 * A request has two parts.  REGIONS restrict single attributes: rows are drawn
 * from P(x | every attribute in its region).  TARGETS fix the shares of the
 * combinations of some attributes' parts: rows are drawn from
 *
 *		q(parts) * P(x | parts, regions)
 *
 * where q is the distribution that meets all targets and is otherwise as close
 * to the model's as can be (iterative proportional fitting); what no target
 * names follows the model's conditionals.
 *
 * synth_steer() prepares it once; the sampler it gives is a pure function of
 * (model, request, seed, block, rows) like any other.  Tables are conditioned
 * exactly through a junction tree (steer_table.c); copulas by truncated normal
 * scores (steer_copula.c); trees by clamping, weighting and resampling within
 * a block (steer_tree.c).  Every row meets every region, always.
 *
 * Requests come from whoever samples, never from the data, and a finished
 * model is all that is read: post-processing.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_STEER_H
#define SYNTH_STEER_H

#include "sampler.h"
#include "tail.h"

/* what an attribute may be */
typedef struct SynthRegion
{
	int attribute;
	/*
	 * [nfine] share of a fine code that is inside, 0 to 1; for the cells of a
	 * number it follows from the intervals (synth_region_cells)
	 */
	double *share;
	/* NUMBER: raw values that are inside, ascending, disjoint, inclusive; none if only specials are */
	int nintervals;
	int64_t *lo;
	int64_t *hi;
	SynthTail *tail; /* ordinary values are drawn from it instead of their cells; else NULL */
} SynthRegion;

/* wanted shares of the combinations of the parts of some attributes */
typedef struct SynthTarget
{
	int nattr;
	int *attribute;
	int *nparts;	/* [nattr] */
	int16_t **part; /* [nattr][nfine] part of a fine code, -1: none, gets no row */
	double *share;	/* [prod nparts] row-major, sums to 1; NULL: equal shares of all that has mass */
} SynthTarget;

typedef struct SynthSteering
{
	int nregions; /* at most one an attribute */
	SynthRegion *region;
	int ntargets;
	SynthTarget *target;
} SynthSteering;

typedef enum SynthSteerProblem
{
	SYNTH_STEER_FINE = 0,
	SYNTH_STEER_NO_MASS,	 /* regions: attribute is the first one that leaves nothing */
	SYNTH_STEER_SHARE_EMPTY, /* a share is asked of a part that has no mass: target and part, attribute if one-way */
	SYNTH_STEER_CLASH,		 /* targets cannot be met together */
	SYNTH_STEER_TOO_RARE,	 /* tree: fewer effective rows than a sample can be built on */
	SYNTH_STEER_TOO_LARGE	 /* the joint table of the targets, or of the conditioned model, exceeds memory */
} SynthSteerProblem;

typedef struct SynthSteerReport
{
	SynthSteerProblem problem;
	int attribute;		/* -1 none */
	int target;			/* -1 none */
	int part;			/* cell of the target's table, -1 none */
	double probability; /* of the regions, by the model */
	double error;		/* standard error: of the noise of a private model, of the drawing (tree, copula) */
	double effective;	/* effective share of independent rows: 1 unless resampled */
} SynthSteerReport;

typedef struct SynthSteered SynthSteered;

/*
 * share[] of the cells of a number from its intervals, by how values are drawn
 * in a cell; what is in share[] for specials stays.
 */
extern void synth_region_cells(const SynthModel *m, SynthRegion *r);
/* NULL if it cannot be done, and the report says why; the request must outlive it */
extern SynthSteered *synth_steer(const SynthModel *m, const SynthSteering *request, SynthSteerReport *report);
extern SynthSampler *synth_sampler_steered(const SynthSteered *s);
extern size_t synth_steered_bytes(const SynthSteered *s); /* besides the sampler's */

/*
 * Probability of the regions alone (targets are ignored), with its standard
 * error; 0 where nothing is left.
 */
extern double synth_steer_probability(const SynthModel *m, const SynthSteering *request, double *error);

#endif /* SYNTH_STEER_H */
