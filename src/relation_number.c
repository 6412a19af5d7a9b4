/*-------------------------------------------------------------------------
 *
 * relation_number.c
 *	  Numbers of attributes: which column is which of the fitter's.
 *
 * A source is numbered when it is described, and again when foreign keys have
 * given columns other roles and added hidden ones (fitlink.h).  What was made
 * of the first numbers follows: rules change to the new ones, and a rule that
 * has lost a column is dropped.  The attribute of a dropped residual rule is
 * its own value again.
 *
 *-------------------------------------------------------------------------
 */
#include "relation.h"

/* at least one, if only whether a text is there, since a model needs something to count */
static void
number(SourceTable *t)
{
	bool any = false;

	for (int c = 0; c < t->ncolumns; c++)
		any |= t->column[c].role == SYNTH_COLUMN_ATTRIBUTE
			   || (t->column[c].role == SYNTH_COLUMN_TEXT && t->column[c].text_has_spec);
	for (int c = 0; c < t->ncolumns && !any; c++)
	{
		if (t->column[c].role == SYNTH_COLUMN_TEXT)
			any = t->column[c].text_has_spec = true;
	}

	t->nattributes = 0;
	t->attribute_column = palloc(sizeof(int) * Max(t->ncolumns, 1));
	for (int c = 0; c < t->ncolumns; c++)
	{
		SourceColumn *col = &t->column[c];

		col->attribute = -1;
		if (col->role != SYNTH_COLUMN_ATTRIBUTE && (col->role != SYNTH_COLUMN_TEXT || !col->text_has_spec))
			continue;
		col->attribute = t->nattributes;
		t->attribute_column[t->nattributes++] = c;
	}
}

/* the new number of an old attribute; -1: none any more */
static int
renumber(const SourceTable *t, const int *old, int attribute)
{
	return t->column[old[attribute]].attribute;
}

/* an attribute that was to be a residual is its own value */
static void
restore(SourceTable *t, const SynthRule *rule, int attribute)
{
	SynthAttributeSpec *spec;

	if (attribute < 0 || rule->kind != SYNTH_RULE_RESIDUAL)
		return;
	spec = &t->column[t->attribute_column[attribute]].spec;
	spec->lo = rule->value_lo;
	spec->hi = rule->value_hi;
	spec->lo_declared = spec->hi_declared = false;
}

void
relation_number_attributes(SourceTable *t)
{
	int *old = t->attribute_column;
	int kept = 0;

	number(t);
	for (int r = 0; r < t->nrules; r++)
	{
		SynthRule rule = t->rule[r];
		bool whole;

		rule.attribute = renumber(t, old, rule.attribute);
		whole = rule.attribute >= 0;
		for (int k = 0; k < rule.nterms; k++)
		{
			rule.term[k] = renumber(t, old, rule.term[k]);
			whole &= rule.term[k] >= 0;
		}
		if (whole)
			t->rule[kept++] = rule;
		else
			restore(t, &rule, rule.attribute);
	}
	t->nrules = kept;
	if (old != NULL)
		pfree(old);
}
