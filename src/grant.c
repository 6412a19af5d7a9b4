/*-------------------------------------------------------------------------
 *
 * grant.c
 *	  Who may sample a model besides its owner: synth_grant, synth_revoke; and
 *	  synth_drop.
 *
 * A grant needs no right on the source from the one who receives it: that is
 * the point of a synthetic table.  But a model without a formal guarantee is
 * close to the data, so handing it on needs the source's owner or his word,
 * exactly as fitting it did.  Grants name model and role by text in a table of
 * their own; a role that is missing after a restore grants nothing.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/stratnum.h"
#include "access/table.h"
#include "access/xact.h"
#include "catalog/indexing.h"
#include "catalog/namespace.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/timestamp.h"

#include "catalog.h"
#include "identity.h"
#include "ledger.h"

PG_FUNCTION_INFO_V1(synth_grant);
PG_FUNCTION_INFO_V1(synth_revoke);
PG_FUNCTION_INFO_V1(synth_drop);

enum
{
	Anum_model = 1,
	Anum_role,
	Anum_role_oid,
	Anum_origin,
	Anum_granted,
	Natts_grant = Anum_granted
};

static SysScanDesc
grant_begin_scan(Relation rel, const char *model, ScanKey key, NameData *name)
{
	Oid index = get_relname_relid("synth_model_grant_pkey", RelationGetNamespace(rel));

	namestrcpy(name, model);
	ScanKeyInit(key, Anum_model, BTEqualStrategyNumber, F_NAMEEQ, NameGetDatum(name));
	return systable_beginscan(rel, index, OidIsValid(index), NULL, 1, key);
}

static const char *
grant_role_of(Relation rel, HeapTuple tuple)
{
	bool isnull;

	return NameStr(*DatumGetName(heap_getattr(tuple, Anum_role, RelationGetDescr(rel), &isnull)));
}

/* the role that holds a grant; InvalidOid for everybody, and if it is gone */
static Oid
grant_role_oid_of(Relation rel, HeapTuple tuple)
{
	Datum oid;
	Datum origin;
	bool isnull;

	oid = heap_getattr(tuple, Anum_role_oid, RelationGetDescr(rel), &isnull);
	origin = heap_getattr(tuple, Anum_origin, RelationGetDescr(rel), &isnull);
	return catalog_role(grant_role_of(rel, tuple), DatumGetObjectId(oid), TextDatumGetCString(origin));
}

/* does the current user hold a grant on the model, through any role he has? */
bool
grant_held(const char *model)
{
	Relation rel = table_open(catalog_table("synth_model_grant"), AccessShareLock);
	ScanKeyData key;
	NameData name;
	SysScanDesc scan = grant_begin_scan(rel, model, &key, &name);
	HeapTuple tuple;
	bool result = false;

	while (!result && HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		const char *role = grant_role_of(rel, tuple);

		result = strcmp(role, CATALOG_EVERYBODY) == 0 || catalog_acts_for(grant_role_oid_of(rel, tuple));
	}
	systable_endscan(scan);
	table_close(rel, AccessShareLock);
	return result;
}

/* removes the grant to one role, or with NULL all; tells whether there was any */
static bool
grant_remove(const char *model, const char *role)
{
	Relation rel = table_open(catalog_table("synth_model_grant"), RowExclusiveLock);
	ScanKeyData key;
	NameData name;
	SysScanDesc scan = grant_begin_scan(rel, model, &key, &name);
	HeapTuple tuple;
	Oid wanted = role == NULL ? InvalidOid : get_role_oid(role, true);
	bool result = false;

	/* by the name it has now, or by the name it was granted to */
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
		if (role == NULL || strcmp(role, grant_role_of(rel, tuple)) == 0
			|| (OidIsValid(wanted) && wanted == grant_role_oid_of(rel, tuple)))
		{
			CatalogTupleDelete(rel, &tuple->t_self);
			result = true;
		}
	systable_endscan(scan);
	table_close(rel, RowExclusiveLock);
	if (result)
		CommandCounterIncrement();
	return result;
}

