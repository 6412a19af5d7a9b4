/*-------------------------------------------------------------------------
 *
 * generation.c
 *	  Rows for one table, made and inserted: the engine behind
 *	  synth_generate() and synth_generate_schema().
 *
 * Rows are made into a tuplestore.  Which columns they have, which keys the
 * record of the batch keeps, and in which order the parts of a row maker are
 * put together is decided here; generation_insert.c writes the statement.
 *
 *-------------------------------------------------------------------------
 */
#include "generation.h"

#include "access/table.h"
#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/numeric.h"
#include "utils/rls.h"

#include "progress.h"
#include "public_rows.h"
#include "rowcondition.h"
#include "target.h"

/* is it a column of a foreign key of the target? */
static bool
generation_refers(const Generation *g, int attribute)
{
	ListCell *lc;

	if (g->rel->rd_rel->relkind != RELKIND_RELATION && g->rel->rd_rel->relkind != RELKIND_PARTITIONED_TABLE)
		return false;
	foreach(lc, RelationGetFKeyList(g->rel))
	{
		const ForeignKeyCacheInfo *key = lfirst(lc);

		for (int i = 0; i < key->nkeys; i++)
			if (key->conkey[i] == attribute + 1)
				return true;
	}
	return false;
}

/* does somebody on our side fill this column (0-based attribute number)?  Before it is linked: will somebody? */
static bool
generation_fills(const Generation *g, int attribute)
{
	if (g->maker == NULL)
		return public_rows_fills(g->rows, attribute);
	return rowmaker_fills(g->maker, attribute) || (!g->linked && generation_refers(g, attribute));
}

static bool
generation_is_integer(const Generation *g, int attribute)
{
	Oid type = getBaseType(TupleDescAttr(g->target, attribute)->atttypid);

	return type == INT2OID || type == INT4OID || type == INT8OID;
}

/*
 * An integer key that the server numbers and the caller may read: RETURNING
 * then tells which ones.  Not where RETURNING could fail: with rules, row
 * security, or on anything but a table.
 */
static bool
generation_may_return(const Generation *g, AttrNumber attnum)
{
	Oid relid = RelationGetRelid(g->rel);

	if ((g->rel->rd_rel->relkind != RELKIND_RELATION && g->rel->rd_rel->relkind != RELKIND_PARTITIONED_TABLE)
		|| g->rel->rd_rules != NULL || check_enable_rls(relid, InvalidOid, true) == RLS_ENABLED)
		return false;
	return pg_class_aclcheck(relid, GetUserId(), ACL_SELECT) == ACLCHECK_OK
		   || pg_attribute_aclcheck(relid, attnum, GetUserId(), ACL_SELECT) == ACLCHECK_OK;
}

/* the integer key whose values the record of the batch keeps */
static void
generation_find_number_key(Generation *g)
{
	g->number_key = -1;
	for (int i = 0; i < g->model->ncolumns; i++)
	{
		AttrNumber attnum;

		if (g->model->column[i].role != SYNTH_COLUMN_KEY)
			continue;
		attnum = get_attnum(RelationGetRelid(g->rel), g->model->column[i].name);
		if (attnum <= 0 || !generation_is_integer(g, attnum - 1))
			continue;
		if (rowmaker_fills(g->maker, attnum - 1))
		{
			g->number_key = attnum - 1;
			g->server_numbers = false;
			return;
		}
		if (g->number_key < 0 && rowmaker_keys(g->maker) == NIL && generation_may_return(g, attnum))
		{
			g->number_key = attnum - 1;
			g->server_numbers = true;
		}
	}
}

/* a BEFORE trigger may fill whatever it likes */
static bool
generation_has_before_trigger(const Generation *g)
{
	return g->rel->trigdesc != NULL && g->rel->trigdesc->trig_insert_before_row;
}

/* names of columns that are NOT NULL and that nobody would fill */
static List *
generation_unfilled(const Generation *g)
{
	List *names = NIL;

	if (generation_has_before_trigger(g)
		|| (g->rel->rd_rel->relkind != RELKIND_RELATION && g->rel->rd_rel->relkind != RELKIND_PARTITIONED_TABLE))
		return NIL;
	for (int i = 0; i < g->target->natts; i++)
	{
		Form_pg_attribute att = TupleDescAttr(g->target, i);

		if (!att->attisdropped && att->attnotnull && !att->atthasdef && att->attidentity == '\0'
			&& att->attgenerated == '\0' && !generation_fills(g, i))
			names = lappend(names, pstrdup(NameStr(att->attname)));
	}
	return names;
}

