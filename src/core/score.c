/*-------------------------------------------------------------------------
 *
 * score.c
 *	  Similarity of columns and pairs, strength of associations, moments.
 *
 * Everything works on plain arrays of one process and is exact up to double
 * rounding.  Undefined scores (an empty side) are NaN, which the caller turns
 * into NULL: an empty table is not an error.
 *
 *-------------------------------------------------------------------------
 */
#include "score.h"

#include <math.h>
#include <string.h>

/* rows between two interrupt polls */
#define POLL_EVERY 65536

double
synth_score_ks(const int64_t *a, int64_t na, const int64_t *b, int64_t nb)
{
	int64_t i = 0;
	int64_t j = 0;
	double worst = 0.0;

	if (na <= 0 || nb <= 0)
		return NAN;
	while (i < na && j < nb)
	{
		/* step past one distinct value on both sides, then compare */
		int64_t v = a[i] < b[j] ? a[i] : b[j];
		double gap;

		while (i < na && a[i] == v)
			i++;
		while (j < nb && b[j] == v)
			j++;
		gap = fabs((double) i / (double) na - (double) j / (double) nb);
		if (gap > worst)
			worst = gap;
	}
	return 1.0 - worst;
}

double
synth_score_tv(const int64_t *a, const int64_t *b, int64_t ncells)
{
	double suma = 0.0;
	double sumb = 0.0;
	double distance = 0.0;

	for (int64_t i = 0; i < ncells; i++)
	{
		suma += (double) a[i];
		sumb += (double) b[i];
	}
	if (suma <= 0.0 || sumb <= 0.0)
		return NAN;
	for (int64_t i = 0; i < ncells; i++)
		distance += fabs((double) a[i] / suma - (double) b[i] / sumb);
	return 1.0 - 0.5 * distance;
}

/*
 * Least-significant-digit radix sort over bytes of the order-preserving
 * unsigned image; bytes that are equal in all values cost one counting pass.
 */
void
synth_score_sort(int64_t *v, int64_t n)
{
	uint64_t *from = (uint64_t *) v;
	uint64_t *spare;
	uint64_t *to;

	if (n < 2)
		return;
	spare = synth_alloc_array((size_t) n, sizeof(uint64_t));
	to = spare;
	for (int64_t i = 0; i < n; i++)
		from[i] ^= UINT64_C(1) << 63;
	for (int shift = 0; shift < 64; shift += 8)
	{
		int64_t start[256] = {0};
		int64_t at = 0;
		uint64_t *swap;

		synth_poll();
		for (int64_t i = 0; i < n; i++)
			start[(from[i] >> shift) & 255]++;
		if (start[(from[0] >> shift) & 255] == n)
			continue;
		for (int d = 0; d < 256; d++)
		{
			int64_t count = start[d];

			start[d] = at;
			at += count;
		}
		for (int64_t i = 0; i < n; i++)
			to[start[(from[i] >> shift) & 255]++] = from[i];
		swap = from;
		from = to;
		to = swap;
	}
	if (from != (uint64_t *) v)
		memcpy(v, from, (size_t) n * sizeof(uint64_t));
	for (int64_t i = 0; i < n; i++)
		((uint64_t *) v)[i] ^= UINT64_C(1) << 63;
	synth_release(spare);
}

double
synth_cramers_v(const int64_t *table, int rows, int cols)
{
	double *rowsum = synth_alloc_array((size_t) rows, sizeof(double));
	double *colsum = synth_alloc_array((size_t) cols, sizeof(double));
	double n = 0.0;
	double chi2 = 0.0;
	int live_rows = 0;
	int live_cols = 0;
	int least;

	for (int r = 0; r < rows; r++)
		for (int c = 0; c < cols; c++)
		{
			double x = (double) table[(size_t) r * (size_t) cols + (size_t) c];

			rowsum[r] += x;
			colsum[c] += x;
			n += x;
		}
	for (int r = 0; r < rows; r++)
		live_rows += rowsum[r] > 0;
	for (int c = 0; c < cols; c++)
		live_cols += colsum[c] > 0;
	least = (live_rows < live_cols ? live_rows : live_cols) - 1;
	if (n > 0 && least > 0)
		for (int r = 0; r < rows; r++)
			for (int c = 0; c < cols; c++)
			{
				double expected = rowsum[r] * colsum[c] / n;
				double gap = (double) table[(size_t) r * (size_t) cols + (size_t) c] - expected;

				if (expected > 0)
					chi2 += gap * gap / expected;
			}
	synth_release(rowsum);
	synth_release(colsum);
	if (n <= 0 || least <= 0)
		return 0.0;
	return sqrt(fmin(1.0, chi2 / n / least));
}

double
synth_correlation_ratio(const int32_t *group, const double *y, int64_t n, int ngroups)
{
	double *sum = synth_alloc_array((size_t) ngroups, sizeof(double));
	double *count = synth_alloc_array((size_t) ngroups, sizeof(double));
	double total = 0.0;
	double within = 0.0;
	double all = 0.0;
	double mean;

	for (int64_t i = 0; i < n; i++)
	{
		if (i % POLL_EVERY == 0)
			synth_poll();
		sum[group[i]] += y[i];
		count[group[i]] += 1.0;
		total += y[i];
	}
	mean = n > 0 ? total / (double) n : 0.0;
	for (int64_t i = 0; i < n; i++)
	{
		double own = y[i] - sum[group[i]] / count[group[i]];
		double whole = y[i] - mean;

		within += own * own;
		all += whole * whole;
	}
	synth_release(sum);
	synth_release(count);
	if (!(all > 0))
		return 0.0;
	return sqrt(fmax(0.0, 1.0 - within / all));
}

SynthMoments
synth_moments(const double *x, int64_t n)
{
	SynthMoments m = {.n = n, .mean = NAN, .deviation = NAN, .skewness = NAN, .kurtosis = NAN};
	double s1 = 0.0;
	double s2 = 0.0;
	double s3 = 0.0;
	double s4 = 0.0;

	if (n <= 0)
		return m;
	for (int64_t i = 0; i < n; i++)
		s1 += x[i] / (double) n;
	m.mean = s1;
	for (int64_t i = 0; i < n; i++)
	{
		double d = x[i] - m.mean;

		if (i % POLL_EVERY == 0)
			synth_poll();
		s2 += d * d;
		s3 += d * d * d;
		s4 += d * d * d * d;
	}
	if (n > 1)
		m.deviation = sqrt(s2 / (double) (n - 1));
	s2 /= (double) n;
	if (s2 > 0)
	{
		m.skewness = s3 / (double) n / (s2 * sqrt(s2));
		m.kurtosis = s4 / (double) n / (s2 * s2) - 3.0;
	}
	return m;
}
