/*-------------------------------------------------------------------------
 *
 * edges.c
 *	  Sets of edges, and cutting a stretch of numbers at round values.
 *
 * An edge is the first raw value of a cell.  A set takes edges in any order
 * and any number; what lies outside its range is ignored, so that callers can
 * offer a whole pattern and keep the part that fits.  When the axis is made
 * the edges are sorted, doubles dropped, and if too many are left they are
 * thinned evenly (callers take care that this is rare).
 *
 *-------------------------------------------------------------------------
 */
#include "grid.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void
synth_edges_init(SynthEdgeSet *es, int64_t lo, int64_t end)
{
	es->lo = lo;
	es->end = end;
	es->n = 0;
	es->room = 1024;
	es->edge = synth_alloc_array(es->room, sizeof(int64_t));
}

void
synth_edges_add(SynthEdgeSet *es, int64_t v)
{
	if (v <= es->lo || v >= es->end)
		return;
	if (es->n == es->room)
	{
		int64_t *more = synth_alloc_array(synth_size_mul(es->room, 2), sizeof(int64_t));

		memcpy(more, es->edge, es->n * sizeof(int64_t));
		synth_release(es->edge);
		es->edge = more;
		es->room *= 2;
	}
	es->edge[es->n++] = v;
}

void
synth_edges_add_point(SynthEdgeSet *es, int64_t v)
{
	if (v < es->lo || v >= es->end)
		return;
	synth_edges_add(es, v);
	synth_edges_add(es, v + 1);
}

static int
compare_edges(const void *x, const void *y)
{
	int64_t a = *(const int64_t *) x;
	int64_t b = *(const int64_t *) y;

	return a < b ? -1 : a > b;
}

/*
 * The axis of the collected edges, at most SYNTH_MAX_FINE cells, from lo to
 * end.  The set is used up.
 */
SynthAxis *
synth_edges_axis(SynthEdgeSet *es, SynthAxisForm form)
{
	SynthAxis *axis = synth_alloc(sizeof(SynthAxis));
	size_t n = 0;
	size_t keep;

	qsort(es->edge, es->n, sizeof(int64_t), compare_edges);
	for (size_t i = 0; i < es->n; i++)
		if (n == 0 || es->edge[i] != es->edge[n - 1])
			es->edge[n++] = es->edge[i];
	keep = n < SYNTH_MAX_FINE - 1 ? n : SYNTH_MAX_FINE - 1;

	axis->form = form;
	axis->ncells = (int) keep + 1;
	axis->edge = synth_alloc_array(keep + 2, sizeof(int64_t));
	axis->edge[0] = es->lo;
	for (size_t i = 0; i < keep; i++)
		axis->edge[i + 1] = es->edge[i * n / keep];
	axis->edge[keep + 1] = es->end;
	synth_release(es->edge);
	es->edge = NULL;
	return axis;
}

/* least of {1, 2, 3, 4, 5, 6, 8} * 10^k that is not below x >= 1 */
static uint64_t
round_step(uint64_t x)
{
	static const int digit[] = {1, 2, 3, 4, 5, 6, 8};
	uint64_t unit = 1;

	for (;;)
	{
		for (int i = 0; i < 7; i++)
			if (unit * (uint64_t) digit[i] >= x)
				return unit * (uint64_t) digit[i];
		if (unit > UINT64_MAX / 80)
			return x;
		unit *= 10;
	}
}

static void
split_integers(SynthEdgeSet *es, int64_t lo, int64_t end, int n)
{
	uint64_t width = (uint64_t) end - (uint64_t) lo;
	uint64_t step = round_step((width - 1) / (uint64_t) n + 1);
	__int128 v;

	if (step > INT64_MAX)
		return;
	/* first multiple above lo */
	v = ((__int128) lo / (int64_t) step - (lo % (int64_t) step < 0) + 1) * (int64_t) step;
	for (; v < end; v += (int64_t) step)
		synth_edges_add(es, (int64_t) v);
}

/* evenly in the keys, i.e. nearly in the logarithm */
static void
split_keys(SynthEdgeSet *es, int64_t lo, int64_t end, int n)
{
	uint64_t width = (uint64_t) end - (uint64_t) lo;

	for (int i = 1; i < n; i++)
		synth_edges_add(es, (int64_t) ((uint64_t) lo
									   + (uint64_t) ((unsigned __int128) width * (unsigned) i / (unsigned) n)));
}

static void
split_reals(SynthEdgeSet *es, int64_t lo, int64_t end, int n)
{
	static const double digit[] = {1, 2, 3, 4, 5, 6, 8, 10};
	double a = synth_double_from_key(lo);
	double b = synth_double_from_key(end);
	double least = (b - a) / n;
	int exponent;
	double mantissa = 10.0;
	double unit;
	double i;

	/* cells of very many magnitudes or of very few doubles have no round values to offer */
	if (!(b - a < 1e300) || !(least > 1e-300) || (uint64_t) end - (uint64_t) lo <= 16 * (uint64_t) n
		|| (a >= 0.0 && b > 16.0 * a && a < 1e-30) || (b <= 0.0 && a < 16.0 * b && b > -1e-30))
	{
		split_keys(es, lo, end, n);
		return;
	}
	exponent = (int) floor(log10(least));
	unit = pow(10.0, (double) abs(exponent)); /* divide by it if the exponent is negative: exact decimals */
	for (int d = 0; d < 8; d++)
		if ((exponent >= 0 ? digit[d] * unit : digit[d] / unit) >= least)
		{
			mantissa = digit[d];
			break;
		}
	i = floor((exponent >= 0 ? a / unit : a * unit) / mantissa);
	if (!(fabs(i) < 1e15))
	{
		split_keys(es, lo, end, n);
		return;
	}
	for (int tries = 0; tries <= n + 2; tries++, i += 1.0)
	{
		double v = exponent >= 0 ? i * mantissa * unit : i * mantissa / unit;
		int64_t key;

		if (!(fabs(v) < 1e305))
			break;
		key = synth_key_from_double(v);
		if (key > lo && key < end)
			synth_edges_add(es, key);
	}
}

void
synth_edges_split(SynthEdgeSet *es, SynthAxisForm form, int64_t lo, int64_t end, int n)
{
	uint64_t width = (uint64_t) end - (uint64_t) lo;

	if (n <= 1 || width <= 1)
		return;
	if (width <= (uint64_t) n)
	{
		for (int64_t v = lo + 1; v < end; v++)
			synth_edges_add(es, v);
		return;
	}
	switch (form)
	{
		case SYNTH_AXIS_INTEGER:
			split_integers(es, lo, end, n);
			break;
		case SYNTH_AXIS_REAL:
			split_reals(es, lo, end, n);
			break;
		case SYNTH_AXIS_TIME:
		case SYNTH_AXIS_DATE:
			synth_edges_split_calendar(es, form, lo, end, n);
			break;
	}
}
