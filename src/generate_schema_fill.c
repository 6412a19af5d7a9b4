/*-------------------------------------------------------------------------
 *
 * generate_schema_fill.c
 *	  The tables of a schema filled, parents first.
 *
 * Tables that refer to each other in a circle are one component of the graph.
 * The circle is cut at some references, the tables are made in the order that
 * is left, and those with a reference that was cut a second time, by the same
 * makers, when all keys are known; then one statement inserts them all.  Any
 * other table is a component of its own.
 *
 * What later tables need of the rows (keys, contexts, numbers of children) is
 * kept in pools, each until the last component that needs it.
 *
 * Each table draws from a stream of its own, named by the seed and the table,
 * so that a call for some of the tables makes the rows that a call for all of
 * them makes, as long as their parents are the same.
 *
 *-------------------------------------------------------------------------
 */
#include "generate_schema.h"

#include <math.h>

#include "access/genam.h"
#include "access/table.h"
#include "miscadmin.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include "batch.h"
#include "core/unique.h"
#include "dateshift.h"
#include "progress.h"
#include "rowcondition.h"
#include "rowlink.h"

/* of the hash that names a table's stream */
#define FILL_SEED UINT64CONST(0x736368656d61)

typedef struct SchemaFill
{
	SchemaRun *run;
	int64 batch;
	int parts;
	int done; /* tables */
	TimestampTz started;
} SchemaFill;

int64
schema_table_seed(int64 seed, const char *table)
{
	uint64 hash = synth_hash_bytes(FILL_SEED ^ (uint64) seed, table, strlen(table));

	return (int64) (hash >> 1);
}

/* which columns of which tables are kept, and until when */
static void
fill_plan_pools(SchemaRun *run)
{
	for (int i = 0; i < run->ntables; i++)
	{
		const SchemaTable *child = &run->table[i];
		Relation rel;

		if (child->is_public)
			continue;
		rel = table_open(child->target->relid, NoLock);
		for (int p = 0; p < run->ntables; p++)
		{
			SchemaTable *parent = &run->table[p];
			int before = list_length(parent->pool_columns);

			/* a table's links to itself need no pool */
			if (p == i)
				continue;
			parent->pool_columns = rowlinks_pool_columns(child->row->model, parent->row->model->source_schema,
														 parent->row->model->source_name, parent->pool_columns);
			parent->pool_columns = rowlinks_target_columns(rel, parent->target->relid, parent->pool_columns);
			if (list_length(parent->pool_columns) > before)
				parent->needed_by = Max(parent->needed_by, child->target->component);
		}
		table_close(rel, NoLock);
	}
}

/* rowlink.h: parents that this run has made; any others are read from the target */
static Pool *
fill_pool(void *ctx, Oid parent)
{
	SchemaRun *run = ctx;
	int index = graph_find(run->graph, parent);
	SchemaTable *t = index >= 0 ? schema_table(run, index) : NULL;

	return t != NULL ? t->pool : NULL;
}

/* rowlink.h: parents in the circle whose turn has not come */
static bool
fill_is_late(void *ctx, Oid parent)
{
	SchemaRun *run = ctx;
	int index = graph_find(run->graph, parent);
	SchemaTable *t = index >= 0 ? schema_table(run, index) : NULL;

	return t != NULL && t->in_circle && !t->placed;
}

/* a row for later tables */
static void
fill_seen(void *ctx, const Generation *g, int r, const Datum *values, const bool *isnull)
{
	Pool *pool = ctx;

	pool_add(pool, values, isnull);
	if (g->maker == NULL)
		return;
	for (int i = 0; i < g->model->nfanouts; i++)
	{
		const SynthFanout *f = &g->model->fanout[i];

		pool_add_fanout(pool, f->child_schema, f->child_table, f->edge, rowmaker_fanout(g->maker, r, i));
	}
}

/*
 * Dates are moved in every table alike, so that what is equal stays equal;
 * public rows stay as they are, and so does what refers to rows that this call
 * does not move.
 */
static void
fill_set_shift(SchemaRun *run, SchemaTable *t)
{
	Generation *g = t->g;
	ListCell *lc;

	if (run->shift == NULL || t->is_public)
		return;
	g->shift = run->shift;
	g->unshifted = palloc0(sizeof(bool) * (Size) Max(g->target->natts, 1));
	foreach(lc, t->target->edges)
	{
		const GraphEdge *e = lfirst(lc);
		SchemaTable *parent = e->parent >= 0 ? schema_table(run, e->parent) : NULL;

		if (parent != NULL && !parent->is_public)
			continue;
		for (int c = 0; c < e->ncolumns; c++)
			g->unshifted[e->child_attnum[c] - 1] = true;
	}
}

