/*-------------------------------------------------------------------------
 *
 * policy.c
 *	  What a table's owner has laid down, and the rights to fit that follow.
 *
 * A policy is the owner's word: who else may fit, how much in total, whether
 * without privacy, and by which unit.  Two halves of it live differently:
 *	- permissions hold only while the table belongs to the role that gave them
 *	  (a table dropped and made again by somebody else, or handed over, starts
 *	  without them);
 *	- limits hold whoever owns the table, until its owner changes them.
 * SQL functions that write policies are in policy_sql.c.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/rls.h"
#include "utils/syscache.h"

#include "catalog.h"
#include "identity.h"
#include "ledger.h"
#include "policy.h"
#include "relation.h"

static List *
policy_roles(ArrayType *array)
{
	Datum *value;
	bool *isnull;
	int n;
	List *result = NIL;

	deconstruct_array(array, NAMEOID, NAMEDATALEN, false, TYPALIGN_CHAR, &value, &isnull, &n);
	for (int i = 0; i < n; i++)
		if (!isnull[i])
			result = lappend(result, pstrdup(NameStr(*DatumGetName(value[i]))));
	return result;
}

LedgerPolicy *
policy_from_tuple(Relation rel, HeapTuple tuple)
{
	LedgerPolicy *policy = palloc0(sizeof(LedgerPolicy));
	Datum value[Natts_policy];
	bool isnull[Natts_policy];

	heap_deform_tuple(tuple, RelationGetDescr(rel), value, isnull);
	policy->found = true;
	policy->owner = pstrdup(NameStr(*DatumGetName(value[Anum_policy_owner - 1])));
	policy->roles = policy_roles(DatumGetArrayTypeP(value[Anum_policy_roles - 1]));
	policy->nonprivate = DatumGetBool(value[Anum_policy_nonprivate - 1]);
	policy->has_budget = !isnull[Anum_policy_epsilon - 1];
	if (policy->has_budget)
	{
		policy->epsilon = DatumGetFloat8(value[Anum_policy_epsilon - 1]);
		policy->delta = isnull[Anum_policy_delta - 1] ? POLICY_DEFAULT_DELTA
													  : DatumGetFloat8(value[Anum_policy_delta - 1]);
	}
	if (!isnull[Anum_policy_unit - 1])
		policy->unit = TextDatumGetCString(value[Anum_policy_unit - 1]);
	/* a budget counts by one unit, rows unless the owner says otherwise */
	else if (policy->has_budget)
		policy->unit = pstrdup("row");
	return policy;
}

/* copy of the row that is about a root, or NULL */
HeapTuple
policy_tuple(Relation rel, Oid root)
{
	SysScanDesc scan = systable_beginscan(rel, InvalidOid, false, NULL, 0, NULL);
	HeapTuple result = NULL;
	HeapTuple tuple;

	while (result == NULL && HeapTupleIsValid(tuple = systable_getnext(scan)))
		if (identity_tuple_relid(rel, tuple) == root)
			result = heap_copytuple(tuple);
	systable_endscan(scan);
	return result;
}

/* IdentityMerge: the living table's owner has the word */
static HeapTuple
policy_merge(Relation rel, HeapTuple stale, HeapTuple live)
{
	return live;
}

void
policy_refresh(void)
{
	Relation rel = table_open(catalog_table("synth_source_policy"), RowExclusiveLock);

	identity_refresh(rel, 0, policy_merge);
	table_close(rel, NoLock);
}

LedgerPolicy *
policy_find(Oid root)
{
	Relation rel = table_open(catalog_table("synth_source_policy"), AccessShareLock);
	HeapTuple tuple = policy_tuple(rel, root);
	LedgerPolicy *policy = tuple != NULL ? policy_from_tuple(rel, tuple) : palloc0(sizeof(LedgerPolicy));

	table_close(rel, AccessShareLock);
	return policy;
}

char *
policy_owner_name(Oid root)
{
	HeapTuple tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(root));
	char *result;

	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "cache lookup failed for relation %u", root);
	result = GetUserNameFromId(((Form_pg_class) GETSTRUCT(tuple))->relowner, false);
	ReleaseSysCache(tuple);
	return result;
}

bool
policy_allows(Oid root, bool is_private)
{
	LedgerPolicy *policy;
	ListCell *cell;

	if (compat_owns_relation(root))
		return true;
	policy = policy_find(root);
	if (!policy->found || strcmp(policy->owner, policy_owner_name(root)) != 0 || (!is_private && !policy->nonprivate))
		return false;
	foreach(cell, policy->roles)
	{
		const char *role = (const char *) lfirst(cell);

		if (strcmp(role, CATALOG_EVERYBODY) == 0 || catalog_is_role(role))
			return true;
	}
	return false;
}

