/*-------------------------------------------------------------------------
 *
 * encode.h
 *	  Rows of a source to raw columns in a spool, and back out to the fitter.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_ENCODE_H
#define SYNTH_ENCODE_H

#include "synth.h"

#include "core/fitter.h"
#include "relation.h"
#include "scan.h"

typedef struct Encoder
{
	ScanSink sink;		 /* takes the modelled columns, in attribute order */
	SynthRowSource rows; /* gives them to the fitter once they are all in */
	/* the rest is private to encode.c */
	const SourceTable *source;
	struct Dictionary **dictionary; /* [nattributes], NULL for numbers, and where only NULL or not matters */
	struct BagCount **bag;			/* [nbags] */
	struct Spool *spool;
	MemoryContext scratch;
	int64 **block; /* [nattributes] */
	int nrows;
	int block_rows;
	int64 total; /* only to stop at SYNTH_MAX_ROWS */
} Encoder;

/* memory: bytes for labels and rows that are kept in memory */
extern Encoder *encode_begin(const SourceTable *source, Size memory);
/* after the last row */
extern void encode_end(Encoder *encoder);
/* every discovered column's labels and tokens, then final codes from encoder->rows */
extern void encode_discover(Encoder *encoder, SynthFitter *fitter);
extern void encode_close(Encoder *encoder);

#endif /* SYNTH_ENCODE_H */
