/*-------------------------------------------------------------------------
 *
 * subtable.h
 *	  A table over some attributes seen from a larger one: the inner loops of
 *	  belief propagation.
 *
 * Tables are row-major over their attributes in rank order (jtree.h), so the
 * last attribute of the larger table is either the last of the smaller one,
 * with stride 1, or absent from it.  The map therefore needs one offset per
 * row of the larger table, where a row is a run over its last attribute: a
 * sixteenth of an index map or less, and loops that the compiler vectorises.
 *
 * Linear kernels hold probabilities, log kernels hold logarithms (-inf for
 * zero).
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_SUBTABLE_H
#define SYNTH_SUBTABLE_H

#include "env.h"

typedef struct SynthSubtable
{
	size_t nrows;	  /* rows of the larger table */
	size_t width;	  /* cells of a row */
	bool deep;		  /* the smaller table has the last attribute too */
	size_t ncells;	  /* of the smaller table */
	uint32_t *offset; /* [nrows] */
} SynthSubtable;

/* small[] must be a subset of large[], in the same order; fails above 2^32 cells */
extern SynthSubtable *synth_subtable_new(const int *size, int nlarge, const int *large, int nsmall, const int *small);
extern void synth_subtable_release(SynthSubtable *t);

extern void synth_subtable_fill(const SynthSubtable *t, double *large, const double *small);
extern void synth_subtable_multiply(const SynthSubtable *t, double *large, const double *small);
extern void synth_subtable_sum(const SynthSubtable *t, const double *large, double *small);

extern void synth_subtable_add(const SynthSubtable *t, double *large, const double *small);
/* small = log sum exp of large; `peak` is scratch of t->ncells */
extern void synth_subtable_logsum(const SynthSubtable *t, const double *large, double *small, double *peak);

#endif /* SYNTH_SUBTABLE_H */
