/*-------------------------------------------------------------------------
 *
 * generate_schema.c
 *	  CALL synth_generate_schema(): synthetic rows into all tables of a schema.
 *
 * Nothing is created: the target has tables of the names that models were
 * fitted from.  Everything runs in the caller's transaction, so an error
 * leaves the target as it was; what can be told before a row is made is told
 * then, of all tables at once.
 *
 *-------------------------------------------------------------------------
 */
#include "generate_schema.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "tcop/utility.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/numeric.h"

#include "batch.h"
#include "dateshift.h"
#include "deferred.h"
#include "demand.h"

PG_FUNCTION_INFO_V1(synth_generate_schema);

/* positions of the arguments */
enum
{
	ARG_SOURCE,
	ARG_TARGET,
	ARG_SCALE,
	ARG_SEED,
	ARG_TABLES,
	ARG_SKIP,
	ARG_EXISTING,
	ARG_SHIFT,
	ARG_INTO_SOURCE
};

#define SCALE_MIN 0.1
#define SCALE_MAX 1000.0

static char *
schema_name(FunctionCallInfo fcinfo, int argument)
{
	if (PG_ARGISNULL(argument))
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
						errmsg("source and target of synth_generate_schema must not be null"),
						errhint("Write CALL synth_generate_schema('source', 'target').")));
	return text_to_cstring(PG_GETARG_TEXT_PP(argument));
}

static double
schema_scale(FunctionCallInfo fcinfo)
{
	double scale = NAN;

	if (!PG_ARGISNULL(ARG_SCALE))
		scale = DatumGetFloat8(DirectFunctionCall1(numeric_float8_no_overflow, PG_GETARG_DATUM(ARG_SCALE)));
	if (!(scale >= SCALE_MIN && scale <= SCALE_MAX))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("\"scale\" must be from 0.1 to 1000"),
						errhint("Write, for example, \"scale => 10\" for ten times as many rows as the source had.")));
	return scale;
}

static SchemaExisting
schema_existing(FunctionCallInfo fcinfo)
{
	char *existing = PG_ARGISNULL(ARG_EXISTING) ? "null" : text_to_cstring(PG_GETARG_TEXT_PP(ARG_EXISTING));

	if (strcmp(existing, "error") == 0)
		return EXISTING_ERROR;
	if (strcmp(existing, "append") == 0)
		return EXISTING_APPEND;
	if (strcmp(existing, "truncate") == 0)
		return EXISTING_TRUNCATE;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("unrecognized value of \"existing\": \"%s\"", existing),
			 errhint("Valid values are error, append and truncate.")));
}

static List *
schema_names(FunctionCallInfo fcinfo, int argument)
{
	List *names = NIL;
	Datum *value;
	bool *isnull;
	int n;

	if (PG_ARGISNULL(argument))
		return NIL;
	deconstruct_array(PG_GETARG_ARRAYTYPE_P(argument), TEXTOID, -1, false, TYPALIGN_INT, &value, &isnull, &n);
	for (int i = 0; i < n; i++)
	{
		if (isnull[i])
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("names of tables must not be null"),
					 errhint("Write, for example, \"tables => '{customer,orders}'\", or leave the argument out.")));
		names = lappend(names, TextDatumGetCString(value[i]));
	}
	return names;
}

/* an empty list of tables is not all of them */
static void
schema_refuse_empty(const SchemaRun *run, FunctionCallInfo fcinfo)
{
	if (!PG_ARGISNULL(ARG_TABLES) && run->only == NIL)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("\"tables\" names no table"),
						errhint("Leave it out to fill all tables.")));
}

