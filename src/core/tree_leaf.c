/*-------------------------------------------------------------------------
 *
 * tree_leaf.c
 *	  Numbers the nodes that are left, and gives leaves their distributions.
 *
 * A leaf gives each code the share of its rows that hold it.  Only codes that
 * may be emitted come in, so a tree over no such row at all falls back to what
 * the declaration says.
 *
 *-------------------------------------------------------------------------
 */
#include "tree_leaf.h"

#include <string.h>

#include "tree_rows.h"

/* room for the leaves' entries */
typedef struct Entries
{
	int n;
	int room;
	uint16_t *code;
	float *p;
} Entries;

static void
entries_add(Entries *e, int code, double p)
{
	if (e->n == e->room)
	{
		int room = e->room == 0 ? 1024 : e->room * 2;
		uint16_t *c = synth_alloc_array((size_t) room, sizeof(uint16_t));
		float *q = synth_alloc_array((size_t) room, sizeof(float));

		if (e->n > 0)
		{
			memcpy(c, e->code, (size_t) e->n * sizeof(uint16_t));
			memcpy(q, e->p, (size_t) e->n * sizeof(float));
		}
		synth_release(e->code);
		synth_release(e->p);
		e->code = c;
		e->p = q;
		e->room = room;
	}
	e->code[e->n] = (uint16_t) code;
	e->p[e->n++] = (float) p;
}

/* no row says anything: labels and cells alike, else NULL or `other` */
static void
entries_declared(Entries *e, const SynthAttribute *a, const uint16_t *emit)
{
	int n = 0;

	for (int i = 0; i < a->nvalues; i++)
		n += a->kind == SYNTH_CATEGORY || emit[i] == i;
	for (int i = 0; i < a->nvalues; i++)
		if (a->kind == SYNTH_CATEGORY || emit[i] == i)
			entries_add(e, i, 1.0 / n);
	if (n == 0)
		entries_add(e, a->null_code >= 0 ? a->null_code : a->nfine - 1, 1);
}

/* codes of rows row[from .. to) */
static void
entries_counted(Entries *e, const uint32_t *row, int n, const uint16_t *code, const uint16_t *emit, uint32_t *count,
				int ncodes)
{
	int low = ncodes;
	int high = -1;

	for (int i = 0; i < n; i++)
	{
		int c = emit[code[row[i]]];

		count[c]++;
		low = c < low ? c : low;
		high = c > high ? c : high;
	}
	for (int c = low; c <= high; c++)
	{
		if (count[c] == 0)
			continue;
		entries_add(e, c, (double) count[c] / (double) n);
		count[c] = 0;
	}
}

/* a grown node waiting for its number, and where that is to be written */
typedef struct Waiting
{
	int grown;
	int32_t parent; /* new number; its right child waits */
} Waiting;

void
synth_tree_finish(const SynthGrownTree *g, const SynthAttribute *a, const uint16_t *code, const uint16_t *emit,
				  int ncolumns, const SynthTreeColumn *column, SynthConditional *c)
{
	SynthTree *t = synth_alloc(sizeof(SynthTree));
	Entries e = {0};
	uint32_t *count = synth_alloc_array((size_t) a->nfine, sizeof(uint32_t));
	int *place = synth_alloc_array((size_t) ncolumns + 1, sizeof(int));
	Waiting *stack;
	int depth = 0;
	int inner = 0;

	/* which columns are tested, and how many nodes there are */
	stack = synth_alloc_array((size_t) g->nnodes, sizeof(Waiting));
	stack[depth++] = (Waiting){0, -1};
	while (depth > 0)
	{
		const SynthGrownNode *node = &g->node[stack[--depth].grown];

		if (node->left < 0)
			continue;
		inner++;
		place[node->feature] = 1;
		stack[depth++] = (Waiting){node->left, -1};
		stack[depth++] = (Waiting){node->right, -1};
	}
	c->parent = synth_alloc_array((size_t) ncolumns + 1, sizeof(int));
	c->nparents = 0;
	for (int f = 0; f < ncolumns; f++)
	{
		if (place[f] == 0)
			continue;
		place[f] = c->nparents;
		c->parent[c->nparents++] = f;
	}

	t->node = synth_alloc_array((size_t) 2 * (size_t) inner + 1, sizeof(SynthTreeNode));
	t->first = synth_alloc_array((size_t) inner + 2, sizeof(int32_t));
	t->set = synth_alloc_array((size_t) g->nwords + 1, sizeof(uint64_t));
	stack[depth++] = (Waiting){0, -1};
	while (depth > 0)
	{
		Waiting w = stack[--depth];
		const SynthGrownNode *node = &g->node[w.grown];
		SynthTreeNode *to = &t->node[t->nnodes];

		synth_poll();
		if (w.parent >= 0)
			t->node[w.parent].right = t->nnodes;
		to->test = to->cut = to->set = to->right = -1;
		if (node->left < 0)
		{
			to->left = t->nleaves;
			if (node->to > node->from)
				entries_counted(&e, g->row + node->from, node->to - node->from, code, emit, count, a->nfine);
			else
				entries_declared(&e, a, emit);
			t->first[++t->nleaves] = e.n;
			t->nnodes++;
			continue;
		}
		to->test = place[node->feature];
		to->cut = node->cut;
		if (node->cut < 0)
		{
			int words = (column[node->feature].ncodes + 63) / 64;

			memcpy(t->set + t->nwords, g->set + node->set, (size_t) words * sizeof(uint64_t));
			to->set = t->nwords;
			t->nwords += words;
		}
		to->left = t->nnodes + 1;
		stack[depth++] = (Waiting){node->right, t->nnodes++};
		stack[depth++] = (Waiting){node->left, -1};
	}
	t->nentries = e.n;
	t->code = e.code;
	t->p = e.p;
	c->tree = t;
	c->ncells = 0;
	c->p = NULL;
	synth_release(stack);
	synth_release(count);
	synth_release(place);
}
