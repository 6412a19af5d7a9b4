/*-------------------------------------------------------------------------
 *
 * fitmodel.c
 *	  What a fitted model knows beside its attributes.
 *
 * The core fits attributes; names, types, keys, rules and foreign keys are the
 * schema's and come from the described source.  Hidden columns have attributes
 * but are no columns of the model; they stand behind the real ones, so indexes
 * of columns are the same in both.
 *
 *-------------------------------------------------------------------------
 */
#include "fitmodel.h"

#include "fitlink.h"
#include "rangevalue.h"
#include "textcolumn.h"
#include "textfit.h"

static void
complete_columns(SynthModel *m, const Request *request)
{
	const SourceTable *source = request->source;

	m->column = palloc0(Max(source->ncolumns, 1) * sizeof(SynthColumn));
	for (int c = 0; c < source->ncolumns; c++)
	{
		const SourceColumn *from = &source->column[c];
		SynthColumn *to = &m->column[c];

		if (from->hidden)
			break;
		m->ncolumns++;
		to->name = from->name;
		to->type = from->type_text;
		to->role = from->role;
		to->attribute = from->attribute;
		to->upper = -1;
		if (from->role == SYNTH_COLUMN_RANGE)
			rangecolumn_attributes(source, from, &to->attribute, &to->upper);
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

void
fitmodel_complete(SynthModel *m, const Request *request)
{
	SourceTable *source = request->source;

	m->source_schema = source->schema;
	m->source_name = source->name;
	m->is_private = request->is_private;
	m->epsilon = request->epsilon;
	m->delta = request->delta;
	m->unit = source->unit;
	m->max_rows = Max(1, source->max_rows);
	m->min_leaf = request->min_leaf;
	m->min_count = request->is_private || request->min_count <= 1 ? 0 : request->min_count;

	complete_columns(m, request);
	m->nrules = source->nrules;
	m->rule = source->rule;
	m->nchecks = source->nchecks;
	m->check = source->check;
	if (!request->is_private)
		fitlink_count(source, request->links);
	m->nedges = source->nedges;
	m->edge = source->edge;
	m->nfanouts = source->nfanouts;
	m->fanout = source->fanout;
}
