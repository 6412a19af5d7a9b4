/*-------------------------------------------------------------------------
 *
 * documentmaker.h
 *	  JSON documents of the rows of a sample.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_DOCUMENTMAKER_H
#define SYNTH_DOCUMENTMAKER_H

#include "document.h"
#include "textmaker.h"

typedef struct SynthDocumentMaker SynthDocumentMaker;

/* what stands for a document whose shape was not published */
#define SYNTH_DOCUMENT_PLACEHOLDER "{\"synthetic\": true}"

/*
 * For a column of basis DOCUMENT.  texts makes values by kind; NULL: plain
 * ones.  SYNTH_ERR_CORRUPT if a shape or token is not well-formed.
 */
extern SynthDocumentMaker *synth_documentmaker_new(const SynthModel *m, int column, SynthTextMaker *texts,
												   uint64_t seed);
/*
 * Document of row number `row`: a pure function of (model, seed, row, raw).
 * raw: index of a shape, anything else is `other`.  A JSON text,
 * NUL-terminated, valid until the next call.
 */
extern const char *synth_documentmaker_text(SynthDocumentMaker *k, int64_t raw, uint64_t row, int *length);

#endif /* SYNTH_DOCUMENTMAKER_H */
