/*-------------------------------------------------------------------------
 *
 * counts.c
 *	  Counting rows into contingency tables: exact, in integers.
 *
 * A row adds 1 to exactly one cell of each table, whatever the other rows
 * are; that is the whole sensitivity argument (Delta = 1 per row, in L1 and
 * L2).  Integers make the sum independent of the order of the rows, which a
 * floating-point sum is not (Casacuberta, Shoemate, Vadhan, Wagaman 2022).
 *
 * Nothing here reads a count back: that is measure.c's.
 *
 *-------------------------------------------------------------------------
 */
#include "counts.h"

#include "mutate.h"

/*
 * More rows than the limit are refused.  That exit tells that the source has
 * over 2^40 rows, the one thing about the size that is not private.
 */
static void
count_rows(SynthTrueCount *rows, int nrows)
{
	if (nrows < 0)
		synth_fail(SYNTH_ERR_INTERNAL, "a block has a negative number of rows");
	if (rows->secret > SYNTH_MAX_ROWS - nrows)
		synth_fail(SYNTH_ERR_PARAMETER, "the source has too many rows");
	rows->secret += nrows;
}

/* every code is checked before any is used as an index */
static void
check_codes(const uint16_t *codes, int nrows, int ncells)
{
	uint16_t largest = 0;

	for (int r = 0; r < nrows; r++)
		largest = codes[r] > largest ? codes[r] : largest;
	if (nrows > 0 && largest >= ncells)
		synth_fail(SYNTH_ERR_INTERNAL, "a code lies outside its domain");
}

/* Empty table of ncells >= 1 cells, at most 65536. */
SynthOneway
synth_oneway_new(int ncells)
{
	SynthOneway t = {0};

	if (ncells < 1 || ncells > UINT16_MAX + 1)
		synth_fail(SYNTH_ERR_INTERNAL, "a domain has an impossible size");
	t.ncells = ncells;
	t.cell = synth_alloc_array((size_t) ncells, sizeof(SynthTrueCount));
	return t;
}

void
synth_oneway_add(SynthOneway *t, const uint16_t *codes, int nrows)
{
	count_rows(&t->rows, nrows);
	check_codes(codes, nrows, t->ncells);
	for (int r = 0; r < nrows; r++)
		t->cell[codes[r]].secret += SYNTH_BUG(ROW_COUNTED_TWICE) ? 2 : 1;
}

/* Bytes of all pair tables; SYNTH_ERR_MEMORY if that overflows. */
size_t
synth_pairs_bytes(int nattr, const int *size)
{
	size_t bytes = 0;
	size_t npairs = nattr > 1 ? synth_size_mul((size_t) nattr, (size_t) nattr - 1) / 2 : 0;

	for (int i = 0; i < nattr; i++)
	{
		for (int j = i + 1; j < nattr; j++)
			bytes = synth_size_add(bytes, synth_size_mul(synth_size_mul((size_t) size[i], (size_t) size[j]),
														 sizeof(SynthTrueCount)));
	}
	bytes = synth_size_add(bytes, synth_size_mul(npairs, sizeof(SynthTrueCount *)));
	bytes = synth_size_add(bytes, synth_size_mul((size_t) nattr, sizeof(int)));
	return synth_size_add(bytes, sizeof(SynthPairs));
}

/*
 * Empty tables of all pairs, nattr >= 0 attributes of size[a] codes each
 * (1 to 65536).  SYNTH_ERR_MEMORY before anything is allocated if they do not
 * fit into the memory limit.
 */
SynthPairs *
synth_pairs_new(int nattr, const int *size)
{
	SynthPairs *p;
	size_t npairs;

	if (nattr < 0)
		synth_fail(SYNTH_ERR_INTERNAL, "a table has a negative number of attributes");
	for (int a = 0; a < nattr; a++)
	{
		if (size[a] < 1 || size[a] > UINT16_MAX + 1)
			synth_fail(SYNTH_ERR_INTERNAL, "a domain has an impossible size");
	}
	synth_size_check(synth_pairs_bytes(nattr, size));

	p = synth_alloc(sizeof(SynthPairs));
	p->nattr = nattr;
	p->size = synth_alloc_array((size_t) nattr, sizeof(int));
	for (int a = 0; a < nattr; a++)
		p->size[a] = size[a];
	npairs = nattr > 1 ? (size_t) nattr * (size_t) (nattr - 1) / 2 : 0;
	p->cell = synth_alloc_array(npairs, sizeof(SynthTrueCount *));
	for (int i = 0; i < nattr; i++)
	{
		for (int j = i + 1; j < nattr; j++)
			p->cell[synth_pair_index(nattr, i, j)] = synth_alloc_array((size_t) size[i] * (size_t) size[j],
																	   sizeof(SynthTrueCount));
	}
	return p;
}

/* A pair at a time: its table stays in the cache while the block's rows pass. */
void
synth_pairs_add(SynthPairs *p, uint16_t *const *codes, int nrows)
{
	count_rows(&p->rows, nrows);
	for (int a = 0; a < p->nattr; a++)
		check_codes(codes[a], nrows, p->size[a]);
	for (int i = 0; i < p->nattr; i++)
	{
		const uint16_t *first = codes[i];

		synth_poll();
		for (int j = i + 1; j < p->nattr; j++)
		{
			const uint16_t *second = codes[j];
			SynthTrueCount *cell = p->cell[synth_pair_index(p->nattr, i, j)];
			size_t width = (size_t) p->size[j];

			for (int r = 0; r < nrows; r++)
				cell[first[r] * width + second[r]].secret += SYNTH_BUG(ROW_COUNTED_TWICE) ? 2 : 1;
		}
	}
}

/*
 * Sums of disjoint cells: a row of the source stays in exactly one of them.
 * SYNTH_ERR_INTERNAL if a map leaves its range.  The result is the caller's.
 */
SynthTrueCount *
synth_counts_merge(const SynthTrueCount *cell, int rows, int cols, const uint16_t *first, int nfirst,
				   const uint16_t *second, int nsecond)
{
	SynthTrueCount *merged;

	check_codes(first, rows, nfirst);
	check_codes(second, cols, nsecond);
	merged = synth_alloc_array(synth_size_mul((size_t) nfirst, (size_t) nsecond), sizeof(SynthTrueCount));
	for (int r = 0; r < rows; r++)
	{
		const SynthTrueCount *from = cell + (size_t) r * (size_t) cols;
		SynthTrueCount *to = merged + (size_t) first[r] * (size_t) nsecond;

		for (int c = 0; c < cols; c++)
			to[second[c]].secret += from[c].secret;
	}
	return merged;
}
