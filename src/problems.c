/*-------------------------------------------------------------------------
 *
 * problems.c
 *	  Errors of many tables, reported together.
 *
 *-------------------------------------------------------------------------
 */
#include "problems.h"

#include "lib/stringinfo.h"
#include "utils/memutils.h"

/* classes that speak of the request: syntax and rights, values, features, states, limits */
static bool
is_about_request(int sqlerrcode)
{
	int category = ERRCODE_TO_CATEGORY(sqlerrcode);

	return category == ERRCODE_TO_CATEGORY(ERRCODE_SYNTAX_ERROR_OR_ACCESS_RULE_VIOLATION)
		   || category == ERRCODE_TO_CATEGORY(ERRCODE_DATA_EXCEPTION)
		   || category == ERRCODE_TO_CATEGORY(ERRCODE_FEATURE_NOT_SUPPORTED)
		   || category == ERRCODE_TO_CATEGORY(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE)
		   || category == ERRCODE_TO_CATEGORY(ERRCODE_PROGRAM_LIMIT_EXCEEDED)
		   || sqlerrcode == ERRCODE_CONFIGURATION_LIMIT_EXCEEDED;
}

bool
problems_try(Problems *problems, const char *about, void (*fn)(void *arg), void *arg)
{
	MemoryContext context = CurrentMemoryContext;
	/* volatile: set in the block, read behind it */
	volatile bool good = true;

	PG_TRY();
	{
		fn(arg);
	}
	PG_CATCH();
	{
		ErrorData *error;

		MemoryContextSwitchTo(context);
		error = CopyErrorData();
		if (!is_about_request(error->sqlerrcode))
			PG_RE_THROW();
		FlushErrorState();
		problems->error = lappend(problems->error, error);
		problems->about = lappend(problems->about, pstrdup(about));
		good = false;
	}
	PG_END_TRY();
	return good;
}

void
problems_report(const Problems *problems, const char *summary)
{
	StringInfoData detail;
	const ErrorData *first;
	ListCell *error;
	ListCell *about;

	if (problems->error == NIL)
		return;
	if (list_length(problems->error) == 1)
		ReThrowError((ErrorData *) linitial(problems->error));

	first = (const ErrorData *) linitial(problems->error);
	initStringInfo(&detail);
	forboth(error, problems->error, about, problems->about)
		appendStringInfo(&detail, "%s%s: %s.", detail.len > 0 ? "\n" : "", (const char *) lfirst(about),
						 ((const ErrorData *) lfirst(error))->message);
	ereport(ERROR, (errcode(first->sqlerrcode), errmsg("%s", summary), errdetail_internal("%s", detail.data),
					first->hint != NULL ? errhint("Of the first: %s", first->hint)
										: errhint("Leave tables out by \"skip =>\".")));
}
