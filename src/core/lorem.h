/*-------------------------------------------------------------------------
 *
 * lorem.h
 *	  Texts without meaning, of a given length.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_LOREM_H
#define SYNTH_LOREM_H

#include "wordtable.h"

typedef struct SynthLorem SynthLorem;

extern SynthLorem *synth_lorem_new(const SynthLexicon *lexicon);
/*
 * A text of exactly `chars` >= 1 ASCII characters, named by hash: words, in
 * sentences if there is room; begins with a capital, ends without a space.
 */
extern int synth_lorem_text(const SynthLorem *l, int chars, uint64_t hash, char *out);

#endif /* SYNTH_LOREM_H */
