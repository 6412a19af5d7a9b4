/*-------------------------------------------------------------------------
 *
 * synth.c
 *	  What happens when the module is loaded.
 *
 * Deliberately little: no hooks, no shared memory, no background worker, so
 * the module needs no shared_preload_libraries and changes nothing for
 * sessions that do not call it.
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include "core/linalg.h"

PG_MODULE_MAGIC;

void _PG_init(void);

/*
 * The core's environment is installed here too, so that even a function that
 * forgets coreglue_install() never calls through a null pointer.
 */
void
_PG_init(void)
{
	synth_linalg_init();
	coreglue_install();
}
