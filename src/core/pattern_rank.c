/*-------------------------------------------------------------------------
 *
 * pattern_rank.c
 *	  The i-th text of a pattern, a random one, and whether a text matches.
 *
 * Numbers run by length and then by code points: at each character the counts
 * of what can follow tell how many numbers it covers.
 *
 * Where there are 2^62 texts or more, that order would give all numbers the
 * same beginning.  So as long as enough characters leave 2^62 texts or more to
 * what follows, the number picks one of those by its hash and is kept as it
 * is: two numbers that pick differently have different texts, two that pick
 * alike still differ in the rest.  Where the last such choice is behind and
 * the order would still favour the first characters, it begins at one that the
 * text so far tells.  So texts of different numbers differ in any case.
 *
 *-------------------------------------------------------------------------
 */
#include "pattern_parts.h"

#include <string.h>

#include "texthash.h"

static uint64_t
width(const PatternEdge *e)
{
	return (uint64_t) e->hi - e->lo + 1;
}

/* where a text is while it is written */
typedef struct Walk
{
	const SynthPattern *p;
	int state;
	uint64_t i;		 /* number of what is left, below its count */
	uint64_t prefix; /* hash of what is written */
	uint64_t key;	 /* for free choices */
	SynthStream *st; /* NULL: choices follow from key and prefix */
} Walk;

/* any of the characters that leave 2^62 texts or more; false if there are none */
static bool
choose_free(Walk *w, const uint64_t *after, int left, uint32_t *c)
{
	const SynthPattern *p = w->p;
	uint64_t total = 0;
	uint64_t n;

	for (int e = p->first[w->state]; e < p->first[w->state + 1]; e++)
		if (after[p->edge[e].to] == PATTERN_MANY)
			total += width(&p->edge[e]);
	if (total == 0)
		return false;
	n = w->st != NULL
			? synth_stream_below(w->st, total)
			: synth_text_below(synth_text_stir(w->key + (uint64_t) left * UINT64_C(0x9E3779B97F4A7C15)), total);
	for (int e = p->first[w->state];; e++)
	{
		const PatternEdge *edge = &p->edge[e];

		if (after[edge->to] != PATTERN_MANY)
			continue;
		if (n < width(edge))
		{
			*c = edge->lo + (uint32_t) n;
			w->state = edge->to;
			return true;
		}
		n -= width(edge);
	}
}

/* a random character, in proportion to the texts that follow; the number of what is left is drawn anew */
static uint32_t
choose_random(Walk *w, const uint64_t *after)
{
	const SynthPattern *p = w->p;
	double total = 0;
	double u;
	int last = -1;

	for (int e = p->first[w->state]; e < p->first[w->state + 1]; e++)
		total += (double) after[p->edge[e].to] * (double) width(&p->edge[e]);
	u = synth_stream_unit(w->st) * total;
	for (int e = p->first[w->state]; e < p->first[w->state + 1]; e++)
	{
		double share = (double) after[p->edge[e].to] * (double) width(&p->edge[e]);

		if (share <= 0)
			continue;
		/* the last one takes what rounding leaves */
		last = e;
		if (u < share)
			break;
		u -= share;
	}
	w->state = p->edge[last].to;
	w->i = synth_stream_below(w->st, after[w->state]);
	return p->edge[last].lo + (uint32_t) synth_stream_below(w->st, width(&p->edge[last]));
}

/* as in choose_in_order(), but the order of characters begins at one that the text so far tells */
static uint32_t
choose_turned(Walk *w, const uint64_t *after)
{
	const SynthPattern *p = w->p;
	int begin = p->first[w->state];
	int end = p->first[w->state + 1];
	int at = begin;
	uint64_t total = 0;
	uint64_t skip;

	for (int e = begin; e < end; e++)
		if (after[p->edge[e].to] > 0)
			total += width(&p->edge[e]);
	skip = synth_text_below(w->prefix, total);
	while (after[p->edge[at].to] == 0 || skip >= width(&p->edge[at]))
	{
		if (after[p->edge[at].to] > 0)
			skip -= width(&p->edge[at]);
		at++;
	}
	/* the rest of that edge first, its beginning last */
	for (uint32_t lo = p->edge[at].lo + (uint32_t) skip;;)
	{
		const PatternEdge *edge = &p->edge[at];
		uint64_t n = after[edge->to];
		uint64_t wide = (uint64_t) edge->hi - lo + 1;

		/* a product beyond 2^64 is beyond any number */
		if (n > 0 && w->i / n < wide)
		{
			uint32_t c = lo + (uint32_t) (w->i / n);

			w->i %= n;
			w->state = edge->to;
			return c;
		}
		w->i -= n * wide;
		at = at + 1 < end ? at + 1 : begin;
		lo = p->edge[at].lo;
	}
}

