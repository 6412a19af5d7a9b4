/*-------------------------------------------------------------------------
 *
 * steer_tree_look.c
 *	  Looking ahead from the first attributes of a row to evidence about later
 *	  ones.
 *
 * Particles that are drawn in generation order meet evidence late: if income
 * comes last, rows with '>50K' are those that happened to have the right age
 * and schooling.  So each place has a function psi(x_1 .. x_i), about the
 * probability of all evidence still to come given the attributes so far, and
 * particles follow the model times psi.  Weights correct what psi gets wrong
 * exactly (steer_tree_run.c): a bad psi costs particles, never correctness.
 *
 * psi is a product of one factor for each of some attributes, so its factor
 * for the attribute that is drawn next multiplies the leaves of that
 * attribute's tree once and for all, and drawing costs what it did before.
 *
 * The factors are fitted backwards, last place first.  With psi known at place
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
 * Categories have a factor for each code, numbers one for each stretch between
 * the cuts of later trees, at most LOOK_MOST_BINS.
 *
 *-------------------------------------------------------------------------
 */
#include "steer_tree_parts.h"

#include <math.h>
#include <string.h>

#define LOOK_MOST_BINS 128
#define LOOK_PASSES 6
#define LOOK_MOST_HOPE 1024 /* bins */
#define LOOK_STEEPEST 14.0	/* a factor is within exp(+-14) */

/* ---------------------------------------------------------------- bins */

/* marks the codes of attribute a at which a later tree or an atom begins anew */
static void
mark_cuts(const TreeEvidence *e, int a, uint8_t *cut)
{
	for (int i = 0; i < e->nplaces; i++)
	{
		const TreePlace *place = &e->place[i];

		if (place->attribute == a && place->atom != NULL)
			for (int x = 1; x < place->width; x++)
				cut[x] |= place->atom[x] != place->atom[x - 1];
		if (place->tree == NULL)
			continue;
		for (int n = 0; n < place->tree->nnodes; n++)
		{
			const SynthTreeNode *node = &place->tree->node[n];

			if (node->test >= 0 && place->parent[node->test] == a && node->cut > 0)
				cut[node->cut] = 1;
		}
	}
}

static void
open_bins(TreeLook *l, const TreePlace *place)
{
	const SynthAttribute *a = &l->evidence->model->attribute[place->attribute];
	uint16_t *bin = synth_alloc_array((size_t) place->width, sizeof(uint16_t));
	uint8_t *cut;
	int ncuts = 0;
	int seen = 0;
	int next = 0;

	l->bin[place->attribute] = bin;
	if (a->kind == SYNTH_CATEGORY)
	{
		for (int x = 0; x < place->width; x++)
			bin[x] = (uint16_t) x;
		l->nbins[place->attribute] = place->width;
		return;
	}
	cut = synth_alloc_array((size_t) place->width + 1, sizeof(uint8_t));
	mark_cuts(l->evidence, place->attribute, cut);
	for (int x = 1; x < a->nvalues; x++)
		ncuts += cut[x];
	/* too many cuts: every so many of them; special codes stand alone */
	for (int x = 1; x < place->width; x++)
	{
		bool keep = cut[x];

		if (keep && x < a->nvalues && ncuts > LOOK_MOST_BINS)
		{
			keep = seen * LOOK_MOST_BINS / ncuts != (seen + 1) * LOOK_MOST_BINS / ncuts;
			seen++;
		}
		if (keep || x >= a->nvalues)
			next++;
		bin[x] = (uint16_t) next;
	}
	l->nbins[place->attribute] = next + 1;
	synth_release(cut);
}

/* ---------------------------------------------------------------- tilted leaves */

TreeLook *
synth_tree_look_new(const TreeEvidence *e)
{
	TreeLook *l = synth_alloc(sizeof(TreeLook));
	size_t n = (size_t) e->model->nattributes;

	l->evidence = e;
	l->nbins = synth_alloc_array(n + 1, sizeof(int));
	l->bin = synth_alloc_array(n + 1, sizeof(uint16_t *));
	l->psi = synth_alloc_array((size_t) e->nplaces + 1, sizeof(TreePsi));
	l->tilted = synth_alloc_array((size_t) e->nplaces + 1, sizeof(float *));
	l->z = synth_alloc_array((size_t) e->nplaces + 1, sizeof(double *));
	for (int i = 0; i < e->nplaces; i++)
	{
		open_bins(l, &e->place[i]);
		synth_tree_look_tilt(l, i);
	}
	return l;
}

