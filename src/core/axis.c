/*-------------------------------------------------------------------------
 *
 * axis.c
 *	  Points of an axis: doubles as keys, the cell of a value, and how round a
 *	  value is.
 *
 * Drawing a value of a cell is in axis_draw.c.
 *
 * Limits: a value of a REAL axis is a decimal only up to 14 significant
 * digits.
 *
 *-------------------------------------------------------------------------
 */
#include "axis.h"

#include "axis_draw.h"

#include <math.h>
#include <string.h>

/* doubles hold integers exactly up to here */
#define EXACT_INTEGER 9007199254740992.0

const double synth_pow10[SYNTH_MAX_GRAINS] = {1e0, 1e1, 1e2,  1e3,	1e4,  1e5,	1e6,  1e7,
											  1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

static const int64_t integer_grain[SYNTH_MAX_GRAINS] = {INT64_C(1),
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
			return SYNTH_MAX_GRAINS;
		case SYNTH_AXIS_REAL:
			/* 15 digits and more count as full precision */
			for (int i = 0; i < SYNTH_MAX_GRAINS; i++)
				grain[i] = 15 - i;
			return SYNTH_MAX_GRAINS;
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
			while (k + 1 < SYNTH_MAX_GRAINS && raw % integer_grain[k + 1] == 0)
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
				return SYNTH_MAX_GRAINS - 1;
			for (int digits = 1; digits < 15; digits++)
			{
				double scaled = x * synth_pow10[digits];

				if (scaled > SYNTH_MOST_UNITS)
					break;
				if (nearbyint(scaled) / synth_pow10[digits] == x)
					return 15 - digits;
			}
			return 0;
		}
		case SYNTH_AXIS_DATE:
			break;
	}
	return 0;
}
