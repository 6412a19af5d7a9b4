/*-------------------------------------------------------------------------
 *
 * steer_table.h
 *	  Conditions and target shares of models made of tables, exactly.
 *
 * The conditioned distribution is again a product of tables over a junction
 * tree, so it is written as a model of its own and sampled like any other.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_STEER_TABLE_H
#define SYNTH_STEER_TABLE_H

#include "steer.h"

typedef struct SynthSteerTable SynthSteerTable;

/* m has tables only, and at least one attribute; otherwise as synth_steer() */
extern SynthSteerTable *synth_steer_table(const SynthModel *m, const SynthSteering *request, SynthSteerReport *report);
extern SynthSampler *synth_steer_table_sampler(const SynthSteerTable *t);
extern size_t synth_steer_table_bytes(const SynthSteerTable *t);
/* the conditioned model: attributes of m, codes that are left */
extern const SynthModel *synth_steer_table_model(const SynthSteerTable *t);

/* probability of the regions alone, to rounding; HUGE_VAL if the tables do not fit in memory */
extern double synth_steer_table_probability(const SynthModel *m, int nregions, const SynthRegion *region);
/* marginal probability of every fine code of an attribute, as it is drawn: mass[nfine] */
extern void synth_steer_table_marginal(const SynthModel *m, int attribute, double *mass);

#endif /* SYNTH_STEER_TABLE_H */
