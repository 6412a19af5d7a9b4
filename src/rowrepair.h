/*-------------------------------------------------------------------------
 *
 * rowrepair.h
 *	  Puts the rows of a chunk to their conditions: private to the row maker.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_ROWREPAIR_H
#define SYNTH_ROWREPAIR_H

#include "rowplan.h"

/*
 * The n rows that start at place block_at of the block, decoded and with their
 * texts: those that do not meet a condition are repaired, in value[] and
 * isnull[] of the columns and in the block's raw values.  Errors name the
 * condition that cannot be met.
 */
extern void rowcondition_chunk(RowMaker *maker, int n);
/* may a repair change the column (0-based attribute number)?  Not keys, parents, nor what the caller asked for. */
extern bool rowrepair_may_change(const RowMaker *maker, int column);

#endif /* SYNTH_ROWREPAIR_H */
