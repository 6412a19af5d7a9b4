/*-------------------------------------------------------------------------
 *
 * texthash.h
 *	  Reproducible choices of the makers of texts, from 64-bit names.
 *
 * A text is a pure function of what it belongs to, so its choices come from
 * hashes of names (seed, group, row, ..) and not from a stream that has a
 * state.  Nothing secret may ever depend on them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_TEXTHASH_H
#define SYNTH_TEXTHASH_H

#include <stdint.h>

/* splitmix64's finaliser: a bijection in which every bit depends on all */
static inline uint64_t
synth_text_stir(uint64_t z)
{
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

/* a new name from two; for fixed a (or b) different b (or a) give different names */
static inline uint64_t
synth_text_mix(uint64_t a, uint64_t b)
{
	return synth_text_stir(a ^ (b * UINT64_C(0x9e3779b97f4a7c15) + UINT64_C(0x632be59bd9b4e019)));
}

/* 0 .. n - 1, each as often as the others to within n / 2^64; n >= 1 */
static inline uint64_t
synth_text_below(uint64_t hash, uint64_t n)
{
	return (uint64_t) (((unsigned __int128) hash * n) >> 64);
}

#endif /* SYNTH_TEXTHASH_H */
