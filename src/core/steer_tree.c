/*-------------------------------------------------------------------------
 *
 * steer_tree.c
 *	  Conditions and target shares of tree models.
 *
 * Preparing a request costs some runs of particles with fixed seeds: a few to
 * learn the look-ahead (steer_tree_look.c), a few more to measure what it is
 * worth, how probable the regions are, and how the model's rows fall into the
 * cells of the targets.  With targets, cells are then weighted by what is
 * wanted of them over what the model gives, and the look-ahead learns that
 * too.
 *
 * Limits: what no pilot of PILOT_MOST_ROWS particles finds is reported as
 * without mass.  A way to the evidence that is rare, and that shows in no
 * single attribute but in a combination of them, may be missed by all pilots;
 * then its share is missing from the probability and from the rows.  Steering
 * that leaves fewer than LEAST_EFFECTIVE independent rows of the pilots, or
 * less than LEAST_SHARE of a block, is refused.
 *
 *-------------------------------------------------------------------------
 */
#include "steer_tree.h"

#include "steer_tree_parts.h"

#include <math.h>
#include <string.h>

#define PILOT_SEED UINT64_C(0x5EED0FAE)
#define PILOT_ROWS 4096 /* of the first run; later ones double it */
#define PILOT_MOST_ROWS 65536
#define LEARN_ROUNDS 4
#define ENOUGH_WORTH 0.9
#define NEW_MASS 0.7 /* logarithm of twice the mass */
#define MEASURE_RUNS 8
#define MEASURE_ROWS 2048
#define WELL_SEEN 20.0 /* particles, from which on a cell is known well enough */
#define MOST_VISITED 4096
#define LEAST_EFFECTIVE 100.0
#define LEAST_SHARE 0.02
#define MOST_OVER 6		  /* particles a row, at most */
#define KEEP_OF_A_CELL 16 /* rows that preparing remembers, at most */

/* what the pilots of a request say */
typedef struct Pilot
{
	uint64_t runs; /* so far: names their streams */
	double mass;
	double error;
	double effective;
	double *cells; /* [ncells] mass by cell, sums to 1 */
} Pilot;

/* ---------------------------------------------------------------- preparing */

static void
keep_row(SynthSteerTree *t, const TreeParticles *p, int k)
{
	const TreeEvidence *e = t->evidence;
	int cell = p->cell[k];

	if (t->count[cell] >= KEEP_OF_A_CELL)
		return;
	if (t->nkept == t->room)
	{
		int room = t->room > 0 ? 2 * t->room : 64;
		uint16_t *kept = synth_alloc_array((size_t) room, synth_size_mul((size_t) e->nplaces, sizeof(uint16_t)));
		int32_t *next = synth_alloc_array((size_t) room, sizeof(int32_t));

		if (t->room > 0)
		{
			memcpy(kept, t->kept, (size_t) t->room * (size_t) e->nplaces * sizeof(uint16_t));
			memcpy(next, t->next, (size_t) t->room * sizeof(int32_t));
		}
		synth_release(t->kept);
		synth_release(t->next);
		t->kept = kept;
		t->next = next;
		t->room = room;
	}
	for (int i = 0; i < e->nplaces; i++)
		t->kept[(size_t) t->nkept * (size_t) e->nplaces + (size_t) i] = p->code[e->place[i].attribute][k];
	t->next[t->nkept] = t->head[cell];
	t->head[cell] = t->nkept++;
	t->count[cell]++;
}

/* a run under a look-ahead: what it is worth, and the mass it found (logarithm) */
typedef struct Trial
{
	double worth;
	double logmass;
} Trial;

static Trial
try_look(SynthSteerTree *t, const TreeLook *l, TreeParticles *p, int rows, Pilot *pilot)
{
	Trial trial = {0.0, -HUGE_VAL};

	p->ratio = t->ratio;
	if (synth_tree_run(l, p, rows, PILOT_SEED, pilot->runs++, 0))
	{
		TreeWorth *worth = synth_tree_worth_new(t->evidence);

		synth_tree_worth_add(worth, p);
		trial.worth = synth_tree_worth(worth);
		trial.logmass = p->logmass;
		synth_tree_worth_release(worth);
	}
	return trial;
}

