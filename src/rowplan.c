/*-------------------------------------------------------------------------
 *
 * rowplan.c
 *	  Which column of a target gets what: the plan of a row maker.
 *
 * Columns are matched by name.  A target may have fewer columns than the
 * model, more, or columns of other types as long as these can hold what the
 * model makes; all that cannot are named in one error.
 *
 *-------------------------------------------------------------------------
 */
#include "rowplan.h"

#include "catalog/pg_attribute.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "keyalloc.h"

static int
find_model_column(const SynthModel *model, const char *name)
{
	for (int i = 0; i < model->ncolumns; i++)
		if (strcmp(model->column[i].name, name) == 0)
			return i;
	return -1;
}

/*
 * Does the server fill the column of an INSERT?  Generated columns and
 * GENERATED ALWAYS identities always; other defaults only of generated keys,
 * since modelled values must not be replaced by a default.
 */
static bool
left_to_server(Form_pg_attribute att, const SynthColumn *column)
{
	if (att->attgenerated != '\0' || att->attidentity == ATTRIBUTE_IDENTITY_ALWAYS)
		return true;
	if (column == NULL || column->role == SYNTH_COLUMN_SERVER)
		return true;
	return column->role == SYNTH_COLUMN_KEY && (att->atthasdef || att->attidentity != '\0');
}

/*
 * A column of made texts; labels of its attribute are written as those of a
 * modelled one.
 */
static bool
plan_text(RowMaker *maker, RowColumn *c, Form_pg_attribute att, const SynthColumn *column)
{
	const SynthText *text = column->text;

	c->kind = ROW_TEXT;
	c->attribute = column->attribute;
	c->writer = textwriter_new(maker->model, c->model_column, att->atttypid, att->atttypmod, maker->seed);
	if (c->writer == NULL)
		return false;
	if (column->attribute < 0 || text->always || text->basis != SYNTH_BASIS_PRESENT
		|| maker->model->attribute[column->attribute].nvalues == 0)
		return true;
	c->decoder = decoder_new(&maker->model->attribute[column->attribute], column, att->atttypid, att->atttypmod);
	return c->decoder != NULL;
}

/* false if the column's type cannot hold what the model makes */
static bool
plan_column(RowMaker *maker, RowColumn *c, TupleDesc desc, int i, const SynthColumn *column)
{
	Form_pg_attribute att = TupleDescAttr(desc, i);
	bool varlena;

	if (column->text != NULL)
		return plan_text(maker, c, att, column);
	switch (column->role)
	{
		case SYNTH_COLUMN_ATTRIBUTE:
			c->kind = ROW_ATTRIBUTE;
			c->attribute = column->attribute;
			c->decoder = decoder_new(&maker->model->attribute[column->attribute], column, att->atttypid,
									 att->atttypmod);
			return c->decoder != NULL;
		case SYNTH_COLUMN_RANGE:
			c->kind = ROW_RANGE;
			c->attribute = column->attribute;
			c->upper = column->upper;
			c->range = rangevalue_new(column, att->atttypid, att->atttypmod);
			return c->range != NULL;
		case SYNTH_COLUMN_KEY:
			c->kind = ROW_KEY;
			c->key = key_new(c->name, att->atttypid, att->atttypmod, maker->seed);
			if (c->key == NULL)
				return false;
			key_collate(c->key, att->attcollation);
			getTypeOutputInfo(att->atttypid, &c->key_output, &varlena);
			return true;
		case SYNTH_COLUMN_PLACEHOLDER:
			c->kind = ROW_CONSTANT;
			c->fill = filler_placeholder(desc, i);
			return true;
		case SYNTH_COLUMN_REFERENCE:
			c->kind = ROW_REFERENCE;
			return true;
		case SYNTH_COLUMN_SERVER:
		case SYNTH_COLUMN_TEXT:
			break;
	}
	/* generated in the source; where the target does not, nothing is known of it */
	c->kind = ROW_CONSTANT;
	c->fill = filler_default(desc, i);
	return true;
}

static void
append_misfit(StringInfo list, const SynthColumn *column, Form_pg_attribute att)
{
	appendStringInfo(list, "%s\"%s\" (%s, the model makes %s)", list->len > 0 ? ", " : "", column->name,
					 format_type_with_typemod(att->atttypid, att->atttypmod), column->type);
}

