/*-------------------------------------------------------------------------
 *
 * conditional.h
 *	  From a calibrated junction tree to conditional tables, and rows drawn
 *	  from them for the fit's own use.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_CONDITIONAL_H
#define SYNTH_CONDITIONAL_H

#include "bits.h"
#include "infer.h"
#include "model.h"

/*
 * One table per attribute in generation order, the reverse of the elimination
 * order.  Parents are the earlier attributes that share a junction-tree clique
 * with it, fill-in included, so the product of the tables IS the distribution.
 */
extern SynthConditional *synth_conditional_build(const SynthInfer *inf, int nattr, const int *size);
/* one table from the joint marginal of an attribute and its parents, which need not be scaled */
extern void synth_conditional_set(SynthConditional *c, int attribute, int nparents, const int *parent, int at,
								  const int *size, const double *belief);
extern void synth_conditional_release(SynthConditional *c, int nattr);

/* takes a code out of a table: its share goes to the other codes of its row, or by share[] */
extern void synth_conditional_remove(SynthConditional *c, int size, int code, const double *share);

/*
 * nrows rows of coarse codes, codes[attribute][row], by allocation: floors of
 * the expected numbers, the rest by systematic sampling, shuffled within a
 * group of equal parents.  For scoring candidates; what users get comes from
 * sampler.c.
 */
extern void synth_conditional_draw(const SynthConditional *c, int nattr, const int *size, int nrows, uint64_t seed,
								   uint16_t **codes);

#endif /* SYNTH_CONDITIONAL_H */
