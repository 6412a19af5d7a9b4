/*-------------------------------------------------------------------------
 *
 * fitrun.c
 *	  A fit, from a request to a stored model, in steps.
 *
 * The order of the steps is part of the guarantee: rights and names are
 * checked, and the ledger is charged, before the first row is read; what reads
 * rows cannot quote them; the model is stored last.  synth_fit() runs the steps
 * one after the other for its one table; synth_fit_schema() takes each step
 * for all of its tables before the next.
 *
 *-------------------------------------------------------------------------
 */
#include "fitrun.h"

#include "catalog.h"
#include "contribution.h"
#include "core/bound.h"
#include "encode.h"
#include "fitlink.h"
#include "fitmodel.h"
#include "ledger.h"
#include "miscadmin.h"
#include "progress.h"
#include "scan.h"
#include "unitaccount.h"
#include "utils/memutils.h"
#include "utils/rel.h"

typedef struct FitScan
{
	const SourceTable *source;
	Encoder *encoder;
} FitScan;

/*
 * done and total are left aside: numbers of rounds depend on the data.
 */
void
fitrun_progress(const char *phase, int done, int total)
{
	progress_phase(phase);
}

/*
 * Rights of the invoker on every column that is read, and on the name.
 */
void
fitrun_check(FitRun *run)
{
	const Request *request = run->request;
	const SourceTable *source = request->source;
	List *attnums = NIL;
	int *column;
	int ncolumns;
	bool simple;

	for (int a = 0; a < source->nattributes; a++)
	{
		const SourceColumn *column = &source->column[source->attribute_column[a]];

		if (!column->hidden)
			attnums = lappend_int(attnums, column->attnum);
	}
	if (source->unit_column >= 0)
		attnums = list_append_unique_int(attnums, source->column[source->unit_column].attnum);

	run->roots = ledger_roots(source->relid, &simple);
	ledger_check_rights(source->relid, run->roots, attnums, request->is_private, simple, unitaccount_unit(source));
	unitaccount_check(source, request->is_private);
	run->roots = unitaccount_roots(source, run->roots);
	run->roots = fitlink_roots(source, request->links, run->roots);
	fitlink_check(source, request->is_private);
	column = unitaccount_columns(source, &ncolumns);
	scan_check_rights(source, ncolumns, column);
	catalog_check_name(run->model, run->replace);
	scan_check(request->rel);
}

void
fitrun_charge(FitRun *run)
{
	const Request *request = run->request;
	const SynthBudget *budget = synth_fitter_budget(request->fitter);
	LedgerCharge entry;

	memset(&entry, 0, sizeof(entry));
	entry.roots = run->roots;
	entry.unit = request->source->unit;
	/* what is to be estimated has at least a limit */
	entry.max_rows = request->source->estimates_max_rows ? synth_bound_rows(SYNTH_BOUND_CLASSES - 1)
														 : Max(1, request->source->max_rows);
	entry.is_private = request->is_private;
	if (request->is_private)
	{
		entry.rho = budget->rho;
		entry.delta = budget->delta_discovery;
	}
	entry.epsilon = request->epsilon;
	/* of a share, the conversion is the whole statement's: shares add up to that */
	entry.delta_asked = request->fit_delta < request->delta ? entry.delta + request->delta / 2 : request->fit_delta;
	entry.model = run->model;
	run->composed = ledger_charge(&entry);
}

/*
 * Body of scan_guard(): all that touches rows as Datums.
 */
static void
read_source(void *arg)
{
	FitScan *fit = arg;
	const SourceTable *source = fit->source;
	int level = value_label_begin();

	progress_phase("reading");
	contribution_read(source, source->nattributes, source->attribute_column, &fit->encoder->sink);
	encode_end(fit->encoder);
	value_label_end(level);
}

void
fitrun_fit(FitRun *run)
{
	const Request *request = run->request;
	FitScan fit = {request->source, NULL};
	Encoder *encoder;

	unitaccount_estimate(run->request);
	fit.encoder = encoder = encode_begin(request->source, (Size) maintenance_work_mem * 1024 / 2);
	scan_guard(request->is_private, read_source, &fit);
	progress_phase("discovery");
	encode_discover(encoder, request->fitter);
	run->result = synth_fitter_run(request->fitter, &encoder->rows);
	encode_close(encoder);
	fitmodel_complete(run->result, request);
}

void
fitrun_store(FitRun *run)
{
	progress_phase("storing");
	catalog_store(run->model, run->request->source->relid, run->result, run->replace);
}
