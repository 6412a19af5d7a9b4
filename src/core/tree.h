/*-------------------------------------------------------------------------
 *
 * tree.h
 *	  A decision tree as a conditional distribution: which leaf a row falls
 *	  into, and how the attribute is distributed there.
 *
 * Nodes are in preorder, so children come after their parent and a walk ends.
 * A node tests one of the conditional's parents.  Codes of a number go left
 * if they are below the cut (NULL and the other special codes are the highest
 * ones, so a cut at nvalues parts them from the values); codes of a category
 * go left if their bit is set.
 *
 * Leaves hold sparse distributions: the codes that can occur there, rising,
 * and their probabilities.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_TREE_H
#define SYNTH_TREE_H

#include "env.h"

typedef struct SynthTreeNode
{
	int32_t test; /* index into the conditional's parent[]; -1: a leaf */
	int32_t cut;  /* number: codes below it go left; -1: a category */
	int32_t set;  /* category: first word of its bits in set[], (ncoarse + 63) / 64 words; else -1 */
	int32_t left; /* node indexes; of a leaf: its number, and -1 */
	int32_t right;
} SynthTreeNode;

typedef struct SynthTree
{
	int nnodes; /* 2 * nleaves - 1 */
	SynthTreeNode *node;
	int nwords;
	uint64_t *set;
	int nleaves;
	int32_t *first; /* [nleaves + 1] into code[] and p[] */
	int nentries;
	uint16_t *code;
	float *p; /* > 0; sums to 1 in each leaf */
} SynthTree;

/* where a walk goes from an inner node, given the code of the attribute that it tests */
static inline int32_t
synth_tree_step(const SynthTree *t, const SynthTreeNode *n, uint16_t code)
{
	bool left;

	if (n->cut >= 0)
		left = code < n->cut;
	else
		left = (t->set[n->set + (code >> 6)] >> (code & 63)) & 1;
	return left ? n->left : n->right;
}

/*
 * Moves the rows of member[from .. to) that go left to the front, both parts in
 * their order; returns where the right part begins.  code[row] is of the
 * attribute that the inner node n tests; aside[] is scratch of to - from.
 */
extern uint32_t synth_tree_part(const SynthTree *t, const SynthTreeNode *n, const uint16_t *code, uint32_t *member,
								uint32_t *aside, uint32_t from, uint32_t to);

#endif /* SYNTH_TREE_H */
