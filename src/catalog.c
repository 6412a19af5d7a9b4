/*-------------------------------------------------------------------------
 *
 * catalog.c
 *	  Models in their table: the one loader and the one writer.
 *
 * Users have no right on synth_model.  Whoever wants a model's bytes, for
 * whatever purpose, comes through catalog_load(), which
 *	- checks the right on every call;
 *	- refuses a private model that the current transaction (or one of its
 *	  savepoints) wrote: otherwise BEGIN; fit; sample; ROLLBACK would show noisy
 *	  data and take the charge back;
 *	- trusts no byte: the codec validates the payload, and every string must be
 *	  valid in this database's encoding, because pg_dump moves a bytea between
 *	  encodings unchanged.
 * Rows are found with the newest committed state, at any isolation level: a
 * model that was dropped is gone, and a replaced one is the new one.
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
#include "catalog/pg_extension.h"
#include "commands/extension.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/memutils.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/syscache.h"

#include "catalog.h"
#include "core/codec.h"
#include "encoding.h"
#include "identity.h"

PG_FUNCTION_INFO_V1(synth_is_own);
PG_FUNCTION_INFO_V1(synth_role);

/* columns of synth_model, as sql/010_catalog.sql makes them */
enum
{
	Anum_name = 1,
	Anum_owner,
	Anum_owner_oid,
	Anum_owner_origin,
	Anum_source_schema,
	Anum_source_name,
	Anum_source_oid,
	Anum_origin,
	Anum_method,
	Anum_is_private,
	Anum_epsilon,
	Anum_delta,
	Anum_rho,
	Anum_unit,
	Anum_max_rows,
	Anum_imported,
	Anum_created,
	Anum_payload,
	Natts_model = Anum_payload
};

Oid
catalog_schema(void)
{
	Oid extension = get_extension_oid("synth", true);
	Oid result = InvalidOid;

	if (OidIsValid(extension))
	{
		Relation rel = table_open(ExtensionRelationId, AccessShareLock);
		ScanKeyData key;
		SysScanDesc scan;
		HeapTuple tuple;

		ScanKeyInit(&key, Anum_pg_extension_oid, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(extension));
		scan = systable_beginscan(rel, ExtensionOidIndexId, true, NULL, 1, &key);
		if (HeapTupleIsValid(tuple = systable_getnext(scan)))
			result = ((Form_pg_extension) GETSTRUCT(tuple))->extnamespace;
		systable_endscan(scan);
		table_close(rel, AccessShareLock);
	}
	if (!OidIsValid(result))
		ereport(ERROR, (errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
						errmsg("extension \"synth\" is not installed in this database"),
						errhint("Run CREATE EXTENSION synth;")));
	return result;
}

Oid
catalog_table(const char *name)
{
	Oid result = get_relname_relid(name, catalog_schema());

	if (!OidIsValid(result))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_TABLE), errmsg("table \"%s\" of extension \"synth\" is missing", name),
				 errhint("Run DROP EXTENSION synth and CREATE EXTENSION synth, which forget all models.")));
	return result;
}

/*
 * Roles are stored as tables are (identity.h): by name for other databases, and
 * by the OID that decides here, so that a role made under the name of a dropped
 * one inherits nothing.  InvalidOid if there is no such role now.
 */
Oid
catalog_role(const char *name, Oid oid, const char *origin)
{
	if (strcmp(origin, identity_origin()) == 0)
		return SearchSysCacheExists1(AUTHOID, ObjectIdGetDatum(oid)) ? oid : InvalidOid;
	return get_role_oid(name, true);
}

/* SQL: the same, for the views; NULL if there is no such role */
Datum
synth_role(PG_FUNCTION_ARGS)
{
	Oid role = catalog_role(NameStr(*PG_GETARG_NAME(0)), PG_GETARG_OID(1), text_to_cstring(PG_GETARG_TEXT_PP(2)));

	if (!OidIsValid(role))
		PG_RETURN_NULL();
	PG_RETURN_OID(role);
}

bool
catalog_acts_for(Oid role)
{
	return superuser() || (OidIsValid(role) && has_privs_of_role(GetUserId(), role));
}

