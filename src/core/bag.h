/*-------------------------------------------------------------------------
 *
 * bag.h
 *	  Bags of tokens, learned privately: words of free text, elements of
 *	  arrays, values in documents.
 *
 * A row has a set of tokens, of which at most `per_row` count (the first ones;
 * a rule that looks at the row alone).  So a unit of m rows moves the
 * histogram of tokens by at most m * sqrt(per_row) in L2, and at most
 * m * per_row tokens can be its alone: noise, threshold and cost follow.
 * Pairs of tokens that follow each other (links) are a second histogram of
 * the same kind.  A token or link that fewer rows have than the threshold is
 * never published.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_BAG_H
#define SYNTH_BAG_H

#include "bits.h"
#include "text.h"

/* tokens longer than this, in bytes, are dropped */
#define SYNTH_BAG_MAX_TOKEN 128
#define SYNTH_BAG_MAX_PER_ROW 64
/* the label of a link: from, this, to; "" for the beginning and the end */
#define SYNTH_BAG_LINK '\x1f'

/* what the fitter is told of a bag: public */
typedef struct SynthBagSpec
{
	int per_row;
	bool linked;
} SynthBagSpec;

typedef enum SynthBagStage
{
	SYNTH_BAG_TOKENS,
	SYNTH_BAG_LINKS
} SynthBagStage;

/* a token by weight; -1 if the bag is empty */
extern int synth_bag_draw(const SynthBag *b, SynthStream *st);
/* a token that may follow `from` (-1: the beginning); -1: the end; by weight, falls back on synth_bag_draw() */
extern int synth_bag_follow(const SynthBag *b, int from, SynthStream *st);
/* tokens that begin with the prefix (documents: path and separator): first index and number */
extern int synth_bag_prefix(const SynthBag *b, const char *prefix, int *first);
/* what is wrong with it, or NULL: part of synth_model_check() */
extern const char *synth_bag_check(const SynthBag *b);

#endif /* SYNTH_BAG_H */
