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
statement_unit(const char *unit, int64 max_rows)
{
	if (strcmp(unit, "row") == 0 || strcmp(unit, "result row") == 0)
		return psprintf("one %s", unit);
	if (max_rows == 1)
		return psprintf("one value of %s, of which one row is used", quote_identifier(unit));
	return psprintf("one value of %s, of which at most " INT64_FORMAT " rows are used", quote_identifier(unit),
					max_rows);
}

char *
statement_text(const SynthModel *model)
{
	const SynthAccount *account = &model->account;
	StringInfoData text;
	bool first = true;

	initStringInfo(&text);
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
							 " rows have are left out of it, and the extremes of "
							 "numbers are cut at the " INT64_FORMAT "th; that lowers the risk and bounds nothing.",
							 model->min_count, model->min_count);
		return text.data;
	}

	appendStringInfo(&text,
					 "For any two versions of %s that differ in the rows of one unit (here: %s), present or absent, "
					 "the distribution of this model and of everything generated from it satisfies "
					 "(epsilon, delta)-differential privacy with epsilon = %g and delta = %g",
					 quote_qualified_identifier(model->source_schema, model->source_name),
					 statement_unit(model->unit, model->max_rows), model->epsilon, model->delta);
	appendStringInfo(&text, " (zCDP with rho = %.4g", account->rho_total);
	if (account->delta_total > 0)
		appendStringInfo(&text, ", besides a delta of %.3g for the discovery of categories", account->delta_total);
	/* rounded up; a discovery that fails, with probability delta_total, may tell everything */
	appendStringInfo(&text,
					 "). An attacker who knows the algorithm and every other row can improve a guess "
					 "whether a given unit is in the data by at most %.1f percentage points. ",
					 Min(100, ceil(1000 * (synth_advantage(account->rho_total) + account->delta_total)) / 10));

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
