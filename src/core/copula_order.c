/*-------------------------------------------------------------------------
 *
 * copula_order.c
 *	  The latent order of the codes of a category.
 *
 * Each code has a mean of every other column's scores.  The direction in which
 * these means differ most (the first principal axis, codes weighted by their
 * rows) gives each code a place, and the places give the order.
 *
 * Private: the sums behind the means are one vector (products.c), noised and
 * charged in measure.c, in one pass of its own before the correlations.  A
 * mean is drawn towards 0 by as much as it is noise.
 *
 *-------------------------------------------------------------------------
 */
#include "copula_parts.h"

#include <math.h>
#include <string.h>

#include "finecode.h"
#include "measure.h"

#define POWER_STEPS 30
/* categories of more codes than this keep the declared order: noise would decide */
#define MOST_CODES 256
/* variance of a code's mean that is worth finding */
#define WORTH 0.1
/* more noise cannot be drawn */
#define SIGMA2_MOST 0x1p58

/* place[code] along the direction in which the codes' means differ most */
static void
principal_places(int n, size_t d, const double *mean, const double *weight, double *direction, double *place)
{
	double *next = synth_alloc_array(d, sizeof(double));

	/* begin at the code that lies furthest out */
	memset(direction, 0, d * sizeof(double));
	for (int x = 0, best = -1; x < n; x++)
	{
		double size = 0;
		double sofar = 0;

		for (size_t b = 0; b < d; b++)
		{
			size += weight[x] * mean[(size_t) x * d + b] * mean[(size_t) x * d + b];
			sofar += best < 0 ? 0 : weight[best] * mean[(size_t) best * d + b] * mean[(size_t) best * d + b];
		}
		if (best < 0 || size > sofar)
			best = x;
		if (x == n - 1)
			memcpy(direction, mean + (size_t) best * d, d * sizeof(double));
	}
	for (int step = 0; step <= POWER_STEPS; step++)
	{
		double norm = 0;

		synth_poll();
		memset(next, 0, d * sizeof(double));
		for (int x = 0; x < n; x++)
		{
			place[x] = 0;
			for (size_t b = 0; b < d; b++)
				place[x] += mean[(size_t) x * d + b] * direction[b];
			for (size_t b = 0; b < d; b++)
				next[b] += weight[x] * place[x] * mean[(size_t) x * d + b];
		}
		for (size_t b = 0; b < d; b++)
			norm += next[b] * next[b];
		if (!(norm > 0) || step == POWER_STEPS)
			break;
		for (size_t b = 0; b < d; b++)
			direction[b] = next[b] / sqrt(norm);
	}
	synth_release(next);
}

/* rising places, ties as they were: bottom-up merge sort */
static void
sort_codes(uint16_t *order, const double *place, int n)
{
	uint16_t *scratch = synth_alloc_array((size_t) n, sizeof(uint16_t));

	for (int width = 1; width < n; width *= 2)
	{
		for (int from = 0; from < n; from += 2 * width)
		{
			int mid = from + width < n ? from + width : n;
			int end = mid + width < n ? mid + width : n;
			int i = from;
			int j = mid;

			for (int k = from; k < end; k++)
				scratch[k] = i < mid && (j >= end || place[order[i]] <= place[order[j]]) ? order[i++] : order[j++];
		}
		memcpy(order, scratch, (size_t) n * sizeof(uint16_t));
	}
	synth_release(scratch);
}

void
synth_copula_order_codes(int n, size_t d, const double *mean, const double *weight, uint16_t *order)
{
	double *place = synth_alloc_array((size_t) n, sizeof(double));
	double *direction = synth_alloc_array(d, sizeof(double));

	principal_places(n, d, mean, weight, direction, place);
	sort_codes(order, place, n);
	synth_release(place);
	synth_release(direction);
}

