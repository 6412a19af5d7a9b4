/*-------------------------------------------------------------------------
 *
 * textkeys.h
 *	  Composite keys with made texts among their columns.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_TEXTKEYS_H
#define SYNTH_TEXTKEYS_H

#include "synth.h"

#include "textwriter.h"

typedef struct TextKeys TextKeys;

/* a column of a key */
typedef struct TextKeyPart
{
	const char *name;
	Oid type;
	int text;			/* model column whose texts are made, -1: value holds what there is */
	TextWriter *writer; /* of these texts */
	const Datum *value; /* of a chunk */
	const bool *isnull;
} TextKeyPart;

/* hash of the text of a model column in the row at hand; false: NULL */
typedef bool (*TextKeyHash)(void *arg, int model_column, int r, uint64 *hash);

/* allocates in the current context, which must live as long as the keys; rows: how many will be made */
extern TextKeys *textkeys_new(int64 rows);
/* keys are numbered from 0 as they come; parts are copied */
extern void textkeys_add(TextKeys *k, int nparts, const TextKeyPart *part);
/* the target has this combination: values in the order of the parts */
extern void textkeys_taken(TextKeys *k, int key, const Datum *values, const bool *isnull);
/*
 * Has any key this combination of row r already?  NULL equals nothing.  54000
 * naming the key after very many rows in a row that had.
 */
extern bool textkeys_collide(TextKeys *k, int r, TextKeyHash hash, void *arg);
/* the row that was looked at last is made */
extern void textkeys_keep(TextKeys *k);

#endif /* SYNTH_TEXTKEYS_H */
