/*-------------------------------------------------------------------------
 *
 * completion_rules.h
 *	  Rules of a model where some of a row is known.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_COMPLETION_RULES_H
#define SYNTH_COMPLETION_RULES_H

#include "synth.h"

#include "core/model.h"

/*
 * column[a][0] is the row's raw value of attribute a where known[a].  Makes
 * residuals of what is known; an attribute whose terms are not all known is no
 * evidence then, and known[a] becomes false.  whole[] gets the values as they
 * were.
 */
extern void completion_rules_forward(const SynthModel *m, int64_t **column, bool *known, int64_t *whole);
/* what was drawn, back to values; given[a] tells what had one, which stays */
extern void completion_rules_backward(const SynthModel *m, int64_t **column, const bool *given, const int64_t *whole,
									  SynthStream *st);

#endif /* SYNTH_COMPLETION_RULES_H */
