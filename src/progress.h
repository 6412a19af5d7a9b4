/*-------------------------------------------------------------------------
 *
 * progress.h
 *	  What other sessions may see of running fits and generations.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_PROGRESS_H
#define SYNTH_PROGRESS_H

#include "synth.h"

/* fits: phase and heap blocks */
extern void progress_begin(Oid relid);
/* one of the constant names of progress.c; others show as "fitting" */
extern void progress_phase(const char *phase);
extern void progress_blocks_total(int64 blocks);
extern void progress_blocks_done(int64 blocks);
/* generations: the table that is being filled, which one of how many, and rows, which are nobody's */
extern void progress_generation(Oid relid, int ntables, int done);
extern void progress_rows(int64 total, int64 done);
extern void progress_end(void);

#endif /* SYNTH_PROGRESS_H */
