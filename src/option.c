/*-------------------------------------------------------------------------
 *
 * option.c
 *	  Reads bounds =>, categories =>, other =>, columns => and exclude =>.
 *
 * These are the user's word about what is public.  They are trusted as such,
 * but not as values: each is read by the column's own type, so that nothing
 * declared here can later be refused by the column, and a slip ("bounds" for a
 * text, ends reversed, a category that the CHECK forbids) is an error now and
 * not a strange sample later.  Values in messages come from the arguments,
 * never from rows.
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

#include "option.h"

#define OPTION_MAX_CATEGORIES 50000

/* "a", "b", "c" */
static char *
column_names(const SourceTable *t)
{
	StringInfoData text;
	int i;

	initStringInfo(&text);
	for (i = 0; i < t->ncolumns; i++)
		appendStringInfo(&text, "%s\"%s\"", i == 0 ? "" : ", ", t->column[i].name);
	return text.data;
}

int
option_column(const SourceTable *t, const char *argument, const char *name)
{
	int i;

	for (i = 0; i < t->ncolumns; i++)
	{
		if (strcmp(t->column[i].name, name) == 0)
			return i;
	}
	ereport(ERROR, (errcode(ERRCODE_UNDEFINED_COLUMN),
					errmsg("column \"%s\" in \"%s\" does not exist in \"%s\"", name, argument, t->name),
					errhint("The columns of \"%s\" are %s.", t->name, column_names(t))));
	return -1;
}

bool *
option_columns(const SourceTable *t, const char *argument, ArrayType *names)
{
	bool *listed;
	Datum *element;
	bool *isnull;
	int n;
	int i;

	if (names == NULL)
		return NULL;
	listed = (bool *) palloc0(sizeof(bool) * Max(t->ncolumns, 1));
	deconstruct_array(names, TEXTOID, -1, false, TYPALIGN_INT, &element, &isnull, &n);
	for (i = 0; i < n; i++)
	{
		if (isnull[i])
			ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("\"%s\" must not contain NULL", argument),
							errhint("List column names, for example %s => ARRAY['%s'].", argument,
									t->ncolumns > 0 ? t->column[0].name : "name")));
		listed[option_column(t, argument, TextDatumGetCString(element[i]))] = true;
	}
	return listed;
}

void
option_check(const SourceTable *t, const char *argument, Jsonb *options, const char *every)
{
	JsonbIterator *it;
	JsonbIteratorToken token;
	JsonbValue v;

	if (options == NULL)
		return;
	if (!JB_ROOT_IS_OBJECT(options))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("\"%s\" must be a JSON object with a key for each column", argument),
						errhint("Write, for example, %s => '{\"%s\": %s}'.", argument,
								t->ncolumns > 0 ? t->column[0].name : "name",
								strcmp(argument, "bounds") == 0		  ? "[0, 100]"
								: strcmp(argument, "categories") == 0 ? "[\"a\", \"b\"]"
								: strcmp(argument, "text") == 0		  ? "\"email\""
																	  : "\"value\"")));
	it = JsonbIteratorInit(&options->root);
	while ((token = JsonbIteratorNext(&it, &v, true)) != WJB_DONE)
	{
		char *name;

		if (token != WJB_KEY)
			continue;
		name = pnstrdup(v.val.string.val, v.val.string.len);
		if (every == NULL || strcmp(name, every) != 0)
			(void) option_column(t, argument, name);
	}
}

JsonbValue *
option_find(Jsonb *options, const char *column)
{
	JsonbValue key;

	if (options == NULL)
		return NULL;
	key.type = jbvString;
	key.val.string.val = unconstify(char *, column);
	key.val.string.len = strlen(column);
	return findJsonbValueFromContainer(&options->root, JB_FOBJECT, &key);
}

char *
option_scalar(const JsonbValue *v)
{
	switch (v->type)
	{
		case jbvString:
			return pnstrdup(v->val.string.val, v->val.string.len);
		case jbvNumeric:
			return DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(v->val.numeric)));
		case jbvBool:
			return pstrdup(v->val.boolean ? "true" : "false");
		default:
			return NULL;
	}
}

void
option_refuse(const SourceColumn *col, const char *argument, const char *problem, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("\"%s\" does not apply to column \"%s\": %s", argument, col->name, problem), errhint("%s", hint)));
	pg_unreachable();
}

static void refuse_value(const SourceColumn *col, const char *argument, const char *value) __attribute__((noreturn));
static void
refuse_value(const SourceColumn *col, const char *argument, const char *value)
{
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					value == NULL
						? errmsg("a value in \"%s\" for column \"%s\" is not a scalar", argument, col->name)
						: errmsg("value \"%s\" in \"%s\" is not a value of column \"%s\"", value, argument, col->name),
					errhint("Column \"%s\" has type %s; give values that it accepts.", col->name, col->type_text)));
	pg_unreachable();
}

static void refuse_constraint(const SourceColumn *col, const char *argument, const char *value)
	__attribute__((noreturn));
static void
refuse_constraint(const SourceColumn *col, const char *argument, const char *value)
{
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					errmsg("value \"%s\" in \"%s\" violates a constraint of column \"%s\"", value, argument, col->name),
					errhint("Give values that the column's CHECK constraints and domain accept.")));
	pg_unreachable();
}

