/*-------------------------------------------------------------------------
 *
 * unique_count.c
 *	  Keys whose modelled values are used up count on.
 *
 * The fifth line of an order needs a number, also where the model has seen
 * orders of four lines only (a private model of a small table may know a
 * single number).  One number or time of the key goes on beyond the model's
 * values: one step above the largest, one below the least, two above, ..  A
 * step is as fine as the values' grain.  Limits are what the schema or the
 * user declares, else the type's; numbers do not fall below 0, nor below 1,
 * where the model's do not.  At last come values that are no whole steps.
 * What the model leaves out between its values stays out.
 *
 * What a request steers is left alone, and so is what a rule computes.
 *
 * Which values are free needs no memory: those that were counted before are a
 * run from the first on, except for what the target held and what was given
 * back, so the end of a run is found by doubling and halving.  A value is
 * taken only if it is free, so where runs have gaps nothing worse happens than
 * that a later value is taken.
 *
 *-------------------------------------------------------------------------
 */
#include "unique_parts.h"

/* values from the least to the largest possible one that are tried at last */
#define SPAN_MAX 65536
/* counted values that are tried one by one */
#define NEAR 64
/* a grain that fewer values have is noise, or a slip */
#define GRAIN_SHARE 0.01
#define SECOND INT64_C(1000000)

typedef struct Counting
{
	int part;	   /* of the key */
	int64_t least; /* the model's values */
	int64_t most;
	int64_t lo; /* what is possible */
	int64_t hi;
	int64_t step;
	uint64_t below; /* steps that there are */
	uint64_t above;
} Counting;

/* part of a relation that holds by construction, and that counting would break */
static bool
is_ruled(const SynthModel *m, int attribute)
{
	for (int i = 0; i < m->nrules; i++)
	{
		const SynthRule *r = &m->rule[i];

		if (r->kind == SYNTH_RULE_NULL_WITH)
			continue;
		if (r->attribute == attribute)
			return true;
		for (int t = 0; t < r->nterms && r->kind == SYNTH_RULE_RESIDUAL; t++)
			if (r->term[t] == attribute)
				return true;
	}
	return false;
}

/* numbers with digits behind the point are measured, not counted */
static bool
has_digits(const SynthModel *m, int attribute)
{
	for (int i = 0; i < m->ncolumns; i++)
		if (m->column[i].attribute == attribute && m->column[i].scale > 0)
			return true;
	return false;
}

/* the finest grain that the values have */
static int64_t
step_of(const SynthAxis *axis)
{
	int64_t step = 0;

	for (int i = 0; i < axis->ngrains; i++)
		if (axis->share[i] >= GRAIN_SHARE && (step == 0 || axis->grain[i] < step))
			step = axis->grain[i];
	if (axis->form == SYNTH_AXIS_TIME)
		return step > SECOND ? step : SECOND;
	return step > 0 ? step : 1;
}

static int64_t
floor_to(int64_t value, int64_t step)
{
	int64_t rest = value % step;

	return value - (rest < 0 ? rest + step : rest);
}

/* can a part of the key count on, and from where to where? */
static bool
begin(const SynthUniques *u, const SynthUniqueKey *k, int part, Counting *c)
{
	const SynthModel *m = u->model;
	const SynthKeyRange *r = &k->range[part];
	int attribute = k->part[part].attribute;
	const SynthAxis *axis;
	int64_t from;

	if (synth_unique_given(k, part) || m->attribute[attribute].kind != SYNTH_NUMBER || r->npieces == 0
		|| r->size >= SYNTH_SPACE_MAX || u->region[attribute] != NULL || u->part[attribute] != NULL)
		return false;
	axis = m->attribute[attribute].axis;
	if (axis->form == SYNTH_AXIS_REAL || has_digits(m, attribute) || is_ruled(m, attribute))
		return false;
	c->part = part;
	c->least = r->lo[0];
	c->most = synth_keyrange_value(r, &m->attribute[attribute], r->size - 1);
	c->lo = axis->lo_limit;
	c->hi = axis->hi_limit;
	/* a day or a moment before the epoch is one like any other; but durations are times as well */
	if (axis->form != SYNTH_AXIS_DATE && c->least >= 0 && c->lo < 0)
		c->lo = 0;
	if (axis->form == SYNTH_AXIS_INTEGER && c->least >= 1 && c->lo < 1)
		c->lo = 1;
	if (c->lo > c->least)
		c->lo = c->least;
	if (c->hi < c->most)
		c->hi = c->most;
	/* round values, and ends far enough from those of int64 */
	c->step = step_of(axis);
	if (c->lo < SYNTH_RAW_FIRST / 2)
		c->lo = SYNTH_RAW_FIRST / 2;
	if (c->hi > INT64_MAX / 2)
		c->hi = INT64_MAX / 2;
	if (c->lo > c->least || c->hi < c->most)
		return false;
	from = floor_to(c->most, c->step);
	c->above = (uint64_t) (c->hi - from) / (uint64_t) c->step;
	from = floor_to(c->least + c->step - 1, c->step);
	c->below = from < c->lo ? 0 : (uint64_t) (from - c->lo) / (uint64_t) c->step;
	return true;
}

