/*-------------------------------------------------------------------------
 *
 * rowlink.c
 *	  Which foreign keys of a target are at work, and which columns they set.
 *
 * What must hold are the target's own constraints; what is known of them
 * (numbers of children, contexts, copies) are the model's edges.  The two are
 * matched by the names of their columns.  An edge that the target does not
 * state is honoured all the same if a table of the parent's name stands beside
 * the target, so that joins work in copies without constraints.
 *
 * Links that determine others go first: one whose columns and copies hold all
 * of another's key leaves that one nothing to choose.  Keys of a table to
 * itself go last.
 *
 *-------------------------------------------------------------------------
 */
#include "rowlink.h"

#include "access/htup_details.h"
#include "catalog/pg_class.h"
#include "utils/lsyscache.h"

#include "graph.h"
#include "rowlink_parts.h"

static int
find_attribute(TupleDesc desc, const char *name)
{
	for (int i = 0; i < desc->natts; i++)
	{
		Form_pg_attribute att = TupleDescAttr(desc, i);

		if (!att->attisdropped && strcmp(NameStr(att->attname), name) == 0)
			return att->attgenerated != '\0' ? -1 : i;
	}
	return -1;
}

static void
add_column(const RowLinks *links, RowLink *link, int column, const char *parent_column, bool copy)
{
	LinkColumn *c = &link->column[link->ncolumns++];
	Form_pg_attribute att = TupleDescAttr(links->desc, column);

	c->column = column;
	c->parent_column = pstrdup(parent_column);
	c->pool = -1;
	c->copy = copy;
	c->nulls = !att->attnotnull;
	c->type = att->atttypid;
	c->typmod = att->atttypmod;
	c->base = getBaseTypeAndTypmod(c->type, &c->typmod);
	c->is_domain = c->base != c->type;
	c->collation = att->attcollation;
	if (!copy)
		link->nkeys++;
}

/* an empty link with room for the columns of both sides */
static RowLink *
add_link(RowLinks *links, const char *name, const SynthEdge *edge, int ncolumns)
{
	RowLink *link = &links->link[links->nlinks++];

	memset(link, 0, sizeof *link);
	link->name = pstrdup(name);
	link->edge = edge;
	link->present = -1;
	link->column = palloc0(sizeof(LinkColumn) * (Size) (ncolumns + (edge != NULL ? edge->ncopies : 0)));
	return link;
}

static void
add_copies(RowLinks *links, RowLink *link)
{
	for (int i = 0; i < link->edge->ncopies; i++)
	{
		const SynthCopy *copy = &link->edge->copy[i];
		int at = find_attribute(links->desc, links->model->column[copy->column].name);
		bool key = false;

		for (int k = 0; k < link->nkeys; k++)
			key |= link->column[k].column == at;
		if (at >= 0 && !key)
			add_column(links, link, at, copy->parent_column, true);
	}
}

/* is the graph's edge the model's? same columns, in any order */
static bool
is_edge(const RowLinks *links, const SynthEdge *edge, const GraphEdge *g, TupleDesc desc)
{
	if (edge->ncolumns != g->ncolumns)
		return false;
	for (int i = 0; i < edge->ncolumns; i++)
	{
		const char *child = links->model->column[edge->column[i]].name;
		bool found = false;

		for (int j = 0; j < g->ncolumns && !found; j++)
		{
			char *parent = get_attname(g->parent_relid, g->parent_attnum[j], true);

			found = strcmp(child, NameStr(TupleDescAttr(desc, g->child_attnum[j] - 1)->attname)) == 0 && parent != NULL
					&& strcmp(parent, edge->parent_column[i]) == 0;
		}
		if (!found)
			return false;
	}
	return true;
}

/* the model knows the column, as something other than a key or a reference */
static const SynthColumn *
model_column(const RowLinks *links, int column)
{
	const char *name = NameStr(TupleDescAttr(links->desc, column)->attname);

	for (int i = 0; i < links->model->ncolumns; i++)
		if (strcmp(links->model->column[i].name, name) == 0)
			return &links->model->column[i];
	return NULL;
}

/* a foreign key that the target states; edge NULL: the model does not know it */
static void
link_constraint(RowLinks *links, const GraphEdge *g, const SynthEdge *edge)
{
	RowLink *link = add_link(links, g->name, edge, g->ncolumns);
	bool known = edge != NULL;
	bool needed = false;

	link->parent = g->parent_relid;
	link->self = g->parent_relid == RelationGetRelid(links->rel);
	link->match_full = g->match_full;
	for (int i = 0; i < g->ncolumns; i++)
	{
		int at = g->child_attnum[i] - 1;
		Form_pg_attribute att = TupleDescAttr(links->desc, at);
		const SynthColumn *column;

		if (att->attgenerated != '\0' || att->attidentity == ATTRIBUTE_IDENTITY_ALWAYS)
		{
			links->nlinks--; /* the server computes it */
			return;
		}
		column = model_column(links, at);
		known |= column != NULL;
		needed |= att->attnotnull && !att->atthasdef && att->attidentity == '\0';
		add_column(links, link, at, get_attname(g->parent_relid, g->parent_attnum[i], false), false);
	}
	/* columns that nobody knows stay what the server makes of them, if it can */
	if (!known && !needed)
	{
		links->nlinks--;
		return;
	}
	link->by_value = edge == NULL || edge->by_value;
	if (edge != NULL)
	{
		link->present = edge->by_value ? -1 : edge->present;
		add_copies(links, link);
	}
}

