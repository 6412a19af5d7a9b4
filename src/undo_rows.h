/*-------------------------------------------------------------------------
 *
 * undo_rows.h
 *	  Which rows of a table are those of a batch, as a condition in SQL.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_UNDO_ROWS_H
#define SYNTH_UNDO_ROWS_H

#include "synth.h"

#include "nodes/pg_list.h"
#include "utils/rel.h"

#include "batch.h"
#include "graph.h"

typedef enum UndoBy
{
	UNDO_UNKNOWN,
	UNDO_RUNS,		/* integer keys between known ends */
	UNDO_KEYS,		/* keys that can be made again, or those of public rows */
	UNDO_REFERENCES /* references to rows of the batch in other tables */
} UndoBy;

typedef struct UndoTable
{
	const BatchPart *part;
	Relation rel;
	Graph *graph; /* the table by itself: its foreign keys */
	UndoBy by;
	int number;			 /* names its keys in the statement */
	List *keys;			 /* UNDO_KEYS: attribute numbers (0-based) */
	List *references;	 /* UNDO_REFERENCES: UndoReference * */
	const char *unknown; /* UNDO_UNKNOWN: why */
	bool kept;			 /* public rows of which some were there before: left alone */
} UndoTable;

typedef struct UndoReference
{
	const GraphEdge *edge;
	UndoTable *parent;
} UndoReference;

/* sets `by` of all of them (UndoTable *) and registers keys with SPI, which must be connected */
extern void undo_find_rows(List *tables);
/* the condition that a row is one of the batch's; alias is that of the table where it stands */
extern char *undo_condition(const UndoTable *t, const char *alias);
/* parent's columns equal the child's */
extern char *undo_join(const GraphEdge *e, const char *parent_alias, Oid parent, const char *child_alias, Oid child);

#endif /* SYNTH_UNDO_ROWS_H */
