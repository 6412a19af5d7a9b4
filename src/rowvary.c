/*-------------------------------------------------------------------------
 *
 * rowvary.c
 *	  Other values for columns of a row, until a condition holds.
 *
 * The last resort for keys that redrawing did not make unique: the nearest
 * free number, another label, a text with a number in it, two labels at once,
 * NULL in the end.  Bounded: where very many tries find nothing the row stays
 * as it was, and the caller says that the space is used up.
 *
 *-------------------------------------------------------------------------
 */
#include "rowkey.h"

#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "key.h"
#include "rowplan.h"
#include "rowrepair.h"
#include "value.h"

/* tries with one column, and with two */
#define MOST_NUMBERS 4096
#define MOST_TEXTS 256
#define MOST_LABELS 4096
/* numbers this near are tried one after the other, then farther and farther ones */
#define NEAR 256

typedef struct VaryColumn
{
	int at; /* 0-based attribute number of the target */
	RowColumn *column;
	const SynthAttribute *attribute; /* NULL: a text that is always made */
	bool is_text;
	bool nullable;
	RangeMaker *range; /* NULL: no range */
	ValueForm form;	   /* of a range's ends */
	int scale;
	int64 step;	 /* numbers and ranges: what one step is */
	int64 texts; /* variants of texts made so far: others need not be tried again */
	int max_chars;
	Oid base;
	Oid input;
	Oid typioparam;
	Oid output;
} VaryColumn;

struct RowVary
{
	RowMaker *maker;
	List *held; /* of RowCondition *: those that the row met before */
	int ncolumns;
	VaryColumn *column;
};

static bool
may_vary(const RowMaker *maker, int i)
{
	const RowColumn *c = &maker->column[i];

	if (c->kind == ROW_TEXT)
		return !maker->model->column[c->model_column].text->unique;
	return rowrepair_may_change(maker, i);
}

/* one step of a number: nobody wants microseconds */
static int64
step_of(ValueForm form)
{
	switch (form)
	{
		case VALUE_TIME:
		case VALUE_TIMETZ:
		case VALUE_TIMESTAMP:
		case VALUE_TIMESTAMPTZ:
		case VALUE_INTERVAL:
			return 1000000;
		default:
			return 1;
	}
}

RowVary *
rowvary_new(RowMaker *maker, List *attributes)
{
	MemoryContext old = MemoryContextSwitchTo(maker->context);
	RowVary *vary = palloc0(sizeof *vary);
	ListCell *lc;

	vary->maker = maker;
	vary->column = palloc0(sizeof(VaryColumn) * (Size) Max(list_length(attributes), 1));
	foreach(lc, attributes)
	{
		VaryColumn *v = &vary->column[vary->ncolumns];
		RowColumn *c = &maker->column[lfirst_int(lc)];
		int32 typmod = TupleDescAttr(maker->desc, lfirst_int(lc))->atttypmod;
		bool varlena;

		if (!may_vary(maker, lfirst_int(lc)))
			continue;
		v->at = lfirst_int(lc);
		v->column = c;
		v->nullable = !TupleDescAttr(maker->desc, v->at)->attnotnull;
		v->base = getBaseTypeAndTypmod(c->type, &typmod);
		v->is_text = c->kind == ROW_TEXT && key_is_string(v->base);
		v->max_chars = value_max_chars(v->base, typmod);
		if (c->kind == ROW_ATTRIBUTE && c->decoder != NULL)
		{
			v->attribute = &maker->model->attribute[c->attribute];
			v->step = step_of((ValueForm) maker->model->column[c->model_column].form);
		}
		if (c->kind == ROW_RANGE)
		{
			v->form = rangevalue_form(v->base, &v->scale);
			v->range = value_axis_form(v->form) != SYNTH_AXIS_REAL ? rangevalue_maker(v->base) : NULL;
			v->step = step_of(v->form);
		}
		getTypeInputInfo(v->base, &v->input, &v->typioparam);
		getTypeOutputInfo(v->base, &v->output, &varlena);
		vary->ncolumns++;
	}
	MemoryContextSwitchTo(old);
	return vary;
}

