/*-------------------------------------------------------------------------
 *
 * schema_tables.c
 *	  Which tables of a schema are fitted, and what options say of each.
 *
 * Options of whole schemas name tables, bare or with the schema before them.
 * A name that is no table of the schema is an error: a misspelt skip => would
 * read a table that was to be left alone.
 *
 *-------------------------------------------------------------------------
 */
#include "schema_tables.h"

#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "setting.h"
#include "utils/builtins.h"

/* names that a hint lists at most */
#define SHOWN_TABLES 30

static char *
table_names(const Graph *g)
{
	StringInfoData text;

	initStringInfo(&text);
	for (int i = 0; i < g->ntables && i < SHOWN_TABLES; i++)
		appendStringInfo(&text, "%s\"%s\"", i == 0 ? "" : ", ", g->table[i].name);
	if (g->ntables > SHOWN_TABLES)
		appendStringInfo(&text, " and %d more", g->ntables - SHOWN_TABLES);
	return text.data;
}

/* the table of that name; the schema may stand before it, quoted as SQL would */
static int
find_table(const Graph *g, const char *schema, const char *argument, const char *name)
{
	int result = graph_find_name(g, name);

	for (int i = 0; result < 0 && i < g->ntables; i++)
		if (strcmp(name, quote_qualified_identifier(schema, g->table[i].name)) == 0
			|| strcmp(name, quote_identifier(g->table[i].name)) == 0)
			result = i;
	if (result < 0)
		ereport(ERROR, (errcode(ERRCODE_UNDEFINED_TABLE),
						errmsg("table \"%s\" in \"%s\" does not exist in schema \"%s\"", name, argument, schema),
						g->ntables == 0 ? errhint("The schema has no tables.")
										: errhint("Its tables are %s.", table_names(g))));
	return result;
}

static void
mark(const Graph *g, const char *schema, const char *argument, ArrayType *names, bool *marked)
{
	Datum *element;
	bool *isnull;
	int n;

	if (names == NULL)
		return;
	deconstruct_array(names, TEXTOID, -1, false, TYPALIGN_INT, &element, &isnull, &n);
	for (int i = 0; i < n; i++)
	{
		if (isnull[i])
			ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("\"%s\" must not contain NULL", argument),
							errhint("List table names, for example %s => '{country, category}'.", argument)));
		marked[find_table(g, schema, argument, TextDatumGetCString(element[i]))] = true;
	}
}

bool *
schema_tables(Graph *g, const char *schema, const SchemaChoice *choice)
{
	bool *listed = palloc0(Max(1, g->ntables) * sizeof(bool));
	bool *skipped = palloc0(Max(1, g->ntables) * sizeof(bool));
	bool *public = palloc0(Max(1, g->ntables) * sizeof(bool));

	mark(g, schema, "tables", choice->tables, listed);
	mark(g, schema, "skip", choice->skip, skipped);
	mark(g, schema, "public_tables", choice->public_tables, public);
	for (int i = 0; i < g->ntables; i++)
	{
		const TableSetting *setting = setting_table(g->table[i].relid);

		g->table[i].is_public = public[i] || setting->is_public;
		if (choice->tables == NULL)
			listed[i] = !setting->skip || public[i];
		listed[i] &= !skipped[i];
	}
	pfree(skipped);
	pfree(public);
	return listed;
}

void
schema_tables_cut(Graph *g, const bool *chosen)
{
	for (int i = 0; i < g->ntables; i++)
	{
		ListCell *cell;

		foreach(cell, g->table[i].edges)
		{
			GraphEdge *edge = (GraphEdge *) lfirst(cell);

			if (edge->parent >= 0 && !chosen[edge->parent])
				edge->context_ok = false;
			if (!chosen[i])
				edge->fanout_ok = false;
		}
	}
}

/* one rule, or an array of them */
static ArrayType *
read_rules(JsonbValue *v)
{
	List *rules = NIL;
	Datum *element;
	int n = 0;
	ListCell *cell;
	bool good = v->type == jbvString;

	if (good)
		rules = list_make1(pnstrdup(v->val.string.val, v->val.string.len));
	else if (v->type == jbvBinary && JsonContainerIsArray(v->val.binary.data))
	{
		JsonbIterator *it = JsonbIteratorInit(v->val.binary.data);
		JsonbIteratorToken token;
		JsonbValue item;

		good = true;
		while (good && (token = JsonbIteratorNext(&it, &item, true)) != WJB_DONE)
		{
			if (token != WJB_ELEM)
				continue;
			good = item.type == jbvString;
			if (good)
				rules = lappend(rules, pnstrdup(item.val.string.val, item.val.string.len));
		}
	}
	if (!good)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("rules of a table must be a list of texts"),
						errhint("Write rules => '{\"visits\": [\"arrived <= left_at\"]}'.")));
	element = palloc(Max(1, list_length(rules)) * sizeof(Datum));
	foreach(cell, rules)
		element[n++] = CStringGetTextDatum((char *) lfirst(cell));
	return construct_array(element, n, TEXTOID, -1, false, TYPALIGN_INT);
}

ArrayType **
schema_tables_rules(const Graph *g, const char *schema, Jsonb *rules)
{
	ArrayType **result = palloc0(Max(1, g->ntables) * sizeof(ArrayType *));
	JsonbIterator *it;
	JsonbValue v;
	JsonbIteratorToken token;
	int table = -1;

	if (rules == NULL)
		return result;
	if (!JB_ROOT_IS_OBJECT(rules))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("\"rules\" must be a JSON object with a key for each table"),
						errhint("Write rules => '{\"visits\": [\"arrived <= left_at\"]}'.")));
	it = JsonbIteratorInit(&rules->root);
	while ((token = JsonbIteratorNext(&it, &v, true)) != WJB_DONE)
	{
		if (token == WJB_KEY)
			table = find_table(g, schema, "rules", pnstrdup(v.val.string.val, v.val.string.len));
		else if (token == WJB_VALUE)
			result[table] = read_rules(&v);
	}
	return result;
}
