/*-------------------------------------------------------------------------
 *
 * unique_repair.c
 *	  Another key for a row whose key is taken.
 *
 * Steps, each further from the model than the one before; the first free key
 * wins:
 *
 * 1. another value within the cells of the key's numbers and times, widest
 *	  cell first: below the model's resolution, so nothing is lost;
 * 2. one, then two, .. of the key's values replaced by those of other rows of
 *	  the block: every value keeps its marginal distribution;
 * 3. the combinations of all values the model can produce are walked in a
 *	  scattered order that meets each of them once;
 * 4. numbers beyond the model's values are counted on (unique_count.c).
 *
 * With several keys each step must leave fewer of them taken than before, so
 * that keys which share columns are satisfied together.
 *
 *-------------------------------------------------------------------------
 */
#include "unique_parts.h"

#include <string.h>

#include "axis_within.h"

#define REDRAWS 32		 /* tries of step 1 */
#define BORROWS 128		 /* tries of step 2 */
#define WANDERS 100000	 /* tries of the step after the last, for several keys */
#define WALK_MAX 1000000 /* steps of step 3 that may be in vain */

/* how many other values there are in the cell of a value, as far as its region goes */
static uint64_t
slack(const SynthUniques *u, int attribute, int64_t raw)
{
	const SynthAttribute *a = &u->model->attribute[attribute];
	const SynthRegion *region = u->region[attribute];
	uint64_t width = 0;
	int64_t left;
	int64_t right;
	int cell;

	if (a->kind != SYNTH_NUMBER || raw < SYNTH_RAW_FIRST)
		return 0;
	cell = synth_axis_cell(a->axis, raw);
	left = a->axis->edge[cell];
	right = a->axis->edge[cell + 1] - 1;
	if (region == NULL)
		return (uint64_t) right - (uint64_t) left;
	if (region->tail != NULL)
		return region->tail->upper ? (uint64_t) region->tail->limit - (uint64_t) region->tail->threshold
								   : (uint64_t) region->tail->threshold - (uint64_t) region->tail->limit;
	for (int i = 0; i < region->nintervals; i++)
	{
		int64_t lo = region->lo[i] > left ? region->lo[i] : left;
		int64_t hi = region->hi[i] < right ? region->hi[i] : right;

		if (lo <= hi)
			width += (uint64_t) hi - (uint64_t) lo + 1;
	}
	return width > 0 ? width - 1 : 0;
}

/* another value of the same cell and region */
static int64_t
draw_again(const SynthUniques *u, int attribute, int64_t raw, SynthStream *st)
{
	const SynthAxis *axis = u->model->attribute[attribute].axis;
	const SynthRegion *region = u->region[attribute];

	if (region == NULL)
		return synth_axis_draw(axis, synth_axis_cell(axis, raw), st);
	if (region->tail != NULL)
		return synth_tail_draw(region->tail, st);
	return synth_axis_draw_within(axis, synth_axis_cell(axis, raw), region->nintervals, region->lo, region->hi, st);
}

/* step 1 */
static bool
redraw(const SynthUniques *u, const SynthUniqueKey *k, int64_t *const *raw, int row, int before, const int64_t *drawn,
	   SynthStream *st)
{
	int order[SYNTH_UNIQUE_PARTS];
	uint64_t room[SYNTH_UNIQUE_PARTS];
	int n = 0;

	for (int i = 0; i < k->nparts; i++)
	{
		uint64_t w = synth_unique_given(k, i) ? 0 : slack(u, k->part[i].attribute, drawn[i]);
		int at;

		if (w == 0)
			continue;
		for (at = n++; at > 0 && room[at - 1] < w; at--)
		{
			room[at] = room[at - 1];
			order[at] = order[at - 1];
		}
		room[at] = w;
		order[at] = i;
	}
	if (n == 0)
		return false;

	for (int try = 0; try < REDRAWS; try++)
	{
		int64_t value[SYNTH_UNIQUE_PARTS];
		int upto = 1 + try * n / REDRAWS; /* the widest alone at first */

		memcpy(value, drawn, (size_t) k->nparts * sizeof value[0]);
		for (int i = 0; i < upto; i++)
			value[order[i]] = draw_again(u, k->part[order[i]].attribute, drawn[order[i]], st);
		synth_unique_write(k, raw, row, value);
		if (synth_unique_better(u, raw, row, before))
			return true;
	}
	return false;
}

