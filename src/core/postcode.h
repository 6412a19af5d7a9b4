/*-------------------------------------------------------------------------
 *
 * postcode.h
 *	  Postcodes that belong to a city.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_POSTCODE_H
#define SYNTH_POSTCODE_H

#include "place.h"

typedef struct SynthPostcodes SynthPostcodes;

/*
 * Postcodes of a book's cities, of at most max_chars characters (0: no
 * limit); NULL if no pattern of the locale fits.
 */
extern SynthPostcodes *synth_postcodes_new(const SynthLexicon *lexicon, const SynthPlaceBook *book, int max_chars,
										   bool unique, uint64_t key);
extern uint64_t synth_postcodes_space(const SynthPostcodes *p);
/* a postcode of the city, named by hash; bytes written to out */
extern int synth_postcode_pick(const SynthPostcodes *p, int city, uint64_t hash, char *out);
/* postcode number index < space; *city is -1 if it belongs to none */
extern int synth_postcode_at(const SynthPostcodes *p, uint64_t index, int *city, char *out);
extern size_t synth_postcodes_bytes(const SynthPostcodes *p);

#endif /* SYNTH_POSTCODE_H */
