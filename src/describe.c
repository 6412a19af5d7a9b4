/*-------------------------------------------------------------------------
 *
 * describe.c
 *	  synth_describe(): what a model knows, where from, and what it promises.
 *
 * Everything is read from the model, which holds only noised things; a private
 * model may be described to whoever may sample it.  Rows are in sections, in
 * this order: model, privacy, budget, column, category, shape and token
 * (describe_text.c); what rows and tables have to do with each other
 * (describe_link.c); then how the columns hang together (describe_joint.c):
 * marginal, tree, correlation.
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include <math.h>

#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "catalog.h"
#include "describe.h"
#include "jsonrow.h"
#include "statement.h"
#include "textwords.h"
#include "value.h"

PG_FUNCTION_INFO_V1(synth_describe);

/* result columns */
enum
{
	COL_SECTION,
	COL_ITEM,
	COL_KIND,
	COL_DOMAIN,
	COL_SOURCE,
	COL_CODES,
	COL_NOISE,
	COL_DETAIL,
	NCOLS
};

/* labels that a domain names before it only counts them */
#define SHOWN_LABELS 6

void
describe_row(ResultSet *set, const char *section, const char *item, const char *kind, const char *domain,
			 const char *source, int codes, double noise, const char *detail)
{
	const char *text[NCOLS] = {section, item, kind, domain, source, NULL, NULL, detail};
	Datum values[NCOLS] = {0};
	bool isnull[NCOLS];

	for (int i = 0; i < NCOLS; i++)
	{
		isnull[i] = text[i] == NULL;
		if (text[i] != NULL)
			values[i] = CStringGetTextDatum(text[i]);
	}
	isnull[COL_CODES] = codes < 0;
	values[COL_CODES] = Int32GetDatum(codes);
	isnull[COL_NOISE] = noise < 0;
	values[COL_NOISE] = Float8GetDatum(noise);
	resultset_row(set, values, isnull);
}

static void
describe_model(ResultSet *set, const CatalogModel *row)
{
	const SynthModel *m = row->model;

	describe_row(set, "model", "source", NULL, NULL, NULL, -1, -1,
				 quote_qualified_identifier(m->source_schema, m->source_name));
	describe_row(set, "model", "method", NULL, NULL, NULL, -1, -1, statement_method(m->method));
	describe_row(set, "model", "owner", NULL, NULL, NULL, -1, -1, row->owner);
	/* noisy, unless the model is not private */
	describe_row(set, "model", "rows", NULL, NULL, NULL, -1, -1,
				 psprintf(m->is_private ? "about %.0f" : "%.0f", m->total));
	describe_row(set, "model", "tables", NULL, NULL, NULL, -1, -1,
				 psprintf("%zu bytes of probabilities", synth_model_bytes(m)));
	if (row->imported)
		describe_row(set, "model", "imported", NULL, NULL, NULL, -1, -1,
					 "came through synth_import(): what it says of itself cannot be checked here");
}

/* no guarantee: what lowers the risk all the same */
static void
describe_protections(ResultSet *set, const SynthModel *m)
{
	if (m->min_count > 0)
		describe_row(set, "privacy", "min_count", NULL, NULL, NULL, -1, -1,
					 psprintf(INT64_FORMAT
							  " rows must have a value before it is made, unless it is a public word, and lie beyond "
							  "the extremes of numbers",
							  m->min_count));
	if (m->min_leaf > 0)
		describe_row(set, "privacy", "min_leaf", NULL, NULL, NULL, -1, -1,
					 psprintf(INT64_FORMAT " rows at least in each leaf of a tree", m->min_leaf));
}

static void
describe_privacy(ResultSet *set, const SynthModel *m, bool imported)
{
	const SynthAccount *a = &m->account;

	/* anybody can write bytes that call themselves private */
	describe_row(set, "privacy", "statement", m->is_private ? "private" : "not private", NULL, NULL, -1, -1,
				 imported ? psprintf("Imported, so this is the word of whoever made the bytes: %s", statement_text(m))
						  : statement_text(m));
	if (!m->is_private)
	{
		describe_protections(set, m);
		return;
	}
	describe_row(set, "privacy", "epsilon", NULL, NULL, NULL, -1, -1, psprintf("%g", m->epsilon));
	describe_row(set, "privacy", "delta", NULL, NULL, NULL, -1, -1, psprintf("%g", m->delta));
	describe_row(set, "privacy", "unit", NULL, NULL, NULL, -1, -1, statement_model_unit(m));
	for (int i = 0; i < a->ncharges; i++)
	{
		const SynthCharge *c = &a->charges[i];
		bool gaussian = c->sigma > 0;

		describe_row(set, "budget", c->phase,
					 gaussian		  ? "discrete gaussian"
					 : c->epsilon > 0 ? "exponential mechanism"
									  : "threshold",
					 NULL, NULL, -1, gaussian ? c->sigma : -1,
					 psprintf("rho %.4g in " INT64_FORMAT " releases, sensitivity " INT64_FORMAT "%s", c->rho,
							  c->releases, c->sensitivity, c->delta > 0 ? psprintf(", delta %.3g", c->delta) : ""));
	}
	describe_row(set, "budget", "total", NULL, NULL, NULL, -1, -1,
				 psprintf("rho %.4g spent of %.4g, delta %.3g spent of %.3g for discovery", a->rho_spent, a->rho_total,
						  a->delta_spent, a->delta_total));
}

