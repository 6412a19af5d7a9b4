/*-------------------------------------------------------------------------
 *
 * denoise.h
 *	  From a noisy histogram to a plausible one: non-negative, with the right
 *	  sum, and no rougher than its noise can tell.  Post-processing only.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_DENOISE_H
#define SYNTH_DENOISE_H

#include "env.h"

/*
 * argmin sum (x - y)^2 / variance over x >= 0, sum x = total: the weighted
 * projection on a simplex.  variance > 0; out may be y.
 */
extern void synth_project_simplex(const double *y, const double *variance, int n, double total, double *out);

/*
 * Brings the counts y[] of cells with edges edge[0..n] nearer to independent
 * counts sum[] of other cells of the same axis, least squares where the two
 * grids share edges.  What lies outside the common range is left alone.
 * variance[] becomes that of the single cells.
 */
extern void synth_reconcile(const int64_t *edge, int n, double *y, double *variance, const int64_t *sum_edge, int nsums,
							const double *sum, double sum_variance);

/*
 * Piecewise constant smoothing of an ordered histogram: adjacent segments are
 * merged, the most alike first, while their means differ by less than
 * sqrt(penalty) standard errors.  variance[] becomes that of the segment means.
 */
extern void synth_smooth(double *y, double *variance, int n, double penalty);

#endif /* SYNTH_DENOISE_H */
