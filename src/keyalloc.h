/*-------------------------------------------------------------------------
 *
 * keyalloc.h
 *	  Keys that the server would number, known before the rows are inserted.
 *
 * synth_generate() leaves serial and identity columns to the server.  Where
 * other rows are to refer to the new ones, their keys must be known: they are
 * taken from the column's own sequence, one nextval() each, so that whatever
 * its increment, and whoever else takes some at the same time, they are what
 * the server would have given.  Keys with another default are made as those
 * without one.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_KEYALLOC_H
#define SYNTH_KEYALLOC_H

#include "synth.h"
#include "utils/rel.h"

#include "rowmaker.h"

/*
 * For ROW_LINKED, at rowmaker_new(): all keys that were left to the server are
 * made by us, also those of serial and identity columns that the model lacks.
 * 42501 with HINT if a sequence may not be used.  An INSERT of them needs
 * OVERRIDING SYSTEM VALUE.  desc is that of a table.
 */
extern void keyalloc_plan(RowMaker *maker, TupleDesc desc);
/* the same for one column (0-based attribute number) */
extern void keyalloc_column(RowMaker *maker, Relation rel, int attribute);

typedef struct KeyRuns KeyRuns;

/* does a sequence number this column (0-based attribute number) of the maker? */
extern bool keyalloc_has_sequence(const RowMaker *maker, int attribute);

/* n values of the column's sequence, at rowmaker_start(); what was taken before counts */
extern void keyalloc_take(KeyRuns *runs, int64 n);
/* those that the target holds already, if they may be read: through SPI, which must be connected */
extern void keyalloc_load_taken(RowMaker *maker, Relation rel);
/* from the first on, again */
extern void keyalloc_rewind(KeyRuns *runs);
/* the next of them */
extern int64 keyalloc_next(KeyRuns *runs);

#endif /* SYNTH_KEYALLOC_H */
