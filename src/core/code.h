/*-------------------------------------------------------------------------
 *
 * code.h
 *	  Codes of a fixed form: cards, accounts, addresses of networks, hashes.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_CODE_H
#define SYNTH_CODE_H

#include "pool.h"

typedef struct SynthCode SynthCode;

/*
 * Codes of kind CARD, IBAN, UUID, MAC, IP, IPV6 or PASSWORD of at most
 * max_chars characters (0: no limit).  country (of place.h, -1 unknown) is
 * whose accounts an IBAN is of.  NULL if none fits.
 */
extern SynthCode *synth_code_new(const SynthLexicon *lexicon, SynthTextKind kind, int country, int max_chars,
								 bool unique, uint64_t key);
/*
 * The way out where nothing of the proper kind fits: codes of exactly `width`
 * of these characters, at least two different ones.
 */
extern SynthCode *synth_code_plain(const char *alphabet, int width, uint64_t key);
extern uint64_t synth_code_space(const SynthCode *c);
/* country: of the row, -1 unknown; bytes written to out */
extern int synth_code_pick(const SynthCode *c, int country, uint64_t hash, char *out);
/* code number index < space of a unique one */
extern int synth_code_at(const SynthCode *c, uint64_t index, char *out);
extern size_t synth_code_bytes(const SynthCode *c);

#endif /* SYNTH_CODE_H */
