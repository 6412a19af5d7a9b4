/*-------------------------------------------------------------------------
 *
 * finecode.h
 *	  Raw values -> fine codes of an attribute.
 *
 * The map is total and looks at one value only: no row can change the code of
 * another, nothing is an error, and nothing is dropped.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_FINECODE_H
#define SYNTH_FINECODE_H

#include "fitter.h"

/* lays out the fine codes of a: nvalues ordinary ones, then the specials that the spec allows */
extern void synth_finecode_layout(SynthAttribute *a, const SynthAttributeSpec *spec, int nvalues);
extern void synth_finecode_block(const SynthAttribute *a, const int64_t *raw, int nrows, uint16_t *code);
/* an ordinary value of a NUMBER, clamped as the axis expects it; false for a special */
extern bool synth_finecode_ordinary(int64_t raw);

#endif /* SYNTH_FINECODE_H */
