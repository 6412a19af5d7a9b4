/*-------------------------------------------------------------------------
 *
 * keyrange.c
 *	  The values that a column of a key can have, as numbers 0, 1, 2, ..
 *
 * Only labels and cells that the model gives some mass are counted: a value
 * that it never makes is no way out when keys run short.
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

void
synth_keyrange_init(SynthKeyRange *r, const SynthAttribute *a)
{
	r->cell = synth_alloc_array(a->nvalues, sizeof *r->cell);
	for (int i = 0; i < a->nvalues; i++)
		if (a->mass[i] > 0)
			r->cell[r->ncells++] = i;

	if (a->kind == SYNTH_CATEGORY)
	{
		r->has_other = a->other_code >= 0 && a->other == SYNTH_OTHER_LABEL
					   && synth_key_plain(a, SYNTH_RAW_OTHER) == SYNTH_RAW_OTHER;
		r->size = (uint64_t) r->ncells + r->has_other;
		return;
	}

	r->start = synth_alloc_array(r->ncells, sizeof *r->start);
	for (int i = 0; i < r->ncells; i++)
	{
		uint64_t width = (uint64_t) a->axis->edge[r->cell[i] + 1] - (uint64_t) a->axis->edge[r->cell[i]];

		r->start[i] = r->size;
		if (r->size + width > SYNTH_SPACE_MAX || width > SYNTH_SPACE_MAX)
		{
			/* enough values; the cells behind stay reachable by steps 1 and 2 */
			r->size = SYNTH_SPACE_MAX;
			r->ncells = i + 1;
			return;
		}
		r->size += width;
	}
}

int64_t
synth_keyrange_value(const SynthKeyRange *r, const SynthAttribute *a, uint64_t number)
{
	int lo = 0;
	int hi = r->ncells - 1;

	if (a->kind == SYNTH_CATEGORY)
		return number < (uint64_t) r->ncells ? r->cell[number] : SYNTH_RAW_OTHER;
	while (lo < hi)
	{
		int mid = (lo + hi + 1) / 2;

		if (r->start[mid] <= number)
			lo = mid;
		else
			hi = mid - 1;
	}
	return (int64_t) ((uint64_t) a->axis->edge[r->cell[lo]] + (number - r->start[lo]));
}
