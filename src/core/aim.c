/*-------------------------------------------------------------------------
 *
 * aim.c
 *	  Adaptive and iterative selection of pairs (AIM: McKenna, Mullins,
 *	  Sheldon, Miklau 2022), in batches.
 *
 * A round scores every pair by weight * (L1 distance of the true table from
 * the model's, minus the error that measuring it would leave), draws up to
 * BATCH pairs by the exponential mechanism, measures them, and fits again.
 * When what was measured moved the model less than its own noise would, sigma
 * halves and epsilon doubles.  The last round spends what is left.  A pair is
 * a candidate if the junction tree with it stays below a limit that grows with
 * the budget spent, so early choices cannot fill the model.
 *
 * The model's tables come exactly from a clique where one holds the pair, else
 * from rows drawn from the model by allocation: one pass, whatever the model's
 * size.  Both are public (noisy) and rounded to integers before they meet a
 * true count (measure.h).
 *
 * Each pair is offered as the table of all its codes and, while noise is large,
 * with the codes of its numbers in blocks (level.c).  Both scores are the L1
 * distance that the measurement is expected to remove, so they compete as they
 * are: blocks are chosen first, cells when sigma is small.
 *
 * Without privacy the same loop runs a bounded number of rounds on exact
 * tables and takes the pairs with the largest distance.
 *
 *-------------------------------------------------------------------------
 */
#include <math.h>
#include <string.h>

#include "conditional.h"
#include "measure.h"
#include "select.h"

#define BATCH 4
#define ROUNDS_PER_ATTRIBUTE 8
#define SCORING_ROWS 50000 /* at most, and fewer when there are many pairs */
#define SCORING_LEAST 2000
#define SCORING_WORK 1e8 /* rows times pairs of a round */
#define LEAST_WORTH 0.01 /* share of rho */
#define FIT_ROUNDS 100
#define FIT_TOLERANCE 1e-3
/*
 * Blocks are offered while the noise of a cell is above this share of the rows.
 * Below it the size of the model is what limits the fit: blocks do not lower
 * that, and pairs of numbers would take the room of pairs that say more.
 */
#define LEAST_SIGMA 4e-4
/* without privacy */
#define EXACT_BATCH 8
#define EXACT_ROUNDS 24

typedef struct AimState
{
	SynthSelection *s;
	SynthLevel *finest; /* [d] */
	SynthLevel *coarse; /* [d] */
	int npairs;			/* that vary */
	int nviews;			/* tables of them: all codes first, then blocks where there are any */
	SynthPairView *view;
	int64_t **model; /* [nviews] fixed point */
	bool *exact;	 /* [nviews] measured without noise: never again */
	int nrows;
	uint16_t **codes; /* [d][nrows] rows of the model */
	double sigma;
	double epsilon;
	double left; /* of rho */
	int round;
} AimState;

static void
aim_offer(AimState *a, int i, int j, const SynthLevel *level)
{
	const SynthEngineInput *in = a->s->in;
	SynthPairView *v = &a->view[a->nviews];

	*v = synth_view_new(i, j, &level[i], &level[j], in->pairs->cell[synth_pair_index(in->nattributes, i, j)]);
	a->model[a->nviews++] = synth_alloc_array((size_t) v->ncells, sizeof(int64_t));
}

static void
aim_open(AimState *a, SynthSelection *s)
{
	const SynthEngineInput *in = s->in;
	int d = in->nattributes;
	size_t most = (size_t) d * (size_t) (d - 1);

	memset(a, 0, sizeof(*a));
	a->s = s;
	a->finest = synth_alloc_array((size_t) d, sizeof(SynthLevel));
	a->coarse = synth_alloc_array((size_t) d, sizeof(SynthLevel));
	for (int i = 0; i < d; i++)
	{
		a->finest[i] = synth_level_finest(in->size[i]);
		a->coarse[i] = synth_level_coarse(in->oneway[i], in->size[i], in->nordered != NULL ? in->nordered[i] : 0);
	}
	a->view = synth_alloc_array(most, sizeof(SynthPairView));
	a->model = synth_alloc_array(most, sizeof(int64_t *));
	a->exact = synth_alloc_array(most, sizeof(bool));
	for (int i = 0; i < d; i++)
	{
		for (int j = i + 1; j < d; j++)
		{
			if (in->size[i] < 2 || in->size[j] < 2)
				continue;
			synth_poll();
			a->npairs++;
			aim_offer(a, i, j, a->finest);
			if (in->account->private_fit && (a->coarse[i].nblocks < in->size[i] || a->coarse[j].nblocks < in->size[j]))
				aim_offer(a, i, j, a->coarse);
		}
	}
	a->nrows = (int) fmax(SCORING_LEAST, fmin(fmin(in->total, SCORING_ROWS), SCORING_WORK / (a->npairs + 1)));
	a->codes = synth_alloc_array((size_t) d, sizeof(uint16_t *));
	for (int i = 0; i < d; i++)
		a->codes[i] = synth_alloc_array((size_t) a->nrows, sizeof(uint16_t));
}

