/*-------------------------------------------------------------------------
 *
 * complete_parts.h
 *	  What the files that complete rows share: the row at work, and what is
 *	  known about a pattern of missing attributes.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_COMPLETE_PARTS_H
#define SYNTH_COMPLETE_PARTS_H

#include "bits.h"
#include "complete.h"
#include "sampler_plan.h"

/* what an attribute is in a pattern */
typedef enum CompleteRole
{
	COMPLETE_GIVEN,	 /* known, and evidence */
	COMPLETE_HIDDEN, /* not known, and something given depends on it */
	COMPLETE_BARREN	 /* not known, and nothing given depends on it: drawn from its parents at last */
} CompleteRole;

/* everything that depends only on which attributes are given */
typedef struct CompletePattern
{
	struct CompletePattern *next; /* of the same hash */
	uint64_t *given;			  /* [nwords] by place */
	uint64_t used;				  /* when it was asked for last */
	size_t bytes;				  /* of the plan */
	uint8_t *role;				  /* [place] */
	void *plan;					  /* of the kind of model */
} CompletePattern;

/* one kind of model */
typedef struct CompleteKind
{
	void *(*open)(SynthCompleter *c); /* what it keeps for all patterns */
	void (*plan)(SynthCompleter *c, CompletePattern *pattern);
	void (*release)(CompletePattern *pattern);
	/* fills code[] of all that is not given; false if what is given has no mass */
	bool (*draw)(SynthCompleter *c, const CompletePattern *pattern, SynthStream *st);
} CompleteKind;

struct SynthCompleter
{
	const SynthModel *model;
	const CompleteKind *kind;
	void *own;
	SynthSamplerPlan *plan; /* [place] */
	int *place;				/* [attribute] */
	/* the row at work */
	uint16_t *code;	 /* [attribute] coarse codes: given, then drawn */
	uint64_t *given; /* [nwords] by place */
	/* patterns seen lately */
	int nwords;
	int npatterns;
	size_t bytes;
	uint64_t clock;
	CompletePattern **bucket;
};

extern const CompleteKind synth_complete_table;
extern const CompleteKind synth_complete_tree;
extern const CompleteKind synth_complete_copula;

/* position in weight[0 .. n) with probability proportional to it; total > 0 is the sum */
extern int synth_complete_pick(const double *weight, int n, double total, SynthStream *st);

#endif /* SYNTH_COMPLETE_PARTS_H */
