/*-------------------------------------------------------------------------
 *
 * token.h
 *	  Free text to words, and words to text.
 *
 * A token is a word without what stands around it, or one of the marks
 * . , ; : ! ? that follows a word.  Digits of a token become '#', so that no
 * number is ever learned; each '#' is a fresh digit in a text.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_TOKEN_H
#define SYNTH_TOKEN_H

#include "bag.h"

/* stands for a digit */
#define SYNTH_TOKEN_DIGIT '#'
/* a token with more digits is an identifier and no word: dropped */
#define SYNTH_TOKEN_MAX_DIGITS 6

typedef struct SynthTokenReader
{
	const char *at;
	const char *end;
	char mark; /* that follows the word just given, 0 none */
	char token[SYNTH_BAG_MAX_TOKEN + 1];
	int length;
} SynthTokenReader;

/* the text, of `length` bytes, must stay where it is */
extern void synth_token_begin(SynthTokenReader *r, const char *text, size_t length);
/*
 * The next token into r->token, NUL-terminated, its bytes in r->length; false
 * at the end.  Length 0 is a word that is none to be learned: too long, a
 * number of many digits, an address.
 */
extern bool synth_token_next(SynthTokenReader *r);
/* words of a text, whether to be learned or not; marks do not count */
extern int synth_token_words(const char *text, size_t length);
/*
 * A text of nwords words (marks do not count), or one less, or two more, if that
 * lets it end as texts do, from a bag with links: at most max_chars characters (0:
 * SYNTH_TEXT_MAX_CHARS) and size - 1 bytes; NUL-terminated in out[size]; its
 * length in bytes.  It ends early rather than cut a word.  0: the bag has no
 * word that fits, which the caller makes up for.
 */
extern int synth_words_make(const SynthBag *b, int nwords, int max_chars, SynthStream *st, char *out, size_t size);

#endif /* SYNTH_TOKEN_H */
