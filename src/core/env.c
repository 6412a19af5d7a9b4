/*-------------------------------------------------------------------------
 *
 * env.c
 *	  The installed environment, and allocation with checked sizes.
 *
 *-------------------------------------------------------------------------
 */
#include "env.h"

SynthEnv synth_env;

/*
 * Leaves through the embedder's error exit.  The message is a constant of the
 * core and never holds data.
 */
void
synth_fail(SynthErrorCode code, const char *message)
{
	synth_env.fail(code, message);
}

/*
 * Zeroed memory of the current arena.  Fails with SYNTH_ERR_MEMORY above the
 * memory limit; several allocations together are the caller's to add up
 * (synth_size_check).
 */
void *
synth_alloc(size_t size)
{
	synth_size_check(size);
	return synth_env.alloc(size > 0 ? size : 1);
}

void *
synth_alloc_array(size_t count, size_t size)
{
	return synth_alloc(synth_size_mul(count, size));
}

void
synth_release(void *ptr)
{
	if (ptr)
		synth_env.release(ptr);
}

size_t
synth_size_add(size_t a, size_t b)
{
	size_t sum;

	if (__builtin_add_overflow(a, b, &sum))
		synth_fail(SYNTH_ERR_MEMORY, "a size overflows");
	return sum;
}

size_t
synth_size_mul(size_t a, size_t b)
{
	size_t product;

	if (__builtin_mul_overflow(a, b, &product))
		synth_fail(SYNTH_ERR_MEMORY, "a size overflows");
	return product;
}

void
synth_size_check(size_t bytes)
{
	if (bytes > synth_env.memory_limit)
		synth_fail(SYNTH_ERR_MEMORY, "more memory is needed than allowed");
}
