/*-------------------------------------------------------------------------
 *
 * evidence.c
 *	  Collecting on a junction tree of probability tables.
 *
 * What a clique holds is scaled to sum to 1 before it is sent on, and the
 * logarithms of the sums are added up, so evidence of any small probability
 * survives as long as the mass of one clique does not underflow by itself
 * (1e-300).
 *
 *-------------------------------------------------------------------------
 */
#include "evidence.h"

#include "subtable.h"

#include <math.h>

struct SynthEvidence
{
	const int *size;
	SynthJtree *jt;
	int *order;			   /* cliques from the root outwards */
	int *up;			   /* neighbour towards the root, -1 of the root */
	double **belief;	   /* [clique] */
	SynthSubtable **own;   /* separator to the neighbour above, inside the clique */
	SynthSubtable **above; /* the same inside that neighbour */
	double *message;	   /* scratch: what goes up */
};

double
synth_evidence_cells(const SynthGraph *g, double limit)
{
	return synth_graph_cells(g, -1, -1, limit);
}

/* breadth first from the root over the tree's edges, which may point either way */
static void
order_cliques(SynthEvidence *e, int root)
{
	int n = e->jt->ncliques;
	int *degree = synth_alloc_array((size_t) n + 1, sizeof(int));
	int *neighbour = synth_alloc_array(2 * (size_t) n, sizeof(int));
	int *fill = synth_alloc_array((size_t) n, sizeof(int));
	int done = 0;
	int found = 0;

	for (int c = 0; c < n; c++)
	{
		if (e->jt->clique[c].up < 0)
			continue;
		degree[c + 1]++;
		degree[e->jt->clique[c].up + 1]++;
	}
	for (int c = 0; c < n; c++)
	{
		degree[c + 1] += degree[c];
		fill[c] = degree[c];
	}
	for (int c = 0; c < n; c++)
	{
		int u = e->jt->clique[c].up;

		if (u < 0)
			continue;
		neighbour[fill[c]++] = u;
		neighbour[fill[u]++] = c;
	}
	e->up[root] = -1;
	e->order[found++] = root;
	while (done < found)
	{
		int c = e->order[done++];

		for (int i = degree[c]; i < degree[c + 1]; i++)
		{
			int other = neighbour[i];

			if (other == e->up[c])
				continue;
			e->up[other] = c;
			e->order[found++] = other;
		}
	}
	if (found != n)
		synth_fail(SYNTH_ERR_INTERNAL, "a junction tree falls apart");
	synth_release(degree);
	synth_release(neighbour);
	synth_release(fill);
}

SynthEvidence *
synth_evidence_new(const SynthGraph *g, int nroot, const int *root)
{
	SynthEvidence *e = synth_alloc(sizeof(SynthEvidence));
	int *attr = synth_alloc_array((size_t) g->nattr + 1, sizeof(int));
	size_t most = 1;
	size_t n;
	int home;

	e->size = g->size;
	e->jt = synth_jtree_build(g);
	synth_size_check(synth_size_mul(e->jt->ncells, sizeof(double)));
	n = (size_t) e->jt->ncliques;
	e->order = synth_alloc_array(n, sizeof(int));
	e->up = synth_alloc_array(n, sizeof(int));
	e->belief = synth_alloc_array(n, sizeof(double *));
	e->own = synth_alloc_array(n, sizeof(SynthSubtable *));
	e->above = synth_alloc_array(n, sizeof(SynthSubtable *));
	home = synth_jtree_home(e->jt, nroot, root);
	if (home < 0)
		synth_fail(SYNTH_ERR_INTERNAL, "the root of a junction tree is in no clique");
	order_cliques(e, home);
	for (int c = 0; c < e->jt->ncliques; c++)
	{
		const SynthClique *q = &e->jt->clique[c];
		const SynthClique *p = e->up[c] >= 0 ? &e->jt->clique[e->up[c]] : NULL;
		int k = 0;

		e->belief[c] = synth_alloc_array(q->ncells, sizeof(double));
		for (size_t i = 0; i < q->ncells; i++)
			e->belief[c][i] = 1.0;
		if (p == NULL)
			continue;
		/* both are in rank order */
		for (int i = 0, j = 0; i < q->nattr; i++)
		{
			while (j < p->nattr && e->jt->rank[p->attr[j]] < e->jt->rank[q->attr[i]])
				j++;
			if (j < p->nattr && p->attr[j] == q->attr[i])
				attr[k++] = q->attr[i];
		}
		e->own[c] = synth_subtable_new(e->size, q->nattr, q->attr, k, attr);
		e->above[c] = synth_subtable_new(e->size, p->nattr, p->attr, k, attr);
		most = e->own[c]->ncells > most ? e->own[c]->ncells : most;
		synth_poll();
	}
	e->message = synth_alloc_array(most, sizeof(double));
	synth_release(attr);
	return e;
}

