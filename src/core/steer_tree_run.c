/*-------------------------------------------------------------------------
 *
 * steer_tree_run.c
 *	  A run of particles through the places of a tree model, towards evidence.
 *
 * Particles stand for the first attributes of rows.  After a place they follow
 *
 *		P(x_1 .. x_i) * shares(x_1 .. x_i) * psi(x_1 .. x_i)
 *
 * in proportion to their weights.  At the next place each falls into a leaf;
 * all that the leaf can lead to, in terms of the next psi, by what psi has
 * promised so far is the factor of its weight.  That is known before its code
 * is drawn, so resampling comes first: particles that share their past still
 * get codes of their own.  (Pitt and Shephard 1999, fully adapted.)  Codes are
 * dealt within a leaf by systematic sampling, as in any sample, then shuffled.
 *
 * Whatever psi is, the product of the mean factors is an unbiased estimate of
 * the mass of the evidence, and the weighted particles are consistent.
 *
 *-------------------------------------------------------------------------
 */
#include "sampler_parts.h"
#include "steer_tree_parts.h"

#include <math.h>
#include <string.h>

#define RUN_RESAMPLE 0.6 /* effective share of the particles below which they are resampled */

/* ---------------------------------------------------------------- memory */

static int
most_leaves(const TreeEvidence *e)
{
	int most = 1;

	for (int i = 0; i < e->nplaces; i++)
		most = e->place[i].nleaves > most ? e->place[i].nleaves : most;
	return most;
}

size_t
synth_tree_particles_bytes(const TreeEvidence *e, int room)
{
	size_t row = synth_size_add(synth_size_mul((size_t) e->nplaces, sizeof(uint16_t)),
								4 * sizeof(double) + 6 * sizeof(int32_t) + sizeof(uint16_t));

	return synth_size_add(synth_size_mul(row, (size_t) room), (size_t) most_leaves(e) * sizeof(uint32_t));
}

size_t
synth_tree_trace_bytes(const TreeEvidence *e)
{
	return (size_t) e->nplaces * (2 * sizeof(uint16_t) + 3 * sizeof(int32_t) + sizeof(double)) + 100;
}

TreeParticles *
synth_tree_particles_new(const TreeEvidence *e, int room, bool traced)
{
	TreeParticles *p = synth_alloc(sizeof(TreeParticles));
	size_t n = (size_t) room;

	synth_size_check(synth_tree_particles_bytes(e, room));
	p->room = room;
	p->code = synth_alloc_array((size_t) e->model->nattributes + 1, sizeof(uint16_t *));
	for (int i = 0; i < e->nplaces; i++)
		p->code[e->place[i].attribute] = synth_alloc_array(n, sizeof(uint16_t));
	p->weight = synth_alloc_array(n, sizeof(double));
	p->psi = synth_alloc_array(n, sizeof(double));
	p->rest = synth_alloc_array(n, sizeof(double));
	p->scratch = synth_alloc_array(n, sizeof(double));
	p->cell = synth_alloc_array(n, sizeof(int32_t));
	p->eve = synth_alloc_array(n, sizeof(int32_t));
	p->leaf = synth_alloc_array(n, sizeof(int32_t));
	p->ancestor = synth_alloc_array(n, sizeof(int32_t));
	p->member = synth_alloc_array(n, sizeof(uint32_t));
	p->aside = synth_alloc_array(n, sizeof(uint32_t));
	p->dealt = synth_alloc_array(n, sizeof(uint16_t));
	p->start = synth_alloc_array((size_t) most_leaves(e) + 1, sizeof(uint32_t));
	if (traced)
	{
		p->trace = synth_alloc_array((size_t) e->nplaces + 1, sizeof(TreeTrace));
		for (int i = 0; i < e->nplaces; i++)
		{
			p->trace[i].leaf = synth_alloc_array(n, sizeof(int32_t));
			p->trace[i].ancestor = synth_alloc_array(n, sizeof(int32_t));
			p->trace[i].code = synth_alloc_array(n, sizeof(uint16_t));
			p->trace[i].weight = synth_alloc_array(n, sizeof(double));
			if (e->last_target >= 0)
				p->trace[i].cell = synth_alloc_array(n, sizeof(int32_t));
		}
	}
	return p;
}

void
synth_tree_particles_release(TreeParticles *p, const TreeEvidence *e)
{
	for (int i = 0; i < e->nplaces; i++)
		synth_release(p->code[e->place[i].attribute]);
	for (int i = 0; i < e->nplaces && p->trace != NULL; i++)
	{
		synth_release(p->trace[i].leaf);
		synth_release(p->trace[i].ancestor);
		synth_release(p->trace[i].code);
		synth_release(p->trace[i].weight);
		synth_release(p->trace[i].cell);
	}
	synth_release(p->trace);
	synth_release(p->code);
	synth_release(p->weight);
	synth_release(p->psi);
	synth_release(p->rest);
	synth_release(p->scratch);
	synth_release(p->cell);
	synth_release(p->eve);
	synth_release(p->leaf);
	synth_release(p->ancestor);
	synth_release(p->member);
	synth_release(p->aside);
	synth_release(p->dealt);
	synth_release(p->start);
	synth_release(p);
}

