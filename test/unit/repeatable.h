/*-------------------------------------------------------------------------
 *
 * repeatable.h
 *	  A strong source that repeats itself, so that two runs get the same noise.
 *
 * Draws of noise take bits that do not depend on the counts: what differs
 * between two runs from one state is what the data made differ.  Secret bits
 * are drawn in stock, so noise_repeat() throws away what is left of them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_REPEATABLE_H
#define SYNTH_REPEATABLE_H

#include "core/bits.h"

static uint64_t noise_state;

static bool
repeatable_random(void *buf, size_t len)
{
	for (size_t i = 0; i < len; i++)
	{
		uint64_t z = (noise_state += UINT64_C(0x9e3779b97f4a7c15));

		z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
		((unsigned char *) buf)[i] = (unsigned char) (z >> 40);
	}
	return true;
}

/* from here on the noise is that of this state */
static inline void
noise_repeat(uint64_t state)
{
	synth_env.strong_random = repeatable_random;
	noise_state = state;
	synth_secret_wipe();
}

#endif /* SYNTH_REPEATABLE_H */
