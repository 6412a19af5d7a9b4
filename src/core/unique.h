/*-------------------------------------------------------------------------
 *
 * unique.h
 *	  Composite keys: rows of a sample whose key was drawn before are given
 *	  another one, as near to the model as possible.
 *
 * The set of keys spans one call.  What it holds are 64-bit hashes, never the
 * keys: two different keys with one hash are merely repaired for nothing, and
 * equal keys always have equal hashes, so uniqueness is exact.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_UNIQUE_H
#define SYNTH_UNIQUE_H

#include "steer.h"

/* the raw value that stands for all raw values written alike (rounding) */
typedef int64_t (*SynthCanonical)(void *ctx, int64_t raw);

typedef struct SynthKeyPart
{
	int attribute;			  /* or -1 - number of a given array: the value is not the model's, and stays */
	SynthCanonical canonical; /* NULL: every raw value is written differently */
	void *ctx;
} SynthKeyPart;

typedef struct SynthUniques SynthUniques;

/* rows: how many will be made unique in all; the sets are sized for them */
extern SynthUniques *synth_uniques_new(const SynthModel *m, uint64_t seed, uint64_t rows);
/*
 * Repaired rows must meet a request as the sampler's do: they stay in its
 * regions, and get no value that its targets give no row.  Only before the
 * first key; the request must outlive the set.
 */
extern void synth_uniques_steer(SynthUniques *u, const SynthSteering *request);
/* adds a key; parts are copied; returns its number.  Only before the first block. */
extern int synth_uniques_add_key(SynthUniques *u, int nparts, const SynthKeyPart *part);
/*
 * Parts that are not the model's: given[i][row], which equal values have
 * equal, SYNTH_RAW_NULL for NULL; the arrays are read whenever a block is.
 * move() gives a row other ones if it can, at its attempt-th try for the row
 * (from 0), because the key's modelled values are used up; it must stop at
 * some attempt.
 */
typedef bool (*SynthMove)(void *ctx, int key, int row, int attempt);
extern void synth_uniques_given(SynthUniques *u, int64_t *const *given, SynthMove move, void *ctx);
/* tells that a key is taken already; raw in the order of its parts */
extern void synth_uniques_taken(SynthUniques *u, int key, const int64_t *raw);
/*
 * Repairs the rows of a block in place: afterwards no two rows of all blocks so
 * far, and no taken key, agree on all parts of a key.  A key that holds a NULL
 * equals no other (SQL's rule).  raw[a] as from synth_sampler_block().
 *
 * Returns -1, or the number of a key whose combinations are used up; *space
 * then gets how many there are in all, or 0 if that is not known: with several
 * keys, or where values are rounded, a few combinations may be left unused.
 */
extern int synth_uniques_block(SynthUniques *u, int64_t *const *raw, int nrows, uint64_t block, uint64_t *space);
/*
 * Row `row` of the block made last was changed since: raw holds what it is now,
 * before[a] what it was.  False, and nothing is taken or given back, if a key
 * is taken.
 */
extern bool synth_uniques_change(SynthUniques *u, int64_t *const *raw, int row, const int64_t *before);
/* rows that were repaired so far */
extern uint64_t synth_uniques_repaired(const SynthUniques *u);

/* a set of 64-bit hashes, for keys that are not modelled */
typedef struct SynthHashSet SynthHashSet;

extern SynthHashSet *synth_hashset_new(uint64_t expected);
extern bool synth_hashset_has(const SynthHashSet *s, uint64_t hash);
extern bool synth_hashset_add(SynthHashSet *s, uint64_t hash); /* false: was there */
extern void synth_hashset_remove(SynthHashSet *s, uint64_t hash);
extern uint64_t synth_hashset_count(const SynthHashSet *s);
extern uint64_t synth_hash_bytes(uint64_t seed, const void *bytes, size_t len);

#endif /* SYNTH_UNIQUE_H */
