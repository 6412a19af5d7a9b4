/*-------------------------------------------------------------------------
 *
 * test_noise.c
 *	  Every noise primitive against its exact distribution.
 *
 * Goodness of fit: chi-square over bins of expectation >= 20.  A sample with
 * p < 1e-9 fails at once; one with p < 1e-4 is repeated with twice the size,
 * and three in a row fail.  A correct sampler fails a test with probability
 * below 2e-9; there are about 40 of them.
 *
 *-------------------------------------------------------------------------
 */
#include <sys/wait.h>
#include <unistd.h>

#include "core/bits.h"
#include "core/noise.h"
#include "stats.h"
#include "unit.h"

#define SAMPLE 200000

/* ---- chi-square of an integer sampler against a pmf ---- */

typedef int64_t (*Draw)(const void *arg);

typedef struct Pmf
{
	int64_t low; /* all mass outside [low, low + n) goes to the end bins */
	int n;
	double *p;
} Pmf;

static double
fit_once(Draw draw, const void *arg, const Pmf *pmf, int64_t width, long sample)
{
	int *bin = calloc(pmf->n, sizeof(int));
	double *expected = calloc(pmf->n + 1, sizeof(double));
	long *seen = calloc(pmf->n + 1, sizeof(long));
	double chi2 = 0;
	double p;
	int nbins = 0;

	/* neighbours together until each bin expects 20; the last leftover joins its neighbour */
	for (int i = 0; i < pmf->n; i++)
	{
		bin[i] = nbins;
		expected[nbins] += pmf->p[i] * sample;
		if (expected[nbins] >= 20)
			nbins++;
	}
	if (nbins < pmf->n && expected[nbins] > 0)
	{
		for (int i = 0; i < pmf->n; i++)
		{
			if (bin[i] == nbins)
				bin[i] = nbins - 1;
		}
		expected[nbins - 1] += expected[nbins];
	}
	for (long i = 0; i < sample; i++)
	{
		int64_t x = draw(arg);
		int64_t cell = (x - pmf->low) / width;

		if (x < pmf->low)
			cell = 0;
		if (cell >= pmf->n)
			cell = pmf->n - 1;
		seen[bin[cell]]++;
	}
	for (int b = 0; b < nbins; b++)
		chi2 += (seen[b] - expected[b]) * (seen[b] - expected[b]) / expected[b];
	p = nbins > 1 ? stats_chi2_tail(chi2, nbins - 1) : (double) (seen[0] == sample);
	free(bin);
	free(expected);
	free(seen);
	return p;
}

static void
check_fit(const char *what, Draw draw, const void *arg, Pmf pmf, int64_t width)
{
	double total = 0;
	long sample = (long) (SAMPLE * unit_scale());

	for (int i = 0; i < pmf.n; i++)
		total += pmf.p[i];
	CHECK_NEAR(total, 1, 1e-9);
	for (int attempt = 0; attempt < 3; attempt++)
	{
		double p = fit_once(draw, arg, &pmf, width, sample);

		if (p < 1e-9)
			unit_failed(__FILE__, __LINE__, "%s does not fit: p = %.3g", what, p);
		if (p >= 1e-4)
		{
			free(pmf.p);
			return;
		}
		sample *= 2;
	}
	unit_failed(__FILE__, __LINE__, "%s does not fit three times", what);
}

/* cells of `width` integers covering +-10 sigma */
static Pmf
gaussian_pmf(double sigma2, int64_t width)
{
	Pmf pmf;
	double sigma = sqrt(sigma2);
	double total = 0;
	int64_t reach = ((int64_t) ceil(10 * sigma) / width + 1) * width;

	pmf.low = -reach;
	pmf.n = (int) (2 * reach / width);
	pmf.p = calloc(pmf.n, sizeof(double));
	for (int i = 0; i < pmf.n; i++)
	{
		for (int64_t j = 0; j < width; j++)
		{
			double x = (double) (pmf.low + i * width + j);

			pmf.p[i] += exp(-x * x / (2 * sigma2));
		}
		total += pmf.p[i];
	}
	for (int i = 0; i < pmf.n; i++)
		pmf.p[i] /= total;
	return pmf;
}

