/*-------------------------------------------------------------------------
 *
 * complete_tree.c
 *	  Missing attributes of a row from a model of trees.
 *
 * Candidates for the hidden attributes are grown in generation order.  At a
 * hidden attribute each candidate becomes one for every code of the leaf that
 * it falls into; at a given one that depends on hidden ones it is weighted by
 * the leaf's probability of the code.  One is picked at the end.  As long as
 * there are no more than MOST_CANDIDATES that is exact; beyond, the heavy ones
 * stay and the light ones are thinned to equal weights by systematic sampling,
 * which keeps all expectations (after Fearnhead and Clifford 2003).
 *
 * Leaves of numbers are sparse, so a given number may have no mass in any
 * candidate's leaf.  Then the mass around it counts, and if there is none
 * either the number says nothing.
 *
 *-------------------------------------------------------------------------
 */
#include "complete_parts.h"

#include <string.h>

#define MOST_CANDIDATES 128
#define WINDOW 16 /* codes of a number by this: how far around is near */

/* the places that a pattern has to look at, in order */
typedef struct TreePlan
{
	int nhidden;
	int *hidden; /* [nhidden] attributes */
	int nplaces;
	int *place;	 /* [nplaces] hidden, or given with a hidden parent */
	int *number; /* [nplaces] of the hidden attribute, or -1 */
} TreePlan;

typedef struct Own
{
	int nhidden;	 /* that there is room for */
	uint16_t *now;	 /* [MOST_CANDIDATES + 1][nhidden] codes of the candidates */
	uint16_t *after; /* the same after a place */
	double *weight;	 /* [room] of the candidates, then of their children */
	int32_t *parent; /* [room] */
	uint16_t *code;	 /* [room] */
	double *kept;	 /* [MOST_CANDIDATES + 1] */
	int room;
} Own;

static void *
tree_open(SynthCompleter *c)
{
	const SynthModel *m = c->model;
	Own *own = synth_alloc(sizeof(Own));
	int most = 1;

	for (int i = 0; i < m->nattributes; i++)
		most = m->attribute[i].ncoarse > most ? m->attribute[i].ncoarse : most;
	own->room = (int) synth_size_mul((size_t) most, MOST_CANDIDATES + 1);
	own->weight = synth_alloc_array((size_t) own->room, sizeof(double));
	own->parent = synth_alloc_array((size_t) own->room, sizeof(int32_t));
	own->code = synth_alloc_array((size_t) own->room, sizeof(uint16_t));
	own->kept = synth_alloc_array(MOST_CANDIDATES + 1, sizeof(double));
	return own;
}

static void
tree_plan(SynthCompleter *c, CompletePattern *p)
{
	const SynthModel *m = c->model;
	TreePlan *plan = synth_alloc(sizeof(TreePlan));
	size_t n = (size_t) m->nattributes + 1;
	bool *hidden = synth_alloc_array(n, sizeof(bool));

	plan->hidden = synth_alloc_array(n, sizeof(int));
	plan->place = synth_alloc_array(n, sizeof(int));
	plan->number = synth_alloc_array(n, sizeof(int));
	for (int i = 0; i < m->nattributes; i++)
	{
		const SynthConditional *d = &m->conditional[i];
		bool depends = false;

		for (int j = 0; j < d->nparents; j++)
			depends |= hidden[d->parent[j]];
		if (p->role[i] != COMPLETE_HIDDEN && !(p->role[i] == COMPLETE_GIVEN && depends))
			continue;
		plan->number[plan->nplaces] = -1;
		if (p->role[i] == COMPLETE_HIDDEN)
		{
			plan->number[plan->nplaces] = plan->nhidden;
			plan->hidden[plan->nhidden++] = d->attribute;
			hidden[d->attribute] = true;
		}
		plan->place[plan->nplaces++] = i;
	}
	synth_release(hidden);
	p->plan = plan;
	p->bytes = sizeof(TreePlan) + 3 * n * sizeof(int);
}

static void
tree_release(CompletePattern *p)
{
	TreePlan *plan = p->plan;

	synth_release(plan->hidden);
	synth_release(plan->place);
	synth_release(plan->number);
	synth_release(plan);
}

