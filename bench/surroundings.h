/*-------------------------------------------------------------------------
 *
 * surroundings.h
 *	  What a benchmark of one part of the core gives it: memory of the C
 *	  library, no strong bits, and an end when the core fails.
 *
 * For parts that make no noise.  Nothing is freed but what the core releases.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_BENCH_SURROUNDINGS_H
#define SYNTH_BENCH_SURROUNDINGS_H

#include <stdio.h>
#include <stdlib.h>

#include "core/env.h"

static void *
bench_alloc(size_t size)
{
	void *p = calloc(1, size);

	if (p == NULL)
		abort();
	return p;
}

static void bench_fail(SynthErrorCode code, const char *message) __attribute__((noreturn));

static void
bench_fail(SynthErrorCode code, const char *message)
{
	fprintf(stderr, "%s\n", message);
	exit(1);
}

static void
bench_poll(void)
{
}

static bool
bench_random(void *buf, size_t len)
{
	return false;
}

static inline void
bench_surround(void)
{
	synth_env.alloc = bench_alloc;
	synth_env.release = free;
	synth_env.fail = bench_fail;
	synth_env.poll = bench_poll;
	synth_env.strong_random = bench_random;
	synth_env.memory_limit = (size_t) 1 << 30;
}

#endif /* SYNTH_BENCH_SURROUNDINGS_H */
