/*-------------------------------------------------------------------------
 *
 * propagate.c
 *	  Collect and distribute on a junction tree (Hugin form).
 *
 * Each clique multiplies the exponentials of its potentials, passes its
 * marginal over the separator up to its parent, and gets it back divided by
 * what it sent.  This runs on probabilities: potentials are shifted so that
 * their largest entry is 0 before exp(), messages are scaled to sum to 1, and
 * 0/0 is 0.  exp() is taken over measured cells only, never over clique cells.
 * Should the mass of a clique come near to underflow, the whole pass is
 * repeated with logarithms, five to ten times slower.
 *
 *-------------------------------------------------------------------------
 */
#include <math.h>
#include <string.h>

#include "propagate.h"
#include "subtable.h"

struct SynthPropagation
{
	const int *size;
	SynthJtree *jt;
	int nfactors;
	const SynthFactor *factor;
	int *home;			   /* [nfactors] clique */
	SynthSubtable **scope; /* [nfactors] factor inside its home */
	double *expo;		   /* scratch: exp of one potential */
	double **belief;	   /* [ncliques] */
	SynthSubtable **own;   /* [ncliques] separator to the parent inside the clique */
	SynthSubtable **up;	   /* [ncliques] the same inside the parent */
	double **message;	   /* [ncliques] what went up */
	double *back;		   /* scratch, largest separator */
	double *peak;		   /* scratch, largest factor or separator */
};

static int
separator(const SynthJtree *jt, int c, int *attr)
{
	const SynthClique *q = &jt->clique[c];
	const SynthClique *p = &jt->clique[q->up];
	int n = 0;

	for (int i = 0; i < q->nattr; i++)
	{
		for (int j = 0; j < p->nattr; j++)
		{
			if (p->attr[j] == q->attr[i])
				attr[n++] = q->attr[i];
		}
	}
	return n;
}

SynthPropagation *
synth_propagation_new(const SynthGraph *g, int nfactors, const SynthFactor *factor)
{
	SynthPropagation *p = synth_alloc(sizeof(SynthPropagation));
	int nc;
	int *attr = synth_alloc_array((size_t) g->nattr, sizeof(int));
	size_t largest_factor = 1;
	size_t largest_separator = 1;

	p->size = g->size;
	p->jt = synth_jtree_build(g);
	synth_size_check(synth_infer_bytes((double) p->jt->ncells));
	nc = p->jt->ncliques;
	p->nfactors = nfactors;
	p->factor = factor;
	p->home = synth_alloc_array((size_t) nfactors, sizeof(int));
	p->scope = synth_alloc_array((size_t) nfactors, sizeof(SynthSubtable *));
	p->belief = synth_alloc_array((size_t) nc, sizeof(double *));
	p->message = synth_alloc_array((size_t) nc, sizeof(double *));
	p->own = synth_alloc_array((size_t) nc, sizeof(SynthSubtable *));
	p->up = synth_alloc_array((size_t) nc, sizeof(SynthSubtable *));
	for (int c = 0; c < nc; c++)
	{
		const SynthClique *q = &p->jt->clique[c];
		int n;

		p->belief[c] = synth_alloc_array(q->ncells, sizeof(double));
		if (q->up < 0)
			continue;
		n = separator(p->jt, c, attr);
		p->own[c] = synth_subtable_new(p->size, q->nattr, q->attr, n, attr);
		p->up[c] = synth_subtable_new(p->size, p->jt->clique[q->up].nattr, p->jt->clique[q->up].attr, n, attr);
		p->message[c] = synth_alloc_array(p->own[c]->ncells, sizeof(double));
		if (p->own[c]->ncells > largest_separator)
			largest_separator = p->own[c]->ncells;
	}
	for (int f = 0; f < nfactors; f++)
	{
		const SynthClique *q;

		p->home[f] = synth_jtree_home(p->jt, factor[f].nattr, factor[f].attr);
		if (p->home[f] < 0)
			synth_fail(SYNTH_ERR_INTERNAL, "a measured set is in no clique");
		q = &p->jt->clique[p->home[f]];
		p->scope[f] = synth_subtable_new(p->size, q->nattr, q->attr, factor[f].nattr, factor[f].attr);
		if (factor[f].ncells > largest_factor)
			largest_factor = factor[f].ncells;
	}
	p->expo = synth_alloc_array(largest_factor, sizeof(double));
	p->back = synth_alloc_array(largest_separator, sizeof(double));
	p->peak = synth_alloc_array(largest_factor > largest_separator ? largest_factor : largest_separator,
								sizeof(double));
	synth_release(attr);
	return p;
}