/* step 2 */
static bool
borrow(const SynthUniques *u, const SynthUniqueKey *k, int64_t *const *raw, int row, int before, int nrows,
	   const int64_t *drawn, SynthStream *st)
{
	if (nrows < 2)
		return false;
	for (int try = 0; try < BORROWS; try++)
	{
		int64_t value[SYNTH_UNIQUE_PARTS];
		int upto = 1 + try * k->nparts / BORROWS;

		memcpy(value, drawn, (size_t) k->nparts * sizeof value[0]);
		for (int i = 0; i < upto; i++)
		{
			int at = (int) synth_stream_below(st, (uint64_t) k->nparts);
			int from = (int) synth_stream_below(st, (uint64_t) nrows);
			int64_t other;

			if (synth_unique_given(k, at))
				continue;
			other = raw[k->part[at].attribute][from];
			/* a NULL would do, but the row had a value and keeps one */
			if (other != SYNTH_RAW_NULL)
				value[at] = other;
		}
		synth_unique_write(k, raw, row, value);
		if (synth_unique_better(u, raw, row, before))
			return true;
	}
	return false;
}

static uint64_t
gcd(uint64_t a, uint64_t b)
{
	while (b != 0)
	{
		uint64_t r = a % b;

		a = b;
		b = r;
	}
	return a;
}

/* is every combination a key of its own, and no other key in the way? */
bool
synth_unique_exact(const SynthUniques *u, const SynthUniqueKey *k)
{
	if (u->nkeys > 1)
		return false;
	for (int i = 0; i < k->nparts; i++)
		if (k->part[i].canonical != NULL || synth_unique_given(k, i))
			return false;
	return true;
}

/*
 * Step 3.  start + i * step (mod space) with a step that has no divisor in
 * common with the space meets every combination once.  Where values are
 * rounded several combinations may be one key; that only lengthens the walk.
 */
static bool
walk(const SynthUniques *u, SynthUniqueKey *k, int64_t *const *raw, int row, int before, SynthStream *st)
{
	uint64_t at;
	uint64_t step;
	uint64_t steps;

	if (k->space == 0)
		return false;
	at = synth_stream_below(st, k->space);
	step = 1 + synth_stream_below(st, k->space);
	while (gcd(step, k->space) != 1)
		step++;

	/* where a walk may be in vain it must not take for ever */
	steps = !synth_unique_exact(u, k) && k->space > WALK_MAX ? WALK_MAX : k->space;
	for (uint64_t i = 0; i < steps; i++)
	{
		int64_t value[SYNTH_UNIQUE_PARTS];
		uint64_t rest = at;

		if ((i & 0xFFF) == 0)
			synth_poll();
		for (int p = 0; p < k->nparts; p++)
		{
			const SynthKeyRange *r = &k->range[p];
			const SynthAttribute *a;

			if (synth_unique_given(k, p))
				continue; /* not written */
			a = &u->model->attribute[k->part[p].attribute];
			/* an endless space is drawn from, not walked */
			if (k->space == SYNTH_SPACE_MAX)
				value[p] = synth_keyrange_value(r, a, synth_stream_below(st, r->size));
			else
			{
				value[p] = synth_keyrange_value(r, a, rest % r->size);
				rest /= r->size;
			}
		}
		synth_unique_write(k, raw, row, value);
		if (synth_unique_better(u, raw, row, before))
			return true;
		at = (uint64_t) (((unsigned __int128) at + step) % k->space);
	}
	k->used_up = synth_unique_exact(u, k) && k->space < SYNTH_SPACE_MAX;
	return false;
}

/*
 * Where keys share columns, a row may have to change in all of them at once:
 * values of every key are drawn from their ranges.  Unlike walk() this can
 * miss the last free combinations.
 */
static bool
wander(const SynthUniques *u, int64_t *const *raw, int row, SynthStream *st)
{
	if (u->nkeys < 2)
		return false;
	for (int try = 0; try < WANDERS; try++)
	{
		if ((try & 0xFFF) == 0)
			synth_poll();
		for (int i = 0; i < u->nkeys; i++)
		{
			const SynthUniqueKey *k = u->key[i];

			if (k->space == 0)
				return false;
			for (int p = 0; p < k->nparts; p++)
				if (!synth_unique_given(k, p))
					raw[k->part[p].attribute][row] = synth_keyrange_value(&k->range[p],
																		  &u->model->attribute[k->part[p].attribute],
																		  synth_stream_below(st, k->range[p].size));
		}
		if (synth_unique_better(u, raw, row, 1))
			return true;
	}
	return false;
}

bool
synth_unique_repair(const SynthUniques *u, SynthUniqueKey *k, int64_t *const *raw, int row, int before, int nrows,
					const int64_t *drawn, SynthStream *st)
{
	if (k->used_up)
		return synth_unique_count(u, k, raw, row, before, drawn);
	return redraw(u, k, raw, row, before, drawn, st) || borrow(u, k, raw, row, before, nrows, drawn, st)
		   || walk(u, k, raw, row, before, st) || wander(u, raw, row, st)
		   || synth_unique_count(u, k, raw, row, before, drawn);
}
