/*-------------------------------------------------------------------------
 *
 * textspace.c
 *	  How many texts unique columns can have, and which come next.
 *
 * All columns of a row have one index, so the unique column with the fewest
 * texts says how many rows there can be, and where indexes begin anew.
 *
 *-------------------------------------------------------------------------
 */
#include "textrow_parts.h"

/* how to get more texts */
static char *
scarce_hint(const TextColumn *c)
{
	const char *name = c->column->name;

	switch (c->text->kind)
	{
		case SYNTH_TEXT_PATTERN:
			return psprintf("Ask for fewer rows, or fit the model with a wider pattern or with serial codes:"
							" text => '{\"%s\": \"pattern:...\"}' or '{\"%s\": \"key\"}'.",
							name, name);
		case SYNTH_TEXT_LIST:
			return psprintf("Ask for fewer rows, or fit the model with more values: text => '{\"%s\": [\"...\"]}'.",
							name);
		default:
			return psprintf("Ask for fewer rows, give the column a longer type, or fit the model with another kind of text:"
							" text => '{\"%s\": \"pattern:...\"}'.",
							name);
	}
}

void
textspace_check(TextRow *t, int64 n)
{
	const TextColumn *c;

	t->space = PG_UINT64_MAX;
	for (int i = 0; i < t->ncolumns; i++)
	{
		uint64 space = PG_UINT64_MAX;

		c = &t->column[i];
		if (c->text->unique && c->number >= 0 && n > 0)
			space = synth_textmaker_space(t->maker, c->number);
		if (space < t->space)
		{
			t->space = space;
			t->scarce = i;
		}
	}
	if (t->scarce < 0)
		return;
	c = &t->column[t->scarce];
	if ((uint64) n > t->space)
		ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
						errmsg_plural("column \"%s\" can have only " UINT64_FORMAT " value",
									  "column \"%s\" can have only " UINT64_FORMAT " different values",
									  (unsigned long) t->space, c->column->name, t->space),
						errhint("%s", scarce_hint(c))));
	/* where rows are passed over, the end may be reached all the same, and then the beginning is next */
	if (!t->wraps && t->first > t->space - (uint64) n)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("column \"%s\" can have only " UINT64_FORMAT " different values", c->column->name, t->space),
				 errdetail("Rows from number " UINT64_FORMAT " on would have the texts after these.", t->first + 1),
				 errhint("Lower \"key_start\", or ask for fewer rows.")));
}

uint64
textspace_next(TextRow *t)
{
	uint64 index = t->first + t->passed;

	if (t->scarce >= 0)
	{
		if (t->wraps)
			index %= t->space;
		if (t->passed >= t->space || index >= t->space)
			ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
							errmsg("the " UINT64_FORMAT " values that column \"%s\" can have are used up", t->space,
								   t->column[t->scarce].column->name),
							errdetail("What the target holds already is not made again."),
							errhint("%s", scarce_hint(&t->column[t->scarce]))));
	}
	t->passed++;
	return index;
}
