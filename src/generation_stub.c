/*-------------------------------------------------------------------------
 *
 * generation_stub.c
 *	  Stand-ins for parts of a generation that are still being written; the
 *	  real ones win.  To be deleted.
 *
 *-------------------------------------------------------------------------
 */
#include "generation.h"

#include "rowcondition.h"

__attribute__((weak)) void
rowkey_target(RowMaker *maker, const SynthModel *model, Relation rel)
{
}
