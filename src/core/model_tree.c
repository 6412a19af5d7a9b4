/*-------------------------------------------------------------------------
 *
 * model_tree.c
 *	  Is this a tree?  Every invariant of tree.h, on untrusted input.
 *
 * A walk from the root must end, and every leaf must be reachable: children
 * come after their parent, and no node has two parents.  n leaves and n - 1
 * inner nodes whose 2 * (n - 1) children are all different and none of them
 * the root are then one tree with nothing left over.
 *
 * Limits: 2^26 leaves, 2^28 words of sets, 2^30 entries a tree.
 *
 *-------------------------------------------------------------------------
 */
#include "model_parts.h"

#include <math.h>

#define MAX_LEAVES (1 << 26)
#define MAX_WORDS (1 << 28)
#define MAX_ENTRIES (1 << 30)

/* the test of an inner node */
static const char *
check_test(const SynthModel *m, const SynthConditional *c, const SynthTreeNode *n)
{
	const SynthAttribute *a;
	int words;

	if (n->test >= c->nparents)
		return "a node tests what is not a parent";
	a = &m->attribute[c->parent[n->test]];
	if (a->kind == SYNTH_NUMBER)
	{
		if (n->cut < 0 || n->cut > a->ncoarse || n->set != -1)
			return "cut of a node out of range";
		return NULL;
	}
	words = (a->ncoarse + 63) / 64;
	if (n->cut != -1 || n->set < 0 || words > c->tree->nwords || n->set > c->tree->nwords - words)
		return "set of a node out of range";
	return NULL;
}

/* reached: [nnodes], leaf: [nleaves], both zero */
static const char *
check_nodes(const SynthModel *m, const SynthConditional *c, uint8_t *reached, uint8_t *leaf)
{
	const SynthTree *t = c->tree;
	int nleaves = 0;

	for (int i = 0; i < t->nnodes; i++)
	{
		const SynthTreeNode *n = &t->node[i];
		const char *wrong;

		if (n->test < 0)
		{
			if (n->test != -1 || n->cut != -1 || n->set != -1 || n->right != -1)
				return "a leaf has parts of an inner node";
			if (n->left < 0 || n->left >= t->nleaves || leaf[n->left] != 0)
				return "number of a leaf out of range";
			leaf[n->left] = 1;
			nleaves++;
			continue;
		}
		wrong = check_test(m, c, n);
		if (wrong != NULL)
			return wrong;
		if (n->left <= i || n->left >= t->nnodes || n->right <= i || n->right >= t->nnodes || n->left == n->right)
			return "children of a node out of range";
		if (reached[n->left] != 0 || reached[n->right] != 0)
			return "a node has two parents";
		reached[n->left] = reached[n->right] = 1;
		if (i % 65536 == 0)
			synth_poll();
	}
	if (nleaves != t->nleaves)
		return "leaves of a tree do not add up";
	return NULL;
}

static const char *
check_leaves(const SynthTree *t, int ncoarse)
{
	if (t->first[0] != 0 || t->first[t->nleaves] != t->nentries)
		return "entries of a tree do not add up";
	for (int l = 0; l < t->nleaves; l++)
	{
		double sum = 0.0;

		/* before first[l + 1] is used: it may be anything */
		if (t->first[l + 1] <= t->first[l] || t->first[l + 1] > t->nentries)
			return "entries of a tree do not add up";
		for (int i = t->first[l]; i < t->first[l + 1]; i++)
		{
			if (t->code[i] >= ncoarse || (i > t->first[l] && t->code[i] <= t->code[i - 1]))
				return "codes of a leaf are not rising";
			if (!isfinite(t->p[i]) || !(t->p[i] > 0.0f))
				return "a probability is out of range";
			sum += (double) t->p[i];
		}
		if (!(fabs(sum - 1.0) <= SYNTH_ROW_TOLERANCE))
			return "a conditional distribution does not sum to 1";
		if (l % 65536 == 0)
			synth_poll();
	}
	return NULL;
}

const char *
synth_model_check_tree(const SynthModel *m, const SynthConditional *c)
{
	const SynthTree *t = c->tree;
	const char *wrong;
	uint8_t *reached;
	uint8_t *leaf;

	if (c->ncells != 0 || c->p != NULL)
		return "a conditional is both a table and a tree";
	if (t->nleaves < 1 || t->nleaves > MAX_LEAVES || t->nnodes != 2 * t->nleaves - 1 || t->node == NULL)
		return "number of nodes out of range";
	if (t->nwords < 0 || t->nwords > MAX_WORDS || (t->nwords > 0 && t->set == NULL))
		return "sets of a tree out of range";
	if (t->nentries < t->nleaves || t->nentries > MAX_ENTRIES || t->first == NULL || t->code == NULL || t->p == NULL)
		return "entries of a tree do not add up";

	reached = synth_alloc((size_t) t->nnodes);
	leaf = synth_alloc((size_t) t->nleaves);
	wrong = check_nodes(m, c, reached, leaf);
	synth_release(reached);
	synth_release(leaf);
	if (wrong != NULL)
		return wrong;
	return check_leaves(t, m->attribute[c->attribute].ncoarse);
}

const char *
synth_model_check_groups(const SynthModel *m)
{
	for (int a = 0; a < m->nattributes; a++)
	{
		const SynthAttribute *x = &m->attribute[a];

		if (x->ncoarse != x->nfine)
			return "a code is not its own group";
		for (int i = 0; i < x->nfine; i++)
			if (x->group[i] != i)
				return "a code is not its own group";
	}
	return NULL;
}

/* bytes of a tree in memory */
size_t
synth_model_tree_bytes(const SynthTree *t)
{
	size_t bytes = synth_size_mul((size_t) t->nnodes, sizeof(SynthTreeNode));

	bytes = synth_size_add(bytes, synth_size_mul((size_t) t->nwords, sizeof(uint64_t)));
	bytes = synth_size_add(bytes, synth_size_mul((size_t) t->nleaves + 1, sizeof(int32_t)));
	return synth_size_add(bytes, synth_size_mul((size_t) t->nentries, sizeof(uint16_t) + sizeof(float)));
}
