/*-------------------------------------------------------------------------
 *
 * synth.h
 *	  What every file of the server skin shares: the version and the glue
 *	  that gives the core its memory, errors and interrupt poll.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_H
#define SYNTH_H

#include "postgres.h"

#include "fmgr.h"

#include "compat.h"
#include "core/env.h"

/* coreglue.c: idempotent; called by every SQL entry point that uses the core */
extern void coreglue_install(void);

#endif /* SYNTH_H */
