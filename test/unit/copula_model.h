/*-------------------------------------------------------------------------
 *
 * copula_model.h
 *	  Copula models for tests, and their exact two-way tables.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_UNIT_COPULA_MODEL_H
#define SYNTH_UNIT_COPULA_MODEL_H

#include "core/linalg.h"
#include "core/model.h"
#include "unit.h"

/*
 * d numbers of size[a] one-valued cells, uneven shares, alternating latent
 * orders; every two scores correlate with +-r (|r| of a one-factor model, with
 * signs (-1)^a where r < 0).
 */
static inline SynthModel *
copula_model(int d, const int *size, double r)
{
	SynthModel *m = synth_alloc(sizeof(SynthModel));

	m->source_schema = "public";
	m->source_name = "t";
	m->unit = "row";
	m->method = SYNTH_METHOD_COPULA;
	m->max_rows = 1;
	m->total = 1000;
	m->nattributes = d;
	m->attribute = synth_alloc_array((size_t) d, sizeof(SynthAttribute));
	m->conditional = synth_alloc_array((size_t) d, sizeof(SynthConditional));
	m->copula = synth_alloc(sizeof(SynthCopula));
	m->copula->order = synth_alloc_array((size_t) d, sizeof(uint16_t *));
	m->copula->correlation = synth_alloc_array((size_t) d * (size_t) d / 2 + 1, sizeof(float));
	for (int a = 0; a < d; a++)
	{
		SynthAttribute *x = &m->attribute[a];
		SynthConditional *c = &m->conditional[a];
		int n = size[a];
		double sum = 0;

		x->name = synth_alloc(16);
		snprintf(x->name, 16, "a%d", a);
		x->kind = SYNTH_NUMBER;
		x->source = SYNTH_DOMAIN_CHECK;
		x->other = SYNTH_OTHER_SPREAD;
		x->nfine = x->ncoarse = x->nvalues = n;
		x->null_code = x->other_code = x->neginf_code = x->posinf_code = x->nan_code = -1;
		x->group = synth_alloc_array((size_t) n, sizeof(uint16_t));
		x->mass = synth_alloc_array((size_t) n, sizeof(double));
		x->axis = synth_alloc(sizeof(SynthAxis));
		x->axis->form = SYNTH_AXIS_INTEGER;
		x->axis->ncells = n;
		x->axis->edge = synth_alloc_array((size_t) n + 1, sizeof(int64_t));
		m->copula->order[a] = synth_alloc_array((size_t) n, sizeof(uint16_t));
		c->attribute = a;
		c->ncells = (size_t) n;
		c->p = synth_alloc_array((size_t) n, sizeof(float));
		for (int i = 0; i < n; i++)
		{
			x->group[i] = (uint16_t) i;
			x->mass[i] = 1;
			x->axis->edge[i] = i;
			c->p[i] = (float) (1 + (i * 7 + a) % 5);
			sum += (double) c->p[i];
			/* up, down, or all even codes before the odd ones */
			m->copula->order[a][i] = (uint16_t) (a % 3 == 0	  ? i
												 : a % 3 == 1 ? n - 1 - i
												 : 2 * i < n  ? 2 * i
															  : 2 * (i - (n + 1) / 2) + 1);
		}
		x->axis->edge[n] = n;
		for (int i = 0; i < n; i++)
			c->p[i] = (float) ((double) c->p[i] / sum);
		for (int b = 0; b < a; b++)
			m->copula->correlation[a * (a - 1) / 2 + b] = (float) (fabs(r) * (r < 0 && (a + b) % 2 == 1 ? -1 : 1));
	}
	return m;
}

static inline double
copula_model_correlation(const SynthModel *m, int a, int b)
{
	int high = a > b ? a : b;
	int low = a > b ? b : a;

	return (double) m->copula->correlation[high * (high - 1) / 2 + low];
}

/* ends of the interval of the latent score that is code x */
static inline void
copula_model_interval(const SynthModel *m, int a, int x, double *low, double *high)
{
	double below = 0;
	int i = 0;

	for (; m->copula->order[a][i] != x; i++)
		below += (double) m->conditional[a].p[m->copula->order[a][i]];
	*low = below < 1e-9 ? -9 : synth_normal_quantile(below);
	below += (double) m->conditional[a].p[x];
	*high = below > 1 - 1e-6 ? 9 : synth_normal_quantile(below);
}

/* P[code x and code y], r the correlation: Simpson over the first score of what the second one does given it */
static inline double
copula_model_cell(const SynthModel *m, int a, int x, int b, int y, double r)
{
	double lo[2];
	double hi[2];
	double sum = 0;
	int steps = 200;
	double s = sqrt(1 - r * r);

	copula_model_interval(m, a, x, &lo[0], &hi[0]);
	copula_model_interval(m, b, y, &lo[1], &hi[1]);
	for (int i = 0; i <= steps; i++)
	{
		double z = lo[0] + (hi[0] - lo[0]) * i / steps;
		double inner = synth_normal_cdf((hi[1] - r * z) / s) - synth_normal_cdf((lo[1] - r * z) / s);

		sum += (i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2) * inner * exp(-z * z / 2) / sqrt(2 * M_PI);
	}
	return sum * (hi[0] - lo[0]) / steps / 3;
}

#endif /* SYNTH_UNIT_COPULA_MODEL_H */
