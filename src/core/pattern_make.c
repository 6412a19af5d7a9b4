/*-------------------------------------------------------------------------
 *
 * pattern_make.c
 *	  Counts the texts of an automaton, by length and state.
 *
 * Each text has one path in a deterministic automaton, so
 *
 *		count[n][state] = sum over edges: characters of the edge * count[n - 1][to]
 *
 * is exact, up to 2^62, where counting stops.
 *
 * How long texts become.  A language that ends is counted whole, unless it has
 * 2^62 texts already among those up to FINITE_MORE characters longer than the
 * shortest.  One that does not end is cut NEAR_MORE characters after the
 * shortest; if that leaves few texts, later, but only the near ones are drawn.
 *
 *-------------------------------------------------------------------------
 */
#include "pattern_parts.h"

#include <string.h>

#define NEAR_MORE 12
#define FAR_MORE 255
#define FINITE_MORE 64
#define ENOUGH (UINT64_C(1) << 40)
/* edges times lengths: some tenths of a second */
#define MAX_WORK ((size_t) 16 * PATTERN_MAX_CELLS)

#ifdef SYNTH_TEST
uint64_t synth_pattern_many = UINT64_C(1) << 62;
#endif

static uint64_t
sum(uint64_t a, uint64_t b)
{
	return a + b < PATTERN_MANY ? a + b : PATTERN_MANY;
}

static uint64_t
product(uint64_t a, uint64_t b)
{
	unsigned __int128 p = (unsigned __int128) a * b;

	return p < PATTERN_MANY ? (uint64_t) p : PATTERN_MANY;
}

static int
utf8_bytes(uint32_t c)
{
	return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
}

/* pieces of the alphabet that texts are made of, with their symbols, in order */
typedef struct MadePieces
{
	int n;
	SynthCharRange *piece;
	int *symbol;
	bool *usable; /* [nsymbols] has any */
} MadePieces;

static void
find_pieces(PatternContext *cx, const PatternAlphabet *a, const SynthCharSet *made, MadePieces *out)
{
	size_t most = (size_t) a->npieces + (size_t) made->n;
	int k = 0;

	out->n = 0;
	out->piece = synth_scratch_array(&cx->scratch, most, sizeof *out->piece);
	out->symbol = synth_scratch_array(&cx->scratch, most, sizeof *out->symbol);
	out->usable = synth_scratch_array(&cx->scratch, (size_t) a->nsymbols, sizeof *out->usable);
	for (int i = 0; i < a->npieces && k < made->n;)
	{
		uint32_t lo = a->piece[i].lo > made->range[k].lo ? a->piece[i].lo : made->range[k].lo;
		uint32_t hi = a->piece[i].hi < made->range[k].hi ? a->piece[i].hi : made->range[k].hi;

		if (lo <= hi)
		{
			out->piece[out->n].lo = lo;
			out->piece[out->n].hi = hi;
			out->symbol[out->n++] = a->symbol[i];
			out->usable[a->symbol[i]] = true;
		}
		if (a->piece[i].hi < made->range[k].hi)
			i++;
		else
			k++;
	}
}

/* edges of all states; neighbouring characters that lead to one state are one edge */
static bool
make_edges(PatternContext *cx, SynthPattern *p, const PatternDfa *d, const MadePieces *m)
{
	PatternEdge *edge = NULL;
	size_t room = 0;
	size_t n = 0;

	p->nstates = d->n;
	p->begin = d->start;
	p->first = synth_alloc_array((size_t) d->n + 1, sizeof *p->first);
	for (int s = 0; s < d->n; s++)
	{
		p->first[s] = (int) n;
		for (int i = 0; i < m->n; i++)
		{
			int to = d->next[(size_t) s * (size_t) d->nsymbols + (size_t) m->symbol[i]];

			if (to < 0)
				continue;
			if (n > (size_t) p->first[s] && edge[n - 1].to == to && edge[n - 1].hi + 1 == m->piece[i].lo)
			{
				edge[n - 1].hi = m->piece[i].hi;
				continue;
			}
			if (n == PATTERN_MAX_CELLS)
			{
				synth_pattern_fail(cx, SYNTH_PATTERN_TOO_LARGE, -1, "pattern needs too many states");
				return false;
			}
			if (n == room)
			{
				room = room > 0 ? room * 2 : 64;
				edge = synth_scratch_grow(&cx->scratch, edge, n, room, sizeof *edge);
			}
			edge[n].lo = m->piece[i].lo;
			edge[n].hi = m->piece[i].hi;
			edge[n++].to = to;
		}
	}
	p->first[d->n] = (int) n;
	p->edge = synth_alloc_array(n, sizeof *p->edge);
	if (n > 0)
		memcpy(p->edge, edge, n * sizeof *edge);
	return true;
}

