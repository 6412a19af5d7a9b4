/*-------------------------------------------------------------------------
 *
 * copula_latent.c
 *	  The latent normal scores behind the codes of a copula model.
 *
 * Each attribute has a standard normal score; its codes, in the order that
 * the model gives, are the intervals between normal quantiles of the
 * cumulated probabilities.  Codes without mass are empty intervals.
 *
 *-------------------------------------------------------------------------
 */
#include "copula_parts.h"

#include <math.h>

#include "linalg.h"

void
synth_copula_matrix(const SynthModel *m, double *r)
{
	size_t d = (size_t) m->nattributes;

	for (size_t i = 0; i < d; i++)
	{
		const float *line = m->copula->correlation + i * (i - (i > 0)) / 2;

		for (size_t j = 0; j < i; j++)
			r[i * d + j] = r[j * d + i] = (double) line[j];
		r[i * d + i] = 1.0;
	}
}

SynthLatent *
synth_copula_latents(const SynthModel *m)
{
	SynthLatent *latent = synth_alloc_array((size_t) m->nattributes + 1, sizeof(SynthLatent));

	for (int i = 0; i < m->nattributes; i++)
	{
		const SynthConditional *c = &m->conditional[i];
		SynthLatent *l = &latent[c->attribute];
		double sum = 0;
		double total = 0;

		l->ncodes = m->attribute[c->attribute].ncoarse;
		l->order = m->copula->order[c->attribute];
		l->cumulated = synth_alloc_array((size_t) l->ncodes, sizeof(double));
		l->cut = synth_alloc_array((size_t) l->ncodes + 1, sizeof(double));
		for (int x = 0; x < l->ncodes; x++)
			total += (double) c->p[x];
		l->cut[0] = -HUGE_VAL;
		for (int x = 0; x < l->ncodes; x++)
		{
			float p = c->p[l->order[x]];

			/* a code without mass is an empty interval exactly */
			if (p > 0)
				sum += (double) p / total;
			l->cumulated[x] = sum < 1 ? sum : 1;
			l->cut[x + 1] = p > 0 || x == 0 ? synth_normal_quantile(l->cumulated[x]) : l->cut[x];
		}
		/* what rounding leaves belongs to the last code with mass */
		for (int x = l->ncodes - 1; x >= 0; x--)
		{
			l->cumulated[x] = 1;
			l->cut[x + 1] = HUGE_VAL;
			if (c->p[l->order[x]] > 0)
				break;
		}
	}
	return latent;
}

/* the first position whose upper cut is not below the score */
int
synth_latent_position(const SynthLatent *l, double score)
{
	int low = 0;
	int high = l->ncodes - 1;

	while (low < high)
	{
		int mid = low + (high - low) / 2;

		if (l->cut[mid + 1] >= score && l->cut[mid + 1] > -HUGE_VAL)
			high = mid;
		else
			low = mid + 1;
	}
	return low;
}
