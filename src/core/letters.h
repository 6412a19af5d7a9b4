/*-------------------------------------------------------------------------
 *
 * letters.h
 *	  Characters of a text in the server's encoding: count, cut, capitals.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_LETTERS_H
#define SYNTH_LETTERS_H

#include "env.h"

/* bytes of the character at s, of which `bytes` >= 1 are left: 1 .. bytes */
extern int synth_letters_step(const char *s, int bytes);
extern int synth_letters_count(const char *s, int bytes);
/* bytes of the first max_chars characters; no trailing spaces are left by a cut */
extern int synth_letters_cut(const char *s, int bytes, int max_chars);
/* is the server's encoding UTF-8? */
extern bool synth_letters_are_utf8(void);
/*
 * Small letters to capitals in place: ASCII, and in UTF-8 Latin letters whose
 * capital takes as many bytes.
 */
extern void synth_letters_raise(char *s, int bytes, bool utf8);
/* decimal digits of n to out[20], no NUL; returns their number */
extern int synth_letters_number(uint64_t n, char *out);
extern bool synth_letters_equal(const char *a, const char *b); /* but for the case of ASCII letters */

#endif /* SYNTH_LETTERS_H */
