/*-------------------------------------------------------------------------
 *
 * linalg.c
 *	  The only file that includes GSL and OpenBLAS.
 *
 * Both libraries have process-wide manners that do not fit a database
 * server: GSL's default error handler calls abort(), and OpenBLAS may run
 * its own threads.  Both are switched off before anything else is done.
 * Neither library allocates here, but for the minimiser, which nothing can
 * leave but by its end: all other memory is the caller's or the core's,
 * so nothing can leak through an error.
 *
 *-------------------------------------------------------------------------
 */
#include "linalg.h"

#include <cblas.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
/*
 * GSL's minimisers bring declarations of BLAS that contradict OpenBLAS's own;
 * those of cblas.h, which was included before, serve it as well.
 */
#define __GSL_CBLAS_H__ /* NOLINT(bugprone-reserved-identifier): it is theirs */
#include <gsl/gsl_multimin.h>
#include <math.h>

/* the two of LAPACK that are used; OpenBLAS holds them, and its headers vary in where */
extern void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info);
extern void dsyevd_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w,
					double *work, const int *lwork, int *iwork, const int *liwork, int *info);

/* rows of one rank-k update: short enough to poll, long enough for BLAS */
#define BLOCK_ROWS 4096

void
synth_linalg_init(void)
{
	gsl_set_error_handler_off();
	openblas_set_num_threads(1);
}

void
synth_correlation_matrix(double *x, int64_t n, int d, double *out)
{
	for (int c = 0; c < d; c++)
	{
		double mean = 0.0;
		double square = 0.0;
		double scale;

		synth_poll();
		for (int64_t i = 0; i < n; i++)
			mean += x[i * d + c] / (double) n;
		for (int64_t i = 0; i < n; i++)
		{
			x[i * d + c] -= mean;
			square += x[i * d + c] * x[i * d + c];
		}
		/* what rounding of the mean leaves of a constant column is not variance */
		scale = square > 1e-24 * (double) n * mean * mean && square > 0 ? 1.0 / sqrt(square) : 0.0;
		for (int64_t i = 0; i < n; i++)
			x[i * d + c] *= scale;
	}
	for (int i = 0; i < d * d; i++)
		out[i] = 0.0;
	for (int64_t start = 0; start < n; start += BLOCK_ROWS)
	{
		int rows = (int) (n - start < BLOCK_ROWS ? n - start : BLOCK_ROWS);

		synth_poll();
		cblas_dsyrk(CblasRowMajor, CblasUpper, CblasTrans, d, rows, 1.0, x + start * d, d, 1.0, out, d);
	}
	for (int i = 0; i < d; i++)
	{
		out[i * d + i] = 1.0;
		for (int j = 0; j < i; j++)
			out[i * d + j] = out[j * d + i] = fmax(-1.0, fmin(1.0, out[j * d + i]));
	}
}

double
synth_chisq_tail(double x, double df)
{
	return gsl_cdf_chisq_Q(x, df);
}

double
synth_normal_cdf(double x)
{
	return gsl_cdf_ugaussian_P(x);
}

double
synth_normal_quantile(double p)
{
	if (p <= 0)
		return -HUGE_VAL;
	if (p >= 1)
		return HUGE_VAL;
	return gsl_cdf_ugaussian_Pinv(p);
}

void
synth_gram_add(const double *x, int d, int n, int stride, double *gram)
{
	cblas_dsyrk(CblasRowMajor, CblasLower, CblasNoTrans, d, n, 1.0, x, stride, 1.0, gram, d);
}

/* LAPACK counts columns first: our lower triangle is its upper one */
bool
synth_cholesky(double *a, int d)
{
	int info = 0;

	dpotrf_("U", &d, a, &d, &info);
	for (int i = 0; i < d; i++)
	{
		for (int j = i + 1; j < d; j++)
			a[(size_t) i * (size_t) d + (size_t) j] = 0.0;
	}
	return info == 0;
}

void
synth_triangle_multiply(const double *l, int d, double *z, int n, int stride)
{
	cblas_dtrmm(CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, d, n, 1.0, l, d, z, stride);
}

size_t
synth_eigen_work(int d)
{
	size_t n = (size_t) d;

	return 1 + 6 * n + 2 * n * n;
}

bool
synth_eigen(double *a, int d, double *value, double *work, int *iwork)
{
	int lwork = (int) synth_eigen_work(d);
	int liwork = 3 + 5 * d;
	int info = 0;

	dsyevd_("V", "U", &d, a, &d, value, work, &lwork, iwork, &liwork, &info);
	return info == 0;
}

typedef struct Objective
{
	double (*of)(const double *x, const void *arg);
	const void *arg;
} Objective;

static double
objective_at(const gsl_vector *v, void *p)
{
	const Objective *f = p;

	return f->of(v->data, f->arg);
}

bool
synth_minimise(double (*of)(const double *x, const void *arg), const void *arg, int n, const double *step, int most,
			   double tolerance, double *x)
{
	Objective f = {of, arg};
	gsl_multimin_function function = {objective_at, (size_t) n, &f};
	/* the one thing here that GSL allocates: nothing may leave this function but by its end */
	gsl_multimin_fminimizer *minimiser = gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, (size_t) n);
	gsl_vector_const_view steps = gsl_vector_const_view_array(step, (size_t) n);
	gsl_vector_view start = gsl_vector_view_array(x, (size_t) n);
	int status = GSL_CONTINUE;

	if (minimiser == NULL)
		return false;
	if (gsl_multimin_fminimizer_set(minimiser, &function, &start.vector, &steps.vector) == GSL_SUCCESS)
	{
		for (int i = 0; i < most && status == GSL_CONTINUE; i++)
		{
			if (gsl_multimin_fminimizer_iterate(minimiser) != GSL_SUCCESS)
				break;
			status = gsl_multimin_test_size(gsl_multimin_fminimizer_size(minimiser), tolerance);
		}
		for (int i = 0; i < n; i++)
			x[i] = gsl_vector_get(minimiser->x, (size_t) i);
	}
	gsl_multimin_fminimizer_free(minimiser);
	return status == GSL_SUCCESS;
}
