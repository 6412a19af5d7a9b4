/*-------------------------------------------------------------------------
 *
 * pair.h
 *	  Which parent each child gets: children and open places are matched by
 *	  what they have in common.
 *
 * A parent with k children has k places.  Children come with the context that
 * they were drawn with, places with that of their parent; both as codes, the
 * most telling first.  Within a code pairs are made as far as both sides go,
 * what is left over is matched on the remaining codes alone, and so on; so
 * numbers of children are kept exactly, and contexts as well as they can be.
 * Linear in children * contexts but for the sorting.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_PAIR_H
#define SYNTH_PAIR_H

#include <stdint.h>

#include "bits.h"


/*
 * child[c][i], place[c][j]: context c of child i, of place j; any int64, equal
 * where they agree.  The first `exact` contexts must agree: children whose
 * exact contexts have no place left get -1.  result[i]: the place of child i;
 * every place is used at most once.  Which of equal ones is drawn from the
 * stream.
 */
extern void synth_pair(int ncontexts, int exact, int nchildren, const int64_t *const *child, int nplaces,
					   const int64_t *const *place, SynthStream *st, int *result);

#endif /* SYNTH_PAIR_H */
