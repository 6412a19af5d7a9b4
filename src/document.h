/*-------------------------------------------------------------------------
 *
 * document.h
 *	  JSON documents: what a fit takes from them, and how a sample makes them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_SKIN_DOCUMENT_H
#define SYNTH_SKIN_DOCUMENT_H

#include "synth.h"

#include "lib/stringinfo.h"

#include "bagcount.h"
#include "core/model.h"

/* tokens of a row that count, unless the user says otherwise */
#define DOCUMENT_TOKENS 32

/* is it json or jsonb (domains stripped by the caller)? */
extern bool document_type(Oid basetype);
/*
 * The document's shape, which is its label; false if it is irregular, which
 * makes it `other`.  Never raises an error that depends on the value.  May
 * leave garbage in CurrentMemoryContext, as does the next.
 */
extern bool document_shape(Datum value, Oid basetype, StringInfo out);
/* the document's tokens; between bagcount_row_begin() and _end() */
extern void document_tokens(Datum value, Oid basetype, BagCount *bag);

typedef struct DocumentMaker DocumentMaker;

/*
 * For a column of kind DOCUMENT; NULL if the target's type cannot hold
 * documents.  Lives in the current context, which must outlive it.
 */
extern DocumentMaker *document_maker_new(const SynthModel *m, int model_column, Oid type, int32 typmod, uint64 seed);
/* the Datum is in the current context; row counts from 0; a pure function of (model, seed, row, raw) */
extern Datum document_make(DocumentMaker *maker, int64 raw, uint64 row);

#endif /* SYNTH_SKIN_DOCUMENT_H */
