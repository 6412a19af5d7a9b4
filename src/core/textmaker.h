/*-------------------------------------------------------------------------
 *
 * textmaker.h
 *	  Texts of the rows of a sample.
 *
 *		t = synth_textmaker_new(m, ncolumns, column, seed);
 *		for each row:
 *			synth_textmaker_row(t, index, facts);
 *			for each column c whose attribute is not NULL in the row:
 *				text = synth_textmaker_text(t, c, raw, &length);
 *
 * A text is a pure function of (model, seed, index of the row, facts, raw);
 * that of a unique column of (model, index, facts, raw).  All made texts fit
 * the limit of characters, and no multibyte character is cut.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_TEXTMAKER_H
#define SYNTH_TEXTMAKER_H

#include "model.h"

/* a text column of the target: limits may be narrower than the source's */
typedef struct SynthTextTarget
{
	int column;	   /* of the model; it has a text */
	int max_chars; /* 0 no limit */
	bool unique;
} SynthTextTarget;

/* what is known of the person and place of a group in a row */
typedef struct SynthTextFacts
{
	int sex;	 /* 0 unknown, 1 female, 2 male */
	int country; /* from synth_textmaker_country(), -1 unknown */
	bool has_by; /* by: hash of the value that says who it is */
	uint64_t by;
} SynthTextFacts;

typedef struct SynthTextMaker SynthTextMaker;

extern SynthTextMaker *synth_textmaker_new(const SynthModel *m, int ncolumns, const SynthTextTarget *column,
										   uint64_t seed);
/*
 * How many rows can have different texts in a unique column; UINT64_MAX for
 * one that is not unique.  Row indexes must stay below it: index < space.
 */
extern uint64_t synth_textmaker_space(const SynthTextMaker *t, int c);
/* 0 unknown, 1 female, 2 male, of a label as people write them in several languages */
extern int synth_text_sex(const char *label);
/* number of a country for facts, -1 if the label is none: name, ISO codes, some other spellings */
extern int synth_textmaker_country(const SynthTextMaker *t, const char *label);
/* index counts the rows from 0 */
extern void synth_textmaker_row(SynthTextMaker *t, uint64_t index,
								const SynthTextFacts *facts /* [SYNTH_TEXT_GROUPS] */);
/*
 * Text of column c in that row, in the encoding of the model's words; valid
 * until the next call.  raw: of the column's attribute (SYNTH_RAW_OTHER, a
 * length, the index of a shape); never SYNTH_RAW_NULL, never the index of a
 * label with SYNTH_BASIS_PRESENT.  ARRAY and DOCUMENT are not made here.
 */
extern const char *synth_textmaker_text(SynthTextMaker *t, int c, int64_t raw, int *length);

/*
 * A text of a kind that belongs to no column: values in documents, elements of
 * arrays.  A pure function of (model, seed, row, item, kind); what is made of
 * one (row, item) is about one person and one place.  NONE and kinds that need
 * a column (PATTERN, LIST, WORDS, ARRAY, DOCUMENT) give LOREM: a few words.
 * Valid until the next call; leaves the row of synth_textmaker_row() alone.
 * Works on a maker of no columns.  What a kind needs is made when it is first
 * asked for: memory must then live as long as the maker.
 */
extern const char *synth_textmaker_kind(SynthTextMaker *t, SynthTextKind kind, uint64_t row, int item, int *length);

#endif /* SYNTH_TEXTMAKER_H */
