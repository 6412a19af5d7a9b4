/*-------------------------------------------------------------------------
 *
 * tree_domain.c
 *	  Cells of a number from its exact values.
 *
 * Values that are heavy (many rows hold exactly this value) get a cell of
 * width one, what lies between them is cut into cells of about equally many
 * rows.  Where nothing lies, a hole is a cell that is never emitted.  Three
 * rules protect single rows:
 *
 *	- a cell holds at least min_count rows, or its rows are given to a
 *	  neighbour and it becomes a hole;
 *	- the first cell begins at the min_count-th smallest value and the last
 *	  one ends at the min_count-th largest; rows beyond are clamped into them
 *	  but make no value heavy: a value that only they would make a cell of its
 *	  own is LONE and shares one with its neighbours, or with the gap beside it;
 *	- values of a cell are drawn from it (axis.c) and not copied.
 *
 * A sample of a column obeys the rules for the column too: counts in it are
 * no larger and its order statistics no more extreme.
 *
 *-------------------------------------------------------------------------
 */
#include "tree_domain.h"

#include <math.h>
#include <string.h>

/* a stretch of values between two edges */
typedef struct Stretch
{
	int64_t lo; /* least and greatest value in it */
	int64_t hi;
	int rows;
	int own;	/* of them those that were not clamped */
	bool heavy; /* one value */
	bool hole;
} Stretch;

typedef struct Builder
{
	SynthAxisForm form;
	const int64_t *v;
	int n;
	int64_t lo; /* first and last value that may be emitted */
	int64_t hi;
	int least; /* rows of a cell at least */
	int heavy; /* rows that make a value heavy */
	int aim;   /* rows of a cell between heavy values */
	int nstretches;
	Stretch *stretch;
} Builder;

void
synth_tree_sort(int64_t *v, int64_t *w, int n)
{
	int64_t *from = v;
	int64_t *to = w;
	uint64_t bits = 0;

	for (int i = 1; i < n; i++)
		bits |= (uint64_t) v[i] ^ (uint64_t) v[0];
	/* least significant byte first; bytes in which all values agree are passed over */
	for (int shift = 0; shift < 64; shift += 8)
	{
		int start[257] = {0};
		uint64_t flip = shift == 56 ? 0x80 : 0; /* the sign */
		int64_t *t;

		if (((bits >> shift) & 0xFF) == 0)
			continue;
		synth_poll();
		for (int i = 0; i < n; i++)
			start[((((uint64_t) from[i] >> shift) & 0xFF) ^ flip) + 1]++;
		for (int b = 0; b < 256; b++)
			start[b + 1] += start[b];
		for (int i = 0; i < n; i++)
			to[start[(((uint64_t) from[i] >> shift) & 0xFF) ^ flip]++] = from[i];
		t = from;
		from = to;
		to = t;
	}
	if (from != v)
		memcpy(v, from, (size_t) n * sizeof(int64_t));
}

/* distance of two values in units of the column */
static double
distance(SynthAxisForm form, int64_t a, int64_t b)
{
	if (form == SYNTH_AXIS_REAL)
		return synth_double_from_key(b) - synth_double_from_key(a);
	return (double) b - (double) a;
}

/* one value of too few rows; what makes them enough was clamped */
static bool
is_lone(const Builder *b, const Stretch *s)
{
	return !s->heavy && s->lo == s->hi && s->own < b->least;
}

/* a stretch of light values ends: where it holds too few rows it joins the one before, or is left a hole */
static void
close_light(Builder *b, Stretch *open)
{
	Stretch *before = b->nstretches > 0 && !b->stretch[b->nstretches - 1].heavy ? &b->stretch[b->nstretches - 1] : NULL;

	if (open->rows == 0)
		return;
	if (open->rows >= b->least && (before == NULL || !is_lone(b, open)))
		b->stretch[b->nstretches++] = *open;
	else if (before != NULL)
	{
		before->hi = open->hi;
		before->rows += open->rows;
		before->own += open->own;
	}
	open->rows = 0;
}

static void
find_stretches(Builder *b)
{
	Stretch open = {0};
	int clamped = 0;

	b->nstretches = 0;
	for (int i = 0, next; i < b->n; i = next)
	{
		int64_t value = b->v[i];

		for (next = i + 1; next < b->n && b->v[next] == value; next++)
			;
		if (value < b->lo)
			clamped += next - i;
		else if (value > b->hi)
		{
			/* into what is last */
			if (open.rows > 0)
				open.rows += next - i;
			else
				b->stretch[b->nstretches - 1].rows += next - i;
		}
		else if (next - i >= b->heavy)
		{
			close_light(b, &open);
			b->stretch[b->nstretches++] = (Stretch){value, value, next - i + clamped, next - i, true, false};
			clamped = 0;
		}
		else
		{
			if (open.rows >= b->aim && !is_lone(b, &open))
				close_light(b, &open);
			if (open.rows == 0)
				open = (Stretch){value, value, clamped, 0, false, false};
			open.hi = value;
			open.rows += next - i;
			open.own += next - i;
			clamped = 0;
		}
	}
	close_light(b, &open);
}

/*
 * Puts edges round the stretches, and holes between them where they lie far
 * apart; returns the number of cells, or 0 if there is no room.
 */
