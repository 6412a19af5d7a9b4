/*-------------------------------------------------------------------------
 *
 * graph_edge.c
 *	  Foreign keys of one table of a graph.
 *
 * A foreign key of a partition may be one of the partitioned table, repeated,
 * or one of its own: schemas exist whose partitions carry the keys and whose
 * parent has none.  Those count as keys of the partitioned table, columns
 * found by name.  The union is taken: a row that meets the keys of all
 * partitions meets those of its own.
 *
 * A key that refers to a partitioned table is repeated in the catalog for each
 * of that table's partitions; those repetitions are left out.  A key that
 * refers to one partition alone keeps it as parent_relid, and its topmost
 * parent as parent.
 *
 * Keys over periods (PostgreSQL 18) match ranges, not values: they are left
 * out, and the server refuses rows that break them.
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/indexing.h"
#include "catalog/partition.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_inherits.h"
#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/syscache.h"

#include "graph_edge.h"

/* one array of pg_constraint: n elements of a fixed width, copied */
static void *
read_array(HeapTuple tuple, Relation catalog, AttrNumber attnum, Size width, int *n)
{
	bool isnull;
	Datum datum = heap_getattr(tuple, attnum, RelationGetDescr(catalog), &isnull);
	ArrayType *array;
	void *result;

	if (isnull)
		elog(ERROR, "foreign key without columns");
	array = DatumGetArrayTypeP(datum);
	*n = ARR_DIMS(array)[0];
	result = palloc(width * Max(*n, 1));
	memcpy(result, ARR_DATA_PTR(array), width * *n);
	return result;
}

/* the key of the same table that this one is a part of, or its own copy for a partition of the parent */
static bool
repeats_for_partition(Form_pg_constraint form)
{
	HeapTuple tuple;
	bool same = false;

	if (!OidIsValid(form->conparentid))
		return false;
	tuple = SearchSysCache1(CONSTROID, ObjectIdGetDatum(form->conparentid));
	if (HeapTupleIsValid(tuple))
	{
		same = ((Form_pg_constraint) GETSTRUCT(tuple))->conrelid == form->conrelid;
		ReleaseSysCache(tuple);
	}
	return same;
}

/* the table of the graph that stands for a referenced one */
static int
find_parent(const Graph *g, Oid relid)
{
	int found = graph_find(g, relid);

	if (found < 0 && get_rel_relispartition(relid))
	{
		List *ancestors = get_partition_ancestors(relid);

		if (ancestors != NIL)
			found = graph_find(g, llast_oid(ancestors));
		list_free(ancestors);
	}
	return found;
}

static bool
column_is_nullable(Oid relid, AttrNumber attnum)
{
	HeapTuple tuple = SearchSysCache2(ATTNUM, ObjectIdGetDatum(relid), Int16GetDatum(attnum));
	bool result;

	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "cache lookup failed for attribute %d of relation %u", attnum, relid);
	result = !((Form_pg_attribute) GETSTRUCT(tuple))->attnotnull;
	ReleaseSysCache(tuple);
	return result;
}

