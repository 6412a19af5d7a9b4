/*-------------------------------------------------------------------------
 *
 * textrow_parts.h
 *	  The made texts of the rows of a sample: private to textrow.c and
 *	  textspace.c.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_TEXTROW_PARTS_H
#define SYNTH_TEXTROW_PARTS_H

#include "textrow.h"

#include "nodes/pg_list.h"

#include "core/textmaker.h"
#include "core/unique.h"
#include "textfacts.h"

typedef struct TextColumn
{
	int model_column;
	const SynthColumn *column;
	const SynthText *text;
	int nlabels;		/* raw values below are written as labels */
	bool label_raw;		/* raw values say which shape, length or document: the maker wants them */
	TextWriter *writer; /* NULL: the target lacks it, it only tells who a row is about */
	int number;			/* among the maker's columns, -1: a document or an array */
	Datum *value;
	bool *isnull;
	bool tells;
	bool remembers; /* what was made counts as taken: texts that differ may be equal */
	SynthHashSet *taken;
	uint64 tried; /* hash of the last index that was passed over */
} TextColumn;

struct TextRow
{
	const SynthModel *model;
	int64 seed;
	MemoryContext context;
	int ncolumns;
	TextColumn *column; /* [ncolumns] */
	int nmade;			/* of which the maker has so many, in their order */
	List *keys;			/* TextKey * */
	bool tells;			/* any of them */
	bool probes;		/* any of them looks at what is taken */
	SynthTextMaker *maker;
	TextFacts *facts;
	uint64 first;
	uint64 rows;   /* made so far */
	uint64 passed; /* indexes that were used or passed over */
	uint64 space;  /* of the unique column with the fewest texts */
	int scarce;	   /* that column, -1 */
	bool wraps;
	int64 wanted;
	TextKeys *composite; /* NULL: none */
};

/* finds the unique column with the fewest texts; 54000 if these are not enough for n rows */
extern void textspace_check(TextRow *t, int64 n);
/* index of the next row, one further each time; 54000 where there is none */
extern uint64 textspace_next(TextRow *t);

#endif /* SYNTH_TEXTROW_PARTS_H */
