/*-------------------------------------------------------------------------
 *
 * demand.c
 *	  How many rows somebody asks for, with which seed, from which key on.
 *
 * Numbers of rows are numeric, so that 1e6 can be written; they are small
 * whole numbers all the same.
 *
 *-------------------------------------------------------------------------
 */
#include "demand.h"

#include "utils/builtins.h"

#include "rowmaker.h"

static void demand_refuse(const char *what) __attribute__((noreturn));
static void
demand_refuse(const char *what)
{
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					errmsg("number of rows must be a whole number from 0 to 2^40, not %s", what),
					errhint("Write, for example, \"n => 1000\" or \"n => 1e6\".")));
	pg_unreachable();
}

int64
demand_rows(FunctionCallInfo fcinfo, int argument)
{
	Numeric n;
	Datum whole;

	if (PG_ARGISNULL(argument))
		demand_refuse("null");
	n = PG_GETARG_NUMERIC(argument);
	if (numeric_is_nan(n) || numeric_is_inf(n))
		demand_refuse("infinity or NaN");
	if (DatumGetBool(DirectFunctionCall2(numeric_lt, NumericGetDatum(n), NumericGetDatum(int64_to_numeric(0)))))
		demand_refuse("a negative one");
	if (DatumGetBool(
			DirectFunctionCall2(numeric_gt, NumericGetDatum(n), NumericGetDatum(int64_to_numeric(ROWMAKER_MAX_ROWS)))))
		demand_refuse("a larger one");
	whole = DirectFunctionCall2(numeric_trunc, NumericGetDatum(n), Int32GetDatum(0));
	if (!DatumGetBool(DirectFunctionCall2(numeric_eq, whole, NumericGetDatum(n))))
		demand_refuse("a fraction");
	return DatumGetInt64(DirectFunctionCall1(numeric_int8, whole));
}

/*
 * Strong bits only because they are at hand: the seed of a sample is no
 * secret, a private model is safe whatever is drawn from it.
 */
int64
demand_seed(FunctionCallInfo fcinfo, int argument)
{
	uint64 bits;

	if (!PG_ARGISNULL(argument))
		return PG_GETARG_INT64(argument);
	coreglue_install();
	if (!synth_env.strong_random(&bits, sizeof bits))
		ereport(ERROR, (errcode(ERRCODE_INTERNAL_ERROR), errmsg("could not generate a random seed"),
						errhint("Give one with \"seed =>\".")));
	return (int64) (bits >> 1);
}

int64
demand_key_start(FunctionCallInfo fcinfo, int argument)
{
	return PG_ARGISNULL(argument) ? 1 : PG_GETARG_INT64(argument);
}