/* beside the rows of the component, which it outlives; NULL if nobody needs it */
static Pool *
fill_new_pool(SchemaRun *run, SchemaTable *t)
{
	MemoryContext old;
	Pool *pool;

	if (t->needed_by < 0)
		return NULL;
	if (t->pool_context == NULL)
		t->pool_context = AllocSetContextCreate(run->context, "synth pool", ALLOCSET_DEFAULT_SIZES);
	old = MemoryContextSwitchTo(t->pool_context);
	pool = pool_new(t->target->relid, t->pool_columns);
	MemoryContextSwitchTo(old);
	return pool;
}

static void
fill_drop_pools(SchemaRun *run, int component)
{
	for (int i = 0; i < run->ntables; i++)
	{
		SchemaTable *t = &run->table[i];

		if (t->pool_context != NULL && t->needed_by <= component)
		{
			MemoryContextDelete(t->pool_context);
			t->pool_context = NULL;
			t->pool = NULL;
		}
	}
}

/* rows that a unique key all of whose columns refer allows: each combination of parents once */
static double
key_capacity(SchemaRun *run, const SchemaTable *t, Relation index)
{
	double capacity = 1;
	int covered = 0;
	ListCell *lc;

	if (!index->rd_index->indisunique || RelationGetIndexPredicate(index) != NIL)
		return HUGE_VAL;
	foreach(lc, t->target->edges)
	{
		const GraphEdge *e = lfirst(lc);
		const SchemaTable *parent = e->parent >= 0 && e->parent != e->child ? schema_table(run, e->parent) : NULL;
		int in_key = 0;

		for (int c = 0; c < e->ncolumns; c++)
			for (int k = 0; k < index->rd_index->indnkeyatts; k++)
				in_key += index->rd_index->indkey.values[k] == e->child_attnum[c];
		if (in_key == 0)
			continue;
		if (parent == NULL || e->nullable || in_key < e->ncolumns)
			return HUGE_VAL;
		covered += in_key;
		capacity *= parent->pool != NULL ? (double) pool_rows(parent->pool) : (double) parent->n;
	}
	return covered == index->rd_index->indnkeyatts ? capacity : HUGE_VAL;
}

/*
 * The rows to be made.  Noise may have given a table more rows than its
 * parents leave room for: a private model then has fewer.  Without noise that
 * is the user's wish, and an error says that it cannot be met.
 */
static int64
fill_rows(SchemaRun *run, const SchemaTable *t, Relation rel)
{
	int64 asked = t->g->links != NULL ? rowlinks_rows(t->g->links) : -1;
	int64 rows = t->n;
	List *indexes;
	ListCell *lc;

	/* where there are too few parents for their model to know, the child's own size decides */
	if (asked >= t->n / 2 && asked / 2 <= t->n)
		rows = Min(asked, ROWMAKER_MAX_ROWS);
	if (!t->row->model->is_private)
		return rows;
	indexes = RelationGetIndexList(rel);
	foreach(lc, indexes)
	{
		Relation index = index_open(lfirst_oid(lc), AccessShareLock);

		rows = (int64) Min((double) rows, key_capacity(run, t, index));
		index_close(index, AccessShareLock);
	}
	list_free(indexes);
	return rows;
}

static void
fill_open(SchemaFill *fill, SchemaTable *t)
{
	SchemaRun *run = fill->run;
	Relation rel = table_open(t->target->relid, NoLock);

	progress_generation(t->target->relid, run->ntables, fill->done);
	if (t->is_public)
	{
		t->g = generation_new_public(t->row, rel);
		t->g->leave_taken = run->existing == EXISTING_APPEND;
	}
	else
	{
		t->g = generation_new(t->row, rel, NULL, schema_table_seed(run->seed, t->target->name), ROW_LINKED);
		t->twice = generation_link(t->g, fill_pool, fill_is_late, run);
		t->n = fill_rows(run, t, rel);
		generation_start(t->g, t->n, NULL);
	}
	fill_set_shift(run, t);
}

