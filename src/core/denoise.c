/*-------------------------------------------------------------------------
 *
 * denoise.c
 *	  Simplex projection and segment merging of noisy histograms.
 *
 *-------------------------------------------------------------------------
 */
#include <math.h>
#include <string.h>

#include "denoise.h"

void
synth_project_simplex(const double *y, const double *variance, int n, double total, double *out)
{
	double low = HUGE_VAL;
	double high = -HUGE_VAL;
	double sum = 0;

	if (n == 0)
		return;

	/*
	 * x_i = max(0, y_i - tau v_i), sum x falls as tau grows.  At the lower
	 * bound every x_i is at least total, at the upper every x_i is zero.
	 */
	for (int i = 0; i < n; i++)
	{
		low = fmin(low, (y[i] - total) / variance[i]);
		high = fmax(high, y[i] / variance[i]);
	}
	for (int step = 0; step < 200; step++)
	{
		double tau = low + (high - low) / 2;

		sum = 0;
		for (int i = 0; i < n; i++)
			sum += fmax(0, y[i] - tau * variance[i]);
		if (sum > total)
			low = tau;
		else
			high = tau;
	}
	sum = 0;
	for (int i = 0; i < n; i++)
	{
		out[i] = fmax(0, y[i] - low * variance[i]);
		sum += out[i];
	}
	/* what bisection leaves is a rounding error; all zero only if total is */
	for (int i = 0; i < n; i++)
		out[i] = sum > 0 ? out[i] * (total / sum) : total / n;
}

/* cells from..to-1 of y share their sum with what was counted as `sum` of variance v */
static void
reconcile_block(double *y, double *variance, int from, int to, double sum, double v)
{
	double own = 0;
	double gap = sum;

	for (int i = from; i < to; i++)
	{
		own += variance[i];
		gap -= y[i];
	}
	for (int i = from; i < to; i++)
	{
		double part = variance[i] / (own + v);

		y[i] += part * gap;
		variance[i] *= 1 - part;
	}
}

void
synth_reconcile(const int64_t *edge, int n, double *y, double *variance, const int64_t *sum_edge, int nsums,
				const double *sum, double sum_variance)
{
	int i = 0;
	int j = 0;
	int from = -1; /* of an open block */
	double counted = 0;
	double v = 0;

	while (i <= n && j <= nsums)
	{
		if (edge[i] == sum_edge[j])
		{
			if (from >= 0)
				reconcile_block(y, variance, from, i, counted, v);
			from = i;
			counted = 0;
			v = 0;
		}
		if (j < nsums && (i >= n || sum_edge[j + 1] <= edge[i + 1]))
		{
			bool both = i < n && sum_edge[j + 1] == edge[i + 1];

			counted += sum[j++];
			v += sum_variance;
			i += both;
		}
		else
			i++;
	}
}

typedef struct Segment
{
	double sum;	   /* of y / variance */
	double weight; /* of 1 / variance */
	int first;
	int end;
} Segment;

static double
unlikeness(const Segment *a, const Segment *b)
{
	double difference = a->sum / a->weight - b->sum / b->weight;

	return difference * difference / (1 / a->weight + 1 / b->weight);
}

void
synth_smooth(double *y, double *variance, int n, double penalty)
{
	Segment *segment = synth_alloc_array((size_t) n, sizeof(Segment));
	int count = n;

	for (int i = 0; i < n; i++)
	{
		segment[i].weight = 1 / variance[i];
		segment[i].sum = y[i] / variance[i];
		segment[i].first = i;
		segment[i].end = i + 1;
	}
	while (count > 1)
	{
		int best = 0;
		double least = HUGE_VAL;

		for (int i = 0; i + 1 < count; i++)
		{
			double u = unlikeness(&segment[i], &segment[i + 1]);

			if (u < least)
			{
				least = u;
				best = i;
			}
		}
		if (least > penalty)
			break;
		segment[best].sum += segment[best + 1].sum;
		segment[best].weight += segment[best + 1].weight;
		segment[best].end = segment[best + 1].end;
		memmove(&segment[best + 1], &segment[best + 2], (size_t) (count - best - 2) * sizeof(Segment));
		count--;
	}
	for (int s = 0; s < count; s++)
	{
		for (int i = segment[s].first; i < segment[s].end; i++)
		{
			y[i] = segment[s].sum / segment[s].weight;
			variance[i] = 1 / segment[s].weight;
		}
	}
	synth_release(segment);
}
