/*-------------------------------------------------------------------------
 *
 * textoption.h
 *	  What the user says of text columns: text => '{"column": ...}'.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_TEXTOPTION_H
#define SYNTH_TEXTOPTION_H

#include "synth.h"

#include "constraint.h"
#include "relation.h"

typedef enum TextWish
{
	TEXT_WISH_NOTHING,	/* the column is not named, or only its locale or by */
	TEXT_WISH_KIND,		/* kind */
	TEXT_WISH_CATEGORY, /* its frequent values as they are */
	TEXT_WISH_KEY,		/* a serial code, as unique columns get them */
	TEXT_WISH_NULL		/* a placeholder */
} TextWish;

typedef struct TextOption
{
	TextWish wish;
	SynthTextKind kind;
	char *locale;  /* NULL: the default */
	int by;		   /* index into the source's columns, -1 */
	char *pattern; /* PATTERN; NULL: learned */
	int nvalues;   /* LIST */
	char **value;
	int per_row; /* WORDS, ARRAY, DOCUMENT: tokens of a row that count; 0 default */
} TextOption;

/* the key of what holds for all columns: their locale */
#define TEXTOPTION_EVERY "*"
/*
 * 22023 with HINT for an unknown kind, locale or key, a pattern that cannot
 * be compiled or has no end, and values that the type refuses; 22001 for a
 * pattern whose texts are longer than max_chars (0: no limit).
 */
extern TextOption textoption_read(const SourceTable *t, const SourceColumn *col, ColumnConstraint *c, Jsonb *options,
								  int max_chars);
/* locale of columns that name none */
extern const char *textoption_locale(Jsonb *options);

#endif /* SYNTH_TEXTOPTION_H */
