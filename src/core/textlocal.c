/*-------------------------------------------------------------------------
 *
 * textlocal.c
 *	  Columns about places: what a text of each country looks like.
 *
 * A row that tells its country has a city, postcode, street and telephone of
 * that country, if the lexicon has cities of it; so each such column is
 * prepared for each country.  Unique columns are of the country of their
 * locale alone, because texts of several countries could be alike.
 *
 *-------------------------------------------------------------------------
 */
#include "textway.h"

#include <string.h>

/* regions or countries by their code, where only that fits */
static const SynthWordList *
coded(const SynthWordList *list, bool three)
{
	SynthWordList *codes = synth_alloc(sizeof *codes);

	*codes = *list;
	codes->word = synth_alloc_array((size_t) list->nwords + 1, sizeof(SynthWord));
	for (int i = 0; i < list->nwords; i++)
	{
		const char *tag = list->word[i].tag;
		const char *space = strchr(tag, ' ');
		size_t n = space != NULL ? (size_t) (space - tag) : strlen(tag);
		char *code;

		if (space != NULL && three)
		{
			tag = space + 1;
			n = strlen(tag);
		}
		code = synth_alloc(n + 1);
		memcpy(code, tag, n);
		codes->word[i] = list->word[i];
		codes->word[i].value = code;
	}
	return codes;
}

/* name of each country as it is spelt in a locale, else in English; NULL: unknown */
static const char **
country_names(SynthTextColumn *c, const SynthTextBook *book, const char *locale)
{
	const char **name = synth_alloc_array(SYNTH_COUNTRIES, sizeof(char *));
	const SynthWordList *list[2];

	list[0] = synth_lexicon_list(book->lexicon, "country", "", false);
	list[1] = synth_lexicon_list(book->lexicon, "country", locale, true);
	for (int k = 0; k < 2; k++)
		for (int i = 0; list[k] != NULL && i < list[k]->nwords; i++)
		{
			const SynthWord *w = &list[k]->word[i];
			/* "DE DEU": the number of its first two letters, as that of a locale */
			int country = synth_code_country(w->tag);

			if (country < 0)
				continue;
			/* of several names the first one in English, the last one of the locale */
			if (name[country] == NULL || k == 1)
				name[country] = w->value;
			synth_text_use_bytes(c, strlen(w->value));
		}
	return name;
}

static void
init_local(SynthTextColumn *c, const SynthTextBook *book)
{
	int home = (int) (c->book - book->places->book);

	c->local = synth_alloc_array((size_t) book->places->nbooks + 1, sizeof(SynthTextLocal));
	for (int i = 0; i < book->places->nbooks; i++)
	{
		const SynthPlaceBook *b = &book->places->book[i];
		SynthTextLocal *l = &c->local[i];

		synth_poll();
		/* the unique texts of a column are all of one country */
		if (c->unique && i != home && c->way != SYNTH_WAY_ADDRESS)
			continue;
		if (c->way == SYNTH_WAY_PHONE)
		{
			const SynthWordList *list = synth_lexicon_list(book->lexicon, "phone", b->locale, false);

			l->phone = synth_pool_new(list, NULL, c->limit, c->unique, c->key);
			if (l->phone->source->n == 0 && !c->unique)
				l->phone = synth_pool_new(list, NULL, 0, false, c->key);
			synth_text_use_bytes(c, l->phone->bytes);
		}
		if (c->way == SYNTH_WAY_STREET || c->way == SYNTH_WAY_ADDRESS)
		{
			l->street = synth_phrase_new(book->lexicon, SYNTH_TEXT_STREET, b->locale, c->limit, c->unique, c->upper,
										 c->key);
			if (l->street == NULL && !c->unique)
				l->street = synth_phrase_new(book->lexicon, SYNTH_TEXT_STREET, b->locale, 0, false, c->upper, c->key);
			synth_text_use_bytes(c, l->street != NULL ? synth_phrase_bytes(l->street) : 0);
		}
		if (c->way == SYNTH_WAY_POSTCODE || c->way == SYNTH_WAY_ADDRESS)
		{
			l->postcodes = synth_postcodes_new(book->lexicon, b, c->way == SYNTH_WAY_POSTCODE ? c->limit : 0,
											   c->unique && c->way == SYNTH_WAY_POSTCODE, c->key);
			if (l->postcodes == NULL && !c->unique)
				l->postcodes = synth_postcodes_new(book->lexicon, b, 0, false, c->key);
			synth_text_use_bytes(c, (l->postcodes != NULL ? synth_postcodes_bytes(l->postcodes) : 0)
										+ b->city->most_bytes + 8
										+ (l->street != NULL ? synth_phrase_bytes(l->street) : 0));
		}
		if (c->way == SYNTH_WAY_COUNTRY)
			l->country = country_names(c, book, b->locale);
		synth_text_use_bytes(c, b->city->most_bytes);
		synth_text_use_bytes(c, b->regions->most_bytes);
		for (int k = 0; k < b->city->n && c->way == SYNTH_WAY_REGION; k++)
		{
			synth_text_use_bytes(c, strlen(b->city->entry[k]->parent));
			synth_text_use_bytes(c, b->region[k] != NULL ? strlen(b->region[k]->tag) : 0);
		}
	}
}

