/*-------------------------------------------------------------------------
 *
 * ledger.c
 *	  Running totals of privacy spent, per root table and unit.
 *
 * A charge is made before the first row is read, in the transaction of the
 * fit: if that aborts, the model is gone with the charge, and nobody has seen
 * it (catalog.c lets nobody look at an uncommitted private model).  Once it
 * commits, the charge is on disk: ForceSyncCommit() overrules
 * synchronous_commit = off.
 *
 * Two fits of one table meet at a lock that is held until the transaction
 * ends.  The second one then reads the newest committed total.  Under
 * REPEATABLE READ and SERIALIZABLE a total that the transaction's snapshot
 * does not see is a serialization failure (40001), as an UPDATE would give.
 *
 * What a fit without formal guarantee has shown has no epsilon: it is counted,
 * and the table's total is void from then on.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "access/xact.h"
#include "catalog/indexing.h"
#include "catalog/pg_class.h"
#include "catalog/pg_inherits.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/float.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"

#include "catalog.h"
#include "identity.h"
#include "ledger.h"
#include "relation.h"

PG_FUNCTION_INFO_V1(synth_compose);

/* columns of synth_ledger_entry after those of identity.h */
enum
{
	Anum_unit = Anum_identity_origin + 1,
	Anum_max_rows,
	Anum_fits,
	Anum_rho_spent,
	Anum_delta_spent,
	Anum_delta_conversion,
	Anum_nonprivate_fits,
	Anum_first_fit,
	Anum_last_fit,
	Natts_entry = Anum_last_fit
};

/* one row, with where it is stored */
typedef struct LedgerRow
{
	LedgerEntry entry;
	int64 max_rows;
	TimestampTz first_fit;
	TimestampTz last_fit;
	TransactionId xmin;
	Oid relid;			 /* whom it is about */
	ItemPointerData tid; /* invalid: to be inserted */
} LedgerRow;

static LedgerRow *
ledger_row(Relation rel, HeapTuple tuple)
{
	LedgerRow *row = palloc0(sizeof(LedgerRow));
	Datum value[Natts_entry];
	bool isnull[Natts_entry];

	heap_deform_tuple(tuple, RelationGetDescr(rel), value, isnull);
	row->entry.unit = TextDatumGetCString(value[Anum_unit - 1]);
	row->entry.fits = DatumGetInt64(value[Anum_fits - 1]);
	row->entry.nonprivate_fits = DatumGetInt64(value[Anum_nonprivate_fits - 1]);
	row->entry.spent.rho = DatumGetFloat8(value[Anum_rho_spent - 1]);
	row->entry.spent.delta_discovery = DatumGetFloat8(value[Anum_delta_spent - 1]);
	row->entry.spent.delta_conversion = DatumGetFloat8(value[Anum_delta_conversion - 1]);
	row->max_rows = DatumGetInt64(value[Anum_max_rows - 1]);
	row->first_fit = DatumGetTimestampTz(value[Anum_first_fit - 1]);
	row->last_fit = DatumGetTimestampTz(value[Anum_last_fit - 1]);
	row->xmin = HeapTupleHeaderGetXmin(tuple->t_data);
	row->tid = tuple->t_self;
	return row;
}

static void
ledger_values(const LedgerRow *row, Datum *value)
{
	value[Anum_unit - 1] = CStringGetTextDatum(row->entry.unit);
	value[Anum_max_rows - 1] = Int64GetDatum(row->max_rows);
	value[Anum_fits - 1] = Int64GetDatum(row->entry.fits);
	value[Anum_rho_spent - 1] = Float8GetDatum(row->entry.spent.rho);
	value[Anum_delta_spent - 1] = Float8GetDatum(row->entry.spent.delta_discovery);
	value[Anum_delta_conversion - 1] = Float8GetDatum(row->entry.spent.delta_conversion);
	value[Anum_nonprivate_fits - 1] = Int64GetDatum(row->entry.nonprivate_fits);
	value[Anum_first_fit - 1] = TimestampTzGetDatum(row->first_fit);
	value[Anum_last_fit - 1] = TimestampTzGetDatum(row->last_fit);
}

/* adds to one total what another account has spent */
static void
ledger_add(SynthSpent *total, const SynthSpent *other)
{
	if (other->delta_conversion > 0)
		*total = synth_spent_add(total, other->rho, other->delta_discovery, other->delta_conversion);
}

