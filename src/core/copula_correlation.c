/*-------------------------------------------------------------------------
 *
 * copula_correlation.c
 *	  The nearest correlation matrix.
 *
 * Correlations that were estimated pair by pair, from noisy sums or corrected
 * for ties, need not fit together.  Higham's alternating projections with
 * Dykstra's correction (Higham 2002) find the nearest matrix in the Frobenius
 * norm that has ones on its diagonal and no eigenvalue below a floor; what is
 * left after the last round is repaired by raising the eigenvalues once more
 * and scaling the diagonal back.
 *
 * Limits: an eigenvalue decomposition takes about a second at 1000 columns and
 * cannot be interrupted.  With more columns than that, or than half of the
 * memory can hold seven matrices of, the matrix is drawn towards the identity
 * instead, just as far as it takes, which needs Cholesky factorisations alone
 * and costs some accuracy.
 *
 *-------------------------------------------------------------------------
 */
#include "copula_scores.h"

#include <math.h>
#include <string.h>

#include "linalg.h"

#define FLOOR 1e-4
#define MOST_ROUNDS 40
/* floating-point operations of all rounds together: seconds */
#define MOST_WORK 4e10
#define TOLERANCE 1e-5
#define EIGEN_MOST 1000
#define SHRINK_STEPS 20

typedef struct Space
{
	size_t d;
	double *vectors; /* [d * d] */
	double *scaled;	 /* [d * d] */
	double *value;	 /* [d] */
	double *work;
	int *iwork;
} Space;

/* positive definite even when its smallest eigenvalue is lowered by the floor? */
static bool
definite(const double *r, int d, double weight, double *scratch)
{
	size_t n = (size_t) d;

	for (size_t i = 0; i < n; i++)
	{
		for (size_t j = 0; j < i; j++)
			scratch[i * n + j] = weight * r[i * n + j];
		scratch[i * n + i] = 1 - FLOOR;
	}
	synth_poll();
	return synth_cholesky(scratch, d);
}

/* out := y with its eigenvalues raised to the floor */
static void
raise_eigenvalues(Space *s, const double *y, double *out)
{
	size_t d = s->d;

	memcpy(s->vectors, y, d * d * sizeof(double));
	synth_poll();
	if (!synth_eigen(s->vectors, (int) d, s->value, s->work, s->iwork))
		synth_fail(SYNTH_ERR_INTERNAL, "the eigenvalues of the correlations did not converge");
	synth_poll();
	/* sum over k of value_k v_k v_k': columns of the transposed vectors, scaled by the root */
	for (size_t k = 0; k < d; k++)
	{
		double root = sqrt(fmax(s->value[k], FLOOR));

		for (size_t i = 0; i < d; i++)
			s->scaled[i * d + k] = root * s->vectors[k * d + i];
	}
	memset(out, 0, d * d * sizeof(double));
	synth_gram_add(s->scaled, (int) d, (int) d, (int) d, out);
	for (size_t i = 0; i < d; i++)
	{
		for (size_t j = 0; j < i; j++)
			out[j * d + i] = out[i * d + j];
	}
}

static void
alternate(double *r, int columns)
{
	size_t d = (size_t) columns;
	Space s = {d, NULL, NULL, NULL, NULL, NULL};
	double *y = synth_alloc_array(d * d, sizeof(double));
	double *correction = synth_alloc_array(d * d, sizeof(double));
	double *x = synth_alloc_array(d * d, sizeof(double));
	int rounds = (int) (MOST_WORK / (20.0 * (double) d * (double) d * (double) d));

	s.vectors = synth_alloc_array(d * d, sizeof(double));
	s.scaled = synth_alloc_array(d * d, sizeof(double));
	s.value = synth_alloc_array(d, sizeof(double));
	s.work = synth_alloc_array(synth_eigen_work(columns), sizeof(double));
	s.iwork = synth_alloc_array(3 + 5 * d, sizeof(int));
	memcpy(y, r, d * d * sizeof(double));
	rounds = rounds < 2 ? 2 : rounds > MOST_ROUNDS ? MOST_ROUNDS : rounds;
	for (int round = 0; round < rounds; round++)
	{
		double moved = 0;

		for (size_t i = 0; i < d * d; i++)
			y[i] -= correction[i];
		raise_eigenvalues(&s, y, x);
		for (size_t i = 0; i < d * d; i++)
			correction[i] = x[i] - y[i];
		for (size_t i = 0; i < d; i++)
		{
			moved = fmax(moved, fabs(x[i * d + i] - 1));
			x[i * d + i] = 1;
		}
		memcpy(y, x, d * d * sizeof(double));
		if (moved < TOLERANCE)
			break;
	}
	/* the unit diagonal has cost a little definiteness */
	raise_eigenvalues(&s, y, x);
	for (size_t i = 0; i < d; i++)
	{
		for (size_t j = 0; j < d; j++)
			r[i * d + j] = i == j ? 1 : x[i * d + j] / sqrt(x[i * d + i] * x[j * d + j]);
	}
	synth_release(y);
	synth_release(correction);
	synth_release(x);
	synth_release(s.vectors);
	synth_release(s.scaled);
	synth_release(s.value);
	synth_release(s.work);
	synth_release(s.iwork);
}

/* the least step towards the identity that makes r positive definite, to 2^-20 */
static void
shrink(double *r, int d, double *scratch)
{
	size_t n = (size_t) d;
	double low = 0;
	double high = 1;

	for (int i = 0; i < SHRINK_STEPS; i++)
	{
		double middle = (low + high) / 2;

		if (definite(r, d, 1 - middle, scratch))
			high = middle;
		else
			low = middle;
	}
	for (size_t i = 0; i < n; i++)
	{
		for (size_t j = 0; j < n; j++)
			r[i * n + j] *= i == j ? 1 : 1 - high;
	}
}

void
synth_correlation_nearest(double *r, int d)
{
	double *scratch = synth_alloc_array((size_t) d * (size_t) d + 1, sizeof(double));
	bool fits = d == 0 || definite(r, d, 1, scratch);

	bool small = d <= EIGEN_MOST
				 && synth_size_mul((size_t) d * (size_t) d, 7 * sizeof(double)) <= synth_env.memory_limit / 2;

	if (!fits && !small)
		shrink(r, d, scratch);
	synth_release(scratch);
	if (!fits && small)
		alternate(r, d);
}