/* one end of bounds: a raw value of the type's own range */
static int64
bound_to_raw(const SourceColumn *col, const JsonbValue *v)
{
	int64 raw;
	int64 lo;
	int64 hi;
	bool specials[3];
	char *text = option_scalar(v);
	bool good;

	if (text == NULL)
		refuse_value(col, "bounds", NULL);
	/* JSON numbers compare as numbers: 1e3 and 1000.0 are integers */
	good = v->type == jbvNumeric
		   && value_constant_to_raw(col->form, col->scale, NUMERICOID, NumericGetDatum(v->val.numeric), &raw);
	/* a number that a numeric type does not hold is not rounded behind the user's back */
	if (!good && v->type == jbvNumeric && col->form >= VALUE_INT2 && col->form <= VALUE_FLOAT8)
		refuse_value(col, "bounds", text);
	if (!good)
	{
		ValueLabelIO io;
		Datum value;

		value_label_init(&io, col->basetypid, col->basetypmod);
		if (!value_try_label(&io, text, &value))
			refuse_value(col, "bounds", text);
		raw = value_to_raw(col->form, col->scale, value);
	}
	value_range(col->form, col->basetypmod, &lo, &hi, specials);
	if (raw < SYNTH_RAW_FIRST)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("bounds of column \"%s\" must be finite", col->name),
				 errhint("Write null for an end that is open.")));
	if (raw < lo || raw > hi)
		refuse_value(col, "bounds", text);
	return raw;
}

void
option_bounds(const SourceColumn *col, ColumnConstraint *c, JsonbValue *value, bool *lo_declared, bool *hi_declared)
{
	JsonbContainer *array;
	JsonbValue *end[2];
	int64 raw[2] = {c->lo, c->hi};
	bool given[2];
	int i;

	if (value->type != jbvBinary || !JsonContainerIsArray(value->val.binary.data)
		|| JsonContainerSize(value->val.binary.data) != 2)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("bounds of column \"%s\" must be an array of two values", col->name),
				 errhint("Write bounds => '{\"%s\": [lowest, highest]}', with null for an open end.", col->name)));
	array = value->val.binary.data;
	for (i = 0; i < 2; i++)
	{
		end[i] = getIthJsonbValueFromContainer(array, i);
		given[i] = end[i]->type != jbvNull;
		if (given[i])
			raw[i] = bound_to_raw(col, end[i]);
	}
	if (given[0] && given[1] && raw[0] > raw[1])
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("lower bound of column \"%s\" is above its upper bound", col->name),
						errhint("Write bounds => '{\"%s\": [lowest, highest]}'.", col->name)));
	/* the table's own constraints stay in force */
	raw[0] = Max(raw[0], c->lo);
	raw[1] = Min(raw[1], c->hi);
	if (raw[0] > raw[1])
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("bounds of column \"%s\" allow no value that its constraints accept", col->name),
						errhint("Give bounds that overlap with the column's CHECK constraints and domain.")));
	c->lo = raw[0];
	c->hi = raw[1];
	*lo_declared = given[0];
	*hi_declared = given[1];
}

/* a declared value as the column would store and show it */
static char *
declared_label(const SourceColumn *col, ColumnConstraint *c, const char *argument, const JsonbValue *v)
{
	ValueLabelIO io;
	char *text = option_scalar(v);
	Datum value;
	char *label;

	if (text == NULL)
		refuse_value(col, argument, NULL);
	value_label_init(&io, col->basetypid, col->basetypmod);
	if (!value_try_label(&io, text, &value))
		refuse_value(col, argument, text);
	label = value_to_label(&io, value);
	if (strlen(label) > VALUE_MAX_LABEL)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("a value in \"%s\" for column \"%s\" is too long", argument, col->name),
						errhint("Values of a category have at most %d bytes.", VALUE_MAX_LABEL)));
	if (!constraint_allows(c, value, false, true))
		refuse_constraint(col, argument, text);
	return label;
}

static int
compare_text(const void *a, const void *b)
{
	return strcmp(*(char *const *) a, *(char *const *) b);
}

char **
option_labels(const SourceColumn *col, ColumnConstraint *c, const char *argument, JsonbValue *value, int *nlabels)
{
	JsonbContainer *array;
	char **label;
	char **sorted;
	int n;
	int i;

	if (value->type != jbvBinary || !JsonContainerIsArray(value->val.binary.data)
		|| JsonContainerSize(value->val.binary.data) == 0
		|| JsonContainerSize(value->val.binary.data) > OPTION_MAX_CATEGORIES)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("\"%s\" of column \"%s\" must be an array of 1 to %d values", argument, col->name,
							   OPTION_MAX_CATEGORIES),
						errhint("Write %s => '{\"%s\": [\"a\", \"b\"]}'.", argument, col->name)));
	array = value->val.binary.data;
	n = JsonContainerSize(array);
	label = (char **) palloc(sizeof(char *) * n);
	sorted = (char **) palloc(sizeof(char *) * n);
	for (i = 0; i < n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		label[i] = declared_label(col, c, argument, getIthJsonbValueFromContainer(array, i));
		sorted[i] = label[i];
	}
	qsort(sorted, n, sizeof(char *), compare_text);
	for (i = 1; i < n; i++)
	{
		if (strcmp(sorted[i - 1], sorted[i]) == 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("value \"%s\" is listed twice in \"%s\" for column \"%s\"", sorted[i], argument, col->name),
					 errhint("List each value once.")));
	}
	*nlabels = n;
	return label;
}

char *
option_other(const SourceColumn *col, ColumnConstraint *c, JsonbValue *value, bool nullable)
{
	if (value->type == jbvNull)
	{
		if (!nullable)
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
							errmsg("\"other\" of column \"%s\" must not be null", col->name),
							errhint("The column is NOT NULL; give a value that it accepts.")));
		return NULL;
	}
	return declared_label(col, c, "other", value);
}
