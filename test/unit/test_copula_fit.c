/*-------------------------------------------------------------------------
 *
 * test_copula_fit.c
 *	  From rows to a copula: scores, correlations behind them, the nearest
 *	  correlation matrix, fits with and without noise.
 *
 *-------------------------------------------------------------------------
 */
#include "copula_model.h"
#include "core/copula_scores.h"
#include "core/normal.h"
#include "core/sampler.h"
#include "stats.h"
#include "table.h"

/* scores have mean 0 under their marginal and rise with the order */
UNIT_TEST(scores_are_means_of_their_intervals)
{
	for (int trial = 0; trial < 200; trial++)
	{
		int n = 1 + (int) unit_random_below(30);
		double p[30];
		double score[30];
		uint16_t order[30];
		double sum = 0;
		double mean = 0;

		for (int x = 0; x < n; x++)
			sum += p[x] = unit_random_below(4) == 0 && x > 0 ? 0 : unit_random_unit() + 0.01;
		for (int x = 0; x < n; x++)
		{
			p[x] /= sum;
			order[x] = (uint16_t) (n - 1 - x);
		}
		synth_scores_of(p, order, n, score);
		for (int x = 0; x < n; x++)
		{
			mean += p[x] * score[x];
			CHECK(fabs(score[x]) <= 4);
			CHECK(x == 0 || score[order[x]] >= score[order[x - 1]] - 1e-9);
		}
		CHECK_NEAR(mean, 0, 1e-9);
	}
}

/* the covariance of scores, by brute force over a model's cells, leads back to the correlation */
UNIT_TEST(correlations_behind_scores_are_found)
{
	int size[3] = {2, 5, 60};
	double worst = 0;

	for (int i = -8; i <= 8; i += 2)
	{
		double r = i / 10.0;
		SynthModel *m = copula_model(3, size, r);
		double coefficient[3][SYNTH_HERMITE + 1];
		double score[3][60];
		double p[60];

		for (int a = 0; a < 3; a++)
		{
			for (int x = 0; x < size[a]; x++)
				p[x] = (double) m->conditional[a].p[x];
			synth_scores_of(p, m->copula->order[a], size[a], score[a]);
			synth_scores_expand(p, m->copula->order[a], size[a], score[a], coefficient[a]);
		}
		for (int a = 0; a < 3; a++)
		{
			for (int b = 0; b < a; b++)
			{
				double covariance = 0;

				for (int x = 0; x < size[a]; x++)
				{
					for (int y = 0; y < size[b]; y++)
						covariance += score[a][x] * score[b][y]
									  * copula_model_cell(m, a, x, b, y, copula_model_correlation(m, a, b));
				}
				worst = fmax(worst, fabs(synth_scores_correlation(coefficient[a], coefficient[b], covariance)
										 - copula_model_correlation(m, a, b)));
			}
		}
	}
	printf("# correlation behind scores: at most %.5f off\n", worst);
	CHECK(worst < 2e-3);
	{
		double nothing[SYNTH_HERMITE + 1] = {0};

		CHECK(synth_scores_correlation(nothing, nothing, 0.3) == 0);
	}
}

static double
distance(const double *a, const double *b, int n)
{
	double sum = 0;

	for (int i = 0; i < n; i++)
		sum += (a[i] - b[i]) * (a[i] - b[i]);
	return sqrt(sum);
}

/* a random correlation matrix of d columns with r factors */
static void
random_correlations(int d, int factors, double *r)
{
	double x[64][64];

	for (int i = 0; i < d; i++)
	{
		double norm = 0;

		for (int k = 0; k < factors; k++)
		{
			x[i][k] = unit_random_unit() - 0.5;
			norm += x[i][k] * x[i][k];
		}
		for (int k = 0; k < factors; k++)
			x[i][k] /= sqrt(norm * 1.05);
	}
	for (int i = 0; i < d; i++)
	{
		for (int j = 0; j < d; j++)
		{
			r[i * d + j] = i == j;
			for (int k = 0; k < factors && i != j; k++)
				r[i * d + j] += x[i][k] * x[j][k];
		}
	}
}

static double
least_eigenvalue(const double *r, int d)
{
	double *a = synth_alloc_array((size_t) d * (size_t) d, sizeof(double));
	double *value = synth_alloc_array((size_t) d, sizeof(double));
	double *work = synth_alloc_array(synth_eigen_work(d), sizeof(double));
	int *iwork = synth_alloc_array(3 + 5 * (size_t) d, sizeof(int));

	memcpy(a, r, (size_t) d * (size_t) d * sizeof(double));
	CHECK(synth_eigen(a, d, value, work, iwork));
	return value[0];
}

