/*-------------------------------------------------------------------------
 *
 * rowexclude.h
 *	  Exclusion constraints of the target.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_ROWEXCLUDE_H
#define SYNTH_ROWEXCLUDE_H

#include "rowindex.h"

/* requires what the exclusion constraint of the index says; in the current context, as the RowIndex is */
extern void rowexclude_require(RowIndex *x, Relation index);

/* rowmove.c: where a range that overlaps others could be instead */
typedef struct RowMove RowMove;
/* NULL: ranges in this column of the index cannot be moved */
extern RowMove *rowmove_new(RowIndex *x, int column);
struct RangeSet;
/* moves the range of the row to a free place, its length kept; false: there is none to be found, nothing changed */
extern bool rowmove_try(RowMove *move, const struct RangeSet *set, Datum range, TupleTableSlot *row);

#endif /* SYNTH_ROWEXCLUDE_H */
