/*-------------------------------------------------------------------------
 *
 * infer.c
 *	  Mirror descent over the potentials of a Markov random field.
 *
 * One step is theta_s -= a * dL/dmu_s for every measured set s, then one
 * propagation (loss.c, propagate.c).  The first `a` comes from the Lipschitz
 * constant of the loss, max over cliques C of sum_s max(w_s) |C|/|s|, times 8
 * because that bound is loose; it grows by 1.3 after a good step and halves
 * after one that fails L(mu) - L(mu') >= <grad, mu - mu'> / 2.  The iterate is
 * kept, so a measurement more costs few steps.
 *
 * Limits: a set has at most SYNTH_FACTOR_ATTRS attributes; the junction tree
 * must fit the memory limit (the caller chooses the graph accordingly).
 *
 *-------------------------------------------------------------------------
 */
#include <math.h>
#include <string.h>

#include "denoise.h"
#include "infer.h"
#include "loss.h"
#include "propagate.h"

struct SynthInfer
{
	int nattr;
	const int *size;
	int *rank;
	double total;
	SynthGraph *graph;
	int *late; /* of the graph, or NULL */
	int nfactors;
	int capacity;
	SynthFactor *factor;
	double **trial;			/* [nfactors] potentials of the step under test */
	SynthPropagation *prop; /* NULL while the graph is newer than the tree */
	bool settled;			/* mu and beliefs belong to theta */
	double step;			/* a; 0 before the first fit */
	int rounds;
	bool force_log;
	double *sum; /* scratch: a value for each block of a measurement */
	size_t widest;
};

SynthInfer *
synth_infer_new(int nattr, const int *size, double total)
{
	SynthInfer *inf = synth_alloc(sizeof(SynthInfer));

	inf->nattr = nattr;
	inf->size = size;
	inf->total = total;
	inf->rank = synth_rank_by_size(nattr, size);
	inf->graph = synth_graph_new(nattr, size);
	inf->capacity = 16;
	inf->factor = synth_alloc_array((size_t) inf->capacity, sizeof(SynthFactor));
	inf->trial = synth_alloc_array((size_t) inf->capacity, sizeof(double *));
	return inf;
}

void
synth_infer_release(SynthInfer *inf)
{
	for (int k = 0; k < inf->nfactors; k++)
	{
		SynthFactor *f = &inf->factor[k];

		for (int v = 0; v < f->nobserved; v++)
		{
			synth_release(f->observed[v].block);
			synth_release(f->observed[v].weight);
			synth_release(f->observed[v].target);
		}
		synth_release(f->observed);
		synth_release(f->theta);
		synth_release(f->mu);
		synth_release(f->slope);
		synth_release(inf->trial[k]);
	}
	synth_release(inf->sum);
	synth_propagation_release(inf->prop);
	synth_release(inf->factor);
	synth_release(inf->trial);
	synth_release(inf->rank);
	synth_release(inf->late);
	synth_release(inf->graph->adj);
	synth_release(inf->graph);
	synth_release(inf);
}

/* the factor over exactly these attributes (rank order), made when new */
static SynthFactor *
factor_find(SynthInfer *inf, int nattr, const int *attr)
{
	SynthFactor *f;

	for (int i = 0; i < inf->nfactors; i++)
	{
		f = &inf->factor[i];
		if (f->nattr == nattr && memcmp(f->attr, attr, (size_t) nattr * sizeof(int)) == 0)
			return f;
	}
	if (inf->nfactors == inf->capacity)
	{
		int wider = inf->capacity * 2;
		SynthFactor *factor = synth_alloc_array((size_t) wider, sizeof(SynthFactor));
		double **trial = synth_alloc_array((size_t) wider, sizeof(double *));

		memcpy(factor, inf->factor, (size_t) inf->nfactors * sizeof(SynthFactor));
		memcpy(trial, inf->trial, (size_t) inf->nfactors * sizeof(double *));
		synth_release(inf->factor);
		synth_release(inf->trial);
		inf->factor = factor;
		inf->trial = trial;
		inf->capacity = wider;
	}
	f = &inf->factor[inf->nfactors];
	f->nattr = nattr;
	f->ncells = 1;
	for (int i = 0; i < nattr; i++)
	{
		f->attr[i] = attr[i];
		f->ncells = synth_size_mul(f->ncells, (size_t) inf->size[attr[i]]);
		for (int j = 0; j < i; j++)
			synth_graph_link(inf->graph, attr[i], attr[j]);
	}
	f->theta = synth_alloc_array(f->ncells, sizeof(double));
	f->mu = synth_alloc_array(f->ncells, sizeof(double));
	f->slope = synth_alloc_array(f->ncells, sizeof(double));
	inf->trial[inf->nfactors] = synth_alloc_array(f->ncells, sizeof(double));
	inf->nfactors++;

	/* the tree holds pointers to the factors: even one that adds no edge makes it stale */
	synth_propagation_release(inf->prop);
	inf->prop = NULL;
	inf->settled = false;
	return f;
}

