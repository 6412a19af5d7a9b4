/*-------------------------------------------------------------------------
 *
 * generate.c
 *	  CALL synth_generate(): synthetic rows into a table.
 *
 * Rows are made and inserted by generation.h, foreign keys included: those of
 * the target get parents that its tables hold.
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
#include "tcop/utility.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"

#include "batch.h"
#include "catalog.h"
#include "demand.h"
#include "generation.h"
#include "progress.h"
#include "rowcondition.h"
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

static void
generate_notice_missing(const Generation *g)
{
	StringInfoData names;
	ListCell *lc;

	initStringInfo(&names);
	foreach(lc, rowmaker_missing(g->maker))
		/* columns of foreign keys are filled all the same */
		if (!rowmaker_fills(g->maker, get_attnum(RelationGetRelid(g->rel), lfirst(lc)) - 1))
			appendStringInfo(&names, "%s\"%s\"", names.len > 0 ? ", " : "", (char *) lfirst(lc));
	if (names.len > 0)
		ereport(NOTICE,
				(errmsg("columns that model \"%s\" lacks are left to the server: %s", g->model_name, names.data)));
}

static void
generate_record(const Generation *g, TimestampTz started, Jsonb *request)
{
	BatchPart part = batch_part(g, batch_number(), 1);

	part.started = started;
	part.request = request;
	batch_record(&part);
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
	Generation *g;
	Relation rel;
	TimestampTz started = GetCurrentTimestamp();
	int64 n;
	int64 seed;
	int64 key_start = 0;
	bool own_start = !PG_ARGISNULL(ARG_KEY_START);
	SteerArguments wishes = steering_arguments(fcinfo, ARG_GIVEN, ARG_WEIGHTS, ARG_BALANCE, ARG_TAIL);
	CatalogModel *row;

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
	if (row->model->method == SYNTH_METHOD_PUBLIC)
		ereport(
			ERROR,
			(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
			 errmsg("model \"%s\" holds the rows of a public table, which are written as they are", row->name),
			 errhint(
				 "INSERT INTO the target SELECT * FROM synth_sample(NULL::schema.table, ...), or CALL synth_generate_schema().")));
	rel = target_open(PG_GETARG_OID(ARG_TARGET));
	if (PG_ARGISNULL(ARG_INTO_SOURCE) || !PG_GETARG_BOOL(ARG_INTO_SOURCE))
		target_refuse_source(row, RelationGetRelid(rel));
	g = generation_new(row, rel, steering_read(row->model, row->name, &wishes), seed, ROW_INSERT);
	generation_link(g, NULL, NULL, NULL);
	generate_notice_missing(g);

	progress_generation(RelationGetRelid(rel), 1, 0);
	if (own_start)
		key_start = PG_GETARG_INT64(ARG_KEY_START);
	generation_start(g, n, own_start ? &key_start : NULL);
	generation_make(g, true, NULL, NULL);
	progress_phase("inserting");
	generation_insert(list_make1(g));
	progress_end();

	generate_record(g, started, steering_record(&wishes));
	ereport(NOTICE,
			(errmsg(UINT64_FORMAT " rows inserted into %s from model \"%s\"", g->inserted, target_name(rel), row->name),
			 errdetail("To make the same rows again, give \"seed => %s\" and \"key_start => %s\"%s.%s",
					   psprintf(INT64_FORMAT, seed), psprintf(INT64_FORMAT, g->key_start),
					   steering_record(&wishes) != NULL ? ", and the same conditions" : "",
					   generation_repaired(rowmaker_repaired(g->maker), n))));
	generation_free(g);
	table_close(rel, NoLock);
	SPI_finish();
	PG_RETURN_VOID();
}
