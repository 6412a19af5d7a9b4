/*-------------------------------------------------------------------------
 *
 * textknown.h
 *	  What a text that is there says of its row, in the codes of a model.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_TEXTKNOWN_H
#define SYNTH_TEXTKNOWN_H

#include "synth.h"

#include "core/model.h"
#include "decoder.h"

typedef struct TextKnown TextKnown;

/* for a column of this type; labels: its decoder, or NULL if no label is written */
extern TextKnown *textknown_new(const SynthModel *model, int model_column, Decoder *labels, Oid type);
/*
 * Raw value of the column's attribute; SYNTH_RAW_NULL: it says nothing.  Between
 * value_label_begin() and value_label_end(); leaves memory in the current
 * context.
 */
extern int64 textknown_raw(TextKnown *k, Datum value);

#endif /* SYNTH_TEXTKNOWN_H */
