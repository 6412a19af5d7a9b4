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
#include "rowrepair_parts.h"

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

/* ---------------------------------------------------------------- another parent */

/*
 * Is the link part of a key with modelled columns?  Its sets remember what was
 * taken, so two rows may only exchange their keys as a whole.  *exchange: can
 * they, because all that keys hold is modelled, or of this link?
 */
static bool
has_modelled_key(const RowMaker *maker, int number, bool *exchange)
{
	const RowLinks *links = maker->links;
	const SynthModel *m = maker->model;
	bool keyed = false;
	ListCell *lc;

	*exchange = true;
	foreach(lc, maker->uniques)
	{
		const RowUnique *u = lfirst(lc);

		for (int i = 0; i < u->nparts; i++)
		{
			const RowColumn *c = &maker->column[u->part[i]];
			bool mine = c->kind == ROW_REFERENCE && links->owner[u->part[i]] == number;

			keyed |= mine;
			*exchange &= mine || (c->kind == ROW_ATTRIBUTE && !rowfixed_attribute(maker, c->attribute));
		}
	}
	/* what other rows have to agree with is not exchanged */
	for (int i = 0; i < m->nrules && keyed; i++)
	{
		if (m->rule[i].kind != SYNTH_RULE_DETERMINES)
			continue;
		*exchange &= !rowfixed_is_key_part(maker, m->rule[i].attribute);
		for (int k = 0; k < m->rule[i].nterms; k++)
			*exchange &= !rowfixed_is_key_part(maker, m->rule[i].term[k]);
	}
	return keyed;
}

/* the modelled parts of two rows' keys; both rows are of the block, and r is of the chunk */
static void
exchange_keys(RowMaker *maker, int r, int other, bool made)
{
	int row = maker->block_at + r;

	for (int a = 0; a < maker->model->nattributes; a++)
	{
		int64_t raw = maker->raw[a][row];

		if (!rowfixed_is_key_part(maker, a))
			continue;
		maker->raw[a][row] = maker->raw[a][other];
		maker->raw[a][other] = raw;
	}
	for (int i = 0; i < maker->ncolumns; i++)
	{
		RowColumn *c = &maker->column[i];
		int at = other - maker->block_at;

		if (c->kind != ROW_ATTRIBUTE || c->value == NULL || !rowfixed_is_key_part(maker, c->attribute))
			continue;
		decoder_run(c->decoder, &maker->raw[c->attribute][row], 1, &c->value[r], &c->isnull[r]);
		if (made)
			decoder_run(c->decoder, &maker->raw[c->attribute][other], 1, &c->value[at], &c->isnull[at]);
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
	bool keyed;
	bool exchange;
	bool made;

	if (number < 0 || links->link[number].self || links->link[number].nparents < 2)
		return false;
	keyed = has_modelled_key(maker, number, &exchange);
	if (keyed && !exchange)
		return false;
	before = links->link[number].parent_of_row[row];
	if (before == LINK_NO_PARENT || !rowlinks_another(maker, number, row, keyed, &other))
		return false;
	/* a row that was made already, but not yet put to conditions */
	made = other >= 0 && other < maker->block_at + chunk;
	if (keyed)
		exchange_keys(maker, r, other, made);
	for (int l = 0; l < links->nlinks; l++)
	{
		if (links->link[l].self)
			continue;
		set_row(maker, &links->link[l], r);
		if (made)
			set_row(maker, &links->link[l], other - maker->block_at);
	}
	return links->link[number].parent_of_row[row] != before;
}
