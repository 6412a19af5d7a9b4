/*-------------------------------------------------------------------------
 *
 * rowmend.h
 *	  What a CHECK that does not hold says about how to make it hold.
 *
 *	 col = expression			  the column gets the expression's value
 *	 (col IS NULL) = expression	  the column becomes NULL where that is asked for
 *	 col IS NULL OR ...			  the column becomes NULL, if all else fails
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_ROWMEND_H
#define SYNTH_ROWMEND_H

#include "synth.h"
#include "access/tupdesc.h"
#include "executor/tuptable.h"
#include "nodes/execnodes.h"
#include "nodes/pg_list.h"

/*
 * Ways to mend what a boolean expression asks for, most binding first.  may[]
 * tells which columns of desc may be changed.  weak: the ways that choose
 * between alternatives instead of those that follow.
 */
extern List *rowmend_ways(Node *expr, TupleDesc desc, const bool *may, bool weak);
/*
 * Tries one way after the other until `state` holds; false, with the row as it
 * was, if none helps.  Values are made in the current context.
 */
extern bool rowmend_try(List *ways, ExprState *state, ExprContext *econtext, TupleTableSlot *row);

#endif /* SYNTH_ROWMEND_H */
