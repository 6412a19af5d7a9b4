/*-------------------------------------------------------------------------
 *
 * keyrange.c
 *	  The values that a column of a key can have, as numbers 0, 1, 2, ..
 *
 * Only labels and cells that the model gives some mass are counted, and of
 * these only what a request asks for: a value that is never made is no way out
 * when keys run short.
 *
 *-------------------------------------------------------------------------
 */
#include "keyrange.h"

#include <string.h>

/* `other` is written as its label, which may also be a published one */
int64_t
synth_key_plain(const SynthAttribute *a, int64_t raw)
{
	if (raw == SYNTH_RAW_OTHER && a->kind == SYNTH_CATEGORY && a->other_label != NULL)
	{
		for (int i = 0; i < a->nvalues; i++)
			if (strcmp(a->label[i], a->other_label) == 0)
				return i;
	}
	return raw;
}

/*
 * [nfine] codes that the model gives mass under some condition.  In trees and
 * copulas the mass within a group says nothing: each code is its own, also one
 * that must not be shown.
 */
static bool *
codes_made(const SynthModel *m, int attribute)
{
	const SynthAttribute *a = &m->attribute[attribute];
	const SynthConditional *c = m->conditional;
	bool *coarse = synth_alloc_array((size_t) a->nfine, sizeof(bool));
	bool *made = synth_alloc_array((size_t) a->nfine, sizeof(bool));

	for (int i = 0; i < m->nattributes && m->conditional[i].attribute != attribute; i++)
		c++;
	if (c->tree != NULL)
		for (int i = 0; i < c->tree->nentries; i++)
			coarse[c->tree->code[i]] = true;
	for (size_t line = 0; c->tree == NULL && line < c->ncells; line += (size_t) a->ncoarse)
	{
		if (line % 65536 < (size_t) a->ncoarse)
			synth_poll();
		for (int x = 0; x < a->ncoarse; x++)
			coarse[x] |= c->p[line + (size_t) x] > 0.0f;
	}
	for (int i = 0; i < a->nfine; i++)
		made[i] = a->mass[i] > 0 && coarse[a->group[i]];
	synth_release(coarse);
	return made;
}

/* can rows have this fine code? */
static bool
occurs(const bool *made, const SynthRegion *region, const int16_t *part, int code)
{
	return made[code] && (region == NULL || region->share[code] > 0) && (part == NULL || part[code] >= 0);
}

/* a run of raw values; false if the range is as good as infinite with it */
static bool
add_run(SynthKeyRange *r, int64_t lo, int64_t hi)
{
	uint64_t width = (uint64_t) hi - (uint64_t) lo + 1;

	r->lo[r->npieces] = lo;
	r->start[r->npieces++] = r->size;
	if (width > SYNTH_SPACE_MAX || r->size + width > SYNTH_SPACE_MAX)
	{
		/* enough values; the runs behind stay reachable by redraws and by values of other rows */
		r->size = SYNTH_SPACE_MAX;
		return false;
	}
	r->size += width;
	return true;
}

/* the part of a cell that is inside the region's intervals, from interval *at on */
static bool
add_inside(SynthKeyRange *r, const SynthRegion *region, int64_t left, int64_t right, int *at)
{
	while (*at < region->nintervals && region->hi[*at] < left)
		(*at)++;
	for (int i = *at; i < region->nintervals && region->lo[i] <= right; i++)
	{
		int64_t lo = region->lo[i] > left ? region->lo[i] : left;
		int64_t hi = region->hi[i] < right ? region->hi[i] : right;

		if (!add_run(r, lo, hi))
			return false;
	}
	return true;
}

static void
init_number(SynthKeyRange *r, const SynthAttribute *a, const bool *made, const SynthRegion *region, const int16_t *part)
{
	/* a cell has a run for each interval that meets it, an interval one for each of its cells */
	size_t runs = (size_t) a->nvalues + (region != NULL ? (size_t) region->nintervals : 0) + 1;
	int at = 0;

	r->lo = synth_alloc_array(runs, sizeof *r->lo);
	r->start = synth_alloc_array(runs, sizeof *r->start);
	if (region != NULL && region->tail != NULL)
	{
		const SynthTail *t = region->tail;

		(void) add_run(r, t->upper ? t->threshold : t->limit, t->upper ? t->limit : t->threshold);
		return;
	}
	for (int i = 0; i < a->nvalues; i++)
	{
		int64_t left = a->axis->edge[i];
		int64_t right = a->axis->edge[i + 1] - 1;

		if (!occurs(made, region, part, i))
			continue;
		if (region != NULL ? !add_inside(r, region, left, right, &at) : !add_run(r, left, right))
			return;
	}
}

void
synth_keyrange_init(SynthKeyRange *r, const SynthModel *m, int attribute, const SynthRegion *region,
					const int16_t *part)
{
	const SynthAttribute *a = &m->attribute[attribute];
	bool *made = codes_made(m, attribute);

	if (a->kind == SYNTH_NUMBER)
	{
		init_number(r, a, made, region, part);
		synth_release(made);
		return;
	}
	r->lo = synth_alloc_array((size_t) a->nvalues, sizeof *r->lo);
	for (int i = 0; i < a->nvalues; i++)
		if (occurs(made, region, part, i))
			r->lo[r->npieces++] = i;
	r->has_other = a->other_code >= 0 && a->other == SYNTH_OTHER_LABEL && occurs(made, region, part, a->other_code)
				   && synth_key_plain(a, SYNTH_RAW_OTHER) == SYNTH_RAW_OTHER;
	r->size = (uint64_t) r->npieces + r->has_other;
	synth_release(made);
}

int64_t
synth_keyrange_value(const SynthKeyRange *r, const SynthAttribute *a, uint64_t number)
{
	int lo = 0;
	int hi = r->npieces - 1;

	if (a->kind == SYNTH_CATEGORY)
		return number < (uint64_t) r->npieces ? r->lo[number] : SYNTH_RAW_OTHER;
	while (lo < hi)
	{
		int mid = (lo + hi + 1) / 2;

		if (r->start[mid] <= number)
			lo = mid;
		else
			hi = mid - 1;
	}
	return (int64_t) ((uint64_t) r->lo[lo] + (number - r->start[lo]));
}
