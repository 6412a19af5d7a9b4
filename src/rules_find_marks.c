/*-------------------------------------------------------------------------
 *
 * rules_find_marks.c
 *	  NULLs, flags and zeros that go together, or exclude each other.
 *
 * Each is a set of rows, kept as bits, so that a comparison of two costs a
 * 64th of a look at the rows.
 *
 *-------------------------------------------------------------------------
 */
#include "rules_find.h"

#include "miscadmin.h"

static bool
same_rows(const Find *f, const uint64 *a, const uint64 *b)
{
	return memcmp(a, b, sizeof(uint64) * (Size) f->words) == 0;
}

static bool
is_within(const Find *f, const uint64 *a, const uint64 *b)
{
	for (int64 w = 0; w < f->words; w++)
		if ((a[w] & ~b[w]) != 0)
			return false;
	return true;
}

static bool
never_both(const Find *f, const uint64 *a, const uint64 *b)
{
	for (int64 w = 0; w < f->words; w++)
		if ((a[w] & b[w]) != 0)
			return false;
	return true;
}

/* rows that would break "within" if the two had nothing to do with each other */
static bool
speaks_within(const Find *f, int64 a, int64 b)
{
	return (double) a * (double) (f->rows - b) / (double) f->rows >= FIND_EVIDENCE;
}

/* the first column that is NULL in the same rows */
static int
first_alike(const Find *f, int column)
{
	for (int i = 0; i < column; i++)
		if (f->column[i].nnulls == f->column[column].nnulls && same_rows(f, f->column[i].null, f->column[column].null))
			return i;
	return column;
}

/* is "a NULL, so b NULL" said by a third column between them? */
static bool
lies_between(const Find *f, int a, int b)
{
	for (int c = 0; c < f->n; c++)
	{
		const FindColumn *m = &f->column[c];

		if (c == a || c == b || first_alike(f, c) != c || m->nnulls <= f->column[a].nnulls
			|| m->nnulls >= f->column[b].nnulls)
			continue;
		if (is_within(f, f->column[a].null, m->null) && is_within(f, m->null, f->column[b].null))
			return true;
	}
	return false;
}

void
find_nulls(Find *f)
{
	for (int b = 0; b < f->n; b++)
	{
		const FindColumn *y = &f->column[b];
		int first = first_alike(f, b);

		CHECK_FOR_INTERRUPTS();
		if (y->nnulls == 0 || y->nnulls == f->rows)
			continue;
		if (first < b)
		{
			if (speaks_within(f, y->nnulls, y->nnulls))
				find_put(f, "null", psprintf("(%s IS NULL) = (%s IS NULL)", f->column[first].name, y->name), 2,
						 (int[]){first, b});
			continue;
		}
		for (int a = 0; a < f->n; a++)
		{
			const FindColumn *x = &f->column[a];

			if (a == b || x->nnulls == 0 || x->nnulls >= y->nnulls || first_alike(f, a) != a
				|| !speaks_within(f, x->nnulls, y->nnulls) || !is_within(f, x->null, y->null) || lies_between(f, a, b))
				continue;
			find_put(f, "null", psprintf("%s IS NOT NULL OR %s IS NULL", x->name, y->name), 2, (int[]){a, b});
		}
	}
}

/* ---------------------------------------------------------------- flags */

static bool
is_flag(const FindColumn *c)
{
	return c->is_bool && c->nnulls == 0 && !c->constant;
}

/* NULLs of a column that a flag, or one of two, tells */
static void
find_flagged_nulls(Find *f, int column)
{
	const FindColumn *c = &f->column[column];
	uint64 *both = palloc(sizeof(uint64) * (Size) Max(f->words, 1));

	for (int a = 0; a < f->n; a++)
	{
		const FindColumn *x = &f->column[a];

		if (!is_flag(x))
			continue;
		if (same_rows(f, x->is_true, c->null))
			find_put(f, "null", psprintf("%s = (%s IS NULL)", x->name, c->name), 2, (int[]){a, column});
		else if (x->ntrue == f->rows - c->nnulls && never_both(f, x->is_true, c->null))
			find_put(f, "null", psprintf("%s = (%s IS NOT NULL)", x->name, c->name), 2, (int[]){a, column});
		for (int b = a + 1; b < f->n; b++)
		{
			const FindColumn *y = &f->column[b];

			if (!is_flag(y) || x->ntrue == c->nnulls || y->ntrue == c->nnulls)
				continue;
			for (int64 w = 0; w < f->words; w++)
				both[w] = x->is_true[w] | y->is_true[w];
			if (same_rows(f, both, c->null))
				find_put(f, "null", psprintf("(%s IS NULL) = (%s OR %s)", c->name, x->name, y->name), 3,
						 (int[]){column, a, b});
		}
	}
	pfree(both);
}

static void
find_flag_pairs(Find *f)
{
	for (int a = 0; a < f->n; a++)
		for (int b = 0; b < f->n; b++)
		{
			const FindColumn *x = &f->column[a];
			const FindColumn *y = &f->column[b];

			if (a == b || !is_flag(x) || !is_flag(y) || same_rows(f, x->is_true, y->is_true))
				continue;
			if (speaks_within(f, x->ntrue, y->ntrue) && is_within(f, x->is_true, y->is_true))
				find_put(f, "implication", psprintf("NOT %s OR %s", x->name, y->name), 2, (int[]){a, b});
			if (a < b && speaks_within(f, x->ntrue, f->rows - y->ntrue) && never_both(f, x->is_true, y->is_true))
				find_put(f, "exclusion", psprintf("NOT (%s AND %s)", x->name, y->name), 2, (int[]){a, b});
		}
}

/* numbers of which one at most is not 0 */
static void
find_zeros(Find *f)
{
	for (int a = 0; a < f->n; a++)
		for (int b = a + 1; b < f->n; b++)
		{
			const FindColumn *x = &f->column[a];
			const FindColumn *y = &f->column[b];

			if (x->nonzero == NULL || y->nonzero == NULL || value_axis_form(x->frame->form) != SYNTH_AXIS_INTEGER
				|| value_axis_form(y->frame->form) != SYNTH_AXIS_INTEGER || x->frame->form == VALUE_MONEY
				|| y->frame->form == VALUE_MONEY)
				continue;
			if (speaks_within(f, x->nnonzero, f->rows - y->nnonzero) && never_both(f, x->nonzero, y->nonzero))
				find_put(f, "exclusion", psprintf("%s = 0 OR %s = 0", x->name, y->name), 2, (int[]){a, b});
		}
}

void
find_flags(Find *f)
{
	for (int c = 0; c < f->n; c++)
	{
		const FindColumn *column = &f->column[c];

		CHECK_FOR_INTERRUPTS();
		if (column->nnulls > 0 && column->nnulls < f->rows && first_alike(f, c) == c
			&& speaks_within(f, column->nnulls, column->nnulls))
			find_flagged_nulls(f, c);
	}
	find_flag_pairs(f);
	find_zeros(f);
}
