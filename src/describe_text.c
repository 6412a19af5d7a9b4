/*-------------------------------------------------------------------------
 *
 * describe_text.c
 *	  Rows of synth_describe() about made texts.
 *
 * Sections: column (kind text), shape (the formats of a code or a document),
 * token (words, elements, values that were published) with the rows that are
 * estimated to have them.
 *
 *-------------------------------------------------------------------------
 */
#include "describe.h"

#include "miscadmin.h"

#include "core/document.h"
#include "statement.h"
#include "textwords.h"

static const char *
column_name(const void *arg, int column)
{
	const SynthModel *m = arg;

	return m->column[column].name;
}

void
describe_text(ResultSet *set, const SynthModel *m, const SynthColumn *column)
{
	const SynthAttribute *a = column->attribute >= 0 ? &m->attribute[column->attribute] : NULL;

	describe_row(set, "column", column->name, statement_role(column->role), textwords_kind(column->text), column->type,
				 a != NULL ? a->nfine : -1, a != NULL && m->is_private ? a->sigma : -1,
				 textwords_note(column->text, a != NULL, column_name, m));
}

/* the path, a space and the value, where a token is of a document */
static char *
shown_token(const char *token)
{
	char *shown = pstrdup(token);

	for (char *c = shown; *c != '\0'; c++)
		if (*c == SYNTH_DOCUMENT_VALUE)
			*c = ' ';
	return shown;
}

void
describe_text_parts(ResultSet *set, const SynthModel *m)
{
	for (int i = 0; i < m->ncolumns; i++)
	{
		const SynthColumn *column = &m->column[i];
		const SynthBag *bag = column->text != NULL ? column->text->bag : NULL;

		if (column->role == SYNTH_COLUMN_TEXT && column->attribute >= 0
			&& m->attribute[column->attribute].kind == SYNTH_CATEGORY)
		{
			const SynthAttribute *a = &m->attribute[column->attribute];

			for (int v = 0; v < a->nvalues; v++)
				describe_row(set, "shape", column->name, NULL, a->label[v], statement_source(a->source), -1, -1, NULL);
		}
		for (int t = 0; bag != NULL && t < bag->ntokens; t++)
		{
			CHECK_FOR_INTERRUPTS();
			describe_row(set, "token", column->name, NULL, shown_token(bag->token[t]), NULL, -1,
						 m->is_private ? bag->sigma : -1,
						 psprintf(m->is_private ? "about %.0f rows" : "%.0f rows", bag->weight[t]));
		}
	}
}
