/*-------------------------------------------------------------------------
 *
 * env.h
 *	  What the core asks of its surroundings: memory, errors, a poll, bits.
 *
 * The core is plain C11 and never sees the server.  Whoever embeds it (the
 * extension, a unit test, a fuzzer) fills one SynthEnv and installs it once
 * per process.  Memory belongs to the embedder's current arena: in the server
 * that is CurrentMemoryContext, so an error frees everything; in tests it is
 * a list that is freed after longjmp.  The core therefore never needs clean-up
 * code, and may be left by fail() or poll() at any time.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_ENV_H
#define SYNTH_ENV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum SynthErrorCode
{
	SYNTH_ERR_MEMORY,	 /* a size overflows or exceeds the memory limit */
	SYNTH_ERR_CORRUPT,	 /* stored bytes are not a valid model */
	SYNTH_ERR_BUDGET,	 /* a draw would exceed the privacy budget */
	SYNTH_ERR_PARAMETER, /* an argument is out of its documented range */
	SYNTH_ERR_RANDOM,	 /* the strong random source failed */
	SYNTH_ERR_INTERNAL	 /* cannot happen: a bug in the core */
} SynthErrorCode;

typedef struct SynthEnv
{
	/* zeroed memory in the current arena; never returns NULL */
	void *(*alloc)(size_t size);
	void (*release)(void *ptr);
	/* does not return; message is a constant of the core, never data */
	void (*fail)(SynthErrorCode code, const char *message) __attribute__((noreturn));
	/* interrupt poll; may leave by longjmp */
	void (*poll)(void);
	/* cryptographically strong bytes; false on failure */
	bool (*strong_random)(void *buf, size_t len);
	/* bytes of the character that s begins with, in the server's encoding, at least 1; NULL: UTF-8 */
	int (*char_bytes)(const char *s);
	/* bytes that one fit or one sampler may hold (maintenance_work_mem) */
	size_t memory_limit;
} SynthEnv;

extern SynthEnv synth_env;

/* env.c: thin wrappers with overflow checks */
extern void *synth_alloc(size_t size);
extern void *synth_alloc_array(size_t count, size_t size); /* zeroed */
extern void synth_release(void *ptr);					   /* NULL is fine */
extern size_t synth_size_add(size_t a, size_t b);		   /* fails on overflow */
extern size_t synth_size_mul(size_t a, size_t b);
extern void synth_size_check(size_t bytes); /* fails when above memory_limit */
extern void synth_fail(SynthErrorCode code, const char *message) __attribute__((noreturn));
static inline void
synth_poll(void)
{
	synth_env.poll();
}

#endif /* SYNTH_ENV_H */
