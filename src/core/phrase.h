/*-------------------------------------------------------------------------
 *
 * phrase.h
 *	  Texts that are put together of words and numbers: companies, streets,
 *	  files, addresses of the web.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_PHRASE_H
#define SYNTH_PHRASE_H

#include "permute.h"
#include "wordtable.h"

typedef struct SynthPhrase SynthPhrase;

/*
 * Texts of kind COMPANY, STREET, URL, DOMAIN or FILE_NAME of at most max_chars
 * characters (0: no limit); upper: words that differ by case are one word.
 * NULL if not even one fits.
 */
extern SynthPhrase *synth_phrase_new(const SynthLexicon *lexicon, SynthTextKind kind, const char *locale, int max_chars,
									 bool unique, bool upper, uint64_t key);
/* texts that are different from each other; with uniqueness */
extern uint64_t synth_phrase_space(const SynthPhrase *p);
/* the text that `hash` names; bytes written to out */
extern int synth_phrase_pick(const SynthPhrase *p, uint64_t hash, char *out);
/* text number index < space of a unique one */
extern int synth_phrase_at(const SynthPhrase *p, uint64_t index, char *out);
extern size_t synth_phrase_bytes(const SynthPhrase *p);

#endif /* SYNTH_PHRASE_H */
