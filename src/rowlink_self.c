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
 * open places at random, or, where none is open, any earlier row.
 *
 * Where the key has columns that other links set (a tenant), only rows that
 * agree in these can be parents, and numbers of children are left to chance.
 *
 *-------------------------------------------------------------------------
 */
#include "rowlink.h"

#include "miscadmin.h"
#include "utils/hsearch.h"

#include "rowlink_parts.h"

#define SELF_STREAM UINT64CONST(0x73656C6673656C66)

struct LinkSelf
{
	SynthStream stream;
	int32 *open; /* places */
	int64 nopen;
	int64 room;
	double total; /* of the histogram; 0: not known */
	HTAB *groups; /* rows by what they share with a parent */
};

typedef struct SelfGroup
{
	uint64 hash; /* key */
	int32 n;
	int32 room;
	int32 *row;
} SelfGroup;

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
}

static void
open_places(RowLink *link, int32 row)
{
	LinkSelf *self = link->rows;
	double at;
	int64 k = 0;

	if (self->total <= 0)
		return;
	at = synth_stream_unit(&self->stream) * self->total;
	for (int i = 0; i < link->edge->nfanout; i++)
	{
		k = link->edge->children[i];
		at -= link->edge->parents[i];
		if (at < 0)
			break;
	}
	if (link->single)
		k = Min(k, 1);
	for (; k > 0; k--)
	{
		if (self->nopen == self->room)
		{
			int64 room = self->room > 0 ? self->room * 2 : 1024;
			int32 *grown;

			/* places beyond what memory holds are left to chance */
			if (room * (int64) sizeof(int32) > (int64) maintenance_work_mem * 1024)
				return;
			grown = synth_alloc_array((size_t) room, sizeof(int32));
			if (self->nopen > 0)
				memcpy(grown, self->open, (Size) self->nopen * sizeof(int32));
			synth_release(self->open);
			self->open = grown;
			self->room = room;
		}
		self->open[self->nopen++] = row;
	}
}

/* an earlier row, or LINK_NO_PARENT */
static int32
take_place(LinkSelf *self, int64 row)
{
	if (self->nopen > 0)
	{
		int64 at = (int64) synth_stream_below(&self->stream, (uint64) self->nopen);
		int32 parent = self->open[at];

		self->open[at] = self->open[--self->nopen];
		return parent;
	}
	return row > 0 ? (int32) synth_stream_below(&self->stream, (uint64) row) : LINK_NO_PARENT;
}

/* an earlier row that agrees; the row itself becomes one for later ones */
static int32
take_of_group(RowMaker *maker, RowLink *link, int r, int32 row)
{
	RowLinks *links = maker->links;
	uint64 value[SYNTH_MAX_EDGE_COLUMNS * 4] = {0};
	uint64 hash;
	SelfGroup *group;
	bool found;
	int32 parent = LINK_NO_PARENT;

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
		group->n = group->room = 0;
		group->row = NULL;
	}
	if (group->n > 0)
		parent = group->row[synth_stream_below(&link->rows->stream, (uint64) group->n)];
	if (group->n == group->room)
	{
		group->room = group->room > 0 ? group->room * 2 : 8;
		if (group->row == NULL)
			group->row = palloc(sizeof(int32) * (Size) group->room);
		else
			group->row = repalloc_huge(group->row, sizeof(int32) * (Size) group->room);
	}
	group->row[group->n++] = row;
	return parent;
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

void
rowlink_self_block(RowMaker *maker, RowLink *link)
{
	RowLinks *links = maker->links;
	int64 base = (int64) links->block * SYNTH_BLOCK_ROWS;

	for (int r = 0; r < links->nrows; r++)
	{
		int32 row = (int32) (base + r);
		int32 parent = LINK_NO_PARENT;

		if (links->deferred)
		{
			link->parent_of_row[r] = LINK_NO_PARENT;
			continue;
		}
		if (link->nshared > 0)
		{
			parent = take_of_group(maker, link, r, row);
			if (is_root(maker, link, r))
				parent = LINK_NO_PARENT;
		}
		else if (!is_root(maker, link, r))
			parent = take_place(link->rows, row);
		if (parent == LINK_NO_PARENT && !link->nullable)
			parent = row;
		link->parent_of_row[r] = parent;
		open_places(link, row);
	}
}
