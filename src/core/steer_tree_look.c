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
 * (steer_tree_run.c): a bad psi costs particles, and does not bias what is
 * estimated from them.
 *
 * psi is a product of one factor for each of some attributes, so its factor
 * for the attribute that is drawn next multiplies the leaves of that
 * attribute's tree once and for all, and drawing costs what it did before.
 * How the factors are found: steer_tree_fit.c.
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
		synth_poll();
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

static void
copy_psi(const TreeLook *l, const TreePsi *from, TreePsi *to)
{
	*to = *from;
	to->term = synth_alloc_array((size_t) from->nterms + 1, sizeof(TreeTerm));
	for (int t = 0; t < from->nterms; t++)
	{
		size_t bytes = (size_t) l->nbins[from->term[t].attribute] * sizeof(float);

		to->term[t].attribute = from->term[t].attribute;
		to->term[t].phi = memcpy(synth_alloc(bytes), from->term[t].phi, bytes);
		to->term[t].factor = memcpy(synth_alloc(bytes), from->term[t].factor, bytes);
		if (from->own == from->term[t].factor)
			to->own = to->term[t].factor;
	}
}

void
synth_tree_psi_release(TreePsi *psi)
{
	for (int t = 0; t < psi->nterms; t++)
	{
		synth_release(psi->term[t].phi);
		synth_release(psi->term[t].factor);
	}
	synth_release(psi->term);
}

TreeLook *
synth_tree_look_copy(const TreeLook *l)
{
	int n = l->evidence->nplaces;
	TreeLook *copy = synth_alloc(sizeof(TreeLook));

	*copy = *l;
	copy->psi = synth_alloc_array((size_t) n + 1, sizeof(TreePsi));
	copy->tilted = synth_alloc_array((size_t) n + 1, sizeof(float *));
	copy->z = synth_alloc_array((size_t) n + 1, sizeof(double *));
	for (int i = 0; i < n; i++)
	{
		copy_psi(l, &l->psi[i], &copy->psi[i]);
		synth_tree_look_tilt(copy, i);
	}
	return copy;
}

void
synth_tree_look_release(TreeLook *l)
{
	for (int i = 0; i < l->evidence->nplaces; i++)
	{
		synth_tree_psi_release(&l->psi[i]);
		synth_release(l->tilted[i]);
		synth_release(l->z[i]);
	}
	synth_release(l->psi);
	synth_release(l->tilted);
	synth_release(l->z);
	synth_release(l);
}

void
synth_tree_look_tilt(TreeLook *l, int at)
{
	const TreePlace *place = &l->evidence->place[at];
	const uint16_t *bin = l->bin[place->attribute];
	const float *own = l->psi[at].own;
	bool joint = at == l->evidence->last_target && place->atom != NULL;
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
		factor[x] = own != NULL ? own[bin[x]] : 1.0f;
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
				l->z[at][joint ? (size_t) leaf * (size_t) place->natoms + (size_t) place->atom[x] : (size_t) leaf] +=
					(double) p;
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
	double base = exp(psi->base);

	for (int k = 0; k < n; k++)
		rest[k] = base;
	for (int t = 0; t < psi->nterms; t++)
	{
		const float *factor = psi->term[t].factor;
		const uint16_t *bin = l->bin[psi->term[t].attribute];
		const uint16_t *x = code[psi->term[t].attribute];

		if (factor == psi->own)
			continue;
		for (int k = 0; k < n; k++)
			rest[k] *= (double) factor[bin[x[k]]];
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
			bytes += (size_t) l->nbins[l->psi[i].term[t].attribute] * 2 * sizeof(float);
	}
	return bytes;
}
