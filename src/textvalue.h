/*-------------------------------------------------------------------------
 *
 * textvalue.h
 *	  What a fit learns of a text: its shape, its length, its tokens.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_TEXTVALUE_H
#define SYNTH_TEXTVALUE_H

#include "synth.h"

#include "lib/stringinfo.h"

#include "bagcount.h"
#include "relation.h"

/* the number that the column's basis counts (LENGTH, WORDS, ELEMENTS), at most the domain's end */
extern int64 textvalue_raw(const SourceColumn *col, Datum value);
/* appends the label of the value (SHAPE, DOCUMENT); false: it has none */
extern bool textvalue_label(const SourceColumn *col, Datum value, StringInfo label);
/* offers the row's tokens to its bag */
extern void textvalue_tokens(const SourceColumn *col, Datum value, bool isnull, BagCount *bag);

#endif /* SYNTH_TEXTVALUE_H */
