/*-------------------------------------------------------------------------
 *
 * pattern_product.c
 *	  One automaton for all parts of a pattern, as small as is cheap.
 *
 * A state of the product is a tuple of states, one of each part; a part that
 * is negated accepts where it would not.  States from which nothing matches
 * any more are dropped.  States that nothing tells apart are joined by Moore's
 * refinement (1956), whose cost is states times rounds: where that would be
 * long the automaton stays as it is, which is as right.
 *
 *-------------------------------------------------------------------------
 */
#include "pattern_parts.h"

#include <string.h>

/* cells that refinement may look at */
#define MAX_REFINING (8 * PATTERN_MAX_CELLS)

/* all tuples that can be reached; dead ends are still in it */
static void
multiply(PatternContext *cx, int nparts, const PatternDfa *part, const bool *negated, PatternDfa *d)
{
	SynthScratch *s = &cx->scratch;
	PatternIntern tuples;
	int nsymbols = part[0].nsymbols;
	size_t room = 64;
	int *tuple = synth_scratch_array(s, (size_t) nparts, sizeof *tuple);

	synth_pattern_intern_init(cx, &tuples);
	for (int i = 0; i < nparts; i++)
		tuple[i] = part[i].start;
	synth_pattern_intern(cx, &tuples, tuple, nparts);
	d->nsymbols = nsymbols;
	d->start = 0;
	d->next = synth_scratch_array(s, synth_size_mul(room, (size_t) nsymbols), sizeof *d->next);
	d->accept = synth_scratch_array(s, room, sizeof *d->accept);
	for (int at = 0; at < tuples.n; at++)
	{
		size_t begin = tuples.begin[at];

		synth_poll();
		if ((size_t) at == room)
		{
			d->next = synth_scratch_grow(s, d->next, room * (size_t) nsymbols,
										 synth_size_mul(room * 2, (size_t) nsymbols), sizeof *d->next);
			d->accept = synth_scratch_grow(s, d->accept, room, room * 2, sizeof *d->accept);
			room *= 2;
		}
		d->accept[at] = true;
		for (int i = 0; i < nparts; i++)
		{
			int state = tuples.value[begin + (size_t) i];

			if ((state >= 0 && part[i].accept[state]) == negated[i])
				d->accept[at] = false;
		}
		for (int symbol = 0; symbol < nsymbols; symbol++)
		{
			bool dead = false;
			int to = -1;

			for (int i = 0; i < nparts; i++)
			{
				int state = tuples.value[begin + (size_t) i];

				tuple[i] = state < 0 ? -1 : part[i].next[(size_t) state * (size_t) nsymbols + (size_t) symbol];
				dead |= tuple[i] < 0 && !negated[i];
			}
			if (!dead)
			{
				to = synth_pattern_intern(cx, &tuples, tuple, nparts);
				if (to < 0 || (size_t) tuples.n * (size_t) nsymbols > PATTERN_MAX_CELLS)
				{
					synth_pattern_fail(cx, SYNTH_PATTERN_TOO_LARGE, -1, "patterns need too many states together");
					return;
				}
			}
			d->next[(size_t) at * (size_t) nsymbols + (size_t) symbol] = to;
		}
	}
	d->n = tuples.n;
}

/* keeps[i]: from state i something can match; found backwards from what accepts */
static void
find_live(PatternContext *cx, const PatternDfa *d, bool *keep)
{
	SynthScratch *s = &cx->scratch;
	size_t cells = (size_t) d->n * (size_t) d->nsymbols;
	int *count = synth_scratch_array(s, (size_t) d->n + 2, sizeof *count);
	int *from = synth_scratch_array(s, cells > 0 ? cells : 1, sizeof *from);
	int *stack = synth_scratch_array(s, (size_t) d->n + 1, sizeof *stack);
	int depth = 0;

	/* who leads to a state: from[count[state]] .. */
	for (size_t i = 0; i < cells; i++)
		if (d->next[i] >= 0)
			count[d->next[i] + 2]++;
	for (int i = 0; i < d->n; i++)
		count[i + 2] += count[i + 1];
	for (size_t i = 0; i < cells; i++)
		if (d->next[i] >= 0)
			from[count[d->next[i] + 1]++] = (int) (i / (size_t) d->nsymbols);
	for (int i = 0; i < d->n; i++)
	{
		keep[i] = d->accept[i];
		if (keep[i])
			stack[depth++] = i;
	}
	while (depth > 0)
	{
		int state = stack[--depth];

		for (int i = count[state]; i < count[state + 1]; i++)
		{
			if (keep[from[i]])
				continue;
			keep[from[i]] = true;
			stack[depth++] = from[i];
		}
	}
}

/* joins states of one class; class -1 is dropped */
static void
renumber(PatternDfa *d, const int *class, int nclasses)
{
	size_t width = (size_t) d->nsymbols;
	int made = 0;

	/* classes are numbered as they first come, so a row never moves onto one that is still to be read */
	for (int i = 0; i < d->n; i++)
	{
		if (class[i] != made)
			continue;
		for (size_t k = 0; k < width; k++)
		{
			int to = d->next[(size_t) i * width + k];

			d->next[(size_t) made * width + k] = to < 0 ? -1 : class[to];
		}
		d->accept[made++] = d->accept[i];
	}
	d->start = d->start < 0 ? -1 : class[d->start];
	d->n = nclasses;
}

