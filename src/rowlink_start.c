/*-------------------------------------------------------------------------
 *
 * rowlink_start.c
 *	  A row maker is linked, and its links are made ready.
 *
 * Linking takes columns away from the model: those that refer get a parent's
 * values, whatever the model would have made of them.  Only by-value links
 * still look at what was drawn.  Whether there are parents, and enough of
 * them, is checked before the first row.
 *
 *-------------------------------------------------------------------------
 */
#include "rowlink.h"

#include <math.h>

#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "keyalloc.h"
#include "relation.h"
#include "rowcondition.h"
#include "rowlink_parts.h"
#include "target.h"

static void
take_column(RowMaker *maker, int column)
{
	RowColumn *c = &maker->column[column];
	ListCell *lc;

	c->kind = ROW_REFERENCE;
	c->writer = NULL;
	foreach(lc, maker->missing)
		if (strcmp(lfirst(lc), c->name) == 0)
			maker->missing = foreach_delete_current(maker->missing, lc);
}

/* a column that refers to itself has values of its own where there is no parent */
static void
plan_shared(RowLinks *links, RowLink *link)
{
	for (int i = 0; i < link->nkeys && link->self; i++)
	{
		LinkColumn *c = &link->column[i];

		if (!c->shared_with_self)
			continue;
		c->key = key_new(c->parent_column, c->type, c->typmod, (int64) links->seed);
		c->shared_with_self = c->key != NULL;
		if (c->key != NULL)
			key_collate(c->key, c->collation);
	}
}

/* keys of the table itself have to be known before the server sees them */
static void
know_own_keys(RowMaker *maker, RowLink *link)
{
	RowLinks *links = maker->links;

	for (int i = 0; i < link->ncolumns && link->self; i++)
	{
		AttrNumber attnum = get_attnum(link->parent, link->column[i].parent_column);

		if (attnum > 0 && maker->column[attnum - 1].kind == ROW_SKIPPED)
			keyalloc_column(maker, links->rel, attnum - 1);
		link->after_texts |= attnum > 0 && maker->column[attnum - 1].kind == ROW_TEXT;
	}
}

void
rowmaker_link(RowMaker *maker, RowLinks *links)
{
	if (links == NULL)
		return;
	maker->links = links;
	for (int l = 0; l < links->nlinks; l++)
	{
		RowLink *link = &links->link[l];

		for (int i = 0; i < link->nkeys; i++)
		{
			const RowColumn *c = &maker->column[link->column[i].column];

			if (link->by_value && link->column[i].own && (c->kind != ROW_ATTRIBUTE || c->decoder == NULL))
				link->by_value = false;
		}
	}
	for (int l = 0; l < links->nlinks; l++)
		for (int i = 0; i < links->link[l].ncolumns; i++)
			if (links->link[l].column[i].own)
				take_column(maker, links->link[l].column[i].column);
	for (int l = 0; l < links->nlinks; l++)
	{
		plan_shared(links, &links->link[l]);
		know_own_keys(maker, &links->link[l]);
	}
	rowplan_uniques(maker);
}

/* references that keys with modelled columns have as given parts */
static void
plan_given(RowMaker *maker)
{
	RowLinks *links = maker->links;
	int natts = links->desc->natts;
	ListCell *lc;

	links->given = palloc0(sizeof(int64_t *) * (Size) Max(natts, 1));
	links->given_list = palloc0(sizeof(int64_t *) * (Size) Max(natts, 1));
	links->given_at = palloc(sizeof(int) * (Size) Max(natts, 1));
	links->ngiven = 0;
	for (int i = 0; i < natts; i++)
		links->given_at[i] = -1;
	foreach(lc, maker->uniques)
	{
		RowUnique *u = lfirst(lc);

		for (int i = 0; i < u->nparts; i++)
		{
			int at = u->part[i];

			if (maker->column[at].kind != ROW_REFERENCE || links->given_at[at] >= 0)
				continue;
			links->given_at[at] = links->ngiven;
			links->given[at] = synth_alloc_array(SYNTH_BLOCK_ROWS, sizeof(int64_t));
			links->given_list[links->ngiven++] = links->given[at];
		}
	}
}

static char *
parent_name(const RowLink *link)
{
	return OidIsValid(link->parent) ? get_rel_name(link->parent) : link->edge->parent_table;
}

