/*-------------------------------------------------------------------------
 *
 * rowlink_unique.c
 *	  Unique keys that consist of references: link tables and 1:1 relations.
 *
 * Such a key is about parents alone, so what has to change are the pairs, not
 * what is modelled.  A row whose key was there before swaps its parent with
 * that of another row of the block, if both are new afterwards; else with a
 * place that is still open; these keep the numbers of children.  Only then it
 * takes any parent, and at last all parents are tried in turn.
 *
 * Keys are compared by 64-bit hashes, as in core/unique.h.  Keys of references
 * and modelled columns are repaired there; where the modelled columns have no
 * value left, rowlinks_move() gives the row another parent.
 *
 *-------------------------------------------------------------------------
 */
#include "rowlink.h"

#include "miscadmin.h"

#include "rowlink_parts.h"

#define KEY_SEED UINT64CONST(0x6C696E6B6B657973)
#define SWAPS 256
#define OPEN_PLACES 128
#define ANY_PARENTS 256
#define MOVES 64
/* of a block, where tries at random were in vain */
#define MOST_SWAPS 1000000

static LinkColumn *
part_column(const RowLinks *links, const LinkKey *k, int i)
{
	return &links->link[k->link[i]].column[k->column[i]];
}

/* do all columns of the key belong to one link's key? then each parent comes once */
static void
mark_single(RowLinks *links, const LinkKey *k)
{
	for (int l = 0; l < links->nlinks; l++)
	{
		RowLink *link = &links->link[l];
		bool all = true;

		for (int i = 0; i < k->nparts; i++)
		{
			bool found = false;

			for (int c = 0; c < link->nkeys; c++)
				found |= link->column[c].column == part_column(links, k, i)->column;
			all &= found;
		}
		link->single |= all && !link->self;
	}
}

void
rowlinks_plan_keys(RowMaker *maker)
{
	RowLinks *links = maker->links;
	ListCell *lc;

	links->nkeys = 0;
	links->key = palloc0(sizeof(LinkKey) * (Size) Max(list_length(maker->link_uniques), 1));
	foreach(lc, maker->link_uniques)
	{
		RowUnique *u = lfirst(lc);
		LinkKey *k = &links->key[links->nkeys++];

		k->link = palloc(sizeof(int) * (Size) u->nparts);
		k->column = palloc(sizeof(int) * (Size) u->nparts);
		for (int i = 0; i < u->nparts; i++)
		{
			k->link[i] = links->owner[u->part[i]];
			k->column[i] = links->owner_at[u->part[i]];
		}
		k->nparts = u->nparts;
		k->taken = synth_hashset_new((uint64_t) maker->n);
		mark_single(links, k);
	}
}

/* false: a part is NULL, and the key equals no other */
static bool
key_hash(const RowLinks *links, const LinkKey *k, int row, uint64 *hash)
{
	*hash = KEY_SEED;
	for (int i = 0; i < k->nparts; i++)
	{
		RowLink *link = &links->link[k->link[i]];
		uint64 part = rowlink_hash(link, k->column[i], link->parent_of_row[row]);

		if (part == 0)
			return false;
		*hash = synth_hash_bytes(*hash, &part, sizeof part);
	}
	return true;
}

/* are all keys of the row new? */
static bool
is_new(const RowLinks *links, int row, int *clash)
{
	uint64 hash;

	for (int k = 0; k < links->nkeys; k++)
	{
		*clash = k;
		if (key_hash(links, &links->key[k], row, &hash) && synth_hashset_has(links->key[k].taken, hash))
			return false;
	}
	return true;
}

static bool
keep(RowLinks *links, int row)
{
	uint64 hash;
	int clash;

	if (!is_new(links, row, &clash))
		return false;
	for (int k = 0; k < links->nkeys; k++)
		if (key_hash(links, &links->key[k], row, &hash))
			(void) synth_hashset_add(links->key[k].taken, hash);
	links->kept[row] = true;
	return true;
}

static void
forget(RowLinks *links, int row)
{
	uint64 hash;

	for (int k = 0; k < links->nkeys && links->kept[row]; k++)
		if (key_hash(links, &links->key[k], row, &hash))
			synth_hashset_remove(links->key[k].taken, hash);
	links->kept[row] = false;
}

/* do all links agree about the row, and is a row's parent in the same table an earlier one? */
static bool
fits(RowMaker *maker, int number, int row)
{
	RowLinks *links = maker->links;
	RowLink *link = &links->link[number];

	if (link->self)
		return link->nshared == 0 && link->parent_of_row[row] < (int64) links->block * SYNTH_BLOCK_ROWS + row;
	for (int l = 0; l < links->nlinks; l++)
		if (links->link[l].nshared > 0 && !rowlink_agrees(links, &links->link[l], row))
			return false;
	return true;
}

/* gives the row this parent if its keys are new then */
static bool
try_parent(RowMaker *maker, int number, int row, int32 parent)
{
	RowLinks *links = maker->links;
	RowLink *link = &links->link[number];
	int32 before = link->parent_of_row[row];

	link->parent_of_row[row] = parent;
	if (fits(maker, number, row) && keep(links, row))
		return true;
	link->parent_of_row[row] = before;
	return false;
}

