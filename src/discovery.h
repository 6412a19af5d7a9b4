/*-------------------------------------------------------------------------
 *
 * discovery.h
 *	  Labels and their true counts on their way to the fitter, in batches.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_DISCOVERY_H
#define SYNTH_DISCOVERY_H

#include "synth.h"

#include "core/fitter.h"

typedef struct Discovery Discovery;

/* what the fitter keeps is allocated in the current memory context, which must outlive it */
extern Discovery *discovery_begin(SynthFitter *fitter, int attribute);
/* the same for one stage of a bag of tokens; what is published is the fitter's affair */
extern Discovery *discovery_begin_bag(SynthFitter *fitter, int bag, SynthBagStage stage);
extern void discovery_end_bag(Discovery *discovery);
/*
 * The next label, which is copied; each must come exactly once.  Its count,
 * zero at first, may be added to until the next call.
 */
extern SynthTrueCount *discovery_label(Discovery *discovery, const char *label, Size length);
/* shapes of codes: the fine ones have been given, the rough ones follow */
extern void discovery_rough(Discovery *discovery);
/* the published labels, in byte order; returns their number */
extern int discovery_end(Discovery *discovery, char *const **published);

#endif /* SYNTH_DISCOVERY_H */
