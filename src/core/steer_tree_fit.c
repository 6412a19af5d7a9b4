/*-------------------------------------------------------------------------
 *
 * steer_tree_fit.c
 *	  Fitting the look-ahead of a steered tree model to a pilot run.
 *
 * psi is fitted backwards, last place first (steer_tree_look.c says what it is
 * for).  With psi known at place
 * i + 1, what psi(x_1 .. x_i) should be is known exactly for any particle: the
 * mass of the tilted leaf that it falls into, times the factors of psi at
 * i + 1 for attributes that it has.  The product that comes nearest in
 * Kullback-Leibler distance, over the particles of a run under the present
 * psi, is found by the method of marginal totals (a Poisson regression, one
 * factor at a time).  A next run with the better psi gives better particles:
 * a few rounds reach rare evidence.  (Iterated auxiliary particle filter:
 * Guarniero, Johansen, Lee 2017; controlled SMC: Heng, Bishop, Deligiannidis,
 * Doucet 2020.)
 *
 * Pilots see what is frequent.  A rare code may be the only way to the evidence
 * without any particle having tried it: what its bin can lead to is then read
 * off the next place's tree, as if its leaves were equally likely.  The next
 * run tries it, and its particles replace the hope.
 *
 *-------------------------------------------------------------------------
 */
#include "steer_tree_parts.h"

#include <math.h>
#include <string.h>

#define FIT_PASSES 4
#define FIT_MOST_FEATURES 24 /* factors of a psi */
#define FIT_MOST_HOPE 1024	 /* bins */
#define FIT_STEEPEST 14.0	 /* a factor is within exp(+-14) */

/* an attribute that psi at a place may depend on, for all particles */
typedef struct Feature
{
	int attribute;
	bool fitted;	   /* psi gets a factor for it */
	double weight;	   /* how much it seems to matter, to choose among too many */
	const float *old;  /* its factor in psi so far */
	const float *next; /* its factor in psi after the next place */
	uint16_t *bin;	   /* [n] */
	float *phi;		   /* [nbins] the factor to be */
	double *hope;	   /* [nbins] mean mass of the next leaves that the bin can lead to; NULL: not asked by them */
} Feature;

typedef struct Fitting
{
	int n;
	int nfeatures;
	Feature *feature;
	double *weight; /* [n] of the particles, by what psi so far was worth in new terms */
	double *found;	/* [n] weight times the mass of the next place's leaf */
	double *mean;	/* [n] weight times the factors fitted so far */
	double *sum;	/* [2 * most bins] */
} Fitting;

/* between the largest and the smallest */
static double
spread(const float *phi, int nbins)
{
	double most = -HUGE_VAL;
	double least = HUGE_VAL;

	for (int b = 0; b < nbins; b++)
	{
		most = (double) phi[b] > most ? (double) phi[b] : most;
		least = (double) phi[b] < least ? (double) phi[b] : least;
	}
	return most - least;
}

static Feature *
feature_of(Fitting *f, int attribute)
{
	for (int i = 0; i < f->nfeatures; i++)
		if (f->feature[i].attribute == attribute)
			return &f->feature[i];
	f->feature[f->nfeatures].attribute = attribute;
	return &f->feature[f->nfeatures++];
}

/* how much of the tree of a place asks for each of its parents: nodes count half for each level down */
static void
weigh_parents(const TreePlace *next, Fitting *f)
{
	const SynthTree *tree = next->tree;
	float *share;

	if (tree == NULL)
		return;
	share = synth_alloc_array((size_t) tree->nnodes, sizeof(float));
	share[0] = 1.0f;
	for (int n = 0; n < tree->nnodes; n++)
	{
		const SynthTreeNode *node = &tree->node[n];

		if (node->test < 0)
			continue;
		share[node->left] = share[node->right] = share[n] / 2.0f;
		feature_of(f, next->parent[node->test])->weight += (double) share[n];
	}
	synth_release(share);
}

/* leaves no more than FIT_MOST_FEATURES to be fitted, those that matter most */
static void
drop_features(Fitting *f)
{
	int n = 0;

	for (int i = 0; i < f->nfeatures; i++)
		n += f->feature[i].fitted;
	for (; n > FIT_MOST_FEATURES; n--)
	{
		int least = -1;

		for (int i = 0; i < f->nfeatures; i++)
			if (f->feature[i].fitted && (least < 0 || f->feature[i].weight < f->feature[least].weight))
				least = i;
		f->feature[least].fitted = false;
	}
}

