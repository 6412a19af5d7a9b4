/*-------------------------------------------------------------------------
 *
 * localcopy.h
 *	  constraints_from =>: a source described by an empty table of the same
 *	  columns.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_LOCALCOPY_H
#define SYNTH_LOCALCOPY_H

#include "synth.h"
#include "utils/rel.h"

#include "relation.h"

/* opens the describing table: 42P01, 42809, 42703 with HINT if it is none, or if the source lacks columns of it */
extern Relation localcopy_open(Oid relid, Relation source);
/*
 * Makes the description of the table one of the source: whose rows are read,
 * and how values become the table's types.  Attribute numbers stay the
 * table's, by which its constraints are found, until localcopy_numbers().
 */
extern void localcopy_apply(SourceTable *t, Relation source);
extern void localcopy_numbers(SourceTable *t);

#endif /* SYNTH_LOCALCOPY_H */