static void
aim_close(AimState *a)
{
	for (int p = 0; p < a->nviews; p++)
	{
		synth_view_release(&a->view[p]);
		synth_release(a->model[p]);
	}
	for (int i = 0; i < a->s->in->nattributes; i++)
	{
		synth_level_release(&a->finest[i]);
		synth_level_release(&a->coarse[i]);
		synth_release(a->codes[i]);
	}
	synth_release(a->finest);
	synth_release(a->coarse);
	synth_release(a->view);
	synth_release(a->model);
	synth_release(a->codes);
	synth_release(a->exact);
}

/* a pair's table in its only clique, in fixed point, all codes; the caller's */
static int64_t *
aim_clique_table(const AimState *a, const SynthPairView *v)
{
	int pair[2] = {v->first, v->second};
	size_t ncells = (size_t) v->level[0]->size * (size_t) v->level[1]->size;
	double *mu = synth_alloc_array(ncells, sizeof(double));
	int64_t *fixed = synth_alloc_array(ncells, sizeof(int64_t));

	synth_infer_marginal(a->s->inf, 2, pair, mu);
	for (size_t x = 0; x < ncells; x++)
		fixed[x] = llrint(SYNTH_FIXED * mu[x]);
	synth_release(mu);
	return fixed;
}

/* the model's table of every pair, from rows or from a clique */
static void
aim_expect(AimState *a)
{
	const SynthEngineInput *in = a->s->in;
	int d = in->nattributes;
	SynthConditional *c = synth_conditional_build(a->s->inf, d, in->size);
	int64_t unit = llrint(SYNTH_FIXED * in->total / a->nrows);
	const SynthGraph *g = synth_infer_graph(a->s->inf);

	synth_conditional_draw(c, d, in->size, a->nrows, 1, a->codes);
	synth_conditional_release(c, d);
	for (int p = 0; p < a->nviews; p++)
	{
		int i = a->view[p].first;
		int j = a->view[p].second;
		size_t nj = (size_t) in->size[j];
		size_t ncells = (size_t) in->size[i] * nj;
		int64_t *model = a->model[p];

		synth_poll();
		/* blocks follow the table of all codes */
		if (a->view[p].merged)
			synth_view_sum(&a->view[p], a->model[p - 1], model);
		else if (synth_graph_linked(g, i, j))
		{
			int64_t *fixed = aim_clique_table(a, &a->view[p]);

			memcpy(model, fixed, ncells * sizeof(int64_t));
			synth_release(fixed);
		}
		else
		{
			const uint16_t *ci = a->codes[i];
			const uint16_t *cj = a->codes[j];

			memset(model, 0, ncells * sizeof(int64_t));
			for (int r = 0; r < a->nrows; r++)
				model[ci[r] * nj + cj[r]] += unit;
		}
	}
}

/* cells that the junction tree may have now */
static double
aim_limit(const AimState *a)
{
	const SynthEngineInput *in = a->s->in;
	double cells = (double) in->max_model_bytes / sizeof(double);

	if (in->account->private_fit)
		cells *= in->account->rho_spent / in->account->rho_total;
	return cells;
}

/*
 * Without privacy a pair has to stand out from the scatter of the rows
 * themselves: the L1 distance that independent draws from the model's own table
 * would show, E|Poisson(mu) - mu| a cell, bounded from above.
 */
