/*-------------------------------------------------------------------------
 *
 * codec_text.h
 *	  Bytes of what a model knows of its texts.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_CODEC_TEXT_H
#define SYNTH_CODEC_TEXT_H

#include "reader.h"
#include "text.h"
#include "writer.h"

extern void synth_write_text(SynthWriter *w, const SynthText *t);
extern SynthText *synth_read_text(SynthReader *r);
/* NULL: there is none */
extern void synth_write_lexicon(SynthWriter *w, const SynthLexicon *x);
extern SynthLexicon *synth_read_lexicon(SynthReader *r);

#endif /* SYNTH_CODEC_TEXT_H */
