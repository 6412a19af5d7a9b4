/*-------------------------------------------------------------------------
 *
 * textfit.h
 *	  Text columns of a fitted model: the last decisions.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_TEXTFIT_H
#define SYNTH_TEXTFIT_H

#include "synth.h"

#include "core/model.h"

/* post-processing: sees the finished model only */
extern void textfit_finish(SynthModel *m);

#endif /* SYNTH_TEXTFIT_H */
