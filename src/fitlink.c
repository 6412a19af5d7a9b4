/*-------------------------------------------------------------------------
 *
 * fitlink.c
 *	  Foreign keys in a fit: edges of the model and roles of their columns.
 *
 * In the fit of a schema, columns that refer get the role REFERENCE: which
 * parent a row has is never learned, only what its parent is like.  Keys of
 * tables that are declared public are the exception (fitlink_public.c).  In
 * the fit of a table by itself referring columns stay what they would be
 * without their foreign key, and the edge says so (by_value).
 *
 * Order of edges: the first one decides most when rows are made, since rows
 * are drawn given its parent's attributes.  So it is one that every row has,
 * whose parent is not this table and not made after it, and of those the one
 * with most parents; a private fit takes the number of contexts instead, which
 * is public.  An edge whose columns follow from an earlier edge comes last.
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include "catalog/pg_class.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

#include "core/mutate.h"
#include "fitlink_parts.h"
#include "ledger.h"
#include "linkquery.h"

int
fitlink_column(const SourceTable *t, const char *name)
{
	for (int c = 0; c < t->ncolumns && name != NULL; c++)
		if (!t->column[c].hidden && strcmp(t->column[c].name, name) == 0)
			return c;
	return -1;
}

/* takes a column's bag of tokens off the list */
static void
drop_bag(SourceTable *t, int column)
{
	int bag = t->column[column].bag;

	if (bag < 0)
		return;
	t->column[column].bag = -1;
	t->nbags--;
	for (int b = bag; b < t->nbags; b++)
	{
		t->bag_column[b] = t->bag_column[b + 1];
		t->column[t->bag_column[b]].bag = b;
	}
}

void
fitlink_set_reference(SourceTable *t, int column, const char *why)
{
	SourceColumn *col = &t->column[column];

	/* generated columns are the server's, whatever they refer to */
	if (col->role == SYNTH_COLUMN_SERVER)
		return;
	drop_bag(t, column);
	col->role = SYNTH_COLUMN_REFERENCE;
	col->why = why;
	col->text = NULL;
	col->text_has_spec = false;
}

/* the edge as the model tells it; false if the source lacks one of its columns */
static bool
make_edge(const SourceTable *t, const Graph *g, const GraphEdge *from, SynthEdge *to)
{
	to->name = from->name;
	to->parent_schema = get_namespace_name(get_rel_namespace(from->parent_relid));
	to->parent_table = get_rel_name(from->parent_relid);
	to->match_full = from->match_full;
	to->present = -1;
	to->ncolumns = from->ncolumns;
	to->column = palloc(sizeof(int) * from->ncolumns);
	to->parent_column = palloc(sizeof(char *) * from->ncolumns);
	for (int i = 0; i < from->ncolumns; i++)
	{
		to->column[i] = fitlink_column(t, get_attname(g->table[from->child].relid, from->child_attnum[i], true));
		to->parent_column[i] = get_attname(from->parent_relid, from->parent_attnum[i], false);
		if (to->column[i] < 0)
			return false;
	}
	return to->parent_schema != NULL && to->parent_table != NULL && from->ncolumns <= SYNTH_MAX_EDGE_COLUMNS;
}

static void
collect_links(LinkSet *set, const Graph *g, int table)
{
	const GraphTable *child = &g->table[table];
	ListCell *cell;

	set->link = palloc0(sizeof(Link) * Max(list_length(child->edges), 1));
	foreach(cell, child->edges)
	{
		Link *link = &set->link[set->n];

		memset(link, 0, sizeof(Link));
		link->graph = lfirst(cell);
		if (set->n == SYNTH_MAX_EDGES || !make_edge(set->t, g, link->graph, &link->edge))
			continue;
		link->self = link->graph->parent_relid == child->relid || link->graph->parent == table;
		link->circular = link->graph->cut;
		set->n++;
	}
}

/* the same for every run: by what the file's header says, then in order of names */
static int
compare_link(const void *a, const void *b)
{
	const Link *x = a;
	const Link *y = b;

	if (x->edge.by_value != y->edge.by_value)
		return x->edge.by_value - y->edge.by_value;
	if (x->self != y->self)
		return x->self - y->self;
	if (x->circular != y->circular)
		return x->circular - y->circular;
	if (x->determined != y->determined)
		return x->determined - y->determined;
	if (x->graph->nullable != y->graph->nullable)
		return x->graph->nullable - y->graph->nullable;
	if (x->graph->context_ok != y->graph->context_ok)
		return y->graph->context_ok - x->graph->context_ok;
	if (x->rows != y->rows)
		return x->rows > y->rows ? -1 : 1;
	if (x->edge.ncontexts != y->edge.ncontexts)
		return y->edge.ncontexts - x->edge.ncontexts;
	return strcmp(x->edge.name, y->edge.name);
}

static void
sort_links(LinkSet *set)
{
	qsort(set->link, set->n, sizeof(Link), compare_link);
}

