/*-------------------------------------------------------------------------
 *
 * tree_rows.h
 *	  The rows that trees are grown from, as columns of fine codes, and what
 *	  the codes mean.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_TREE_ROWS_H
#define SYNTH_TREE_ROWS_H

#include "treefit.h"

#define SYNTH_TREE_NONE UINT16_MAX /* a code that must not be emitted */

typedef struct SynthTreeRows
{
	int nattributes;
	int nrows;	   /* held */
	int64_t total; /* rows of the source */
	SynthAttribute *attribute;
	uint16_t **code; /* [nattributes][nrows]; of a number only codes that are emitted */
	uint16_t **emit; /* [nattributes][nfine] what a code is emitted as: itself, a neighbour or SYNTH_TREE_NONE */
} SynthTreeRows;

/*
 * Reads the source twice.  Where not all rows fit into the memory, those that
 * are held are a sample in which every row is as likely as any other; it
 * depends on the order of the rows alone.
 */
extern SynthTreeRows *synth_tree_rows_read(const SynthTreeFitInput *in, const SynthRowSource *rows);

#endif /* SYNTH_TREE_ROWS_H */
