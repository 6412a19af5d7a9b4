/*-------------------------------------------------------------------------
 *
 * permute.h
 *	  A keyed permutation of 0 .. n - 1 without a table.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_PERMUTE_H
#define SYNTH_PERMUTE_H

#include "env.h"

typedef struct SynthPermutation
{
	uint64_t n;
	uint64_t key[6];
	uint64_t turn; /* what is added at the end, below n */
	int left;	   /* bits of the halves */
	int right;
} SynthPermutation;

/* 1 <= n <= 2^62 */
extern void synth_permutation_init(SynthPermutation *p, uint64_t n, uint64_t key);
/* i < n; about 2 rounds of the network on average */
extern uint64_t synth_permutation_at(const SynthPermutation *p, uint64_t i);

#endif /* SYNTH_PERMUTE_H */