static bool
swap_rows(RowMaker *maker, int number, int row, int other)
{
	RowLinks *links = maker->links;
	RowLink *link = &links->link[number];
	int32 a = link->parent_of_row[row];
	int32 b = link->parent_of_row[other];
	bool kept = links->kept[other];

	if (a == b || a == LINK_NO_PARENT || b == LINK_NO_PARENT)
		return false;
	forget(links, other);
	link->parent_of_row[row] = b;
	link->parent_of_row[other] = a;
	if (fits(maker, number, row) && fits(maker, number, other) && keep(links, row))
	{
		if (!kept || keep(links, other))
		{
			rowlink_settle(maker, number, other);
			return true;
		}
		forget(links, row);
	}
	link->parent_of_row[row] = a;
	link->parent_of_row[other] = b;
	if (kept)
		(void) keep(links, other);
	return false;
}

/* with each row of the block in turn, as long as the block's budget lasts */
static bool
swap_any(RowMaker *maker, int number, int row, int64 *budget)
{
	RowLinks *links = maker->links;
	int start = (int) synth_stream_below(&links->stream, (uint64) links->nrows);

	for (int i = 0; i<links->nrows && * budget> 0; i++, --*budget)
		if (swap_rows(maker, number, row, (start + i) % links->nrows))
			return true;
	return false;
}

/* a link of the key whose parents may be changed by themselves */
static int
some_link(RowLinks *links, const LinkKey *k)
{
	int at = (int) synth_stream_below(&links->stream, (uint64) k->nparts);

	return k->link[at];
}

/* swaps with a place that is still open; keeps the numbers of children */
static bool
take_open_place(RowMaker *maker, int number, int row)
{
	RowLinks *links = maker->links;
	LinkPlaces *places = &links->link[number].places;
	int64 at;
	int32 before = links->link[number].parent_of_row[row];

	if (places->next >= places->n)
		return false;
	at = places->next + (int64) synth_stream_below(&links->stream, (uint64) (places->n - places->next));
	if (before == LINK_NO_PARENT || !try_parent(maker, number, row, places->at[at]))
		return false;
	places->at[at] = before;
	return true;
}

/* every combination of one link's parents, from a random one on */
static bool
walk_parents(RowMaker *maker, int number, int row)
{
	RowLinks *links = maker->links;
	RowLink *link = &links->link[number];
	int64 start;

	if (link->self || link->nparents == 0)
		return false;
	start = (int64) synth_stream_below(&links->stream, (uint64) link->nparents);
	for (int64 i = 0; i < link->nparents; i++)
	{
		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		if (try_parent(maker, number, row, (int32) ((start + i) % link->nparents)))
			return true;
	}
	return false;
}

static bool
repair(RowMaker *maker, int row, int64 *budget)
{
	RowLinks *links = maker->links;
	const LinkKey *k;
	int clash = 0;

	if (is_new(links, row, &clash))
		return keep(links, row);
	k = &links->key[clash];
	for (int try = 0; try < SWAPS && links->nrows > 1; try++)
		if (swap_rows(maker, some_link(links, k), row, (int) synth_stream_below(&links->stream, (uint64) links->nrows)))
			return true;
	for (int i = 0; i < k->nparts; i++)
		if (swap_any(maker, k->link[i], row, budget))
			return true;
	for (int try = 0; try < OPEN_PLACES; try++)
		if (take_open_place(maker, some_link(links, k), row))
			return true;
	for (int try = 0; try < ANY_PARENTS; try++)
	{
		int number = some_link(links, k);
		RowLink *link = &links->link[number];

		if (!link->self && link->nparents > 0
			&& try_parent(maker, number, row, (int32) synth_stream_below(&links->stream, (uint64) link->nparents)))
			return true;
	}
	/* one by one; with each of the other link's parents in turn where one alone does not do */
	for (int i = 0; i < k->nparts; i++)
		if (walk_parents(maker, k->link[i], row))
			return true;
	for (int i = 0; i < k->nparts; i++)
	{
		RowLink *link = &links->link[k->link[i]];
		int32 before = link->parent_of_row[row];

		for (int64 p = 0; p < link->nparents && p < ANY_PARENTS && !link->self; p++)
		{
			link->parent_of_row[row] = (int32) synth_stream_below(&links->stream, (uint64) link->nparents);
			for (int j = 0; j < k->nparts; j++)
				if (k->link[j] != k->link[i] && fits(maker, k->link[i], row) && walk_parents(maker, k->link[j], row))
					return true;
		}
		link->parent_of_row[row] = before;
	}
	return false;
}

static void
report_exhausted(const RowMaker *maker, int key)
{
	RowUnique *u = list_nth(maker->link_uniques, key);

	rowplan_exhausted(maker, u, 0);
}

