/*-------------------------------------------------------------------------
 *
 * fit_schema.c
 *	  synth_fit_schema(): a model of each table of a schema.
 *
 * The order of events is that of fit.c, each step taken for all tables before
 * the next:
 *
 *	 1 options, tables, domains, shares of the budget	schemafit.c
 *	 2 rights on all tables, names of all models
 *	 3 the ledger is charged for all
 *	 4 each table is read, all as of one moment, fitted and stored
 *	 5 one NOTICE
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include "core/mutate.h"
#include "ledger.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "progress.h"
#include "public_rows.h"
#include "resultset.h"
#include "schemafit.h"
#include "tcop/utility.h"
#include "utils/builtins.h"
#include "utils/float.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

PG_FUNCTION_INFO_V1(synth_fit_schema);

/* positions of the arguments */
enum
{
	ARG_SCHEMA,
	ARG_PRIVATE,
	ARG_EPSILON,
	ARG_DELTA,
	ARG_METHOD,
	ARG_UNIT,
	ARG_MAX_ROWS,
	ARG_PUBLIC_TABLES,
	ARG_TABLES,
	ARG_SKIP,
	ARG_RULES,
	ARG_MAX_MODEL_BYTES,
	ARG_MIN_LEAF,
	ARG_MIN_COUNT,
	ARG_REPLACE
};

static RequestOptions *
read_options(FunctionCallInfo fcinfo)
{
	/* as synth_fit() has them; what belongs to a single table is not among the arguments */
	static const RequestArguments arg = {.is_private = ARG_PRIVATE,
										 .epsilon = ARG_EPSILON,
										 .delta = ARG_DELTA,
										 .method = ARG_METHOD,
										 .columns = -1,
										 .exclude = -1,
										 .target = -1,
										 .bounds = -1,
										 .categories = -1,
										 .other = -1,
										 .text = -1,
										 .unit = -1,
										 .max_rows = -1,
										 .rules = -1,
										 .constraints_from = -1,
										 .max_model_bytes = ARG_MAX_MODEL_BYTES,
										 .min_leaf = ARG_MIN_LEAF,
										 .min_count = ARG_MIN_COUNT};

	return request_arguments(fcinfo, &arg);
}

static SchemaFit *
prepare(FunctionCallInfo fcinfo)
{
	SchemaArguments arguments = {0};

	arguments.options = read_options(fcinfo);
	schemafit_arguments(fcinfo, &arguments, ARG_SCHEMA, ARG_UNIT);
	arguments.replace = !PG_ARGISNULL(ARG_REPLACE) && PG_GETARG_BOOL(ARG_REPLACE);
	return schemafit_prepare(&arguments);
}

static void
charge_table(void *arg)
{
	fitrun_charge(&((SchemaTable *) arg)->run);
}

/*
 * Step 3.  All roots are locked at once, in order of their names, so that two
 * fits never wait for each other.
 */
static void
charge_tables(SchemaFit *fit)
{
	List *roots = NIL;
	double rho = 0;

	for (int i = 0; i < fit->graph->ntables; i++)
	{
		SchemaTable *t = &fit->table[i];

		if (!t->chosen || fit->graph->table[i].is_public)
			continue;
		roots = list_concat_unique_oid(roots, t->run.roots);
		rho += synth_fitter_budget(t->run.request->fitter)->rho;
	}
	if (fit->total_rho > 0 && rho > fit->total_rho)
		elog(ERROR, "shares of the budget exceed it");
	if (roots == NIL)
		return;
	ledger_lock(roots);
	schemafit_each(fit, charge_table, false);
}

/*
 * Step 4, for one table.  What a fit needs goes with it; what others want to
 * know of the table is in its description.
 */
static void
fit_table(SchemaTable *t)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "synth fit of a table", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);

	progress_begin(t->run.request->source->relid);
	if (t->fit->graph->table[t->index].is_public)
	{
		progress_phase("reading");
		t->run.result = public_rows_read(t->run.request->source);
	}
	else
		fitrun_fit(&t->run);
	fitrun_store(&t->run);
	progress_end();
	t->run.result = NULL;
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
}

static void
fit_tables(SchemaFit *fit)
{
	/* all as of one moment: scan.c takes the active snapshot */
	PushActiveSnapshot(GetTransactionSnapshot());
	for (int i = 0; i < fit->graph->ntables; i++)
		if (fit->table[i].chosen)
			fit_table(&fit->table[i]);
	PopActiveSnapshot();
}

