/*-------------------------------------------------------------------------
 *
 * test_model_joint.c
 *	  synth_model_check() names the fault of every broken tree and copula.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "small_model.h"

/*
 * The small model as a tree: the category is its own leaf, and the number has
 * three leaves, below a node that tests the category and one that tests it
 * again.  With `swap` the number comes first and is tested by cuts.
 */
static SynthModel *
tree_model(bool swap)
{
	SynthModel *m = small_model();
	static const SynthTreeNode nodes[5] = {{0, -1, 0, 1, 2},
										   {-1, -1, -1, 0, -1},
										   {0, -1, 1, 3, 4},
										   {-1, -1, -1, 2, -1},
										   {-1, -1, -1, 1, -1}};

	m->method = SYNTH_METHOD_TREE;
	m->min_count = 10;
	m->min_leaf = 20;
	for (int a = 0; a < 2; a++)
	{
		SynthAttribute *x = &m->attribute[a];

		x->ncoarse = x->nfine;
		for (int i = 0; i < x->nfine; i++)
		{
			x->group[i] = (uint16_t) i;
			x->mass[i] = 1.0;
		}
	}
	for (int i = 0; i < 2; i++)
	{
		SynthConditional *c = &m->conditional[i];
		int attribute = swap ? 1 - i : i;
		SynthTree *t = synth_alloc(sizeof(SynthTree));

		c->attribute = attribute;
		c->ncells = 0;
		c->p = NULL;
		c->tree = t;
		t->nleaves = i == 0 ? 1 : 3;
		t->nnodes = 2 * t->nleaves - 1;
		t->node = synth_alloc_array((size_t) t->nnodes, sizeof(SynthTreeNode));
		memcpy(t->node, i == 0 ? nodes + 1 : nodes, (size_t) t->nnodes * sizeof(SynthTreeNode));
		t->nwords = i == 0 || swap ? 0 : 2;
		t->set = synth_alloc_array(2, sizeof(uint64_t));
		t->set[0] = 5;
		t->set[1] = 2;
		t->nentries = 2 * t->nleaves;
		t->first = synth_alloc_array((size_t) t->nleaves + 1, sizeof(int32_t));
		t->code = synth_alloc_array((size_t) t->nentries, sizeof(uint16_t));
		t->p = synth_alloc_array((size_t) t->nentries, sizeof(float));
		for (int l = 0; l < t->nleaves; l++)
		{
			t->first[l + 1] = 2 * (l + 1);
			t->code[2 * l + 1] = (uint16_t) (l + 1);
			t->p[2 * l] = 0.25f;
			t->p[2 * l + 1] = 0.75f;
		}
		if (i == 1 && swap)
		{
			t->node[0].set = t->node[2].set = -1;
			t->node[0].cut = 2;
			t->node[2].cut = 4;
		}
	}
	m->conditional[1].parent[0] = swap ? 1 : 0;
	return m;
}

#define BREAK_TREE(swap, statement, fault)        \
	do                                            \
	{                                             \
		SynthModel *m = tree_model(swap);         \
		SynthConditional *c = &m->conditional[1]; \
		SynthTree *t = c->tree;                   \
		(void) t;                                 \
		CHECK(synth_model_check(m) == NULL);      \
		statement;                                \
		CHECK_STR(synth_model_check(m), fault);   \
	} while (0)

