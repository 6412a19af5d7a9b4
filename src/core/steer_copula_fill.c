/*-------------------------------------------------------------------------
 *
 * steer_copula_fill.c
 *	  Blocks of rows of a steered copula.
 *
 * Rows are dealt to the cells of the targets, the wanted scores of each cell
 * are drawn truncated and put into rows at random, and the rest follows from
 * the triangular product.  The others' codes come from the cut points one by
 * one: what their shares should be is not known under a condition, so they
 * cannot be dealt.
 *
 *-------------------------------------------------------------------------
 */
#include "steer_copula_parts.h"

#include <string.h>

#include "linalg.h"
#include "sampler_parts.h"

typedef struct CopulaFill
{
	const SynthSteerCopula *t;
	SynthNormal normal;
	double *batch; /* [d][SYNTH_COPULA_BATCH] */
	int room;
	double *z;		/* [nwanted][room] scores of the wanted, in rows of the block */
	uint16_t *cell; /* [room] */
	uint32_t *row;	/* [room] a random order */
} CopulaFill;

/* scores of the wanted attributes of all rows, in random rows, and their codes */
static void
draw_wanted(CopulaFill *f, SynthStream *st, int nrows, uint16_t **code)
{
	const SynthSteerCopula *t = f->t;
	size_t nw = (size_t) t->nwanted;
	double *drawn = synth_alloc_array(nw * (size_t) nrows, sizeof(double));
	int end;

	if (t->ncells > 1)
		synth_deal_cumulated(t->cumulated, t->ncells, nrows, st, f->cell);
	else
		memset(f->cell, 0, (size_t) nrows * sizeof(uint16_t));
	for (int r = 0; r < nrows; r++)
		f->row[r] = (uint32_t) r;
	for (int r = nrows - 1; r > 0; r--)
	{
		uint32_t k = (uint32_t) synth_stream_below(st, (uint64_t) r + 1);
		uint32_t other = f->row[r];

		f->row[r] = f->row[k];
		f->row[k] = other;
	}
	for (int r = 0; r < nrows; r = end)
	{
		for (end = r + 1; end < nrows && f->cell[end] == f->cell[r]; end++)
			;
		synth_copula_truncated(t, t->set[f->cell[r]], end - r, st, drawn + r, nrows);
	}
	for (size_t i = 0; i < nw; i++)
	{
		const SynthLatent *l = &t->latent[t->wanted[i].attribute];
		uint16_t *to = code[t->wanted[i].attribute];

		for (int r = 0; r < nrows; r++)
		{
			double z = drawn[i * (size_t) nrows + (size_t) r];

			f->z[i * (size_t) f->room + f->row[r]] = z;
			to[f->row[r]] = l->order[synth_latent_position(l, z)];
		}
	}
	synth_release(drawn);
}

/* one batch: what the wanted scores are made of, then everything that follows from it */
static void
draw_rest(CopulaFill *f, SynthStream *st, int first, int n, uint16_t **code)
{
	const SynthSteerCopula *t = f->t;

	for (int i = 0; i < t->nwanted; i++)
	{
		const double *line = t->factor + (size_t) i * (size_t) t->d;
		double *e = f->batch + (size_t) i * SYNTH_COPULA_BATCH;

		memcpy(e, f->z + (size_t) i * (size_t) f->room + first, (size_t) n * sizeof(double));
		for (int j = 0; j < i; j++)
		{
			const double *before = f->batch + (size_t) j * SYNTH_COPULA_BATCH;

			for (int r = 0; r < n; r++)
				e[r] -= line[j] * before[r];
		}
		for (int r = 0; r < n; r++)
			e[r] /= line[i];
	}
	for (int i = t->nwanted; i < t->d; i++)
		synth_normal_fill(&f->normal, st, f->batch + (size_t) i * SYNTH_COPULA_BATCH, n);
	synth_triangle_multiply(t->factor, t->d, f->batch, n, SYNTH_COPULA_BATCH);
	for (int i = t->nwanted; i < t->d; i++)
	{
		const SynthLatent *l = &t->latent[t->order[i]];
		const double *z = f->batch + (size_t) i * SYNTH_COPULA_BATCH;
		uint16_t *to = code[t->order[i]] + first;

		for (int r = 0; r < n; r++)
			to[r] = l->order[synth_latent_position(l, z[r])];
	}
}

static void
fill_steered(SynthSampler *s, uint64_t seed, uint64_t block, int nrows)
{
	CopulaFill *f = s->own;
	SynthStream st;

	if (f->room < nrows)
	{
		synth_release(f->z);
		synth_release(f->cell);
		synth_release(f->row);
		f->room = s->room;
		f->z = synth_alloc_array((size_t) f->t->nwanted * (size_t) f->room, sizeof(double));
		f->cell = synth_alloc_array((size_t) f->room, sizeof(uint16_t));
		f->row = synth_alloc_array((size_t) f->room, sizeof(uint32_t));
	}
	synth_stream_init(&st, seed, block, SYNTH_STREAM_JOINT);
	draw_wanted(f, &st, nrows, s->code);
	for (int first = 0; first < nrows; first += SYNTH_COPULA_BATCH)
	{
		synth_poll();
		draw_rest(f, &st, first, nrows - first < SYNTH_COPULA_BATCH ? nrows - first : SYNTH_COPULA_BATCH, s->code);
	}
	for (int i = 0; i < s->nattributes; i++)
	{
		synth_stream_init(&st, seed, block, (uint64_t) i);
		synth_sampler_values(s, i, &st, nrows);
		synth_poll();
	}
}

SynthSampler *
synth_steer_copula_sampler(const SynthSteerCopula *t)
{
	SynthSampler *s = synth_sampler_within(t->m, t->request->nregions, t->request->region);
	CopulaFill *f = synth_alloc(sizeof(CopulaFill));

	f->t = t;
	synth_normal_init(&f->normal);
	f->batch = synth_alloc_array((size_t) t->d * SYNTH_COPULA_BATCH, sizeof(double));
	s->own = f;
	s->fill = fill_steered;
	return s;
}
