/*-------------------------------------------------------------------------
 *
 * sampler_plan.h
 *	  Parts of the sampler: how one attribute is made, and how the codes of a
 *	  group of rows are dealt.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_SAMPLER_PLAN_H
#define SYNTH_SAMPLER_PLAN_H

#include "steer.h"

/* a fine code whose value is drawn in its cell; a reserved raw value, never emitted */
#define SYNTH_RAW_DRAWN (INT64_MIN + 8)

/* first interval of a fine code that lies outside its region */
#define SYNTH_OUTSIDE (-1)

/* how one attribute is made */
typedef struct SynthSamplerPlan
{
	int attribute;
	int nparents;
	const int *parent;
	int width;		/* coarse codes */
	int banned;		/* coarse code that must not be drawn (unpublished `other`), or -1 */
	float *allowed; /* [width] scratch line without it */

	/* a table, ... */
	const float *p;
	size_t *stride; /* [nparents], in lines of the table */
	size_t nlines;	/* lines of the table: configurations of the parents */
	/* ... or a tree */
	const SynthTree *tree;

	/* fine codes sorted by coarse code */
	const SynthAxis *axis;
	bool singletons;   /* each coarse code has one fine code */
	int *first;		   /* [width + 1] */
	double *cumulated; /* [nfine] masses inside the region cumulated within each group, in this order */
	int *cell;		   /* [nfine] fine code, in this order */
	int64_t *raw;	   /* [nfine] what it decodes to, or RAW_DRAWN, in this order */

	/* what the attribute is restricted to; NULL: nothing */
	const SynthRegion *region;
	int32_t *interval; /* [2 * nfine] first interval of the region that meets the cell, and how many do; 0: whole cell */
} SynthSamplerPlan;

/*
 * sampler_plan.c: the plan of the attribute at a place of the generation
 * order.  A region, which must outlive the plan, is applied below the coarse
 * codes only: masses of fine codes are multiplied by share[], cells are drawn
 * within the intervals or from the tail.  (So the model must hold the masses
 * of the whole cells.)  Coarse codes without anything inside the region must
 * not be dealt: that is the steerer's part.
 */
extern void synth_sampler_plan(const SynthModel *m, int place, const SynthRegion *region, SynthSamplerPlan *plan);

/* deal.c: n rising codes (positions) for a group of n rows */
extern void synth_deal_line(const float *p, int width, int n, SynthStream *st, uint16_t *dealt);
extern void synth_deal_cumulated(const double *cumulated, int width, int n, SynthStream *st, uint16_t *dealt);
/* codes, not positions, of a leaf; banned codes are left out */
extern void synth_deal_leaf(const SynthSamplerPlan *plan, int leaf, int n, SynthStream *st, uint16_t *dealt);
/* a line of the table without the banned code; lasts until the next call */
extern const float *synth_allowed_line(const SynthSamplerPlan *plan, const float *p);

#endif /* SYNTH_SAMPLER_PLAN_H */
