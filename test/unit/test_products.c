/*-------------------------------------------------------------------------
 *
 * test_products.c
 *	  Sums of products: exact, clipped row by row, of the sensitivity that is
 *	  stated; and the door that they leave by.
 *
 *-------------------------------------------------------------------------
 */
#include "core/measure.h"
#include "repeatable.h"
#include "stats.h"
#include "unit.h"

#define MAX_D 40

/* sums of n rows of score[d][n], as they are (the account is not private) */
static int64_t *
sums_of(int d, int64_t bound, int16_t *const *score, int from, int n)
{
	SynthAccount a;
	SynthProducts *p = synth_products_new(d, bound);
	int16_t *at[MAX_D];
	int64_t *sum = synth_alloc_array((size_t) d * (size_t) (d - 1) / 2, sizeof(int64_t));

	for (int c = 0; c < d; c++)
		at[c] = score[c] + from;
	synth_products_add(p, at, n);
	synth_account_open(&a, false, 0, 0, 1);
	synth_measure_sums(&a, "correlation", synth_products_close(p), d * (d - 1) / 2, 1, 1, sum);
	return sum;
}

static double
length(const int64_t *sum, int n)
{
	double squares = 0;

	for (int i = 0; i < n; i++)
		squares += (double) sum[i] * (double) sum[i];
	return sqrt(squares);
}

static int16_t **
random_scores(int d, int n, int size)
{
	int16_t **score = synth_alloc_array((size_t) d, sizeof(int16_t *));

	for (int c = 0; c < d; c++)
	{
		score[c] = synth_alloc_array((size_t) n, sizeof(int16_t));
		for (int r = 0; r < n; r++)
			score[c][r] = (int16_t) ((int) unit_random_below((uint64_t) (2 * size + 1)) - size);
	}
	return score;
}

/* without a bound that bites, the sums are those of integers, whatever the blocks */
UNIT_TEST(products_are_exact)
{
	int d = 7;
	int n = 5000;
	int16_t **score = random_scores(d, n, SYNTH_SCORE_LIMIT);
	int64_t bound = (int64_t) d * SYNTH_SCORE_LIMIT * SYNTH_SCORE_LIMIT;
	int64_t *sum = sums_of(d, bound, score, 0, n);
	int64_t *first = sums_of(d, bound, score, 0, 1777);
	int64_t *second = sums_of(d, bound, score, 1777, n - 1777);

	for (int i = 1; i < d; i++)
	{
		for (int j = 0; j < i; j++)
		{
			int64_t expected = 0;

			for (int r = 0; r < n; r++)
				expected += (int64_t) score[i][r] * score[j][r];
			CHECK_INT(sum[i * (i - 1) / 2 + j], expected);
			CHECK_INT(first[i * (i - 1) / 2 + j] + second[i * (i - 1) / 2 + j], expected);
		}
	}
}

/* scores beyond the limit count as the limit */
UNIT_TEST(products_of_scores_beyond_the_limit)
{
	int16_t a[2] = {INT16_MAX, INT16_MIN};
	int16_t b[2] = {3, 5};
	int16_t *score[2] = {a, b};

	CHECK_INT(sums_of(2, 2 * SYNTH_SCORE_LIMIT * SYNTH_SCORE_LIMIT, score, 0, 2)[0], -2 * SYNTH_SCORE_LIMIT);
}

/*
 * Whatever the row and whatever the other rows, adding it moves the sums by no
 * more than is stated; and a row of equal scores nearly by as much, so the
 * statement is not idle.
 */
