/*-------------------------------------------------------------------------
 *
 * kindrule.h
 *	  Rules that tell kinds of texts from the words of a name.
 *
 * Inside of kindname.c, kindrule.c, kindplace.c and kindperson.c.  Each rule
 * returns SYNTH_TEXT_NONE where it has nothing to say; kindname.c asks them
 * in order.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_KINDRULE_H
#define SYNTH_KINDRULE_H

#include "kindword.h"
#include "text.h"

typedef struct SynthNameContext
{
	SynthNameWords w;
	SynthNameWords table;
	SynthConcept head;		  /* what the table is about, SYNTH_W_UNKNOWN */
	bool near[SYNTH_W_COUNT]; /* some other column has such a word */
	bool near_given;		  /* some other column is a given name */
	bool near_family;
	int max_chars;
} SynthNameContext;

/* kindrule.c */
/* place of the last word of that meaning, -1 none */
extern int synth_name_find(const SynthNameWords *w, SynthConcept concept);
/* is the name about this concept?  `people`: somebody may be named after it (email_customer) */
extern bool synth_name_about(const SynthNameWords *w, SynthConcept concept, bool people);
/* one of these concepts, and nothing else but fillers */
extern bool synth_name_only(const SynthNameWords *w, SynthConcept a, SynthConcept b);
extern bool synth_name_is_somebody(SynthConcept concept);
extern bool synth_name_has_somebody(const SynthNameWords *w);
extern bool synth_name_is_given(const SynthNameWords *w);
extern bool synth_name_is_family(const SynthNameWords *w);
extern bool synth_name_near_address(const SynthNameContext *c);
extern bool synth_name_near_person(const SynthNameContext *c);

/* kindperson.c */
extern SynthTextKind synth_name_person(const SynthNameContext *c, bool *certain);
extern SynthTextKind synth_name_title(const SynthNameContext *c, bool *certain);
/* kindplace.c */
extern SynthTextKind synth_name_contact(const SynthNameContext *c, bool *certain);
extern SynthTextKind synth_name_place(const SynthNameContext *c, bool *certain);
extern SynthTextKind synth_name_code(const SynthNameContext *c, bool *certain);

#endif /* SYNTH_KINDRULE_H */
