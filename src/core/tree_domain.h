/*-------------------------------------------------------------------------
 *
 * tree_domain.h
 *	  Cells of a number from its exact values, for methods without privacy.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_TREE_DOMAIN_H
#define SYNTH_TREE_DOMAIN_H

#include "domain.h"

/*
 * The axis of an attribute and, per cell, the cell that stands for it: itself,
 * or for a hole or a cell of too few rows a neighbour.  Only cells that stand
 * for themselves are ever emitted.
 *
 * v[n]: ordinary raw values in rising order, a sample of the column or all of
 * it.  With fewer rows than it takes to publish a value the axis is one cell
 * that depends on the declaration alone.
 */
typedef struct SynthTreeCells
{
	SynthAxis *axis;
	uint16_t *emit; /* [axis->ncells] */
} SynthTreeCells;

extern SynthTreeCells synth_tree_cells(const SynthAttributeSpec *spec, const int64_t *v, int n, int64_t min_count);
/* sorts v in place; w is scratch of the same size */
extern void synth_tree_sort(int64_t *v, int64_t *w, int n);

#endif /* SYNTH_TREE_DOMAIN_H */
