/*-------------------------------------------------------------------------
 *
 * sampler.c
 *	  Rows from a model, in blocks, by row allocation.
 *
 * Attributes are made in the model's order.  For each, the rows of the block
 * are sorted into groups that agree in the parents' codes (a counting sort;
 * by way of a hash table where there are more configurations than rows).  The
 * codes of a group are dealt by systematic sampling (deal.c), each code as
 * often as its probability says to within a row, and then shuffled, so that
 * attributes are independent given their parents and the order of rows tells
 * nothing.  Fine codes are given out in the same way within all rows of a
 * coarse code.  The idea is the "round" generation of private-pgm.
 *
 * Work is linear in rows, and never in the size of a table: a block of one
 * row touches one line of each table.  Every attribute has a stream of bits of
 * its own, named by (seed, block, attribute).
 *
 * Limits: a block has at most SYNTH_BLOCK_ROWS rows.
 *
 *-------------------------------------------------------------------------
 */
#include "sampler.h"

#include "sampler_plan.h"

#include <string.h>

struct SynthSampler
{
	int nattributes;
	SynthSamplerPlan *plan; /* in generation order */
	int room;				/* rows that the buffers hold */
	uint16_t **code;		/* [attribute][room] coarse codes */
	int64_t **raw;			/* [attribute][room] */
	uint32_t *group;		/* [room] group of each row */
	uint32_t *member;		/* [room] rows sorted by group */
	uint32_t *start;		/* [room + 1] first member of each group */
	size_t *line;			/* [room] table line of each group */
	uint16_t *dealt;		/* [room] codes of a group before the shuffle */
	size_t *key;			/* [4 * room] hash table: line + 1, 0 is free */
	uint32_t *value;		/* [4 * room] its group */
};

/* ---------------------------------------------------------------- setting up */

/*
 * A sampler of a model that has passed synth_model_check(); it keeps pointers
 * into the model.  Memory grows with the largest block asked for.
 */
SynthSampler *
synth_sampler_new(const SynthModel *m)
{
	SynthSampler *s = synth_alloc(sizeof(SynthSampler));

	s->nattributes = m->nattributes;
	s->plan = synth_alloc_array((size_t) m->nattributes + 1, sizeof(SynthSamplerPlan));
	s->code = synth_alloc_array((size_t) m->nattributes + 1, sizeof(uint16_t *));
	s->raw = synth_alloc_array((size_t) m->nattributes + 1, sizeof(int64_t *));
	for (int i = 0; i < m->nattributes; i++)
	{
		synth_sampler_plan(m, i, &s->plan[i]);
		synth_poll();
	}
	return s;
}

/* bytes of the buffers for blocks of `room` rows */
static size_t
buffer_bytes(int nattributes, size_t room)
{
	size_t row = synth_size_add(synth_size_mul((size_t) nattributes, sizeof(uint16_t) + sizeof(int64_t)),
								3 * sizeof(uint32_t) + sizeof(size_t) + sizeof(uint16_t)
									+ 4 * (sizeof(size_t) + sizeof(uint32_t)));

	return synth_size_mul(row, room);
}

size_t
synth_sampler_bytes(const SynthModel *m)
{
	size_t bytes = buffer_bytes(m->nattributes, SYNTH_BLOCK_ROWS);

	for (int i = 0; i < m->nattributes; i++)
		bytes = synth_size_add(bytes, sizeof(SynthSamplerPlan)
										  + (size_t) m->attribute[i].nfine
												* (sizeof(double) + sizeof(int64_t) + 2 * sizeof(int)));
	return bytes;
}

