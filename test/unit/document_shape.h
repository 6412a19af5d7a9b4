/*-------------------------------------------------------------------------
 *
 * document_shape.h
 *	  Documents of JSON texts, and their shapes, for tests.
 *
 *-------------------------------------------------------------------------
 */
#ifndef UNIT_DOCUMENT_SHAPE_H
#define UNIT_DOCUMENT_SHAPE_H

#include <string.h>

#include "core/document.h"

static inline SynthDocument *
document(const char *json)
{
	return synth_document_read(json, strlen(json), true);
}

/* "irregular", or the shape */
static inline const char *
shape(const char *json)
{
	static char out[SYNTH_DOCUMENT_MAX_SHAPE + 1];
	SynthDocument *d = document(json);

	return d != NULL && synth_document_shape(d, out) ? out : "irregular";
}

#endif /* UNIT_DOCUMENT_SHAPE_H */