/* an edge that the target does not state */
static void
link_by_name(RowLinks *links, const SynthEdge *edge)
{
	RowLink *link;
	Oid parent;

	if (edge->by_value)
		return;
	parent = links->rel == NULL ? InvalidOid : get_relname_relid(edge->parent_table, RelationGetNamespace(links->rel));
	if (OidIsValid(parent) && get_rel_relkind(parent) != RELKIND_RELATION
		&& get_rel_relkind(parent) != RELKIND_PARTITIONED_TABLE && get_rel_relkind(parent) != RELKIND_FOREIGN_TABLE)
		parent = InvalidOid;
	for (int i = 0; i < edge->ncolumns && OidIsValid(parent); i++)
		if (get_attnum(parent, edge->parent_column[i]) <= 0)
			parent = InvalidOid;
	for (int i = 0; i < edge->ncolumns; i++)
		if (find_attribute(links->desc, links->model->column[edge->column[i]].name) < 0)
			return;
	link = add_link(links, edge->name, edge, edge->ncolumns);
	link->parent = parent;
	link->self = links->rel != NULL && parent == RelationGetRelid(links->rel);
	link->match_full = edge->match_full;
	link->present = edge->present;
	for (int i = 0; i < edge->ncolumns; i++)
		add_column(links, link, find_attribute(links->desc, links->model->column[edge->column[i]].name),
				   edge->parent_column[i], false);
	if (OidIsValid(parent))
		add_copies(links, link);
}

/* does a set all that b's key needs? */
static bool
covers(const RowLink *a, const RowLink *b)
{
	if (a->self || !OidIsValid(a->parent))
		return false;
	for (int i = 0; i < b->nkeys; i++)
	{
		bool found = false;

		for (int j = 0; j < a->ncolumns && !found; j++)
			found = a->column[j].column == b->column[i].column;
		if (!found)
			return false;
	}
	return true;
}

static void
sort_links(RowLinks *links)
{
	RowLink *sorted = palloc(sizeof(RowLink) * (Size) Max(links->nlinks, 1));
	bool *done = palloc0(sizeof(bool) * (Size) Max(links->nlinks, 1));

	for (int n = 0; n < links->nlinks; n++)
	{
		int best = -1;

		for (int i = 0; i < links->nlinks; i++)
		{
			bool waits = false;

			if (done[i])
				continue;
			for (int j = 0; j < links->nlinks; j++)
				waits |= j != i && !done[j]
						 && ((links->link[i].self && !links->link[j].self)
							 || (covers(&links->link[j], &links->link[i])
								 && !covers(&links->link[i], &links->link[j])));
			if (best < 0 || !waits)
				best = i;
			if (!waits)
				break;
		}
		done[best] = true;
		sorted[n] = links->link[best];
	}
	memcpy(links->link, sorted, sizeof(RowLink) * (Size) links->nlinks);
}

/* who sets which column: the first that can */
static void
settle_owners(RowLinks *links)
{
	int natts = Max(links->desc->natts, 1);

	links->owner = palloc(sizeof(int) * (Size) natts);
	links->owner_at = palloc0(sizeof(int) * (Size) natts);
	for (int i = 0; i < natts; i++)
		links->owner[i] = -1;
	for (int l = 0; l < links->nlinks; l++)
	{
		RowLink *link = &links->link[l];

		link->nullable = true;
		link->nshared = 0;
		for (int i = 0; i < link->ncolumns; i++)
		{
			LinkColumn *c = &link->column[i];

			c->own = links->owner[c->column] < 0;
			if (c->own)
			{
				links->owner[c->column] = l;
				links->owner_at[c->column] = i;
			}
			link->nshared += !c->own;
			/* with MATCH FULL it is NULL together with the others, if it may be */
			c->shared_with_self = c->own && !c->copy && link->self && !(link->match_full && c->nulls)
								  && get_attnum(link->parent, c->parent_column) == c->column + 1;
			if (c->own && !c->copy && !c->nulls && (link->match_full || !c->shared_with_self))
				link->nullable = false;
		}
		if (!OidIsValid(link->parent))
			link->nshared = 0;
	}
}

static RowLinks *
new_links(const SynthModel *model, TupleDesc desc, int64 seed, int most)
{
	RowLinks *links = palloc0(sizeof *links);

	links->model = model;
	links->desc = desc;
	links->seed = (uint64) seed;
	links->link = palloc0(sizeof(RowLink) * (Size) Max(most, 1));
	return links;
}

