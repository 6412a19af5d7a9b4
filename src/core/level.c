/*-------------------------------------------------------------------------
 *
 * level.c
 *	  Coarser tables of a pair.
 *
 * A pair of numbers has as many cells as the product of their codes, and each
 * is measured with the same noise: a dependence that a table of ten by ten
 * shows is lost in one of fifty by fifty.  Its codes are therefore also offered
 * in blocks.  A block holds about as many rows as the next, since the noise of
 * a block does not depend on what it holds; which codes it holds follows from
 * the noisy one-way table, so it costs nothing.
 *
 * A row of the source lies in one block of a table, so the sensitivity of a
 * table in blocks is that of the table.
 *
 *-------------------------------------------------------------------------
 */
#include <math.h>
#include <string.h>

#include "level.h"

/* codes of a number in one block, and how many blocks it keeps at least */
#define CODES_PER_BLOCK 4
#define LEAST_BLOCKS 5

int
synth_level_merge(const double *mass, int size, int nordered, int wanted, uint16_t *block)
{
	double left = 0; /* mass that is in no closed group */
	double held = 0;
	int groups = wanted > 1 ? wanted : 1; /* to come, with the open one */
	int code = 0;
	bool open = false;

	for (int i = 0; i < nordered; i++)
		left += fmax(mass[i], 0);
	for (int i = 0; i < nordered; i++)
	{
		double m = fmax(mass[i], 0);
		double share = left / groups;

		/* a code that fills a group ends the one before it */
		if (open && groups > 1 && (m >= share || held + m - share > share - held))
		{
			left -= held;
			held = 0;
			code++;
			groups--;
		}
		block[i] = (uint16_t) code;
		held += m;
		open = true;
	}
	if (open)
		code++;
	for (int i = nordered; i < size; i++)
		block[i] = (uint16_t) code++;
	return code;
}

SynthLevel
synth_level_finest(int size)
{
	SynthLevel l = {size, size, synth_alloc_array((size_t) size, sizeof(uint16_t))};

	for (int x = 0; x < size; x++)
		l.block[x] = (uint16_t) x;
	return l;
}

SynthLevel
synth_level_coarse(const double *mass, int size, int nordered)
{
	SynthLevel l = synth_level_finest(size);
	int wanted = (nordered + CODES_PER_BLOCK - 1) / CODES_PER_BLOCK;

	if (nordered > LEAST_BLOCKS)
		l.nblocks = synth_level_merge(mass, size, nordered, wanted > LEAST_BLOCKS ? wanted : LEAST_BLOCKS, l.block);
	return l;
}

void
synth_level_release(SynthLevel *l)
{
	synth_release(l->block);
}

SynthPairView
synth_view_new(int first, int second, const SynthLevel *a, const SynthLevel *b, const SynthTrueCount *cell)
{
	SynthPairView v = {first, second, {a, b}, false, cell, (int64_t) a->nblocks * b->nblocks};

	v.merged = a->nblocks < a->size || b->nblocks < b->size;
	if (v.merged)
		v.count = synth_counts_merge(cell, a->size, b->size, a->block, a->nblocks, b->block, b->nblocks);
	return v;
}

void
synth_view_release(SynthPairView *v)
{
	if (v->merged)
		synth_release((void *) v->count);
}

uint32_t *
synth_view_blocks(const SynthPairView *v)
{
	const SynthLevel *a = v->level[0];
	const SynthLevel *b = v->level[1];
	uint32_t *block = synth_alloc_array((size_t) a->size * (size_t) b->size, sizeof(uint32_t));

	for (int x = 0; x < a->size; x++)
	{
		for (int y = 0; y < b->size; y++)
			block[(size_t) x * b->size + y] = (uint32_t) a->block[x] * (uint32_t) b->nblocks + b->block[y];
	}
	return block;
}

void
synth_view_sum(const SynthPairView *v, const int64_t *cell, int64_t *sum)
{
	const SynthLevel *a = v->level[0];
	const SynthLevel *b = v->level[1];

	memset(sum, 0, (size_t) v->ncells * sizeof(int64_t));
	for (int x = 0; x < a->size; x++)
	{
		int64_t *to = sum + (size_t) a->block[x] * b->nblocks;

		for (int y = 0; y < b->size; y++)
			to[b->block[y]] += cell[(size_t) x * b->size + y];
	}
}
