/*-------------------------------------------------------------------------
 *
 * rules_find_values.c
 *	  Constant columns, columns that decide others, values that imply others.
 *
 *-------------------------------------------------------------------------
 */
#include "rules_find.h"

#include "miscadmin.h"

/* values of a column that are looked at for implications, and implications of a relation at most */
#define MOST_VALUES 64
#define MOST_IMPLICATIONS 100

void
find_constants(Find *f)
{
	for (int i = 0; i < f->n && f->rows >= FIND_ROWS; i++)
	{
		const FindColumn *c = &f->column[i];
		int64 raw = SYNTH_RAW_NULL;

		if (!c->constant)
			continue;
		for (int v = 0; v < c->ndistinct; v++)
			raw = c->value[v] == SYNTH_RAW_NULL ? raw : c->value[v];
		if (raw == SYNTH_RAW_NULL)
			find_put(f, "constant", psprintf("%s IS NULL", c->name), 1, &i);
		else if (c->is_key)
			continue; /* the target's keys are its own */
		else if (c->is_bool)
			find_put(f, "constant", psprintf("%s%s", frame_text(c->frame, raw)[0] == 't' ? "" : "NOT ", c->name), 1,
					 &i);
		else if (c->compares)
			find_put(f, "constant", psprintf("%s = %s", c->name, find_literal(c, raw)), 1, &i);
	}
}

/* ---------------------------------------------------------------- dependencies */

/* does each value of a come with one value of b only? */
static bool
decides(const Find *f, const FindColumn *a, const FindColumn *b, int *first)
{
	for (int v = 0; v < a->ndistinct; v++)
		first[v] = -1;
	for (int64 r = 0; r < f->rows; r++)
	{
		int v = a->code[r];

		if (first[v] < 0)
			first[v] = b->code[r];
		else if (first[v] != b->code[r])
			return false;
	}
	return true;
}

static bool
may_decide(const Find *f, const FindColumn *a, const FindColumn *b)
{
	/* rows whose value of a was seen before, and which would then differ in b */
	return a->compares && b->compares && !a->is_key && !b->is_key && !a->constant && !b->constant
		   && b->ndistinct <= a->ndistinct && (double) (f->rows - a->ndistinct) * (1 - b->same) >= FIND_EVIDENCE;
}

void
find_dependencies(Find *f)
{
	Size n = (Size) f->n;
	bool *by = palloc0(n * n + 1);
	int most = 1;
	int *first;

	for (int i = 0; i < f->n; i++)
		most = Max(most, f->column[i].ndistinct);
	first = palloc_extended(sizeof(int) * (Size) most, MCXT_ALLOC_HUGE);
	for (int a = 0; a < f->n; a++)
		for (int b = 0; b < f->n; b++)
		{
			CHECK_FOR_INTERRUPTS();
			by[a * f->n + b] = a != b && may_decide(f, &f->column[a], &f->column[b])
							   && decides(f, &f->column[a], &f->column[b], first);
		}
	for (int a = 0; a < f->n; a++)
		for (int b = 0; b < f->n; b++)
		{
			bool follows = false;

			if (!by[a * f->n + b])
				continue;
			/* a decides c, which decides b, and none of it backwards */
			for (int c = 0; c < f->n && !follows; c++)
				follows = by[a * f->n + c] && by[c * f->n + b] && !by[c * f->n + a] && !by[b * f->n + c];
			if (!follows)
				find_put(f, "dependency", psprintf("%s -> %s", f->column[a].name, f->column[b].name), 2, (int[]){a, b});
		}
	pfree(first);
	pfree(by);
}

/* ---------------------------------------------------------------- implications */

static char *
differs(const FindColumn *c, int64 raw)
{
	if (raw == SYNTH_RAW_NULL)
		return psprintf("%s IS NOT NULL", c->name);
	if (c->is_bool)
		return psprintf("%s%s", frame_text(c->frame, raw)[0] == 't' ? "NOT " : "", c->name);
	return psprintf("%s <> %s", c->name, find_literal(c, raw));
}

static char *
agrees(const FindColumn *c, int64 raw)
{
	if (raw == SYNTH_RAW_NULL)
		return psprintf("%s IS NULL", c->name);
	if (c->is_bool)
		return psprintf("%s%s", frame_text(c->frame, raw)[0] == 't' ? "" : "NOT ", c->name);
	return psprintf("%s = %s", c->name, find_literal(c, raw));
}

static bool
has_few_values(const FindColumn *c)
{
	return c->compares && !c->is_key && !c->constant && c->ndistinct <= MOST_VALUES;
}

/* values of a that come with one value of b only; all of them would be a dependency, and are none here */
static int
imply(Find *f, int a, int b, int room)
{
	const FindColumn *x = &f->column[a];
	const FindColumn *y = &f->column[b];
	int only[MOST_VALUES];
	int found = 0;
	int nonly = 0;

	for (int v = 0; v < x->ndistinct; v++)
		only[v] = -1;
	for (int64 r = 0; r < f->rows; r++)
	{
		int *at = &only[x->code[r]];

		*at = *at == -1 || *at == y->code[r] ? y->code[r] : -2;
	}
	for (int v = 0; v < x->ndistinct; v++)
		nonly += only[v] >= 0;
	for (int v = 0; v < x->ndistinct && nonly < x->ndistinct && found < room; v++)
	{
		double others;

		if (only[v] < 0)
			continue;
		others = 1 - (double) y->count[only[v]] / (double) f->rows;
		/* two flags, two NULLs, and NULLs that a flag tells, are said elsewhere */
		if ((x->is_bool && y->is_bool)
			|| (x->is_bool && y->value[only[v]] == SYNTH_RAW_NULL
				&& (x->ntrue == y->nnulls || f->rows - x->ntrue == y->nnulls))
			|| (x->value[v] == SYNTH_RAW_NULL && y->value[only[v]] == SYNTH_RAW_NULL)
			|| (double) x->count[v] * others < FIND_EVIDENCE)
			continue;
		find_put(f, "implication", psprintf("%s OR %s", differs(x, x->value[v]), agrees(y, y->value[only[v]])), 2,
				 (int[]){a, b});
		found++;
	}
	return found;
}

void
find_implications(Find *f)
{
	int room = MOST_IMPLICATIONS;

	for (int a = 0; a < f->n; a++)
		for (int b = 0; b < f->n && room > 0; b++)
		{
			CHECK_FOR_INTERRUPTS();
			if (a != b && has_few_values(&f->column[a]) && has_few_values(&f->column[b]))
				room -= imply(f, a, b, room);
		}
}
