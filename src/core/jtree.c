/*-------------------------------------------------------------------------
 *
 * jtree.c
 *	  Elimination order, cliques and junction tree of a small graph.
 *
 * Attribute sets are bit sets of nwords 64-bit words.  The elimination is the
 * greedy one that private-pgm describes: the vertex whose merged table has the
 * fewest cells goes first, ties to the lower index, so the result depends on
 * the graph alone.  Sizes are kept as doubles: a product of sizes overflows
 * nothing, and what is too large is refused by the caller's limit.
 *
 * Cost: O(d^2) set operations for d attributes; the tree needs O(c^2) for c
 * cliques, c <= d.
 *
 *-------------------------------------------------------------------------
 */
#include <math.h>
#include <string.h>

#include "jtree.h"

#define WORD(i) ((i) >> 6)
#define BIT(i) (UINT64_C(1) << ((i) &63))

static inline bool
has(const uint64_t *set, int i)
{
	return (set[WORD(i)] & BIT(i)) != 0;
}

static inline bool
is_subset(const uint64_t *a, const uint64_t *b, int nwords)
{
	for (int w = 0; w < nwords; w++)
	{
		if (a[w] & ~b[w])
			return false;
	}
	return true;
}

static inline int
common(const uint64_t *a, const uint64_t *b, int nwords)
{
	int n = 0;

	for (int w = 0; w < nwords; w++)
		n += __builtin_popcountll(a[w] & b[w]);
	return n;
}

SynthGraph *
synth_graph_new(int nattr, const int *size)
{
	SynthGraph *g = synth_alloc(sizeof(SynthGraph));

	g->nattr = nattr;
	g->nwords = (nattr + 63) / 64;
	g->size = size;
	g->adj = synth_alloc_array(synth_size_mul((size_t) nattr, (size_t) g->nwords), sizeof(uint64_t));
	return g;
}

void
synth_graph_link(SynthGraph *g, int a, int b)
{
	if (a == b)
		return;
	g->adj[(size_t) a * g->nwords + WORD(b)] |= BIT(b);
	g->adj[(size_t) b * g->nwords + WORD(a)] |= BIT(a);
}

bool
synth_graph_linked(const SynthGraph *g, int a, int b)
{
	return has(g->adj + (size_t) a * g->nwords, b);
}

int *
synth_rank_by_size(int nattr, const int *size)
{
	int *rank = synth_alloc_array((size_t) nattr, sizeof(int));

	for (int a = 0; a < nattr; a++)
	{
		for (int b = 0; b < nattr; b++)
		{
			if (size[b] < size[a] || (size[b] == size[a] && b < a))
				rank[a]++;
		}
	}
	return rank;
}

/* what one elimination leaves behind; all arrays are the caller's */
typedef struct Elimination
{
	uint64_t *adj; /* scratch copy, [nattr][nwords] */
	double *cells; /* [nattr] of the table that eliminating it would make */
	bool *gone;
	int *order;		   /* [nattr] */
	uint64_t *family;  /* [nattr][nwords] by attribute: itself and later neighbours */
	uint64_t *maximal; /* [nattr][nwords] maximal families, in order of elimination */
	int nmaximal;
	double total; /* cells of the maximal families */
} Elimination;

static Elimination *
elimination_new(const SynthGraph *g)
{
	Elimination *e = synth_alloc(sizeof(Elimination));
	size_t n = (size_t) g->nattr;
	size_t words = synth_size_mul(n, (size_t) g->nwords);

	e->adj = synth_alloc_array(words, sizeof(uint64_t));
	e->family = synth_alloc_array(words, sizeof(uint64_t));
	e->maximal = synth_alloc_array(words, sizeof(uint64_t));
	e->cells = synth_alloc_array(n, sizeof(double));
	e->gone = synth_alloc_array(n, sizeof(bool));
	e->order = synth_alloc_array(n, sizeof(int));
	return e;
}

static void
elimination_release(Elimination *e)
{
	synth_release(e->adj);
	synth_release(e->family);
	synth_release(e->maximal);
	synth_release(e->cells);
	synth_release(e->gone);
	synth_release(e->order);
	synth_release(e);
}

static double
family_cells(const SynthGraph *g, const uint64_t *adj, int v)
{
	double cells = g->size[v];

	for (int w = 0; w < g->nwords; w++)
	{
		uint64_t rest = adj[w];

		while (rest != 0)
		{
			cells *= g->size[w * 64 + __builtin_ctzll(rest)];
			rest &= rest - 1;
		}
	}
	return cells;
}

/* is v to be eliminated rather than `best`? */
static inline bool
goes_before(const SynthGraph *g, const Elimination *e, int v, int best)
{
	if (g->late != NULL && g->late[v] != g->late[best])
		return g->late[v] < g->late[best];
	return e->cells[v] < e->cells[best];
}

