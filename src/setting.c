/*-------------------------------------------------------------------------
 *
 * setting.c
 *	  What users declared once and for all about tables and columns, read.
 *
 * A setting is one jsonb object per table or column, whose keys are the
 * options of a fit.  It is found as ledgers and policies are: by OID where
 * that means something, else by name (identity.c); columns by number in the
 * same way.
 *
 * Settings are declarations of the owner, checked when they were made
 * (setting_sql.c) and read as arguments are, so that a schema that has changed
 * since is refused by the same errors.  That a table is public holds only
 * while it belongs to the role that said so: a table of the same name that
 * somebody else made later starts without it.
 *
 *-------------------------------------------------------------------------
 */
#include "setting.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog.h"
#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "option.h"
#include "policy.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/json.h"
#include "utils/lsyscache.h"
#include "utils/numeric.h"
#include "utils/rel.h"
#include "utils/syscache.h"

/* the column that a row is about now: by number in the database that wrote it, else by name; 0: it is gone */
static AttrNumber
column_number(Oid relid, Oid stored_oid, const char *origin, AttrNumber number, const char *name)
{
	HeapTuple tuple;

	if (stored_oid != relid || strcmp(origin, identity_origin()) != 0)
		return Max(get_attnum(relid, name), 0);
	/* not one that was dropped */
	tuple = SearchSysCacheAttNum(relid, number);
	if (!HeapTupleIsValid(tuple))
		return 0;
	ReleaseSysCache(tuple);
	return number;
}

static SettingRow *
read_row(Relation rel, HeapTuple tuple, Oid relid)
{
	SettingRow *row = palloc0(sizeof(SettingRow));
	Datum value[Natts_setting];
	bool isnull[Natts_setting];

	row->tuple = heap_copytuple(tuple);
	heap_deform_tuple(row->tuple, RelationGetDescr(rel), value, isnull);
	row->column = row->stored = TextDatumGetCString(value[Anum_setting_column - 1]);
	row->settings = DatumGetJsonbPCopy(value[Anum_setting_settings - 1]);
	row->owner = pstrdup(NameStr(*DatumGetName(value[Anum_setting_owner - 1])));
	if (row->column[0] == '\0')
		return row;
	row->attnum = column_number(relid, DatumGetObjectId(value[Anum_identity_oid - 1]),
								TextDatumGetCString(value[Anum_identity_origin - 1]),
								DatumGetInt16(value[Anum_setting_number - 1]), row->column);
	if (row->attnum == 0)
		row->column = NULL;
	else
		row->column = get_attname(relid, row->attnum, false);
	return row;
}

List *
setting_stored(Oid relid)
{
	Relation rel = table_open(catalog_table("synth_setting"), AccessShareLock);
	SysScanDesc scan = systable_beginscan(rel, InvalidOid, false, NULL, 0, NULL);
	List *result = NIL;
	HeapTuple tuple;

	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
		if (identity_tuple_relid(rel, tuple) == relid)
			result = lappend(result, read_row(rel, tuple, relid));
	systable_endscan(scan);
	table_close(rel, AccessShareLock);
	return result;
}

List *
setting_rows(Oid relid)
{
	List *result = NIL;
	ListCell *cell;

	foreach(cell, setting_stored(relid))
		if (((SettingRow *) lfirst(cell))->column != NULL)
			result = lappend(result, lfirst(cell));
	return result;
}

static bool
is_true(Jsonb *settings, const char *key)
{
	JsonbValue *v = option_find(settings, key);

	return v != NULL && v->type == jbvBool && v->val.boolean;
}

/* texts of an array, as List of char * */
static List *
text_list(const JsonbValue *array)
{
	List *result = NIL;
	JsonbIterator *it;
	JsonbValue v;
	JsonbIteratorToken token;

	if (array == NULL || array->type != jbvBinary)
		return NIL;
	it = JsonbIteratorInit(array->val.binary.data);
	while ((token = JsonbIteratorNext(&it, &v, true)) != WJB_DONE)
		if (token == WJB_ELEM && v.type == jbvString)
			result = lappend(result, pnstrdup(v.val.string.val, v.val.string.len));
	return result;
}

static ArrayType *
text_array(List *texts)
{
	Datum *element = palloc(Max(1, list_length(texts)) * sizeof(Datum));
	ListCell *cell;
	int n = 0;

	foreach(cell, texts)
		element[n++] = CStringGetTextDatum((char *) lfirst(cell));
	return construct_array(element, n, TEXTOID, -1, false, TYPALIGN_INT);
}

TableSetting *
setting_table(Oid relid)
{
	TableSetting *result = palloc0(sizeof(TableSetting));
	ListCell *cell;

	foreach(cell, setting_rows(relid))
	{
		const SettingRow *row = (const SettingRow *) lfirst(cell);
		JsonbValue *v;

		if (row->attnum != 0)
			continue;
		result->found_public = option_find(row->settings, "public") != NULL;
		result->is_public = is_true(row->settings, "public") && strcmp(row->owner, policy_owner_name(relid)) == 0;
		result->skip = is_true(row->settings, "skip");
		v = option_find(row->settings, "unit");
		result->unit = v != NULL ? option_scalar(v) : NULL;
		v = option_find(row->settings, "method");
		result->method = v != NULL ? option_scalar(v) : NULL;
		v = option_find(row->settings, "max_rows");
		if (v != NULL && v->type == jbvNumeric)
			result->max_rows = DatumGetInt32(DirectFunctionCall1(numeric_int4, NumericGetDatum(v->val.numeric)));
		result->rules = text_list(option_find(row->settings, "rules"));
	}
	return result;
}