/* ---------------------------------------------------------------- leaves */

/* the distribution that the row at work falls into, by the codes in c->code[] */
typedef struct Leaf
{
	int n;
	const uint16_t *code; /* NULL: 0 .. n - 1 */
	const float *p;
	int leaf; /* of a tree, else -1 */
} Leaf;

static Leaf
leaf_of(const SynthCompleter *c, int place)
{
	const SynthSamplerPlan *plan = &c->plan[place];
	Leaf leaf;

	if (plan->tree != NULL)
	{
		const SynthTreeNode *n = plan->tree->node;

		while (n->test >= 0)
			n = &plan->tree->node[synth_tree_step(plan->tree, n, c->code[plan->parent[n->test]])];
		leaf.leaf = n->left;
		leaf.n = plan->tree->first[leaf.leaf + 1] - plan->tree->first[leaf.leaf];
		leaf.code = plan->tree->code + plan->tree->first[leaf.leaf];
		leaf.p = plan->tree->p + plan->tree->first[leaf.leaf];
	}
	else
	{
		size_t line = 0;

		for (int j = 0; j < plan->nparents; j++)
			line += plan->stride[j] * c->code[plan->parent[j]];
		leaf.leaf = -1;
		leaf.n = plan->width;
		leaf.code = NULL;
		leaf.p = plan->p + line * (size_t) plan->width;
	}
	return leaf;
}