/* eliminates everything; false as soon as the maximal families exceed `limit` cells */
static bool
eliminate(const SynthGraph *g, Elimination *e, int a, int b, double limit)
{
	int n = g->nattr;
	int nw = g->nwords;

	memcpy(e->adj, g->adj, (size_t) n * nw * sizeof(uint64_t));
	if (a >= 0 && a != b)
	{
		e->adj[(size_t) a * nw + WORD(b)] |= BIT(b);
		e->adj[(size_t) b * nw + WORD(a)] |= BIT(a);
	}
	for (int v = 0; v < n; v++)
	{
		e->gone[v] = false;
		e->cells[v] = family_cells(g, e->adj + (size_t) v * nw, v);
	}
	e->nmaximal = 0;
	e->total = 0;

	for (int step = 0; step < n; step++)
	{
		int best = -1;
		uint64_t *mine;
		uint64_t *family;
		bool covered = false;

		for (int v = 0; v < n; v++)
		{
			if (!e->gone[v] && (best < 0 || goes_before(g, e, v, best)))
				best = v;
		}
		mine = e->adj + (size_t) best * nw;
		family = e->family + (size_t) best * nw;
		memcpy(family, mine, (size_t) nw * sizeof(uint64_t));
		family[WORD(best)] |= BIT(best);
		e->order[step] = best;
		e->gone[best] = true;

		/* a later family can be part of an earlier one, never the reverse */
		for (int m = 0; m < e->nmaximal && !covered; m++)
			covered = is_subset(family, e->maximal + (size_t) m * nw, nw);
		if (!covered)
		{
			memcpy(e->maximal + (size_t) e->nmaximal * nw, family, (size_t) nw * sizeof(uint64_t));
			e->nmaximal++;
			e->total += e->cells[best];
			if (e->total > limit)
				return false;
		}

		/* the neighbours become a clique without `best` */
		for (int w = 0; w < nw; w++)
		{
			uint64_t rest = mine[w];

			while (rest != 0)
			{
				int u = w * 64 + __builtin_ctzll(rest);
				uint64_t *theirs = e->adj + (size_t) u * nw;

				rest &= rest - 1;
				for (int x = 0; x < nw; x++)
					theirs[x] |= mine[x];
				theirs[WORD(u)] &= ~BIT(u);
				theirs[WORD(best)] &= ~BIT(best);
				e->cells[u] = family_cells(g, theirs, u);
			}
		}
	}
	return true;
}

double
synth_graph_cells(const SynthGraph *g, int a, int b, double limit)
{
	Elimination *e = elimination_new(g);
	double cells = eliminate(g, e, a, b, limit) ? e->total : HUGE_VAL;

	elimination_release(e);
	return cells;
}

/* the attributes of a set in rank order */
static int *
set_members(const uint64_t *set, int except, const int *by_rank, int n, int *count)
{
	int *members;
	int k = 0;

	for (int r = 0; r < n; r++)
		k += has(set, by_rank[r]) && by_rank[r] != except;
	members = synth_alloc_array((size_t) k, sizeof(int));
	*count = k;
	k = 0;
	for (int r = 0; r < n; r++)
	{
		if (has(set, by_rank[r]) && by_rank[r] != except)
			members[k++] = by_rank[r];
	}
	return members;
}

/*
 * Orders the maximal sets so that each comes after its tree neighbour nearer
 * the root (Prim): up[] in the new numbering, place[] the old index.
 */
static void
spanning_tree(const uint64_t *set, int n, int nw, int *place, int *up)
{
	int *weight = synth_alloc_array((size_t) n, sizeof(int));
	int *nearest = synth_alloc_array((size_t) n, sizeof(int));
	bool *done = synth_alloc_array((size_t) n, sizeof(bool));

	for (int i = 0; i < n; i++)
	{
		weight[i] = -1;
		nearest[i] = -1;
	}
	for (int step = 0; step < n; step++)
	{
		int best = -1;

		for (int i = 0; i < n; i++)
		{
			if (!done[i] && (best < 0 || weight[i] > weight[best]))
				best = i;
		}
		done[best] = true;
		place[step] = best;
		up[step] = nearest[best];
		for (int i = 0; i < n; i++)
		{
			int w;

			if (done[i])
				continue;
			w = common(set + (size_t) i * nw, set + (size_t) best * nw, nw);
			if (w > weight[i])
			{
				weight[i] = w;
				nearest[i] = step;
			}
		}
	}
	synth_release(weight);
	synth_release(nearest);
	synth_release(done);
}

