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
#include "contribution.h"
#include "encode.h"
#include "ledger.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "progress.h"
#include "request.h"
#include "scan.h"
#include "statement.h"
#include "textcolumn.h"
#include "textfit.h"
#include "tcop/utility.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/rel.h"

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
	ARG_REPLACE
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
											   .max_model_bytes = ARG_MAX_MODEL_BYTES,
											   .min_leaf = ARG_MIN_LEAF,
											   .min_count = ARG_MIN_COUNT};

typedef struct FitScan
{
	const SourceTable *source;
	Encoder *encoder;
} FitScan;

/*
 * done and total are left aside: numbers of rounds depend on the data.
 */
static void
fit_progress(const char *phase, int done, int total)
{
	progress_phase(phase);
}

/*
 * Rights of the invoker on every column that is read, and on the name.
 */
static List *
check_rights(const Request *request, const char *model, bool replace)
{
	const SourceTable *source = request->source;
	List *attnums = NIL;
	List *roots;
	bool simple;

	for (int a = 0; a < source->nattributes; a++)
		attnums = lappend_int(attnums, source->column[source->attribute_column[a]].attnum);
	if (source->unit_column >= 0)
		attnums = list_append_unique_int(attnums, source->column[source->unit_column].attnum);

	roots = ledger_roots(source->relid, &simple);
	ledger_check_rights(source->relid, roots, attnums, request->is_private, simple, source->unit);
	catalog_check_name(model, replace);
	scan_check(request->rel);
	return roots;
}

static double
charge_ledger(const Request *request, List *roots, const char *model)
{
	const SynthBudget *budget = synth_fitter_budget(request->fitter);
	LedgerCharge entry;

	memset(&entry, 0, sizeof(entry));
	entry.roots = roots;
	entry.unit = request->source->unit;
	entry.max_rows = Max(1, request->source->max_rows);
	entry.is_private = request->is_private;
	if (request->is_private)
	{
		entry.rho = budget->rho;
		entry.delta = budget->delta_discovery;
	}
	entry.epsilon = request->epsilon;
	entry.delta_asked = request->delta;
	entry.model = model;
	return ledger_charge(&entry);
}

/*
 * Body of scan_guard(): all that touches rows as Datums.
 */
static void
read_source(void *arg)
{
	FitScan *fit = arg;
	const SourceTable *source = fit->source;
	int n = source->nattributes;
	int *column = palloc((n + 1) * sizeof(int));
	int level = value_label_begin();

	memcpy(column, source->attribute_column, n * sizeof(int));
	progress_phase("reading");
	if (source->unit_column >= 0)
	{
		Contribution *contribution;

		column[n] = source->unit_column;
		contribution = contribution_begin(source, n + 1, column, &fit->encoder->sink);
		scan_source(source, n + 1, column, contribution_sink(contribution));
		contribution_end(contribution);
	}
	else
		scan_source(source, n, column, &fit->encoder->sink);
	encode_end(fit->encoder);
	value_label_end(level);
}

/*
 * What the core does not know: the source, its columns and keys.
 */
static void
complete_model(SynthModel *m, const Request *request)
{
	const SourceTable *source = request->source;

	m->source_schema = source->schema;
	m->source_name = source->name;
	m->is_private = request->is_private;
	m->epsilon = request->epsilon;
	m->delta = request->delta;
	m->unit = source->unit;
	m->max_rows = Max(1, source->max_rows);
	m->min_leaf = request->min_leaf;
	m->min_count = request->is_private || request->min_count <= 1 ? 0 : request->min_count;

	m->ncolumns = source->ncolumns;
	m->column = palloc0(source->ncolumns * sizeof(SynthColumn));
	for (int c = 0; c < source->ncolumns; c++)
	{
		const SourceColumn *from = &source->column[c];
		SynthColumn *to = &m->column[c];

		to->name = from->name;
		to->type = from->type_text;
		to->role = from->role;
		to->attribute = from->attribute;
		to->notnull = from->notnull;
		to->form = (int) from->form;
		to->scale = from->scale;
		to->text = from->text;
		if (from->bag >= 0)
			to->text->bag = synth_fitter_bag(request->fitter, from->bag);
	}
	m->lexicon = textcolumn_lexicon(source, m);
	textfit_finish(m);
	m->nuniques = source->nuniques;
	m->unique = source->unique;
}

static SynthModel *
fit_model(const Request *request)
{
	Encoder *encoder = encode_begin(request->source, (Size) maintenance_work_mem * 1024 / 2);
	FitScan fit = {request->source, encoder};
	SynthModel *m;

	scan_guard(request->is_private, read_source, &fit);
	progress_phase("discovery");
	encode_discover(encoder, request->fitter);
	m = synth_fitter_run(request->fitter, &encoder->rows);
	encode_close(encoder);
	complete_model(m, request);
	return m;
}

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
 * One NOTICE, from public facts alone.
 */
static void
announce(const Request *request, const char *model, double composed)
{
	const SourceTable *source = request->source;
	StringInfoData detail;
	bool first = true;

	initStringInfo(&detail);
	for (int c = 0; c < source->ncolumns; c++)
	{
		if (source->column[c].role != SYNTH_COLUMN_PLACEHOLDER)
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
					 request_rows_needed(request));
	ereport(NOTICE,
			(errmsg("model \"%s\": epsilon %g, delta %g for %s", model, request->epsilon, request->delta,
					statement_unit(source->unit, source->max_rows)),
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
	Request *request;
	SynthModel *m;
	List *roots;
	const char *model;
	bool replace = !PG_ARGISNULL(ARG_REPLACE) && PG_GETARG_BOOL(ARG_REPLACE);
	double composed;

	PreventCommandIfReadOnly("synth_fit()");
	PreventCommandDuringRecovery("synth_fit()");

	request = request_open(fcinfo, &fit_arguments, fit_progress);
	model = PG_ARGISNULL(ARG_MODEL) ? request->source->name : pstrdup(NameStr(*PG_GETARG_NAME(ARG_MODEL)));
	if (model[0] == '\0')
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the model's name must not be empty"),
						errhint("Leave model out to name it after the table.")));
	roots = check_rights(request, model, replace);

	composed = charge_ledger(request, roots, model);
	progress_begin(request->source->relid);
	m = fit_model(request);
	progress_phase("storing");
	catalog_store(model, request->source->relid, m, replace);
	progress_end();

	announce(request, model, composed);
	request_close(request);
	namestrcpy(result, model);
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	PG_RETURN_NAME(result);
}
