/*-------------------------------------------------------------------------
 *
 * test_measure.c
 *	  The door: what it charges, what it lets out, and what a row can move.
 *
 *-------------------------------------------------------------------------
 */
#include "core/bits.h"
#include "core/measure.h"
#include "core/noise.h"
#include "stats.h"
#include "unit.h"

extern int64_t synth_measure_test_score(const SynthCandidate *c);

#define CELLS 2000

static SynthTrueCount count[CELLS];
static int64_t noisy[CELLS];
static bool released[CELLS];

static void
set_counts(int n, int64_t value)
{
	for (int i = 0; i < n; i++)
		count[i].secret = value;
}

/* calls of the random source since the last wipe */
static int draws;
static bool (*real_random)(void *, size_t);

static bool
counting_random(void *buf, size_t len)
{
	draws++;
	return real_random(buf, len);
}

static void
watch_draws(void)
{
	real_random = synth_env.strong_random;
	synth_env.strong_random = counting_random;
	synth_secret_wipe();
	draws = 0;
}

/* ---- Gaussian ---- */

/*
 * Sum of squares over sigma^2 is chi-square with one degree a cell (for large
 * sigma): both tails at 1e-9, for units of 1 and of 3 rows.
 */
UNIT_TEST(measure_histogram_adds_the_noise_it_charges_for)
{
	for (int64_t k = 1; k <= 3; k += 2)
	{
		SynthAccount a;
		double sigma2 = 40000;
		double squares = 0;
		double sum = 0;
		double neighbours = 0;
		double p;

		set_counts(CELLS, 12345);
		synth_account_open(&a, true, 1, 0, k);
		synth_measure_histogram(&a, "one-way", count, CELLS, sigma2, noisy);
		CHECK_NEAR(a.rho_spent, (double) (k * k) / (2 * sigma2), 1e-12);
		CHECK_INT(a.charges[0].releases, 1);
		for (int i = 0; i < CELLS; i++)
		{
			double z = (double) (noisy[i] - 12345) / sqrt(sigma2);

			squares += z * z;
			sum += z;
			if (i > 0)
				neighbours += z * (double) (noisy[i - 1] - 12345) / sqrt(sigma2);
		}
		p = stats_chi2_tail(squares, CELLS);
		CHECK(p > 1e-9 && p < 1 - 1e-9);
		CHECK(fabs(sum) < 6.5 * sqrt(CELLS));		 /* 1e-10 */
		CHECK(fabs(neighbours) < 6.5 * sqrt(CELLS)); /* cells are independent */
	}
}

UNIT_TEST(measure_histogram_refuses_before_it_draws)
{
	SynthAccount a;

	set_counts(CELLS, 5);
	memset(noisy, 0, sizeof noisy);
	synth_account_open(&a, true, 0.001, 0, 1);
	watch_draws();
	CHECK_FAILS(SYNTH_ERR_BUDGET, synth_measure_histogram(&a, "one-way", count, CELLS, 100, noisy));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_measure_histogram(&a, "one-way", count, CELLS, NAN, noisy));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_measure_histogram(&a, "one-way", count, CELLS, 0, noisy));
	CHECK_INT(draws, 0);
	for (int i = 0; i < CELLS; i++)
		CHECK_INT(noisy[i], 0);
	CHECK_NEAR(a.rho_spent, 0, 0);
}

UNIT_TEST(measure_polls_while_it_draws)
{
	SynthAccount a;

	synth_account_open(&a, true, 1, 0, 1);
	set_counts(CELLS, 5);
	unit_poll_limit = 0;
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_measure_histogram(&a, "one-way", count, CELLS, 100, noisy));
	/* what was charged stays charged: noise may have been drawn */
	CHECK(a.rho_spent > 0);
}

/* ---- discovery ---- */

/*
 * A count of c is released with probability P[Z >= T - c]; three counts around
 * the threshold, each to 1e-9.
 */
