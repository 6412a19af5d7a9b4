/*-------------------------------------------------------------------------
 *
 * root.c
 *	  Whose rows a source really reads: its root tables.
 *
 * A privacy budget belongs to people's rows, not to a name that shows them.
 * So a partition counts as its topmost parent, a child of old-style
 * inheritance and its parents count together, and a view or materialised view
 * counts as every table that its query reads, at any depth.
 *
 * What a function reads cannot be seen from outside.  A view may therefore
 * call nothing volatile, and beside the server's own functions only immutable
 * ones of the languages C and internal: a function in SQL or PL/pgSQL that
 * claims to be immutable can still read a table.  Copies of a table are beyond
 * any such check.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/relation.h"
#include "access/stratnum.h"
#include "access/sysattr.h"
#include "access/table.h"
#include "catalog/indexing.h"
#include "catalog/partition.h"
#include "catalog/pg_class.h"
#include "catalog/pg_inherits.h"
#include "catalog/pg_language.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_proc.h"
#include "miscadmin.h"
#include "nodes/nodeFuncs.h"
#include "nodes/parsenodes.h"
#include "optimizer/optimizer.h"
#include "storage/lmgr.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/rls.h"
#include "utils/syscache.h"

#include "ledger.h"
#include "relation.h"

typedef struct RootWalk
{
	List *roots;
	bool simple;  /* one row of one root makes at most one row of the source */
	Oid view;	  /* whose query is being walked */
	Oid check_as; /* whose rights its tables are read with */
} RootWalk;

static void root_collect(Oid relid, Oid check_as, RootWalk *walk);

static bool
root_is_partition(Oid relid)
{
	HeapTuple tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relid));
	bool result;

	if (!HeapTupleIsValid(tuple))
		return false;
	result = ((Form_pg_class) GETSTRUCT(tuple))->relispartition;
	ReleaseSysCache(tuple);
	return result;
}

/* adds the topmost parents of old-style inheritance, which may be several */
static void
root_climb(Oid relid, RootWalk *walk)
{
	Relation rel = table_open(InheritsRelationId, AccessShareLock);
	ScanKeyData key;
	SysScanDesc scan;
	HeapTuple tuple;
	List *parents = NIL;
	ListCell *cell;

	check_stack_depth();
	ScanKeyInit(&key, Anum_pg_inherits_inhrelid, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(relid));
	scan = systable_beginscan(rel, InheritsRelidSeqnoIndexId, true, NULL, 1, &key);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
		parents = lappend_oid(parents, ((Form_pg_inherits) GETSTRUCT(tuple))->inhparent);
	systable_endscan(scan);
	table_close(rel, AccessShareLock);

	foreach(cell, parents)
		root_climb(lfirst_oid(cell), walk);
	if (parents == NIL)
		walk->roots = list_append_unique_oid(walk->roots, relid);
}

static void
root_add_table(Oid relid, RootWalk *walk)
{
	if (root_is_partition(relid))
		relid = llast_oid(get_partition_ancestors(relid));
	if (get_rel_relkind(relid) == RELKIND_RELATION && has_subclass(relid))
	{
		/* a scan of the parent reads its children, who may have other parents, too */
		ListCell *cell;

		foreach(cell, find_all_inheritors(relid, AccessShareLock, NULL))
			root_climb(lfirst_oid(cell), walk);
	}
	else
		root_climb(relid, walk);
}

/* is a part of the table, at any depth, a foreign table? */
static bool
root_has_foreign_part(Oid relid)
{
	ListCell *cell;

	if (!has_subclass(relid))
		return false;
	foreach(cell, find_all_inheritors(relid, AccessShareLock, NULL))
		if (get_rel_relkind(lfirst_oid(cell)) == RELKIND_FOREIGN_TABLE)
			return true;
	return false;
}

/* node walker's callback: true for a function that may read what we cannot see */
static bool
root_function_is_opaque(Oid function, void *context)
{
	HeapTuple tuple;
	Form_pg_proc proc;
	bool opaque;

	switch (function)
	{
		case F_TABLE_TO_XML:
		case F_TABLE_TO_XML_AND_XMLSCHEMA:
		case F_SCHEMA_TO_XML:
		case F_SCHEMA_TO_XML_AND_XMLSCHEMA:
		case F_DATABASE_TO_XML:
		case F_DATABASE_TO_XML_AND_XMLSCHEMA:
			return true;
	}
	tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(function));
	if (!HeapTupleIsValid(tuple))
		return true;
	proc = (Form_pg_proc) GETSTRUCT(tuple);
	opaque = proc->provolatile == PROVOLATILE_VOLATILE;
	if (proc->pronamespace != PG_CATALOG_NAMESPACE)
		opaque = opaque || proc->provolatile != PROVOLATILE_IMMUTABLE
				 || (proc->prolang != INTERNALlanguageId && proc->prolang != ClanguageId);
	ReleaseSysCache(tuple);
	return opaque;
}

static bool
root_walker(Node *node, void *context)
{
	RootWalk *walk = (RootWalk *) context;

	if (node == NULL)
		return false;
	if (IsA(node, Query))
	{
		Query *query = (Query *) node;
		ListCell *cell;

		foreach(cell, query->rtable)
		{
			RangeTblEntry *rte = lfirst_node(RangeTblEntry, cell);

			/* a rule's query also lists the view itself */
			if (rte->rtekind == RTE_RELATION && rte->relid != walk->view)
				root_collect(rte->relid, walk->check_as, walk);
		}
		return query_tree_walker(query, root_walker, context, 0);
	}
	if (check_functions_in_node(node, root_function_is_opaque, NULL))
		ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
						errmsg("view %s calls a function that could read any table", relation_quoted_name(walk->view)),
						errhint("Fit the tables themselves, or a view without volatile and user-defined functions.")));
	return expression_tree_walker(node, root_walker, context);
}