static void
drop_dead_ends(PatternContext *cx, PatternDfa *d)
{
	bool *keep = synth_scratch_array(&cx->scratch, (size_t) d->n + 1, sizeof *keep);
	int *class = synth_scratch_array(&cx->scratch, (size_t) d->n + 1, sizeof *class);
	int n = 0;

	find_live(cx, d, keep);
	for (int i = 0; i < d->n; i++)
		class[i] = keep[i] ? n++ : -1;
	renumber(d, class, n);
}

/*
 * How many characters are missing at least to an accepted text, from each
 * state: states that are alike have the same, so it is where refining begins
 * (and ends at once for a code of one shape, a chain of states).  States are
 * numbered about as they are reached, so a sweep from the last one does most of
 * it.  Returns the number of different ones.
 */
static int
find_distances(PatternContext *cx, const PatternDfa *d, int *distance)
{
	bool *seen = synth_scratch_array(&cx->scratch, (size_t) d->n + 1, sizeof *seen);
	bool changed = true;
	size_t work = 0;
	int n = 0;

	for (int i = 0; i < d->n; i++)
		distance[i] = d->accept[i] ? 0 : d->n;
	while (changed)
	{
		changed = false;
		work += (size_t) d->n * ((size_t) d->nsymbols + 1);
		synth_poll();
		if (work > MAX_REFINING)
		{
			/* only whether they are accepted: right, too */
			for (int i = 0; i < d->n; i++)
				distance[i] = !d->accept[i];
			break;
		}
		for (int i = d->n - 1; i >= 0; i--)
		{
			const int *to = d->next + (size_t) i * (size_t) d->nsymbols;

			for (int k = 0; k < d->nsymbols; k++)
			{
				if (to[k] < 0 || distance[to[k]] + 1 >= distance[i])
					continue;
				distance[i] = distance[to[k]] + 1;
				changed = true;
			}
		}
	}
	for (int i = 0; i < d->n; i++)
	{
		n += !seen[distance[i]];
		seen[distance[i]] = true;
	}
	return n;
}

static void
minimise(PatternContext *cx, PatternDfa *d)
{
	SynthScratch *s = &cx->scratch;
	size_t width = (size_t) d->nsymbols;
	int *class = synth_scratch_array(s, (size_t) d->n + 1, sizeof *class);
	int *next = synth_scratch_array(s, (size_t) d->n + 1, sizeof *next);
	int *row = synth_scratch_array(s, width + 1, sizeof *row);
	PatternIntern rows;
	size_t work = 0;
	int n = find_distances(cx, d, class);

	synth_pattern_intern_init(cx, &rows);
	for (;;)
	{
		int *swap = class;

		work += (size_t) d->n * (width + 1);
		if (work > MAX_REFINING)
			return;
		synth_poll();
		synth_pattern_intern_reset(&rows);
		for (int i = 0; i < d->n; i++)
		{
			row[0] = class[i];
			for (size_t k = 0; k < width; k++)
			{
				int to = d->next[(size_t) i * width + k];

				row[k + 1] = to < 0 ? -1 : class[to];
			}
			next[i] = synth_pattern_intern(cx, &rows, row, (int) width + 1);
			if (next[i] < 0)
				return;
		}
		class = next;
		next = swap;
		if (rows.n == n)
			break;
		n = rows.n;
	}
	if (n < d->n)
		renumber(d, class, n);
}

static void
reduce(PatternContext *cx, PatternDfa *d)
{
	drop_dead_ends(cx, d);
	if (d->start >= 0)
		minimise(cx, d);
	else
		d->n = 0;
}

/*
 * The automaton without the symbols that are not usable, and without states
 * that then cannot be reached; start is -1 if nothing is left.
 */
void
synth_pattern_restrict(PatternContext *cx, const PatternDfa *d, const bool *usable, PatternDfa *out)
{
	SynthScratch *s = &cx->scratch;
	size_t width = (size_t) d->nsymbols;
	int *number = synth_scratch_array(s, (size_t) d->n + 1, sizeof *number);
	int *order = synth_scratch_array(s, (size_t) d->n + 1, sizeof *order);

	memset(out, 0, sizeof *out);
	out->nsymbols = d->nsymbols;
	out->start = d->start;
	if (d->start < 0)
		return;
	for (int i = 0; i < d->n; i++)
		number[i] = -1;
	number[d->start] = 0;
	order[out->n++] = d->start;
	out->start = 0;
	out->next = synth_scratch_array(s, synth_size_mul((size_t) d->n, width), sizeof *out->next);
	out->accept = synth_scratch_array(s, (size_t) d->n, sizeof *out->accept);
	for (int i = 0; i < out->n; i++)
	{
		out->accept[i] = d->accept[order[i]];
		for (size_t k = 0; k < width; k++)
		{
			int to = usable[k] ? d->next[(size_t) order[i] * width + k] : -1;

			if (to >= 0 && number[to] < 0)
			{
				number[to] = out->n;
				order[out->n++] = to;
			}
			out->next[(size_t) i * width + k] = to < 0 ? -1 : number[to];
		}
	}
	reduce(cx, out);
}

void
synth_pattern_product(PatternContext *cx, int nparts, const PatternDfa *part, const bool *negated, PatternDfa *out)
{
	memset(out, 0, sizeof *out);
	if (nparts == 1 && !negated[0])
		*out = part[0];
	else
		multiply(cx, nparts, part, negated, out);
	if (synth_pattern_failed(cx))
		return;
	reduce(cx, out);
}
