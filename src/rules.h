/*-------------------------------------------------------------------------
 *
 * rules.h
 *	  Relations between the columns of a row: what CHECKs over several columns
 *	  and rules => of the user make of a described source.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_RULES_H
#define SYNTH_RULES_H

#include "relation.h"

/*
 * Fills t->rule and t->check, and gives attributes that become residuals the
 * bounds of these.  Once for a source, after its attributes have their final
 * numbers and before their specs are copied.  Reads no row.
 *
 * Errors of rules =>: 42601 for what is no expression, 42703 for unknown
 * columns, 42804 for what is not boolean, 0A000 for functions other than
 * immutable ones of pg_catalog, 22023 for rules that no row can meet.
 */
extern void rules_describe(SourceTable *t, Relation rel, const DescribeOptions *opt);

#endif /* SYNTH_RULES_H */
