/*-------------------------------------------------------------------------
 *
 * tree_order.c
 *	  In which order attributes are generated: those with fewest codes first.
 *
 * Attributes with many codes split their successors into many small parts,
 * so they come last.
 *
 *-------------------------------------------------------------------------
 */
#include "tree_order.h"

int *
synth_tree_order(const SynthTreeRows *t)
{
	int *order = synth_alloc_array((size_t) t->nattributes, sizeof(int));

	for (int a = 0; a < t->nattributes; a++)
	{
		int i = a;

		for (; i > 0 && t->attribute[order[i - 1]].nfine > t->attribute[a].nfine; i--)
			order[i] = order[i - 1];
		order[i] = a;
	}
	return order;
}
