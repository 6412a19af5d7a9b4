/*-------------------------------------------------------------------------
 *
 * tree_leaf.h
 *	  From a grown tree to a conditional distribution.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_TREE_LEAF_H
#define SYNTH_TREE_LEAF_H

#include "model.h"
#include "tree_grow.h"

/*
 * Fills tree, nparents and parent of c, whose attribute is a.  column[] are
 * those of all attributes; code[] the target's codes by row, emit[] what they
 * are emitted as (tree_rows.h); rows that give nothing to emit must not be in
 * the tree.
 */
extern void synth_tree_finish(const SynthGrownTree *g, const SynthAttribute *a, const uint16_t *code,
							  const uint16_t *emit, int ncolumns, const SynthTreeColumn *column, SynthConditional *c);

#endif /* SYNTH_TREE_LEAF_H */
