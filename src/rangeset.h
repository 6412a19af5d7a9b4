/*-------------------------------------------------------------------------
 *
 * rangeset.h
 *	  Ranges that do not overlap, in order.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_RANGESET_H
#define SYNTH_RANGESET_H

#include "synth.h"
#include "utils/rangetypes.h"
#include "utils/typcache.h"

typedef struct RangeSet RangeSet;

/* in the current context */
extern RangeSet *rangeset_new(TypeCacheEntry *range);
/* an empty range overlaps none */
extern bool rangeset_overlaps(const RangeSet *set, const RangeType *range);
/* copies; a range that overlaps another is kept as well, but may not be found */
extern void rangeset_add(RangeSet *set, const RangeType *range);

/* bounds of what the range overlaps, the first one of it; false: of nothing */
extern bool rangeset_conflict(const RangeSet *set, const RangeType *range, RangeBound *lower, RangeBound *upper);
/* bounds of all: lower of the first, upper of the last; false: there is none */
extern bool rangeset_ends(const RangeSet *set, RangeBound *lower, RangeBound *upper);

#endif /* SYNTH_RANGESET_H */
