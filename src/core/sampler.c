/*-------------------------------------------------------------------------
 *
 * sampler.c
 *	  Rows from a model, in blocks, by row allocation.
 *
 * Attributes are made in the model's order: first the coarse codes of each,
 * given those of its parents (sampler_codes.c, sampler_tree.c), then the
 * values that they stand for (sampler_values.c).  Every attribute has a stream
 * of bits of its own, named by (seed, block, place).  Copulas give the codes
 * of all attributes at once.
 *
 * Work is linear in rows, and never in the size of a table: a block of one
 * row touches one line of each table, one path of each tree.
 *
 * Limits: a block has at most SYNTH_BLOCK_ROWS rows.
 *
 *-------------------------------------------------------------------------
 */
#include "sampler.h"

#include "copula_parts.h"
#include "sampler_parts.h"

/* ---------------------------------------------------------------- plain kinds */

/* tables and trees: one attribute after the other */
static void
fill_in_order(SynthSampler *s, uint64_t seed, uint64_t block, int nrows)
{
	for (int i = 0; i < s->nattributes; i++)
	{
		SynthStream st;

		synth_stream_init(&st, seed, block, (uint64_t) i);
		synth_sampler_codes(s, i, &st, nrows);
		synth_sampler_values(s, i, &st, nrows);
		synth_poll();
	}
}

/* rows with a code that is not published get another one, by its own marginal */
static void
replace_banned(SynthSampler *s, const SynthSamplerPlan *plan, SynthStream *st, int nrows)
{
	uint16_t *code = s->code[plan->attribute];
	int n = 0;

	for (int r = 0; r < nrows; r++)
		if (code[r] == plan->banned)
			s->member[n++] = (uint32_t) r;
	if (n == 0)
		return;
	synth_deal_line(synth_allowed_line(plan, plan->p), plan->width, n, st, s->dealt);
	for (int j = n - 1; j >= 0; j--)
	{
		int k = (int) synth_stream_below(st, (uint64_t) j + 1);

		code[s->member[j]] = s->dealt[k];
		s->dealt[k] = s->dealt[j];
	}
}

static void
fill_from_copula(SynthSampler *s, uint64_t seed, uint64_t block, int nrows)
{
	SynthStream st;

	synth_stream_init(&st, seed, block, SYNTH_STREAM_JOINT);
	synth_copula_block(s->own, &st, nrows, s->code);
	for (int i = 0; i < s->nattributes; i++)
	{
		synth_stream_init(&st, seed, block, (uint64_t) i);
		if (s->plan[i].banned >= 0)
			replace_banned(s, &s->plan[i], &st, nrows);
		synth_sampler_values(s, i, &st, nrows);
		synth_poll();
	}
}

/* ---------------------------------------------------------------- setting up */

/* without its kind */
static SynthSampler *
new_sampler(const SynthModel *m, int nregions, const SynthRegion *region)
{
	SynthSampler *s = synth_alloc(sizeof(SynthSampler));
	const SynthRegion **of = synth_alloc_array((size_t) m->nattributes + 1, sizeof(SynthRegion *));

	for (int i = 0; i < nregions; i++)
		of[region[i].attribute] = &region[i];
	s->model = m;
	s->nattributes = m->nattributes;
	s->plan = synth_alloc_array((size_t) m->nattributes + 1, sizeof(SynthSamplerPlan));
	s->code = synth_alloc_array((size_t) m->nattributes + 1, sizeof(uint16_t *));
	s->raw = synth_alloc_array((size_t) m->nattributes + 1, sizeof(int64_t *));
	for (int i = 0; i < m->nattributes; i++)
	{
		synth_sampler_plan(m, i, of[m->conditional[i].attribute], &s->plan[i]);
		synth_poll();
	}
	synth_release(of);
	s->fill = fill_in_order;
	return s;
}

SynthSampler *
synth_sampler_within(const SynthModel *m, int nregions, const SynthRegion *region)
{
	return new_sampler(m, nregions, region);
}

/*
 * A sampler of a model that has passed synth_model_check(); it keeps pointers
 * into the model.  Memory grows with the largest block asked for.  A copula
 * whose correlations are not positive definite is SYNTH_ERR_CORRUPT.
 */
SynthSampler *
synth_sampler_new(const SynthModel *m)
{
	SynthSampler *s = new_sampler(m, 0, NULL);

	if (m->copula != NULL && m->nattributes > 0)
	{
		s->own = synth_copula_open(m);
		s->fill = fill_from_copula;
	}
	return s;
}

size_t
synth_sampler_buffer_bytes(int nattributes, size_t room)
{
	size_t row = synth_size_add(synth_size_mul((size_t) nattributes, sizeof(uint16_t) + sizeof(int64_t)),
								3 * sizeof(uint32_t) + sizeof(size_t) + sizeof(uint16_t)
									+ 4 * (sizeof(size_t) + sizeof(uint32_t)));

	return synth_size_mul(row, room);
}

size_t
synth_sampler_bytes(const SynthModel *m)
{
	size_t bytes = synth_sampler_buffer_bytes(m->nattributes, SYNTH_BLOCK_ROWS);

	for (int i = 0; i < m->nattributes; i++)
		bytes = synth_size_add(bytes, sizeof(SynthSamplerPlan)
										  + (size_t) m->attribute[i].nfine
												* (sizeof(double) + sizeof(int64_t) + 2 * sizeof(int)));
	if (m->copula != NULL)
	{
		size_t d = (size_t) m->nattributes;

		/* the factor, normal scores of a batch of rows, cut points; and what a block is sorted with */
		bytes = synth_size_add(bytes, synth_size_mul(synth_size_mul(d, d + SYNTH_COPULA_BATCH), sizeof(double)));
		for (int i = 0; i < m->nattributes; i++)
			bytes = synth_size_add(bytes, (size_t) m->attribute[i].ncoarse * 4 * sizeof(double));
		bytes = synth_size_add(bytes, 16 * (size_t) SYNTH_BLOCK_ROWS + 65536);
	}
	return bytes;
}

void
synth_sampler_room(SynthSampler *s, int nrows)
{
	int room = 16;

	if (nrows < 1 || nrows > SYNTH_BLOCK_ROWS)
		synth_fail(SYNTH_ERR_PARAMETER, "rows of a block out of range");
	if (nrows <= s->room)
		return;
	while (room < nrows)
		room *= 2;
	synth_size_check(synth_sampler_buffer_bytes(s->nattributes, (size_t) room));
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

/*
 * One block.  See sampler.h; nrows out of range is SYNTH_ERR_PARAMETER.
 */
int64_t *const *
synth_sampler_block(SynthSampler *s, uint64_t seed, uint64_t block, int nrows)
{
	synth_sampler_room(s, nrows);
	s->fill(s, seed, block, nrows);
	return s->raw;
}
