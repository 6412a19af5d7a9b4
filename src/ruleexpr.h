/*-------------------------------------------------------------------------
 *
 * ruleexpr.h
 *	  One rule: an expression over the columns of a row, parsed and checked.
 *
 * Rules come from users, from stored models and from files that anybody may
 * have written, and are evaluated with the rights of whoever samples.  So each
 * is parsed anew where it is used, names are looked up in pg_catalog alone
 * whatever search_path says, and nothing but immutable functions of pg_catalog
 * passes (constraint_is_safe()).
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_RULEEXPR_H
#define SYNTH_RULEEXPR_H

#include "synth.h"
#include "access/tupdesc.h"
#include "nodes/pg_list.h"
#include "nodes/primnodes.h"
#include "utils/relcache.h"

typedef struct RuleExpr
{
	const char *text;
	Expr *expr;		   /* boolean; Vars of range table entry 1; NULL for a dependency */
	List *attributes;  /* 0-based attribute numbers of all columns in it, ascending */
	List *determinant; /* "a, b -> c, d": attribute numbers of a, b */
	List *determined;  /* and of c, d */
} RuleExpr;

/*
 * Errors: 42601 for what is no expression, 42703 for unknown columns, 42804
 * if it is not boolean, 0A000 for what is not allowed in it; all with HINT and
 * the text as context.  Result in the current context.
 */
extern RuleExpr *ruleexpr_parse(const char *text, TupleDesc desc);
/* are all columns that the text names there?  42601 for what is no expression */
extern bool ruleexpr_applies(const char *text, TupleDesc desc);
/*
 * The text of a safe expression over the columns of a relation, so that it
 * means the same wherever it is parsed again; NULL if it cannot be put so.
 */
extern char *ruleexpr_text(Node *expr, Relation rel);
/* attribute numbers (0-based, ascending) of the Vars of an expression; whole rows and system columns give -1 */
extern List *ruleexpr_attributes(Node *expr);
/* the pieces that AND joins, NOT pushed down as far as AND and OR go */
extern List *ruleexpr_conjuncts(Node *expr);

#endif /* SYNTH_RULEEXPR_H */
