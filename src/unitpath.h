/*-------------------------------------------------------------------------
 *
 * unitpath.h
 *	  Whose rows are whose: paths of foreign keys to the table of people.
 *
 * In this order, for a schema:
 *
 *	 unitpath_plan		roles and paths; edges are marked context_ok, fanout_ok
 *	 unitpath_bounds	max_rows, as declared; 0 where it is to be estimated
 *	 unitpath_fit_together	that rows of parents that were cut are to be dropped
 *	 unitpath_describe	of each table, after relation_describe()
 *
 * A fit does the rest with what is then in the SourceTable (contribution.h).
 * Tables must be fitted parents first, in the order of the graph, so that rows
 * whose parent was cut are known.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_UNITPATH_H
#define SYNTH_UNITPATH_H

#include "contribution.h"
#include "graph.h"
#include "relation.h"

typedef enum UnitRole
{
	UNIT_PERSON, /* the table of people: one row each */
	UNIT_OWNED,	 /* rows that belong to people, by one path or several */
	UNIT_PUBLIC, /* declared public */
	UNIT_ALONE	 /* no path: row by row, with a statement of its own */
} UnitRole;

typedef struct UnitPlan
{
	int person;		 /* index of the table; -1: rows are the units everywhere */
	char *name;		 /* of the unit in ledgers, models and policies: "clinic.patients"; NULL for rows */
	UnitRole *role;	 /* [ntables] */
	int *npaths;	 /* [ntables] */
	List ***path;	 /* [ntables][npaths] of GraphEdge *: from the table up to the person */
	int64 *max_rows; /* [ntables] rows of one person at most; 0: to be estimated by the fit */
	bool is_private;
	CutRows **cut; /* [ntables] rows that were cut, for tables whose children have to know; else NULL */
} UnitPlan;

/* most paths from one table to the people */
#define UNITPATH_MAX 64

/* unit NULL: everything UNIT_ALONE or UNIT_PUBLIC.  42P01/22023 with HINT. Also sets context_ok, fanout_ok. */
extern UnitPlan *unitpath_plan(Graph *g, const char *unit, bool is_private);
/*
 * max_rows => '5' or '{"visits": 5}', below that what synth_set() says, below
 * that nothing.  22023 with HINT; a table that is named but has no path is an error.
 */
extern void unitpath_bounds(UnitPlan *plan, const Graph *g, Jsonb *max_rows);
/*
 * The tables will be fitted together, parents first: makes the lists of rows
 * that are cut, in the current memory context and resource owner, which must
 * outlive the fits.  Where tables refer to each other in a circle, one is fitted
 * before a parent of its, and keeps the children of rows that are cut later.
 */
extern void unitpath_fit_together(UnitPlan *plan, const Graph *g);
/* after the last fit: lets the lists go */
extern void unitpath_end(UnitPlan *plan, const Graph *g);
/* adds the hidden unit columns to a described source, the joins to its FROM clause, unit and max_rows */
extern void unitpath_describe(SourceTable *t, const Graph *g, int table, const UnitPlan *plan);

/* is a unit, as an option names it, a column, "row" or "result row" of the source; else it must be a table */
extern bool unitpath_is_column(const SourceTable *t, const char *unit);
/*
 * For a fit of one table: unit => 'patients' where no column has that name.
 * max_rows 0: to be estimated.  Columns that refer to people are not modelled,
 * unless `columns` lists them.  42703 with HINT if it is neither column nor a
 * table that foreign keys lead to.
 */
extern void unitpath_describe_table(SourceTable *t, const char *unit, int64 max_rows, bool is_private,
									ArrayType *columns);
/* is the child owned by everybody who owns the parent? */
extern bool unitpath_child_shares_owners(const UnitPlan *plan, const GraphEdge *e);
/* the i-th column that an edge refers to, as the graph's table numbers it: the key may be one of a partition */
extern AttrNumber unitpath_key_column(const Graph *g, const GraphEdge *e, int i);
/* does unit => name a table of the graph? */
extern bool unitpath_names_table(const Graph *g, const char *unit);

#endif /* SYNTH_UNITPATH_H */
