/*-------------------------------------------------------------------------
 *
 * generate_schema_check.c
 *	  All that stands against filling a schema, found before a row is made.
 *
 * A user who misses one right on each of forty tables wants to hear of forty,
 * not of the first.  So every check of a table runs in a subtransaction; what
 * it raises becomes a line of the one error at the end, which has the SQLSTATE
 * and the HINT of the first.  What is no fault of the call (a cancel, a lack of
 * memory) is raised at once.
 *
 *-------------------------------------------------------------------------
 */
#include "generate_schema.h"

#include <math.h>

#include "access/table.h"
#include "executor/spi.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include "attempt.h"
#include "batch.h"
#include "relation.h"
#include "rowlink.h"
#include "target.h"

typedef void (*SchemaCheck)(SchemaRun *run, SchemaTable *t);

void
schema_add_problem(SchemaRun *run, int sqlstate, char *text, char *hint)
{
	SchemaProblem *problem = palloc(sizeof *problem);

	problem->sqlstate = sqlstate;
	problem->text = text;
	problem->hint = hint;
	run->problems = lappend(run->problems, problem);
}

SchemaTable *
schema_table(const SchemaRun *run, int index)
{
	for (int i = 0; i < run->ntables; i++)
		if (run->table[i].index == index)
			return &run->table[i];
	return NULL;
}

/* does the error say something of the call? */
static bool
check_collects(int sqlstate)
{
	int class = ERRCODE_TO_CATEGORY(sqlstate);

	return class == ERRCODE_TO_CATEGORY(ERRCODE_SYNTAX_ERROR_OR_ACCESS_RULE_VIOLATION)
		   || class == ERRCODE_TO_CATEGORY(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE)
		   || class == ERRCODE_TO_CATEGORY(ERRCODE_DATA_EXCEPTION)
		   || class == ERRCODE_TO_CATEGORY(ERRCODE_INTEGRITY_CONSTRAINT_VIOLATION)
		   || class == ERRCODE_TO_CATEGORY(ERRCODE_FEATURE_NOT_SUPPORTED)
		   || class == ERRCODE_TO_CATEGORY(ERRCODE_PROGRAM_LIMIT_EXCEEDED);
}

typedef struct CheckAttempt
{
	SchemaRun *run;
	SchemaTable *table;
	SchemaCheck check;
} CheckAttempt;

static void
check_run(void *arg)
{
	CheckAttempt *attempt = arg;

	attempt->check(attempt->run, attempt->table);
}

/* false if there was something; whatever the check opened is closed again */
static bool
check_try(SchemaRun *run, SchemaTable *t, SchemaCheck check)
{
	CheckAttempt attempt = {run, t, check};
	ErrorData *error = attempt_run(check_run, &attempt);

	if (error == NULL)
		return true;
	if (!check_collects(error->sqlerrcode))
		ReThrowError(error);
	schema_add_problem(run, error->sqlerrcode, psprintf("%s: %s", t->target->name, error->message), error->hint);
	return false;
}

static char *
check_name(const SchemaTable *t)
{
	return quote_qualified_identifier(t->target->schema, t->target->name);
}

static bool
check_holds_rows(const char *table)
{
	bool isnull;
	bool found;

	if (SPI_execute(psprintf("SELECT EXISTS (SELECT FROM %s)", table), false, 1) != SPI_OK_SELECT)
		elog(ERROR, "could not look into a table");
	found = DatumGetBool(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull));
	SPI_freetuptable(SPI_tuptable);
	return found;
}

/*
 * A model that came from another database names its source as it was there.
 * A table of that name here is taken for the source, too, if it holds rows
 * that did not come from us.
 */
static void
check_source(SchemaRun *run, SchemaTable *t)
{
	if (run->into_source)
		return;
	if (!OidIsValid(t->row->source_oid)
		&& (batch_wrote(t->target->schema, t->target->name) || !check_holds_rows(check_name(t))))
		return;
	target_refuse_source(t->row, t->target->relid);
}

static void
check_model(SchemaRun *run, SchemaTable *t)
{
	CatalogModel *row = catalog_load(t->model, CATALOG_SAMPLE);
	Relation rel = target_open(t->target->relid);

	generation_check(row, rel);
	table_close(rel, NoLock);
	t->row = row;
	t->is_public = row->model->method == SYNTH_METHOD_PUBLIC;
	check_source(run, t);
}

