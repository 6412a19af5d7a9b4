/*-------------------------------------------------------------------------
 *
 * setting_sql.c
 *	  synth_set() and synth_unset(): what users declare once and for all.
 *
 * Both are for the owner of the table.  What is set is put together with what
 * was set before, and the table is then described with all of it, as a private
 * fit would: a bad value, an unknown column, or two declarations that
 * contradict each other are errors now, and not when somebody fits.
 *
 * An object is a table or a column, "table", "schema.table", "table.column" or
 * "schema.table.column", looked up by search_path as a regclass is.
 *
 *-------------------------------------------------------------------------
 */
#include "setting.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "access/xact.h"
#include "catalog.h"
#include "catalog/indexing.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "ledger.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "option.h"
#include "policy.h"
#include "request.h"
#include "textoption.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/json.h"
#include "utils/lsyscache.h"
#include "utils/regproc.h"
#include "utils/rel.h"
#include "utils/timestamp.h"

PG_FUNCTION_INFO_V1(synth_set);
PG_FUNCTION_INFO_V1(synth_unset);

#define MAX_ROWS_MOST (1 << 20)

/* positions of synth_set()'s arguments */
enum
{
	ARG_OBJECT,
	ARG_KIND,
	ARG_PUBLIC,
	ARG_EXCLUDE,
	ARG_SKIP,
	ARG_BOUNDS,
	ARG_CATEGORIES,
	ARG_OTHER,
	ARG_TEXT,
	ARG_UNIT,
	ARG_MAX_ROWS,
	ARG_RULES,
	ARG_METHOD
};

typedef struct SettingObject
{
	Oid relid;
	AttrNumber attnum; /* 0: the table */
	char *column;	   /* "": the table */
} SettingObject;

/* the relation of a name that may have a schema before it */
static Oid
find_relation(List *names, int length)
{
	Oid schema;

	if (length == 1)
		return RelnameGetRelid(strVal(linitial(names)));
	schema = get_namespace_oid(strVal(linitial(names)), true);
	return OidIsValid(schema) ? get_relname_relid(strVal(lsecond(names)), schema) : InvalidOid;
}

static SettingObject
find_object(FunctionCallInfo fcinfo)
{
	SettingObject object = {InvalidOid, 0, ""};
	Oid of_column = InvalidOid;
	char *spelt;
	List *names;
	int n;

	if (PG_ARGISNULL(ARG_OBJECT))
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("object must not be null"),
						errhint("Name a table or a column, as in 'clinic.patients' or 'clinic.patients.email'.")));
	spelt = text_to_cstring(PG_GETARG_TEXT_PP(ARG_OBJECT));
	names = compat_qualified_name(spelt);
	n = list_length(names);
	if (n <= 2)
		object.relid = find_relation(names, n);
	if (n == 2 || n == 3)
	{
		of_column = find_relation(names, n - 1);
		object.attnum = OidIsValid(of_column) ? get_attnum(of_column, strVal(llast(names))) : 0;
	}
	if (OidIsValid(object.relid) && object.attnum > 0)
		ereport(ERROR, (errcode(ERRCODE_AMBIGUOUS_COLUMN), errmsg("\"%s\" is a table and a column", spelt),
						errhint("Write schema.table.column for the column.")));
	if (!OidIsValid(object.relid) && OidIsValid(of_column) && object.attnum <= 0)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_COLUMN),
				 errmsg("column \"%s\" of %s does not exist", strVal(llast(names)), relation_quoted_name(of_column)),
				 errhint("Name a table or a column, as in 'clinic.patients' or 'clinic.patients.email'.")));
	if (!OidIsValid(object.relid) && object.attnum <= 0)
		ereport(ERROR, (errcode(ERRCODE_UNDEFINED_TABLE), errmsg("\"%s\" is neither a table nor a column", spelt),
						errhint("Name a table or a column, as in 'clinic.patients' or 'clinic.patients.email'.")));
	if (OidIsValid(object.relid))
		object.attnum = 0;
	else
	{
		object.relid = of_column;
		object.column = get_attname(of_column, object.attnum, false);
	}
	if (!compat_owns_relation(object.relid))
		ereport(ERROR, (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
						errmsg("must be owner of %s", relation_quoted_name(object.relid)),
						errhint("Ask role \"%s\", who owns it.", policy_owner_name(object.relid))));
	return object;
}

