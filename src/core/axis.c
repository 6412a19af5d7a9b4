/*-------------------------------------------------------------------------
 *
 * axis.c
 *	  Points of an axis: doubles as keys, the cell of a value, a value of a
 *	  cell, and how round values are.
 *
 * Drawing.  A cell says only where a value lies, so values are drawn evenly
 * in it; very wide cells (a factor of 16 or more between their ends) evenly
 * in the logarithm.  Where the axis knows how round the column's values are,
 * the share of values whose coarsest grain is k gives every such value of the
 * axis a weight, and the grain within a cell is drawn by weight times the
 * number of such values in the cell.  So a column of pure noise stays noise
 * in narrow cells, a column of full hours stays one, and a cell without any
 * value of a likely grain falls back to the roundest it has.
 *
 * Limits: a value of a REAL axis is a decimal only up to 14 significant
 * digits.
 *
 *-------------------------------------------------------------------------
 */
#include "axis.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define MAX_GRAINS 16

/* ends of a cell whose ratio is above this are drawn evenly in the logarithm */
#define WIDE_RATIO 16.0

/* doubles hold integers exactly up to here */
#define EXACT_INTEGER 9007199254740992.0

/*
 * A double counts as a decimal fraction only with this many units at most:
 * beyond 14 significant digits nearly every double looks like one.
 */
#define MOST_UNITS 1e14