void
synth_tree_look_tilt(TreeLook *l, int at)
{
	const TreePlace *place = &l->evidence->place[at];
	const uint16_t *bin = l->bin[place->attribute];
	const float *own = l->psi[at].own;
	bool joint = at == l->evidence->last_target;
	size_t nz = (size_t) place->nleaves * (size_t) (joint ? place->natoms : 1);
	float *factor;

	synth_release(l->tilted[at]);
	synth_release(l->z[at]);
	l->tilted[at] = NULL;
	l->z[at] = NULL;
	/* as the model has it */
	if (own == NULL && place->share == NULL && place->atom == NULL)
		return;
	factor = synth_alloc_array((size_t) place->width, sizeof(float));
	for (int x = 0; x < place->width; x++)
	{
		factor[x] = own != NULL ? expf(own[bin[x]]) : 1.0f;
		if (place->share != NULL)
			factor[x] *= place->share[x];
		if (place->atom != NULL && place->atom[x] < 0)
			factor[x] = 0.0f;
	}
	l->tilted[at] = synth_alloc_array((size_t) place->first[place->nleaves] + 1, sizeof(float));
	l->z[at] = synth_alloc_array(nz, sizeof(double));
	for (int leaf = 0; leaf < place->nleaves; leaf++)
		for (int i = place->first[leaf]; i < place->first[leaf + 1]; i++)
		{
			uint16_t x = place->code[i];
			float p = place->p[i] * factor[x];

			l->tilted[at][i] = p;
			if (p > 0.0f)
				l->z[at][joint ? leaf * place->natoms + place->atom[x] : leaf] += (double) p;
		}
	synth_release(factor);
}

double
synth_tree_look_mass(const TreeLook *l, int at, int leaf, int cell, const double *ratio)
{
	const TreeEvidence *e = l->evidence;
	const double *z = l->z[at];
	double sum = 0.0;
	int natoms;

	if (z == NULL)
		return 1.0;
	if (at != e->last_target)
		return z[leaf];
	natoms = e->place[at].natoms;
	z += (size_t) leaf * (size_t) natoms;
	if (ratio == NULL)
		for (int j = 0; j < natoms; j++)
			sum += z[j];
	else
		for (int j = 0; j < natoms; j++)
			sum += z[j] * ratio[(size_t) cell + (size_t) j * e->place[at].stride_cell];
	return sum;
}

void
synth_tree_look_rest(const TreeLook *l, int at, uint16_t *const *code, int n, double *rest)
{
	const TreePsi *psi = &l->psi[at];

	for (int k = 0; k < n; k++)
		rest[k] = psi->base;
	for (int t = 0; t < psi->nterms; t++)
	{
		const float *phi = psi->term[t].phi;
		const uint16_t *bin = l->bin[psi->term[t].attribute];
		const uint16_t *x = code[psi->term[t].attribute];

		if (phi == psi->own)
			continue;
		for (int k = 0; k < n; k++)
			rest[k] += (double) phi[bin[x[k]]];
	}
}

size_t
synth_tree_look_bytes(const TreeLook *l)
{
	const TreeEvidence *e = l->evidence;
	size_t bytes = 0;

	for (int i = 0; i < e->nplaces; i++)
	{
		const TreePlace *place = &e->place[i];
		size_t entries = (size_t) place->first[place->nleaves];

		bytes += (size_t) place->width * (sizeof(uint16_t) + sizeof(float));
		bytes += entries * (sizeof(float) + sizeof(uint16_t) + sizeof(float));
		bytes += (size_t) place->nleaves * (size_t) place->natoms * sizeof(double);
		for (int t = 0; t < l->psi[i].nterms; t++)
			bytes += (size_t) l->nbins[l->psi[i].term[t].attribute] * sizeof(float);
	}
	return bytes;
}

/* ---------------------------------------------------------------- fitting */

/* an attribute that psi at a place may depend on, for all particles */
typedef struct Feature
{
	int attribute;
	bool fitted;	   /* psi gets a factor for it */
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
	double *weight; /* [n] what psi so far was worth, in new terms */
	double *mass;	/* [n] of the next place's leaf */
	double *mean;	/* [n] the factors fitted so far */
	double *sum;	/* [2 * most bins] */
} Fitting;

static Feature *
feature_of(Fitting *f, int attribute)
{
	for (int i = 0; i < f->nfeatures; i++)
		if (f->feature[i].attribute == attribute)
			return &f->feature[i];
	f->feature[f->nfeatures].attribute = attribute;
	return &f->feature[f->nfeatures++];
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
		}
	if (l->z[at + 1] == NULL)
		return;
	for (int j = 0; j < next->nparents; j++)
		feature_of(f, next->parent[j])->fitted = true;
	if (at + 1 == e->last_target && joint)
		for (int i = 0; i <= at; i++)
			if (e->place[i].atom != NULL)
				feature_of(f, e->place[i].attribute)->fitted = true;
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
		f->weight[k] = p->trace[at].weight[k] > 0.0 ? log(p->trace[at].weight[k]) : -HUGE_VAL;
	for (int j = 0; j < f->nfeatures; j++)
	{
		const Feature *x = &f->feature[j];

		for (int k = 0; k < f->n; k++)
			f->weight[k] += (x->next != NULL ? (double) x->next[x->bin[k]] : 0.0)
							- (x->old != NULL ? (double) x->old[x->bin[k]] : 0.0);
	}
	for (int k = 0; k < f->n; k++)
		highest = f->weight[k] > highest ? f->weight[k] : highest;
	for (int k = 0; k < f->n; k++)
	{
		f->weight[k] = highest > -HUGE_VAL ? exp(f->weight[k] - highest) : 0.0;
		f->mass[k] = synth_tree_look_mass(l, at + 1, p->trace[at + 1].leaf[k],
										  p->trace[at].cell != NULL ? p->trace[at].cell[k] : 0, p->ratio);
	}
}

