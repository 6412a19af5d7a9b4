/*-------------------------------------------------------------------------
 *
 * place.c
 *	  Where a row is: country, city, region, postcode, telephone.
 *
 * A place is a city of a locale's list.  Region and country follow from it;
 * so does the beginning of its postcode (postcode.h).  If the row tells its
 * country and the lexicon has cities of that country, the place is there.
 *
 * Countries are numbered by their two letters, so that facts about rows need
 * no table; names and three-letter codes come from the list `country`.
 *
 *-------------------------------------------------------------------------
 */
#include "place.h"

#include <stdlib.h>
#include <string.h>

#include "letters.h"
#include "texthash.h"

#define MAX_NAME 80

/* spelling as a key: small ASCII letters, digits and bytes of other letters */
typedef struct SynthCountryName
{
	char key[MAX_NAME];
	int country;
} SynthCountryName;

/* spellings that are in use beside the names of the list */
static const struct
{
	const char *name;
	const char *code;
} aliases[] = {
	{"usa", "US"},
	{"us", "US"},
	{"united states of america", "US"},
	{"america", "US"},
	{"uk", "GB"},
	{"great britain", "GB"},
	{"england", "GB"},
	{"scotland", "GB"},
	{"wales", "GB"},
	{"northern ireland", "GB"},
	{"holland", "NL"},
	{"the netherlands", "NL"},
	{"eire", "IE"},
	{"czech republic", "CZ"},
	{"russia", "RU"},
	{"south korea", "KR"},
	{"north korea", "KP"},
	{"vietnam", "VN"},
	{"turkey", "TR"},
	{"ivory coast", "CI"},
	{"deutschland", "DE"},
	{"allemagne", "DE"},
	{"oesterreich", "AT"},
	{"schweiz", "CH"},
	{"suisse", "CH"},
	{"espana", "ES"},
	{"italia", "IT"},
	{"brasil", "BR"},
	{"polska", "PL"},
	{"sverige", "SE"},
	{"nederland", "NL"},
	{"united arab emirates", "AE"},
	{"burma", "MM"},
	{"macedonia", "MK"},
	{"swaziland", "SZ"},
	{"cape verde", "CV"},
	{"hong kong", "HK"},
	{"taiwan", "TW"},
};

const char *
synth_country_alias(int i)
{
	return i < (int) (sizeof(aliases) / sizeof(aliases[0])) ? aliases[i].name : NULL;
}

int
synth_code_country(const char *code)
{
	int a = code[0] >= 'a' && code[0] <= 'z' ? code[0] - 'a' : code[0] - 'A';
	int b;

	if (a < 0 || a >= 26)
		return -1;
	b = code[1] >= 'a' && code[1] <= 'z' ? code[1] - 'a' : code[1] - 'A';
	return b < 0 || b >= 26 ? -1 : a * 26 + b;
}

/* number of the country of a locale, -1 */
static int
country_of_locale(const char *locale)
{
	const char *end = strchr(locale, '_');

	return end != NULL ? synth_code_country(end + 1) : -1;
}

/* false if the label is too long for a country */
static bool
make_key(const char *label, char *key)
{
	int n = 0;

	for (; *label != '\0'; label++)
	{
		char c = *label;

		if (c >= 'A' && c <= 'Z')
			c = (char) (c - 'A' + 'a');
		if ((c < 'a' || c > 'z') && (unsigned char) c < 0x80)
			continue;
		if (n == MAX_NAME - 1)
			return false;
		key[n++] = c;
	}
	key[n] = '\0';
	return n > 0;
}

static int
compare_names(const void *a, const void *b)
{
	const SynthCountryName *x = a;
	const SynthCountryName *y = b;
	int c = strcmp(x->key, y->key);

	return c != 0 ? c : (x->country > y->country) - (x->country < y->country);
}

static void
add_name(SynthPlaces *p, const char *label, int country)
{
	if (country >= 0 && make_key(label, p->name[p->nnames].key))
		p->name[p->nnames++].country = country;
}

static void
read_countries(SynthPlaces *p, const SynthLexicon *lexicon)
{
	size_t size = sizeof(aliases) / sizeof(aliases[0]);

	for (int i = 0; lexicon != NULL && i < lexicon->nlists; i++)
		if (strcmp(lexicon->list[i].list, "country") == 0)
			size = synth_size_add(size, synth_size_mul(3, (size_t) lexicon->list[i].nwords));
	p->name = synth_alloc_array(size + 1, sizeof(SynthCountryName));
	p->english = synth_alloc_array(SYNTH_COUNTRIES, sizeof(SynthWord *));
	for (int i = 0; lexicon != NULL && i < lexicon->nlists; i++)
	{
		const SynthWordList *l = &lexicon->list[i];

		if (strcmp(l->list, "country") != 0)
			continue;
		for (int k = 0; k < l->nwords; k++)
		{
			int country = synth_code_country(l->word[k].tag);

			add_name(p, l->word[k].value, country);
			if (strlen(l->word[k].tag) >= 6)
			{
				char code[3] = {l->word[k].tag[0], l->word[k].tag[1], '\0'};

				add_name(p, code, country);
				add_name(p, l->word[k].tag + 3, country);
			}
			if (country >= 0 && (p->english[country] == NULL || l->locale[0] == '\0'))
				p->english[country] = &l->word[k];
		}
	}
	for (size_t i = 0; i < sizeof(aliases) / sizeof(aliases[0]); i++)
		add_name(p, aliases[i].name, synth_code_country(aliases[i].code));
	qsort(p->name, (size_t) p->nnames, sizeof(SynthCountryName), compare_names);
}

