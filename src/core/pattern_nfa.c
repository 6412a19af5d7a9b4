/*-------------------------------------------------------------------------
 *
 * pattern_nfa.c
 *	  From the tree of a pattern to a nondeterministic automaton.
 *
 * Thompson's construction (1968): each node becomes a piece of automaton that
 * ends in a state given to it; {m,n} is written out as copies.  Built from the
 * end to the beginning, so a piece needs to know only where it goes on.
 *
 * Recursion is as deep as the tree, which the nesting of parentheses bounds.
 * Work is counted too: ((){255}){255} has no state, but many copies.
 *
 *-------------------------------------------------------------------------
 */
#include "pattern_parts.h"

#define MAX_WORK (8 * PATTERN_MAX_NFA)

typedef struct Builder
{
	PatternContext *cx;
	const PatternTree *t;
	PatternNfa *nfa;
	int work;
} Builder;

static int
add_state(Builder *b, PatternStateKind kind, int set, int out0, int out1)
{
	PatternNfa *nfa = b->nfa;

	if (nfa->n == PATTERN_MAX_NFA)
	{
		synth_pattern_fail(b->cx, SYNTH_PATTERN_TOO_LARGE, -1,
						   "pattern is too large when its repetitions are written out");
		return 0;
	}
	if (nfa->n == nfa->room)
	{
		int room = nfa->room > 0 ? nfa->room * 2 : 64;

		nfa->state = synth_scratch_grow(&b->cx->scratch, nfa->state, (size_t) nfa->n, (size_t) room,
										sizeof *nfa->state);
		nfa->room = room;
	}
	nfa->state[nfa->n] = (PatternState){kind, set, {out0, out1}};
	return nfa->n++;
}

static int build(Builder *b, int node, int go_on);

/* siblings in order: the last one goes on, each one before leads to the next */
static int
build_sequence(Builder *b, int first, int go_on)
{
	int n = 0;
	int *order;

	for (int i = first; i >= 0; i = b->t->node[i].next)
		n++;
	if (n == 0)
		return go_on;
	order = synth_scratch_array(&b->cx->scratch, (size_t) n, sizeof *order);
	n = 0;
	for (int i = first; i >= 0; i = b->t->node[i].next)
		order[n++] = i;
	while (n-- > 0 && !synth_pattern_failed(b->cx))
		go_on = build(b, order[n], go_on);
	return go_on;
}

static int
build_repeat(Builder *b, const PatternNode *node, int go_on)
{
	int after = go_on;

	if (node->max < 0)
	{
		int loop = add_state(b, PATTERN_STATE_SPLIT, 0, -1, go_on);
		int body = build(b, node->child, loop);

		if (synth_pattern_failed(b->cx))
			return go_on;
		b->nfa->state[loop].out[0] = body;
		go_on = loop;
	}
	for (int i = node->min; i < node->max && !synth_pattern_failed(b->cx); i++)
		go_on = add_state(b, PATTERN_STATE_SPLIT, 0, build(b, node->child, go_on), after);
	for (int i = 0; i < node->min && !synth_pattern_failed(b->cx); i++)
		go_on = build(b, node->child, go_on);
	return go_on;
}

/* the state where the node's piece begins */
static int
build(Builder *b, int index, int go_on)
{
	const PatternNode *node = &b->t->node[index];

	if (++b->work > MAX_WORK)
		synth_pattern_fail(b->cx, SYNTH_PATTERN_TOO_LARGE, -1,
						   "pattern is too large when its repetitions are written out");
	if (synth_pattern_failed(b->cx))
		return go_on;
	switch (node->kind)
	{
		case PATTERN_NODE_EMPTY:
			return go_on;
		case PATTERN_NODE_SET:
			return add_state(b, PATTERN_STATE_CHAR, node->set, go_on, -1);
		case PATTERN_NODE_CAT:
			return build_sequence(b, node->child, go_on);
		case PATTERN_NODE_ALT:
		{
			int begin = -1;

			for (int i = node->child; i >= 0 && !synth_pattern_failed(b->cx); i = b->t->node[i].next)
			{
				int one = build(b, i, go_on);

				begin = begin < 0 ? one : add_state(b, PATTERN_STATE_SPLIT, 0, begin, one);
			}
			return begin < 0 ? go_on : begin;
		}
		case PATTERN_NODE_REPEAT:
			return build_repeat(b, node, go_on);
		case PATTERN_NODE_BEGIN:
			return add_state(b, PATTERN_STATE_BEGIN, 0, go_on, -1);
		case PATTERN_NODE_END:
			return add_state(b, PATTERN_STATE_END, 0, go_on, -1);
	}
	return go_on;
}

/* a search may skip any characters before and after what matches */
void
synth_pattern_nfa(PatternContext *cx, const PatternTree *t, PatternNfa *out)
{
	Builder b = {cx, t, out, 0};
	int final = add_state(&b, PATTERN_STATE_FINAL, 0, -1, -1);
	SynthCharSet all = {0};
	int any = 0;

	if (t->search)
	{
		int loop;
		int skip;

		synth_charset_add(&cx->scratch, &all, 1, SYNTH_CHAR_MAX);
		any = synth_pattern_set(cx, &all, false);
		loop = add_state(&b, PATTERN_STATE_SPLIT, 0, -1, final);
		skip = add_state(&b, PATTERN_STATE_CHAR, any, loop, -1);
		out->state[loop].out[0] = skip;
		final = loop;
	}
	out->start = build(&b, t->root, final);
	if (t->search && !synth_pattern_failed(cx))
	{
		int loop = add_state(&b, PATTERN_STATE_SPLIT, 0, -1, out->start);
		int skip = add_state(&b, PATTERN_STATE_CHAR, any, loop, -1);

		if (!synth_pattern_failed(cx))
		{
			out->state[loop].out[0] = skip;
			out->start = loop;
		}
	}
}
