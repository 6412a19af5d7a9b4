/*-------------------------------------------------------------------------
 *
 * complete.h
 *	  The missing attributes of one row, drawn given the others.
 *
 * For synth_complete(): very many rows, each with its own evidence, one model.
 * What depends only on which attributes are known is worked out once and kept.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_COMPLETE_H
#define SYNTH_COMPLETE_H

#include "model.h"

typedef struct SynthCompleter SynthCompleter;

extern SynthCompleter *synth_completer_new(const SynthModel *m);
/*
 * raw[nattributes] as the sampler makes them.  Fills those with known[a]
 * false from P(x | known) and leaves the others alone.  Known values that the
 * model cannot code (a label it does not have) are no evidence; if the model
 * gives the evidence no mass, attributes are dropped from it, the last in
 * generation order first, until it has some.
 */
extern void synth_complete_row(SynthCompleter *c, SynthStream *st, int64_t *raw, const bool *known);

#endif /* SYNTH_COMPLETE_H */
