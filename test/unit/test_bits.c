/*-------------------------------------------------------------------------
 *
 * test_bits.c
 *	  Secret bits come from the strong source, once each, and are wiped;
 *	  reproducible bits are reproducible.
 *
 *-------------------------------------------------------------------------
 */
#include <sys/wait.h>
#include <unistd.h>

#include "core/bits.h"
#include "stats.h"
#include "unit.h"

/* a source that can be read back: byte i of the whole sequence is a hash of i */
static uint64_t served;
static unsigned char *last_buffer;
static size_t last_len;

static unsigned char
known_byte(uint64_t i)
{
	uint64_t z = (i + 1) * UINT64_C(0x9e3779b97f4a7c15);

	return (unsigned char) ((z ^ (z >> 29)) * UINT64_C(0xbf58476d1ce4e5b9) >> 56) | 1;
}

static bool
known_random(void *buf, size_t len)
{
	for (size_t i = 0; i < len; i++)
		((unsigned char *) buf)[i] = known_byte(served++);
	last_buffer = buf;
	last_len = len;
	return true;
}

static bool
broken_random(void *buf, size_t len)
{
	return false;
}

UNIT_TEST(bits_come_from_the_strong_source_once_each)
{
	synth_secret_wipe();
	synth_env.strong_random = known_random;
	served = 0;
	for (uint64_t i = 0; i < 3000; i++) /* several refills */
	{
		uint64_t x = synth_secret_u64();
		unsigned char bytes[8];

		memcpy(bytes, &x, 8);
		for (int b = 0; b < 8; b++)
			CHECK_INT(bytes[b], known_byte(8 * i + b));
	}
	synth_secret_wipe();
}

UNIT_TEST(bits_are_wiped_as_they_are_used)
{
	synth_secret_wipe();
	synth_env.strong_random = known_random;
	served = 0;
	for (int i = 0; i < 100; i++)
		(void) synth_secret_u32();
	for (size_t i = 0; i < last_len; i++)
		CHECK_INT(last_buffer[i], i < 400 ? 0 : known_byte(i));
	synth_secret_wipe();
	for (size_t i = 0; i < last_len; i++)
		CHECK_INT(last_buffer[i], 0);
}

UNIT_TEST(bits_of_a_broken_source_fail)
{
	synth_secret_wipe();
	synth_env.strong_random = broken_random;
	CHECK_FAILS(SYNTH_ERR_RANDOM, synth_secret_u64());
	CHECK_FAILS(SYNTH_ERR_RANDOM, synth_secret_bit());
}

/* a forked child, its brother and the parent share nothing: 8 equal bytes are a 2^-64 event */
UNIT_TEST(bits_are_not_shared_across_fork)
{
	uint64_t x[3][64];

	(void) synth_secret_u64(); /* the buffer is partly full now */
	for (int child = 0; child < 2; child++)
	{
		int fds[2];
		pid_t pid;

		CHECK_INT(pipe(fds), 0);
		pid = fork();
		CHECK(pid >= 0);
		if (pid == 0)
		{
			for (int i = 0; i < 64; i++)
				x[child][i] = synth_secret_u64();
			_exit(write(fds[1], x[child], sizeof x[child]) == (ssize_t) sizeof x[child] ? 0 : 1);
		}
		CHECK_INT(read(fds[0], x[child], sizeof x[child]), sizeof x[child]);
		close(fds[0]);
		close(fds[1]);
		waitpid(pid, NULL, 0);
	}
	for (int i = 0; i < 64; i++)
		x[2][i] = synth_secret_u64();
	for (int a = 0; a < 3; a++)
	{
		for (int b = a + 1; b < 3; b++)
		{
			for (int i = 0; i < 64; i++)
				CHECK(x[a][i] != x[b][i]);
		}
	}
}

/* chi-square at 1e-9 for each bound */
UNIT_TEST(bits_below_a_bound_are_uniform)
{
	uint64_t bounds[] = {1, 2, 7, 1000, UINT64_C(3) << 31, (UINT64_C(1) << 63) + 12345};
	long n = (long) (100000 * unit_scale());

	for (size_t b = 0; b < sizeof bounds / sizeof bounds[0]; b++)
	{
		int nbins = bounds[b] < 50 ? (int) bounds[b] : 50;
		long seen[50] = {0};
		double chi2 = 0;

		for (long i = 0; i < n; i++)
		{
			uint64_t x = synth_secret_below(bounds[b]);

			CHECK(x < bounds[b]);
			seen[(int) ((unsigned __int128) x * nbins / bounds[b])]++;
		}
		for (int i = 0; i < nbins; i++)
		{
			double e = (double) n / nbins;

			chi2 += (seen[i] - e) * (seen[i] - e) / e;
		}
		if (nbins > 1)
			CHECK(stats_chi2_tail(chi2, nbins - 1) > 1e-9);
	}
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_secret_below(0));
}

UNIT_TEST(bits_single_are_fair)
{
	long n = (long) (200000 * unit_scale());
	long ones = 0;

	for (long i = 0; i < n; i++)
		ones += synth_secret_bit();
	CHECK(stats_binomial_plausible(ones, n, 0.5)); /* fails with probability 1e-9 */
}

/* known answers: a sample made with a seed must be the same in every later version */
UNIT_TEST(stream_is_reproducible)
{
	SynthStream a;
	SynthStream b;

	synth_stream_init(&a, 1, 2, 3);
	synth_stream_init(&b, 1, 2, 3);
	for (int i = 0; i < 100; i++)
		CHECK(synth_stream_u64(&a) == synth_stream_u64(&b));
	synth_stream_init(&a, 0, 0, 0);
	CHECK(synth_stream_u64(&a) == UINT64_C(0x26417a3c4e93c66e));
	synth_stream_init(&a, 42, 1, 0);
	CHECK(synth_stream_u64(&a) == UINT64_C(0xfd01fdd6684828a7));
}

/* 64 different names: no two streams share any of their first 16 numbers (2^-45 by chance) */
UNIT_TEST(stream_names_are_independent)
{
	uint64_t x[64][16];

	for (int n = 0; n < 64; n++)
	{
		SynthStream st;

		synth_stream_init(&st, n & 3, (n >> 2) & 3, n >> 4);
		for (int i = 0; i < 16; i++)
			x[n][i] = synth_stream_u64(&st);
	}
	for (int a = 0; a < 64 * 16; a++)
	{
		for (int b = a + 1; b < 64 * 16; b++)
			CHECK(x[a / 16][a % 16] != x[b / 16][b % 16]);
	}
}

UNIT_TEST(stream_ranges_hold)
{
	SynthStream st;
	double sum = 0;

	synth_stream_init(&st, 7, 0, 0);
	for (int i = 0; i < 10000; i++)
	{
		double u = synth_stream_unit(&st);

		CHECK(u >= 0 && u < 1);
		sum += u;
		CHECK(synth_stream_below(&st, 10) < 10);
	}
	CHECK_NEAR(sum / 10000, 0.5, 0.02); /* fixed seed: deterministic */
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_stream_below(&st, 0));
}
