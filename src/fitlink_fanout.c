/*-------------------------------------------------------------------------
 *
 * fitlink_fanout.c
 *	  How many children rows have: as hidden attributes of the parent's model,
 *	  and as histograms in the child's.
 *
 * The attribute is drawn together with the parent's others, so that customers
 * who buy much look like those who did.  It is counted by one grouped query
 * for each edge.  A private fit makes it only where parent and children belong
 * to the same person, so it is a function of that person's own rows, like any
 * other column of theirs; where max_rows is declared, no number is larger.
 *
 * The histogram is exact and is not made in private fits.  It serves where the
 * parent's model is not at hand: parents that are there already.
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "fitlink_parts.h"
#include "ledger.h"
#include "linkquery.h"
#include "policy.h"
#include "sourcejoin.h"

/* steps of a histogram: far more than real tables have different numbers */
#define FANOUT_STEPS 4096

/* "(SELECT c.a AS k1, .., count(*) AS n FROM child AS c WHERE .. GROUP BY ..) AS alias ON (p.x = alias.k1 AND ..)" */
static char *
counted_children(Oid child, const GraphEdge *e, const char *parent_alias, const char *alias)
{
	StringInfoData keys;
	StringInfoData where;
	StringInfoData groups;
	StringInfoData on;

	initStringInfo(&keys);
	initStringInfo(&where);
	initStringInfo(&groups);
	initStringInfo(&on);
	for (int i = 0; i < e->ncolumns; i++)
	{
		char *column = sourcejoin_as_key("c", child, e, i);

		appendStringInfo(&keys, "%s AS k%d, ", column, i + 1);
		appendStringInfo(&where, "%s%s IS NOT NULL", i > 0 ? " AND " : "", column);
		appendStringInfo(&groups, "%s%s", i > 0 ? ", " : "", column);
		if (i > 0)
			appendStringInfoString(&on, " AND ");
		sourcejoin_equal(&on, child, e, i, sourcejoin_column(parent_alias, e->parent_relid, e->parent_attnum[i]),
						 psprintf("%s.k%d", alias, i + 1));
	}
	return psprintf("(SELECT %spg_catalog.count(*) AS n FROM %s AS c WHERE %s GROUP BY %s) AS %s ON (%s)", keys.data,
					relation_quoted_name(child), where.data, groups.data, alias, on.data);
}

/* "orders", or with the constraint where several keys of that table refer here */
static char *
children_word(const GraphTable *table, const GraphTable *child, const GraphEdge *edge)
{
	int same = 0;
	ListCell *cell;

	foreach(cell, table->children)
		same += ((const GraphEdge *) lfirst(cell))->child == edge->child;
	return same > 1 ? psprintf("count(%s.%s)", child->name, edge->name) : psprintf("count(%s)", child->name);
}

static void
add_fanout(LinkSet *set, const GraphEdge *e)
{
	const FitLinks *links = set->links;
	const GraphTable *table = &links->graph->table[links->table];
	const GraphTable *child = &links->graph->table[e->child];
	SourceColumn like = {.typid = INT8OID, .typmod = -1, .collation = InvalidOid, .form = VALUE_INT8, .scale = -1};
	SynthAttributeSpec spec = {.kind = SYNTH_NUMBER, .source = SYNTH_DOMAIN_TYPE, .form = SYNTH_AXIS_INTEGER};
	char *alias = sourcejoin_alias(set->t);
	char *expression = psprintf("COALESCE(%s.n, 0)", alias);
	SynthFanout *fanout = &set->t->fanout[set->t->nfanouts];

	sourcejoin_append(set->t, psprintf(" LEFT JOIN %s", counted_children(child->relid, e, SOURCEJOIN_SELF, alias)));
	spec.lo = 0;
	spec.lo_declared = true;
	spec.hi = SYNTH_RAW_LAST;
	if (links->is_private && links->max_rows != NULL && links->max_rows[e->child] > 0)
	{
		expression = psprintf("LEAST(%s, " INT64_FORMAT ")", expression, links->max_rows[e->child]);
		spec.hi = links->max_rows[e->child];
		spec.hi_declared = true;
	}
	fanout->attribute = fitlink_add_attribute(set->t, children_word(table, child, e), expression, &like, &spec);
	fanout->child_schema = child->schema;
	fanout->child_table = child->name;
	fanout->edge = e->name;
	set->t->nfanouts++;
	set->t->reads = list_append_unique_oid(set->t->reads, child->relid);
}