/*
 * Learns to look ahead: runs and fits until particles are worth most of as
 * many independent rows.  The best look-ahead is kept: one that finds much
 * more mass has seen what others missed, else the one whose particles are
 * worth more.  False if no particle got through; *dead is the place where the
 * last ones were lost.
 */
static bool
learn(SynthSteerTree *t, Pilot *pilot, int *dead)
{
	const TreeEvidence *e = t->evidence;
	size_t row = synth_tree_trace_bytes(e);
	/* a wide model leaves room for fewer */
	int allowed = synth_env.memory_limit / 2 / row < PILOT_MOST_ROWS ? (int) (synth_env.memory_limit / 2 / row)
																	 : PILOT_MOST_ROWS;
	int rows = PILOT_ROWS < allowed ? PILOT_ROWS : allowed;
	bool first = true;
	TreeParticles *p = synth_tree_particles_new(e, rows, true);
	TreeLook *look = t->look;
	TreeLook *best = NULL;
	Trial most = {0.0, -HUGE_VAL};

	for (int round = 0; round < LEARN_ROUNDS; round++)
	{
		Trial trial = try_look(t, look, p, rows, pilot);

		if (trial.worth <= 0.0)
		{
			/* none got through: more of them, from what did better */
			*dead = p->dead;
			if (rows >= allowed)
				break;
			rows = rows < allowed / 4 ? rows * 4 : allowed;
			synth_tree_particles_release(p, e);
			p = synth_tree_particles_new(e, rows, true);
			if (best != NULL)
			{
				synth_tree_look_release(look);
				look = synth_tree_look_copy(best);
				try_look(t, look, p, rows, pilot);
			}
			else
			{
				round--;
				continue;
			}
		}
		else if (best == NULL || trial.logmass > most.logmass + NEW_MASS
				 || (trial.logmass > most.logmass - NEW_MASS && trial.worth > 0.7 * most.worth))
		{
			if (best != NULL)
				synth_tree_look_release(best);
			best = synth_tree_look_copy(look);
			most = trial;
		}
		/* the first run has seen only what is frequent: the fit knows more from the trees */
		if ((round > 0 && trial.worth > ENOUGH_WORTH) || round == LEARN_ROUNDS - 1)
			break;
		if (p->dead < 0)
			synth_tree_look_fit(look, p);
		if (first && 2 * rows <= allowed)
		{
			rows *= 2;
			first = false;
			synth_tree_particles_release(p, e);
			p = synth_tree_particles_new(e, rows, true);
		}
	}
	synth_tree_particles_release(p, e);
	synth_tree_look_release(look);
	t->look = best;
	return best != NULL;
}