SynthJtree *
synth_jtree_build(const SynthGraph *g)
{
	int n = g->nattr;
	int nw = g->nwords;
	SynthJtree *jt = synth_alloc(sizeof(SynthJtree));
	Elimination *e = elimination_new(g);
	int *by_rank = synth_alloc_array((size_t) n, sizeof(int));
	int *place;
	int *up;

	eliminate(g, e, -1, -1, HUGE_VAL);
	jt->nattr = n;
	jt->rank = synth_rank_by_size(n, g->size);
	for (int a = 0; a < n; a++)
		by_rank[jt->rank[a]] = a;

	jt->ncliques = e->nmaximal;
	jt->clique = synth_alloc_array((size_t) jt->ncliques, sizeof(SynthClique));
	place = synth_alloc_array((size_t) jt->ncliques, sizeof(int));
	up = synth_alloc_array((size_t) jt->ncliques, sizeof(int));
	spanning_tree(e->maximal, jt->ncliques, nw, place, up);
	for (int c = 0; c < jt->ncliques; c++)
	{
		SynthClique *q = &jt->clique[c];

		q->attr = set_members(e->maximal + (size_t) place[c] * nw, -1, by_rank, n, &q->nattr);
		q->up = up[c];
		q->ncells = 1;
		for (int i = 0; i < q->nattr; i++)
			q->ncells = synth_size_mul(q->ncells, (size_t) g->size[q->attr[i]]);
		jt->ncells = synth_size_add(jt->ncells, q->ncells);
	}

	jt->family = synth_alloc_array((size_t) n, sizeof(SynthFamily));
	for (int i = 0; i < n; i++)
	{
		SynthFamily *f = &jt->family[i];
		const uint64_t *set;

		f->attribute = e->order[n - 1 - i];
		set = e->family + (size_t) f->attribute * nw;
		f->parent = set_members(set, f->attribute, by_rank, n, &f->nparents);
		f->clique = -1;
		for (int c = 0; c < jt->ncliques; c++)
		{
			if (is_subset(set, e->maximal + (size_t) place[c] * nw, nw)
				&& (f->clique < 0 || jt->clique[c].ncells < jt->clique[f->clique].ncells))
				f->clique = c;
		}
	}
	elimination_release(e);
	synth_release(by_rank);
	synth_release(place);
	synth_release(up);
	return jt;
}

void
synth_jtree_release(SynthJtree *jt)
{
	if (jt == NULL)
		return;
	for (int c = 0; c < jt->ncliques; c++)
		synth_release(jt->clique[c].attr);
	for (int i = 0; i < jt->nattr; i++)
		synth_release(jt->family[i].parent);
	synth_release(jt->clique);
	synth_release(jt->family);
	synth_release(jt->rank);
	synth_release(jt);
}

int
synth_jtree_home(const SynthJtree *jt, int nattr, const int *attr)
{
	int home = -1;

	for (int c = 0; c < jt->ncliques; c++)
	{
		const SynthClique *q = &jt->clique[c];
		int found = 0;

		for (int i = 0; i < q->nattr; i++)
		{
			for (int j = 0; j < nattr; j++)
				found += q->attr[i] == attr[j];
		}
		if (found == nattr && (home < 0 || q->ncells < jt->clique[home].ncells))
			home = c;
	}
	return home;
}

static bool
clique_holds(const SynthClique *q, int a)
{
	for (int i = 0; i < q->nattr; i++)
	{
		if (q->attr[i] == a)
			return true;
	}
	return false;
}

/* cells that are added where attribute `joins` is missing from a clique */
static double
joining_cells(const SynthClique *q, const int *size, int joins)
{
	return clique_holds(q, joins) ? 0 : (double) q->ncells * (size[joins] - 1);
}

double
synth_jtree_bound(const SynthJtree *jt, const int *size, int a, int b)
{
	int at[2] = {-1, -1}; /* clique of a, of b, nearest the root */
	double cells = (double) jt->ncells;

	for (int c = 0; c < jt->ncliques && (at[0] < 0 || at[1] < 0); c++)
	{
		if (at[0] < 0 && clique_holds(&jt->clique[c], a))
			at[0] = c;
		if (at[1] < 0 && clique_holds(&jt->clique[c], b))
			at[1] = c;
	}
	/* parents have lower numbers: climb from the higher one until the paths meet */
	while (at[0] != at[1])
	{
		int side = at[0] > at[1] ? 0 : 1;

		cells += joining_cells(&jt->clique[at[side]], size, b);
		/* b reaches up to a's subtree, and no further */
		if (side == 1 && clique_holds(&jt->clique[at[side]], a))
			return cells;
		at[side] = jt->clique[at[side]].up;
	}
	return cells + joining_cells(&jt->clique[at[0]], size, b);
}
