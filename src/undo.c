/*-------------------------------------------------------------------------
 *
 * undo.c
 *	  synth_undo(): takes a batch back.
 *
 * Rows of a batch are known by their keys (undo_rows.c).  It is all or
 * nothing: the batch is refused if some rows are no longer there or cannot be
 * told from others, or if rows of others refer to them, which a foreign key
 * with ON DELETE CASCADE or SET NULL would delete or change without a word.
 * One statement deletes from all tables, so that their order does not matter.
 *
 * A row that somebody changed but whose key stayed is the batch's all the
 * same.  Rows of public tables that were there before the batch stay.
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include "access/genam.h"
#include "access/table.h"
#include "catalog/namespace.h"
#include "catalog/partition.h"
#include "catalog/pg_constraint.h"
#include "executor/spi.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "tcop/utility.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "batch.h"
#include "catalog.h"
#include "relation.h"
#include "target.h"
#include "undo_rows.h"

PG_FUNCTION_INFO_V1(synth_undo);

static void
undo_check_batch(List *parts)
{
	const BatchPart *first = parts != NIL ? linitial(parts) : NULL;
	ListCell *lc;

	if (first == NULL || !catalog_is_role(first->role))
		ereport(ERROR, (errcode(ERRCODE_UNDEFINED_OBJECT), errmsg("the batch does not exist, or is not yours"),
						errhint("SELECT batch, target_name, role FROM synth_batches lists them.")));
	foreach(lc, parts)
		if (((const BatchPart *) lfirst(lc))->undone)
			ereport(ERROR,
					(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE), errmsg("the batch has been undone already"),
					 errhint("SELECT batch FROM synth_batches WHERE undone IS NULL lists the others.")));
}

static UndoTable *
undo_open(const BatchPart *part, int number)
{
	UndoTable *t = palloc0(sizeof *t);
	Oid namespace = get_namespace_oid(part->target_schema, true);
	Oid relid = OidIsValid(namespace) ? get_relname_relid(part->target_name, namespace) : InvalidOid;

	if (!OidIsValid(relid))
		ereport(ERROR, (errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
						errmsg("table %s of the batch is not there",
							   quote_qualified_identifier(part->target_schema, part->target_name)),
						errhint("Its rows went with it; delete those of the other tables by hand.")));
	t->part = part;
	t->number = number;
	t->rel = table_open(relid, RowExclusiveLock);
	t->graph = graph_read_table(relid);
	return t;
}

/* rows that the batch put into its tables, apart from public rows where others were there before */
static List *
undo_open_all(List *parts)
{
	List *tables = NIL;
	List *known = NIL;
	int number = 0;
	ListCell *lc;

	foreach(lc, parts)
	{
		const BatchPart *part = lfirst(lc);

		if (part->rows_inserted == 0)
			continue;
		tables = lappend(tables, undo_open(part, ++number));
	}
	undo_find_rows(tables);
	foreach(lc, tables)
	{
		UndoTable *t = lfirst(lc);

		if (t->kept)
			ereport(NOTICE, (errmsg("rows of the public table %s stay, because some were there before the batch",
									target_name(t->rel))));
		else
			known = lappend(known, t);
	}
	return known;
}

static void
undo_refuse_unknown(List *tables)
{
	ListCell *lc;

	foreach(lc, tables)
	{
		const UndoTable *t = lfirst(lc);

		if (t->by == UNDO_UNKNOWN)
			ereport(ERROR,
					(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
					 errmsg("rows of the batch in %s cannot be told from others: %s", target_name(t->rel), t->unknown),
					 errhint("Delete them by hand, as in DELETE FROM %s WHERE ...", target_name(t->rel))));
	}
}

static int64
undo_count(const char *query)
{
	bool isnull;
	int64 n;

	if (SPI_execute(query, false, 1) != SPI_OK_SELECT || SPI_processed != 1)
		elog(ERROR, "could not count the rows of a batch");
	n = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull));
	SPI_freetuptable(SPI_tuptable);
	return n;
}

static void undo_refuse_count(const UndoTable *t, int64 n) __attribute__((noreturn));
static void
undo_refuse_count(const UndoTable *t, int64 n)
{
	ereport(ERROR,
			(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
			 errmsg("%s holds " INT64_FORMAT " rows that look like those of the batch, which inserted " INT64_FORMAT,
					target_name(t->rel), n, t->part->rows_inserted),
			 errdetail("Nothing was deleted."),
			 errhint("Some were deleted or given other keys since, or others look like them; delete by hand, as in"
					 " DELETE FROM %s WHERE ...",
					 target_name(t->rel))));
}

static void
undo_check_counts(List *tables)
{
	ListCell *lc;

	foreach(lc, tables)
	{
		const UndoTable *t = lfirst(lc);
		int64 n = undo_count(
			psprintf("SELECT pg_catalog.count(*) FROM %s t WHERE %s", target_name(t->rel), undo_condition(t, "t")));

		if (n != t->part->rows_inserted)
			undo_refuse_count(t, n);
	}
}

