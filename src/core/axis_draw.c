/*-------------------------------------------------------------------------
 *
 * axis_draw.c
 *	  A value of a cell.
 *
 * A cell says only where a value lies, so values are drawn evenly in it; very
 * wide cells (a factor of 16 or more between their ends) evenly in the
 * logarithm.  Where the axis knows how round the column's values are, the
 * share of values whose coarsest grain is k gives every such value of the
 * axis a weight, and the grain within a cell is drawn by weight times the
 * number of such values in the cell.  So a column of pure noise stays noise
 * in narrow cells, a column of full hours stays one, and a cell without any
 * value of a likely grain falls back to the roundest it has.
 *
 *-------------------------------------------------------------------------
 */
#include "axis_draw.h"

#include <math.h>

/* ends of a cell whose ratio is above this are drawn evenly in the logarithm */
#define WIDE_RATIO 16.0

/* weights of grains are finite also in a cell of the least numbers there are */
#define MOST_WEIGHT 1e300

/* largest multiple of g at or below x, divided by g */
static inline int64_t
floor_divide(int64_t x, int64_t g)
{
	int64_t q = x / g;

	return q - (x % g < 0);
}

/*
 * Does a cell [lo, hi) of numbers stretch over so many magnitudes that an
 * even draw would give only its far end?  Cells that begin at 0 do, since
 * they hold all small magnitudes.
 */
static bool
is_wide(double lo, double hi)
{
	if (lo >= 0.0)
		return hi > WIDE_RATIO && hi > WIDE_RATIO * lo;
	if (hi <= 0.0)
		return lo < -WIDE_RATIO && lo < WIDE_RATIO * hi;
	return false;
}

/*
 * How synth_axis_draw() treats the cell.
 */
SynthCellShape
synth_axis_shape(const SynthAxis *axis, int cell)
{
	int64_t lo = axis->edge[cell];
	int64_t hi = axis->edge[cell + 1] - 1;
	double a;
	double b;

	if (lo == hi)
		return SYNTH_CELL_POINT;
	if (axis->form == SYNTH_AXIS_INTEGER)
		return is_wide((double) lo, (double) hi) ? SYNTH_CELL_WIDE : SYNTH_CELL_EVEN;
	if (axis->form != SYNTH_AXIS_REAL)
		return SYNTH_CELL_EVEN;
	a = synth_double_from_key(lo);
	b = synth_double_from_key(hi);
	if (is_wide(a, b) || (a >= 0.0 && b > WIDE_RATIO * a) || (b <= 0.0 && a < WIDE_RATIO * b))
		return SYNTH_CELL_KEYS;
	return SYNTH_CELL_LINE;
}

bool
synth_axis_is_smooth(const SynthAxis *axis, int k)
{
	return axis->form == SYNTH_AXIS_REAL && axis->grain[k] == 15;
}

/*
 * The raw value of multiplier v of grain k.
 */
int64_t
synth_axis_grain_value(const SynthAxis *axis, int k, int64_t v)
{
	if (axis->form == SYNTH_AXIS_REAL)
		return synth_key_from_double((double) v / synth_pow10[axis->grain[k]]);
	return v * axis->grain[k];
}

/*
 * Multipliers of grain k whose values lie in [lo, hi] (raw, inclusive);
 * false if there are none.  A REAL grain has none where its units exceed
 * SYNTH_MOST_UNITS.
 */
bool
synth_axis_multiples(const SynthAxis *axis, int k, int64_t lo, int64_t hi, int64_t *first, int64_t *last)
{
	if (axis->form != SYNTH_AXIS_REAL)
	{
		int64_t g = axis->grain[k];

		*last = floor_divide(hi, g);
		*first = g == 1 ? lo : floor_divide(lo - 1, g) + 1;
	}
	else
	{
		double scale = synth_pow10[axis->grain[k]];
		double least = synth_double_from_key(lo);
		double most = synth_double_from_key(hi);
		double a = least * scale;
		double b = most * scale;

		*first = 0;
		*last = -1;
		if (!(fabs(a) <= SYNTH_MOST_UNITS && fabs(b) <= SYNTH_MOST_UNITS))
			return false;
		/*
		 * The products are rounded, by less than a unit: ask the multipliers
		 * themselves, from a unit outside.  Doubles are in the order of their keys.
		 */
		*first = (int64_t) a - ((double) (int64_t) a > a) - 1;
		*last = (int64_t) b + ((double) (int64_t) b < b) + 1;
		while (*first <= *last && (double) *first / scale < least)
			++*first;
		while (*first <= *last && (double) *last / scale > most)
			--*last;
	}
	return *first <= *last;
}

