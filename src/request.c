/*-------------------------------------------------------------------------
 *
 * request.c
 *	  What the user asks of a plan or a fit, checked, and the source opened.
 *
 * synth_plan() and synth_fit() both start here, with the same options, the
 * same description of the source and the same split of the budget; that is
 * why a plan shows what a fit will do.  Everything in this file is public
 * knowledge: declarations, never rows.
 *
 *-------------------------------------------------------------------------
 */
#include "request.h"

#include <math.h>

#include "access/relation.h"
#include "catalog/pg_class.h"
#include "contribution.h"
#include "core/outlook.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/rel.h"

#define EPSILON_LEAST 1e-6 /* the noise of less would overflow what it is added to */
#define EPSILON_WEAK 5.0
#define EPSILON_MOST 20.0
#define DELTA_MOST 1e-4
#define MAX_ROWS_MOST (1 << 20)
#define MODEL_BYTES_LEAST 65536

/* protections of methods without a guarantee, on unless the user says otherwise */
#define MIN_LEAF_DEFAULT 20
#define MIN_MOST 1000000

static const struct
{
	const char *name;
	SynthMethod method;
} methods[] = {
	/* AIM; the core takes MST where the table is too wide for it */
	{"marginal", SYNTH_METHOD_AIM},	 {"aim", SYNTH_METHOD_AIM},
	{"mst", SYNTH_METHOD_MST},		 {"independent", SYNTH_METHOD_INDEPENDENT},
	{"copula", SYNTH_METHOD_COPULA}, {"tree", SYNTH_METHOD_TREE}};

static SynthMethod
parse_method(const char *name)
{
	for (int i = 0; i < lengthof(methods); i++)
		if (strcmp(methods[i].name, name) == 0)
			return methods[i].method;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("unknown method \"%s\"", name),
			 errhint(
				 "Use method => 'marginal', 'aim', 'mst', 'independent', 'copula', or 'tree' with private => false.")));
}

/* a method is chosen by name, or by whether there is a guarantee to keep */
static void
parse_method_argument(FunctionCallInfo fcinfo, const RequestArguments *arg, Request *request)
{
	request->method = request->is_private ? SYNTH_METHOD_AIM : SYNTH_METHOD_TREE;
	if (!PG_ARGISNULL(arg->method))
		request->method = parse_method(text_to_cstring(PG_GETARG_TEXT_PP(arg->method)));
	if (request->method == SYNTH_METHOD_TREE && request->is_private)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("method \"tree\" gives no privacy guarantee"),
				 arg->is_private < 0
					 ? errhint("A plan is about private fits: use method => 'marginal', or epsilon => 'Infinity'.")
					 : errhint("Add private => false if you need none, or use method => 'marginal'.")));
}

/* a positive number of rows, or its default; -1 in a plan, which has no such argument */
static int64
parse_minimum(FunctionCallInfo fcinfo, int argument, const char *name, bool applies, const char *applies_to,
			  int64 by_default)
{
	int64 minimum;

	if (argument < 0 || PG_ARGISNULL(argument))
		return by_default;
	if (!applies)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%s is only for %s", name, applies_to),
						errhint("Leave %s out.", name)));
	minimum = PG_GETARG_INT32(argument);
	if (minimum < 1 || minimum > MIN_MOST)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%s must be between 1 and %d", name, MIN_MOST),
						errhint("Leave it out for the default, %s => " INT64_FORMAT ".", name, by_default)));
	return minimum;
}

/*
 * The rules that protect single rows where there is no guarantee.  Private
 * fits need none: their threshold comes from the budget.
 */
static void
parse_protections(FunctionCallInfo fcinfo, const RequestArguments *arg, Request *request)
{
	bool tree = request->method == SYNTH_METHOD_TREE;
	bool copula = request->method == SYNTH_METHOD_COPULA && !request->is_private;

	request->min_leaf = parse_minimum(fcinfo, arg->min_leaf, "min_leaf", tree, "method => 'tree'",
									  tree ? MIN_LEAF_DEFAULT : 0);
	/* the cells of other methods show labels and extremes of any number of rows: no promise that they would not keep */
	request->min_count = parse_minimum(fcinfo, arg->min_count, "min_count", tree || copula,
									   request->is_private ? "fits with private => false"
														   : "method => 'tree' and method => 'copula'",
									   tree || copula ? REQUEST_MIN_COUNT : 1);
}