UNIT_TEST(products_a_row_moves_the_sums_by_the_sensitivity_at_most)
{
	double closest = 0;

	for (int trial = 0; trial < 3000; trial++)
	{
		int d = 2 + (int) unit_random_below(MAX_D - 1);
		int size = trial % 3 == 0 ? SYNTH_SCORE_LIMIT : trial % 3 == 1 ? 32767 : 1 + (int) unit_random_below(300);
		int16_t **score = random_scores(d, 6, size);
		int64_t most = (int64_t) d * SYNTH_SCORE_LIMIT * SYNTH_SCORE_LIMIT;
		int64_t bound = 1 + (int64_t) unit_random_below((uint64_t) most);
		int n = d * (d - 1) / 2;
		int64_t *with;
		int64_t *without;

		if (trial % 4 == 0)
			bound = 1 + (int64_t) unit_random_below(10000);
		if (trial % 5 == 0)
		{
			for (int c = 0; c < d; c++)
				score[c][5] = (int16_t) size;
		}
		with = sums_of(d, bound, score, 0, 6);
		without = sums_of(d, bound, score, 0, 5);
		for (int i = 0; i < n; i++)
			with[i] -= without[i];
		CHECK(length(with, n) <= (double) synth_products_sensitivity(d, bound));
		closest = fmax(closest, length(with, n) / (double) synth_products_sensitivity(d, bound));
		unit_forget();
	}
	CHECK(closest > 0.99);
}

/* the same for sums by code: exact without clipping, and a row moves them by no more than is stated */
UNIT_TEST(sums_by_code_a_row_moves_them_by_the_sensitivity_at_most)
{
	double closest = 0;

	for (int trial = 0; trial < 1500; trial++)
	{
		int d = 1 + (int) unit_random_below(8);
		int g = 1 + (int) unit_random_below(4);
		int ncodes[4];
		uint16_t *code[4];
		int64_t most = (int64_t) d * SYNTH_SCORE_LIMIT * SYNTH_SCORE_LIMIT;
		int64_t bound = trial % 2 == 0 ? most : 1 + (int64_t) unit_random_below((uint64_t) most);
		int16_t **score = random_scores(d, 6, trial % 3 == 0 ? 32767 : 1000);
		int64_t *sum[2];
		size_t n;

		for (int k = 0; k < g; k++)
		{
			ncodes[k] = 1 + (int) unit_random_below(5);
			code[k] = synth_alloc_array(6, sizeof(uint16_t));
			for (int r = 0; r < 6; r++)
				code[k][r] = (uint16_t) unit_random_below((uint64_t) ncodes[k]);
		}
		for (int with = 0; with < 2; with++)
		{
			SynthAccount a;
			SynthCodeSums *s = synth_code_sums_new(d, bound, g, ncodes);
			const SynthTrueCount *exact;

			synth_code_sums_add(s, code, score, 5 + with);
			exact = synth_code_sums(s, &n);
			sum[with] = synth_alloc_array(n, sizeof(int64_t));
			synth_account_open(&a, false, 0, 0, 1);
			synth_measure_sums(&a, "order", exact, (int) n, 1, 1, sum[with]);
		}
		if (trial % 3 != 0 && bound == most)
		{
			size_t at = 0;

			for (int k = 0; k < g; k++)
			{
				for (int x = 0; x < ncodes[k]; x++)
				{
					for (int c = 0; c < d; c++)
					{
						int64_t expected = 0;

						for (int r = 0; r < 6; r++)
							expected += code[k][r] == x ? score[c][r] : 0;
						CHECK_INT(sum[1][at++], expected);
					}
				}
			}
			CHECK_INT(at, n);
		}
		for (size_t i = 0; i < n; i++)
			sum[1][i] -= sum[0][i];
		CHECK(length(sum[1], (int) n) <= (double) synth_code_sums_sensitivity(g, bound));
		closest = fmax(closest, length(sum[1], (int) n) / (double) synth_code_sums_sensitivity(g, bound));
		unit_forget();
	}
	CHECK(closest > 0.98);
}

/* the sensitivity is bound * sqrt((1 - 1/d) / 2), rounded up */
UNIT_TEST(products_sensitivity_is_the_formula)
{
	for (int d = 2; d <= 1600; d = d * 3 / 2)
	{
		for (int64_t bound = 1; bound <= (int64_t) d * SYNTH_SCORE_LIMIT * SYNTH_SCORE_LIMIT; bound = bound * 5 + 3)
		{
			double exact = (double) bound * sqrt((1 - 1.0 / d) / 2);
			double stated = (double) synth_products_sensitivity(d, bound);

			CHECK(stated >= exact);
			CHECK(stated <= exact + 3);
		}
	}
}

