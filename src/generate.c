/*-------------------------------------------------------------------------
 *
 * generate.c
 *	  CALL synth_generate(): synthetic rows into a table.
 *
 * The rows are made into a tuplestore, and one INSERT ... SELECT reads it
 * under a name that only this statement knows.  So everything that an INSERT
 * does happens: privileges, constraints, triggers, row security, partition
 * routing, rules of views, defaults of the columns that are left out.
 *
 * It runs in the caller's transaction and commits nothing itself, so it may be
 * rolled back with everything else, its record in synth_batches included.
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include "access/table.h"
#include "executor/spi.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "nodes/parsenodes.h"
#include "tcop/utility.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/queryenvironment.h"
#include "utils/rls.h"
#include "utils/timestamp.h"

#include "catalog.h"
#include "demand.h"
#include "rowmaker.h"
#include "target.h"

PG_FUNCTION_INFO_V1(synth_generate);

/* positions of the arguments */
enum
{
	ARG_MODEL,
	ARG_TARGET,
	ARG_ROWS,
	ARG_GIVEN,
	ARG_SEED,
	ARG_KEY_START,
	ARG_INTO_SOURCE,
	ARG_WEIGHTS,
	ARG_BALANCE,
	ARG_TAIL
};

/* of the tuplestore in the INSERT; it hides a table of that name, so any name will do */
#define ROWS_NAME "synth_rows"

typedef struct Generation
{
	Relation rel;
	TupleDesc target; /* copy of the target's, with its defaults */
	RowMaker *maker;
	TupleDesc desc; /* of the columns that are filled */
	int *attribute; /* [desc->natts] their numbers in the target */
	int server_key; /* key column that the server fills, or -1 */
	Tuplestorestate *store;
} Generation;

/* the columns that the INSERT names */
static void
generate_plan_columns(Generation *g)
{
	int n = 0;

	g->attribute = palloc(sizeof(int) * (Size) Max(g->target->natts, 1));
	for (int i = 0; i < g->target->natts; i++)
		if (rowmaker_fills(g->maker, i))
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
}

/*
 * An integer key that the server numbers and the caller may read: RETURNING
 * then tells the first and the last one.  Not where RETURNING could fail: with
 * rules, row security, or on anything but a table.
 */
static void
generate_find_server_key(Generation *g, const SynthModel *model)
{
	g->server_key = -1;
	if ((g->rel->rd_rel->relkind != RELKIND_RELATION && g->rel->rd_rel->relkind != RELKIND_PARTITIONED_TABLE)
		|| g->rel->rd_rules != NULL || rowmaker_keys(g->maker) != NIL
		|| check_enable_rls(RelationGetRelid(g->rel), InvalidOid, true) == RLS_ENABLED)
		return;
	for (int i = 0; i < model->ncolumns; i++)
	{
		AttrNumber attnum;
		Oid type;

		if (model->column[i].role != SYNTH_COLUMN_KEY)
			continue;
		attnum = get_attnum(RelationGetRelid(g->rel), model->column[i].name);
		if (attnum <= 0)
			continue;
		type = getBaseType(get_atttype(RelationGetRelid(g->rel), attnum));
		if ((type == INT2OID || type == INT4OID || type == INT8OID)
			&& (pg_class_aclcheck(RelationGetRelid(g->rel), GetUserId(), ACL_SELECT) == ACLCHECK_OK
				|| pg_attribute_aclcheck(RelationGetRelid(g->rel), attnum, GetUserId(), ACL_SELECT) == ACLCHECK_OK))
		{
			g->server_key = attnum - 1;
			return;
		}
	}
}

static void
generate_notice_missing(const Generation *g, const char *model)
{
	StringInfoData names;
	ListCell *lc;

	if (rowmaker_missing(g->maker) == NIL)
		return;
	initStringInfo(&names);
	foreach(lc, rowmaker_missing(g->maker))
		appendStringInfo(&names, "%s\"%s\"", names.len > 0 ? ", " : "", (char *) lfirst(lc));
	ereport(NOTICE, (errmsg("columns that model \"%s\" lacks are left to the server: %s", model, names.data)));
}

/* all rows into the tuplestore, which spills to disk beyond work_mem */
static void
generate_make_rows(Generation *g)
{
	Datum *values = palloc0(sizeof(Datum) * (Size) Max(g->target->natts, 1));
	bool *isnull = palloc0(sizeof(bool) * (Size) Max(g->target->natts, 1));
	int rows;

	g->store = tuplestore_begin_heap(false, false, work_mem);
	while ((rows = rowmaker_next(g->maker)) > 0)
	{
		for (int r = 0; r < rows; r++)
		{
			rowmaker_row(g->maker, r, values, isnull);
			/* columns before the filled one only move to the left */
			for (int i = 0; i < g->desc->natts; i++)
			{
				values[i] = values[g->attribute[i]];
				isnull[i] = isnull[g->attribute[i]];
			}
			tuplestore_putvalues(g->store, g->desc, values, isnull);
		}
	}
}

