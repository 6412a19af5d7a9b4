/*-------------------------------------------------------------------------
 *
 * graph_cut.c
 *	  Where a circle of tables is cut, and in what order its tables are made.
 *
 * Tables that refer to each other in a circle cannot all come after what they
 * refer to.  One after the other the table is taken whose references have to
 * wait least: those to tables of the circle that have not been taken yet.
 * These are the cut ones; all other references of the circle are to rows that
 * are there.  A reference that may be NULL costs least, one that is part of
 * the table's own key most: its key would be unknown to others.  Of equal
 * tables the first by name is taken, so copies of a schema are cut alike.
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include "access/sysattr.h"
#include "access/table.h"
#include "nodes/bitmapset.h"
#include "utils/rel.h"
#include "utils/relcache.h"

#include "graph_edge.h"

#define COST_NULLABLE 1
#define COST_NOT_NULL 2
#define COST_KEY 1000

/* does the edge lead to a table of the circle that has not been taken? */
static bool
waits(const GraphEdge *e, const bool *waiting)
{
	return e->parent >= 0 && e->parent != e->child && waiting[e->parent];
}

static int
cost_of(const Graph *g, int table, const bool *waiting)
{
	Relation rel = table_open(g->table[table].relid, NoLock);
	Bitmapset *key = RelationGetIndexAttrBitmap(rel, INDEX_ATTR_BITMAP_KEY);
	int cost = 0;
	ListCell *cell;

	foreach(cell, g->table[table].edges)
	{
		const GraphEdge *e = lfirst(cell);
		bool in_key = false;

		if (!waits(e, waiting))
			continue;
		for (int i = 0; i < e->ncolumns; i++)
			in_key |= bms_is_member(e->child_attnum[i] - FirstLowInvalidHeapAttributeNumber, key);
		cost += in_key ? COST_KEY : e->nullable ? COST_NULLABLE : COST_NOT_NULL;
	}
	bms_free(key);
	table_close(rel, NoLock);
	return cost;
}

void
graph_cut(const Graph *g, int *member, int n)
{
	bool *waiting = palloc0(sizeof(bool) * Max(g->ntables, 1));

	for (int i = 0; i < n; i++)
		waiting[member[i]] = true;
	for (int taken = 0; taken < n; taken++)
	{
		int best = taken;
		int least = cost_of(g, member[taken], waiting);
		int table;
		ListCell *cell;

		for (int i = taken + 1; i < n; i++)
		{
			int cost = cost_of(g, member[i], waiting);

			if (cost < least)
			{
				best = i;
				least = cost;
			}
		}
		/* those before it keep their order */
		table = member[best];
		memmove(&member[taken + 1], &member[taken], sizeof(int) * (best - taken));
		member[taken] = table;
		foreach(cell, g->table[table].edges)
		{
			GraphEdge *e = lfirst(cell);

			e->cut = waits(e, waiting);
		}
		waiting[table] = false;
	}
	pfree(waiting);
}