static uint32_t
choose_in_order(Walk *w, const uint64_t *after)
{
	const SynthPattern *p = w->p;

	for (int e = p->first[w->state];; e++)
	{
		const PatternEdge *edge = &p->edge[e];
		uint64_t n = after[edge->to];
		uint64_t block;

		if (n == 0)
			continue;
		/* no more than the count of the state, which is below 2^62 */
		block = n * width(edge);
		if (w->i < block)
		{
			uint64_t step = n == 1 ? w->i : w->i / n;

			w->i -= step * n;
			w->state = edge->to;
			return edge->lo + (uint32_t) step;
		}
		w->i -= block;
	}
}

/* writes a text of so many characters; w->i is below their count */
static int
write_text(Walk *w, int chars, char *out)
{
	const SynthPattern *p = w->p;
	size_t n = (size_t) p->nstates;
	char *to = out;

	for (int left = chars; left > 0; left--)
	{
		const uint64_t *after = p->count + (size_t) (left - 1) * n;
		uint32_t c;

		if (after[n + (size_t) w->state] < PATTERN_MANY)
			c = choose_in_order(w, after);
		else
		{
			if (!choose_free(w, after, left, &c))
				c = w->st != NULL ? choose_random(w, after) : choose_turned(w, after);
			w->prefix = synth_text_stir(w->prefix ^ c);
		}
		if (c < 0x80)
			*to++ = (char) c;
		else
			to += synth_char_encode(c, to);
	}
	return (int) (to - out);
}

uint64_t
synth_pattern_space(const SynthPattern *p)
{
	return p->space;
}

int
synth_pattern_bytes(const SynthPattern *p)
{
	return p->bytes;
}

int
synth_pattern_chars(const SynthPattern *p)
{
	return p->longest;
}

int
synth_pattern_text(const SynthPattern *p, uint64_t i, char *out)
{
	Walk w = {.p = p, .state = p->begin, .i = i};
	int k = p->nlengths - 1;

	if (i >= p->space)
		synth_fail(SYNTH_ERR_INTERNAL, "the number of a text is beyond those that the pattern has");
	w.key = synth_text_stir(i + 1);
	if (p->nmany > 0)
	{
		int chars = p->many[synth_text_below(w.key, (uint64_t) p->nmany)];

		w.prefix = synth_text_stir((uint64_t) chars);
		return write_text(&w, chars, out);
	}
	/* most texts are long ones */
	while (p->before[k] > i)
		k--;
	w.i -= p->before[k];
	w.prefix = synth_text_stir((uint64_t) p->length[k]);
	return write_text(&w, p->length[k], out);
}

int
synth_pattern_draw(const SynthPattern *p, SynthStream *st, char *out)
{
	Walk w = {.p = p, .state = p->begin, .st = st};
	int chars = p->length[p->ndraw > 1 ? synth_stream_below(st, (uint64_t) p->ndraw) : 0];

	w.i = synth_stream_below(st, p->count[(size_t) chars * (size_t) p->nstates + (size_t) p->begin]);
	return write_text(&w, chars, out);
}

static int
symbol_of(const SynthPattern *p, uint32_t c)
{
	int lo = 0;
	int hi = p->npieces - 1;

	if (c < 128)
		return p->ascii[c];
	while (lo < hi)
	{
		int mid = (lo + hi) / 2;

		if (p->piece[mid].hi < c)
			lo = mid + 1;
		else
			hi = mid;
	}
	return p->symbol[lo];
}

bool
synth_pattern_matches(const SynthPattern *p, const char *text, int length)
{
	const char *end = text + length;
	int state = p->start;
	int chars = 0;

	while (text < end && state >= 0)
	{
		uint32_t c;
		int bytes = synth_char_decode(text, end, &c);

		if (bytes == 0)
			return false;
		text += bytes;
		chars++;
		state = p->next[(size_t) state * (size_t) p->nsymbols + (size_t) symbol_of(p, c)];
	}
	return state >= 0 && p->accept[state] && chars >= p->limits.min_chars
		   && (p->limits.max_chars == 0 || chars <= p->limits.max_chars);
}
