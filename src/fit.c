/*-------------------------------------------------------------------------
 *
 * fit.c
 *	  synth_fit(): from a table to a stored model.
 *
 * The order of events is part of the guarantee:
 *
 *	 1 options, source, domains, grids, budget		public knowledge only
 *	 2 rights, name of the model, memory			refused before anything is spent
 *	 3 the ledger is charged						before the first row is read
 *	 4 one scan into the spool, then the core		errors cannot quote the data
 *	 5 the model is stored
 *	 6 a NOTICE										made of public facts
 *
 * The charge and the model commit together.  A ROLLBACK refunds the charge,
 * and nothing was seen: what synth_fit() returns and prints does not depend on
 * the rows, and no private model can be read before it is committed
 * (catalog_load).
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include <math.h>

#include "catalog.h"
#include "fitrun.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "progress.h"
#include "request.h"
#include "statement.h"
#include "tcop/utility.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

PG_FUNCTION_INFO_V1(synth_fit);

/* positions of synth_fit()'s arguments */
enum
{
	ARG_SOURCE,
	ARG_MODEL,
	ARG_PRIVATE,
	ARG_EPSILON,
	ARG_DELTA,
	ARG_METHOD,
	ARG_COLUMNS,
	ARG_EXCLUDE,
	ARG_TARGET,
	ARG_BOUNDS,
	ARG_CATEGORIES,
	ARG_OTHER,
	ARG_TEXT,
	ARG_UNIT,
	ARG_MAX_ROWS,
	ARG_MAX_MODEL_BYTES,
	ARG_MIN_LEAF,
	ARG_MIN_COUNT,
	ARG_REPLACE,
	ARG_RULES,
	ARG_CONSTRAINTS_FROM
};

static const RequestArguments fit_arguments = {.is_private = ARG_PRIVATE,
											   .epsilon = ARG_EPSILON,
											   .delta = ARG_DELTA,
											   .method = ARG_METHOD,
											   .columns = ARG_COLUMNS,
											   .exclude = ARG_EXCLUDE,
											   .target = ARG_TARGET,
											   .bounds = ARG_BOUNDS,
											   .categories = ARG_CATEGORIES,
											   .other = ARG_OTHER,
											   .text = ARG_TEXT,
											   .unit = ARG_UNIT,
											   .max_rows = ARG_MAX_ROWS,
											   .rules = ARG_RULES,
											   .constraints_from = ARG_CONSTRAINTS_FROM,
											   .max_model_bytes = ARG_MAX_MODEL_BYTES,
											   .min_leaf = ARG_MIN_LEAF,
											   .min_count = ARG_MIN_COUNT};

/* said of every column of documents, whatever is in it */
static void
announce_documents(const SourceTable *source, StringInfo detail)
{
	bool first = true;

	for (int c = 0; c < source->ncolumns; c++)
	{
		const SourceColumn *column = &source->column[c];

		if (column->text == NULL || column->text->basis != SYNTH_BASIS_DOCUMENT)
			continue;
		appendStringInfo(detail, "%s%s", first ? "Documents that are deep or irregular become placeholders: " : ", ",
						 quote_identifier(column->name));
		first = false;
	}
	if (!first)
		appendStringInfoString(detail, ". ");
}

/*
 * One NOTICE, from public facts alone: an estimate of the rows of a unit is
 * none, since a ROLLBACK would make it free, nor is what follows from it.
 */
static void
announce(const Request *request, const char *model, double composed, double rows_needed)
{
	const SourceTable *source = request->source;
	StringInfoData detail;
	bool first = true;

	initStringInfo(&detail);
	for (int c = 0; c < source->ncolumns; c++)
	{
		if (source->column[c].role != SYNTH_COLUMN_PLACEHOLDER || source->column[c].hidden)
			continue;
		appendStringInfo(&detail, "%s%s (%s)", first ? "Columns that are not modelled: " : ", ",
						 quote_identifier(source->column[c].name), source->column[c].type_text);
		first = false;
	}
	if (!first)
		appendStringInfoString(&detail, ". ");
	announce_documents(source, &detail);

	if (!request->is_private)
	{
		appendStringInfoString(&detail, "It was fitted from exact counts; treat it like the source itself.");
		ereport(NOTICE,
				(errmsg("model \"%s\" is not private: no formal guarantee", model),
				 errdetail_internal("%s", detail.data), errhint("Leave out private => false for a private model.")));
		return;
	}

	if (isinf(composed))
		appendStringInfoString(&detail, "Fits of this source that were not private leave its total without a bound. ");
	else
		appendStringInfo(&detail, "All private fits of this source by this unit so far: epsilon %.3g. ", composed);
	appendStringInfo(&detail,
					 "Tables of fewer than about %.0f rows give mostly noise with this budget (see synth_plan).",
					 rows_needed);
	ereport(NOTICE,
			(errmsg("model \"%s\": epsilon %g, delta %g for %s", model, request->epsilon, request->delta,
					statement_unit(source->unit, OidIsValid(source->person),
								   source->estimates_max_rows ? 0 : source->max_rows)),
			 errdetail_internal("%s", detail.data),
			 errhint("Commit, then sample it as often as you like: that costs nothing more. Every further fit does.")));

	if (source->has_foreign_key && strcmp(source->unit, "row") == 0)
		ereport(NOTICE, (errmsg("a row of \"%s\" refers to something else, so several rows may belong to one person",
								source->name),
						 errdetail("The model protects single rows."),
						 errhint("To protect all rows of one value together, use unit => '%s', max_rows => 1.",
								 source->foreign_key_column)));
}

/*
 * synth_fit(source regclass, model name, private boolean, ...) RETURNS name
 */
Datum
synth_fit(PG_FUNCTION_ARGS)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "synth fit", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	Name result = MemoryContextAllocZero(old, NAMEDATALEN);
	RequestOptions *options;
	FitRun run = {0};
	double rows_needed;

	PreventCommandIfReadOnly("synth_fit()");
	PreventCommandDuringRecovery("synth_fit()");

	options = request_arguments(fcinfo, &fit_arguments);
	run.request = request_make(request_source(fcinfo), options, fitrun_progress);
	run.model = PG_ARGISNULL(ARG_MODEL) ? run.request->source->name : pstrdup(NameStr(*PG_GETARG_NAME(ARG_MODEL)));
	if (run.model[0] == '\0')
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the model's name must not be empty"),
						errhint("Leave model out to name it after the table.")));
	run.replace = !PG_ARGISNULL(ARG_REPLACE) && PG_GETARG_BOOL(ARG_REPLACE);

	fitrun_check(&run);
	fitrun_charge(&run);
	rows_needed = request_rows_needed(run.request);
	progress_begin(run.request->source->relid);
	/* newer than the locks: what a rewritten table holds is invisible to older snapshots */
	PushActiveSnapshot(GetTransactionSnapshot());
	fitrun_fit(&run);
	PopActiveSnapshot();
	fitrun_store(&run);
	progress_end();

	announce(run.request, run.model, run.composed, rows_needed);
	request_close(run.request);
	namestrcpy(result, run.model);
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	PG_RETURN_NAME(result);
}
