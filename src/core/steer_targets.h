/*-------------------------------------------------------------------------
 *
 * steer_targets.h
 *	  Target shares: the joint table of all targeted attributes' parts, and
 *	  the distribution on it that meets every target.
 *
 * Plain numbers in, plain numbers out: the model's joint distribution comes
 * from a junction tree (tables) or from a pilot sample (trees, copulas).
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_STEER_TARGETS_H
#define SYNTH_STEER_TARGETS_H

#include "steer.h"

/*
 * The joint table is row-major over the attributes below.  An attribute that
 * several targets name has a part for each combination of their parts.
 */
typedef struct SynthTargetJoint
{
	int nattr;		/* all that are targeted, in order of first mention */
	int *attribute; /* [nattr] */
	int *nparts;	/* [nattr] >= 1 */
	int16_t **part; /* [nattr][nfine] part of a fine code, -1: gets no row */
	size_t ncells;	/* prod nparts */
	/* cell of each target's table that a cell of the joint table belongs to */
	uint32_t **cell; /* [ntargets][ncells] */
	size_t *width;	 /* [ntargets] cells of the target's table */
} SynthTargetJoint;

/* NULL if the table is too large (report->problem); request->ntargets > 0 */
extern SynthTargetJoint *synth_targets_joint(const SynthModel *m, const SynthSteering *request,
											 SynthSteerReport *report);
/* place of an attribute in the joint table, or -1 */
extern int synth_targets_place(const SynthTargetJoint *j, int attribute);
/*
 * p[ncells]: the model's distribution given the regions, any scale.  Fills
 * q[ncells], which sums to 1, meets every target and is the nearest to p in
 * relative entropy.  A target without shares gives equal ones to all of its
 * combinations whose part of p is at least `least` (0 < least <= 1; if none
 * reaches it, to all that have mass).  False if it cannot be done:
 * report->problem, target and part say why.
 */
extern bool synth_targets_fit(const SynthTargetJoint *j, const SynthSteering *request, const double *p, double least,
							  double *q, SynthSteerReport *report);
/*
 * `least` for the above: combinations exist if the model expects a row of
 * them among as many rows as it was fitted from; `probability` is that of the
 * regions.
 */
extern double synth_targets_least(const SynthModel *m, double probability);

#endif /* SYNTH_STEER_TARGETS_H */
