/*-------------------------------------------------------------------------
 *
 * kindname.h
 *	  What kind of text a column holds, by the names that people give it.
 *
 * Public knowledge: the name of the column, its table and its neighbours.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_KINDNAME_H
#define SYNTH_KINDNAME_H

#include "text.h"

typedef struct SynthNameClue
{
	const char *column;
	const char *table;
	int nneighbours; /* the other columns of the table */
	char *const *neighbour;
	int max_chars; /* of the type, 0 no limit */
} SynthNameClue;

/*
 * The kind, SYNTH_TEXT_NONE if the name says nothing; certain: the name leaves
 * no doubt (email, phone), so content is not asked.  SYNTH_TEXT_LOREM for
 * names of free text (description, notes, comment).
 */
extern SynthTextKind synth_kind_by_name(const SynthNameClue *clue, bool *certain);
/* prefix that several columns share (billing_, ship_): length in bytes of the column's, 0 none */
extern int synth_kind_prefix(const char *column);
/*
 * Does the name speak of codes of things, nearly each row its own (sku,
 * invoice_number)?  Only the name: content may tell otherwise.
 */
extern bool synth_kind_is_code(const char *column);
/* does the column tell the sex (sex, gender, geschlecht, sexe, sexo, ..)? */
extern bool synth_kind_is_sex(const char *column);

#endif /* SYNTH_KINDNAME_H */
