/*-------------------------------------------------------------------------
 *
 * fitter_parts.h
 *	  What a fitter knows, for its own files.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_FITTER_PARTS_H
#define SYNTH_FITTER_PARTS_H

#include "domain.h"
#include "published.h"

/* a bag while its tokens and links are measured; both indexed by SynthBagStage */
typedef struct SynthBagFit
{
	bool open;
	SynthBagStage stage; /* while open */
	bool done[2];
	SynthDiscovery discovery;
	SynthPublished published[2];
	SynthBag *result;
} SynthBagFit;

struct SynthFitter
{
	SynthFitOptions opt;
	int nattr;
	const SynthAttributeSpec *spec;
	SynthMethod method; /* after the rule for wide tables */
	bool pairs;			/* pairs are counted */
	SynthBudget *budget;
	SynthAccount account;
	SynthAttribute *attribute;
	SynthDomain *domain; /* [nattr] what is known of each attribute's values */
	SynthBagFit *bag;	 /* [opt.nbags] */
};

/* fitter_labels.c */
extern void synth_fitter_decide_made(SynthFitter *f, int attribute, const double *noisy);

#endif /* SYNTH_FITTER_PARTS_H */
