/*-------------------------------------------------------------------------
 *
 * postcode.c
 *	  Postcodes that belong to a city.
 *
 * The texts of a pattern are numbered by length, then by code points
 * (pattern.h).  So those that begin with a city's prefix are, for each length,
 * a range of numbers, found by bisection: no pattern per city is needed, and
 * the number of a city's postcodes is exact.
 *
 * Unique postcodes: first all that belong to a city, then all others, each in
 * an order of their own, so the space is that of the pattern.  Where prefixes
 * of cities overlap, the city whose range begins first has the postcode.
 *
 * Limits: a prefix that no postcode has, or one that is not ASCII, means any
 * postcode; 16 lengths a pattern.
 *
 *-------------------------------------------------------------------------
 */
#include "postcode.h"

#include <stdlib.h>
#include <string.h>

#include "texthash.h"

#define MAX_LENGTHS 16
#define MAX_POSTCODE 1024

typedef struct Range
{
	uint64_t first;
	uint64_t n;
	uint64_t before; /* numbers in the ranges before it */
	int city;
} Range;

struct SynthPostcodes
{
	SynthPool *pool;
	const SynthPlaceBook *book;
	/* of pattern k and city c: found[k * ncities + c] ranges from there times MAX_LENGTHS on; -1 not looked for yet */
	int ncities;
	int *found;
	Range *range;
	/* unique: ranges of the pool's `all`, first those of cities, then the rest */
	int nlocal;
	int nrest;
	Range *local;
	Range *rest;
	uint64_t nlocal_texts;
	SynthPermutation local_order;
	SynthPermutation rest_order;
	uint64_t space;
};

/* length, then the first characters */
static int
compare_text(const SynthPattern *p, uint64_t i, int length, const char *prefix, size_t n)
{
	char text[MAX_POSTCODE];
	int bytes = synth_pattern_text(p, i, text);

	if (bytes != length)
		return bytes < length ? -1 : 1;
	return memcmp(text, prefix, n < (size_t) bytes ? n : (size_t) bytes);
}