/* what the table's own statement is, and what became of it */
static char *
note_text(const SchemaFit *fit, int i)
{
	const Request *request = fit->table[i].run.request;
	StringInfoData note;

	initStringInfo(&note);
	if (fit->graph->table[i].is_public)
		return "kept whole, as it is";
	if (fit->options.is_private)
	{
		appendStringInfo(&note, "rho %.3g", synth_fitter_budget(request->fitter)->rho);
		if (fit->total_rho > 0)
			appendStringInfo(&note, " of %.3g", fit->total_rho);
		/* an estimate depends on the rows: a ROLLBACK would make it free */
		if (request->source->estimates_max_rows && !SYNTH_BUG(ESTIMATE_TOLD))
			appendStringInfoString(&note, "; as many rows of one person as were estimated");
		else if (fit->unit->role[i] != UNIT_ALONE)
			appendStringInfo(&note, "; at most " INT64_FORMAT " %s of one person", request->source->max_rows,
							 request->source->max_rows == 1 ? "row" : "rows");
		else
			appendStringInfoString(&note,
								   fit->unit->person >= 0 ? "; no path to a person: row by row" : "; row by row");
	}
	if (fit->table[i].weight > 0 && request->source->nattributes == 1
		&& request->source->column[request->source->attribute_column[0]].hidden)
		appendStringInfo(&note, "%skeys and references only", note.len > 0 ? "; " : "");
	return note.data;
}

static void
return_rows(FunctionCallInfo fcinfo, const SchemaFit *fit)
{
	ResultSet set = resultset_begin(fcinfo);

	for (int i = 0; i < fit->graph->ntables; i++)
	{
		const SchemaTable *t = &fit->table[i];
		bool is_public = fit->graph->table[i].is_public;
		Datum values[5] = {0};
		bool isnull[5] = {0};
		NameData name;
		char *note;

		if (!t->chosen)
			continue;
		namestrcpy(&name, t->run.model);
		note = note_text(fit, i);
		values[0] = CStringGetTextDatum(fit->graph->table[i].name);
		values[1] = NameGetDatum(&name);
		values[2] = CStringGetTextDatum(schemafit_role(fit, i));
		values[3] = Float8GetDatum(!fit->options.is_private ? get_float8_infinity() : t->run.request->fit_epsilon);
		isnull[3] = is_public;
		values[4] = CStringGetTextDatum(note);
		isnull[4] = note[0] == '\0';
		resultset_row(&set, values, isnull);
	}
}

static void
announce(const SchemaFit *fit)
{
	int fitted = 0;
	int kept = 0;

	for (int i = 0; i < fit->graph->ntables; i++)
		if (fit->table[i].chosen)
		{
			if (fit->graph->table[i].is_public)
				kept++;
			else
				fitted++;
		}
	if (fitted == 0)
		return;
	if (!fit->options.is_private)
		ereport(NOTICE, (errmsg_plural("model of %d table of schema \"%s\" is not private: no formal guarantee",
									   "models of %d tables of schema \"%s\" are not private: no formal guarantee",
									   fitted, fitted, fit->schema),
						 errdetail("What was fitted from exact counts is to be treated like the source itself."),
						 errhint("Leave out private => false for private models.")));
	else
		ereport(NOTICE,
				(errmsg_plural("model of %d table of schema \"%s\": epsilon %g, delta %g for %s",
							   "models of %d tables of schema \"%s\": epsilon %g, delta %g for %s", fitted, fitted,
							   fit->schema, fit->options.epsilon, fit->options.delta,
							   fit->unit->person >= 0 ? psprintf("all rows of one row of %s", fit->unit->name)
													  : "single rows of each table"),
				 kept > 0 ? errdetail_plural("%d table that was declared public is kept as it is.",
											 "%d tables that were declared public are kept as they are.", kept, kept)
						  : 0,
				 errhint(
					 "Commit, then generate as often as you like: that costs nothing more. Every further fit does.")));
}

/*
 * synth_fit_schema(schema text, private boolean, ...) RETURNS TABLE
 * (table_name, model, role, epsilon, note)
 */
Datum
synth_fit_schema(PG_FUNCTION_ARGS)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "synth fit of a schema",
												  ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	SchemaFit *fit;

	PreventCommandIfReadOnly("synth_fit_schema()");
	PreventCommandDuringRecovery("synth_fit_schema()");
	fit = prepare(fcinfo);
	schemafit_check(fit);
	charge_tables(fit);
	fit_tables(fit);
	announce(fit);
	return_rows(fcinfo, fit);
	schemafit_close(fit);
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return (Datum) 0;
}
