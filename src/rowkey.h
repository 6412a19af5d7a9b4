/*-------------------------------------------------------------------------
 *
 * rowkey.h
 *	  Keys that are compared as values, and other values for columns of them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_ROWKEY_H
#define SYNTH_ROWKEY_H

#include "rowcondition.h"
#include "rowindex.h"

/* no two rows have equal values in all columns of the index; in the current context, as the index is */
extern void rowkey_require(RowIndex *index, bool nulls_equal);

/* rowvary.c: changes columns of a row, as little as can be, until a condition holds */
typedef struct RowVary RowVary;
extern RowVary *rowvary_new(RowMaker *maker, List *attributes);
/* false: none of very many tries was enough, and the row is as it was */
extern bool rowvary_try(RowVary *vary, TupleTableSlot *row, RowCondition *condition);

#endif /* SYNTH_ROWKEY_H */