/* several runs of equal size: mass with its standard error, worth, cells, and rows to keep */
static bool
measure(SynthSteerTree *t, Pilot *pilot, int *dead)
{
	const TreeEvidence *e = t->evidence;
	TreeParticles *p = synth_tree_particles_new(e, MEASURE_ROWS, false);
	int32_t *picked = synth_alloc_array(MEASURE_ROWS, sizeof(int32_t));
	double mass[MEASURE_RUNS];
	double mean = 0.0;
	double square = 0.0;
	double highest = -HUGE_VAL;
	double all = 0.0;
	TreeWorth *worth = synth_tree_worth_new(e);

	memset(pilot->cells, 0, e->ncells * sizeof(double));
	for (int run = 0; run < MEASURE_RUNS; run++)
	{
		SynthStream st;
		double total = 0.0;

		p->ratio = t->ratio;
		mass[run] = -HUGE_VAL;
		synth_tree_run(t->look, p, MEASURE_ROWS, PILOT_SEED, pilot->runs++, 0);
		synth_tree_worth_add(worth, p);
		if (p->dead >= 0)
		{
			*dead = p->dead;
			continue;
		}
		mass[run] = p->logmass;
		highest = p->logmass > highest ? p->logmass : highest;
		for (int k = 0; k < p->n; k++)
			total += p->weight[k];
		for (int k = 0; k < p->n; k++)
		{
			if (p->weight[k] <= 0.0)
				continue;
			/* a particle of a run with ratios counts for what the model alone gives it */
			pilot->cells[p->cell[k]] += p->weight[k] / total / (t->ratio != NULL ? t->ratio[p->cell[k]] : 1.0);
			if (t->count[p->cell[k]] == 0)
				keep_row(t, p, k);
		}
		synth_tree_stream(&st, PILOT_SEED, pilot->runs++, 0, -1);
		if (synth_tree_resample(p->weight, p->n, p->n, &st, picked))
			for (int k = 0; k < p->n; k++)
				keep_row(t, p, picked[k]);
	}
	pilot->effective = synth_tree_worth(worth);
	synth_tree_worth_release(worth);
	synth_tree_particles_release(p, e);
	synth_release(picked);
	if (!(highest > -HUGE_VAL))
		return false;
	for (size_t c = 0; c < e->ncells; c++)
		all += pilot->cells[c];
	for (size_t c = 0; c < e->ncells; c++)
		pilot->cells[c] /= all;
	for (int run = 0; run < MEASURE_RUNS; run++)
	{
		double w = exp(mass[run] - highest);

		mean += w / MEASURE_RUNS;
		square += w * w / MEASURE_RUNS;
	}
	pilot->mass = mean * exp(highest);
	pilot->error = sqrt(fmax(square - mean * mean, 0.0) / (MEASURE_RUNS - 1)) * exp(highest);
	return true;
}

/*
 * Pilots that follow the model say little of rare cells, and rare cells are
 * what targets are about.  If there are any, another pilot visits all cells
 * about equally often, and those without a particle so far as if they had had
 * half of one.
 */
static void
visit_rare_cells(SynthSteerTree *t, Pilot *pilot)
{
	const TreeEvidence *e = t->evidence;
	double particle = 1.0 / (MEASURE_RUNS * MEASURE_ROWS * pilot->effective);
	double *common = synth_alloc_array(e->ncells, sizeof(double));
	TreeLook *look;
	bool rare = false;
	int dead;

	for (size_t c = 0; c < e->ncells; c++)
		rare |= pilot->cells[c] < WELL_SEEN * particle;
	if (!rare || e->ncells > MOST_VISITED)
		return;
	t->ratio = synth_alloc_array(e->ncells, sizeof(double));
	for (size_t c = 0; c < e->ncells; c++)
	{
		common[c] = pilot->cells[c];
		t->ratio[c] = 1.0 / fmax(pilot->cells[c], particle / 2.0);
	}
	look = synth_tree_look_copy(t->look);
	if (!learn(t, pilot, &dead) || !measure(t, pilot, &dead))
	{
		/* back to what is known */
		memcpy(pilot->cells, common, e->ncells * sizeof(double));
		t->look = look;
	}
	else
		synth_tree_look_release(look);
	synth_release(t->ratio);
	synth_release(common);
	t->ratio = NULL;
}

/* weights of the cells, from what is wanted and what the model gives */
static bool
weigh_cells(SynthSteerTree *t, const Pilot *pilot, double mass, SynthSteerReport *report)
{
	const TreeEvidence *e = t->evidence;
	double *q = synth_alloc_array(e->ncells, sizeof(double));

	if (!synth_targets_fit(e->joint, t->request, pilot->cells, synth_targets_least(t->model, mass), q, report))
		return false;
	t->wanted = q;
	t->ratio = synth_alloc_array(e->ncells, sizeof(double));
	for (size_t c = 0; c < e->ncells; c++)
		t->ratio[c] = q[c] > 0.0 ? q[c] / pilot->cells[c] : 0.0;
	return true;
}

static bool
no_mass(const TreeEvidence *e, int dead, SynthSteerReport *report)
{
	report->problem = SYNTH_STEER_NO_MASS;
	report->attribute = e->place[dead].attribute;
	report->probability = 0.0;
	return false;
}

