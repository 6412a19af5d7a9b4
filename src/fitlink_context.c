/*-------------------------------------------------------------------------
 *
 * fitlink_context.c
 *	  Hidden columns for what a row's parents are like, and whether there is
 *	  one.
 *
 * A context is a column of the parent, joined to the source: the model learns
 * the row's columns given it.  Numbers and times are taken as the parent's own
 * fit takes them; categories only with their list of labels known beforehand.
 * A list that neither schema nor user declares comes, without privacy, from
 * the parent's own rows, so that a label needs min_count parents and not
 * min_count children of one, unless everybody knows it; with privacy such a
 * column is no context.
 *
 * A private fit knows of a parent only where the unit of privacy allows it
 * (GraphEdge.context_ok), and few attributes, those of fewest codes first,
 * since each takes its share of the budget.
 *
 * Parents across the cut of a circle of tables (graph_cut.c) are made later
 * than their children, and an edge that follows from another one has its parent decided
 * there: neither has contexts.
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

#include "fitlink_parts.h"
#include "linkquery.h"
#include "rangevalue.h"
#include "request.h"
#include "sourcejoin.h"

/* more labels than these do not make a context */
#define CONTEXT_LABELS 256

int
fitlink_add_attribute(SourceTable *t, const char *name, const char *expression, const SourceColumn *like,
					  const SynthAttributeSpec *spec)
{
	int at = sourcejoin_hidden(t, name, expression, like->typid, like->typmod, like->collation);
	SourceColumn *col = &t->column[at];

	col->role = SYNTH_COLUMN_ATTRIBUTE;
	col->form = like->form;
	col->scale = like->scale;
	col->range_end = like->range_end;
	col->range_type = like->range_type;
	col->range_form = like->range_form;
	col->spec = *spec;
	col->spec.name = col->name;
	col->spec.is_target = false;
	col->notnull = !spec->nullable;
	return at;
}

/* "customer", or the constraint's name where several keys refer to that table */
static const char *
link_word(const LinkSet *set, const Link *link)
{
	int same = 0;

	for (int i = 0; i < set->n; i++)
		same += set->link[i].graph->parent_relid == link->graph->parent_relid;
	return same > 1 ? link->edge.name : link->edge.parent_table;
}

/* whether all referring columns are there */
static void
add_presence(LinkSet *set, Link *link)
{
	SourceColumn like = {.typid = BOOLOID, .typmod = -1, .collation = InvalidOid, .form = VALUE_LABEL};
	SynthAttributeSpec spec = {.kind = SYNTH_CATEGORY,
							   .source = SYNTH_DOMAIN_TYPE,
							   .nullable = true,
							   .is_context = !link->self};
	StringInfoData sql;

	initStringInfo(&sql);
	appendStringInfoString(&sql, "CASE WHEN ");
	for (int k = 0; k < link->edge.ncolumns; k++)
		appendStringInfo(&sql, "%s%s.%s IS NOT NULL", k > 0 ? " AND " : "", SOURCEJOIN_SELF,
						 quote_identifier(set->t->column[link->edge.column[k]].name));
	appendStringInfoString(&sql, " THEN true END");
	like.scale = -1;
	spec.nlabels = 1;
	spec.label = palloc(sizeof(char *));
	spec.label[0] = pstrdup("t");
	spec.other = SYNTH_OTHER_SPREAD;
	link->edge.present = fitlink_add_attribute(set->t, psprintf("exists(%s)", link_word(set, link)), sql.data, &like,
											   &spec);
}

/* an attribute of the parent's that its own model may know as a residual: here it is a value */
static SynthAttributeSpec
value_spec(const SourceTable *parent, const SourceColumn *col)
{
	SynthAttributeSpec spec = col->spec;

	for (int r = 0; r < parent->nrules; r++)
	{
		const SynthRule *rule = &parent->rule[r];

		if (rule->kind != SYNTH_RULE_RESIDUAL || rule->attribute != col->attribute)
			continue;
		spec.lo = rule->value_lo;
		spec.hi = rule->value_hi;
		spec.lo_declared = spec.hi_declared = false;
	}
	return spec;
}

/* the condition that lets words pass that everybody knows */
static char *
or_public(const SynthAttributeSpec *spec, const char *name)
{
	StringInfoData sql;

	initStringInfo(&sql);
	for (int i = 0; i < spec->npublic; i++)
		appendStringInfo(&sql, "%s%s", i == 0 ? "" : ", ", quote_literal_cstr(spec->public_word[i]));
	if (spec->npublic == 0)
		return sql.data;
	return psprintf(" OR (p.%s)::pg_catalog.text COLLATE pg_catalog.\"C\" OPERATOR(pg_catalog.=)"
					" ANY (ARRAY[%s]::pg_catalog.text[])",
					name, sql.data);
}

/* can the server tell equal values of the type, and sort them?  Not points, nor json, nor what is made of them */
static bool
has_order(Oid type)
{
	TypeCacheEntry *cache = lookup_type_cache(type, TYPECACHE_EQ_OPR | TYPECACHE_LT_OPR);

	return OidIsValid(cache->eq_opr) && OidIsValid(cache->lt_opr);
}

