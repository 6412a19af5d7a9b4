/*-------------------------------------------------------------------------
 *
 * rowlink_sample.c
 *	  Rows of a block, given what their parents are like.
 *
 * Where the model can draw rows given the first link's contexts, that link's
 * next places come first and the block is drawn given them.  With several
 * links that have contexts, what is drawn so says which parents go together:
 * the other links are matched with it, and then the rows are drawn a second
 * time, given what all the parents that they got are really like.  So a row
 * goes with its parents even where the target's parents are unlike those that
 * the model has seen.
 *
 * Where the model cannot (private tables), rows are drawn once, and get
 * parents like those that they were drawn with.
 *
 *-------------------------------------------------------------------------
 */
#include "rowlink.h"

#include "rowlink_parts.h"

/* may rows be drawn given anything at all? */
static bool
may_fix(const RowMaker *maker)
{
	return maker->steering == NULL && maker->sampler != NULL;
}

/* can the model draw blocks given the first link's contexts? */
bool
rowlinks_can_fix(const RowMaker *maker, const RowLink *link)
{
	int *attribute = palloc(sizeof(int) * (Size) Max(link->ncontexts, 1));

	if (!may_fix(maker) || link->self || link->late || link->nullable || link->by_value || link->nshared > 0
		|| link->nparents == 0 || link->ncontexts == 0)
		return false;
	for (int i = 0; i < link->ncontexts; i++)
		attribute[i] = link->context[i].attribute;
	return synth_sampler_can_fix(maker->model, link->ncontexts, attribute);
}

/* which links wait, and whether rows are drawn twice */
void
rowlinks_plan_again(RowMaker *maker)
{
	RowLinks *links = maker->links;
	bool more = false;

	links->nfixed = 0;
	links->fixed = palloc(sizeof(int) * (Size) Max(maker->model->nattributes, 1));
	for (int l = 0; l < links->nlinks; l++)
	{
		RowLink *link = &links->link[l];

		link->waits = link->by_value || link->self || link->late;
		/* what agrees with a link that waits has to wait */
		for (int i = 0; i < link->ncolumns; i++)
			if (!link->column[i].own)
				link->waits |= links->link[links->owner[link->column[i].column]].waits;
		if (link->waits)
			continue;
		more |= link->ncontexts > 0 && !link->fixes;
		if (link->present >= 0)
			links->fixed[links->nfixed++] = link->present;
		for (int i = 0; i < link->ncontexts; i++)
			links->fixed[links->nfixed++] = link->context[i].attribute;
	}
	links->again = more && may_fix(maker) && synth_sampler_can_fix(maker->model, links->nfixed, links->fixed);
}

/* copies of what rows are drawn given: the sampler overwrites its own arrays */
static void
sample_given(RowMaker *maker, int nfixed, const int *attribute, int64_t **fixed)
{
	maker->raw = synth_sampler_block_given(maker->sampler, (uint64) maker->seed, maker->blocks, maker->block_rows,
										   nfixed, attribute, (const int64_t *const *) fixed);
	for (int i = 0; i < nfixed; i++)
		synth_release(fixed[i]);
	pfree(fixed);
}

/* draws the block, given the first link's contexts where that can be */
void
rowlinks_sample(RowMaker *maker)
{
	RowLinks *links = maker->links;
	RowLink *link = links->nlinks > 0 ? &links->link[0] : NULL;
	int64_t **fixed;
	int *attribute;

	links->block = maker->blocks;
	links->nrows = maker->block_rows;
	if (link == NULL || !link->fixes)
	{
		if (maker->sampler != NULL)
			maker->raw = synth_sampler_block(maker->sampler, (uint64) maker->seed, maker->blocks, maker->block_rows);
		return;
	}
	fixed = palloc0(sizeof(int64_t *) * (Size) link->ncontexts);
	attribute = palloc0(sizeof(int) * (Size) link->ncontexts);
	for (int r = 0; r < links->nrows; r++)
		link->parent_of_row[r] = rowlink_next_place(link);
	for (int i = 0; i < link->ncontexts; i++)
	{
		attribute[i] = link->context[i].attribute;
		fixed[i] = synth_alloc_array((size_t) links->nrows, sizeof(int64_t));
		for (int r = 0; r < links->nrows; r++)
			fixed[i][r] = link->context[i].raw[link->parent_of_row[r]];
	}
	sample_given(maker, link->ncontexts, attribute, fixed);
	pfree(attribute);
}

/* the contexts are those of the parents by now */
void
rowlinks_sample_again(RowMaker *maker)
{
	RowLinks *links = maker->links;
	int64_t **fixed = palloc0(sizeof(int64_t *) * (Size) Max(links->nfixed, 1));

	for (int i = 0; i < links->nfixed; i++)
	{
		fixed[i] = synth_alloc_array((size_t) links->nrows, sizeof(int64_t));
		memcpy(fixed[i], maker->raw[links->fixed[i]], sizeof(int64_t) * (Size) links->nrows);
	}
	sample_given(maker, links->nfixed, links->fixed, fixed);
}
