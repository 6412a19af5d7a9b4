/*-------------------------------------------------------------------------
 *
 * transfer.c
 *	  Models as bytes: synth_export() and synth_import().
 *
 * Exported bytes are encoded anew from a model that passed every check.
 * Imported bytes come from anybody: they are validated by the same decoder,
 * encoded anew, and kept as the importer's model, marked as imported.  What
 * such a model says about its source and its privacy is the word of whoever
 * made the bytes: it counts for no table here, charges no ledger, and if it is
 * not private only a superuser can grant it to others.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "catalog.h"
#include "core/codec.h"

PG_FUNCTION_INFO_V1(synth_export);
PG_FUNCTION_INFO_V1(synth_import);

/* SQL: synth_export(model name) RETURNS bytea; for the model's owner */
Datum
synth_export(PG_FUNCTION_ARGS)
{
	CatalogModel *row;
	uint8_t *bytes;
	size_t length;
	bytea *result;

	if (PG_ARGISNULL(0))
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("model must not be null"),
						errhint("Write synth_export('model').")));
	row = catalog_load(NameStr(*PG_GETARG_NAME(0)), CATALOG_OWN);
	bytes = synth_model_encode(row->model, &length);
	if (length > MaxAllocSize - VARHDRSZ)
		elog(ERROR, "stored model exceeds the size of a value");
	result = palloc(length + VARHDRSZ);
	SET_VARSIZE(result, length + VARHDRSZ);
	memcpy(VARDATA(result), bytes, length);
	PG_RETURN_BYTEA_P(result);
}

/* SQL: synth_import(payload bytea, model name) RETURNS name */
Datum
synth_import(PG_FUNCTION_ARGS)
{
	SynthModel *m;
	Name model;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("payload and model must not be null"),
						errhint("Write synth_import(payload, 'model').")));
	PreventCommandIfReadOnly("synth_import()");
	model = PG_GETARG_NAME(1);
	if (catalog_exists(NameStr(*model)))
		ereport(ERROR, (errcode(ERRCODE_DUPLICATE_OBJECT), errmsg("model \"%s\" already exists", NameStr(*model)),
						errhint("Give another name, or drop that model by synth_drop() first.")));
	catalog_check_name(NameStr(*model), false);
	m = catalog_decode(PG_GETARG_BYTEA_PP(0));
	catalog_store_imported(NameStr(*model), m);
	if (!m->is_private)
		ereport(NOTICE, (errmsg("model \"%s\" is not private: it carries no formal guarantee", NameStr(*model))));
	PG_RETURN_NAME(model);
}