/* IdentityMerge: the living table's owner has the word */
static HeapTuple
setting_merge_rows(Relation rel, HeapTuple stale, HeapTuple live)
{
	return live;
}

static HeapTuple
renamed(Relation rel, const SettingRow *row)
{
	int column = Anum_setting_column;
	Datum value = CStringGetTextDatum(row->column);
	bool isnull = false;

	return heap_modify_tuple_by_cols(row->tuple, RelationGetDescr(rel), 1, &column, &value, &isnull);
}

/*
 * Columns that were renamed or dropped since: all of them leave before any
 * comes back, so that two may have swapped their names.
 */
static void
refresh_columns(Relation rel, Oid relid)
{
	List *stale = NIL;
	ListCell *cell;

	foreach(cell, setting_stored(relid))
	{
		SettingRow *row = (SettingRow *) lfirst(cell);

		if (row->column != NULL && strcmp(row->column, row->stored) == 0)
			continue;
		CatalogTupleDelete(rel, &row->tuple->t_self);
		stale = lappend(stale, row);
	}
	if (stale == NIL)
		return;
	CommandCounterIncrement();
	foreach(cell, stale)
		if (((SettingRow *) lfirst(cell))->column != NULL)
			CatalogTupleInsert(rel, renamed(rel, (SettingRow *) lfirst(cell)));
	CommandCounterIncrement();
}

/* locked until the end of the transaction, names as they are now */
static Relation
open_settings(Oid relid)
{
	Relation rel;

	PreventCommandIfReadOnly("synth_set()");
	rel = table_open(catalog_table("synth_setting"), RowExclusiveLock);
	identity_refresh(rel, Anum_setting_column, setting_merge_rows);
	identity_lock(rel, relid);
	refresh_columns(rel, relid);
	return rel;
}

/* adds `settings`, the text of an object, to what is stored of a table or column */
static void
store(Oid relid, AttrNumber attnum, const char *column, const char *settings)
{
	Relation rel = open_settings(relid);
	Jsonb *set = DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(settings)));
	Datum value[Natts_setting] = {0};
	bool isnull[Natts_setting] = {0};
	SettingRow *old = NULL;
	NameData names[3];
	char *schema;
	char *name;
	ListCell *cell;
	HeapTuple tuple;

	foreach(cell, setting_rows(relid))
		if (((SettingRow *) lfirst(cell))->attnum == attnum)
			old = (SettingRow *) lfirst(cell);
	if (old != NULL)
		set = DatumGetJsonbP(DirectFunctionCall2(jsonb_concat, JsonbPGetDatum(old->settings), JsonbPGetDatum(set)));
	if (!identity_name(relid, &schema, &name))
		elog(ERROR, "cache lookup failed for relation %u", relid);
	namestrcpy(&names[0], schema);
	namestrcpy(&names[1], name);
	namestrcpy(&names[2], policy_owner_name(relid));
	value[Anum_identity_schema - 1] = NameGetDatum(&names[0]);
	value[Anum_identity_name - 1] = NameGetDatum(&names[1]);
	value[Anum_identity_oid - 1] = ObjectIdGetDatum(relid);
	value[Anum_identity_origin - 1] = CStringGetTextDatum(identity_origin());
	value[Anum_setting_column - 1] = CStringGetTextDatum(column);
	value[Anum_setting_number - 1] = Int16GetDatum(attnum);
	value[Anum_setting_settings - 1] = JsonbPGetDatum(set);
	value[Anum_setting_owner - 1] = NameGetDatum(&names[2]);
	value[Anum_setting_changed - 1] = TimestampTzGetDatum(GetCurrentTimestamp());
	tuple = heap_form_tuple(RelationGetDescr(rel), value, isnull);
	if (old != NULL)
		CatalogTupleUpdate(rel, &old->tuple->t_self, tuple);
	else
		CatalogTupleInsert(rel, tuple);
	table_close(rel, NoLock);
	CommandCounterIncrement();
}

static void
append_key(StringInfo json, const char *key)
{
	appendStringInfo(json, "%s\"%s\": ", json->len > 1 ? ", " : "", key);
}

static void
append_jsonb(StringInfo json, const char *key, Jsonb *value)
{
	append_key(json, key);
	appendStringInfoString(json, JsonbToCString(NULL, &value->root, VARSIZE(value)));
}

static void
refuse(const char *argument, const char *is_for, const char *hint)
{
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("\"%s\" is for %s", argument, is_for),
					errhint("%s", hint)));
}

