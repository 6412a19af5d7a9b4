/*-------------------------------------------------------------------------
 *
 * rules_parts.h
 *	  What conditions ask of columns, before it shapes the model: private to
 *	  rules.c and rules_shape.c.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_RULES_PARTS_H
#define SYNTH_RULES_PARTS_H

#include "rulelinear.h"
#include "rules.h"

/* both are NULL, or neither: indexes into t->column */
typedef struct RuleNulls
{
	int a;
	int b;
	char *text;
} RuleNulls;

/* the columns `by` decide the column */
typedef struct RuleDependency
{
	int column;
	List *by; /* indexes into t->column */
	char *text;
} RuleDependency;

typedef struct RuleWishes
{
	List *linear; /* RuleLinear * */
	List *nulls;
	List *dependencies;
	List *checks; /* SynthCheck * */
} RuleWishes;

/* index of the column with this attribute number (0-based), -1 */
extern int rules_column(const SourceTable *t, int attribute);
/* t->rule from the wishes; what cannot be had by construction is left to the conditions */
extern void rules_shape(SourceTable *t, const DescribeOptions *opt, RuleWishes *wishes);

#endif /* SYNTH_RULES_PARTS_H */
