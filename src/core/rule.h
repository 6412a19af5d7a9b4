/*-------------------------------------------------------------------------
 *
 * rule.h
 *	  Relations between the columns of a row that hold by construction.
 *
 * RESIDUAL	  attribute = sum of sign * term + residual, lo <= residual <= hi.
 *			  What is modelled in place of the attribute is the residual: a
 *			  difference for a <= b (lo 0), nothing but zero for a + b = c
 *			  (lo = hi = 0).  Terms that are NULL or special count as 0.
 *			  Integers only: axes of form REAL have no residuals.
 * NULL_WITH  the attribute is NULL exactly where its one term is.
 * DETERMINES the attribute is a function of the terms: within a call, the
 *			  first row with a combination of terms decides for all later ones.
 *
 * Forward maps a source's raw rows to what is modelled (a function of the row
 * alone, and public); backward maps sampled rows to values.  Rules are in an
 * order in which a RESIDUAL rule's terms are never attributes of later ones, so
 * backward goes from first to last, forward from last to first.  NULLs are
 * settled before any of them, so NULL_WITH rules may stand anywhere, and in any
 * order; so may DETERMINES rules, even such as lead in circles.
 *
 * CHECKS are conditions in SQL text that nothing above covers: the server's
 * evaluator runs them on made rows (the embedder's business).
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_RULE_H
#define SYNTH_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bits.h"

typedef enum SynthRuleKind
{
	SYNTH_RULE_RESIDUAL = 1,
	SYNTH_RULE_NULL_WITH = 2,
	SYNTH_RULE_DETERMINES = 3
} SynthRuleKind;

#define SYNTH_MAX_TERMS 16
#define SYNTH_MAX_RULES 1024

typedef struct SynthRule
{
	SynthRuleKind kind;
	char *text; /* as users know it: a constraint's name or expression */
	int attribute;
	int nterms;
	int *term;	  /* [nterms] attributes */
	int8_t *sign; /* [nterms] RESIDUAL: 1 or -1 */
	int64_t lo;	  /* RESIDUAL: bounds of the residual, inclusive */
	int64_t hi;
	int64_t value_lo; /* RESIDUAL: bounds of the attribute's own value, to which it is clamped */
	int64_t value_hi;
} SynthRule;

typedef struct SynthCheck
{
	char *name; /* of the constraint; "" for a rule of the user */
	char *text; /* one scalar expression over column names */
	bool soft;	/* reserved: false */
} SynthCheck;

/* in place, column-wise: raw[attribute][row]; only RESIDUAL does something */
extern void synth_rules_forward(int nrules, const SynthRule *rule, int64_t *const *raw, int nrows);
/*
 * In place: NULL_WITH, then RESIDUAL.  NULL_WITH: where the term is NULL the
 * attribute becomes NULL; where only the attribute is, it gets the value of
 * another row of the block that has both (drawn from the stream), or stays.
 */
extern void synth_rules_backward(int nrules, const SynthRule *rule, int64_t *const *raw, int nrows, SynthStream *st);

/*
 * DETERMINES over a whole call, a NULL being a value like any other; memory of
 * at most `entries` combinations, then new ones are left as drawn.
 */
typedef struct SynthDependencies SynthDependencies;
extern SynthDependencies *synth_dependencies_new(int nrules, const SynthRule *rule, uint64_t entries);
extern void synth_dependencies_block(SynthDependencies *d, int64_t *const *raw, int nrows);

#endif /* SYNTH_RULE_H */
