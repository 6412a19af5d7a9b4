/*-------------------------------------------------------------------------
 *
 * patterncheck.h
 *	  The CHECKs of a text column as patterns that texts can be made from.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_PATTERNCHECK_H
#define SYNTH_PATTERNCHECK_H

#include "synth.h"

#include "constraint.h"
#include "core/pattern.h"

typedef struct PatternCheck
{
	int nparts; /* 0: only lengths are limited */
	SynthPatternPart *part;
	int min_chars; /* 0 none; of a char(n) whose patterns see its spaces both are n */
	int max_chars; /* 0 none; the type's limit included */
	bool upper;	   /* value = upper(value) */
	bool lower;
	bool complete; /* what has all parts and that length satisfies every conjunct */
	/* for messages: the constraint if it is one, NULL if it has no name or there are several */
	const char *constraint;
} PatternCheck;

/*
 * Which of the conjuncts say something about characters (patterncall.c has the
 * list); NULL if none does.  Where not complete, made texts must pass
 * constraint_allows() too.  Lives in the current memory context.
 */
extern PatternCheck *patterncheck_read(ColumnConstraint *c);
/*
 * The set of texts that satisfy it; `finite` refuses endless ones, for columns
 * that are unique and have no limit.  An error tells how to do without.
 */
extern SynthPattern *patterncheck_compile(const PatternCheck *check, const char *column, bool finite);

#endif /* SYNTH_PATTERNCHECK_H */
