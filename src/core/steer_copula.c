/*-------------------------------------------------------------------------
 *
 * steer_copula.c
 *	  Conditions and target shares of copula models.
 *
 * The wanted attributes come first in the order of the Cholesky factor, those
 * that leave least first of all.  Their scores are drawn truncated
 * (steer_copula_draw.c), all others follow by the triangular product from the
 * normal variables that the factor makes of the drawn scores
 * (steer_copula_fill.c): the exact conditional distribution, whatever the
 * probability of the regions.
 *
 * Targets: every cell of the joint table is a condition of its own.  The
 * model's shares of the cells are worked out from a fixed seed, the wanted
 * shares from them (steer_targets.c), and the rows of a block are dealt to the
 * cells, so that shares are met to within a row.
 *
 *-------------------------------------------------------------------------
 */
#include "steer_copula_parts.h"

#include <math.h>
#include <string.h>

#include "linalg.h"

#define PILOT_SEED UINT64_C(0x5EEDC0B1)
#define PILOT_ROWS 16384
/* rows of the pilots of all cells together, and of a cell at least and at most */
#define CELL_WORK 262144
#define CELL_LEAST 32
#define CELL_MOST 4096
/* cells that are worked out one by one */
#define MOST_CELLS 8192

static const SynthRegion *
region_of(const SynthSteering *request, int attribute)
{
	for (int i = 0; i < request->nregions; i++)
	{
		if (request->region[i].attribute == attribute)
			return &request->region[i];
	}
	return NULL;
}

static void
add_wanted(SynthSteerCopula *t, int attribute)
{
	CopulaWanted *w = &t->wanted[t->nwanted++];
	const SynthRegion *region = region_of(t->request, attribute);
	const int16_t *part;

	w->attribute = attribute;
	w->place = t->joint != NULL ? synth_targets_place(t->joint, attribute) : -1;
	w->nsets = w->place >= 0 ? t->joint->nparts[w->place] : 1;
	w->set = synth_alloc_array((size_t) w->nsets, sizeof(CopulaSet));
	part = w->place >= 0 ? t->joint->part[w->place] : NULL;
	for (int i = 0; i < w->nsets; i++)
		synth_copula_set(t->m, &t->latent[attribute], region, part, i, attribute, &w->set[i]);
}

static double
wanted_mass(const CopulaWanted *w)
{
	double mass = 0;

	for (int i = 0; i < w->nsets; i++)
		mass += w->set[i].mass;
	return mass;
}

/* false if an attribute has nothing left by itself: report->attribute */
static bool
find_wanted(SynthSteerCopula *t, SynthSteerReport *report)
{
	t->wanted = synth_alloc_array((size_t) t->d, sizeof(CopulaWanted));
	for (int i = 0; i < t->request->nregions; i++)
		add_wanted(t, t->request->region[i].attribute);
	for (int i = 0; t->joint != NULL && i < t->joint->nattr; i++)
	{
		if (region_of(t->request, t->joint->attribute[i]) == NULL)
			add_wanted(t, t->joint->attribute[i]);
	}
	for (int i = 0; i < t->nwanted; i++)
	{
		if (wanted_mass(&t->wanted[i]) > 0)
			continue;
		report->problem = SYNTH_STEER_NO_MASS;
		report->attribute = t->wanted[i].attribute;
		report->probability = 0;
		return false;
	}
	/* rarest first, by insertion: they are few, and ties keep the order of the request */
	for (int i = 1; i < t->nwanted; i++)
	{
		CopulaWanted w = t->wanted[i];
		int j = i;

		for (; j > 0 && wanted_mass(&t->wanted[j - 1]) > wanted_mass(&w); j--)
			t->wanted[j] = t->wanted[j - 1];
		t->wanted[j] = w;
	}
	return true;
}