static void
check_existing(SchemaRun *run, SchemaTable *t)
{
	if (run->existing == EXISTING_TRUNCATE)
	{
		if (pg_class_aclcheck(t->target->relid, GetUserId(), ACL_TRUNCATE) != ACLCHECK_OK)
			ereport(ERROR, (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE), errmsg("permission denied to truncate the table"),
							errhint("Ask for GRANT TRUNCATE ON %s, or give \"existing => 'append'\".", check_name(t))));
	}
	else if (run->existing == EXISTING_ERROR && check_holds_rows(check_name(t)))
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE), errmsg("the table holds rows"),
				 errhint(
					 "Give \"existing => 'append'\" to add to them, or \"existing => 'truncate'\" to replace them.")));
}

/* parents that nobody fills and that must be there */
static void
check_parents(SchemaRun *run, SchemaTable *t)
{
	ListCell *lc;

	if (t->n == 0 || t->is_public)
		return;
	foreach(lc, t->target->edges)
	{
		const GraphEdge *e = lfirst(lc);
		SchemaTable *parent = e->parent >= 0 ? schema_table(run, e->parent) : NULL;
		char *name;

		if (e->nullable || e->unchecked || parent != NULL)
			continue;
		name = relation_quoted_name(e->parent_relid);
		if (!check_holds_rows(name))
			ereport(ERROR, (errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
							errmsg("refers to %s, which is empty and which this call does not fill", name),
							errhint("Fill %s first, fit a model of it, or declare it public and fit again.", name)));
	}
}

/* rows of other tables that would be left without their parents */
static void
check_truncated(SchemaRun *run, SchemaTable *t)
{
	ListCell *lc;

	foreach(lc, t->target->children)
	{
		const GraphEdge *e = lfirst(lc);

		if (e->child >= 0 && schema_table(run, e->child) == NULL)
			ereport(ERROR,
					(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
					 errmsg("cannot be truncated, because \"%s\" refers to it", run->graph->table[e->child].name),
					 errhint("Fill that table in the same call, or give \"existing => 'append'\".")));
	}
}

/* one error for all of them */
static void
check_report(SchemaRun *run)
{
	StringInfoData lines;
	SchemaProblem *first;
	ListCell *lc;

	if (run->problems == NIL)
		return;
	first = linitial(run->problems);
	initStringInfo(&lines);
	foreach(lc, run->problems)
		appendStringInfo(&lines, "%s%s", lines.len > 0 ? "\n" : "", ((SchemaProblem *) lfirst(lc))->text);
	ereport(ERROR,
			(errcode(first->sqlstate),
			 errmsg_plural("schema \"%s\" cannot be filled, for %d reason",
						   "schema \"%s\" cannot be filled, for %d reasons", (unsigned long) list_length(run->problems),
						   run->target_schema, list_length(run->problems)),
			 errdetail("%s", lines.data), first->hint != NULL ? errhint("%s", first->hint) : 0));
}

/* rows that a table gets if its parents' numbers of children say nothing */
static int64
check_rows(const SchemaRun *run, const SchemaTable *t)
{
	double total = t->row->model->total;
	double rows = rint(run->scale * total);

	if (t->is_public)
		return t->row->model->rows->nrows;
	/* a table that is not empty stays so: others may refer to it */
	if (rows < 1 && total >= 0.5)
		rows = 1;
	return rows <= 0 ? 0 : (int64) Min(rows, (double) ROWMAKER_MAX_ROWS);
}

/*
 * Noise may say of a small table that it is empty.  Whoever must refer to it
 * needs a row.  Parents come before children in the graph but for circles, so
 * a second round sees what the first one has filled there.
 */
static void
check_needed(SchemaRun *run)
{
	for (int round = 0; round < 2; round++)
		for (int i = run->ntables - 1; i >= 0; i--)
		{
			ListCell *lc;

			if (run->table[i].n == 0)
				continue;
			foreach(lc, run->table[i].target->edges)
			{
				const GraphEdge *e = lfirst(lc);
				SchemaTable *parent = e->parent >= 0 && !e->nullable ? schema_table(run, e->parent) : NULL;

				if (parent != NULL && !parent->is_public && parent->n == 0)
					parent->n = 1;
			}
		}
}

void
schema_check(SchemaRun *run)
{
	for (int i = 0; i < run->ntables; i++)
	{
		SchemaTable *t = &run->table[i];

		CHECK_FOR_INTERRUPTS();
		if (check_try(run, t, check_model))
			t->n = check_rows(run, t);
		(void) check_try(run, t, check_existing);
	}
	for (int i = 0; i < run->ntables; i++)
	{
		(void) check_try(run, &run->table[i], check_parents);
		if (run->existing == EXISTING_TRUNCATE)
			(void) check_try(run, &run->table[i], check_truncated);
	}
	check_report(run);
	check_needed(run);
}
