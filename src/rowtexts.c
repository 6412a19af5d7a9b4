/*-------------------------------------------------------------------------
 *
 * rowtexts.c
 *	  The made texts of a row maker: which columns, which keys, from where on.
 *
 * Everything that a row maker and its callers want of texts, in terms of the
 * target's columns; the texts themselves are textrow.c's affair.
 *
 *-------------------------------------------------------------------------
 */
#include "rowplan.h"

/* composite keys whose texts have to differ */
static void
rowtexts_start_uniques(RowMaker *maker)
{
	ListCell *lc;

	foreach(lc, maker->text_uniques)
	{
		RowUnique *u = lfirst(lc);
		TextKeyPart *part = palloc0(sizeof(TextKeyPart) * (Size) u->nparts);

		for (int i = 0; i < u->nparts; i++)
		{
			RowColumn *c = &maker->column[u->part[i]];

			part[i].name = c->name;
			part[i].type = c->type;
			part[i].text = c->kind == ROW_TEXT ? c->model_column : -1;
			part[i].writer = c->writer;
			part[i].value = c->value;
			part[i].isnull = c->isnull;
		}
		textrow_unique(maker->texts, u->nparts, part);
		pfree(part);
	}
}

/* texts of row key_start are those of the first row (of number 1) moved as the keys are */
void
rowtexts_start(RowMaker *maker, int64 key_start, bool wraps)
{
	bool any = false;

	for (int i = 0; i < maker->ncolumns; i++)
		any |= maker->column[i].kind == ROW_TEXT;
	if (!any)
		return;
	maker->texts = textrow_new(maker->model, maker->seed);
	for (int i = 0; i < maker->ncolumns; i++)
	{
		RowColumn *c = &maker->column[i];

		if (c->kind == ROW_TEXT)
			textrow_add(maker->texts, c->model_column, c->writer, c->value, c->isnull);
		else if (c->kind == ROW_KEY)
			textrow_key(maker->texts, c->model_column, key_type(c->key), c->value, c->isnull);
	}
	textrow_start(maker->texts, Max(key_start - 1, 0), maker->n, wraps);
	rowtexts_start_uniques(maker);
}

List *
rowmaker_texts(const RowMaker *maker)
{
	List *texts = NIL;

	for (int i = 0; i < maker->ncolumns; i++)
	{
		const RowColumn *c = &maker->column[i];

		if (c->kind == ROW_TEXT && textwriter_takes_text(c->writer)
			&& maker->model->column[c->model_column].text->unique)
			texts = lappend_int(texts, i);
	}
	return texts;
}

void
rowmaker_text_taken(RowMaker *maker, int attribute, Datum value)
{
	textrow_taken(maker->texts, maker->column[attribute].model_column, value);
}
