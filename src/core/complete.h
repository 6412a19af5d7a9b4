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

/* the model must have passed synth_model_check() and outlive it */
extern SynthCompleter *synth_completer_new(const SynthModel *m);
/*
 * raw[nattributes] as the sampler makes them.  Fills those with known[a]
 * false from P(x | known) and leaves the others alone.  Known values that the
 * model cannot code (a label it does not have) are no evidence.  If the model
 * gives the evidence no mass, some of it is ignored: of tables, attributes are
 * dropped, the last in generation order first, until it has some; of trees,
 * what has no mass given the attributes before it.  The result depends on the
 * row and the stream alone, not on the rows before.
 */
extern void synth_complete_row(SynthCompleter *c, SynthStream *st, int64_t *raw, const bool *known);
/* what a completer holds besides the model, at most */
extern size_t synth_completer_bytes(const SynthModel *m);

#endif /* SYNTH_COMPLETE_H */
