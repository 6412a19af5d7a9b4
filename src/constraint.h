/*-------------------------------------------------------------------------
 *
 * constraint.h
 *	  What CHECK constraints, domains and partition bounds say about one
 *	  column, and whether they accept a value.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_CONSTRAINT_H
#define SYNTH_CONSTRAINT_H

#include "synth.h"
#include "executor/executor.h"
#include "nodes/pg_list.h"
#include "utils/rel.h"

#include "value.h"

/* one AND-ed piece of a constraint on one column; the value is a CoerceToDomainValue in it */
typedef struct Conjunct
{
	Expr *expr;
	const char *name; /* of the constraint; NULL for the bounds of a partition */
	ExprState *state; /* NULL: not evaluated by us, see constraint_is_safe() */
} Conjunct;

typedef struct ColumnConstraint
{
	Oid basetype;
	int32 basetypmod;
	ValueForm form;
	int scale;
	EState *estate;
	ExprContext *econtext;
	List *conjuncts; /* of Conjunct */
	bool forbids_null;
	/* numbers and times: raw bounds, those of the type where nothing else is known */
	bool lo_known;
	bool hi_known;
	int64 lo;
	int64 hi;
	bool specials[3];
	/* a closed list of values (IN, =, OR of them), as labels; NULL if there is none */
	bool closed;
	int nlabels;
	char **label;
} ColumnConstraint;

/* lists that are longer than this stay numbers with bounds, or undeclared */
#define CONSTRAINT_MAX_LABELS 4096

/*
 * Reads every constraint on the column alone.  No row is read and no function
 * outside pg_catalog runs.  Must be called between value_label_begin() and
 * value_label_end().
 */
extern ColumnConstraint *constraint_read(Relation rel, AttrNumber attnum, ValueForm form, int scale);
/*
 * Would the constraints accept the value (of the base type)?  `unknown` is the
 * answer where a conjunct cannot be evaluated.
 */
extern bool constraint_allows(ColumnConstraint *c, Datum value, bool isnull, bool unknown);
/* nothing but immutable functions of pg_catalog and harmless nodes */
extern bool constraint_is_safe(Node *expr);
extern void constraint_free(ColumnConstraint *c);

/* region.c: narrows bounds and lists by one conjunct; may raise an error of its functions */
typedef struct Region
{
	bool lo_known;
	bool hi_known;
	int64 lo; /* lo > hi: no ordinary value at all */
	int64 hi;
	bool finite;  /* only the labels (and NULL) */
	List *labels; /* of char *, no duplicates */
} Region;

extern Region region_of_constraint(ColumnConstraint *c, Expr *expr);
extern Region region_intersect(Region a, Region b);
extern Region region_everything(const ColumnConstraint *c);

#endif /* SYNTH_CONSTRAINT_H */