static List *
array_texts(ArrayType *array)
{
	List *result = NIL;
	Datum *element;
	bool *isnull;
	int n;

	if (array == NULL)
		return NIL;
	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &element, &isnull, &n);
	for (int i = 0; i < n; i++)
		if (!isnull[i])
			result = lappend(result, TextDatumGetCString(element[i]));
	return result;
}

static bool
lists(List *names, const char *name)
{
	ListCell *cell;

	foreach(cell, names)
		if (strcmp((const char *) lfirst(cell), name) == 0)
			return true;
	return false;
}

/* does some argument say what becomes of a column? */
static bool
is_spoken_of(const DescribeOptions *opt, const char *column)
{
	if (option_find(opt->bounds, column) != NULL || option_find(opt->categories, column) != NULL
		|| option_find(opt->text, column) != NULL)
		return true;
	if (lists(array_texts(opt->exclude), column))
		return true;
	if (opt->columns != NULL)
		return !lists(array_texts(opt->columns), column);
	return opt->unit != NULL && strcmp(opt->unit, column) == 0;
}

/* {"column": value, ...} of one key of all columns' settings, but those that an argument speaks of */
static Jsonb *
collect(List *rows, const char *key, const DescribeOptions *opt)
{
	StringInfoData text;
	ListCell *cell;
	const char *between = "";

	initStringInfo(&text);
	appendStringInfoChar(&text, '{');
	foreach(cell, rows)
	{
		const SettingRow *row = (const SettingRow *) lfirst(cell);
		JsonbValue *v = option_find(row->settings, key);
		const char *column = row->attnum == 0 ? "*" : row->column;
		Jsonb *value;

		/* how a column is modelled is one decision: an argument about any of these replaces what was set */
		if (v == NULL
			|| (row->attnum == 0 ? option_find(opt->text, column) != NULL
								 : is_true(row->settings, "exclude") || is_spoken_of(opt, column))
			|| (strcmp(key, "other") == 0 && option_find(opt->other, column) != NULL))
			continue;
		value = JsonbValueToJsonb(v);
		appendStringInfoString(&text, between);
		escape_json(&text, column);
		appendStringInfo(&text, ": %s", JsonbToCString(NULL, &value->root, VARSIZE(value)));
		between = ", ";
	}
	appendStringInfoChar(&text, '}');
	return *between == '\0' ? NULL : DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(text.data)));
}

static Jsonb *
below(Jsonb *set, Jsonb *argument)
{
	/* what is no object is refused later, as an argument */
	if (set == NULL || (argument != NULL && !JB_ROOT_IS_OBJECT(argument)))
		return argument;
	if (argument == NULL)
		return set;
	return DatumGetJsonbP(DirectFunctionCall2(jsonb_concat, JsonbPGetDatum(set), JsonbPGetDatum(argument)));
}

/* columns that are left out: those of the argument, and those that are set so and that no argument asks for */
static void
merge_exclude(List *rows, DescribeOptions *opt)
{
	List *listed = array_texts(opt->columns);
	List *excluded = array_texts(opt->exclude);
	bool any = false;
	ListCell *cell;

	if (opt->exclude != NULL && array_contains_nulls(opt->exclude))
		return; /* refused later */
	foreach(cell, rows)
	{
		const SettingRow *row = (const SettingRow *) lfirst(cell);

		if (row->attnum == 0 || !is_true(row->settings, "exclude") || lists(listed, row->column)
			|| lists(excluded, row->column) || option_find(opt->bounds, row->column) != NULL
			|| option_find(opt->categories, row->column) != NULL || option_find(opt->text, row->column) != NULL
			|| option_find(opt->other, row->column) != NULL)
			continue;
		excluded = lappend(excluded, row->column);
		any = true;
	}
	if (any)
		opt->exclude = text_array(excluded);
}

void
setting_merge(Oid relid, DescribeOptions *opt)
{
	List *rows = setting_rows(relid);
	DescribeOptions given = *opt;
	TableSetting *table;

	if (rows == NIL)
		return;
	merge_exclude(rows, opt);
	opt->bounds = below(collect(rows, "bounds", &given), given.bounds);
	opt->categories = below(collect(rows, "categories", &given), given.categories);
	opt->other = below(collect(rows, "other", &given), given.other);
	opt->text = below(collect(rows, "text", &given), given.text);

	table = setting_table(relid);
	if (opt->rules == NULL && table->rules != NIL)
		opt->rules = text_array(table->rules);
	if (opt->unit == NULL)
		opt->unit = table->unit;
	/* said for the case that there is a unit */
	if (opt->max_rows == 0 && opt->unit != NULL && strcmp(opt->unit, "row") != 0
		&& strcmp(opt->unit, "result row") != 0)
		opt->max_rows = table->max_rows;
}