void
rowplan_columns(RowMaker *maker, TupleDesc desc, RowPurpose purpose)
{
	const SynthModel *model = maker->model;
	StringInfoData misfits;
	int matched = 0;
	int level = value_label_begin();

	initStringInfo(&misfits);
	for (int i = 0; i < desc->natts; i++)
	{
		Form_pg_attribute att = TupleDescAttr(desc, i);
		RowColumn *c = &maker->column[i];
		const SynthColumn *column;

		c->kind = ROW_SKIPPED;
		c->fill.isnull = true;
		c->model_column = -1;
		c->attribute = -1;
		if (att->attisdropped)
			continue;
		c->name = pstrdup(NameStr(att->attname));
		c->type = att->atttypid;
		c->model_column = find_model_column(model, c->name);
		column = c->model_column >= 0 ? &model->column[c->model_column] : NULL;
		if (column != NULL)
			matched++;
		else if (att->attgenerated == '\0')
			maker->missing = lappend(maker->missing, c->name);

		if (purpose == ROW_INSERT || purpose == ROW_LINKED ? left_to_server(att, column) : att->attgenerated != '\0')
			continue;
		if (purpose == ROW_COMPLETE && (column == NULL || (column->attribute < 0 && column->text == NULL)))
			continue;
		if (column == NULL)
		{
			c->kind = ROW_CONSTANT;
			c->fill = filler_default(desc, i);
		}
		else if (!plan_column(maker, c, desc, i, column))
			append_misfit(&misfits, column, att);
	}
	value_label_end(level);
	if (purpose == ROW_LINKED)
		keyalloc_plan(maker, desc);

	if (misfits.len > 0)
		ereport(ERROR, (errcode(ERRCODE_DATATYPE_MISMATCH),
						errmsg("columns that cannot hold the model's values: %s", misfits.data),
						errhint("Use a row type whose columns have the types of %s.",
								quote_qualified_identifier(model->source_schema, model->source_name))));
	if (matched == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("no column of the row type has the name of a column of the model"),
				 errhint("Columns are matched by name; SELECT * FROM synth_describe('<model>') lists the model's.")));
}

static int
find_target_column(const RowMaker *maker, int model_column)
{
	for (int i = 0; i < maker->ncolumns; i++)
		if (maker->column[i].model_column == model_column)
			return i;
	return -1;
}

/* does the column make each key with it unique already, or can it not be part of one? */
static bool
settles_key(const RowMaker *maker, const RowColumn *c)
{
	/* keys with ranges are compared as values: rowkey.c */
	if (c->kind == ROW_KEY || c->kind == ROW_SKIPPED || c->kind == ROW_RANGE)
		return true;
	/* not linked: NULL, which equals nothing */
	if (c->kind == ROW_REFERENCE)
		return maker->links == NULL;
	return c->kind == ROW_TEXT
		   && (!textwriter_takes_text(c->writer) || maker->model->column[c->model_column].text->unique);
}

/*
 * A key of the source is kept where the target has all its columns and the
 * model fills them.  A generated key or a unique text among them makes it
 * unique already, and a constant one adds nothing.  Keys of modelled columns
 * and labels are repaired in the codes; those with texts that are always made
 * take the next text.
 */
void
rowplan_uniques(RowMaker *maker)
{
	const SynthModel *model = maker->model;

	maker->uniques = maker->text_uniques = maker->link_uniques = NIL;
	for (int k = 0; k < model->nuniques; k++)
	{
		const SynthUnique *key = &model->unique[k];
		RowUnique *u = palloc0(sizeof *u);
		bool use = true;
		bool made = false;
		bool modelled = false;

		u->part = palloc0(sizeof(int) * (Size) Max(key->ncolumns, 1));
		for (int i = 0; i < key->ncolumns && use; i++)
		{
			int at = find_target_column(maker, key->column[i]);

			if (at < 0 || settles_key(maker, &maker->column[at]))
			{
				use = false;
				continue;
			}
			if (maker->column[at].kind != ROW_CONSTANT)
				u->part[u->nparts++] = at;
			modelled |= maker->column[at].kind == ROW_ATTRIBUTE || maker->column[at].kind == ROW_TEXT;
			made |= maker->column[at].kind == ROW_TEXT && maker->column[at].decoder == NULL;
		}
		if (use && made)
			maker->text_uniques = lappend(maker->text_uniques, u);
		else if (use && u->nparts > 0 && !modelled)
			maker->link_uniques = lappend(maker->link_uniques, u);
		else if (use && u->nparts > 0)
			maker->uniques = lappend(maker->uniques, u);
	}
}

void
rowplan_exhausted(const RowMaker *maker, const RowUnique *u, uint64 space)
{
	StringInfoData names;

	initStringInfo(&names);
	for (int i = 0; i < u->nparts; i++)
		appendStringInfo(&names, "%s%s", i > 0 ? ", " : "", maker->column[u->part[i]].name);
	ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					space > 0 ? errmsg("the unique key (%s) has only " UINT64_FORMAT " combinations", names.data, space)
							  : errmsg("the combinations of the unique key (%s) are used up", names.data),
					errhint("Ask for fewer rows, or use a target without that key.")));
}
