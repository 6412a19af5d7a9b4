/*-------------------------------------------------------------------------
 *
 * audit_tokens.c
 *	  White-box audit of bags of tokens.
 *
 * As audit.c does for histograms, in the worst case: all rows of the canary's
 * unit have the same tokens, as many as may count, and everybody has them.
 * The attacker looks along the direction that the unit moves the counts in.
 * Then the threshold: tokens that only the unit has, at a delta that can be
 * observed.
 *
 *-------------------------------------------------------------------------
 */
#include "core/bagrow.h"
#include "core/measure.h"
#include "stats.h"
#include "unit.h"

#define EPSILON 1.0
#define DELTA 1e-2
#define PER_ROW 6
#define WORDS 10 /* that a row of the canary has, of which PER_ROW count */
#define BASE_ROWS 100000

/* tokens that the canary's unit of k rows adds to counts of `base` each; returns how many tokens there are */
static int
count_unit(int k, int64_t base, SynthTrueCount *count)
{
	SynthBagSpec spec = {PER_ROW, false};
	SynthBagRow row;
	int n = 0;

	memset(count, 0, sizeof(SynthTrueCount) * WORDS);
	synth_bagrow_init(&row, &spec);
	for (int r = 0; r < k; r++)
	{
		synth_bagrow_begin(&row);
		/* each word twice, which must not count twice */
		for (int w = 0; w < 2 * WORDS; w++)
		{
			char word[2] = {(char) ('a' + w / 2), '\0'};

			synth_bagrow_token(&row, word, 1);
		}
		synth_bagrow_end(&row);
		for (int i = 0; i < row.ntokens; i++)
		{
			int t = row.token[i][0] - 'a';

			synth_true_count_add(&count[t], 1);
			n = t + 1 > n ? t + 1 : n;
		}
	}
	for (int t = 0; t < WORDS; t++)
		synth_true_count_add(&count[t], base);
	return base > 0 ? WORDS : n;
}

/*
 * Tokens at a whole budget of (EPSILON, DELTA).  With 60,000 runs a side 10 %
 * of mu, sqrt(2 rho) = .45, are 7.9 standard errors.
 */
static void
audit_tokens(int k)
{
	long runs = (long) (60000 * fmax(unit_scale(), 0.5));
	double rho = synth_zcdp_rho(EPSILON, DELTA);
	double sigma2 = (double) k * k * PER_ROW / (2 * rho);
	double sum[2] = {0, 0};
	double squares[2] = {0, 0};
	double measured;
	SynthTrueCount count[2][WORDS];
	int n = count_unit(0, BASE_ROWS, count[0]);

	count_unit(k, BASE_ROWS, count[1]);
	for (int with = 0; with < 2; with++)
	{
		for (long r = 0; r < runs; r++)
		{
			SynthAccount a;
			SynthDiscovery d;
			bool released[WORDS];
			int64_t noisy[WORDS];
			double x = 0;

			synth_account_open(&a, true, rho * (1 + 1e-12), DELTA, k);
			synth_measure_tokens_open(&d, &a, "tokens", sigma2, DELTA * (1 - 1e-9), PER_ROW, 0);
			CHECK_INT(synth_measure_discover_keys(&d, count[with], n, released, noisy), n);
			CHECK(a.rho_spent >= rho);
			for (int t = 0; t < n; t++)
				x += (double) ((count[1][t].secret - BASE_ROWS) * (noisy[t] - BASE_ROWS));
			sum[with] += x;
			squares[with] += x * x;
		}
	}
	measured = (sum[1] - sum[0]) / runs
			   / sqrt((squares[0] - sum[0] * sum[0] / runs + squares[1] - sum[1] * sum[1] / runs) / (2 * runs - 2));
	printf("# tokens, unit of %d rows of %d: mu %.4f claimed, %.4f measured\n", k, PER_ROW, sqrt(2 * rho), measured);
	CHECK_NEAR(measured / sqrt(2 * rho), 1, 0.1);
}

UNIT_TEST(audit_tokens_of_a_row)
{
	audit_tokens(1);
}

UNIT_TEST(audit_tokens_of_a_unit)
{
	audit_tokens(3);
}

/*
 * Tokens and links that only the unit has: any of them is published in at
 * most a part DELTA of the runs.  A correct build fails with probability below
 * 1e-9; and the threshold is not much higher than it must be: one of the
 * tokens passes with a probability of at least DELTA / 20.
 */
static void
audit_own_tokens(int k, const char *phase)
{
	long runs = (long) (40000 * fmax(unit_scale(), 0.5));
	double rho = synth_zcdp_rho(EPSILON, DELTA);
	double sigma2 = (double) k * k * PER_ROW / (2 * rho);
	long told = 0;

	for (long r = 0; r < runs; r++)
	{
		SynthTrueCount count[WORDS];
		SynthAccount a;
		SynthDiscovery d;
		bool released[WORDS];
		int64_t noisy[WORDS];
		int n = count_unit(k, 0, count);

		synth_account_open(&a, true, rho * (1 + 1e-12), DELTA, k);
		synth_measure_tokens_open(&d, &a, phase, sigma2, DELTA * (1 - 1e-9), PER_ROW, 0);
		told += synth_measure_discover_keys(&d, count, n, released, noisy) > 0;
	}
	printf("# %s of a unit of %d rows alone: told in %ld of %ld runs, %.0f allowed\n", phase, k, told, runs,
		   runs * DELTA);
	CHECK(stats_binomial_tail(told, runs, DELTA) > 1e-9);
	CHECK(stats_binomial_tail(runs - told, runs, 1 - DELTA / 20) > 1e-9);
}

UNIT_TEST(audit_own_tokens_of_a_row)
{
	audit_own_tokens(1, "tokens");
}

UNIT_TEST(audit_own_links_of_a_unit)
{
	audit_own_tokens(3, "links");
}
