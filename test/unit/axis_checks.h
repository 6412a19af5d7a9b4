/*-------------------------------------------------------------------------
 *
 * axis_checks.h
 *	  What every axis must satisfy, shared by the tests of axes.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_AXIS_CHECKS_H
#define SYNTH_AXIS_CHECKS_H

#include "unit.h"

#include "core/axis.h"
#include "core/grid.h"

static const SynthAxisForm forms[] = {SYNTH_AXIS_INTEGER, SYNTH_AXIS_REAL, SYNTH_AXIS_TIME, SYNTH_AXIS_DATE};

#define NFORMS 4
#define ORDINARY_TOP (INT64_MAX - 1)

/* any magnitude equally likely */
static int64_t
random_raw(void)
{
	int shift = (int) unit_random_below(64);
	int64_t v = (int64_t) (unit_random() >> shift);

	if (unit_random_below(2) == 0)
		v = -v;
	return v < SYNTH_RAW_FIRST ? SYNTH_RAW_FIRST : v;
}

/* a linear search, the definition of a cell */
static int
cell_by_definition(const SynthAxis *x, int64_t raw)
{
	int c = 0;

	while (c + 1 < x->ncells && x->edge[c + 1] <= raw)
		c++;
	return c;
}

static void
check_axis(const SynthAxis *x, int64_t lo, int64_t hi)
{
	SynthStream st;

	CHECK(x->ncells >= 1 && x->ncells <= SYNTH_MAX_FINE);
	CHECK_INT(x->edge[0], lo);
	CHECK_INT(x->edge[x->ncells], hi + 1);
	for (int c = 0; c < x->ncells; c++)
		CHECK(x->edge[c] < x->edge[c + 1]);
	for (int c = 0; c < x->ncells; c++)
	{
		CHECK_INT(synth_axis_cell(x, x->edge[c]), c);
		CHECK_INT(synth_axis_cell(x, x->edge[c + 1] - 1), c);
	}
	/* what is below or above belongs to the end cells */
	CHECK_INT(synth_axis_cell(x, SYNTH_RAW_FIRST), 0);
	CHECK_INT(synth_axis_cell(x, INT64_MAX), x->ncells - 1);
	for (int i = 0; i < 50; i++)
	{
		int64_t raw = random_raw();

		CHECK_INT(synth_axis_cell(x, raw), cell_by_definition(x, raw));
	}
	synth_stream_init(&st, unit_random(), 0, 0);
	for (int i = 0; i < 300; i++)
	{
		int c = (int) unit_random_below((uint64_t) x->ncells);

		CHECK_INT(synth_axis_cell(x, synth_axis_draw(x, c, &st)), c);
	}
}

/* random shares of the public grains, sometimes of a single one */
static void
give_grains(SynthAxis *x)
{
	int64_t grain[16];
	int n = synth_axis_grains(x->form, grain);
	double sum = 0.0;

	if (n == 0)
		return;
	x->ngrains = n;
	x->grain = synth_alloc_array((size_t) n, sizeof(int64_t));
	x->share = synth_alloc_array((size_t) n, sizeof(double));
	memcpy(x->grain, grain, (size_t) n * sizeof(int64_t));
	if (unit_random_below(3) == 0)
	{
		x->share[unit_random_below((uint64_t) n)] = 1.0;
		return;
	}
	for (int i = 0; i < n; i++)
		sum += x->share[i] = unit_random_below(2) == 0 ? 0.0 : unit_random_unit();
	if (sum == 0.0)
		sum = x->share[0] = 1.0;
	for (int i = 0; i < n; i++)
		x->share[i] /= sum;
}

static bool
has_own_cell(const SynthAxis *x, int64_t raw)
{
	int c = synth_axis_cell(x, raw);

	return x->edge[c] == raw && x->edge[c + 1] == raw + 1;
}

#endif /* SYNTH_AXIS_CHECKS_H */