/*
 * What no particle has tried: for each bin of a feature the mean mass of the
 * next place's leaves that it can lead to, whatever the other attributes are.
 * All bins are led down the tree, both ways where it asks for another one.
 */
static void
look_for_hope(const TreeLook *l, int at, Feature *x)
{
	const TreePlace *next = &l->evidence->place[at + 1];
	const SynthTree *tree = next->tree;
	int nbins = l->nbins[x->attribute];
	const uint16_t *bin = l->bin[x->attribute];
	int width = l->evidence->model->attribute[x->attribute].ncoarse;
	uint16_t *code = synth_alloc_array((size_t) nbins, sizeof(uint16_t)); /* one of each bin */
	uint8_t *in = synth_alloc_array((size_t) nbins * (size_t) (tree->nleaves + 1), sizeof(uint8_t));
	int32_t *pending = synth_alloc_array((size_t) tree->nleaves + 1, sizeof(int32_t));
	double *leaves = synth_alloc_array((size_t) nbins, sizeof(double));
	int depth = 0;

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

		if (node->test < 0)
		{
			double mass = synth_tree_look_mass(l, at + 1, node->left, 0, NULL);

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
		found[x->bin[k]] += f->weight[k] * f->mass[k];
		expected[x->bin[k]] += f->weight[k] * f->mean[k];
	}
	for (int b = 0; b < nbins; b++)
	{
		double some = found[b] < expected[b] ? hit : 0.05 * hit;
		double promise = x->hope != NULL ? x->hope[b] / scale / exp((double) x->phi[b]) : 1.0;
		double step = log((found[b] + some * (promise > 1e-6 ? promise : 1e-6)) / (expected[b] + some));

		if (step + (double) x->phi[b] > LOOK_STEEPEST)
			step = LOOK_STEEPEST - (double) x->phi[b];
		if (step + (double) x->phi[b] < -LOOK_STEEPEST)
			step = -LOOK_STEEPEST - (double) x->phi[b];
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
		double most = -HUGE_VAL;
		double least = HUGE_VAL;

		for (int b = 0; b < l->nbins[x->attribute]; b++)
		{
			if (x->next != NULL)
				x->phi[b] += x->next[b];
			most = (double) x->phi[b] > most ? (double) x->phi[b] : most;
			least = (double) x->phi[b] < least ? (double) x->phi[b] : least;
		}
		synth_release(x->bin);
		synth_release(x->hope);
		/* too flat to be worth its evaluation */
		if (!x->fitted || most - least < 0.02)
		{
			psi->base += x->fitted ? least : 0.0;
			synth_release(x->phi);
			continue;
		}
		psi->term[psi->nterms].attribute = x->attribute;
		psi->term[psi->nterms].phi = x->phi;
		if (x->attribute == l->evidence->place[at].attribute)
			psi->own = x->phi;
		psi->nterms++;
	}
	for (int t = 0; t < old.nterms; t++)
		synth_release(old.term[t].phi);
	synth_release(old.term);
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

	choose_features(l, at, p->ratio != NULL, f);
	collect(l, at, p, f);
	for (int k = 0; k < f->n; k++)
	{
		double y = f->weight[k] * f->mass[k];

		found += y;
		square += y * y;
		expected += f->weight[k];
	}
	if (found > 0.0 && l->z[at + 1] != NULL)
	{
		scale = found / expected;
		base += log(scale);
		for (int k = 0; k < f->n; k++)
			f->mean[k] = scale;
		for (int j = 0; j < f->nfeatures; j++)
			if (l->evidence->place[at + 1].tree != NULL && l->nbins[f->feature[j].attribute] <= LOOK_MOST_HOPE
				&& asks(&l->evidence->place[at + 1], f->feature[j].attribute))
				look_for_hope(l, at, &f->feature[j]);
		for (int pass = 0; pass < LOOK_PASSES; pass++)
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
	f.mass = synth_alloc_array((size_t) p->n, sizeof(double));
	f.mean = synth_alloc_array((size_t) p->n, sizeof(double));
	f.sum = synth_alloc_array(2 * (size_t) most, sizeof(double));
	for (int at = e->nplaces - 2; at >= 0; at--)
		fit_place(l, at, p, &f);
	synth_release(f.feature);
	synth_release(f.weight);
	synth_release(f.mass);
	synth_release(f.mean);
	synth_release(f.sum);
}
