/*-------------------------------------------------------------------------
 *
 * charset.c
 *	  Sets of code points as sorted ranges.
 *
 * Sets are small (a bracket expression of a pattern), so everything is a
 * linear pass.  The universe is 1 .. 0x10FFFF without surrogates: what a text
 * of the server can hold.
 *
 * Two answers are given where the server's locale decides: see SynthCharBound.
 * In ASCII the locale decides little, but not nothing: ICU calls + and $
 * symbols and no punctuation, and in a Turkish locale i and I are different
 * letters.
 *
 *-------------------------------------------------------------------------
 */
#include "charset.h"

#include <string.h>

#define ASCII_MAX 0x7F
#define SURROGATE_LO 0xD800
#define SURROGATE_HI 0xDFFF

typedef struct SynthScratchBlock
{
	struct SynthScratchBlock *next;
	size_t size; /* keeps what follows aligned to 16 bytes */
} SynthScratchBlock;

void *
synth_scratch_array(SynthScratch *s, size_t count, size_t size)
{
	SynthScratchBlock *b = synth_alloc(synth_size_add(synth_size_mul(count, size), sizeof *b));

	b->next = s->first;
	s->first = b;
	return b + 1;
}

void *
synth_scratch_grow(SynthScratch *s, const void *old, size_t used, size_t count, size_t size)
{
	void *larger = synth_scratch_array(s, count, size);

	if (used > 0)
		memcpy(larger, old, synth_size_mul(used, size));
	return larger;
}

void
synth_scratch_free(SynthScratch *s)
{
	SynthScratchBlock *b = s->first;

	while (b != NULL)
	{
		SynthScratchBlock *next = b->next;

		synth_release(b);
		b = next;
	}
	s->first = NULL;
}

/* inserts one range, and joins it with what it touches */
static void
add_range(SynthScratch *s, SynthCharSet *set, uint32_t lo, uint32_t hi)
{
	int from = 0;
	int to;

	if (lo > hi)
		return;
	while (from < set->n && set->range[from].hi + 1 < lo)
		from++;
	for (to = from; to < set->n && set->range[to].lo <= hi + 1; to++)
	{
		if (set->range[to].lo < lo)
			lo = set->range[to].lo;
		if (set->range[to].hi > hi)
			hi = set->range[to].hi;
	}
	if (to == from && set->n == set->room)
	{
		int room = set->room > 0 ? set->room * 2 : 4;

		set->range = synth_scratch_grow(s, set->range, (size_t) set->n, (size_t) room, sizeof *set->range);
		set->room = room;
	}
	memmove(set->range + from + 1, set->range + to, (size_t) (set->n - to) * sizeof *set->range);
	set->n += 1 - (to - from);
	set->range[from].lo = lo;
	set->range[from].hi = hi;
}

void
synth_charset_add(SynthScratch *s, SynthCharSet *set, uint32_t lo, uint32_t hi)
{
	if (lo < 1)
		lo = 1;
	if (hi > SYNTH_CHAR_MAX)
		hi = SYNTH_CHAR_MAX;
	add_range(s, set, lo, hi < SURROGATE_LO ? hi : SURROGATE_LO - 1);
	add_range(s, set, lo > SURROGATE_HI ? lo : SURROGATE_HI + 1, hi);
}

void
synth_charset_union(SynthScratch *s, SynthCharSet *set, const SynthCharSet *other)
{
	for (int i = 0; i < other->n; i++)
		add_range(s, set, other->range[i].lo, other->range[i].hi);
}

SynthCharSet
synth_charset_complement(SynthScratch *s, const SynthCharSet *set)
{
	SynthCharSet out = {0};
	uint32_t next = 1;

	for (int i = 0; i < set->n; i++)
	{
		if (set->range[i].lo > next)
			synth_charset_add(s, &out, next, set->range[i].lo - 1);
		next = set->range[i].hi + 1;
	}
	if (next <= SYNTH_CHAR_MAX)
		synth_charset_add(s, &out, next, SYNTH_CHAR_MAX);
	return out;
}

