/*-------------------------------------------------------------------------
 *
 * sampler.h
 *	  Rows from a model, in blocks, by row allocation.
 *
 * A block is a pure function of (model, seed, block, nrows).  Within it each
 * attribute's coarse codes are allocated to groups of rows that share the
 * parents' codes, or a leaf of the attribute's tree: each code as often as
 * expected to within a row, by systematic sampling, then a shuffle within the
 * group (private-pgm's "round" generation); then fine codes are allocated
 * within their group of coarse code in the same way, then values are drawn in
 * their cells.  A copula gives the codes of all attributes at once, and each
 * attribute's are dealt over the ranks of its scores.  Row order within a
 * block carries no information.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_SAMPLER_H
#define SYNTH_SAMPLER_H

#include "model.h"

#define SYNTH_BLOCK_ROWS 16384

typedef struct SynthSampler SynthSampler;

extern SynthSampler *synth_sampler_new(const SynthModel *m);
/*
 * Fills raw[a][0..nrows-1] for every attribute a: CATEGORY a label index,
 * SYNTH_RAW_NULL or SYNTH_RAW_OTHER (never with SYNTH_OTHER_SPREAD, nor with
 * SYNTH_OTHER_NULL, which gives SYNTH_RAW_NULL); NUMBER a raw value of the
 * axis or a special.  Where SYNTH_OTHER_SPREAD has no published label to give
 * the mass to, SYNTH_RAW_NULL stands in.  raw[] belongs to the sampler and
 * lasts until the next call.  1 <= nrows <= SYNTH_BLOCK_ROWS.
 */
extern int64_t *const *synth_sampler_block(SynthSampler *s, uint64_t seed, uint64_t block, int nrows);
extern size_t synth_sampler_bytes(const SynthModel *m); /* memory of a sampler */

/*
 * Rows given some attributes.  Can this model draw all others forward from
 * these (trees with the fixed attributes before all that depend on them)?
 */
extern bool synth_sampler_can_fix(const SynthModel *m, int nfixed, const int *attribute);
/*
 * The most of these that can be: keeps them in attribute[], in their order, and
 * returns how many they are.
 */
extern int synth_sampler_fixable(const SynthModel *m, int nfixed, int *attribute);
/*
 * As synth_sampler_block(), with fixed[i][row] the raw value of attribute[i]
 * in every row; values that the attribute does not know become its most
 * likely code for the draw, and stay as they are in raw[].
 */
extern int64_t *const *synth_sampler_block_given(SynthSampler *s, uint64_t seed, uint64_t block, int nrows, int nfixed,
												 const int *attribute, const int64_t *const *fixed);

#endif /* SYNTH_SAMPLER_H */