/* order of attributes, factor, and the precision of the wanted ones */
static void
find_factor(SynthSteerCopula *t)
{
	size_t d = (size_t) t->d;
	size_t nw = (size_t) t->nwanted;
	double *r;
	double *inverse;
	int n = 0;

	synth_size_check(synth_size_mul(synth_size_mul(d, 2 * d), sizeof(double)));
	r = synth_alloc_array(d * d, sizeof(double));
	t->order = synth_alloc_array(d, sizeof(int));
	t->factor = synth_alloc_array(d * d, sizeof(double));
	for (size_t i = 0; i < nw; i++)
		t->order[n++] = t->wanted[i].attribute;
	for (int a = 0; a < t->d; a++)
	{
		bool wanted = false;

		for (size_t i = 0; i < nw && !wanted; i++)
			wanted = t->wanted[i].attribute == a;
		if (!wanted)
			t->order[n++] = a;
	}
	synth_copula_matrix(t->m, r);
	for (size_t i = 0; i < d; i++)
	{
		for (size_t j = 0; j < d; j++)
			t->factor[i * d + j] = r[(size_t) t->order[i] * d + (size_t) t->order[j]];
	}
	synth_release(r);
	synth_poll();
	if (!synth_cholesky(t->factor, t->d))
		synth_fail(SYNTH_ERR_CORRUPT, "the correlations of a copula are not positive definite");

	/* inverse of the leading triangle by substitution; the precision is its product with itself */
	inverse = synth_alloc_array(nw * nw, sizeof(double));
	t->precision = synth_alloc_array(nw * nw, sizeof(double));
	for (size_t j = 0; j < nw; j++)
	{
		synth_poll();
		for (size_t i = j; i < nw; i++)
		{
			double sum = i == j;

			for (size_t k = j; k < i; k++)
				sum -= t->factor[i * d + k] * inverse[k * nw + j];
			inverse[i * nw + j] = sum / t->factor[i * d + i];
		}
	}
	for (size_t i = 0; i < nw; i++)
	{
		for (size_t j = 0; j < nw; j++)
		{
			for (size_t k = i > j ? i : j; k < nw; k++)
				t->precision[i * nw + j] += inverse[k * nw + i] * inverse[k * nw + j];
		}
	}
	synth_release(inverse);
}

/* set of every wanted attribute in a cell of the joint table */
static int *
sets_of_cell(const SynthSteerCopula *t, size_t cell)
{
	int *set = synth_alloc_array((size_t) t->nwanted, sizeof(int));

	for (int place = t->joint->nattr - 1; place >= 0; place--)
	{
		int digit = (int) (cell % (size_t) t->joint->nparts[place]);

		cell /= (size_t) t->joint->nparts[place];
		for (int i = 0; i < t->nwanted; i++)
		{
			if (t->wanted[i].place == place)
				set[i] = digit;
		}
	}
	return set;
}

/* probability of the sets, its standard error, and the share of rows that resampling leaves apart */
static double
sets_probability(const SynthSteerCopula *t, const int *set, int rows, uint64_t seed, double *error, double *effective)
{
	CopulaParticles *p;
	SynthStream st;
	double mean;
	double squares = 0;

	*error = 0;
	*effective = 1;
	for (int i = 0; i < t->nwanted; i++)
	{
		if (!(t->wanted[i].set[set[i]].mass > 0))
			return 0;
	}
	if (t->nwanted == 1)
		return fmin(t->wanted[0].set[set[0]].mass, 1);
	p = synth_copula_particles_new(t, rows);
	synth_stream_init(&st, PILOT_SEED, seed, 0);
	mean = synth_copula_ghk(t, set, p, rows, &st);
	for (int k = 0; k < rows; k++)
		squares += p->weight[k] * p->weight[k] / rows;
	synth_copula_particles_release(p);
	if (!(mean > 0))
		return 0;
	*error = sqrt(fmax(squares - mean * mean, 0) / (rows - 1));
	*effective = squares > 0 ? mean * mean / squares : 1;
	return fmin(mean, 1);
}

/* share of every cell by the model, given the regions (any scale); more than MOST_CELLS: by counting */
static void
model_shares(const SynthSteerCopula *t, double *p)
{
	int rows = (int) fmin(fmax((double) CELL_WORK / (double) t->joint->ncells, CELL_LEAST), CELL_MOST);
	double error;
	double effective;

	for (size_t cell = 0; cell < t->joint->ncells; cell++)
	{
		int *set = sets_of_cell(t, cell);

		p[cell] = sets_probability(t, set, rows, cell, &error, &effective);
		synth_release(set);
		synth_poll();
	}
}

