/*-------------------------------------------------------------------------
 *
 * lexicon_text.h
 *	  Words between UTF-8 and the encoding of the database, without errors.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_LEXICON_TEXT_H
#define SYNTH_LEXICON_TEXT_H

#include "synth.h"

/*
 * The ASCII spelling for addresses (core/fold.h) of a text in the database's
 * encoding, palloc'ed; NULL if that is the text itself in small letters.
 */
extern char *lexicon_fold(const char *text, bool german);

#endif /* SYNTH_LEXICON_TEXT_H */
