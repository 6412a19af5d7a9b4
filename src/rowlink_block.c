/*-------------------------------------------------------------------------
 *
 * rowlink_block.c
 *	  Parents for the rows of a block.
 *
 * Rows carry the contexts that they were drawn with, and get as many of the
 * next places as there are rows, paired by what they have in common
 * (core/pair.h).  In the end each row's contexts are those of the parents that
 * it got.  Links by value, and links to the table itself, look at what the row
 * is in the end, so they come after the row was drawn for the last time
 * (rowlink_sample.c).
 *
 * Columns that an earlier link has set must agree exactly.  A row for which no
 * place is left that agrees gets any parent that does; if there is none it has
 * no parent, where that is allowed, or the earlier link's parent is drawn anew.
 *
 *-------------------------------------------------------------------------
 */
#include "rowlink.h"

#include "miscadmin.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include "core/pair.h"
#include "rowlink_parts.h"

/* places that a link with shared columns may look at, for each row */
#define SHARED_PLACES 16
/* tries of finding an earlier link's parent that leaves this one some */
#define REDRAWS 256

/* what the link that owns a column of the target gives a row there */
static uint64
set_hash(const RowLinks *links, int column, int row)
{
	RowLink *link = &links->link[links->owner[column]];

	return rowlink_hash(link, links->owner_at[column], link->parent_of_row[row]);
}

/* hash of what earlier links have set; *null: one of them set none, so that nothing has to agree */
static uint64
shared_hash(const RowLinks *links, const RowLink *link, int row, bool *null)
{
	uint64 value[SYNTH_MAX_EDGE_COLUMNS * 4] = {0};

	*null = false;
	for (int i = 0; i < link->ncolumns && i < (int) lengthof(value); i++)
	{
		if (link->column[i].own)
			continue;
		value[i] = set_hash(links, link->column[i].column, row);
		*null |= value[i] == 0 && !link->column[i].copy;
	}
	return rowlink_combine(link, true, value);
}

bool
rowlink_agrees(const RowLinks *links, RowLink *link, int row)
{
	int64 parent = link->parent_of_row[row];

	if (parent == LINK_NO_PARENT || link->nshared == 0)
		return true;
	for (int i = 0; i < link->ncolumns; i++)
		if (!link->column[i].own && set_hash(links, link->column[i].column, row) != rowlink_hash(link, i, parent))
			return false;
	return true;
}

/* a parent that agrees with the earlier links, or none */
static int64
agreeing_parent(RowLinks *links, RowLink *link, int row)
{
	bool null;
	uint64 hash;

	if (link->nshared == 0)
		return (int64) synth_stream_below(&links->stream, (uint64) link->nparents);
	hash = shared_hash(links, link, row, &null);
	if (null)
		return link->nullable ? LINK_NO_PARENT : (int64) synth_stream_below(&links->stream, (uint64) link->nparents);
	return rowlink_find(rowlink_index(link, true), hash, &links->stream);
}

/* draws earlier links' parents anew until this one and those between find parents that agree */
static bool
redraw_earlier(RowLinks *links, int number, int row)
{
	for (int try = 0; try < REDRAWS; try++)
	{
		for (int e = 0; e < number; e++)
		{
			RowLink *earlier = &links->link[e];
			bool fine = true;
			int64 other;

			if (earlier->self || earlier->single || earlier->nparents == 0
				|| earlier->parent_of_row[row] == LINK_NO_PARENT)
				continue;
			other = agreeing_parent(links, earlier, row);
			if (other == LINK_NO_PARENT && !earlier->nullable)
				continue;
			earlier->parent_of_row[row] = (int32) other;
			for (int l = e + 1; l <= number && fine; l++)
			{
				RowLink *link = &links->link[l];

				if (link->self || link->nparents == 0)
					continue;
				if (l == number || !rowlink_agrees(links, link, row))
				{
					int64 parent = agreeing_parent(links, link, row);

					fine = parent != LINK_NO_PARENT || link->nullable;
					link->parent_of_row[row] = (int32) parent;
				}
			}
			if (fine)
				return true;
		}
	}
	return false;
}

bool
rowlink_any_parent(RowMaker *maker, int number, int row)
{
	RowLinks *links = maker->links;
	RowLink *link = &links->link[number];
	int64 parent = agreeing_parent(links, link, row);

	link->parent_of_row[row] = (int32) parent;
	return parent != LINK_NO_PARENT || link->nullable;
}

