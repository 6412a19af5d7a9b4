/*-------------------------------------------------------------------------
 *
 * grid.c
 *	  Public grids: cells of an axis from its type and declared bounds alone.
 *
 * Nothing here depends on data.  A range of few ticks gets a cell each.  A
 * range that is declared at both ends gets even cells at round places, and if
 * it holds 0 or stretches over magnitudes, finer logarithmic cells towards 0.
 * An open range gets a logarithmic grid of both signs: a cell for each small
 * integer, ten cells a decade where most columns live, few far out.
 * Values that data like to pile up on (0, the declared bounds, 1, 2 and 5 times
 * powers of ten, 99.. and 999..) have cells of their own.
 *
 *-------------------------------------------------------------------------
 */
#include "grid.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

/* integers below this have cells of their own in an open grid; few, see EVEN_CELLS */
#define UNIT_CELLS 6

/*
 * Even cells of a range that is declared at both ends: alone, beside
 * logarithmic ones of one or two signs.  Few, since each is to be seen above
 * noise before it is refined.
 */
#define EVEN_CELLS 250
#define EVEN_CELLS_ONE_SIGN 160
#define EVEN_CELLS_TWO_SIGNS 120

/* tenths: first digits of the edges of a decade */
static const int fine_tenths[] = {10, 12, 15, 20, 25, 30, 40, 50, 60, 80};
static const int medium_tenths[] = {10, 15, 20, 30, 40, 50, 70};
static const int coarse_tenths[] = {10, 20, 50};

#define LENGTH(a) ((int) (sizeof(a) / sizeof((a)[0])))

/* the edge of magnitude v of one sign of an integer grid; mirrored cells are mirror images */
static void
add_signed(SynthEdgeSet *es, __int128 v, bool negative)
{
	if (negative)
		v = 1 - v;
	if (v > es->lo && v < es->end)
		synth_edges_add(es, (int64_t) v);
}

static void
add_signed_point(SynthEdgeSet *es, __int128 v, bool negative)
{
	if (negative)
		v = -v;
	if (v >= es->lo && v < es->end)
		synth_edges_add_point(es, (int64_t) v);
}

/* logarithmic cells of one sign up to magnitude `most` */
static void
add_integer_decades(SynthEdgeSet *es, bool negative, int64_t most)
{
	__int128 decade = 10;

	for (int v = 0; v <= 10 && v <= most; v += v < UNIT_CELLS ? 1 : 2)
		add_signed(es, v, negative);
	for (int k = 1; k <= 18; k++, decade *= 10)
	{
		const int *tenths = k <= 6 ? fine_tenths : k <= 9 ? medium_tenths : coarse_tenths;
		int n = k <= 6 ? LENGTH(fine_tenths) : k <= 9 ? LENGTH(medium_tenths) : LENGTH(coarse_tenths);

		for (int i = 0; i < n; i++)
			if (decade * tenths[i] > 100 && decade * tenths[i] / 10 <= most)
				add_signed(es, decade * tenths[i] / 10, negative);
	}
}

/* values that data like to pile up on */
static void
add_integer_points(SynthEdgeSet *es, bool negative)
{
	__int128 decade = 100;

	for (int k = 2; k <= 9; k++, decade *= 10)
	{
		add_signed_point(es, decade, negative);
		add_signed_point(es, 2 * decade, negative);
		add_signed_point(es, 5 * decade, negative);
	}
	decade = 1000;
	for (int k = 3; k <= 12; k++, decade *= 10)
		add_signed_point(es, decade - 1, negative);
	/* years are crowded into a tenth of their decade */
	for (int year = 1800; year <= 2100 && !negative; year += 10)
		add_signed(es, year, negative);
}

static void
integer_grid(SynthEdgeSet *es, int64_t lo, int64_t hi, bool bounded)
{
	bool negative = lo < 0;
	bool positive = hi > 0;
	/* 0 is the natural origin if it is in the range or the range stretches over magnitudes */
	bool has_origin = (lo <= 0 && hi >= 0) || (lo > 0 && hi / lo >= 100) || (hi < 0 && lo / hi >= 100);
	int64_t most = INT64_MAX;

	if (bounded)
	{
		uint64_t width = (uint64_t) hi - (uint64_t) lo;
		int even = !has_origin ? EVEN_CELLS : negative && positive ? EVEN_CELLS_TWO_SIGNS : EVEN_CELLS_ONE_SIGN;

		synth_edges_split(es, SYNTH_AXIS_INTEGER, lo, hi + 1, even);
		/* beyond ten even cells those are the finer ones */
		most = has_origin ? (int64_t) (width / (uint64_t) even * 10) : 0;
		if (most < 0)
			most = INT64_MAX;
	}
	if (positive)
	{
		if (most > 0)
			add_integer_decades(es, false, most);
		add_integer_points(es, false);
	}
	if (negative)
	{
		if (most > 0)
			add_integer_decades(es, true, most);
		add_integer_points(es, true);
	}
	synth_edges_add_point(es, 0);
}

/* the edge of magnitude x of one sign */
static void
add_real(SynthEdgeSet *es, double x, bool negative)
{
	int64_t key = synth_key_from_double(x);

	synth_edges_add(es, negative ? 1 - key : key);
}

