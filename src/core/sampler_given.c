/*-------------------------------------------------------------------------
 *
 * sampler_given.c
 *	  Rows of which some attributes are given: the rest is drawn forward.
 *
 * If every parent of a given attribute is given too, then the conditionals of
 * the others, in generation order, multiply to the distribution of the rest
 * given these: nothing has to be weighed, and rows are allocated to groups as
 * ever.  Whoever knows what will be given has it put first in the order
 * (SynthAttributeSpec.is_context).  Other questions are complete.h's.
 *
 *-------------------------------------------------------------------------
 */
#include "sampler_parts.h"

#include <string.h>

#include "finecode.h"

/*
 * What depends on an attribute that is not given would have to be weighed, so
 * it cannot be given either, nor what depends on that.
 */
int
synth_sampler_fixable(const SynthModel *m, int nfixed, int *attribute)
{
	bool *fixed;
	int n = 0;

	if (m->copula != NULL)
		return 0;
	fixed = synth_alloc_array((size_t) m->nattributes + 1, sizeof(bool));
	for (int i = 0; i < nfixed; i++)
		fixed[attribute[i]] = true;
	/* in generation order, so that each has been decided before its children */
	for (int i = 0; i < m->nattributes; i++)
	{
		const SynthConditional *c = &m->conditional[i];

		for (int j = 0; j < c->nparents; j++)
			fixed[c->attribute] &= fixed[c->parent[j]];
	}
	for (int i = 0; i < nfixed; i++)
		if (fixed[attribute[i]])
			attribute[n++] = attribute[i];
	synth_release(fixed);
	return n;
}

bool
synth_sampler_can_fix(const SynthModel *m, int nfixed, const int *attribute)
{
	int *wanted = synth_alloc_array((size_t) nfixed + 1, sizeof(int));
	int n;

	for (int i = 0; i < nfixed; i++)
		wanted[i] = attribute[i];
	n = synth_sampler_fixable(m, nfixed, wanted);
	synth_release(wanted);
	return n == nfixed;
}

/* has the attribute a code that means this value, and no mere substitute? */
static bool
is_known(const SynthAttribute *a, int64_t raw)
{
	switch (raw)
	{
		case SYNTH_RAW_NULL:
			return a->null_code >= 0;
		case SYNTH_RAW_NEG_INF:
			return a->neginf_code >= 0;
		case SYNTH_RAW_POS_INF:
			return a->posinf_code >= 0;
		case SYNTH_RAW_NAN:
			return a->nan_code >= 0;
		case SYNTH_RAW_OTHER:
			return a->other_code >= 0;
		default:
			if (a->kind == SYNTH_NUMBER)
				return raw >= SYNTH_RAW_FIRST;
			return (raw >= 0 && raw < a->nvalues) || a->other_code >= 0;
	}
}

/* the most likely code of an attribute given the codes of its parents in a row */
static uint16_t
likely_code(const SynthSampler *s, const SynthSamplerPlan *plan, int r)
{
	const float *p = plan->p;
	int width = plan->width;
	int first = 0;
	int best = 0;

	if (plan->tree != NULL)
	{
		const SynthTree *t = plan->tree;
		const SynthTreeNode *n = t->node;

		while (n->test >= 0)
			n = &t->node[synth_tree_step(t, n, s->code[plan->parent[n->test]][r])];
		first = t->first[n->left];
		width = t->first[n->left + 1] - first;
		p = t->p + first;
	}
	else
	{
		size_t line = 0;

		for (int j = 0; j < plan->nparents; j++)
			line += plan->stride[j] * s->code[plan->parent[j]][r];
		p += line * (size_t) width;
	}
	for (int x = 1; x < width; x++)
		if (p[x] > p[best])
			best = x;
	return plan->tree != NULL ? plan->tree->code[first + best] : (uint16_t) best;
}

static void
put_given(SynthSampler *s, int place, const int64_t *given, int nrows)
{
	const SynthSamplerPlan *plan = &s->plan[place];
	const SynthAttribute *a = &s->model->attribute[plan->attribute];
	uint16_t *code = s->code[plan->attribute];

	synth_finecode_block(a, given, nrows, code);
	for (int r = 0; r < nrows; r++)
		code[r] = is_known(a, given[r]) ? a->group[code[r]] : likely_code(s, plan, r);
	memcpy(s->raw[plan->attribute], given, (size_t) nrows * sizeof(int64_t));
}

/*
 * See sampler.h; SYNTH_ERR_PARAMETER where synth_sampler_can_fix() says no,
 * for rows out of range, and for steered samplers.
 */
int64_t *const *
synth_sampler_block_given(SynthSampler *s, uint64_t seed, uint64_t block, int nrows, int nfixed, const int *attribute,
						  const int64_t *const *fixed)
{
	const int64_t **given;

	if (nfixed == 0)
		return synth_sampler_block(s, seed, block, nrows);
	for (int i = 0; i < nfixed; i++)
		if (attribute[i] < 0 || attribute[i] >= s->nattributes)
			synth_fail(SYNTH_ERR_PARAMETER, "a given attribute does not exist");
	if (s->own != NULL || !synth_sampler_can_fix(s->model, nfixed, attribute))
		synth_fail(SYNTH_ERR_PARAMETER, "these attributes cannot be given");
	synth_sampler_room(s, nrows);
	given = synth_alloc_array((size_t) s->nattributes + 1, sizeof(int64_t *));
	for (int i = 0; i < nfixed; i++)
		given[attribute[i]] = fixed[i];
	for (int i = 0; i < s->nattributes; i++)
	{
		SynthStream st;

		if (given[s->plan[i].attribute] != NULL)
			put_given(s, i, given[s->plan[i].attribute], nrows);
		else
		{
			synth_stream_init(&st, seed, block, (uint64_t) i);
			synth_sampler_codes(s, i, &st, nrows);
			synth_sampler_values(s, i, &st, nrows);
		}
		synth_poll();
	}
	synth_release(given);
	return s->raw;
}
