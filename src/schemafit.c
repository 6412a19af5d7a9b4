/*-------------------------------------------------------------------------
 *
 * schemafit.c
 *	  Requests for all tables of a schema, made together.
 *
 * The graph of tables says which are people and which are public; each table
 * is described as synth_fit() would, then linked to its parents and children,
 * then given its share of the budget.  A step is taken for all tables before
 * the next, so that whatever stands in the way of any table is said before
 * anything is spent, and of all of them at once.
 *
 * The budget of the statement, (epsilon, delta), covers all its tables
 * together: rho is split in proportion to what there is to measure, half of
 * delta is for the conversion of their sum, and the other half is split evenly
 * for discovery.  Rows of tables that no path leads from to a person stand by
 * themselves; they get a share like the others, which is more protection than
 * the statement asks for.
 *
 *-------------------------------------------------------------------------
 */
#include "schemafit.h"

#include "catalog.h"
#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "core/mutate.h"
#include "ledger.h"
#include "mb/pg_wchar.h"
#include "public_rows.h"
#include "schema_tables.h"
#include "setting.h"
#include "sourcejoin.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"

/* the shares' rho add up to a little less than the whole: each is converted back and forth */
#define SHARE_SAFETY (1 - 1e-6)

/* "schema.table"; a name that is too long ends in a hash of it */
static char *
model_name(const char *schema, const char *table)
{
	char *name = psprintf("%s.%s", schema, table);
	int length = strlen(name);
	uint32 hash;

	if (length < NAMEDATALEN)
		return name;
	hash = hash_bytes((const unsigned char *) name, length);
	length = pg_mbcliplen(name, length, NAMEDATALEN - 1 - 9);
	return psprintf("%.*s~%08x", length, name, hash);
}

/* rows that are kept as they are void a budget, as fits without privacy do */
static void
check_budgets(List *roots)
{
	ListCell *cell;

	foreach(cell, roots)
		if (policy_find(lfirst_oid(cell))->has_budget)
			ereport(ERROR,
					(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
					 errmsg("%s has a privacy budget and cannot be public", relation_quoted_name(lfirst_oid(cell))),
					 errhint("Leave it out of \"public_tables\", or let its owner lift the budget by synth_budget('%s', epsilon => 'Infinity').",
							 relation_quoted_name(lfirst_oid(cell)))));
}

/*
 * What can be known of rights before the columns are: asked first, so that
 * tables which cannot be read at all are named together.  A table that is
 * declared public needs its owner's word even where it is skipped: keys that
 * refer to it are read, and it ends paths to people.
 */
static void
allow_table(void *arg)
{
	SchemaTable *t = arg;
	const GraphTable *table = &t->fit->graph->table[t->index];
	List *roots;
	bool simple;

	t->refused = true;
	roots = ledger_roots(table->relid, &simple);
	if (table->is_public)
		check_budgets(roots);
	/* what its owner has set is the owner's word */
	if (t->chosen || !setting_table(table->relid)->is_public)
		ledger_check_owner_word(roots, t->fit->options.is_private && !table->is_public);
	if (t->chosen && pg_class_aclcheck(table->relid, GetUserId(), ACL_SELECT) != ACLCHECK_OK
		&& pg_attribute_aclcheck_all(table->relid, GetUserId(), ACL_SELECT, ACLMASK_ANY) != ACLCHECK_OK)
		ereport(ERROR, (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
						errmsg("permission denied for %s", relation_quoted_name(table->relid)),
						errhint("Ask its owner for SELECT, or leave the table out by \"skip =>\".")));
	t->refused = false;
}

static void
describe_table(void *arg)
{
	SchemaTable *t = arg;
	SchemaFit *fit = t->fit;
	RequestOptions options = fit->options;

	options.describe.rules = fit->rules[t->index];
	/* of tables that stand row by row, a unit that was set holds; of others, the person's */
	if (fit->unit->role[t->index] != UNIT_ALONE)
		options.describe.unit = "row";
	t->run.request = request_describe(fit->graph->table[t->index].relid, &options);
}