static void
no_parent_agrees(const RowLinks *links, const RowLink *link)
{
	ereport(ERROR, (errcode(ERRCODE_FOREIGN_KEY_VIOLATION),
					errmsg("no row of \"%s\" agrees with the other parents of a row along \"%s\"",
						   get_rel_name(link->parent), link->name),
					errhint("Fill \"%s\" with rows that go with those of the other tables that \"%s\" refers to.",
							get_rel_name(link->parent), RelationGetRelationName(links->rel))));
}

/* matches rows with the next places */
static void
pair_rows(RowMaker *maker, int number, const int *need, int n)
{
	RowLinks *links = maker->links;
	RowLink *link = &links->link[number];
	int exact = link->nshared > 0 ? 1 : 0;
	int most = exact ? Min(SHARED_PLACES * n, (int) Min(Max(link->places.n - link->places.next, n), INT_MAX)) : n;
	int ncontexts = exact + (maker->raw != NULL ? rowlink_ncodes(maker, link) : 0);
	int32 *place = synth_alloc_array((size_t) most, sizeof *place);
	bool *used = synth_alloc_array((size_t) most, sizeof *used);
	int *result = synth_alloc_array((size_t) n, sizeof *result);
	int64_t **child = palloc0(sizeof(int64_t *) * (Size) Max(ncontexts, 1));
	int64_t **open = palloc0(sizeof(int64_t *) * (Size) Max(ncontexts, 1));

	for (int i = 0; i < most; i++)
		place[i] = rowlink_next_place(link);
	if (exact)
	{
		uint64 value[SYNTH_MAX_EDGE_COLUMNS * 4] = {0};
		bool null;

		child[0] = synth_alloc_array((size_t) n, sizeof(int64_t));
		open[0] = synth_alloc_array((size_t) most, sizeof(int64_t));
		for (int i = 0; i < n; i++)
			child[0][i] = (int64_t) shared_hash(links, link, need[i], &null);
		for (int i = 0; i < most; i++)
		{
			for (int c = 0; c < link->ncolumns && c < (int) lengthof(value); c++)
				value[c] = link->column[c].own ? 0 : rowlink_hash(link, c, place[i]);
			open[0][i] = (int64_t) rowlink_combine(link, true, value);
		}
	}
	if (maker->raw != NULL)
		rowlink_codes(maker, link, n, need, child + exact, most, place, open + exact);
	synth_pair(ncontexts, exact, n, (const int64_t *const *) child, most, (const int64_t *const *) open, &links->stream,
			   result);
	for (int i = 0; i < n; i++)
	{
		if (result[i] >= 0)
		{
			used[result[i]] = true;
			link->parent_of_row[need[i]] = place[result[i]];
		}
		else if (!rowlink_any_parent(maker, number, need[i]) && !redraw_earlier(links, number, need[i]))
			no_parent_agrees(links, link);
	}
	/* places that nobody took stay for later rows */
	for (int i = most - 1; i >= 0 && link->places.at != NULL; i--)
		if (!used[i] && link->places.next > 0)
			link->places.at[--link->places.next] = place[i];
	for (int c = 0; c < ncontexts; c++)
	{
		synth_release(child[c]);
		synth_release(open[c]);
	}
	pfree(child);
	pfree(open);
	synth_release(result);
	synth_release(used);
	synth_release(place);
}

