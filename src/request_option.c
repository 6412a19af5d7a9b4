/*-------------------------------------------------------------------------
 *
 * request_option.c
 *	  Arguments of a plan or a fit, read and checked.
 *
 * First what an argument says by itself; then, for a certain table, what the
 * arguments and the table's settings say together: a method needs or forbids
 * privacy, a protection belongs to a method, a unit needs a number of rows.
 *
 *-------------------------------------------------------------------------
 */
#include "request.h"

#include <math.h>

#include "setting.h"
#include "utils/builtins.h"

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
resolve_method(Request *request, const char *method)
{
	request->method = request->is_private ? SYNTH_METHOD_AIM : SYNTH_METHOD_TREE;
	if (method != NULL)
		request->method = parse_method(method);
	if (request->method == SYNTH_METHOD_TREE && request->is_private)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("method \"tree\" gives no privacy guarantee"),
				 request->is_plan
					 ? errhint("A plan is about private fits: use method => 'marginal', or epsilon => 'Infinity'.")
					 : errhint("Add private => false if you need none, or use method => 'marginal'.")));
}

/* a positive number of rows, or its default where none was given */
static int64
resolve_minimum(int64 given, const char *name, bool applies, const char *applies_to, int64 by_default)
{
	if (given == 0)
		return by_default;
	if (!applies)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%s is only for %s", name, applies_to),
						errhint("Leave %s out.", name)));
	if (given < 1 || given > MIN_MOST)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%s must be between 1 and %d", name, MIN_MOST),
						errhint("Leave it out for the default, %s => " INT64_FORMAT ".", name, by_default)));
	return given;
}

/*
 * The rules that protect single rows where there is no guarantee.  Private
 * fits need none: their threshold comes from the budget.
 */
static void
resolve_protections(Request *request, const RequestOptions *options)
{
	bool tree = request->method == SYNTH_METHOD_TREE;
	bool copula = request->method == SYNTH_METHOD_COPULA && !request->is_private;

	request->min_leaf = resolve_minimum(options->min_leaf, "min_leaf", tree, "method => 'tree'",
										tree ? MIN_LEAF_DEFAULT : 0);
	/* the cells of other methods show labels and extremes of any number of rows: no promise that they would not keep */
	request->min_count = resolve_minimum(options->min_count, "min_count", tree || copula,
										 request->is_private ? "fits with private => false"
															 : "method => 'tree' and method => 'copula'",
										 tree || copula ? REQUEST_MIN_COUNT : 1);
}

static void
resolve_unit(const DescribeOptions *describe)
{
	if ((describe->unit == NULL || strcmp(describe->unit, "row") == 0 || strcmp(describe->unit, "result row") == 0)
		&& describe->max_rows > 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("max_rows needs a unit"),
				 errhint("Name the column that tells whose a row is, as in unit => 'customer_id', max_rows => %d.",
						 describe->max_rows)));
}

/*
 * request->rel is open; what was set for the table comes below the arguments.
 */
void
request_resolve(Request *request, const RequestOptions *options)
{
	DescribeOptions *describe = &request->describe;
	TableSetting *setting = setting_table(RelationGetRelid(request->rel));

	request->is_plan = options->is_plan;
	request->counts_rows = options->counts_rows;
	request->is_private = options->is_private;
	request->epsilon = request->fit_epsilon = options->epsilon;
	request->delta = request->fit_delta = options->delta;
	request->max_model_bytes = options->max_model_bytes;
	resolve_method(request, options->method != NULL ? options->method : setting->method);
	resolve_protections(request, options);

	*describe = options->describe;
	setting_merge(RelationGetRelid(request->rel), describe);
	describe->is_private = request->is_private;
	/* a plan reads no row, whatever it is for */
	describe->read_content = !request->is_private && !request->is_plan;
	/* of texts nothing rare is shown, whatever the method */
	describe->min_count = request->method == SYNTH_METHOD_TREE || request->method == SYNTH_METHOD_COPULA
							  ? request->min_count
							  : REQUEST_MIN_COUNT;
	resolve_unit(describe);
}

/*
 * epsilon => 'Infinity' is another way to say private => false.
 */
void
request_privacy(RequestOptions *options, bool is_private, double epsilon, double delta)
{
	options->is_private = is_private && !(isinf(epsilon) && epsilon > 0);
	options->epsilon = options->delta = 0;
	if (!options->is_private)
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
	options->epsilon = epsilon;
	options->delta = delta;
}

