/*-------------------------------------------------------------------------
 *
 * keyform.h
 *	  Generated keys of types that are seldom keys.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_KEYFORM_H
#define SYNTH_KEYFORM_H

#include "synth.h"

typedef struct KeyForm KeyForm;

/* are keys of the type made here, or of its elements or first field? */
extern bool keyform_takes(Oid basetype);
/*
 * NULL if keys of the type cannot be made, which precision may be the cause
 * of; else *largest is the last index.  Allocates in the current context.
 */
extern KeyForm *keyform_new(const char *column, Oid basetype, int32 typmod, int64 seed, int64 *largest);
/* different indexes give different values */
extern Datum keyform_make(KeyForm *form, int64 index);

#endif /* SYNTH_KEYFORM_H */
