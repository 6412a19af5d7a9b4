/*-------------------------------------------------------------------------
 *
 * schema_plan.c
 *	  synth_schema_plan(): what a fit of a schema will do with each table.
 *
 * It makes the very requests that synth_fit_schema() would make and reads no
 * row: the role of a table is guessed from its keys, foreign keys, and what its
 * columns are called, which is public, and the guess is only a proposal.  It
 * comes as statements to run or to edit first.
 *
 *	person		rows are people: names, e-mails or dates of birth, and others
 *				refer to it, or it was named by unit =>
 *	child		rows belong to rows of another table
 *	link		nothing but references: pairs
 *	look-up		others refer to it, it refers to nothing but look-ups, and it
 *				has few columns: perhaps public
 *	log			rows with a time that nothing refers to
 *	public		declared
 *	empty		keys only: nothing to learn but how many
 *	table		none of these
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include <math.h>

#include "lib/stringinfo.h"
#include "resultset.h"
#include "schemafit.h"
#include "textwords.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(synth_schema_plan);

/* positions of the arguments */
enum
{
	ARG_SCHEMA,
	ARG_PRIVATE,
	ARG_EPSILON,
	ARG_DELTA,
	ARG_METHOD,
	ARG_UNIT,
	ARG_MAX_ROWS,
	ARG_PUBLIC_TABLES,
	ARG_TABLES,
	ARG_SKIP,
	ARG_RULES
};

/* result columns */
enum
{
	PLAN_TABLE,
	PLAN_ROLE,
	PLAN_PARENTS,
	PLAN_COLUMNS,
	PLAN_SHARE,
	PLAN_NEEDS,
	PLAN_NOTE,
	PLAN_SETTING,
	NCOLS
};

/* columns of a look-up table at most, and rows of a person that a proposal begins with */
#define LOOKUP_COLUMNS 6
#define PROPOSED_ROWS 5

/* what a table looks like */
typedef struct TableTraits
{
	int columns;	/* real ones */
	int modelled;	/* of these: attributes and made texts */
	int references; /* referring columns */
	int times;
	int people; /* 2 and more: as people have */
} TableTraits;

/* 2: hardly anything but people has it; 1: people have it, too */
static int
likeness_to_people(const SourceColumn *column)
{
	if (column->text == NULL)
		return 0;
	switch (column->text->kind)
	{
		case SYNTH_TEXT_GIVEN:
		case SYNTH_TEXT_FAMILY:
		case SYNTH_TEXT_EMAIL:
		case SYNTH_TEXT_USERNAME:
		case SYNTH_TEXT_PASSWORD:
		case SYNTH_TEXT_NATIONAL_ID:
			return 2;
		case SYNTH_TEXT_FULL_NAME:
		case SYNTH_TEXT_TITLE:
		case SYNTH_TEXT_PHONE:
		case SYNTH_TEXT_STREET:
		case SYNTH_TEXT_ADDRESS:
			return 1;
		default:
			return 0;
	}
}

static bool
is_reference(const GraphTable *table, AttrNumber attnum)
{
	ListCell *cell;

	foreach(cell, table->edges)
	{
		const GraphEdge *edge = (const GraphEdge *) lfirst(cell);

		for (int i = 0; i < edge->ncolumns; i++)
			if (edge->child_attnum[i] == attnum)
				return true;
	}
	return false;
}

static TableTraits
read_traits(const SchemaFit *fit, int i)
{
	const GraphTable *table = &fit->graph->table[i];
	const SourceTable *source = fit->table[i].run.request->source;
	TableTraits traits = {0};

	for (int c = 0; c < source->ncolumns; c++)
	{
		const SourceColumn *column = &source->column[c];

		if (column->hidden)
			continue;
		traits.columns++;
		traits.modelled += column->attribute >= 0 || column->role == SYNTH_COLUMN_TEXT;
		traits.people += likeness_to_people(column);
		if (is_reference(table, column->attnum))
			traits.references++;
		else if (column->form == VALUE_TIMESTAMP || column->form == VALUE_TIMESTAMPTZ || column->form == VALUE_DATE)
			traits.times++;
	}
	return traits;
}

/* every table that it refers to is a look-up table itself, or there is none */
static bool
is_lookup(const SchemaFit *fit, int i, int depth)
{
	const GraphTable *table = &fit->graph->table[i];
	TableTraits traits = read_traits(fit, i);
	ListCell *cell;

	if (table->is_public)
		return true;
	if (fit->unit->role[i] == UNIT_OWNED || fit->unit->role[i] == UNIT_PERSON || table->children == NIL
		|| traits.people >= 2 || traits.columns > LOOKUP_COLUMNS || depth > fit->graph->ntables)
		return false;
	foreach(cell, table->edges)
	{
		const GraphEdge *edge = (const GraphEdge *) lfirst(cell);

		if (edge->parent < 0 || fit->table[edge->parent].run.request == NULL
			|| (edge->parent != i && !is_lookup(fit, edge->parent, depth + 1)))
			return false;
	}
	return true;
}

