/*-------------------------------------------------------------------------
 *
 * contact.h
 *	  E-mail addresses and user names that show a person's name.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_CONTACT_H
#define SYNTH_CONTACT_H

#include "person.h"

typedef struct SynthContact SynthContact;

/*
 * Addresses (kind EMAIL) or user names (USERNAME) of these people, at most
 * max_chars characters (0: no limit).  Unique ones only of people that are.
 * variant: columns of one group differ by their domains.
 */
extern SynthContact *synth_contact_new(const SynthLexicon *lexicon, const SynthPeople *people, SynthTextKind kind,
									   int max_chars, bool unique, int variant, uint64_t key);
/* rows that can have different ones */
extern uint64_t synth_contact_space(const SynthContact *c);
/* index: of the row, with uniqueness; bytes written to out */
extern int synth_contact_text(const SynthContact *c, const SynthPerson *person, uint64_t index, char *out);
extern size_t synth_contact_bytes(const SynthContact *c);

#endif /* SYNTH_CONTACT_H */