/* of a column: values as they are */
static void
set_column(FunctionCallInfo fcinfo, const SettingObject *object)
{
	static const struct
	{
		int argument;
		const char *name;
	} values[] = {{ARG_BOUNDS, "bounds"}, {ARG_CATEGORIES, "categories"}, {ARG_OTHER, "other"}, {ARG_TEXT, "text"}},
	  tables[] = {{ARG_PUBLIC, "public"},	  {ARG_SKIP, "skip"},	{ARG_UNIT, "unit"},
				  {ARG_MAX_ROWS, "max_rows"}, {ARG_RULES, "rules"}, {ARG_METHOD, "method"}};
	StringInfoData json;

	for (int i = 0; i < lengthof(tables); i++)
		if (!PG_ARGISNULL(tables[i].argument))
			refuse(tables[i].name, "tables", "Name the table alone; a column is left out by exclude => true.");
	if (!PG_ARGISNULL(ARG_KIND) && !PG_ARGISNULL(ARG_TEXT))
		refuse("kind", "columns without \"text\"", "Give one of the two.");
	initStringInfo(&json);
	appendStringInfoChar(&json, '{');
	if (!PG_ARGISNULL(ARG_EXCLUDE))
	{
		append_key(&json, "exclude");
		appendStringInfoString(&json, PG_GETARG_BOOL(ARG_EXCLUDE) ? "true" : "false");
	}
	if (!PG_ARGISNULL(ARG_KIND))
	{
		append_key(&json, "text");
		escape_json(&json, text_to_cstring(PG_GETARG_TEXT_PP(ARG_KIND)));
	}
	for (int i = 0; i < lengthof(values); i++)
		if (!PG_ARGISNULL(values[i].argument))
			append_jsonb(&json, values[i].name, PG_GETARG_JSONB_P(values[i].argument));
	appendStringInfoChar(&json, '}');
	store(object->relid, object->attnum, object->column, json.data);
}

/* '{"age": [0, 110]}' for a table: the value of each key to the column of that name */
static void
set_columns_of(FunctionCallInfo fcinfo, Oid relid, int argument, const char *name, StringInfo of_table)
{
	Jsonb *object;
	JsonbIterator *it;
	JsonbValue v;
	JsonbIteratorToken token;
	char *column = NULL;

	if (PG_ARGISNULL(argument))
		return;
	object = PG_GETARG_JSONB_P(argument);
	if (!JB_ROOT_IS_OBJECT(object))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"%s\" of a table must be a JSON object with a key for each column", name),
				 errhint("Name a single column by its table, as in 'patients.age', or write '{\"column\": ...}'.")));
	it = JsonbIteratorInit(&object->root);
	while ((token = JsonbIteratorNext(&it, &v, true)) != WJB_DONE)
	{
		AttrNumber attnum;
		StringInfoData json;

		if (token == WJB_KEY)
			column = pnstrdup(v.val.string.val, v.val.string.len);
		if (token != WJB_VALUE)
			continue;
		if (argument == ARG_TEXT && strcmp(column, TEXTOPTION_EVERY) == 0)
		{
			append_jsonb(of_table, "text", JsonbValueToJsonb(&v));
			continue;
		}
		attnum = get_attnum(relid, column);
		if (attnum <= 0)
			ereport(ERROR,
					(errcode(ERRCODE_UNDEFINED_COLUMN),
					 errmsg("column \"%s\" in \"%s\" does not exist in %s", column, name, relation_quoted_name(relid)),
					 errhint("Write '{\"column\": ...}' with names of the table's columns.")));
		initStringInfo(&json);
		appendStringInfoChar(&json, '{');
		append_jsonb(&json, name, JsonbValueToJsonb(&v));
		appendStringInfoChar(&json, '}');
		store(relid, attnum, column, json.data);
	}
}

static void
append_bool(StringInfo json, FunctionCallInfo fcinfo, int argument, const char *name)
{
	if (PG_ARGISNULL(argument))
		return;
	append_key(json, name);
	appendStringInfoString(json, PG_GETARG_BOOL(argument) ? "true" : "false");
}

static void
append_text(StringInfo json, FunctionCallInfo fcinfo, int argument, const char *name)
{
	if (PG_ARGISNULL(argument))
		return;
	append_key(json, name);
	escape_json(json, text_to_cstring(PG_GETARG_TEXT_PP(argument)));
}