/* one condition must not be met at the cost of another */
static bool
holds_all(const RowVary *vary, TupleTableSlot *row, RowCondition *condition)
{
	ListCell *lc;

	if (!condition->holds(condition, row))
		return false;
	foreach(lc, vary->held)
	{
		RowCondition *other = lfirst(lc);

		if (!other->holds(other, row))
			return false;
	}
	return true;
}

static bool
try_raw(const RowVary *vary, const VaryColumn *v, int64 raw, TupleTableSlot *row, RowCondition *condition)
{
	int64_t one = raw;

	decoder_run(v->column->decoder, &one, 1, &row->tts_values[v->at], &row->tts_isnull[v->at]);
	return holds_all(vary, row, condition);
}

static bool
vary_number(const RowVary *vary, const VaryColumn *v, TupleTableSlot *row, RowCondition *condition)
{
	const SynthAxis *axis = v->attribute->axis;
	int64 raw = decoder_encode(v->column->decoder, row->tts_values[v->at], row->tts_isnull[v->at]);
	int64 lo = axis->lo_limit;
	int64 hi = axis->hi_limit;

	if (raw < SYNTH_RAW_FIRST || axis->form == SYNTH_AXIS_REAL)
		return false;
	for (int64 i = 1; i <= MOST_NUMBERS; i++)
	{
		int64 by = (i <= NEAR ? i : NEAR + (i - NEAR) * (i - NEAR)) * v->step;
		bool up = raw <= hi && by <= (uint64) hi - (uint64) raw;
		bool down = raw >= lo && by <= (uint64) raw - (uint64) lo;

		if ((up && try_raw(vary, v, raw + by, row, condition)) || (down && try_raw(vary, v, raw - by, row, condition)))
			return true;
		if (!up && !down)
			return false;
	}
	return false;
}

/* to the right and to the left, the length kept */
static bool
vary_range(const RowVary *vary, const VaryColumn *v, TupleTableSlot *row, RowCondition *condition)
{
	Datum range = row->tts_values[v->at];
	bool isnull = row->tts_isnull[v->at];
	int64 lower = rangevalue_raw(RANGE_LOWER, v->form, v->scale, v->base, range, isnull);
	int64 length = rangevalue_raw(RANGE_LENGTH, v->form, v->scale, v->base, range, isnull);
	int64 lo;
	int64 hi;
	bool specials[3];

	if (lower < SYNTH_RAW_FIRST)
		return false;
	value_range(v->form, -1, &lo, &hi, specials);
	for (int64 i = 1; i <= MOST_NUMBERS; i++)
	{
		uint64 by = (uint64) (i <= NEAR ? i : NEAR + (i - NEAR) * (i - NEAR)) * (uint64) v->step;

		for (int sign = 1; sign >= -1; sign -= 2)
		{
			if (by > (sign > 0 ? (uint64) hi - (uint64) lower : (uint64) lower - (uint64) lo))
				continue;
			row->tts_values[v->at] = rangevalue_make(v->range, lower + sign * (int64) by, length);
			if (holds_all(vary, row, condition))
				return true;
		}
	}
	return false;
}

static bool
vary_labels(const RowVary *vary, const VaryColumn *v, TupleTableSlot *row, RowCondition *condition)
{
	for (int k = 0; k < v->attribute->nvalues && k < MOST_LABELS; k++)
		if (try_raw(vary, v, k, row, condition))
			return true;
	return false;
}

/* "name", "name2", "name3"; addresses get the number before their sign */
static Datum
text_variant(const VaryColumn *v, const char *text, int64 number)
{
	StringInfoData s;
	const char *sign = strrchr(text, '@');
	int head = sign != NULL ? (int) (sign - text) : (int) strlen(text);
	int tail = sign != NULL ? pg_mbstrlen(sign) : 0;
	char digits[24];

	snprintf(digits, sizeof digits, INT64_FORMAT, number);
	if (v->max_chars > 0)
		head = pg_mbcharcliplen(text, head, Max(v->max_chars - tail - (int) strlen(digits), 0));
	initStringInfo(&s);
	appendBinaryStringInfo(&s, text, head);
	appendStringInfo(&s, "%s%s", digits, sign != NULL ? sign : "");
	/* what does not fit even so has no variant */
	if (v->max_chars > 0 && pg_mbstrlen(s.data) > v->max_chars)
		return (Datum) 0;
	return OidInputFunctionCall(v->input, s.data, v->typioparam, -1);
}

