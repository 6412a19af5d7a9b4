/*-------------------------------------------------------------------------
 *
 * unitpath_describe.c
 *	  A source's units, as hidden columns that say whose a row is.
 *
 * One hidden column a path: the key of the person that it leads to, NULL if it
 * ends before.  It is taken where the path's last foreign key stands, as a value
 * of the people's key; a join with the people is needed only where paths refer
 * to different keys of theirs.  A key of several columns is a row value, which
 * the server compares column by column.
 *
 *-------------------------------------------------------------------------
 */
#include "unitpath.h"

#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "core/mutate.h"
#include "option.h"
#include "sourcejoin.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

/* the key of the people's table that a source's paths are told by */
typedef struct PersonKey
{
	Oid relid;
	int ncolumns;
	AttrNumber *attnum;
	bool joined; /* the paths refer to several: this one is read from the people themselves */
} PersonKey;

/* position of a column among those that an edge refers to, -1 */
static int
edge_position(const Graph *g, const GraphEdge *e, AttrNumber attnum)
{
	for (int i = 0; i < e->ncolumns; i++)
		if (unitpath_key_column(g, e, i) == attnum)
			return i;
	return -1;
}

static void
check_orderable(const PersonKey *key)
{
	for (int i = 0; i < key->ncolumns; i++)
	{
		Oid type = getBaseType(get_atttype(key->relid, key->attnum[i]));
		TypeCacheEntry *cache = lookup_type_cache(type, TYPECACHE_LT_OPR | TYPECACHE_EQ_OPR_FINFO);

		if (!OidIsValid(cache->lt_opr) || !OidIsValid(cache->eq_opr_finfo.fn_oid))
			ereport(ERROR, (errcode(ERRCODE_UNDEFINED_FUNCTION),
							errmsg("rows of %s cannot be the units, because the type %s of their key has no order",
								   relation_quoted_name(key->relid), format_type_be(type)),
							errhint("Let the foreign keys refer to a key of integers, texts or uuids.")));
	}
}

static PersonKey
choose_key(const Graph *g, int table, const UnitPlan *plan)
{
	const GraphEdge *first = llast(plan->path[table][0]);
	PersonKey key = {g->table[plan->person].relid, first->ncolumns, NULL, false};

	key.attnum = palloc(first->ncolumns * sizeof(AttrNumber));
	for (int i = 0; i < first->ncolumns; i++)
		key.attnum[i] = unitpath_key_column(g, first, i);
	for (int p = 1; p < plan->npaths[table]; p++)
	{
		const GraphEdge *e = llast(plan->path[table][p]);

		/* a key of one partition is none of the others */
		if (e->parent_relid != first->parent_relid)
			ereport(ERROR,
					(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
					 errmsg("foreign keys of \"%s\" lead to keys of different partitions of \"%s\"",
							g->table[table].name, g->table[plan->person].name),
					 errhint("Let them refer to a key of the partitioned table, or leave the table out with skip =>.")));
		key.joined |= e->ncolumns != key.ncolumns;
		for (int i = 0; i < key.ncolumns; i++)
			key.joined |= edge_position(g, e, key.attnum[i]) < 0;
	}
	check_orderable(&key);
	return key;
}

/* one column of the people's key at the end of a path, of the type that it has there */
static char *
key_column(const Graph *g, const PersonKey *key, int k, const GraphEdge *last, const char *alias)
{
	Oid child;
	AttrNumber attnum;
	int position;
	Oid type = get_atttype(key->relid, key->attnum[k]);
	char *column;

	if (key->joined)
		return sourcejoin_column(alias, key->relid, key->attnum[k]);
	child = g->table[last->child].relid;
	position = edge_position(g, last, key->attnum[k]);
	attnum = last->child_attnum[position];
	/* parts of a row value are compared by their own collations, which must be the key's */
	column = sourcejoin_as_key(alias, child, last, position);
	if (get_atttype(child, attnum) == type)
		return column;
	/* without a length that would cut: "character" alone is one character */
	return psprintf("(%s)::%s", column,
					format_type_extended(type, -1,
										 FORMAT_TYPE_FORCE_QUALIFY
											 | (SYNTH_BUG(KEY_CUT) ? 0 : FORMAT_TYPE_TYPEMOD_GIVEN)));
}