/* the rows of one that is open; keep = false: only what others need of them */
static void
fill_make(SchemaTable *t, bool keep, Pool *pool)
{
	GenerationSeen seen = pool != NULL ? fill_seen : NULL;

	if (t->is_public)
		generation_put_public(t->g, seen, pool);
	else
		generation_make(t->g, keep, seen, pool);
}

static void
fill_close(SchemaFill *fill, SchemaTable *t)
{
	BatchPart part = batch_part(t->g, fill->batch, ++fill->parts);

	part.seed = fill->run->seed;
	part.scale = fill->run->scale;
	part.started = fill->started;
	batch_record(&part);
	t->inserted = t->g->inserted;
	if (t->g->maker != NULL)
		t->repaired = rowmaker_repaired(t->g->maker);
	generation_free(t->g);
	table_close(t->g->rel, NoLock);
	t->g = NULL;
	fill->done++;
}

/*
 * What it costs to make a table now: references to tables of the circle whose
 * turn has not come have to wait.  Those of a key would leave it unknown to
 * the tables that refer to it.
 */
static int
fill_cost(SchemaRun *run, const SchemaTable *t)
{
	Relation rel = table_open(t->target->relid, NoLock);
	Bitmapset *key = RelationGetIndexAttrBitmap(rel, INDEX_ATTR_BITMAP_KEY);
	int cost = 0;
	ListCell *lc;

	foreach(lc, t->target->edges)
	{
		const GraphEdge *e = lfirst(lc);
		bool in_key = false;

		if (e->parent == e->child || !fill_is_late(run, e->parent_relid))
			continue;
		for (int c = 0; c < e->ncolumns; c++)
			in_key |= bms_is_member(e->child_attnum[c] - FirstLowInvalidHeapAttributeNumber, key);
		cost += in_key ? 1000 : e->nullable ? 1 : 2;
	}
	table_close(rel, NoLock);
	return cost;
}

/*
 * A circle is cut where it costs least: the tables of it are made one after
 * the other, and those whose references had to wait once more when all keys
 * are known.
 */
static void
fill_make_circle(SchemaFill *fill, List *tables)
{
	ListCell *lc;

	foreach(lc, tables)
		((SchemaTable *) lfirst(lc))->in_circle = true;
	for (int i = 0; i < list_length(tables); i++)
	{
		SchemaTable *next = NULL;
		int least = 0;

		foreach(lc, tables)
		{
			SchemaTable *t = lfirst(lc);
			int cost = t->placed ? 0 : fill_cost(fill->run, t);

			if (t->placed || (next != NULL && cost >= least))
				continue;
			next = t;
			least = cost;
		}
		fill_open(fill, next);
		next->placed = true;
		next->pool = fill_new_pool(fill->run, next);
		fill_make(next, !next->twice, next->pool);
	}
	foreach(lc, tables)
	{
		SchemaTable *t = lfirst(lc);
		Pool *pool;

		if (!t->twice)
			continue;
		rowmaker_rewind(t->g->maker);
		pool = fill_new_pool(fill->run, t);
		fill_make(t, true, pool);
		/* later tables see the references, too */
		t->pool = pool;
	}
}

static void
fill_component(SchemaFill *fill, List *tables)
{
	List *generations = NIL;
	ListCell *lc;

	if (list_length(tables) > 1)
		fill_make_circle(fill, tables);
	else
	{
		SchemaTable *t = linitial(tables);

		fill_open(fill, t);
		t->pool = fill_new_pool(fill->run, t);
		fill_make(t, true, t->pool);
	}
	foreach(lc, tables)
		generations = lappend(generations, ((SchemaTable *) lfirst(lc))->g);
	progress_phase("inserting");
	generation_insert(generations);
	foreach(lc, tables)
		fill_close(fill, lfirst(lc));
}

void
schema_fill(SchemaRun *run, int64 batch, TimestampTz started)
{
	SchemaFill fill = {run, batch, 0, 0, started};
	MemoryContext component = AllocSetContextCreate(CurrentMemoryContext, "synth component", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old;

	fill_plan_pools(run);
	old = MemoryContextSwitchTo(component);
	for (int c = 0; c < run->graph->ncomponents; c++)
	{
		List *tables = NIL;

		CHECK_FOR_INTERRUPTS();
		for (int i = 0; i < run->ntables; i++)
			if (run->table[i].target->component == c)
				tables = lappend(tables, &run->table[i]);
		if (tables != NIL)
			fill_component(&fill, tables);
		fill_drop_pools(run, c);
		MemoryContextReset(component);
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(component);
	progress_end();
}