static double
aim_scatter(const AimState *a, int p)
{
	double sum = 0;

	for (int64_t x = 0; x < a->view[p].ncells; x++)
	{
		double mu = (double) a->model[p][x] / SYNTH_FIXED;

		sum += fmin(2 * mu, sqrt(2 / M_PI * mu));
	}
	return sum;
}

/* without privacy only: does the exact table stand out? */
static bool
aim_stands_out(const AimState *a, int p)
{
	const SynthEngineInput *in = a->s->in;
	int ncells = (int) a->view[p].ncells;
	int64_t *count = synth_alloc_array((size_t) ncells, sizeof(int64_t));
	double distance = 0;

	synth_measure_histogram(in->account, "pair", a->view[p].count, ncells, 1, count);
	for (int x = 0; x < ncells; x++)
		distance += fabs((double) count[x] - (double) a->model[p][x] / SYNTH_FIXED);
	synth_release(count);
	/* the distance of independent draws varies by about 0.6 sqrt(rows) */
	return distance > aim_scatter(a, p) + 2 * sqrt(in->total);
}

/* expected L1 error of a table of that many cells, in rows */
static double
aim_noise(const AimState *a, int64_t ncells)
{
	return sqrt(2 / M_PI) * a->sigma * (double) ncells;
}

/* the tables that may be chosen now, and of how many pairs; index[] tells which */
static int
aim_candidates(const AimState *a, SynthCandidate *candidate, int *index, int *npairs)
{
	const SynthEngineInput *in = a->s->in;
	const SynthGraph *g = synth_infer_graph(a->s->inf);
	const SynthJtree *jt = synth_infer_jtree(a->s->inf);
	double limit = aim_limit(a);
	int n = 0;

	*npairs = 0;
	for (int p = 0; p < a->nviews; p++)
	{
		const SynthPairView *v = &a->view[p];
		int pair[2] = {v->first, v->second};
		SynthCandidate *c = &candidate[n];

		if (a->exact[p])
			continue;
		if (v->merged && a->sigma < LEAST_SIGMA * in->total)
			continue;
		synth_poll();
		if (!synth_graph_linked(g, pair[0], pair[1]) && synth_jtree_home(jt, 2, pair) < 0
			&& synth_jtree_bound(jt, in->size, pair[0], pair[1]) > limit
			&& synth_graph_cells(g, pair[0], pair[1], limit) > limit)
			continue;
		c->count = v->count;
		c->model = a->model[p];
		c->ncells = v->ncells;
		c->weight = synth_selection_weight(a->s, pair[0], pair[1]);
		c->penalty = in->account->private_fit ? synth_selection_penalty(a->sigma, c->ncells, c->weight)
											  : (int64_t) (aim_scatter(a, p) * SYNTH_FIXED * (double) c->weight);
		index[n++] = p;
		*npairs += !v->merged;
	}
	return n;
}

/* L1 movement of the model's table p by the last fit, in rows */
static double
aim_movement(const AimState *a, int p)
{
	const SynthPairView *v = &a->view[p];
	int64_t *fixed = aim_clique_table(a, v);
	int64_t *now = synth_alloc_array((size_t) v->ncells, sizeof(int64_t));
	double sum = 0;

	synth_view_sum(v, fixed, now);
	for (int64_t x = 0; x < v->ncells; x++)
		sum += fabs((double) (now[x] - a->model[p][x])) / SYNTH_FIXED;
	synth_release(fixed);
	synth_release(now);
	return sum;
}

/* is the pair of table p among the first n that this batch measured? */
static bool
aim_repeats(const AimState *a, int p, const int *measured, int n)
{
	for (int m = 0; m < n; m++)
	{
		if (a->view[measured[m]].first == a->view[p].first && a->view[measured[m]].second == a->view[p].second)
			return true;
	}
	return false;
}

