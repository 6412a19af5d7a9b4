/*-------------------------------------------------------------------------
 *
 * rulename.h
 *	  Names of columns in rules, and dependencies written with them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_RULENAME_H
#define SYNTH_RULENAME_H

#include "synth.h"
#include "access/tupdesc.h"
#include "nodes/pg_list.h"

/* 0-based attribute number, -1: no such column */
extern int rulename_find(TupleDesc desc, const char *name);
/* all live columns, for hints: "a", "b" */
extern char *rulename_list(TupleDesc desc);
/* is the text "a, b -> c, d"?  Names (char *) as SQL would read them */
extern bool rulename_dependency(const char *text, List **left, List **right);

#endif /* SYNTH_RULENAME_H */
