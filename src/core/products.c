/*-------------------------------------------------------------------------
 *
 * products.c
 *	  Sums of products of scores over rows: exact, in integers, each row
 *	  clipped by itself.
 *
 * Sensitivity.  A row with scores q adds the vector of q_i q_j, i > j, whose
 * squared length is
 *
 *		sum_{i > j} q_i^2 q_j^2  =  (S^2 - sum q_i^4) / 2,	S = sum q_i^2,
 *
 * and by Cauchy and Schwarz sum q_i^4 >= S^2 / d.  With S <= bound, which is
 * enforced on every row, the length is at most bound * sqrt((1 - 1/d) / 2):
 * that is how far adding or removing a row moves the sums in L2.
 *
 * Exactness.  BLAS sums doubles in an order of its own.  Every product is an
 * integer of at most 2^20, and at most 2^30 rows are summed before the sums are
 * moved to 64-bit integers: all partial sums, in whatever order and grouping,
 * are integers of at most 2^50, which a double holds exactly, with fused
 * multiplication or without.  So the result does not depend on the order of
 * rows, which a floating-point sum would (see counts.c).
 *
 * Sums by code: a row adds its scores to one line of each of g tables, the line
 * of its code there.  The squared length of that is g S <= g bound.
 *
 *-------------------------------------------------------------------------
 */
#include "counts.h"

#include <math.h>

#include "linalg.h"
#include "mutate.h"

#define BATCH_ROWS 1024
#define EXACT_ROWS (INT64_C(1) << 30)

struct SynthProducts
{
	int d;
	int64_t bound;		 /* of the sum of squares of a row */
	SynthTrueCount rows; /* for the limit alone */
	int64_t pending;	 /* rows that are in gram and not yet in sum */
	double *batch;		 /* [d][BATCH_ROWS] */
	double *gram;		 /* [d * d] lower triangle */
	SynthTrueCount *sum; /* [d * (d - 1) / 2] */
};

size_t
synth_products_bytes(int d)
{
	size_t n = (size_t) d;

	return synth_size_mul(synth_size_mul(n, n + n / 2 + BATCH_ROWS), sizeof(double));
}

/* Zero rows. */
SynthProducts *
synth_products_new(int d, int64_t bound)
{
	SynthProducts *p = synth_alloc(sizeof(SynthProducts));

	if (d < 2 || bound < 1 || bound > (int64_t) d * SYNTH_SCORE_LIMIT * SYNTH_SCORE_LIMIT)
		synth_fail(SYNTH_ERR_INTERNAL, "the bound of a row's scores is out of range");
	synth_size_check(synth_products_bytes(d));
	p->d = d;
	p->bound = bound;
	p->batch = synth_alloc_array((size_t) d * BATCH_ROWS, sizeof(double));
	p->gram = synth_alloc_array((size_t) d * (size_t) d, sizeof(double));
	p->sum = synth_alloc_array((size_t) d * (size_t) (d - 1) / 2, sizeof(SynthTrueCount));
	return p;
}

/* floor of the square root */
static int64_t
floor_sqrt(int64_t x)
{
	int64_t r = (int64_t) sqrt((double) x);

	while (r * r > x)
		r--;
	while ((r + 1) * (r + 1) <= x)
		r++;
	return r;
}

int64_t
synth_products_sensitivity(int d, int64_t bound)
{
	/* bound^2 (d - 1) / (2 d), rounded up; bound < 2^31 for as many columns as a table can have */
	uint64_t square = (uint64_t) bound * (uint64_t) bound / 2;
	uint64_t most = square - square / (uint64_t) d + 1;

	return floor_sqrt((int64_t) most) + 1;
}

/*
 * Shrinks a row whose squares sum to more than the bound.  With f =
 * floor(2^16 sqrt(bound / squares)), |q| f / 2^16 rounded towards 0 is at
 * most |q| sqrt(bound / squares), so the new squares sum to the bound at most,
 * in integers throughout.
 */
static void
shrink_row(int d, int64_t bound, int64_t squares, double *q)
{
	/* bound < squares <= d * 2^20 < 2^31 */
	int64_t f = floor_sqrt((bound << 32) / squares);

	for (int a = 0; a < d; a++)
	{
		int64_t x = (int64_t) q[(size_t) a * BATCH_ROWS];

		x = x < 0 ? -(-x * f >> 16) : x * f >> 16;
		q[(size_t) a * BATCH_ROWS] = (double) x;
	}
}

/* moves the sums from doubles, where they are exact, to integers */
static void
settle(SynthProducts *p)
{
	for (int i = 1; i < p->d; i++)
	{
		double *line = p->gram + (size_t) i * (size_t) p->d;
		SynthTrueCount *sum = p->sum + (size_t) i * (size_t) (i - 1) / 2;

		for (int j = 0; j < i; j++)
		{
			sum[j].secret += (int64_t) line[j];
			line[j] = 0;
		}
	}
	p->pending = 0;
}