void
synth_propagation_release(SynthPropagation *p)
{
	if (p == NULL)
		return;
	for (int c = 0; c < p->jt->ncliques; c++)
	{
		synth_release(p->belief[c]);
		synth_release(p->message[c]);
		synth_subtable_release(p->own[c]);
		synth_subtable_release(p->up[c]);
	}
	for (int f = 0; f < p->nfactors; f++)
		synth_subtable_release(p->scope[f]);
	synth_release(p->belief);
	synth_release(p->message);
	synth_release(p->own);
	synth_release(p->up);
	synth_release(p->scope);
	synth_release(p->home);
	synth_release(p->expo);
	synth_release(p->back);
	synth_release(p->peak);
	synth_jtree_release(p->jt);
	synth_release(p);
}

const SynthJtree *
synth_propagation_jtree(const SynthPropagation *p)
{
	return p->jt;
}

double
synth_propagation_step(const SynthPropagation *p, double total)
{
	double lipschitz = 0;
	double *sum = synth_alloc_array((size_t) p->jt->ncliques, sizeof(double));

	for (int f = 0; f < p->nfactors; f++)
	{
		const SynthFactor *s = &p->factor[f];
		double most = 0;

		/* |sum of a block| <= sum |cell|: a block is no steeper than its cells */
		for (int v = 0; v < s->nobserved; v++)
		{
			double steepest = 0;

			for (size_t b = 0; b < s->observed[v].nblocks; b++)
				steepest = fmax(steepest, s->observed[v].weight[b]);
			most += steepest;
		}
		sum[p->home[f]] += most * (double) p->jt->clique[p->home[f]].nattr / s->nattr;
	}
	for (int c = 0; c < p->jt->ncliques; c++)
	{
		if (sum[c] > lipschitz)
			lipschitz = sum[c];
	}
	synth_release(sum);
	return lipschitz > 0 ? 16.0 / (lipschitz * total) : 1.0;
}

/*
 * Scales to sum 1; false if the sum is below LEAST_MASS.  All that entered is
 * at most 1 (potentials by their shift, messages by their scale), so what
 * underflow lost anywhere is below 1e-300 a cell, and nothing that matters
 * next to a sum above this.
 */
#define LEAST_MASS 1e-200

static bool
normalise(double *table, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += table[i];
	if (!(sum >= LEAST_MASS) || !isfinite(sum))
		return false;
	sum = 1.0 / sum;
	for (size_t i = 0; i < n; i++)
		table[i] *= sum;
	return true;
}

