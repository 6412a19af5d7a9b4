/*-------------------------------------------------------------------------
 *
 * unitorder.h
 *	  Rows by unit, and within a unit by chance.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_UNITORDER_H
#define SYNTH_UNITORDER_H

#include "synth.h"

#include "core/counts.h"
#include "relation.h"

typedef struct UnitOrder UnitOrder;

/* units are of the type and collation of this column */
extern UnitOrder *unitorder_create(const SourceColumn *unit);
extern void unitorder_free(UnitOrder *order);
/* "less than" of the units' type */
extern Oid unitorder_operator(const UnitOrder *order);
extern int64 unitorder_random(UnitOrder *order);
/* is this unit equal to the one of the call before?  The first of all is not. */
extern bool unitorder_same(UnitOrder *order, Datum unit);
/* row number `row` and its units: values[position[0 .. n - 1]], each distinct one once, NULLs nobody's */
extern void unitorder_add(UnitOrder *order, int n, const Datum *values, const bool *isnull, const int *position,
						  int64 row);
/* after the last row: finds the rows that are beyond the first max_rows of one of their units */
extern void unitorder_cut(UnitOrder *order, int64 max_rows);
/* their numbers, ascending, each once; -1 after the last */
extern int64 unitorder_next_cut(UnitOrder *order);
/* instead: adds each unit to its class of core/bound.h; rows of nobody, for whom one row is enough, are left out */
extern void unitorder_count(UnitOrder *order, SynthTrueCount *class_count);

#endif /* SYNTH_UNITORDER_H */
