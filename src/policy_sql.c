/*-------------------------------------------------------------------------
 *
 * policy_sql.c
 *	  synth_policy() and synth_budget(): the owner's word, read and written.
 *
 * Options that are left out stay as they are.  Both write one row under the
 * same lock that a fit takes, so that a fit under way finishes, or waits, under
 * one policy.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "access/htup_details.h"
#include "access/table.h"
#include "access/xact.h"
#include "catalog/indexing.h"
#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/float.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/timestamp.h"

#include "catalog.h"
#include "policy.h"
#include "relation.h"
#include "unitaccount.h"

PG_FUNCTION_INFO_V1(synth_policy);
PG_FUNCTION_INFO_V1(synth_budget);

/* what the caller wants changed; NULL: leave it */
typedef struct PolicyChange
{
	bool reset;
	ArrayType *roles;
	const double *epsilon;
	const double *delta;
	const bool *nonprivate;
	char *unit;
} PolicyChange;

static Oid
policy_source(FunctionCallInfo fcinfo)
{
	Oid relid;

	if (PG_ARGISNULL(0))
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("source must not be null"),
						errhint("Name a table, as in 'schema.table'.")));
	relid = PG_GETARG_OID(0);
	if (get_rel_name(relid) == NULL)
		ereport(ERROR, (errcode(ERRCODE_UNDEFINED_TABLE), errmsg("relation with OID %u does not exist", relid),
						errhint("Name a table, as in 'schema.table'.")));
	return relid;
}

/* policies are about root tables, and for their owners */
static void
policy_check_root(Oid relid, List *roots)
{
	if (list_length(roots) != 1 || linitial_oid(roots) != relid)
		ereport(ERROR, (errcode(ERRCODE_WRONG_OBJECT_TYPE),
						errmsg("%s is a view or a part of a table", relation_quoted_name(relid)),
						errhint("Name the table whose rows it shows: %s.", relation_quoted_name(linitial_oid(roots)))));
	if (!compat_owns_relation(relid))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE), errmsg("must be owner of %s", relation_quoted_name(relid)),
				 errhint("Ask role \"%s\", who owns it.", policy_owner_name(relid))));
}

/* columns and words as they are, tables of people as ledgers know them */
static char *
policy_unit(Oid relid, char *unit)
{
	char *table;

	if (strcmp(unit, "row") == 0 || strcmp(unit, "result row") == 0 || get_attnum(relid, unit) > 0)
		return unit;
	table = unitaccount_name(unit);
	return table != NULL ? table : unit;
}

static void
policy_check_change(Oid relid, const PolicyChange *change)
{
	if (change->epsilon != NULL && !(*change->epsilon > 0))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("epsilon of a budget must be greater than 0"),
						errhint("Write a number such as 3, or 'Infinity' to lift the budget.")));
	if (change->delta != NULL && !(*change->delta > 0 && *change->delta < 1))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("delta of a budget must be between 0 and 1"),
						errhint("Write a number such as 1e-6.")));
	if (change->unit != NULL && strcmp(change->unit, "row") != 0 && strcmp(change->unit, "result row") != 0
		&& get_attnum(relid, change->unit) <= 0 && unitaccount_name(change->unit) == NULL)
		ereport(
			ERROR,
			(errcode(ERRCODE_UNDEFINED_COLUMN),
			 errmsg("unit \"%s\" is not a column of %s", change->unit, relation_quoted_name(relid)),
			 errhint(
				 "Write 'row', 'result row', the name of the column that tells people apart, or the table of people.")));
	if (change->roles != NULL && (ARR_NDIM(change->roles) > 1 || array_contains_nulls(change->roles)))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("roles must be a list of role names"),
						errhint("Write \"roles => '{alice,bob}'\".")));
}

/* a role that is misspelt now would be a surprise when it is created later */
static void
policy_check_roles(const LedgerPolicy *policy)
{
	ListCell *cell;

	foreach(cell, policy->roles)
		catalog_check_role((char *) lfirst(cell));
}

static void
policy_warn_of_past(Oid root, const LedgerPolicy *policy)
{
	ListCell *cell;
	bool other_unit = false;
	bool nonprivate = false;

	foreach(cell, ledger_entries(root))
	{
		LedgerEntry *entry = (LedgerEntry *) lfirst(cell);

		nonprivate |= entry->nonprivate_fits > 0;
		other_unit |= entry->fits > 0 && strcmp(entry->unit, policy->unit) != 0;
	}
	if (nonprivate)
		ereport(WARNING, (errcode(ERRCODE_WARNING),
						  errmsg("fits without privacy are on record for %s; the budget says nothing about them",
								 relation_quoted_name(root))));
	if (other_unit)
		ereport(WARNING, (errcode(ERRCODE_WARNING),
						  errmsg("fits by other units are on record for %s; the budget does not count them",
								 relation_quoted_name(root))));
}