/* psi at a place can depend on what psi at the next one does, and on what the next tree asks */
static void
choose_features(TreeLook *l, int at, bool joint, Fitting *f)
{
	const TreeEvidence *e = l->evidence;
	const TreePlace *next = &e->place[at + 1];

	f->nfeatures = 0;
	memset(f->feature, 0, (size_t) e->model->nattributes * sizeof(Feature));
	for (int t = 0; t < l->psi[at].nterms; t++)
		feature_of(f, l->psi[at].term[t].attribute)->old = l->psi[at].term[t].phi;
	for (int t = 0; t < l->psi[at + 1].nterms; t++)
		if (l->psi[at + 1].term[t].attribute != next->attribute)
		{
			Feature *x = feature_of(f, l->psi[at + 1].term[t].attribute);

			x->next = l->psi[at + 1].term[t].phi;
			x->fitted = true;
			x->weight = spread(x->next, l->nbins[x->attribute]);
		}
	if (l->z[at + 1] == NULL)
		return;
	for (int j = 0; j < next->nparents; j++)
		feature_of(f, next->parent[j])->fitted = true;
	weigh_parents(next, f);
	if (at + 1 == e->last_target && joint)
		for (int i = 0; i <= at; i++)
			if (e->place[i].atom != NULL)
			{
				feature_of(f, e->place[i].attribute)->fitted = true;
				feature_of(f, e->place[i].attribute)->weight += 1.0;
			}
	drop_features(f);
}

/* the particles after a place: bins of their features, and what they led to */
static void
collect(TreeLook *l, int at, const TreeParticles *p, Fitting *f)
{
	const TreeEvidence *e = l->evidence;
	int32_t *from = p->ancestor; /* scratch here */
	double highest = -HUGE_VAL;

	for (int i = 0; i < f->nfeatures; i++)
	{
		f->feature[i].bin = synth_alloc_array((size_t) f->n, sizeof(uint16_t));
		f->feature[i].phi = synth_alloc_array((size_t) l->nbins[f->feature[i].attribute], sizeof(float));
	}
	for (int k = 0; k < f->n; k++)
		from[k] = k;
	for (int i = at; i >= 0; i--)
	{
		for (int j = 0; j < f->nfeatures; j++)
			if (f->feature[j].attribute == e->place[i].attribute)
			{
				const uint16_t *bin = l->bin[e->place[i].attribute];

				for (int k = 0; k < f->n; k++)
					f->feature[j].bin[k] = bin[p->trace[i].code[from[k]]];
			}
		for (int k = 0; k < f->n; k++)
			from[k] = p->trace[i].ancestor[from[k]];
	}
	for (int k = 0; k < f->n; k++)
	{
		f->weight[k] = p->trace[at].weight[k] > 0.0 ? log(p->trace[at].weight[k]) : -HUGE_VAL;
		f->found[k] = 0.0;
	}
	for (int j = 0; j < f->nfeatures; j++)
	{
		const Feature *x = &f->feature[j];

		/* a factor that psi is not to have belongs to what it should foresee */
		for (int k = 0; k < f->n && x->next != NULL && !x->fitted; k++)
			f->found[k] += (double) x->next[x->bin[k]];
		for (int k = 0; k < f->n; k++)
			f->weight[k] += (x->next != NULL && x->fitted ? (double) x->next[x->bin[k]] : 0.0)
							- (x->old != NULL ? (double) x->old[x->bin[k]] : 0.0);
	}
	for (int k = 0; k < f->n; k++)
		highest = f->weight[k] > highest ? f->weight[k] : highest;
	for (int k = 0; k < f->n; k++)
	{
		f->weight[k] = highest > -HUGE_VAL ? exp(f->weight[k] - highest) : 0.0;
		f->found[k] = f->weight[k] * exp(f->found[k])
					  * synth_tree_look_mass(l, at + 1, p->trace[at + 1].leaf[k],
											 p->trace[at].cell != NULL ? p->trace[at].cell[k] : 0, p->ratio);
	}
}

/* mass of a leaf whatever the cell: parts count by the mean ratio of their cells */
static double
mass_of_leaf(const TreeLook *l, int at, int leaf, const double *ratio)
{
	const TreePlace *place = &l->evidence->place[at];
	double sum = 0.0;

	if (ratio == NULL)
		return synth_tree_look_mass(l, at, leaf, 0, NULL);
	for (int j = 0; j < place->natoms; j++)
		sum += l->z[at][(size_t) leaf * (size_t) place->natoms + (size_t) j] * ratio[j];
	return sum;
}

