/*-------------------------------------------------------------------------
 *
 * hashset.c
 *	  A set of 64-bit hashes: open addressing, linear probing, 8 bytes a slot.
 *
 * A slot is found by the high half of hash * capacity (Lemire 2019), so the
 * capacity may be any number and a set can be sized to what it will hold
 * instead of to the next power of two.  0 marks an empty slot; the hash 0 is
 * stored as 1, which at worst makes two keys look alike.
 *
 *-------------------------------------------------------------------------
 */
#include "unique.h"

#include <string.h>

#define MIN_CAPACITY 64

struct SynthHashSet
{
	uint64_t capacity;
	uint64_t count;
	uint64_t *slot;
};

/* filled to four fifths at most: probes stay short */
static uint64_t
capacity_for(uint64_t expected)
{
	if (expected > UINT64_MAX / 16)
		synth_fail(SYNTH_ERR_MEMORY, "the keys of so many rows do not fit into memory");
	return MIN_CAPACITY + expected + expected / 4;
}

/*
 * A set for about `expected` hashes; it grows when there are more.  Fails with
 * SYNTH_ERR_MEMORY when it would be larger than the memory limit.
 */
SynthHashSet *
synth_hashset_new(uint64_t expected)
{
	SynthHashSet *s = synth_alloc(sizeof *s);

	s->capacity = capacity_for(expected);
	synth_size_check(synth_size_mul(s->capacity, sizeof *s->slot));
	s->slot = synth_alloc_array(s->capacity, sizeof *s->slot);
	return s;
}

/* the slot that holds the hash, or the empty one where it belongs */
static uint64_t
find(const SynthHashSet *s, uint64_t hash)
{
	uint64_t at = (uint64_t) (((unsigned __int128) hash * s->capacity) >> 64);

	while (s->slot[at] != 0 && s->slot[at] != hash)
	{
		if (++at == s->capacity)
			at = 0;
	}
	return at;
}

static void
grow(SynthHashSet *s)
{
	uint64_t *old = s->slot;
	uint64_t n = s->capacity;

	s->capacity = capacity_for(synth_size_mul(s->count, 2));
	/* both exist while one is copied to the other */
	synth_size_check(synth_size_mul(synth_size_add(s->capacity, n), sizeof *s->slot));
	s->slot = synth_alloc_array(s->capacity, sizeof *s->slot);
	for (uint64_t i = 0; i < n; i++)
	{
		if ((i & 0xFFFF) == 0)
			synth_poll();
		if (old[i] != 0)
			s->slot[find(s, old[i])] = old[i];
	}
	synth_release(old);
}

bool
synth_hashset_has(const SynthHashSet *s, uint64_t hash)
{
	hash = hash == 0 ? 1 : hash;
	return s->slot[find(s, hash)] == hash;
}

bool
synth_hashset_add(SynthHashSet *s, uint64_t hash)
{
	uint64_t at;

	hash = hash == 0 ? 1 : hash;
	at = find(s, hash);
	if (s->slot[at] == hash)
		return false;
	if (s->count + 1 > s->capacity - s->capacity / 5)
	{
		grow(s);
		at = find(s, hash);
	}
	s->slot[at] = hash;
	s->count++;
	return true;
}

/*
 * The slots behind the one that is emptied move up, as far as they may: none
 * may stand before the place where its search begins.
 */
void
synth_hashset_remove(SynthHashSet *s, uint64_t hash)
{
	uint64_t hole;
	uint64_t at;

	hash = hash == 0 ? 1 : hash;
	hole = find(s, hash);
	if (s->slot[hole] != hash)
		return;
	at = hole;
	for (;;)
	{
		uint64_t home;
		uint64_t from_home;
		uint64_t from_hole;

		if (++at == s->capacity)
			at = 0;
		if (s->slot[at] == 0)
			break;
		home = (uint64_t) (((unsigned __int128) s->slot[at] * s->capacity) >> 64);
		from_home = at >= home ? at - home : at + s->capacity - home;
		from_hole = at >= hole ? at - hole : at + s->capacity - hole;
		if (from_home >= from_hole)
		{
			s->slot[hole] = s->slot[at];
			hole = at;
		}
	}
	s->slot[hole] = 0;
	s->count--;
}

uint64_t
synth_hashset_count(const SynthHashSet *s)
{
	return s->count;
}

/*
 * Keyed hash of a few bytes: multiply and fold eight at a time.  It only has
 * to spread what models and tables hold, not to withstand an enemy: a clash
 * costs a repair, never a duplicate.
 */
uint64_t
synth_hash_bytes(uint64_t seed, const void *bytes, size_t len)
{
	const uint8_t *p = bytes;
	uint64_t h = seed ^ (UINT64_C(0x9E3779B97F4A7C15) * (len + 1));

	while (len > 0)
	{
		uint64_t word = 0;
		size_t n = len < 8 ? len : 8;
		unsigned __int128 product;

		memcpy(&word, p, n);
		product = (unsigned __int128) (h ^ word ^ UINT64_C(0xA0761D6478BD642F)) * (word ^ UINT64_C(0xE7037ED1A0B428DB));
		h = (uint64_t) (product >> 64) ^ (uint64_t) product ^ (h << 31 | h >> 33);
		p += n;
		len -= n;
	}
	h ^= h >> 32;
	h *= UINT64_C(0xD6E8FEB86659FD93);
	return h ^ (h >> 32);
}