/* the value that is met number-th, from 0 */
static int64_t
counted(const Counting *c, uint64_t number)
{
	uint64_t both = c->above < c->below ? c->above : c->below;
	uint64_t up = number / 2 + 1;
	bool down = number % 2 == 1;

	if (number / 2 >= both)
	{
		down = c->below > c->above;
		up = number - both + 1;
	}
	if (down)
		return floor_to(c->least + c->step - 1, c->step) - (int64_t) up * c->step;
	return floor_to(c->most, c->step) + (int64_t) up * c->step;
}

static bool
try_value(const SynthUniques *u, const SynthUniqueKey *k, int64_t *const *raw, int row, int before, const Counting *c,
		  int64_t value)
{
	raw[k->part[c->part].attribute][row] = value;
	return synth_unique_better(u, raw, row, before);
}

/* the end of the run of counted values */
static bool
count_on(const SynthUniques *u, const SynthUniqueKey *k, int64_t *const *raw, int row, int before, const Counting *c)
{
	uint64_t n = c->above + c->below;
	uint64_t taken = 0; /* how many are known to be, from the first on */
	uint64_t open = NEAR + 1;

	/* one by one at first: what the target held is most often among these */
	for (; taken < n && taken < NEAR; taken++)
		if (try_value(u, k, raw, row, before, c, counted(c, taken)))
			return true;
	if (taken == n)
		return false;
	while (!try_value(u, k, raw, row, before, c, counted(c, open - 1)))
	{
		if (open == n)
			return false;
		taken = open;
		open = open > n / 2 ? n : open * 2;
	}
	while (open - taken > 1)
	{
		uint64_t mid = taken + (open - taken) / 2;

		if (try_value(u, k, raw, row, before, c, counted(c, mid - 1)))
			open = mid;
		else
			taken = mid;
	}
	return try_value(u, k, raw, row, before, c, counted(c, open - 1));
}

/* every value beyond the model's, where these are few: those between steps, and those in gaps of the run */
static bool
search_span(const SynthUniques *u, const SynthUniqueKey *k, int64_t *const *raw, int row, int before, const Counting *c)
{
	if (c->hi - c->lo >= SPAN_MAX)
		return false;
	synth_poll();
	for (int64_t value = c->lo; value <= c->hi; value++)
		if ((value < c->least || value > c->most) && try_value(u, k, raw, row, before, c, value))
			return true;
	return false;
}

bool
synth_unique_count(const SynthUniques *u, const SynthUniqueKey *k, int64_t *const *raw, int row, int before,
				   const int64_t *drawn)
{
	Counting c[SYNTH_UNIQUE_PARTS];
	int order[SYNTH_UNIQUE_PARTS];
	int n = 0;

	/* the one with the most values first: it changes least by a few more */
	for (int i = 0; i < k->nparts; i++)
	{
		int at;

		if (!begin(u, k, i, &c[i]))
			continue;
		for (at = n++; at > 0 && k->range[order[at - 1]].size < k->range[i].size; at--)
			order[at] = order[at - 1];
		order[at] = i;
	}
	for (int i = 0; i < 2 * n; i++)
	{
		const Counting *part = &c[order[i % n]];

		synth_unique_write(k, raw, row, drawn);
		if (i < n ? count_on(u, k, raw, row, before, part) : search_span(u, k, raw, row, before, part))
			return true;
	}
	return false;
}
