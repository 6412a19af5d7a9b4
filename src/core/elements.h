/*-------------------------------------------------------------------------
 *
 * elements.h
 *	  Which elements the arrays of a sample have.
 *
 * The bag of an array column has one token for each element that enough rows
 * share: "text, or a number's bucket (bucket.h); =3 for the different elements
 * that the row had, as far as they were looked at; and forms of texts
 * (textform.h).  So it is known how many elements no token covers: these are
 * made up by whoever knows the type.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_ELEMENTS_H
#define SYNTH_ELEMENTS_H

#include "drawer.h"

/* tokens of a row; elements that are looked at beside its length and the form of its first */
#define SYNTH_ELEMENTS_PER_ROW 16
#define SYNTH_ELEMENTS_LOOKED_AT (SYNTH_ELEMENTS_PER_ROW - 2)
/* longest array that is told apart and made */
#define SYNTH_ELEMENTS_MAX 1000
/* longest text that can be a token, in bytes */
#define SYNTH_ELEMENTS_MAX_TEXT 64
#define SYNTH_ELEMENTS_TEXT_MARK '"'

typedef struct SynthElements
{
	SynthDrawer drawer;
	SynthDrawerRange texts;
	SynthDrawerRange numbers;
	SynthDrawerRange forms;
	double covered; /* share of elements that tokens cover */
	uint64_t seed;
	uint64_t stream;
	SynthStream st; /* of the row; for numbers of buckets as well */
} SynthElements;

/* bag may be NULL; column keeps the streams of columns apart */
extern void synth_elements_init(SynthElements *e, const SynthBag *bag, int column, uint64_t seed);
/* a pure function of (bag, column, seed, row) from here on */
extern void synth_elements_row(SynthElements *e, uint64_t row);
/* next element of the row: index of a token, -1: none covers it */
extern int synth_elements_next(SynthElements *e);
/* token of a row that has n different elements; NUL-terminated, returns its length */
extern int synth_elements_count_token(int64_t n, char out[8]);

#endif /* SYNTH_ELEMENTS_H */
