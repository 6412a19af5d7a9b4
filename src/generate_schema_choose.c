/*-------------------------------------------------------------------------
 *
 * generate_schema_choose.c
 *	  Which model fills which table of a schema.
 *
 * Models are found by the schema and table that they were fitted from, as they
 * say themselves: the schema need not exist here.  A table of the same name in
 * the target is filled.  Of several models of one table the one with the name
 * that synth_fit_schema() gives (schema.table) is meant.
 *
 * Models of views and of single partitions are passed over unless they are
 * named: the rows of a view are its tables', those of a partition its
 * parent's.
 *
 *-------------------------------------------------------------------------
 */
#include "generate_schema.h"

#include "catalog/namespace.h"
#include "catalog/partition.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

typedef struct SchemaCandidate
{
	char *table;
	List *rows; /* CatalogModel * */
	bool used;
} SchemaCandidate;

/* 'table', 'schema.table' of the source or of the target */
static bool
choose_is_named(const SchemaRun *run, List *names, const char *table)
{
	ListCell *lc;

	foreach(lc, names)
	{
		const char *name = lfirst(lc);

		if (strcmp(name, table) == 0 || strcmp(name, psprintf("%s.%s", run->source_schema, table)) == 0
			|| strcmp(name, psprintf("%s.%s", run->target_schema, table)) == 0)
			return true;
	}
	return false;
}

static bool
choose_wants(const SchemaRun *run, const char *table)
{
	return (run->only == NIL || choose_is_named(run, run->only, table)) && !choose_is_named(run, run->skip, table);
}

static int
candidate_compare(const ListCell *a, const ListCell *b)
{
	return strcmp(((const SchemaCandidate *) lfirst(a))->table, ((const SchemaCandidate *) lfirst(b))->table);
}

/* models of the source that may be used, by table */
static List *
choose_candidates(const SchemaRun *run)
{
	List *candidates = NIL;
	ListCell *lc;

	foreach(lc, catalog_list())
	{
		CatalogModel *row = lfirst(lc);
		SchemaCandidate *c = NULL;
		ListCell *other;

		if (strcmp(row->source_schema, run->source_schema) != 0 || !catalog_may_use(row))
			continue;
		foreach(other, candidates)
			if (strcmp(((SchemaCandidate *) lfirst(other))->table, row->source_name) == 0)
				c = lfirst(other);
		if (c == NULL)
		{
			c = palloc0(sizeof *c);
			c->table = row->source_name;
			candidates = lappend(candidates, c);
		}
		c->rows = lappend(c->rows, row);
	}
	list_sort(candidates, candidate_compare);
	return candidates;
}

static CatalogModel *
choose_model(SchemaRun *run, const SchemaCandidate *c)
{
	StringInfoData names;
	NameData usual;
	ListCell *lc;

	if (list_length(c->rows) == 1)
		return linitial(c->rows);
	namestrcpy(&usual, psprintf("%s.%s", run->source_schema, c->table));
	initStringInfo(&names);
	foreach(lc, c->rows)
	{
		CatalogModel *row = lfirst(lc);

		if (strcmp(row->name, NameStr(usual)) == 0)
			return row;
		appendStringInfo(&names, "%s\"%s\"", names.len > 0 ? ", " : "", row->name);
	}
	schema_add_problem(run, ERRCODE_AMBIGUOUS_PARAMETER,
					   psprintf("several models were fitted from table \"%s\", none of them named \"%s\": %s", c->table,
								NameStr(usual), names.data),
					   psprintf("Drop those that are not meant, as in SELECT synth_drop('%s').",
								((CatalogModel *) linitial(c->rows))->name));
	return NULL;
}

static bool
choose_is_view(const CatalogModel *row)
{
	char relkind = OidIsValid(row->source_oid) ? get_rel_relkind(row->source_oid) : '\0';

	return relkind == RELKIND_VIEW || relkind == RELKIND_MATVIEW;
}

/* a model whose table the target's graph does not have */
static void
choose_refuse_missing(SchemaRun *run, const SchemaCandidate *c, bool named)
{
	Oid relid = get_relname_relid(c->table, get_namespace_oid(run->target_schema, false));
	char *name = quote_qualified_identifier(run->target_schema, c->table);

	if (!named && (choose_is_view(linitial(c->rows)) || (OidIsValid(relid) && get_rel_relispartition(relid))))
		return;
	if (OidIsValid(relid))
		schema_add_problem(run, ERRCODE_WRONG_OBJECT_TYPE, psprintf("%s is not a table of its own", name),
						   psprintf("Leave it out by \"skip => '{%s}'\".", c->table));
	else
		schema_add_problem(
			run, ERRCODE_UNDEFINED_TABLE, psprintf("table %s does not exist", name),
			psprintf("SELECT synth_schema_ddl('%s', '%s') shows the statements that make the tables; or leave it out by \"skip => '{%s}'\".",
					 run->source_schema, run->target_schema, c->table));
}

/* names in tables => and skip => that mean nothing */
static void
choose_check_names(SchemaRun *run, const char *argument, List *names, List *candidates)
{
	ListCell *lc;

	foreach(lc, names)
	{
		char *name = lfirst(lc);
		bool known = false;
		ListCell *other;

		foreach(other, candidates)
			known |= choose_is_named(run, list_make1(name), ((SchemaCandidate *) lfirst(other))->table);
		for (int i = 0; i < run->graph->ntables && names == run->skip; i++)
			known |= choose_is_named(run, list_make1(name), run->graph->table[i].name);
		if (!known)
			schema_add_problem(run, ERRCODE_UNDEFINED_OBJECT,
							   psprintf("\"%s\" of \"%s\" is no table that a model was fitted from", name, argument),
							   psprintf("SELECT name, source_name FROM synth_models WHERE source_schema = '%s'.",
										run->source_schema));
	}
}

static SchemaCandidate *
choose_find(List *candidates, const char *table)
{
	ListCell *lc;

	foreach(lc, candidates)
		if (strcmp(((SchemaCandidate *) lfirst(lc))->table, table) == 0)
			return lfirst(lc);
	return NULL;
}

void
schema_choose(SchemaRun *run)
{
	List *candidates = choose_candidates(run);
	ListCell *lc;

	if (candidates == NIL)
		ereport(ERROR, (errcode(ERRCODE_UNDEFINED_OBJECT),
						errmsg("there is no model of a table of schema \"%s\" that you may use", run->source_schema),
						errhint("Fit them by SELECT * FROM synth_fit_schema('%s').", run->source_schema)));
	choose_check_names(run, "tables", run->only, candidates);
	choose_check_names(run, "skip", run->skip, candidates);

	run->table = palloc0(sizeof(SchemaTable) * (Size) Max(run->graph->ntables, 1));
	for (int i = 0; i < run->graph->ntables; i++)
	{
		const GraphTable *target = &run->graph->table[i];
		SchemaCandidate *c = choose_find(candidates, target->name);
		CatalogModel *row;

		if (!choose_wants(run, target->name))
			continue;
		if (c == NULL)
		{
			run->unmodelled = lappend(run->unmodelled, (void *) target);
			continue;
		}
		c->used = true;
		row = choose_model(run, c);
		if (row != NULL)
		{
			SchemaTable *t = &run->table[run->ntables++];

			t->target = target;
			t->index = i;
			t->model = row->name;
			t->needed_by = -1;
		}
	}
	foreach(lc, candidates)
	{
		SchemaCandidate *c = lfirst(lc);

		if (!c->used && choose_wants(run, c->table))
			choose_refuse_missing(run, c, run->only != NIL);
	}
}
