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

#endif /* SYNTH_LINALG_H */