bool
catalog_is_role(const char *role)
{
	return catalog_acts_for(get_role_oid(role, true));
}

void
catalog_check_role(const char *role)
{
	if (strcmp(role, CATALOG_EVERYBODY) != 0 && !OidIsValid(get_role_oid(role, true)))
		ereport(ERROR, (errcode(ERRCODE_UNDEFINED_OBJECT), errmsg("role \"%s\" does not exist", role),
						errhint("Name a role of pg_roles, or public for everybody.")));
}

bool
catalog_may_use(const CatalogModel *row)
{
	return catalog_acts_for(row->owner_oid) || grant_held(row->name);
}

/* what a row says beside its payload, copied */
static CatalogModel *
catalog_row(Relation rel, HeapTuple tuple)
{
	CatalogModel *row = palloc0(sizeof(CatalogModel));
	Datum value[Natts_model];
	bool isnull[Natts_model];

	heap_deform_tuple(tuple, RelationGetDescr(rel), value, isnull);
	row->name = pstrdup(NameStr(*DatumGetName(value[Anum_name - 1])));
	row->owner = pstrdup(NameStr(*DatumGetName(value[Anum_owner - 1])));
	row->owner_oid = catalog_role(row->owner, DatumGetObjectId(value[Anum_owner_oid - 1]),
								  TextDatumGetCString(value[Anum_owner_origin - 1]));
	if (OidIsValid(row->owner_oid))
		row->owner = GetUserNameFromId(row->owner_oid, false);
	row->source_schema = pstrdup(NameStr(*DatumGetName(value[Anum_source_schema - 1])));
	row->source_name = pstrdup(NameStr(*DatumGetName(value[Anum_source_name - 1])));
	row->origin = TextDatumGetCString(value[Anum_origin - 1]);
	if (strcmp(row->origin, identity_origin()) == 0)
		row->source_oid = DatumGetObjectId(value[Anum_source_oid - 1]);
	row->is_private = DatumGetBool(value[Anum_is_private - 1]);
	row->imported = DatumGetBool(value[Anum_imported - 1]);
	row->created = DatumGetTimestampTz(value[Anum_created - 1]);
	row->xmin = HeapTupleHeaderGetXmin(tuple->t_data);
	row->tid = tuple->t_self;
	return row;
}

/* a name that is too long for a name names nothing, rather than what it is cut to */
static SysScanDesc
catalog_begin_scan(Relation rel, const char *model, ScanKey key, NameData *name)
{
	Oid index = get_relname_relid("synth_model_pkey", RelationGetNamespace(rel));

	namestrcpy(name, strlen(model) < NAMEDATALEN ? model : "");
	ScanKeyInit(key, Anum_name, BTEqualStrategyNumber, F_NAMEEQ, NameGetDatum(name));
	return systable_beginscan(rel, index, OidIsValid(index), NULL, 1, key);
}

CatalogModel *
catalog_find(const char *model)
{
	Relation rel = table_open(catalog_table("synth_model"), AccessShareLock);
	ScanKeyData key;
	NameData name;
	SysScanDesc scan = catalog_begin_scan(rel, model, &key, &name);
	HeapTuple tuple = systable_getnext(scan);
	CatalogModel *row = HeapTupleIsValid(tuple) ? catalog_row(rel, tuple) : NULL;

	systable_endscan(scan);
	/* the lock stays: who changes the row goes by where it is stored, and VACUUM FULL would move it */
	table_close(rel, NoLock);
	return row;
}

List *
catalog_list(void)
{
	Relation rel = table_open(catalog_table("synth_model"), AccessShareLock);
	SysScanDesc scan = systable_beginscan(rel, InvalidOid, false, NULL, 0, NULL);
	List *result = NIL;
	HeapTuple tuple;

	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
		result = lappend(result, catalog_row(rel, tuple));
	systable_endscan(scan);
	table_close(rel, AccessShareLock);
	return result;
}

