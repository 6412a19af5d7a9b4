/*-------------------------------------------------------------------------
 *
 * unitpath.h
 *	  Whose rows are whose: paths of foreign keys to the table of people.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_UNITPATH_H
#define SYNTH_UNITPATH_H

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
	UnitRole *role;	 /* [ntables] */
	int *npaths;	 /* [ntables] */
	List ***path;	 /* [ntables][npaths] of GraphEdge *: from the table up to the person */
	int64 *max_rows; /* [ntables] rows of one person at most */
} UnitPlan;

/* unit NULL: everything UNIT_ALONE or UNIT_PUBLIC.  42P01/22023 with HINT. Also sets context_ok, fanout_ok. */
extern UnitPlan *unitpath_plan(Graph *g, const char *unit, bool is_private);
/* adds the hidden unit columns to a described source, and the joins to its FROM clause */
extern void unitpath_describe(SourceTable *t, const Graph *g, int table, const UnitPlan *plan);

#endif /* SYNTH_UNITPATH_H */