/* attr[] in rank order and, for each of them, the stride it has in the caller's layout */
static void
sort_scope(const SynthInfer *inf, int nattr, const int *attr, int *sorted, size_t *stride)
{
	size_t s = 1;

	for (int i = nattr - 1; i >= 0; i--)
	{
		int place = 0;

		for (int j = 0; j < nattr; j++)
			place += inf->rank[attr[j]] < inf->rank[attr[i]];
		sorted[place] = attr[i];
		stride[place] = s;
		s *= (size_t) inf->size[attr[i]];
	}
}

/* index in the caller's layout of cell i of the rank-ordered table */
static size_t
unsorted_index(const SynthInfer *inf, int nattr, const int *sorted, const size_t *stride, size_t i)
{
	size_t at = 0;

	for (int k = nattr - 1; k >= 0; k--)
	{
		size_t n = (size_t) inf->size[sorted[k]];

		at += (i % n) * stride[k];
		i /= n;
	}
	return at;
}

void
synth_infer_observe_blocks(SynthInfer *inf, int nattr, const int *attr, size_t nblocks, const uint32_t *block,
						   const double *y, const double *variance, double sigma2)
{
	int sorted[SYNTH_FACTOR_ATTRS];
	size_t stride[SYNTH_FACTOR_ATTRS];
	SynthFactor *f;
	SynthObserved *v;

	if (nattr < 1 || nattr > SYNTH_FACTOR_ATTRS)
		synth_fail(SYNTH_ERR_INTERNAL, "a measured set has an unsupported number of attributes");
	sort_scope(inf, nattr, attr, sorted, stride);
	f = factor_find(inf, nattr, sorted);
	if (block == NULL)
	{
		v = synth_observed_find(f, f->ncells, NULL);
		for (size_t i = 0; i < f->ncells; i++)
		{
			size_t from = unsorted_index(inf, nattr, sorted, stride, i);

			synth_observed_merge(v, i, y[from], variance != NULL ? variance[from] : sigma2);
		}
	}
	else
	{
		uint32_t *ordered = synth_alloc_array(f->ncells, sizeof(uint32_t));

		for (size_t i = 0; i < f->ncells; i++)
			ordered[i] = block[unsorted_index(inf, nattr, sorted, stride, i)];
		v = synth_observed_find(f, nblocks, ordered);
		synth_release(ordered);
		for (size_t b = 0; b < nblocks; b++)
			synth_observed_merge(v, b, y[b], variance != NULL ? variance[b] : sigma2);
	}
	if (nblocks > inf->widest)
	{
		synth_release(inf->sum);
		inf->sum = synth_alloc_array(nblocks, sizeof(double));
		inf->widest = nblocks;
	}
	if (inf->prop != NULL)
		inf->step = synth_propagation_step(inf->prop, inf->total);
}

void
synth_infer_observe(SynthInfer *inf, int nattr, const int *attr, const double *y, const double *variance, double sigma2)
{
	synth_infer_observe_blocks(inf, nattr, attr, 0, NULL, y, variance, sigma2);
}

void
synth_infer_start(SynthInfer *inf, bool exact)
{
	double trace = exact ? inf->total * 1e-300 : fmax(inf->total * 1e-9, 1e-3);

	for (int k = 0; k < inf->nfactors; k++)
	{
		SynthFactor *f = &inf->factor[k];
		const SynthObserved *v = &f->observed[0];
		double *variance = synth_alloc_array(f->ncells, sizeof(double));

		if (f->nattr != 1 || f->nobserved != 1 || v->block != NULL)
			synth_fail(SYNTH_ERR_INTERNAL, "a start from single attributes comes before any pair");
		for (size_t i = 0; i < f->ncells; i++)
			variance[i] = 1 / v->weight[i];
		synth_project_simplex(v->target, variance, (int) f->ncells, inf->total, f->theta);
		for (size_t i = 0; i < f->ncells; i++)
			f->theta[i] = log(fmax(f->theta[i], trace) / inf->total);
		synth_release(variance);
	}
	inf->settled = false;
}

static void
settle(SynthInfer *inf)
{
	double **mu = synth_alloc_array((size_t) inf->nfactors, sizeof(double *));

	for (int k = 0; k < inf->nfactors; k++)
	{
		memcpy(inf->trial[k], inf->factor[k].theta, inf->factor[k].ncells * sizeof(double));
		mu[k] = inf->factor[k].mu;
	}
	synth_propagate(inf->prop, inf->trial, inf->total, mu, inf->force_log);
	inf->rounds++;
	synth_release(mu);
	inf->settled = true;
}

