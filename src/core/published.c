/*-------------------------------------------------------------------------
 *
 * published.c
 *	  What a discovery publishes: labels in byte order, the most frequent ones
 *	  if there are too many.
 *
 * All of this comes after the noise.  Labels are numbered in byte order, so
 * the order of rows leaves no trace.
 *
 *-------------------------------------------------------------------------
 */
#include "published.h"

#include <string.h>

void
synth_published_open(SynthPublished *p, int most)
{
	memset(p, 0, sizeof(*p));
	p->most = most;
	p->room = 2 * most;
	p->label = synth_alloc_array((size_t) p->room, sizeof(char *));
	p->noisy = synth_alloc_array((size_t) p->room, sizeof(int64_t));
}

/*
 * With more labels than may stay, those of least noisy count are withdrawn:
 * the least bar that few enough pass.  Done on a part of the keys it withdraws
 * nothing that would have stayed in the end, since more keys can only raise
 * the bar; so the order of keys leaves no trace.
 */
static void
withdraw_excess(SynthPublished *p)
{
	int64_t low = 0;
	int64_t high = SYNTH_MAX_ROWS * 2;
	int n = 0;

	if (p->n <= p->most)
		return;
	while (low < high)
	{
		int64_t bar = low + (high - low) / 2;
		int passing = 0;

		for (int i = 0; i < p->n; i++)
			passing += p->noisy[i] >= bar;
		if (passing > p->most)
			low = bar + 1;
		else
			high = bar;
	}
	for (int i = 0; i < p->n; i++)
	{
		if (p->noisy[i] < low)
		{
			synth_release(p->label[i]);
			continue;
		}
		p->label[n] = p->label[i];
		p->noisy[n++] = p->noisy[i];
	}
	p->n = n;
}

void
synth_published_keys(SynthPublished *p, const SynthDiscovery *d, int nkeys, char *const *label,
					 const SynthTrueCount *count)
{
	bool *released = synth_alloc_array((size_t) nkeys, sizeof(bool));
	int64_t *noisy = synth_alloc_array((size_t) nkeys, sizeof(int64_t));

	synth_measure_discover_keys(d, count, nkeys, released, noisy);
	for (int i = 0; i < nkeys; i++)
	{
		size_t len;

		if (!released[i])
			continue;
		if (p->n == p->room)
			withdraw_excess(p);
		len = strlen(label[i]) + 1;
		p->label[p->n] = synth_alloc(len);
		memcpy(p->label[p->n], label[i], len);
		p->noisy[p->n++] = noisy[i];
	}
	synth_release(released);
	synth_release(noisy);
}

typedef struct LabelOrder
{
	char *label;
	int64_t noisy;
} LabelOrder;

/* bottom-up merge sort by bytes: no recursion, no libc comparison callback to poll from */
static void
sort_labels(LabelOrder *v, int n)
{
	LabelOrder *w = synth_alloc_array((size_t) n, sizeof(LabelOrder));

	for (int width = 1; width < n; width *= 2)
	{
		synth_poll();
		for (int from = 0; from < n; from += 2 * width)
		{
			int mid = from + width < n ? from + width : n;
			int end = mid + width < n ? mid + width : n;
			int i = from;
			int j = mid;

			for (int k = from; k < end; k++)
			{
				if (i < mid && (j >= end || strcmp(v[i].label, v[j].label) <= 0))
					w[k] = v[i++];
				else
					w[k] = v[j++];
			}
		}
		memcpy(v, w, (size_t) n * sizeof(LabelOrder));
	}
	synth_release(w);
}

void
synth_published_close(SynthPublished *p)
{
	LabelOrder *order;

	withdraw_excess(p);
	order = synth_alloc_array((size_t) p->n, sizeof(LabelOrder));
	for (int i = 0; i < p->n; i++)
	{
		order[i].label = p->label[i];
		order[i].noisy = p->noisy[i];
	}
	sort_labels(order, p->n);
	for (int i = 0; i < p->n; i++)
	{
		p->label[i] = order[i].label;
		p->noisy[i] = order[i].noisy;
	}
	synth_release(order);
}

void
synth_published_forget(SynthPublished *p)
{
	for (int i = 0; i < p->n; i++)
		synth_release(p->label[i]);
	synth_release(p->label);
	synth_release(p->noisy);
	memset(p, 0, sizeof(*p));
}

int
synth_published_index(const SynthPublished *p, const char *label, size_t length)
{
	int low = 0;
	int high = p->n;

	while (low < high)
	{
		int mid = low + (high - low) / 2;
		int order = strncmp(p->label[mid], label, length);

		if (order == 0 && p->label[mid][length] == '\0')
			return mid;
		/* one that goes on after the label comes after it */
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return -1;
}
