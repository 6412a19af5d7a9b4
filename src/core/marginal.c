/*-------------------------------------------------------------------------
 *
 * marginal.c
 *	  How one attribute of a model is distributed.
 *
 * An attribute without parents says it itself.  Tables are summed out along a
 * junction tree.  There is no such thing for trees, so a pilot sample of
 * PILOT_BLOCKS blocks is counted: a code of probability p is off by about
 * sqrt(p / 65,536) or, since codes are dealt and not thrown, less.
 *
 *-------------------------------------------------------------------------
 */
#include "marginal.h"

#include "finecode.h"
#include "sampler.h"
#include "steer_table.h"

#include <string.h>

#define PILOT_BLOCKS 4
#define PILOT_SEED UINT64_C(0x70696C6F74)

static const SynthConditional *
conditional_of(const SynthModel *m, int attribute)
{
	int place = 0;

	while (m->conditional[place].attribute != attribute)
		place++;
	return &m->conditional[place];
}

static bool
has_trees(const SynthModel *m)
{
	for (int i = 0; i < m->nattributes; i++)
		if (m->conditional[i].tree != NULL)
			return true;
	return false;
}

static void
count_pilot(const SynthModel *m, int attribute, double *mass)
{
	SynthSampler *s = synth_sampler_new(m);
	uint16_t *code = synth_alloc_array(SYNTH_BLOCK_ROWS, sizeof(uint16_t));

	for (int block = 0; block < PILOT_BLOCKS; block++)
	{
		int64_t *const *raw = synth_sampler_block(s, PILOT_SEED, (uint64_t) block, SYNTH_BLOCK_ROWS);

		synth_finecode_block(&m->attribute[attribute], raw[attribute], SYNTH_BLOCK_ROWS, code);
		for (int r = 0; r < SYNTH_BLOCK_ROWS; r++)
			mass[code[r]] += 1.0 / ((double) PILOT_BLOCKS * SYNTH_BLOCK_ROWS);
	}
	synth_release(code);
}

void
synth_attribute_marginal(const SynthModel *m, int attribute, double *mass)
{
	const SynthAttribute *a = &m->attribute[attribute];
	const SynthConditional *c = conditional_of(m, attribute);

	memset(mass, 0, (size_t) a->nfine * sizeof(double));
	if (has_trees(m))
		count_pilot(m, attribute, mass);
	else if (m->copula != NULL)
	{
		/* each code is a group of its own */
		for (int f = 0; f < a->nfine; f++)
			mass[f] = (double) c->p[a->group[f]];
	}
	else
		synth_steer_table_marginal(m, attribute, mass);
}
