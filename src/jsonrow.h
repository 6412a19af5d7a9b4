/*-------------------------------------------------------------------------
 *
 * jsonrow.h
 *	  A row of a model as jsonb, where there is no table to take types from.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_JSONROW_H
#define SYNTH_JSONROW_H

#include "synth.h"

#include "access/tupdesc.h"

#include "core/model.h"
#include "value.h"

/* a row type for the model made of built-in types alone; generated columns are left out */
extern TupleDesc jsonrow_desc(const SynthModel *model);
/* one object per row; numbers, booleans and json stay what they are, the rest is text in ISO form */
extern Datum jsonrow_make(TupleDesc desc, const Datum *values, const bool *isnull);
/* the built-in type of a number's form; text for labels */
extern Oid jsonrow_form_type(ValueForm form);
/* declared precision of a number's or time's type, from its name; -1 where none is known */
extern int32 jsonrow_form_typmod(ValueForm form, const char *name);
/* the type of a category's labels, from its name; InvalidOid unless every server has it */
extern Oid jsonrow_label_type(const char *name, int32 *typmod);

#endif /* SYNTH_JSONROW_H */