/*
 * epsilon and delta; epsilon => 'Infinity' is another way to say private => false.
 */
static void
parse_privacy(FunctionCallInfo fcinfo, const RequestArguments *arg, Request *request)
{
	double epsilon;
	double delta;

	if (PG_ARGISNULL(arg->epsilon) || PG_ARGISNULL(arg->delta)
		|| (arg->is_private >= 0 && PG_ARGISNULL(arg->is_private)))
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("epsilon, delta and private must not be null"),
						errhint("Leave them out for the defaults: epsilon => 1, delta => 1e-9, private => true.")));

	request->is_private = arg->is_private < 0 || PG_GETARG_BOOL(arg->is_private);
	epsilon = PG_GETARG_FLOAT8(arg->epsilon);
	delta = PG_GETARG_FLOAT8(arg->delta);

	if (isinf(epsilon) && epsilon > 0)
		request->is_private = false;
	if (!request->is_private)
		return;

	/* written so that NaN fails too */
	if (!(epsilon >= EPSILON_LEAST))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("epsilon must be greater than zero"),
						errhint("Use epsilon => 1, or a value between 0.1 (strong privacy) and 5 (weak privacy).")));
	if (epsilon > EPSILON_MOST)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("epsilon must be at most %g", EPSILON_MOST),
						errhint("Use epsilon => 1, or private => false for a model without any guarantee.")));
	if (!(delta > 0) || delta > DELTA_MOST)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("delta must be greater than zero and at most %g", DELTA_MOST),
				 errhint("Use delta => 1e-9; it should be far below one over the number of people in the data.")));
	if (epsilon > EPSILON_WEAK)
		ereport(WARNING,
				(errcode(ERRCODE_WARNING), errmsg("epsilon %g protects weakly", epsilon),
				 errdetail("An attacker who guesses whether one unit is in the data may gain up to %.0f percentage points.",
						   100 * Min(1.0, synth_advantage(synth_zcdp_rho(epsilon, delta)))),
				 errhint("Use epsilon => 1, or at most 5.")));
	request->epsilon = epsilon;
	request->delta = delta;
}

static void
parse_describe(FunctionCallInfo fcinfo, const RequestArguments *arg, Request *request)
{
	DescribeOptions *describe = &request->describe;

	describe->is_private = request->is_private;
	/* a plan reads no row, whatever it is for */
	describe->read_content = !request->is_private && arg->is_private >= 0;
	/* of texts nothing rare is shown, whatever the method */
	describe->min_count = request->method == SYNTH_METHOD_TREE || request->method == SYNTH_METHOD_COPULA
							  ? request->min_count
							  : REQUEST_MIN_COUNT;
	if (!PG_ARGISNULL(arg->columns))
		describe->columns = PG_GETARG_ARRAYTYPE_P(arg->columns);
	if (!PG_ARGISNULL(arg->exclude))
		describe->exclude = PG_GETARG_ARRAYTYPE_P(arg->exclude);
	if (!PG_ARGISNULL(arg->bounds))
		describe->bounds = PG_GETARG_JSONB_P(arg->bounds);
	if (!PG_ARGISNULL(arg->categories))
		describe->categories = PG_GETARG_JSONB_P(arg->categories);
	if (!PG_ARGISNULL(arg->other))
		describe->other = PG_GETARG_JSONB_P(arg->other);
	if (!PG_ARGISNULL(arg->text))
		describe->text = PG_GETARG_JSONB_P(arg->text);
	if (!PG_ARGISNULL(arg->target))
		describe->target = text_to_cstring(PG_GETARG_TEXT_PP(arg->target));
	if (!PG_ARGISNULL(arg->unit))
		describe->unit = text_to_cstring(PG_GETARG_TEXT_PP(arg->unit));

	if (!PG_ARGISNULL(arg->max_rows))
	{
		describe->max_rows = PG_GETARG_INT32(arg->max_rows);
		if (describe->max_rows < 1 || describe->max_rows > MAX_ROWS_MOST)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("max_rows must be between 1 and %d", MAX_ROWS_MOST),
					 errhint("Use max_rows => 1, or as many rows of one unit as matter; the noise grows with it.")));
	}
	if (describe->unit != NULL && strcmp(describe->unit, "row") != 0 && strcmp(describe->unit, "result row") != 0)
	{
		if (describe->max_rows == 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("unit => '%s' needs max_rows", describe->unit),
					 errdetail("At most max_rows rows of each unit are used, and the noise grows with it."),
					 errhint("Add max_rows => 1, or as many rows of one unit as matter.")));
	}
	else if (describe->max_rows > 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("max_rows needs a unit"),
				 errhint("Name the column that tells whose a row is, as in unit => 'customer_id', max_rows => %d.",
						 describe->max_rows)));
}

