/*-------------------------------------------------------------------------
 *
 * rowlink_code.c
 *	  What rows and open places have in common, as codes for core/pair.h.
 *
 * A context is compared by the code that the model gives it.  Where parents
 * are unlike those that the model has seen, many codes find no partner; so the
 * first numbers and times among the contexts are compared again, coarser and
 * coarser, before the next context is looked at: a row that wanted a dear
 * product then gets one that is nearly as dear, and not any.  The coarser codes
 * are parts of equally many rows of the block.
 *
 *-------------------------------------------------------------------------
 */
#include "rowlink.h"

#include "core/finecode.h"
#include "rowlink_parts.h"

/* contexts of a link that are compared more than once, and into how many parts */
#define ORDERED_CONTEXTS 4
static const int parts[] = {64, 16, 4};

/* a code that no part and no special has */
#define SPECIAL(raw) ((raw) -SYNTH_RAW_NULL + 1000)

static bool
is_ordered(const RowMaker *maker, const RowLink *link, int context)
{
	return context < ORDERED_CONTEXTS && maker->model->attribute[link->context[context].attribute].kind == SYNTH_NUMBER;
}

int
rowlink_ncodes(const RowMaker *maker, const RowLink *link)
{
	int n = 0;

	for (int i = 0; i < link->ncontexts; i++)
		n += is_ordered(maker, link, i) ? 1 + (int) lengthof(parts) : 1;
	return n;
}

static int64_t *
model_codes(const SynthAttribute *a, const int64_t *raw, int n)
{
	uint16_t *fine = synth_alloc_array((size_t) Max(n, 1), sizeof *fine);
	int64_t *code = synth_alloc_array((size_t) Max(n, 1), sizeof *code);

	synth_finecode_block(a, raw, n, fine);
	for (int i = 0; i < n; i++)
		code[i] = a->group[fine[i]];
	synth_release(fine);
	return code;
}

static int
compare_raw(const void *a, const void *b)
{
	int64_t x = *(const int64_t *) a;
	int64_t y = *(const int64_t *) b;

	return (x > y) - (x < y);
}

/* how many of the bounds are at most the value */
static int64_t *
part_codes(const int64_t *raw, int n, const int64_t *bound, int nbounds)
{
	int64_t *code = synth_alloc_array((size_t) Max(n, 1), sizeof *code);

	for (int i = 0; i < n; i++)
	{
		int lo = 0;
		int hi = nbounds;

		if (raw[i] < SYNTH_RAW_FIRST)
		{
			code[i] = SPECIAL(raw[i]);
			continue;
		}
		while (lo < hi)
		{
			int mid = (lo + hi) / 2;

			if (bound[mid] <= raw[i])
				lo = mid + 1;
			else
				hi = mid;
		}
		code[i] = lo;
	}
	return code;
}

/* one context, as often as it is compared; returns how many codes there are */
static int
context_codes(const RowMaker *maker, const RowLink *link, int context, const int64_t *child, int nchildren,
			  const int64_t *place, int nplaces, int64_t **child_code, int64_t **place_code)
{
	const SynthAttribute *a = &maker->model->attribute[link->context[context].attribute];
	int64_t *sorted;
	int n = 0;

	child_code[0] = model_codes(a, child, nchildren);
	place_code[0] = model_codes(a, place, nplaces);
	if (!is_ordered(maker, link, context))
		return 1;
	sorted = synth_alloc_array((size_t) Max(nchildren, 1), sizeof *sorted);
	for (int i = 0; i < nchildren; i++)
		if (child[i] >= SYNTH_RAW_FIRST)
			sorted[n++] = child[i];
	qsort(sorted, (size_t) n, sizeof *sorted, compare_raw);
	for (int p = 0; p < (int) lengthof(parts); p++)
	{
		int64_t bound[64];
		int nbounds = 0;

		for (int i = 1; i < parts[p] && n > 0; i++)
			bound[nbounds++] = sorted[(int64) n * i / parts[p]];
		child_code[1 + p] = part_codes(child, nchildren, bound, nbounds);
		place_code[1 + p] = part_codes(place, nplaces, bound, nbounds);
	}
	synth_release(sorted);
	return 1 + (int) lengthof(parts);
}

void
rowlink_codes(const RowMaker *maker, const RowLink *link, int n, const int *row, int64_t **child, int nplaces,
			  const int32 *place, int64_t **open)
{
	int64_t *child_raw = synth_alloc_array((size_t) Max(n, 1), sizeof *child_raw);
	int64_t *open_raw = synth_alloc_array((size_t) Max(nplaces, 1), sizeof *open_raw);
	int at = 0;

	for (int c = 0; c < link->ncontexts; c++)
	{
		const LinkContext *x = &link->context[c];

		for (int i = 0; i < n; i++)
			child_raw[i] = maker->raw[x->attribute][row[i]];
		for (int i = 0; i < nplaces; i++)
			open_raw[i] = x->raw[place[i]];
		at += context_codes(maker, link, c, child_raw, n, open_raw, nplaces, child + at, open + at);
	}
	synth_release(child_raw);
	synth_release(open_raw);
}
