/*-------------------------------------------------------------------------
 *
 * model_parts.h
 *	  The check of a model, in parts: trees, copulas, texts, links.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_MODEL_PARTS_H
#define SYNTH_MODEL_PARTS_H

#include "model.h"

#include <string.h>

/* how far from 1 a sum of float probabilities may be */
#define SYNTH_ROW_TOLERANCE 1e-4

/* bytes */
#define SYNTH_MAX_STRING 65536
#define SYNTH_MAX_NAME 63
/* of what is more than one name: "schema.table", columns of a parent */
#define SYNTH_MAX_PATH 255

static inline bool
synth_string_fits(const char *s, size_t longest)
{
	return s != NULL && memchr(s, '\0', longest + 1) != NULL;
}

/*
 * Each returns NULL or a constant text, and may assume what model.c has
 * checked before: the attributes; the parents of the conditional.
 */
extern const char *synth_model_check_tree(const SynthModel *m, const SynthConditional *c);
extern const char *synth_model_check_copula(const SynthModel *m);
/* tree and copula models: each fine code is its own group */
extern const char *synth_model_check_groups(const SynthModel *m);
/* texts of all columns; after the columns themselves */
extern const char *synth_model_check_texts(const SynthModel *m);
extern const char *synth_model_check_lexicon(const SynthLexicon *x);

/* rules, conditions, foreign keys, public rows; after the columns */
extern const char *synth_model_check_links(const SynthModel *m);

extern size_t synth_model_tree_bytes(const SynthTree *t);
extern size_t synth_model_copula_bytes(const SynthModel *m);

#endif /* SYNTH_MODEL_PARTS_H */