static const char *
propose_role(const SchemaFit *fit, int i)
{
	const GraphTable *table = &fit->graph->table[i];
	TableTraits traits = read_traits(fit, i);

	if (table->is_public)
		return "public";
	if (fit->unit->role[i] == UNIT_PERSON || (fit->unit->person < 0 && traits.people >= 2 && table->children != NIL))
		return "person";
	if (is_lookup(fit, i, 0))
		return "look-up";
	if (list_length(table->edges) >= 2 && traits.references + traits.times >= traits.columns)
		return "link";
	if (table->children == NIL && traits.times > 0 && list_length(table->edges) <= 1
		&& fit->unit->role[i] != UNIT_OWNED)
		return "log";
	if (table->edges != NIL)
		return "child";
	return traits.modelled == 0 ? "empty" : "table";
}

/* "customer (customer_id), staff (staff_id)" */
static char *
parents_text(const SchemaFit *fit, int i)
{
	const GraphTable *table = &fit->graph->table[i];
	StringInfoData text;
	ListCell *cell;

	initStringInfo(&text);
	foreach(cell, table->edges)
	{
		const GraphEdge *edge = (const GraphEdge *) lfirst(cell);

		appendStringInfo(&text, "%s%s (", text.len > 0 ? ", " : "",
						 edge->parent >= 0 ? quote_identifier(fit->graph->table[edge->parent].name)
										   : relation_quoted_name(edge->parent_relid));
		for (int k = 0; k < edge->ncolumns; k++)
			appendStringInfo(&text, "%s%s", k > 0 ? ", " : "",
							 quote_identifier(get_attname(table->relid, edge->child_attnum[k], false)));
		appendStringInfoChar(&text, ')');
	}
	return text.len > 0 ? text.data : NULL;
}

static void
append_note(StringInfo note, const char *what)
{
	appendStringInfo(note, "%s%s", note->len > 0 ? "; " : "", what);
}

/* of a private fit: who is protected, and what is lost */
static void
append_privacy(const SchemaFit *fit, int i, const char *role, StringInfo note)
{
	const Request *request = fit->table[i].run.request;

	if (fit->unit->role[i] == UNIT_ALONE)
		append_note(note, fit->unit->person >= 0 ? "no path to a person: protected row by row"
						  : fit->graph->table[i].edges != NIL
							  ? "protected row by row, and nothing is learned across its foreign keys"
							  : "protected row by row");
	else if (request->source->max_rows > 0 && fit->unit->role[i] == UNIT_OWNED)
		append_note(note, psprintf("at most " INT64_FORMAT " %s of one person", request->source->max_rows,
								   request->source->max_rows == 1 ? "row" : "rows"));
	else if (fit->unit->role[i] == UNIT_OWNED)
		append_note(note, "rows of one person: estimated, unless max_rows says how many");
	if (fit->unit->person < 0 && strcmp(role, "person") == 0)
		append_note(note, psprintf("if its rows are people, fit with unit => %s",
								   quote_literal_cstr(fit->graph->table[i].name)));
	if (request->source->relkind == 'f')
		append_note(note, "a foreign table needs unit => 'result row', which can be set");
}

static char *
note_text(const SchemaFit *fit, int i, const char *role)
{
	const GraphTable *table = &fit->graph->table[i];
	const SourceTable *source = fit->table[i].run.request->source;
	StringInfoData note;
	ListCell *cell;

	initStringInfo(&note);
	if (table->is_public)
		append_note(&note, "kept whole, as it is");
	else if (fit->options.is_private)
		append_privacy(fit, i, role, &note);
	if (strcmp(role, "look-up") == 0)
		append_note(&note, "if everybody may know its rows, declare it public");
	foreach(cell, table->edges)
	{
		const GraphEdge *edge = (const GraphEdge *) lfirst(cell);

		if (edge->parent < 0)
			append_note(&note, psprintf("refers to %s, which has to be filled in the target before",
										relation_quoted_name(edge->parent_relid)));
		else if (edge->parent != i && !fit->table[edge->parent].chosen)
			append_note(&note, psprintf("refers to %s, which is left out",
										quote_identifier(fit->graph->table[edge->parent].name)));
	}
	for (int c = 0; c < source->ncolumns && !table->is_public; c++)
		if (!source->column[c].hidden && source->column[c].role == SYNTH_COLUMN_PLACEHOLDER)
			append_note(&note,
						psprintf("%s is not modelled (%s)", quote_identifier(source->column[c].name),
								 source->column[c].why != NULL ? source->column[c].why : "no values for its type"));
	return note.len > 0 ? note.data : NULL;
}