void
grant_forget(const char *model)
{
	grant_remove(model, NULL);
}

/*
 * A model that is not private: its source must be here, and the current user
 * its owner or allowed by him.  An imported model's source is hearsay, so only
 * a superuser can hand it on.
 */
static void
grant_check_not_private(const CatalogModel *row)
{
	Oid relid = InvalidOid;
	bool simple;

	if (superuser())
		return;
	if (!row->imported)
		relid = identity_relid(row->source_schema, row->source_name, row->source_oid, row->origin);
	if (!OidIsValid(relid))
		ereport(ERROR, (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
						errmsg("model \"%s\" is not private and its source is not in this database", row->name),
						errhint("Ask a superuser to grant it, or fit a private model.")));
	ledger_check_owner_word(ledger_roots(relid, &simple), false);
}

/* the model's name locked, its owner checked, its row read again under the lock */
static CatalogModel *
grant_lock_model(const char *model, const char *command)
{
	PreventCommandIfReadOnly(command);
	catalog_own(model);
	catalog_check_name(model, true);
	return catalog_own(model);
}

static void
grant_check_arguments(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("model and role must not be null"),
						errhint("Write synth_grant('model', 'role').")));
}

/* SQL: synth_grant(model name, role name) */
Datum
synth_grant(PG_FUNCTION_ARGS)
{
	CatalogModel *row;
	Relation rel;
	Datum value[Natts_grant] = {0};
	bool isnull[Natts_grant] = {0};
	NameData model;
	NameData role;

	grant_check_arguments(fcinfo);
	row = grant_lock_model(NameStr(*PG_GETARG_NAME(0)), "synth_grant()");
	namestrcpy(&model, row->name);
	namestrcpy(&role, NameStr(*PG_GETARG_NAME(1)));
	catalog_check_role(NameStr(role));
	if (!row->is_private)
		grant_check_not_private(row);

	grant_remove(NameStr(model), NameStr(role));
	rel = table_open(catalog_table("synth_model_grant"), RowExclusiveLock);
	value[Anum_model - 1] = NameGetDatum(&model);
	value[Anum_role - 1] = NameGetDatum(&role);
	value[Anum_role_oid - 1] = ObjectIdGetDatum(get_role_oid(NameStr(role), true));
	value[Anum_origin - 1] = CStringGetTextDatum(identity_origin());
	value[Anum_granted - 1] = TimestampTzGetDatum(GetCurrentTimestamp());
	CatalogTupleInsert(rel, heap_form_tuple(RelationGetDescr(rel), value, isnull));
	table_close(rel, RowExclusiveLock);
	CommandCounterIncrement();
	PG_RETURN_VOID();
}

/* SQL: synth_revoke(model name, role name); a role that has gone can still be revoked */
Datum
synth_revoke(PG_FUNCTION_ARGS)
{
	CatalogModel *row;

	grant_check_arguments(fcinfo);
	row = grant_lock_model(NameStr(*PG_GETARG_NAME(0)), "synth_revoke()");
	if (!grant_remove(row->name, NameStr(*PG_GETARG_NAME(1))))
		ereport(NOTICE, (errmsg("model \"%s\" was not granted to \"%s\"", row->name, NameStr(*PG_GETARG_NAME(1)))));
	PG_RETURN_VOID();
}

/*
 * SQL: synth_drop(model name, missing_ok boolean).  The payload is not read, so
 * a damaged model can be dropped.  What fitting it has spent stays spent.
 */
Datum
synth_drop(PG_FUNCTION_ARGS)
{
	const char *model;

	if (PG_ARGISNULL(0))
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("model must not be null"),
						errhint("Write synth_drop('model').")));
	model = NameStr(*PG_GETARG_NAME(0));
	if (!PG_ARGISNULL(1) && PG_GETARG_BOOL(1) && !catalog_exists(model))
	{
		ereport(NOTICE, (errmsg("model \"%s\" does not exist, skipping", model)));
		PG_RETURN_VOID();
	}
	catalog_delete(grant_lock_model(model, "synth_drop()"));
	PG_RETURN_VOID();
}