UNIT_TEST(broken_trees_are_named)
{
	BREAK_TREE(false, m->is_private = m->account.private_fit = true, "a tree cannot be private");
	BREAK_TREE(false, m->method = SYNTH_METHOD_AIM, "a conditional is not of the kind of its method");
	BREAK_TREE(false, c->tree = NULL, "a conditional is not of the kind of its method");
	BREAK_TREE(false, c->ncells = 1, "a conditional is both a table and a tree");
	BREAK_TREE(false, c->p = t->p, "a conditional is both a table and a tree");
	BREAK_TREE(false, m->attribute[0].ncoarse--; m->attribute[0].group[4] = 3;
			   m->attribute[0].mass[3] = 0.0, "a code is not its own group");
	BREAK_TREE(false, m->attribute[1].group[0] = 1; m->attribute[1].group[1] = 0, "a code is not its own group");

	BREAK_TREE(false, t->nleaves = 0, "number of nodes out of range");
	BREAK_TREE(false, t->nleaves = (1 << 26) + 1, "number of nodes out of range");
	BREAK_TREE(false, t->nnodes++, "number of nodes out of range");
	BREAK_TREE(false, t->nnodes--, "number of nodes out of range");
	BREAK_TREE(false, t->node = NULL, "number of nodes out of range");
	BREAK_TREE(false, t->nwords = -1, "sets of a tree out of range");
	BREAK_TREE(false, t->set = NULL, "sets of a tree out of range");

	BREAK_TREE(false, t->node[0].test = 1, "a node tests what is not a parent");
	BREAK_TREE(false, t->node[0].test = INT32_MAX, "a node tests what is not a parent");
	BREAK_TREE(false, c->nparents = 0, "a node tests what is not a parent");
	BREAK_TREE(false, t->node[0].cut = 1, "set of a node out of range");
	BREAK_TREE(false, t->node[0].set = -1, "set of a node out of range");
	BREAK_TREE(false, t->node[0].set = 2, "set of a node out of range");
	BREAK_TREE(false, t->node[0].set = INT32_MAX, "set of a node out of range");
	BREAK_TREE(false, t->nwords = 0, "set of a node out of range");
	BREAK_TREE(true, t->node[0].cut = -1, "cut of a node out of range");
	BREAK_TREE(true, t->node[0].cut = 7, "cut of a node out of range");
	BREAK_TREE(true, t->node[0].set = 0, "cut of a node out of range");

	BREAK_TREE(false, t->node[0].left = 0, "children of a node out of range");
	BREAK_TREE(false, t->node[0].left = -1, "children of a node out of range");
	BREAK_TREE(false, t->node[0].right = 5, "children of a node out of range");
	BREAK_TREE(false, t->node[0].right = 1, "children of a node out of range");
	BREAK_TREE(false, t->node[2].left = 1, "children of a node out of range");
	BREAK_TREE(false, t->node[2].right = 2, "children of a node out of range");
	BREAK_TREE(false, t->node[0].right = 3, "a node has two parents");
	BREAK_TREE(false, t->node[2].test = -1, "a leaf has parts of an inner node");
	BREAK_TREE(false, t->node[1].test = -2, "a leaf has parts of an inner node");
	BREAK_TREE(false, t->node[1].right = 0, "a leaf has parts of an inner node");
	BREAK_TREE(false, t->node[1].cut = 0, "a leaf has parts of an inner node");
	BREAK_TREE(false, t->node[1].set = 0, "a leaf has parts of an inner node");
	BREAK_TREE(false, t->node[1].left = 3, "number of a leaf out of range");
	BREAK_TREE(false, t->node[1].left = -1, "number of a leaf out of range");
	BREAK_TREE(false, t->node[1].left = 1, "number of a leaf out of range");
	/* a loop would need a child that comes before its parent */
	BREAK_TREE(false, t->node[2].left = 0, "children of a node out of range");

	BREAK_TREE(false, t->nentries = 2, "entries of a tree do not add up");
	BREAK_TREE(false, t->nentries = 5, "entries of a tree do not add up");
	BREAK_TREE(false, t->nentries = INT32_MAX, "entries of a tree do not add up");
	BREAK_TREE(false, t->first = NULL, "entries of a tree do not add up");
	BREAK_TREE(false, t->code = NULL, "entries of a tree do not add up");
	BREAK_TREE(false, t->p = NULL, "entries of a tree do not add up");
	BREAK_TREE(false, t->first[0] = 1, "entries of a tree do not add up");
	BREAK_TREE(false, t->first[1] = 0, "entries of a tree do not add up");
	BREAK_TREE(false, t->first[1] = 7, "entries of a tree do not add up");
	BREAK_TREE(false, t->first[2] = INT32_MAX, "entries of a tree do not add up");
	BREAK_TREE(false, t->first[3] = 5, "entries of a tree do not add up");
	BREAK_TREE(false, t->code[5] = 6, "codes of a leaf are not rising");
	BREAK_TREE(false, t->code[5] = t->code[4], "codes of a leaf are not rising");
	BREAK_TREE(false, t->p[0] = 0.0f, "a probability is out of range");
	BREAK_TREE(false, t->p[0] = -0.25f, "a probability is out of range");
	BREAK_TREE(false, t->p[0] = NAN, "a probability is out of range");
	BREAK_TREE(false, t->p[0] = INFINITY, "a probability is out of range");
	BREAK_TREE(false, t->p[5] = 0.76f, "a conditional distribution does not sum to 1");
}

