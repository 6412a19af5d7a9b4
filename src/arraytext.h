/*-------------------------------------------------------------------------
 *
 * arraytext.h
 *	  Arrays: what a fit takes from them, and how a sample makes them.
 *
 * An array is its number of elements, which is modelled beside the other
 * columns, and a bag of elements (core/elements.h).  It is read and written as
 * one dimension without NULLs: elements that are NULL do not count.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_ARRAYTEXT_H
#define SYNTH_ARRAYTEXT_H

#include "synth.h"

#include "bagcount.h"
#include "core/elements.h"
#include "core/model.h"

/* can a column of this type (domains stripped) be modelled so? */
extern bool arraytext_type(Oid basetype);
/* elements of an array, 0 to SYNTH_ELEMENTS_MAX */
extern int64 arraytext_length(Datum value);
/*
 * The row's tokens; between bagcount_row_begin() and _end(), and between
 * value_label_begin() and value_label_end().  May leave garbage in
 * CurrentMemoryContext.
 */
extern void arraytext_tokens(Datum value, Oid array_type, BagCount *bag);

typedef struct ArrayMaker ArrayMaker;

/*
 * For a column of kind ARRAY; NULL if the target's type is no array.  Between
 * value_label_begin() and value_label_end().  Lives in the current context.
 */
extern ArrayMaker *array_maker_new(const SynthModel *m, int model_column, Oid type, int32 typmod, uint64 seed);
/*
 * An array of `raw` elements, fewer where the type has no value that could
 * stand for one.  The Datum is in the current context; row counts from 0; a
 * pure function of (model, seed, row, raw).
 */
extern Datum array_make(ArrayMaker *maker, int64 raw, uint64 row);

#endif /* SYNTH_ARRAYTEXT_H */
