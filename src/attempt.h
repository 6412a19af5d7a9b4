/*-------------------------------------------------------------------------
 *
 * attempt.h
 *	  Runs what may fail without the transaction failing with it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_ATTEMPT_H
#define SYNTH_ATTEMPT_H

#include "synth.h"

/*
 * fn(arg) in a subtransaction of its own.  NULL if it ends well; else what it
 * raised, in the caller's memory context, and everything else is undone: the
 * caller frees the error, or throws it again.  Not in parallel mode.
 */
extern ErrorData *attempt_run(void (*fn)(void *arg), void *arg);

#endif /* SYNTH_ATTEMPT_H */
