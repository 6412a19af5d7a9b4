/*-------------------------------------------------------------------------
 *
 * magnitude.c
 *	  Cells of numbers whose values are of very different size, and where to
 *	  cut them.
 *
 * A value is drawn anywhere in its cell.  In a cell from 2,000 to 500,000
 * nearly all of it lies above 100,000, whatever the few rows in it look like;
 * so cells of positive or of negative numbers do not span magnitudes, and are
 * cut where people write numbers: at 1, 2 and 5 times powers of ten.
 *
 *-------------------------------------------------------------------------
 */
#include "magnitude.h"

#include <math.h>

/* a cell whose ends differ by more than this factor spans magnitudes */
#define MAGNITUDES 16.0

/* a run of light cells ends before its last value is so many times its first */
#define LIGHT_MAGNITUDES 4.0

/* an edge as a number, halved so that differences of the largest doubles are finite */
double
synth_axis_half(const SynthAxis *grid, int edge)
{
	if (grid->form == SYNTH_AXIS_REAL)
		return synth_double_from_key(grid->edge[edge]) / 2;
	return (double) grid->edge[edge] / 2;
}

/* round values that data like to pile up on: 0.2, 100, 999, -1 */
void
synth_edges_add_round(SynthEdgeSet *es, const SynthAxis *grid, int cell)
{
	int64_t first = grid->edge[cell];
	int64_t last = grid->edge[cell + 1] - 1;

	switch (grid->form)
	{
		case SYNTH_AXIS_INTEGER:
			synth_edges_add_point(es, first);
			synth_edges_add_point(es, last);
			break;
		case SYNTH_AXIS_REAL:
			/* cells of negative numbers are mirror images */
			synth_edges_add_point(es, last < 0 ? last : first);
			break;
		case SYNTH_AXIS_TIME:
		case SYNTH_AXIS_DATE:
			break;
	}
}

/*
 * A cell that spans magnitudes is cut at 1, 2 and 5 times powers of ten (of more
 * than twelve decades, at some powers only): even parts would leave nearly all of
 * it in the first one.  False if the cell does not.
 */
bool
synth_edges_split_magnitudes(SynthEdgeSet *es, const SynthAxis *grid, int cell)
{
	bool is_real = grid->form == SYNTH_AXIS_REAL;
	double lo = synth_axis_half(grid, cell) * 2;
	double hi = synth_axis_half(grid, cell + 1) * 2;
	bool negative = hi <= 0;
	double least = fabs(negative ? hi : lo);
	double most = fabs(negative ? lo : hi);
	int first;
	int last;
	int step;

	if ((grid->form != SYNTH_AXIS_REAL && grid->form != SYNTH_AXIS_INTEGER) || (lo < 0 && hi > 0)
		|| !(least >= 1e-300 && most <= 1e300 && most > MAGNITUDES * least))
		return false;
	first = (int) floor(log10(least));
	last = (int) ceil(log10(most));
	step = (last - first) / 12 + 1;
	for (int k = first; k <= last; k += step)
	{
		static const int third[] = {1, 2, 5};

		for (int i = 0; i < (step == 1 ? 3 : 1); i++)
		{
			double v = k < 0 ? third[i] / pow(10, -k) : third[i] * pow(10, k);
			int64_t edge;

			if (v <= least || v >= most)
				continue;
			edge = is_real ? synth_key_from_double(v) : (int64_t) v;
			synth_edges_add(es, negative ? 1 - edge : edge);
		}
	}
	return true;
}

/*
 * Would cells [first, after) as one hold values of very different size?  Its few
 * rows are drawn anywhere in it: a light tail would be drawn a thousand times
 * too large.
 */
bool
synth_axis_spans_magnitudes(const SynthAxis *grid, int first, int after)
{
	double lo = synth_axis_half(grid, first);
	double hi = synth_axis_half(grid, after);

	if ((grid->form != SYNTH_AXIS_REAL && grid->form != SYNTH_AXIS_INTEGER) || (lo <= 0 && hi >= 0))
		return false;
	return fmax(fabs(lo), fabs(hi)) > LIGHT_MAGNITUDES * fmin(fabs(lo), fabs(hi));
}

/*
 * A cell from 0 to b holds values of all magnitudes, and most would be drawn
 * where nobody writes any: what is below b / 16 gets a cell of its own.
 */
void
synth_edges_part_from_zero(SynthEdgeSet *es, int sign)
{
	double b = HUGE_VAL;

	for (size_t i = 0; i <= es->n; i++)
	{
		int64_t edge = i < es->n ? es->edge[i] : sign > 0 ? es->end : es->lo;
		double x = synth_double_from_key(sign > 0 ? edge : edge - 1) * sign;

		/* edges of the cell of 0 itself */
		if ((sign > 0 ? edge > 1 : edge < 0) && x < b)
			b = x;
	}
	if (b < 1e300 && b > 1e-290)
		synth_edges_add(es, sign > 0 ? synth_key_from_double(b / 16) : 1 - synth_key_from_double(b / 16));
}
