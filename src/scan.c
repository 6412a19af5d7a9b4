/*-------------------------------------------------------------------------
 *
 * scan.c
 *	  Reads the rows of a source, once, as the invoker.
 *
 * A plain table or materialised view without active row security and without
 * children is scanned directly, block by block: reading 15 columns costs a
 * third of what it costs through a query.  Everything else (partitioned
 * tables, views, foreign tables, inheritance, row security) goes through the
 * executor, as a query over the named columns whose rows land in our own
 * receiver; so privileges of views, policies and foreign servers apply as they
 * do for any SELECT of the same role.  So does a source with hidden columns
 * (relation.h), which is read joined to other tables.
 *
 * The direct scan has no executor to check privileges: ledger_check_rights()
 * has asked for SELECT on the columns before.
 *
 * An error while rows are read may quote them (a view that divides by zero,
 * casts text, or raises an exception).  In a private fit that would be a
 * second, unaccounted way out, also into the server's log; scan_guard()
 * replaces it.  The charge is rolled back together with the failed fit, which
 * is safe because nothing of the data was shown.
 *
 *-------------------------------------------------------------------------
 */
#include "scan.h"

#include "access/table.h"
#include "access/tableam.h"
#include "catalog/pg_class.h"
#include "executor/spi.h"
#include "executor/tuptable.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "progress.h"
#include "rangevalue.h"
#include "storage/bufmgr.h"
#include "tcop/dest.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/rls.h"
#include "utils/snapmgr.h"

typedef struct ScanReceiver
{
	DestReceiver pub;
	ScanSink *sink;
	const SourceTable *source;
	int ncolumns;
	const int *column;
} ScanReceiver;

/* the sink takes each Datum for one of the type that the column was described with: let it be that */
static void
receiver_startup(DestReceiver *self, int operation, TupleDesc typeinfo)
{
	ScanReceiver *receiver = (ScanReceiver *) self;

	if (typeinfo->natts != receiver->ncolumns)
		elog(ERROR, "the source has %d columns instead of %d", typeinfo->natts, receiver->ncolumns);
	for (int i = 0; i < receiver->ncolumns; i++)
	{
		const SourceColumn *col = &receiver->source->column[receiver->column[i]];
		Oid expected = col->range_end != RANGE_NO_END ? col->range_type : col->basetypid;
		Oid type = getBaseType(TupleDescAttr(typeinfo, i)->atttypid);

		if (type != expected)
			elog(ERROR, "column \"%s\" is read as type %u instead of %u", col->name, type, expected);
	}
}

static bool
receiver_row(TupleTableSlot *slot, DestReceiver *self)
{
	ScanSink *sink = ((ScanReceiver *) self)->sink;

	slot_getallattrs(slot);
	sink->row(sink, slot->tts_values, slot->tts_isnull);
	return true;
}

static void
receiver_nothing(DestReceiver *self)
{
}

/* the source's columns by name, those that are computed by their expressions */
static void
append_query(StringInfo query, const SourceTable *source, int ncolumns, const int *column)
{
	appendStringInfoString(query, "SELECT ");
	for (int i = 0; i < ncolumns; i++)
	{
		const SourceColumn *col = &source->column[column[i]];

		if (i > 0)
			appendStringInfoString(query, ", ");
		if (col->expression != NULL)
			appendStringInfoString(query, col->expression);
		else
			appendStringInfo(query, "s.%s", quote_identifier(col->name));
	}
	if (source->from != NULL)
		appendStringInfo(query, " FROM %s", source->from);
	else
		appendStringInfo(query, " FROM %s AS s", relation_quoted_name(source->relid));
}

/* what the query reads beside tables */
static void
register_named(const SourceTable *source)
{
	ListCell *cell;

	foreach(cell, source->named)
		if (SPI_register_relation((EphemeralNamedRelation) lfirst(cell)) != SPI_OK_REL_REGISTER)
			elog(ERROR, "could not name rows that the source is read with");
}

/*
 * Everything but plain tables: a query through the executor.
 */
