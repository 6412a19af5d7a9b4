/*-------------------------------------------------------------------------
 *
 * rowtry.c
 *	  Evaluates an expression over a made row, which may raise an error.
 *
 * "net + tax = gross" overflows, "sold / bought > 2" divides by zero, a
 * function raises what it does not like: a row with which that happens does
 * not meet the condition, and is drawn anew like any other.  After an error
 * only the end of a subtransaction leaves the server as it was, and one costs
 * as much as several comparisons; so there is none around conditions that
 * raise nothing, as most.
 *
 * Where a query runs in parallel there are no subtransactions, and the error
 * is the query's.
 *
 *-------------------------------------------------------------------------
 */
#include "rowtry.h"

#include "access/transam.h"
#include "access/xact.h"
#include "catalog/pg_operator.h"
#include "miscadmin.h"
#include "nodes/nodeFuncs.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"

#include "attempt.h"

/* comparisons that an index knows, and patterns, by operators that come with the server */
static bool
is_harmless_operator(Oid opno)
{
	if (opno >= FirstNormalObjectId)
		return false;
	switch (get_opcode(opno))
	{
		case F_TEXTLIKE:
		case F_TEXTNLIKE:
		case F_TEXTREGEXEQ:
		case F_TEXTREGEXNE:
			return true;
		default:
			return get_op_btree_interpretation(opno) != NIL;
	}
}

static bool
is_harmless_function(Oid funcid)
{
	return funcid == F_LOWER_TEXT || funcid == F_UPPER_TEXT || funcid == F_LENGTH_TEXT;
}

static bool
raises_walker(Node *node, void *context)
{
	if (node == NULL)
		return false;
	switch (nodeTag(node))
	{
		case T_Var:
		case T_Const:
		case T_BoolExpr:
		case T_NullTest:
		case T_BooleanTest:
		case T_RelabelType:
		case T_CaseExpr:
		case T_CaseWhen:
		case T_CaseTestExpr:
		case T_CoalesceExpr:
		case T_ArrayExpr:
		case T_List:
			break;
		case T_OpExpr:
		case T_DistinctExpr:
		case T_NullIfExpr:
			if (!is_harmless_operator(((OpExpr *) node)->opno))
				return true;
			break;
		case T_ScalarArrayOpExpr:
			if (!is_harmless_operator(((ScalarArrayOpExpr *) node)->opno))
				return true;
			break;
		case T_FuncExpr:
			if (!is_harmless_function(((FuncExpr *) node)->funcid))
				return true;
			break;
		default:
			return true;
	}
	return expression_tree_walker(node, raises_walker, context);
}

bool
rowtry_may_raise(Node *expr)
{
	return raises_walker(expr, NULL);
}

/* data, integrity, cardinality, routines and what functions raise by themselves */
static bool
is_about_values(int sqlerrcode)
{
	int category = ERRCODE_TO_CATEGORY(sqlerrcode);

	return category == ERRCODE_TO_CATEGORY(ERRCODE_DATA_EXCEPTION)
		   || category == ERRCODE_TO_CATEGORY(ERRCODE_INTEGRITY_CONSTRAINT_VIOLATION)
		   || category == ERRCODE_TO_CATEGORY(ERRCODE_CARDINALITY_VIOLATION)
		   || category == ERRCODE_TO_CATEGORY(ERRCODE_EXTERNAL_ROUTINE_EXCEPTION)
		   || category == ERRCODE_TO_CATEGORY(ERRCODE_PLPGSQL_ERROR);
}

typedef struct RowTry
{
	RowTryBody body;
	void *arg;
	bool result;
} RowTry;

static void
run(void *arg)
{
	RowTry *attempt = arg;

	attempt->result = attempt->body(attempt->arg);
}

bool
rowtry(RowTryBody body, void *arg, bool *raised)
{
	RowTry attempt = {body, arg, false};
	ErrorData *error;

	*raised = false;
	if (IsInParallelMode())
		return body(arg);
	error = attempt_run(run, &attempt);
	if (error == NULL)
		return attempt.result;
	if (!is_about_values(error->sqlerrcode))
		ReThrowError(error);
	FreeErrorData(error);
	*raised = true;
	return false;
}