static void
read_privacy(FunctionCallInfo fcinfo, const RequestArguments *arg, RequestOptions *options)
{
	if (PG_ARGISNULL(arg->epsilon) || PG_ARGISNULL(arg->delta)
		|| (arg->is_private >= 0 && PG_ARGISNULL(arg->is_private)))
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("epsilon, delta and private must not be null"),
						errhint("Leave them out for the defaults: epsilon => 1, delta => 1e-9, private => true.")));
	request_privacy(options, arg->is_private < 0 || PG_GETARG_BOOL(arg->is_private), PG_GETARG_FLOAT8(arg->epsilon),
					PG_GETARG_FLOAT8(arg->delta));
}

/* not every function has every argument */
static bool
given(FunctionCallInfo fcinfo, int argument)
{
	return argument >= 0 && !PG_ARGISNULL(argument);
}

/* what shapes the description */
static void
read_describe(FunctionCallInfo fcinfo, const RequestArguments *arg, DescribeOptions *describe)
{
	if (given(fcinfo, arg->columns))
		describe->columns = PG_GETARG_ARRAYTYPE_P(arg->columns);
	if (given(fcinfo, arg->exclude))
		describe->exclude = PG_GETARG_ARRAYTYPE_P(arg->exclude);
	if (given(fcinfo, arg->bounds))
		describe->bounds = PG_GETARG_JSONB_P(arg->bounds);
	if (given(fcinfo, arg->categories))
		describe->categories = PG_GETARG_JSONB_P(arg->categories);
	if (given(fcinfo, arg->other))
		describe->other = PG_GETARG_JSONB_P(arg->other);
	if (given(fcinfo, arg->text))
		describe->text = PG_GETARG_JSONB_P(arg->text);
	if (given(fcinfo, arg->target))
		describe->target = text_to_cstring(PG_GETARG_TEXT_PP(arg->target));
	if (given(fcinfo, arg->unit))
		describe->unit = text_to_cstring(PG_GETARG_TEXT_PP(arg->unit));
	if (given(fcinfo, arg->rules))
		describe->rules = PG_GETARG_ARRAYTYPE_P(arg->rules);
	if (!given(fcinfo, arg->max_rows))
		return;
	describe->max_rows = PG_GETARG_INT32(arg->max_rows);
	if (describe->max_rows < 1 || describe->max_rows > MAX_ROWS_MOST)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("max_rows must be between 1 and %d", MAX_ROWS_MOST),
				 errhint("Use max_rows => 1, or as many rows of one unit as matter; the noise grows with it.")));
}

/* a number of rows; 0, which is not given, is refused as such */
static int64
read_minimum(FunctionCallInfo fcinfo, int argument)
{
	int64 value;

	if (!given(fcinfo, argument))
		return 0;
	value = PG_GETARG_INT32(argument);
	return value == 0 ? -1 : value;
}

RequestOptions *
request_arguments(FunctionCallInfo fcinfo, const RequestArguments *arg)
{
	RequestOptions *options = palloc0(sizeof(RequestOptions));

	coreglue_install();
	options->is_plan = arg->is_private < 0;
	read_privacy(fcinfo, arg, options);
	if (!PG_ARGISNULL(arg->method))
		options->method = text_to_cstring(PG_GETARG_TEXT_PP(arg->method));
	options->min_leaf = read_minimum(fcinfo, arg->min_leaf);
	options->min_count = read_minimum(fcinfo, arg->min_count);
	read_describe(fcinfo, arg, &options->describe);
	if (given(fcinfo, arg->constraints_from))
		options->constraints_from = PG_GETARG_OID(arg->constraints_from);
	if (!given(fcinfo, arg->max_model_bytes))
		return options;
	options->max_model_bytes = PG_GETARG_INT64(arg->max_model_bytes);
	if (options->max_model_bytes < MODEL_BYTES_LEAST || options->max_model_bytes > (int64) synth_env.memory_limit)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("max_model_bytes must be between %d and maintenance_work_mem", MODEL_BYTES_LEAST),
						errhint("Use max_model_bytes => 1048576, or SET maintenance_work_mem to more.")));
	return options;
}

Oid
request_source(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(0))
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("source must not be null"),
						errhint("Name a table, as in synth_fit('patients').")));
	return PG_GETARG_OID(0);
}
