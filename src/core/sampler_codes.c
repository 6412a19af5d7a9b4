/*-------------------------------------------------------------------------
 *
 * sampler_codes.c
 *	  Coarse codes of one attribute for the rows of a block, given the codes
 *	  of its parents: conditional tables.
 *
 * The rows are sorted into groups that agree in the parents' codes (a
 * counting sort; by way of a hash table where there are more configurations
 * than rows).  The codes of a group are dealt by systematic sampling (deal.c),
 * each code as often as its probability says to within a row, and then
 * shuffled, so that attributes are independent given their parents and the
 * order of rows tells nothing.  The idea is the "round" generation of
 * private-pgm.
 *
 *-------------------------------------------------------------------------
 */
#include "sampler_parts.h"

#include <string.h>

/*
 * Numbers the groups of rows with equal keys: fills group[] and line[], and
 * returns how many groups there are.  Keys are below nkeys.
 */
static int
number_groups(SynthSampler *s, const size_t *key_of_row, size_t nkeys, int nrows)
{
	int ngroups = 0;

	if (nkeys <= (size_t) nrows)
	{
		/* few keys: a group for each, empty ones included */
		for (int r = 0; r < nrows; r++)
			s->group[r] = (uint32_t) key_of_row[r];
		for (size_t k = 0; k < nkeys; k++)
			s->line[k] = k;
		return (int) nkeys;
	}
	else
	{
		/* many keys: the groups are numbered as they turn up */
		size_t mask = 1;

		while (mask < 2 * (size_t) nrows)
			mask *= 2;
		memset(s->key, 0, mask * sizeof(size_t));
		mask--;
		for (int r = 0; r < nrows; r++)
		{
			size_t key = key_of_row[r];
			uint64_t hash = (uint64_t) key * UINT64_C(0x9E3779B97F4A7C15);
			size_t slot = (size_t) (hash >> 32) & mask;

			while (s->key[slot] != 0 && s->key[slot] != key + 1)
				slot = (slot + 1) & mask;
			if (s->key[slot] == 0)
			{
				s->key[slot] = key + 1;
				s->value[slot] = (uint32_t) ngroups;
				s->line[ngroups++] = key;
			}
			s->group[r] = s->value[slot];
		}
		return ngroups;
	}
}

/* counting sort of the rows by group: member[start[g] .. start[g + 1]) */
static void
sort_rows(SynthSampler *s, int ngroups, int nrows)
{
	uint32_t at = 0;

	memset(s->start, 0, ((size_t) ngroups + 1) * sizeof(uint32_t));
	for (int r = 0; r < nrows; r++)
		s->start[s->group[r]]++;
	for (int g = 0; g <= ngroups; g++)
	{
		uint32_t n = g < ngroups ? s->start[g] : 0;

		s->start[g] = at;
		at += n;
	}
	for (int r = 0; r < nrows; r++)
		s->member[s->start[s->group[r]]++] = (uint32_t) r;
	/* each start has moved to the next one */
	memmove(s->start + 1, s->start, (size_t) ngroups * sizeof(uint32_t));
	s->start[0] = 0;
}

int
synth_sampler_group(SynthSampler *s, const size_t *key_of_row, size_t nkeys, int nrows)
{
	int ngroups = number_groups(s, key_of_row, nkeys, nrows);

	sort_rows(s, ngroups, nrows);
	return ngroups;
}

void
synth_sampler_codes(SynthSampler *s, int place, SynthStream *st, int nrows)
{
	const SynthSamplerPlan *plan = &s->plan[place];
	uint16_t *code = s->code[plan->attribute];
	size_t *key = (size_t *) s->raw[plan->attribute]; /* free until the values are made */
	int ngroups;

	if (plan->tree != NULL)
	{
		synth_sampler_tree_codes(s, place, st, nrows);
		return;
	}
	if (plan->nlines == 1)
	{
		const float *p = plan->banned < 0 ? plan->p : synth_allowed_line(plan, plan->p);

		synth_deal_line(p, plan->width, nrows, st, code);
		for (int j = nrows - 1; j > 0; j--)
		{
			int k = (int) synth_stream_below(st, (uint64_t) j + 1);
			uint16_t t = code[j];

			code[j] = code[k];
			code[k] = t;
		}
		return;
	}

	memset(key, 0, (size_t) nrows * sizeof(size_t));
	for (int j = 0; j < plan->nparents; j++)
	{
		const uint16_t *parent = s->code[plan->parent[j]];
		size_t stride = plan->stride[j];

		for (int r = 0; r < nrows; r++)
			key[r] += parent[r] * stride;
	}
	ngroups = synth_sampler_group(s, key, plan->nlines, nrows);
	for (int g = 0; g < ngroups; g++)
	{
		const uint32_t *member = s->member + s->start[g];
		int n = (int) (s->start[g + 1] - s->start[g]);
		const float *p = plan->p + s->line[g] * (size_t) plan->width;

		if (n == 0)
			continue;
		if (plan->banned >= 0)
			p = synth_allowed_line(plan, p);
		synth_deal_line(p, plan->width, n, st, s->dealt);
		for (int j = n - 1; j > 0; j--)
		{
			int k = (int) synth_stream_below(st, (uint64_t) j + 1);

			code[member[j]] = s->dealt[k];
			s->dealt[k] = s->dealt[j];
		}
		code[member[0]] = s->dealt[0];
	}
}
