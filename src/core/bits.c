/*-------------------------------------------------------------------------
 *
 * bits.c
 *	  Secret bits for noise, reproducible bits for sampling.
 *
 * Secret bits: a 4 kB buffer is filled from the embedder's strong source and
 * consumed from its end.  What has been handed out is overwritten at once, so
 * that neither a core dump nor a later read of this memory reveals noise that
 * is already in a published model.  A forked child must not continue in its
 * parent's buffer, or both would draw the same noise: a fork handler drops
 * the child's copy, and the process id is compared at every refill in case
 * the handler could not be installed.
 *
 * Reproducible bits: xoshiro256** (Blackman, Vigna 2018, public domain
 * algorithm) keyed through the finaliser of splitmix64.  Nothing secret may
 * ever be drawn from it.
 *
 *-------------------------------------------------------------------------
 */
#include "bits.h"

#include <pthread.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "mutate.h"

#define SECRET_BYTES 4096

static unsigned char secret[SECRET_BYTES];
static size_t secret_left; /* unread bytes, at the end of secret[] */
static pid_t secret_owner; /* 0: the fork handler is not installed yet */

/*
 * Forgets buffered bits.  Through a volatile pointer, because a compiler may
 * drop a plain memset of memory that nobody reads afterwards.
 */
void
synth_secret_wipe(void)
{
	volatile unsigned char *p = secret;

	for (size_t i = 0; i < SECRET_BYTES; i++)
		p[i] = 0;
	secret_left = 0;
}

static void
secret_refill(void)
{
	pid_t pid = getpid();

	if (secret_owner == 0 && !SYNTH_BUG(FORK_SHARED))
		(void) pthread_atfork(NULL, NULL, synth_secret_wipe);
	secret_owner = pid;
	secret_left = 0;
#if SYNTH_BUG(BITS_REUSED)
	{
		static int turn;

		if (turn++ % 2 == 1)
		{
			secret_left = SECRET_BYTES;
			return;
		}
	}
#endif
#if SYNTH_BUG(SEED_FIXED)
	{
		static SynthStream fixed;
		static bool started;

		if (!started)
			synth_stream_init(&fixed, 42, 0, 0);
		started = true;
		for (size_t i = 0; i < SECRET_BYTES; i++)
			secret[i] = (unsigned char) synth_stream_u64(&fixed);
		secret_left = SECRET_BYTES;
		return;
	}
#endif
	if (!synth_env.strong_random(secret, SECRET_BYTES))
		synth_fail(SYNTH_ERR_RANDOM, "the strong random number source failed");
	secret_left = SECRET_BYTES;
}

/* n <= 8 bytes; bytes left over before a refill are never used */
static inline void
secret_take(void *out, size_t n)
{
	unsigned char *p;

	if (secret_left < n)
		secret_refill();
	p = secret + (SECRET_BYTES - secret_left);
	secret_left -= n;
	memcpy(out, p, n);
	if (!SYNTH_BUG(BITS_REUSED))
		memset(p, 0, n);
}

uint32_t
synth_secret_u32(void)
{
	uint32_t x;

	secret_take(&x, sizeof x);
	return x;
}

uint64_t
synth_secret_u64(void)
{
	uint64_t x;

	secret_take(&x, sizeof x);
	return x;
}

bool
synth_secret_bit(void)
{
	unsigned char x;

	secret_take(&x, sizeof x);
	return x & 1;
}

/*
 * Exactly uniform on [0, bound), bound >= 1.  The upper half of x * bound is
 * uniform once the few x that would make some results more likely than others
 * are rejected (Lemire 2019).
 */
uint64_t
synth_secret_below(uint64_t bound)
{
	if (bound == 0)
		synth_fail(SYNTH_ERR_PARAMETER, "an empty range has no random element");
	if (bound <= UINT32_MAX)
	{
		uint64_t product = (uint64_t) synth_secret_u32() * bound;

		if ((uint32_t) product < (uint32_t) bound)
		{
			uint32_t unfair = (uint32_t) (-(uint32_t) bound % (uint32_t) bound);

			while ((uint32_t) product < unfair)
				product = (uint64_t) synth_secret_u32() * bound;
		}
		return product >> 32;
	}
	else
	{
		unsigned __int128 product = (unsigned __int128) synth_secret_u64() * bound;

		if ((uint64_t) product < bound)
		{
			uint64_t unfair = -bound % bound;

			while ((uint64_t) product < unfair)
				product = (unsigned __int128) synth_secret_u64() * bound;
		}
		return (uint64_t) (product >> 64);
	}
}

/* bijective finaliser of splitmix64 */
static inline uint64_t
mix(uint64_t z)
{
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

/*
 * Each part of the name is absorbed by a bijection of the state so far, so
 * two names that differ in one part never meet in the 64-bit key.
 */
void
synth_stream_init(SynthStream *st, uint64_t seed, uint64_t a, uint64_t b)
{
	const uint64_t golden = UINT64_C(0x9e3779b97f4a7c15);
	uint64_t key = mix(seed + golden);

	key = mix(key ^ mix(a + 2 * golden));
	key = mix(key ^ mix(b + 3 * golden));
	for (int i = 0; i < 4; i++)
	{
		key += golden;
		st->s[i] = mix(key); /* four distinct values: never all zero */
	}
}

static inline uint64_t
rotate_left(uint64_t x, int k)
{
	return (x << k) | (x >> (64 - k));
}

uint64_t
synth_stream_u64(SynthStream *st)
{
	uint64_t *s = st->s;
	uint64_t result = rotate_left(s[1] * 5, 7) * 9;
	uint64_t t = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = rotate_left(s[3], 45);
	return result;
}

double
synth_stream_unit(SynthStream *st)
{
	return (double) (synth_stream_u64(st) >> 11) * 0x1p-53;
}

/* uniform on [0, bound), bound >= 1; by rejection, so that it is exact */
uint64_t
synth_stream_below(SynthStream *st, uint64_t bound)
{
	unsigned __int128 product;

	if (bound == 0)
		synth_fail(SYNTH_ERR_PARAMETER, "an empty range has no random element");
	product = (unsigned __int128) synth_stream_u64(st) * bound;
	if ((uint64_t) product < bound)
	{
		uint64_t unfair = -bound % bound;

		while ((uint64_t) product < unfair)
			product = (unsigned __int128) synth_stream_u64(st) * bound;
	}
	return (uint64_t) (product >> 64);
}