/* scores of up to BATCH_ROWS rows into the batch, clipped: out[column * BATCH_ROWS + row] */
static void
clip_rows(int d, int64_t bound, int16_t *const *score, int first, int n, double *out)
{
	int64_t squares[BATCH_ROWS] = {0};

	for (int a = 0; a < d; a++)
	{
		const int16_t *from = score[a] + first;
		double *to = out + (size_t) a * BATCH_ROWS;

		for (int r = 0; r < n; r++)
		{
			int q = from[r];

			q = q > SYNTH_SCORE_LIMIT ? SYNTH_SCORE_LIMIT : q;
			q = q < -SYNTH_SCORE_LIMIT ? -SYNTH_SCORE_LIMIT : q;
			squares[r] += (int64_t) q * q;
			to[r] = q;
		}
	}
	for (int r = 0; r < n; r++)
	{
		if (squares[r] > bound && !SYNTH_BUG(PRODUCTS_UNCLIPPED))
			shrink_row(d, bound, squares[r], out + r);
	}
}

static void
count_rows(SynthTrueCount *rows, int nrows)
{
	if (nrows < 0)
		synth_fail(SYNTH_ERR_INTERNAL, "a block has a negative number of rows");
	if (rows->secret > SYNTH_MAX_ROWS - nrows)
		synth_fail(SYNTH_ERR_PARAMETER, "the source has too many rows");
	rows->secret += nrows;
}

void
synth_products_add(SynthProducts *p, int16_t *const *score, int nrows)
{
	if (p->batch == NULL)
		synth_fail(SYNTH_ERR_INTERNAL, "rows cannot be added to these sums");
	count_rows(&p->rows, nrows);
	for (int first = 0; first < nrows; first += BATCH_ROWS)
	{
		int n = nrows - first < BATCH_ROWS ? nrows - first : BATCH_ROWS;

		synth_poll();
		clip_rows(p->d, p->bound, score, first, n, p->batch);
		synth_gram_add(p->batch, p->d, n, BATCH_ROWS, p->gram);
		p->pending += n;
		if (p->pending > EXACT_ROWS - BATCH_ROWS)
			settle(p);
	}
}

const SynthTrueCount *
synth_products_close(SynthProducts *p)
{
	settle(p);
	synth_release(p->batch);
	synth_release(p->gram);
	p->batch = p->gram = NULL;
	return p->sum;
}

struct SynthCodeSums
{
	int d;
	int ngroups;
	int64_t bound;
	SynthTrueCount rows;
	int *ncodes; /* [ngroups] */
	double *batch;
	size_t n;
	size_t *start;		 /* [ngroups] first sum of each */
	SynthTrueCount *sum; /* [n] */
};

/*
 * Zero rows; ncodes[ngroups] codes of each column of codes.  Sums of a score
 * are below 2^10 * 2^40.
 */
SynthCodeSums *
synth_code_sums_new(int d, int64_t bound, int ngroups, const int *ncodes)
{
	SynthCodeSums *s = synth_alloc(sizeof(SynthCodeSums));

	if (d < 1 || ngroups < 1 || bound < 1 || bound > (int64_t) d * SYNTH_SCORE_LIMIT * SYNTH_SCORE_LIMIT)
		synth_fail(SYNTH_ERR_INTERNAL, "the bound of a row's scores is out of range");
	s->d = d;
	s->ngroups = ngroups;
	s->bound = bound;
	s->ncodes = synth_alloc_array((size_t) ngroups, sizeof(int));
	s->start = synth_alloc_array((size_t) ngroups, sizeof(size_t));
	for (int g = 0; g < ngroups; g++)
	{
		s->ncodes[g] = ncodes[g];
		s->start[g] = s->n;
		s->n = synth_size_add(s->n, synth_size_mul((size_t) ncodes[g], (size_t) d));
	}
	synth_size_check(synth_size_mul(synth_size_add(s->n, (size_t) d * BATCH_ROWS), sizeof(double)));
	s->batch = synth_alloc_array((size_t) d * BATCH_ROWS, sizeof(double));
	s->sum = synth_alloc_array(s->n, sizeof(SynthTrueCount));
	return s;
}

void
synth_code_sums_add(SynthCodeSums *s, uint16_t *const *code, int16_t *const *score, int nrows)
{
	count_rows(&s->rows, nrows);
	for (int first = 0; first < nrows; first += BATCH_ROWS)
	{
		int n = nrows - first < BATCH_ROWS ? nrows - first : BATCH_ROWS;

		synth_poll();
		clip_rows(s->d, s->bound, score, first, n, s->batch);
		for (int g = 0; g < s->ngroups; g++)
		{
			SynthTrueCount *sum = s->sum + s->start[g];

			for (int r = 0; r < n; r++)
			{
				if (code[g][first + r] >= s->ncodes[g])
					synth_fail(SYNTH_ERR_INTERNAL, "a code lies outside its domain");
			}
			for (int a = 0; a < s->d; a++)
			{
				const double *q = s->batch + (size_t) a * BATCH_ROWS;

				for (int r = 0; r < n; r++)
					sum[(size_t) code[g][first + r] * (size_t) s->d + (size_t) a].secret += (int64_t) q[r];
			}
		}
	}
}

const SynthTrueCount *
synth_code_sums(const SynthCodeSums *s, size_t *n)
{
	*n = s->n;
	return s->sum;
}

int64_t
synth_code_sums_sensitivity(int ngroups, int64_t bound)
{
	return floor_sqrt((int64_t) ngroups * bound) + 1;
}