/*
 * Every so many multiples of grain k is one of grain k + 1; 0 for the
 * coarsest grain.
 */
int64_t
synth_axis_ratio(const SynthAxis *axis, int k)
{
	if (k + 1 >= axis->ngrains)
		return 0;
	if (axis->form == SYNTH_AXIS_REAL)
		return (int64_t) synth_pow10[axis->grain[k] - axis->grain[k + 1]];
	return axis->grain[k + 1] / axis->grain[k];
}

/* values of the axis that have grain k, a unit of length of the axis */
static inline double
grain_density(const SynthAxis *axis, int k)
{
	double density;

	if (axis->form == SYNTH_AXIS_REAL)
	{
		density = synth_pow10[axis->grain[k]];
		if (k + 1 < axis->ngrains)
			density -= synth_pow10[axis->grain[k + 1]];
	}
	else
	{
		density = 1.0 / (double) axis->grain[k];
		if (k + 1 < axis->ngrains)
			density -= 1.0 / (double) axis->grain[k + 1];
	}
	return density;
}

/*
 * The grains that are possible in the cell, and how likely each is, as the
 * head of this file says.  Since each grain divides the next, the first one
 * without a multiple ends the list.  With `all` false the multiples of grains
 * that no weight depends on are left out: most values are drawn so.
 */
static void
mix_grains(const SynthAxis *axis, int cell, bool all, SynthGrainMix *mix)
{
	int64_t lo = axis->edge[cell];
	int64_t hi = axis->edge[cell + 1] - 1;
	bool real = axis->form == SYNTH_AXIS_REAL;
	double a = real ? synth_double_from_key(lo) : (double) lo;
	double b = real ? synth_double_from_key(hi) : (double) hi;
	double width = real ? b - a : b - a + 1.0;
	bool finer = false; /* the grain before has a share and counts multiples */

	mix->total = 0.0;
	for (mix->n = 0; mix->n < axis->ngrains; mix->n++)
	{
		int k = mix->n;
		bool needed = all || finer || axis->share[k] > 0.0;

		mix->weight[k] = mix->count[k] = 0.0;
		mix->first[k] = mix->last[k] = 0;
		finer = false;
		/* full precision: always possible */
		if (synth_axis_is_smooth(axis, k))
			continue;
		finer = axis->share[k] > 0.0;
		/* finest first: digits that overflow 53 bits have no exact decimals, coarser ones may */
		if (needed && !synth_axis_multiples(axis, k, lo, hi, &mix->first[k], &mix->last[k])
			&& !(real && fmax(fabs(a), fabs(b)) * synth_pow10[axis->grain[k]] > SYNTH_MOST_UNITS))
			break;
	}
	for (int k = 0; k < mix->n; k++)
	{
		if (axis->share[k] <= 0.0 || mix->first[k] > mix->last[k])
			continue;
		if (synth_axis_is_smooth(axis, k))
			mix->weight[k] = axis->share[k];
		else
		{
			/* unsigned: a cell may be wider than the largest integer */
			mix->count[k] = (double) ((uint64_t) mix->last[k] - (uint64_t) mix->first[k]) + 1.0;
			if (k + 1 < mix->n && mix->first[k + 1] <= mix->last[k + 1])
				mix->count[k] -= (double) ((uint64_t) mix->last[k + 1] - (uint64_t) mix->first[k + 1]) + 1.0;
			if (mix->count[k] >= 1.0)
				mix->weight[k] = fmin(MOST_WEIGHT, axis->share[k] * mix->count[k] / (width * grain_density(axis, k)));
		}
		mix->total += mix->weight[k];
	}
}

/*
 * The grains of a cell: those that have a weight, or all if none has.
 */
void
synth_axis_mix(const SynthAxis *axis, int cell, SynthGrainMix *mix)
{
	mix_grains(axis, cell, false, mix);
	if (!(mix->total > 0.0))
		mix_grains(axis, cell, true, mix);
}

/*
 * A value at a grain; false if it has to be drawn at full precision.
 */
