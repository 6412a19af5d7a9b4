/*-------------------------------------------------------------------------
 *
 * textmaker.c
 *	  Texts of the rows of a sample.
 *
 * A maker has a column for each text column of the target (textway.h), and
 * groups of columns that are about one person and one place (person.h,
 * place.h).  Per row a group finds its person and place once, when the first
 * column asks.
 *
 * Who a row is about: if some column of the group about the person is unique,
 * person number `index` of a fixed order; else who the value of the `by`
 * column names, if there is one; else the seed, the group and the index.  The
 * same for the place with unique columns city, postcode and region, of which
 * the first in this order decides.  What is named by a `by` value depends on
 * nothing but that value, the kind and how many columns of that kind the group
 * has before: so it is the same in all models that have the same words.
 *
 *-------------------------------------------------------------------------
 */
#include "textmaker.h"

#include <string.h>

#include "letters.h"
#include "textway.h"
#include "texthash.h"

typedef struct TextGroup
{
	const char *locale;
	uint64_t key; /* of the source table and the group */
	SynthPersonNeed need;
	SynthPeople *people;
	const SynthPlaceBook *book;
	bool placed; /* some column is about a place */
	int leader;	 /* unique column that decides about places, -1 none */
	bool fixed;	 /* some column about a place is unique: always in `book` */
	/* of the current row */
	bool ready;
	SynthPerson person;
	SynthPlace place;
	SynthTextRow row;
} TextGroup;

struct SynthTextMaker
{
	const SynthModel *model;
	uint64_t seed;
	SynthTextBook book;
	SynthWordTable *countries;
	int ncolumns;
	SynthTextColumn *column;
	TextGroup group[SYNTH_TEXT_GROUPS];
	uint64_t index;
	SynthTextFacts facts[SYNTH_TEXT_GROUPS];
	/* texts without a column */
	TextGroup items;
	SynthTextColumn *item_column[SYNTH_TEXT_KINDS];
	char *out;
	size_t out_size;
};

static uint64_t
hash_text(uint64_t hash, const char *text)
{
	for (; text != NULL && *text != '\0'; text++)
		hash = synth_text_mix(hash, (unsigned char) *text);
	return synth_text_mix(hash, 256);
}

static void
reserve(SynthTextMaker *t, size_t bytes)
{
	/* what a cut or a number may add */
	bytes = synth_size_add(bytes, 64);
	if (bytes <= t->out_size)
		return;
	synth_release(t->out);
	t->out = synth_alloc(bytes);
	t->out_size = bytes;
}

static int
least_limit(int a, int b)
{
	return a <= 0 || (b > 0 && b < a) ? b : a;
}

/* what a column is, before anything is compiled */
static void
describe_column(SynthTextMaker *t, SynthTextColumn *c, const SynthTextTarget *target)
{
	const SynthText *text = t->model->column[target->column].text;
	int before = 0;

	if (text == NULL)
		synth_fail(SYNTH_ERR_PARAMETER, "a column without texts");
	c->kind = text->kind;
	/* other limits than the longest text that is ever made are none */
	c->limit = least_limit(text->max_chars, target->max_chars);
	if (c->limit <= 0 || c->limit > SYNTH_TEXT_MAX_CHARS)
		c->limit = 0;
	c->max_chars = c->limit > 0 ? c->limit : SYNTH_TEXT_MAX_CHARS;
	c->unique = target->unique;
	c->upper = text->upper;
	c->group = text->group >= 0 && text->group < SYNTH_TEXT_GROUPS ? text->group : 0;
	for (int i = 0; i < target->column; i++)
	{
		const SynthText *other = t->model->column[i].text;

		before += other != NULL && other->kind == text->kind && other->group == text->group;
	}
	c->ordinal = before;
	c->salt = synth_text_mix((uint64_t) text->kind, (uint64_t) before);
	c->key = synth_text_mix(t->group[c->group].key, c->salt);
	c->locale = text->locale != NULL && text->locale[0] != '\0' ? text->locale : t->group[c->group].locale;
	c->book = synth_places_book(t->book.places, c->locale);
}