UNIT_TEST(nearest_correlation_matrix)
{
	/* Higham 2002, section 4: off the diagonal 0.7607 and 0.1573 */
	double known[9] = {1, 1, 0, 1, 1, 1, 0, 1, 1};

	synth_correlation_nearest(known, 3);
	CHECK_NEAR(known[1], 0.7607, 2e-4);
	CHECK_NEAR(known[2], 0.1573, 2e-4);
	CHECK_NEAR(known[5], 0.7607, 2e-4);

	for (int trial = 0; trial < 30; trial++)
	{
		int d = 2 + (int) unit_random_below(19);
		double truth[400];
		double noisy[400];
		double near[400];
		double to_truth;

		random_correlations(d, 1 + (int) unit_random_below(4), truth);
		memcpy(near, truth, sizeof truth);
		synth_correlation_nearest(near, d);
		/* what is a correlation matrix stays one */
		CHECK(distance(near, truth, d * d) < 1e-9);

		memcpy(noisy, truth, sizeof truth);
		for (int i = 0; i < d; i++)
		{
			for (int j = 0; j < i; j++)
				noisy[i * d + j] = noisy[j * d + i] = fmin(fmax(truth[i * d + j] + (unit_random_unit() - 0.5) * 0.6,
																-0.9995),
														   0.9995);
		}
		memcpy(near, noisy, sizeof noisy);
		synth_correlation_nearest(near, d);
		CHECK(least_eigenvalue(near, d) > 0.9e-4);
		for (int i = 0; i < d; i++)
		{
			CHECK_NEAR(near[i * d + i], 1, 1e-12);
			for (int j = 0; j < d; j++)
				CHECK(near[i * d + j] == near[j * d + i]);
		}
		/* no correlation matrix that we know of is nearer, and by convexity none on the way to one */
		to_truth = distance(noisy, truth, d * d);
		CHECK(distance(noisy, near, d * d) <= to_truth + 1e-3);
		for (int k = 0; k < 10; k++)
		{
			double other[400];

			random_correlations(d, d, other);
			for (int i = 0; i < d * d; i++)
				other[i] = near[i] + 0.05 * (other[i] - near[i]);
			CHECK(distance(noisy, near, d * d) <= distance(noisy, other, d * d) + 1e-3);
		}
	}
}

/* rows with correlated normal scores behind uneven integers and labels */
static void
table_normal(Table *t, SynthAttributeSpec *spec, int ncolumns, int ncategories, int nrows, double r)
{
	SynthNormal normal;
	SynthStream st;
	int shuffled[8] = {3, 0, 6, 1, 7, 4, 2, 5};

	synth_normal_init(&normal);
	synth_stream_init(&st, unit_random(), 0, 0);
	table_new(t, ncolumns, nrows);
	for (int c = 0; c < ncolumns; c++)
	{
		if (c >= ncolumns - ncategories)
			spec_category(&spec[c], c, 8);
		else
			spec_number(&spec[c], c, -100000, 100000, true);
		spec[c].nullable = false;
	}
	for (int i = 0; i < nrows; i++)
	{
		double z[MOST_COLUMNS + 1];

		synth_normal_fill(&normal, &st, z, ncolumns + 1);
		for (int c = 0; c < ncolumns; c++)
		{
			double x = sqrt(fabs(r)) * z[ncolumns] * (r < 0 && c % 2 == 1 ? -1 : 1) + sqrt(1 - fabs(r)) * z[c];
			int cut = (int) (8 * synth_normal_cdf(x));

			if (c >= ncolumns - ncategories)
				t->column[c][i] = shuffled[cut > 7 ? 7 : cut];
			else
				t->column[c][i] = (int64_t) (1000 * (x + 0.1 * x * x * x));
		}
	}
}

/* five standard errors of a correlation of n rows, and what discrete codes add: error below 1e-6 a pair */
UNIT_TEST(exact_fits_recover_the_correlations)
{
	double truth[2] = {0.5, -0.3};

	for (int k = 0; k < 2; k++)
	{
		Table t;
		SynthAttributeSpec spec[8];
		SynthFitOptions o = options(false, 1, SYNTH_METHOD_COPULA);
		SynthModel *m;

		o.min_count = 5;
		table_normal(&t, spec, 8, 3, 20000, truth[k]);
		m = fit_table(&t, &o, spec);
		check_model(m);
		CHECK(m->total == 20000);
		CHECK_INT(m->min_count, 5);
		for (int a = 0; a < 8; a++)
		{
			for (int b = 0; b < a; b++)
			{
				double expected = truth[k] < 0 && (a + b) % 2 == 0 ? -truth[k] : truth[k];
				double found = copula_model_correlation(m, a, b);

				/* the order of labels is found but for its direction */
				if (a >= 5)
				{
					expected = fabs(expected);
					found = fabs(found);
				}
				CHECK_NEAR(found, expected, 5 / sqrt(20000.0) + 0.01);
			}
		}
	}
}