/* ---------------------------------------------------------------- resampling */

bool
synth_tree_resample(const double *weight, int n, int m, SynthStream *st, int32_t *picked)
{
	double u = synth_stream_unit(st);
	double total = 0.0;
	double done = 0.0;
	int last = -1;
	int at = 0;

	for (int k = 0; k < n; k++)
		total += weight[k];
	if (!(total > 0.0))
		return false;
	for (int k = 0; k < n && at < m; k++)
	{
		if (weight[k] <= 0.0)
			continue;
		last = k;
		done += weight[k] / total * (double) m;
		while (at < m && (double) at + u < done)
			picked[at++] = k;
	}
	while (at < m)
		picked[at++] = last;
	return true;
}

/*
 * Scales the weights so that the largest is 1, which goes to logmass; returns
 * their effective share, 0 if there is none.
 */
static double
scale_weights(TreeParticles *p)
{
	double highest = 0.0;
	double sum = 0.0;
	double square = 0.0;
	double scale;

	for (int k = 0; k < p->n; k++)
		highest = p->weight[k] > highest ? p->weight[k] : highest;
	if (!(highest > 0.0))
		return 0.0;
	scale = 1.0 / highest;
	for (int k = 0; k < p->n; k++)
	{
		double w = p->weight[k] * scale;

		p->weight[k] = w;
		sum += w;
		square += w * w;
	}
	p->logmass -= log(scale);
	return sum * sum / square / p->n;
}

static void
move32(int32_t *x, const int32_t *from, int n, int32_t *scratch)
{
	for (int k = 0; k < n; k++)
		scratch[k] = x[from[k]];
	memcpy(x, scratch, (size_t) n * sizeof(int32_t));
}

/* all that a particle carries, places before `at`, follows its ancestor */
static void
follow(const TreeEvidence *e, TreeParticles *p, int at)
{
	for (int i = 0; i < at; i++)
	{
		uint16_t *x = p->code[e->place[i].attribute];

		for (int k = 0; k < p->n; k++)
			p->dealt[k] = x[p->ancestor[k]];
		memcpy(x, p->dealt, (size_t) p->n * sizeof(uint16_t));
	}
	move32(p->leaf, p->ancestor, p->n, (int32_t *) p->aside);
	move32(p->cell, p->ancestor, p->n, (int32_t *) p->aside);
	move32(p->eve, p->ancestor, p->n, (int32_t *) p->aside);
	for (int k = 0; k < p->n; k++)
		p->scratch[k] = p->rest[p->ancestor[k]];
	memcpy(p->rest, p->scratch, (size_t) p->n * sizeof(double));
	for (int k = 0; k < p->n; k++)
		p->weight[k] = 1.0;
}

/* ---------------------------------------------------------------- drawing */

/* one code of a leaf, atoms weighted by the ratios of the cell */
static uint16_t
draw_joint(const TreeLook *l, int at, int leaf, int cell, const double *ratio, SynthStream *st)
{
	const TreePlace *place = &l->evidence->place[at];
	double u = synth_stream_unit(st) * synth_tree_look_mass(l, at, leaf, cell, ratio);
	uint16_t last = place->code[place->first[leaf]];

	for (int i = place->first[leaf]; i < place->first[leaf + 1]; i++)
	{
		uint16_t x = place->code[i];
		double w;

		if (l->tilted[at][i] <= 0.0f)
			continue;
		w = (double) l->tilted[at][i] * ratio[(size_t) cell + (size_t) place->atom[x] * place->stride_cell];
		if (w <= 0.0)
			continue;
		last = x;
		u -= w;
		if (u < 0.0)
			break;
	}
	return last;
}

/* n codes of a leaf, in the order of its entries */
static void
deal_leaf(const TreeLook *l, int at, int leaf, int n, SynthStream *st, uint16_t *dealt)
{
	const TreePlace *place = &l->evidence->place[at];
	const float *p = l->tilted[at] != NULL ? l->tilted[at] : place->p;
	double scale = (double) n / (l->z[at] != NULL ? synth_tree_look_mass(l, at, leaf, 0, NULL) : 1.0);
	double u = synth_stream_unit(st);
	double cumulated = 0.0;
	int last = place->first[leaf];
	int done = 0;

	for (int i = place->first[leaf]; i < place->first[leaf + 1] && done < n; i++)
	{
		if (p[i] <= 0.0f)
			continue;
		last = i;
		cumulated += (double) p[i] * scale;
		while (done < n && (double) done + u < cumulated)
			dealt[done++] = place->code[i];
	}
	while (done < n)
		dealt[done++] = place->code[last];
}