static LedgerPolicy *
policy_change(Oid root, const PolicyChange *change)
{
	Relation rel;
	HeapTuple old;
	HeapTuple tuple;
	LedgerPolicy *policy;
	Datum value[Natts_policy] = {0};
	bool isnull[Natts_policy] = {0};
	NameData names[3];
	char *schema;
	char *name;

	policy_check_change(root, change);
	PreventCommandIfReadOnly("synth_policy()");
	coreglue_install();
	ledger_lock(list_make1_oid(root));
	rel = table_open(catalog_table("synth_source_policy"), RowExclusiveLock);
	old = policy_tuple(rel, root);

	if (!identity_name(root, &schema, &name))
		elog(ERROR, "cache lookup failed for relation %u", root);
	if (old != NULL && !change->reset)
		heap_deform_tuple(old, RelationGetDescr(rel), value, isnull);
	else
	{
		value[Anum_policy_roles - 1] = PointerGetDatum(construct_empty_array(NAMEOID));
		isnull[Anum_policy_epsilon - 1] = true;
		isnull[Anum_policy_delta - 1] = true;
		isnull[Anum_policy_unit - 1] = true;
	}
	/* what an earlier owner permitted is not this owner's word */
	if (!isnull[Anum_policy_owner - 1] && value[Anum_policy_owner - 1] != 0
		&& strcmp(NameStr(*DatumGetName(value[Anum_policy_owner - 1])), policy_owner_name(root)) != 0)
	{
		value[Anum_policy_roles - 1] = PointerGetDatum(construct_empty_array(NAMEOID));
		value[Anum_policy_nonprivate - 1] = BoolGetDatum(false);
	}
	namestrcpy(&names[0], schema);
	namestrcpy(&names[1], name);
	namestrcpy(&names[2], policy_owner_name(root));
	value[Anum_identity_schema - 1] = NameGetDatum(&names[0]);
	value[Anum_identity_name - 1] = NameGetDatum(&names[1]);
	value[Anum_identity_oid - 1] = ObjectIdGetDatum(root);
	value[Anum_identity_origin - 1] = CStringGetTextDatum(identity_origin());
	value[Anum_policy_owner - 1] = NameGetDatum(&names[2]);
	value[Anum_policy_changed - 1] = TimestampTzGetDatum(GetCurrentTimestamp());
	if (change->roles != NULL)
		value[Anum_policy_roles - 1] = PointerGetDatum(change->roles);
	if (change->nonprivate != NULL)
		value[Anum_policy_nonprivate - 1] = BoolGetDatum(*change->nonprivate);
	if (change->unit != NULL)
	{
		value[Anum_policy_unit - 1] = CStringGetTextDatum(change->unit);
		isnull[Anum_policy_unit - 1] = false;
	}
	if (change->delta != NULL)
	{
		value[Anum_policy_delta - 1] = Float8GetDatum(*change->delta);
		isnull[Anum_policy_delta - 1] = false;
	}
	if (change->epsilon != NULL)
	{
		value[Anum_policy_epsilon - 1] = Float8GetDatum(*change->epsilon);
		isnull[Anum_policy_epsilon - 1] = isinf(*change->epsilon);
	}
	tuple = heap_form_tuple(RelationGetDescr(rel), value, isnull);
	policy = policy_from_tuple(rel, tuple);
	policy_check_roles(policy);
	if (old != NULL)
		CatalogTupleUpdate(rel, &old->t_self, tuple);
	else
		CatalogTupleInsert(rel, tuple);
	table_close(rel, NoLock);
	CommandCounterIncrement();
	if (policy->has_budget && change->epsilon != NULL)
		policy_warn_of_past(root, policy);
	return policy;
}

static Datum
policy_record(FunctionCallInfo fcinfo, Oid root, const LedgerPolicy *policy)
{
	TupleDesc desc;
	Datum value[7] = {0};
	bool isnull[7] = {0};
	List *roles = policy->roles;
	Datum *role = palloc(sizeof(Datum) * Max(list_length(roles), 1));
	ListCell *cell;
	int n = 0;

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	foreach(cell, roles)
	{
		NameData *name = palloc(sizeof(NameData));

		namestrcpy(name, (char *) lfirst(cell));
		role[n++] = NameGetDatum(name);
	}
	value[0] = CStringGetTextDatum(relation_quoted_name(root));
	value[1] = PointerGetDatum(construct_array(role, n, NAMEOID, NAMEDATALEN, false, TYPALIGN_CHAR));
	value[2] = Float8GetDatum(policy->epsilon);
	value[3] = Float8GetDatum(policy->delta);
	isnull[2] = isnull[3] = !policy->has_budget;
	value[4] = BoolGetDatum(policy->nonprivate);
	isnull[5] = policy->unit == NULL;
	if (policy->unit != NULL)
		value[5] = CStringGetTextDatum(policy->unit);
	value[6] = BoolGetDatum(policy->found && strcmp(policy->owner, policy_owner_name(root)) == 0);
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), value, isnull));
}

/*
 * SQL: synth_policy(source regclass, roles name[], epsilon float8, delta float8,
 * nonprivate boolean, unit text, reset boolean)
 */
