/*-------------------------------------------------------------------------
 *
 * rules_find_numbers.c
 *	  Orders of columns, and sums, that hold in all rows of a frame.
 *
 * All pairs and triples of columns of one unit are candidates, and sums of
 * three where columns are few.  Nearly all of them fail within the first rows,
 * so their number matters little.
 *
 *-------------------------------------------------------------------------
 */
#include "rules_find.h"

#include "common/int.h"
#include "miscadmin.h"
#include "utils/lsyscache.h"

/* columns of one unit, above which sums of three terms are not looked for, or no sums at all */
#define MOST_FOR_THREE 24
#define MOST_FOR_TWO 100

typedef enum Family
{
	FAMILY_NONE,
	FAMILY_NUMBER,
	FAMILY_MONEY,
	FAMILY_DAY,
	FAMILY_CLOCK,
	FAMILY_MOMENT,
	FAMILY_MOMENT_TZ
} Family;

static Family
family_of(const FindColumn *c)
{
	if (c->constant || c->is_key || !c->compares)
		return FAMILY_NONE;
	switch (c->frame->form)
	{
		case VALUE_INT2:
		case VALUE_INT4:
		case VALUE_INT8:
		case VALUE_NUMERIC:
			return FAMILY_NUMBER;
		case VALUE_MONEY:
			return FAMILY_MONEY;
		case VALUE_DATE:
			return FAMILY_DAY;
		case VALUE_TIME:
			return FAMILY_CLOCK;
		case VALUE_TIMESTAMP:
			return FAMILY_MOMENT;
		case VALUE_TIMESTAMPTZ:
			return FAMILY_MOMENT_TZ;
		default:
			return FAMILY_NONE;
	}
}

static int
scale_of(const FindColumn *c)
{
	return c->frame->form == VALUE_NUMERIC ? c->frame->scale : 0;
}

static bool
is_alike(const FindColumn *a, const FindColumn *b)
{
	return family_of(a) != FAMILY_NONE && family_of(a) == family_of(b) && scale_of(a) == scale_of(b);
}

/* ---------------------------------------------------------------- pairs */

typedef struct Pair
{
	int64 rows;	 /* with both values */
	bool below;	 /* a <= b in all of them */
	bool strict; /* a < b */
	bool equal;
	int64 most_a; /* extremes in those rows */
	int64 least_b;
} Pair;

static Pair
compare_pair(const Find *f, const FindColumn *a, const FindColumn *b)
{
	Pair p = {0, true, true, true, PG_INT64_MIN, PG_INT64_MAX};

	for (int64 r = 0; r < f->rows && (p.below || p.equal); r++)
	{
		int64 x = a->frame->raw[r];
		int64 y = b->frame->raw[r];

		if (x < SYNTH_RAW_FIRST || y < SYNTH_RAW_FIRST)
			continue;
		p.rows++;
		p.below &= x <= y;
		p.strict &= x < y;
		p.equal &= x == y;
		p.most_a = Max(p.most_a, x);
		p.least_b = Min(p.least_b, y);
	}
	return p;
}

/* texts and flags: labels have one number in all columns */
static bool
are_equal_labels(const Find *f, const FindColumn *a, const FindColumn *b)
{
	int64 rows = 0;

	if (a->frame->is_number || b->frame->is_number || !a->compares || !b->compares || a->constant || b->constant
		|| getBaseType(a->frame->type) != getBaseType(b->frame->type))
		return false;
	for (int64 r = 0; r < f->rows; r++)
	{
		if (a->frame->raw[r] == SYNTH_RAW_NULL || b->frame->raw[r] == SYNTH_RAW_NULL)
			continue;
		if (a->frame->raw[r] != b->frame->raw[r])
			return false;
		rows++;
	}
	return (double) rows * (1 - a->same) >= FIND_EVIDENCE;
}

/* is a <= b said by a <= c <= b? */
static bool
follows(const uint8 *below, int n, int a, int b)
{
	for (int c = 0; c < n; c++)
		if (c != a && c != b && below[a * n + c] && below[c * n + b])
			return true;
	return false;
}

void
find_orders(Find *f)
{
	int n = f->n;
	uint8 *below = palloc0((Size) n * (Size) n + 1);

	for (int a = 0; a < n; a++)
		for (int b = 0; b < n; b++)
		{
			const FindColumn *x = &f->column[a];
			const FindColumn *y = &f->column[b];
			Pair p;

			CHECK_FOR_INTERRUPTS();
			if (a < b && are_equal_labels(f, x, y))
				find_put(f, "equal", psprintf("%s = %s", x->name, y->name), 2, (int[]){a, b});
			/* a part is no more than the whole */
			if (a == b || !is_alike(x, y) || y->within[a])
				continue;
			p = compare_pair(f, x, y);
			if (p.rows < FIND_ROWS)
				continue;
			if (p.equal && a < b && (double) p.rows * (1 - x->same) >= FIND_EVIDENCE)
				find_put(f, "equal", psprintf("%s = %s", x->name, y->name), 2, (int[]){a, b});
			/* ranges that do not meet are no order of rows */
			else if (p.below && !p.equal && p.most_a > p.least_b)
				below[a * n + b] = p.strict ? 2 : 1;
		}
	for (int a = 0; a < n; a++)
		for (int b = 0; b < n; b++)
			if (below[a * n + b] && !follows(below, n, a, b))
				find_put(f, "order",
						 psprintf("%s %s %s", f->column[a].name, below[a * n + b] == 2 ? "<" : "<=", f->column[b].name),
						 2, (int[]){a, b});
	pfree(below);
}