static int64_t
draw_gaussian(const void *arg)
{
	return synth_discrete_gaussian(*(const SynthVariance *) arg);
}

static void
check_gaussian(double sigma, int64_t width)
{
	SynthVariance v = synth_variance(sigma * sigma);

	check_fit("discrete Gaussian", draw_gaussian, &v, gaussian_pmf(sigma * sigma, width), width);
}

UNIT_TEST(noise_gaussian_fits_sigma_half)
{
	check_gaussian(0.5, 1);
}

UNIT_TEST(noise_gaussian_fits_sigma_3)
{
	check_gaussian(3, 1);
}

UNIT_TEST(noise_gaussian_fits_sigma_37)
{
	check_gaussian(37.45, 1);
}

UNIT_TEST(noise_gaussian_fits_sigma_10000)
{
	check_gaussian(1e4, 100);
}

UNIT_TEST(noise_gaussian_fits_tiny_and_odd_sigmas)
{
	check_gaussian(0.1, 1);
	check_gaussian(0.999, 1);
	check_gaussian(1, 1);
	check_gaussian(2, 1);
}

/* at this size the sum over a cell is the integral, to 1e-9 relative */
UNIT_TEST(noise_gaussian_fits_sigma_2_to_the_30)
{
	double sigma = 0x1p30;
	SynthVariance v = synth_variance(sigma * sigma);
	int64_t width = INT64_C(1) << 25;
	Pmf pmf = {-640 * width, 1280, NULL};

	pmf.p = calloc(pmf.n, sizeof(double));
	for (int i = 0; i < pmf.n; i++)
		pmf.p[i] = stats_normal_tail((i - 640) * (double) width / sigma)
				   - stats_normal_tail((i - 639) * (double) width / sigma);
	check_fit("wide Gaussian", draw_gaussian, &v, pmf, width);
}

/* P[|x| > 8 sigma] is 1.3e-15 a draw: 1e-9 over all of them */
UNIT_TEST(noise_gaussian_never_beyond_8_sigma)
{
	double sigmas[] = {0.5, 3, 37.45, 1e4};
	long sample = (long) (SAMPLE / 2 * unit_scale());

	for (int s = 0; s < 4; s++)
	{
		SynthVariance v = synth_variance(sigmas[s] * sigmas[s]);

		for (long i = 0; i < sample; i++)
			CHECK(fabs((double) synth_discrete_gaussian(v)) <= 8 * sigmas[s] + 1);
	}
}

static int64_t
draw_laplace(const void *arg)
{
	return synth_discrete_laplace(*(const uint64_t *) arg);
}

UNIT_TEST(noise_laplace_fits)
{
	uint64_t scales[] = {1, 2, 7, 100};

	for (int s = 0; s < 4; s++)
	{
		double r = exp(-1.0 / scales[s]);
		int64_t reach = (int64_t) scales[s] * 50;
		Pmf pmf = {-reach, (int) (2 * reach + 1), NULL};

		pmf.p = calloc(pmf.n, sizeof(double));
		for (int i = 0; i < pmf.n; i++)
			pmf.p[i] = (1 - r) / (1 + r) * pow(r, (double) llabs(i - reach));
		check_fit("discrete Laplace", draw_laplace, &scales[s], pmf, 1);
	}
}

/* ---- Bernoulli ---- */

/* fails with probability 1e-9 for each call */
static void
check_frequency(const char *what, long k, long n, double p)
{
	if (!stats_binomial_plausible(k, n, p))
		unit_failed(__FILE__, __LINE__, "%s: %ld of %ld, probability %.9g", what, k, n, p);
}

