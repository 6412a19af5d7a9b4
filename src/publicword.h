/*-------------------------------------------------------------------------
 *
 * publicword.h
 *	  Labels that everybody knows: countries, currencies, languages, colours.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_PUBLICWORD_H
#define SYNTH_PUBLICWORD_H

#include "synth.h"

#include "relation.h"

/* kinds whose words stay in a fit without privacy, however few rows have them */
extern bool publicword_has(SynthTextKind kind);
/*
 * The words of such a kind as labels, in the database's encoding, distinct and
 * in byte order, in the current memory context; their number.  Of all locales,
 * as the dictionary writes them, in capitals, in small letters and with a
 * capital for each word; a char(n) column has them with and without padding.
 */
extern int publicword_read(SynthTextKind kind, Oid basetype, int32 typmod, char ***word);
/* is it one of them? */
extern bool publicword_among(char *const *word, int n, const char *label);
/* gives a category whose labels are to be discovered the words of its kind */
extern void publicword_give(SourceColumn *col, SynthTextKind kind);

#endif /* SYNTH_PUBLICWORD_H */