static bool
propagate_linear(SynthPropagation *p, double *const *theta)
{
	int nc = p->jt->ncliques;

	for (int c = 0; c < nc; c++)
	{
		size_t n = p->jt->clique[c].ncells;

		for (size_t i = 0; i < n; i++)
			p->belief[c][i] = 1.0;
	}
	for (int f = 0; f < p->nfactors; f++)
	{
		size_t n = p->factor[f].ncells;
		double peak = -HUGE_VAL;

		for (size_t i = 0; i < n; i++)
		{
			if (theta[f][i] > peak)
				peak = theta[f][i];
		}
		if (!isfinite(peak))
			return false;
		for (size_t i = 0; i < n; i++)
			p->expo[i] = exp(theta[f][i] - peak);
		synth_subtable_multiply(p->scope[f], p->belief[p->home[f]], p->expo);
	}
	for (int c = nc - 1; c >= 0; c--)
	{
		const SynthClique *q = &p->jt->clique[c];

		synth_poll();
		if (q->up < 0)
			continue;
		synth_subtable_sum(p->own[c], p->belief[c], p->message[c]);
		if (!normalise(p->message[c], p->own[c]->ncells))
			return false;
		synth_subtable_multiply(p->up[c], p->belief[q->up], p->message[c]);
	}
	for (int c = 0; c < nc; c++)
	{
		const SynthClique *q = &p->jt->clique[c];

		synth_poll();
		if (q->up >= 0)
		{
			synth_subtable_sum(p->up[c], p->belief[q->up], p->back);
			for (size_t i = 0; i < p->own[c]->ncells; i++)
				p->back[i] = p->message[c][i] > 0 ? p->back[i] / p->message[c][i] : 0;
			synth_subtable_multiply(p->own[c], p->belief[c], p->back);
		}
		if (!normalise(p->belief[c], q->ncells))
			return false;
	}
	return true;
}

/* log space: shifts by the maximum, turns to probabilities at the end */
static void
propagate_log(SynthPropagation *p, double *const *theta)
{
	int nc = p->jt->ncliques;

	for (int c = 0; c < nc; c++)
		memset(p->belief[c], 0, p->jt->clique[c].ncells * sizeof(double));
	for (int f = 0; f < p->nfactors; f++)
		synth_subtable_add(p->scope[f], p->belief[p->home[f]], theta[f]);
	for (int c = nc - 1; c > 0; c--)
	{
		const SynthClique *q = &p->jt->clique[c];

		synth_poll();
		synth_subtable_logsum(p->own[c], p->belief[c], p->message[c], p->peak);
		synth_subtable_add(p->up[c], p->belief[q->up], p->message[c]);
	}
	for (int c = 0; c < nc; c++)
	{
		const SynthClique *q = &p->jt->clique[c];
		double peak = -HUGE_VAL;

		synth_poll();
		if (q->up >= 0)
		{
			/* the parent is still in logarithms: its own exp() comes last */
			synth_subtable_logsum(p->up[c], p->belief[q->up], p->back, p->peak);
			for (size_t i = 0; i < p->own[c]->ncells; i++)
				p->back[i] = p->message[c][i] > -HUGE_VAL ? p->back[i] - p->message[c][i] : -HUGE_VAL;
			synth_subtable_add(p->own[c], p->belief[c], p->back);
		}
		for (size_t i = 0; i < q->ncells; i++)
		{
			if (p->belief[c][i] > peak)
				peak = p->belief[c][i];
		}
		for (size_t i = 0; i < q->ncells; i++)
			p->belief[c][i] -= peak;
	}
	for (int c = 0; c < nc; c++)
	{
		size_t n = p->jt->clique[c].ncells;

		for (size_t i = 0; i < n; i++)
			p->belief[c][i] = exp(p->belief[c][i]);
		if (!normalise(p->belief[c], n))
			synth_fail(SYNTH_ERR_INTERNAL, "belief propagation lost all mass");
	}
}

void
synth_propagate(SynthPropagation *p, double *const *theta, double total, double *const *mu, bool force_log)
{
	if (force_log || !propagate_linear(p, theta))
		propagate_log(p, theta);
	for (int f = 0; f < p->nfactors; f++)
	{
		synth_subtable_sum(p->scope[f], p->belief[p->home[f]], mu[f]);
		for (size_t i = 0; i < p->factor[f].ncells; i++)
			mu[f][i] *= total;
	}
}

void
synth_propagation_belief(const SynthPropagation *p, int clique, int nattr, const int *attr, double *out)
{
	const SynthClique *q = &p->jt->clique[clique];
	SynthSubtable *t = synth_subtable_new(p->size, q->nattr, q->attr, nattr, attr);

	synth_subtable_sum(t, p->belief[clique], out);
	synth_subtable_release(t);
}
