/*-------------------------------------------------------------------------
 *
 * textlink.c
 *	  What text columns of one source have to do with each other.
 *
 * Columns of one prefix (billing_, ship_) are about one person and one place;
 * a column that tells the sex or the country is followed by their names and
 * places.  A composite key that holds a text is kept by making that text
 * unique by itself, if there are enough of them.
 *
 *-------------------------------------------------------------------------
 */
#include "textcolumn.h"

#include "core/kindname.h"
#include "lexicon.h"
#include "texttrial.h"

/* the same prefix, such as billing_, is the same person and place */
static int
group_of(const SourceTable *t, const SourceColumn *col, char **prefix, int *nprefixes)
{
	int length = synth_kind_prefix(col->name);
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
find_teller(const SourceTable *t, const SourceColumn *col, bool (*tells)(const SourceColumn *))
{
	int found = -1;

	for (int i = 0; i < t->ncolumns; i++)
	{
		const SourceColumn *other = &t->column[i];
		int length = synth_kind_prefix(other->name);

		if (other == col || other->role != SYNTH_COLUMN_ATTRIBUTE || other->spec.kind != SYNTH_CATEGORY
			|| !tells(other))
			continue;
		if (length == synth_kind_prefix(col->name) && strncmp(other->name, col->name, length) == 0)
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
		bool alone = u->ncolumns == 1;

		for (int i = 0; i < u->ncolumns; i++)
		{
			SourceColumn *col = &t->column[u->column[i]];

			if (col->role == SYNTH_COLUMN_TEXT && (widest == NULL || variety(col) > variety(widest)))
				widest = col;
		}
		if (widest != NULL && (alone || variety(widest) >= VARIETY_ENOUGH))
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

	t->bag_column = (int *) palloc0(sizeof(int) * Max(t->ncolumns, 1));
	for (int i = 0; i < t->ncolumns; i++)
	{
		SourceColumn *col = &t->column[i];

		if (col->text == NULL)
			continue;
		if (synth_text_is_personal(col->text->kind) || synth_text_is_local(col->text->kind))
		{
			col->text->group = group_of(t, col, prefix, &nprefixes);
			if (synth_text_is_personal(col->text->kind))
				col->text->sex = find_teller(t, col, tells_sex);
			if (synth_text_is_local(col->text->kind))
				col->text->country = find_teller(t, col, tells_country);
		}
		if (col->role == SYNTH_COLUMN_TEXT && col->bag >= 0)
		{
			col->bag = t->nbags;
			t->bag_column[t->nbags++] = i;
		}
	}
	link_uniques(t);
}

SynthLexicon *
textcolumn_lexicon(const SourceTable *t)
{
	bool wanted[SYNTH_TEXT_KINDS] = {false};
	List *locales = NIL;
	bool any = false;

	for (int i = 0; i < t->ncolumns; i++)
	{
		const SynthText *text = t->column[i].text;
		ListCell *cell;
		bool known = false;

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
		if (text->country >= 0)
			locales = list_concat(locales, lexicon_locales());
		foreach(cell, locales)
			known |= strcmp((char *) lfirst(cell), text->locale) == 0;
		if (!known)
			locales = lappend(locales, text->locale);
	}
	return any ? lexicon_read(wanted, locales) : NULL;
}
