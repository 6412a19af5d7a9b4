/*-------------------------------------------------------------------------
 *
 * textfit.c
 *	  Text columns of a fitted model: the last decisions.
 *
 * A category whose texts could be made is no category if most of its rows have
 * values that were not published (a list of cities, a few of them frequent):
 * the core decides that by its noisy counts.  Then all texts are made, so that
 * they look alike; else none is.
 *
 *-------------------------------------------------------------------------
 */
#include "textfit.h"

#include "textcolumn.h"

void
textfit_finish(SynthModel *m)
{
	for (int i = 0; i < m->ncolumns; i++)
	{
		SynthColumn *c = &m->column[i];
		const SynthAttribute *a;

		if (c->role != SYNTH_COLUMN_ATTRIBUTE || c->text == NULL)
			continue;
		a = &m->attribute[c->attribute];
		if (a->other == SYNTH_OTHER_LABEL && strcmp(a->other_label, textcolumn_stand_in(c->text->kind)) == 0)
			c->text->always = true;
		else
			c->text = NULL;
	}
}
