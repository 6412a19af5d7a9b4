/*-------------------------------------------------------------------------
 *
 * textway.c
 *	  The way in which the texts of a column are made, and how many it has.
 *
 * Nothing is compiled, measured or allocated per row: patterns, tables of
 * words and permutations are made here, once.
 *
 * A unique column of which nothing fits its limit of characters falls back on
 * codes of letters or digits of exactly that length; one that is not unique is
 * cut.
 *
 *-------------------------------------------------------------------------
 */
#include "textway.h"

#include <string.h>

#include "letters.h"
#include "texthash.h"
#include "token.h"

#define MAX_PLAIN 12

void
synth_text_column_need(SynthTextKind kind, int max_chars, bool upper, SynthPersonNeed *need)
{
	need->unique = true;
	need->upper = need->upper || upper;
	if (kind == SYNTH_TEXT_GIVEN)
	{
		if (max_chars > 0 && (!need->given || need->given_max == 0 || max_chars < need->given_max))
			need->given_max = max_chars;
		need->given = true;
	}
	else if (kind == SYNTH_TEXT_FAMILY)
	{
		if (max_chars > 0 && (!need->family || need->family_max == 0 || max_chars < need->family_max))
			need->family_max = max_chars;
		need->family = true;
	}
	else if (kind == SYNTH_TEXT_FULL_NAME)
	{
		if (max_chars > 0 && (!need->full || need->full_max == 0 || max_chars < need->full_max))
			need->full_max = max_chars;
		need->full = true;
	}
}

void
synth_text_use_bytes(SynthTextColumn *c, size_t bytes)
{
	if (bytes > c->bytes)
		c->bytes = bytes;
}

/* nothing of the kind fits */
void
synth_text_fall_back(SynthTextColumn *c, const char *alphabet)
{
	int width = c->limit > 0 && c->limit < MAX_PLAIN ? c->limit : MAX_PLAIN;

	c->way = SYNTH_WAY_CODE;
	c->code = synth_code_plain(alphabet, width, c->key);
	c->space = synth_code_space(c->code);
	synth_text_use_bytes(c, synth_code_bytes(c->code));
}

/* patterns; without uniqueness too long ones are cut rather than left out altogether */
static void
init_pool(SynthTextColumn *c, const SynthWordList *list)
{
	c->way = SYNTH_WAY_POOL;
	c->pool = synth_pool_new(list, NULL, c->limit, c->unique, c->key);
	if (!c->unique && c->pool->source->n == 0)
		c->pool = synth_pool_new(list, NULL, 0, false, c->key);
	if (c->pool->source->n == 0 || (c->unique && c->pool->space == 0))
	{
		synth_text_fall_back(c, SYNTH_DIGITS);
		return;
	}
	c->space = c->pool->space;
	synth_text_use_bytes(c, c->pool->bytes);
}

/* words of a list: those that fit, in any order, if they must be different */
void
synth_text_init_list(SynthTextColumn *c, const SynthWordList *list)
{
	SynthWordFilter filter = {.upper = c->upper, .max_chars = c->limit, .distinct = true};

	c->way = SYNTH_WAY_LIST;
	c->words = synth_wordtable_new(list, &filter);
	if (c->words->n == 0)
	{
		filter.max_chars = 0;
		if (!c->unique)
			c->words = synth_wordtable_new(list, &filter);
	}
	if (c->words->n == 0)
	{
		synth_text_fall_back(c, SYNTH_LETTERS);
		return;
	}
	c->space = (uint64_t) c->words->n;
	synth_permutation_init(&c->order, c->space, c->key);
	synth_text_use_bytes(c, c->words->most_bytes);
}

static void
init_phrase(SynthTextColumn *c, const SynthTextBook *book)
{
	c->way = SYNTH_WAY_PHRASE;
	c->phrase = synth_phrase_new(book->lexicon, c->kind, c->locale, c->limit, c->unique, c->upper, c->key);
	if (c->phrase == NULL && !c->unique)
		c->phrase = synth_phrase_new(book->lexicon, c->kind, c->locale, 0, false, c->upper, c->key);
	if (c->phrase == NULL)
	{
		synth_text_fall_back(c, SYNTH_LETTERS);
		return;
	}
	c->space = synth_phrase_space(c->phrase);
	synth_text_use_bytes(c, synth_phrase_bytes(c->phrase));
}