/* one message for what is not there and what the user may not know of */
static void
catalog_check_right(const CatalogModel *row, const char *model, CatalogPurpose purpose)
{
	if (row == NULL || !catalog_may_use(row))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT), errmsg("model \"%s\" does not exist, or you may not use it", model),
				 errhint("The view synth_models lists the models that you may use.")));
	if (purpose == CATALOG_OWN && !catalog_acts_for(row->owner_oid))
		ereport(ERROR, (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE), errmsg("must be owner of model \"%s\"", model),
						errhint("Ask role \"%s\", who owns it.", row->owner)));
}

CatalogModel *
catalog_own(const char *model)
{
	CatalogModel *row = catalog_find(model);

	catalog_check_right(row, model, CATALOG_OWN);
	return row;
}

/*
 * SQL: synth_is_own(xid), for the views: what the loader below refuses, they
 * must not show either.
 */
Datum
synth_is_own(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(TransactionIdIsCurrentTransactionId(PG_GETARG_TRANSACTIONID(0)));
}

static void
catalog_refuse_uncommitted(const CatalogModel *row)
{
	if (TransactionIdIsCurrentTransactionId(row->xmin))
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("private model \"%s\" cannot be used before the transaction that fitted it has committed",
						row->name),
				 errdetail("A ROLLBACK would take back the charge for what had been seen."),
				 errhint("COMMIT first; note that psql -c runs all its statements as one transaction.")));
}

SynthModel *
catalog_decode(bytea *payload)
{
	SynthModel *m;

	coreglue_install();
	m = synth_model_decode((const uint8_t *) VARDATA_ANY(payload), VARSIZE_ANY_EXHDR(payload));
	encoding_check(m);
	return m;
}

/*
 * The payload is detoasted while the scan still holds its snapshot: afterwards
 * a concurrent replacement could be vacuumed away.
 */
CatalogModel *
catalog_load(const char *model, CatalogPurpose purpose)
{
	Relation rel = table_open(catalog_table("synth_model"), AccessShareLock);
	ScanKeyData key;
	NameData name;
	SysScanDesc scan = catalog_begin_scan(rel, model, &key, &name);
	HeapTuple tuple = systable_getnext(scan);
	CatalogModel *row = HeapTupleIsValid(tuple) ? catalog_row(rel, tuple) : NULL;
	bytea *payload;
	bool isnull;

	catalog_check_right(row, model, purpose);
	if (row->is_private)
		catalog_refuse_uncommitted(row);
	payload = DatumGetByteaPCopy(heap_getattr(tuple, Anum_payload, RelationGetDescr(rel), &isnull));
	systable_endscan(scan);
	table_close(rel, AccessShareLock);

	row->model = catalog_decode(payload);
	pfree(payload);
	/* the bytes decide, whatever the column beside them was made to say */
	if (row->model->is_private)
		catalog_refuse_uncommitted(row);
	return row;
}

bool
catalog_holds(const CatalogModel *row, CatalogPurpose purpose)
{
	Relation rel = table_open(catalog_table("synth_model"), AccessShareLock);
	ScanKeyData key;
	NameData name;
	SysScanDesc scan = catalog_begin_scan(rel, row->name, &key, &name);
	HeapTuple tuple = systable_getnext(scan);
	CatalogModel *now = HeapTupleIsValid(tuple) ? catalog_row(rel, tuple) : NULL;

	systable_endscan(scan);
	table_close(rel, AccessShareLock);
	catalog_check_right(now, row->name, purpose);
	return TransactionIdEquals(now->xmin, row->xmin)
		   && ItemPointerGetBlockNumber(&now->tid) == ItemPointerGetBlockNumber(&row->tid)
		   && ItemPointerGetOffsetNumber(&now->tid) == ItemPointerGetOffsetNumber(&row->tid);
}

static const char *
catalog_method_name(SynthMethod method)
{
	switch (method)
	{
		case SYNTH_METHOD_AIM:
			return "aim";
		case SYNTH_METHOD_MST:
			return "mst";
		case SYNTH_METHOD_INDEPENDENT:
			return "independent";
		case SYNTH_METHOD_TREE:
			return "tree";
		case SYNTH_METHOD_COPULA:
			return "copula";
		case SYNTH_METHOD_PUBLIC:
			return "public";
	}
	elog(ERROR, "unknown method %d", (int) method);
}