/* labels that enough parents have, or everybody knows; false if there are none, or many */
static bool
find_labels(const LinkSet *set, const Link *link, const SourceColumn *col, SynthAttributeSpec *spec)
{
	const char *name = quote_identifier(col->name);
	int level;
	int64 nrows;

	if (!set->reads || spec->shapes || !has_order(col->basetypid))
		return false;
	level = value_label_begin();
	spec->label = linkquery_cells(psprintf("SELECT p.%s FROM %s AS p WHERE p.%s IS NOT NULL GROUP BY p.%s"
										   " HAVING pg_catalog.count(*) OPERATOR(pg_catalog.>=) " INT64_FORMAT "%s"
										   " ORDER BY p.%s LIMIT %d",
										   name, relation_quoted_name(link->graph->parent_relid), name, name,
										   Max(set->opt->min_count, 1), or_public(spec, name), name,
										   CONTEXT_LABELS + 1),
								  &nrows);
	value_label_end(level);
	spec->nlabels = (int) nrows;
	spec->discover = false;
	spec->open = true;
	spec->source = SYNTH_DOMAIN_DISCOVERED;
	for (int i = 0; i < nrows; i++)
		if (strlen(spec->label[i]) > VALUE_MAX_LABEL)
			return false;
	return nrows > 0 && nrows <= CONTEXT_LABELS;
}

const char *
fitlink_parent_column(const Link *link, const SourceColumn *col)
{
	if (!col->hidden)
		return col->name;
	return col->range_end == RANGE_LOWER ? get_attname(link->graph->parent_relid, col->attnum, true) : NULL;
}

/* how a column of the parent is modelled as a context; false if it is none */
static bool
context_spec(const LinkSet *set, const Link *link, const SourceColumn *col, SynthAttributeSpec *spec)
{
	if (fitlink_parent_column(link, col) == NULL || col->generated || col->role != SYNTH_COLUMN_ATTRIBUTE
		|| col->attribute < 0)
		return false;
	/* a key of a table that is not public is no attribute, even where it was described as one */
	if (col->in_foreign_key && (col->spec.kind != SYNTH_CATEGORY || col->spec.discover))
		return false;
	*spec = value_spec(link->parent, col);
	spec->is_context = true;
	spec->nullable = true;
	spec->made_label = NULL;
	if (spec->kind == SYNTH_NUMBER)
		return true;
	spec->other = SYNTH_OTHER_NULL;
	spec->other_label = NULL;
	if (spec->discover)
		return find_labels(set, link, col, spec);
	return spec->nlabels > 0 && spec->nlabels <= CONTEXT_LABELS;
}

/* codes of a context: what it costs in a private fit */
static int
context_codes(const SynthAttributeSpec *spec)
{
	if (spec->kind == SYNTH_CATEGORY)
		return spec->nlabels;
	return synth_axis_grid(spec->form, spec->lo, spec->hi, spec->lo_declared, spec->hi_declared)->ncells;
}

/* columns of the parent that may be contexts, in order of preference; their number, and how many are worth it */
static int
choose_contexts(const LinkSet *set, const Link *link, int *column, SynthAttributeSpec *spec, const char *alias,
				int *worth)
{
	int n = 0;

	for (int c = 0; c < link->parent->ncolumns; c++)
		if (context_spec(set, link, &link->parent->column[c], &spec[c]))
			column[n++] = c;
	*worth = n;
	if (set->reads)
		*worth = fitlink_associate(set, link, n, column, alias);
	else
	{
		/* few codes first; insertion keeps the table's order among equals */
		for (int i = 1; i < n; i++)
		{
			int c = column[i];
			int codes = context_codes(&spec[c]);
			int at = i;

			for (; at > 0 && context_codes(&spec[column[at - 1]]) > codes; at--)
				column[at] = column[at - 1];
			column[at] = c;
		}
	}
	return n;
}

static void
add_contexts(LinkSet *set, Link *link, int limit)
{
	SourceTable *t = set->t;
	const SourceTable *parent = link->parent;
	char *from = t->from;
	int njoins = list_length(t->joins);
	char *alias = sourcejoin_parent(t, set->links->graph, link->graph, SOURCEJOIN_SELF);
	int *column = palloc(sizeof(int) * Max(parent->ncolumns, 1));
	SynthAttributeSpec *spec = palloc0(sizeof(SynthAttributeSpec) * Max(parent->ncolumns, 1));
	int worth;
	int n = choose_contexts(set, link, column, spec, alias, &worth);

	link->edge.context = palloc(sizeof(SynthContext) * Max(n, 1));
	for (int i = 0; i < n; i++)
	{
		const SourceColumn *col = &parent->column[column[i]];
		SynthContext *context = &link->edge.context[link->edge.ncontexts];
		const char *name;

		/* a time that comes before one of the row's is kept, however many contexts there are */
		if ((i >= worth || link->edge.ncontexts >= limit) && !fitlink_in_order(set, link, col))
			continue;
		name = fitlink_parent_column(link, col);
		context->attribute = fitlink_add_attribute(t, psprintf("%s.%s", link_word(set, link), name),
												   psprintf("%s.%s", alias, quote_identifier(name)), col,
												   &spec[column[i]]);
		context->column = pstrdup(name);
		fitlink_note_order(set, link, col, context->attribute);
		link->edge.ncontexts++;
	}
	if (link->edge.ncontexts > 0)
		t->reads = list_append_unique_oid(t->reads, link->graph->parent_relid);
	else
	{
		/* nothing is read from the parent */
		t->from = from;
		t->joins = list_truncate(t->joins, njoins);
	}
}

void
fitlink_contexts(LinkSet *set)
{
	int limit = set->links->is_private ? FITLINK_CONTEXTS_PRIVATE : FITLINK_CONTEXTS;

	for (int i = 0; i < set->n; i++)
	{
		Link *link = &set->link[i];

		if (link->edge.by_value || link->determined)
			continue;
		if (link->graph->nullable)
			add_presence(set, link);
		if (link->parent == NULL || link->self || link->circular)
			continue;
		fitlink_orders(set, link);
		add_contexts(set, link, limit);
		if (link->edge.ncontexts > 0)
			limit = (set->links->is_private ? FITLINK_CONTEXTS_PRIVATE : FITLINK_CONTEXTS) / 2;
	}
}
