/*-------------------------------------------------------------------------
 *
 * rowmaker.h
 *	  Rows of a target from a model: the one way from codes to tuples.
 *
 * Used by synth_sample() and synth_generate(); synth_complete() has the plan
 * only, from rowplan.h:
 *
 *		maker = rowmaker_new(model, steering, desc, purpose, seed);
 *		rowmaker_start(maker, n, key_start, false);
 *		while ((rows = rowmaker_next(maker)) > 0)
 *			for (r = 0; r < rows; r++)
 *				rowmaker_row(maker, r, values, isnull);
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_ROWMAKER_H
#define SYNTH_ROWMAKER_H

#include "synth.h"

#include "access/tupdesc.h"
#include "nodes/pg_list.h"

#include "core/model.h"
#include "steering.h"

/* rows are decoded this many at a time: the columns of a chunk stay in cache */
#define ROWMAKER_CHUNK 512
/* 2^40: the largest number of rows that a call may ask for */
#define ROWMAKER_MAX_ROWS INT64CONST(1099511627776)

typedef enum RowPurpose
{
	ROW_WHOLE,	 /* every column of the row type gets something */
	ROW_INSERT,	 /* columns that the server fills are left out */
	ROW_LINKED,	 /* the same, but keys that it would number are taken beforehand: keyalloc.h */
	ROW_COMPLETE /* columns that are modelled or made only */
} RowPurpose;

typedef struct RowMaker RowMaker;

/*
 * steering may be NULL; it must have been read from this very model, and is
 * used up.  Matches columns by name.  42804 naming all columns whose type cannot hold
 * the model's values, 22023 if no column matches.  Allocates in the current
 * context, which must live as long as the maker; desc is copied by reference.
 */
extern RowMaker *rowmaker_new(const SynthModel *model, Steering *steering, TupleDesc desc, RowPurpose purpose,
							  int64 seed);
/* names (char *) of columns that the model lacks; ROW_WHOLE gives them a constant default or NULL */
extern List *rowmaker_missing(const RowMaker *maker);
/* does the maker fill this column (0-based attribute number)? */
extern bool rowmaker_fills(const RowMaker *maker, int attribute);

/*
 * Checks that keys, unique texts and memory suffice for n rows from key_start
 * on, and that the model has rows of the kind that is asked for.  wraps: rows
 * that would have the texts after the last one get the first ones instead.
 */
extern void rowmaker_start(RowMaker *maker, int64 n, int64 key_start, bool wraps);
/* makes the next rows; 0 at the end.  They live until the next call. */
extern int rowmaker_next(RowMaker *maker);
/* row r of the last rowmaker_next() */
extern void rowmaker_row(const RowMaker *maker, int r, Datum *values, bool *isnull);

/* generated keys: 0-based attribute numbers of the columns that get them */
extern List *rowmaker_keys(const RowMaker *maker);
extern bool rowmaker_key_is_integer(const RowMaker *maker, int attribute);
/* text forms of the first and last key made so far; NULL before the first row */
extern char *rowmaker_key_text(const RowMaker *maker, int attribute, bool last);
/* composite keys that are made unique, and the attribute numbers (0-based) of one */
extern int rowmaker_uniques(const RowMaker *maker);
extern List *rowmaker_unique(const RowMaker *maker, int key);
/* texts that are made unique: attribute numbers (0-based) */
extern List *rowmaker_texts(const RowMaker *maker);

/*
 * Values that the target holds already and that must not be made again.  Only
 * between rowmaker_start() and the first rowmaker_next().
 */
extern void rowmaker_key_taken(RowMaker *maker, int attribute, Datum value);
extern void rowmaker_text_taken(RowMaker *maker, int attribute, Datum value);
extern void rowmaker_unique_taken(RowMaker *maker, int key, const Datum *values, const bool *isnull);

#endif /* SYNTH_ROWMAKER_H */
