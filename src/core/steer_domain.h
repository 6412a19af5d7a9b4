/*-------------------------------------------------------------------------
 *
 * steer_domain.h
 *	  What is left of an attribute's codes under a request.
 *
 * LIVE codes are the coarse codes of the conditioned model: the groups of
 * fine codes that some mass of the request is left for.  Where a target's
 * part cuts through a group, the group is split, so that every live code
 * belongs to one part.  A region only takes mass away from a group.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_STEER_DOMAIN_H
#define SYNTH_STEER_DOMAIN_H

#include "steer_targets.h"

typedef struct SynthSteerDomain
{
	int nlive;		/* 0: the request leaves nothing */
	int *old;		/* [nlive] the model's coarse code that it is (part of) */
	double *weight; /* [nlive] share of that code's mass that is left, > 0 */
	int *part;		/* [nlive] part of the joint table; NULL if not targeted */
	int *live;		/* [nfine] live code of a fine code, or -1 */
	double *mass;	/* [nfine] probability within its live code; 0 if dead */
	int banned;		/* the model's coarse code that is never drawn (`other` to be spread), or -1 */
	bool same;		/* the live codes are the model's codes, all of them whole */
} SynthSteerDomain;

/* region and joint may be NULL */
extern void synth_steer_domain(const SynthModel *m, int attribute, const SynthRegion *region,
							   const SynthTargetJoint *joint, SynthSteerDomain *d);

#endif /* SYNTH_STEER_DOMAIN_H */
