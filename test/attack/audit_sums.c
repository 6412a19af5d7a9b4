/*-------------------------------------------------------------------------
 *
 * audit_sums.c
 *	  White-box audit of the sums behind a copula's correlations.
 *
 * As audit.c does for histograms: what an attacker can measure of a canary in
 * the noisy sums is what was claimed, and no more.
 *
 *-------------------------------------------------------------------------
 */
#include "core/measure.h"
#include "unit.h"

#define EPSILON 1.0
#define DELTA 1e-2
#define BASE_ROWS 40

/*
 * Sums of products at a whole budget of (EPSILON, DELTA), unit of k rows:
 * the canary's rows have every score far above what the bound lets through,
 * the worst rows there are.  The attacker looks along the direction that they
 * move the sums in.  With 20,000 runs a side 10 % are 4.5 standard errors.
 */
#define SUMS_D 6
static void
audit_sums(int k)
{
	long		runs = (long) (40000 * fmax(unit_scale(), 0.5));
	double		rho = synth_zcdp_rho(EPSILON, DELTA);
	int64_t		bound = 3 * 256 * 256 * SUMS_D;
	int64_t		sensitivity = synth_products_sensitivity(SUMS_D, bound);
	double		sigma2 = (double) (k * sensitivity) * (double) (k * sensitivity) / (2 * rho);
	double		sum[2] = {0, 0};
	double		squares[2] = {0, 0};
	double		measured;

	for (int with = 0; with < 2; with++)
	{
		SynthProducts *p = synth_products_new(SUMS_D, bound);
		int16_t		row[SUMS_D][BASE_ROWS];
		int16_t		canary[16];
		int16_t    *score[SUMS_D];
		const SynthTrueCount *total;

		for (int c = 0; c < SUMS_D; c++)
		{
			for (int r = 0; r < BASE_ROWS; r++)
				row[c][r] = (int16_t) (100 * (c - r % 3));
			score[c] = row[c];
		}
		synth_products_add(p, score, BASE_ROWS);
		for (int r = 0; r < 16; r++)
			canary[r] = INT16_MAX;
		for (int c = 0; c < SUMS_D; c++)
			score[c] = canary;
		synth_products_add(p, score, with ? k : 0);
		total = synth_products_close(p);
		for (long r = 0; r < runs; r++)
		{
			int64_t		noisy[SUMS_D * (SUMS_D - 1) / 2];
			SynthAccount a;
			double		x = 0;

			synth_account_open(&a, true, rho * (1 + 1e-12), 0, k);
			synth_measure_sums(&a, "correlation", total, SUMS_D * (SUMS_D - 1) / 2, sensitivity, sigma2, noisy);
			for (int i = 0; i < SUMS_D * (SUMS_D - 1) / 2; i++)
				x += (double) noisy[i];
			sum[with] += x / 1e6;
			squares[with] += x * x / 1e12;
		}
	}
	measured = (sum[1] - sum[0]) / runs /
		sqrt((squares[0] - sum[0] * sum[0] / runs + squares[1] - sum[1] * sum[1] / runs) / (2 * runs - 2));
	printf("# sums, unit of %d: mu %.4f claimed, %.4f measured\n", k, sqrt(2 * rho), measured);
	CHECK_NEAR(measured / sqrt(2 * rho), 1, 0.1);
}

UNIT_TEST(audit_sums_of_a_row)
{
	audit_sums(1);
}

UNIT_TEST(audit_sums_of_a_unit)
{
	audit_sums(4);
}
