/*-------------------------------------------------------------------------
 *
 * score.h
 *	  How alike two columns or two pairs of columns are, and how strongly two
 *	  columns belong together.
 *
 * Nothing here is private: these are diagnostics for whoever may read the
 * rows.  Formulas and names are SDMetrics' (KSComplement, TVComplement,
 * ContingencySimilarity), with the bins of the REAL column on both sides.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_SCORE_H
#define SYNTH_SCORE_H

#include "env.h"

/* 1 - max |F - G| of two samples; both arrays must be sorted; NaN if one is empty */
extern double synth_score_ks(const int64_t *a, int64_t na, const int64_t *b, int64_t nb);
/* 1 - total variation distance of two histograms of ncells; NaN if one is empty */
extern double synth_score_tv(const int64_t *a, const int64_t *b, int64_t ncells);
/* sorts in place, ascending; polls */
extern void synth_score_sort(int64_t *v, int64_t n);

/* Cramer's V of a rows x cols table, without bias correction; 0 if a side is constant */
extern double synth_cramers_v(const int64_t *table, int rows, int cols);
/* correlation ratio eta of y (not NaN) by group [0, ngroups); 0 if y or the groups are constant */
extern double synth_correlation_ratio(const int32_t *group, const double *y, int64_t n, int ngroups);

/* mean, sample deviation, skewness and excess kurtosis (population moments), two passes */
typedef struct SynthMoments
{
	int64_t n;
	double mean;
	double deviation;
	double skewness;
	double kurtosis;
} SynthMoments;

extern SynthMoments synth_moments(const double *x, int64_t n);

#endif /* SYNTH_SCORE_H */
