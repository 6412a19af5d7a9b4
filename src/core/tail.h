/*-------------------------------------------------------------------------
 *
 * tail.h
 *	  The extreme end of a number: where it begins, and what may lie beyond
 *	  what was observed (generalised Pareto distribution).
 *
 * Everything is computed from a finished model: the cells of the attribute
 * and their marginal probabilities.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_TAIL_H
#define SYNTH_TAIL_H

#include "model.h"

/* excess over the threshold ~ GPD(shape, scale), cut at the limit */
typedef struct SynthTail
{
	bool upper;		   /* the high end, else the low one */
	int64_t threshold; /* raw */
	int64_t limit;	   /* raw: declared bound or end of the type, inclusive */
	double shape;	   /* xi */
	double scale;	   /* sigma > 0, in units of the value */
	SynthAxisForm form;
	int64_t grain; /* ticks that values are rounded to, 1 none; REAL: decimal digits, 15 all */
} SynthTail;

/*
 * Raw value beyond which the share `share` (0 < share < 1) of the ordinary
 * values of attribute a lies, on the asked side: the least [greatest] raw
 * value v with P[X >= v] <= share [P[X <= v] <= share]; where that would leave
 * nothing, the last value that is drawn, though its share is larger.
 */
extern int64_t synth_tail_threshold(const SynthModel *m, int attribute, bool upper, double share);
/*
 * Generalised Pareto fit to the part of the attribute's distribution beyond
 * the threshold (maximum likelihood of the cells, GSL minimiser; source:
 * Coles 2001, chapter 4).  False if the tail has too few cells with mass.
 */
extern bool synth_tail_fit(const SynthModel *m, int attribute, bool upper, int64_t threshold, int64_t limit,
						   SynthTail *tail);
extern int64_t synth_tail_draw(const SynthTail *tail, SynthStream *st);

#endif /* SYNTH_TAIL_H */
