/*-------------------------------------------------------------------------
 *
 * tree_class.h
 *	  Classes of a target for one node of a tree.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_TREE_CLASS_H
#define SYNTH_TREE_CLASS_H

#include "tree_split.h"

typedef struct SynthTreeClasses
{
	const SynthTreeColumn *target;
	int most;			   /* classes of values, where codes do not get one each */
	double rows_per_class; /* at least, then */
	uint32_t *count;	   /* [target->ncodes] zero between nodes */
	uint8_t *of_code;	   /* [target->ncodes] */
} SynthTreeClasses;

/* most is at most SYNTH_TREE_CLASSES / 2 */
extern SynthTreeClasses synth_tree_classes_new(const SynthTreeColumn *target, int most, double rows_per_class);
extern void synth_tree_classes_release(SynthTreeClasses *g);
/* class[i] of row[i], i < n; returns how many classes, 1 if the rows are all alike */
extern int synth_tree_classes_make(SynthTreeClasses *g, const uint32_t *row, int n, uint8_t *class);

#endif /* SYNTH_TREE_CLASS_H */