static void
start_groups(SynthTextMaker *t)
{
	const SynthModel *m = t->model;
	uint64_t source = hash_text(hash_text(1, m->source_schema), m->source_name);

	for (int g = 0; g < SYNTH_TEXT_GROUPS; g++)
	{
		t->group[g].locale = "en_US";
		t->group[g].leader = -1;
		t->group[g].key = synth_text_mix(source, (uint64_t) g);
	}
	/* the locale of the first column that has one, in the target or not */
	for (int i = m->ncolumns - 1; i >= 0; i--)
	{
		const SynthText *text = m->column[i].text;

		if (text != NULL && text->group >= 0 && text->group < SYNTH_TEXT_GROUPS && text->locale != NULL
			&& text->locale[0] != '\0')
			t->group[text->group].locale = text->locale;
	}
}

static void
start_group(SynthTextMaker *t, TextGroup *g, bool people)
{
	g->book = synth_places_book(t->book.places, g->locale);
	if (people)
		g->people = synth_people_new(t->book.lexicon, g->locale, &g->need, g->key);
}

static int
rank_of_leader(SynthTextKind kind)
{
	return kind == SYNTH_TEXT_CITY ? 1 : kind == SYNTH_TEXT_POSTCODE ? 2 : 3;
}

SynthTextMaker *
synth_textmaker_new(const SynthModel *m, int ncolumns, const SynthTextTarget *column, uint64_t seed)
{
	SynthTextMaker *t = synth_alloc(sizeof *t);
	bool people[SYNTH_TEXT_GROUPS] = {false};

	t->model = m;
	t->seed = seed;
	t->book.lexicon = m->lexicon;
	t->book.utf8 = synth_letters_are_utf8();
	t->book.places = synth_places_new(m->lexicon);
	t->book.lorem = synth_lorem_new(m->lexicon);
	t->countries = synth_wordtable_new(synth_lexicon_list(m->lexicon, "country", "", false), NULL);
	t->ncolumns = ncolumns;
	t->column = synth_alloc_array((size_t) ncolumns + 1, sizeof(SynthTextColumn));
	reserve(t, 1024);
	start_groups(t);
	for (int i = 0; i < ncolumns; i++)
	{
		SynthTextColumn *c = &t->column[i];
		TextGroup *g;

		describe_column(t, c, &column[i]);
		g = &t->group[c->group];
		if (synth_text_is_local(c->kind) && c->kind != SYNTH_TEXT_COUNTRY && c->kind != SYNTH_TEXT_COUNTRY_CODE)
			g->placed = true;
		if (!synth_text_is_personal(c->kind))
			continue;
		people[c->group] = true;
		if (c->unique && c->kind != SYNTH_TEXT_TITLE)
			synth_text_column_need(c->kind, c->limit, c->upper, &g->need);
	}
	for (int g = 0; g < SYNTH_TEXT_GROUPS; g++)
		start_group(t, &t->group[g], people[g]);
	for (int i = 0; i < ncolumns; i++)
	{
		SynthTextColumn *c = &t->column[i];
		const SynthColumn *source = &m->column[column[i].column];
		TextGroup *g = &t->group[c->group];

		synth_poll();
		c->people = g->people;
		synth_text_column_init(c, &t->book, source->text,
							   source->attribute >= 0 ? &m->attribute[source->attribute] : NULL);
		reserve(t, c->bytes);
		if (c->unique && synth_text_is_local(c->kind))
			g->fixed = true;
		if (synth_text_column_leads(c)
			&& (g->leader < 0 || rank_of_leader(c->kind) < rank_of_leader(t->column[g->leader].kind)))
			g->leader = i;
	}
	t->items.locale = t->group[0].locale;
	t->items.leader = -1;
	t->items.placed = true;
	return t;
}

uint64_t
synth_textmaker_space(const SynthTextMaker *t, int c)
{
	return t->column[c].space;
}

int
synth_textmaker_country(const SynthTextMaker *t, const char *label)
{
	return synth_places_country(t->book.places, label);
}

void
synth_textmaker_row(SynthTextMaker *t, uint64_t index, const SynthTextFacts *facts)
{
	static const SynthTextFacts nothing = {.country = -1};

	t->index = index;
	for (int g = 0; g < SYNTH_TEXT_GROUPS; g++)
	{
		t->group[g].ready = false;
		t->facts[g] = facts != NULL ? facts[g] : nothing;
	}
}

/* where the row is, from its country or the hash */
static void
find_place(SynthTextMaker *t, TextGroup *g, uint64_t hash, int country)
{
	const SynthPlaceBook *book = g->fixed ? NULL : synth_places_of_country(t->book.places, country);

	synth_place_pick(book != NULL ? book : g->book, hash, &g->place);
	if (country >= 0 && country < SYNTH_COUNTRIES)
		g->row.country = country;
	else if (g->placed)
		g->row.country = g->place.book->country;
	else
		g->row.country = synth_code_country(
			t->countries->entry[synth_wordtable_pick(t->countries, synth_text_mix(hash, 11))]->tag);
}

