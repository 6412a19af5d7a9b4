/*-------------------------------------------------------------------------
 *
 * textwrite.c
 *	  Writes the text of a column in a row.
 *
 * Every function here is called once per value.
 *
 *-------------------------------------------------------------------------
 */
#include "textway.h"

#include <string.h>

#include "bits.h"
#include "letters.h"
#include "texthash.h"
#include "token.h"

/* characters of a text without meaning whose length nobody knows: 20 .. 59 */
#define USUAL_LEAST 20
#define USUAL_RANGE 40
#define USUAL_WORDS 8
/* characters a learned word is worth where there is no word */
#define WORD_CHARS 6

static int
put(char *out, int n, const char *text, size_t bytes)
{
	memcpy(out + n, text, bytes);
	return n + (int) bytes;
}

static const SynthTextLocal *
local_of(const SynthTextColumn *c, const SynthTextBook *book, const SynthTextRow *row)
{
	return &c->local[(c->unique ? c->book : row->place->book) - book->places->book];
}

bool
synth_text_column_leads(const SynthTextColumn *c)
{
	return c->unique
		   && (c->way == SYNTH_WAY_POSTCODE
			   || (c->way == SYNTH_WAY_LIST && (c->kind == SYNTH_TEXT_CITY || c->kind == SYNTH_TEXT_REGION)));
}

bool
synth_text_column_place(const SynthTextColumn *c, const SynthTextBook *book, uint64_t index, uint64_t hash,
						SynthPlace *place, char *out)
{
	int city;

	if (c->way == SYNTH_WAY_POSTCODE)
		(void) synth_postcode_at(c->local[c->book - book->places->book].postcodes, index, &city, out);
	else
	{
		const SynthWord *word = c->words->entry[synth_permutation_at(&c->order, index)];

		if (c->kind == SYNTH_TEXT_REGION)
		{
			/* entries of codes are copies: names and codes of regions are in one order */
			for (int i = 0; i < c->book->regions->n; i++)
				if (strcmp(c->book->regions->entry[i]->tag, word->tag) == 0
					&& (c->limit > 0 || strcmp(c->book->regions->entry[i]->value, word->value) == 0))
				{
					synth_place_in_region(c->book, c->book->regions->entry[i], hash, place);
					return true;
				}
			return false;
		}
		city = -1;
		for (int i = 0; i < c->book->city->n && city < 0; i++)
			if (c->book->city->entry[i] == word)
				city = i;
	}
	if (city >= 0)
		synth_place_in_city(c->book, city, hash, place);
	return city >= 0;
}

static int
put_region(const SynthTextColumn *c, const SynthTextRow *row, char *out)
{
	const SynthPlace *place = row->place;
	const SynthWord *region = place->region;

	if (region != NULL && c->limit > 0 && c->limit <= 3 && region->tag[0] != '\0')
		return put(out, 0, region->tag, strlen(region->tag));
	if (region != NULL)
		return put(out, 0, region->value, strlen(region->value));
	if (place->book->city->entry[place->city]->parent[0] != '\0')
	{
		const char *parent = place->book->city->entry[place->city]->parent;

		return put(out, 0, parent, strlen(parent));
	}
	return put(out, 0, "Central", 7);
}

static int
put_country(const SynthTextColumn *c, const SynthTextBook *book, const SynthTextRow *row, char *out)
{
	const char *name;

	if (c->kind == SYNTH_TEXT_COUNTRY_CODE)
		return synth_country_code(book->places, row->country, c->limit == 3 ? 3 : 2, out);
	name = row->country >= 0 ? local_of(c, book, row)->country[row->country] : NULL;
	if (name == NULL)
		return synth_country_code(book->places, row->country, 2, out);
	/* the code where the name does not fit */
	if (c->limit > 1 && (int) strlen(name) > c->limit && synth_letters_count(name, (int) strlen(name)) > c->limit)
		return synth_country_code(book->places, row->country, c->limit == 2 ? 2 : 3, out);
	return put(out, 0, name, strlen(name));
}