/* what is known of the parents: how they are described, and how many there are */
static void
look_at_parents(LinkSet *set)
{
	const FitLinks *links = set->links;

	for (int i = 0; i < set->n; i++)
	{
		Link *link = &set->link[i];
		int parent = link->graph->parent;
		bool knows = !links->is_private || link->graph->context_ok;

		/* a parent that may not be read is referred to all the same, but is not known */
		if (parent < 0 || link->self || link->edge.by_value || !linkquery_may_read(link->graph->parent_relid))
			continue;
		/* one partition of several is not described by itself */
		if (links->graph->table[parent].relid == link->graph->parent_relid && knows)
			link->parent = links->describe(links->ctx, parent);
		if (set->reads)
			link->rows = linkquery_count(
				psprintf("SELECT pg_catalog.count(*) FROM %s", relation_quoted_name(link->graph->parent_relid)));
	}
}

/* the described links, into the source; columns that were noted become attributes */
static void
finish(LinkSet *set)
{
	SourceTable *t = set->t;

	relation_number_attributes(t);
	t->edge = palloc0(sizeof(SynthEdge) * Max(set->n, 1));
	t->nedges = set->n;
	for (int i = 0; i < set->n; i++)
	{
		SynthEdge *edge = &t->edge[i];

		*edge = set->link[i].edge;
		if (edge->present >= 0)
			edge->present = t->column[edge->present].attribute;
		for (int k = 0; k < edge->ncontexts; k++)
			edge->context[k].attribute = t->column[edge->context[k].attribute].attribute;
	}
	for (int i = 0; i < t->nfanouts; i++)
		t->fanout[i].attribute = t->column[t->fanout[i].attribute].attribute;
}

/* a table by itself: what its foreign keys are, and no more */
static void
describe_alone(LinkSet *set, Relation rel)
{
	Graph *g;

	if (rel->rd_rel->relkind == RELKIND_RELATION || rel->rd_rel->relkind == RELKIND_PARTITIONED_TABLE)
	{
		g = graph_read_table(RelationGetRelid(rel));
		collect_links(set, g, 0);
	}
	for (int i = 0; i < set->n; i++)
		set->link[i].edge.by_value = true;
	sort_links(set);
	finish(set);
}

void
fitlink_describe(SourceTable *t, Relation rel, const DescribeOptions *opt, const FitLinks *links)
{
	LinkSet set = {.t = t, .links = links, .opt = opt};

	if (links == NULL)
	{
		describe_alone(&set, rel);
		return;
	}
	set.reads = !links->is_private && opt->read_content && linkquery_may_read(t->relid);
	collect_links(&set, links->graph, links->table);
	fitlink_public(&set);
	for (int i = 0; i < set.n; i++)
		for (int k = 0; k < set.link[i].edge.ncolumns && !set.link[i].edge.by_value; k++)
			fitlink_set_reference(t, set.link[i].edge.column[k], "foreign key: refers to a row that exists");
	look_at_parents(&set);
	sort_links(&set);
	fitlink_copies(&set);
	sort_links(&set);
	fitlink_contexts(&set);
	fitlink_fanouts(&set);
	if (links->is_private)
		sort_links(&set);
	finish(&set);
}

void
fitlink_check(const SourceTable *t, bool is_private)
{
	ListCell *cell;

	foreach(cell, t->reads)
	{
		bool simple;

		ledger_check_owner_word(ledger_roots(lfirst_oid(cell), &simple), is_private);
	}
}

/* of which rows the model says something beside the source's own; public ones aside */
static bool
tells_of(const SourceTable *t, const Graph *g, const GraphEdge *e, int table)
{
	if (e->child == table)
	{
		for (int i = 0; i < t->nedges; i++)
			if (t->edge[i].ncontexts > 0 && strcmp(t->edge[i].name, e->name) == 0)
				return e->parent >= 0 && !g->table[e->parent].is_public;
		return false;
	}
	for (int i = 0; i < t->nfanouts; i++)
		if (strcmp(t->fanout[i].child_table, g->table[e->child].name) == 0 && strcmp(t->fanout[i].edge, e->name) == 0)
			return !g->table[e->child].is_public;
	return false;
}

List *
fitlink_roots(const SourceTable *t, const FitLinks *links, List *roots)
{
	const GraphTable *table;
	ListCell *cell;
	bool simple;

	if (links == NULL || SYNTH_BUG(READ_UNCHARGED))
		return roots;
	table = &links->graph->table[links->table];
	roots = list_copy(roots);
	foreach(cell, table->edges)
	{
		const GraphEdge *e = lfirst(cell);

		if (tells_of(t, links->graph, e, links->table))
			roots = list_concat_unique_oid(roots, ledger_roots(e->parent_relid, &simple));
	}
	foreach(cell, table->children)
	{
		const GraphEdge *e = lfirst(cell);

		if (e->child != links->table && tells_of(t, links->graph, e, links->table))
			roots = list_concat_unique_oid(roots, ledger_roots(links->graph->table[e->child].relid, &simple));
	}
	return roots;
}