/* first number in [lo, hi) whose text is at or behind (length, prefix), or behind all that begin so */
static uint64_t
bisect(const SynthPattern *p, uint64_t lo, uint64_t hi, int length, const char *prefix, size_t n, bool behind)
{
	while (lo < hi)
	{
		uint64_t mid = lo + (hi - lo) / 2;
		int c = compare_text(p, mid, length, prefix, n);

		if (c < 0 || (behind && c == 0))
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* ranges of texts that begin with the prefix; returns their number */
static int
find_ranges(const SynthPattern *p, const char *prefix, int city, Range *out)
{
	uint64_t space = synth_pattern_space(p);
	uint64_t at = 0;
	size_t n = strlen(prefix);
	int found = 0;

	for (size_t i = 0; i < n; i++)
		if ((unsigned char) prefix[i] >= 0x80)
			return 0;
	for (int lengths = 0; lengths < MAX_LENGTHS && at < space && n > 0; lengths++)
	{
		char text[MAX_POSTCODE];
		int length = synth_pattern_text(p, at, text);
		uint64_t end = bisect(p, at, space, length, "", 0, true);
		uint64_t first;

		if ((size_t) length >= n)
		{
			first = bisect(p, at, end, length, prefix, n, false);
			out[found].first = first;
			out[found].n = bisect(p, first, end, length, prefix, n, true) - first;
			out[found].city = city;
			if (out[found].n > 0 && synth_pattern_text(p, first, text) == length && memcmp(text, prefix, n) == 0)
				found++;
		}
		at = end > at ? end : at + 1;
	}
	return found;
}

static int
compare_ranges(const void *a, const void *b)
{
	const Range *x = a;
	const Range *y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return (x->city > y->city) - (x->city < y->city);
}

/* the ranges of all cities without overlap, and what is between them */
static void
make_unique(SynthPostcodes *p, const SynthPlaceBook *book, uint64_t key)
{
	Range *all = synth_alloc_array((size_t) p->ncities * MAX_LENGTHS + 1, sizeof(Range));
	uint64_t at = 0;
	uint64_t nrest_texts = 0;
	int n = 0;

	p->space = p->pool->space;
	for (int c = 0; c < p->ncities; c++)
	{
		synth_poll();
		n += find_ranges(p->pool->all, book->city->entry[c]->tag, c, all + n);
	}
	qsort(all, (size_t) n, sizeof(Range), compare_ranges);
	p->local = synth_alloc_array((size_t) n + 1, sizeof(Range));
	p->rest = synth_alloc_array((size_t) n + 1, sizeof(Range));
	for (int i = 0; i <= n; i++)
	{
		uint64_t first = i < n ? all[i].first : p->space;
		uint64_t end = i < n ? all[i].first + all[i].n : p->space;

		if (first > at)
		{
			p->rest[p->nrest++] = (Range){at, first - at, nrest_texts, -1};
			nrest_texts += first - at;
		}
		else
			first = at;
		if (end > first && i < n)
		{
			p->local[p->nlocal++] = (Range){first, end - first, p->nlocal_texts, all[i].city};
			p->nlocal_texts += end - first;
		}
		if (end > at)
			at = end;
	}
	synth_release(all);
	if (p->nlocal_texts > 0)
		synth_permutation_init(&p->local_order, p->nlocal_texts, synth_text_mix(key, 1));
	if (nrest_texts > 0)
		synth_permutation_init(&p->rest_order, nrest_texts, synth_text_mix(key, 2));
}

SynthPostcodes *
synth_postcodes_new(const SynthLexicon *lexicon, const SynthPlaceBook *book, int max_chars, bool unique, uint64_t key)
{
	SynthPostcodes *p = synth_alloc(sizeof *p);
	const SynthWordList *list = synth_lexicon_list(lexicon, "postcode", book->locale, true);
	int npatterns;
	size_t n;

	if (list == NULL && book->locale[0] == '\0')
		list = synth_wordtable_fallback("postcode");
	p->pool = synth_pool_new(list, NULL, max_chars, unique, key);
	npatterns = p->pool->source->n;
	if (npatterns == 0 || p->pool->bytes >= MAX_POSTCODE || (unique && p->pool->space == 0))
		return NULL;
	p->book = book;
	p->ncities = book->city->n;
	n = synth_size_mul((size_t) npatterns, (size_t) p->ncities);
	p->found = synth_alloc_array(synth_size_add(n, 1), sizeof(int));
	p->range = synth_alloc_array(synth_size_add(synth_size_mul(n, MAX_LENGTHS), 1), sizeof(Range));
	for (size_t i = 0; i < n; i++)
		p->found[i] = -1;
	p->space = UINT64_MAX;
	if (unique)
		make_unique(p, book, key);
	return p;
}

uint64_t
synth_postcodes_space(const SynthPostcodes *p)
{
	return p->space;
}

/* the number that k is in these ranges */
static const Range *
find_number(const Range *range, int n, uint64_t k)
{
	int lo = 0;

	while (n > 1)
	{
		int half = n / 2;

		if (range[lo + half].before <= k)
			lo += half;
		n -= half;
	}
	return &range[lo];
}

/* the ranges of a city in pattern k, looked for when they are first needed: a small sample has few cities */
static const Range *
ranges_of(const SynthPostcodes *p, int k, int city, int *n)
{
	size_t at = (size_t) k * (size_t) p->ncities + (size_t) city;
	Range *range = p->range + at * MAX_LENGTHS;

	if (p->found[at] < 0)
	{
		p->found[at] = find_ranges(p->pool->pattern[k], p->book->city->entry[city]->tag, city, range);
		for (int i = 1; i < p->found[at]; i++)
			range[i].before = range[i - 1].before + range[i - 1].n;
	}
	*n = p->found[at];
	return range;
}

int
synth_postcode_pick(const SynthPostcodes *p, int city, uint64_t hash, char *out)
{
	int k = synth_wordtable_pick(p->pool->source, synth_text_mix(hash, 1));
	int n;
	const Range *range = ranges_of(p, k, city, &n);
	uint64_t total;
	uint64_t number;
	const Range *r;

	hash = synth_text_mix(hash, 2);
	if (n == 0)
		return synth_pattern_text(p->pool->pattern[k], synth_text_below(hash, synth_pattern_space(p->pool->pattern[k])),
								  out);
	total = range[n - 1].before + range[n - 1].n;
	number = synth_text_below(hash, total);
	r = find_number(range, n, number);
	return synth_pattern_text(p->pool->pattern[k], r->first + (number - r->before), out);
}

int
synth_postcode_at(const SynthPostcodes *p, uint64_t index, int *city, char *out)
{
	const Range *r;
	uint64_t number;

	if (index < p->nlocal_texts)
	{
		number = synth_permutation_at(&p->local_order, index);
		r = find_number(p->local, p->nlocal, number);
	}
	else
	{
		number = synth_permutation_at(&p->rest_order, index - p->nlocal_texts);
		r = find_number(p->rest, p->nrest, number);
	}
	*city = r->city;
	return synth_pattern_text(p->pool->all, r->first + (number - r->before), out);
}

size_t
synth_postcodes_bytes(const SynthPostcodes *p)
{
	return p->pool->bytes;
}
