/*-------------------------------------------------------------------------
 *
 * steer_tree_block.c
 *	  Blocks of a steered tree model.
 *
 * A block is one run of somewhat more particles than rows.  The rows of each
 * cell are drawn from its particles by systematic resampling, as many as its
 * share of the block says to within a row.  Cells that no particle found are
 * run for by themselves, and at last filled from rows that preparing has seen:
 * so a block always ends, and every row meets every region and every share.
 * What comes after the last place that the request speaks of is drawn as in
 * any sample.
 *
 *-------------------------------------------------------------------------
 */
#include "sampler_parts.h"
#include "steer_tree_parts.h"

#include <string.h>

#define LEAST_RUN 256 /* particles of a run at least */
#define MOST_TRIES 4

/* the state of a sampler */
typedef struct Own
{
	const SynthSteerTree *steer;
	TreeParticles *particles; /* grow with the largest run */
	int32_t *place;			  /* [SYNTH_BLOCK_ROWS] where the next row goes: a shuffled order */
	int32_t *quota;			  /* [ncells] rows still wanted */
	double *ratio;			  /* [ncells] of the cells still wanted */
	uint32_t *start;		  /* [ncells + 1] */
	int32_t *picked;		  /* [SYNTH_BLOCK_ROWS] */
} Own;

/* how many rows of the block each cell gets: its share to within one */
static void
deal_quotas(Own *own, int nrows, SynthStream *st)
{
	const SynthSteerTree *t = own->steer;
	size_t ncells = t->evidence->ncells;
	double u = synth_stream_unit(st);
	double cumulated = 0.0;
	size_t last = 0;
	int done = 0;

	memset(own->quota, 0, ncells * sizeof(int32_t));
	for (size_t c = 0; c < ncells; c++)
	{
		double share = t->wanted != NULL ? t->wanted[c] : 1.0;

		if (share <= 0.0)
			continue;
		last = c;
		cumulated += share * nrows;
		while (done < nrows && (double) done + u < cumulated)
		{
			own->quota[c]++;
			done++;
		}
	}
	own->quota[last] += nrows - done;
}

static void
shuffle_places(Own *own, int nrows, SynthStream *st)
{
	for (int r = 0; r < nrows; r++)
		own->place[r] = r;
	for (int r = nrows - 1; r > 0; r--)
	{
		int k = (int) synth_stream_below(st, (uint64_t) r + 1);
		int32_t x = own->place[r];

		own->place[r] = own->place[k];
		own->place[k] = x;
	}
}

/* gives rows the codes of particles, cell by cell; returns how many rows are done now */
static int
take_particles(Own *own, SynthSampler *s, int done, SynthStream *st)
{
	const TreeEvidence *e = own->steer->evidence;
	TreeParticles *p = own->particles;
	uint32_t sum = 0;

	memset(own->start, 0, (e->ncells + 1) * sizeof(uint32_t));
	for (int k = 0; k < p->n; k++)
		own->start[p->cell[k]]++;
	for (size_t c = 0; c < e->ncells; c++)
	{
		uint32_t n = own->start[c];

		own->start[c] = sum;
		sum += n;
	}
	for (int k = 0; k < p->n; k++)
	{
		uint32_t at = own->start[p->cell[k]]++;

		p->member[at] = (uint32_t) k;
		p->scratch[at] = p->weight[k];
	}
	for (size_t c = 0; c < e->ncells; c++)
	{
		uint32_t from = c > 0 ? own->start[c - 1] : 0;
		int n = own->quota[c];

		if (n == 0 || !synth_tree_resample(p->scratch + from, (int) (own->start[c] - from), n, st, own->picked))
			continue;
		own->quota[c] = 0;
		for (int i = 0; i < e->nplaces; i++)
		{
			const uint16_t *x = p->code[e->place[i].attribute];
			uint16_t *code = s->code[e->place[i].attribute];

			for (int j = 0; j < n; j++)
				code[own->place[done + j]] = x[p->member[from + (uint32_t) own->picked[j]]];
		}
		done += n;
	}
	return done;
}

