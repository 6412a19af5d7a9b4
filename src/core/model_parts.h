/*-------------------------------------------------------------------------
 *
 * model_parts.h
 *	  The check of a model, in parts: trees and copulas.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_MODEL_PARTS_H
#define SYNTH_MODEL_PARTS_H

#include "model.h"

/* how far from 1 a sum of float probabilities may be */
#define SYNTH_ROW_TOLERANCE 1e-4

/*
 * Each returns NULL or a constant text, and may assume what model.c has
 * checked before: the attributes; the parents of the conditional.
 */
extern const char *synth_model_check_tree(const SynthModel *m, const SynthConditional *c);
extern const char *synth_model_check_copula(const SynthModel *m);
/* tree and copula models: each fine code is its own group */
extern const char *synth_model_check_groups(const SynthModel *m);

extern size_t synth_model_tree_bytes(const SynthTree *t);
extern size_t synth_model_copula_bytes(const SynthModel *m);

#endif /* SYNTH_MODEL_PARTS_H */
