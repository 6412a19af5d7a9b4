/*-------------------------------------------------------------------------
 *
 * comparison.h
 *	  Two frames and a resample of the first, cut into comparable cells.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_COMPARISON_H
#define SYNTH_COMPARISON_H

#include "frame.h"

/* one column on three sides: source, synthetic, resample of the source */
enum
{
	SIDE_SOURCE,
	SIDE_SYNTHETIC,
	SIDE_RESAMPLE,
	NSIDES
};

typedef struct Comparison
{
	Frame *frame[2]; /* source, synthetic */
	int64 rows[NSIDES];
	int64 *pick;		  /* rows of the resample */
	int *ncells;		  /* [column] cells of the pair tables */
	uint8 **cell[NSIDES]; /* [column][row] */
} Comparison;

/* needs frame[] with the same columns; resample, cells of all columns, in CurrentMemoryContext */
extern void comparison_prepare(Comparison *cmp, List *fields);

/* score[0] of the synthetic side, score[1] of the resample; NaN where a side is empty */
extern void comparison_shape_number(const Comparison *cmp, int column, double score[2]);
extern void comparison_shape_labels(const Comparison *cmp, int column, int64 nlabels, double score[2]);
extern void comparison_null_shares(const Comparison *cmp, int column, double score[2]);
extern void comparison_pair_score(const Comparison *cmp, int a, int b, double score[2]);

#endif /* SYNTH_COMPARISON_H */