void
rowlinks_unique_block(RowMaker *maker)
{
	RowLinks *links = maker->links;
	int64 budget = MOST_SWAPS;

	if (links->nkeys == 0)
		return;
	synth_stream_init(&links->stream, links->seed ^ ROWLINK_STREAM, maker->blocks, 0);
	memset(links->kept, 0, sizeof(bool) * SYNTH_BLOCK_ROWS);
	for (int r = 0; r < links->nrows; r++)
		(void) keep(links, r);
	for (int r = 0; r < links->nrows; r++)
	{
		int clash = 0;

		if (links->kept[r])
			continue;
		CHECK_FOR_INTERRUPTS();
		if (!repair(maker, r, &budget))
		{
			(void) is_new(links, r, &clash);
			report_exhausted(maker, clash);
		}
		for (int l = 0; l < links->nlinks; l++)
			rowlink_settle(maker, l, r);
	}
}

void
rowlinks_taken(RowMaker *maker, int key, const Datum *values, const bool *isnull)
{
	RowLinks *links = maker->links;
	LinkKey *k = &links->key[key];
	uint64 hash = KEY_SEED;
	MemoryContext old;

	for (int i = 0; i < k->nparts; i++)
	{
		uint64 part;

		/* rows of this call are no parents of those that are there */
		if (isnull[i] || links->link[k->link[i]].self)
			return;
		part = rowlink_hash_value(part_column(links, k, i), values[i]);
		hash = synth_hash_bytes(hash, &part, sizeof part);
	}
	/* the set may grow, and outlives the caller's memory of a few rows */
	old = MemoryContextSwitchTo(maker->context);
	(void) synth_hashset_add(k->taken, hash);
	MemoryContextSwitchTo(old);
}

/* another parent for a row whose key of references and modelled columns is used up; see core/unique.h */
bool
rowlinks_move(void *ctx, int key, int row, int attempt)
{
	RowMaker *maker = ctx;
	RowLinks *links = maker->links;
	const RowUnique *u = list_nth(maker->uniques, key);
	int number = -1;
	int seen = 0;

	if (attempt >= MOVES)
		return false;
	for (int i = 0; i < u->nparts; i++)
	{
		int l = links->owner[u->part[i]];

		if (l >= 0 && !links->link[l].self && links->link[l].nparents > 0
			&& links->link[l].parent_of_row[row] != LINK_NO_PARENT
			&& synth_stream_below(&links->stream, (uint64) ++seen) == 0)
			number = l;
	}
	if (number < 0)
		return false;
	for (int try = 0; try < MOVES; try++)
	{
		RowLink *link = &links->link[number];
		int32 before = link->parent_of_row[row];
		bool kept = links->kept[row];

		forget(links, row);
		if (take_open_place(maker, number, row)
			|| try_parent(maker, number, row, (int32) synth_stream_below(&links->stream, (uint64) link->nparents)))
		{
			rowlink_settle(maker, number, row);
			return true;
		}
		link->parent_of_row[row] = before;
		if (kept)
			(void) keep(links, row);
	}
	return false;
}

static bool
another_parent(RowMaker *maker, int number, int row, bool swap_only, int *other)
{
	RowLinks *links = maker->links;
	RowLink *link = &links->link[number];
	int32 before = link->parent_of_row[row];
	bool kept = links->kept[row];
	int later = links->nrows - row - 1;
	/* the last rows of a block have few to exchange parents with, perhaps none that will do */
	bool swap = swap_only || later >= MOVES || synth_stream_below(&links->stream, 2) == 0;

	forget(links, row);
	for (int try = 0; try < MOVES && later > 0 && swap; try++)
	{
		*other = row + 1 + (int) synth_stream_below(&links->stream, (uint64) later);
		if (swap_rows(maker, number, row, *other))
		{
			rowlink_settle(maker, number, row);
			return true;
		}
	}
	*other = -1;
	for (int try = 0; try < MOVES && !swap_only; try++)
	{
		const LinkPlaces *places = &link->places;
		int32 parent = places->at != NULL ? places->at[synth_stream_below(&links->stream, (uint64) places->n)]
										  : (int32) synth_stream_below(&links->stream, (uint64) link->nparents);

		if (parent != before && try_parent(maker, number, row, parent))
		{
			rowlink_settle(maker, number, row);
			return true;
		}
	}
	if (kept)
		(void) keep(links, row);
	return false;
}

/*
 * Another parent that keeps the row's keys of references new: that of a later
 * row, which gets this one's (*other: which, or -1), or one as likely as it has
 * children.  What is remembered outlives the chunk of rows that asks.
 */
bool
rowlinks_another(RowMaker *maker, int number, int row, bool swap_only, int *other)
{
	MemoryContext old = MemoryContextSwitchTo(maker->context);
	bool found = another_parent(maker, number, row, swap_only, other);

	MemoryContextSwitchTo(old);
	return found;
}

int64_t
rowlinks_encode(RowMaker *maker, int column, Datum value, bool isnull)
{
	RowLinks *links = maker->links;
	int l = links->owner[column];

	if (isnull || l < 0 || links->link[l].self || !OidIsValid(links->link[l].parent))
		return SYNTH_RAW_NULL;
	return (int64_t) rowlink_hash_value(&links->link[l].column[links->owner_at[column]], value);
}