/* the sums over all rows of a pass, noisy */
static int64_t *
measure_sums(const SynthCopulaInput *in, const SynthRowSource *rows, int ngroups, const int *group, int64_t bound,
			 int16_t *const *table, double sigma2)
{
	int d = in->nattributes;
	const int64_t **columns = synth_alloc_array((size_t) d, sizeof(int64_t *));
	uint16_t **code = synth_alloc_array((size_t) d, sizeof(uint16_t *));
	uint16_t **key = synth_alloc_array((size_t) ngroups, sizeof(uint16_t *));
	int16_t **score = synth_alloc_array((size_t) d, sizeof(int16_t *));
	int *ncodes = synth_alloc_array((size_t) ngroups, sizeof(int));
	SynthCodeSums *sums;
	const SynthTrueCount *sum;
	int64_t *noisy;
	size_t count;
	int n;

	for (int a = 0; a < d; a++)
	{
		code[a] = synth_alloc_array(SYNTH_SCAN_BLOCK, sizeof(uint16_t));
		score[a] = synth_alloc_array(SYNTH_SCAN_BLOCK, sizeof(int16_t));
	}
	for (int g = 0; g < ngroups; g++)
	{
		ncodes[g] = in->attribute[group[g]].nfine;
		key[g] = code[group[g]];
	}
	sums = synth_code_sums_new(d, bound, ngroups, ncodes);
	rows->rewind(rows->ctx);
	while (synth_poll(), (n = rows->next(rows->ctx, columns)) > 0)
	{
		for (int a = 0; a < d; a++)
		{
			synth_finecode_block(&in->attribute[a], columns[a], n, code[a]);
			for (int r = 0; r < n; r++)
				score[a][r] = table[a][code[a][r]];
		}
		synth_code_sums_add(sums, key, score, n);
	}
	sum = synth_code_sums(sums, &count);
	noisy = synth_alloc_array(count, sizeof(int64_t));
	synth_measure_sums(in->account, "order", sum, (int) count, synth_code_sums_sensitivity(ngroups, bound), sigma2,
					   noisy);
	for (int a = 0; a < d; a++)
	{
		synth_release(code[a]);
		synth_release(score[a]);
	}
	synth_release(code);
	synth_release(score);
	synth_release(key);
	synth_release(ncodes);
	synth_release(columns);
	return noisy;
}

int
synth_copula_groups(const SynthCopulaInput *in, int *group)
{
	size_t cells = 0;
	int n = 0;

	for (int a = 0; a < in->nattributes; a++)
	{
		size_t more = (size_t) in->attribute[a].nfine * (size_t) in->nattributes;
		int used = 0;

		for (int x = 0; x < in->attribute[a].nfine; x++)
			used += in->marginal[a][x] > 0;
		/* sums and what is made of them: an eighth of the memory */
		if (in->attribute[a].kind == SYNTH_CATEGORY && used > 2 && in->attribute[a].nfine <= MOST_CODES
			&& cells + more <= synth_env.memory_limit / 8 / (2 * sizeof(int64_t)))
		{
			group[n++] = a;
			cells += more;
		}
	}
	return n;
}

void
synth_copula_noisy_orders(const SynthCopulaInput *in, const SynthRowSource *rows, int ngroups, const int *group,
						  int64_t bound, double scale, int16_t *const *table, double rho, uint16_t **order)
{
	size_t d = (size_t) in->nattributes;
	double moved = (double) in->account->stability * (double) synth_code_sums_sensitivity(ngroups, bound);
	double sigma2 = moved * moved / (2 * rho * (1 - 1e-9));
	double noise = sqrt(sigma2) / scale;
	const int64_t *sum;
	int64_t *noisy;

	if (sigma2 > SIGMA2_MOST)
		return;
	noisy = measure_sums(in, rows, ngroups, group, bound, table, sigma2);
	sum = noisy;
	for (int g = 0; g < ngroups; g++)
	{
		int a = group[g];
		int n = in->attribute[a].nfine;
		double *mean = synth_alloc_array((size_t) n * d, sizeof(double));
		double *weight = synth_alloc_array((size_t) n, sizeof(double));

		for (int x = 0; x < n; x++)
		{
			weight[x] = in->marginal[a][x] * in->total;
			for (size_t b = 0; b < d; b++)
			{
				/* sum / (rows + noise^2 / (WORTH * rows)), without its own score */
				if (b != (size_t) a && weight[x] > 0)
					mean[(size_t) x * d + b] = (double) sum[(size_t) x * d + b] / scale * weight[x]
											   / (weight[x] * weight[x] + noise * noise / WORTH);
			}
		}
		sum += (size_t) n * d;
		synth_copula_order_codes(n, d, mean, weight, order[a]);
		synth_release(mean);
		synth_release(weight);
	}
	synth_release(noisy);
}
