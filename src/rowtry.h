/*-------------------------------------------------------------------------
 *
 * rowtry.h
 *	  Evaluates an expression over a made row, which may raise an error.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_ROWTRY_H
#define SYNTH_ROWTRY_H

#include "synth.h"
#include "nodes/nodes.h"

typedef bool (*RowTryBody)(void *arg);

/* could an evaluation raise an error?  False: comparisons and logic over columns and constants alone */
extern bool rowtry_may_raise(Node *expr);
/*
 * body(arg) in a subtransaction of its own.  False with *raised true where it
 * raised an error that is about values: what it evaluated must not be used
 * again then, since functions keep state in it.  Other errors go through.
 */
extern bool rowtry(RowTryBody body, void *arg, bool *raised);

#endif /* SYNTH_ROWTRY_H */