/* clipped rows keep the direction of their scores */
UNIT_TEST(products_of_a_clipped_row)
{
	int16_t a[1] = {1000};
	int16_t b[1] = {-500};
	int16_t *score[2] = {a, b};
	int64_t bound = 125000; /* a tenth of the squares */
	int64_t sum = sums_of(2, bound, score, 0, 1)[0];

	CHECK(sum < 0);
	CHECK_NEAR((double) sum, -500000 / 10.0, 600);
}

/* noise of the variance that is charged for, independent in each sum: chi-square, error 1e-9 */
UNIT_TEST(sums_get_the_noise_they_are_charged_for)
{
	int d = 120;
	int n = d * (d - 1) / 2;
	int64_t sensitivity = 1000;
	int64_t k = 3;
	double sigma2 = 4e8;
	double rho = (double) (k * sensitivity) * (double) (k * sensitivity) / (2 * sigma2);
	SynthAccount a;
	int16_t **score = random_scores(d, 10, 100);
	SynthProducts *p = synth_products_new(d, 1000000);
	int64_t *exact;
	int64_t *noisy = synth_alloc_array((size_t) n, sizeof(int64_t));
	double squares = 0;
	double product = 0;

	noise_repeat(unit_random());
	{
		SynthAccount open;
		SynthProducts *q = synth_products_new(d, 1000000);

		synth_products_add(q, score, 10);
		exact = synth_alloc_array((size_t) n, sizeof(int64_t));
		synth_account_open(&open, false, 0, 0, 1);
		synth_measure_sums(&open, "correlation", synth_products_close(q), n, 1, 1, exact);
		CHECK(open.rho_spent == 0);
	}
	synth_products_add(p, score, 10);
	synth_account_open(&a, true, rho * 1.001, 0, k);
	synth_measure_sums(&a, "correlation", synth_products_close(p), n, sensitivity, sigma2, noisy);
	CHECK_NEAR(a.rho_spent, rho, rho * 1e-9);
	CHECK(a.rho_spent >= rho);
	CHECK_INT(a.ncharges, 1);
	CHECK_STR(a.charges[0].phase, "correlation");
	CHECK_INT(a.charges[0].sensitivity, k * sensitivity);
	for (int i = 0; i < n; i++)
	{
		squares += (double) (noisy[i] - exact[i]) * (double) (noisy[i] - exact[i]);
		product += i > 0 ? (double) (noisy[i] - exact[i]) * (double) (noisy[i - 1] - exact[i - 1]) : 0;
	}
	CHECK(stats_chi2_tail(squares / sigma2, n) > 0.5e-9);
	CHECK(stats_chi2_tail(squares / sigma2, n) < 1 - 0.5e-9);
	CHECK(stats_normal_tail(fabs(product) / sigma2 / sqrt(n)) > 0.5e-9);
	synth_secret_wipe();
}

UNIT_TEST(sums_are_refused_before_they_are_drawn)
{
	SynthAccount a;
	int16_t one[1] = {100};
	int16_t *score[2] = {one, one};
	SynthProducts *p = synth_products_new(2, 10000);
	const SynthTrueCount *sum;
	int64_t noisy[1] = {77};

	synth_products_add(p, score, 1);
	sum = synth_products_close(p);
	synth_account_open(&a, true, 0.4, 0, 1);
	/* rho would be 1/2 */
	CHECK_FAILS(SYNTH_ERR_BUDGET, synth_measure_sums(&a, "correlation", sum, 1, 5000, 25e6, noisy));
	CHECK_INT(noisy[0], 77);
	CHECK(a.rho_spent == 0);
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_measure_sums(&a, "correlation", sum, 1, 0, 25e6, noisy));
	CHECK_INT(noisy[0], 77);
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_products_add(p, score, 1));
}
