/*-------------------------------------------------------------------------
 *
 * attempt.c
 *	  Runs what may fail without the transaction failing with it.
 *
 * After an error only the end of a subtransaction leaves the server as it was
 * before.  Which errors may be taken for an answer is the caller's to say;
 * cancel and shutdown never are.
 *
 *-------------------------------------------------------------------------
 */
#include "attempt.h"

#include "access/xact.h"
#include "utils/memutils.h"
#include "utils/resowner.h"

ErrorData *
attempt_run(void (*fn)(void *arg), void *arg)
{
	MemoryContext context = CurrentMemoryContext;
	ResourceOwner owner = CurrentResourceOwner;
	ErrorData *volatile error = NULL;

	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(context);
	PG_TRY();
	{
		fn(arg);
		ReleaseCurrentSubTransaction();
	}
	PG_CATCH();
	{
		MemoryContextSwitchTo(context);
		error = CopyErrorData();
		FlushErrorState();
		RollbackAndReleaseCurrentSubTransaction();
	}
	PG_END_TRY();
	MemoryContextSwitchTo(context);
	CurrentResourceOwner = owner;
	return error;
}
