/*-------------------------------------------------------------------------
 *
 * batch.c
 *	  The record of what synth_generate() has inserted, so that the same rows
 *	  can be made again.
 *
 * A batch is recorded in the transaction that inserts its rows: both stay, or
 * neither.  Written for the current user, with no right on the table asked.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/table.h"
#include "access/xact.h"
#include "catalog/indexing.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/rel.h"
#include "utils/timestamp.h"

#include "catalog.h"

enum
{
	Anum_model = 1,
	Anum_seed,
	Anum_rows_made,
	Anum_target_schema,
	Anum_target_name,
	Anum_role,
	Anum_started,
	Anum_finished,
	Anum_first_key,
	Anum_last_key,
	Anum_request,
	Natts_batch = Anum_request
};

/*
 * first_key and last_key are NULL where the server made the keys, request is
 * where rows were asked for as the model has them.
 */
void
catalog_record_batch(const char *model, int64 seed, int64 n, const char *target_schema, const char *target_name,
					 TimestampTz started, const char *first_key, const char *last_key, Jsonb *request)
{
	Relation rel = table_open(catalog_table("synth_batch"), RowExclusiveLock);
	Datum value[Natts_batch] = {0};
	bool isnull[Natts_batch] = {0};
	NameData name[4];

	namestrcpy(&name[0], model);
	namestrcpy(&name[1], target_schema);
	namestrcpy(&name[2], target_name);
	namestrcpy(&name[3], GetUserNameFromId(GetUserId(), false));
	value[Anum_model - 1] = NameGetDatum(&name[0]);
	value[Anum_seed - 1] = Int64GetDatum(seed);
	value[Anum_rows_made - 1] = Int64GetDatum(n);
	value[Anum_target_schema - 1] = NameGetDatum(&name[1]);
	value[Anum_target_name - 1] = NameGetDatum(&name[2]);
	value[Anum_role - 1] = NameGetDatum(&name[3]);
	value[Anum_started - 1] = TimestampTzGetDatum(started);
	value[Anum_finished - 1] = TimestampTzGetDatum(GetCurrentTimestamp());
	isnull[Anum_first_key - 1] = first_key == NULL;
	if (first_key != NULL)
		value[Anum_first_key - 1] = CStringGetTextDatum(first_key);
	isnull[Anum_last_key - 1] = last_key == NULL;
	if (last_key != NULL)
		value[Anum_last_key - 1] = CStringGetTextDatum(last_key);
	isnull[Anum_request - 1] = request == NULL;
	if (request != NULL)
		value[Anum_request - 1] = JsonbPGetDatum(request);

	CatalogTupleInsert(rel, heap_form_tuple(RelationGetDescr(rel), value, isnull));
	table_close(rel, RowExclusiveLock);
	CommandCounterIncrement();
}
