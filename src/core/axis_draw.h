/*-------------------------------------------------------------------------
 *
 * axis_draw.h
 *	  Parts of drawing a value of a cell, shared by the draw from the whole
 *	  cell (axis_draw.c) and the draw within intervals (axis_within.c).
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_AXIS_DRAW_H
#define SYNTH_AXIS_DRAW_H

#include "axis.h"

#define SYNTH_MAX_GRAINS 16

/*
 * A double counts as a decimal fraction only with this many units at most:
 * beyond 14 significant digits nearly every double looks like one.
 */
#define SYNTH_MOST_UNITS 1e14

extern const double synth_pow10[SYNTH_MAX_GRAINS]; /* exact */

/* how values of a cell are drawn */
typedef enum SynthCellShape
{
	SYNTH_CELL_POINT, /* one value */
	SYNTH_CELL_EVEN,  /* evenly over the raw values, or at a grain */
	SYNTH_CELL_WIDE,  /* INTEGER: evenly in the logarithm, then truncated to a grain */
	SYNTH_CELL_KEYS,  /* REAL: evenly over the keys, which is nearly so in the logarithm */
	SYNTH_CELL_LINE	  /* REAL: evenly in the value, or at a grain */
} SynthCellShape;

/* the grains that a cell's values may have */
typedef struct SynthGrainMix
{
	int n;							 /* grains that may have a multiple in the cell, finest first */
	int64_t first[SYNTH_MAX_GRAINS]; /* multipliers of the grain in the cell, where it has a weight */
	int64_t last[SYNTH_MAX_GRAINS];
	double count[SYNTH_MAX_GRAINS]; /* of those, that are of no rounder grain */
	double weight[SYNTH_MAX_GRAINS];
	double total; /* of the weights; 0: no likely grain is possible here */
} SynthGrainMix;

extern SynthCellShape synth_axis_shape(const SynthAxis *axis, int cell);
/* multipliers of grain k in [lo, hi]; false if there are none */
extern bool synth_axis_multiples(const SynthAxis *axis, int k, int64_t lo, int64_t hi, int64_t *first, int64_t *last);
extern void synth_axis_mix(const SynthAxis *axis, int cell, SynthGrainMix *mix);
/* index of a multiplier step: every so many multiples of grain k is one of grain k + 1; 0 at the last */
extern int64_t synth_axis_ratio(const SynthAxis *axis, int k);
extern int64_t synth_axis_grain_value(const SynthAxis *axis, int k, int64_t v);
/* REAL: values drawn at this grain have all digits */
extern bool synth_axis_is_smooth(const SynthAxis *axis, int k);
/* keys that an INTEGER cell of SYNTH_CELL_WIDE is drawn from */
extern void synth_axis_wide_keys(int64_t lo, int64_t hi, int64_t *from, int64_t *to);
/* what the double of a key gives there at grain g */
extern int64_t synth_axis_wide_value(int64_t lo, int64_t hi, int64_t key, int64_t grain);

/* uniform on the integers of [first, last], which is not all of int64 */
static inline int64_t
synth_uniform_between(int64_t first, int64_t last, SynthStream *st)
{
	uint64_t width = (uint64_t) last - (uint64_t) first + 1;

	return (int64_t) ((uint64_t) first + synth_stream_below(st, width));
}

#endif /* SYNTH_AXIS_DRAW_H */
