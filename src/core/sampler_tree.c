/*-------------------------------------------------------------------------
 *
 * sampler_tree.c
 *	  Coarse codes of one attribute for the rows of a block, given the codes
 *	  of its parents: decision trees.
 *
 * The list of the block's rows is led down the tree: each inner node parts
 * its stretch of the list in two, in place, and nodes that no row reaches are
 * not looked at.  What arrives at a leaf is a group whose codes are dealt and
 * shuffled as those of a line of a table.
 *
 * Work is rows times the depth at which they end, in simple loops over
 * neighbouring rows; a walk of each row by itself mispredicts a branch a step.
 *
 *-------------------------------------------------------------------------
 */
#include "sampler_parts.h"

#define POLL_WORK (1 << 22)

/* a node still to be visited, and its stretch of member[] */
typedef struct Pending
{
	int32_t node;
	uint32_t from;
	uint32_t to;
} Pending;

static void
deal_rows(SynthSampler *s, const SynthSamplerPlan *plan, int leaf, uint32_t from, uint32_t to, SynthStream *st)
{
	uint16_t *code = s->code[plan->attribute];
	const uint32_t *member = s->member + from;
	int n = (int) (to - from);

	synth_deal_leaf(plan, leaf, n, st, s->dealt);
	for (int j = n - 1; j > 0; j--)
	{
		int k = (int) synth_stream_below(st, (uint64_t) j + 1);

		code[member[j]] = s->dealt[k];
		s->dealt[k] = s->dealt[j];
	}
	code[member[0]] = s->dealt[0];
}

void
synth_sampler_tree_codes(SynthSampler *s, int place, SynthStream *st, int nrows)
{
	const SynthSamplerPlan *plan = &s->plan[place];
	const SynthTree *tree = plan->tree;
	/* every stretch on the stack holds a row of its own: at most nrows of them */
	Pending *stack = (Pending *) s->key;
	int depth = 0;
	uint32_t work = 0; /* rows moved since the last poll: a tree from outside may be very deep */

	for (int r = 0; r < nrows; r++)
		s->member[r] = (uint32_t) r;
	stack[depth++] = (Pending){0, 0, (uint32_t) nrows};
	while (depth > 0)
	{
		Pending at = stack[--depth];
		const SynthTreeNode *node = &tree->node[at.node];
		uint32_t middle;

		if (node->test < 0)
		{
			deal_rows(s, plan, node->left, at.from, at.to, st);
			continue;
		}
		middle = synth_tree_part(tree, node, s->code[plan->parent[node->test]], s->member, s->group, at.from, at.to);
		work += at.to - at.from;
		if (work > POLL_WORK)
		{
			synth_poll();
			work = 0;
		}
		if (middle < at.to)
			stack[depth++] = (Pending){node->right, middle, at.to};
		if (middle > at.from)
			stack[depth++] = (Pending){node->left, at.from, middle};
	}
}
