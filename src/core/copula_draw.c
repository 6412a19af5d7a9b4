/*-------------------------------------------------------------------------
 *
 * copula_draw.c
 *	  Codes of a block of rows from a copula model.
 *
 * Independent normal variables, a batch of rows at a time, are multiplied by
 * the Cholesky factor of the correlations.  In a block of many rows each
 * attribute's rows are then sorted by their scores and get codes dealt by the
 * probabilities (deal.c): one-way tables are met to within a row, and only the
 * dependence is random.  A few rows say too little by their ranks (the rank
 * correlation of n rows is off by about 3/n of its difference from Kendall's),
 * so they go through the cut points one by one.
 *
 * The scores of a whole block are held as 16-bit keys, in the place of the
 * codes to come: equally likely intervals of the score, so that of 16,384 rows
 * one in nine shares its key with another; ties keep the order of rows.
 *
 * The same block gives the same rows on one machine; another machine's BLAS may
 * sum in another order, and scores that lie within its rounding may then swap.
 *
 *-------------------------------------------------------------------------
 */
#include "copula_parts.h"

#include <math.h>
#include <string.h>

#include "linalg.h"
#include "sampler_plan.h"

/* blocks of fewer rows do not deal */
#define DEALT_ROWS 512

/* table of 65536 * P[Z <= x] at -RANGE, .., RANGE */
#define RANK_RANGE 4.5
#define RANK_STEPS 4096

/*
 * Prepares drawing from a copula model, which must have passed
 * synth_model_check() and must outlive it.  Correlations that are not positive
 * definite are SYNTH_ERR_CORRUPT; memory grows with the square of the
 * attributes (80 kB for 100, 20 MB for 1600, and as much again for the batch).
 */
SynthCopulaDraw *
synth_copula_open(const SynthModel *m)
{
	SynthCopulaDraw *d = synth_alloc(sizeof(SynthCopulaDraw));
	size_t n = (size_t) m->nattributes;

	synth_size_check(synth_size_mul(synth_size_mul(n, n + SYNTH_COPULA_BATCH), sizeof(double)));
	d->d = m->nattributes;
	d->latent = synth_copula_latents(m);
	d->factor = synth_alloc_array(n * n + 1, sizeof(double));
	synth_copula_matrix(m, d->factor);
	synth_poll();
	if (n > 0 && !synth_cholesky(d->factor, d->d))
		synth_fail(SYNTH_ERR_CORRUPT, "the correlations of a copula are not positive definite");
	d->z = synth_alloc_array(n * SYNTH_COPULA_BATCH + 1, sizeof(double));
	synth_normal_init(&d->normal);
	d->rank = synth_alloc_array(RANK_STEPS + 1, sizeof(double));
	for (int i = 0; i <= RANK_STEPS; i++)
		d->rank[i] = 65536 * synth_normal_cdf(RANK_RANGE * (2.0 * i / RANK_STEPS - 1));
	d->sorted = synth_alloc_array(SYNTH_BLOCK_ROWS, sizeof(uint32_t));
	d->scratch = synth_alloc_array(SYNTH_BLOCK_ROWS, sizeof(uint32_t));
	d->dealt = synth_alloc_array(SYNTH_BLOCK_ROWS, sizeof(uint16_t));
	return d;
}

/* linear between the points of the table: rising, and that is all that is asked of it */
void
synth_copula_keys(const SynthCopulaDraw *d, const double *score, int n, uint16_t *key)
{
	for (int r = 0; r < n; r++)
	{
		double at = (score[r] + RANK_RANGE) * (RANK_STEPS / (2 * RANK_RANGE));
		double rank;
		int i;

		/* NaN cannot be: the factor is finite */
		at = at > 0 ? at : 0;
		at = at < RANK_STEPS - 1e-6 ? at : RANK_STEPS - 1e-6;
		i = (int) at;
		rank = d->rank[i] + (at - i) * (d->rank[i + 1] - d->rank[i]);
		key[r] = (uint16_t) (rank < 65535 ? (int) rank : 65535);
	}
}

/* rows by rising key: (key << 16 | row) by two passes of a byte, the key's low one first */
static const uint32_t *
sort_rows(SynthCopulaDraw *d, const uint16_t *key, int nrows)
{
	uint32_t start[2][257] = {{0}};

	for (int r = 0; r < nrows; r++)
	{
		start[0][(key[r] & 0xFF) + 1]++;
		start[1][(key[r] >> 8) + 1]++;
	}
	for (int b = 0; b < 256; b++)
	{
		start[0][b + 1] += start[0][b];
		start[1][b + 1] += start[1][b];
	}
	for (int r = 0; r < nrows; r++)
		d->scratch[start[0][key[r] & 0xFF]++] = (uint32_t) key[r] << 16 | (uint32_t) r;
	for (int r = 0; r < nrows; r++)
		d->sorted[start[1][d->scratch[r] >> 24]++] = d->scratch[r];
	return d->sorted;
}

void
synth_copula_deal(SynthCopulaDraw *d, const SynthLatent *l, const double *cumulated, SynthStream *st, int nrows,
				  uint16_t *code)
{
	const uint32_t *sorted = sort_rows(d, code, nrows);

	synth_deal_cumulated(cumulated, l->ncodes, nrows, st, d->dealt);
	for (int r = 0; r < nrows; r++)
		code[sorted[r] & 0xFFFF] = l->order[d->dealt[r]];
}

/*
 * Coarse codes of nrows (1 to SYNTH_BLOCK_ROWS) rows, code[a][row] for every
 * attribute; the stream is the block's own.
 */
void
synth_copula_block(SynthCopulaDraw *d, SynthStream *st, int nrows, uint16_t **code)
{
	bool dealt = nrows >= DEALT_ROWS;

	for (int first = 0; first < nrows; first += SYNTH_COPULA_BATCH)
	{
		int n = nrows - first < SYNTH_COPULA_BATCH ? nrows - first : SYNTH_COPULA_BATCH;

		synth_poll();
		for (int a = 0; a < d->d; a++)
			synth_normal_fill(&d->normal, st, d->z + (size_t) a * SYNTH_COPULA_BATCH, n);
		synth_triangle_multiply(d->factor, d->d, d->z, n, SYNTH_COPULA_BATCH);
		for (int a = 0; a < d->d; a++)
		{
			const double *score = d->z + (size_t) a * SYNTH_COPULA_BATCH;
			const SynthLatent *l = &d->latent[a];

			if (dealt)
				synth_copula_keys(d, score, n, code[a] + first);
			else
				for (int r = 0; r < n; r++)
					code[a][first + r] = l->order[synth_latent_position(l, score[r])];
		}
	}
	for (int a = 0; a < d->d && dealt; a++)
		synth_copula_deal(d, &d->latent[a], d->latent[a].cumulated, st, nrows, code[a]);
}