/* "[0, 110]" or the first few labels */
static char *
attribute_domain(const SynthAttribute *a, const SynthColumn *column)
{
	StringInfoData text;

	initStringInfo(&text);
	if (a->kind == SYNTH_NUMBER)
	{
		ValueForm form = (ValueForm) column->form;
		ValueLabelIO io;

		value_label_init(&io, jsonrow_form_type(form), -1);
		appendStringInfo(&text, "[%s, ",
						 value_to_label(&io, value_from_raw(form, column->scale, -1, a->axis->edge[0])));
		appendStringInfo(&text, "%s]",
						 value_to_label(&io,
										value_from_raw(form, column->scale, -1, a->axis->edge[a->axis->ncells] - 1)));
		return text.data;
	}
	for (int i = 0; i < a->nvalues; i++)
	{
		if (i == SHOWN_LABELS)
		{
			appendStringInfo(&text, ", ... (%d values)", a->nvalues);
			break;
		}
		appendStringInfo(&text, "%s%s", i > 0 ? ", " : "", a->label[i]);
	}
	return text.data;
}

/* NULL, other and special values, and what becomes of `other` */
static char *
attribute_detail(const SynthAttribute *a, const SynthText *made)
{
	StringInfoData text;

	initStringInfo(&text);
	appendStringInfo(&text, "%d groups in joint tables", a->ncoarse);
	if (a->null_code >= 0)
		appendStringInfoString(&text, ", null");
	if (a->neginf_code >= 0 || a->posinf_code >= 0)
		appendStringInfoString(&text, ", infinity");
	if (a->nan_code >= 0)
		appendStringInfoString(&text, ", NaN");
	if (a->other_code >= 0)
	{
		switch (a->other)
		{
			case SYNTH_OTHER_NULL:
				appendStringInfoString(&text, "; other values become null");
				break;
			case SYNTH_OTHER_LABEL:
				if (made != NULL)
					appendStringInfo(&text, "; %s values become made texts: %s", made->always ? "all" : "other",
									 textwords_kind(made));
				else
					appendStringInfo(&text, "; other values become %s", quote_literal_cstr(a->other_label));
				break;
			case SYNTH_OTHER_SPREAD:
				appendStringInfoString(&text, "; other values are replaced by published ones");
				break;
		}
	}
	return text.data;
}

static void
describe_columns(ResultSet *set, const SynthModel *m)
{
	for (int i = 0; i < m->ncolumns; i++)
	{
		const SynthColumn *column = &m->column[i];
		const SynthAttribute *a;
		char *difference;

		if (column->role == SYNTH_COLUMN_TEXT)
		{
			describe_text(set, m, column);
			continue;
		}
		if (column->role != SYNTH_COLUMN_ATTRIBUTE)
		{
			describe_row(set, "column", column->name,
						 m->method == SYNTH_METHOD_PUBLIC ? "public" : statement_role(column->role), column->type, NULL,
						 -1, -1, NULL);
			continue;
		}
		a = &m->attribute[column->attribute];
		difference = describe_difference(m, column);
		describe_row(set, "column", column->name, statement_kind(a->kind),
					 difference != NULL ? difference : attribute_domain(a, column), statement_source(a->source),
					 a->nfine, m->is_private ? a->sigma : -1, attribute_detail(a, column->text));
	}
	for (int i = 0; i < m->ncolumns; i++)
	{
		const SynthColumn *column = &m->column[i];
		const SynthAttribute *a;

		if (column->role != SYNTH_COLUMN_ATTRIBUTE)
			continue;
		a = &m->attribute[column->attribute];
		if (a->kind != SYNTH_CATEGORY)
			continue;
		for (int v = 0; v < a->nvalues; v++)
			describe_row(set, "category", column->name, NULL, a->label[v], statement_source(a->source), -1, -1, NULL);
	}
}

/*
 * synth_describe(model name) RETURNS TABLE (section, item, kind, domain,
 * source, codes, noise, detail)
 */
Datum
synth_describe(PG_FUNCTION_ARGS)
{
	ResultSet set;
	CatalogModel *row;
	int level;

	if (PG_ARGISNULL(0))
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("model of synth_describe must not be null"),
						errhint("SELECT name FROM synth_models lists the models you may describe.")));
	coreglue_install();
	set = resultset_begin(fcinfo);
	row = catalog_load(NameStr(*PG_GETARG_NAME(0)), CATALOG_DESCRIBE);
	level = value_label_begin();
	describe_model(&set, row);
	describe_privacy(&set, row->model, row->imported);
	describe_columns(&set, row->model);
	describe_text_parts(&set, row->model);
	describe_link(&set, row->model);
	describe_joint(&set, row->model);
	value_label_end(level);
	return (Datum) 0;
}