static void
generation_refuse_unfilled(const Generation *g)
{
	List *unfilled = generation_unfilled(g);
	StringInfoData names;
	ListCell *lc;

	if (unfilled == NIL)
		return;
	initStringInfo(&names);
	foreach(lc, unfilled)
		appendStringInfo(&names, "%s\"%s\"", names.len > 0 ? ", " : "", (char *) lfirst(lc));
	ereport(ERROR,
			(errcode(ERRCODE_NOT_NULL_VIOLATION),
			 errmsg("columns of \"%s\" that must not be null are neither in model \"%s\" nor have a default: %s",
					RelationGetRelationName(g->rel), g->model_name, names.data),
			 errhint("Write ALTER TABLE %s ALTER COLUMN %s SET DEFAULT ..., or fit a model of a table that has the columns.",
					 target_name(g->rel), quote_identifier(linitial(unfilled)))));
}

/* the columns that the INSERT names */
static void
generation_plan_columns(Generation *g)
{
	int n = 0;

	g->attribute = palloc(sizeof(int) * (Size) Max(g->target->natts, 1));
	for (int i = 0; i < g->target->natts; i++)
		if (generation_fills(g, i))
			g->attribute[n++] = i;
	if (n == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("every column of \"%s\" that the model knows is filled by the server",
						RelationGetRelationName(g->rel)),
				 errhint("Use a target with columns of the model that are neither generated nor keys with a default.")));
	g->desc = CreateTemplateTupleDesc(n);
	for (int i = 0; i < n; i++)
	{
		Form_pg_attribute att = TupleDescAttr(g->target, g->attribute[i]);

		TupleDescInitEntry(g->desc, (AttrNumber) (i + 1), NameStr(att->attname), att->atttypid, att->atttypmod, 0);
		TupleDescInitEntryCollation(g->desc, (AttrNumber) (i + 1), att->attcollation);
	}
	if (g->maker != NULL)
		generation_find_number_key(g);
	generation_refuse_unfilled(g);
}

/* maker or rows are set */
static Generation *
generation_plan(const CatalogModel *row, Relation rel, Steering *steering, int64 seed, RowPurpose purpose)
{
	Generation *g = palloc0(sizeof *g);

	g->model_name = row->name;
	g->model = row->model;
	g->rel = rel;
	g->seed = seed;
	g->number_key = -1;
	g->target = CreateTupleDescCopyConstr(RelationGetDescr(rel));
	if (row->model->method == SYNTH_METHOD_PUBLIC)
		g->rows = public_rows_open(row->model, g->target);
	else
		g->maker = rowmaker_new(row->model, steering, g->target, purpose, seed);
	return g;
}

Generation *
generation_new(const CatalogModel *row, Relation rel, Steering *steering, int64 seed, RowPurpose purpose)
{
	Generation *g = generation_plan(row, rel, steering, seed, purpose);

	rowcheck_model(g->maker, g->model, g->target);
	rowcheck_target(g->maker, rel);
	rowkey_target(g->maker, g->model, rel);
	return g;
}

Generation *
generation_new_public(const CatalogModel *row, Relation rel)
{
	Generation *g = generation_plan(row, rel, NULL, 0, ROW_LINKED);

	generation_plan_columns(g);
	g->n = public_rows_count(g->rows);
	return g;
}

void
generation_check(const CatalogModel *row, Relation rel)
{
	Generation *g = generation_plan(row, rel, NULL, 0, ROW_LINKED);
	StringInfoData names;

	generation_plan_columns(g);
	if (pg_class_aclcheck(RelationGetRelid(rel), GetUserId(), ACL_INSERT) == ACLCHECK_OK)
		return;
	initStringInfo(&names);
	for (int i = 0; i < g->desc->natts; i++)
		if (pg_attribute_aclcheck(RelationGetRelid(rel), (AttrNumber) (g->attribute[i] + 1), GetUserId(), ACL_INSERT)
			!= ACLCHECK_OK)
			appendStringInfo(&names, "%s\"%s\"", names.len > 0 ? ", " : "",
							 NameStr(TupleDescAttr(g->desc, i)->attname));
	if (names.len > 0)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE), errmsg("permission denied to write columns %s", names.data),
				 errhint("Ask for GRANT INSERT ON %s.", target_name(rel))));
}

bool
generation_link(Generation *g, RowLinkPool pool, RowLinkLate late, void *ctx)
{
	char relkind = g->rel->rd_rel->relkind;
	bool deferred = false;

	if (relkind == RELKIND_RELATION || relkind == RELKIND_PARTITIONED_TABLE)
	{
		g->links = rowlinks_new(g->model, g->rel, pool, ctx, g->seed);
		if (late != NULL)
			deferred = rowlinks_defer(g->links, late, ctx);
		rowmaker_link(g->maker, g->links);
	}
	/* links fill columns that nobody else would, and need to know keys that the server would number */
	g->linked = true;
	generation_plan_columns(g);
	return deferred;
}

