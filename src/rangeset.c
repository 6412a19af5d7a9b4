/*-------------------------------------------------------------------------
 *
 * rangeset.c
 *	  Ranges that do not overlap, in order: a treap by lower bounds.
 *
 * Since they are disjoint, upper bounds have the order of lower bounds, and
 * what a new range overlaps is the last one that begins before it or at it, or
 * the next.  Priorities come from a counter through a mixing function, so the
 * shape, and with it the time, does not depend on the order of ranges.
 *
 *-------------------------------------------------------------------------
 */
#include "rangeset.h"

#include "common/hashfn.h"

typedef struct RangeNode
{
	RangeType *range; /* the bounds point into it */
	RangeBound lower;
	RangeBound upper;
	uint32 priority;
	struct RangeNode *left;
	struct RangeNode *right;
} RangeNode;

struct RangeSet
{
	TypeCacheEntry *range;
	RangeNode *root;
	uint64 count;
};

RangeSet *
rangeset_new(TypeCacheEntry *range)
{
	RangeSet *set = palloc0(sizeof *set);

	set->range = range;
	return set;
}

/* the last node that does not begin after the bound, and the first that does */
static void
around(const RangeSet *set, const RangeBound *lower, const RangeNode **before, const RangeNode **after)
{
	*before = *after = NULL;
	for (const RangeNode *node = set->root; node != NULL;)
	{
		if (range_cmp_bounds(set->range, &node->lower, lower) <= 0)
		{
			*before = node;
			node = node->right;
		}
		else
		{
			*after = node;
			node = node->left;
		}
	}
}

static const RangeNode *
find_conflict(const RangeSet *set, const RangeType *range)
{
	const RangeNode *before;
	const RangeNode *after;
	RangeBound lower;
	RangeBound upper;
	bool empty;

	range_deserialize(set->range, range, &lower, &upper, &empty);
	if (empty)
		return NULL;
	around(set, &lower, &before, &after);
	if (before != NULL && range_cmp_bounds(set->range, &before->upper, &lower) >= 0)
		return before;
	if (after != NULL && range_cmp_bounds(set->range, &after->lower, &upper) <= 0)
		return after;
	return NULL;
}

bool
rangeset_overlaps(const RangeSet *set, const RangeType *range)
{
	return find_conflict(set, range) != NULL;
}

bool
rangeset_conflict(const RangeSet *set, const RangeType *range, RangeBound *lower, RangeBound *upper)
{
	const RangeNode *node = find_conflict(set, range);

	if (node == NULL)
		return false;
	*lower = node->lower;
	*upper = node->upper;
	return true;
}

bool
rangeset_ends(const RangeSet *set, RangeBound *lower, RangeBound *upper)
{
	const RangeNode *first = set->root;
	const RangeNode *last = set->root;

	if (set->root == NULL)
		return false;
	while (first->left != NULL)
		first = first->left;
	while (last->right != NULL)
		last = last->right;
	*lower = first->lower;
	*upper = last->upper;
	return true;
}

/* cuts a tree in two: what begins before the bound or at it, and the rest */
static void
split(const RangeSet *set, RangeNode *node, const RangeBound *lower, RangeNode **left, RangeNode **right)
{
	while (node != NULL)
	{
		if (range_cmp_bounds(set->range, &node->lower, lower) <= 0)
		{
			*left = node;
			left = &node->right;
			node = node->right;
		}
		else
		{
			*right = node;
			right = &node->left;
			node = node->left;
		}
	}
	*left = *right = NULL;
}

void
rangeset_add(RangeSet *set, const RangeType *range)
{
	RangeNode *node;
	RangeNode **at = &set->root;
	bool empty;

	if (RangeIsEmpty(range))
		return;
	node = palloc0(sizeof *node);
	node->range = palloc(VARSIZE(range));
	memcpy(node->range, range, VARSIZE(range));
	range_deserialize(set->range, node->range, &node->lower, &node->upper, &empty);
	node->priority = murmurhash32((uint32) ++set->count);
	while (*at != NULL && (*at)->priority >= node->priority)
		at = range_cmp_bounds(set->range, &(*at)->lower, &node->lower) <= 0 ? &(*at)->right : &(*at)->left;
	split(set, *at, &node->lower, &node->left, &node->right);
	*at = node;
}
