/*-------------------------------------------------------------------------
 *
 * decoder.h
 *	  Raw values of one modelled column to Datums of a target's column.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_DECODER_H
#define SYNTH_DECODER_H

#include "synth.h"

#include "value.h"

typedef struct Decoder Decoder;

/*
 * A decoder into a column of this type (domains included), or NULL if the
 * type cannot hold exactly what the model makes.  Labels become Datums here,
 * once; the caller has pinned the text settings (value_label_begin).
 */
extern Decoder *decoder_new(const SynthAttribute *attribute, const SynthColumn *column, Oid type, int32 typmod);
/* n values; results by reference are in the current context or live as long as the decoder */
extern void decoder_run(Decoder *d, const int64_t *raw, int n, Datum *value, bool *isnull);
/* two raw values are written alike if and only if this is the same; ctx is the decoder */
extern int64_t decoder_canonical(void *ctx, int64_t raw);
/* false: every raw value is written differently, so decoder_canonical is the identity */
extern bool decoder_rounds(const Decoder *d);
/* the raw value, as the model counts, of what is written for one; monotone */
extern int64_t decoder_written(Decoder *d, int64_t raw);
/* raw value of a Datum of the target's column; SYNTH_RAW_NULL if the model cannot make it */
extern int64_t decoder_encode(Decoder *d, Datum value, bool isnull);

#endif /* SYNTH_DECODER_H */
