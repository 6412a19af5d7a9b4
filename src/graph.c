/*-------------------------------------------------------------------------
 *
 * graph.c
 *	  Tables and the foreign keys between them: the plan of a schema.
 *
 * Tables come in an order in which parents stand before their children.
 * Tarjan's algorithm finds the circles: it completes a component only when all
 * that the component refers to is complete, so the order in which components
 * are completed is the order that we want.  Tables are visited by name, and
 * members of a component are sorted by name before it is cut (graph_cut.c), so
 * that the order depends on the schema alone and not on OIDs.
 *
 * No rights are asked for: names and constraints are readable by everybody.
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/dependency.h"
#include "catalog/indexing.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_inherits.h"
#include "miscadmin.h"
#include "storage/lmgr.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/syscache.h"

#include "graph.h"
#include "graph_edge.h"

/* Tarjan's algorithm: state of each table, in the order of names */
typedef struct Walk
{
	Graph *graph;
	int *number; /* of the visit, from 1; 0: not yet */
	int *low;	 /* smallest number that can be reached */
	bool *on_stack;
	int *stack;
	int depth;
	int visits;
	int *order; /* result: old indexes, parents first */
	int norder;
} Walk;

static int
compare_table(const void *a, const void *b)
{
	return strcmp(((const GraphTable *) a)->name, ((const GraphTable *) b)->name);
}

static int
compare_int(const void *a, const void *b)
{
	return *(const int *) a - *(const int *) b;
}

/* partitions and children of inheritance stand under their parents; an extension's tables are its own */
static bool
belongs(Form_pg_class form, bool foreign)
{
	if (form->relkind != RELKIND_RELATION && form->relkind != RELKIND_PARTITIONED_TABLE
		&& (form->relkind != RELKIND_FOREIGN_TABLE || !foreign))
		return false;
	return form->relpersistence != RELPERSISTENCE_TEMP && !form->relispartition && !has_superclass(form->oid)
		   && !OidIsValid(getExtensionOfObject(RelationRelationId, form->oid));
}

/* OIDs of the tables of a namespace, ascending */
static List *
list_tables(Oid namespace, bool foreign)
{
	Relation catalog = table_open(RelationRelationId, AccessShareLock);
	List *result = NIL;
	SysScanDesc scan;
	ScanKeyData key;
	HeapTuple tuple;

	ScanKeyInit(&key, Anum_pg_class_relnamespace, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(namespace));
	scan = systable_beginscan(catalog, InvalidOid, false, NULL, 1, &key);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_class form = (Form_pg_class) GETSTRUCT(tuple);

		if (belongs(form, foreign))
			result = lappend_oid(result, form->oid);
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	list_sort(result, list_oid_cmp);
	return result;
}

/* false if the table was dropped before it was locked */
static bool
read_table(GraphTable *t, Oid relid)
{
	HeapTuple tuple;
	Form_pg_class form;

	LockRelationOid(relid, AccessShareLock);
	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relid));
	if (!HeapTupleIsValid(tuple))
	{
		UnlockRelationOid(relid, AccessShareLock);
		return false;
	}
	form = (Form_pg_class) GETSTRUCT(tuple);
	memset(t, 0, sizeof(GraphTable));
	t->relid = relid;
	t->schema = get_namespace_name(form->relnamespace);
	t->name = pstrdup(NameStr(form->relname));
	t->relkind = form->relkind;
	ReleaseSysCache(tuple);
	return true;
}

/* table t and all that it refers to; components come out parents first */
static void
visit(Walk *w, int t)
{
	ListCell *cell;
	int first;

	check_stack_depth();
	w->number[t] = w->low[t] = ++w->visits;
	w->stack[w->depth++] = t;
	w->on_stack[t] = true;
	foreach(cell, w->graph->table[t].edges)
	{
		int parent = ((GraphEdge *) lfirst(cell))->parent;

		if (parent < 0)
			continue;
		if (w->number[parent] == 0)
		{
			visit(w, parent);
			w->low[t] = Min(w->low[t], w->low[parent]);
		}
		else if (w->on_stack[parent])
			w->low[t] = Min(w->low[t], w->number[parent]);
	}
	if (w->low[t] != w->number[t])
		return;

	first = w->norder;
	do
	{
		int member = w->stack[--w->depth];

		w->on_stack[member] = false;
		w->graph->table[member].component = w->graph->ncomponents;
		w->order[w->norder++] = member;
	} while (w->order[w->norder - 1] != t);
	/* indexes are in the order of names */
	qsort(w->order + first, w->norder - first, sizeof(int), compare_int);
	if (w->norder - first > 1)
		graph_cut(w->graph, w->order + first, w->norder - first);
	w->graph->ncomponents++;
}