static bool
prepare(SynthSteerTree *t, Pilot *pilot, bool probability_only, SynthSteerReport *report)
{
	TreeEvidence *e = t->evidence;
	double rows;
	int dead = 0;

	t->head = synth_alloc_array(e->ncells, sizeof(int32_t));
	t->count = synth_alloc_array(e->ncells, sizeof(int32_t));
	pilot->cells = synth_alloc_array(e->ncells, sizeof(double));
	for (size_t c = 0; c < e->ncells; c++)
		t->head[c] = -1;
	t->look = synth_tree_look_new(e);
	if (!learn(t, pilot, &dead) || !measure(t, pilot, &dead))
		return no_mass(e, dead, report);
	report->probability = pilot->mass < 1.0 ? pilot->mass : 1.0;
	report->error = pilot->error;
	if (probability_only)
		return true;
	/* what has no part in a target is left out too, but not by a region */
	if (e->joint != NULL && t->request->nregions == 0)
	{
		report->probability = 1.0;
		report->error = 0.0;
	}
	else if (e->joint != NULL)
		report->probability = synth_steer_tree_probability(t->model, t->request, &report->error);
	if (e->joint != NULL)
	{
		double mass = pilot->mass;

		visit_rare_cells(t, pilot);
		if (!weigh_cells(t, pilot, mass, report))
			return false;
		if (!learn(t, pilot, &dead) || !measure(t, pilot, &dead))
			return no_mass(e, dead, report);
	}
	/* more particles than rows where particles are worth little; choosing among them costs a part of that again */
	t->over = pilot->effective > 1.0 / MOST_OVER ? (int) floor(1.0 / pilot->effective + 0.5) : MOST_OVER;
	rows = (double) t->over;
	report->effective = 1.0 / (1.0 / (rows * pilot->effective) + 1.0 - 1.0 / rows);
	if (report->effective < LEAST_SHARE || pilot->effective * MEASURE_RUNS * MEASURE_ROWS < LEAST_EFFECTIVE)
	{
		report->problem = SYNTH_STEER_TOO_RARE;
		return false;
	}
	return true;
}

static SynthSteerTree *
steer(const SynthModel *m, const SynthSteering *request, bool probability_only, SynthSteerReport *report)
{
	SynthSteerTree *t = synth_alloc(sizeof(SynthSteerTree));
	Pilot pilot = {0};

	report->problem = SYNTH_STEER_FINE;
	report->attribute = report->target = report->part = -1;
	report->probability = report->effective = 1.0;
	report->error = 0.0;
	t->model = m;
	t->request = request;
	t->over = 1;
	t->evidence = synth_tree_evidence(m, request, report);
	if (t->evidence == NULL)
	{
		if (report->problem == SYNTH_STEER_NO_MASS)
			report->probability = 0.0;
		return NULL;
	}
	if (t->evidence->nplaces > 0 && !prepare(t, &pilot, probability_only, report))
		return NULL;
	return t;
}

SynthSteerTree *
synth_steer_tree(const SynthModel *m, const SynthSteering *request, SynthSteerReport *report)
{
	return steer(m, request, false, report);
}

double
synth_steer_tree_probability(const SynthModel *m, const SynthSteering *request, double *error)
{
	SynthSteering regions = *request;
	SynthSteerReport report;

	regions.ntargets = 0;
	steer(m, &regions, true, &report);
	*error = report.error;
	return report.problem == SYNTH_STEER_NO_MASS ? 0.0 : report.probability;
}

size_t
synth_steer_tree_bytes(const SynthSteerTree *t)
{
	const TreeEvidence *e = t->evidence;
	size_t bytes;

	if (e->nplaces == 0)
		return 0;
	bytes = synth_tree_particles_bytes(e, t->over * SYNTH_BLOCK_ROWS);
	bytes = synth_size_add(bytes, synth_tree_look_bytes(t->look));
	bytes = synth_size_add(bytes, (size_t) t->room * ((size_t) e->nplaces * sizeof(uint16_t) + sizeof(int32_t)));
	return synth_size_add(bytes, synth_size_mul(e->ncells, 5 * sizeof(double)));
}