/* the tables whose foreign keys refer to this one; partitions as their topmost parent */
static List *
undo_referring(Oid relid)
{
	Relation rel = table_open(ConstraintRelationId, AccessShareLock);
	SysScanDesc scan = systable_beginscan(rel, InvalidOid, false, NULL, 0, NULL);
	List *children = NIL;
	HeapTuple tuple;

	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_constraint con = (Form_pg_constraint) GETSTRUCT(tuple);
		Oid child = con->conrelid;

		if (con->contype != CONSTRAINT_FOREIGN || con->confrelid != relid || OidIsValid(con->conparentid))
			continue;
		if (get_rel_relispartition(child))
			child = llast_oid(get_partition_ancestors(child));
		children = list_append_unique_oid(children, child);
	}
	systable_endscan(scan);
	table_close(rel, AccessShareLock);
	return children;
}

static const UndoTable *
undo_table(List *tables, Oid relid)
{
	ListCell *lc;

	foreach(lc, tables)
		if (RelationGetRelid(((const UndoTable *) lfirst(lc))->rel) == relid)
			return lfirst(lc);
	return NULL;
}

static void
undo_check_child(List *tables, const UndoTable *t, Oid child)
{
	const UndoTable *own = undo_table(tables, child);
	Oid relid = RelationGetRelid(t->rel);
	ListCell *lc;

	foreach(lc, graph_read_table(child)->table[0].edges)
	{
		const GraphEdge *e = lfirst(lc);
		char *query;

		if (e->parent_relid != relid)
			continue;
		query = psprintf("SELECT pg_catalog.count(*) FROM (SELECT FROM %s c, %s t WHERE %s AND %s%s LIMIT 1) s",
						 relation_quoted_name(child), target_name(t->rel), undo_join(e, "t", relid, "c", child),
						 undo_condition(t, "t"), own != NULL ? psprintf(" AND NOT %s", undo_condition(own, "c")) : "");
		if (undo_count(query) > 0)
			ereport(ERROR, (errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
							errmsg("rows of %s that are not of the batch refer to its rows in %s",
								   relation_quoted_name(child), target_name(t->rel)),
							errdetail("Nothing was deleted."),
							errhint("Undo the batch that made them first, or delete them.")));
	}
}

static void
undo_check_references(List *tables)
{
	ListCell *lc;

	foreach(lc, tables)
	{
		const UndoTable *t = lfirst(lc);
		ListCell *child;

		foreach(child, undo_referring(RelationGetRelid(t->rel)))
			undo_check_child(tables, t, lfirst_oid(child));
	}
}

/* all tables in one statement: foreign keys between them are checked when it ends */
static int64
undo_delete(List *tables)
{
	StringInfoData with;
	StringInfoData counts;
	int64 total = 0;
	int i = 0;
	ListCell *lc;

	if (tables == NIL)
		return 0;
	initStringInfo(&with);
	initStringInfo(&counts);
	foreach(lc, tables)
	{
		const UndoTable *t = lfirst(lc);

		appendStringInfo(&with, "%s d%d AS (DELETE FROM %s t WHERE %s RETURNING 1)", i > 0 ? "," : "WITH", i,
						 target_name(t->rel), undo_condition(t, "t"));
		appendStringInfo(&counts, "%s(SELECT pg_catalog.count(*) FROM d%d)", i > 0 ? ", " : " SELECT ", i);
		i++;
	}
	appendStringInfoString(&with, counts.data);
	if (SPI_execute(with.data, false, 1) != SPI_OK_SELECT || SPI_processed != 1)
		elog(ERROR, "could not delete the rows of a batch");
	i = 0;
	foreach(lc, tables)
	{
		const UndoTable *t = lfirst(lc);
		bool isnull;
		int64 n = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, ++i, &isnull));

		/* a trigger kept some, or another session was faster */
		if (n != t->part->rows_inserted)
			undo_refuse_count(t, n);
		total += n;
	}
	return total;
}

/*
 * synth_undo(batch): number of rows deleted
 *
 * Errors: 42704 for a batch that is not the caller's, 55000 with HINT where its
 * rows cannot be deleted without others; 42501 for missing rights on the
 * tables.  Nothing is deleted then.
 */
Datum
synth_undo(PG_FUNCTION_ARGS)
{
	int64 batch = PG_GETARG_INT64(0);
	List *parts;
	List *tables;
	int64 deleted;
	ListCell *lc;

	PreventCommandIfReadOnly("synth_undo");
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "could not connect to SPI");
	coreglue_install();
	parts = batch_read(batch);
	undo_check_batch(parts);
	tables = undo_open_all(parts);
	undo_refuse_unknown(tables);
	undo_check_counts(tables);
	undo_check_references(tables);
	deleted = undo_delete(tables);
	foreach(lc, parts)
		batch_mark_undone(lfirst(lc));
	foreach(lc, tables)
		table_close(((UndoTable *) lfirst(lc))->rel, NoLock);
	SPI_finish();
	PG_RETURN_INT64(deleted);
}
