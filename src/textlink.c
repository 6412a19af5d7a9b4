/*-------------------------------------------------------------------------
 *
 * textlink.c
 *	  What text columns of one source have to do with each other.
 *
 * Columns of one prefix (billing_, ship_) are about one person and one place.
 * So are columns without a prefix, but where these have no name of their own
 * (customer_name, email) they are about whom a prefix names.  A column that
 * tells the sex or the country is followed by their names and places.  A
 * composite key that holds a text is kept by making that text unique by itself,
 * if there are enough of them; else it is left to textkeys.c.
 *
 *-------------------------------------------------------------------------
 */
#include "textcolumn.h"

#include "core/kindname.h"
#include "core/place.h"
#include "lexicon.h"
#include "texttrial.h"

/* kinds of which a person has one: two columns of them are about two people */
static uint64
kind_bit(SynthTextKind kind)
{
	if (kind == SYNTH_TEXT_GIVEN || kind == SYNTH_TEXT_FAMILY)
		kind = SYNTH_TEXT_FULL_NAME;
	return UINT64CONST(1) << kind;
}

#define NAMES ((UINT64CONST(1) << SYNTH_TEXT_FULL_NAME) | (UINT64CONST(1) << SYNTH_TEXT_USERNAME))

static bool
has_prefix(const SourceColumn *col, const char *prefix, int length)
{
	return synth_kind_prefix(col->name) == length && strncmp(col->name, prefix, length) == 0;
}

/* what is known of the person, or of the place, of a prefix, as a set of kinds */
static uint64
kinds_of(const SourceTable *t, bool (*about)(SynthTextKind), const char *prefix, int length)
{
	uint64 kinds = 0;

	for (int i = 0; i < t->ncolumns; i++)
	{
		const SourceColumn *col = &t->column[i];

		if (col->text != NULL && has_prefix(col, prefix, length) && about(col->text->kind))
			kinds |= kind_bit(col->text->kind);
	}
	return kinds;
}

/* does the prefix say what the table is about: customer_ in customers? */
static bool
names_the_table(const SourceTable *t, const char *prefix, int length)
{
	while (length > 0 && prefix[length - 1] == '_')
		length--;
	return length > 0 && pg_strncasecmp(t->name, prefix, length) == 0;
}

/*
 * The column whose prefix names the person that columns without a prefix are
 * about, -1 if those have a name of their own, or nobody is named.  Of several
 * it is the one that the table is named for, else the first.
 */
static int
find_owner(const SourceTable *t)
{
	uint64 own = kinds_of(t, synth_text_is_personal, "", 0);
	int first = -1;

	for (int i = 0; i < t->ncolumns; i++)
	{
		const char *name = t->column[i].name;
		int length = synth_kind_prefix(name);
		uint64 kinds = length > 0 ? kinds_of(t, synth_text_is_personal, name, length) : 0;

		if ((kinds & NAMES) == 0 || (kinds & own) != 0)
			continue;
		if (names_the_table(t, name, length))
			return i;
		if (first < 0)
			first = i;
	}
	return first;
}

/* length of the column's prefix, 0 if it is about the same as columns without */
static int
prefix_of(const SourceTable *t, const SourceColumn *col, int owner)
{
	int length = synth_kind_prefix(col->name);

	if (owner < 0 || !has_prefix(&t->column[owner], col->name, length))
		return length;
	/* two cities are two places, though they are about the same person */
	if (col->text != NULL && synth_text_is_local(col->text->kind)
		&& (kinds_of(t, synth_text_is_local, col->name, length) & kinds_of(t, synth_text_is_local, "", 0)) != 0)
		return length;
	return 0;
}

/* the same prefix, such as billing_, is the same person and place */
static int
group_of(const SourceColumn *col, int length, char **prefix, int *nprefixes)
{
	char *mine = pnstrdup(col->name, length);

	for (int g = 0; g < *nprefixes; g++)
		if (strcmp(prefix[g], mine) == 0)
			return g;
	if (*nprefixes == SYNTH_TEXT_GROUPS)
		return 0;
	prefix[*nprefixes] = mine;
	return (*nprefixes)++;
}

/* a modelled column of the same prefix, or without any, that satisfies the test */
static int
find_teller(const SourceTable *t, const SourceColumn *col, int owner, bool (*tells)(const SourceColumn *))
{
	int mine = prefix_of(t, col, owner);
	int found = -1;

	for (int i = 0; i < t->ncolumns; i++)
	{
		const SourceColumn *other = &t->column[i];
		int length = prefix_of(t, other, owner);

		if (other == col || other->role != SYNTH_COLUMN_ATTRIBUTE || other->spec.kind != SYNTH_CATEGORY
			|| !tells(other))
			continue;
		if (length == mine && strncmp(other->name, col->name, length) == 0)
			return i;
		if (length == 0)
			found = i;
	}
	return found;
}