double
synth_infer_fit(SynthInfer *inf, int rounds, double tolerance)
{
	double **mu = synth_alloc_array((size_t) inf->nfactors, sizeof(double *));
	double now;
	double checkpoint;
	double cells = 0;

	if (inf->prop == NULL)
	{
		inf->prop = synth_propagation_new(inf->graph, inf->nfactors, inf->factor);
		inf->step = synth_propagation_step(inf->prop, inf->total);
		inf->settled = false;
	}
	if (!inf->settled)
		settle(inf);
	for (int k = 0; k < inf->nfactors; k++)
	{
		mu[k] = synth_alloc_array(inf->factor[k].ncells, sizeof(double));
		for (int v = 0; v < inf->factor[k].nobserved; v++)
			cells += (double) inf->factor[k].observed[v].nblocks;
	}

	now = synth_loss(inf->nfactors, inf->factor, NULL, inf->sum);
	synth_loss_slope(inf->nfactors, inf->factor, inf->sum);
	checkpoint = now;
	for (int round = 1; round <= rounds && inf->nfactors > 0; round++)
	{
		double then;

		synth_poll();
		for (int k = 0; k < inf->nfactors; k++)
		{
			const SynthFactor *f = &inf->factor[k];

			for (size_t i = 0; i < f->ncells; i++)
				inf->trial[k][i] = f->theta[i] - inf->step * f->slope[i];
		}
		synth_propagate(inf->prop, inf->trial, inf->total, mu, inf->force_log);
		inf->rounds++;
		then = synth_loss(inf->nfactors, inf->factor, mu, inf->sum);
		if (then <= now && now - then >= synth_loss_descent(inf->nfactors, inf->factor, mu) / 2)
		{
			for (int k = 0; k < inf->nfactors; k++)
			{
				SynthFactor *f = &inf->factor[k];
				double *old = f->theta;

				f->theta = inf->trial[k];
				inf->trial[k] = old;
				old = f->mu;
				f->mu = mu[k];
				mu[k] = old;
			}
			now = then;
			synth_loss_slope(inf->nfactors, inf->factor, inf->sum);
			inf->step *= 1.3;
			inf->settled = true;
		}
		else
		{
			inf->step /= 2;
			inf->settled = false;
		}
		if (round % 10 == 0)
		{
			/* noise leaves a loss of half a cell's variance a cell: far below that all is met */
			if (checkpoint - now <= tolerance * checkpoint || now <= tolerance * cells)
				break;
			checkpoint = now;
		}
	}
	if (!inf->settled)
		settle(inf);
	for (int k = 0; k < inf->nfactors; k++)
		synth_release(mu[k]);
	synth_release(mu);
	return now;
}

bool
synth_infer_put_first(SynthInfer *inf, int nattr, const int *attr, double limit)
{
	int *late = synth_alloc_array((size_t) inf->nattr + 1, sizeof(int));

	for (int i = 0; i < nattr; i++)
		late[attr[i]] = nattr - i;
	inf->graph->late = late;
	if (synth_graph_cells(inf->graph, -1, -1, limit) > limit)
	{
		inf->graph->late = inf->late;
		synth_release(late);
		return false;
	}
	synth_release(inf->late);
	inf->late = late;
	synth_propagation_release(inf->prop);
	inf->prop = synth_propagation_new(inf->graph, inf->nfactors, inf->factor);
	settle(inf);
	return true;
}

int
synth_infer_rounds(const SynthInfer *inf)
{
	return inf->rounds;
}

const SynthGraph *
synth_infer_graph(const SynthInfer *inf)
{
	return inf->graph;
}

const SynthJtree *
synth_infer_jtree(const SynthInfer *inf)
{
	return synth_propagation_jtree(inf->prop);
}

size_t
synth_infer_bytes(double cells)
{
	/* beliefs, separators and row offsets; potentials are pairs and smaller */
	return (size_t) (cells * 3 * sizeof(double));
}

bool
synth_infer_marginal(const SynthInfer *inf, int nattr, const int *attr, double *out)
{
	int sorted[SYNTH_FACTOR_ATTRS];
	size_t stride[SYNTH_FACTOR_ATTRS];
	int home = synth_jtree_home(synth_infer_jtree(inf), nattr, attr);
	size_t ncells = 1;
	double *table;

	if (home < 0 || nattr > SYNTH_FACTOR_ATTRS)
		return false;
	sort_scope(inf, nattr, attr, sorted, stride);
	for (int i = 0; i < nattr; i++)
		ncells = synth_size_mul(ncells, (size_t) inf->size[attr[i]]);
	table = synth_alloc_array(ncells, sizeof(double));
	synth_infer_belief(inf, home, nattr, sorted, table);
	for (size_t i = 0; i < ncells; i++)
		out[unsorted_index(inf, nattr, sorted, stride, i)] = inf->total * table[i];
	synth_release(table);
	return true;
}

void
synth_infer_belief(const SynthInfer *inf, int clique, int nattr, const int *attr, double *out)
{
	synth_propagation_belief(inf->prop, clique, nattr, attr, out);
}

void
synth_infer_force_log(SynthInfer *inf, bool on)
{
	inf->force_log = on;
	inf->settled = false;
}
