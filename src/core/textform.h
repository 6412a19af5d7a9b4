/*-------------------------------------------------------------------------
 *
 * textform.h
 *	  The form of a short text, as a token: for texts that no token is.
 *
 * Values in documents and elements of arrays are shown as they are only if
 * enough rows share them.  Of the others a bag may know the form: the shape of
 * a code (shape.h) or the number of words,
 *
 *		~s[A-Z]{3}		a code
 *		~w2l			two words, the first with a small letter
 *
 * so that a made-up value looks like its like.  What published texts account
 * for is taken off the weights of forms: the rest is of texts that are not.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_TEXTFORM_H
#define SYNTH_TEXTFORM_H

#include "drawer.h"
#include "pattern.h"
#include "textmaker.h"

#define SYNTH_TEXTFORM_MARK '~'
/* room for a token, with NUL; longer shapes count as words */
#define SYNTH_TEXTFORM_TOKEN 65

/* the form of a text, NUL-terminated; returns its length, 0 for an empty text */
extern int synth_textform_token(const char *text, int length, char *out);

typedef struct SynthTextForms
{
	const SynthDrawer *drawer;
	SynthDrawer rest;	   /* by the weights of forms that published texts leave */
	SynthTextMaker *texts; /* NULL: every word is the same */
	char separator;
	int *slot; /* [ntokens] of the pattern, -1: none */
	int nslots;
	SynthPattern **pattern; /* [nslots] compiled when first used */
	bool *bad;				/* [nslots] cannot be compiled */
	char *out;
	int room;
} SynthTextForms;

/* drawer and texts must live as long; what a token is begins behind `separator`, or with it ('\0') */
extern void synth_textforms_init(SynthTextForms *f, const SynthDrawer *drawer, char separator, SynthTextMaker *texts);
/*
 * A text of the kind that is about `item` in the row; where there is no kind,
 * of one of the forms (a range of tokens), which takes its bits from st.  Valid
 * until the next call; salt keeps places of a row apart.
 */
extern const char *synth_textforms_make(SynthTextForms *f, SynthDrawerRange forms, SynthTextKind kind, SynthStream *st,
										uint64_t row, int item, uint32_t salt, int *length);

#endif /* SYNTH_TEXTFORM_H */