/* the query of a view or materialised view, in the relcache's memory */
static Query *
root_view_query(Relation rel)
{
	if (rel->rd_rules != NULL)
		for (int i = 0; i < rel->rd_rules->numLocks; i++)
			if (rel->rd_rules->rules[i]->event == CMD_SELECT)
				return linitial_node(Query, rel->rd_rules->rules[i]->actions);
	elog(ERROR, "view %u has no query", RelationGetRelid(rel));
}

/* the one table that a query of projection and immutable filters reads, else NULL */
static RangeTblEntry *
root_only_table(Query *query)
{
	RangeTblEntry *rte;
	Node *from;
	Bitmapset *columns = NULL;
	int first;

	if (query->commandType != CMD_SELECT || query->hasAggs || query->hasWindowFuncs || query->hasTargetSRFs
		|| query->hasSubLinks || query->hasDistinctOn || query->cteList != NIL || query->groupClause != NIL
		|| query->groupingSets != NIL || query->havingQual != NULL || query->distinctClause != NIL
		|| query->setOperations != NULL || query->limitCount != NULL || query->limitOffset != NULL
		|| list_length(query->jointree->fromlist) != 1)
		return NULL;
	from = (Node *) linitial(query->jointree->fromlist);
	if (!IsA(from, RangeTblRef))
		return NULL;
	rte = list_nth_node(RangeTblEntry, query->rtable, ((RangeTblRef *) from)->rtindex - 1);
	if (rte->rtekind != RTE_RELATION || rte->tablesample != NULL
		|| contain_mutable_functions((Node *) query->targetList) || contain_mutable_functions(query->jointree->quals))
		return NULL;
	/* where a row is stored (ctid) depends on the other rows */
	pull_varattnos((Node *) query->targetList, ((RangeTblRef *) from)->rtindex, &columns);
	pull_varattnos(query->jointree->quals, ((RangeTblRef *) from)->rtindex, &columns);
	first = bms_next_member(columns, -1);
	if (first >= 0 && first + FirstLowInvalidHeapAttributeNumber < 0)
		return NULL;
	return rte;
}

static void
root_add_view(Oid relid, Oid check_as, RootWalk *walk)
{
	Relation rel = relation_open(relid, AccessShareLock);
	Query *query = copyObject(root_view_query(rel));
	Oid outer_view = walk->view;
	Oid outer_check_as = walk->check_as;

	walk->view = relid;
	walk->check_as = compat_security_invoker(rel) ? check_as : rel->rd_rel->relowner;
	if (root_only_table(query) == NULL)
		walk->simple = false;
	root_walker((Node *) query, walk);
	walk->view = outer_view;
	walk->check_as = outer_check_as;
	/* the lock stays: a view that was replaced before the scan would read what nobody charged */
	relation_close(rel, NoLock);
}

static void
root_collect(Oid relid, Oid check_as, RootWalk *walk)
{
	char relkind = get_rel_relkind(relid);

	check_stack_depth();
	CHECK_FOR_INTERRUPTS();
	if (check_enable_rls(relid, check_as, true) == RLS_ENABLED)
		walk->simple = false;
	switch (relkind)
	{
		case RELKIND_FOREIGN_TABLE:
			walk->simple = false;
			root_add_table(relid, walk);
			break;
		case RELKIND_RELATION:
		case RELKIND_PARTITIONED_TABLE:
			if (root_has_foreign_part(relid))
				walk->simple = false;
			root_add_table(relid, walk);
			break;
		case RELKIND_VIEW:
		case RELKIND_MATVIEW:
			root_add_view(relid, check_as, walk);
			break;
		default:
			ereport(ERROR, (errcode(ERRCODE_WRONG_OBJECT_TYPE),
							errmsg("%s is not a table or view", relation_quoted_name(relid)),
							errhint("Name a table, partitioned table, foreign table, view or materialized view.")));
	}
}

List *
ledger_roots(Oid relid, bool *simple)
{
	RootWalk walk = {NIL, true, InvalidOid, InvalidOid};
	ListCell *cell;

	root_collect(relid, InvalidOid, &walk);
	/* a view that reads no table is its own source */
	if (walk.roots == NIL)
	{
		walk.roots = list_make1_oid(relid);
		walk.simple = false;
	}
	foreach(cell, walk.roots)
		LockRelationOid(lfirst_oid(cell), AccessShareLock);
	*simple = walk.simple;
	return walk.roots;
}

bool
ledger_unit_is_root_column(Oid relid, const char *unit)
{
	char relkind = get_rel_relkind(relid);
	Relation rel;
	Query *query;
	RangeTblEntry *rte;
	Oid inner = InvalidOid;
	ListCell *cell;

	check_stack_depth();
	if (relkind != RELKIND_VIEW && relkind != RELKIND_MATVIEW)
		return get_attnum(relid, unit) > 0;

	rel = relation_open(relid, AccessShareLock);
	query = root_view_query(rel);
	rte = root_only_table(query);
	if (rte != NULL)
		foreach(cell, query->targetList)
		{
			TargetEntry *entry = lfirst_node(TargetEntry, cell);
			Var *var = (Var *) entry->expr;

			if (entry->resjunk || !IsA(var, Var) || var->varattno <= 0 || strcmp(entry->resname, unit) != 0)
				continue;
			if (strcmp(get_attname(rte->relid, var->varattno, false), unit) == 0)
				inner = rte->relid;
		}
	relation_close(rel, NoLock);
	return OidIsValid(inner) && ledger_unit_is_root_column(inner, unit);
}
