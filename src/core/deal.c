/*-------------------------------------------------------------------------
 *
 * deal.c
 *	  Codes for a group of rows, each as often as its probability says.
 *
 * A group of n rows with probabilities p gets
 *
 *		ceil(n * C(x) - u) - ceil(n * C(x - 1) - u),	C = cumulated p,
 *
 * rows of code x, u uniform on [0, 1): the floor of n * p(x) or one more, n in
 * all, and n * p(x) in expectation, also for a group of one row.  This is
 * systematic sampling; it keeps runs of neighbouring codes even too.
 *
 * Limits: sums of float32 lines may miss 1 by their rounding (1e-7); the last
 * possible code gets the difference.
 *
 *-------------------------------------------------------------------------
 */
#include "sampler_plan.h"

/* groups up to this size search the cumulated masses, larger ones walk them */
#define SEARCH_ROWS 4

/*
 * Codes of n rows by systematic sampling of the probabilities p[0..width),
 * in rising order.
 */
void
synth_deal_line(const float *p, int width, int n, SynthStream *st, uint16_t *dealt)
{
	double u = synth_stream_unit(st);
	double scale = (double) n;
	double cumulated = 0.0;
	int last = 0;
	int done = 0;

	for (int x = 0; x < width; x++)
	{
		if (p[x] <= 0.0f)
			continue;
		last = x;
		cumulated += (double) p[x] * scale;
		while ((double) done + u < cumulated)
		{
			dealt[done++] = (uint16_t) x;
			if (done == n)
				return;
		}
	}
	while (done < n)
		dealt[done++] = (uint16_t) last;
}

/* the same for cumulated masses; gives positions in them */
void
synth_deal_cumulated(const double *cumulated, int width, int n, SynthStream *st, uint16_t *dealt)
{
	double u = synth_stream_unit(st);
	double scale = (double) n;
	int x = 0;

	for (int j = 0; j < n; j++)
	{
		double target = ((double) j + u) / scale;

		if (n <= SEARCH_ROWS)
		{
			/* first position in [x, width) whose cumulated mass is above the target */
			int lo = x;
			int hi = width - 1;

			while (lo < hi)
			{
				int mid = lo + (hi - lo) / 2;

				if (cumulated[mid] > target)
					hi = mid;
				else
					lo = mid + 1;
			}
			x = lo;
		}
		else
			while (x < width - 1 && cumulated[x] <= target)
				x++;
		dealt[j] = (uint16_t) x;
	}
	/* rounding may have run past the last mass: step back over codes without any */
	for (int j = n - 1; j >= 0; j--)
	{
		while (dealt[j] > 0 && cumulated[dealt[j]] <= cumulated[dealt[j] - 1])
			dealt[j]--;
		if (dealt[j] < width - 1)
			break;
	}
}

/*
 * The line without its banned code.  If nothing is left, any other code is
 * as good: the rows' true value is one that is not published.
 */
const float *
synth_allowed_line(const SynthSamplerPlan *plan, const float *p)
{
	double sum = 0.0;

	for (int x = 0; x < plan->width; x++)
		if (x != plan->banned)
			sum += (double) p[x];
	for (int x = 0; x < plan->width; x++)
	{
		if (x == plan->banned)
			plan->allowed[x] = 0.0f;
		else if (sum > 1e-9)
			plan->allowed[x] = (float) ((double) p[x] / sum);
		else
			plan->allowed[x] = 1.0f / (float) (plan->width - 1);
	}
	return plan->allowed;
}

/*
 * Codes of n rows that fell into a leaf, in rising order.
 */
void
synth_deal_leaf(const SynthSamplerPlan *plan, int leaf, int n, SynthStream *st, uint16_t *dealt)
{
	const SynthTree *t = plan->tree;
	int first = t->first[leaf];
	int width = t->first[leaf + 1] - first;
	const uint16_t *code = t->code + first;

	if (plan->banned >= 0)
	{
		for (int x = 0; x < plan->width; x++)
			plan->allowed[x] = 0.0f;
		for (int i = 0; i < width; i++)
			plan->allowed[code[i]] = t->p[first + i];
		synth_deal_line(synth_allowed_line(plan, plan->allowed), plan->width, n, st, dealt);
		return;
	}
	synth_deal_line(t->p + first, width, n, st, dealt);
	for (int j = 0; j < n; j++)
		dealt[j] = code[dealt[j]];
}
