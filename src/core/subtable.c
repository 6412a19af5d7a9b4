/*-------------------------------------------------------------------------
 *
 * subtable.c
 *	  Row-wise kernels between a table and a table over fewer attributes.
 *
 *-------------------------------------------------------------------------
 */
#include <math.h>
#include <string.h>

#include "subtable.h"

SynthSubtable *
synth_subtable_new(const int *size, int nlarge, const int *large, int nsmall, const int *small)
{
	SynthSubtable *t = synth_alloc(sizeof(SynthSubtable));
	int nouter = nlarge > 0 ? nlarge - 1 : 0;
	size_t *stride = synth_alloc_array((size_t) nlarge, sizeof(size_t));
	int *digit = synth_alloc_array((size_t) nlarge, sizeof(int));
	size_t offset = 0;
	int s = nsmall - 1;

	t->ncells = 1;
	for (int i = nlarge - 1; i >= 0; i--)
	{
		if (s >= 0 && small[s] == large[i])
		{
			stride[i] = t->ncells;
			t->ncells = synth_size_mul(t->ncells, (size_t) size[large[i]]);
			s--;
		}
	}
	if (s >= 0)
		synth_fail(SYNTH_ERR_INTERNAL, "subtable is not part of its table");
	t->nrows = 1;
	for (int i = 0; i < nouter; i++)
		t->nrows = synth_size_mul(t->nrows, (size_t) size[large[i]]);
	t->width = nlarge > 0 ? (size_t) size[large[nlarge - 1]] : 1;
	t->deep = nlarge > 0 && nsmall > 0 && small[nsmall - 1] == large[nlarge - 1];
	if (t->ncells > UINT32_MAX)
		synth_fail(SYNTH_ERR_MEMORY, "a marginal table is too large");
	t->offset = synth_alloc_array(t->nrows, sizeof(uint32_t));

	/* an odometer over all but the last attribute */
	for (size_t r = 0; r < t->nrows; r++)
	{
		t->offset[r] = (uint32_t) offset;
		for (int i = nouter - 1; i >= 0; i--)
		{
			offset += stride[i];
			if (++digit[i] < size[large[i]])
				break;
			offset -= stride[i] * (size_t) digit[i];
			digit[i] = 0;
		}
	}
	synth_release(stride);
	synth_release(digit);
	return t;
}

void
synth_subtable_release(SynthSubtable *t)
{
	if (t == NULL)
		return;
	synth_release(t->offset);
	synth_release(t);
}

void
synth_subtable_fill(const SynthSubtable *t, double *large, const double *small)
{
	for (size_t r = 0; r < t->nrows; r++)
	{
		const double *from = small + t->offset[r];
		double *to = large + r * t->width;

		if (t->deep)
			memcpy(to, from, t->width * sizeof(double));
		else
		{
			for (size_t x = 0; x < t->width; x++)
				to[x] = *from;
		}
	}
}

void
synth_subtable_multiply(const SynthSubtable *t, double *large, const double *small)
{
	for (size_t r = 0; r < t->nrows; r++)
	{
		const double *restrict from = small + t->offset[r];
		double *restrict to = large + r * t->width;

		if (t->deep)
		{
			for (size_t x = 0; x < t->width; x++)
				to[x] *= from[x];
		}
		else
		{
			double f = *from;

			for (size_t x = 0; x < t->width; x++)
				to[x] *= f;
		}
	}
}

void
synth_subtable_sum(const SynthSubtable *t, const double *large, double *small)
{
	memset(small, 0, t->ncells * sizeof(double));
	for (size_t r = 0; r < t->nrows; r++)
	{
		const double *restrict from = large + r * t->width;
		double *restrict to = small + t->offset[r];

		if (t->deep)
		{
			for (size_t x = 0; x < t->width; x++)
				to[x] += from[x];
		}
		else
		{
			/* four partial sums: floating addition may not be reordered for us */
			double s[4] = {0, 0, 0, 0};
			size_t x = 0;

			for (; x + 4 <= t->width; x += 4)
			{
				s[0] += from[x];
				s[1] += from[x + 1];
				s[2] += from[x + 2];
				s[3] += from[x + 3];
			}
			for (; x < t->width; x++)
				s[0] += from[x];
			*to += (s[0] + s[1]) + (s[2] + s[3]);
		}
	}
}

void
synth_subtable_add(const SynthSubtable *t, double *large, const double *small)
{
	for (size_t r = 0; r < t->nrows; r++)
	{
		const double *from = small + t->offset[r];
		double *to = large + r * t->width;

		for (size_t x = 0; x < t->width; x++)
			to[x] += t->deep ? from[x] : *from;
	}
}

void
synth_subtable_logsum(const SynthSubtable *t, const double *large, double *small, double *peak)
{
	for (size_t i = 0; i < t->ncells; i++)
	{
		peak[i] = -HUGE_VAL;
		small[i] = 0;
	}
	for (size_t r = 0; r < t->nrows; r++)
	{
		for (size_t x = 0; x < t->width; x++)
		{
			size_t i = t->offset[r] + (t->deep ? x : 0);
			double v = large[r * t->width + x];

			if (v > peak[i])
				peak[i] = v;
		}
	}
	for (size_t r = 0; r < t->nrows; r++)
	{
		for (size_t x = 0; x < t->width; x++)
		{
			size_t i = t->offset[r] + (t->deep ? x : 0);

			if (peak[i] > -HUGE_VAL)
				small[i] += exp(large[r * t->width + x] - peak[i]);
		}
	}
	for (size_t i = 0; i < t->ncells; i++)
		small[i] = peak[i] > -HUGE_VAL ? peak[i] + log(small[i]) : -HUGE_VAL;
}
