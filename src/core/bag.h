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
 * bagrow.h makes the tokens and links of a row, fitter.h takes them.
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
/* that a bag may have; the most frequent (by noisy count) stay */
#define SYNTH_BAG_MAX_TOKENS 16384
#define SYNTH_BAG_MAX_LINKS 65536
/* the label of a link: from, this, to; "" for the beginning and the end */
#define SYNTH_BAG_LINK '\x1f'

/* what the fitter is told of a bag: public */
typedef struct SynthBagSpec
{
	int per_row;
	bool linked;
	int64_t min_count; /* rows that a token needs in a fit without privacy; 0: what the fit asks of labels */
} SynthBagSpec;

typedef enum SynthBagStage
{
	SYNTH_BAG_TOKENS,
	SYNTH_BAG_LINKS
} SynthBagStage;

/*
 * Sums of weights, so that a draw takes a search; without it a draw looks at
 * every weight.  The bag must have passed synth_bag_check().
 */
extern void synth_bag_prepare(SynthBag *b);
/* a token by weight; -1 if the bag is empty; of a part of the bag: drawer.h */
extern int synth_bag_draw(const SynthBag *b, SynthStream *st);
/* a token that may follow `from` (-1: the beginning); -1: the end; by weight, and also where no link leaves the
 * token: what follows what is never made up.  The beginning falls back on synth_bag_draw() */
extern int synth_bag_follow(const SynthBag *b, int from, SynthStream *st);
/* do texts end with this token? */
extern bool synth_bag_ends(const SynthBag *b, int token);
/* what is wrong with it, or NULL: part of synth_model_check() */
extern const char *synth_bag_check(const SynthBag *b);

#endif /* SYNTH_BAG_H */