/* ---------------------------------------------------------------- sums */

/* sum = term + term (+ term) wherever all have values, often enough and with terms that matter */
static bool
is_sum(const Find *f, int nterms, const int *term, int sum)
{
	const int64 *total = f->column[sum].frame->raw;
	int64 rows = 0;
	int64 counts[3] = {0};
	int64 least[3] = {PG_INT64_MAX, PG_INT64_MAX, PG_INT64_MAX};
	int64 most[3] = {PG_INT64_MIN, PG_INT64_MIN, PG_INT64_MIN};

	for (int64 r = 0; r < f->rows; r++)
	{
		int64 x = 0;
		bool whole = total[r] >= SYNTH_RAW_FIRST;

		for (int k = 0; k < nterms && whole; k++)
		{
			int64 y = f->column[term[k]].frame->raw[r];

			whole = y >= SYNTH_RAW_FIRST && !pg_add_s64_overflow(x, y, &x);
		}
		if (!whole)
			continue;
		if (x != total[r])
			return false;
		rows++;
		for (int k = 0; k < nterms; k++)
		{
			int64 y = f->column[term[k]].frame->raw[r];

			counts[k] += y != 0;
			least[k] = Min(least[k], y);
			most[k] = Max(most[k], y);
		}
	}
	for (int k = 0; k < nterms; k++)
		if (counts[k] < FIND_ROWS || least[k] == most[k])
			return false;
	return rows >= FIND_ROWS;
}

/* days to a date */
static bool
may_add(const Find *f, int sum, int term, bool *has_day)
{
	const FindColumn *s = &f->column[sum];
	const FindColumn *t = &f->column[term];

	if (family_of(s) == FAMILY_DAY)
	{
		bool day = family_of(t) == FAMILY_DAY;

		if (day && *has_day)
			return false;
		*has_day |= day;
		return day || (!t->constant && (t->frame->form == VALUE_INT2 || t->frame->form == VALUE_INT4));
	}
	return (family_of(s) == FAMILY_NUMBER || family_of(s) == FAMILY_MONEY) && is_alike(s, t);
}

static void
put_sum(Find *f, int nterms, const int *term, int sum)
{
	StringInfoData text;
	int column[4];

	initStringInfo(&text);
	appendStringInfo(&text, "%s = ", f->column[sum].name);
	for (int k = 0; k < nterms; k++)
	{
		appendStringInfo(&text, "%s%s", k > 0 ? " + " : "", f->column[term[k]].name);
		column[k + 1] = term[k];
		f->column[sum].within[term[k]] = true;
	}
	column[0] = sum;
	find_put(f, "sum", text.data, nterms + 1, column);
}

static int
count_addable(const Find *f)
{
	int n = 0;

	for (int i = 0; i < f->n; i++)
		n += family_of(&f->column[i]) == FAMILY_NUMBER || family_of(&f->column[i]) == FAMILY_MONEY
			 || family_of(&f->column[i]) == FAMILY_DAY;
	return n;
}

/* a date is written before what is added to it; days before dates are no SQL */
static void
order_terms(const Find *f, int *a, int *b)
{
	if (family_of(&f->column[*b]) == FAMILY_DAY)
	{
		int swap = *a;

		*a = *b;
		*b = swap;
	}
}

static bool
find_sum_of_two(Find *f, int sum)
{
	bool found = false;

	for (int a = 0; a < f->n; a++)
		for (int b = a + 1; b < f->n; b++)
		{
			bool day = false;
			int term[2] = {a, b};

			if (a == sum || b == sum || !may_add(f, sum, a, &day) || !may_add(f, sum, b, &day)
				|| (family_of(&f->column[sum]) == FAMILY_DAY && !day) || !is_sum(f, 2, term, sum))
				continue;
			order_terms(f, &term[0], &term[1]);
			put_sum(f, 2, term, sum);
			found = true;
		}
	return found;
}

static void
find_sum_of_three(Find *f, int sum)
{
	for (int a = 0; a < f->n; a++)
		for (int b = a + 1; b < f->n; b++)
			for (int c = b + 1; c < f->n; c++)
			{
				bool day = false;
				int term[3] = {a, b, c};

				if (a == sum || b == sum || c == sum || family_of(&f->column[sum]) == FAMILY_DAY
					|| !may_add(f, sum, a, &day) || !may_add(f, sum, b, &day) || !may_add(f, sum, c, &day)
					|| !is_sum(f, 3, term, sum))
					continue;
				put_sum(f, 3, term, sum);
			}
}

void
find_sums(Find *f)
{
	int addable = count_addable(f);

	if (addable > MOST_FOR_TWO)
		return;
	for (int sum = 0; sum < f->n; sum++)
	{
		CHECK_FOR_INTERRUPTS();
		if (!find_sum_of_two(f, sum) && addable <= MOST_FOR_THREE)
			find_sum_of_three(f, sum);
	}
}
