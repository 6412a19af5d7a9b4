/*-------------------------------------------------------------------------
 *
 * surroundings.h
 *	  What the fuzz targets give the core: memory that is counted and freed as
 *	  a whole after an input, and no waiting.
 *
 * A core that fails jumps to fuzz_on_fail while the target waits for it there
 * (fuzz_may_fail); else to fail is what the fuzzer was to find, and ends it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_FUZZ_SURROUNDINGS_H
#define SYNTH_FUZZ_SURROUNDINGS_H

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

#include "core/env.h"

typedef struct FuzzChunk
{
	struct FuzzChunk *next;
	struct FuzzChunk **link; /* what points to this one */
	size_t size;
	size_t unused; /* keeps what follows aligned */
} FuzzChunk;

static FuzzChunk *fuzz_chunks;
static size_t fuzz_bytes_held;
static size_t fuzz_bytes_peak;
static size_t fuzz_bytes_most = SIZE_MAX; /* that may be held at once */
static bool fuzz_may_fail;
static jmp_buf fuzz_on_fail;
static SynthErrorCode fuzz_fail_code;

static inline void
require(bool condition, const char *what)
{
	if (condition)
		return;
	fprintf(stderr, "fuzz: %s\n", what);
	abort();
}

static void *
fuzz_alloc(size_t size)
{
	FuzzChunk *c = calloc(1, sizeof(FuzzChunk) + size);

	if (c == NULL)
		abort();
	c->size = size;
	c->next = fuzz_chunks;
	c->link = &fuzz_chunks;
	if (fuzz_chunks != NULL)
		fuzz_chunks->link = &c->next;
	fuzz_chunks = c;
	fuzz_bytes_held += size;
	require(fuzz_bytes_held <= fuzz_bytes_most, "too much memory");
	if (fuzz_bytes_held > fuzz_bytes_peak)
		fuzz_bytes_peak = fuzz_bytes_held;
	return c + 1;
}

static void
fuzz_release(void *ptr)
{
	FuzzChunk *c = (FuzzChunk *) ptr - 1;

	*c->link = c->next;
	if (c->next != NULL)
		c->next->link = c->link;
	fuzz_bytes_held -= c->size;
	free(c);
}

static void fuzz_fail(SynthErrorCode code, const char *message) __attribute__((noreturn));

static void
fuzz_fail(SynthErrorCode code, const char *message)
{
	require(fuzz_may_fail, message);
	fuzz_fail_code = code;
	longjmp(fuzz_on_fail, 1);
}

static void
fuzz_poll(void)
{
}

static bool
fuzz_random(void *buf, size_t len)
{
	return getrandom(buf, len, 0) == (ssize_t) len;
}

/* before an input; memory_limit is of the environment */
static inline void
fuzz_begin(size_t memory_limit)
{
	synth_env.alloc = fuzz_alloc;
	synth_env.release = fuzz_release;
	synth_env.fail = fuzz_fail;
	synth_env.poll = fuzz_poll;
	synth_env.strong_random = fuzz_random;
	synth_env.memory_limit = memory_limit;
}

/* behind it, also where the core failed */
static inline void
fuzz_end(void)
{
	while (fuzz_chunks != NULL)
		fuzz_release(fuzz_chunks + 1);
	fuzz_may_fail = false;
}

#endif /* SYNTH_FUZZ_SURROUNDINGS_H */