void
generation_start(Generation *g, int64 n, const int64 *key_start)
{
	g->n = n;
	g->key_start = key_start != NULL ? *key_start : target_next_key(g->rel, g->maker);
	rowmaker_start(g->maker, n, g->key_start, true);
	target_load_keys(g->rel, g->maker, key_start != NULL);
}

static int64
generation_number(const Generation *g, Datum key)
{
	switch (getBaseType(TupleDescAttr(g->target, g->number_key)->atttypid))
	{
		case INT2OID:
			return DatumGetInt16(key);
		case INT4OID:
			return DatumGetInt32(key);
		default:
			return DatumGetInt64(key);
	}
}

/* keys come in order, up or down, so most lengthen the last run */
static void
generation_add_key(Generation *g, int64 key)
{
	KeyRun *last = g->nruns > 0 ? &g->run[g->nruns - 1] : NULL;

	if (g->nruns < 0)
		return;
	if (last != NULL && last->last < PG_INT64_MAX && key == last->last + 1)
		last->last = key;
	else if (last != NULL && last->first > PG_INT64_MIN && key == last->first - 1)
		last->first = key;
	else if (g->nruns == GENERATION_MAX_RUNS)
		g->nruns = -1;
	else
	{
		if (g->run == NULL)
			g->run = palloc(sizeof(KeyRun) * 16);
		else if (g->nruns >= 16 && (g->nruns & (g->nruns - 1)) == 0)
			g->run = repalloc(g->run, sizeof(KeyRun) * 2 * (Size) g->nruns);
		g->run[g->nruns].first = key;
		g->run[g->nruns++].last = key;
	}
}

void
generation_collect(Generation *g)
{
	g->store = tuplestore_begin_heap(false, false, work_mem);
	g->nruns = 0;
}

/* columns before the filled one only move to the left */
void
generation_put(Generation *g, Datum *values, bool *isnull)
{
	if (g->number_key >= 0 && !g->server_numbers && !isnull[g->number_key])
		generation_add_key(g, generation_number(g, values[g->number_key]));
	for (int i = 0; i < g->desc->natts; i++)
	{
		values[i] = values[g->attribute[i]];
		isnull[i] = isnull[g->attribute[i]];
	}
	tuplestore_putvalues(g->store, g->desc, values, isnull);
}

/* all rows into the tuplestore, which spills to disk beyond work_mem */
void
generation_make(Generation *g, bool keep, GenerationSeen seen, void *ctx)
{
	Datum *values = palloc0(sizeof(Datum) * (Size) Max(g->target->natts, 1));
	bool *isnull = palloc0(sizeof(bool) * (Size) Max(g->target->natts, 1));
	List *keys = rowmaker_keys(g->maker);
	int64 done = 0;
	int rows;

	if (keep)
		generation_collect(g);
	progress_rows(g->n, 0);
	progress_phase(keep ? "making rows" : "making keys");
	while ((rows = rowmaker_next(g->maker)) > 0)
	{
		for (int r = 0; r < rows; r++)
		{
			rowmaker_row(g->maker, r, values, isnull);
			if (seen != NULL)
				seen(ctx, g, r, values, isnull);
			if (keep)
				generation_put(g, values, isnull);
		}
		done += rows;
		progress_rows(g->n, done);
	}
	/* the text of the first key column's first and last key */
	if (keys != NIL)
	{
		g->first_key = rowmaker_key_text(g->maker, linitial_int(keys), false);
		g->last_key = rowmaker_key_text(g->maker, linitial_int(keys), true);
	}
	pfree(values);
	pfree(isnull);
}

void
generation_put_public(Generation *g, GenerationSeen seen, void *ctx)
{
	Datum *values = palloc0(sizeof(Datum) * (Size) Max(g->target->natts, 1));
	bool *isnull = palloc0(sizeof(bool) * (Size) Max(g->target->natts, 1));

	generation_collect(g);
	progress_rows(g->n, 0);
	progress_phase("making rows");
	for (int r = 0; public_rows_next(g->rows, values, isnull); r++)
	{
		if (seen != NULL)
			seen(ctx, g, r, values, isnull);
		generation_put(g, values, isnull);
	}
	pfree(values);
	pfree(isnull);
}

void
generation_free(Generation *g)
{
	if (g->store != NULL)
		tuplestore_end(g->store);
	g->store = NULL;
}

char *
generation_repaired(int64 repaired, int64 made)
{
	if (repaired == 0)
		return "";
	return psprintf(" " INT64_FORMAT " of " INT64_FORMAT " rows were changed so that every constraint and rule holds.",
					repaired, made);
}
