/*-------------------------------------------------------------------------
 *
 * loss.c
 *	  How far a model is from what was measured.
 *
 * L = 1/2 sum w (sum of the model's cells in a block - y)^2 over all blocks of
 * all divisions that the factors were measured in.  A row of the source is in
 * one block of each, and so is a cell of the model: the derivative by a cell is
 * the sum of those of its blocks.
 *
 *-------------------------------------------------------------------------
 */
#include <string.h>

#include "loss.h"

SynthObserved *
synth_observed_find(SynthFactor *f, size_t nblocks, const uint32_t *block)
{
	SynthObserved *v;
	SynthObserved *grown;

	for (int i = 0; i < f->nobserved; i++)
	{
		v = &f->observed[i];
		if (v->nblocks == nblocks && (v->block == NULL) == (block == NULL)
			&& (block == NULL || memcmp(v->block, block, f->ncells * sizeof(uint32_t)) == 0))
			return v;
	}
	grown = synth_alloc_array((size_t) f->nobserved + 1, sizeof(SynthObserved));
	if (f->nobserved > 0)
		memcpy(grown, f->observed, (size_t) f->nobserved * sizeof(SynthObserved));
	synth_release(f->observed);
	f->observed = grown;
	v = &f->observed[f->nobserved++];
	v->nblocks = nblocks;
	if (block != NULL)
	{
		v->block = synth_alloc_array(f->ncells, sizeof(uint32_t));
		memcpy(v->block, block, f->ncells * sizeof(uint32_t));
	}
	v->weight = synth_alloc_array(nblocks, sizeof(double));
	v->target = synth_alloc_array(nblocks, sizeof(double));
	return v;
}

void
synth_observed_merge(SynthObserved *v, size_t at, double y, double variance)
{
	double w = 1.0 / variance;

	v->target[at] = (v->weight[at] * v->target[at] + w * y) / (v->weight[at] + w);
	v->weight[at] += w;
}

/* the marginal m of a factor, seen in blocks */
static const double *
block_sums(const SynthFactor *f, const SynthObserved *v, const double *m, double *sum)
{
	if (v->block == NULL)
		return m;
	memset(sum, 0, v->nblocks * sizeof(double));
	for (size_t i = 0; i < f->ncells; i++)
		sum[v->block[i]] += m[i];
	return sum;
}

/* the slope of a block is that of each of its cells */
void
synth_loss_slope(int nfactors, SynthFactor *factor, double *scratch)
{
	for (int k = 0; k < nfactors; k++)
	{
		SynthFactor *f = &factor[k];

		memset(f->slope, 0, f->ncells * sizeof(double));
		for (int j = 0; j < f->nobserved; j++)
		{
			const SynthObserved *v = &f->observed[j];
			const double *m = block_sums(f, v, f->mu, scratch);

			if (v->block == NULL)
			{
				for (size_t i = 0; i < f->ncells; i++)
					f->slope[i] += v->weight[i] * (m[i] - v->target[i]);
				continue;
			}
			for (size_t b = 0; b < v->nblocks; b++)
				scratch[b] = v->weight[b] * (m[b] - v->target[b]);
			for (size_t i = 0; i < f->ncells; i++)
				f->slope[i] += scratch[v->block[i]];
		}
	}
}

double
synth_loss(int nfactors, const SynthFactor *factor, double *const *mu, double *scratch)
{
	double sum = 0;

	for (int k = 0; k < nfactors; k++)
	{
		const SynthFactor *f = &factor[k];

		for (int j = 0; j < f->nobserved; j++)
		{
			const SynthObserved *v = &f->observed[j];
			const double *m = block_sums(f, v, mu != NULL ? mu[k] : f->mu, scratch);

			for (size_t b = 0; b < v->nblocks; b++)
			{
				double d = m[b] - v->target[b];

				sum += v->weight[b] * d * d;
			}
		}
	}
	return sum / 2;
}

double
synth_loss_descent(int nfactors, const SynthFactor *factor, double *const *mu)
{
	double sum = 0;

	for (int k = 0; k < nfactors; k++)
	{
		const SynthFactor *f = &factor[k];

		for (size_t i = 0; i < f->ncells; i++)
			sum += f->slope[i] * (f->mu[i] - mu[k][i]);
	}
	return sum;
}
