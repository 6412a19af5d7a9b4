/*-------------------------------------------------------------------------
 *
 * spool.h
 *	  A rewindable store of raw columns: memory first, then a temporary file.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_SPOOL_H
#define SYNTH_SPOOL_H

#include "synth.h"

/* most rows of a block; equal to the core's SYNTH_SCAN_BLOCK */
#define SPOOL_BLOCK_ROWS 4096

typedef struct Spool Spool;

/* rows of a block for so many columns: fewer than SPOOL_BLOCK_ROWS for very wide tables */
extern int spool_block_rows(int ncolumns);

/* lives in the current memory context; `memory` bounds the bytes of blocks kept in it */
extern Spool *spool_create(int ncolumns, Size memory);
/* 1..spool_block_rows() rows; a block may be shorter */
extern void spool_append(Spool *spool, int64 *const *columns, int nrows);
/* start reading, as often as wanted; appending ends with the first call */
extern void spool_rewind(Spool *spool);
/* the next block in columns owned by the spool, valid (and writable) until the next call; 0 at the end */
extern int spool_next(Spool *spool, int64 ***columns);
extern void spool_close(Spool *spool);

#endif /* SYNTH_SPOOL_H */
