/*-------------------------------------------------------------------------
 *
 * tree_order.h
 *	  In which order attributes are generated.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_TREE_ORDER_H
#define SYNTH_TREE_ORDER_H

#include "tree_grow.h"
#include "tree_rows.h"

/*
 * Attribute indexes, the first to be generated first; those with first[a] come
 * before all others, as they are declared.
 */
extern int *synth_tree_order(const SynthTreeRows *t, const SynthTreeColumn *column, const SynthTreeRule *rule,
							 const bool *first);

/*
 * Rows whose code of attribute a can be emitted, of every step-th row; returns
 * how many.
 */
extern int synth_tree_usable(const SynthTreeRows *t, int a, int step, uint32_t *row);

#endif /* SYNTH_TREE_ORDER_H */