UNIT_TEST(measure_discover_releases_above_the_threshold)
{
	double sigma2 = 100;
	double delta = 1e-6;
	int64_t t = synth_discovery_threshold(sigma2, delta, 1);
	int64_t offsets[] = {-10, 0, 10};

	for (int o = 0; o < 3; o++)
	{
		SynthAccount a;
		int n;
		double p = 0;
		double total = 0;

		for (int z = -200; z <= 200; z++)
		{
			total += exp(-z * (double) z / (2 * sigma2));
			if (z >= -offsets[o])
				p += exp(-z * (double) z / (2 * sigma2));
		}
		synth_account_open(&a, true, 1, 1e-5, 1);
		set_counts(CELLS, t + offsets[o]);
		n = synth_measure_discover(&a, count, CELLS, sigma2, delta, 0, released, noisy);
		CHECK(stats_binomial_plausible(n, CELLS, p / total));
		CHECK_NEAR(a.rho_spent, 0.005, 1e-12);
		CHECK_NEAR(a.delta_spent, delta, 1e-20);
		for (int i = 0; i < CELLS; i++)
		{
			n -= released[i];
			if (released[i])
				CHECK(noisy[i] >= t);
			else
				CHECK_INT(noisy[i], 0);
		}
		CHECK_INT(n, 0);
	}
}

/* a key that one unit alone holds: 2000 draws at delta 1e-9 fail with probability 2e-6 * 1e-3 */
UNIT_TEST(measure_discover_hides_what_one_unit_holds)
{
	for (int64_t k = 1; k <= 10; k += 9)
	{
		SynthAccount a;

		synth_account_open(&a, true, 10, 1e-11, k);
		set_counts(CELLS, k);
		CHECK_INT(synth_measure_discover(&a, count, CELLS, 25.0 * (double) (k * k), 1e-12, 0, released, noisy), 0);
	}
}

/* keys in several calls are one histogram: paid once, and not without having paid */
UNIT_TEST(measure_discover_in_parts_is_paid_once)
{
	SynthAccount a;
	SynthDiscovery d = {0};
	int64_t t = synth_discovery_threshold(100, 1e-6, 1);

	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_measure_discover_keys(&d, count, CELLS, released, noisy));
	synth_account_open(&a, true, 0.004, 1e-5, 1);
	CHECK_FAILS(SYNTH_ERR_BUDGET, synth_measure_discover_open(&d, &a, 100, 1e-6, 0));
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_measure_discover_keys(&d, count, CELLS, released, noisy));
	synth_account_open(&a, true, 1, 1e-5, 1);
	synth_measure_discover_open(&d, &a, 100, 1e-6, 0);
	CHECK_INT(d.threshold, t);
	set_counts(CELLS, t + 100); /* ten sigma above */
	CHECK_INT(synth_measure_discover_keys(&d, count, CELLS / 2, released, noisy), CELLS / 2);
	set_counts(CELLS, t - 100);
	CHECK_INT(synth_measure_discover_keys(&d, count, CELLS / 2, released, noisy), 0);
	CHECK_NEAR(a.rho_spent, 0.005, 1e-12);
	CHECK_NEAR(a.delta_spent, 1e-6, 1e-18);
	CHECK_INT(a.charges[0].releases, 1);
}

UNIT_TEST(measure_discover_refuses_before_it_draws)
{
	SynthAccount a;

	set_counts(CELLS, 1000);
	watch_draws();
	synth_account_open(&a, true, 1e-6, 1e-9, 1);
	CHECK_FAILS(SYNTH_ERR_BUDGET, synth_measure_discover(&a, count, CELLS, 100, 1e-10, 0, released, noisy));
	synth_account_open(&a, true, 1, 1e-11, 1);
	CHECK_FAILS(SYNTH_ERR_BUDGET, synth_measure_discover(&a, count, CELLS, 100, 1e-10, 0, released, noisy));
	synth_account_open(&a, true, 1, 1e-9, 1);
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_measure_discover(&a, count, CELLS, 100, 0, 0, released, noisy));
	CHECK_INT(draws, 0);
}