/* a root that is nobody's child, and a tree beside it: as many nodes, but two trees */
UNIT_TEST(a_forest_is_not_a_tree)
{
	SynthModel *m = tree_model(true);
	SynthTree *t = m->conditional[1].tree;

	/* leaf, node, leaf, leaf, ...: the root is a leaf, and the others hang below node 1 */
	t->node[0] = (SynthTreeNode){-1, -1, -1, 0, -1};
	t->node[1] = (SynthTreeNode){0, 2, -1, 2, 3};
	t->node[2] = (SynthTreeNode){0, 3, -1, 3, 4};
	t->node[3] = (SynthTreeNode){-1, -1, -1, 1, -1};
	t->node[4] = (SynthTreeNode){-1, -1, -1, 2, -1};
	CHECK_STR(synth_model_check(m), "a node has two parents");
	t->node[2] = (SynthTreeNode){-1, -1, -1, 1, -1};
	t->node[3] = (SynthTreeNode){-1, -1, -1, 2, -1};
	t->node[4] = (SynthTreeNode){0, 2, -1, 4, 4};
	CHECK_STR(synth_model_check(m), "children of a node out of range");
}

UNIT_TEST(an_order_that_is_not_preorder_is_fine_as_long_as_it_falls)
{
	SynthModel *m = tree_model(true);
	SynthTree *t = m->conditional[1].tree;

	/* level by level, and the first leaf last */
	t->node[0] = (SynthTreeNode){0, 2, -1, 4, 1};
	t->node[1] = (SynthTreeNode){0, 4, -1, 3, 2};
	t->node[2] = (SynthTreeNode){-1, -1, -1, 1, -1};
	t->node[3] = (SynthTreeNode){-1, -1, -1, 2, -1};
	t->node[4] = (SynthTreeNode){-1, -1, -1, 0, -1};
	CHECK(synth_model_check(m) == NULL);
}

static SynthModel *
copula_model(void)
{
	SynthModel *m = tree_model(false);

	m->method = SYNTH_METHOD_COPULA;
	m->min_leaf = 0;
	m->copula = synth_alloc(sizeof(SynthCopula));
	m->copula->order = synth_alloc_array(2, sizeof(uint16_t *));
	m->copula->correlation = synth_alloc_array(1, sizeof(float));
	m->copula->correlation[0] = -0.5f;
	for (int a = 0; a < 2; a++)
	{
		SynthConditional *c = &m->conditional[a];
		int n = m->attribute[a].ncoarse;

		c->tree = NULL;
		c->nparents = 0;
		c->ncells = (size_t) n;
		c->p = synth_alloc_array(c->ncells, sizeof(float));
		m->copula->order[a] = synth_alloc_array((size_t) n, sizeof(uint16_t));
		for (int i = 0; i < n; i++)
		{
			c->p[i] = (float) (1.0 / n);
			m->copula->order[a][i] = (uint16_t) (n - 1 - i);
		}
	}
	return m;
}

#define BREAK_COPULA(statement, fault)          \
	do                                          \
	{                                           \
		SynthModel *m = copula_model();         \
		CHECK(synth_model_check(m) == NULL);    \
		statement;                              \
		CHECK_STR(synth_model_check(m), fault); \
	} while (0)

UNIT_TEST(broken_copulas_are_named)
{
	BREAK_COPULA(m->copula = NULL, "a copula does not fit the method");
	BREAK_COPULA(m->method = SYNTH_METHOD_INDEPENDENT, "a copula does not fit the method");
	BREAK_COPULA(m->copula->order = NULL, "a copula lacks its parts");
	BREAK_COPULA(m->copula->correlation = NULL, "a copula lacks its parts");
	BREAK_COPULA(m->copula->order[1] = NULL, "a copula lacks the order of codes");
	BREAK_COPULA(m->copula->order[1][0] = 6, "order of codes is not a permutation");
	BREAK_COPULA(m->copula->order[1][0] = 0, "order of codes is not a permutation");
	BREAK_COPULA(m->copula->correlation[0] = 1.0f, "a correlation is out of range");
	BREAK_COPULA(m->copula->correlation[0] = -1.0f, "a correlation is out of range");
	BREAK_COPULA(m->copula->correlation[0] = NAN, "a correlation is out of range");
	BREAK_COPULA(m->attribute[0].ncoarse--; m->attribute[0].group[4] = 3;
				 m->attribute[0].mass[3] = 0.0, "a code is not its own group");
	BREAK_COPULA(m->conditional[1].tree = tree_model(false)->conditional[1].tree,
				 "a conditional is not of the kind of its method");
	BREAK_COPULA(m->conditional[1].nparents = 1; m->conditional[1].ncells = 30;
				 m->conditional[1].p = synth_alloc_array(30, sizeof(float));
				 for (int i = 0; i < 30; i++) m->conditional[1].p[i] = 1.0f / 6.0f, "a copula with parents");
}
