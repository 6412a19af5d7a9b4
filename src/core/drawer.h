/*-------------------------------------------------------------------------
 *
 * drawer.h
 *	  Tokens of a bag by weight, from ranges of it and without repetition.
 *
 * A bag has its tokens in byte order, so all that begin alike are a range.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_DRAWER_H
#define SYNTH_DRAWER_H

#include "bag.h"

typedef struct SynthDrawer
{
	const SynthBag *bag; /* may be NULL: no tokens */
	double *before;		 /* [ntokens + 1] weight of all tokens before */
	uint32_t *used;		 /* [ntokens] epoch that drew it last */
	uint32_t epoch;
} SynthDrawer;

typedef struct SynthDrawerRange
{
	int first;
	int n;
} SynthDrawerRange;

extern void synth_drawer_init(SynthDrawer *d, const SynthBag *bag);
/* tokens that begin with n bytes, n <= SYNTH_BAG_MAX_TOKEN */
extern SynthDrawerRange synth_drawer_range(const SynthDrawer *d, const char *prefix, int n);
extern double synth_drawer_weight(const SynthDrawer *d, SynthDrawerRange r);
/* index of a token by weight; -1 if the range is empty */
extern int synth_drawer_draw(const SynthDrawer *d, SynthDrawerRange r, SynthStream *st);
/* from here on nothing has been taken */
extern void synth_drawer_begin(SynthDrawer *d);
/* the same, but one that was not taken since synth_drawer_begin(); -1 if all were */
extern int synth_drawer_take(SynthDrawer *d, SynthDrawerRange r, SynthStream *st);

#endif /* SYNTH_DRAWER_H */
