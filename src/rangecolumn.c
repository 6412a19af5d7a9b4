/*-------------------------------------------------------------------------
 *
 * rangecolumn.c
 *	  Columns of range types in a source.
 *
 * Such a column gets the role RANGE and two hidden columns behind the real
 * ones, for its lower end and its length.  They read the range itself, so a
 * plain table is still read without the executor.  All of it is public
 * knowledge: whether ranges may be empty or unbounded is left to the counts.
 *
 *-------------------------------------------------------------------------
 */
#include "rangevalue.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

/* a type that shows values of a form */
static Oid
type_of(ValueForm form, Oid subtype)
{
	switch (form)
	{
		case VALUE_INTERVAL:
			return INTERVALOID;
		case VALUE_INT8:
			return INT8OID;
		case VALUE_FLOAT8:
			return FLOAT8OID;
		default:
			return subtype;
	}
}

static void
describe_end(SourceColumn *end, const SourceColumn *range, RangeEnd which)
{
	ValueForm form = which == RANGE_LENGTH ? rangevalue_length_form(range->form) : range->form;
	SynthAttributeSpec *spec = &end->spec;
	bool specials[3];

	*end = *range;
	end->hidden = true;
	end->range_end = which;
	end->range_type = range->basetypid;
	end->range_form = range->form;
	end->form = form;
	end->basetypid = end->typid = type_of(form, getBaseType(get_range_subtype(range->basetypid)));
	end->basetypmod = end->typmod = -1;
	end->name = psprintf(which == RANGE_LOWER ? "lower(%s)" : "length(%s)", range->name);
	end->expression = psprintf("s.%s", quote_identifier(range->name));
	end->type_text = "";
	end->role = SYNTH_COLUMN_ATTRIBUTE;
	end->why = NULL;
	end->attribute = -1;

	memset(spec, 0, sizeof(*spec));
	spec->name = end->name;
	spec->kind = SYNTH_NUMBER;
	spec->form = value_axis_form(form);
	spec->source = SYNTH_DOMAIN_GRID;
	value_range(form, -1, &spec->lo, &spec->hi, specials);
	if (which == RANGE_LOWER)
	{
		spec->nullable = !range->notnull;
		spec->specials[0] = true;
		spec->specials[2] = true;
	}
	else
	{
		spec->lo = spec->form == SYNTH_AXIS_REAL ? synth_key_from_double(0) : 0;
		spec->lo_declared = true;
		spec->specials[1] = true;
	}
	spec->grain = value_wants_grain(form, -1);
}

void
rangecolumn_describe(SourceTable *t)
{
	int nranges = 0;
	int ncolumns = t->ncolumns;

	for (int c = 0; c < ncolumns; c++)
		nranges += t->column[c].role == SYNTH_COLUMN_RANGE && !t->column[c].hidden;
	if (nranges == 0)
		return;
	t->column = repalloc(t->column, sizeof(SourceColumn) * (Size) (ncolumns + 2 * nranges));
	for (int c = 0; c < ncolumns; c++)
	{
		if (t->column[c].role != SYNTH_COLUMN_RANGE || t->column[c].hidden)
			continue;
		describe_end(&t->column[t->ncolumns++], &t->column[c], RANGE_LOWER);
		describe_end(&t->column[t->ncolumns++], &t->column[c], RANGE_LENGTH);
	}
}

void
rangecolumn_attributes(const SourceTable *t, const SourceColumn *range, int *lower, int *length)
{
	*lower = *length = -1;
	for (int c = 0; c < t->ncolumns; c++)
	{
		const SourceColumn *end = &t->column[c];

		if (!end->hidden || end->attnum != range->attnum || end->range_end == RANGE_NO_END)
			continue;
		if (end->range_end == RANGE_LOWER)
			*lower = end->attribute;
		else
			*length = end->attribute;
	}
}
