/*-------------------------------------------------------------------------
 *
 * tree_part.c
 *	  Parts a list of rows at a node of a tree.
 *
 * Rows and particles are led down a tree together: each inner node parts its
 * stretch of the list in two.  Both places are written and one of them kept,
 * so no branch depends on the codes.
 *
 *-------------------------------------------------------------------------
 */
#include "tree.h"

#include <string.h>

uint32_t
synth_tree_part(const SynthTree *t, const SynthTreeNode *n, const uint16_t *code, uint32_t *member, uint32_t *aside,
				uint32_t from, uint32_t to)
{
	uint32_t left = from;
	uint32_t right = 0;

	if (n->cut >= 0)
	{
		uint32_t cut = (uint32_t) n->cut;

		for (uint32_t j = from; j < to; j++)
		{
			uint32_t r = member[j];
			uint32_t go = code[r] < cut;

			member[left] = r;
			aside[right] = r;
			left += go;
			right += 1 - go;
		}
	}
	else
	{
		const uint64_t *set = t->set + n->set;

		for (uint32_t j = from; j < to; j++)
		{
			uint32_t r = member[j];
			uint32_t go = (uint32_t) (set[code[r] >> 6] >> (code[r] & 63)) & 1;

			member[left] = r;
			aside[right] = r;
			left += go;
			right += 1 - go;
		}
	}
	memcpy(member + left, aside, right * sizeof(uint32_t));
	return left;
}
