/*-------------------------------------------------------------------------
 *
 * steer_restrict.h
 *	  A model of tables under regions and parts, as a collected junction tree
 *	  over the codes that are left.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_STEER_RESTRICT_H
#define SYNTH_STEER_RESTRICT_H

#include "evidence.h"
#include "steer_domain.h"

typedef struct SynthRestricted
{
	const SynthModel *m;
	SynthSteerDomain *domain; /* [nattributes] */
	int *size;				  /* [nattributes] live codes */
	SynthEvidence *evidence;  /* collected; NULL unless the result was SYNTH_STEER_FINE */
	double log_mass;		  /* of the regions and of the parts that get rows */
	int empty;				  /* attribute without any live code, or -1 */
} SynthRestricted;

/*
 * SYNTH_STEER_FINE, SYNTH_STEER_NO_MASS or SYNTH_STEER_TOO_LARGE.  All
 * attributes of the joint table (may be NULL), or attribute `first` if there
 * is none, are in the root clique.  Attributes with a single live code are in
 * no clique but their own.
 */
extern SynthSteerProblem synth_restrict(const SynthModel *m, int nregions, const SynthRegion *region,
										const SynthTargetJoint *joint, int first, SynthRestricted *r);
extern void synth_restrict_release(SynthRestricted *r);

#endif /* SYNTH_STEER_RESTRICT_H */
