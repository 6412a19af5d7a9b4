/*-------------------------------------------------------------------------
 *
 * wanted.c
 *	  Values that a user asks a model for: from JSON to codes and intervals.
 *
 * Values are read by the column's own type under the settings that labels are
 * written with, so "07", 7 and 7.0 are one value of an integer column, and
 * "yes" is true.  Only types that every server has are used: a model may come
 * from another database, and asking it for rows must run nobody's code.
 * Values of other types (enums, domains' owners, extensions) are compared by
 * their text, which is how the model knows them.
 *
 * What a column's type rounds away cannot be asked for: the ends of an
 * interval are moved inwards to values that the type can hold, so that every
 * value is inside after rounding too.
 *
 *-------------------------------------------------------------------------
 */
#include "wanted.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

#include "jsonrow.h"

/* longest value that a message quotes */
#define SHOWN_BYTES 80

/* an interval's end: which way a value that the type cannot hold is rounded */
typedef enum WantedEnd
{
	WANTED_LOWEST,
	WANTED_HIGHEST,
	WANTED_EXACT
} WantedEnd;

char *
wanted_shown(const char *text)
{
	int length = (int) strlen(text);
	int kept = pg_mbcliplen(text, length, SHOWN_BYTES);

	return kept == length ? pstrdup(text) : psprintf("%.*s...", kept, text);
}

void
wanted_refuse(const WantedColumn *w, const char *problem, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("\"%s\" for column \"%s\": %s", w->argument, w->column->name, problem), errhint("%s", hint)));
	pg_unreachable();
}

/* the modelled columns, as in: "age", "sex" */
static char *
modelled_columns(const SynthModel *model)
{
	StringInfoData names;

	initStringInfo(&names);
	for (int i = 0; i < model->ncolumns; i++)
		if (model->column[i].role == SYNTH_COLUMN_ATTRIBUTE)
			appendStringInfo(&names, "%s\"%s\"", names.len > 0 ? ", " : "", model->column[i].name);
	return names.data;
}

static void refuse_role(const WantedColumn *w) __attribute__((noreturn));
static void
refuse_role(const WantedColumn *w)
{
	const char *what = w->column->role == SYNTH_COLUMN_KEY		? "a key that is generated"
					   : w->column->role == SYNTH_COLUMN_SERVER ? "computed by the server"
					   : w->column->role == SYNTH_COLUMN_TEXT	? "a text that is always made"
																: "not modelled";

	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					errmsg("\"%s\" cannot name column \"%s\": it is %s", w->argument, w->column->name, what),
					errhint("The columns that model \"%s\" knows the distribution of are %s.", w->model_name,
							modelled_columns(w->model))));
	pg_unreachable();
}

/* what the model counts of such a column is what is left beside others */
static void
refuse_residual(const WantedColumn *w)
{
	for (int i = 0; i < w->model->nrules; i++)
	{
		const SynthRule *rule = &w->model->rule[i];

		if (rule->kind == SYNTH_RULE_RESIDUAL && rule->attribute == w->column->attribute)
			ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
							errmsg("\"%s\" cannot name column \"%s\": it follows from others by \"%s\"", w->argument,
								   w->column->name, rule->text),
							errhint("Name the columns that it follows from, or filter the rows that are made.")));
	}
}

void
wanted_refuse_made(const WantedColumn *w)
{
	wanted_refuse(w, "its texts are made, not drawn",
				  "Ask for null or, with \"given\", for {\"null\": false}; or name another column.");
}