/* IdentityMerge: both were spent on what is now one table */
static HeapTuple
ledger_merge(Relation rel, HeapTuple stale, HeapTuple live)
{
	LedgerRow *a = ledger_row(rel, stale);
	LedgerRow *b = ledger_row(rel, live);
	Datum value[Natts_entry];
	bool isnull[Natts_entry];

	heap_deform_tuple(live, RelationGetDescr(rel), value, isnull);
	ledger_add(&b->entry.spent, &a->entry.spent);
	b->entry.fits += a->entry.fits;
	b->entry.nonprivate_fits += a->entry.nonprivate_fits;
	b->max_rows = Max(a->max_rows, b->max_rows);
	b->first_fit = Min(a->first_fit, b->first_fit);
	b->last_fit = Max(a->last_fit, b->last_fit);
	ledger_values(b, value);
	return heap_form_tuple(RelationGetDescr(rel), value, isnull);
}

/*
 * A root and what is part of it now.  A part may have an account of its own,
 * from before it was attached.
 */
static List *
ledger_family(Oid root)
{
	return has_subclass(root) ? find_all_inheritors(root, NoLock, NULL) : list_make1_oid(root);
}

/* every row that is about one of the relations */
static List *
ledger_rows(Relation rel, List *relids)
{
	SysScanDesc scan = systable_beginscan(rel, InvalidOid, false, NULL, 0, NULL);
	List *result = NIL;
	HeapTuple tuple;

	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Oid relid = identity_tuple_relid(rel, tuple);

		if (OidIsValid(relid) && list_member_oid(relids, relid))
		{
			LedgerRow *row = ledger_row(rel, tuple);

			row->relid = relid;
			result = lappend(result, row);
		}
	}
	systable_endscan(scan);
	return result;
}

/* what the accounts of a root and its parts say of one unit together */
static LedgerEntry *
ledger_total(List *rows, const char *unit)
{
	LedgerEntry *total = palloc0(sizeof(LedgerEntry));
	ListCell *cell;

	total->unit = pstrdup(unit);
	foreach(cell, rows)
	{
		const LedgerEntry *entry = &((LedgerRow *) lfirst(cell))->entry;

		if (strcmp(entry->unit, unit) != 0)
			continue;
		ledger_add(&total->spent, &entry->spent);
		total->fits += entry->fits;
		total->nonprivate_fits += entry->nonprivate_fits;
	}
	return total;
}

List *
ledger_entries(Oid root)
{
	Relation rel = table_open(catalog_table("synth_ledger_entry"), AccessShareLock);
	List *rows = ledger_rows(rel, ledger_family(root));
	List *result = NIL;
	ListCell *cell;
	ListCell *seen;

	foreach(cell, rows)
	{
		const char *unit = ((LedgerRow *) lfirst(cell))->entry.unit;
		bool known = false;

		foreach(seen, result)
			known |= strcmp(((LedgerEntry *) lfirst(seen))->unit, unit) == 0;
		if (!known)
			result = lappend(result, ledger_total(rows, unit));
	}
	table_close(rel, AccessShareLock);
	return result;
}

static int
ledger_compare_roots(const ListCell *a, const ListCell *b)
{
	return strcmp(relation_quoted_name(lfirst_oid(a)), relation_quoted_name(lfirst_oid(b)));
}

void
ledger_lock(List *roots)
{
	Relation rel = table_open(catalog_table("synth_ledger_entry"), RowExclusiveLock);
	List *sorted = list_copy(roots);
	ListCell *cell;

	identity_refresh(rel, Anum_unit, ledger_merge);
	policy_refresh();
	list_sort(sorted, ledger_compare_roots);
	foreach(cell, sorted)
		identity_lock(rel, lfirst_oid(cell));
	/* somebody may have been renamed while we waited */
	identity_refresh(rel, Anum_unit, ledger_merge);
	table_close(rel, NoLock);
}

/* as an UPDATE of a row that somebody changed after our snapshot */
static void
ledger_check_snapshot(const LedgerRow *row)
{
	if (IsolationUsesXactSnapshot() && !TransactionIdIsCurrentTransactionId(row->xmin)
		&& XidInMVCCSnapshot(row->xmin, GetTransactionSnapshot()))
		ereport(ERROR,
				(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
				 errmsg("could not serialize access due to a concurrent fit"), errhint("Run the transaction again.")));
}

