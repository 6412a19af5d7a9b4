/*-------------------------------------------------------------------------
 *
 * linkquery.h
 *	  Questions to the rows of two tables, for fits without privacy.
 *
 * Everything here reads rows exactly: nothing of it may be called for a
 * private fit, but for tables that were declared public.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_LINKQUERY_H
#define SYNTH_LINKQUERY_H

#include "graph.h"
#include "nodes/pg_list.h"

/* may the current user read the whole table? */
extern bool linkquery_may_read(Oid relid);
/* text forms of all cells of a result, row-major, NULL for NULLs; the number of rows */
extern char **linkquery_cells(const char *sql, int64 *nrows);
/* the one cell of a query that counts */
extern double linkquery_count(const char *sql);

/* a join of the rows of an edge's child (alias s) and their parents (alias p) */
typedef struct LinkJoin
{
	const Graph *graph;
	const GraphEdge *edge;
	List *columns; /* attribute numbers of the child that conditions use */
} LinkJoin;

/*
 * Which conditions (SQL over s and p, never NULL) hold in all rows; parents
 * that are missing are NULL.  A first look at some rows spares the others a
 * reading of the whole table.
 */
extern void linkquery_hold(const LinkJoin *join, int n, char *const *condition, bool *holds);
/* one row of aggregates (SQL over s and p) over all rows */
extern char **linkquery_aggregates(const LinkJoin *join, int n, char *const *expression);
/* "s.a OPERATOR(..) p.x AND ..": the join of an edge between two aliases */
extern char *linkquery_condition(const Graph *g, const GraphEdge *e, const char *parent_alias, const char *child_alias);

#endif /* SYNTH_LINKQUERY_H */