static const double pow10_exact[] = {1e0, 1e1, 1e2,	 1e3,  1e4,	 1e5,  1e6,	 1e7,
									 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

static const int64_t integer_grain[MAX_GRAINS] = {INT64_C(1),
												  INT64_C(10),
												  INT64_C(100),
												  INT64_C(1000),
												  INT64_C(10000),
												  INT64_C(100000),
												  INT64_C(1000000),
												  INT64_C(10000000),
												  INT64_C(100000000),
												  INT64_C(1000000000),
												  INT64_C(10000000000),
												  INT64_C(100000000000),
												  INT64_C(1000000000000),
												  INT64_C(10000000000000),
												  INT64_C(100000000000000),
												  INT64_C(1000000000000000)};

/* us, ms, s, min, h, day: each divides the next */
static const int64_t time_grain[] = {INT64_C(1),		INT64_C(1000),		 INT64_C(1000000),
									 INT64_C(60000000), INT64_C(3600000000), INT64_C(86400000000)};

/*
 * Key of a finite double: order-preserving, both zeros are 0, the keys of x
 * and -x are opposite.
 */
int64_t
synth_key_from_double(double x)
{
	int64_t bits;

	memcpy(&bits, &x, sizeof(bits));
	return bits >= 0 ? bits : -(bits & INT64_MAX);
}

/*
 * The double of a key; keys beyond the finite doubles give the largest ones,
 * so that any raw value of an axis decodes to a finite number.
 */
double
synth_double_from_key(int64_t key)
{
	const int64_t largest = INT64_C(0x7FEFFFFFFFFFFFFF);
	int64_t bits;
	double x;

	if (key > largest)
		key = largest;
	if (key < -largest)
		key = -largest;
	bits = key >= 0 ? key : -key;
	memcpy(&x, &bits, sizeof(x));
	return key >= 0 ? x : -x;
}

/*
 * Cell of an ordinary raw value: the last whose edge is not above it; values
 * outside belong to the end cells.  Total, O(log cells).
 */
int
synth_axis_cell(const SynthAxis *axis, int64_t raw)
{
	int lo = 0;
	int n = axis->ncells;

	/* invariant: the answer is in [lo, lo + n) */
	while (n > 1)
	{
		int half = n / 2;

		if (axis->edge[lo + half] <= raw)
			lo += half;
		n -= half;
	}
	return lo;
}

/*
 * Public list of grains of a form, finest first; returns their number.
 */
int
synth_axis_grains(SynthAxisForm form, int64_t *grain)
{
	switch (form)
	{
		case SYNTH_AXIS_INTEGER:
			memcpy(grain, integer_grain, sizeof(integer_grain));
			return MAX_GRAINS;
		case SYNTH_AXIS_REAL:
			/* 15 digits and more count as full precision */
			for (int i = 0; i < MAX_GRAINS; i++)
				grain[i] = 15 - i;
			return MAX_GRAINS;
		case SYNTH_AXIS_TIME:
			memcpy(grain, time_grain, sizeof(time_grain));
			return (int) (sizeof(time_grain) / sizeof(time_grain[0]));
		case SYNTH_AXIS_DATE:
			break;
	}
	return 0;
}

/*
 * Index in the list above of the coarsest grain that divides raw (0 is
 * divided by all).  Depends on raw alone.
 */
int
synth_axis_grain_of(SynthAxisForm form, int64_t raw)
{
	int k = 0;

	switch (form)
	{
		case SYNTH_AXIS_INTEGER:
			while (k + 1 < MAX_GRAINS && raw % integer_grain[k + 1] == 0)
				k++;
			return k;
		case SYNTH_AXIS_TIME:
			while (k + 1 < (int) (sizeof(time_grain) / sizeof(time_grain[0])) && raw % time_grain[k + 1] == 0)
				k++;
			return k;
		case SYNTH_AXIS_REAL:
		{
			double x = fabs(synth_double_from_key(raw));

			if (x >= EXACT_INTEGER || x == nearbyint(x))
				return MAX_GRAINS - 1;
			for (int digits = 1; digits < 15; digits++)
			{
				double scaled = x * pow10_exact[digits];

				if (scaled > MOST_UNITS)
					break;
				if (nearbyint(scaled) / pow10_exact[digits] == x)
					return 15 - digits;
			}
			return 0;
		}
		case SYNTH_AXIS_DATE:
			break;
	}
	return 0;
}

/* largest multiple of g at or below x, divided by g */
static inline int64_t
floor_divide(int64_t x, int64_t g)
{
	int64_t q = x / g;

	return q - (x % g < 0);
}

/* uniform on the integers of [first, last] */
static inline int64_t
uniform_between(int64_t first, int64_t last, SynthStream *st)
{
	uint64_t width = (uint64_t) last - (uint64_t) first + 1;

	/* never 0: an axis does not reach the reserved values */
	return (int64_t) ((uint64_t) first + synth_stream_below(st, width));
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
 * The candidates of each grain in the cell: first[k]..last[k] are multipliers
 * of grain k.  Returns the number of grains that have any; since each grain
 * divides the next these are the finest ones.
 */
static int
multiples_in_cell(const SynthAxis *axis, int cell, int64_t *first, int64_t *last)
{
	int64_t lo = axis->edge[cell];
	int64_t hi = axis->edge[cell + 1] - 1;
	int k;

	if (axis->form != SYNTH_AXIS_REAL)
	{
		for (k = 0; k < axis->ngrains; k++)
		{
			int64_t g = axis->grain[k];

			last[k] = floor_divide(hi, g);
			first[k] = g == 1 ? lo : floor_divide(lo - 1, g) + 1;
			if (first[k] > last[k])
				break;
		}
		return k;
	}
	else
	{
		double a = synth_double_from_key(lo);
		double b = synth_double_from_key(hi);

		/* finest first: digits that overflow 53 bits have no exact decimals, coarser ones may */
		for (k = 0; k < axis->ngrains; k++)
		{
			double scale = pow10_exact[axis->grain[k]];

			first[k] = 0;
			last[k] = -1;
			if (axis->grain[k] == 15)
				last[k] = 0; /* full precision: always possible */
			else if (fabs(a) * scale <= MOST_UNITS && fabs(b) * scale <= MOST_UNITS)
			{
				first[k] = (int64_t) ceil(a * scale);
				last[k] = (int64_t) floor(b * scale);
				/* the products are rounded: a multiplier at the end may fall outside */
				if (first[k] <= last[k] && synth_key_from_double((double) first[k] / scale) < lo)
					first[k]++;
				if (first[k] <= last[k] && synth_key_from_double((double) last[k] / scale) > hi)
					last[k]--;
				if (first[k] > last[k])
					break;
			}
		}
		return k;
	}
}

/* is multiplier v of grain k also a value of grain k + 1 ? */
static inline bool
is_rounder(const SynthAxis *axis, int k, int64_t v)
{
	if (k + 1 >= axis->ngrains)
		return false;
	if (axis->form == SYNTH_AXIS_REAL)
		return v % (int64_t) pow10_exact[axis->grain[k] - axis->grain[k + 1]] == 0;
	return v % (axis->grain[k + 1] / axis->grain[k]) == 0;
}

/* values of the axis that have grain k, a unit of length of the axis */
static inline double
grain_density(const SynthAxis *axis, int k)
{
	double density;

	if (axis->form == SYNTH_AXIS_REAL)
	{
		density = pow10_exact[axis->grain[k]];
		if (k + 1 < axis->ngrains)
			density -= pow10_exact[axis->grain[k + 1]];
	}
	else
	{
		density = 1.0 / (double) axis->grain[k];
		if (k + 1 < axis->ngrains)
			density -= 1.0 / (double) axis->grain[k + 1];
	}
	return density;
}

/* the raw value of multiplier v of grain k */
static inline int64_t
grain_value(const SynthAxis *axis, int k, int64_t v)
{
	if (axis->form == SYNTH_AXIS_REAL)
		return synth_key_from_double((double) v / pow10_exact[axis->grain[k]]);
	return v * axis->grain[k];
}

/*
 * A value at a grain drawn as the head of this file says; false if it has to
 * be drawn at full precision.
 */
static bool
draw_at_grain(const SynthAxis *axis, int cell, double width, SynthStream *st, int64_t *raw)
{
	int64_t first[MAX_GRAINS];
	int64_t last[MAX_GRAINS];
	double weight[MAX_GRAINS];
	double total = 0.0;
	double u;
	int n = multiples_in_cell(axis, cell, first, last);
	int k;

	for (k = 0; k < n; k++)
	{
		double count;

		weight[k] = 0.0;
		if (axis->share[k] <= 0.0 || first[k] > last[k])
			continue;
		if (axis->form == SYNTH_AXIS_REAL && axis->grain[k] == 15)
			weight[k] = axis->share[k];
		else
		{
			/* unsigned: a cell may be wider than the largest integer */
			count = (double) ((uint64_t) last[k] - (uint64_t) first[k]) + 1.0;
			if (k + 1 < n && first[k + 1] <= last[k + 1])
				count -= (double) ((uint64_t) last[k + 1] - (uint64_t) first[k + 1]) + 1.0;
			if (count >= 1.0)
				weight[k] = axis->share[k] * count / (width * grain_density(axis, k));
		}
		total += weight[k];
	}
	if (total > 0.0)
	{
		u = synth_stream_unit(st) * total;
		for (k = 0; k < n - 1; k++)
		{
			if (weight[k] > 0.0 && u < weight[k])
				break;
			u -= weight[k];
		}
		/* rounding may end on a grain without weight: take the last that has some */
		while (k > 0 && weight[k] <= 0.0)
			k--;
	}
	else
	{
		/* nothing likely is possible here: as round as the cell allows */
		k = n - 1;
	}
	if (k < 0 || first[k] > last[k] || (axis->form == SYNTH_AXIS_REAL && axis->grain[k] == 15))
		return false;
	for (int tries = 0; tries < 64; tries++)
	{
		int64_t v = uniform_between(first[k], last[k], st);

		*raw = grain_value(axis, k, v);
		if (total <= 0.0 || !is_rounder(axis, k, v))
			break;
	}
	return true;
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
	double a;
	double b;
	double u;
	int64_t raw;

	if (lo == hi)
		return lo;
	if (axis->form != SYNTH_AXIS_REAL)
	{
		a = (double) lo;
		b = (double) hi;
		if (axis->form == SYNTH_AXIS_INTEGER && is_wide(a, b))
		{
			/* evenly in the keys of doubles is nearly evenly in the logarithm */
			int64_t from = synth_key_from_double(a >= 0.0 ? fmax(a, 1.0) : a);
			int64_t to = synth_key_from_double(a >= 0.0 ? b : fmin(b, -1.0));
			double x = synth_double_from_key(uniform_between(from, to, st));
			int64_t grain = 1;

			if (axis->ngrains > 0)
			{
				u = synth_stream_unit(st);
				for (int k = 0; k < axis->ngrains && u >= 0.0; k++)
				{
					grain = axis->grain[k];
					u -= axis->share[k];
				}
			}
			/* the ends may have been rounded beyond the range */
			if (x <= a)
				return lo;
			if (x >= b)
				return hi;
			raw = (int64_t) x;
			if (raw - raw % grain >= lo && raw - raw % grain <= hi)
				raw -= raw % grain;
			return raw < lo ? lo : raw > hi ? hi : raw;
		}
		if (axis->ngrains > 0 && draw_at_grain(axis, cell, b - a + 1.0, st, &raw))
			return raw;
		return uniform_between(lo, hi, st);
	}

	a = synth_double_from_key(lo);
	b = synth_double_from_key(hi);
	if (is_wide(a, b) || (a >= 0.0 && b > WIDE_RATIO * a) || (b <= 0.0 && a < WIDE_RATIO * b))
		return uniform_between(lo, hi, st);
	if (axis->ngrains > 0 && draw_at_grain(axis, cell, b - a, st, &raw))
		return raw < lo ? lo : raw > hi ? hi : raw;
	u = synth_stream_unit(st);
	raw = synth_key_from_double(a * (1.0 - u) + b * u);
	return raw < lo ? lo : raw > hi ? hi : raw;
}
