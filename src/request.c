/*-------------------------------------------------------------------------
 *
 * request.c
 *	  The source of a plan or a fit, opened and described, and the budget.
 *
 * synth_plan() and synth_fit() both come here, with the same options, the
 * same description of the source and the same split of the budget; that is
 * why a plan shows what a fit will do.  Everything in this file is public
 * knowledge: declarations, never rows.
 *
 *-------------------------------------------------------------------------
 */
#include "request.h"

#include "access/relation.h"
#include "catalog/pg_class.h"
#include "contribution.h"
#include "core/bound.h"
#include "core/outlook.h"
#include "localcopy.h"
#include "rules.h"
#include "unitpath.h"
#include "utils/rel.h"

static Relation
open_source(Oid relid)
{
	Relation rel = OidIsValid(relid) ? try_relation_open(relid, AccessShareLock) : NULL;

	if (rel == NULL)
		ereport(ERROR, (errcode(ERRCODE_UNDEFINED_TABLE), errmsg("source with OID %u does not exist", relid),
						errhint("Name a table, as in synth_fit('patients').")));
	switch (rel->rd_rel->relkind)
	{
		case RELKIND_RELATION:
		case RELKIND_PARTITIONED_TABLE:
		case RELKIND_VIEW:
		case RELKIND_MATVIEW:
		case RELKIND_FOREIGN_TABLE:
			break;
		default:
			ereport(ERROR,
					(errcode(ERRCODE_WRONG_OBJECT_TYPE), errmsg("\"%s\" is not a table", RelationGetRelationName(rel)),
					 errhint("Name a table, partitioned table, view, materialized view or foreign table.")));
	}
	if (RELATION_IS_OTHER_TEMP(rel))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("cannot read temporary tables of other sessions"),
				 errhint("Call synth_fit in the session that made the table.")));
	return rel;
}

Request *
request_describe(Oid relid, const RequestOptions *options)
{
	Request *request = palloc0(sizeof(Request));

	coreglue_install();
	request->rel = request->describes = open_source(relid);
	request_resolve(request, options);
	if (OidIsValid(options->constraints_from))
	{
		request->describes = localcopy_open(options->constraints_from, request->rel);
		request->describe.content = request->rel;
	}
	request->source = relation_describe(request->describes, &request->describe);
	if (request->describes != request->rel)
		localcopy_apply(request->source, request->rel);
	return request;
}

void
request_link(Request *request, const FitLinks *links)
{
	SourceTable *source = request->source;
	DescribeOptions options = request->describe;

	/* parents of an empty copy are empty, too: nothing is to be learned from them */
	options.read_content &= request->describes == request->rel;
	request->links = links;
	fitlink_describe(source, request->describes, &options, links);
	rules_describe(source, request->describes, &request->describe);
	fitlink_rules(source);
	if (!unitpath_is_column(source, source->unit) && request->describes != request->rel)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("unit \"%s\" cannot be a table where constraints_from describes the source", source->unit),
				 errhint("Name the column that tells whose a row is, as in unit => 'patient_id', max_rows => 5.")));
	if (!unitpath_is_column(source, source->unit))
		unitpath_describe_table(source, source->unit, request->describe.max_rows, request->is_private,
								request->describe.columns);
	if (request->describes != request->rel)
		localcopy_numbers(source);
}

/*
 * Attributes, as the fitter wants them.
 */
static void
collect_specs(Request *request)
{
	const SourceTable *source = request->source;

	request->spec = palloc(source->nattributes * sizeof(SynthAttributeSpec));
	for (int a = 0; a < source->nattributes; a++)
		request->spec[a] = source->column[source->attribute_column[a]].spec;
	request->bag = palloc0(Max(source->nbags, 1) * sizeof(SynthBagSpec));
	for (int b = 0; b < source->nbags; b++)
		request->bag[b] = source->column[source->bag_column[b]].bag_spec;
}

void
request_ready(Request *request, void (*progress)(const char *phase, int done, int total))
{
	SourceTable *source = request->source;
	SynthFitOptions options;

	contribution_check(source);
	if (source->nattributes == 0)
	{
		/* a plan says why, a fit cannot go on */
		if (request->is_plan)
			return;
		ereport(ERROR, (errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
						errmsg("\"%s\" has no column that can be modelled", source->name),
						errhint("Run SELECT * FROM synth_plan('%s') to see why each column is left out.",
								relation_quoted_name(source->relid))));
	}
	collect_specs(request);
	memset(&options, 0, sizeof(options));
	options.is_private = request->is_private;
	options.epsilon = request->fit_epsilon;
	options.delta = request->fit_delta;
	options.stability = Max(1, source->max_rows);
	options.method = request->method;
	options.max_model_bytes = (size_t) request->max_model_bytes;
	options.min_count = request->min_count;
	options.min_leaf = request->min_leaf;
	options.nbags = source->nbags;
	options.bag = request->bag;
	options.progress = progress;
	if (request->is_private && source->estimates_max_rows)
	{
		options.reserve = SYNTH_BOUND_SHARE;
		options.paid = request->paid;
	}
	request->fitter = synth_fitter_new(&options, source->nattributes, request->spec);
}

Request *
request_make(Oid relid, const RequestOptions *options, void (*progress)(const char *phase, int done, int total))
{
	Request *request = request_describe(relid, options);

	request_link(request, NULL);
	request_ready(request, progress);
	return request;
}

void
request_close(Request *request)
{
	if (request->describes != request->rel)
		relation_close(request->describes, NoLock);
	relation_close(request->rel, NoLock);
}

int
request_codes(const Request *request, int attribute)
{
	const SynthAttributeSpec *spec = &request->spec[attribute];
	int codes = spec->nullable;

	if (spec->kind == SYNTH_CATEGORY)
		return codes + spec->nlabels + (spec->open || spec->discover);
	for (int i = 0; i < 3; i++)
		codes += spec->specials[i];
	return codes + synth_axis_grid(spec->form, spec->lo, spec->hi, spec->lo_declared, spec->hi_declared)->ncells;
}

double
request_rows_needed(const Request *request)
{
	int n = request->source->nattributes;
	int *codes = palloc(Max(1, n) * sizeof(int));

	if (!request->is_private || request->fitter == NULL)
		return 0;
	for (int a = 0; a < n; a++)
		codes[a] = request->spec[a].discover ? 0 : request_codes(request, a);
	return synth_outlook_table_rows(synth_fitter_budget(request->fitter), n, codes);
}