static void
find_row(SynthTextMaker *t, int group)
{
	TextGroup *g = &t->group[group];
	const SynthTextFacts *f = &t->facts[group];
	uint64_t place;

	g->ready = true;
	g->row.index = t->index;
	g->row.hash = f->has_by ? synth_text_mix(UINT64_C(0x6279), f->by)
							: synth_text_mix(synth_text_mix(synth_text_mix(t->seed, g->key), 1), t->index);
	if (g->people != NULL && g->need.unique)
		synth_people_at(g->people, t->index, f->sex, &g->person);
	else if (g->people != NULL)
		synth_people_pick(g->people, g->row.hash, f->sex, &g->person);
	/* with unique columns no place may depend on the seed */
	place = g->fixed ? synth_text_mix(synth_text_mix(g->key, 2), t->index) : synth_text_mix(g->row.hash, 2);
	find_place(t, g, place, f->country);
	if (g->leader >= 0 && t->index < t->column[g->leader].space)
		(void) synth_text_column_place(&t->column[g->leader], &t->book, t->index, place, &g->place, t->out);
	g->row.person = &g->person;
	g->row.place = &g->place;
}

static const char *
finish(SynthTextMaker *t, const SynthTextColumn *c, int n, int *length)
{
	/* unique ones fit already */
	if (!c->unique && c->limit > 0 && n > c->limit)
		n = synth_letters_cut(t->out, n, c->limit);
	if (c->upper)
		synth_letters_raise(t->out, n, t->book.utf8);
	t->out[n] = '\0';
	*length = n;
	return t->out;
}

const char *
synth_textmaker_text(SynthTextMaker *t, int c, int64_t raw, int *length)
{
	const SynthTextColumn *column = &t->column[c];
	TextGroup *g = &t->group[column->group];

	if (t->index >= column->space)
		synth_fail(SYNTH_ERR_PARAMETER, "a row beyond the space of a unique column");
	if (!g->ready)
		find_row(t, column->group);
	return finish(t, column, synth_text_column_make(column, &t->book, &g->row, raw, t->out), length);
}

/* kinds that are nothing without a column are words without meaning */
static SynthTextKind
plain_kind(SynthTextKind kind)
{
	switch (kind)
	{
		case SYNTH_TEXT_NONE:
		case SYNTH_TEXT_WORDS:
		case SYNTH_TEXT_PATTERN:
		case SYNTH_TEXT_LIST:
		case SYNTH_TEXT_ARRAY:
		case SYNTH_TEXT_DOCUMENT:
			return SYNTH_TEXT_LOREM;
		default:
			return (unsigned) kind < SYNTH_TEXT_KINDS ? kind : SYNTH_TEXT_LOREM;
	}
}

static const SynthTextColumn *
column_of_kind(SynthTextMaker *t, SynthTextKind kind)
{
	SynthTextColumn *c = t->item_column[kind];

	if (c != NULL)
		return c;
	if (t->items.people == NULL)
		start_group(t, &t->items, true);
	t->item_column[kind] = c = synth_alloc(sizeof *c);
	c->kind = kind;
	c->max_chars = SYNTH_TEXT_MAX_CHARS;
	c->salt = synth_text_mix((uint64_t) kind, 0);
	c->locale = t->items.locale;
	c->book = t->items.book;
	c->people = t->items.people;
	synth_text_column_init(c, &t->book, NULL, NULL);
	reserve(t, c->bytes);
	return c;
}

const char *
synth_textmaker_kind(SynthTextMaker *t, SynthTextKind kind, uint64_t row, int item, int *length)
{
	const SynthTextColumn *c = column_of_kind(t, plain_kind(kind));
	TextGroup *g = &t->items;

	g->row.index = row;
	g->row.hash = synth_text_mix(synth_text_mix(synth_text_mix(t->seed, 0x6974656d), row), (uint64_t) item);
	g->row.person = &g->person;
	g->row.place = &g->place;
	synth_people_pick(g->people, g->row.hash, 0, &g->person);
	find_place(t, g, synth_text_mix(g->row.hash, 2), -1);
	return finish(t, c, synth_text_column_make(c, &t->book, &g->row, SYNTH_RAW_OTHER, t->out), length);
}
