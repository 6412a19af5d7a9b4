/*-------------------------------------------------------------------------
 *
 * option.h
 *	  The declarations a user adds to the schema: bounds, categories, other,
 *	  and lists of columns.
 *
 * Everything is checked against the column's type and constraints: 22023 for
 * what contradicts them, 42703 for columns that do not exist, each with a HINT
 * that names what is valid.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_OPTION_H
#define SYNTH_OPTION_H

#include "synth.h"
#include "utils/array.h"
#include "utils/jsonb.h"

#include "constraint.h"
#include "relation.h"

/* index into t->column; 42703 naming the argument and the valid columns */
extern int option_column(const SourceTable *t, const char *argument, const char *name);
/* [t->ncolumns] which columns a text[] argument lists; NULL if the argument is NULL */
extern bool *option_columns(const SourceTable *t, const char *argument, ArrayType *names);
/* the jsonb argument is an object (or NULL) whose keys are columns, or `every`, unless that is NULL, for all of them */
extern void option_check(const SourceTable *t, const char *argument, Jsonb *options, const char *every);
/* the value of a column's key, NULL if absent */
extern JsonbValue *option_find(Jsonb *options, const char *column);

/* 22023: the argument makes no sense for the column */
extern void option_refuse(const SourceColumn *col, const char *argument, const char *problem, const char *hint)
	__attribute__((noreturn));
/* narrows the column's bounds in c; sets lo_declared and hi_declared of the ends that were given */
extern void option_bounds(const SourceColumn *col, ColumnConstraint *c, JsonbValue *value, bool *lo_declared,
						  bool *hi_declared);
/* declared labels in their order, as the type writes them */
extern char **option_labels(const SourceColumn *col, ColumnConstraint *c, const char *argument, JsonbValue *value,
							int *nlabels);
/* text of a scalar; NULL for anything else, null included */
extern char *option_scalar(const JsonbValue *v);
/* label that `other` becomes, NULL for SQL NULL */
extern char *option_other(const SourceColumn *col, ColumnConstraint *c, JsonbValue *value, bool nullable);

#endif /* SYNTH_OPTION_H */
