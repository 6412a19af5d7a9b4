/*-------------------------------------------------------------------------
 *
 * resultset.c
 *	  Functions that return a table all at once.
 *
 *-------------------------------------------------------------------------
 */
#include "resultset.h"

#include "funcapi.h"
#include "miscadmin.h"

ResultSet
resultset_begin(FunctionCallInfo fcinfo)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	MemoryContext old;
	ResultSet set;

	if (rsinfo == NULL || !IsA(rsinfo, ReturnSetInfo) || !(rsinfo->allowedModes & SFRM_Materialize))
		ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
						errmsg("this function returns a table and cannot be called here"),
						errhint("Call it in FROM, as in SELECT * FROM function(...).")));

	/* the result outlives this call */
	old = MemoryContextSwitchTo(rsinfo->econtext->ecxt_per_query_memory);
	if (get_call_result_type(fcinfo, NULL, &set.desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	set.desc = CreateTupleDescCopy(set.desc);
	set.store = tuplestore_begin_heap((rsinfo->allowedModes & SFRM_Materialize_Random) != 0, false, work_mem);
	MemoryContextSwitchTo(old);

	rsinfo->returnMode = SFRM_Materialize;
	rsinfo->setResult = set.store;
	rsinfo->setDesc = set.desc;
	return set;
}

void
resultset_row(ResultSet *set, const Datum *values, const bool *isnull)
{
	tuplestore_putvalues(set->store, set->desc, unconstify(Datum *, values), unconstify(bool *, isnull));
}
