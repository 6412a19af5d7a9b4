/*-------------------------------------------------------------------------
 *
 * pattern_intern.c
 *	  Numbers sequences of integers in the order in which they first come.
 *
 * The states of a deterministic automaton are sets of states (or tuples, or
 * classes) of another one; this is how they become numbers.  Open addressing
 * over the hash of the sequence, at most half full.
 *
 *-------------------------------------------------------------------------
 */
#include "pattern_parts.h"

#include <string.h>

void
synth_pattern_intern_init(PatternContext *cx, PatternIntern *in)
{
	memset(in, 0, sizeof *in);
	in->room = 64;
	in->value_room = 256;
	in->nslots = 256;
	in->begin = synth_scratch_array(&cx->scratch, (size_t) in->room + 1, sizeof *in->begin);
	in->value = synth_scratch_array(&cx->scratch, in->value_room, sizeof *in->value);
	in->slot = synth_scratch_array(&cx->scratch, in->nslots, sizeof *in->slot);
}

/* forgets the sequences, keeps the memory */
void
synth_pattern_intern_reset(PatternIntern *in)
{
	in->n = 0;
	memset(in->slot, 0, in->nslots * sizeof *in->slot);
}

static size_t
hash(const int *value, int n)
{
	uint64_t h = UINT64_C(0xCBF29CE484222325) ^ (uint64_t) n;

	for (int i = 0; i < n; i++)
	{
		h = (h ^ (uint64_t) (uint32_t) value[i]) * UINT64_C(0x9FB21C651E98DF25);
		h ^= h >> 32;
	}
	return (size_t) h;
}

/* slots hold number + 1, 0 is empty */
static size_t
find(const PatternIntern *in, const int *value, int n)
{
	size_t at = hash(value, n) & (in->nslots - 1);

	while (in->slot[at] != 0)
	{
		int i = in->slot[at] - 1;

		if (in->begin[i + 1] - in->begin[i] == (size_t) n
			&& (n == 0 || memcmp(in->value + in->begin[i], value, (size_t) n * sizeof *value) == 0))
			break;
		at = (at + 1) & (in->nslots - 1);
	}
	return at;
}

static void
grow(PatternContext *cx, PatternIntern *in)
{
	size_t room = (size_t) in->room * 2;

	in->begin = synth_scratch_grow(&cx->scratch, in->begin, (size_t) in->n + 1, room + 1, sizeof *in->begin);
	in->room = (int) room;
	in->nslots = room * 4;
	in->slot = synth_scratch_array(&cx->scratch, in->nslots, sizeof *in->slot);
	for (int i = 0; i < in->n; i++)
		in->slot[find(in, in->value + in->begin[i], (int) (in->begin[i + 1] - in->begin[i]))] = i + 1;
}

int
synth_pattern_intern(PatternContext *cx, PatternIntern *in, const int *value, int n)
{
	size_t at = find(in, value, n);
	size_t used;

	if (in->slot[at] != 0)
		return in->slot[at] - 1;
	used = in->begin[in->n];
	if (in->n == PATTERN_MAX_DFA || used + (size_t) n > PATTERN_MAX_CELLS)
		return -1;
	if (in->n == in->room)
	{
		grow(cx, in);
		at = find(in, value, n);
	}
	if (used + (size_t) n > in->value_room)
	{
		size_t room = (used + (size_t) n) * 2;

		in->value = synth_scratch_grow(&cx->scratch, in->value, used, room, sizeof *in->value);
		in->value_room = room;
	}
	if (n > 0)
		memcpy(in->value + used, value, (size_t) n * sizeof *value);
	in->begin[in->n + 1] = used + (size_t) n;
	in->slot[at] = in->n + 1;
	return in->n++;
}
