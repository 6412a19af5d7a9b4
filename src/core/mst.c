/*-------------------------------------------------------------------------
 *
 * mst.c
 *	  Select a tree of pairs, measure it once (McKenna, Miklau, Sheldon 2021).
 *
 * Kruskal's algorithm with the exponential mechanism: d - 1 times, among the
 * pairs that join two components, one is drawn by the L1 distance of its true
 * table from the model that knows one-way marginals only.  A third of rho pays
 * for the choices, the rest for d - 1 tables at one sigma.
 *
 * The model is a forest, so its size is at most d - 1 pair tables and nothing
 * has to be limited.
 *
 *-------------------------------------------------------------------------
 */
#include <math.h>
#include <string.h>

#include "measure.h"
#include "select.h"

#define MST_SELECT_SHARE (1.0 / 3)

static int
component(int *leader, int a)
{
	while (leader[a] != a)
		a = leader[a] = leader[leader[a]];
	return a;
}

/* the product of the fitted one-way marginals, in fixed point */
static int64_t *
independent_table(const double *a, int na, const double *b, int nb, double total)
{
	int64_t *table = synth_alloc_array(synth_size_mul((size_t) na, (size_t) nb), sizeof(int64_t));

	for (int x = 0; x < na; x++)
	{
		for (int y = 0; y < nb; y++)
			table[(size_t) x * nb + y] = llrint(SYNTH_FIXED * a[x] * b[y] / total);
	}
	return table;
}

void
synth_mst_select(SynthSelection *s)
{
	const SynthEngineInput *in = s->in;
	int d = in->nattributes;
	size_t npairs = (size_t) d * (size_t) (d - 1) / 2;
	SynthCandidate *all = synth_alloc_array(npairs, sizeof(SynthCandidate));
	SynthCandidate *open = synth_alloc_array(npairs, sizeof(SynthCandidate));
	int *first = synth_alloc_array(npairs, sizeof(int));
	int *second = synth_alloc_array(npairs, sizeof(int));
	int *index = synth_alloc_array(npairs, sizeof(int));
	int *edge = synth_alloc_array((size_t) d, sizeof(int));
	int *leader = synth_alloc_array((size_t) d, sizeof(int));
	double **mu = synth_alloc_array((size_t) d, sizeof(double *));
	int n = 0;
	int nedges = 0;
	int wanted = 0;
	double epsilon;
	double sigma2;
	double k2 = (double) in->account->stability * (double) in->account->stability;

	for (int a = 0; a < d; a++)
	{
		leader[a] = a;
		wanted += in->size[a] > 1;
		mu[a] = synth_alloc_array((size_t) in->size[a], sizeof(double));
		synth_infer_marginal(s->inf, 1, &a, mu[a]);
	}
	wanted--; /* edges of a spanning tree of what varies */
	for (int i = 0; i < d; i++)
	{
		synth_poll();
		for (int j = i + 1; j < d; j++)
		{
			SynthCandidate *c = &all[n];

			if (in->size[i] < 2 || in->size[j] < 2)
				continue;
			c->count = in->pairs->cell[synth_pair_index(d, i, j)];
			c->ncells = (int64_t) in->size[i] * in->size[j];
			c->model = independent_table(mu[i], in->size[i], mu[j], in->size[j], in->total);
			c->weight = synth_selection_weight(s, i, j);
			first[n] = i;
			second[n++] = j;
		}
	}
	if (wanted < 1 || n == 0)
		return;

	epsilon = sqrt(8 * MST_SELECT_SHARE * in->rho / wanted);
	sigma2 = k2 * wanted / (2 * (1 - MST_SELECT_SHARE) * in->rho);
	for (int step = 0; step < wanted; step++)
	{
		int m = 0;
		int chosen;

		for (int c = 0; c < n; c++)
		{
			if (component(leader, first[c]) == component(leader, second[c]))
				continue;
			open[m] = all[c];
			index[m++] = c;
		}
		synth_measure_select(in->account, "selection", open, m, 1, epsilon, &chosen);
		edge[nedges++] = index[chosen];
		leader[component(leader, first[index[chosen]])] = component(leader, second[index[chosen]]);
		if (in->progress != NULL)
			in->progress("selecting pairs", step + 1, wanted);
	}
	for (int e = 0; e < nedges; e++)
	{
		int i = first[edge[e]];
		int j = second[edge[e]];
		SynthLevel a = synth_level_finest(in->size[i]);
		SynthLevel b = synth_level_finest(in->size[j]);
		SynthPairView v = synth_view_new(i, j, &a, &b, in->pairs->cell[synth_pair_index(d, i, j)]);

		synth_selection_measure(s, &v, sigma2);
		synth_level_release(&a);
		synth_level_release(&b);
	}

	for (int c = 0; c < n; c++)
		synth_release((void *) all[c].model);
	for (int a = 0; a < d; a++)
		synth_release(mu[a]);
	synth_release(mu);
	synth_release(all);
	synth_release(open);
	synth_release(first);
	synth_release(second);
	synth_release(index);
	synth_release(edge);
	synth_release(leader);
}
