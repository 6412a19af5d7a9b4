/*-------------------------------------------------------------------------
 *
 * rowlink_self.c
 *	  Parents in the same table: managers of employees, replies to messages.
 *
 * Every row's parent is an earlier row of the call, so there are no circles,
 * and since rows come in random order this is no restriction on the shape.
 * Rows without a parent are those that the model draws without one; where the
 * column must not be NULL, a row that finds no other is its own parent.  Each
 * row opens as many places as it is to have children; a row takes one of the
 * open places at random, or, where none is open, any earlier row.  A row that
 * finds nobody although it was drawn with a parent is a root; the next one that
 * is drawn as a root then gets a parent, so that shares are kept.
 *
 * Where the key has columns that other links set (a tenant), only rows that
 * agree in these can be parents: there is a list of places for each group.
 *
 *-------------------------------------------------------------------------
 */
#include "rowlink.h"

#include <math.h>

#include "miscadmin.h"
#include "utils/hsearch.h"

#include "rowlink_parts.h"

#define SELF_STREAM UINT64CONST(0x73656C6673656C66)

typedef struct SelfList
{
	int32 n;
	int32 room;
	int32 *row;
} SelfList;

/* rows that agree in what a row shares with its parent */
typedef struct SelfGroup
{
	uint64 hash;   /* key */
	SelfList open; /* places */
	SelfList rows; /* those so far */
} SelfGroup;

struct LinkSelf
{
	SynthStream stream;
	double total; /* of the histogram; 0: not known */
	SelfGroup all;
	HTAB *groups; /* NULL: all rows are one group */
	int64 *left;  /* [edge->nfanout] rows that are to have so many children, and have not come yet */
	int64 rows_left;
	int64 parents_left; /* of them with children */
	int64 owed;			/* roots that were none in the model */
};

static void
list_add(SelfList *list, int32 row)
{
	if (list->n == list->room)
	{
		int32 room = list->room > 0 ? list->room * 2 : 8;

		/* what memory does not hold is left to chance */
		if (list->room > PG_INT32_MAX / 2 || (Size) room * sizeof(int32) > (Size) maintenance_work_mem * 1024)
			return;
		list->row = list->row == NULL ? palloc(sizeof(int32) * (Size) room)
									  : repalloc_huge(list->row, sizeof(int32) * (Size) room);
		list->room = room;
	}
	list->row[list->n++] = row;
}

/*
 * How many rows are to have how many children: the histogram dealt out over
 * the rows of the call, to within one.
 */
static void
deal_children(RowMaker *maker, RowLink *link)
{
	LinkSelf *self = link->rows;
	const SynthEdge *edge = link->edge;
	double start = synth_stream_unit(&self->stream);
	double upto = 0;
	int64 dealt = 0;

	self->left = synth_alloc_array((size_t) edge->nfanout, sizeof(int64));
	for (int i = 0; i < edge->nfanout; i++)
	{
		int64 end;

		upto += edge->parents[i];
		end = i == edge->nfanout - 1
				  ? maker->n
				  : (int64) Min((double) maker->n, floor(upto / self->total * (double) maker->n + start));
		self->left[i] = Max(end - dealt, 0);
		dealt += self->left[i];
		self->rows_left += self->left[i];
		if (edge->children[i] > 0)
			self->parents_left += self->left[i];
	}
}

void
rowlink_self_start(RowMaker *maker, RowLink *link)
{
	LinkSelf *self = palloc0(sizeof *self);

	if (maker->n > PG_INT32_MAX)
		ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
						errmsg("too many rows for a table that refers to itself along \"%s\"", link->name),
						errhint("Ask for at most 2147483647 rows at a time.")));
	synth_stream_init(&self->stream, maker->links->seed ^ SELF_STREAM,
					  synth_hash_bytes(0, link->name, strlen(link->name)), 0);
	for (int i = 0; link->edge != NULL && i < link->edge->nfanout; i++)
		self->total += link->edge->parents[i];
	if (link->nshared > 0)
	{
		HASHCTL ctl = {.keysize = sizeof(uint64), .entrysize = sizeof(SelfGroup), .hcxt = CurrentMemoryContext};

		self->groups = hash_create("synth parents in the same table", 1024, &ctl,
								   HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	}
	link->rows = self;
	link->resolved = 0;
	if (self->total > 0)
		deal_children(maker, link);
}

/*
 * The number of children of the next row: any of those that are left, but not
 * none while nobody has a place to offer.
 */
