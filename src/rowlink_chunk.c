/*-------------------------------------------------------------------------
 *
 * rowlink_chunk.c
 *	  Values of the references of a chunk of rows.
 *
 *-------------------------------------------------------------------------
 */
#include "rowlink.h"

#include "miscadmin.h"

#include "rowlink_parts.h"

/* row r of the chunk, along one link */
static void
set_row(RowMaker *maker, RowLink *link, int r)
{
	int64 parent = link->parent_of_row[maker->block_at + r];

	for (int i = 0; i < link->ncolumns; i++)
	{
		LinkColumn *c = &link->column[i];
		RowColumn *column = &maker->column[c->column];

		/* what is shared with the own table was set with the row's keys */
		if (!c->own || c->shared_with_self)
			continue;
		column->isnull[r] = true;
		column->value[r] = (Datum) 0;
		if (parent != LINK_NO_PARENT)
			column->value[r] = rowlink_value(link, i, parent, &column->isnull[r]);
	}
}

static void
chunk_links(RowMaker *maker, int n)
{
	RowLinks *links = maker->links;

	for (int l = 0; l < links->nlinks; l++)
	{
		RowLink *link = &links->link[l];

		/* what domain_check() keeps is in the chunk's context, which was reset */
		for (int i = 0; i < link->ncolumns; i++)
			link->column[i].domain_extra = NULL;
		for (int r = 0; r < n && !link->self; r++)
			set_row(maker, link, r);
	}
}

/*
 * A column that is on both sides of a key to the same table, and that no other
 * link sets: the parent's value, or one of the row's own.
 */
static void
set_shared(RowMaker *maker, RowLink *link, int r)
{
	int64 parent = link->parent_of_row[maker->block_at + r];

	for (int i = 0; i < link->ncolumns; i++)
	{
		LinkColumn *c = &link->column[i];
		RowColumn *column = &maker->column[c->column];

		if (!c->own || !c->shared_with_self)
			continue;
		if (parent != LINK_NO_PARENT && parent < link->resolved)
			column->value[r] = rowlink_value(link, i, parent, &column->isnull[r]);
		else
		{
			column->isnull[r] = false;
			column->value[r] = key_make(c->key, 1 + link->resolved % Max(key_largest(c->key), 1));
		}
	}
}

/* the keys of the row, which later rows and the row itself may refer to */
static void
keep_row(RowMaker *maker, RowLink *link, int r, Datum *values, bool *isnull)
{
	for (int i = 0; i < maker->ncolumns; i++)
	{
		const RowColumn *c = &maker->column[i];

		values[i] = c->value != NULL ? c->value[r] : c->fill.value;
		isnull[i] = c->value != NULL ? c->isnull[r] : c->fill.isnull;
	}
	pool_add(link->pool, values, isnull);
	link->resolved++;
}

void
rowlinks_chunk(RowMaker *maker, int n, bool texts)
{
	RowLinks *links = maker->links;
	Datum *values;
	bool *isnull;

	if (links == NULL)
		return;
	if (!texts)
		chunk_links(maker, n);
	if (links->deferred)
		return;
	values = palloc(sizeof(Datum) * (Size) Max(maker->ncolumns, 1));
	isnull = palloc(sizeof(bool) * (Size) Max(maker->ncolumns, 1));
	for (int l = 0; l < links->nlinks; l++)
	{
		RowLink *link = &links->link[l];

		for (int r = 0; r < n && link->self && link->after_texts == texts; r++)
		{
			set_shared(maker, link, r);
			keep_row(maker, link, r, values, isnull);
			set_row(maker, link, r);
		}
	}
}

bool
rowlink_redraw(RowMaker *maker, int r, int attribute)
{
	RowLinks *links = maker->links;
	int row = maker->block_at + r;
	int number = links != NULL ? links->owner[attribute] : -1;
	int chunk = Min(links != NULL ? links->nrows - maker->block_at : 0, ROWMAKER_CHUNK);
	int other;
	int32 before;

	if (number < 0 || links->link[number].self || links->link[number].nparents < 2)
		return false;
	/* keys with modelled columns remember what was taken, and cannot forget */
	if (links->given_at[attribute] >= 0)
		return false;
	before = links->link[number].parent_of_row[row];
	if (before == LINK_NO_PARENT || !rowlinks_another(maker, number, row, &other))
		return false;
	for (int l = 0; l < links->nlinks; l++)
	{
		if (links->link[l].self)
			continue;
		set_row(maker, &links->link[l], r);
		/* a row that was made already, but not yet put to conditions */
		if (other >= 0 && other < maker->block_at + chunk)
			set_row(maker, &links->link[l], other - maker->block_at);
	}
	return links->link[number].parent_of_row[row] != before;
}