/* ---- selection ---- */

#define CAND 40
#define CAND_CELLS 30

typedef struct Table
{
	SynthTrueCount count[CAND_CELLS];
	int64_t model[CAND_CELLS];
} Table;

static Table table[CAND];
static SynthCandidate candidate[CAND];

static void
random_candidates(void)
{
	for (int c = 0; c < CAND; c++)
	{
		for (int x = 0; x < CAND_CELLS; x++)
		{
			table[c].count[x].secret = (int64_t) unit_random_below(100);
			table[c].model[x] = (int64_t) unit_random_below(100 * SYNTH_FIXED);
		}
		candidate[c].count = table[c].count;
		candidate[c].model = table[c].model;
		candidate[c].ncells = 1 + (int64_t) unit_random_below(CAND_CELLS);
		candidate[c].weight = 1 + (int64_t) unit_random_below(16);
		candidate[c].penalty = (int64_t) unit_random_below(10000);
	}
}

/* one row more moves a score by at most weight * FIXED; k rows by k times that */
UNIT_TEST(measure_score_sensitivity)
{
	for (int trial = 0; trial < 200; trial++)
	{
		random_candidates();
		for (int c = 0; c < CAND; c++)
		{
			int64_t before = synth_measure_test_score(&candidate[c]);
			int64_t expected = 0;
			int rows = 1 + (int) unit_random_below(5);

			for (int64_t x = 0; x < candidate[c].ncells; x++)
				expected += llabs(table[c].count[x].secret * SYNTH_FIXED - table[c].model[x]);
			CHECK_INT(before, expected * candidate[c].weight - candidate[c].penalty);
			for (int r = 0; r < rows; r++)
				table[c].count[unit_random_below((uint64_t) candidate[c].ncells)].secret++;
			CHECK(llabs(synth_measure_test_score(&candidate[c]) - before) <= rows * SYNTH_FIXED * candidate[c].weight);
		}
	}
}

/* the largest possible numbers saturate instead of overflowing */
UNIT_TEST(measure_score_saturates)
{
	random_candidates();
	for (int x = 0; x < CAND_CELLS; x++)
	{
		table[0].count[x].secret = INT64_C(1) << 40;
		table[0].model[x] = INT64_MIN;
	}
	candidate[0].ncells = CAND_CELLS;
	candidate[0].weight = 1 << 20;
	candidate[0].penalty = INT64_MIN;
	CHECK(synth_measure_test_score(&candidate[0]) == INT64_C(1) << 61);
	for (int x = 0; x < CAND_CELLS; x++)
		table[0].count[x].secret = table[0].model[x] = 0;
	candidate[0].penalty = INT64_MAX;
	CHECK(synth_measure_test_score(&candidate[0]) == -(INT64_C(1) << 61));
}

/*
 * The frequencies of single choices against exp(epsilon score / (2 max weight
 * FIXED stability)): chi-square at 1e-9.
 */
static void
check_selection(int64_t stability)
{
	double epsilon = 0.8;
	long runs = (long) (20000 * unit_scale());
	long seen[6] = {0};
	double p[6];
	double total = 0;
	double chi2 = 0;
	int64_t best = INT64_MIN;
	SynthAccount a;

	/* scores 0, 4, 8, .. units of (heaviest weight * FIXED * stability), weights 1 and 5 */
	for (int c = 0; c < 6; c++)
	{
		table[c].count[0].secret = 4 * c * stability * (c % 2 ? 1 : 5);
		table[c].model[0] = 0;
		candidate[c] = (SynthCandidate){table[c].count, table[c].model, 1, c % 2 ? 5 : 1, 0};
		best = synth_measure_test_score(&candidate[c]) > best ? synth_measure_test_score(&candidate[c]) : best;
	}
	for (int c = 0; c < 6; c++)
	{
		double gap = (double) (synth_measure_test_score(&candidate[c]) - best);

		p[c] = exp(epsilon * gap / (2.0 * 5 * SYNTH_FIXED * (double) stability));
		total += p[c];
	}
	for (long r = 0; r < runs; r++)
	{
		int chosen;

		synth_account_open(&a, true, 1, 0, stability);
		synth_measure_select(&a, "selection", candidate, 6, 1, epsilon, &chosen);
		CHECK_NEAR(a.rho_spent, epsilon * epsilon / 8, 1e-12);
		seen[chosen]++;
	}
	for (int c = 0; c < 6; c++)
	{
		double e = runs * p[c] / total;

		chi2 += ((double) seen[c] - e) * ((double) seen[c] - e) / e;
	}
	CHECK(stats_chi2_tail(chi2, 5) > 1e-9);
}