/* first entry whose code is not below */
static int
entry_of(const Leaf *leaf, int code)
{
	int lo = 0;
	int hi = leaf->n;

	if (leaf->code == NULL)
		return code < 0 ? 0 : code < leaf->n ? code : leaf->n;
	while (lo < hi)
	{
		int mid = lo + (hi - lo) / 2;

		if (leaf->code[mid] < code)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static double
probability(const Leaf *leaf, int code)
{
	int at = entry_of(leaf, code);

	return at < leaf->n && (leaf->code == NULL || leaf->code[at] == code) ? (double) leaf->p[at] : 0.0;
}

/* mass of an ordinary value's neighbourhood */
static double
probability_around(const Leaf *leaf, const SynthAttribute *a, int code)
{
	int reach = a->nvalues / WINDOW + 1;
	int from = code > reach ? code - reach : 0;
	int to = code + reach < a->nvalues ? code + reach : a->nvalues - 1;
	double sum = 0.0;

	if (a->kind != SYNTH_NUMBER || code >= a->nvalues)
		return 0.0;
	for (int at = entry_of(leaf, from); at < leaf->n && (leaf->code != NULL ? leaf->code[at] : at) <= to; at++)
		sum += (double) leaf->p[at];
	return sum;
}

/* ---------------------------------------------------------------- candidates */

/* every code of the leaf of candidate k as a child; returns how many children there are now */
static int
add_children(const SynthCompleter *c, int place, double weight, int k, int n)
{
	Own *own = c->own;
	const SynthSamplerPlan *plan = &c->plan[place];
	Leaf leaf = leaf_of(c, place);
	int before = n;

	for (int i = 0; i < leaf.n; i++)
	{
		int x = leaf.code != NULL ? leaf.code[i] : i;

		if (x == plan->banned || leaf.p[i] <= 0.0f)
			continue;
		own->weight[n] = weight * (double) leaf.p[i];
		own->parent[n] = k;
		own->code[n++] = (uint16_t) x;
	}
	/* nothing but the banned code: any other is as good, as in deal.c */
	if (n == before)
		for (int x = 0; x < plan->width; x++)
			if (x != plan->banned)
			{
				own->weight[n] = weight / plan->width;
				own->parent[n] = k;
				own->code[n++] = (uint16_t) x;
			}
	return n;
}

/*
 * Thins n children to about MOST_CANDIDATES without changing the expected
 * weight of any; returns how many are left.
 */
static int
thin(Own *own, int n, SynthStream *st)
{
	double total = 0.0;
	double limit;
	double at;
	int left = 0;

	if (n <= MOST_CANDIDATES)
		return n;
	for (int i = 0; i < n; i++)
		total += own->weight[i];
	limit = total / (MOST_CANDIDATES - 1);
	at = -limit * synth_stream_unit(st);
	for (int i = 0; i < n; i++)
	{
		double w = own->weight[i];

		if (w < limit)
		{
			at += w;
			if (at < 0.0)
				continue;
			at -= limit;
			w = limit;
		}
		own->weight[left] = w;
		own->parent[left] = own->parent[i];
		own->code[left++] = own->code[i];
	}
	return left;
}

static void
load(SynthCompleter *c, const TreePlan *plan, int nhidden, const uint16_t *codes)
{
	for (int h = 0; h < nhidden; h++)
		c->code[plan->hidden[h]] = codes[h];
}

/* weights of n candidates by a given attribute; unchanged if it has no mass in any of them */
static void
weigh(SynthCompleter *c, const TreePlan *plan, int place, int nhidden, int n)
{
	Own *own = c->own;
	const SynthAttribute *a = &c->model->attribute[c->plan[place].attribute];
	int code = c->code[c->plan[place].attribute];

	for (int around = 0; around < 2; around++)
	{
		double total = 0.0;

		for (int k = 0; k < n; k++)
		{
			Leaf leaf;

			load(c, plan, nhidden, own->now + (size_t) k * (size_t) plan->nhidden);
			leaf = leaf_of(c, place);
			own->weight[k] = own->kept[k] * (around ? probability_around(&leaf, a, code) : probability(&leaf, code));
			total += own->weight[k];
		}
		if (total > 0.0)
		{
			for (int k = 0; k < n; k++)
				own->kept[k] = own->weight[k] / total;
			return;
		}
	}
}

static void
make_room(Own *own, const TreePlan *plan)
{
	if (plan->nhidden <= own->nhidden)
		return;
	synth_release(own->now);
	synth_release(own->after);
	own->nhidden = 0;
	own->now = synth_alloc_array((size_t) plan->nhidden * (MOST_CANDIDATES + 1), sizeof(uint16_t));
	own->after = synth_alloc_array((size_t) plan->nhidden * (MOST_CANDIDATES + 1), sizeof(uint16_t));
	own->nhidden = plan->nhidden;
}

static bool
tree_draw(SynthCompleter *c, const CompletePattern *p, SynthStream *st)
{
	const SynthModel *m = c->model;
	const TreePlan *plan = p->plan;
	Own *own = c->own;
	size_t stride = (size_t) plan->nhidden;
	int nhidden = 0;
	int n = 1;

	make_room(own, plan);
	own->kept[0] = 1.0;
	for (int i = 0; i < plan->nplaces; i++)
	{
		uint16_t *swap;
		int children = 0;

		if (plan->number[i] < 0)
		{
			weigh(c, plan, plan->place[i], nhidden, n);
			continue;
		}
		for (int k = 0; k < n; k++)
		{
			if (own->kept[k] <= 0.0)
				continue;
			load(c, plan, nhidden, own->now + (size_t) k * stride);
			children = add_children(c, plan->place[i], own->kept[k], k, children);
		}
		n = thin(own, children, st);
		for (int k = 0; k < n; k++)
		{
			uint16_t *to = own->after + (size_t) k * stride;

			memcpy(to, own->now + (size_t) own->parent[k] * stride, (size_t) nhidden * sizeof(uint16_t));
			to[nhidden] = own->code[k];
			own->kept[k] = own->weight[k];
		}
		swap = own->now;
		own->now = own->after;
		own->after = swap;
		nhidden++;
		synth_poll();
	}
	if (nhidden > 0)
	{
		double total = 0.0;
		int k;

		for (k = 0; k < n; k++)
			total += own->kept[k];
		k = synth_complete_pick(own->kept, n, total, st);
		load(c, plan, nhidden, own->now + (size_t) k * stride);
	}
	for (int i = 0; i < m->nattributes; i++)
		if (p->role[i] == COMPLETE_BARREN)
		{
			int children = add_children(c, i, 1.0, 0, 0);
			double total = 0.0;

			for (int k = 0; k < children; k++)
				total += own->weight[k];
			c->code[c->plan[i].attribute] = own->code[synth_complete_pick(own->weight, children, total, st)];
		}
	return true;
}

const CompleteKind synth_complete_tree = {tree_open, tree_plan, tree_release, tree_draw};
