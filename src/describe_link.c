/*-------------------------------------------------------------------------
 *
 * describe_link.c
 *	  Rows of synth_describe() about what rows and tables have to do with each
 *	  other.
 *
 * Sections: foreign key (which parents rows get, and what is known of them),
 * children (how many rows of other tables a row has), rule (what holds by
 * construction), check (conditions that made rows are put to).
 *
 *-------------------------------------------------------------------------
 */
#include "describe.h"

#include "lib/stringinfo.h"
#include "utils/builtins.h"

#include "jsonrow.h"
#include "value.h"

/* starts the next part of a sentence of parts */
static void
begin_part(StringInfo text, const char *words)
{
	appendStringInfo(text, "%s%s", text->len > 0 ? "; " : "", words);
}

static char *
edge_detail(const SynthModel *m, const SynthEdge *e)
{
	StringInfoData text;

	initStringInfo(&text);
	if (e->by_value)
		appendStringInfoString(&text, "modelled by value");
	if (e->present >= 0)
		begin_part(&text, psprintf("there is one where %s", quote_identifier(m->attribute[e->present].name)));
	for (int i = 0; i < e->ncontexts; i++)
	{
		if (i == 0)
			begin_part(&text, "parents known by");
		appendStringInfo(&text, "%s%s", i > 0 ? ", " : " ", quote_identifier(e->context[i].column));
	}
	for (int i = 0; i < e->ncopies; i++)
	{
		if (i == 0)
			begin_part(&text, "repeats");
		appendStringInfo(&text, "%s%s as %s", i > 0 ? ", " : " ", quote_identifier(e->copy[i].parent_column),
						 quote_identifier(m->column[e->copy[i].column].name));
	}
	if (e->nfanout > 0)
		begin_part(&text, psprintf("%.0f parents with " INT64_FORMAT " to " INT64_FORMAT " rows", e->total,
								   e->children[0], e->children[e->nfanout - 1]));
	return text.data;
}

static void
describe_edge(ResultSet *set, const SynthModel *m, const SynthEdge *e)
{
	StringInfoData columns;
	StringInfoData parent;

	initStringInfo(&columns);
	initStringInfo(&parent);
	appendStringInfo(&parent, "%s (", quote_qualified_identifier(e->parent_schema, e->parent_table));
	for (int i = 0; i < e->ncolumns; i++)
	{
		appendStringInfo(&columns, "%s%s", i > 0 ? ", " : "", quote_identifier(m->column[e->column[i]].name));
		appendStringInfo(&parent, "%s%s", i > 0 ? ", " : "", quote_identifier(e->parent_column[i]));
	}
	appendStringInfoChar(&parent, ')');
	describe_row(set, "foreign key", e->name, columns.data, parent.data, NULL, -1, -1, edge_detail(m, e));
}

static const char *
rule_kind(const SynthRule *rule)
{
	switch (rule->kind)
	{
		case SYNTH_RULE_RESIDUAL:
			return rule->lo == 0 && rule->hi == 0 ? "computed" : "difference is modelled";
		case SYNTH_RULE_NULL_WITH:
			return "null together";
		case SYNTH_RULE_DETERMINES:
			return "determined";
	}
	return NULL;
}

static void
describe_rule(ResultSet *set, const SynthModel *m, const SynthRule *rule)
{
	StringInfoData terms;

	initStringInfo(&terms);
	for (int i = 0; i < rule->nterms; i++)
		appendStringInfo(&terms, "%s%s",
						 rule->kind == SYNTH_RULE_RESIDUAL
							 ? (rule->sign[i] < 0 ? (i > 0 ? " - " : "-") : (i > 0 ? " + " : ""))
							 : (i > 0 ? ", " : ""),
						 quote_identifier(m->attribute[rule->term[i]].name));
	describe_row(set, "rule", m->attribute[rule->attribute].name, rule_kind(rule), terms.data, NULL, -1, -1,
				 rule->text);
}

/* one end of a difference: days, an interval, or a number of the column's own */
static char *
difference_text(const SynthColumn *column, int64 raw)
{
	ValueForm form = (ValueForm) column->form;
	ValueLabelIO io;

	if (form == VALUE_DATE)
		return psprintf(INT64_FORMAT " days", raw);
	if (form == VALUE_TIME || form == VALUE_TIMETZ || form == VALUE_TIMESTAMP || form == VALUE_TIMESTAMPTZ)
		form = VALUE_INTERVAL;
	value_label_init(&io, jsonrow_form_type(form), -1);
	return value_to_label(&io, value_from_raw(form, column->scale, -1, raw));
}

char *
describe_difference(const SynthModel *m, const SynthColumn *column)
{
	for (int i = 0; i < m->nrules; i++)
	{
		const SynthAxis *axis;

		if (m->rule[i].kind != SYNTH_RULE_RESIDUAL || m->rule[i].attribute != column->attribute)
			continue;
		axis = m->attribute[column->attribute].axis;
		return psprintf("difference [%s, %s]", difference_text(column, axis->edge[0]),
						difference_text(column, axis->edge[axis->ncells] - 1));
	}
	return NULL;
}

void
describe_link(ResultSet *set, const SynthModel *m)
{
	for (int i = 0; i < m->nedges; i++)
		describe_edge(set, m, &m->edge[i]);
	for (int i = 0; i < m->nfanouts; i++)
	{
		const SynthFanout *f = &m->fanout[i];

		describe_row(set, "children", m->attribute[f->attribute].name, NULL,
					 quote_qualified_identifier(f->child_schema, f->child_table), NULL,
					 m->attribute[f->attribute].nfine, m->is_private ? m->attribute[f->attribute].sigma : -1, f->edge);
	}
	for (int i = 0; i < m->nrules; i++)
		describe_rule(set, m, &m->rule[i]);
	for (int i = 0; i < m->nchecks; i++)
		describe_row(set, "check", m->check[i].name[0] != '\0' ? m->check[i].name : "rule", NULL, NULL, NULL, -1, -1,
					 m->check[i].text);
}
