/*-------------------------------------------------------------------------
 *
 * domain.h
 *	  What the values of an attribute can be, learned privately where the
 *	  schema does not say: the fitter's first two stages for one attribute.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_DOMAIN_H
#define SYNTH_DOMAIN_H

#include "counts.h"
#include "fitter.h"
#include "published.h"

/* labels that one attribute may publish; the most frequent (by noisy count) stay */
#define SYNTH_MAX_LABELS 16384
/* fine shapes, then rough ones; all else has one round */
#define SYNTH_DISCOVERY_ROUNDS 2

/* looks at a number before its histogram: where it is, and where in there */
#define SYNTH_PROBE_ROUNDS SYNTH_BUDGET_PROBES

typedef struct SynthDomain
{
	const SynthAttributeSpec *spec;
	SynthDomainNeed need;

	/* NUMBER */
	SynthAxis *grid; /* of the probe to come: the first is public */
	int round;		 /* probes that were measured */
	/* what they showed, of use beside the one-way measurement */
	SynthAxis *probed[SYNTH_PROBE_ROUNDS];
	int64_t *seen[SYNTH_PROBE_ROUNDS];
	double sigma2_probe;
	int ngrains; /* 0: not asked for, or the form has none */
	int64_t grain[16];
	int64_t rounded[16]; /* noisy, of each grain */
	double sigma_grain;
	SynthOneway cells;	/* true, while probing; of the grid */
	SynthOneway rounds; /* true, while probing; of the grains */

	/* CATEGORY */
	bool discovered;
	int nlabels;
	char **label;	  /* byte order when discovered */
	double *noisy;	  /* [nlabels] of discovery */
	double *variance; /* [nlabels] of noisy; infinite where other rows were counted than have the label */
	int nlooks;		  /* rounds of discovery that have begun */
	double sigma2;	  /* of each round */
	SynthDiscovery discovery;
	SynthPublished look[SYNTH_DISCOVERY_ROUNDS];
} SynthDomain;

extern void synth_domain_open(SynthDomain *d, const SynthAttributeSpec *spec);
/* see synth_fitter_discover_begin() and the next ones */
extern void synth_domain_discover_begin(SynthDomain *d, SynthAccount *account, double sigma2, double delta,
										int64_t min_count);
extern void synth_domain_discover_keys(SynthDomain *d, int nkeys, char *const *label, const SynthTrueCount *count);
/* with spec->shapes: the fine shapes are decided, d->look[0] has them; the keys to come are rough ones */
extern void synth_domain_discover_rough(SynthDomain *d, SynthAccount *account, double sigma2, double delta,
										int64_t min_count);
extern void synth_domain_discover_end(SynthDomain *d);
/* SYNTH_PROBE_ROUNDS times: true if the attribute wants to see rows first; measure after the pass */
extern bool synth_domain_probe_open(SynthDomain *d);
extern void synth_domain_probe_add(SynthDomain *d, const int64_t *raw, int nrows);
extern void synth_domain_probe_measure(SynthDomain *d, SynthAccount *account, const SynthColumnBudget *budget);
/* writes the final domain to the attribute */
extern void synth_domain_close(SynthDomain *d, SynthAttribute *a);
/* how round values are, from counts of the coarsest grain that divides them; sigma is 0 if they are exact */
extern void synth_domain_grains(SynthAxisForm form, int ngrains, const int64_t *grain, const int64_t *count,
								double sigma, SynthAxis *axis);
/* improves the one-way measurement by what discovery and probes measured already */
extern void synth_domain_reuse(const SynthDomain *d, double *noisy, double *variance);

#endif /* SYNTH_DOMAIN_H */