UNIT_TEST(measure_select_follows_the_exponential_mechanism)
{
	check_selection(1);
}

UNIT_TEST(measure_select_knows_the_unit)
{
	check_selection(4);
}

UNIT_TEST(measure_select_without_replacement_charges_each_draw)
{
	SynthAccount a;
	int chosen[CAND];
	bool seen[CAND] = {false};

	random_candidates();
	synth_account_open(&a, true, 100, 0, 1);
	synth_measure_select(&a, "selection", candidate, CAND, CAND, 0.1, chosen);
	CHECK_NEAR(a.rho_spent, CAND * 0.01 / 8, 1e-10);
	CHECK_INT(a.charges[0].releases, CAND);
	for (int i = 0; i < CAND; i++)
	{
		CHECK(chosen[i] >= 0 && chosen[i] < CAND && !seen[chosen[i]]);
		seen[chosen[i]] = true;
	}
	synth_measure_select(&a, "selection", candidate, CAND, 0, 0.1, chosen);
	CHECK_INT(a.charges[0].releases, CAND);
}

UNIT_TEST(measure_select_refuses_before_it_draws)
{
	SynthAccount a;
	int chosen[CAND] = {-1};

	random_candidates();
	synth_account_open(&a, true, 0.005, 0, 1);
	watch_draws();
	/* one draw costs 0.00125: four fit, five do not, and then none is made */
	CHECK_FAILS(SYNTH_ERR_BUDGET, synth_measure_select(&a, "selection", candidate, CAND, 5, 0.1, chosen));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_measure_select(&a, "selection", candidate, CAND, CAND + 1, 0.1, chosen));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_measure_select(&a, "selection", candidate, CAND, 1, NAN, chosen));
	candidate[3].weight = 0;
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_measure_select(&a, "selection", candidate, CAND, 1, 0.1, chosen));
	CHECK_INT(draws, 0);
	CHECK_INT(chosen[0], -1);
}

/* ---- not private ---- */

UNIT_TEST(measure_without_privacy_is_exact_and_draws_nothing)
{
	SynthAccount a;
	int chosen[3];

	synth_account_open(&a, false, 0, 0, 1);
	watch_draws();
	for (int i = 0; i < CELLS; i++)
		count[i].secret = i;
	synth_measure_histogram(&a, "one-way", count, CELLS, 100, noisy);
	for (int i = 0; i < CELLS; i++)
		CHECK_INT(noisy[i], i);
	CHECK_INT(synth_measure_discover(&a, count, CELLS, 100, 1e-9, 500, released, noisy), CELLS - 500);
	for (int i = 0; i < CELLS; i++)
	{
		CHECK_INT(released[i], i >= 500);
		CHECK_INT(noisy[i], i >= 500 ? i : 0);
	}
	for (int c = 0; c < 5; c++)
	{
		table[c].count[0].secret = c % 3;
		table[c].model[0] = 0;
		candidate[c] = (SynthCandidate){table[c].count, table[c].model, 1, 1, 0};
	}
	synth_measure_select(&a, "selection", candidate, 5, 3, 1, chosen);
	CHECK_INT(chosen[0], 2);
	CHECK_INT(chosen[1], 1);
	CHECK_INT(chosen[2], 4);
	CHECK_INT(draws, 0);
	CHECK_NEAR(a.rho_spent, 0, 0);
}
