/*-------------------------------------------------------------------------
 *
 * statement.c
 *	  The privacy statement of a model, and the words for its parts.
 *
 * The statement says the whole guarantee in terms a data-protection officer
 * can check: the unit, the neighbours, (epsilon, delta) and rho, what an
 * attacker can gain at most, which columns' domains the user declared, and
 * what is not covered.  It is made from the model alone, so it travels with
 * it through dumps and exports.
 *
 *-------------------------------------------------------------------------
 */
#include "statement.h"

#include <math.h>

#include "lib/stringinfo.h"
#include "utils/builtins.h"

char *
statement_unit(const char *unit, bool is_table, int64 max_rows)
{
	if (strcmp(unit, "row") == 0 || strcmp(unit, "result row") == 0)
		return psprintf("one %s", unit);
	if (is_table && max_rows == 0)
		return psprintf("all rows of one row of %s, of which as many are used as the fit estimates (noise grows with them)",
						unit);
	if (is_table)
		return psprintf("all rows of one row of %s, of which at most " INT64_FORMAT " here", unit, max_rows);
	if (max_rows == 1)
		return psprintf("one value of %s, of which one row is used", quote_identifier(unit));
	return psprintf("one value of %s, of which at most " INT64_FORMAT " rows are used", quote_identifier(unit),
					max_rows);
}

/* a table's name has a schema, and no column is called like it */
static bool
unit_is_table(const SynthModel *model)
{
	for (int c = 0; c < model->ncolumns; c++)
		if (strcmp(model->column[c].name, model->unit) == 0)
			return false;
	return strchr(model->unit, '.') != NULL;
}

char *
statement_model_unit(const SynthModel *model)
{
	return statement_unit(model->unit, unit_is_table(model), model->max_rows);
}

/* what the statement covers in all: more than this model's own rho, if others were fitted with it */
static double
covered_rho(const SynthModel *model)
{
	double whole = 0;

	if (model->epsilon > 0 && model->delta > 0)
		whole = synth_zcdp_rho(model->epsilon, model->delta / 2);
	return model->account.rho_total < whole * (1 - 1e-3) ? whole : model->account.rho_total;
}

static double
covered_delta(const SynthModel *model)
{
	return covered_rho(model) > model->account.rho_total ? model->delta / 2 : model->account.delta_total;
}

/* whose rows these are, where that is told by foreign keys */
static void
append_people(StringInfo text, const SynthModel *model)
{
	bool estimated = false;

	for (int i = 0; i < model->account.ncharges; i++)
		estimated |= strcmp(model->account.charges[i].phase, "max_rows") == 0;
	appendStringInfo(text,
					 "The unit is a row of %s with all rows that foreign keys lead from to it, in every table of the "
					 "schema; of this table at most " INT64_FORMAT " of them are used%s. "
					 "Rows that refer to nobody are units by themselves. A row of several units counts for each of "
					 "them; where one of them is absent, its rows still take their place among those of the others. ",
					 model->unit, model->max_rows,
					 estimated ? ", a number that was estimated at a part of the budget" : "");
}

