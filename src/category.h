/*-------------------------------------------------------------------------
 *
 * category.h
 *	  Declared lists of values of a category column.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_CATEGORY_H
#define SYNTH_CATEGORY_H

#include "synth.h"

#include "constraint.h"
#include "relation.h"

/* fills col->spec (kind, list, other) and makes the column's form a label */
extern void category_describe(SourceColumn *col, ColumnConstraint *c, Relation rel, const DescribeOptions *opt);

#endif /* SYNTH_CATEGORY_H */
