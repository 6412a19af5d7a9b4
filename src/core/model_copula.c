/*-------------------------------------------------------------------------
 *
 * model_copula.c
 *	  Are these the parts of a copula?  Every invariant but one of SynthCopula,
 *	  on untrusted input.
 *
 * Whether the correlations are positive definite is seen by whoever factors
 * them (synth_copula_open(), SYNTH_ERR_CORRUPT): that is cubic in the number
 * of attributes, where all else here is linear in the model.
 *
 *-------------------------------------------------------------------------
 */
#include "model_parts.h"

#include <math.h>

static const char *
check_order(const uint16_t *order, int ncoarse)
{
	bool permutation = true;
	uint8_t *seen;

	if (order == NULL)
		return "a copula lacks the order of codes";
	seen = synth_alloc((size_t) ncoarse);
	for (int i = 0; i < ncoarse && permutation; i++)
	{
		if (order[i] >= ncoarse || seen[order[i]] != 0)
			permutation = false;
		else
			seen[order[i]] = 1;
	}
	synth_release(seen);
	return permutation ? NULL : "order of codes is not a permutation";
}

const char *
synth_model_check_copula(const SynthModel *m)
{
	const SynthCopula *c = m->copula;
	size_t n = (size_t) m->nattributes;

	if (n == 0)
		return NULL;
	if (c->order == NULL || (n > 1 && c->correlation == NULL))
		return "a copula lacks its parts";
	for (int i = 0; i < m->nattributes; i++)
	{
		const char *wrong = check_order(c->order[i], m->attribute[i].ncoarse);

		if (wrong != NULL)
			return wrong;
		if (m->conditional[i].nparents != 0)
			return "a copula with parents";
	}
	for (size_t i = 0; i < n * (n - 1) / 2; i++)
		if (!(c->correlation[i] > -1.0f && c->correlation[i] < 1.0f))
			return "a correlation is out of range";
	return NULL;
}

/* bytes of the latent orders and correlations */
size_t
synth_model_copula_bytes(const SynthModel *m)
{
	size_t n = (size_t) m->nattributes;
	size_t bytes = 0;

	if (n > 1)
		bytes = synth_size_mul(synth_size_mul(n, n - 1) / 2, sizeof(float));
	for (int i = 0; i < m->nattributes; i++)
		bytes = synth_size_add(bytes, (size_t) m->attribute[i].ncoarse * sizeof(uint16_t));
	return bytes;
}
