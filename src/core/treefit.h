/*-------------------------------------------------------------------------
 *
 * treefit.h
 *	  Method `tree`: one decision tree per attribute over the earlier ones,
 *	  from exact rows.
 *
 * There is no noise here and no formal guarantee; a private fit never comes
 * this way (SYNTH_ERR_INTERNAL).  What protects single rows are three rules
 * that are on by default: leaves hold at least min_leaf rows, no category seen
 * in fewer than min_count rows is ever emitted (but for words that everybody
 * knows), and no number below the
 * min_count-th smallest or above the min_count-th largest value.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_TREEFIT_H
#define SYNTH_TREEFIT_H

#include "domain.h"

typedef struct SynthTreeFitInput
{
	int nattributes;
	const SynthAttributeSpec *spec;
	SynthDomain *domain; /* labels are known: declared, or discovered with min_count */
	int64_t min_leaf;	 /* >= 1 */
	int64_t min_count;	 /* >= 1 */
	size_t memory;		 /* bytes that codes and histograms may take; more rows are sampled down to it */
	void (*progress)(const char *phase, int done, int total);
} SynthTreeFitInput;

/* fills attribute, conditional, total of m */
extern void synth_treefit_run(const SynthTreeFitInput *in, const SynthRowSource *rows, SynthModel *m);

#endif /* SYNTH_TREEFIT_H */
