/*-------------------------------------------------------------------------
 *
 * probability.c
 *	  synth_probability(): what share of a model's rows meets a condition.
 *
 * Read from the model alone, so it is as private as the model is.  Methods
 * with tables answer exactly; for trees and copulas with several conditions it
 * is an estimate with a fixed seed, so the answer is always the same.
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include "funcapi.h"
#include "utils/builtins.h"

#include "access/htup_details.h"
#include "catalog.h"
#include "steering.h"

PG_FUNCTION_INFO_V1(synth_probability);

/* positions of the arguments */
enum
{
	ARG_MODEL,
	ARG_GIVEN
};

/* synth_probability(model, given, OUT probability, OUT error) */
Datum
synth_probability(PG_FUNCTION_ARGS)
{
	SteerArguments wishes;
	Steering *steering;
	CatalogModel *row;
	TupleDesc desc;
	double probability = 1;
	double error = 0;
	Datum values[2];
	bool isnull[2] = {false, false};

	if (PG_ARGISNULL(ARG_MODEL) || PG_ARGISNULL(ARG_GIVEN))
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
						errmsg("model and condition of synth_probability must not be null"),
						errhint("Write synth_probability('model', '{\"column\": \"value\"}').")));
	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "synth_probability must return a row");
	coreglue_install();
	row = catalog_load(NameStr(*PG_GETARG_NAME(ARG_MODEL)), CATALOG_SAMPLE);
	wishes = steering_arguments(fcinfo, ARG_GIVEN, -1, -1, -1);
	steering = steering_read(row->model, row->name, &wishes);
	if (steering != NULL)
		probability = steering_probability(steering, &error);
	values[0] = Float8GetDatum(probability);
	values[1] = Float8GetDatum(error);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, isnull)));
}
