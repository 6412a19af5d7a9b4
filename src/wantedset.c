/*-------------------------------------------------------------------------
 *
 * wantedset.c
 *	  Sets of values that a user asks for: intervals in order, and the values
 *	  to offer instead of one that the model does not make.
 *
 * The values of a public domain (a type, an enum, a CHECK, what the user
 * declared) may be named to anybody.  What was learned from rows is left to
 * synth_describe(): a message says no more than that the model does not make
 * the value, which is a fact about the model.
 *
 *-------------------------------------------------------------------------
 */
#include "wanted.h"

#include <limits.h>

#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/varlena.h"

/* values that a HINT lists, and labels that a distance is computed of */
#define SHOWN_VALUES 6
#define COMPARED_BYTES 255

WantedSet *
wanted_set(const WantedColumn *w)
{
	WantedSet *set = palloc0(sizeof *set);

	set->code = palloc0(sizeof(bool) * (Size) w->a->nfine);
	return set;
}

void
wanted_add_interval(WantedSet *set, int64 lo, int64 hi)
{
	if (set->nintervals == set->room)
	{
		int room = Max(8, 2 * set->room);
		int64_t *grown = palloc(2 * sizeof(int64_t) * (Size) room);

		for (int i = 0; i < set->nintervals; i++)
		{
			grown[i] = set->lo[i];
			grown[room + i] = set->hi[i];
		}
		set->lo = grown;
		set->hi = grown + room;
		set->room = room;
	}
	set->lo[set->nintervals] = lo;
	set->hi[set->nintervals++] = hi;
}

typedef struct WantedForm
{
	ValueForm form;
	int scale;
	int32 typmod;
} WantedForm;

/* through the column's own type and back */
static int64_t
form_canonical(void *ctx, int64_t raw)
{
	WantedForm *f = ctx;

	return value_to_raw(f->form, f->scale, value_from_raw(f->form, f->scale, f->typmod, raw));
}

static bool
form_rounds(const WantedForm *f)
{
	switch (f->form)
	{
		case VALUE_NUMERIC_REAL:
		case VALUE_FLOAT4:
		case VALUE_TIME:
		case VALUE_TIMETZ:
		case VALUE_TIMESTAMP:
		case VALUE_TIMESTAMPTZ:
		case VALUE_INTERVAL:
			return true;
		default:
			return false;
	}
}

/* least x in [lo, hi] whose rounded value reaches `least`; hi + 1 if there is none */
static int64_t
first_reaching(SynthCanonical canonical, void *ctx, int64_t lo, int64_t hi, int64_t least)
{
	uint64 width = (uint64) hi - (uint64) lo + 1;

	/* the answer is in [lo, lo + width] */
	while (width > 0)
	{
		uint64 half = width / 2;
		int64_t mid = (int64_t) ((uint64) lo + half);

		if (canonical(ctx, mid) >= least)
			width = half;
		else
		{
			lo = mid + 1;
			width -= half + 1;
		}
	}
	return lo;
}

bool
wanted_narrow(SynthCanonical canonical, void *ctx, int64_t *lo, int64_t *hi)
{
	int64_t first;
	int64_t beyond;

	if (*lo > *hi)
		return false;
	first = canonical(ctx, *lo) >= *lo ? *lo : first_reaching(canonical, ctx, *lo, *hi, *lo);
	if (first > *hi)
		return false;
	/* first value that is rounded beyond the end */
	beyond = canonical(ctx, *hi) <= *hi ? *hi + 1 : first_reaching(canonical, ctx, first, *hi, *hi + 1);
	*lo = first;
	*hi = beyond - 1;
	return *lo <= *hi;
}

typedef struct Interval64
{
	int64_t lo;
	int64_t hi;
} Interval64;

static int
compare_intervals(const void *a, const void *b)
{
	int64_t x = ((const Interval64 *) a)->lo;
	int64_t y = ((const Interval64 *) b)->lo;

	return (x > y) - (x < y);
}

bool
wanted_finish(const WantedColumn *w, WantedSet *set)
{
	Interval64 *interval = palloc(sizeof *interval * (Size) Max(set->nintervals, 1));
	WantedForm f = {(ValueForm) w->column->form, w->column->scale, w->typmod};
	int n = 0;

	for (int i = 0; i < set->nintervals; i++)
	{
		int64_t lo = Max(set->lo[i], w->a->axis->edge[0]);
		int64_t hi = Min(set->hi[i], w->a->axis->edge[w->a->axis->ncells] - 1);

		CHECK_FOR_INTERRUPTS();
		if (lo > hi || (form_rounds(&f) && !wanted_narrow(form_canonical, &f, &lo, &hi)))
			continue;
		interval[n].lo = lo;
		interval[n++].hi = hi;
	}
	qsort(interval, n, sizeof *interval, compare_intervals);
	set->nintervals = 0;
	for (int i = 0; i < n; i++)
	{
		int last = set->nintervals - 1;

		/* the axis ends before the largest integer, so + 1 cannot overflow */
		if (last >= 0 && interval[i].lo <= set->hi[last] + 1)
			set->hi[last] = Max(set->hi[last], interval[i].hi);
		else
		{
			set->lo[set->nintervals] = interval[i].lo;
			set->hi[set->nintervals++] = interval[i].hi;
		}
	}
	pfree(interval);
	if (set->nintervals > 0)
		return true;
	for (int i = 0; i < w->a->nfine; i++)
		if (set->code[i])
			return true;
	return false;
}