static void
init_code(SynthTextColumn *c, const SynthTextBook *book)
{
	bool decimal = c->kind == SYNTH_TEXT_CARD || c->kind == SYNTH_TEXT_IBAN;

	c->way = SYNTH_WAY_CODE;
	c->code = synth_code_new(book->lexicon, c->kind, c->book->country, c->limit, c->unique, c->key);
	if (c->code == NULL && !c->unique)
		c->code = synth_code_new(book->lexicon, c->kind, c->book->country, 0, false, c->key);
	if (c->code == NULL || (c->unique && synth_code_space(c->code) == 0))
	{
		synth_text_fall_back(c, decimal ? SYNTH_DIGITS : SYNTH_HEXADECIMAL);
		return;
	}
	c->space = synth_code_space(c->code);
	synth_text_use_bytes(c, synth_code_bytes(c->code));
}

static void
init_person(SynthTextColumn *c)
{
	const SynthPeople *p = c->people;

	c->way = SYNTH_WAY_PERSON;
	synth_text_use_bytes(c, synth_people_bytes(p));
	if (!c->unique)
		return;
	if ((c->kind == SYNTH_TEXT_GIVEN && p->given_fails) || (c->kind == SYNTH_TEXT_FAMILY && p->family_fails)
		|| (c->kind == SYNTH_TEXT_FULL_NAME && p->full_fails))
		synth_text_fall_back(c, SYNTH_LETTERS);
	else
		c->space = synth_people_space(p, c->kind);
}

/* the number at the end is what makes them different */
static void
init_free(SynthTextColumn *c, SynthTextWay way)
{
	c->way = way;
	c->space = 1;
	for (int i = 0; i < c->max_chars && i < 18; i++)
		c->space *= 10;
	/* 1 .. 9..9 */
	c->space -= 1;
	/* room for bytes of any encoding, and for the number */
	synth_text_use_bytes(c, (size_t) c->max_chars * (way == SYNTH_WAY_WORDS ? 4 : 1) + 32);
}

/* `pattern`, else the shapes that were learned, else the schema's CHECKs */
static void
init_pattern(SynthTextColumn *c, const SynthText *text, const SynthAttribute *attribute)
{
	SynthPatternError error;
	SynthPattern *pattern = NULL;

	if (text->basis == SYNTH_BASIS_SHAPE && attribute != NULL)
	{
		c->way = SYNTH_WAY_SHAPE;
		c->shapes = synth_shape_texts_new(attribute->nvalues, attribute->label, text, c->limit, c->unique, c->key);
		c->space = synth_shape_texts_space(c->shapes);
		synth_text_use_bytes(c, synth_shape_texts_bytes(c->shapes));
		return;
	}
	if (text->pattern != NULL)
	{
		pattern = synth_pattern_new(text->pattern, c->limit, false, &error);
		/* narrower than the pattern: cut, unless they must be different */
		if (pattern == NULL && !c->unique)
			pattern = synth_pattern_new(text->pattern, 0, false, &error);
		if (pattern == NULL && error.fault != SYNTH_PATTERN_EMPTY)
			synth_fail(SYNTH_ERR_CORRUPT, "the pattern of a text column does not compile");
	}
	else if (text->nchecks > 0)
		pattern = synth_pattern_compile(text->check, text->nchecks, text->min_chars, c->limit, false, &error);
	if (pattern == NULL || synth_pattern_space(pattern) == 0)
	{
		c->shapes = synth_shape_texts_new(0, NULL, NULL, c->limit, c->unique, c->key);
		c->way = SYNTH_WAY_SHAPE;
		c->space = synth_shape_texts_space(c->shapes);
		synth_text_use_bytes(c, synth_shape_texts_bytes(c->shapes));
		return;
	}
	c->way = SYNTH_WAY_POOL;
	c->pool = synth_pool_of(pattern, c->unique, c->key);
	c->space = c->pool->space;
	synth_text_use_bytes(c, c->pool->bytes);
}

static const SynthWordList *
values_of(const SynthText *text)
{
	SynthWordList *list = synth_alloc(sizeof *list);

	list->list = list->locale = "";
	list->nwords = text->nvalues;
	list->word = synth_alloc_array((size_t) text->nvalues + 1, sizeof(SynthWord));
	for (int i = 0; i < text->nvalues; i++)
		list->word[i] = (SynthWord){.value = text->value[i], .tag = "", .parent = "", .weight = 1.0f};
	return list;
}

