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
};

#endif /* SYNTH_FITTER_PARTS_H */