static void
make_room(SynthSampler *s, int nrows)
{
	int room = 16;

	if (nrows <= s->room)
		return;
	while (room < nrows)
		room *= 2;
	synth_size_check(buffer_bytes(s->nattributes, (size_t) room));
	s->room = 0;
	for (int a = 0; a < s->nattributes; a++)
	{
		synth_release(s->code[a]);
		synth_release(s->raw[a]);
		s->code[a] = synth_alloc_array((size_t) room, sizeof(uint16_t));
		s->raw[a] = synth_alloc_array((size_t) room, sizeof(int64_t));
	}
	synth_release(s->group);
	synth_release(s->member);
	synth_release(s->start);
	synth_release(s->line);
	synth_release(s->dealt);
	synth_release(s->key);
	synth_release(s->value);
	s->group = synth_alloc_array((size_t) room, sizeof(uint32_t));
	s->member = synth_alloc_array((size_t) room, sizeof(uint32_t));
	s->start = synth_alloc_array((size_t) room + 1, sizeof(uint32_t));
	s->line = synth_alloc_array((size_t) room, sizeof(size_t));
	s->dealt = synth_alloc_array((size_t) room, sizeof(uint16_t));
	s->key = synth_alloc_array((size_t) room * 4, sizeof(size_t));
	s->value = synth_alloc_array((size_t) room * 4, sizeof(uint32_t));
	s->room = room;
}

/* ---------------------------------------------------------------- groups of rows */

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

/* ---------------------------------------------------------------- attributes */

/* coarse codes of one attribute */
static void
make_codes(SynthSampler *s, const SynthSamplerPlan *plan, SynthStream *st, int nrows)
{
	uint16_t *code = s->code[plan->attribute];
	size_t *key = (size_t *) s->raw[plan->attribute]; /* free until the values are made */
	int ngroups;

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
	ngroups = number_groups(s, key, plan->nlines, nrows);
	sort_rows(s, ngroups, nrows);
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

/* raw values of one attribute from its coarse codes */
static void
make_values(SynthSampler *s, const SynthSamplerPlan *plan, SynthStream *st, int nrows)
{
	const uint16_t *code = s->code[plan->attribute];
	int64_t *raw = s->raw[plan->attribute];

	if (plan->singletons)
	{
		for (int r = 0; r < nrows; r++)
		{
			int64_t v = plan->raw[code[r]];

			raw[r] = v != SYNTH_RAW_DRAWN ? v : synth_axis_draw(plan->axis, plan->cell[code[r]], st);
		}
		return;
	}

	/* too many coarse codes for the group table: blocks of few rows */
	if (plan->width > nrows)
	{
		size_t *key = (size_t *) raw;
		int ngroups;

		for (int r = 0; r < nrows; r++)
			key[r] = code[r];
		ngroups = number_groups(s, key, (size_t) plan->width, nrows);
		sort_rows(s, ngroups, nrows);
	}
	else
	{
		for (int r = 0; r < nrows; r++)
			s->group[r] = code[r];
		sort_rows(s, plan->width, nrows);
		for (int g = 0; g < plan->width; g++)
			s->line[g] = (size_t) g;
	}
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
			int64_t v = plan->raw[at];

			s->dealt[k] = s->dealt[j];
			raw[member[j]] = v != SYNTH_RAW_DRAWN ? v : synth_axis_draw(plan->axis, plan->cell[at], st);
		}
	}
}

/*
 * One block.  See sampler.h; nrows out of range is SYNTH_ERR_PARAMETER.
 */
int64_t *const *
synth_sampler_block(SynthSampler *s, uint64_t seed, uint64_t block, int nrows)
{
	if (nrows < 1 || nrows > SYNTH_BLOCK_ROWS)
		synth_fail(SYNTH_ERR_PARAMETER, "rows of a block out of range");
	make_room(s, nrows);
	for (int i = 0; i < s->nattributes; i++)
	{
		SynthSamplerPlan *plan = &s->plan[i];
		SynthStream st;

		synth_stream_init(&st, seed, block, (uint64_t) i);
		make_codes(s, plan, &st, nrows);
		make_values(s, plan, &st, nrows);
		synth_poll();
	}
	return s->raw;
}