static int
add_unit(SourceTable *t, const Graph *g, const PersonKey *key, const List *path, int number)
{
	const GraphEdge *last = llast(path);
	const char *alias = SOURCEJOIN_SELF;
	char *name = psprintf("unit %d", number + 1);
	StringInfoData null_test;
	StringInfoData columns;
	Oid type;
	int32 typmod;
	Oid collation;
	ListCell *cell;

	foreach(cell, path)
	{
		const GraphEdge *e = (const GraphEdge *) lfirst(cell);

		if (e != last || key->joined)
			alias = sourcejoin_parent(t, g, e, alias);
	}
	if (key->ncolumns == 1)
	{
		get_atttypetypmodcoll(key->relid, key->attnum[0], &type, &typmod, &collation);
		return sourcejoin_hidden(t, name, key_column(g, key, 0, last, alias), type, -1, collation);
	}

	initStringInfo(&null_test);
	initStringInfo(&columns);
	for (int k = 0; k < key->ncolumns; k++)
	{
		char *column = key_column(g, key, k, last, alias);

		appendStringInfo(&null_test, "%s%s IS NULL", k > 0 ? " OR " : "", column);
		appendStringInfo(&columns, "%s%s", k > 0 ? ", " : "", column);
	}
	return sourcejoin_hidden(t, name, psprintf("CASE WHEN %s THEN NULL ELSE ROW(%s) END", null_test.data, columns.data),
							 RECORDOID, -1, InvalidOid);
}

/* the mark of rows whose parent, by the first foreign key of a path, was cut */
static void
add_cut_mark(SourceTable *t, const Graph *g, int table, const UnitPlan *plan)
{
	StringInfoData mark;
	List *done = NIL;

	initStringInfo(&mark);
	for (int p = 0; p < plan->npaths[table]; p++)
	{
		const GraphEdge *e = linitial(plan->path[table][p]);
		CutRows *cut = plan->cut[e->parent];
		StringInfoData join;
		char *alias;

		/* who does not own the row decides nothing about it */
		if (cut == NULL || list_member_ptr(done, e)
			|| (!unitpath_child_shares_owners(plan, e) && !SYNTH_BUG(CUT_BY_STRANGERS)))
			continue;
		done = lappend(done, (void *) e);
		alias = sourcejoin_alias(t);
		initStringInfo(&join);
		appendStringInfo(&join, " LEFT JOIN %s AS %s ON (", cutrows_name(cut), alias);
		for (int i = 0; i < e->ncolumns; i++)
		{
			if (i > 0)
				appendStringInfoString(&join, " AND ");
			sourcejoin_equal(&join, t->relid, e, i,
							 psprintf("%s.%s", alias, cutrows_column(cut, unitpath_key_column(g, e, i))),
							 sourcejoin_as_key(SOURCEJOIN_SELF, t->relid, e, i));
		}
		appendStringInfoChar(&join, ')');
		sourcejoin_append(t, join.data);
		t->named = list_append_unique_ptr(t->named, cutrows_relation(cut));
		appendStringInfo(&mark, "%s%s.%s IS NOT NULL", mark.len > 0 ? " OR " : "", alias,
						 cutrows_column(cut, unitpath_key_column(g, e, 0)));
	}
	if (mark.len > 0)
		t->cut_column = sourcejoin_hidden(t, "parent was cut", psprintf("(%s)", mark.data), BOOLOID, -1, InvalidOid);
}