WantedColumn *
wanted_column(const SynthModel *model, const char *model_name, const char *argument, const char *name)
{
	WantedColumn *w = palloc0(sizeof *w);

	w->model = model;
	w->model_name = model_name;
	w->argument = argument;
	for (int i = 0; i < model->ncolumns; i++)
		if (strcmp(model->column[i].name, name) == 0)
			w->column = &model->column[i];
	if (w->column == NULL)
		ereport(ERROR, (errcode(ERRCODE_UNDEFINED_COLUMN),
						errmsg("column \"%s\" in \"%s\" does not exist in model \"%s\"", wanted_shown(name), argument,
							   model_name),
						errhint("The columns of the model are %s.", modelled_columns(model))));
	if (w->column->attribute < 0)
		refuse_role(w);
	refuse_residual(w);
	w->made = w->column->text != NULL && (w->column->text->always || w->column->text->basis != SYNTH_BASIS_PRESENT);
	w->attribute = w->column->attribute;
	w->a = &model->attribute[w->attribute];
	w->labels = palloc0(sizeof *w->labels);
	w->typmod = -1;
	if (w->a->kind == SYNTH_CATEGORY)
		w->type = jsonrow_label_type(w->column->type, &w->typmod);
	else
	{
		w->type = jsonrow_form_type((ValueForm) w->column->form);
		w->typmod = jsonrow_form_typmod((ValueForm) w->column->form, w->column->type);
	}
	return w;
}

List *
wanted_pairs(JsonbContainer *object)
{
	JsonbIterator *it = JsonbIteratorInit(object);
	JsonbIteratorToken token;
	JsonbValue v;
	WantedPair *pair = NULL;
	List *pairs = NIL;

	while ((token = JsonbIteratorNext(&it, &v, true)) != WJB_DONE)
	{
		if (token == WJB_KEY)
		{
			pair = palloc(sizeof *pair);
			pair->key = pnstrdup(v.val.string.val, v.val.string.len);
		}
		else if (token == WJB_VALUE)
		{
			pair->value = v;
			pairs = lappend(pairs, pair);
		}
	}
	return pairs;
}

List *
wanted_object(const char *argument, const char *example, Jsonb *jsonb)
{
	if (!JB_ROOT_IS_OBJECT(jsonb))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("\"%s\" must be a JSON object with a key for each column", argument),
						errhint("Write, for example, %s => '%s'.", argument, example)));
	return wanted_pairs(&jsonb->root);
}

char *
wanted_text(const JsonbValue *value)
{
	switch (value->type)
	{
		case jbvString:
			return pnstrdup(value->val.string.val, value->val.string.len);
		case jbvNumeric:
			return DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(value->val.numeric)));
		case jbvBool:
			return pstrdup(value->val.boolean ? "true" : "false");
		default:
			return NULL;
	}
}

static void
add_null(const WantedColumn *w, WantedSet *set)
{
	const SynthAttribute *a = w->a;

	if (a->null_code < 0 && !(a->other_code >= 0 && a->other == SYNTH_OTHER_NULL))
		wanted_refuse(w, "the model makes no NULL in it", "Leave null out.");
	if (a->null_code >= 0)
		set->code[a->null_code] = true;
	if (a->other_code >= 0 && a->other == SYNTH_OTHER_NULL)
		set->code[a->other_code] = true;
}

static void
add_not_null(const WantedColumn *w, WantedSet *set)
{
	const SynthAttribute *a = w->a;

	for (int c = a->kind == SYNTH_NUMBER ? a->nvalues : 0; c < a->nfine; c++)
		if (c != a->null_code && (c != a->other_code || a->other != SYNTH_OTHER_NULL))
			set->code[c] = true;
	if (a->kind == SYNTH_NUMBER && a->nvalues > 0)
		wanted_add_interval(set, a->axis->edge[0], a->axis->edge[a->axis->ncells] - 1);
}

static void refuse_input(const WantedColumn *w, const char *text) __attribute__((noreturn));
static void
refuse_input(const WantedColumn *w, const char *text)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("value \"%s\" in \"%s\" is not a value of column \"%s\"", wanted_shown(text), w->argument,
					w->column->name),
			 errhint("Column \"%s\" has type %s; give values that it accepts.", w->column->name, w->column->type)));
	pg_unreachable();
}

/* a text through the input function of a type; a parallel worker leaves the message to that function */
static Datum
read_text(const WantedColumn *w, Oid type, int32 typmod, const char *text)
{
	ValueLabelIO io;
	Datum value;

	value_label_init(&io, type, typmod);
	if (IsInParallelMode())
		return value_from_label(&io, text);
	if (!value_try_label(&io, text, &value))
		refuse_input(w, text);
	return value;
}

