/*-------------------------------------------------------------------------
 *
 * test_score.c
 *	  Scores, associations and moments against values worked out by hand or
 *	  by brute force.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "core/bits.h"
#include "core/linalg.h"
#include "core/score.h"

UNIT_TEST(score_sort_orders_any_int64)
{
	int64_t v[4001];
	SynthStream st;
	int64_t sum = 0;
	int64_t after = 0;

	synth_stream_init(&st, 1, 2, 3);
	for (int i = 0; i < 4001; i++)
	{
		v[i] = (int64_t) (synth_stream_u64(&st) >> (i % 64));
		if (i % 3 == 0)
			v[i] = -v[i];
		sum ^= v[i];
	}
	v[7] = INT64_MIN;
	v[8] = INT64_MAX;
	sum = 0;
	for (int i = 0; i < 4001; i++)
		sum ^= v[i];
	synth_score_sort(v, 4001);
	for (int i = 0; i < 4001; i++)
	{
		CHECK(i == 0 || v[i - 1] <= v[i]);
		after ^= v[i];
	}
	CHECK_INT(after, sum);
	CHECK(v[0] == INT64_MIN);
	CHECK(v[4000] == INT64_MAX);
}

UNIT_TEST(score_ks_by_hand)
{
	int64_t a[] = {1, 2, 2, 3};
	int64_t b[] = {2, 3, 3, 9};
	int64_t far[] = {100, 101};

	/* F(2) = 3/4, G(2) = 1/4 */
	CHECK(fabs(synth_score_ks(a, 4, b, 4) - 0.5) < 1e-12);
	CHECK(fabs(synth_score_ks(a, 4, a, 4) - 1.0) < 1e-12);
	CHECK(fabs(synth_score_ks(a, 4, far, 2) - 0.0) < 1e-12);
	CHECK(isnan(synth_score_ks(a, 0, b, 4)));
}

UNIT_TEST(score_tv_by_hand)
{
	int64_t a[] = {1, 1, 2, 0};
	int64_t b[] = {10, 0, 20, 10};

	/* |.25-.25| + |.25-0| + |.5-.5| + |0-.25| = 0.5 */
	CHECK(fabs(synth_score_tv(a, b, 4) - 0.75) < 1e-12);
	CHECK(fabs(synth_score_tv(a, a, 4) - 1.0) < 1e-12);
	CHECK(isnan(synth_score_tv(a, b, 0)));
}

UNIT_TEST(cramers_v_ends_and_middle)
{
	int64_t same[] = {5, 0, 0, 7};
	int64_t free_[] = {2, 4, 3, 6};
	int64_t part[] = {30, 10, 10, 30};
	int64_t constant[] = {3, 4};

	CHECK(fabs(synth_cramers_v(same, 2, 2) - 1.0) < 1e-12);
	CHECK(fabs(synth_cramers_v(free_, 2, 2)) < 1e-12);
	/* chi2 = 4 * 10^2 / 20 = 20 of n = 80 */
	CHECK(fabs(synth_cramers_v(part, 2, 2) - 0.5) < 1e-12);
	CHECK(synth_cramers_v(constant, 1, 2) == 0.0);
}

UNIT_TEST(correlation_ratio_by_hand)
{
	int32_t group[] = {0, 0, 1, 1};
	double apart[] = {1, 1, 3, 3};
	double half[] = {0, 2, 2, 4};
	double flat[] = {5, 5, 5, 5};

	CHECK(fabs(synth_correlation_ratio(group, apart, 4, 2) - 1.0) < 1e-12);
	/* within 4, all 8 */
	CHECK(fabs(synth_correlation_ratio(group, half, 4, 2) - sqrt(0.5)) < 1e-12);
	CHECK(synth_correlation_ratio(group, flat, 4, 2) == 0.0);
}

UNIT_TEST(moments_by_hand)
{
	double x[] = {2, 4, 4, 4, 5, 5, 7, 9};
	SynthMoments m = synth_moments(x, 8);

	CHECK(fabs(m.mean - 5.0) < 1e-12);
	CHECK(fabs(m.deviation - sqrt(32.0 / 7.0)) < 1e-12);
	/* sum of cubes 42 / 8 over 2^3; sum of fourth powers 356 / 8 over 2^4 */
	CHECK(fabs(m.skewness - 42.0 / 8.0 / 8.0) < 1e-12);
	CHECK(fabs(m.kurtosis - (356.0 / 8.0 / 16.0 - 3.0)) < 1e-12);
	CHECK(isnan(synth_moments(x, 0).mean));
	CHECK(isnan(synth_moments(x, 1).deviation));
}

UNIT_TEST(correlation_matrix_against_brute_force)
{
	enum
	{
		N = 10007,
		D = 5
	};
	double *x = synth_alloc_array(N * D, sizeof(double));
	double *copy = synth_alloc_array(N * D, sizeof(double));
	double out[D * D];
	SynthStream st;

	synth_linalg_init();
	synth_stream_init(&st, 4, 5, 6);
	for (int i = 0; i < N; i++)
	{
		double base = synth_stream_unit(&st);

		x[i * D] = base;
		x[i * D + 1] = -3.0 * base + 7.0;
		x[i * D + 2] = synth_stream_unit(&st);
		x[i * D + 3] = base + synth_stream_unit(&st);
		x[i * D + 4] = 42.0;
	}
	memcpy(copy, x, sizeof(double) * N * D);
	synth_correlation_matrix(x, N, D, out);
	for (int a = 0; a < D - 1; a++)
		for (int b = 0; b < D - 1; b++)
		{
			double sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;

			for (int i = 0; i < N; i++)
			{
				double u = copy[i * D + a];
				double v = copy[i * D + b];

				sa += u;
				sb += v;
				saa += u * u;
				sbb += v * v;
				sab += u * v;
			}
			CHECK(fabs(out[a * D + b] - (sab - sa * sb / N) / sqrt((saa - sa * sa / N) * (sbb - sb * sb / N))) < 1e-9);
		}
	CHECK(fabs(out[1] + 1.0) < 1e-9);
	CHECK(out[4] == 0.0);
	CHECK(out[4 * D + 4] == 1.0);
}

UNIT_TEST(chisq_tail_known_values)
{
	/* 5 % points of the usual tables */
	CHECK(fabs(synth_chisq_tail(3.841459, 1) - 0.05) < 1e-6);
	CHECK(fabs(synth_chisq_tail(18.307038, 10) - 0.05) < 1e-6);
	CHECK(synth_chisq_tail(0.0, 3) == 1.0);
}
