/*-------------------------------------------------------------------------
 *
 * document.h
 *	  Shapes of JSON documents, and documents of a shape.
 *
 * A shape is a document without its values: keys in byte order, a letter for
 * each scalar (s text, n number, b boolean, z null), arrays with the shape of
 * their elements: {"age":n,"tags":[s]}.  Counted like a label: what fewer than the
 * threshold share is not known.  Values come from the model's bag of
 * (path, value) tokens, or by the kind of their key.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_DOCUMENT_H
#define SYNTH_DOCUMENT_H

#include "bag.h"

#define SYNTH_DOCUMENT_MAX_DEPTH 6
#define SYNTH_DOCUMENT_MAX_KEYS 64
#define SYNTH_DOCUMENT_MAX_SHAPE 1024 /* bytes */
/* stands between path and value in a token */
#define SYNTH_DOCUMENT_VALUE '\x1e'

typedef struct SynthDocumentMaker SynthDocumentMaker;

#endif /* SYNTH_DOCUMENT_H */
