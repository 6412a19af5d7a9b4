/*-------------------------------------------------------------------------
 *
 * tree_grow.c
 *	  Grows one decision tree and cuts off what does not pay.
 *
 * A split has to be worth more than chance would make it: its gain has to
 * exceed what the best split of such a feature gains where there is nothing to
 * find (synth_splitter_price).  The doubt is small, so that weak dependencies
 * are kept and a tree over noise gets some splits, not many.  Many differences
 * are of a simple kind (zero or not, high or low), and would not be seen beside
 * the price of a dozen classes; so the gain is also looked at with classes
 * merged.
 *
 * A part of one class only is split off before all else: rules of the data
 * (who has no capital gains, husbands are men) then hold whatever the other
 * splits do, and what is left loses nothing.
 *
 * A split that does not pay is kept if splits below it make up for it, and
 * branches without hope are given up after a few steps.
 *
 * Limits: depth and number of nodes by the rule; 2^31 rows.
 *
 *-------------------------------------------------------------------------
 */
#include "tree_grow.h"

#include "tree_class.h"

#include <math.h>
#include <string.h>

const SynthTreeRule synth_tree_rule = {
	.min_leaf = 20,
	.max_depth = 40,
	.max_nodes = 1 << 20,
	.classes = 16,
	.rows_per_class = 8,
	.doubt = 0.45,
	.doubt_merged = 1.0,
	.patience = 2,
};

typedef struct Grower
{
	const SynthTreeRule *rule;
	SynthSplitter *splitter;
	const SynthTreeColumn *column;
	int nfeatures;
	const int *feature;
	const SynthTreeColumn *target;
	SynthGrownTree *tree;
	int room;  /* nodes */
	int words; /* room of set[] */
	SynthTreeClasses classes;
	uint8_t *class;	 /* [rows] */
	uint32_t *aside; /* [rows] */
} Grower;

static int
add_node(Grower *g, int from, int to)
{
	SynthGrownTree *t = g->tree;

	if (t->nnodes == g->room)
	{
		int room = g->room == 0 ? 64 : g->room * 2;
		SynthGrownNode *node = synth_alloc_array((size_t) room, sizeof(SynthGrownNode));

		if (t->nnodes > 0)
			memcpy(node, t->node, (size_t) t->nnodes * sizeof(SynthGrownNode));
		synth_release(t->node);
		t->node = node;
		g->room = room;
	}
	t->node[t->nnodes] = (SynthGrownNode){.from = from, .to = to, .left = -1, .right = -1, .set = -1};
	return t->nnodes++;
}

/* keeps the left codes of a category as bits; returns where */
static int
add_set(Grower *g, const uint8_t *left, int ncodes)
{
	SynthGrownTree *t = g->tree;
	int words = (ncodes + 63) / 64;
	int first = t->nwords;

	if (t->nwords + words > g->words)
	{
		int room = 2 * g->words + words + 64;
		uint64_t *set = synth_alloc_array((size_t) room, sizeof(uint64_t));

		if (t->nwords > 0)
			memcpy(set, t->set, (size_t) t->nwords * sizeof(uint64_t));
		synth_release(t->set);
		t->set = set;
		g->words = room;
	}
	for (int c = 0; c < ncodes; c++)
		if (left[c])
			t->set[first + c / 64] |= UINT64_C(1) << (c % 64);
	t->nwords += words;
	return first;
}

/* rows that go left to the front, both parts in their order */
static int
part_rows(Grower *g, int from, int to, const SynthTreeSplit *split)
{
	const uint16_t *code = g->column[split->feature].code;
	uint32_t *row = g->tree->row;
	int left = from;
	int right = 0;

	for (int i = from; i < to; i++)
	{
		uint32_t r = row[i];
		bool go = split->cut >= 0 ? code[r] < split->cut : split->left[code[r]] != 0;

		row[left] = r;
		g->aside[right] = r;
		left += go;
		right += !go;
	}
	memcpy(row + left, g->aside, (size_t) right * sizeof(uint32_t));
	return left;
}

/* gain of a split when classes are merged; counts of both sides by class */
static double
merged_gain(const Grower *g, const int *side[2], int classes, const uint8_t *group, int ngroups)
{
	int count[2][SYNTH_TREE_CLASSES] = {{0}};
	int rows[2] = {0};
	double gain = 0;

	for (int k = 0; k < classes; k++)
	{
		for (int i = 0; i < 2; i++)
		{
			count[i][group[k]] += side[i][k];
			rows[i] += side[i][k];
		}
	}
	for (int x = 0; x < ngroups; x++)
		gain += synth_splitter_xlogx(g->splitter, count[0][x]) + synth_splitter_xlogx(g->splitter, count[1][x])
				- synth_splitter_xlogx(g->splitter, count[0][x] + count[1][x]);
	return gain - synth_splitter_xlogx(g->splitter, rows[0]) - synth_splitter_xlogx(g->splitter, rows[1])
		   + synth_splitter_xlogx(g->splitter, rows[0] + rows[1]);
}

/*
 * What a split is worth: the gain less the price, for the merging of classes
 * for which that is most.
 */
