/*-------------------------------------------------------------------------
 *
 * textfacts.h
 *	  What the other columns of a row say of the people in it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_TEXTFACTS_H
#define SYNTH_TEXTFACTS_H

#include "synth.h"

#include "core/textmaker.h"

typedef struct TextFacts TextFacts;

/* what the texts of these model columns need; the maker understands labels of countries */
extern TextFacts *textfacts_new(const SynthModel *model, const SynthTextMaker *maker, int ncolumns, const int *column);
/* values of a generated key, a chunk at a time; without them a key column is taken for the row's number */
extern void textfacts_key(TextFacts *f, int model_column, Oid type, const Datum *value, const bool *isnull);
/*
 * Facts of row r of the chunk, which is row `at` of the block: [SYNTH_TEXT_GROUPS].
 * raw is the block's, NULL without attributes; number counts the rows from 1.
 */
extern const SynthTextFacts *textfacts_row(TextFacts *f, int64_t *const *raw, int at, int r, uint64 number);
/* may the text of this model column, once it is made, tell who a row is about? */
extern bool textfacts_wants(const TextFacts *f, int model_column);
/* it is made: adds it to the facts of the row */
extern void textfacts_told(TextFacts *f, int model_column, const char *text, int length);

#endif /* SYNTH_TEXTFACTS_H */
