/*-------------------------------------------------------------------------
 *
 * problems.h
 *	  Errors of many tables, reported together.
 *
 * Who fits forty tables wants to know of all that stands in the way at once.
 * Each step runs under problems_try(), which keeps the error that it raises,
 * if any, and problems_report() raises one for all of them.  Since another
 * error follows at once, no subtransaction is needed; locks and whatever else
 * a failed step held go with the transaction.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_PROBLEMS_H
#define SYNTH_PROBLEMS_H

#include "synth.h"
#include "nodes/pg_list.h"

typedef struct Problems
{
	List *error; /* of ErrorData * */
	List *about; /* of char *: whose error it is */
} Problems;

/*
 * fn(arg); false if it raised an error about what the user asked or may do.
 * Others (cancel, out of memory, internal errors) go through.  Only for steps
 * that neither read rows nor change anything.
 */
extern bool problems_try(Problems *problems, const char *about, void (*fn)(void *arg), void *arg);
/* nothing if there are none; a single one as it was raised */
extern void problems_report(const Problems *problems, const char *summary);

#endif /* SYNTH_PROBLEMS_H */