/* the root's own row of one unit, or a fresh one */
static LedgerRow *
ledger_unit_row(List *rows, Oid root, const char *unit, TimestampTz now)
{
	LedgerRow *row;
	ListCell *cell;

	foreach(cell, rows)
	{
		row = (LedgerRow *) lfirst(cell);
		if (row->relid == root && strcmp(row->entry.unit, unit) == 0)
			return row;
	}
	row = palloc0(sizeof(LedgerRow));
	row->entry.unit = pstrdup(unit);
	row->first_fit = now;
	ItemPointerSetInvalid(&row->tid);
	return row;
}

static void
ledger_write(Relation rel, Oid root, const LedgerRow *row)
{
	Datum value[Natts_entry] = {0};
	bool isnull[Natts_entry] = {0};
	NameData schema_data;
	NameData name_data;
	char *schema;
	char *name;
	HeapTuple tuple;

	if (!identity_name(root, &schema, &name))
		elog(ERROR, "cache lookup failed for relation %u", root);
	namestrcpy(&schema_data, schema);
	namestrcpy(&name_data, name);
	value[Anum_identity_schema - 1] = NameGetDatum(&schema_data);
	value[Anum_identity_name - 1] = NameGetDatum(&name_data);
	value[Anum_identity_oid - 1] = ObjectIdGetDatum(root);
	value[Anum_identity_origin - 1] = CStringGetTextDatum(identity_origin());
	ledger_values(row, value);
	tuple = heap_form_tuple(RelationGetDescr(rel), value, isnull);
	if (ItemPointerIsValid(&row->tid))
	{
		ItemPointerData tid = row->tid;

		CatalogTupleUpdate(rel, &tid, tuple);
	}
	else
		CatalogTupleInsert(rel, tuple);
}

/* checks one root and writes its new total; returns the composed epsilon */
static double
ledger_charge_root(Relation rel, Oid root, const LedgerCharge *charge)
{
	TimestampTz now = GetCurrentTimestamp();
	List *rows = ledger_rows(rel, ledger_family(root));
	LedgerEntry *total = ledger_total(rows, charge->unit);
	LedgerRow *row;
	SynthSpent after;
	int64 nonprivate = charge->is_private ? 0 : 1;
	ListCell *cell;

	foreach(cell, rows)
	{
		ledger_check_snapshot((LedgerRow *) lfirst(cell));
		nonprivate += ((LedgerRow *) lfirst(cell))->entry.nonprivate_fits;
	}
	policy_check_charge(root, policy_find(root), charge, &total->spent, &after);

	row = ledger_unit_row(rows, root, charge->unit, now);
	if (charge->is_private)
		row->entry.spent = synth_spent_add(&row->entry.spent, charge->rho, charge->delta,
										   charge->delta_asked - charge->delta);
	row->entry.fits += charge->is_private ? 1 : 0;
	row->entry.nonprivate_fits += charge->is_private ? 0 : 1;
	row->max_rows = Max(row->max_rows, charge->max_rows);
	row->last_fit = now;
	ledger_write(rel, root, row);
	return nonprivate > 0 ? get_float8_infinity() : synth_spent_shown(&after);
}

double
ledger_charge(const LedgerCharge *charge)
{
	Relation rel;
	double composed = 0;
	ListCell *cell;

	PreventCommandIfReadOnly("synth_fit()");
	coreglue_install();
	ledger_lock(charge->roots);
	rel = table_open(catalog_table("synth_ledger_entry"), RowExclusiveLock);
	foreach(cell, charge->roots)
	{
		double of_root = ledger_charge_root(rel, lfirst_oid(cell), charge);

		composed = Max(composed, of_root);
	}
	table_close(rel, NoLock);
	CommandCounterIncrement();
	ForceSyncCommit();
	return composed;
}

/* SQL: epsilon of a total of rho at delta, for the views; the core does the sum */
Datum
synth_compose(PG_FUNCTION_ARGS)
{
	SynthSpent spent = {PG_GETARG_FLOAT8(0), 0, PG_GETARG_FLOAT8(1)};

	if (!(spent.rho >= 0) || !isfinite(spent.rho) || !(spent.delta_conversion > 0 && spent.delta_conversion < 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("rho must be at least 0 and delta between 0 and 1"),
				 errhint("Write synth_compose(rho => 0.015, delta => 1e-9).")));
	coreglue_install();
	PG_RETURN_FLOAT8(synth_spent_shown(&spent));
}
