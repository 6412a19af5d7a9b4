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

#include "model.h"

/* a fine code whose value is drawn in its cell; a reserved raw value, never emitted */
#define SYNTH_RAW_DRAWN (INT64_MIN + 8)

/* how one attribute is made */
typedef struct SynthSamplerPlan
{
	int attribute;
	int nparents;
	const int *parent;
	size_t *stride; /* [nparents], in lines of the table */
	size_t nlines;	/* lines of the table: configurations of the parents */
	int width;		/* coarse codes */
	const float *p;
	int banned;		/* coarse code that must not be drawn, or -1 */
	float *allowed; /* [width] scratch line without it */

	/* fine codes sorted by coarse code */
	const SynthAxis *axis;
	bool singletons;   /* each coarse code has one fine code */
	int *first;		   /* [width + 1] */
	double *cumulated; /* [nfine] masses cumulated within each group, in this order */
	int *cell;		   /* [nfine] fine code, in this order */
	int64_t *raw;	   /* [nfine] what it decodes to, or RAW_DRAWN, in this order */
} SynthSamplerPlan;

/* sampler_plan.c: the plan of the attribute at a place of the generation order */
extern void synth_sampler_plan(const SynthModel *m, int place, SynthSamplerPlan *plan);

/* deal.c: n rising codes (positions) for a group of n rows */
extern void synth_deal_line(const float *p, int width, int n, SynthStream *st, uint16_t *dealt);
extern void synth_deal_cumulated(const double *cumulated, int width, int n, SynthStream *st, uint16_t *dealt);
/* a line of the table without the banned code; lasts until the next call */
extern const float *synth_allowed_line(const SynthSamplerPlan *plan, const float *p);

#endif /* SYNTH_SAMPLER_PLAN_H */