static void
open_source(FunctionCallInfo fcinfo, Request *request)
{
	Relation rel;

	if (PG_ARGISNULL(0))
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("source must not be null"),
						errhint("Name a table, as in synth_fit('patients').")));
	rel = try_relation_open(PG_GETARG_OID(0), AccessShareLock);
	if (rel == NULL)
		ereport(ERROR, (errcode(ERRCODE_UNDEFINED_TABLE), errmsg("source with OID %u does not exist", PG_GETARG_OID(0)),
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
	request->rel = rel;
}

Request *
request_open(FunctionCallInfo fcinfo, const RequestArguments *arg,
			 void (*progress)(const char *phase, int done, int total))
{
	Request *request = palloc0(sizeof(Request));
	SourceTable *source;
	SynthFitOptions options;

	coreglue_install();
	parse_privacy(fcinfo, arg, request);
	parse_method_argument(fcinfo, arg, request);
	parse_protections(fcinfo, arg, request);
	parse_describe(fcinfo, arg, request);
	if (arg->max_model_bytes >= 0 && !PG_ARGISNULL(arg->max_model_bytes))
	{
		request->max_model_bytes = PG_GETARG_INT64(arg->max_model_bytes);
		if (request->max_model_bytes < MODEL_BYTES_LEAST || request->max_model_bytes > (int64) synth_env.memory_limit)
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
							errmsg("max_model_bytes must be between %d and maintenance_work_mem", MODEL_BYTES_LEAST),
							errhint("Use max_model_bytes => 1048576, or SET maintenance_work_mem to more.")));
	}

	open_source(fcinfo, request);
	source = relation_describe(request->rel, &request->describe);
	request->source = source;
	contribution_check(source);
	if (source->nattributes == 0)
	{
		/* a plan says why, a fit cannot go on */
		if (arg->is_private < 0)
			return request;
		ereport(ERROR, (errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
						errmsg("\"%s\" has no column that can be modelled", source->name),
						errhint("Run SELECT * FROM synth_plan('%s') to see why each column is left out.",
								relation_quoted_name(source->relid))));
	}
	request->spec = palloc(source->nattributes * sizeof(SynthAttributeSpec));
	for (int a = 0; a < source->nattributes; a++)
		request->spec[a] = source->column[source->attribute_column[a]].spec;
	request->bag = palloc0(Max(source->nbags, 1) * sizeof(SynthBagSpec));
	for (int b = 0; b < source->nbags; b++)
		request->bag[b] = source->column[source->bag_column[b]].bag_spec;

	memset(&options, 0, sizeof(options));
	options.is_private = request->is_private;
	options.epsilon = request->epsilon;
	options.delta = request->delta;
	options.stability = Max(1, source->max_rows);
	options.method = request->method;
	options.max_model_bytes = (size_t) request->max_model_bytes;
	options.min_count = request->min_count;
	options.min_leaf = request->min_leaf;
	options.nbags = source->nbags;
	options.bag = request->bag;
	options.progress = progress;
	request->fitter = synth_fitter_new(&options, source->nattributes, request->spec);
	return request;
}

void
request_close(Request *request)
{
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
