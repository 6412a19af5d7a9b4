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
rowcheck_model(RowMaker *maker, const SynthModel *model, TupleDesc desc)
{
}

__attribute__((weak)) void
rowcheck_target(RowMaker *maker, Relation rel)
{
}

__attribute__((weak)) void
rowkey_target(RowMaker *maker, const SynthModel *model, Relation rel)
{
}

__attribute__((weak)) int64
rowmaker_repaired(const RowMaker *maker)
{
	return 0;
}

__attribute__((weak)) RowLinks *
rowlinks_new(const SynthModel *model, Relation rel, RowLinkPool pool, void *ctx, int64 seed)
{
	return NULL;
}

__attribute__((weak)) void
rowmaker_link(RowMaker *maker, RowLinks *links)
{
}

__attribute__((weak)) int64
rowlinks_rows(const RowLinks *links)
{
	return -1;
}
