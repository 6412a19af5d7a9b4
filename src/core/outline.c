/*-------------------------------------------------------------------------
 *
 * outline.c
 *	  The first look at an axis: few cells, from the type and declared bounds
 *	  alone.
 *
 * A cell is seen if its rows stand out from noise, and noise is the same in a
 * wide cell as in a narrow one.  So the grid on which a column is first looked
 * for has three cells a decade and one a decade on the negative side, where
 * fewer columns live; a range that is declared at both ends has about fifty
 * even ones.  What is found is then cut by refine.c and looked at again.
 *
 * Times keep their calendar cells, whose special days (1900-01-01,
 * 9999-12-31) must not be merged with their neighbours.
 *
 *-------------------------------------------------------------------------
 */
#include "grid.h"

#include <math.h>

/* even cells of a range that is declared at both ends */
#define EVEN_CELLS 48
/* of which the first few are cut by decades */
#define ORIGIN_CELLS 4

/* magnitudes of the edges on the positive side, down to a cell for each of 1 to 4 */
static void
integer_outline(SynthEdgeSet *es, __int128 most)
{
	__int128 decade = 1;

	synth_edges_add_point(es, 0);
	for (int v = 1; v < 5 && v <= most; v++)
		synth_edges_add(es, v);
	for (int k = 0; k <= 18 && decade <= most; k++, decade *= 10)
	{
		bool thirds = k <= 9;

		if (thirds || k % 3 == 0)
		{
			synth_edges_add(es, (int64_t) decade);
			/* the negative cells are mirror images: (-10, -1], .. */
			synth_edges_add(es, (int64_t) (1 - decade));
		}
		if (thirds && 2 * decade <= most)
			synth_edges_add(es, (int64_t) (2 * decade));
		if (thirds && 5 * decade <= most)
			synth_edges_add(es, (int64_t) (5 * decade));
	}
}

static void
real_outline(SynthEdgeSet *es, double most)
{
	static const double far_out[] = {1e-300, 1e-100, 1e-30, 1e-15, 1e-12, 1e-9, 1e12, 1e15, 1e18, 1e30, 1e100, 1e300};
	double decade = 1;

	synth_edges_add_point(es, 0);
	for (int i = 0; i < (int) (sizeof(far_out) / sizeof(far_out[0])); i++)
	{
		if (far_out[i] > most)
			break;
		synth_edges_add(es, synth_key_from_double(far_out[i]));
		synth_edges_add(es, 1 - synth_key_from_double(far_out[i]));
	}
	for (int k = 0; k <= 9; k++, decade *= 10)
	{
		static const int third[] = {1, 2, 5};

		for (int i = 0; i < 3; i++)
		{
			if (decade * third[i] <= most)
				synth_edges_add(es, synth_key_from_double(decade * third[i]));
			/* a tenth of it and so on: divided, so that the decimals are exact */
			if (k > 0 && k <= 6 && third[i] / decade <= most)
				synth_edges_add(es, synth_key_from_double(third[i] / decade));
		}
		if (decade <= most)
			synth_edges_add(es, 1 - synth_key_from_double(decade));
		if (k > 0 && k <= 6 && 1 / decade <= most)
			synth_edges_add(es, 1 - synth_key_from_double(1 / decade));
	}
}

/*
 * The outline of [lo, hi]; arguments as of synth_axis_grid(), which it replaces
 * where a range has more values than cells.
 */
SynthAxis *
synth_axis_outline(SynthAxisForm form, int64_t lo, int64_t hi, bool lo_declared, bool hi_declared)
{
	SynthAxis *whole = synth_axis_grid(form, lo, hi, lo_declared, hi_declared);
	SynthEdgeSet es;
	bool bounded = lo_declared && hi_declared;

	if (form == SYNTH_AXIS_TIME || form == SYNTH_AXIS_DATE)
		return whole;
	/* it has checked the bounds */
	lo = whole->edge[0];
	hi = whole->edge[whole->ncells] - 1;
	if ((uint64_t) hi - (uint64_t) lo < SYNTH_MAX_FINE)
		return whole;
	synth_release(whole->edge);
	synth_release(whole);
	synth_edges_init(&es, lo, hi + 1);
	if (form == SYNTH_AXIS_INTEGER)
	{
		__int128 width = (__int128) hi - lo;

		if (bounded)
			synth_edges_split(&es, form, lo, hi + 1, EVEN_CELLS);
		integer_outline(&es, bounded ? width / EVEN_CELLS * ORIGIN_CELLS : (__int128) INT64_MAX);
	}
	else
	{
		double width = synth_double_from_key(hi) - synth_double_from_key(lo);

		/* ends so far apart that even cells mean nothing are like open ones */
		bounded = bounded && width < 1e15;
		if (bounded)
			synth_edges_split(&es, form, lo, hi + 1, EVEN_CELLS);
		real_outline(&es, bounded ? width / EVEN_CELLS * ORIGIN_CELLS : HUGE_VAL);
	}
	if (lo_declared)
		synth_edges_add_point(&es, lo);
	if (hi_declared)
		synth_edges_add_point(&es, hi);
	return synth_edges_axis(&es, form);
}
