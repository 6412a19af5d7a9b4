/*-------------------------------------------------------------------------
 *
 * bag.c
 *	  Draws from a bag of tokens.
 *
 * Everything here is post-processing of what was published, and reproducible:
 * the same stream gives the same tokens.  One number of the stream is used
 * per draw, whether the bag was prepared or not; up to rounding of sums the
 * token is the same too.
 *
 *-------------------------------------------------------------------------
 */
#include "bag.h"

#include <math.h>
#include <string.h>

/* before[n + 1]: sums of the weights before each */
static double *
sums(const double *weight, int n)
{
	double *before = synth_alloc_array((size_t) n + 1, sizeof(double));

	for (int i = 0; i < n; i++)
		before[i + 1] = before[i] + weight[i];
	return before;
}

void
synth_bag_prepare(SynthBag *b)
{
	if (b->before == NULL)
		b->before = sums(b->weight, b->ntokens);
	if (b->link_before == NULL)
		b->link_before = sums(b->link_weight, b->nlinks);
}

/* one of `first` .. `first` + n - 1, n > 0, with probability proportional to weight */
static int
draw(const double *weight, const double *before, int first, int n, SynthStream *st)
{
	double u = synth_stream_unit(st);

	if (before != NULL)
	{
		double at = before[first] + u * (before[first + n] - before[first]);
		int low = first;
		int high = first + n - 1;

		while (low < high) /* the last one whose sum before it is not above */
		{
			int mid = low + (high - low + 1) / 2;

			if (before[mid] <= at)
				low = mid;
			else
				high = mid - 1;
		}
		return low;
	}
	else
	{
		double total = 0;
		double sum = 0;

		for (int i = first; i < first + n; i++)
			total += weight[i];
		for (int i = first; i < first + n - 1; i++)
		{
			sum += weight[i];
			if (sum > u * total)
				return i;
		}
		return first + n - 1;
	}
}

int
synth_bag_draw(const SynthBag *b, SynthStream *st)
{
	return b->ntokens > 0 ? draw(b->weight, b->before, 0, b->ntokens, st) : -1;
}

/* first link that leaves `from` or a later token */
static int
links_from(const SynthBag *b, int from)
{
	int low = 0;
	int high = b->nlinks;

	while (low < high)
	{
		int mid = low + (high - low) / 2;

		if (b->from[mid] < from)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/*
 * The next token of a text: along a published link; where none leaves `from`
 * (nothing about it passed the threshold), any token by weight.
 */
int
synth_bag_follow(const SynthBag *b, int from, SynthStream *st)
{
	int first = links_from(b, from);
	int n = links_from(b, from + 1) - first;

	if (n == 0)
		return from < 0 ? synth_bag_draw(b, st) : -1;
	return b->to[draw(b->link_weight, b->link_before, first, n, st)];
}

bool
synth_bag_ends(const SynthBag *b, int token)
{
	int first = links_from(b, token);

	/* of the links that leave it, the one to the end comes first */
	return first < b->nlinks && b->from[first] == token && b->to[first] == -1;
}

static const char *
check_links(const SynthBag *b)
{
	if (b->from == NULL || b->to == NULL || b->link_weight == NULL)
		return "links of a bag are missing";
	for (int i = 0; i < b->nlinks; i++)
	{
		if (b->from[i] < -1 || b->from[i] >= b->ntokens || b->to[i] < -1 || b->to[i] >= b->ntokens)
			return "link of a bag out of range";
		if (b->from[i] < 0 && b->to[i] < 0)
			return "link of a bag without a token";
		if (i > 0 && (b->from[i] < b->from[i - 1] || (b->from[i] == b->from[i - 1] && b->to[i] <= b->to[i - 1])))
			return "links of a bag not in order";
		if (!(b->link_weight[i] > 0 && isfinite(b->link_weight[i])))
			return "weight of a link out of range";
	}
	return NULL;
}

/* in index-safe order: nothing is looked at before its array is known to be there */
const char *
synth_bag_check(const SynthBag *b)
{
	if (b->ntokens < 0 || b->ntokens > SYNTH_BAG_MAX_TOKENS)
		return "number of tokens out of range";
	if (b->nlinks < 0 || b->nlinks > SYNTH_BAG_MAX_LINKS)
		return "number of links out of range";
	if (b->per_row < 1 || b->per_row > SYNTH_BAG_MAX_PER_ROW)
		return "tokens of a row out of range";
	if (!(b->sigma >= 0 && isfinite(b->sigma)))
		return "noise of a bag out of range";
	if (b->ntokens > 0 && (b->token == NULL || b->weight == NULL))
		return "tokens of a bag are missing";
	for (int i = 0; i < b->ntokens; i++)
	{
		if (b->token[i] == NULL)
			return "tokens of a bag are missing";
		if (strlen(b->token[i]) > SYNTH_BAG_MAX_TOKEN)
			return "token of a bag too long";
		if (i > 0 && strcmp(b->token[i - 1], b->token[i]) >= 0)
			return "tokens of a bag not in order";
		if (!(b->weight[i] > 0 && isfinite(b->weight[i])))
			return "weight of a token out of range";
	}
	return b->nlinks > 0 ? check_links(b) : NULL;
}
