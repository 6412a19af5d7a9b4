/*-------------------------------------------------------------------------
 *
 * sampler_values.c
 *	  Raw values of one attribute for the rows of a block, from its coarse
 *	  codes.
 *
 * Fine codes are given out by systematic sampling of their masses within all
 * rows of a coarse code, and shuffled; then values are drawn in their cells.
 * A region limits both: masses count as far as they lie inside, and values
 * are drawn inside its intervals or from its tail.
 *
 *-------------------------------------------------------------------------
 */
#include "axis_within.h"
#include "sampler_parts.h"

#include <string.h>

/* the value of a position in the plan's order of fine codes */
static inline int64_t
value_at(const SynthSamplerPlan *plan, int at, SynthStream *st)
{
	int64_t v = plan->raw[at];

	if (v != SYNTH_RAW_DRAWN)
		return v;
	if (plan->region == NULL)
		return synth_axis_draw(plan->axis, plan->cell[at], st);
	if (plan->interval[2 * at] == SYNTH_OUTSIDE)
		synth_fail(SYNTH_ERR_INTERNAL, "a code outside its region was drawn");
	if (plan->region->tail != NULL)
		return synth_tail_draw(plan->region->tail, st);
	if (plan->interval[2 * at + 1] == 0)
		return synth_axis_draw(plan->axis, plan->cell[at], st);
	return synth_axis_draw_within(plan->axis, plan->cell[at], plan->interval[2 * at + 1],
								  plan->region->lo + plan->interval[2 * at], plan->region->hi + plan->interval[2 * at],
								  st);
}

void
synth_sampler_values(SynthSampler *s, int place, SynthStream *st, int nrows)
{
	const SynthSamplerPlan *plan = &s->plan[place];
	const uint16_t *code = s->code[plan->attribute];
	int64_t *raw = s->raw[plan->attribute];
	size_t *key = (size_t *) raw;

	if (plan->singletons)
	{
		for (int r = 0; r < nrows; r++)
			raw[r] = value_at(plan, code[r], st);
		return;
	}

	for (int r = 0; r < nrows; r++)
		key[r] = code[r];
	(void) synth_sampler_group(s, key, (size_t) plan->width, nrows);
	for (int g = 0, done = 0; done < nrows; g++)
	{
		const uint32_t *member = s->member + s->start[g];
		int n = (int) (s->start[g + 1] - s->start[g]);
		int first = plan->first[s->line[g]];
		int width = plan->first[s->line[g] + 1] - first;

		if (n == 0)
			continue;
		done += n;
		if (width > 1)
			synth_deal_cumulated(plan->cumulated + first, width, n, st, s->dealt);
		else
			memset(s->dealt, 0, (size_t) n * sizeof(uint16_t));
		for (int j = n - 1; j >= 0; j--)
		{
			int k = width > 1 && j > 0 ? (int) synth_stream_below(st, (uint64_t) j + 1) : j;
			int at = first + s->dealt[k];

			s->dealt[k] = s->dealt[j];
			raw[member[j]] = value_at(plan, at, st);
		}
	}
}
