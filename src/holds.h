/*-------------------------------------------------------------------------
 *
 * holds.h
 *	  Can a column of a target hold everything that a model makes for it?
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_HOLDS_H
#define SYNTH_HOLDS_H

#include "synth.h"

#include "value.h"

/* the axis, in `unit`s of the form's raw value, and its special values */
extern bool holds_axis(const SynthAttribute *a, ValueForm form, int32 typmod, int64 unit);
/* integers of 10^-scale in numeric(typmod), no digit lost */
extern bool holds_decimal(const SynthAttribute *a, int scale, int32 typmod);
/* every label, and what `other` becomes, in a type; typmod: of its base type */
extern bool holds_labels(const SynthAttribute *a, const SynthColumn *column, Oid type, int32 typmod);
/* the model's type text names the same base type here, or one of that name in another schema */
extern bool holds_base(const char *type_text, Oid type);

#endif /* SYNTH_HOLDS_H */
