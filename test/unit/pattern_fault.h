/*-------------------------------------------------------------------------
 *
 * pattern_fault.h
 *	  What the compiler says of a pattern, for tests.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_UNIT_PATTERN_FAULT_H
#define SYNTH_UNIT_PATTERN_FAULT_H

#include "core/pattern.h"

/* SYNTH_PATTERN_OK if it compiles */
static inline SynthPatternFault
fault_of(const char *text, int max_chars, bool finite)
{
	SynthPatternError e;

	synth_pattern_new(text, max_chars, finite, &e);
	return e.fault;
}

#endif /* SYNTH_UNIT_PATTERN_FAULT_H */