static void
scan_query(const SourceTable *source, int ncolumns, const int *column, ScanSink *sink)
{
	ScanReceiver receiver;
	SPIExecuteOptions options;
	SPIPlanPtr plan;
	StringInfoData query;
	int rc;

	initStringInfo(&query);
	append_query(&query, source, ncolumns, column);
	for (int i = 0; i < ncolumns; i++)
		sink->position[i] = i;

	memset(&receiver, 0, sizeof(receiver));
	receiver.pub.receiveSlot = receiver_row;
	receiver.pub.rStartup = receiver_startup;
	receiver.pub.rShutdown = receiver_nothing;
	receiver.pub.rDestroy = receiver_nothing;
	receiver.pub.mydest = DestNone;
	receiver.sink = sink;
	receiver.source = source;
	receiver.ncolumns = ncolumns;
	receiver.column = column;

	memset(&options, 0, sizeof(options));
	options.dest = (DestReceiver *) &receiver;
	options.must_return_tuples = true;
	/* with the active snapshot, as scan_table() does */
	options.read_only = true;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "could not connect to SPI");
	register_named(source);
	/* no parallel plan: a worker writes its error to the server's log before scan_guard() can hide it */
	plan = SPI_prepare(query.data, 0, NULL);
	if (plan == NULL)
		elog(ERROR, "could not plan to read the source: %s", SPI_result_code_string(SPI_result));
	rc = SPI_execute_plan_extended(plan, &options);
	if (rc < 0)
		elog(ERROR, "could not read the source: %s", SPI_result_code_string(rc));
	SPI_finish();
	pfree(query.data);
}

/*
 * A plain table, without the executor.
 */
static void
scan_table(Relation rel, const SourceTable *source, int ncolumns, const int *column, ScanSink *sink)
{
	/* the active one: a fit of several tables sees all of them at one moment */
	Snapshot snapshot = RegisterSnapshot(GetActiveSnapshot());
	TupleTableSlot *slot = table_slot_create(rel, NULL);
	TableScanDesc scan = table_beginscan(rel, snapshot, 0, NULL);
	BlockNumber block = InvalidBlockNumber;
	int64 blocks_done = 0;
	int natts = 0;

	for (int i = 0; i < ncolumns; i++)
	{
		AttrNumber attnum = source->column[column[i]].attnum;

		sink->position[i] = attnum - 1;
		natts = Max(natts, attnum);
	}
	progress_blocks_total(RelationGetNumberOfBlocks(rel));

	while (table_scan_getnextslot(scan, ForwardScanDirection, slot))
	{
		if (ItemPointerGetBlockNumber(&slot->tts_tid) != block)
		{
			CHECK_FOR_INTERRUPTS();
			block = ItemPointerGetBlockNumber(&slot->tts_tid);
			if (++blocks_done % 64 == 0)
				progress_blocks_done(blocks_done);
		}
		slot_getsomeattrs(slot, natts);
		sink->row(sink, slot->tts_values, slot->tts_isnull);
	}

	table_endscan(scan);
	ExecDropSingleTupleTableSlot(slot);
	UnregisterSnapshot(snapshot);
}

void
scan_check(Relation rel)
{
	/* the direct scan would take it for empty */
	if (!RelationIsPopulated(rel))
		ereport(ERROR, (errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
						errmsg("materialized view \"%s\" has not been populated", RelationGetRelationName(rel)),
						errhint("Run REFRESH MATERIALIZED VIEW %s.", relation_quoted_name(RelationGetRelid(rel)))));
}

/* is there more to read than columns of the table? */
static bool
is_computed(const SourceTable *source, int ncolumns, const int *column)
{
	for (int i = 0; i < ncolumns; i++)
		if (source->column[column[i]].expression != NULL)
			return true;
	return source->from != NULL;
}

/* says what to do about a right that is missing; the server's message says which */
static void
hint_rights(void *arg)
{
	if (geterrcode() == ERRCODE_INSUFFICIENT_PRIVILEGE)
		errhint(
			"Rows are read together with those that they refer to: GRANT SELECT ON that table, or fit the table alone with synth_fit().");
}

/*
 * The executor checks rights when it starts, before the first row; LIMIT 0
 * asks it for none.
 */
