/*-------------------------------------------------------------------------
 *
 * tree_order.h
 *	  In which order attributes are generated.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_TREE_ORDER_H
#define SYNTH_TREE_ORDER_H

#include "tree_rows.h"

/* attribute indexes, the first to be generated first */
extern int *synth_tree_order(const SynthTreeRows *t);

#endif /* SYNTH_TREE_ORDER_H */
