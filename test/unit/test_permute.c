/*
 * Permutations without a table: bijections of any size, well mixed.
 *
 * Keys are fixed, so nothing here is left to chance when the test runs; the
 * bounds were chosen so that a random permutation misses one with the
 * probability given.
 */
#include "unit.h"

#include "core/permute.h"

UNIT_TEST(bijection_of_all_small_sizes)
{
	for (uint64_t n = 1; n <= 2000; n++)
	{
		SynthPermutation p;
		bool seen[2000] = {false};

		synth_permutation_init(&p, n, n * 7919);
		for (uint64_t i = 0; i < n; i++)
		{
			uint64_t to = synth_permutation_at(&p, i);

			CHECK(to < n);
			CHECK(!seen[to]);
			seen[to] = true;
		}
	}
}

UNIT_TEST(bijection_of_larger_sizes)
{
	for (int round = 0; round < 12; round++)
	{
		uint64_t n = 2001 + unit_random_below(300000);
		SynthPermutation p;
		bool *seen = synth_alloc(n);

		synth_permutation_init(&p, n, unit_random());
		for (uint64_t i = 0; i < n; i++)
		{
			uint64_t to = synth_permutation_at(&p, i);

			CHECK(to < n && !seen[to]);
			seen[to] = true;
		}
		unit_forget();
	}
}

/* a collision among k images of a random function of n has probability k^2 / 2n: certain for these n */
UNIT_TEST(no_collision_near_powers_of_two)
{
	static const int bits[] = {20, 21, 22};

	for (int b = 0; b < 3; b++)
	{
		for (int d = -1; d <= 1; d++)
		{
			uint64_t n = (UINT64_C(1) << bits[b]) + (uint64_t) d;
			SynthPermutation p;
			uint8_t *seen = synth_alloc(n);

			synth_permutation_init(&p, n, 5);
			for (uint64_t i = 0; i < n; i++)
			{
				uint64_t to = synth_permutation_at(&p, i);

				CHECK(to < n && !seen[to]);
				seen[to] = 1;
			}
			unit_forget();
		}
	}
}

UNIT_TEST(sizes_beyond_memory)
{
	static const int bits[] = {31, 32, 33, 53, 61, 62};

	for (int b = 0; b < 6; b++)
	{
		uint64_t n = (UINT64_C(1) << bits[b]) - (bits[b] == 62 ? 0 : 3);
		SynthPermutation p;
		uint64_t last = 0;
		uint64_t most = 0;

		synth_permutation_init(&p, n, 99);
		for (uint64_t i = 0; i < 1000; i++)
		{
			uint64_t to = synth_permutation_at(&p, i);

			CHECK(to < n);
			CHECK(i == 0 || to != last);
			last = to;
			most = to > most ? to : most;
			CHECK(synth_permutation_at(&p, n - 1 - i) < n);
		}
		/* 0.9^1000 < 1e-45 */
		CHECK(most > n / 10 * 9);
	}
}

/*
 * Where 16 equal stretches go, by stretch: chi-squared of 225 degrees of
 * freedom, above 350 with probability 2e-7 (normal scores: 5.2 sigma).
 */
UNIT_TEST(stretches_are_spread)
{
	static const uint64_t size[] = {4096, 5000, 100000, 1000003};

	for (int k = 0; k < 4; k++)
	{
		for (uint64_t key = 0; key < 4; key++)
		{
			SynthPermutation p;
			double count[16][16] = {{0}};
			double expected = (double) size[k] / 256;
			double chi = 0;

			synth_permutation_init(&p, size[k], key);
			for (uint64_t i = 0; i < size[k]; i++)
				count[i * 16 / size[k]][synth_permutation_at(&p, i) * 16 / size[k]] += 1;
			for (int a = 0; a < 16; a++)
				for (int b = 0; b < 16; b++)
					chi += (count[a][b] - expected) * (count[a][b] - expected) / expected;
			CHECK(chi < 350);
		}
	}
}

/* neighbours have images that are no neighbours: 1 in n / 2 would be, 30 of 1e5 is beyond 1e-20 */
UNIT_TEST(neighbours_part)
{
	SynthPermutation p;
	int close = 0;
	int rising = 0;

	synth_permutation_init(&p, 100000, 1);
	for (uint64_t i = 0; i + 1 < 100000; i++)
	{
		uint64_t a = synth_permutation_at(&p, i);
		uint64_t b = synth_permutation_at(&p, i + 1);

		close += a + 1 == b || b + 1 == a;
		rising += b > a;
	}
	CHECK(close < 30);
	/* sigma is 91 */
	CHECK_NEAR(rising, 50000, 600);
}

UNIT_TEST(keys_differ)
{
	int orders = 0;

	/* all 24 orders of 4 are not promised; several are */
	for (uint64_t key = 0; key < 64; key++)
	{
		SynthPermutation p;
		uint64_t v = 0;

		synth_permutation_init(&p, 4, key);
		for (uint64_t i = 0; i < 4; i++)
			v = v * 4 + synth_permutation_at(&p, i);
		orders |= 1 << (v % 31);
	}
	CHECK(__builtin_popcount((unsigned) orders) >= 6);
}

UNIT_TEST(sizes_out_of_range)
{
	SynthPermutation p;

	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_permutation_init(&p, 0, 1));
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_permutation_init(&p, (UINT64_C(1) << 62) + 1, 1));
	synth_permutation_init(&p, 1, 1);
	CHECK_INT(synth_permutation_at(&p, 0), 0);
}
