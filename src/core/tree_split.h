/*-------------------------------------------------------------------------
 *
 * tree_split.h
 *	  The best binary split of a set of rows.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_TREE_SPLIT_H
#define SYNTH_TREE_SPLIT_H

#include "env.h"

#define SYNTH_TREE_CLASSES 64 /* classes at most */

/* a column as trees see it */
typedef struct SynthTreeColumn
{
	const uint16_t *code; /* [rows of the table] */
	int ncodes;
	int nvalues;  /* ordered: the codes below are in order, the others are specials */
	bool ordered; /* else a category */
} SynthTreeColumn;

typedef struct SynthTreeSplit
{
	int feature;   /* -1: none */
	int cut;	   /* ordered: codes below go left; -1: a category */
	uint8_t *left; /* [ncodes of any feature] category: 1 for codes that go left; belongs to the splitter */
	int nleft;
	double gain;  /* nats: log-likelihood of the classes in both parts less that in the whole */
	double codes; /* of the feature that occur in the rows, rare ones as a part of one */
	double price; /* nats: what the best split of such a feature gains by chance */
} SynthTreeSplit;

typedef struct SynthSplitter SynthSplitter;

/* nrows: of the largest set that will be split */
extern SynthSplitter *synth_splitter_new(int ncolumns, const SynthTreeColumn *column, int nrows);
/*
 * What the best split of a feature with so many codes gains by chance over so
 * many classes (tree_split.c), exceeded with a probability of the order of
 * exp(-doubt).
 */
extern double synth_splitter_price(bool ordered, double codes, int classes, double doubt);
/* the doubt that the splits of the next trees are priced with; 0 at first */
extern void synth_splitter_doubt(SynthSplitter *s, double doubt);
extern void synth_splitter_release(SynthSplitter *s);
/* x log x of a number of rows up to nrows */
extern double synth_splitter_xlogx(const SynthSplitter *s, int x);
/*
 * The split of rows row[0..n) by one of the columns feature[0..nfeatures) with
 * the greatest gain less price; class[i] < nclasses of row[i]; both parts hold
 * least rows at least.  *pure, if not NULL, gets the best of those with a part
 * of one class only.
 */
extern SynthTreeSplit synth_splitter_best(SynthSplitter *s, int nfeatures, const int *feature, const uint32_t *row,
										  int n, const uint8_t *class, int nclasses, int least, SynthTreeSplit *pure);

#endif /* SYNTH_TREE_SPLIT_H */