/* one round: select, measure, fit; returns false when nothing is left to do */
static bool
aim_round(AimState *a, SynthCandidate *candidate, int *index, bool *last)
{
	const SynthEngineInput *in = a->s->in;
	bool noisy = in->account->private_fit;
	double k2 = (double) in->account->stability * (double) in->account->stability;
	const SynthGraph *g = synth_infer_graph(a->s->inf);
	int chosen[EXACT_BATCH];
	int measured[EXACT_BATCH];
	int batch = noisy ? BATCH : EXACT_BATCH;
	int nmeasured = 0;
	double limit = aim_limit(a);
	double movement = 0;
	double noise = 0;
	double unspent = 0;
	int npairs;
	int n;

	aim_expect(a);
	n = aim_candidates(a, candidate, index, &npairs);
	if (n == 0)
		return false;
	/* one table of a pair is enough for a round; blocks may go when sigma shrinks */
	if (batch > npairs)
		batch = npairs;
	if (noisy)
	{
		double cost = batch * (a->epsilon * a->epsilon / 8 + k2 / (2 * a->sigma * a->sigma));

		/* the last round takes what is left, short of the rounding of many charges */
		if (a->left < 2 * cost)
		{
			a->left *= 1 - 1e-9;
			a->sigma = sqrt(k2 * batch / (2 * (1 - SYNTH_SELECT_SHARE) * a->left));
			a->epsilon = sqrt(8 * SYNTH_SELECT_SHARE * a->left / batch);
			/* the penalty depends on sigma */
			n = aim_candidates(a, candidate, index, &npairs);
			cost = a->left;
			*last = true;
		}
		a->left -= cost;
	}
	synth_measure_select(in->account, "selection", candidate, n, batch, a->epsilon, chosen);
	for (int b = 0; b < batch; b++)
	{
		int p = index[chosen[b]];
		int i = a->view[p].first;
		int j = a->view[p].second;

		/* the rest of the batch stands out even less */
		if (!noisy && !aim_stands_out(a, p))
			break;
		/* each fits alone; together they may not, and then the later one is left out; so is a pair's other table */
		if (aim_repeats(a, p, measured, nmeasured)
			|| (nmeasured > 0 && !synth_graph_linked(g, i, j) && synth_graph_cells(g, i, j, limit) > limit))
		{
			if (noisy)
				unspent += k2 / (2 * a->sigma * a->sigma);
			continue;
		}
		synth_selection_measure(a->s, &a->view[p], a->sigma * a->sigma);
		a->exact[p] = !noisy;
		measured[nmeasured++] = p;
	}
	a->left += unspent;
	/* what was left out of the last round pays for another, as long as it is worth one */
	if (unspent > LEAST_WORTH * in->rho)
		*last = false;
	synth_infer_fit(a->s->inf, FIT_ROUNDS, FIT_TOLERANCE);
	for (int b = 0; b < nmeasured; b++)
	{
		int p = measured[b];

		movement += aim_movement(a, p);
		noise += aim_noise(a, a->view[p].ncells);
	}
	if (noisy && movement <= noise)
	{
		a->sigma /= 2;
		a->epsilon *= 2;
	}
	/* without noise: enough when a whole batch moves less than half a percent of the rows */
	return noisy || (nmeasured > 0 && movement > 0.005 * in->total);
}

void
synth_aim_select(SynthSelection *s)
{
	const SynthEngineInput *in = s->in;
	bool noisy = in->account->private_fit;
	double rounds = ROUNDS_PER_ATTRIBUTE * in->nattributes;
	double k = (double) in->account->stability;
	AimState a;
	SynthCandidate *candidate;
	int *index;
	bool last = false;

	aim_open(&a, s);
	if (a.npairs == 0)
		return;
	candidate = synth_alloc_array((size_t) a.nviews, sizeof(SynthCandidate));
	index = synth_alloc_array((size_t) a.nviews, sizeof(int));
	a.left = in->rho;
	a.sigma = noisy ? k * sqrt(rounds / (2 * (1 - SYNTH_SELECT_SHARE) * in->rho)) : 1.0;
	a.epsilon = noisy ? sqrt(8 * SYNTH_SELECT_SHARE * in->rho / rounds) : 1.0;
	while (!last)
	{
		if (in->progress != NULL)
			in->progress("fitting", noisy ? (int) (100 * (1 - a.left / in->rho)) : a.round, noisy ? 100 : EXACT_ROUNDS);
		if (!aim_round(&a, candidate, index, &last))
			break;
		a.round++;
		if (!noisy && a.round >= EXACT_ROUNDS)
			break;
	}
	aim_close(&a);
	synth_release(candidate);
	synth_release(index);
}