static NameData *
catalog_as_name(const char *string)
{
	NameData *name = palloc0(sizeof(NameData));

	if (strlen(string) >= NAMEDATALEN)
		ereport(ERROR, (errcode(ERRCODE_NAME_TOO_LONG), errmsg("name in model is too long"),
						errhint("Names have at most %d bytes in this server.", NAMEDATALEN - 1)));
	namestrcpy(name, string);
	return name;
}

/*
 * Whoever fits a model owns it.  Who was granted the old model may not be meant
 * to see what replaces it: grants survive only if both are private and the
 * owner stays the same.
 */
static void
catalog_put(const char *model, Oid source_oid, const SynthModel *m, bool replace, bool imported)
{
	Relation rel;
	CatalogModel *old;
	HeapTuple tuple;
	Datum value[Natts_model] = {0};
	bool isnull[Natts_model] = {0};
	char *owner = GetUserNameFromId(GetUserId(), false);
	uint8_t *bytes;
	size_t length;
	bytea *payload;

	catalog_check_name(model, replace);
	coreglue_install();
	bytes = synth_model_encode(m, &length);
	if (length > MaxAllocSize - VARHDRSZ)
		ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("model is too large to be stored"),
						errhint("Fit with a smaller max_model_bytes, or with fewer columns.")));
	payload = palloc(length + VARHDRSZ);
	SET_VARSIZE(payload, length + VARHDRSZ);
	memcpy(VARDATA(payload), bytes, length);
	synth_release(bytes);

	value[Anum_name - 1] = NameGetDatum(catalog_as_name(model));
	value[Anum_owner - 1] = NameGetDatum(catalog_as_name(owner));
	value[Anum_owner_oid - 1] = ObjectIdGetDatum(GetUserId());
	value[Anum_owner_origin - 1] = CStringGetTextDatum(identity_origin());
	value[Anum_source_schema - 1] = NameGetDatum(catalog_as_name(m->source_schema));
	value[Anum_source_name - 1] = NameGetDatum(catalog_as_name(m->source_name));
	value[Anum_source_oid - 1] = ObjectIdGetDatum(source_oid);
	value[Anum_origin - 1] = CStringGetTextDatum(imported ? "" : identity_origin());
	value[Anum_method - 1] = CStringGetTextDatum(catalog_method_name(m->method));
	value[Anum_is_private - 1] = BoolGetDatum(m->is_private);
	value[Anum_epsilon - 1] = Float8GetDatum(m->epsilon);
	value[Anum_delta - 1] = Float8GetDatum(m->delta);
	value[Anum_rho - 1] = Float8GetDatum(m->account.rho_spent);
	value[Anum_unit - 1] = CStringGetTextDatum(m->unit);
	value[Anum_max_rows - 1] = Int64GetDatum(m->max_rows);
	value[Anum_imported - 1] = BoolGetDatum(imported);
	value[Anum_created - 1] = TimestampTzGetDatum(GetCurrentTimestamp());
	value[Anum_payload - 1] = PointerGetDatum(payload);

	/* before the row is looked up: VACUUM FULL would move it */
	rel = table_open(catalog_table("synth_model"), RowExclusiveLock);
	old = catalog_find(model);
	tuple = heap_form_tuple(RelationGetDescr(rel), value, isnull);
	if (old == NULL)
		CatalogTupleInsert(rel, tuple);
	else
	{
		CatalogTupleUpdate(rel, &old->tid, tuple);
		if (!m->is_private || !old->is_private || old->owner_oid != GetUserId())
			grant_forget(model);
	}
	table_close(rel, RowExclusiveLock);
	CommandCounterIncrement();
}

void
catalog_store(const char *model, Oid source_oid, const SynthModel *m, bool replace)
{
	catalog_put(model, source_oid, m, replace, false);
}

void
catalog_store_imported(const char *model, const SynthModel *m)
{
	catalog_put(model, InvalidOid, m, false, true);
}

void
catalog_delete(const CatalogModel *row)
{
	Relation rel = table_open(catalog_table("synth_model"), RowExclusiveLock);
	ItemPointerData tid = row->tid;

	CatalogTupleDelete(rel, &tid);
	table_close(rel, RowExclusiveLock);
	grant_forget(row->name);
	CommandCounterIncrement();
}
