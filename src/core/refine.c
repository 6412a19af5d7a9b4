/*-------------------------------------------------------------------------
 *
 * refine.c
 *	  A finer grid where the data are, from noisy counts: post-processing.
 *
 * The first grid knows nothing, so most of its cells are empty and a few hold
 * everything.  From one noisy histogram of it:
 *
 *	1. The ends are cut off where no run of cells (1, 2, 4, .. long) is above
 *	   threshold * sqrt(length).  A cell that reaches to the end of the type
 *	   and holds nothing but noise would decode to absurd values; values
 *	   beyond the cut are clamped into the end cells.  A declared end stays,
 *	   since values up to it make sense, unless the data cover so little of
 *	   the declared range that noise beyond them would outweigh them.  A small
 *	   gap to 0 is kept, too.
 *	2. Runs of light cells are merged until a run is heavy.
 *	3. Heavy cells are cut at natural places, in number by their mass but not
 *	   into pieces that would be mere noise, down to single ticks.
 *
 * If nothing at all is above the threshold, the run that stands out most is
 * kept: with too few rows any answer is noise, but it is a plausible noise.
 *
 *-------------------------------------------------------------------------
 */
#include "magnitude.h"

#include <math.h>

/* a declared end stays if the occupied cells cover at least this part of the range */
#define KEPT_PART 0.125

/* thresholds that a run needs where it is not near other data, and how near that is */
#define FAR_FACTOR 1.5
#define NEAR_CELLS 2

/* a gap to 0 in the lower half of a refined grid: its ends are nearer to the data's */
#define INNER_GAP 0.5

/* thresholds that one half of a run needs to be where its mass ends */
#define HALF_FACTOR 0.75

/*
 * Where the mass of a run of cells that stands out ends, on one side: in the
 * half on that side if that stands out too, else that half only came along.
 * So down to a cell.
 */
static int
end_of_run(const double *sum, int at, int run, double threshold, bool upper)
{
	while (run > 1)
	{
		int half = run / 2;
		double outer = upper ? sum[at + run] - sum[at + half] : sum[at + half] - sum[at];

		if ((outer > HALF_FACTOR * threshold * sqrt(half)) == upper)
			at += half;
		run = half;
	}
	return upper ? at + 1 : at;
}

/* widens [*from, *to) by the runs of cells that stand out and begin or end within `reach` cells of it */
static void
occupied_by(const double *sum, int n, double threshold, int reach, int *from, int *to)
{
	bool grew;

	do
	{
		grew = false;
		/* lengths are powers of two, so halves are whole */
		for (int run = 1; run <= n; run *= 2)
			for (int i = 0; i + run <= n; i++)
			{
				int low;
				int high;

				if (sum[i + run] - sum[i] <= threshold * sqrt(run))
					continue;
				low = end_of_run(sum, i, run, threshold, false);
				high = end_of_run(sum, i, run, threshold, true);
				if (reach < n && (high < *from - reach || low > *to + reach))
					continue;
				if (low < *from)
				{
					*from = low;
					grew = true;
				}
				if (high > *to)
				{
					*to = high;
					grew = true;
				}
			}
	} while (grew && reach < n);
}

/*
 * Cells [*from, *to) outside of which nothing stands out.
 *
 * Far from the rest of the data a cell must stand out more: one cell too many
 * among the largest values ruins a mean, and there are many cells.
 */
static void
occupied_range(const int64_t *noisy, int n, double threshold, double near, int *from, int *to)
{
	double *sum = synth_alloc_array((size_t) n + 1, sizeof(double));

	for (int i = 0; i < n; i++)
		sum[i + 1] = sum[i] + (double) noisy[i];
	*from = n;
	*to = 0;
	occupied_by(sum, n, threshold, n, from, to);
	if (*from < *to)
		occupied_by(sum, n, near, NEAR_CELLS, from, to);
	else
	{
		/* nothing is sure: the run that stands out most */
		double best = -HUGE_VAL;

		for (int run = 1; run <= n; run *= 2)
			for (int i = 0; i + run <= n; i++)
				if ((sum[i + run] - sum[i]) / sqrt(run) > best)
				{
					best = (sum[i + run] - sum[i]) / sqrt(run);
					*from = i;
					*to = i + run;
				}
	}
	synth_release(sum);

	/* what a long run brought in with it and is empty adds nothing */
	while (*to - *from > 1 && noisy[*to - 1] <= 0)
		(*to)--;
	while (*to - *from > 1 && noisy[*from] <= 0)
		(*from)++;
}

