/*-------------------------------------------------------------------------
 *
 * copula_scores.h
 *	  Normal scores of codes, and from the covariance of two columns' scores
 *	  to the correlation of the normal variables behind them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_COPULA_SCORES_H
#define SYNTH_COPULA_SCORES_H

#include "model.h"

/* terms of the expansion in Hermite polynomials */
#define SYNTH_HERMITE 24

/* no correlation is further from 0 than this */
#define SYNTH_CORRELATION_MOST 0.9995

/*
 * Score of each code: the mean of a standard normal variable within the code's
 * interval.  p[ncodes] sums to 1, order[] holds the codes from low to high.
 * Codes without mass get the quantile where they would be, within +-4.
 */
extern void synth_scores_of(const double *p, const uint16_t *order, int ncodes, double *score);
/* expansion of z -> score of its code: coefficient[1 .. SYNTH_HERMITE] on normalised Hermite polynomials */
extern void synth_scores_expand(const double *p, const uint16_t *order, int ncodes, const double *score,
								double *coefficient);
/* the correlation of two normal variables whose scores, expanded as above, have this covariance */
extern double synth_scores_correlation(const double *a, const double *b, double covariance);

/*
 * The nearest correlation matrix: r[d * d], symmetric with ones on its diagonal,
 * becomes positive definite with eigenvalues of 1e-4 or more.
 */
extern void synth_correlation_nearest(double *r, int d);

#endif /* SYNTH_COPULA_SCORES_H */