static void
add_label(const WantedColumn *w, WantedSet *set, const char *text)
{
	if (wanted_mark_label(w, set, text))
		return;
	if (w->column->text != NULL && w->a->nvalues == 0)
		wanted_refuse_made(w);
	if (w->type == INT2OID || w->type == INT4OID || w->type == INT8OID || w->type == NUMERICOID)
	{
		if (wanted_mark_number(w, set, read_text(w, NUMERICOID, -1, text)))
			return;
	}
	else if (OidIsValid(w->type))
	{
		ValueLabelIO io;
		Datum value = read_text(w, w->type, w->typmod, text);

		value_label_init(&io, w->type, w->typmod);
		if (wanted_mark_label(w, set, value_to_label(&io, value)))
			return;
	}
	wanted_refuse_value(w, text);
}

/*
 * Integers and numerics are read as numeric of any precision, and compared
 * with the nearest value that the column has: above, below or equal.
 */
static int64
numeric_to_end(const WantedColumn *w, const char *text, WantedEnd end)
{
	ValueForm form = (ValueForm) w->column->form;
	int scale = form == VALUE_NUMERIC ? w->column->scale : 0;
	Datum value = read_text(w, NUMERICOID, -1, text);
	Datum back;
	int64 raw;
	int order;

	raw = form == VALUE_NUMERIC_REAL ? value_numeric_to_key(value) : value_numeric_to_raw(value, scale);
	if (raw < SYNTH_RAW_FIRST)
		return raw;
	back = form == VALUE_NUMERIC_REAL ? value_numeric_from_key(-1, raw) : value_numeric_from_raw(scale, -1, raw);
	order = DatumGetInt32(DirectFunctionCall2(numeric_cmp, back, value));
	if (end == WANTED_EXACT && order != 0)
		wanted_refuse_value(w, text);
	/* beyond all that raw values can say, only the infinities are left */
	if (end == WANTED_LOWEST && order < 0)
		return raw >= SYNTH_RAW_LAST ? SYNTH_RAW_POS_INF : raw + 1;
	if (end == WANTED_HIGHEST && order > 0)
		return raw <= SYNTH_RAW_FIRST ? SYNTH_RAW_NEG_INF : raw - 1;
	return raw;
}

/* the raw value of a text, or a special one */
static int64
text_to_raw(const WantedColumn *w, const char *text, WantedEnd end)
{
	ValueForm form = (ValueForm) w->column->form;

	switch (form)
	{
		case VALUE_INT2:
		case VALUE_INT4:
		case VALUE_INT8:
		case VALUE_NUMERIC:
		case VALUE_NUMERIC_REAL:
			return numeric_to_end(w, text, end);
		default:
			return value_to_raw(form, w->column->scale, read_text(w, w->type, -1, text));
	}
}

static void
add_number(const WantedColumn *w, WantedSet *set, const char *text)
{
	const SynthAttribute *a = w->a;
	int64 raw = text_to_raw(w, text, WANTED_EXACT);
	int code = -1;

	if (raw >= SYNTH_RAW_FIRST)
	{
		wanted_add_interval(set, raw, raw);
		if (raw < a->axis->edge[0] || raw >= a->axis->edge[a->axis->ncells])
			wanted_refuse_value(w, text);
		return;
	}
	if (raw == SYNTH_RAW_NEG_INF)
		code = a->neginf_code;
	else if (raw == SYNTH_RAW_POS_INF)
		code = a->posinf_code;
	else if (raw == SYNTH_RAW_NAN)
		code = a->nan_code;
	if (code < 0)
		wanted_refuse_value(w, text);
	set->code[code] = true;
}

void
wanted_add_text(const WantedColumn *w, WantedSet *set, const char *text)
{
	if (w->made)
		wanted_refuse_made(w);
	if (w->a->kind == SYNTH_NUMBER)
		add_number(w, set, text);
	else
		add_label(w, set, text);
}

