/*-------------------------------------------------------------------------
 *
 * kindtest.h
 *	  What kind of text a column holds, by its content.
 *
 * Only for whoever may read the rows and publishes nothing of them: profiles
 * and fits without privacy.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_KINDTEST_H
#define SYNTH_KINDTEST_H

#include "text.h"

/* sums over values; distinct values may be given once each */
typedef struct SynthKindTest
{
	int64_t values;
	int64_t characters;
	int64_t words;
	int64_t longest;
	int64_t spaced;	  /* values with a space */
	int64_t capital;  /* values without a small letter */
	int64_t lettered; /* values with a letter */
	int64_t digits;	  /* values with a digit */
	int64_t coded;	  /* two or three capitals, nothing else */
	int64_t wordy;	  /* letters and what stands between words, nothing else */
	int64_t match[SYNTH_TEXT_KINDS];
} SynthKindTest;

/* fewest values that say anything */
#define SYNTH_KINDTEST_LEAST 3

/* value in UTF-8 or ASCII bytes */
extern void synth_kindtest_add(SynthKindTest *t, const char *value, int length);
/*
 * A kind that at least nine in ten values look like, SYNTH_TEXT_NONE: none.
 * Half is enough for e-mail addresses and other kinds of which a random text
 * of the same pattern may belong to somebody.
 * SYNTH_TEXT_PATTERN is for codes, SYNTH_TEXT_LOREM for several words.  Kinds
 * that only a dictionary tells (names, cities) never come out of it.
 */
extern SynthTextKind synth_kindtest_verdict(const SynthKindTest *t);
/* do most values speak against a kind that a name suggested? */
extern bool synth_kindtest_contradicts(const SynthKindTest *t, SynthTextKind kind);

#endif /* SYNTH_KINDTEST_H */