char *
statement_text(const SynthModel *model)
{
	const SynthAccount *account = &model->account;
	bool shared = covered_rho(model) > account->rho_total;
	StringInfoData text;
	bool first = true;

	initStringInfo(&text);
	if (model->method == SYNTH_METHOD_PUBLIC)
	{
		appendStringInfo(&text,
						 "Public: the rows of %s were declared public and are kept as they are. "
						 "Nothing was learned from them, nothing is hidden, and nothing was spent.",
						 quote_qualified_identifier(model->source_schema, model->source_name));
		return text.data;
	}
	if (!model->is_private)
	{
		appendStringInfo(&text,
						 "Not private: no formal guarantee. This model of %s was fitted from exact counts, "
						 "and it and everything generated from it can reveal facts about single rows. "
						 "Treat it like the source itself.",
						 quote_qualified_identifier(model->source_schema, model->source_name));
		if (model->min_count > 0)
			appendStringInfo(&text,
							 " Values that fewer than " INT64_FORMAT
							 " rows have are left out of it, but for words that everybody knows, such as the "
							 "name of a country, and the extremes of numbers are cut at the " INT64_FORMAT
							 "th; that lowers the risk and bounds nothing.",
							 model->min_count, model->min_count);
		return text.data;
	}

	appendStringInfo(&text,
					 "For any two versions of %s that differ in the rows of one unit (here: %s), present or absent, "
					 "the distribution of this model%s satisfies "
					 "(epsilon, delta)-differential privacy with epsilon = %g and delta = %g",
					 unit_is_table(model) ? psprintf("the tables of schema %s", quote_identifier(model->source_schema))
										  : quote_qualified_identifier(model->source_schema, model->source_name),
					 statement_model_unit(model),
					 shared ? ", of the models of the other tables that were fitted with it, and of everything "
							  "generated from them, together"
							: " and of everything generated from it",
					 model->epsilon, model->delta);
	appendStringInfo(&text, " (zCDP with rho = %.4g", covered_rho(model));
	if (shared)
		appendStringInfo(&text, ", of which %.4g for this model", account->rho_total);
	if (covered_delta(model) > 0)
		appendStringInfo(&text, ", besides a delta of %.3g for the discovery of categories", covered_delta(model));
	/* rounded up; a discovery that fails, with probability delta_total, may tell everything */
	appendStringInfo(&text,
					 "). An attacker who knows the algorithm and every other row can improve a guess "
					 "whether a given unit is in the data by at most %.1f percentage points. ",
					 Min(100, ceil(1000 * (synth_advantage(covered_rho(model)) + covered_delta(model))) / 10));

	for (int a = 0; a < model->nattributes; a++)
	{
		if (model->attribute[a].source != SYNTH_DOMAIN_DECLARED)
			continue;
		appendStringInfo(&text, "%s%s", first ? "The user declared the domains of these columns to be public: " : ", ",
						 quote_identifier(model->attribute[a].name));
		first = false;
	}
	if (!first)
		appendStringInfoString(&text, ". ");

	if (unit_is_table(model))
		append_people(&text, model);
	if (strcmp(model->unit, "result row") == 0)
		appendStringInfoString(&text,
							   "The unit is a row of the query's result: one person may have touched several of them, "
							   "and is then protected less. ");
	appendStringInfoString(&text, "Not covered: facts that hold for the population whether or not a unit took part; "
								  "groups larger than one unit; what the schema and its constraints say; "
								  "other fits and other releases of the same data, which add up (see synth_budget); "
								  "access to the database itself; the time and memory that the fit took.");
	return text.data;
}

const char *
statement_kind(SynthAttributeKind kind)
{
	switch (kind)
	{
		case SYNTH_CATEGORY:
			return "category";
		case SYNTH_NUMBER:
			return "number";
	}
	return "unknown";
}

const char *
statement_role(SynthColumnRole role)
{
	switch (role)
	{
		case SYNTH_COLUMN_ATTRIBUTE:
			return "modelled";
		case SYNTH_COLUMN_KEY:
			return "key";
		case SYNTH_COLUMN_SERVER:
			return "generated";
		case SYNTH_COLUMN_PLACEHOLDER:
			return "placeholder";
		case SYNTH_COLUMN_TEXT:
			return "text";
		case SYNTH_COLUMN_REFERENCE:
			return "reference";
		case SYNTH_COLUMN_RANGE:
			return "range";
	}
	return "unknown";
}

const char *
statement_source(SynthDomainSource source)
{
	switch (source)
	{
		case SYNTH_DOMAIN_TYPE:
			return "type";
		case SYNTH_DOMAIN_ENUM:
			return "enum";
		case SYNTH_DOMAIN_CHECK:
			return "check";
		case SYNTH_DOMAIN_DECLARED:
			return "declared";
		case SYNTH_DOMAIN_DISCOVERED:
			return "discovered";
		case SYNTH_DOMAIN_GRID:
			return "grid";
	}
	return "unknown";
}

const char *
statement_method(SynthMethod method)
{
	switch (method)
	{
		case SYNTH_METHOD_AIM:
			return "aim";
		case SYNTH_METHOD_MST:
			return "mst";
		case SYNTH_METHOD_INDEPENDENT:
			return "independent";
		case SYNTH_METHOD_TREE:
			return "tree";
		case SYNTH_METHOD_COPULA:
			return "copula";
		case SYNTH_METHOD_PUBLIC:
			return "public";
	}
	return "unknown";
}