static void
add_real_point(SynthEdgeSet *es, double x, bool negative)
{
	int64_t key = synth_key_from_double(x);

	synth_edges_add_point(es, negative ? -key : key);
}

/* tenths / 10 * 10^exponent, correctly rounded for exponents of -21 to 22 */
static double
decimal(int tenths, int exponent)
{
	double scale = 1.0;

	exponent--;
	for (int i = 0; i < abs(exponent); i++)
		scale *= 10.0; /* exact up to 10^22 */
	return exponent >= 0 ? tenths * scale : tenths / scale;
}

static void
add_real_decades(SynthEdgeSet *es, bool negative, double most)
{
	static const double far_out[] = {1e-300, 1e-200, 1e-150, 1e-100, 1e-75, 1e-50, 1e-40, 1e-30,
									 1e-25,	 1e-20,	 1e-18,	 1e-16,	 1e18,	1e20,  1e22,  1e25,
									 1e30,	 1e40,	 1e50,	 1e75,	 1e100, 1e150, 1e200, 1e300};

	for (int i = 0; i < LENGTH(far_out); i++)
		if (far_out[i] <= most)
			add_real(es, far_out[i], negative);
	for (int k = -15; k <= 16; k++)
	{
		bool fine = k >= -6 && k < 9;
		const int *tenths = fine ? fine_tenths : coarse_tenths;
		int n = fine ? LENGTH(fine_tenths) : k < -6 ? 1 : LENGTH(coarse_tenths);

		for (int i = 0; i < n; i++)
			if (decimal(tenths[i], k) <= most)
				add_real(es, decimal(tenths[i], k), negative);
	}
}

static void
add_real_points(SynthEdgeSet *es, bool negative)
{
	for (int k = -2; k <= 6; k++)
	{
		add_real_point(es, decimal(10, k), negative);
		add_real_point(es, decimal(20, k), negative);
		add_real_point(es, decimal(50, k), negative);
		if (k >= 2)
			add_real_point(es, decimal(10, k) - 1.0, negative);
	}
}

static void
real_grid(SynthEdgeSet *es, int64_t lo, int64_t hi, bool bounded)
{
	double a = synth_double_from_key(lo);
	double b = synth_double_from_key(hi);
	bool negative = a < 0.0;
	bool positive = b > 0.0;
	double most = DBL_MAX;

	/* declared ends so far apart that even cells mean nothing are like open ones */
	if (bounded && b - a < 1e15)
	{
		bool has_origin = (a <= 0.0 && b >= 0.0) || (a > 0.0 && b / a >= 100.0) || (b < 0.0 && a / b >= 100.0);
		int even = !has_origin ? EVEN_CELLS : negative && positive ? EVEN_CELLS_TWO_SIGNS : EVEN_CELLS_ONE_SIGN;

		synth_edges_split(es, SYNTH_AXIS_REAL, lo, hi + 1, even);
		most = has_origin ? (b - a) / even * 10.0 : 0.0;
	}
	if (positive)
	{
		if (most > 0.0)
			add_real_decades(es, false, most);
		add_real_points(es, false);
	}
	if (negative)
	{
		if (most > 0.0)
			add_real_decades(es, true, most);
		add_real_points(es, true);
	}
	synth_edges_add_point(es, 0);
}

/*
 * The public grid of [lo, hi].
 *
 * lo and hi are inclusive raw values (the range of the type where no bound is
 * declared); reversed bounds are SYNTH_ERR_PARAMETER, bounds in the reserved
 * range are moved out of it.  The result covers exactly [lo, hi].
 */
SynthAxis *
synth_axis_grid(SynthAxisForm form, int64_t lo, int64_t hi, bool lo_declared, bool hi_declared)
{
	SynthEdgeSet es;
	bool bounded = lo_declared && hi_declared;

	if (lo > hi)
		synth_fail(SYNTH_ERR_PARAMETER, "bounds of an axis are reversed");
	if (lo < SYNTH_RAW_FIRST)
		lo = SYNTH_RAW_FIRST;
	if (hi < lo)
		hi = lo;
	if (hi == INT64_MAX)
		hi--; /* its end must have a successor */
	if (lo > hi)
		lo = hi;
	synth_edges_init(&es, lo, hi + 1);
	if ((uint64_t) hi - (uint64_t) lo < SYNTH_MAX_FINE)
	{
		synth_edges_split(&es, form, lo, hi + 1, SYNTH_MAX_FINE);
		return synth_edges_axis(&es, form);
	}
	switch (form)
	{
		case SYNTH_AXIS_INTEGER:
			integer_grid(&es, lo, hi, bounded);
			break;
		case SYNTH_AXIS_REAL:
			real_grid(&es, lo, hi, bounded);
			break;
		case SYNTH_AXIS_TIME:
		case SYNTH_AXIS_DATE:
			if (bounded)
				synth_edges_split(&es, form, lo, hi + 1, EVEN_CELLS);
			else
				synth_edges_calendar(&es, form);
			break;
	}
	if (lo_declared)
		synth_edges_add_point(&es, lo);
	if (hi_declared)
		synth_edges_add_point(&es, hi);
	return synth_edges_axis(&es, form);
}
