/*-------------------------------------------------------------------------
 *
 * serial.c
 *	  Generated keys as text and as UUIDs.
 *
 * Text.  People expect 0000000042, so an index is written in decimal while
 * that fits.  Switching the base later must not repeat a key that was already
 * given out, whatever the order of the calls, so the strings after the last
 * decimal are exactly those that no decimal can be: strings of the full width
 * that contain a letter, in byte order.  With width 1 the keys are 0-9, A-Z.
 * Small letters come only after all of these, by the same rule.
 *
 * UUID.  Version and variant bits are fixed, 122 bits are free.  They are two
 * halves of 61 bits, the index in the right one, shuffled by a six-round
 * Feistel network whose rounds are keyed by the seed.  A Feistel network is a
 * permutation whatever its round function, hence no two indexes collide.
 *
 *-------------------------------------------------------------------------
 */
#include "serial.h"

#define BASE 36
#define SMALL_BASE 62
#define HALF_BITS 61
#define HALF_MASK ((UINT64_C(1) << HALF_BITS) - 1)
#define ROUNDS 6

static const char digit[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/* base^exponent, saturating */
static uint64_t
power(uint64_t base, int exponent)
{
	uint64_t result = 1;

	while (exponent-- > 0)
	{
		if (result > UINT64_MAX / base)
			return UINT64_MAX;
		result *= base;
	}
	return result;
}

/* decimals of at most `width` digits number 10^width; the rest has a letter: 36^w in all */
int64_t
synth_serial_space(int width)
{
	uint64_t all;

	if (width <= 0)
		return 0;
	all = power(BASE, width);
	return all > (uint64_t) INT64_MAX ? INT64_MAX : (int64_t) all;
}

int64_t
synth_serial_space_small(int width)
{
	uint64_t all;

	if (width <= 0)
		return 0;
	all = power(SMALL_BASE, width);
	return all > (uint64_t) INT64_MAX ? INT64_MAX : (int64_t) all;
}

/* the rest-th string of `width` digits below `base` of which one at least is not below `plain` */
static void
spell(uint64_t rest, int width, int base, int plain, char *out)
{
	bool special = false;

	for (int i = 0; i < width; i++)
	{
		int left = width - 1 - i;
		uint64_t open = power((uint64_t) base, left); /* once a special digit was written */
		uint64_t closed = open == UINT64_MAX ? open : open - power((uint64_t) plain, left);

		for (int d = 0; d < base; d++)
		{
			uint64_t size = (special || d >= plain) ? open : closed;

			if (rest < size)
			{
				out[i] = digit[d];
				special = special || d >= plain;
				break;
			}
			rest -= size;
		}
	}
	out[width] = '\0';
}

void
synth_serial_text(int64_t index, int width, char *out)
{
	uint64_t rest = (uint64_t) index;

	if (index < 0 || width <= 0)
		synth_fail(SYNTH_ERR_INTERNAL, "a serial needs an index and a width that are not negative");

	/* 20 digits hold any index, so a wider column never needs letters */
	if (width >= 19 || rest < power(10, width))
	{
		int len = width < SYNTH_SERIAL_DIGITS ? width : SYNTH_SERIAL_DIGITS;
		uint64_t probe = rest;
		int need = 1;

		while (probe >= 10)
		{
			probe /= 10;
			need++;
		}
		if (need > len)
			len = need;
		out[len] = '\0';
		while (len-- > 0)
		{
			out[len] = digit[rest % 10];
			rest /= 10;
		}
		return;
	}

	if (rest < power(BASE, width))
		spell(rest - power(10, width), width, BASE, 10, out);
	else
		spell(rest - power(BASE, width), width, SMALL_BASE, BASE, out);
}

/* splitmix64's finaliser: every output bit depends on every input bit */
static uint64_t
mix(uint64_t x)
{
	x ^= x >> 30;
	x *= UINT64_C(0xBF58476D1CE4E5B9);
	x ^= x >> 27;
	x *= UINT64_C(0x94D049BB133111EB);
	return x ^ (x >> 31);
}

void
synth_serial_uuid(uint64_t seed, uint64_t index, uint8_t out[16])
{
	uint64_t left = index >> HALF_BITS;
	uint64_t right = index & HALF_MASK;
	uint64_t high;
	uint64_t low;

	for (int round = 0; round < ROUNDS; round++)
	{
		uint64_t key = mix(seed + (uint64_t) (round + 1) * UINT64_C(0x9E3779B97F4A7C15));
		uint64_t next = left ^ (mix(right ^ key) & HALF_MASK);

		left = right;
		right = next;
	}

	/* 48 bits, version, 12 bits | variant, 62 bits */
	high = ((left >> 13) << 16) | UINT64_C(0x4000) | ((left >> 1) & 0xFFF);
	low = (UINT64_C(1) << 63) | ((left & 1) << 61) | right;
	for (int i = 0; i < 8; i++)
	{
		out[i] = (uint8_t) (high >> (56 - 8 * i));
		out[8 + i] = (uint8_t) (low >> (56 - 8 * i));
	}
}