/* a constraint of the table itself or of one of its partitions; NULL if its columns are not the table's */
static GraphEdge *
read_edge(const Graph *g, int table, Relation catalog, HeapTuple tuple)
{
	Form_pg_constraint form = (Form_pg_constraint) GETSTRUCT(tuple);
	Oid relid = g->table[table].relid;
	GraphEdge *edge = palloc0(sizeof(GraphEdge));
	int n;

	edge->name = pstrdup(NameStr(form->conname));
	edge->child = table;
	edge->parent = find_parent(g, form->confrelid);
	edge->parent_relid = form->confrelid;
	edge->child_attnum = read_array(tuple, catalog, Anum_pg_constraint_conkey, sizeof(AttrNumber), &edge->ncolumns);
	edge->parent_attnum = read_array(tuple, catalog, Anum_pg_constraint_confkey, sizeof(AttrNumber), &n);
	edge->equal = read_array(tuple, catalog, Anum_pg_constraint_conpfeqop, sizeof(Oid), &n);
	edge->match_full = form->confmatchtype == FKCONSTR_MATCH_FULL;
	edge->deferrable = form->condeferrable;
	/* rows of tables that inherit from this one are read with it, and no foreign key of it is theirs */
	edge->unchecked = !form->convalidated || form->conrelid != relid
					  || (g->table[table].relkind == RELKIND_RELATION && has_subclass(relid));
	for (int i = 0; i < edge->ncolumns; i++)
	{
		if (form->conrelid != relid)
			edge->child_attnum[i] = get_attnum(relid, get_attname(form->conrelid, edge->child_attnum[i], false));
		if (edge->child_attnum[i] == InvalidAttrNumber)
			return NULL;
		edge->nullable |= column_is_nullable(relid, edge->child_attnum[i]);
	}
	return edge;
}

/* the same columns, in whatever order, to the same columns of the same table */
static bool
same_edge(const GraphEdge *a, const GraphEdge *b)
{
	if (a->parent_relid != b->parent_relid || a->ncolumns != b->ncolumns)
		return false;
	for (int i = 0; i < a->ncolumns; i++)
	{
		int k = 0;

		while (k < b->ncolumns
			   && (a->child_attnum[i] != b->child_attnum[k] || a->parent_attnum[i] != b->parent_attnum[k]))
			k++;
		if (k == b->ncolumns)
			return false;
	}
	return true;
}

/* adds the constraints of one table; of equal ones the table's own stays, else the first by name */
static List *
add_constraints(List *edges, const Graph *g, int table, Relation catalog, Oid relid)
{
	SysScanDesc scan;
	ScanKeyData key;
	HeapTuple tuple;

	ScanKeyInit(&key, Anum_pg_constraint_conrelid, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(relid));
	scan = systable_beginscan(catalog, ConstraintRelidTypidNameIndexId, true, NULL, 1, &key);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_constraint form = (Form_pg_constraint) GETSTRUCT(tuple);
		GraphEdge *edge;
		ListCell *cell;

		if (form->contype != CONSTRAINT_FOREIGN || compat_constraint_is_temporal(form) || repeats_for_partition(form))
			continue;
		edge = read_edge(g, table, catalog, tuple);
		if (edge == NULL)
			continue;
		foreach(cell, edges)
		{
			GraphEdge *known = lfirst(cell);

			if (!same_edge(known, edge))
				continue;
			if (known->of_partition && strcmp(edge->name, known->name) < 0)
				known->name = edge->name;
			known->match_full |= edge->match_full;
			edge = NULL;
			break;
		}
		if (edge == NULL)
			continue;
		edge->of_partition = relid != g->table[table].relid;
		edges = lappend(edges, edge);
	}
	systable_endscan(scan);
	return edges;
}

static int
compare_name(const ListCell *a, const ListCell *b)
{
	const GraphEdge *x = lfirst(a);
	const GraphEdge *y = lfirst(b);
	int order = strcmp(x->name, y->name);

	/* names of different partitions' keys may be the same */
	return order != 0 ? order : x->child_attnum[0] - y->child_attnum[0];
}

List *
graph_edges(const Graph *g, int table)
{
	const GraphTable *t = &g->table[table];
	Relation catalog = table_open(ConstraintRelationId, AccessShareLock);
	List *edges = add_constraints(NIL, g, table, catalog, t->relid);

	if (t->relkind == RELKIND_PARTITIONED_TABLE)
	{
		List *partitions = find_all_inheritors(t->relid, AccessShareLock, NULL);
		ListCell *cell;

		foreach(cell, partitions)
		{
			if (lfirst_oid(cell) != t->relid)
				edges = add_constraints(edges, g, table, catalog, lfirst_oid(cell));
		}
		list_free(partitions);
	}
	table_close(catalog, AccessShareLock);
	list_sort(edges, compare_name);
	return edges;
}
