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

/* of its place in a schema; names of keys and tables, texts of rules, public rows */
static void
check_links(const SynthModel *m)
{
	for (int i = 0; i < m->nrules; i++)
		check_string(m->rule[i].text);
	for (int i = 0; i < m->nchecks; i++)
	{
		check_string(m->check[i].name);
		check_string(m->check[i].text);
	}
	for (int i = 0; i < m->nedges; i++)
	{
		const SynthEdge *e = &m->edge[i];

		check_string(e->name);
		check_string(e->parent_schema);
		check_string(e->parent_table);
		for (int k = 0; k < e->ncolumns; k++)
			check_string(e->parent_column[k]);
		for (int k = 0; k < e->ncontexts; k++)
			check_string(e->context[k].column);
		for (int k = 0; k < e->ncopies; k++)
			check_string(e->copy[k].parent_column);
	}
	for (int i = 0; i < m->nfanouts; i++)
	{
		check_string(m->fanout[i].child_schema);
		check_string(m->fanout[i].child_table);
		check_string(m->fanout[i].edge);
	}
	for (int64 r = 0; m->rows != NULL && r < m->rows->nrows * m->rows->ncolumns; r++)
		check_string(m->rows->value[r]);
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
	check_links(m);
}
