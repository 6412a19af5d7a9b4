/*-------------------------------------------------------------------------
 *
 * counts.h
 *	  Exact contingency tables of true data, and sums of products: the private
 *	  side.
 *
 * A true count is wrapped in a struct, so that the compiler refuses every
 * accidental use of it as a number.  Only counts.c and products.c (add rows)
 * and measure.c (adds noise) look inside.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_COUNTS_H
#define SYNTH_COUNTS_H

#include "env.h"

typedef struct SynthTrueCount
{
	int64_t secret;
} SynthTrueCount;

#define SYNTH_MAX_ROWS (INT64_C(1) << 40)

/*
 * For embedders that count occurrences themselves (labels of a dictionary):
 * the only thing they may do with a true count.  rows >= 0; stops at
 * SYNTH_MAX_ROWS, which leaves the sensitivity at 1 a row.
 */
static inline void
synth_true_count_add(SynthTrueCount *count, int64_t rows)
{
	count->secret = rows < SYNTH_MAX_ROWS - count->secret ? count->secret + rows : SYNTH_MAX_ROWS;
}

/* one-way table of one attribute */
typedef struct SynthOneway
{
	int ncells;
	SynthTrueCount rows; /* for the limit alone */
	SynthTrueCount *cell;
} SynthOneway;

extern SynthOneway synth_oneway_new(int ncells);
/* codes < ncells, else SYNTH_ERR_INTERNAL; more than SYNTH_MAX_ROWS rows in all: SYNTH_ERR_PARAMETER */
extern void synth_oneway_add(SynthOneway *t, const uint16_t *codes, int nrows);

/*
 * All pair tables of nattr attributes, row-major in (smaller, larger)
 * attribute index.
 */
typedef struct SynthPairs
{
	int nattr;
	int *size;			   /* cells of each attribute */
	SynthTrueCount rows;   /* for the limit alone */
	SynthTrueCount **cell; /* [synth_pair_index(i,j)] */
} SynthPairs;

extern SynthPairs *synth_pairs_new(int nattr, const int *size);
extern size_t synth_pairs_bytes(int nattr, const int *size); /* what new() would allocate */
/* codes[attribute][row]; errors as above */
extern void synth_pairs_add(SynthPairs *p, uint16_t *const *codes, int nrows);
/*
 * A pair table counted in blocks: cell (r, c) of its rows x cols belongs to
 * block (first[r], second[c]) of nfirst x nsecond; both maps are public.  Still
 * one block a row, so the sensitivity is the table's.
 */
extern SynthTrueCount *synth_counts_merge(const SynthTrueCount *cell, int rows, int cols, const uint16_t *first,
										  int nfirst, const uint16_t *second, int nsecond);
static inline size_t
synth_pair_index(int nattr, int i, int j) /* i < j */
{
	return (size_t) i * (size_t) (2 * nattr - i - 1) / 2 + (size_t) (j - i - 1);
}

/*
 * Sums over rows of the products of two integer scores, for every two of d
 * columns: sum[i * (i - 1) / 2 + j], i > j.  Each row is clipped by itself
 * before it enters: scores to +-SYNTH_SCORE_LIMIT, and if the sum of their
 * squares still exceeds `bound`, all of them are shrunk together.
 */
#define SYNTH_SCORE_LIMIT 1024
typedef struct SynthProducts SynthProducts;

/* d >= 2, 1 <= bound <= d * SYNTH_SCORE_LIMIT^2 */
extern SynthProducts *synth_products_new(int d, int64_t bound);
extern size_t synth_products_bytes(int d);
/* score[column][row]; more than SYNTH_MAX_ROWS rows in all: SYNTH_ERR_PARAMETER */
extern void synth_products_add(SynthProducts *p, int16_t *const *score, int nrows);
/* the sums, d * (d - 1) / 2 of them, each at most 2^60; no row can be added any more */
extern const SynthTrueCount *synth_products_close(SynthProducts *p);
/* what one row can move the vector of all sums by, in L2 */
extern int64_t synth_products_sensitivity(int d, int64_t bound);

/*
 * Sums of the scores over the rows of each code of some columns, rows clipped
 * as above: group after group, sum[code * d + column] in each.
 */
typedef struct SynthCodeSums SynthCodeSums;

extern SynthCodeSums *synth_code_sums_new(int d, int64_t bound, int ngroups, const int *ncodes);
/* code[group][row], score[column][row]; errors as above */
extern void synth_code_sums_add(SynthCodeSums *s, uint16_t *const *code, int16_t *const *score, int nrows);
/* all of them, *n in number */
extern const SynthTrueCount *synth_code_sums(const SynthCodeSums *s, size_t *n);
extern int64_t synth_code_sums_sensitivity(int ngroups, int64_t bound);

#endif /* SYNTH_COUNTS_H */
