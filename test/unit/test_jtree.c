/*-------------------------------------------------------------------------
 *
 * test_jtree.c
 *	  Junction trees of random graphs: every edge in a clique, the running
 *	  intersection property, families, sizes and bounds.
 *
 *-------------------------------------------------------------------------
 */
#include "core/jtree.h"
#include "unit.h"

/* every attribute pair that shares a clique lies in one; cliques with an attribute form a subtree */
static void
check_tree(const SynthGraph *g, const SynthJtree *jt)
{
	for (int a = 0; a < g->nattr; a++)
	{
		int tops = 0;
		int holders = 0;

		for (int b = 0; b < g->nattr; b++)
		{
			int pair[2] = {a, b};

			if (a != b && synth_graph_linked(g, a, b))
				CHECK(synth_jtree_home(jt, 2, pair) >= 0);
		}
		for (int c = 0; c < jt->ncliques; c++)
		{
			const SynthClique *q = &jt->clique[c];
			bool here = false;
			bool above = false;

			CHECK(q->up < c);
			CHECK(q->up >= 0 || c == 0);
			for (int i = 0; i < q->nattr; i++)
				here |= q->attr[i] == a;
			for (int i = 0; q->up >= 0 && i < jt->clique[q->up].nattr; i++)
				above |= jt->clique[q->up].attr[i] == a;
			holders += here;
			tops += here && !above;
		}
		/* connected: exactly one holder has no holder above it */
		CHECK(holders >= 1);
		CHECK_INT(tops, 1);
	}
}

UNIT_TEST(junction_tree_runs_through)
{
	for (int trial = 0; trial < 300; trial++)
	{
		int d = 1 + (int) unit_random_below(90); /* more than one word of bits */
		int *size = synth_alloc_array((size_t) d, sizeof(int));
		SynthGraph *g;
		SynthJtree *jt;
		bool *seen = synth_alloc_array((size_t) d, sizeof(bool));

		for (int a = 0; a < d; a++)
			size[a] = 1 + (int) unit_random_below(9);
		g = synth_graph_new(d, size);
		for (int e = (int) unit_random_below((uint64_t) d * 2); e > 0; e--)
			synth_graph_link(g, (int) unit_random_below((uint64_t) d), (int) unit_random_below((uint64_t) d));
		if (synth_graph_cells(g, -1, -1, 1e7) > 1e7)
			continue;
		jt = synth_jtree_build(g);
		check_tree(g, jt);
		CHECK_NEAR(synth_graph_cells(g, -1, -1, HUGE_VAL), (double) jt->ncells, 0.5);
		/* the bound is one of some triangulation with the edge, never below the tree as it is */
		for (int e = 0; e < 5 && d > 1; e++)
		{
			int a = (int) unit_random_below((uint64_t) d);
			int b = (a + 1 + (int) unit_random_below((uint64_t) d - 1)) % d;
			int pair[2] = {a, b};
			double bound = synth_jtree_bound(jt, size, a, b);

			CHECK(bound >= (double) jt->ncells);
			if (synth_jtree_home(jt, 2, pair) < 0 && size[a] > 1 && size[b] > 1)
				CHECK(bound > (double) jt->ncells);
			if (jt->ncliques == 2 && jt->clique[0].nattr == 1 && jt->clique[1].nattr == 1)
				CHECK(bound >= size[0] * size[1]);
		}
		/* families: parents come earlier, and the clique holds them all */
		for (int i = 0; i < d; i++)
		{
			const SynthFamily *f = &jt->family[i];
			int scope[90];

			for (int k = 0; k < f->nparents; k++)
			{
				CHECK(seen[f->parent[k]]);
				scope[k] = f->parent[k];
			}
			scope[f->nparents] = f->attribute;
			CHECK(synth_jtree_home(jt, f->nparents + 1, scope) >= 0);
			CHECK(f->clique >= 0);
			CHECK(!seen[f->attribute]);
			seen[f->attribute] = true;
		}
	}
}

UNIT_TEST(model_size_is_that_of_the_tree_with_the_edge)
{
	int size[6] = {3, 4, 5, 6, 7, 8};
	SynthGraph *g = synth_graph_new(6, size);
	double with;

	/* a ring of six needs fill-in */
	for (int a = 0; a < 5; a++)
		synth_graph_link(g, a, a + 1);
	CHECK_NEAR(synth_graph_cells(g, -1, -1, HUGE_VAL), 3 * 4 + 4 * 5 + 5 * 6 + 6 * 7 + 7 * 8, 0);
	with = synth_graph_cells(g, 0, 5, HUGE_VAL);
	CHECK(!synth_graph_linked(g, 0, 5));
	synth_graph_link(g, 0, 5);
	CHECK_NEAR(with, synth_graph_cells(g, -1, -1, HUGE_VAL), 0);
	CHECK_NEAR(with, (double) synth_jtree_build(g)->ncells, 0);
	CHECK(synth_graph_cells(g, -1, -1, with - 1) == HUGE_VAL);
	CHECK(with > 300);
}