/*
 * How many cells to cut off one end of a grid that was refined before: those
 * beyond the place from which outwards nothing is left on balance, looking no
 * further than to where mass stands out a little.  Losing mass is worse here
 * than keeping an empty cell: smoothing will empty it.
 */
static int
empty_end(const int64_t *noisy, int n, double threshold, bool upper)
{
	double sum = 0;
	double least = 0;
	int cut = 0;

	for (int i = 0; i < n - 1; i++)
	{
		sum += (double) noisy[upper ? n - 1 - i : i];
		if (sum > threshold * sqrt(i + 1))
			break;
		if (sum <= least)
		{
			least = sum;
			cut = i + 1;
		}
	}
	return cut;
}

/* do cells [from, to) cover enough of the grid for its declared ends to make sense? */
static bool
covers_range(const SynthAxis *grid, int from, int to)
{
	double whole;
	double part;

	if (grid->form == SYNTH_AXIS_REAL)
	{
		/* halves: the largest doubles are further apart than any double */
		whole = synth_double_from_key(grid->edge[grid->ncells]) / 2 - synth_double_from_key(grid->edge[0]) / 2;
		part = synth_double_from_key(grid->edge[to]) / 2 - synth_double_from_key(grid->edge[from]) / 2;
	}
	else
	{
		whole = (double) grid->edge[grid->ncells] - (double) grid->edge[0];
		part = (double) grid->edge[to] - (double) grid->edge[from];
	}
	return part >= KEPT_PART * whole;
}

/* the cell in which the mass of [from, to) reaches one half */
static int
median_cell(const int64_t *noisy, int from, int to)
{
	double whole = 0;
	double sum = 0;

	for (int i = from; i < to; i++)
		whole += fmax(0, (double) noisy[i]);
	for (int i = from; i < to; i++)
	{
		sum += fmax(0, (double) noisy[i]);
		if (sum >= whole / 2)
			return i;
	}
	return to - 1;
}

/*
 * Small numbers are spread over many cells of a logarithmic grid, so the lower
 * part of an ordinary column may not stand out.  Where the gap between 0 and the
 * occupied cells is no wider than their lower half, values in it are plausible,
 * and the gap belongs to the range: clamping would pile up real rows at its edge.
 */
static void
reach_origin(const SynthAxis *grid, const int64_t *noisy, double part, int *from, int *to)
{
	int median = median_cell(noisy, *from, *to);
	double lo = synth_axis_half(grid, *from);
	double hi = synth_axis_half(grid, *to);
	int64_t origin = grid->form == SYNTH_AXIS_REAL ? synth_key_from_double(0.0) : 0;

	if (grid->form != SYNTH_AXIS_REAL && grid->form != SYNTH_AXIS_INTEGER)
		return;
	if (lo > 0 && lo <= part * (synth_axis_half(grid, median + 1) - lo))
		*from = synth_axis_cell(grid, origin);
	else if (hi < 0 && -hi <= part * (hi - synth_axis_half(grid, median)))
		*to = synth_axis_cell(grid, origin) + 1;
}

/* values of a cell, or pieces that are worth having: whatever is less */
static double
useful_pieces(const SynthAxis *grid, int cell, double mass, const SynthRefinement *how)
{
	double values = (double) grid->edge[cell + 1] - (double) grid->edge[cell];

	if (how->tick > 0)
	{
		double ticks = 2 * (synth_axis_half(grid, cell + 1) - synth_axis_half(grid, cell)) / how->tick;

		/* one more than there are: a step that is rounded up must not skip a tick */
		values = fmin(values, ticks < 1.5 ? 1.0 : ticks + 1.0);
	}
	return fmin(values, floor(mass / fmax(how->piece, 1.0)));
}

/*
 * Pieces per row, so that cells cut in proportion to their mass, but not
 * beyond what is useful, use up the room.
 */
static double
pieces_per_row(const SynthAxis *grid, const int64_t *noisy, int from, int to, double threshold,
			   const SynthRefinement *how, double room)
{
	double lo = 0.0;
	double hi = 1.0 / fmax(how->piece, 1.0);

	for (int step = 0; step < 50; step++)
	{
		double rate = (lo + hi) / 2.0;
		double used = 0.0;

		for (int i = from; i < to; i++)
			if ((double) noisy[i] > threshold)
				used += fmin(useful_pieces(grid, i, (double) noisy[i], how), rate * (double) noisy[i]);
		if (used > room)
			hi = rate;
		else
			lo = rate;
	}
	return lo;
}

