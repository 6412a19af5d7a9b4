/*-------------------------------------------------------------------------
 *
 * describe_joint.c
 *	  What synth_describe() says of how the columns hang together: measured
 *	  marginals, trees, correlations.
 *
 * Trees and correlations are listed in the order in which columns are made,
 * which is what conditions on a tree model depend on.
 *
 *-------------------------------------------------------------------------
 */
#include "describe.h"

#include <math.h>

#include "lib/stringinfo.h"
#include "utils/builtins.h"

/* correlations weaker than this are not listed, nor are more than this many */
#define SHOWN_CORRELATION 0.1
#define SHOWN_CORRELATIONS 100

static void
describe_marginals(ResultSet *set, const SynthModel *m)
{
	for (int i = 0; i < m->nmarginals; i++)
	{
		const SynthMarginal *g = &m->marginal[i];
		StringInfoData names;

		initStringInfo(&names);
		for (int k = 0; k < g->nattr; k++)
		{
			const SynthAttribute *a = &m->attribute[g->attribute[k]];

			appendStringInfo(&names, "%s%s", k > 0 ? ", " : "", quote_identifier(a->name));
		}
		describe_row(set, "marginal", names.data, NULL, NULL, NULL, (int) Min(g->cells, PG_INT32_MAX),
					 m->is_private ? g->sigma : -1, NULL);
	}
}

/* nodes on the longest way to a leaf, the leaf not counted; nodes are in preorder */
static int
tree_depth(const SynthTree *t)
{
	int *depth = palloc0(t->nnodes * sizeof(int));
	int deepest = 0;

	for (int i = 0; i < t->nnodes; i++)
	{
		const SynthTreeNode *n = &t->node[i];

		if (n->test < 0)
		{
			deepest = Max(deepest, depth[i]);
			continue;
		}
		depth[n->left] = depth[n->right] = depth[i] + 1;
	}
	pfree(depth);
	return deepest;
}

static void
describe_trees(ResultSet *set, const SynthModel *m)
{
	for (int i = 0; i < m->nattributes; i++)
	{
		const SynthConditional *c = &m->conditional[i];
		StringInfoData detail;

		if (c->tree == NULL)
			continue;
		initStringInfo(&detail);
		appendStringInfo(&detail, "column %d to be made, %d leaves, depth %d", i + 1, c->tree->nleaves,
						 tree_depth(c->tree));
		for (int k = 0; k < c->nparents; k++)
			appendStringInfo(&detail, "%s%s", k > 0 ? ", " : "; splits on ",
							 quote_identifier(m->attribute[c->parent[k]].name));
		describe_row(set, "tree", m->attribute[c->attribute].name, NULL, NULL, NULL, c->tree->nentries, -1,
					 detail.data);
	}
}

typedef struct ShownCorrelation
{
	int first;
	int second;
	float r;
} ShownCorrelation;

static int
compare_strength(const void *a, const void *b)
{
	const ShownCorrelation *x = a;
	const ShownCorrelation *y = b;

	if (fabsf(x->r) != fabsf(y->r))
		return fabsf(x->r) > fabsf(y->r) ? -1 : 1;
	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return x->second < y->second ? -1 : x->second > y->second;
}

/* the strongest correlations of the normal scores */
static void
describe_correlations(ResultSet *set, const SynthModel *m)
{
	Size npairs = (Size) m->nattributes * (Size) (m->nattributes - 1) / 2;
	ShownCorrelation *shown;
	int n = 0;

	if (m->copula == NULL || npairs == 0)
		return;
	shown = MemoryContextAllocHuge(CurrentMemoryContext, npairs * sizeof(ShownCorrelation));
	for (int i = 1; i < m->nattributes; i++)
	{
		for (int j = 0; j < i; j++)
		{
			float r = m->copula->correlation[(Size) i * (Size) (i - 1) / 2 + (Size) j];

			if (fabsf(r) >= (float) SHOWN_CORRELATION)
				shown[n++] = (ShownCorrelation){j, i, r};
		}
	}
	qsort(shown, n, sizeof(ShownCorrelation), compare_strength);
	for (int k = 0; k < Min(n, SHOWN_CORRELATIONS); k++)
		describe_row(set, "correlation",
					 psprintf("%s, %s", quote_identifier(m->attribute[shown[k].first].name),
							  quote_identifier(m->attribute[shown[k].second].name)),
					 NULL, NULL, NULL, -1, -1, psprintf("%.2f between the normal scores", shown[k].r));
	pfree(shown);
}

void
describe_joint(ResultSet *set, const SynthModel *m)
{
	describe_marginals(set, m);
	describe_trees(set, m);
	describe_correlations(set, m);
}
