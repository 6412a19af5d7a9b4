/*-------------------------------------------------------------------------
 *
 * fold.h
 *	  The spelling that a name has in an e-mail address.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_FOLD_H
#define SYNTH_FOLD_H

#include "env.h"

/* bytes that out must have for a text of `length` bytes */
#define SYNTH_FOLD_BYTES(length) (3 * (length) + 2)

/*
 * Folds UTF-8 into a-z, 0-9 and single hyphens between them: small letters,
 * without accents, in Latin letters; blanks, apostrophes and signs are left
 * out ("O'Brien" is obrien, "de la Cruz" delacruz, "Jean-Pierre" jean-pierre).
 * german: with ae, oe, ue for the vowels with dots.  What has no Latin
 * spelling here, and bytes that are no UTF-8, are left out; "x" if nothing is
 * left.  Writes NUL, returns the length without it.
 */
extern int synth_fold(const char *text, int length, bool german, char *out);

#endif /* SYNTH_FOLD_H */
