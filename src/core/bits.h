/*-------------------------------------------------------------------------
 *
 * bits.h
 *	  Two sources of random bits that must never be mixed up.
 *
 * SECRET bits feed the noise of a private fit.  They come from the embedder's
 * strong source (pg_strong_random) through a small buffer that is wiped as it
 * is used, is never seeded, never copied, and is thrown away after fork().
 *
 * A SynthStream is the opposite: a reproducible generator (xoshiro256** keyed
 * by splitmix64 of a seed and a path), for drawing rows from a finished model.
 * That is post-processing, so reproducibility costs no privacy.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_BITS_H
#define SYNTH_BITS_H

#include "env.h"

/* secret bits: noise only */
extern uint32_t synth_secret_u32(void);
extern uint64_t synth_secret_u64(void);
extern bool synth_secret_bit(void);
extern uint64_t synth_secret_below(uint64_t bound); /* uniform on [0,bound) */
extern void synth_secret_wipe(void);				/* forget what is buffered */

/* reproducible bits: sampling only */
typedef struct SynthStream
{
	uint64_t s[4];
} SynthStream;

/* the stream named by (seed, a, b): independent for different names */
extern void synth_stream_init(SynthStream *st, uint64_t seed, uint64_t a, uint64_t b);
extern uint64_t synth_stream_u64(SynthStream *st);
extern double synth_stream_unit(SynthStream *st); /* uniform on [0,1) */
extern uint64_t synth_stream_below(SynthStream *st, uint64_t bound);

#endif /* SYNTH_BITS_H */