/* mean ratio of the cells of each part of the last targeted place */
static double *
mean_ratios(const TreeEvidence *e, const double *ratio)
{
	const TreePlace *place = &e->place[e->last_target];
	double *mean = synth_alloc_array((size_t) place->natoms, sizeof(double));

	for (size_t c = 0; c < e->ncells; c++)
		mean[c / place->stride_cell % (size_t) place->natoms] += ratio[c] * place->natoms / (double) e->ncells;
	return mean;
}

/*
 * What no particle has tried: for each bin of a feature the mean mass of the
 * next place's leaves that it can lead to, whatever the other attributes are.
 * All bins are led down the tree, both ways where it asks for another one.
 */
static void
look_for_hope(const TreeLook *l, int at, const double *ratio, Feature *x)
{
	const TreePlace *next = &l->evidence->place[at + 1];
	const SynthTree *tree = next->tree;
	int nbins = l->nbins[x->attribute];
	const uint16_t *bin = l->bin[x->attribute];
	int width = l->evidence->model->attribute[x->attribute].ncoarse;
	uint16_t *code = synth_alloc_array((size_t) nbins, sizeof(uint16_t)); /* one of each bin */
	uint8_t *in = synth_alloc_array((size_t) nbins * ((size_t) tree->nleaves + 1), sizeof(uint8_t));
	int32_t *pending = synth_alloc_array((size_t) tree->nleaves + 1, sizeof(int32_t));
	double *leaves = synth_alloc_array((size_t) nbins, sizeof(double));
	int depth = 0;
	uint32_t seen = 0;

	x->hope = synth_alloc_array((size_t) nbins, sizeof(double));
	for (int c = width - 1; c >= 0; c--)
		code[bin[c]] = (uint16_t) c;
	/* in[depth] are the bins that come to the node that waits there */
	memset(in, 1, (size_t) nbins);
	pending[depth++] = 0;
	while (depth > 0)
	{
		const SynthTreeNode *node = &tree->node[pending[--depth]];
		uint8_t *here = in + (size_t) depth * (size_t) nbins;
		uint8_t *above = here + nbins;

		if ((++seen & 0xFFF) == 0)
			synth_poll();
		if (node->test < 0)
		{
			double mass = mass_of_leaf(l, at + 1, node->left, ratio);

			for (int b = 0; b < nbins; b++)
			{
				x->hope[b] += here[b] ? mass : 0.0;
				leaves[b] += here[b];
			}
			continue;
		}
		pending[depth] = node->right;
		pending[depth + 1] = node->left;
		memcpy(above, here, (size_t) nbins);
		if (next->parent[node->test] == x->attribute)
			for (int b = 0; b < nbins; b++)
			{
				bool left = synth_tree_step(tree, node, code[b]) == node->left;

				above[b] &= left;
				here[b] &= !left;
			}
		depth += 2;
	}
	for (int b = 0; b < nbins; b++)
		x->hope[b] = leaves[b] > 0.0 ? x->hope[b] / leaves[b] : 0.0;
	synth_release(code);
	synth_release(in);
	synth_release(pending);
	synth_release(leaves);
}

/*
 * One factor, the others as they are; returns the largest change of its
 * logarithm.  A hit's worth of what the tree promises stands in for particles
 * that a bin does not have: less where there was luck, which is believed.
 */
static double
fit_factor(const TreeLook *l, Fitting *f, Feature *x, double hit, double scale)
{
	int nbins = l->nbins[x->attribute];
	double *found = f->sum;
	double *expected = f->sum + nbins;
	double change = 0.0;

	memset(f->sum, 0, 2 * (size_t) nbins * sizeof(double));
	for (int k = 0; k < f->n; k++)
	{
		found[x->bin[k]] += f->found[k];
		expected[x->bin[k]] += f->mean[k];
	}
	for (int b = 0; b < nbins; b++)
	{
		double some = found[b] < expected[b] ? hit : 0.05 * hit;
		double promise = x->hope != NULL ? x->hope[b] / scale / exp((double) x->phi[b]) : 1.0;
		double step = log((found[b] + some * (promise > 1e-6 ? promise : 1e-6)) / (expected[b] + some));

		if (step + (double) x->phi[b] > FIT_STEEPEST)
			step = FIT_STEEPEST - (double) x->phi[b];
		if (step + (double) x->phi[b] < -FIT_STEEPEST)
			step = -FIT_STEEPEST - (double) x->phi[b];
		x->phi[b] += (float) step;
		change = expected[b] > 0.0 && fabs(step) > change ? fabs(step) : change;
		found[b] = exp(step);
	}
	for (int k = 0; k < f->n; k++)
		f->mean[k] *= found[x->bin[k]];
	return change;
}

