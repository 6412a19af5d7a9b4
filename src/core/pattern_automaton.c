/*-------------------------------------------------------------------------
 *
 * pattern_automaton.c
 *	  From a nondeterministic automaton to a deterministic one.
 *
 * The subset construction (Rabin and Scott 1959).  Assertions need no states
 * of their own: ^ can be passed only before the first character is read, so
 * only the first subset is closed over it; and $ only when nothing follows, so
 * subsets keep the states that wait for it, and whether a subset accepts is
 * found by passing them.
 *
 *-------------------------------------------------------------------------
 */
#include "pattern_parts.h"

#include <stdlib.h>

/* some tenths of a second */
#define MAX_WORK (32L * PATTERN_MAX_CELLS)

typedef struct Closure
{
	const PatternNfa *nfa;
	int *stamp; /* [nfa->n] when it was last reached */
	int now;
	int *stack; /* each state is pushed once a closure */
	int *out;	/* what is kept: characters, ends, the final state */
	int n;
	long work; /* states looked at so far */
} Closure;

static void
begin_closure(Closure *c)
{
	c->now++;
	c->n = 0;
}

/* adds what can be reached from a state without reading a character */
static void
reach(Closure *c, int state, bool at_begin, bool at_end)
{
	int depth = 0;

	if (state < 0 || c->stamp[state] == c->now)
		return;
	c->stamp[state] = c->now;
	c->stack[depth++] = state;
	while (depth > 0)
	{
		int s = c->stack[--depth];
		const PatternState *q = &c->nfa->state[s];
		bool pass = q->kind == PATTERN_STATE_SPLIT || (q->kind == PATTERN_STATE_BEGIN && at_begin)
					|| (q->kind == PATTERN_STATE_END && at_end);

		c->work++;
		if (!pass)
		{
			if (q->kind != PATTERN_STATE_BEGIN)
				c->out[c->n++] = s;
			continue;
		}
		for (int i = 0; i < 2; i++)
		{
			int next = q->out[i];

			if (next >= 0 && c->stamp[next] != c->now)
			{
				c->stamp[next] = c->now;
				c->stack[depth++] = next;
			}
		}
	}
}

static int
compare(const void *a, const void *b)
{
	int x = *(const int *) a;
	int y = *(const int *) b;

	return (x > y) - (x < y);
}

/* one spelling of each subset */
static void
sort(int *v, int n)
{
	if (n > 24)
	{
		qsort(v, (size_t) n, sizeof *v, compare);
		return;
	}
	for (int i = 1; i < n; i++)
	{
		int x = v[i];
		int k = i;

		for (; k > 0 && v[k - 1] > x; k--)
			v[k] = v[k - 1];
		v[k] = x;
	}
}

static bool
accepts(Closure *c, const int *state, int n, bool at_begin)
{
	begin_closure(c);
	for (int i = 0; i < n; i++)
		reach(c, state[i], at_begin, true);
	for (int i = 0; i < c->n; i++)
		if (c->nfa->state[c->out[i]].kind == PATTERN_STATE_FINAL)
			return true;
	return false;
}

/* room for one more state and its row */
static void
make_room(PatternContext *cx, PatternDfa *d, size_t *room)
{
	size_t n = (size_t) d->n;

	if (n < *room)
		return;
	*room = n > 0 ? n * 2 : 64;
	d->next = synth_scratch_grow(&cx->scratch, d->next, n * (size_t) d->nsymbols,
								 synth_size_mul(*room, (size_t) d->nsymbols), sizeof *d->next);
	d->accept = synth_scratch_grow(&cx->scratch, d->accept, n, *room, sizeof *d->accept);
}

/*
 * Subset 0 is the beginning and is never entered again: it begins with a
 * number that is no state.  That makes its acceptance, which alone may pass ^
 * and $ both, its own.
 */
void
synth_pattern_determine(PatternContext *cx, const PatternNfa *nfa, const PatternAlphabet *a, PatternDfa *d)
{
	SynthScratch *s = &cx->scratch;
	Closure c = {.nfa = nfa};
	PatternIntern subsets;
	size_t room = 0;
	int *first = synth_scratch_array(s, (size_t) nfa->n + 1, sizeof *first);

	c.stamp = synth_scratch_array(s, (size_t) nfa->n, sizeof *c.stamp);
	c.stack = synth_scratch_array(s, (size_t) nfa->n, sizeof *c.stack);
	c.out = synth_scratch_array(s, (size_t) nfa->n, sizeof *c.out);
	synth_pattern_intern_init(cx, &subsets);
	d->n = 0;
	d->nsymbols = a->nsymbols;
	d->start = 0;
	begin_closure(&c);
	reach(&c, nfa->start, true, false);
	sort(c.out, c.n);
	first[0] = -1;
	for (int i = 0; i < c.n; i++)
		first[i + 1] = c.out[i];
	synth_pattern_intern(cx, &subsets, first, c.n + 1);
	for (int at = 0; at < subsets.n; at++)
	{
		/* the array of subsets may move while rows are made */
		size_t begin = subsets.begin[at] + (at == 0 ? 1 : 0);
		int n = (int) (subsets.begin[at + 1] - begin);

		synth_poll();
		make_room(cx, d, &room);
		d->n = at + 1;
		c.work += (long) n * a->nsymbols;
		d->accept[at] = accepts(&c, subsets.value + begin, n, at == 0);
		for (int symbol = 0; symbol < a->nsymbols; symbol++)
		{
			int to = -1;

			begin_closure(&c);
			for (int i = 0; i < n; i++)
			{
				const PatternState *q = &nfa->state[subsets.value[begin + (size_t) i]];

				if (q->kind == PATTERN_STATE_CHAR && a->member[q->set * a->nsymbols + symbol])
					reach(&c, q->out[0], false, false);
			}
			if (c.n > 0)
			{
				sort(c.out, c.n);
				to = synth_pattern_intern(cx, &subsets, c.out, c.n);
				if (to < 0 || c.work > MAX_WORK || (size_t) subsets.n * (size_t) a->nsymbols > PATTERN_MAX_CELLS)
				{
					synth_pattern_fail(cx, SYNTH_PATTERN_TOO_LARGE, -1, "pattern needs too many states");
					return;
				}
			}
			d->next[(size_t) at * (size_t) a->nsymbols + (size_t) symbol] = to;
		}
	}
}