/* a request without targets: one cell; with them: the cells that get rows */
static bool
find_cells(SynthSteerCopula *t, SynthSteerReport *report)
{
	double *p;
	double *q;
	double sum = 0;

	if (t->joint == NULL)
	{
		t->ncells = 1;
		t->set = synth_alloc(sizeof(int *));
		t->set[0] = synth_alloc_array((size_t) t->nwanted, sizeof(int));
		t->cumulated = synth_alloc(sizeof(double));
		t->cumulated[0] = 1;
		return true;
	}
	if (t->joint->ncells > MOST_CELLS)
	{
		report->problem = SYNTH_STEER_TOO_LARGE;
		report->target = 0;
		return false;
	}
	p = synth_alloc_array(t->joint->ncells, sizeof(double));
	q = synth_alloc_array(t->joint->ncells, sizeof(double));
	model_shares(t, p);
	for (size_t cell = 0; cell < t->joint->ncells; cell++)
		sum += p[cell];
	if (!(sum > 0))
	{
		report->problem = SYNTH_STEER_NO_MASS;
		report->attribute = t->wanted[t->nwanted - 1].attribute;
		return false;
	}
	if (!synth_targets_fit(t->joint, t->request, p, synth_targets_least(t->m, report->probability), q, report))
		return false;
	t->set = synth_alloc_array(t->joint->ncells, sizeof(int *));
	t->cumulated = synth_alloc_array(t->joint->ncells, sizeof(double));
	sum = 0;
	for (size_t cell = 0; cell < t->joint->ncells; cell++)
	{
		if (!(q[cell] > 0))
			continue;
		sum += q[cell];
		t->set[t->ncells] = sets_of_cell(t, cell);
		t->cumulated[t->ncells++] = sum;
	}
	for (int i = 0; i < t->ncells; i++)
		t->cumulated[i] /= sum;
	synth_release(p);
	synth_release(q);
	return true;
}

static SynthSteerCopula *
open_request(const SynthModel *m, const SynthSteering *request, SynthTargetJoint *joint)
{
	SynthSteerCopula *t = synth_alloc(sizeof(SynthSteerCopula));

	t->m = m;
	t->request = request;
	t->d = m->nattributes;
	t->latent = synth_copula_latents(m);
	t->joint = joint;
	return t;
}

double
synth_steer_copula_probability(const SynthModel *m, const SynthSteering *request, double *error)
{
	SynthSteering regions = {request->nregions, request->region, 0, NULL};
	SynthSteerCopula *t = open_request(m, &regions, NULL);
	SynthSteerReport report;
	double effective;
	double p;

	*error = 0;
	if (request->nregions == 0)
		return 1;
	if (!find_wanted(t, &report))
		return 0;
	find_factor(t);
	if (!find_cells(t, &report))
		return 0;
	p = sets_probability(t, t->set[0], PILOT_ROWS, 0, error, &effective);
	synth_release(t->factor);
	return p;
}

/* few sweeps where resampling has little to do, more where it copies a lot */
static int
sweeps_for(const SynthSteerCopula *t, double effective)
{
	if (t->nwanted == 1)
		return 0;
	return effective > 0.8 ? 1 : effective > 0.4 ? 3 : effective > 0.1 ? 8 : 20;
}

SynthSteerCopula *
synth_steer_copula(const SynthModel *m, const SynthSteering *request, SynthSteerReport *report)
{
	SynthTargetJoint *joint = NULL;
	SynthSteerCopula *t;

	if (request->ntargets > 0)
	{
		joint = synth_targets_joint(m, request, report);
		if (joint == NULL)
			return NULL;
	}
	report->probability = synth_steer_copula_probability(m, request, &report->error);
	t = open_request(m, request, joint);
	if (!find_wanted(t, report))
		return NULL;
	find_factor(t);
	if (!(report->probability > 0))
	{
		report->problem = SYNTH_STEER_NO_MASS;
		report->attribute = t->wanted[t->nwanted - 1].attribute;
		return NULL;
	}
	if (!find_cells(t, report))
		return NULL;
	/* the heaviest cell stands for the others */
	{
		int heaviest = 0;
		double error;

		for (int i = 1; i < t->ncells; i++)
		{
			if (t->cumulated[i] - t->cumulated[i - 1]
				> t->cumulated[heaviest] - (heaviest > 0 ? t->cumulated[heaviest - 1] : 0))
				heaviest = i;
		}
		sets_probability(t, t->set[heaviest], CELL_MOST, (uint64_t) heaviest, &error, &report->effective);
	}
	t->sweeps = sweeps_for(t, report->effective);
	return t;
}

/* scores of the wanted, twice, and particles beside them */
size_t
synth_steer_copula_bytes(const SynthSteerCopula *t)
{
	return synth_size_mul(synth_size_mul((size_t) t->nwanted * 3 + 2, SYNTH_BLOCK_ROWS), sizeof(double));
}
