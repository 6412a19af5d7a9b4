/*-------------------------------------------------------------------------
 *
 * identity.c
 *	  Which table a stored row is about.
 *
 * The ledger, the policies and the models name their source by schema and
 * name, since an OID written by another database (a restore, a template) may
 * belong to any table here.  But a name alone would let a rename open a new
 * budget.  So each row also keeps the OID and the origin of that OID, and:
 *
 *	- where the origin is this database and the OID is alive, the OID decides
 *	  (a renamed table keeps its row, a new table of the old name has none);
 *	- otherwise the name decides (restored rows, and a table dropped and made
 *	  again, which usually holds the same people).
 *
 * Before anything is written, identity_refresh() gives rows of renamed tables
 * their present names, and rows that were found by name the table's OID, so
 * that the next rename is followed; a row that loses its name to another is
 * merged with it by the table's own rule, never dropped.  A rename between a
 * restore and the first fit after it cannot be followed.
 *
 * Locks: writers hold a share lock on the whole (objsubid 1) and an exclusive
 * lock on each table they write about (objsubid 0, taken in name order), both
 * until the transaction ends.  A refresh, which is rare, takes the whole
 * exclusively.  A deadlock between two renames is left to the server.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/heapam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "access/xact.h"
#include "access/xlog.h"
#include "catalog/indexing.h"
#include "catalog/namespace.h"
#include "miscadmin.h"
#include "nodes/pg_list.h"
#include "storage/lmgr.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

#include "identity.h"

PG_FUNCTION_INFO_V1(synth_origin);

char *
identity_origin(void)
{
	return psprintf("%llu/%u", (unsigned long long) GetSystemIdentifier(), MyDatabaseId);
}

/* SQL: the same, for the views */
Datum
synth_origin(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(cstring_to_text(identity_origin()));
}

/*
 * Temporary tables go by their OID: names of another session's, or of one that
 * has long ended, mean nothing.
 */
bool
identity_name(Oid relid, char **schema, char **name)
{
	char *relname = get_rel_name(relid);
	Oid namespace = get_rel_namespace(relid);
	char *nspname = OidIsValid(namespace) ? get_namespace_name(namespace) : NULL;

	if (relname == NULL || nspname == NULL)
		return false;
	*schema = nspname;
	*name = relname;
	if (isAnyTempNamespace(namespace))
	{
		*schema = pstrdup("pg_temp");
		*name = psprintf("%u", relid);
	}
	return true;
}

Oid
identity_relid(const char *schema, const char *name, Oid oid, const char *origin)
{
	char *now_schema;
	char *now_name;

	if (OidIsValid(oid) && strcmp(origin, identity_origin()) == 0 && identity_name(oid, &now_schema, &now_name))
		return oid;
	return get_relname_relid(name, get_namespace_oid(schema, true));
}

Oid
identity_tuple_relid(Relation rel, HeapTuple tuple)
{
	Datum value[Anum_identity_origin];
	bool isnull;

	for (int i = 0; i < Anum_identity_origin; i++)
		value[i] = heap_getattr(tuple, i + 1, RelationGetDescr(rel), &isnull);
	return identity_relid(NameStr(*DatumGetName(value[Anum_identity_schema - 1])),
						  NameStr(*DatumGetName(value[Anum_identity_name - 1])),
						  DatumGetObjectId(value[Anum_identity_oid - 1]),
						  TextDatumGetCString(value[Anum_identity_origin - 1]));
}

void
identity_lock(Relation rel, Oid relid)
{
	LockDatabaseObject(RelationGetRelid(rel), InvalidOid, 1, ShareLock);
	LockDatabaseObject(RelationGetRelid(rel), relid, 0, ExclusiveLock);
}