static void
append_setting(StringInfo text, const char *schema, const char *table, const char *column, const char *what)
{
	const char *object = quote_qualified_identifier(schema, table);

	if (column != NULL)
		object = psprintf("%s.%s", object, quote_identifier(column));
	appendStringInfo(text, "%sSELECT synth_set(%s, %s);", text->len > 0 ? "\n" : "", quote_literal_cstr(object), what);
}

/* statements that say what is guessed here */
static char *
setting_text(const SchemaFit *fit, int i, const char *role)
{
	const GraphTable *table = &fit->graph->table[i];
	const SourceTable *source = fit->table[i].run.request->source;
	StringInfoData text;

	initStringInfo(&text);
	if (strcmp(role, "look-up") == 0)
		append_setting(&text, fit->schema, table->name, NULL, "public => true");
	if (strcmp(role, "log") == 0)
		append_setting(&text, fit->schema, table->name, NULL, "skip => true");
	if (fit->unit->role[i] == UNIT_OWNED && source->max_rows <= 0)
		append_setting(&text, fit->schema, table->name, NULL, psprintf("max_rows => %d", PROPOSED_ROWS));
	/* what becomes public needs no kind */
	for (int c = 0; c < source->ncolumns && !table->is_public && strcmp(role, "look-up") != 0; c++)
	{
		const SourceColumn *column = &source->column[c];

		if (column->hidden || column->text == NULL || column->text_by == NULL || strcmp(column->text_by, "name") != 0)
			continue;
		append_setting(&text, fit->schema, table->name, column->name,
					   psprintf("kind => %s", quote_literal_cstr(synth_text_kind_name(column->text->kind))));
	}
	return text.len > 0 ? text.data : NULL;
}

static void
set_text(Datum *values, bool *isnull, int i, const char *text)
{
	isnull[i] = text == NULL;
	if (text != NULL)
		values[i] = CStringGetTextDatum(text);
}

static void
plan_table(ResultSet *set, const SchemaFit *fit, int i, double weight)
{
	const Request *request = fit->table[i].run.request;
	const char *role = propose_role(fit, i);
	TableTraits traits = read_traits(fit, i);
	Datum values[NCOLS] = {0};
	bool isnull[NCOLS];

	memset(isnull, true, sizeof(isnull));
	set_text(values, isnull, PLAN_TABLE, fit->graph->table[i].name);
	set_text(values, isnull, PLAN_ROLE, role);
	set_text(values, isnull, PLAN_PARENTS, parents_text(fit, i));
	if (!fit->graph->table[i].is_public)
	{
		set_text(values, isnull, PLAN_COLUMNS, psprintf("%d of %d", traits.modelled, traits.columns));
		values[PLAN_SHARE] = Float8GetDatum(rint(1000 * fit->table[i].weight / weight) / 1000);
		isnull[PLAN_SHARE] = false;
		if (fit->options.is_private)
		{
			values[PLAN_NEEDS] = Float8GetDatum(request_rows_needed(request));
			isnull[PLAN_NEEDS] = false;
		}
	}
	set_text(values, isnull, PLAN_NOTE, note_text(fit, i, role));
	set_text(values, isnull, PLAN_SETTING, setting_text(fit, i, role));
	resultset_row(set, values, isnull);
}

static SchemaFit *
prepare(FunctionCallInfo fcinfo)
{
	static const RequestArguments arg = {.is_private = ARG_PRIVATE,
										 .epsilon = ARG_EPSILON,
										 .delta = ARG_DELTA,
										 .method = ARG_METHOD,
										 .columns = -1,
										 .exclude = -1,
										 .target = -1,
										 .bounds = -1,
										 .categories = -1,
										 .other = -1,
										 .text = -1,
										 .unit = -1,
										 .max_rows = -1,
										 .rules = -1,
										 .constraints_from = -1,
										 .max_model_bytes = -1,
										 .min_leaf = -1,
										 .min_count = -1};
	RequestOptions *options = request_arguments(fcinfo, &arg);
	SchemaArguments arguments = {0};

	options->is_plan = true;
	schemafit_arguments(fcinfo, &arguments, ARG_SCHEMA, ARG_UNIT);
	arguments.options = options;
	return schemafit_prepare(&arguments);
}

/*
 * synth_schema_plan(schema text, private boolean, ...) RETURNS TABLE
 * (table_name, role, parents, columns_modelled, share, needs_rows, note, setting)
 */
Datum
synth_schema_plan(PG_FUNCTION_ARGS)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "synth plan of a schema",
												  ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	SchemaFit *fit = prepare(fcinfo);
	ResultSet set = resultset_begin(fcinfo);
	double weight = 0;

	for (int i = 0; i < fit->graph->ntables; i++)
		weight += fit->table[i].weight;
	for (int i = 0; i < fit->graph->ntables; i++)
		if (fit->table[i].chosen)
			plan_table(&set, fit, i, weight);
	schemafit_close(fit);
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return (Datum) 0;
}
