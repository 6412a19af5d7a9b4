/*-------------------------------------------------------------------------
 *
 * rulelinear.h
 *	  Comparisons of sums and differences of columns, as bounds on one sum.
 *
 *		a <= b					b - a >= 0
 *		c = a + b				c - a - b = 0
 *		stop - start <= '1 h'	stop - start <= 3600000000
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_RULELINEAR_H
#define SYNTH_RULELINEAR_H

#include "relation.h"

typedef struct RuleLinear
{
	int n;
	int column[SYNTH_MAX_TERMS + 1]; /* indexes into t->column, ascending */
	int sign[SYNTH_MAX_TERMS + 1];	 /* 1 or -1; the first is 1 */
	int64 lo;						 /* bounds of the sum in raw units, inclusive; ends of int64: none */
	int64 hi;
	bool by_user;
	char *text; /* as users know it */
	List *of;	/* what it was made of: conjuncts (Node *), for whoever puts several together */
} RuleLinear;

/*
 * The bounds that one condition puts on a sum of columns that are modelled as
 * integers of one unit; false if it is no such condition.  Vars are of
 * attribute numbers of the source.
 */
extern bool rulelinear_read(const SourceTable *t, Node *condition, RuleLinear *result);
/* do both speak of the same sum? */
extern bool rulelinear_same(const RuleLinear *a, const RuleLinear *b);

#endif /* SYNTH_RULELINEAR_H */