/* NULLs go to the end where they belong */
UNIT_TEST(nulls_join_at_their_end)
{
	for (int high = 0; high < 2; high++)
	{
		Table t;
		SynthAttributeSpec spec[3];
		SynthFitOptions o = options(false, 1, SYNTH_METHOD_COPULA);
		SynthModel *m;
		int at = -1;

		table_normal(&t, spec, 3, 0, 8000, 0.6);
		spec[0].nullable = true;
		for (int r = 0; r < t.nrows; r++)
		{
			if (high ? t.column[1][r] > 900 : t.column[1][r] < -900)
				t.column[0][r] = SYNTH_RAW_NULL;
		}
		m = fit_table(&t, &o, spec);
		check_model(m);
		for (int i = 0; i < m->attribute[0].nfine; i++)
			at = m->copula->order[0][i] == m->attribute[0].null_code ? i : at;
		CHECK_INT(at, high ? m->attribute[0].nfine - 1 : 0);
	}
}

/* labels and ends that few rows have are never drawn */
UNIT_TEST(exact_fits_protect_rare_values)
{
	Table t;
	SynthAttributeSpec spec[3];
	SynthFitOptions o = options(false, 1, SYNTH_METHOD_COPULA);
	SynthModel *m;
	SynthSampler *s;

	o.min_count = 10;
	table_normal(&t, spec, 3, 1, 6000, 0.4);
	for (int r = 0; r < t.nrows; r++)
		t.column[2][r] = r < 9 ? 7 : t.column[2][r] == 7 ? 0 : t.column[2][r];
	t.column[0][100] = 99999;
	t.column[0][101] = -99999;
	m = fit_table(&t, &o, spec);
	check_model(m);
	s = synth_sampler_new(m);
	for (uint64_t block = 0; block < 4; block++)
	{
		int64_t *const *raw = synth_sampler_block(s, 1, block, SYNTH_BLOCK_ROWS);

		for (int r = 0; r < SYNTH_BLOCK_ROWS; r++)
		{
			CHECK(raw[2][r] != 7);
			CHECK(llabs(raw[0][r]) < 20000);
		}
	}
}

/*
 * Private: the error of the correlations is that of the noise, which is
 * computed from the charge.  At epsilon 3 and 40,000 rows of 10 columns it is
 * below 0.01; six times that and the error of sampling never happen together.
 */
UNIT_TEST(private_fits_recover_the_correlations)
{
	Table t;
	SynthAttributeSpec spec[10];
	SynthFitOptions o = options(true, 3, SYNTH_METHOD_COPULA);
	SynthModel *m;
	double noise = 0;

	table_normal(&t, spec, 10, 0, 40000, 0.5);
	m = fit_table(&t, &o, spec);
	check_model(m);
	CHECK(m->is_private);
	CHECK(m->account.rho_spent <= m->account.rho_total);
	CHECK(m->account.rho_spent >= 0.9 * m->account.rho_total);
	for (int i = 0; i < m->account.ncharges; i++)
	{
		if (strcmp(m->account.charges[i].phase, "correlation") == 0)
			noise = m->account.charges[i].sigma / (256.0 * 256.0 * 40000);
	}
	printf("# noise of a correlation %.5f\n", noise);
	CHECK(noise > 0.0005 && noise < 0.01);
	for (int a = 0; a < 10; a++)
	{
		for (int b = 0; b < a; b++)
			CHECK_NEAR(copula_model_correlation(m, a, b), 0.5, 6 * noise + 5 / sqrt(40000.0) + 0.02);
	}
}