/* one end of a range; NULL text for an open one */
static int64
range_end(const WantedColumn *w, const WantedPair *pair, WantedEnd end)
{
	char *text;
	int64 raw;

	if (pair == NULL || pair->value.type == jbvNull)
		return end == WANTED_LOWEST ? SYNTH_RAW_NEG_INF : SYNTH_RAW_POS_INF;
	text = wanted_text(&pair->value);
	if (text == NULL)
		wanted_refuse(w, "an end of a range must be a single value",
					  "Write a range as {\"min\": lowest, \"max\": highest}, with both ends inside.");
	raw = text_to_raw(w, text, end);
	if (raw == SYNTH_RAW_NAN)
		wanted_refuse(w, "NaN is no end of a range",
					  "Leave out the end that is open; give \"NaN\" as a value of its own.");
	return raw;
}

/* order of raw values with the infinities at their ends */
static bool
is_above(int64 a, int64 b)
{
	if (a == SYNTH_RAW_NEG_INF || b == SYNTH_RAW_POS_INF)
		return false;
	if (a == SYNTH_RAW_POS_INF || b == SYNTH_RAW_NEG_INF)
		return a != b;
	return a > b;
}

/* both ends inside; infinities lie beyond all numbers, as in SQL, and NaN in no range */
static void
add_range(const WantedColumn *w, WantedSet *set, JsonbContainer *object)
{
	WantedPair *end[2] = {NULL, NULL};
	const SynthAttribute *a = w->a;
	ListCell *lc;
	int64 lo;
	int64 hi;

	if (w->made)
		wanted_refuse_made(w);
	if (a->kind != SYNTH_NUMBER)
		wanted_refuse(w, "a range needs a column of numbers or times",
					  "List the values that you want, as in [\"a\", \"b\"].");
	foreach(lc, wanted_pairs(object))
	{
		WantedPair *pair = lfirst(lc);

		if (strcmp(pair->key, "min") == 0)
			end[0] = pair;
		else if (strcmp(pair->key, "max") == 0)
			end[1] = pair;
	}
	lo = range_end(w, end[0], WANTED_LOWEST);
	hi = range_end(w, end[1], WANTED_HIGHEST);
	if (is_above(lo, hi))
	{
		/* 2.1 to 2.9 of an integer column is in order, but empty */
		bool reversed = is_above(range_end(w, end[0], WANTED_HIGHEST), range_end(w, end[1], WANTED_LOWEST));

		wanted_refuse(w, reversed ? "\"min\" is above \"max\"" : "no value lies between \"min\" and \"max\"",
					  "Write a range as {\"min\": lowest, \"max\": highest}, with both ends inside.");
	}
	if (a->neginf_code >= 0 && lo == SYNTH_RAW_NEG_INF)
		set->code[a->neginf_code] = true;
	if (a->posinf_code >= 0 && hi == SYNTH_RAW_POS_INF)
		set->code[a->posinf_code] = true;
	if (lo == SYNTH_RAW_POS_INF || hi == SYNTH_RAW_NEG_INF)
		return;
	wanted_add_interval(set, lo == SYNTH_RAW_NEG_INF ? SYNTH_RAW_FIRST : lo,
						hi == SYNTH_RAW_POS_INF ? SYNTH_RAW_LAST : hi);
}

/* {"null": false}, and nothing else */
static bool
is_not_null(JsonbContainer *object)
{
	List *pairs = wanted_pairs(object);
	WantedPair *pair = pairs != NIL ? linitial(pairs) : NULL;

	return list_length(pairs) == 1 && strcmp(pair->key, "null") == 0 && pair->value.type == jbvBool
		   && !pair->value.val.boolean;
}

void
wanted_add(const WantedColumn *w, WantedSet *set, const JsonbValue *value)
{
	char *text = wanted_text(value);

	if (value->type == jbvNull)
		add_null(w, set);
	else if (text != NULL)
		wanted_add_text(w, set, text);
	else if (value->type == jbvBinary && JsonContainerIsObject(value->val.binary.data)
			 && is_not_null(value->val.binary.data))
		add_not_null(w, set);
	else if (value->type == jbvBinary && JsonContainerIsObject(value->val.binary.data))
		add_range(w, set, value->val.binary.data);
	else
		wanted_refuse(w, "a list must not contain lists", "List single values, null, or ranges {\"min\", \"max\"}.");
}