void
fitlink_fanouts(LinkSet *set)
{
	const FitLinks *links = set->links;
	const GraphTable *table = &links->graph->table[links->table];
	ListCell *cell;

	set->t->fanout = palloc0(sizeof(SynthFanout) * Max(list_length(table->children), 1));
	foreach(cell, table->children)
	{
		const GraphEdge *e = lfirst(cell);

		/* children of one partition alone are no business of all rows; rows of the same table are made at once */
		if (e->child == links->table || e->parent_relid != table->relid || links->graph->table[e->child].is_public)
			continue;
		if ((links->is_private ? e->fanout_ok : set->reads) && linkquery_may_read(links->graph->table[e->child].relid))
			add_fanout(set, e);
	}
}

/* the histogram, neighbours of a very long one taken together */
static void
read_histogram(SynthEdge *edge, char *const *cell, int64 nrows)
{
	int64 step = nrows / FANOUT_STEPS + 1;

	edge->children = palloc(sizeof(int64) * Max(nrows, 1));
	edge->parents = palloc(sizeof(double) * Max(nrows, 1));
	for (int64 r = 0; r < nrows; r += step)
	{
		double parents = 0;
		double children = 0;

		for (int64 k = r; k < Min(r + step, nrows); k++)
		{
			double n = strtod(cell[2 * k + 1], NULL);

			parents += n;
			children += n * strtod(cell[2 * k], NULL);
		}
		edge->children[edge->nfanout] = (int64) (children / parents + 0.5);
		edge->parents[edge->nfanout++] = parents;
		edge->total += parents;
	}
}

static void
count_edge(SynthEdge *edge, Oid child, const GraphEdge *e)
{
	int64 nrows;
	char **cell = linkquery_cells(
		psprintf("SELECT d.n, pg_catalog.count(*) FROM (SELECT COALESCE(f.n, 0) AS n FROM %s AS p LEFT JOIN %s) AS d"
				 " GROUP BY d.n ORDER BY d.n",
				 relation_quoted_name(e->parent_relid), counted_children(child, e, "p", "f")),
		&nrows);

	read_histogram(edge, cell, nrows);
}

/* how many parents there are, and how many have no child, is exact: for the owner's word, and not beside a budget */
static bool
may_tell(Oid parent)
{
	bool simple;
	ListCell *cell;

	foreach(cell, ledger_roots(parent, &simple))
		if (!policy_allows(lfirst_oid(cell), false) || policy_find(lfirst_oid(cell))->has_budget)
			return false;
	return linkquery_may_read(parent);
}

void
fitlink_count(SourceTable *t, const FitLinks *links)
{
	const Graph *g = links != NULL ? links->graph : NULL;
	int table = links != NULL ? links->table : 0;
	char kind = get_rel_relkind(t->relid);

	if (links == NULL && (kind == RELKIND_RELATION || kind == RELKIND_PARTITIONED_TABLE))
		g = graph_read_table(t->relid);
	/* keys that another table states say nothing about the source's rows */
	if (g == NULL || g->table[table].relid != t->relid || !linkquery_may_read(t->relid))
		return;
	for (int i = 0; i < t->nedges; i++)
	{
		ListCell *cell;

		foreach(cell, g->table[table].edges)
		{
			const GraphEdge *e = lfirst(cell);

			CHECK_FOR_INTERRUPTS();
			if (strcmp(e->name, t->edge[i].name) != 0 || e->ncolumns != t->edge[i].ncolumns
				|| strcmp(get_attname(t->relid, e->child_attnum[0], false), t->column[t->edge[i].column[0]].name) != 0
				|| t->edge[i].nfanout > 0 || !may_tell(e->parent_relid))
				continue;
			count_edge(&t->edge[i], t->relid, e);
			break;
		}
	}
}
