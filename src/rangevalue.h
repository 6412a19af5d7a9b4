/*-------------------------------------------------------------------------
 *
 * rangevalue.h
 *	  Columns of range types: a range as two numbers and back.
 *
 * A range is modelled by its lower end and its length, which are hidden
 * columns of the source (relation.h) and attributes of the model
 * (SynthColumn.attribute and .upper).  The lower end is on the axis of the
 * range's subtype, the length on an axis for differences.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_RANGEVALUE_H
#define SYNTH_RANGEVALUE_H

#include "synth.h"

#include "core/model.h"
#include "relation.h"
#include "value.h"

typedef enum RangeEnd
{
	RANGE_NO_END = 0,
	RANGE_LOWER = 1,
	RANGE_LENGTH = 2
} RangeEnd;

/* form of the ends of a range type; VALUE_NONE: no range, or one whose ends are no numbers */
extern ValueForm rangevalue_form(Oid basetype, int *scale);
/* form of lengths */
extern ValueForm rangevalue_length_form(ValueForm form);

/*
 * Raw value of an end:
 *
 *	  lower		NULL (no range), NAN (empty), NEG_INF (unbounded), or a value
 *	  length	POS_INF (no upper end); after an unbounded lower end the
 *				distance from the axis' zero; 0 where there is no range
 */
extern int64 rangevalue_raw(RangeEnd end, ValueForm form, int scale, Oid basetype, Datum range, bool isnull);

/* rangecolumn.c: gives range columns of a described source their hidden ends; before attributes are numbered */
extern void rangecolumn_describe(SourceTable *t);
/* attributes of a range column's ends */
extern void rangecolumn_attributes(const SourceTable *t, const SourceColumn *range, int *lower, int *length);

/*
 * Makes ranges of a target's column, which may be of a domain, whose CHECKs
 * are rowdomain.c's; NULL: its type cannot hold what the model makes.
 */
typedef struct RangeMaker RangeMaker;
extern RangeMaker *rangevalue_new(const SynthColumn *column, Oid type, int32 typmod);
/* n rows; Datums are allocated in the current context */
extern void rangevalue_run(RangeMaker *maker, const int64 *lower, const int64 *length, int n, Datum *value,
						   bool *isnull);
/* a maker for a base range type that no model column stands for; NULL: its ends are no numbers */
extern RangeMaker *rangevalue_maker(Oid basetype);
extern Datum rangevalue_make(const RangeMaker *maker, int64 lower, int64 length);

#endif /* SYNTH_RANGEVALUE_H */
