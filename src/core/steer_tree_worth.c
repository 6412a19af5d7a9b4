/*-------------------------------------------------------------------------
 *
 * steer_tree_worth.c
 *	  How many independent rows the particles of some runs are worth.
 *
 * Particles that descend from the same first one are alike, and weights are
 * uneven.  The variance of the weighted share of a code is estimated from how
 * far the offspring of each first particle are, together, from the share
 * (Chan and Lai 2013; Lee and Whiteley 2018); set against that of independent
 * rows it is the inflation.  Shares are those of all runs together: a run
 * whose particles are all the same row would find itself perfect.
 *
 * The sum over codes of (own - w * share)^2, where own is what the offspring of
 * a first particle weigh by code and w in all, is kept expanded, so runs add up
 * without being kept.
 *
 *-------------------------------------------------------------------------
 */
#include "steer_tree_parts.h"

struct TreeWorth
{
	const TreeEvidence *evidence;
	int64_t particles;
	double runs;
	double weights;	 /* sum of w^2 */
	double *squares; /* [nplaces] sum of own^2 */
	double **share;	 /* [nplaces][width] sum of own */
	double **cross;	 /* [nplaces][width] sum of w * own */
	double *own;	 /* [most codes] scratch */
};

TreeWorth *
synth_tree_worth_new(const TreeEvidence *e)
{
	TreeWorth *t = synth_alloc(sizeof(TreeWorth));
	int most = 1;

	t->evidence = e;
	t->squares = synth_alloc_array((size_t) e->nplaces + 1, sizeof(double));
	t->share = synth_alloc_array((size_t) e->nplaces + 1, sizeof(double *));
	t->cross = synth_alloc_array((size_t) e->nplaces + 1, sizeof(double *));
	for (int i = 0; i < e->nplaces; i++)
	{
		t->share[i] = synth_alloc_array((size_t) e->place[i].width, sizeof(double));
		t->cross[i] = synth_alloc_array((size_t) e->place[i].width, sizeof(double));
		most = e->place[i].width > most ? e->place[i].width : most;
	}
	t->own = synth_alloc_array((size_t) most, sizeof(double));
	return t;
}

void
synth_tree_worth_release(TreeWorth *t)
{
	for (int i = 0; i < t->evidence->nplaces; i++)
	{
		synth_release(t->share[i]);
		synth_release(t->cross[i]);
	}
	synth_release(t->squares);
	synth_release(t->share);
	synth_release(t->cross);
	synth_release(t->own);
	synth_release(t);
}

/* uses p->scratch; a run that died adds nothing but its particles */
void
synth_tree_worth_add(TreeWorth *t, TreeParticles *p)
{
	const TreeEvidence *e = t->evidence;
	double total = 0.0;
	double *w = p->scratch;

	t->particles += p->n;
	t->runs += 1.0;
	if (p->dead >= 0)
		return;
	for (int k = 0; k < p->n; k++)
		total += p->weight[k];
	for (int k = 0; k < p->n; k++)
		w[k] = p->weight[k] / total;
	for (int i = 0; i < e->nplaces; i++)
	{
		const uint16_t *x = p->code[e->place[i].attribute];

		/* resampling keeps the order, so offspring of one particle are neighbours */
		for (int k = 0; k < p->n;)
		{
			int begin = k;
			double sum = 0.0;

			for (; k < p->n && p->eve[k] == p->eve[begin]; k++)
			{
				t->own[x[k]] += w[k];
				sum += w[k];
			}
			for (int j = begin; j < k; j++)
			{
				double own = t->own[x[j]];

				t->share[i][x[j]] += own;
				t->cross[i][x[j]] += sum * own;
				t->squares[i] += own * own;
				t->own[x[j]] = 0.0;
			}
			t->weights += i == 0 ? sum * sum : 0.0;
		}
	}
}

double
synth_tree_worth(const TreeWorth *t)
{
	const TreeEvidence *e = t->evidence;
	double inflation = 0.0;
	int counted = 0;

	for (int i = 0; i < e->nplaces; i++)
	{
		double spread = 1.0;
		double cross = 0.0;

		for (int c = 0; c < e->place[i].width; c++)
		{
			double share = t->share[i][c] / t->runs;

			spread -= share * share;
			cross += share * t->cross[i][c];
		}
		if (spread < 1e-6)
			continue;
		inflation += (t->squares[i] - 2.0 * cross + t->weights * (1.0 - spread)) / (t->runs * t->runs)
					 / (spread / (double) t->particles);
		counted++;
	}
	if (counted == 0)
		/* one row over and over: all that there is, or all that was found */
		return t->weights > 0.0 ? t->runs * t->runs / (t->weights * (double) t->particles) : 0.0;
	inflation /= counted;
	return inflation > 1.0 ? 1.0 / inflation : 1.0;
}