/* characters of the longest text, -1 if there is none: all states are live, so any cycle makes texts longer */
static int
find_longest(PatternContext *cx, const SynthPattern *p, const PatternDfa *d)
{
	int *waiting = synth_scratch_array(&cx->scratch, (size_t) p->nstates, sizeof *waiting);
	int *far = synth_scratch_array(&cx->scratch, (size_t) p->nstates, sizeof *far);
	int *queue = synth_scratch_array(&cx->scratch, (size_t) p->nstates, sizeof *queue);
	int done = 0;
	int n = 0;
	int longest = 0;

	for (int e = 0; e < p->first[p->nstates]; e++)
		waiting[p->edge[e].to]++;
	if (waiting[p->begin] == 0)
		queue[n++] = p->begin;
	while (done < n)
	{
		int s = queue[done++];

		if (d->accept[s] && far[s] > longest)
			longest = far[s];
		for (int e = p->first[s]; e < p->first[s + 1]; e++)
		{
			int to = p->edge[e].to;

			if (far[to] < far[s] + 1)
				far[to] = far[s] + 1;
			if (--waiting[to] == 0)
				queue[n++] = to;
		}
	}
	return done == p->nstates ? longest : -1;
}

/* the counts while rows are added to them */
typedef struct Counting
{
	uint64_t *count;
	size_t room;	/* rows */
	int *bytes;		/* [nstates] longest of the last row */
	int *last;		/* of the row before */
	int shortest;	/* -1 none yet */
	uint64_t total; /* of the lengths that count */
	int most_bytes;
} Counting;

static void
add_row(PatternContext *cx, const SynthPattern *p, const PatternDfa *d, Counting *c, int r)
{
	size_t n = (size_t) p->nstates;
	uint64_t *row;
	int *swap = c->last;

	if ((size_t) r == c->room)
	{
		size_t room = c->room > 0 ? c->room * 2 : 16;

		c->count = synth_scratch_grow(&cx->scratch, c->count, c->room * n, synth_size_mul(room, n), sizeof *c->count);
		c->room = room;
	}
	row = c->count + (size_t) r * n;
	c->last = c->bytes;
	c->bytes = swap;
	for (int s = 0; s < p->nstates; s++)
	{
		uint64_t total = r == 0 && d->accept[s];
		int most = 0;

		for (int e = p->first[s]; r > 0 && e < p->first[s + 1]; e++)
		{
			const PatternEdge *edge = &p->edge[e];
			uint64_t after = row[edge->to - (ptrdiff_t) n];
			int bytes = utf8_bytes(edge->hi) + c->last[edge->to];

			if (after == 0)
				continue;
			total = sum(total, product(after, (uint64_t) edge->hi - edge->lo + 1));
			most = bytes > most ? bytes : most;
		}
		row[s] = total;
		c->bytes[s] = most;
	}
	if (r >= p->limits.min_chars && row[p->begin] > 0)
	{
		if (c->shortest < 0)
			c->shortest = r;
		c->total = sum(c->total, row[p->begin]);
		if (c->bytes[p->begin] > c->most_bytes)
			c->most_bytes = c->bytes[p->begin];
	}
}

/* is row r the last one that is needed?  longest: of the language, -1 it does not end */
static bool
is_last(const SynthPattern *p, const Counting *c, int r, int longest)
{
	int max = p->limits.max_chars;

	if (r == longest || (max > 0 && r >= max))
		return true;
	if (c->shortest < 0)
		/* one length at least in each stretch as long as there are states */
		return longest < 0 && r - p->limits.min_chars > 2 * p->nstates;
	if (longest >= 0)
		return c->total == PATTERN_MANY && r >= c->shortest + FINITE_MORE;
	return r >= c->shortest + NEAR_MORE && (c->total >= ENOUGH || r >= c->shortest + FAR_MORE);
}

