/*-------------------------------------------------------------------------
 *
 * plan.c
 *	  synth_plan(): what a private fit will keep and lose, said beforehand.
 *
 * It reads no row and spends nothing, so it may be called by anybody who sees
 * the table's definition, as often as wanted.
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include <math.h>

#include "core/outlook.h"
#include "ledger.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "request.h"
#include "resultset.h"
#include "statement.h"
#include "textwords.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(synth_plan);

/* positions of synth_plan()'s arguments */
enum
{
	ARG_SOURCE,
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
	ARG_RULES,
	ARG_CONSTRAINTS_FROM
};

static const RequestArguments plan_arguments = {.is_private = -1,
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
												.max_model_bytes = -1,
												.min_leaf = -1,
												.min_count = -1};

/* result columns */
enum
{
	PLAN_COLUMN,
	PLAN_KIND,
	PLAN_DOMAIN,
	PLAN_SOURCE,
	PLAN_CODES,
	PLAN_NOISE,
	PLAN_NEEDS,
	PLAN_NOTE,
	PLAN_COLUMNS
};

/* labels that a domain names before it only counts them */
#define SHOWN_LABELS 6

/* what makes a column the difference of others */
static const SynthRule *
residual_of(const SourceTable *t, const SourceColumn *column)
{
	for (int r = 0; r < t->nrules; r++)
		if (t->rule[r].kind == SYNTH_RULE_RESIDUAL && t->rule[r].attribute == column->attribute)
			return &t->rule[r];
	return NULL;
}

/*
 * "[0, 110]", "[0, ...", "M, F, X", "labels that enough rows have".
 */
static char *
domain_text(const SourceTable *t, const SourceColumn *column)
{
	const SynthAttributeSpec *spec = &column->spec;
	const SynthRule *rule = residual_of(t, column);
	StringInfoData text;

	initStringInfo(&text);
	/* what is counted are no values of the column */
	if (rule != NULL)
		return rule->lo == rule->hi ? psprintf("computed by \"%s\"", rule->text)
									: psprintf("difference by \"%s\"", rule->text);
	if (spec->kind == SYNTH_NUMBER)
	{
		ValueLabelIO io;

		if (!spec->lo_declared && !spec->hi_declared)
			return psprintf("any %s", format_type_be(column->basetypid));
		value_label_init(&io, column->basetypid, -1);
		if (spec->lo_declared)
			appendStringInfo(&text, "[%s, ",
							 value_to_label(&io,
											value_from_raw(column->form, column->scale, column->basetypmod, spec->lo)));
		else
			appendStringInfoString(&text, "(..., ");
		if (spec->hi_declared)
			appendStringInfo(&text, "%s]",
							 value_to_label(&io,
											value_from_raw(column->form, column->scale, column->basetypmod, spec->hi)));
		else
			appendStringInfoString(&text, "...)");
		return text.data;
	}

	if (spec->discover)
		return "labels that enough rows have";
	for (int i = 0; i < spec->nlabels; i++)
	{
		if (i == SHOWN_LABELS)
		{
			appendStringInfo(&text, ", ... (%d values)", spec->nlabels);
			break;
		}
		appendStringInfo(&text, "%s%s", i > 0 ? ", " : "", spec->label[i]);
	}
	return text.data;
}

static char *
other_text(const SynthAttributeSpec *spec)
{
	switch (spec->other)
	{
		case SYNTH_OTHER_NULL:
			return "other values become null";
		case SYNTH_OTHER_LABEL:
			return psprintf("other values become %s", quote_literal_cstr(spec->other_label));
		case SYNTH_OTHER_SPREAD:
			/* no value is known that is a placeholder and that every CHECK accepts */
			if (spec->discover && !spec->nullable && spec->other_label == NULL)
				return "other values are replaced by published ones, by null if there are none";
			return "other values are replaced by published ones";
	}
	return NULL;
}

/*
 * What becomes of values outside the domain.
 */
static char *
note_text(const SourceColumn *column)
{
	const SynthAttributeSpec *spec = &column->spec;

	if (spec->kind == SYNTH_NUMBER)
	{
		/* ends of ranges have no bounds */
		if (column->range_end == 0 && (!spec->lo_declared || !spec->hi_declared))
			return "bounds => would save the budget that finding them takes";
		return NULL;
	}
	if (!spec->discover && !spec->open)
		return NULL;
	if (spec->made_label != NULL)
		return psprintf("%s; all are made texts (%s, by %s) if most values are too rare", other_text(spec),
						textwords_kind(column->text), column->text_by);
	return other_text(spec);
}

static void
set_text(Datum *values, bool *isnull, int i, const char *text)
{
	isnull[i] = text == NULL;
	if (text != NULL)
		values[i] = CStringGetTextDatum(text);
}

/* a standard deviation, to one decimal */
static double
rounded(double sigma)
{
	return rint(sigma * 10) / 10;
}

/* the noise of each count of an attribute, and how many rows a value needs to survive */
static void
plan_noise(const Request *request, int attribute, Datum *values, bool *isnull)
{
	const SynthColumnBudget *budget = &synth_fitter_budget(request->fitter)->column[attribute];

	if (!request->is_private)
		return;
	values[PLAN_NOISE] = Float8GetDatum(rounded(sqrt(budget->sigma2_oneway)));
	values[PLAN_NEEDS] = Float8GetDatum(ceil(synth_outlook_value_rows(budget)));
	isnull[PLAN_NOISE] = isnull[PLAN_NEEDS] = false;
}

static const char *
source_column_name(const void *arg, int column)
{
	const SourceTable *source = arg;

	return source->column[column].name;
}