static bool
vary_text(const RowVary *vary, VaryColumn *v, TupleTableSlot *row, RowCondition *condition)
{
	char *text;

	if (row->tts_isnull[v->at])
		return false;
	text = OidOutputFunctionCall(v->output, row->tts_values[v->at]);
	for (int i = 0; i < MOST_TEXTS; i++)
	{
		/* numbers go up from row to row */
		Datum variant = text_variant(v, text, i < 8 ? i + 2 : 2 + v->texts++);

		if (variant == (Datum) 0)
			return false;
		row->tts_values[v->at] = variant;
		if (holds_all(vary, row, condition))
			return true;
	}
	return false;
}

static bool
is_labelled(const VaryColumn *v)
{
	return v->attribute != NULL && v->attribute->kind == SYNTH_CATEGORY;
}

static bool
vary_two(const RowVary *vary, const VaryColumn *a, const VaryColumn *b, TupleTableSlot *row, RowCondition *condition)
{
	int tries = 0;

	for (int k = 0; k < a->attribute->nvalues && tries < MOST_LABELS; k++)
	{
		int64_t raw = k;

		CHECK_FOR_INTERRUPTS();
		decoder_run(a->column->decoder, &raw, 1, &row->tts_values[a->at], &row->tts_isnull[a->at]);
		for (int j = 0; j < b->attribute->nvalues && tries < MOST_LABELS; j++, tries++)
			if (try_raw(vary, b, j, row, condition))
				return true;
	}
	return false;
}

static void
put_back(const RowVary *vary, TupleTableSlot *row, const Datum *value, const bool *isnull)
{
	for (int i = 0; i < vary->ncolumns; i++)
	{
		row->tts_values[vary->column[i].at] = value[i];
		row->tts_isnull[vary->column[i].at] = isnull[i];
	}
}

bool
rowvary_try(RowVary *vary, TupleTableSlot *row, RowCondition *condition)
{
	ListCell *lc;
	Datum *value = palloc(sizeof(Datum) * (Size) Max(vary->ncolumns, 1));
	bool *isnull = palloc(sizeof(bool) * (Size) Max(vary->ncolumns, 1));

	/* the list of the call before may be gone with its chunk of rows */
	vary->held = NIL;
	foreach(lc, vary->maker->conditions)
	{
		RowCondition *other = lfirst(lc);

		if (other != condition && other->holds(other, row))
			vary->held = lappend(vary->held, other);
	}
	for (int i = 0; i < vary->ncolumns; i++)
	{
		value[i] = row->tts_values[vary->column[i].at];
		isnull[i] = row->tts_isnull[vary->column[i].at];
	}
	for (int i = 0; i < vary->ncolumns; i++)
	{
		VaryColumn *v = &vary->column[i];

		CHECK_FOR_INTERRUPTS();
		if (v->range != NULL	   ? vary_range(vary, v, row, condition)
			: v->is_text		   ? vary_text(vary, v, row, condition)
			: is_labelled(v)	   ? vary_labels(vary, v, row, condition)
			: v->attribute != NULL ? vary_number(vary, v, row, condition)
								   : false)
			return true;
		put_back(vary, row, value, isnull);
	}
	for (int i = 0; i < vary->ncolumns; i++)
	{
		for (int k = i + 1; k < vary->ncolumns; k++)
		{
			if (!is_labelled(&vary->column[i]) || !is_labelled(&vary->column[k]))
				continue;
			if (vary_two(vary, &vary->column[i], &vary->column[k], row, condition))
				return true;
			put_back(vary, row, value, isnull);
		}
	}
	for (int i = 0; i < vary->ncolumns; i++)
	{
		if (!vary->column[i].nullable || isnull[i])
			continue;
		row->tts_isnull[vary->column[i].at] = true;
		row->tts_values[vary->column[i].at] = (Datum) 0;
		if (holds_all(vary, row, condition))
			return true;
		put_back(vary, row, value, isnull);
	}
	return false;
}