Datum
synth_policy(PG_FUNCTION_ARGS)
{
	Oid relid = policy_source(fcinfo);
	bool simple;
	double epsilon = PG_ARGISNULL(2) ? 0 : PG_GETARG_FLOAT8(2);
	double delta = PG_ARGISNULL(3) ? 0 : PG_GETARG_FLOAT8(3);
	bool nonprivate = !PG_ARGISNULL(4) && PG_GETARG_BOOL(4);
	PolicyChange change = {0};
	LedgerPolicy *policy;

	policy_check_root(relid, ledger_roots(relid, &simple));
	change.roles = PG_ARGISNULL(1) ? NULL : PG_GETARG_ARRAYTYPE_P(1);
	change.epsilon = PG_ARGISNULL(2) ? NULL : &epsilon;
	change.delta = PG_ARGISNULL(3) ? NULL : &delta;
	change.nonprivate = PG_ARGISNULL(4) ? NULL : &nonprivate;
	change.unit = PG_ARGISNULL(5) ? NULL : policy_unit(PG_GETARG_OID(0), text_to_cstring(PG_GETARG_TEXT_PP(5)));
	change.reset = !PG_ARGISNULL(6) && PG_GETARG_BOOL(6);
	if (change.roles || change.epsilon || change.delta || change.nonprivate || change.unit || change.reset)
		policy = policy_change(relid, &change);
	else
		policy = policy_find(relid);
	return policy_record(fcinfo, relid, policy);
}

static void
budget_put_row(ReturnSetInfo *result, Oid root, const LedgerPolicy *policy, const LedgerEntry *entry, bool is_void)
{
	Datum value[9] = {0};
	bool isnull[9] = {0};
	bool limited = policy->has_budget && strcmp(policy->unit, entry->unit) == 0;

	value[0] = CStringGetTextDatum(relation_quoted_name(root));
	value[1] = CStringGetTextDatum(entry->unit);
	value[2] = Int64GetDatum(entry->fits);
	value[3] = Int64GetDatum(entry->nonprivate_fits);
	value[4] = Float8GetDatum(is_void ? get_float8_infinity() : synth_spent_shown(&entry->spent));
	value[5] = Float8GetDatum(synth_spent_delta(&entry->spent));
	value[6] = Float8GetDatum(policy->epsilon);
	value[7] = Float8GetDatum(policy->delta);
	isnull[6] = isnull[7] = isnull[8] = !limited;
	if (limited)
		value[8] = Float8GetDatum(
			synth_spent_left(&entry->spent, policy->epsilon,
							 entry->spent.delta_conversion > 0 ? entry->spent.delta_conversion : 1e-9));
	tuplestore_putvalues(result->setResult, result->setDesc, value, isnull);
}

static void
budget_put_root(ReturnSetInfo *result, Oid root)
{
	LedgerPolicy *policy = policy_find(root);
	List *entries = ledger_entries(root);
	LedgerEntry nothing = {0};
	bool is_void = false;
	bool seen = false;
	ListCell *cell;

	nothing.unit = policy->unit != NULL ? policy->unit : "row";
	foreach(cell, entries)
	{
		LedgerEntry *entry = (LedgerEntry *) lfirst(cell);

		is_void |= entry->nonprivate_fits > 0;
		seen |= strcmp(entry->unit, nothing.unit) == 0;
	}
	if (!seen)
		entries = lappend(entries, &nothing);
	foreach(cell, entries)
		budget_put_row(result, root, policy, (LedgerEntry *) lfirst(cell), is_void);
}

/*
 * SQL: synth_budget(source regclass, epsilon float8, delta float8, unit text).
 * Without epsilon and delta it tells what was spent and what is left, to
 * whoever may fit the source; with them the owner sets the budget.
 */
Datum
synth_budget(PG_FUNCTION_ARGS)
{
	Oid relid = policy_source(fcinfo);
	bool simple;
	List *roots = ledger_roots(relid, &simple);
	double epsilon = PG_ARGISNULL(1) ? 0 : PG_GETARG_FLOAT8(1);
	double delta = PG_ARGISNULL(2) ? 0 : PG_GETARG_FLOAT8(2);
	PolicyChange change = {0};
	ListCell *cell;

	coreglue_install();
	change.epsilon = PG_ARGISNULL(1) ? NULL : &epsilon;
	change.delta = PG_ARGISNULL(2) ? NULL : &delta;
	change.unit = PG_ARGISNULL(3) ? NULL : policy_unit(PG_GETARG_OID(0), text_to_cstring(PG_GETARG_TEXT_PP(3)));
	if (change.epsilon || change.delta || change.unit)
	{
		policy_check_root(relid, roots);
		policy_change(relid, &change);
	}
	else
		ledger_check_owner_word(roots, true);

	compat_materialize(fcinfo);
	foreach(cell, roots)
		budget_put_root((ReturnSetInfo *) fcinfo->resultinfo, lfirst_oid(cell));
	return (Datum) 0;
}