/* FitLinks.describe: of a parent, which may be public or left out, so that no other step needs it */
static SourceTable *
describe_parent(void *ctx, int table)
{
	SchemaFit *fit = ctx;
	SchemaTable *t = &fit->table[table];

	if (t->run.request == NULL)
		describe_table(t);
	return t->run.request->source;
}

static void
link_table(void *arg)
{
	SchemaTable *t = arg;
	SchemaFit *fit = t->fit;
	SourceTable *source = t->run.request->source;

	request_link(t->run.request, &t->links);
	if (fit->unit->role[t->index] == UNIT_PERSON || fit->unit->role[t->index] == UNIT_OWNED)
		unitpath_describe(source, fit->graph, t->index, fit->unit);
}

/*
 * A table of keys alone is still counted: one attribute that all rows share.
 */
static void
count_rows(SourceTable *source)
{
	int c = sourcejoin_hidden(source, "any", "true", BOOLOID, -1, InvalidOid);
	SourceColumn *column = &source->column[c];
	static char *labels[] = {"t"};

	column->role = SYNTH_COLUMN_ATTRIBUTE;
	column->form = VALUE_LABEL;
	column->notnull = true;
	column->spec.name = column->name;
	column->spec.kind = SYNTH_CATEGORY;
	column->spec.source = SYNTH_DOMAIN_TYPE;
	column->spec.nlabels = 1;
	column->spec.label = labels;
	column->spec.other = SYNTH_OTHER_SPREAD;
	relation_number_attributes(source);
}

/* what there is to measure: columns, and more for what has to be found first */
static double
table_weight(const SourceTable *source)
{
	double weight = 1 + source->nbags;

	for (int a = 0; a < source->nattributes; a++)
		weight += source->column[source->attribute_column[a]].spec.discover ? 2 : 1;
	return weight;
}

/*
 * Step 3: what each table may spend.
 */
static void
split_budget(SchemaFit *fit)
{
	double weight = 0;
	int n = 0;

	for (int i = 0; i < fit->graph->ntables; i++)
	{
		SchemaTable *t = &fit->table[i];

		if (!t->chosen || t->run.request == NULL || fit->graph->table[i].is_public)
			continue;
		if (t->run.request->source->nattributes == 0)
			count_rows(t->run.request->source);
		t->weight = table_weight(t->run.request->source);
		weight += t->weight;
		n++;
	}
	if (!fit->options.is_private || n <= 1)
		return;

	fit->total_rho = synth_zcdp_rho(fit->options.epsilon, fit->options.delta / 2);
	for (int i = 0; i < fit->graph->ntables; i++)
	{
		SchemaTable *t = &fit->table[i];
		Request *request = t->run.request;

		if (t->weight == 0)
			continue;
		/* of its delta a fit takes half for discovery, if it has to discover something, and less rho for that */
		request->fit_delta = fit->options.delta / n;
		request->fit_epsilon = synth_zcdp_epsilon(fit->total_rho * t->weight / weight * SHARE_SAFETY,
												  request->fit_delta);
	}
}

static void
ready_table(void *arg)
{
	SchemaTable *t = arg;

	request_ready(t->run.request, fitrun_progress);
}

void
schemafit_arguments(FunctionCallInfo fcinfo, SchemaArguments *arguments, int schema, int unit)
{
	int at = unit;

	if (PG_ARGISNULL(schema))
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("schema must not be null"),
						errhint("Name a schema, as in synth_fit_schema('clinic').")));
	arguments->schema = text_to_cstring(PG_GETARG_TEXT_PP(schema));
	if (!PG_ARGISNULL(at))
		arguments->unit = text_to_cstring(PG_GETARG_TEXT_PP(at));
	if (!PG_ARGISNULL(++at))
		arguments->max_rows = PG_GETARG_JSONB_P(at);
	if (!PG_ARGISNULL(++at))
		arguments->public_tables = PG_GETARG_ARRAYTYPE_P(at);
	if (!PG_ARGISNULL(++at))
		arguments->tables = PG_GETARG_ARRAYTYPE_P(at);
	if (!PG_ARGISNULL(++at))
		arguments->skip = PG_GETARG_ARRAYTYPE_P(at);
	if (!PG_ARGISNULL(++at))
		arguments->rules = PG_GETARG_JSONB_P(at);
}

