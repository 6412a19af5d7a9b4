/*-------------------------------------------------------------------------
 *
 * place.h
 *	  Where a row is: country, city, region, postcode, telephone.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_PLACE_H
#define SYNTH_PLACE_H

#include "pool.h"

/* cities of one locale */
typedef struct SynthPlaceBook
{
	const char *locale;
	int country; /* number, -1 unknown */
	SynthWordTable *city;
	const SynthWord **region; /* [city->n] NULL: has none */
	SynthWordTable *regions;  /* all that the locale has; n may be 0 */
} SynthPlaceBook;

typedef struct SynthPlaces
{
	int nbooks; /* at least 1 */
	SynthPlaceBook *book;
	/* names and codes of countries, in the order of their folded spelling */
	int nnames;
	struct SynthCountryName *name;
	const SynthWord **english; /* [SYNTH_COUNTRIES] entry of the list for all locales */
} SynthPlaces;

typedef struct SynthPlace
{
	uint64_t hash;
	const SynthPlaceBook *book;
	int city;
	const SynthWord *region; /* NULL none */
} SynthPlace;

/* countries have the number of their two letters */
#define SYNTH_COUNTRIES (26 * 26)

extern SynthPlaces *synth_places_new(const SynthLexicon *lexicon);
/* number of a country from its name or code, -1 */
extern int synth_places_country(const SynthPlaces *p, const char *label);
/* the i-th spelling of a country that is in use beside its name, in small letters; NULL behind the last */
extern const char *synth_country_alias(int i);
/* number of the country whose code a text begins with, -1 */
extern int synth_code_country(const char *code);
/* the book of a locale, else the first one */
extern const SynthPlaceBook *synth_places_book(const SynthPlaces *p, const char *locale);
/* the book of a country, NULL if there is none */
extern const SynthPlaceBook *synth_places_of_country(const SynthPlaces *p, int country);
/* the place that `hash` names */
extern void synth_place_pick(const SynthPlaceBook *book, uint64_t hash, SynthPlace *place);
/* the place in this city, or in some city of this region */
extern void synth_place_in_city(const SynthPlaceBook *book, int city, uint64_t hash, SynthPlace *place);
extern void synth_place_in_region(const SynthPlaceBook *book, const SynthWord *region, uint64_t hash,
								  SynthPlace *place);
/* ISO code of a country's number, 2 or 3 letters, NUL-terminated; 2 letters if the other is not known */
extern int synth_country_code(const SynthPlaces *p, int country, int letters, char *out);

#endif /* SYNTH_PLACE_H */