static int
put_postcode(const SynthTextLocal *l, const SynthTextRow *row, uint64_t hash, char *out)
{
	if (l->postcodes != NULL)
		return synth_postcode_pick(l->postcodes, row->place->city, hash, out);
	for (int i = 0; i < 5; i++)
		out[i] = (char) ('0' + synth_text_below(synth_text_mix(hash, (uint64_t) i), 10));
	return 5;
}

/* a number that is too long loses what is between its digits */
static int
put_phone(const SynthTextColumn *c, const SynthTextBook *book, const SynthTextRow *row, uint64_t hash, char *out)
{
	const SynthTextLocal *l = local_of(c, book, row);
	int bytes;
	int n = 0;

	if (c->unique)
		return row->index < l->phone->space ? synth_pool_at(l->phone, row->index, out)
											: synth_pool_at(c->more, row->index - l->phone->space, out);
	if (l->phone->source->n == 0)
		return put_postcode(&(SynthTextLocal){.phone = NULL}, row, hash, out);
	bytes = synth_pool_pick(l->phone, hash, out);
	if (c->limit == 0 || bytes <= c->limit)
		return bytes;
	for (int i = 0; i < bytes; i++)
		if (out[i] >= '0' && out[i] <= '9')
			out[n++] = out[i];
	return n;
}

/* the same in an address as in the column of streets */
static int
put_street(const SynthTextColumn *c, const SynthTextLocal *l, const SynthTextRow *row, char *out)
{
	if (l->street == NULL)
		return put(out, 0, "Main Street", 11);
	return c->unique ? synth_phrase_at(l->street, row->index, out)
					 : synth_phrase_pick(l->street, synth_text_mix(row->place->hash, 100 + (uint64_t) c->ordinal), out);
}

/*
 * Street, then what fits of postcode and city, in the country's order.  A
 * unique street has no ", " in it, so it can be told from what follows.
 */
static int
put_address(const SynthTextColumn *c, const SynthTextBook *book, const SynthTextRow *row, char *out)
{
	const SynthPlaceBook *place = row->place->book;
	const SynthTextLocal *here = &c->local[place - book->places->book];
	int n = put_street(c, local_of(c, book, row), row, out);
	const char *city = place->city->text[row->place->city];
	size_t city_bytes = (size_t) place->city->bytes[row->place->city];
	bool english = strncmp(place->locale, "en", 2) == 0 || place->locale[0] == '\0';
	int end;

	end = put(out, n, ", ", 2);
	if (english)
	{
		end = put(out, end, city, city_bytes);
		if (row->place->region != NULL && strlen(row->place->region->tag) == 2 && strcmp(place->locale, "en_US") == 0)
		{
			end = put(out, end, ", ", 2);
			end = put(out, end, row->place->region->tag, 2);
		}
		out[end++] = ' ';
		end += put_postcode(here, row, synth_text_mix(row->place->hash, 1), out + end);
	}
	else
	{
		end += put_postcode(here, row, synth_text_mix(row->place->hash, 1), out + end);
		out[end++] = ' ';
		end = put(out, end, city, city_bytes);
	}
	if (c->limit == 0 || synth_letters_count(out, end) <= c->limit)
		return end;
	end = put(out, n, ", ", 2);
	end = put(out, end, city, city_bytes);
	return synth_letters_count(out, end) <= c->limit ? end : n;
}