static void
draw_codes(const TreeLook *l, TreeParticles *p, int at, SynthStream *st)
{
	const TreePlace *place = &l->evidence->place[at];
	uint16_t *code = p->code[place->attribute];
	uint32_t sum = 0;

	if (at == l->evidence->last_target && p->ratio != NULL)
	{
		for (int k = 0; k < p->n; k++)
			code[k] = draw_joint(l, at, p->leaf[k], p->cell[k], p->ratio, st);
		return;
	}
	/* counting sort by leaf */
	memset(p->start, 0, ((size_t) place->nleaves + 1) * sizeof(uint32_t));
	for (int k = 0; k < p->n; k++)
		p->start[p->leaf[k]]++;
	for (int leaf = 0; leaf < place->nleaves; leaf++)
	{
		uint32_t n = p->start[leaf];

		p->start[leaf] = sum;
		sum += n;
	}
	for (int k = 0; k < p->n; k++)
		p->member[p->start[p->leaf[k]]++] = (uint32_t) k;
	for (int leaf = 0; leaf < place->nleaves; leaf++)
	{
		uint32_t from = leaf > 0 ? p->start[leaf - 1] : 0;
		const uint32_t *member = p->member + from;
		int n = (int) (p->start[leaf] - from);

		if (n == 0)
			continue;
		deal_leaf(l, at, leaf, n, st, p->dealt);
		for (int j = n - 1; j >= 0; j--)
		{
			int k = j > 0 ? (int) synth_stream_below(st, (uint64_t) j + 1) : 0;

			code[member[j]] = p->dealt[k];
			p->dealt[k] = p->dealt[j];
		}
	}
}

/* ---------------------------------------------------------------- the run */

static void
keep_trace(const TreeLook *l, TreeParticles *p, int at)
{
	TreeTrace *t = &p->trace[at];
	size_t n = (size_t) p->n;

	memcpy(t->code, p->code[l->evidence->place[at].attribute], n * sizeof(uint16_t));
	if (t->cell != NULL)
		memcpy(t->cell, p->cell, n * sizeof(int32_t));
	memcpy(t->weight, p->weight, n * sizeof(double));
}

void
synth_tree_stream(SynthStream *st, uint64_t seed, uint64_t block, int round, int place)
{
	synth_stream_init(st, seed, block, SYNTH_STREAM_JOINT + ((uint64_t) (round + 1) << 20) + (uint64_t) (place + 1));
}

bool
synth_tree_run(const TreeLook *l, TreeParticles *p, int n, uint64_t seed, uint64_t block, int round)
{
	const TreeEvidence *e = l->evidence;
	SynthStream pick;
	double sum = 0.0;

	synth_tree_stream(&pick, seed, block, round, -1);
	p->n = n;
	p->logmass = 0.0;
	p->dead = -1;
	for (int k = 0; k < n; k++)
	{
		p->weight[k] = p->psi[k] = 1.0;
		p->cell[k] = 0;
		p->eve[k] = k;
	}
	for (int i = 0; i < e->nplaces; i++)
	{
		const TreePlace *place = &e->place[i];
		const float *own = l->psi[i].own;
		uint16_t *code = p->code[place->attribute];
		double effective;
		SynthStream st;

		synth_tree_stream(&st, seed, block, round, i);
		synth_tree_leaves(place, p->code, n, p->member, p->aside, p->leaf);
		synth_tree_look_rest(l, i, p->code, n, p->rest);
		if (l->z[i] != NULL && i != e->last_target)
			for (int k = 0; k < n; k++)
				p->weight[k] *= l->z[i][p->leaf[k]] * p->rest[k] / p->psi[k];
		else
			for (int k = 0; k < n; k++)
				p->weight[k] *= synth_tree_look_mass(l, i, p->leaf[k], p->cell[k], p->ratio) * p->rest[k] / p->psi[k];
		if (p->trace != NULL)
			memcpy(p->trace[i].leaf, p->leaf, (size_t) n * sizeof(int32_t));
		effective = scale_weights(p);
		if (effective <= 0.0)
		{
			p->dead = i;
			return false;
		}
		for (int k = 0; k < n; k++)
			p->ancestor[k] = k;
		if (effective < RUN_RESAMPLE)
		{
			double all = 0.0;

			for (int k = 0; k < n; k++)
				all += p->weight[k];
			p->logmass += log(all / n);
			synth_tree_resample(p->weight, n, n, &pick, p->ancestor);
			follow(e, p, i);
		}
		if (p->trace != NULL)
			memcpy(p->trace[i].ancestor, p->ancestor, (size_t) n * sizeof(int32_t));
		draw_codes(l, p, i, &st);
		for (int k = 0; k < n; k++)
			p->psi[k] = p->rest[k] * (own != NULL ? (double) own[l->bin[place->attribute][code[k]]] : 1.0);
		if (place->atom != NULL)
			for (int k = 0; k < n; k++)
				if (place->atom[code[k]] > 0)
					p->cell[k] += (int32_t) ((size_t) place->atom[code[k]] * place->stride_cell);
		if (p->trace != NULL)
			keep_trace(l, p, i);
		synth_poll();
	}
	for (int k = 0; k < n; k++)
		sum += p->weight[k];
	p->logmass += log(sum / n);
	return true;
}
