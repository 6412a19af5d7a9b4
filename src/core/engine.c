/*-------------------------------------------------------------------------
 *
 * engine.c
 *	  Select, measure, infer, and write the result as conditional tables.
 *
 *-------------------------------------------------------------------------
 */
#include <math.h>
#include <string.h>

#include "conditional.h"
#include "measure.h"
#include "select.h"

#define ONEWAY_ROUNDS 300
#define FINAL_ROUNDS 1000
#define FINAL_TOLERANCE 1e-4

int64_t
synth_selection_weight(const SynthSelection *s, int i, int j)
{
	double w = 1;

	if (s->in->weight != NULL)
		w = fmax(s->in->weight[i], s->in->weight[j]);
	return (int64_t) llrint(8 * w);
}

int64_t
synth_selection_penalty(double sigma, int64_t ncells, int64_t weight)
{
	double penalty = sqrt(2 / M_PI) * sigma * SYNTH_FIXED * (double) ncells * (double) weight;

	return penalty < 1e17 ? llrint(penalty) : INT64_C(100000000000000000);
}

static void
selection_note(SynthSelection *s, const SynthPairView *v, double sigma)
{
	SynthMarginal *m;

	if (s->nmarginals == s->capacity)
	{
		int wider = s->capacity > 0 ? s->capacity * 2 : 64;
		SynthMarginal *grown = synth_alloc_array((size_t) wider, sizeof(SynthMarginal));

		if (s->nmarginals > 0)
			memcpy(grown, s->marginal, (size_t) s->nmarginals * sizeof(SynthMarginal));
		synth_release(s->marginal);
		s->marginal = grown;
		s->capacity = wider;
	}
	m = &s->marginal[s->nmarginals++];
	m->nattr = 2;
	m->attribute[0] = v->first;
	m->attribute[1] = v->second;
	m->cells = v->ncells;
	m->sigma = sigma;
}

void
synth_selection_measure(SynthSelection *s, const SynthPairView *v, double sigma2)
{
	const SynthEngineInput *in = s->in;
	bool noisy = in->account->private_fit;
	int pair[2] = {v->first, v->second};
	int ncells = (int) v->ncells;
	int64_t *count = synth_alloc_array((size_t) ncells, sizeof(int64_t));
	double *y = synth_alloc_array((size_t) ncells, sizeof(double));
	double *variance = synth_alloc_array((size_t) ncells, sizeof(double));
	uint32_t *block = v->merged ? synth_view_blocks(v) : NULL;

	synth_measure_histogram(in->account, "pair", v->count, ncells, sigma2, count);
	for (int x = 0; x < ncells; x++)
	{
		y[x] = (double) count[x];
		/* exact tables are weighted as chi-square does: the fit then resembles iterative scaling */
		variance[x] = noisy ? sigma2 : fmax(y[x], 1.0);
	}
	synth_infer_observe_blocks(s->inf, 2, pair, (size_t) ncells, block, y, variance, 0);
	selection_note(s, v, noisy ? sqrt(sigma2) : 0);
	synth_release(count);
	synth_release(y);
	synth_release(variance);
	synth_release(block);
}

/*
 * Generation begins with as many of the attributes that will be given as the
 * size of the model allows.  (Eliminating them last links all that are
 * connected through others, so their tables grow as the product of their
 * sizes.)
 */
static void
put_first(const SynthSelection *s)
{
	const SynthEngineInput *in = s->in;
	double limit = (double) in->max_model_bytes / sizeof(double);

	for (int n = in->nfirst; n > 0; n--)
	{
		if (synth_infer_put_first(s->inf, n, in->first, limit))
			return;
		synth_poll();
	}
}

void
synth_engine_run(const SynthEngineInput *in, SynthModel *m)
{
	SynthSelection s;
	int d = in->nattributes;
	double total = in->total > 1 ? in->total : 1;
	SynthEngineInput input = *in;

	input.total = total;
	memset(&s, 0, sizeof(s));
	s.in = &input;
	s.inf = synth_infer_new(d, in->size, total);
	for (int a = 0; a < d; a++)
		synth_infer_observe(s.inf, 1, &a, in->oneway[a], in->variance[a], 0);
	synth_infer_start(s.inf, !in->account->private_fit);
	synth_infer_fit(s.inf, ONEWAY_ROUNDS, FINAL_TOLERANCE);

	if (in->pairs != NULL && d > 1 && (in->rho > 0 || !in->account->private_fit))
	{
		if (in->method == SYNTH_METHOD_AIM)
			synth_aim_select(&s);
		else if (in->method == SYNTH_METHOD_MST)
			synth_mst_select(&s);
		if (in->progress != NULL)
			in->progress("final fit", 0, 1);
		synth_infer_fit(s.inf, FINAL_ROUNDS, FINAL_TOLERANCE);
	}

	put_first(&s);
	m->nattributes = d;
	m->conditional = synth_conditional_build(s.inf, d, in->size);
	m->nmarginals = s.nmarginals;
	m->marginal = s.marginal;
	synth_infer_release(s.inf);
}