void
unitpath_describe(SourceTable *t, const Graph *g, int table, const UnitPlan *plan)
{
	PersonKey key;

	if (plan->person < 0 || plan->role[table] == UNIT_ALONE || plan->role[table] == UNIT_PUBLIC)
		return;
	t->unit = pstrdup(plan->name);
	t->person = g->table[plan->person].relid;
	t->max_rows = plan->max_rows[table];
	/* a person has one row there; without privacy, what nobody bounds is not bounded */
	if (plan->role[table] == UNIT_PERSON || (!plan->is_private && t->max_rows == 0))
		return;

	key = choose_key(g, table, plan);
	t->nunits = SYNTH_BUG(SECOND_PATH_IGNORED) ? 1 : plan->npaths[table];
	t->unit_columns = palloc(t->nunits * sizeof(int));
	for (int p = 0; p < t->nunits; p++)
		t->unit_columns[p] = add_unit(t, g, &key, plan->path[table][p], p);
	t->estimates_max_rows = t->max_rows == 0;
	t->cut = plan->cut[table];
	add_cut_mark(t, g, table, plan);
}

bool
unitpath_is_column(const SourceTable *t, const char *unit)
{
	if (strcmp(unit, "row") == 0 || strcmp(unit, "result row") == 0)
		return true;
	for (int c = 0; c < t->ncolumns; c++)
		if (!t->column[c].hidden && strcmp(t->column[c].name, unit) == 0)
			return true;
	return false;
}

/*
 * Who somebody is says nothing about others: a column that refers to people is
 * not learned, unless the user lists it; rows get people that there are.
 */
static void
refer_to_people(SourceTable *t, const UnitPlan *plan, int table, ArrayType *columns)
{
	bool *listed = option_columns(t, "columns", columns);

	for (int p = 0; p < plan->npaths[table]; p++)
	{
		const GraphEdge *e = linitial(plan->path[table][p]);

		for (int i = 0; i < t->nedges; i++)
		{
			SynthEdge *edge = &t->edge[i];
			bool learned = false;

			if (e->parent != plan->person || e->nullable || strcmp(edge->name, e->name) != 0)
				continue;
			for (int k = 0; k < edge->ncolumns; k++)
				learned |= t->column[edge->column[k]].role != SYNTH_COLUMN_ATTRIBUTE
						   || (listed != NULL && listed[edge->column[k]]);
			if (learned || t->nattributes <= edge->ncolumns)
				continue;
			for (int k = 0; k < edge->ncolumns; k++)
			{
				t->column[edge->column[k]].role = SYNTH_COLUMN_REFERENCE;
				t->column[edge->column[k]].why = "unit of privacy: who it is, not what it is like";
			}
			edge->by_value = false;
		}
	}
	relation_number_attributes(t);
}

void
unitpath_describe_table(SourceTable *t, const char *unit, int64 max_rows, bool is_private, ArrayType *columns)
{
	Graph *g = NULL;
	UnitPlan *plan;
	int table = -1;

	if (t->relkind == RELKIND_RELATION || t->relkind == RELKIND_PARTITIONED_TABLE)
	{
		g = graph_read(t->schema, false);
		table = graph_find(g, t->relid);
	}
	if (table < 0 || !unitpath_names_table(g, unit))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_COLUMN),
				 errmsg("unit \"%s\" is neither a column of \"%s\" nor a table that it refers to", unit, t->name),
				 errhint(
					 "Name the column that tells whose a row is, or the table of people that foreign keys lead to.")));
	plan = unitpath_plan(g, unit, is_private);
	if (plan->role[table] != UNIT_OWNED && plan->role[table] != UNIT_PERSON)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("no foreign keys lead from \"%s\" to \"%s\"", t->name, unit),
						errhint("Name a table of people that \"%s\" refers to, or a column that tells whose a row is.",
								t->name)));
	if (plan->role[table] == UNIT_OWNED)
		plan->max_rows[table] = max_rows;
	unitpath_describe(t, g, table, plan);
	refer_to_people(t, plan, table, columns);
}