SynthCharSet
synth_charset_intersect(SynthScratch *s, const SynthCharSet *a, const SynthCharSet *b)
{
	SynthCharSet out = {0};
	int i = 0;
	int j = 0;

	while (i < a->n && j < b->n)
	{
		uint32_t lo = a->range[i].lo > b->range[j].lo ? a->range[i].lo : b->range[j].lo;
		uint32_t hi = a->range[i].hi < b->range[j].hi ? a->range[i].hi : b->range[j].hi;

		add_range(s, &out, lo, hi);
		if (a->range[i].hi < b->range[j].hi)
			i++;
		else
			j++;
	}
	return out;
}

bool
synth_charset_has(const SynthCharSet *set, uint32_t c)
{
	int lo = 0;
	int hi = set->n;

	while (lo < hi)
	{
		int mid = (lo + hi) / 2;

		if (set->range[mid].hi < c)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < set->n && set->range[lo].lo <= c;
}

bool
synth_charset_equal(const SynthCharSet *a, const SynthCharSet *b)
{
	return a->n == b->n && (a->n == 0 || memcmp(a->range, b->range, (size_t) a->n * sizeof *a->range) == 0);
}

/*
 * ASCII members of the server's classes: `sure` in every locale, `more` in
 * some.  `exact` ones have no member beyond ASCII.
 */
typedef struct CharClass
{
	const char *name;
	const char *sure; /* pairs lo, hi */
	const char *more;
	bool exact;
} CharClass;

static const CharClass char_class[] = {
	{"alnum", "09AZaz", "", false},
	{"alpha", "AZaz", "", false},
	{"ascii", "\x01\x7f", "", true},
	{"blank", "\t\t  ", "", false},
	{"cntrl", "\x01\x1f\x7f\x7f", "", false},
	{"digit", "09", "", false},
	{"graph", "!~", "", false},
	{"lower", "az", "", false},
	{"print", " ~", "", false},
	{"punct", "!#%*,/:;?@[]__{{}}", "$$++<>^^``||~~", false},
	{"space", "\t\r  ", "\x1c\x1f", false},
	{"upper", "AZ", "", false},
	{"word", "09AZ__az", "", false},
	{"xdigit", "09AFaf", "", true},
};

bool
synth_charset_add_class(SynthScratch *s, SynthCharSet *set, const char *name, int length, SynthCharBound bound)
{
	for (size_t i = 0; i < sizeof char_class / sizeof *char_class; i++)
	{
		const CharClass *k = &char_class[i];

		if (strlen(k->name) != (size_t) length || memcmp(k->name, name, (size_t) length) != 0)
			continue;
		for (const char *p = k->sure; *p != '\0'; p += 2)
			add_range(s, set, (uint32_t) p[0], (uint32_t) p[1]);
		if (bound == SYNTH_CHAR_PERHAPS)
		{
			for (const char *p = k->more; *p != '\0'; p += 2)
				add_range(s, set, (uint32_t) p[0], (uint32_t) p[1]);
			if (!k->exact)
				synth_charset_add(s, set, ASCII_MAX + 1, SYNTH_CHAR_MAX);
		}
		return true;
	}
	return false;
}

/*
 * Surely: ASCII letters, without i and I, which are no pair in Turkish.
 * Perhaps: also those, and any two characters beyond ASCII, since it is the
 * server's locale that pairs them; and the four that pair with ASCII letters
 * (dotted I, dotless i, long s, the sign of the kelvin).
 */
void
synth_charset_add_cases(SynthScratch *s, SynthCharSet *set, SynthCharBound bound)
{
	static const uint32_t odd[] = {0x130, 0x131, 0x17F, 0x212A};
	static const char mate[] = "iIiIsSkK";
	bool beyond = set->n > 0 && set->range[set->n - 1].hi > ASCII_MAX;
	SynthCharSet added = {0};

	for (uint32_t c = 'A'; c <= 'Z'; c++)
	{
		if (c == 'I' && bound == SYNTH_CHAR_SURELY)
			continue;
		if (synth_charset_has(set, c))
			add_range(s, &added, c + 32, c + 32);
		if (synth_charset_has(set, c + 32))
			add_range(s, &added, c, c);
	}
	if (bound == SYNTH_CHAR_PERHAPS)
	{
		for (int i = 0; i < 4; i++)
		{
			uint32_t a = (uint32_t) mate[2 * i];
			uint32_t b = (uint32_t) mate[2 * i + 1];

			if (synth_charset_has(set, a) || synth_charset_has(set, b))
				add_range(s, &added, odd[i], odd[i]);
			if (synth_charset_has(set, odd[i]))
			{
				add_range(s, &added, a, a);
				add_range(s, &added, b, b);
			}
		}
		if (beyond)
			synth_charset_add(s, &added, ASCII_MAX + 1, SYNTH_CHAR_MAX);
	}
	synth_charset_union(s, set, &added);
}

SynthCharSet
synth_charset_unseen(SynthScratch *s)
{
	static const SynthCharRange unseen[] = {
		{0x01, 0x1F},	  {0x7F, 0xA0},		{0xAD, 0xAD},	  {0x200B, 0x200F},
		{0x2028, 0x202E}, {0x2060, 0x206F}, {0xE000, 0xF8FF}, {0xFDD0, 0xFDEF},
		{0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}, {0xFFF0, 0xFFFF}, {0x1FFFE, SYNTH_CHAR_MAX},
	};
	SynthCharSet set = {0};

	for (size_t i = 0; i < sizeof unseen / sizeof *unseen; i++)
		add_range(s, &set, unseen[i].lo, unseen[i].hi);
	return set;
}

/* strict: no overlong forms, no surrogates, nothing beyond the last code point, no NUL */
int
synth_char_decode(const char *s, const char *end, uint32_t *c)
{
	static const uint32_t least[] = {0, 1, 0x80, 0x800, 0x10000};
	const unsigned char *p = (const unsigned char *) s;
	int bytes;
	uint32_t v;

	if (s >= end)
		return 0;
	if (*p < 0x80)
	{
		bytes = 1;
		v = *p;
	}
	else if (*p >= 0xC2 && *p < 0xE0)
	{
		bytes = 2;
		v = *p & 0x1F;
	}
	else if (*p >= 0xE0 && *p < 0xF0)
	{
		bytes = 3;
		v = *p & 0x0F;
	}
	else if (*p >= 0xF0 && *p < 0xF5)
	{
		bytes = 4;
		v = *p & 0x07;
	}
	else
		return 0;
	if (end - s < bytes)
		return 0;
	for (int i = 1; i < bytes; i++)
	{
		if ((p[i] & 0xC0) != 0x80)
			return 0;
		v = v << 6 | (p[i] & 0x3F);
	}
	if (v < least[bytes] || v > SYNTH_CHAR_MAX || (v >= SURROGATE_LO && v <= SURROGATE_HI))
		return 0;
	*c = v;
	return bytes;
}

int
synth_char_encode(uint32_t c, char *out)
{
	if (c < 0x80)
	{
		out[0] = (char) c;
		return 1;
	}
	if (c < 0x800)
	{
		out[0] = (char) (0xC0 | c >> 6);
		out[1] = (char) (0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000)
	{
		out[0] = (char) (0xE0 | c >> 12);
		out[1] = (char) (0x80 | (c >> 6 & 0x3F));
		out[2] = (char) (0x80 | (c & 0x3F));
		return 3;
	}
	out[0] = (char) (0xF0 | c >> 18);
	out[1] = (char) (0x80 | (c >> 12 & 0x3F));
	out[2] = (char) (0x80 | (c >> 6 & 0x3F));
	out[3] = (char) (0x80 | (c & 0x3F));
	return 4;
}