/* errors before the first row */
static void
check_parents(const RowMaker *maker, const RowLink *link)
{
	if (link->self || maker->n == 0)
		return;
	if (link->nparents == 0 && !link->nullable)
		ereport(ERROR,
				(errcode(ERRCODE_FOREIGN_KEY_VIOLATION),
				 errmsg("\"%s\" has no rows that new rows could refer to along \"%s\"", parent_name(link), link->name),
				 errhint("Fill %s first.", relation_quoted_name(link->parent))));
	if (link->single && OidIsValid(link->parent) && link->nparents < maker->n && !link->nullable)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("a unique key allows each row of \"%s\" once along \"%s\", and there are only " INT64_FORMAT,
						parent_name(link), link->name, link->nparents),
				 errhint("Ask for at most " INT64_FORMAT " rows, or fill \"%s\" with more.", link->nparents,
						 parent_name(link))));
}

/* combinations that a key of references can have, before the first row */
static void
check_keys(const RowMaker *maker)
{
	const RowLinks *links = maker->links;

	for (int k = 0; k < links->nkeys; k++)
	{
		const LinkKey *key = &links->key[k];
		double space = 1;

		for (int i = 0; i < key->nparts; i++)
		{
			const RowLink *link = &links->link[key->link[i]];
			bool seen = false;

			for (int j = 0; j < i; j++)
				seen |= key->link[j] == key->link[i];
			if (link->self || link->nullable)
				space = HUGE_VAL;
			else if (!seen)
				space *= (double) link->nparents;
		}
		if (space < (double) maker->n)
			rowplan_exhausted(maker, list_nth(maker->link_uniques, k), (uint64) space);
	}
}

void
rowlinks_start(RowMaker *maker)
{
	RowLinks *links = maker->links;

	links->kept = palloc0(sizeof(bool) * SYNTH_BLOCK_ROWS);
	plan_given(maker);
	for (int l = 0; l < links->nlinks; l++)
	{
		RowLink *link = &links->link[l];

		rowlink_prepare(maker, link);
		link->parent_of_row = palloc(sizeof(int32) * SYNTH_BLOCK_ROWS);
		memset(link->parent_of_row, 0xFF, sizeof(int32) * SYNTH_BLOCK_ROWS);
	}
	rowlinks_plan_keys(maker);
	for (int l = 0; l < links->nlinks; l++)
	{
		RowLink *link = &links->link[l];

		if (link->self)
			rowlink_self_start(maker, link);
		else if (!links->deferred || !link->late)
		{
			/* as many as the rows have to be different */
			if (!OidIsValid(link->parent) && link->single)
				link->nparents = Max(link->nparents, Min(maker->n, PG_INT32_MAX));
			check_parents(maker, link);
		}
		rowlink_places(maker, link, l);
	}
	if (!links->deferred)
		check_keys(maker);
	if (links->nlinks > 0)
		links->link[0].fixes = rowlinks_can_fix(maker, &links->link[0]);
	rowlinks_plan_again(maker);
}

void
rowmaker_rewind(RowMaker *maker)
{
	RowLinks *links = maker->links;
	ListCell *lc;

	links->deferred = false;
	maker->blocks = 0;
	maker->block_rows = maker->block_at = maker->chunk_rows = 0;
	maker->texts = NULL;
	/* the keys that were taken are taken */
	for (int i = 0; i < maker->ncolumns; i++)
	{
		maker->column[i].taken = NULL;
	}
	/* rows of the first pass are no neighbours of their own second one */
	foreach(lc, maker->conditions)
	{
		RowCondition *condition = lfirst(lc);

		if (condition->restart != NULL)
			condition->restart(condition);
	}
	rowmaker_start(maker, maker->n, maker->key_start, maker->wraps);
	if (links->rel != NULL)
		target_load_keys(links->rel, maker, true);
}

int64
rowmaker_fanout(const RowMaker *maker, int r, int i)
{
	const SynthFanout *f = &maker->model->fanout[i];
	int64 raw;

	if (maker->raw == NULL)
		return 0;
	raw = maker->raw[f->attribute][maker->block_at - maker->chunk_rows + r];
	return Max(raw, 0);
}
