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
		const SynthAttribute *a = &m->attribute[c->attribute];
		double sum = 0;
		double total = 0;
		int banned = -1;
		int last = 0;

		l->ncodes = a->ncoarse;
		l->order = m->copula->order[c->attribute];
		l->cumulated = synth_alloc_array((size_t) l->ncodes, sizeof(double));
		l->cut = synth_alloc_array((size_t) l->ncodes + 1, sizeof(double));
		/* `other` that is spread is never drawn: its place in the order is empty, unless there is nothing else */
		for (int k = 0; k < l->ncodes; k++)
			total += (double) c->p[k];
		if (a->other == SYNTH_OTHER_SPREAD && a->other_code >= 0 && (double) c->p[a->other_code] < total)
			banned = a->other_code;
		if (banned >= 0)
			total -= (double) c->p[banned];
		l->cut[0] = -HUGE_VAL;
		for (int k = 0; k < l->ncodes; k++)
		{
			int code = l->order[k];
			double p = code == banned ? 0 : (double) c->p[code] / total;

			sum += p;
			l->cumulated[k] = sum < 1 ? sum : 1;
			l->cut[k + 1] = p > 0 ? synth_normal_quantile(l->cumulated[k]) : l->cut[k];
			last = p > 0 ? k : last;
		}
		/* what rounding leaves belongs to the last code with mass */
		for (int k = last; k < l->ncodes; k++)
		{
			l->cumulated[k] = 1;
			l->cut[k + 1] = HUGE_VAL;
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

		if (l->cut[mid + 1] >= score)
			high = mid;
		else
			low = mid + 1;
	}
	return low;
}
