/*-------------------------------------------------------------------------
 *
 * graph.h
 *	  Tables and the foreign keys between them: the plan of a schema.
 *
 * Read from the system catalogs alone: public knowledge.  Partitions stand
 * under their topmost parent (a foreign key of partitions only counts as one
 * of the parent, if all those that have rows to hold agree or only some have
 * it); tables of extensions, temporary tables and inheritance children are
 * left out.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_GRAPH_H
#define SYNTH_GRAPH_H

#include "synth.h"
#include "access/attnum.h"
#include "nodes/pg_list.h"

typedef struct GraphEdge
{
	char *name;		  /* of the constraint */
	int child;		  /* indexes into tables */
	int parent;		  /* -1: a table that is not in the graph */
	Oid parent_relid; /* as stated: a partition, if it refers to one alone */
	int ncolumns;
	AttrNumber *child_attnum;
	AttrNumber *parent_attnum; /* of the parent's own row type */
	Oid *equal;				   /* equality operators, parent = child (pg_constraint.conpfeqop) */
	bool match_full;
	bool deferrable;
	bool nullable;	   /* at least one referring column may be NULL */
	bool of_partition; /* some partitions state it, the partitioned table does not */
	bool unchecked; /* rows without a parent may exist: NOT VALID, or stated by some partitions only, or inheritance */
	bool cut;		/* closes a circle: its parent stands behind its child in the order of tables (graph_cut.c) */
	/* set by unitpath_mark(): may the child's model know the parent's attributes, the parent's its children's number? */
	bool context_ok;
	bool fanout_ok;
} GraphEdge;

typedef struct GraphTable
{
	Oid relid;
	char *schema;
	char *name;
	char relkind;
	bool is_public; /* declared: kept whole */
	int component;	/* tables that refer to each other in a circle share one; parents have smaller numbers */
	List *edges;	/* of GraphEdge *: as child, in order of constraint names */
	List *children; /* of GraphEdge *: as parent, in order of (child, name) */
} GraphTable;

typedef struct Graph
{
	int ntables;
	GraphTable *table; /* parents before children but for edges that are cut, otherwise by name */
	int ncomponents;
} Graph;

/*
 * Tables of a schema (relkinds r, p; also f where `foreign`), locked
 * AccessShareLock in OID order.  3F000 with HINT if there is no such schema.
 */
extern Graph *graph_read(const char *schema, bool foreign);
/* the graph of one table: itself, and its parents only as parent_relid */
extern Graph *graph_read_table(Oid relid);
extern int graph_find(const Graph *g, Oid relid);			  /* -1: not there */
extern int graph_find_name(const Graph *g, const char *name); /* bare name, -1 */

#endif /* SYNTH_GRAPH_H */