/* the INSERT; first_key and last_key get the server's keys where they are known */
static uint64
generate_insert(Generation *g, char **first_key, char **last_key)
{
	EphemeralNamedRelation rows = palloc0(sizeof *rows);
	StringInfoData columns;
	StringInfoData query;
	uint64 inserted;
	int rc;

	rows->md.name = pstrdup(ROWS_NAME);
	rows->md.reliddesc = InvalidOid;
	rows->md.tupdesc = g->desc;
	rows->md.enrtype = ENR_NAMED_TUPLESTORE;
	rows->md.enrtuples = (double) tuplestore_tuple_count(g->store);
	rows->reldata = g->store;
	if (SPI_register_relation(rows) != SPI_OK_REL_REGISTER)
		elog(ERROR, "could not register the rows");

	initStringInfo(&columns);
	for (int i = 0; i < g->desc->natts; i++)
		appendStringInfo(&columns, "%s%s", i > 0 ? ", " : "",
						 quote_identifier(NameStr(TupleDescAttr(g->desc, i)->attname)));
	initStringInfo(&query);
	if (g->server_key >= 0)
		appendStringInfoString(&query, "WITH made AS (");
	appendStringInfo(&query, "INSERT INTO %s (%s) SELECT %s FROM " ROWS_NAME, target_name(g->rel), columns.data,
					 columns.data);
	if (g->server_key >= 0)
		appendStringInfo(&query,
						 " RETURNING %s AS k) SELECT pg_catalog.min(made.k)::pg_catalog.text,"
						 " pg_catalog.max(made.k)::pg_catalog.text, pg_catalog.count(*) FROM made",
						 quote_identifier(NameStr(TupleDescAttr(g->target, g->server_key)->attname)));

	rc = SPI_execute(query.data, false, 0);
	if (rc != (g->server_key >= 0 ? SPI_OK_SELECT : SPI_OK_INSERT))
		elog(ERROR, "could not insert the rows: %s", SPI_result_code_string(rc));
	inserted = SPI_processed;
	if (g->server_key >= 0)
	{
		HeapTuple tuple = SPI_tuptable->vals[0];
		bool isnull;

		*first_key = SPI_getvalue(tuple, SPI_tuptable->tupdesc, 1);
		*last_key = SPI_getvalue(tuple, SPI_tuptable->tupdesc, 2);
		inserted = (uint64) DatumGetInt64(SPI_getbinval(tuple, SPI_tuptable->tupdesc, 3, &isnull));
	}
	return inserted;
}

/* the text of the first key column's first or last key */
static char *
generate_made_key(const Generation *g, bool last)
{
	List *keys = rowmaker_keys(g->maker);

	return keys == NIL ? NULL : rowmaker_key_text(g->maker, linitial_int(keys), last);
}

/*
 * synth_generate(model, target, n, given, seed, key_start, into_source,
 * weights, balance, tail)
 *
 * Errors: 55000 if the target is the source, 42804 for columns of types that
 * cannot hold the model's values, 22003 if keys run out, 22023 for conditions
 * that the model cannot meet, all before the first row; whatever the target's own constraints say, after it.
 */
Datum
synth_generate(PG_FUNCTION_ARGS)
{
	Generation g = {0};
	TimestampTz started = GetCurrentTimestamp();
	int64 n;
	int64 seed;
	int64 key_start;
	bool own_start = !PG_ARGISNULL(ARG_KEY_START);
	char *first_key = NULL;
	char *last_key = NULL;
	SteerArguments wishes = steering_arguments(fcinfo, ARG_GIVEN, ARG_WEIGHTS, ARG_BALANCE, ARG_TAIL);
	CatalogModel *row;
	uint64 inserted;

	if (PG_ARGISNULL(ARG_MODEL) || PG_ARGISNULL(ARG_TARGET))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("model and target of synth_generate must not be null"),
				 errhint("Write CALL synth_generate('model', 'schema.table', 1000).")));
	PreventCommandIfReadOnly("CALL synth_generate");
	n = demand_rows(fcinfo, ARG_ROWS);
	seed = demand_seed(fcinfo, ARG_SEED);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "could not connect to SPI");
	coreglue_install();

	row = catalog_load(NameStr(*PG_GETARG_NAME(ARG_MODEL)), CATALOG_SAMPLE);
	g.rel = target_open(PG_GETARG_OID(ARG_TARGET));
	if (PG_ARGISNULL(ARG_INTO_SOURCE) || !PG_GETARG_BOOL(ARG_INTO_SOURCE))
		target_refuse_source(row, RelationGetRelid(g.rel));
	g.target = CreateTupleDescCopyConstr(RelationGetDescr(g.rel));
	g.maker = rowmaker_new(row->model, steering_read(row->model, row->name, &wishes), g.target, ROW_INSERT, seed);
	generate_plan_columns(&g);
	generate_find_server_key(&g, row->model);
	generate_notice_missing(&g, row->name);

	key_start = own_start ? PG_GETARG_INT64(ARG_KEY_START) : target_next_key(g.rel, g.maker);
	rowmaker_start(g.maker, n, key_start, true);
	target_load_keys(g.rel, g.maker, own_start);
	generate_make_rows(&g);
	inserted = generate_insert(&g, &first_key, &last_key);
	tuplestore_end(g.store);
	if (first_key == NULL)
	{
		first_key = generate_made_key(&g, false);
		last_key = generate_made_key(&g, true);
	}

	catalog_record_batch(row->name, seed, n, get_namespace_name(RelationGetNamespace(g.rel)),
						 RelationGetRelationName(g.rel), started, first_key, last_key, steering_record(&wishes));
	ereport(NOTICE,
			(errmsg(UINT64_FORMAT " rows inserted into %s from model \"%s\"", inserted, target_name(g.rel), row->name),
			 errdetail("To make the same rows again, give \"seed => %s\" and \"key_start => %s\"%s.",
					   psprintf(INT64_FORMAT, seed), psprintf(INT64_FORMAT, key_start),
					   steering_record(&wishes) != NULL ? ", and the same conditions" : "")));
	table_close(g.rel, NoLock);
	SPI_finish();
	PG_RETURN_VOID();
}