/* a column whose texts are made */
static void
plan_text(const Request *request, const SourceColumn *column, Datum *values, bool *isnull)
{
	bool modelled = column->attribute >= 0;
	char *note;

	set_text(values, isnull, PLAN_KIND, statement_role(column->role));
	set_text(values, isnull, PLAN_DOMAIN, textwords_kind(column->text));
	set_text(values, isnull, PLAN_SOURCE, column->text_by);
	note = textwords_note(column->text, modelled, source_column_name, request->source);
	if (column->bag >= 0 && request->is_private)
		note = psprintf("%s; at most %d of a row count, and it takes about %.0f rows for one to be kept", note,
						column->bag_spec.per_row,
						ceil(synth_outlook_token_rows(&synth_fitter_budget(request->fitter)->bag[column->bag])));
	set_text(values, isnull, PLAN_NOTE, note);
	if (modelled)
		plan_noise(request, column->attribute, values, isnull);
}

static void
plan_column(ResultSet *set, const Request *request, int c)
{
	const SourceColumn *column = &request->source->column[c];
	Datum values[PLAN_COLUMNS] = {0};
	bool isnull[PLAN_COLUMNS];

	memset(isnull, true, sizeof(isnull));
	set_text(values, isnull, PLAN_COLUMN, column->name);
	if (column->role == SYNTH_COLUMN_TEXT)
		plan_text(request, column, values, isnull);
	else if (column->role != SYNTH_COLUMN_ATTRIBUTE)
	{
		set_text(values, isnull, PLAN_KIND, statement_role(column->role));
		set_text(values, isnull, PLAN_NOTE, column->why);
	}
	else
	{
		set_text(values, isnull, PLAN_KIND, statement_kind(column->spec.kind));
		set_text(values, isnull, PLAN_DOMAIN, domain_text(request->source, column));
		set_text(values, isnull, PLAN_SOURCE, statement_source(column->spec.source));
		set_text(values, isnull, PLAN_NOTE, note_text(column));
		if (!column->spec.discover)
		{
			values[PLAN_CODES] = Int32GetDatum(request_codes(request, column->attribute));
			isnull[PLAN_CODES] = false;
		}
		plan_noise(request, column->attribute, values, isnull);
	}
	resultset_row(set, values, isnull);
}

/*
 * The last row speaks of the table as a whole.
 */
static void
plan_table(ResultSet *set, const Request *request, bool simple)
{
	const SourceTable *source = request->source;
	Datum values[PLAN_COLUMNS] = {0};
	bool isnull[PLAN_COLUMNS];
	int columns = 0;
	int modelled = 0;
	StringInfoData note;

	memset(isnull, true, sizeof(isnull));
	initStringInfo(&note);
	for (int c = 0; c < source->ncolumns; c++)
	{
		const SourceColumn *column = &source->column[c];

		columns += !column->hidden;
		modelled += !column->hidden && (column->attribute >= 0 || column->role == SYNTH_COLUMN_RANGE);
	}
	set_text(values, isnull, PLAN_KIND, "table");
	set_text(values, isnull, PLAN_DOMAIN, psprintf("%d of %d columns are modelled", modelled, columns));

	if (request->fitter == NULL)
		appendStringInfoString(&note, "there is nothing to model");
	else if (!request->is_private)
		appendStringInfoString(&note, "not private: no formal guarantee, no noise");
	else
	{
		const SynthBudget *budget = synth_fitter_budget(request->fitter);
		double pairs = synth_outlook_pair_sigma(budget, source->nattributes);

		if (pairs > 0)
		{
			values[PLAN_NOISE] = Float8GetDatum(rounded(pairs));
			isnull[PLAN_NOISE] = false;
		}
		values[PLAN_NEEDS] = Float8GetDatum(request_rows_needed(request));
		isnull[PLAN_NEEDS] = false;
		appendStringInfo(&note, "epsilon %g, delta %g for %s: rho %.4g, %.0f %% to single columns, %.0f %% to pairs",
						 budget->epsilon, budget->delta,
						 statement_unit(source->unit, OidIsValid(source->person), source->max_rows), budget->rho,
						 100 * (1 - budget->rho_pairs / budget->rho), 100 * budget->rho_pairs / budget->rho);
		if (budget->delta_discovery > 0)
			appendStringInfo(&note, "; delta %.2g to discovery", budget->delta_discovery);
		appendStringInfo(&note, "; below about %.0f rows mostly noise", request_rows_needed(request));
	}
	if (!simple && strcmp(source->unit, "result row") != 0)
		appendStringInfoString(&note, "; a fit of this source needs unit => 'result row'");
	else if (source->has_foreign_key && strcmp(source->unit, "row") == 0)
		appendStringInfo(&note, "; if several rows belong to one person, use unit => %s, max_rows => 1",
						 quote_literal_cstr(source->foreign_key_column));
	set_text(values, isnull, PLAN_NOTE, note.data);
	resultset_row(set, values, isnull);
}

/*
 * synth_plan(source regclass, ...) RETURNS TABLE (column_name, kind, domain,
 * domain_source, codes, noise, needs_rows, note)
 */
Datum
synth_plan(PG_FUNCTION_ARGS)
{
	ResultSet set = resultset_begin(fcinfo);
	RequestOptions *options = request_arguments(fcinfo, &plan_arguments);
	Request *request = request_make(request_source(fcinfo), options, NULL);
	int level = value_label_begin();
	bool simple;

	ledger_roots(request->source->relid, &simple);
	for (int c = 0; c < request->source->ncolumns; c++)
		plan_column(&set, request, c);
	plan_table(&set, request, simple);
	value_label_end(level);
	request_close(request);
	return (Datum) 0;
}