/* the order of labels is found from noisy sums, and paid for */
UNIT_TEST(private_fits_find_the_order_of_labels)
{
	Table t;
	SynthAttributeSpec spec[8];
	SynthFitOptions o = options(true, 5, SYNTH_METHOD_COPULA);
	SynthModel *m;
	bool paid = false;

	table_normal(&t, spec, 8, 3, 40000, 0.6);
	m = fit_table(&t, &o, spec);
	check_model(m);
	CHECK(m->account.rho_spent <= m->account.rho_total);
	CHECK(m->account.rho_spent >= 0.9 * m->account.rho_total);
	for (int i = 0; i < m->account.ncharges; i++)
		paid = paid || strcmp(m->account.charges[i].phase, "order") == 0;
	CHECK(paid);
	/* without it the labels' correlations would be about 0 */
	for (int a = 5; a < 8; a++)
	{
		for (int b = 0; b < a; b++)
			CHECK_NEAR(fabs(copula_model_correlation(m, a, b)), 0.6, 0.06);
	}
}

/* with hardly a budget the correlations are drawn towards 0, not towards nonsense */
UNIT_TEST(private_fits_of_little_budget_are_cautious)
{
	Table t;
	SynthAttributeSpec spec[20];
	SynthFitOptions o = options(true, 0.01, SYNTH_METHOD_COPULA);
	SynthModel *m;
	double size = 0;

	table_normal(&t, spec, 20, 0, 500, 0);
	m = fit_table(&t, &o, spec);
	check_model(m);
	for (int i = 0; i < 190; i++)
		size += fabs((double) m->copula->correlation[i]) / 190;
	CHECK(size < 0.45);
	CHECK(synth_sampler_new(m) != NULL);
}

UNIT_TEST(copulas_of_next_to_nothing)
{
	for (int rows = 0; rows < 3; rows++)
	{
		for (int columns = 1; columns < 4; columns++)
		{
			for (int is_private = 0; is_private < 2; is_private++)
			{
				Table t;
				SynthAttributeSpec spec[4];
				SynthFitOptions o = options(is_private == 1, 1, SYNTH_METHOD_COPULA);
				SynthModel *m;

				table_clinic(&t, spec, rows);
				t.ncolumns = columns;
				m = fit_table(&t, &o, spec);
				check_model(m);
				CHECK(synth_sampler_block(synth_sampler_new(m), 1, 0, 10) != NULL);
			}
		}
	}
}

/* many columns that repeat a few, and the same rows again and again */
typedef struct WideTable
{
	int ncolumns;
	int nrows;
	int nkept;
	int64_t **column;
	int at;
	int repeats;
} WideTable;

static void
wide_rewind(void *ctx)
{
	((WideTable *) ctx)->at = 0;
}

static int
wide_next(void *ctx, const int64_t **columns)
{
	WideTable *t = ctx;
	int done = t->at++;

	for (int c = 0; c < t->ncolumns; c++)
		columns[c] = t->column[c % t->nkept];
	return done < t->repeats ? t->nrows : 0;
}

/* 200 numbers: fit and sample within 64 MB, whatever the rows; any poll may leave */
UNIT_TEST(wide_copulas_fit_in_bounded_memory)
{
	int d = 200;
	int nrows = 3000;
	SynthAttributeSpec *spec = synth_alloc_array((size_t) d, sizeof(SynthAttributeSpec));
	int64_t *column[4];

	for (int k = 0; k < 4; k++)
		column[k] = synth_alloc_array((size_t) nrows, sizeof(int64_t));
	for (int c = 0; c < d; c++)
		spec_number(&spec[c], c, -1000000, 1000000, true);
	for (int r = 0; r < nrows; r++)
	{
		for (int k = 0; k < 4; k++)
			column[k][r] = (int64_t) unit_random_below(20000) + (k > 0 ? column[k - 1][r] : 0);
	}
	for (int is_private = 0; is_private < 2; is_private++)
	{
		SynthFitOptions o = options(is_private == 1, 5, SYNTH_METHOD_COPULA);
		WideTable w = {d, nrows, 4, column, 0, 40};
		SynthRowSource rows = {&w, wide_rewind, wide_next};
		size_t before = unit_bytes;
		long first = unit_polls;
		long polls;
		SynthModel *m;

		unit_peak_bytes = unit_bytes;
		m = synth_fitter_run(synth_fitter_new(&o, d, spec), &rows);
		polls = unit_polls - first;
		printf("# 200 columns x %d rows, %s: %.1f MB, %ld polls\n", nrows * w.repeats, is_private ? "private" : "exact",
			   (double) (unit_peak_bytes - before) / (1 << 20), polls);
		CHECK(unit_peak_bytes - before <= (size_t) 64 << 20);
		check_model(m);
		for (int i = 0; i < 5; i++)
		{
			unit_poll_limit = unit_polls + polls / 8 * i;
			CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_fitter_run(synth_fitter_new(&o, d, spec), &rows));
			unit_poll_limit = -1;
		}
	}
}