/* what a stored row should say of its source now; false if it says so already */
static bool
identity_has_moved(Relation rel, HeapTuple tuple, NameData *schema, NameData *name, Oid *oid)
{
	Datum value[Anum_identity_origin];
	bool isnull;
	char *now_schema;
	char *now_name;

	for (int i = 0; i < Anum_identity_origin; i++)
		value[i] = heap_getattr(tuple, i + 1, RelationGetDescr(rel), &isnull);
	*schema = *DatumGetName(value[Anum_identity_schema - 1]);
	*name = *DatumGetName(value[Anum_identity_name - 1]);
	*oid = DatumGetObjectId(value[Anum_identity_oid - 1]);
	if (strcmp(TextDatumGetCString(value[Anum_identity_origin - 1]), identity_origin()) == 0
		&& identity_name(*oid, &now_schema, &now_name))
	{
		if (strcmp(NameStr(*schema), now_schema) == 0 && strcmp(NameStr(*name), now_name) == 0)
			return false;
		namestrcpy(schema, now_schema);
		namestrcpy(name, now_name);
		return true;
	}
	/* restored, or dropped: from here on it is the table of that name */
	*oid = get_relname_relid(NameStr(*name), get_namespace_oid(NameStr(*schema), true));
	return OidIsValid(*oid);
}

/* copies of the rows that have moved, as they should be */
static List *
identity_moved(Relation rel, List **old)
{
	SysScanDesc scan = systable_beginscan(rel, InvalidOid, false, NULL, 0, NULL);
	List *result = NIL;
	HeapTuple tuple;

	*old = NIL;
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		NameData schema;
		NameData name;
		Oid oid;
		int columns[] = {Anum_identity_schema, Anum_identity_name, Anum_identity_oid, Anum_identity_origin};
		bool nulls[lengthof(columns)] = {0};
		Datum values[lengthof(columns)];

		if (!identity_has_moved(rel, tuple, &schema, &name, &oid))
			continue;
		values[0] = NameGetDatum(&schema);
		values[1] = NameGetDatum(&name);
		values[2] = ObjectIdGetDatum(oid);
		values[3] = CStringGetTextDatum(identity_origin());
		*old = lappend(*old, heap_copytuple(tuple));
		result = lappend(result, heap_modify_tuple_by_cols(tuple, RelationGetDescr(rel), lengthof(columns), columns,
														   values, nulls));
	}
	systable_endscan(scan);
	return result;
}

/* the row that already has the name (and extra key) of `like`, copied, or NULL */
static HeapTuple
identity_holder(Relation rel, HeapTuple like, int extra_key)
{
	TupleDesc desc = RelationGetDescr(rel);
	SysScanDesc scan = systable_beginscan(rel, InvalidOid, false, NULL, 0, NULL);
	HeapTuple result = NULL;
	HeapTuple tuple;
	bool isnull;

	while (result == NULL && HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		bool same = true;

		for (int column = Anum_identity_schema; same && column <= Anum_identity_name; column++)
			same = strcmp(NameStr(*DatumGetName(heap_getattr(tuple, column, desc, &isnull))),
						  NameStr(*DatumGetName(heap_getattr(like, column, desc, &isnull))))
				   == 0;
		if (same && extra_key != 0)
			same = strcmp(TextDatumGetCString(heap_getattr(tuple, extra_key, desc, &isnull)),
						  TextDatumGetCString(heap_getattr(like, extra_key, desc, &isnull)))
				   == 0;
		if (same)
			result = heap_copytuple(tuple);
	}
	systable_endscan(scan);
	return result;
}

/*
 * Renames are found without a lock first, since they are rare; then all
 * writers are shut out and the rows are looked up again.  The old rows are
 * deleted before the new ones are stored, so that two tables may have swapped
 * their names.
 */
void
identity_refresh(Relation rel, int extra_key, IdentityMerge merge)
{
	List *old;
	ListCell *cell;
	List *moved = identity_moved(rel, &old);

	if (moved == NIL)
		return;
	LockDatabaseObject(RelationGetRelid(rel), InvalidOid, 1, ExclusiveLock);
	moved = identity_moved(rel, &old);
	foreach(cell, old)
		CatalogTupleDelete(rel, &((HeapTuple) lfirst(cell))->t_self);
	CommandCounterIncrement();
	foreach(cell, moved)
	{
		HeapTuple live = (HeapTuple) lfirst(cell);
		HeapTuple stale = identity_holder(rel, live, extra_key);

		if (stale == NULL)
			CatalogTupleInsert(rel, live);
		else
		{
			HeapTuple merged = merge(rel, stale, live);

			CatalogTupleUpdate(rel, &stale->t_self, merged);
		}
		CommandCounterIncrement();
	}
}
