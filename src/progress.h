/*-------------------------------------------------------------------------
 *
 * progress.h
 *	  What other sessions may see of a running fit: phase and heap blocks.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_PROGRESS_H
#define SYNTH_PROGRESS_H

#include "synth.h"

extern void progress_begin(Oid relid);
/* one of the constant names of progress.c; others show as "fitting" */
extern void progress_phase(const char *phase);
extern void progress_blocks_total(int64 blocks);
extern void progress_blocks_done(int64 blocks);
extern void progress_end(void);

#endif /* SYNTH_PROGRESS_H */