/* numbers of the country, then some that no country has */
void
synth_text_init_phone(SynthTextColumn *c, const SynthTextBook *book)
{
	static SynthWord word[] = {{"\\+990 [0-9]{3} [0-9]{6}", "", "", NULL, 1.0f}};
	static const SynthWordList nowhere = {"phone", "", 1, word};
	SynthPool *home;

	c->way = SYNTH_WAY_PHONE;
	init_local(c, book);
	if (!c->unique)
		return;
	home = c->local[c->book - book->places->book].phone;
	c->more = synth_pool_new(&nowhere, NULL, c->limit, true, c->key);
	c->space = home->space;
	/* a user's own pattern may be of such numbers */
	if (home->all != NULL && c->more->source->n > 0)
	{
		char *text = synth_alloc(c->more->bytes + 1);
		int n = synth_pattern_text(c->more->all, 0, text);

		if (!synth_pattern_matches(home->all, text, n))
			c->space += c->more->space;
		synth_release(text);
	}
	else if (home->all == NULL)
		c->space = c->more->space;
	synth_text_use_bytes(c, c->more->bytes);
	if (c->space == 0)
		synth_text_fall_back(c, SYNTH_DIGITS);
}

void
synth_text_init_place(SynthTextColumn *c, const SynthTextBook *book, SynthTextWay way)
{
	const SynthPlaceBook *home = c->book;

	c->way = way;
	init_local(c, book);
	if (way == SYNTH_WAY_REGION)
		synth_text_use_bytes(c, 64);
	if (!c->unique)
		return;
	switch (way)
	{
		case SYNTH_WAY_CITY:
			synth_text_init_list(c, synth_lexicon_list(book->lexicon, "city", home->locale, false));
			break;
		case SYNTH_WAY_REGION:
		{
			const SynthWordList *list = synth_lexicon_list(book->lexicon, "region", home->locale, false);

			synth_text_init_list(c, c->limit > 0 && c->limit <= 3 ? coded(list, false) : list);
			break;
		}
		case SYNTH_WAY_COUNTRY:
		{
			const SynthWordList *list = synth_lexicon_list(book->lexicon, "country", "", false);

			synth_text_init_list(c, c->kind == SYNTH_TEXT_COUNTRY_CODE ? coded(list, c->limit == 3) : list);
			break;
		}
		case SYNTH_WAY_POSTCODE:
			if (c->local[home - book->places->book].postcodes == NULL)
				synth_text_fall_back(c, SYNTH_DIGITS);
			else
				c->space = synth_postcodes_space(c->local[home - book->places->book].postcodes);
			break;
		default:
			if (c->local[home - book->places->book].street == NULL)
				synth_text_fall_back(c, SYNTH_LETTERS);
			else
				c->space = synth_phrase_space(c->local[home - book->places->book].street);
			break;
	}
}
