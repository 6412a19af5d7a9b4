/*-------------------------------------------------------------------------
 *
 * encoding.c
 *	  Are the texts of a stored model texts of this database?
 *
 * A model may come from a database of another encoding, by a dump or by
 * synth_import().  Whatever of it could end in a row, a message or a
 * comparison is checked when it is read.
 *
 *-------------------------------------------------------------------------
 */
#include "encoding.h"

#include "mb/pg_wchar.h"
#include "miscadmin.h"

static void
check_string(const char *string)
{
	if (string != NULL && !pg_verifymbstr(string, (int) strlen(string), true))
		ereport(ERROR, (errcode(ERRCODE_DATA_CORRUPTED),
						errmsg("stored model has text that is not valid in this database's encoding"),
						errhint("Fit the model again, or use it in a database of the encoding it was made in.")));
}

static void
check_text(const SynthText *text)
{
	check_string(text->locale);
	check_string(text->pattern);
	for (int i = 0; i < text->nvalues; i++)
		check_string(text->value[i]);
	for (int i = 0; i < text->nchecks; i++)
		check_string(text->check[i].text);
	for (int i = 0; text->bag != NULL && i < text->bag->ntokens; i++)
		check_string(text->bag->token[i]);
}

static void
check_words(const SynthWordList *list)
{
	check_string(list->list);
	check_string(list->locale);
	for (int i = 0; i < list->nwords; i++)
	{
		check_string(list->word[i].value);
		check_string(list->word[i].tag);
		check_string(list->word[i].parent);
		check_string(list->word[i].fold);
	}
}

void
encoding_check(const SynthModel *m)
{
	check_string(m->source_schema);
	check_string(m->source_name);
	check_string(m->unit);
	for (int i = 0; i < m->ncolumns; i++)
	{
		check_string(m->column[i].name);
		check_string(m->column[i].type);
		if (m->column[i].text != NULL)
			check_text(m->column[i].text);
	}
	for (int i = 0; i < m->nattributes; i++)
	{
		const SynthAttribute *a = &m->attribute[i];

		check_string(a->name);
		check_string(a->other_label);
		for (int k = 0; a->label != NULL && k < a->nvalues; k++)
			check_string(a->label[k]);
		CHECK_FOR_INTERRUPTS();
	}
	for (int i = 0; m->lexicon != NULL && i < m->lexicon->nlists; i++)
		check_words(&m->lexicon->list[i]);
}