UNIT_TEST(noise_bernoulli_fits)
{
	uint64_t cases[][2] = {{0, 1},
						   {1, 1},
						   {1, 2},
						   {1, 3},
						   {999, 1000},
						   {1, UINT64_C(1) << 40},
						   {UINT64_C(0x8000000000000001), UINT64_C(0xffffffffffffffff)},
						   {UINT64_C(3), UINT64_C(1) << 33}};
	long sample = (long) (SAMPLE * unit_scale());

	for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++)
	{
		long k = 0;

		for (long i = 0; i < sample; i++)
			k += synth_bernoulli(cases[c][0], cases[c][1]);
		check_frequency("bernoulli", k, sample, (double) cases[c][0] / (double) cases[c][1]);
	}
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_bernoulli(1, 0));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_bernoulli(3, 2));
}

/* the second and later words matter: with zero bits first, the tie must go on exactly */
static unsigned char scripted[4096];

static bool
scripted_random(void *buf, size_t len)
{
	memcpy(buf, scripted, len);
	return true;
}

static void
script_words(uint32_t a, uint32_t b)
{
	memset(scripted, 0, sizeof scripted);
	memcpy(scripted, &a, 4);
	memcpy(scripted + 4, &b, 4);
	synth_secret_wipe();
	synth_env.strong_random = scripted_random;
}

UNIT_TEST(noise_bernoulli_ties_look_at_the_next_word)
{
	/* 1/3 is 0x55555555 55555555 in words */
	script_words(0x55555555, 0x55555554);
	CHECK(synth_bernoulli(1, 3));
	script_words(0x55555555, 0x55555556);
	CHECK(!synth_bernoulli(1, 3));
	script_words(0x55555554, 0xffffffff);
	CHECK(synth_bernoulli(1, 3));
	/* 3 * 2^40 / (9 * 2^40): the same number with a wide denominator */
	script_words(0x55555555, 0x55555554);
	CHECK(synth_bernoulli(UINT64_C(3) << 40, UINT64_C(9) << 40));
	script_words(0x55555555, 0x55555556);
	CHECK(!synth_bernoulli(UINT64_C(3) << 40, UINT64_C(9) << 40));
	synth_secret_wipe();
}

UNIT_TEST(noise_bernoulli_exp_fits)
{
	uint64_t cases[][2] = {{0, 5},
						   {1, 10},
						   {1, 3},
						   {1, 1},
						   {27, 10},
						   {10, 1},
						   {UINT64_C(1) << 45, UINT64_C(1) << 44},
						   {UINT64_C(12345678901234567), UINT64_C(9999999999999999)}};
	long sample = (long) (SAMPLE * unit_scale());

	for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++)
	{
		long k = 0;

		for (long i = 0; i < sample; i++)
			k += synth_bernoulli_exp(cases[c][0], cases[c][1]);
		check_frequency("bernoulli_exp", k, sample, exp(-(double) cases[c][0] / (double) cases[c][1]));
	}
	/* e^-100: never in any sample, and quick */
	for (int i = 0; i < 1000; i++)
		CHECK(!synth_bernoulli_exp(UINT64_C(1) << 63, UINT64_C(1) << 40));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_bernoulli_exp(1, 0));
}

/* ---- exponential mechanism ---- */

typedef struct Choice
{
	const int64_t *score;
	size_t n;
	SynthRate rate;
} Choice;

static int64_t
draw_choice(const void *arg)
{
	const Choice *c = arg;

	return (int64_t) synth_exponential_choice(c->score, c->n, c->rate);
}

static void
check_choice(const int64_t *score, int n, double rate)
{
	Choice c = {score, (size_t) n, synth_rate_down(rate)};
	Pmf pmf = {0, n, calloc(n, sizeof(double))};
	double total = 0;
	int64_t best = score[0];

	for (int i = 0; i < n; i++)
		best = score[i] > best ? score[i] : best;
	for (int i = 0; i < n; i++)
		total += pmf.p[i] = exp(rate * ((double) score[i] - (double) best));
	for (int i = 0; i < n; i++)
		pmf.p[i] /= total;
	check_fit("exponential choice", draw_choice, &c, pmf, 1);
}