/*
 * The finer grid.
 *
 * noisy: a noisy count for each cell of the grid.  threshold: what a cell
 * needs to count as occupied, in rows (a few standard deviations of the
 * noise; 0 or less when counts are exact).  An end that is kept (declared)
 * stays where it is as the head of this file says, the other may move inwards.
 * Depends on its arguments alone.
 */
SynthAxis *
synth_axis_refine_by(const SynthAxis *grid, const int64_t *noisy, const SynthRefinement *how)
{
	double threshold = fmax(how->heavy, 0.0);
	SynthEdgeSet es;
	int from;
	int to;
	int nheavy = 0;
	int nruns = 1;
	int first; /* cell that the run began with */
	bool open = !(how->keep_lo && how->keep_hi);
	double room;
	double rate;
	double run = 0.0;

	if (how->inner)
	{
		from = empty_end(noisy, grid->ncells, how->near, false);
		to = grid->ncells - empty_end(noisy + from, grid->ncells - from, how->near, true);
	}
	else
		occupied_range(noisy, grid->ncells, how->threshold, how->near, &from, &to);
	reach_origin(grid, noisy, how->inner ? INNER_GAP : 1.0, &from, &to);
	if (covers_range(grid, from, to))
	{
		if (how->keep_lo)
			from = 0;
		if (how->keep_hi)
			to = grid->ncells;
	}
	first = from;
	for (int i = from; i < to; i++)
	{
		double mass = (double) noisy[i];

		if (open && i > first && synth_axis_spans_magnitudes(grid, first, i + 1))
		{
			nruns++;
			run = 0.0;
			first = i;
		}
		run += mass;
		if (mass > threshold)
			nheavy++;
		if (run > threshold || mass > threshold)
		{
			nruns++;
			run = 0.0;
			first = i + 1;
		}
	}

	/* a cut may give one piece more than asked for, at its ends */
	room = fmax(0.0, (double) (SYNTH_MAX_FINE - nruns - (how->points ? 3 : 1) * nheavy));
	room -= fmin((double) nheavy, room / 2.0);
	rate = pieces_per_row(grid, noisy, from, to, threshold, how, room);
	run = 0.0;
	first = from;
	synth_edges_init(&es, grid->edge[from], grid->edge[to]);
	for (int i = from; i < to; i++)
	{
		double mass = (double) noisy[i];

		if (mass > threshold)
		{
			double n = floor(fmin(useful_pieces(grid, i, mass, how), 1.0 + rate * mass));

			synth_edges_add(&es, grid->edge[i]);
			synth_edges_add(&es, grid->edge[i + 1]);
			if (how->points)
				synth_edges_add_round(&es, grid, i);
			if (!how->points || !synth_edges_split_magnitudes(&es, grid, i))
				synth_edges_split(&es, grid->form, grid->edge[i], grid->edge[i + 1], (int) fmax(n, 1.0));
			run = 0.0;
			first = i + 1;
			continue;
		}
		if (open && i > first && synth_axis_spans_magnitudes(grid, first, i + 1))
		{
			synth_edges_add(&es, grid->edge[i]);
			run = 0.0;
			first = i;
		}
		/* a light cell ends the run it belongs to once the run is heavy */
		run += mass;
		if (run > threshold)
		{
			synth_edges_add(&es, grid->edge[i + 1]);
			run = 0.0;
			first = i + 1;
		}
	}
	if (grid->form == SYNTH_AXIS_REAL)
	{
		synth_edges_part_from_zero(&es, 1);
		synth_edges_part_from_zero(&es, -1);
	}
	return synth_edges_axis(&es, grid->form);
}

SynthAxis *
synth_axis_refine_within(const SynthAxis *grid, const int64_t *noisy, double threshold, bool keep_lo, bool keep_hi)
{
	double t = threshold >= 0.0 ? threshold : 0.0;
	/* no piece should hold less than half of what a cell needs to be seen */
	SynthRefinement how = {FAR_FACTOR * t, t, t, t / 2.0, 0.0, keep_lo, keep_hi, false, false};

	return synth_axis_refine_by(grid, noisy, &how);
}

SynthAxis *
synth_axis_refine(const SynthAxis *grid, const int64_t *noisy, double threshold)
{
	return synth_axis_refine_within(grid, noisy, threshold, false, false);
}
