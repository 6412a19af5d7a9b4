/*-------------------------------------------------------------------------
 *
 * tree_grow.h
 *	  One decision tree: grown, pruned, and its leaves' distributions.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_TREE_GROW_H
#define SYNTH_TREE_GROW_H

#include "tree.h"
#include "tree_split.h"

/* what a split must be worth, and what leaves hold; see tree_grow.c */
typedef struct SynthTreeRule
{
	int min_leaf;
	int max_depth;
	int max_nodes;
	int classes;		   /* of the target in a node at most */
	double rows_per_class; /* and rows for each */
	double doubt;		   /* a gain by chance that is exceeded in exp(-doubt) of cases is none */
	double doubt_merged;   /* and more, for having looked at merged classes */
	int patience;		   /* splits below one that does not pay, before a branch is given up */
} SynthTreeRule;

extern const SynthTreeRule synth_tree_rule;

/* a tree before it has distributions */
typedef struct SynthGrownNode
{
	int from; /* its rows: row[from .. to) of the tree */
	int to;
	int left; /* -1: a leaf */
	int right;
	int feature; /* column */
	int cut;
	int set;	  /* first word in set[], or -1 */
	double worth; /* nats of the split less what it must be worth */
} SynthGrownNode;

typedef struct SynthGrownTree
{
	int nnodes; /* of which some are cut off: reach them from 0 */
	SynthGrownNode *node;
	int nwords;
	uint64_t *set;
	int nrows;
	uint32_t *row;
	double worth; /* of the tree: gain less prices, nats */
} SynthGrownTree;

/*
 * A tree for a column over the columns feature[0..nfeatures) of the splitter.
 * Rows row[0..n) are put into the order of the leaves.
 */
extern SynthGrownTree *synth_tree_grow(const SynthTreeRule *rule, SynthSplitter *s, const SynthTreeColumn *column,
									   int nfeatures, const int *feature, int target, uint32_t *row, int n);
extern void synth_tree_grown_release(SynthGrownTree *g);

#endif /* SYNTH_TREE_GROW_H */