void
scan_check_rights(const SourceTable *source, int ncolumns, const int *column)
{
	ErrorContextCallback callback = {.callback = hint_rights, .previous = error_context_stack};
	StringInfoData query;

	if (!is_computed(source, ncolumns, column))
		return;
	initStringInfo(&query);
	append_query(&query, source, ncolumns, column);
	appendStringInfoString(&query, " LIMIT 0");
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "could not connect to SPI");
	register_named(source);
	error_context_stack = &callback;
	if (SPI_execute(query.data, true, 0) != SPI_OK_SELECT)
		elog(ERROR, "could not plan to read the source");
	error_context_stack = callback.previous;
	SPI_finish();
	pfree(query.data);
}

void
scan_source(const SourceTable *source, int ncolumns, const int *column, ScanSink *sink)
{
	Relation rel = table_open(source->relid, NoLock);

	/* what is joined or computed needs the executor */
	if (!is_computed(source, ncolumns, column)
		&& (rel->rd_rel->relkind == RELKIND_RELATION || rel->rd_rel->relkind == RELKIND_MATVIEW)
		&& !rel->rd_rel->relhassubclass && check_enable_rls(source->relid, InvalidOid, true) != RLS_ENABLED)
		scan_table(rel, source, ncolumns, column, sink);
	else
		scan_query(source, ncolumns, column, sink);

	table_close(rel, NoLock);
}

/*
 * Classes whose SQLSTATE tells nothing of the data and that clients act upon:
 * cancel and shutdown, retry, out of memory or disk, broken storage.
 */
static bool
keeps_sqlstate(int sqlerrcode)
{
	int category = ERRCODE_TO_CATEGORY(sqlerrcode);

	return category == ERRCODE_TO_CATEGORY(ERRCODE_OPERATOR_INTERVENTION)
		   || category == ERRCODE_TO_CATEGORY(ERRCODE_TRANSACTION_ROLLBACK)
		   || category == ERRCODE_TO_CATEGORY(ERRCODE_INSUFFICIENT_RESOURCES)
		   || category == ERRCODE_TO_CATEGORY(ERRCODE_SYSTEM_ERROR)
		   || category == ERRCODE_TO_CATEGORY(ERRCODE_PROGRAM_LIMIT_EXCEEDED)
		   || category == ERRCODE_TO_CATEGORY(ERRCODE_INTERNAL_ERROR) || sqlerrcode == ERRCODE_INSUFFICIENT_PRIVILEGE
		   || sqlerrcode == ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE;
}

void
scan_guard(bool hide, void (*body)(void *arg), void *arg)
{
	MemoryContext context = CurrentMemoryContext;

	if (!hide)
	{
		body(arg);
		return;
	}

	PG_TRY();
	{
		body(arg);
	}
	PG_CATCH();
	{
		ErrorData *error;
		int sqlerrcode;

		/*
		 * The text is dropped whatever the code is: a function inside a view
		 * can raise any code with any text.  No subtransaction is needed,
		 * since another error follows at once.
		 */
		MemoryContextSwitchTo(context);
		error = CopyErrorData();
		FlushErrorState();
		sqlerrcode = error->sqlerrcode;

		if (sqlerrcode == ERRCODE_QUERY_CANCELED)
			ereport(ERROR, (errcode(ERRCODE_QUERY_CANCELED), errmsg("canceling the fit while it reads the source")));
		ereport(ERROR,
				(errcode(keeps_sqlstate(sqlerrcode) ? sqlerrcode : ERRCODE_DATA_EXCEPTION),
				 errmsg("the source could not be read"),
				 errdetail("The reason is not shown, because it could contain data of the source."),
				 /* chosen by the SQLSTATE, which is shown anyway */
				 ERRCODE_TO_CATEGORY(sqlerrcode) == ERRCODE_TO_CATEGORY(ERRCODE_INSUFFICIENT_RESOURCES)
					 ? errhint(
						 "The SQLSTATE says that memory, disk space or a limit did not suffice: see \"temp_file_limit\" and \"maintenance_work_mem\".")
					 : errhint("Run SELECT * over the source yourself to see what fails.")));
	}
	PG_END_TRY();
}