static int
place_edges(const Builder *b, int room, int64_t *edge, bool *hole)
{
	int n = 0;

	for (int i = 0; i < b->nstretches; i++)
	{
		const Stretch *s = &b->stretch[i];
		const Stretch *t = i + 1 < b->nstretches ? &b->stretch[i + 1] : NULL;
		double span;

		if (n + 2 > room)
			return 0;
		if (i == 0)
			edge[0] = s->lo;
		hole[n++] = false;
		if (t == NULL)
		{
			edge[n] = s->hi + 1;
			break;
		}
		edge[n] = t->lo;
		if (t->lo == s->hi + 1)
			continue;
		span = fmax(distance(b->form, s->lo, s->hi), distance(b->form, t->lo, t->hi));
		if ((s->heavy && t->heavy) || (distance(b->form, s->hi, t->lo) > span && !is_lone(b, s) && !is_lone(b, t)))
		{
			edge[n] = s->hi + 1;
			hole[n++] = true;
			edge[n] = t->lo;
		}
		else if (s->heavy)
			edge[n] = s->hi + 1;
		else if (!t->heavy)
			/* keys of doubles of both signs may be further apart than an int64 reaches */
			edge[n] = (int64_t) ((uint64_t) t->lo - ((uint64_t) t->lo - (uint64_t) s->hi) / 2);
	}
	return n;
}

/* how round the values are that will be drawn in cells of several values */
static void
observe_grain(const Builder *b, SynthAxis *axis)
{
	int64_t grain[16];
	int64_t count[16] = {0};
	int64_t any = 0;
	int n = synth_axis_grains(b->form, grain);
	int s = 0;

	if (n == 0)
		return;
	for (int i = 0; i < b->n; i++)
	{
		while (s < b->nstretches && b->stretch[s].hi < b->v[i])
			s++;
		if (s == b->nstretches)
			break;
		if (b->v[i] < b->stretch[s].lo || b->stretch[s].heavy || b->v[i] == 0)
			continue;
		count[synth_axis_grain_of(b->form, b->v[i])]++;
		any++;
	}
	if (any > 0)
		synth_domain_grains(b->form, n, grain, count, 0, axis);
}

/* an axis that tells nothing: the declared range, or one value of it */
static SynthTreeCells
declared_cell(const SynthAttributeSpec *spec)
{
	SynthTreeCells c;
	int64_t lo = spec->lo < SYNTH_RAW_FIRST ? SYNTH_RAW_FIRST : spec->lo;
	int64_t hi = spec->hi == INT64_MAX ? INT64_MAX - 1 : spec->hi;

	c.axis = synth_alloc(sizeof(SynthAxis));
	c.axis->form = spec->form;
	c.axis->ncells = 1;
	c.axis->edge = synth_alloc_array(2, sizeof(int64_t));
	if (!spec->lo_declared || !spec->hi_declared)
		lo = hi = lo > 0 ? lo : hi < 0 ? hi : 0;
	if (lo > hi)
		lo = hi;
	c.axis->edge[0] = lo;
	c.axis->edge[1] = hi + 1;
	c.emit = synth_alloc_array(1, sizeof(uint16_t));
	return c;
}

/* rows that hold the value v[at] */
static int
rows_like(const int64_t *v, int n, int at)
{
	int from = at;
	int to = at + 1;

	while (from > 0 && v[from - 1] == v[at])
		from--;
	while (to < n && v[to] == v[at])
		to++;
	return to - from;
}

/*
 * Cells for values v[0..n) in rising order; see the head of this file.
 */
SynthTreeCells
synth_tree_cells(const SynthAttributeSpec *spec, const int64_t *v, int n, int64_t min_count)
{
	SynthTreeCells c;
	Builder b = {0};
	int64_t *edge;
	bool *hole;
	int ncells;
	int k = (int) (min_count < n ? min_count : n);

	if (min_count < 1)
		synth_fail(SYNTH_ERR_PARAMETER, "min_count must be at least 1");
	if (n == 0 || min_count > n || v[k - 1] > v[n - k] || (v[k - 1] == v[n - k] && rows_like(v, n, k - 1) < k))
		return declared_cell(spec);
	b.form = spec->form;
	b.v = v;
	b.n = n;
	b.lo = v[k - 1];
	b.hi = v[n - k];
	b.least = k;
	b.heavy = k > 2 ? k : 2; /* a value that occurs once is no heavy one */
	b.aim = k > n / SYNTH_MAX_FINE ? k : n / SYNTH_MAX_FINE;
	/* the end cells must not exceed the type */
	if (b.hi == INT64_MAX)
		b.hi--;
	b.stretch = synth_alloc_array((size_t) n / (size_t) b.least + 2, sizeof(Stretch));
	edge = synth_alloc_array(SYNTH_MAX_FINE + 1, sizeof(int64_t));
	hole = synth_alloc_array(SYNTH_MAX_FINE + 1, sizeof(bool));
	for (;;)
	{
		synth_poll();
		find_stretches(&b);
		ncells = b.nstretches == 0 ? 0 : place_edges(&b, SYNTH_MAX_FINE, edge, hole);
		if (ncells > 0)
			break;
		if (b.nstretches == 0 && b.heavy >= n)
		{
			/* nothing that may be published stands alone: one cell for all */
			b.stretch[b.nstretches++] = (Stretch){b.lo, b.hi, n, n, b.lo == b.hi, false};
			ncells = place_edges(&b, SYNTH_MAX_FINE, edge, hole);
			break;
		}
		b.heavy += b.heavy / 8 + 1;
		b.aim += b.aim / 8 + 1;
	}

	c.axis = synth_alloc(sizeof(SynthAxis));
	c.axis->form = spec->form;
	c.axis->ncells = ncells;
	c.axis->edge = edge;
	c.emit = synth_alloc_array((size_t) ncells, sizeof(uint16_t));
	/* a hole has neighbours on both sides; taking turns moves no mass in one direction */
	for (int i = 0; i < ncells; i++)
		c.emit[i] = (uint16_t) (!hole[i] ? i : (i / 2) % 2 == 0 ? i - 1 : i + 1);
	observe_grain(&b, c.axis);
	synth_release(b.stretch);
	synth_release(hole);
	return c;
}