void
synth_evidence_release(SynthEvidence *e)
{
	if (e == NULL)
		return;
	for (int c = 0; c < e->jt->ncliques; c++)
	{
		synth_release(e->belief[c]);
		synth_subtable_release(e->own[c]);
		synth_subtable_release(e->above[c]);
	}
	synth_release(e->order);
	synth_release(e->up);
	synth_release(e->belief);
	synth_release(e->own);
	synth_release(e->above);
	synth_release(e->message);
	synth_jtree_release(e->jt);
	synth_release(e);
}

static void
multiply_into(SynthEvidence *e, int clique, int nattr, const int *attr, const double *table)
{
	const SynthClique *q = &e->jt->clique[clique];
	SynthSubtable *t = synth_subtable_new(e->size, q->nattr, q->attr, nattr, attr);

	synth_subtable_multiply(t, e->belief[clique], table);
	synth_subtable_release(t);
	synth_poll();
}

void
synth_evidence_multiply(SynthEvidence *e, int nattr, const int *attr, const double *table)
{
	int home = synth_jtree_home(e->jt, nattr, attr);

	if (home < 0)
		synth_fail(SYNTH_ERR_INTERNAL, "a conditional table is in no clique");
	multiply_into(e, home, nattr, attr, table);
}

void
synth_evidence_root_multiply(SynthEvidence *e, int nattr, const int *attr, const double *table)
{
	multiply_into(e, e->order[0], nattr, attr, table);
}

/* scales to sum 1 and adds the logarithm of the sum; false if there is nothing */
static bool
normalise(double *table, size_t n, double *log_sum)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += table[i];
	if (!(sum > 0) || !isfinite(sum))
		return false;
	*log_sum += log(sum);
	/* not by 1 / sum, which may overflow */
	for (size_t i = 0; i < n; i++)
		table[i] /= sum;
	return true;
}

bool
synth_evidence_collect(SynthEvidence *e, double *log_mass)
{
	*log_mass = 0;
	for (int i = e->jt->ncliques - 1; i >= 0; i--)
	{
		int c = e->order[i];

		synth_poll();
		if (!normalise(e->belief[c], e->jt->clique[c].ncells, log_mass))
			return false;
		if (e->up[c] < 0)
			continue;
		synth_subtable_sum(e->own[c], e->belief[c], e->message);
		synth_subtable_multiply(e->above[c], e->belief[e->up[c]], e->message);
	}
	return true;
}

const SynthJtree *
synth_evidence_jtree(const SynthEvidence *e)
{
	return e->jt;
}

const int *
synth_evidence_order(const SynthEvidence *e)
{
	return e->order;
}

void
synth_evidence_belief(const SynthEvidence *e, int clique, int nattr, const int *attr, double *out)
{
	const SynthClique *q = &e->jt->clique[clique];
	SynthSubtable *t = synth_subtable_new(e->size, q->nattr, q->attr, nattr, attr);

	synth_subtable_sum(t, e->belief[clique], out);
	synth_subtable_release(t);
}