static int64
draw_children(RowLink *link, const SelfGroup *group)
{
	LinkSelf *self = link->rows;
	bool some = group->open.n == 0 && self->parents_left > 0;
	int64 at;

	if (self->rows_left == 0)
		return 0;
	at = (int64) synth_stream_below(&self->stream, (uint64) (some ? self->parents_left : self->rows_left));
	for (int i = 0; i < link->edge->nfanout; i++)
	{
		int64 k = link->edge->children[i];

		if (some && k == 0)
			continue;
		at -= self->left[i];
		if (at >= 0)
			continue;
		self->left[i]--;
		self->rows_left--;
		self->parents_left -= k > 0;
		return k;
	}
	return 0;
}

/* as many places as the row is to have children */
static void
open_places(RowLink *link, SelfGroup *group, int32 row)
{
	int64 k;

	if (link->rows->total <= 0)
		return;
	k = draw_children(link, group);
	if (link->single)
		k = Min(k, 1);
	for (; k > 0; k--)
		list_add(&group->open, row);
}

/* an earlier row of the group, or LINK_NO_PARENT */
static int32
take_place(LinkSelf *self, SelfGroup *group, int64 row)
{
	if (group->open.n > 0)
	{
		int32 at = (int32) synth_stream_below(&self->stream, (uint64) group->open.n);
		int32 parent = group->open.row[at];

		group->open.row[at] = group->open.row[--group->open.n];
		return parent;
	}
	if (self->groups != NULL)
		return group->rows.n > 0 ? group->rows.row[synth_stream_below(&self->stream, (uint64) group->rows.n)]
								 : LINK_NO_PARENT;
	return row > 0 ? (int32) synth_stream_below(&self->stream, (uint64) row) : LINK_NO_PARENT;
}

static SelfGroup *
find_group(RowMaker *maker, RowLink *link, int r)
{
	RowLinks *links = maker->links;
	uint64 value[SYNTH_MAX_EDGE_COLUMNS * 4] = {0};
	uint64 hash;
	SelfGroup *group;
	bool found;

	if (link->rows->groups == NULL)
		return &link->rows->all;
	for (int i = 0; i < link->ncolumns && i < (int) lengthof(value); i++)
	{
		RowLink *owner;

		if (link->column[i].own)
			continue;
		owner = &links->link[links->owner[link->column[i].column]];
		value[i] = rowlink_hash(owner, links->owner_at[link->column[i].column], owner->parent_of_row[r]);
	}
	hash = rowlink_combine(link, true, value);
	group = hash_search(link->rows->groups, &hash, HASH_ENTER, &found);
	if (!found)
	{
		memset(group, 0, sizeof *group);
		group->hash = hash;
	}
	return group;
}

/* a row without a parent, as the model draws it */
static bool
is_root(const RowMaker *maker, const RowLink *link, int r)
{
	if (!link->nullable)
		return false;
	if (link->present >= 0 && maker->raw != NULL)
		return maker->raw[link->present][r] == SYNTH_RAW_NULL;
	for (int c = 0; c < link->nkeys && link->by_value && maker->raw != NULL; c++)
	{
		const RowColumn *column = &maker->column[link->column[c].column];

		if (link->column[c].own && column->attribute >= 0 && maker->raw[column->attribute][r] == SYNTH_RAW_NULL)
			return true;
	}
	return false;
}

static int32
choose_parent(RowMaker *maker, RowLink *link, SelfGroup *group, int r, int32 row)
{
	LinkSelf *self = link->rows;
	bool root = is_root(maker, link, r);
	int32 parent = LINK_NO_PARENT;

	if (!root || self->owed > 0)
	{
		parent = take_place(self, group, row);
		if (parent == LINK_NO_PARENT && !root)
			self->owed++;
		else if (parent != LINK_NO_PARENT && root)
			self->owed--;
	}
	return parent == LINK_NO_PARENT && !link->nullable ? row : parent;
}

void
rowlink_self_block(RowMaker *maker, RowLink *link)
{
	RowLinks *links = maker->links;
	int64 base = (int64) links->block * SYNTH_BLOCK_ROWS;

	for (int r = 0; r < links->nrows; r++)
	{
		int32 row = (int32) (base + r);
		SelfGroup *group;

		link->parent_of_row[r] = LINK_NO_PARENT;
		if (links->deferred)
			continue;
		group = find_group(maker, link, r);
		link->parent_of_row[r] = choose_parent(maker, link, group, r, row);
		open_places(link, group, row);
		if (link->rows->groups != NULL)
			list_add(&group->rows, row);
	}
}
