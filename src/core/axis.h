/*-------------------------------------------------------------------------
 *
 * axis.h
 *	  Order-preserving axes for numbers and times, and their cells.
 *
 * Every number is first a RAW value: an int64 whose order is the order of the
 * column.  Integers, money, dates (days), times and timestamps (microseconds),
 * numeric(p,s) with p <= 18 (units of 10^-s) are themselves.  Floating point
 * and other numerics are the double's bits, made order-preserving by
 * synth_key_from_double().  The lowest raw values are reserved for what is not
 * a point of the axis.
 *
 * A grid cuts the axis into at most SYNTH_MAX_FINE cells [edge[i], edge[i+1]).
 * Grids are made from public knowledge alone (type, bounds), and refined only
 * from noisy counts.  A value outside is clamped into the end cells, never
 * dropped and never an error.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_AXIS_H
#define SYNTH_AXIS_H

#include "bits.h"

#define SYNTH_RAW_NULL INT64_MIN
#define SYNTH_RAW_NEG_INF (INT64_MIN + 1)
#define SYNTH_RAW_POS_INF (INT64_MIN + 2)
#define SYNTH_RAW_NAN (INT64_MIN + 3)
#define SYNTH_RAW_OTHER (INT64_MIN + 4)	 /* category outside the published list */
#define SYNTH_RAW_FIRST (INT64_MIN + 16) /* least ordinary raw value; lower ones are clamped to it */

#define SYNTH_MAX_FINE 1024 /* cells of an axis */

typedef enum SynthAxisForm
{
	SYNTH_AXIS_INTEGER, /* raw is the integer (ticks) */
	SYNTH_AXIS_REAL,	/* raw is an order-preserving double */
	SYNTH_AXIS_TIME,	/* integer ticks of 1 us with calendar-friendly grids */
	SYNTH_AXIS_DATE		/* integer ticks of 1 day since 2000-01-01 */
} SynthAxisForm;

typedef struct SynthAxis
{
	SynthAxisForm form;
	int ncells;	   /* >= 1 */
	int64_t *edge; /* ncells + 1, strictly increasing; last is exclusive */
	/*
	 * Grain: how round the values are.  grain[0] is 1 tick; the others are
	 * public multiples (10, 100, ..; or ms, s, min, h, day), for REAL decimal
	 * digits 10^-k coded as k.  share[] sums to 1.  ngrains 0: unknown, draw
	 * at full declared precision.
	 */
	int ngrains;
	int64_t *grain;
	double *share;
	/*
	 * What the schema and the user allow, inclusive: public.  Where it is not
	 * wider than the cells, they end the axis.
	 */
	int64_t lo_limit;
	int64_t hi_limit;
} SynthAxis;

extern int64_t synth_key_from_double(double x); /* finite x only */
extern double synth_double_from_key(int64_t key);

/*
 * Public grid over [lo, hi] (inclusive raw bounds; bounded tells which are
 * declared).  Both declared and at most SYNTH_MAX_FINE integers: one cell an
 * integer.  Otherwise uniform plus logarithmic cells, 0 and the declared
 * bounds in cells of their own; times get calendar cells.
 */
extern SynthAxis *synth_axis_grid(SynthAxisForm form, int64_t lo, int64_t hi, bool lo_declared, bool hi_declared);
/*
 * Finer grid from the noisy counts of a coarser one (post-processing): cells
 * whose noisy count exceeds `threshold` are cut in proportion to their mass,
 * down to single ticks, light neighbours are merged to make room.  Ends where
 * nothing stands out are cut off, so the range may become smaller.
 */
extern SynthAxis *synth_axis_refine(const SynthAxis *grid, const int64_t *noisy, double threshold);
/* the same, but ends that are kept (declared) are not moved inwards */
extern SynthAxis *synth_axis_refine_within(const SynthAxis *grid, const int64_t *noisy, double threshold, bool keep_lo,
										   bool keep_hi);
extern int synth_axis_cell(const SynthAxis *axis, int64_t raw); /* ordinary raw values only */
/* public list of grains of a form, and the index of the coarsest that divides raw */
extern int synth_axis_grains(SynthAxisForm form, int64_t *grain /* [16] */);
extern int synth_axis_grain_of(SynthAxisForm form, int64_t raw);
/* a value of the cell: uniform, at a grain drawn from share[], never outside the cell */
extern int64_t synth_axis_draw(const SynthAxis *axis, int cell, SynthStream *st);

#endif /* SYNTH_AXIS_H */
