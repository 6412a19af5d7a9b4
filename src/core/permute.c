/*-------------------------------------------------------------------------
 *
 * permute.c
 *	  A keyed permutation of 0 .. n - 1 without a table.
 *
 * A Feistel network permutes the smallest power of two that holds n; what
 * falls outside is sent through again until it is inside ("cycle walking",
 * Black and Rogaway 2002), which takes less than two rounds of the network on
 * average.  A keyed rotation at the end gives tiny n, whose networks have
 * almost no bits, different orders too.
 *
 * It serves to make texts look unordered.  It is no cipher: who knows many
 * images can find the key, and nothing secret is kept by it.
 *
 *-------------------------------------------------------------------------
 */
#include "permute.h"

#include "texthash.h"

#define ROUNDS 6

static uint64_t
splitmix(uint64_t *state)
{
	*state += UINT64_C(0x9E3779B97F4A7C15);
	return synth_text_stir(*state);
}

/* SYNTH_ERR_PARAMETER unless 1 <= n <= 2^62 */
void
synth_permutation_init(SynthPermutation *p, uint64_t n, uint64_t key)
{
	int bits = 1;

	if (n < 1 || n > UINT64_C(1) << 62)
		synth_fail(SYNTH_ERR_PARAMETER, "a permutation has 1 to 2^62 elements");
	while (bits < 62 && UINT64_C(1) << bits < n)
		bits++;
	p->n = n;
	p->left = bits / 2;
	p->right = bits - p->left;
	for (int i = 0; i < ROUNDS; i++)
		p->key[i] = splitmix(&key);
	p->turn = splitmix(&key) % n;
}

/* the high bits of a product depend on all bits of its factors */
static inline uint64_t
mix(uint64_t x, uint64_t key)
{
	x = (x + key) * UINT64_C(0x9FB21C651E98DF25);
	return (x ^ (x >> 29)) * UINT64_C(0xD6E8FEB86659FD93) >> 33;
}

uint64_t
synth_permutation_at(const SynthPermutation *p, uint64_t i)
{
	uint64_t left_mask = (UINT64_C(1) << p->left) - 1;
	uint64_t right_mask = (UINT64_C(1) << p->right) - 1;

	do
	{
		uint64_t l = i >> p->right;
		uint64_t r = i & right_mask;

		for (int k = 0; k < ROUNDS; k += 2)
		{
			l ^= mix(r, p->key[k]) & left_mask;
			r ^= mix(l, p->key[k + 1]) & right_mask;
		}
		i = l << p->right | r;
	} while (i >= p->n);
	i += p->turn;
	return i < p->n ? i : i - p->n;
}
