/*-------------------------------------------------------------------------
 *
 * axis_within.h
 *	  The part of a cell that lies inside intervals: its share, and draws
 *	  from it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_AXIS_WITHIN_H
#define SYNTH_AXIS_WITHIN_H

#include "axis.h"

/* P[lo <= value <= hi] of a value that synth_axis_draw() draws in the cell; 1 if the cell is inside */
extern double synth_axis_share(const SynthAxis *axis, int cell, int64_t lo, int64_t hi);
/*
 * A value of the cell given that it lies in one of n intervals (raw,
 * inclusive, ascending, disjoint), one of which must meet the cell.  Where
 * the cell's draws have no mass inside, any value inside will do.
 */
extern int64_t synth_axis_draw_within(const SynthAxis *axis, int cell, int n, const int64_t *lo, const int64_t *hi,
									  SynthStream *st);

#endif /* SYNTH_AXIS_WITHIN_H */
