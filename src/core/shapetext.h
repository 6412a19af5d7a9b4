/*-------------------------------------------------------------------------
 *
 * shapetext.h
 *	  Codes of learned shapes.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_SHAPETEXT_H
#define SYNTH_SHAPETEXT_H

#include "pool.h"
#include "text.h"

typedef struct SynthShapeTexts SynthShapeTexts;

/* spelt as shapes are: one set of characters a position?  Other patterns may take much memory */
extern bool synth_shape_is_spelt(const char *shape);
/*
 * Codes of nshapes patterns (a model's labels), of at most max_chars characters
 * (0: no limit), that satisfy the checks of `text`.  Rows whose shape is not
 * known, or leaves nothing, get texts of its pattern, of its checks, or serial
 * codes.  text may be NULL.
 */
extern SynthShapeTexts *synth_shape_texts_new(int nshapes, char *const *shape, const SynthText *text, int max_chars,
											  bool unique, uint64_t key);
extern uint64_t synth_shape_texts_space(const SynthShapeTexts *s);
/* shape: index of one, else what is not known; the text that `hash` names, written to out */
extern int synth_shape_text_pick(const SynthShapeTexts *s, int64_t shape, uint64_t hash, char *out);
/* text number index < space of unique ones */
extern int synth_shape_text_at(const SynthShapeTexts *s, int64_t shape, uint64_t index, char *out);
extern size_t synth_shape_texts_bytes(const SynthShapeTexts *s);

#endif /* SYNTH_SHAPETEXT_H */
