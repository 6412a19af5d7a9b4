/*-------------------------------------------------------------------------
 *
 * support.c
 *	  What the planner may know about a sample: its number of rows.
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "nodes/supportnodes.h"
#include "optimizer/optimizer.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

PG_FUNCTION_INFO_V1(synth_sample_support);

/* position of n in both forms of synth_sample() */
#define ARG_ROWS 1

/*
 * Answers SupportRequestRows if n is known at planning time; any other request
 * gets NULL, which means that the default applies.
 */
Datum
synth_sample_support(PG_FUNCTION_ARGS)
{
	Node *request = (Node *) PG_GETARG_POINTER(0);
	SupportRequestRows *rows;
	FuncExpr *call;
	Node *n;
	double count;

	if (!IsA(request, SupportRequestRows))
		PG_RETURN_POINTER(NULL);
	rows = (SupportRequestRows *) request;
	if (!IsA(rows->node, FuncExpr))
		PG_RETURN_POINTER(NULL);
	call = (FuncExpr *) rows->node;
	if (list_length(call->args) <= ARG_ROWS)
		PG_RETURN_POINTER(NULL);

	n = estimate_expression_value(rows->root, list_nth(call->args, ARG_ROWS));
	if (!IsA(n, Const) || ((Const *) n)->constisnull || ((Const *) n)->consttype != NUMERICOID)
		PG_RETURN_POINTER(NULL);
	count = DatumGetFloat8(DirectFunctionCall1(numeric_float8_no_overflow, ((Const *) n)->constvalue));
	/* what the function will refuse needs no estimate */
	if (!isfinite(count) || count < 0)
		PG_RETURN_POINTER(NULL);
	rows->rows = count;
	PG_RETURN_POINTER(rows);
}