static void
read_book(SynthPlaceBook *b, const SynthLexicon *lexicon, const char *locale, const SynthWordList *cities)
{
	const SynthWordList *regions = synth_lexicon_list(lexicon, "region", locale, true);

	b->locale = locale;
	b->country = country_of_locale(locale);
	b->city = synth_wordtable_new(cities, NULL);
	b->regions = synth_wordtable_new(regions, NULL);
	b->region = synth_alloc_array((size_t) b->city->n + 1, sizeof(SynthWord *));
	for (int i = 0; i < b->city->n; i++)
		for (int k = 0; regions != NULL && k < regions->nwords && b->region[i] == NULL; k++)
			if (strcmp(regions->word[k].value, b->city->entry[i]->parent) == 0)
				b->region[i] = &regions->word[k];
	if (b->country < 0 && regions != NULL)
		b->country = synth_code_country(regions->word[0].parent);
}

SynthPlaces *
synth_places_new(const SynthLexicon *lexicon)
{
	SynthPlaces *p = synth_alloc(sizeof *p);

	p->book = synth_alloc_array((lexicon != NULL ? (size_t) lexicon->nlists : 0) + 1, sizeof(SynthPlaceBook));
	for (int i = 0; lexicon != NULL && i < lexicon->nlists; i++)
	{
		const SynthWordList *l = &lexicon->list[i];

		synth_poll();
		if (strcmp(l->list, "city") != 0)
			continue;
		read_book(&p->book[p->nbooks], lexicon, l->locale, l);
		p->nbooks += p->book[p->nbooks].city->n > 0;
	}
	if (p->nbooks == 0)
		read_book(&p->book[p->nbooks++], lexicon, "", synth_wordtable_fallback("city"));
	read_countries(p, lexicon);
	return p;
}

int
synth_places_country(const SynthPlaces *p, const char *label)
{
	SynthCountryName want = {.country = -1};
	int lo = 0;
	int hi = p->nnames;

	if (!make_key(label, want.key))
		return -1;
	while (lo < hi)
	{
		int mid = lo + (hi - lo) / 2;

		if (compare_names(&p->name[mid], &want) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo < p->nnames && strcmp(p->name[lo].key, want.key) == 0)
		return p->name[lo].country;
	/* without the list: the code of a country that has cities */
	if (strlen(want.key) == 2)
		for (int i = 0; i < p->nbooks; i++)
			if (p->book[i].country >= 0 && p->book[i].country == synth_code_country(want.key))
				return p->book[i].country;
	return -1;
}

const SynthPlaceBook *
synth_places_book(const SynthPlaces *p, const char *locale)
{
	const SynthPlaceBook *usual = &p->book[0];

	for (int i = 0; i < p->nbooks; i++)
	{
		if (strcmp(p->book[i].locale, locale) == 0)
			return &p->book[i];
		if (strcmp(p->book[i].locale, "en_US") == 0)
			usual = &p->book[i];
	}
	return usual;
}

const SynthPlaceBook *
synth_places_of_country(const SynthPlaces *p, int country)
{
	for (int i = 0; i < p->nbooks && country >= 0; i++)
		if (p->book[i].country == country)
			return &p->book[i];
	return NULL;
}

void
synth_place_in_city(const SynthPlaceBook *book, int city, uint64_t hash, SynthPlace *place)
{
	place->hash = hash;
	place->book = book;
	place->city = city;
	place->region = book->region[city];
}

void
synth_place_pick(const SynthPlaceBook *book, uint64_t hash, SynthPlace *place)
{
	synth_place_in_city(book, synth_wordtable_pick(book->city, synth_text_mix(hash, 21)), hash, place);
}

/* one of its cities, each as likely; the region without a city of its own has any */
void
synth_place_in_region(const SynthPlaceBook *book, const SynthWord *region, uint64_t hash, SynthPlace *place)
{
	int n = 0;
	int which;

	for (int i = 0; i < book->city->n; i++)
		n += book->region[i] == region;
	synth_place_pick(book, hash, place);
	place->region = region;
	if (n == 0)
		return;
	which = (int) synth_text_below(synth_text_mix(hash, 22), (uint64_t) n);
	for (int i = 0; i < book->city->n; i++)
		if (book->region[i] == region && which-- == 0)
			place->city = i;
}

int
synth_country_code(const SynthPlaces *p, int country, int letters, char *out)
{
	const SynthWord *w = country >= 0 && country < SYNTH_COUNTRIES ? p->english[country] : NULL;

	if (letters == 3 && w != NULL && strlen(w->tag) >= 6)
	{
		memcpy(out, w->tag + 3, 3);
		out[3] = 0;
		return 3;
	}
	if (country < 0)
		country = synth_code_country("US");
	out[0] = (char) ('A' + country / 26);
	out[1] = (char) ('A' + country % 26);
	out[2] = '\0';
	return 2;
}