static bool
tells_sex(const SourceColumn *col)
{
	return synth_kind_is_sex(col->name);
}

static bool
tells_country(const SourceColumn *col)
{
	return col->text != NULL && (col->text->kind == SYNTH_TEXT_COUNTRY || col->text->kind == SYNTH_TEXT_COUNTRY_CODE);
}

/* how much a text can vary: which column of a composite key is made unique */
static uint64
variety(const SourceColumn *col)
{
	SynthText text = *col->text;

	text.unique = true;
	return texttrial_space(&text);
}

/* a text of a composite key with so many values is made unique by itself */
#define VARIETY_ENOUGH (UINT64CONST(1) << 32)

/*
 * A composite key with a text: if one varies very much it is unique by itself,
 * and the key needs no other care.  Else their combinations are made to
 * differ when rows are made.
 */
static void
link_uniques(SourceTable *t)
{
	int kept = 0;

	for (int k = 0; k < t->nuniques; k++)
	{
		SynthUnique *u = &t->unique[k];
		SourceColumn *widest = NULL;
		uint64 most = 0;
		bool alone = u->ncolumns == 1;

		for (int i = 0; i < u->ncolumns; i++)
		{
			SourceColumn *col = &t->column[u->column[i]];
			uint64 texts;

			if (col->role != SYNTH_COLUMN_TEXT)
				continue;
			/* reads the dictionary: once for each column */
			texts = alone ? 0 : variety(col);
			if (widest == NULL || texts > most)
			{
				widest = col;
				most = texts;
			}
		}
		if (widest != NULL && (alone || most >= VARIETY_ENOUGH))
			widest->text->unique = true;
		if (widest == NULL || alone || !widest->text->unique)
			t->unique[kept++] = *u;
	}
	t->nuniques = kept;
}

void
textcolumn_link(SourceTable *t)
{
	char *prefix[SYNTH_TEXT_GROUPS] = {""};
	int nprefixes = 1;
	int owner = find_owner(t);

	t->bag_column = (int *) palloc0(sizeof(int) * Max(t->ncolumns, 1));
	for (int i = 0; i < t->ncolumns; i++)
	{
		SourceColumn *col = &t->column[i];

		if (col->text == NULL)
			continue;
		if (synth_text_is_personal(col->text->kind) || synth_text_is_local(col->text->kind))
		{
			col->text->group = group_of(col, prefix_of(t, col, owner), prefix, &nprefixes);
			if (synth_text_is_personal(col->text->kind))
				col->text->sex = find_teller(t, col, owner, tells_sex);
			if (synth_text_is_local(col->text->kind))
				col->text->country = find_teller(t, col, owner, tells_country);
		}
		if (col->role == SYNTH_COLUMN_TEXT && col->bag >= 0)
		{
			col->bag = t->nbags;
			t->bag_column[t->nbags++] = i;
		}
	}
	link_uniques(t);
}

static List *
add_locale(List *locales, char *locale)
{
	ListCell *cell;

	foreach(cell, locales)
		if (strcmp((char *) lfirst(cell), locale) == 0)
			return locales;
	return lappend(locales, locale);
}

/* locales of the countries among the labels of the column */
static List *
add_countries(List *locales, const SynthModel *m, int column, const SynthPlaces *places)
{
	const SynthAttribute *a = &m->attribute[m->column[column].attribute];

	for (int i = 0; a->kind == SYNTH_CATEGORY && i < a->nvalues; i++)
	{
		const SynthPlaceBook *book = synth_places_of_country(places, synth_places_country(places, a->label[i]));

		if (book != NULL)
			locales = add_locale(locales, pstrdup(book->locale));
	}
	return locales;
}

SynthLexicon *
textcolumn_lexicon(const SourceTable *t, const SynthModel *m)
{
	bool wanted[SYNTH_TEXT_KINDS] = {false};
	bool countries[SYNTH_TEXT_KINDS] = {false};
	SynthPlaces *places = NULL;
	List *locales = NIL;
	bool any = false;

	countries[SYNTH_TEXT_CITY] = countries[SYNTH_TEXT_COUNTRY] = true;
	for (int i = 0; i < t->ncolumns; i++)
	{
		const SynthText *text = t->column[i].text;

		if (text == NULL)
			continue;
		any = true;
		wanted[text->kind] = true;
		if (text->element != SYNTH_TEXT_NONE)
			wanted[text->element] = true;
		/* keys of documents may ask for anything that people have */
		if (text->kind == SYNTH_TEXT_DOCUMENT)
			for (int k = 1; k < SYNTH_TEXT_KINDS; k++)
				wanted[k] = true;
		locales = add_locale(locales, text->locale);
		if (text->country < 0 || m->column[text->country].attribute < 0)
			continue;
		if (places == NULL)
			places = synth_places_new(lexicon_read(countries, lexicon_locales()));
		locales = add_countries(locales, m, text->country, places);
	}
	return any ? lexicon_read(wanted, locales) : NULL;
}
