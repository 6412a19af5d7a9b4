/*-------------------------------------------------------------------------
 *
 * rowfixed.c
 *	  What a repair of a row must leave alone.
 *
 * Other rows depend on it (keys, parents, columns that decide others), or the
 * caller asked for it.
 *
 *-------------------------------------------------------------------------
 */
#include "rowrepair_parts.h"

/* attributes that the caller's conditions and shares speak of */
static bool
is_steered(const RowMaker *maker, int attribute)
{
	ListCell *lc;
	ListCell *c;

	if (maker->steering == NULL)
		return false;
	foreach(lc, maker->steering->regions)
		if (((SteerRegion *) lfirst(lc))->column->attribute == attribute)
			return true;
	foreach(lc, maker->steering->shares)
		foreach(c, ((SteerShares *) lfirst(lc))->columns)
			if (((WantedColumn *) lfirst(c))->attribute == attribute)
				return true;
	return false;
}

/* attributes that tie the row to others: parents, what they are like, children */
bool
rowfixed_is_linked(const SynthModel *m, int attribute)
{
	for (int e = 0; e < m->nedges; e++)
	{
		const SynthEdge *edge = &m->edge[e];

		if (edge->present == attribute)
			return true;
		for (int i = 0; i < edge->ncontexts; i++)
			if (edge->context[i].attribute == attribute)
				return true;
		for (int i = 0; i < edge->ncolumns; i++)
			if (m->column[edge->column[i]].attribute == attribute)
				return true;
		for (int i = 0; i < edge->ncopies; i++)
			if (m->column[edge->copy[i].column].attribute == attribute)
				return true;
	}
	for (int f = 0; f < m->nfanouts; f++)
		if (m->fanout[f].attribute == attribute)
			return true;
	return false;
}

static bool
is_part(const RowMaker *maker, List *keys, int attribute)
{
	ListCell *lc;

	foreach(lc, keys)
	{
		const RowUnique *u = lfirst(lc);

		for (int i = 0; i < u->nparts; i++)
			if (maker->column[u->part[i]].attribute == attribute)
				return true;
	}
	return false;
}

/* whether there is a unique text, or one that is part of a key */
static bool
is_text_key(const RowMaker *maker, int attribute)
{
	for (int i = 0; i < maker->ncolumns; i++)
	{
		const RowColumn *c = &maker->column[i];

		if (c->kind == ROW_TEXT && c->attribute == attribute && maker->model->column[c->model_column].text->unique)
			return true;
	}
	return is_part(maker, maker->text_uniques, attribute);
}

bool
rowfixed_is_key_part(const RowMaker *maker, int attribute)
{
	return is_part(maker, maker->uniques, attribute);
}

bool
rowfixed_attribute(const RowMaker *maker, int attribute)
{
	return is_steered(maker, attribute) || rowfixed_is_linked(maker->model, attribute) || is_text_key(maker, attribute);
}

/* what other rows of the call have to agree with, or to be agreed with */
static bool
is_dependent(const SynthModel *m, int attribute)
{
	for (int i = 0; i < m->nrules; i++)
	{
		if (m->rule[i].kind != SYNTH_RULE_DETERMINES)
			continue;
		if (m->rule[i].attribute == attribute)
			return true;
		for (int k = 0; k < m->rule[i].nterms; k++)
			if (m->rule[i].term[k] == attribute)
				return true;
	}
	return false;
}

/* references, and columns that repeat one of the parent's */
bool
rowfixed_is_linked_column(const RowMaker *maker, int column)
{
	const SynthModel *m = maker->model;
	const RowColumn *c = &maker->column[column];

	if (c->kind == ROW_REFERENCE)
		return true;
	for (int e = 0; e < m->nedges; e++)
		for (int i = 0; i < m->edge[e].ncopies; i++)
			if (m->edge[e].copy[i].column == c->model_column)
				return true;
	return false;
}

bool
rowrepair_may_change(const RowMaker *maker, int column)
{
	const RowColumn *c = &maker->column[column];

	if (rowfixed_is_linked_column(maker, column) || (c->attribute >= 0 && is_dependent(maker->model, c->attribute)))
		return false;
	if (c->attribute >= 0 && rowfixed_is_key_part(maker, c->attribute))
		return false;
	if (c->kind == ROW_RANGE)
		return !rowfixed_attribute(maker, c->attribute) && !rowfixed_attribute(maker, c->upper);
	if (c->kind == ROW_TEXT)
	{
		if (maker->model->column[c->model_column].text->unique)
			return false;
		return c->attribute >= 0 && !rowfixed_attribute(maker, c->attribute);
	}
	if (c->kind == ROW_RANGE && rowfixed_attribute(maker, c->upper))
		return false;
	return (c->kind == ROW_ATTRIBUTE || c->kind == ROW_RANGE) && !rowfixed_attribute(maker, c->attribute);
}
