/*-------------------------------------------------------------------------
 *
 * grid.h
 *	  Tools for making the cells of an axis: a set of edges, ways to cut a
 *	  stretch of an axis at values that people find natural, the calendar.
 *
 * Shared by grid.c (public grids) and refine.c (grids from noisy counts).
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_GRID_H
#define SYNTH_GRID_H

#include "axis.h"

#define SYNTH_TICKS_PER_DAY INT64_C(86400000000)

/* edges of [lo, end): collected in any order, sorted when the axis is made */
typedef struct SynthEdgeSet
{
	int64_t lo;
	int64_t end; /* exclusive */
	size_t n;
	size_t room;
	int64_t *edge;
} SynthEdgeSet;

extern void synth_edges_init(SynthEdgeSet *es, int64_t lo, int64_t end);
extern void synth_edges_add(SynthEdgeSet *es, int64_t v);		/* ignored unless lo < v < end */
extern void synth_edges_add_point(SynthEdgeSet *es, int64_t v); /* v gets a cell of its own */
extern SynthAxis *synth_edges_axis(SynthEdgeSet *es, SynthAxisForm form);
/*
 * Cuts [lo, end) into about n cells (never more than n + 1) at natural places:
 * multiples of 1..8 * 10^k, minutes, hours, days, months, years.
 */
extern void synth_edges_split(SynthEdgeSet *es, SynthAxisForm form, int64_t lo, int64_t end, int n);

/* a coarser public grid for a first look */
extern SynthAxis *synth_axis_outline(SynthAxisForm form, int64_t lo, int64_t hi, bool lo_declared, bool hi_declared);

/* how a grid is refined; counts are in rows */
typedef struct SynthRefinement
{
	double threshold; /* what a cell far from the others needs to count as occupied */
	double near;	  /* what one beside them needs */
	double heavy;	  /* what a cell needs to be cut */
	double piece;	  /* what a part of a cell should hold at least */
	double tick;	  /* values are multiples of it, as far as is known; 0: nothing is */
	bool keep_lo;	  /* the end is declared */
	bool keep_hi;
	bool inner;	 /* the grid was refined: nothing is far out */
	bool points; /* the ends of occupied cells, round values, get cells of their own */
} SynthRefinement;

extern SynthAxis *synth_axis_refine_by(const SynthAxis *grid, const int64_t *noisy, const SynthRefinement *how);

/* days since 2000-01-01 of a day of the proleptic Gregorian calendar; year 0 is 1 BC */
extern int64_t synth_days_from_civil(int64_t year, int month, int day);
extern void synth_civil_from_days(int64_t days, int64_t *year, int *month, int *day);
/* grid of times and dates without declared bounds */
extern void synth_edges_calendar(SynthEdgeSet *es, SynthAxisForm form);
extern void synth_edges_split_calendar(SynthEdgeSet *es, SynthAxisForm form, int64_t lo, int64_t end, int n);

#endif /* SYNTH_GRID_H */