/* drawn values whose parents exist stay; returns how many rows are left in need[] */
static int
keep_values(RowMaker *maker, RowLink *link, int *need, int n)
{
	RowLinks *links = maker->links;
	LinkIndex *index = rowlink_index(link, false);
	MemoryContext scratch = AllocSetContextCreate(CurrentMemoryContext, "synth references", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(scratch);
	int left = 0;

	for (int i = 0; i < n; i++)
	{
		uint64 value[SYNTH_MAX_EDGE_COLUMNS * 4] = {0};
		int64 parent;

		for (int c = 0; c < link->nkeys && c < (int) lengthof(value); c++)
		{
			RowColumn *column = &maker->column[link->column[c].column];
			Datum drawn;
			bool isnull;

			if (!link->column[c].own)
			{
				value[c] = set_hash(links, link->column[c].column, need[i]);
				continue;
			}
			decoder_run(column->decoder, maker->raw[column->attribute] + need[i], 1, &drawn, &isnull);
			value[c] = isnull ? 0 : rowlink_hash_value(&link->column[c], drawn);
		}
		parent = rowlink_find(index, rowlink_combine(link, false, value), &links->stream);
		link->parent_of_row[need[i]] = (int32) parent;
		if (parent == LINK_NO_PARENT)
			need[left++] = need[i];
		if ((i & 1023) == 1023)
			MemoryContextReset(scratch);
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(scratch);
	return left;
}

/* is this row to have a parent along the link? */
static bool
needs_parent(const RowMaker *maker, const RowLink *link, int row)
{
	bool null = false;

	if (link->nparents == 0)
		return false;
	if (!link->nullable)
		return true;
	if (link->present >= 0 && maker->raw != NULL)
		return maker->raw[link->present][row] != SYNTH_RAW_NULL;
	for (int c = 0; c < link->nkeys && link->by_value && maker->raw != NULL; c++)
	{
		const RowColumn *column = &maker->column[link->column[c].column];

		null |= column->attribute >= 0 && maker->raw[column->attribute][row] == SYNTH_RAW_NULL;
	}
	return !null;
}

static void
link_block(RowMaker *maker, int number)
{
	RowLinks *links = maker->links;
	RowLink *link = &links->link[number];
	int *need = synth_alloc_array((size_t) links->nrows, sizeof *need);
	bool own = false;
	int n = 0;

	for (int r = 0; r < links->nrows; r++)
	{
		bool null = false;

		link->parent_of_row[r] = LINK_NO_PARENT;
		if (!needs_parent(maker, link, r))
			continue;
		/* MATCH SIMPLE: a NULL in a column of the key, and nothing is checked */
		if (link->nshared > 0 && link->nullable)
			(void) shared_hash(links, link, r, &null);
		if (!null)
			need[n++] = r;
	}
	for (int i = 0; i < link->nkeys; i++)
		own |= link->column[i].own;
	if (link->by_value && maker->raw != NULL && n > 0)
		n = keep_values(maker, link, need, n);
	if (own && n > 0)
		pair_rows(maker, number, need, n);
	else
	{
		/* all of the key is set already */
		for (int i = 0; i < n; i++)
			if (!rowlink_any_parent(maker, number, need[i]) && !redraw_earlier(links, number, need[i]))
				no_parent_agrees(links, link);
	}
	synth_release(need);
}

void
rowlink_settle(RowMaker *maker, int number, int row)
{
	RowLinks *links = maker->links;
	RowLink *link = &links->link[number];
	int64 parent = link->parent_of_row[row];

	/* what was made of a row before its late parents were known stays */
	for (int i = 0; i < link->ncontexts && maker->raw != NULL && !link->late; i++)
		maker->raw[link->context[i].attribute][row] = parent == LINK_NO_PARENT ? SYNTH_RAW_NULL
																			   : link->context[i].raw[parent];
	for (int i = 0; i < link->ncolumns; i++)
	{
		LinkColumn *c = &link->column[i];
		uint64 hash;

		if (!c->own || links->given_at[c->column] < 0)
			continue;
		hash = rowlink_hash(link, i, parent);
		links->given[c->column][row] = hash == 0 ? SYNTH_RAW_NULL : (int64_t) hash;
	}
}

static void
settle_block(RowMaker *maker, bool waits)
{
	RowLinks *links = maker->links;

	for (int l = 0; l < links->nlinks; l++)
		for (int r = 0; r < links->nrows && links->link[l].waits == waits; r++)
			rowlink_settle(maker, l, r);
}

static void
pair_links(RowMaker *maker, bool waits)
{
	RowLinks *links = maker->links;

	for (int l = 0; l < links->nlinks; l++)
	{
		RowLink *link = &links->link[l];

		if (link->waits != waits)
			continue;
		/* of its own, so that what waits does not change what does not */
		synth_stream_init(&links->stream, links->seed ^ ROWLINK_STREAM, maker->blocks, (uint64) l + 1);
		if (link->self)
			rowlink_self_block(maker, link);
		else if (!link->fixes)
			link_block(maker, l);
		CHECK_FOR_INTERRUPTS();
	}
	settle_block(maker, waits);
}

/* parents for all rows of a block that is drawn; keys of references alone never repeat afterwards */
void
rowlinks_pair(RowMaker *maker)
{
	RowLinks *links = maker->links;
	bool waits = false;

	for (int l = 0; l < links->nlinks; l++)
		waits |= links->link[l].waits;
	pair_links(maker, false);
	if (!waits)
		rowlinks_unique_block(maker);
	if (links->again)
		rowlinks_sample_again(maker);
	if (waits)
	{
		pair_links(maker, true);
		rowlinks_unique_block(maker);
	}
}