UNIT_TEST(noise_exponential_choice_fits)
{
	int64_t few[] = {0, -1, -2, 5, 4, -100};
	int64_t large[] = {INT64_C(1) << 61, (INT64_C(1) << 61) - (INT64_C(1) << 58), -(INT64_C(1) << 61)};
	int64_t equal[] = {7, 7, 7, 7, 7, 7, 7};

	check_choice(few, 6, 0.5);
	check_choice(few, 6, 2);
	check_choice(large, 3, 0x1p-58);
	check_choice(equal, 7, 1);
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_exponential_choice(few, 0, synth_rate_down(1)));
}

UNIT_TEST(noise_exponential_choice_of_extreme_scores)
{
	int64_t score[] = {INT64_MIN, INT64_MAX, 0};

	for (int i = 0; i < 1000; i++)
		CHECK_INT(synth_exponential_choice(score, 3, synth_rate_down(1)), 1);
}

/* ---- parameters ---- */

UNIT_TEST(noise_variance_rounds_up_and_little)
{
	for (int i = 0; i < 20000; i++)
	{
		double sigma2 = exp(log(1e-4) + unit_random_unit() * (log(0x1p62) - log(1e-4)));
		SynthVariance v = synth_variance(sigma2);
		double value = synth_variance_value(v);

		/* num >= sigma2 * den, compared exactly: den is a power of two */
		CHECK((long double) v.num >= (long double) sigma2 * (long double) v.den);
		CHECK(value <= sigma2 * (1 + (sigma2 < 1 ? 1e-4 : 0x1p-24)));
		CHECK(v.num % v.scale == 0);
	}
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_variance(0));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_variance(-1));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_variance(NAN));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_variance(INFINITY));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_variance(0x1p63));
}

UNIT_TEST(noise_extreme_variances_draw)
{
	SynthVariance small = synth_variance(1e-4);
	SynthVariance large = synth_variance(0x1p62);
	SynthVariance forged = {3, 1, 2};

	for (int i = 0; i < 2000; i++)
	{
		CHECK_INT(synth_discrete_gaussian(small), 0); /* P[not 0] is e^-5000 */
		CHECK(fabs((double) synth_discrete_gaussian(large)) < 0x1p31 * 9);
	}
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_discrete_gaussian(forged));
}

UNIT_TEST(noise_rate_rounds_down_and_little)
{
	for (int i = 0; i < 20000; i++)
	{
		double rate = exp(log(1e-9) + unit_random_unit() * (log(1e9) - log(1e-9)));
		SynthRate r = synth_rate_down(rate);

		CHECK((long double) r.num <= (long double) rate * (long double) r.den);
		CHECK(synth_rate_value(r) >= rate * (1 - 0x1p-29));
	}
	CHECK_INT(synth_rate_down(1e-30).num, 0);
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_rate_down(-1));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_rate_down(NAN));
}

/* ---- independence ---- */

/*
 * Successive draws: the 3 x 3 table of (sign of x_i, sign of x_{i+1}) against
 * the product of its margins; p below 1e-9 fails.
 */
UNIT_TEST(noise_successive_draws_are_independent)
{
	SynthVariance v = synth_variance(9);
	long n = (long) (SAMPLE * unit_scale());
	double table[3][3] = {{0}};
	double before[3] = {0};
	double after[3] = {0};
	double chi2 = 0;
	int previous = 0;

	for (long i = 0; i < n; i++)
	{
		int64_t x = synth_discrete_gaussian(v);
		int c = x < -1 ? 0 : x > 1 ? 2 : 1;

		if (i > 0)
		{
			table[previous][c]++;
			before[previous]++;
			after[c]++;
		}
		previous = c;
	}
	for (int i = 0; i < 3; i++)
	{
		for (int j = 0; j < 3; j++)
		{
			double e = before[i] * after[j] / (n - 1);

			chi2 += (table[i][j] - e) * (table[i][j] - e) / e;
		}
	}
	CHECK(stats_chi2_tail(chi2, 4) > 1e-9);
}
