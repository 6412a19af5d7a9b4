/*-------------------------------------------------------------------------
 *
 * shape.h
 *	  The format of a code: classes of its characters, lengths, separators.
 *
 * A shape is a pattern (pattern.h) that the value matches, in one canonical
 * spelling, so that equal formats are equal texts and can be counted like
 * labels.  Two levels: the FINE shape keeps a short prefix or suffix of
 * letters as it is ("INV-[0-9]{4}"), the ROUGH one has classes only
 * ("[A-Z]{3}-[0-9]{4}").  No digit, and no letter beyond those of a short
 * prefix or suffix of a code with enough other variable characters, is kept.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_SHAPE_H
#define SYNTH_SHAPE_H

#include "env.h"

/* longest value that has a shape, and longest shape, in bytes */
#define SYNTH_SHAPE_MAX_VALUE 64
#define SYNTH_SHAPE_MAX_TEXT 192

/*
 * Fine shape of a value (UTF-8 or a single-byte encoding's ASCII part),
 * NUL-terminated into out[SYNTH_SHAPE_MAX_TEXT]; false if the value is no code:
 * too long, several words, control characters.
 */
extern bool synth_shape_fine(const char *value, int length, char *out);
/* rough shape of a fine one; out has SYNTH_SHAPE_MAX_TEXT */
extern void synth_shape_rough(const char *fine, char *out);

#endif /* SYNTH_SHAPE_H */