RowLinks *
rowlinks_new(const SynthModel *model, Relation rel, RowLinkPool pool, void *ctx, int64 seed)
{
	List *edges = NIL;
	RowLinks *links;
	ListCell *lc;

	if (rel->rd_rel->relkind == RELKIND_RELATION || rel->rd_rel->relkind == RELKIND_PARTITIONED_TABLE)
		edges = list_copy(graph_read_table(RelationGetRelid(rel))->table[0].edges);
	links = new_links(model, RelationGetDescr(rel), seed, list_length(edges) + model->nedges);
	links->rel = rel;
	links->pool = pool;
	links->ctx = ctx;
	for (int e = 0; e < model->nedges; e++)
	{
		GraphEdge *same = NULL;

		foreach(lc, edges)
		{
			GraphEdge *g = lfirst(lc);

			if (is_edge(links, &model->edge[e], g, links->desc)
				&& (same == NULL || strcmp(g->name, model->edge[e].name) == 0))
				same = g;
		}
		if (same != NULL)
			link_constraint(links, same, &model->edge[e]);
		else
			link_by_name(links, &model->edge[e]);
		edges = list_delete_ptr(edges, same);
	}
	foreach(lc, edges)
		link_constraint(links, lfirst(lc), NULL);
	sort_links(links);
	settle_owners(links);
	return links;
}

RowLinks *
rowlinks_imagine(const SynthModel *model, TupleDesc desc, int64 seed)
{
	RowLinks *links = new_links(model, desc, seed, model->nedges);

	for (int e = 0; e < model->nedges; e++)
		link_by_name(links, &model->edge[e]);
	settle_owners(links);
	return links->nlinks > 0 ? links : NULL;
}

/* late links stand last, so that the columns that they share with others are not theirs to set */
bool
rowlinks_defer(RowLinks *links, RowLinkLate late, void *ctx)
{
	RowLink *sorted = palloc(sizeof(RowLink) * (Size) Max(links->nlinks, 1));
	int n = 0;

	for (int l = 0; l < links->nlinks; l++)
	{
		RowLink *link = &links->link[l];

		link->late = !link->self && late(ctx, link->parent);
		links->deferred |= link->late;
	}
	for (int pass = 0; pass < 2; pass++)
		for (int l = 0; l < links->nlinks; l++)
			if (links->link[l].late == (pass == 1))
				sorted[n++] = links->link[l];
	links->link = sorted;
	settle_owners(links);
	return links->deferred;
}

static List *
add_name(List *columns, const char *name)
{
	ListCell *lc;

	foreach(lc, columns)
		if (strcmp(lfirst(lc), name) == 0)
			return columns;
	return lappend(columns, pstrdup(name));
}

List *
rowlinks_pool_columns(const SynthModel *child, const char *parent_schema, const char *parent_table, List *columns)
{
	for (int e = 0; e < child->nedges; e++)
	{
		const SynthEdge *edge = &child->edge[e];

		if (strcmp(edge->parent_table, parent_table) != 0
			|| (parent_schema != NULL && strcmp(edge->parent_schema, parent_schema) != 0))
			continue;
		for (int i = 0; i < edge->ncolumns; i++)
			columns = add_name(columns, edge->parent_column[i]);
		for (int i = 0; i < edge->ncontexts; i++)
			columns = add_name(columns, edge->context[i].column);
		for (int i = 0; i < edge->ncopies; i++)
			columns = add_name(columns, edge->copy[i].parent_column);
	}
	return columns;
}

List *
rowlinks_target_columns(Relation child, Oid parent, List *columns)
{
	ListCell *lc;

	if (child->rd_rel->relkind != RELKIND_RELATION && child->rd_rel->relkind != RELKIND_PARTITIONED_TABLE)
		return columns;
	foreach(lc, graph_read_table(RelationGetRelid(child))->table[0].edges)
	{
		GraphEdge *g = lfirst(lc);

		for (int i = 0; i < g->ncolumns && g->parent_relid == parent; i++)
			columns = add_name(columns, get_attname(parent, g->parent_attnum[i], false));
	}
	return columns;
}

int64
rowlinks_rows(const RowLinks *links)
{
	const RowLink *link = links->nlinks > 0 ? &links->link[0] : NULL;
	const int32 *fanout;
	Pool *pool;
	int64 rows = 0;

	/* a histogram gives numbers in proportion to the rows that are asked for */
	if (link == NULL || link->nullable || link->self || link->edge == NULL || link->edge->nfanout > 0
		|| links->pool == NULL || link->late || !OidIsValid(link->parent))
		return -1;
	pool = links->pool(links->ctx, link->parent);
	if (pool == NULL)
		return -1;
	fanout = pool_fanout(pool, links->model->source_schema, links->model->source_name, link->edge->name);
	if (fanout == NULL)
		return -1;
	for (int64 i = 0; i < pool_rows(pool); i++)
		rows += fanout[i];
	return rows;
}