/* rows that no run has found: from those that preparing has seen */
static void
take_kept(Own *own, SynthSampler *s, int done, SynthStream *st)
{
	const SynthSteerTree *t = own->steer;
	const TreeEvidence *e = t->evidence;

	for (size_t c = 0; c < e->ncells; c++)
		for (; own->quota[c] > 0; own->quota[c]--, done++)
		{
			int32_t at = t->head[c];

			if (at < 0)
				synth_fail(SYNTH_ERR_INTERNAL, "a cell with a share has no row");
			for (int k = (int) synth_stream_below(st, (uint64_t) t->count[c]); k > 0; k--)
				at = t->next[at];
			for (int i = 0; i < e->nplaces; i++)
				s->code[e->place[i].attribute][own->place[done]] =
					t->kept[(size_t) at * (size_t) e->nplaces + (size_t) i];
		}
}

/* weights of the cells that still want rows; what they need is `missing` */
static void
weigh_missing(Own *own)
{
	const SynthSteerTree *t = own->steer;

	for (size_t c = 0; c < t->evidence->ncells; c++)
		own->ratio[c] = own->quota[c] > 0 ? t->ratio[c] : 0.0;
}

static void
fill_from_particles(SynthSampler *s, uint64_t seed, uint64_t block, int nrows)
{
	Own *own = s->own;
	const SynthSteerTree *t = own->steer;
	const TreeEvidence *e = t->evidence;
	SynthStream st;
	int done = 0;

	synth_tree_stream(&st, seed, block, MOST_TRIES, -1);
	deal_quotas(own, nrows, &st);
	shuffle_places(own, nrows, &st);
	for (int round = 0; round < MOST_TRIES && done < nrows; round++)
	{
		int n = (nrows - done) * t->over << (round > 0 ? 1 : 0);

		n = n > LEAST_RUN ? n : LEAST_RUN;
		if (own->particles == NULL || own->particles->room < n)
		{
			if (own->particles != NULL)
				synth_tree_particles_release(own->particles, e);
			own->particles = NULL;
			own->particles = synth_tree_particles_new(e, n, false);
		}
		own->particles->ratio = t->ratio;
		if (done > 0)
		{
			weigh_missing(own);
			own->particles->ratio = own->ratio;
		}
		if (synth_tree_run(t->look, own->particles, n, seed, block, round))
			done = take_particles(own, s, done, &st);
	}
	if (done < nrows)
		take_kept(own, s, done, &st);
	for (int i = 0; i < s->nattributes; i++)
	{
		SynthStream own_st;

		synth_stream_init(&own_st, seed, block, (uint64_t) i);
		if (i >= e->nplaces)
			synth_sampler_codes(s, i, &own_st, nrows);
		synth_sampler_values(s, i, &own_st, nrows);
		synth_poll();
	}
}

SynthSampler *
synth_steer_tree_sampler(const SynthSteerTree *t)
{
	SynthSampler *s = synth_sampler_within(t->model, t->request->nregions, t->request->region);
	Own *own;

	/* nothing is asked for: plain rows */
	if (t->evidence->nplaces == 0)
		return s;
	own = synth_alloc(sizeof(Own));
	own->steer = t;
	own->place = synth_alloc_array(SYNTH_BLOCK_ROWS, sizeof(int32_t));
	own->picked = synth_alloc_array(SYNTH_BLOCK_ROWS, sizeof(int32_t));
	own->quota = synth_alloc_array(t->evidence->ncells, sizeof(int32_t));
	own->ratio = synth_alloc_array(t->evidence->ncells, sizeof(double));
	own->start = synth_alloc_array(t->evidence->ncells + 1, sizeof(uint32_t));
	s->own = own;
	s->fill = fill_from_particles;
	return s;
}
