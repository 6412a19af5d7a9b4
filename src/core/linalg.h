/*-------------------------------------------------------------------------
 *
 * linalg.h
 *	  The only door to GSL and OpenBLAS.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_LINALG_H
#define SYNTH_LINALG_H

#include "env.h"

/*
 * Once per process: GSL reports errors by return code instead of calling
 * abort(), and OpenBLAS starts no threads (a server backend must stay single
 * threaded).
 */
extern void synth_linalg_init(void);

/*
 * Pearson correlations of d columns of n rows, x[row * d + column], row-major
 * and without NaN; out[d * d].  A constant column correlates 0 with others and
 * 1 with itself.  x is centred and scaled in place.
 */
extern void synth_correlation_matrix(double *x, int64_t n, int d, double *out);

/* P[X >= x] of a chi-square variable with df degrees of freedom (gsl_cdf_chisq_Q) */
extern double synth_chisq_tail(double x, double df);

/* P[Z <= x] of a standard normal variable, and its inverse for 0 <= p <= 1 (infinite at the ends) */
extern double synth_normal_cdf(double x);
extern double synth_normal_quantile(double p);

/*
 * Matrices are row-major, a[i * d + j].  None of these allocates or polls; d
 * up to 2000 takes less than a second on one core, except synth_eigen(), which
 * takes that long at 1000.
 */

/* lower triangle of gram += x x', x[i * stride + k] with d rows of n numbers (BLAS dsyrk) */
extern void synth_gram_add(const double *x, int d, int n, int stride, double *gram);
/* a = L L' in place of its lower triangle, zeros above; false if a is not positive definite (LAPACK dpotrf) */
extern bool synth_cholesky(double *a, int d);
/* z := L z, z[i * stride + k] with d rows of n numbers, L from synth_cholesky() (BLAS dtrmm) */
extern void synth_triangle_multiply(const double *l, int d, double *z, int n, int stride);
/*
 * Eigenvalues of the symmetric a (lower triangle), rising, and its eigenvectors
 * in place of a, one a row.  work[synth_eigen_work(d)] and iwork[3 + 5 * d] are
 * scratch.  False if it did not converge (LAPACK dsyevd).
 */
extern size_t synth_eigen_work(int d);
extern bool synth_eigen(double *a, int d, double *value, double *work, int *iwork);

/*
 * Minimum of a function of n variables near x, which is replaced by it, by
 * the simplex method (gsl_multimin nmsimplex2) from steps of the given size,
 * in at most `most` steps; false if the simplex has not shrunk to `tolerance`.
 * GSL allocates here: the function must neither fail nor poll.
 */
extern bool synth_minimise(double (*of)(const double *x, const void *arg), const void *arg, int n, const double *step,
						   int most, double tolerance, double *x);

#endif /* SYNTH_LINALG_H */
