/*-------------------------------------------------------------------------
 *
 * discovery_fitter.h
 *	  A fitter of one category whose labels it has to discover.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_DISCOVERY_FITTER_H
#define SYNTH_DISCOVERY_FITTER_H

#include "core/fitter.h"
#include "unit.h"

/* shapes: the labels are shapes of codes, discovered on two levels; spec is filled in and must stay */
static inline SynthFitter *
discovery_fitter(SynthAttributeSpec *spec, bool is_private, bool shapes, int64_t min_count)
{
	SynthFitOptions o;

	memset(&o, 0, sizeof(o));
	o.is_private = is_private;
	o.epsilon = 1;
	o.delta = 1e-9;
	o.stability = 1;
	o.method = SYNTH_METHOD_INDEPENDENT;
	o.min_count = min_count;
	memset(spec, 0, sizeof(*spec));
	spec->name = "label";
	spec->kind = SYNTH_CATEGORY;
	spec->source = SYNTH_DOMAIN_DISCOVERED;
	spec->discover = true;
	spec->shapes = shapes;
	spec->open = true;
	spec->other = SYNTH_OTHER_SPREAD;
	return synth_fitter_new(&o, 1, spec);
}

#endif /* SYNTH_DISCOVERY_FITTER_H */