static SchemaRun *
schema_arguments(FunctionCallInfo fcinfo)
{
	SchemaRun *run = palloc0(sizeof *run);

	run->context = CurrentMemoryContext;
	run->source_schema = schema_name(fcinfo, ARG_SOURCE);
	run->target_schema = schema_name(fcinfo, ARG_TARGET);
	run->scale = schema_scale(fcinfo);
	run->seed = demand_seed(fcinfo, ARG_SEED);
	run->only = schema_names(fcinfo, ARG_TABLES);
	run->skip = schema_names(fcinfo, ARG_SKIP);
	run->existing = schema_existing(fcinfo);
	if (!PG_ARGISNULL(ARG_SHIFT))
		run->shift = dateshift_text(PG_GETARG_INTERVAL_P(ARG_SHIFT));
	run->into_source = !PG_ARGISNULL(ARG_INTO_SOURCE) && PG_GETARG_BOOL(ARG_INTO_SOURCE);
	schema_refuse_empty(run, fcinfo);
	return run;
}

/* all chosen tables in one statement: they may refer to each other */
static void
schema_truncate(const SchemaRun *run)
{
	StringInfoData query;

	if (run->existing != EXISTING_TRUNCATE || run->ntables == 0)
		return;
	initStringInfo(&query);
	for (int i = 0; i < run->ntables; i++)
		appendStringInfo(&query, "%s %s", i == 0 ? "TRUNCATE" : ",",
						 quote_qualified_identifier(run->table[i].target->schema, run->table[i].target->name));
	if (SPI_execute(query.data, false, 0) != SPI_OK_UTILITY)
		elog(ERROR, "could not truncate the tables");
}

static void
schema_try_deferred(const SchemaRun *run)
{
	List *relids = NIL;

	for (int i = 0; i < run->ntables; i++)
		relids = lappend_oid(relids, run->table[i].target->relid);
	deferred_try(relids);
}

static void
schema_notice_unmodelled(const SchemaRun *run)
{
	StringInfoData names;
	ListCell *lc;

	if (run->unmodelled == NIL)
		return;
	initStringInfo(&names);
	foreach(lc, run->unmodelled)
		appendStringInfo(&names, "%s\"%s\"", names.len > 0 ? ", " : "", ((const GraphTable *) lfirst(lc))->name);
	ereport(NOTICE, (errmsg("tables without a model are left as they are: %s", names.data)));
}

static void
schema_notice(const SchemaRun *run, int64 batch)
{
	StringInfoData lines;
	uint64 rows = 0;
	int64 repaired = 0;
	int64 made = 0;

	initStringInfo(&lines);
	for (int i = 0; i < run->ntables; i++)
	{
		const SchemaTable *t = &run->table[i];

		appendStringInfo(&lines, "%s%s: " UINT64_FORMAT, i > 0 ? ", " : "", t->target->name, t->inserted);
		rows += t->inserted;
		repaired += t->repaired;
		made += t->is_public ? 0 : t->n;
	}
	ereport(NOTICE, (errmsg(UINT64_FORMAT " rows inserted into schema \"%s\"", rows, run->target_schema),
					 errdetail("Rows: %s.%s Batch " INT64_FORMAT
							   "; to make the same rows again, give \"seed => " INT64_FORMAT "\".",
							   lines.data, generation_repaired(repaired, made), batch, run->seed)));
}

/*
 * synth_generate_schema(source_schema, target_schema, scale, seed, tables,
 * skip, existing, shift_dates, into_source)
 *
 * Errors before the first row, with a DETAIL line for each table: 42P01, 42501,
 * 42804, 42809, 23502, 55000, as the tables have it; 22023 for the call's own
 * arguments; 3F000, 42704.  After it, whatever the target's own constraints and
 * triggers say.
 */
Datum
synth_generate_schema(PG_FUNCTION_ARGS)
{
	TimestampTz started = GetCurrentTimestamp();
	SchemaRun *run;
	int64 batch;

	PreventCommandIfReadOnly("CALL synth_generate_schema");
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "could not connect to SPI");
	coreglue_install();

	run = schema_arguments(fcinfo);
	run->graph = graph_read(run->target_schema, true);
	schema_choose(run);
	schema_check(run);
	schema_notice_unmodelled(run);
	schema_truncate(run);
	batch = batch_number();
	schema_fill(run, batch, started);
	schema_try_deferred(run);
	schema_notice(run, batch);
	SPI_finish();
	PG_RETURN_VOID();
}