/* brings the tables into order, and the edges' indexes with them */
static void
sort_tables(Graph *g)
{
	int n = g->ntables;
	GraphTable *sorted = palloc(sizeof(GraphTable) * Max(n, 1));
	int *place = palloc(sizeof(int) * Max(n, 1));
	Walk w = {.graph = g};

	w.number = palloc0(sizeof(int) * Max(n, 1));
	w.low = palloc0(sizeof(int) * Max(n, 1));
	w.stack = palloc(sizeof(int) * Max(n, 1));
	w.order = palloc(sizeof(int) * Max(n, 1));
	w.on_stack = palloc0(sizeof(bool) * Max(n, 1));
	for (int t = 0; t < n; t++)
		if (w.number[t] == 0)
			visit(&w, t);

	for (int i = 0; i < n; i++)
	{
		sorted[i] = g->table[w.order[i]];
		place[w.order[i]] = i;
	}
	memcpy(g->table, sorted, sizeof(GraphTable) * n);
	for (int i = 0; i < n; i++)
	{
		ListCell *cell;

		foreach(cell, g->table[i].edges)
		{
			GraphEdge *edge = lfirst(cell);

			edge->child = i;
			if (edge->parent >= 0)
				edge->parent = place[edge->parent];
		}
	}
	pfree(w.number);
	pfree(w.low);
	pfree(w.stack);
	pfree(w.order);
	pfree(w.on_stack);
	pfree(sorted);
	pfree(place);
}

/* by name of the child, then of the constraint */
static int
compare_child(const ListCell *a, const ListCell *b, const Graph *g)
{
	const GraphEdge *x = lfirst(a);
	const GraphEdge *y = lfirst(b);
	int order = strcmp(g->table[x->child].name, g->table[y->child].name);

	return order != 0 ? order : strcmp(x->name, y->name);
}

/* every edge into its parent's list, each list in order */
static void
list_children(Graph *g)
{
	for (int t = 0; t < g->ntables; t++)
	{
		ListCell *cell;

		foreach(cell, g->table[t].edges)
		{
			GraphEdge *edge = lfirst(cell);
			GraphTable *parent;
			int at;

			if (edge->parent < 0)
				continue;
			parent = &g->table[edge->parent];
			/* lists are short, and mostly in order already */
			for (at = list_length(parent->children); at > 0; at--)
			{
				ListCell here = {.ptr_value = edge};

				if (compare_child(list_nth_cell(parent->children, at - 1), &here, g) <= 0)
					break;
			}
			parent->children = list_insert_nth(parent->children, at, edge);
		}
	}
}

static void
finish(Graph *g)
{
	for (int t = 0; t < g->ntables; t++)
		g->table[t].edges = graph_edges(g, t);
	sort_tables(g);
	list_children(g);
}

Graph *
graph_read(const char *schema, bool foreign)
{
	Graph *g = palloc0(sizeof(Graph));
	Oid namespace = get_namespace_oid(schema, true);
	List *tables;
	ListCell *cell;

	if (!OidIsValid(namespace))
		ereport(ERROR, (errcode(ERRCODE_UNDEFINED_SCHEMA), errmsg("schema \"%s\" does not exist", schema),
						errhint("Run SELECT nspname FROM pg_catalog.pg_namespace to see which there are.")));
	tables = list_tables(namespace, foreign);
	g->table = palloc0(sizeof(GraphTable) * Max(list_length(tables), 1));
	foreach(cell, tables)
	{
		if (read_table(&g->table[g->ntables], lfirst_oid(cell)))
			g->ntables++;
	}
	list_free(tables);
	qsort(g->table, g->ntables, sizeof(GraphTable), compare_table);
	finish(g);
	return g;
}

Graph *
graph_read_table(Oid relid)
{
	Graph *g = palloc0(sizeof(Graph));

	g->table = palloc0(sizeof(GraphTable));
	if (!read_table(&g->table[0], relid))
		ereport(ERROR, (errcode(ERRCODE_UNDEFINED_TABLE), errmsg("relation with OID %u does not exist", relid),
						errhint("It may have been dropped in the meantime; run the command again.")));
	g->ntables = 1;
	finish(g);
	return g;
}

int
graph_find(const Graph *g, Oid relid)
{
	for (int t = 0; t < g->ntables; t++)
		if (g->table[t].relid == relid)
			return t;
	return -1;
}

int
graph_find_name(const Graph *g, const char *name)
{
	for (int t = 0; t < g->ntables; t++)
		if (strcmp(g->table[t].name, name) == 0)
			return t;
	return -1;
}