/* words, and with uniqueness the number of the row behind them */
static int
put_free(const SynthTextColumn *c, const SynthTextBook *book, const SynthTextRow *row, int64_t raw, uint64_t hash,
		 char *out)
{
	char number[21];
	int nnumber = 0;
	int64_t want = raw;
	int room = c->max_chars;
	int n = 0;

	/* the empty text is one, too */
	if (raw == 0 && !c->unique && (c->learned_length || c->way == SYNTH_WAY_WORDS))
		return 0;
	if (c->unique)
	{
		number[0] = ' ';
		nnumber = 1 + synth_letters_number(row->index + 1, number + 1);
		room -= nnumber;
	}
	if (c->way == SYNTH_WAY_WORDS && room > 0)
	{
		SynthStream st;
		int words = raw < 1 ? USUAL_WORDS : raw > room ? room : (int) raw;

		synth_stream_init(&st, hash, 0, 0);
		n = synth_words_make(c->bag, words, room, &st, out, c->bytes - sizeof number);
		want = (int64_t) words * WORD_CHARS;
	}
	else if (!c->learned_length || raw < 1)
		want = USUAL_LEAST + (int64_t) synth_text_below(synth_text_mix(hash, 1), USUAL_RANGE);
	else
		want -= nnumber;
	if (n == 0 && room > 0 && want > 0)
		n = synth_lorem_text(book->lorem, want > room ? room : (int) want, hash, out);
	/* no room for words: the number alone */
	if (n == 0 && nnumber > 0)
		return put(out, 0, number + 1, (size_t) nnumber - 1);
	return put(out, n, number, (size_t) nnumber);
}

int
synth_text_column_make(const SynthTextColumn *c, const SynthTextBook *book, const SynthTextRow *row, int64_t raw,
					   char *out)
{
	/* unique texts know no seed */
	uint64_t hash = c->unique ? synth_text_mix(c->key, row->index) : synth_text_mix(row->hash, c->salt);
	uint64_t k;

	switch (c->way)
	{
		case SYNTH_WAY_POOL:
			return c->unique ? synth_pool_at(c->pool, row->index, out) : synth_pool_pick(c->pool, hash, out);
		case SYNTH_WAY_PERSON:
			return synth_person_text(c->people, row->person, c->kind, c->limit, out);
		case SYNTH_WAY_CONTACT:
			return synth_contact_text(c->contact, row->person, row->index, out);
		case SYNTH_WAY_CITY:
			return put(out, 0, row->place->book->city->text[row->place->city],
					   (size_t) row->place->book->city->bytes[row->place->city]);
		case SYNTH_WAY_REGION:
			return put_region(c, row, out);
		case SYNTH_WAY_COUNTRY:
			return put_country(c, book, row, out);
		case SYNTH_WAY_POSTCODE:
			if (c->unique)
			{
				int city;

				return synth_postcode_at(local_of(c, book, row)->postcodes, row->index, &city, out);
			}
			/* the same for all columns about the place */
			return put_postcode(local_of(c, book, row), row, synth_text_mix(row->place->hash, 1), out);
		case SYNTH_WAY_PHONE:
			return put_phone(c, book, row, hash, out);
		case SYNTH_WAY_STREET:
			return put_street(c, local_of(c, book, row), row, out);
		case SYNTH_WAY_ADDRESS:
			return put_address(c, book, row, out);
		case SYNTH_WAY_PHRASE:
			return c->unique ? synth_phrase_at(c->phrase, row->index, out) : synth_phrase_pick(c->phrase, hash, out);
		case SYNTH_WAY_CODE:
			return c->unique ? synth_code_at(c->code, row->index, out)
							 : synth_code_pick(c->code, row->country, hash, out);
		case SYNTH_WAY_LIST:
			k = c->unique ? synth_permutation_at(&c->order, row->index)
						  : (uint64_t) synth_wordtable_pick(c->words, hash);
			return put(out, 0, c->words->text[k], (size_t) c->words->bytes[k]);
		case SYNTH_WAY_SHAPE:
			return c->unique ? synth_shape_text_at(c->shapes, raw, row->index, out)
							 : synth_shape_text_pick(c->shapes, raw, hash, out);
		default:
			return put_free(c, book, row, raw, hash, out);
	}
}