static bool
draw_at_grain(const SynthAxis *axis, int cell, SynthStream *st, int64_t *raw)
{
	SynthGrainMix mix;
	int64_t ratio;
	int k;

	synth_axis_mix(axis, cell, &mix);
	if (mix.total > 0.0)
	{
		double u = synth_stream_unit(st) * mix.total;

		for (k = 0; k < mix.n - 1; k++)
		{
			if (mix.weight[k] > 0.0 && u < mix.weight[k])
				break;
			u -= mix.weight[k];
		}
		/* rounding may end on a grain without weight: take the last that has some */
		while (k > 0 && mix.weight[k] <= 0.0)
			k--;
	}
	else
	{
		/* nothing likely is possible here: as round as the cell allows */
		k = mix.n - 1;
	}
	if (k < 0 || mix.first[k] > mix.last[k] || synth_axis_is_smooth(axis, k))
		return false;
	ratio = synth_axis_ratio(axis, k);
	for (int tries = 0; tries < 64; tries++)
	{
		int64_t v = synth_uniform_between(mix.first[k], mix.last[k], st);

		*raw = synth_axis_grain_value(axis, k, v);
		if (mix.total <= 0.0 || ratio == 0 || v % ratio != 0)
			break;
	}
	return true;
}

/*
 * Keys of the doubles that a wide cell of integers is drawn from: evenly in
 * the keys of doubles is nearly evenly in the logarithm.
 */
void
synth_axis_wide_keys(int64_t lo, int64_t hi, int64_t *from, int64_t *to)
{
	double a = (double) lo;
	double b = (double) hi;

	*from = synth_key_from_double(a >= 0.0 ? fmax(a, 1.0) : a);
	*to = synth_key_from_double(a >= 0.0 ? b : fmin(b, -1.0));
}

/*
 * The integer of the cell [lo, hi] that a key gives: truncated, and truncated
 * to the grain where that stays in the cell.
 */
int64_t
synth_axis_wide_value(int64_t lo, int64_t hi, int64_t key, int64_t grain)
{
	double x = synth_double_from_key(key);
	int64_t raw;

	/* the ends may have been rounded beyond the range */
	if (x <= (double) lo)
		return lo;
	if (x >= (double) hi)
		return hi;
	raw = (int64_t) x;
	if (raw - raw % grain >= lo && raw - raw % grain <= hi)
		raw -= raw % grain;
	return raw < lo ? lo : raw > hi ? hi : raw;
}

/*
 * A raw value of the cell.
 *
 * cell is in [0, ncells); the result encodes to the same cell.  Uses a
 * varying number of words of the stream.
 */
int64_t
synth_axis_draw(const SynthAxis *axis, int cell, SynthStream *st)
{
	int64_t lo = axis->edge[cell];
	int64_t hi = axis->edge[cell + 1] - 1;
	int64_t from;
	int64_t to;
	int64_t grain = 1;
	int64_t raw;
	double u;

	switch (synth_axis_shape(axis, cell))
	{
		case SYNTH_CELL_POINT:
			return lo;
		case SYNTH_CELL_WIDE:
			synth_axis_wide_keys(lo, hi, &from, &to);
			raw = synth_uniform_between(from, to, st);
			if (axis->ngrains > 0)
			{
				u = synth_stream_unit(st);
				for (int k = 0; k < axis->ngrains && u >= 0.0; k++)
				{
					grain = axis->grain[k];
					u -= axis->share[k];
				}
			}
			return synth_axis_wide_value(lo, hi, raw, grain);
		case SYNTH_CELL_EVEN:
			if (axis->ngrains > 0 && draw_at_grain(axis, cell, st, &raw))
				return raw;
			return synth_uniform_between(lo, hi, st);
		case SYNTH_CELL_KEYS:
			return synth_uniform_between(lo, hi, st);
		case SYNTH_CELL_LINE:
			break;
	}
	if (axis->ngrains > 0 && draw_at_grain(axis, cell, st, &raw))
		return raw < lo ? lo : raw > hi ? hi : raw;
	u = synth_stream_unit(st);
	raw = synth_key_from_double(synth_double_from_key(lo) * (1.0 - u) + synth_double_from_key(hi) * u);
	return raw < lo ? lo : raw > hi ? hi : raw;
}