/*
 * Adds all that no other set holds; those must be finished and disjoint.
 */
void
wanted_add_rest(const WantedColumn *w, WantedSet *set, WantedSet *const *other, int nothers)
{
	Interval64 *interval;
	int64_t next;
	int n = 0;

	for (int c = 0; c < w->a->nfine; c++)
	{
		bool ordinary = w->a->kind == SYNTH_NUMBER && c < w->a->nvalues;

		set->code[c] = !ordinary;
		for (int i = 0; i < nothers && set->code[c]; i++)
			set->code[c] = !other[i]->code[c];
	}
	if (w->a->kind != SYNTH_NUMBER)
		return;
	for (int i = 0; i < nothers; i++)
		n += other[i]->nintervals;
	interval = palloc(sizeof *interval * (Size) Max(n, 1));
	n = 0;
	for (int i = 0; i < nothers; i++)
		for (int k = 0; k < other[i]->nintervals; k++)
			interval[n++] = (Interval64){other[i]->lo[k], other[i]->hi[k]};
	qsort(interval, n, sizeof *interval, compare_intervals);
	next = w->a->axis->edge[0];
	for (int i = 0; i < n; i++)
	{
		if (interval[i].lo > next)
			wanted_add_interval(set, next, interval[i].lo - 1);
		next = interval[i].hi + 1;
	}
	if (next < w->a->axis->edge[w->a->axis->ncells])
		wanted_add_interval(set, next, w->a->axis->edge[w->a->axis->ncells] - 1);
	pfree(interval);
}

bool
wanted_overlap(const WantedColumn *w, const WantedSet *a, const WantedSet *b)
{
	for (int i = 0; i < w->a->nfine; i++)
		if (a->code[i] && b->code[i])
			return true;
	for (int i = 0, j = 0; i < a->nintervals && j < b->nintervals;)
	{
		if (a->hi[i] < b->lo[j])
			i++;
		else if (b->hi[j] < a->lo[i])
			j++;
		else
			return true;
	}
	return false;
}

char *
wanted_raw_text(const WantedColumn *w, int64 raw)
{
	ValueLabelIO io;

	value_label_init(&io, w->type, w->typmod);
	return value_to_label(&io, value_from_raw((ValueForm) w->column->form, w->column->scale, w->typmod, raw));
}

typedef struct Candidate
{
	int code;
	int distance;
} Candidate;

static int
compare_candidates(const void *a, const void *b)
{
	const Candidate *x = a;
	const Candidate *y = b;

	if (x->distance != y->distance)
		return x->distance < y->distance ? -1 : 1;
	return (x->code > y->code) - (x->code < y->code);
}

/* the labels that are spelt most like a text; all of them if they are few */
static char *
nearest_labels(const SynthAttribute *a, const char *text)
{
	Candidate *candidate = palloc(sizeof *candidate * (Size) Max(a->nvalues, 1));
	int length = (int) strlen(text);
	StringInfoData list;

	for (int i = 0; i < a->nvalues; i++)
	{
		int bytes = (int) strlen(a->label[i]);

		CHECK_FOR_INTERRUPTS();
		candidate[i].code = i;
		candidate[i].distance = 0;
		if (a->nvalues > SHOWN_VALUES)
			candidate[i].distance = Max(length, bytes) > COMPARED_BYTES
										? INT_MAX
										: varstr_levenshtein(text, length, a->label[i], bytes, 1, 1, 1, true);
	}
	qsort(candidate, a->nvalues, sizeof *candidate, compare_candidates);
	initStringInfo(&list);
	for (int i = 0; i < Min(a->nvalues, SHOWN_VALUES); i++)
		appendStringInfo(&list, "%s\"%s\"", i > 0 ? ", " : "", a->label[candidate[i].code]);
	return list.data;
}

void
wanted_refuse_value(const WantedColumn *w, const char *text)
{
	const SynthAttribute *a = w->a;

	if (a->source == SYNTH_DOMAIN_DISCOVERED || a->source == SYNTH_DOMAIN_GRID)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("model \"%s\" makes no value \"%s\" in column \"%s\"", w->model_name, wanted_shown(text),
							   w->column->name),
						errhint("SELECT * FROM synth_describe('%s') shows what it makes.", w->model_name)));
	if (a->kind == SYNTH_CATEGORY)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("value \"%s\" in \"%s\" is not one of column \"%s\"", wanted_shown(text), w->argument,
							   w->column->name),
						errhint(a->nvalues > SHOWN_VALUES ? "The nearest values are %s." : "The values are %s.",
								nearest_labels(a, text))));
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					errmsg("value \"%s\" in \"%s\" is not one of column \"%s\"", wanted_shown(text), w->argument,
						   w->column->name),
					errhint("The model makes values from %s to %s.", wanted_raw_text(w, a->axis->edge[0]),
							wanted_raw_text(w, a->axis->edge[a->axis->ncells] - 1))));
	pg_unreachable();
}