static void
append_rules(StringInfo json, ArrayType *rules)
{
	Datum *element;
	bool *isnull;
	int n;

	deconstruct_array(rules, TEXTOID, -1, false, TYPALIGN_INT, &element, &isnull, &n);
	append_key(json, "rules");
	appendStringInfoChar(json, '[');
	for (int i = 0; i < n; i++)
	{
		if (isnull[i])
			ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("\"rules\" must not contain NULL"),
							errhint("List conditions, as in rules => '{\"arrived <= left_at\"}'.")));
		appendStringInfoString(json, i > 0 ? ", " : "");
		escape_json(json, TextDatumGetCString(element[i]));
	}
	appendStringInfoChar(json, ']');
}

static void
set_table(FunctionCallInfo fcinfo, const SettingObject *object)
{
	StringInfoData json;

	if (!PG_ARGISNULL(ARG_KIND))
		refuse("kind", "columns", "Name a column, as in 'patients.email'.");
	if (!PG_ARGISNULL(ARG_EXCLUDE))
		refuse("exclude", "columns", "Leave a table out by skip => true.");
	initStringInfo(&json);
	appendStringInfoChar(&json, '{');
	append_bool(&json, fcinfo, ARG_PUBLIC, "public");
	append_bool(&json, fcinfo, ARG_SKIP, "skip");
	append_text(&json, fcinfo, ARG_UNIT, "unit");
	append_text(&json, fcinfo, ARG_METHOD, "method");
	if (!PG_ARGISNULL(ARG_MAX_ROWS))
	{
		int32 max_rows = PG_GETARG_INT32(ARG_MAX_ROWS);

		if (max_rows < 1 || max_rows > MAX_ROWS_MOST)
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
							errmsg("max_rows must be between 1 and %d", MAX_ROWS_MOST),
							errhint("Use max_rows => 1, or as many rows of one unit as matter.")));
		append_key(&json, "max_rows");
		appendStringInfo(&json, "%d", max_rows);
	}
	if (!PG_ARGISNULL(ARG_RULES))
		append_rules(&json, PG_GETARG_ARRAYTYPE_P(ARG_RULES));
	set_columns_of(fcinfo, object->relid, ARG_BOUNDS, "bounds", &json);
	set_columns_of(fcinfo, object->relid, ARG_CATEGORIES, "categories", &json);
	set_columns_of(fcinfo, object->relid, ARG_OTHER, "other", &json);
	set_columns_of(fcinfo, object->relid, ARG_TEXT, "text", &json);
	appendStringInfoChar(&json, '}');
	if (json.len > 2)
		store(object->relid, 0, "", json.data);
}

/* what was set last may contradict what was set before, or the table: as a plan finds out */
static void
check_settings(Oid relid)
{
	RequestOptions options = {.is_plan = true};
	Request *request = request_describe(relid, &options);

	request_link(request, NULL);
	request_close(request);
}

/*
 * SQL: synth_set(object text, kind text, public boolean, exclude boolean, skip
 * boolean, bounds jsonb, categories jsonb, other jsonb, text jsonb, unit text,
 * max_rows integer, rules text[], method text)
 */
Datum
synth_set(PG_FUNCTION_ARGS)
{
	SettingObject object = find_object(fcinfo);
	bool any = false;

	coreglue_install();
	for (int i = ARG_OBJECT + 1; i < PG_NARGS(); i++)
		any |= !PG_ARGISNULL(i);
	if (!any)
		ereport(
			ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("there is nothing to set"),
			 errhint(
				 "Add an option, as in synth_set('patients.email', kind => 'email'); the view synth_settings shows what is set.")));
	if (object.attnum > 0)
		set_column(fcinfo, &object);
	else
		set_table(fcinfo, &object);
	check_settings(object.relid);
	PG_RETURN_VOID();
}

/*
 * SQL: synth_unset(object text) RETURNS integer: a column's settings, or a
 * table's with those of all its columns; how many were there.
 */
Datum
synth_unset(PG_FUNCTION_ARGS)
{
	SettingObject object = find_object(fcinfo);
	Relation rel = open_settings(object.relid);
	int gone = 0;
	ListCell *cell;

	foreach(cell, setting_rows(object.relid))
	{
		SettingRow *row = (SettingRow *) lfirst(cell);

		if (object.attnum != 0 && row->attnum != object.attnum)
			continue;
		CatalogTupleDelete(rel, &row->tuple->t_self);
		gone++;
	}
	table_close(rel, NoLock);
	CommandCounterIncrement();
	PG_RETURN_INT32(gone);
}