/* the new psi: what it carries over from the next place, and the fitted factors */
static void
take_psi(TreeLook *l, int at, double base, Fitting *f)
{
	TreePsi *psi = &l->psi[at];
	TreePsi old = *psi;

	psi->base = base;
	psi->nterms = 0;
	psi->own = NULL;
	psi->term = synth_alloc_array((size_t) f->nfeatures + 1, sizeof(TreeTerm));
	for (int j = 0; j < f->nfeatures; j++)
	{
		Feature *x = &f->feature[j];
		int nbins = l->nbins[x->attribute];

		for (int b = 0; b < nbins && x->next != NULL; b++)
			x->phi[b] += x->next[b];
		synth_release(x->bin);
		synth_release(x->hope);
		/* too flat to be worth its evaluation */
		if (!x->fitted || spread(x->phi, nbins) < 0.02)
		{
			psi->base += x->fitted ? (double) x->phi[0] : 0.0;
			synth_release(x->phi);
			continue;
		}
		psi->term[psi->nterms].attribute = x->attribute;
		psi->term[psi->nterms].phi = x->phi;
		psi->term[psi->nterms].factor = synth_alloc_array((size_t) l->nbins[x->attribute], sizeof(float));
		for (int b = 0; b < l->nbins[x->attribute]; b++)
			psi->term[psi->nterms].factor[b] = expf(x->phi[b]);
		if (x->attribute == l->evidence->place[at].attribute)
			psi->own = psi->term[psi->nterms].factor;
		psi->nterms++;
	}
	synth_tree_psi_release(&old);
}

/* true if the tree of a place asks for the attribute */
static bool
asks(const TreePlace *place, int attribute)
{
	for (int j = 0; j < place->nparents; j++)
		if (place->parent[j] == attribute)
			return true;
	return false;
}

static void
fit_place(TreeLook *l, int at, const TreeParticles *p, Fitting *f)
{
	double base = l->psi[at + 1].base;
	double found = 0.0;
	double square = 0.0;
	double expected = 0.0;
	double scale;
	double *ratio = NULL;

	choose_features(l, at, p->ratio != NULL, f);
	collect(l, at, p, f);
	for (int k = 0; k < f->n; k++)
	{
		double y = f->found[k];

		found += y;
		square += y * y;
		expected += f->weight[k];
	}
	if (found > 0.0 && l->z[at + 1] != NULL)
	{
		scale = found / expected;
		if (at + 1 == l->evidence->last_target && p->ratio != NULL)
			ratio = mean_ratios(l->evidence, p->ratio);
		base += log(scale);
		for (int k = 0; k < f->n; k++)
			f->mean[k] = scale * f->weight[k];
		for (int j = 0; j < f->nfeatures; j++)
			if (l->evidence->place[at + 1].tree != NULL && l->nbins[f->feature[j].attribute] <= FIT_MOST_HOPE
				&& (size_t) l->evidence->place[at + 1].nleaves
					   < synth_env.memory_limit / 8 / (size_t) l->nbins[f->feature[j].attribute]
				&& asks(&l->evidence->place[at + 1], f->feature[j].attribute))
				look_for_hope(l, at, ratio, &f->feature[j]);
		for (int pass = 0; pass < FIT_PASSES; pass++)
		{
			double change = 0.0;

			for (int j = 0; j < f->nfeatures; j++)
				if (f->feature[j].fitted)
				{
					double c = fit_factor(l, f, &f->feature[j], square / found, scale);

					change = c > change ? c : change;
				}
			synth_poll();
			if (change < 0.03)
				break;
		}
	}
	synth_release(ratio);
	take_psi(l, at, base, f);
	synth_tree_look_tilt(l, at);
}

void
synth_tree_look_fit(TreeLook *l, const TreeParticles *p)
{
	const TreeEvidence *e = l->evidence;
	Fitting f;
	int most = 1;

	for (int i = 0; i < e->nplaces; i++)
		most = l->nbins[e->place[i].attribute] > most ? l->nbins[e->place[i].attribute] : most;
	f.n = p->n;
	f.feature = synth_alloc_array((size_t) e->model->nattributes + 1, sizeof(Feature));
	f.weight = synth_alloc_array((size_t) p->n, sizeof(double));
	f.found = synth_alloc_array((size_t) p->n, sizeof(double));
	f.mean = synth_alloc_array((size_t) p->n, sizeof(double));
	f.sum = synth_alloc_array(2 * (size_t) most, sizeof(double));
	for (int at = e->nplaces - 2; at >= 0; at--)
		fit_place(l, at, p, &f);
	synth_release(f.feature);
	synth_release(f.weight);
	synth_release(f.found);
	synth_release(f.mean);
	synth_release(f.sum);
}
