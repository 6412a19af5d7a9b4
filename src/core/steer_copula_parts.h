/*-------------------------------------------------------------------------
 *
 * steer_copula_parts.h
 *	  What steering a copula is made of.
 *
 * WANTED attributes are those that a region restricts or a target names.
 * Their latent scores are drawn first, from a normal distribution that is
 * truncated to SETS: unions of intervals, one set an attribute, or one for
 * each part of a targeted attribute.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_STEER_COPULA_PARTS_H
#define SYNTH_STEER_COPULA_PARTS_H

#include "copula_parts.h"
#include "steer_copula.h"
#include "steer_targets.h"

/* neighbouring codes of the same share: scores in (low, high] count with that share */
typedef struct CopulaRun
{
	double low;
	double high;
	double share; /* (0, 1] */
} CopulaRun;

typedef struct CopulaSet
{
	int nruns;
	CopulaRun *run;
	double mass; /* of the attribute by itself */
} CopulaSet;

typedef struct CopulaWanted
{
	int attribute;
	int place; /* in the joint table of the targets, or -1 */
	int nsets; /* parts, or 1 */
	CopulaSet *set;
} CopulaWanted;

struct SynthSteerCopula
{
	const SynthModel *m;
	const SynthSteering *request;
	int d;
	SynthLatent *latent;
	int nwanted;
	CopulaWanted *wanted;
	int *order;		   /* [d] attributes, the wanted ones first */
	double *factor;	   /* [d * d] Cholesky factor in that order */
	double *precision; /* [nwanted * nwanted] inverse of the wanted ones' correlations */
	int sweeps;		   /* of Gibbs sampling after resampling */

	/* with targets: the cells that get rows, and their cumulated shares */
	SynthTargetJoint *joint;
	int ncells;
	int **set;		   /* [ncells][nwanted] set of each wanted attribute; without targets one cell of sets 0 */
	double *cumulated; /* [ncells] */
};

/* steer_copula_draw.c: which sets the request leaves of an attribute */
extern void synth_copula_set(const SynthModel *m, const SynthLatent *l, const SynthRegion *region, const int16_t *part,
							 int wanted_part, int attribute, CopulaSet *set);

typedef struct CopulaParticles
{
	int n;
	double *z;		/* [nwanted][n] scores */
	double *weight; /* [n] */
} CopulaParticles;

extern CopulaParticles *synth_copula_particles_new(const SynthSteerCopula *t, int n);
extern void synth_copula_particles_release(CopulaParticles *p);
/* GHK: draws the scores inside the sets one after the other; returns the mean weight, an estimate of P[all inside] */
extern double synth_copula_ghk(const SynthSteerCopula *t, const int *set, CopulaParticles *p, int n, SynthStream *st);
/* n rows from the truncated distribution: z[nwanted][stride] */
extern void synth_copula_truncated(const SynthSteerCopula *t, const int *set, int n, SynthStream *st, double *z,
								   int stride);

#endif /* SYNTH_STEER_COPULA_PARTS_H */