static const char *
list_of_kind(SynthTextKind kind)
{
	switch (kind)
	{
		case SYNTH_TEXT_TITLE:
			return "title";
		case SYNTH_TEXT_JOB:
			return "job";
		case SYNTH_TEXT_COLOUR:
			return "colour";
		case SYNTH_TEXT_CURRENCY:
			return "currency";
		default:
			return "language";
	}
}

void
synth_text_column_init(SynthTextColumn *c, const SynthTextBook *book, const SynthText *text,
					   const SynthAttribute *attribute)
{
	switch (c->kind)
	{
		case SYNTH_TEXT_TITLE:
			if (!c->unique)
			{
				init_person(c);
				break;
			}
			/* FALLTHROUGH */
		case SYNTH_TEXT_JOB:
		case SYNTH_TEXT_COLOUR:
		case SYNTH_TEXT_CURRENCY:
		case SYNTH_TEXT_LANGUAGE:
			synth_text_init_list(c, synth_lexicon_list(book->lexicon, list_of_kind(c->kind), c->locale, false));
			break;
		case SYNTH_TEXT_GIVEN:
		case SYNTH_TEXT_FAMILY:
		case SYNTH_TEXT_FULL_NAME:
			init_person(c);
			break;
		case SYNTH_TEXT_EMAIL:
		case SYNTH_TEXT_USERNAME:
			c->way = SYNTH_WAY_CONTACT;
			c->contact = synth_contact_new(book->lexicon, c->people, c->kind, c->limit, c->unique, c->ordinal, c->key);
			c->space = synth_contact_space(c->contact);
			synth_text_use_bytes(c, synth_contact_bytes(c->contact));
			break;
		case SYNTH_TEXT_PHONE:
			synth_text_init_phone(c, book);
			break;
		case SYNTH_TEXT_STREET:
			synth_text_init_place(c, book, SYNTH_WAY_STREET);
			break;
		case SYNTH_TEXT_CITY:
			synth_text_init_place(c, book, SYNTH_WAY_CITY);
			break;
		case SYNTH_TEXT_REGION:
			synth_text_init_place(c, book, SYNTH_WAY_REGION);
			break;
		case SYNTH_TEXT_POSTCODE:
			synth_text_init_place(c, book, SYNTH_WAY_POSTCODE);
			break;
		case SYNTH_TEXT_COUNTRY:
		case SYNTH_TEXT_COUNTRY_CODE:
			synth_text_init_place(c, book, SYNTH_WAY_COUNTRY);
			break;
		case SYNTH_TEXT_ADDRESS:
			synth_text_init_place(c, book, SYNTH_WAY_ADDRESS);
			break;
		case SYNTH_TEXT_COMPANY:
		case SYNTH_TEXT_URL:
		case SYNTH_TEXT_DOMAIN:
		case SYNTH_TEXT_FILE_NAME:
			init_phrase(c, book);
			break;
		case SYNTH_TEXT_PASSWORD:
		case SYNTH_TEXT_IP:
		case SYNTH_TEXT_IPV6:
		case SYNTH_TEXT_MAC:
		case SYNTH_TEXT_IBAN:
		case SYNTH_TEXT_CARD:
		case SYNTH_TEXT_UUID:
			init_code(c, book);
			/* digits of hashes and addresses are as they are */
			c->upper = c->upper && c->kind != SYNTH_TEXT_PASSWORD;
			break;
		case SYNTH_TEXT_NATIONAL_ID:
			init_pool(c, synth_lexicon_list(book->lexicon, "national_id", c->locale, false));
			break;
		case SYNTH_TEXT_USER_AGENT:
			init_pool(c, synth_lexicon_list(book->lexicon, "user_agent", "", false));
			c->upper = false;
			break;
		case SYNTH_TEXT_PATTERN:
			init_pattern(c, text, attribute);
			c->upper = false;
			break;
		case SYNTH_TEXT_LIST:
			c->upper = false;
			synth_text_init_list(c, values_of(text));
			break;
		case SYNTH_TEXT_WORDS:
			init_free(c, text->bag != NULL ? SYNTH_WAY_WORDS : SYNTH_WAY_LOREM);
			break;
		default:
			init_free(c, SYNTH_WAY_LOREM);
			break;
	}
	c->learned_length = text != NULL && text->basis == SYNTH_BASIS_LENGTH;
	c->bag = text != NULL ? text->bag : NULL;
	if (!c->unique)
		c->space = UINT64_MAX;
}