static void
check_table(void *arg)
{
	SchemaTable *t = arg;
	const GraphTable *table = &t->fit->graph->table[t->index];

	if (!table->is_public)
	{
		fitrun_check(&t->run);
		return;
	}
	t->run.roots = ledger_roots(table->relid, &(bool){false});
	check_budgets(t->run.roots);
	ledger_check_rights(table->relid, t->run.roots, public_rows_attnums(t->run.request->source), false, true, "row");
	catalog_check_name(t->run.model, t->run.replace);
}

static void
run_step(SchemaFit *fit, void (*step)(void *arg), bool public_too)
{
	for (int i = 0; i < fit->graph->ntables; i++)
	{
		SchemaTable *t = &fit->table[i];
		bool begins = step == allow_table || step == describe_table;
		bool concerns = t->chosen
						|| (step == allow_table && fit->graph->table[i].is_public && !SYNTH_BUG(PUBLIC_UNASKED));

		if (concerns && !t->refused && (begins || t->run.request != NULL)
			&& (public_too || !fit->graph->table[i].is_public))
			problems_try(&fit->problems, quote_qualified_identifier(fit->schema, fit->graph->table[i].name), step, t);
	}
}

void
schemafit_each(SchemaFit *fit, void (*step)(void *arg), bool public_too)
{
	run_step(fit, step, public_too);
	problems_report(&fit->problems, psprintf("%d tables of schema \"%s\" cannot be fitted",
											 list_length(fit->problems.error), fit->schema));
}

SchemaFit *
schemafit_prepare(const SchemaArguments *arguments)
{
	SchemaFit *fit = palloc0(sizeof(SchemaFit));
	SchemaChoice choice = {arguments->tables, arguments->skip, arguments->public_tables};
	bool *chosen;

	coreglue_install();
	fit->schema = arguments->schema;
	fit->options = *arguments->options;
	fit->options.counts_rows = true;
	fit->graph = graph_read(fit->schema, true);
	chosen = schema_tables(fit->graph, fit->schema, &choice);
	fit->rules = schema_tables_rules(fit->graph, fit->schema, arguments->rules);
	fit->unit = unitpath_plan(fit->graph, arguments->unit, fit->options.is_private);
	unitpath_bounds(fit->unit, fit->graph, arguments->max_rows);
	unitpath_fit_together(fit->unit, fit->graph);
	schema_tables_cut(fit->graph, chosen);

	fit->table = palloc0(Max(1, fit->graph->ntables) * sizeof(SchemaTable));
	for (int i = 0; i < fit->graph->ntables; i++)
	{
		SchemaTable *t = &fit->table[i];

		t->fit = fit;
		t->index = i;
		t->chosen = chosen[i];
		t->links.graph = fit->graph;
		t->links.table = i;
		t->links.is_private = fit->options.is_private;
		t->links.describe = describe_parent;
		t->links.ctx = fit;
		t->links.max_rows = fit->unit->max_rows;
		t->run.model = model_name(fit->schema, fit->graph->table[i].name);
		t->run.replace = arguments->replace;
	}
	/* a plan needs no rights */
	if (!fit->options.is_plan)
		run_step(fit, allow_table, true);
	schemafit_each(fit, describe_table, true);
	schemafit_each(fit, link_table, false);
	split_budget(fit);
	schemafit_each(fit, ready_table, false);
	return fit;
}

void
schemafit_check(SchemaFit *fit)
{
	schemafit_each(fit, check_table, true);
}

void
schemafit_close(SchemaFit *fit)
{
	unitpath_end(fit->unit, fit->graph);
	for (int i = 0; i < fit->graph->ntables; i++)
		if (fit->table[i].run.request != NULL)
			request_close(fit->table[i].run.request);
}

const char *
schemafit_role(const SchemaFit *fit, int i)
{
	if (fit->graph->table[i].is_public)
		return "public";
	switch (fit->unit->role[i])
	{
		case UNIT_PERSON:
			return "person";
		case UNIT_OWNED:
			return "child";
		case UNIT_PUBLIC:
			return "public";
		case UNIT_ALONE:
			break;
	}
	return "table";
}
