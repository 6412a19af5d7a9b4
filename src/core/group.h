/*-------------------------------------------------------------------------
 *
 * group.h
 *	  Fine codes -> coarse codes, from noisy counts alone.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_GROUP_H
#define SYNTH_GROUP_H

#include "env.h"

typedef struct SynthGroupInput
{
	bool ordered; /* NUMBER: only neighbours may share a code */
	int nfine;
	int nvalues;			/* ordinary codes; the specials follow */
	int alone;				/* fine code that must keep a code of its own, -1 none */
	int missing;			/* NUMBER: fine code of NULL, none if below nvalues */
	const double *noisy;	/* [nfine] unbiased */
	const double *variance; /* [nfine] > 0 */
	double total;			/* estimated rows, > 0 */
	bool exact;				/* no noise */
	double pair_sigma;		/* expected noise of a cell of a pair table; 0 if exact */
	int max_codes;			/* >= 2 */
	bool declared[2];		/* NUMBER: its lower, upper end is public, and values up to it make sense */
	bool origin;			/* NUMBER: 0 is a value like no other: few columns have both signs */
	const double *edge;		/* NUMBER: [nvalues + 1] where its cells begin, to any scale; NULL: unknown */
} SynthGroupInput;

typedef struct SynthGrouping
{
	int ncoarse;
	int nordered;	  /* codes of a number's ordinary cells: the first ones, in order; 0 for a category */
	uint16_t *group;  /* [nfine] */
	double *mass;	  /* [nfine] sums to 1 in each group */
	double *oneway;	  /* [ncoarse] unbiased estimate of each count */
	double *variance; /* [ncoarse] */
} SynthGrouping;

extern SynthGrouping *synth_group(const SynthGroupInput *in);

#endif /* SYNTH_GROUP_H */
