/*-------------------------------------------------------------------------
 *
 * resultset.h
 *	  Functions that return a table all at once.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_RESULTSET_H
#define SYNTH_RESULTSET_H

#include "synth.h"

#include "utils/tuplestore.h"

typedef struct ResultSet
{
	Tuplestorestate *store;
	TupleDesc desc;
} ResultSet;

/* a tuplestore of the declared row type, handed to the caller of the function */
extern ResultSet resultset_begin(FunctionCallInfo fcinfo);
extern void resultset_row(ResultSet *set, const Datum *values, const bool *isnull);

#endif /* SYNTH_RESULTSET_H */
