/*-------------------------------------------------------------------------
 *
 * textrow.h
 *	  The made texts of the rows of a sample, a chunk at a time.
 *
 *		t = textrow_new(model, seed);
 *		textrow_add(t, ..);  textrow_key(t, ..);	  each column
 *		textrow_start(t, first, n, wraps);
 *		textrow_taken(t, ..);						  what the target has
 *		for each chunk:
 *			labels are decoded, keys are made
 *			textrow_make(t, raw, at, n);
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_TEXTROW_H
#define SYNTH_TEXTROW_H

#include "synth.h"

#include "core/model.h"
#include "textkeys.h"
#include "textwriter.h"

typedef struct TextRow TextRow;
/* allocates in the current context, which must live as long as the rows are made */
extern TextRow *textrow_new(const SynthModel *model, int64 seed);
/*
 * A column of the target.  value and isnull are of a chunk; where the row has
 * a label, they hold it already.
 */
extern void textrow_add(TextRow *t, int model_column, TextWriter *writer, Datum *value, bool *isnull);
/* a generated key whose values, of a chunk, may say who a row is about */
extern void textrow_key(TextRow *t, int model_column, Oid type, const Datum *value, const bool *isnull);
/*
 * n rows, the first of them with this index (from 0).  54000 if a unique
 * column has too few texts.  wraps: where only the place of the first one is to
 * blame, indexes begin anew at the end of the space.
 */
extern void textrow_start(TextRow *t, int64 first, int64 n, bool wraps);
/* a composite key with texts that are made, none of them unique by itself; after textrow_start() */
extern void textrow_unique(TextRow *t, int nparts, const TextKeyPart *part);
/* the target has this combination of the key already; key counts them from 0 in the order they came */
extern void textrow_unique_taken(TextRow *t, int key, const Datum *values, const bool *isnull);
/* the target has this value of a unique column already: the row that would get it gets the next index */
extern void textrow_taken(TextRow *t, int model_column, Datum value);
/* rows at .. at + n - 1 of the block whose values raw holds (NULL without attributes) */
extern void textrow_make(TextRow *t, int64_t *const *raw, int at, int n);
/*
 * Row r of the chunk that was made last, at place `at` of the block, changed:
 * its texts are made anew, but for unique ones.  lot is any number.
 */
extern void textrow_again(TextRow *t, int64_t *const *raw, int at, int r, uint64 lot);
/*
 * One row that has no place in a sample, as row 0 of the chunk; lot is any
 * number, and names its texts.  Unique ones are drawn like the others, so they
 * are only likely to differ.  Started with n = 0.
 */
extern void textrow_make_one(TextRow *t, int64_t *const *raw, uint64 lot);

#endif /* SYNTH_TEXTROW_H */
