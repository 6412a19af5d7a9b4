/*-------------------------------------------------------------------------
 *
 * recut.h
 *	  The same model with more cells on one axis, so that ranges of values
 *	  begin and end where cells do.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_RECUT_H
#define SYNTH_RECUT_H

#include "model.h"

/*
 * A copy of m (sharing with it what does not change) whose attribute, a
 * NUMBER, has cells that end at edge[0 .. nedges), rising raw values; those
 * outside the axis or there already are ignored.  m itself if nothing changes.
 * It has the same distribution up to what the grain of an axis makes of
 * narrower cells.  May have more than SYNTH_MAX_FINE cells: for sampling only.
 */
extern const SynthModel *synth_model_recut(const SynthModel *m, int attribute, int nedges, const int64_t *edge);

#endif /* SYNTH_RECUT_H */