void
ledger_check_owner_word(List *roots, bool is_private)
{
	ListCell *cell;

	foreach(cell, roots)
	{
		Oid root = lfirst_oid(cell);
		char *user;

		if (policy_allows(root, is_private))
			continue;
		user = GetUserNameFromId(GetUserId(), false);
		if (is_private)
			ereport(ERROR,
					(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
					 errmsg("must be owner of %s, or have its owner's word, to fit it", relation_quoted_name(root)),
					 errhint("Its owner can write: SELECT synth_policy('%s', roles => '{%s}');",
							 relation_quoted_name(root), quote_identifier(user))));
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("must be owner of %s, or have its owner's word, for a model that is not private",
						relation_quoted_name(root)),
				 errhint("Fit with privacy, or let its owner write: SELECT synth_policy('%s', roles => '{%s}', nonprivate => true);",
						 relation_quoted_name(root), quote_identifier(user))));
	}
}

static void
policy_check_select(Oid relid, List *attnums)
{
	ListCell *cell;

	if (pg_class_aclcheck(relid, GetUserId(), ACL_SELECT) == ACLCHECK_OK)
		return;
	foreach(cell, attnums)
		if (pg_attribute_aclcheck(relid, lfirst_int(cell), GetUserId(), ACL_SELECT) != ACLCHECK_OK)
			ereport(ERROR, (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
							errmsg("permission denied for column \"%s\" of %s",
								   get_attname(relid, lfirst_int(cell), false), relation_quoted_name(relid)),
							errhint("Ask its owner for SELECT, or name other columns by \"columns =>\".")));
	if (attnums == NIL)
		ereport(ERROR, (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
						errmsg("permission denied for %s", relation_quoted_name(relid)),
						errhint("Ask its owner for SELECT.")));
}

/*
 * Row privacy speaks of rows of a table.  Where one such row may touch many
 * result rows the user must say that he means result rows; where it cannot,
 * 'result row' would only open a second account.
 */
static void
policy_check_unit(Oid relid, bool simple, const char *unit)
{
	bool result_row = strcmp(unit, "result row") == 0;

	if (!simple && !result_row)
		ereport(
			ERROR,
			(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
			 errmsg("one row of a table may touch many rows of %s", relation_quoted_name(relid)),
			 errdetail(
				 "It is or has a foreign table, is under row security, or is a view of more than projection and immutable filters of one table's columns."),
			 errhint(
				 "Fit the table itself, or write \"unit => 'result row'\" if hiding single result rows is enough.")));
	if (simple && result_row)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("unit \"result row\" is not for %s, whose rows are rows of one table",
							   relation_quoted_name(relid)),
						errhint("Leave \"unit\" out.")));
	if (strcmp(unit, "row") != 0 && !result_row && !ledger_unit_is_root_column(relid, unit))
		ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
						errmsg("unit \"%s\" is not a column of the table behind %s", unit, relation_quoted_name(relid)),
						errhint("Show the table's own column in the view, under its own name.")));
}

void
ledger_check_rights(Oid relid, List *roots, List *attnums, bool is_private, bool simple, const char *unit)
{
	policy_check_select(relid, attnums);
	ledger_check_owner_word(roots, is_private);
	if (is_private)
		policy_check_unit(relid, simple, unit);
}

void
policy_check_charge(Oid root, const LedgerPolicy *policy, const LedgerCharge *charge, const SynthSpent *before,
					SynthSpent *after)
{
	*after = *before;
	if (charge->is_private)
		*after = synth_spent_add(before, charge->rho, charge->delta, charge->delta_asked - charge->delta);
	if (!policy->found)
		return;
	if (!charge->is_private && policy->has_budget)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("%s has a privacy budget, which a fit without privacy would void", relation_quoted_name(root)),
				 errhint("Fit with privacy, or let its owner lift the budget by synth_budget('%s', epsilon => 'Infinity').",
						 relation_quoted_name(root))));
	if (!charge->is_private)
		return;
	if (policy->unit != NULL && strcmp(policy->unit, charge->unit) != 0)
		ereport(ERROR, (errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
						errmsg("the owner of %s allows only the unit \"%s\"", relation_quoted_name(root), policy->unit),
						errhint("Write \"unit => '%s'\".", policy->unit)));
	if (policy->has_budget && !synth_spent_within(after, policy->epsilon, policy->delta))
		ereport(
			ERROR,
			(errcode(ERRCODE_CONFIGURATION_LIMIT_EXCEEDED),
			 errmsg("privacy budget of %s would be exceeded", relation_quoted_name(root)),
			 errdetail("The budget is epsilon %g at delta %g; with this fit the total would be epsilon %g at delta %g.",
					   policy->epsilon, policy->delta, synth_spent_epsilon(after), synth_spent_delta(after)),
			 errhint("SELECT * FROM synth_budget('%s') tells what is left; a model that was fitted before can be sampled without limit.",
					 relation_quoted_name(root))));
}