static bool
count_texts(PatternContext *cx, SynthPattern *p, const PatternDfa *d, Counting *c, int longest)
{
	c->bytes = synth_scratch_array(&cx->scratch, (size_t) p->nstates, sizeof *c->bytes);
	c->last = synth_scratch_array(&cx->scratch, (size_t) p->nstates, sizeof *c->last);
	c->shortest = -1;
	for (int r = 0;; r++)
	{
		synth_poll();
		if (((size_t) r + 1) * (size_t) p->nstates > PATTERN_MAX_CELLS
			|| ((size_t) r + 1) * (size_t) p->first[p->nstates] > MAX_WORK)
		{
			synth_pattern_fail(cx, SYNTH_PATTERN_TOO_LARGE, -1, "texts of the pattern are too long");
			return false;
		}
		add_row(cx, p, d, c, r);
		p->longest = r;
		if (is_last(p, c, r, longest))
			return c->shortest >= 0;
	}
}

/* the lengths that occur, and which of them are drawn from */
static void
list_lengths(SynthPattern *p, const Counting *c, bool endless)
{
	size_t most = (size_t) (p->longest - c->shortest + 1);
	uint64_t before = 0;

	p->length = synth_alloc_array(most, sizeof *p->length);
	p->before = synth_alloc_array(most, sizeof *p->before);
	p->many = synth_alloc_array(most, sizeof *p->many);
	for (int r = c->shortest; r <= p->longest; r++)
	{
		uint64_t n = p->count[(size_t) r * (size_t) p->nstates + (size_t) p->begin];

		if (n == 0)
			continue;
		p->length[p->nlengths] = r;
		p->before[p->nlengths++] = before;
		before = sum(before, n);
		if (endless && r > c->shortest + NEAR_MORE)
			continue;
		p->ndraw = p->nlengths;
		if (n == PATTERN_MANY)
			p->many[p->nmany++] = r;
	}
	p->longest = p->length[p->nlengths - 1];
}

static void
keep_automaton(SynthPattern *p, const PatternAlphabet *a, const PatternDfa *d)
{
	size_t cells = synth_size_mul((size_t) d->n, (size_t) d->nsymbols);

	p->npieces = a->npieces;
	p->piece = synth_alloc_array((size_t) a->npieces, sizeof *p->piece);
	memcpy(p->piece, a->piece, (size_t) a->npieces * sizeof *p->piece);
	p->symbol = synth_alloc_array((size_t) a->npieces, sizeof *p->symbol);
	memcpy(p->symbol, a->symbol, (size_t) a->npieces * sizeof *p->symbol);
	for (int i = 0; i < a->npieces; i++)
		for (uint32_t c = a->piece[i].lo; c <= a->piece[i].hi && c < 128; c++)
			p->ascii[c] = a->symbol[i];
	p->nsymbols = d->nsymbols;
	p->next = synth_alloc_array(cells, sizeof *p->next);
	memcpy(p->next, d->next, cells * sizeof *p->next);
	p->accept = synth_alloc_array((size_t) d->n, sizeof *p->accept);
	memcpy(p->accept, d->accept, (size_t) d->n * sizeof *p->accept);
	p->start = d->start;
}

/* a pattern that is not to be: what it holds so far */
static SynthPattern *
give_up(SynthPattern *p)
{
	synth_release(p->first);
	synth_release(p->edge);
	synth_release(p);
	return NULL;
}

SynthPattern *
synth_pattern_make(PatternContext *cx, const PatternAlphabet *a, const PatternDfa *d, const SynthCharSet *made,
				   const PatternLimits *limits)
{
	MadePieces pieces;
	PatternDfa some;
	Counting c = {0};
	SynthPattern *p;
	size_t cells;
	int longest;

	find_pieces(cx, a, made, &pieces);
	synth_pattern_restrict(cx, d, pieces.usable, &some);
	if (some.start < 0)
		return NULL;
	p = synth_alloc(sizeof *p);
	p->limits = *limits;
	if (!make_edges(cx, p, &some, &pieces))
		return give_up(p);
	longest = find_longest(cx, p, &some);
	if (longest < 0 && limits->finite && limits->max_chars == 0)
	{
		synth_pattern_fail(cx, SYNTH_PATTERN_INFINITE, -1, "pattern has texts of any length");
		return give_up(p);
	}
	if (!count_texts(cx, p, &some, &c, longest))
		return give_up(p);
	cells = ((size_t) p->longest + 1) * (size_t) p->nstates;
	p->count = synth_alloc_array(cells, sizeof *p->count);
	memcpy(p->count, c.count, cells * sizeof *p->count);
	p->space = c.total;
	p->bytes = c.most_bytes;
	list_lengths(p, &c, longest < 0);
	keep_automaton(p, a, d);
	return p;
}
