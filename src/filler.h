/*-------------------------------------------------------------------------
 *
 * filler.h
 *	  What a column gets that no model says anything about.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_FILLER_H
#define SYNTH_FILLER_H

#include "synth.h"

#include "access/tupdesc.h"

typedef struct Filler
{
	Datum value;
	bool isnull;
} Filler;

/* the column's default if it is a constant, else NULL */
extern Filler filler_default(TupleDesc desc, int attribute);
/* NULL if the column accepts it, else its constant default, else a typed placeholder */
extern Filler filler_placeholder(TupleDesc desc, int attribute);

#endif /* SYNTH_FILLER_H */