static double
worth_of(Grower *g, int from, int to, const SynthTreeSplit *split, int classes)
{
	const SynthTreeRule *rule = g->rule;
	const uint16_t *code = g->column[split->feature].code;
	const uint32_t *row = g->tree->row;
	int left[SYNTH_TREE_CLASSES] = {0};
	int right[SYNTH_TREE_CLASSES] = {0};
	const int *side[2] = {left, right};
	uint8_t group[SYNTH_TREE_CLASSES];
	bool ordered = g->column[split->feature].ordered;
	double doubt = rule->doubt + rule->doubt_merged;
	double best = split->gain - split->price;
	int top = 0;
	double now;

	if (classes > 2)
	{
		for (int i = from; i < to; i++)
		{
			bool go = split->cut >= 0 ? code[row[i]] < split->cut : split->left[code[row[i]]] != 0;

			if (go)
				left[g->class[i]]++;
			else
				right[g->class[i]]++;
		}
		for (int k = 1; k < classes; k++)
			if (left[k] + right[k] > left[top] + right[top])
				top = k;
		for (int k = 0; k < classes; k++)
			group[k] = k == top;
		now = merged_gain(g, side, classes, group, 2) - synth_splitter_price(ordered, split->codes, 2, doubt);
		best = now > best ? now : best;
		/* neighbours, in 2, 4, 8 .. parts with about equally many rows */
		for (int parts = 2; g->target->ordered && parts < classes; parts *= 2)
		{
			int sum = 0;

			for (int k = 0; k < classes; k++)
			{
				int n = left[k] + right[k];

				group[k] = (uint8_t) (((double) sum + (double) n / 2) / (double) (to - from) * parts);
				sum += n;
			}
			now = merged_gain(g, side, classes, group, parts)
				  - synth_splitter_price(ordered, split->codes, parts, doubt);
			best = now > best ? now : best;
		}
	}
	return best;
}

/* splits one node; false if it stays a leaf */
static bool
split_node(Grower *g, int at)
{
	const SynthTreeRule *rule = g->rule;
	SynthGrownNode *node = &g->tree->node[at];
	int from = node->from;
	int to = node->to;
	SynthTreeSplit split;
	SynthTreeSplit pure;
	int classes;
	int middle;
	int left;
	int right;
	int set = -1;

	if (to - from < 2 * rule->min_leaf || g->tree->nnodes + 2 > rule->max_nodes)
		return false;
	synth_poll();
	classes = synth_tree_classes_make(&g->classes, g->tree->row + from, to - from, g->class + from);
	if (classes < 2)
		return false;
	split = synth_splitter_best(g->splitter, g->nfeatures, g->feature, g->tree->row + from, to - from, g->class + from,
								classes, rule->min_leaf, &pure);
	if (split.feature < 0)
		return false;
	node->worth = worth_of(g, from, to, &split, classes);
	if (pure.feature >= 0)
	{
		double worth = worth_of(g, from, to, &pure, classes);

		if (worth > 0)
		{
			split = pure;
			node->worth = worth;
		}
	}
	if (split.cut < 0)
		set = add_set(g, split.left, g->column[split.feature].ncodes);
	middle = part_rows(g, from, to, &split);
	left = add_node(g, from, middle);
	right = add_node(g, middle, to);
	node = &g->tree->node[at];
	node->left = left;
	node->right = right;
	node->feature = split.feature;
	node->cut = split.cut;
	node->set = set;
	return true;
}

SynthGrownTree *
synth_tree_grow(const SynthTreeRule *rule, SynthSplitter *s, const SynthTreeColumn *column, int nfeatures,
				const int *feature, int target, uint32_t *row, int n)
{
	Grower g = {0};
	SynthGrownTree *t = synth_alloc(sizeof(SynthGrownTree));
	int *stack = synth_alloc_array((size_t) rule->max_depth + 2, 3 * sizeof(int));
	int depth = 0;
	double *worth;

	g.rule = rule;
	g.splitter = s;
	g.column = column;
	g.nfeatures = nfeatures;
	g.feature = feature;
	g.target = &column[target];
	g.tree = t;
	g.classes = synth_tree_classes_new(g.target, rule->classes, rule->rows_per_class);
	g.class = synth_alloc_array((size_t) n, sizeof(uint8_t));
	g.aside = synth_alloc_array((size_t) n, sizeof(uint32_t));
	synth_splitter_doubt(s, rule->doubt);
	t->row = row;
	t->nrows = n;

	/* node, its depth, splits since one that paid */
	stack[0] = add_node(&g, 0, n);
	stack[1] = stack[2] = 0;
	depth = 1;
	while (depth > 0)
	{
		int at = stack[3 * --depth];
		int level = stack[3 * depth + 1];
		int idle = stack[3 * depth + 2];

		if (level >= rule->max_depth || !split_node(&g, at))
			continue;
		idle = t->node[at].worth > 0 ? 0 : idle + 1;
		if (idle > rule->patience)
		{
			t->node[at].left = -1;
			continue;
		}
		/* the right one waits while the left one is split: at most one node waits for each level */
		for (int side = 0; side < 2; side++)
		{
			stack[3 * depth] = side == 0 ? t->node[at].right : t->node[at].left;
			stack[3 * depth + 1] = level + 1;
			stack[3 * depth + 2] = idle;
			depth++;
		}
	}

	/* children come after their parents: from the last to the first, cut off what does not pay */
	worth = synth_alloc_array((size_t) t->nnodes, sizeof(double));
	for (int i = t->nnodes - 1; i >= 0; i--)
	{
		SynthGrownNode *node = &t->node[i];

		if (node->left < 0)
			continue;
		worth[i] = node->worth + worth[node->left] + worth[node->right];
		if (worth[i] <= 0)
		{
			worth[i] = 0;
			node->left = -1;
		}
	}
	t->worth = worth[0];
	synth_release(worth);
	synth_release(stack);
	synth_tree_classes_release(&g.classes);
	synth_release(g.class);
	synth_release(g.aside);
	return t;
}

void
synth_tree_grown_release(SynthGrownTree *g)
{
	synth_release(g->node);
	synth_release(g->set);
	synth_release(g);
}
