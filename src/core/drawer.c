/*-------------------------------------------------------------------------
 *
 * drawer.c
 *	  Tokens of a bag by weight, from ranges of it and without repetition.
 *
 * Taking without repetition draws again a few times when it meets a token
 * that was taken, which keeps to the weights while many are left, and then
 * takes the next free one in the bag's order: it always ends.
 *
 *-------------------------------------------------------------------------
 */
#include "drawer.h"

#include <string.h>

/* draws that may meet a token that was taken */
#define TRIES 8

void
synth_drawer_init(SynthDrawer *d, const SynthBag *bag)
{
	int n = bag == NULL ? 0 : bag->ntokens;

	d->bag = bag;
	d->epoch = 1;
	d->before = synth_alloc_array((size_t) n + 1, sizeof(double));
	d->used = synth_alloc_array((size_t) n + 1, sizeof(uint32_t));
	for (int i = 0; i < n; i++)
		d->before[i + 1] = d->before[i] + bag->weight[i];
}

/* first token that does not sort before the prefix, or, with after, all that begin with it */
static int
bound(const SynthBag *bag, const char *prefix, int n, bool after)
{
	int lo = 0;
	int hi = bag->ntokens;

	while (lo < hi)
	{
		int middle = lo + (hi - lo) / 2;
		int c = strncmp(bag->token[middle], prefix, (size_t) n);

		if (c < 0 || (after && c == 0))
			lo = middle + 1;
		else
			hi = middle;
	}
	return lo;
}

SynthDrawerRange
synth_drawer_range(const SynthDrawer *d, const char *prefix, int n)
{
	SynthDrawerRange r = {0, 0};

	if (d->bag == NULL)
		return r;
	r.first = bound(d->bag, prefix, n, false);
	r.n = bound(d->bag, prefix, n, true) - r.first;
	return r;
}

double
synth_drawer_weight(const SynthDrawer *d, SynthDrawerRange r)
{
	return d->before[r.first + r.n] - d->before[r.first];
}

int
synth_drawer_draw(const SynthDrawer *d, SynthDrawerRange r, SynthStream *st)
{
	double x;
	int lo = r.first;
	int hi = r.first + r.n - 1;

	if (r.n <= 0)
		return -1;
	x = d->before[r.first] + synth_stream_unit(st) * synth_drawer_weight(d, r);
	while (lo < hi)
	{
		int middle = lo + (hi - lo) / 2;

		if (d->before[middle + 1] > x)
			hi = middle;
		else
			lo = middle + 1;
	}
	return lo;
}

void
synth_drawer_begin(SynthDrawer *d)
{
	/* after 2^32 of them old marks would look new */
	if (++d->epoch == 0)
	{
		memset(d->used, 0, (size_t) (d->bag == NULL ? 0 : d->bag->ntokens) * sizeof *d->used);
		d->epoch = 1;
	}
}

int
synth_drawer_take(SynthDrawer *d, SynthDrawerRange r, SynthStream *st)
{
	int at = -1;

	if (r.n <= 0)
		return -1;
	for (int i = 0; i < TRIES; i++)
	{
		at = synth_drawer_draw(d, r, st);
		if (d->used[at] != d->epoch)
		{
			d->used[at] = d->epoch;
			return at;
		}
	}
	for (int i = 0; i < r.n; i++)
	{
		int next = r.first + (at - r.first + i) % r.n;

		if (d->used[next] != d->epoch)
		{
			d->used[next] = d->epoch;
			return next;
		}
	}
	return -1;
}
