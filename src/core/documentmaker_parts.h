/*-------------------------------------------------------------------------
 *
 * documentmaker_parts.h
 *	  What the two files of the maker of documents share.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_DOCUMENTMAKER_PARTS_H
#define SYNTH_DOCUMENTMAKER_PARTS_H

#include "documentmaker.h"
#include "drawer.h"
#include "textform.h"

/* shapes that only tokens know more of; no label is one of these */
#define SYNTH_DOCUMENT_LOOSE_OBJECT "{~}"
#define SYNTH_DOCUMENT_LOOSE_ARRAY "[~]"

struct SynthDocumentMaker
{
	const SynthColumn *column;
	const SynthAttribute *attribute;
	SynthDrawer drawer;
	SynthTextForms forms;
	SynthDocumentNames names;
	uint64_t seed;
	uint64_t stream;
	/* of the document that is being made */
	SynthStream st;
	uint64_t row;
	int items; /* persons so far */
	int nodes;
	SynthDocumentPath path;
	char *out;
	size_t used;
	size_t room;
};

/* where a value stands */
typedef struct SynthDocumentPlace
{
	SynthDocumentName name; /* of the innermost object around it */
	double texts;			/* weight of rows that have a text here, 0 unknown */
	int depth;				/* containers around it */
	int item;				/* who it is about */
} SynthDocumentPlace;

/* appends to the document */
extern void synth_documentmaker_put(SynthDocumentMaker *k, const char *text, size_t n);
/* tokens at the present path whose value begins with the mark; NUL: all */
extern SynthDrawerRange synth_documentmaker_values(const SynthDocumentMaker *k, char mark);
/* the same a step below the path */
extern SynthDrawerRange synth_documentmaker_below(SynthDocumentMaker *k, const char *path, char mark);
/* what stands behind a token's separator */
extern const char *synth_documentmaker_value_of(const SynthDocumentMaker *k, int token);
/* makes the value that *shape begins with, which moves behind it */
extern void synth_documentmaker_value(SynthDocumentMaker *k, const char **shape, const SynthDocumentPlace *place);
/* the same behind the bracket and the brace */
extern void synth_documentmaker_array(SynthDocumentMaker *k, const char **shape, const SynthDocumentPlace *place);
extern void synth_documentmaker_object(SynthDocumentMaker *k, const char **shape, const SynthDocumentPlace *place);

#endif /* SYNTH_DOCUMENTMAKER_PARTS_H */
