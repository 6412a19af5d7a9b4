/*-------------------------------------------------------------------------
 *
 * budget.h
 *	  How a fit's (epsilon, delta) is split, from the schema alone.
 *
 * synth_plan() shows this and synth_fit() obeys it: both call
 * synth_budget_split(), which sees public facts only.
 *
 * Split of rho (constants in budget.c): one-way share about
 * 20 to 40 % by epsilon, the rest pairs and their selection (5 %).
 * `independent`, or a single attribute, gives all to the one-way stage;
 * `copula` half, the rest to the sums behind the correlations.  Within the
 * one-way stage an attribute has weight: 1 for its fine histogram, + a probe for
 * a grid that is to be refined (and grain), + discovery for undeclared
 * categories.  Bags of tokens belong to this stage: tokens weigh what a column's
 * discovery does, links as much again.
 * delta: half to discovery if anything needs it (equal parts), else all to
 * the conversion.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_BUDGET_H
#define SYNTH_BUDGET_H

#include "bag.h"
#include "model.h"

typedef enum SynthDomainNeed
{
	SYNTH_NEED_NOTHING,	  /* closed list, or a grid that is final */
	SYNTH_NEED_PROBE,	  /* grid refined from a first noisy histogram */
	SYNTH_NEED_DISCOVERY, /* categories above the threshold */
	SYNTH_NEED_SHAPES	  /* the same for shapes of codes, in two rounds */
} SynthDomainNeed;

/* histograms that find the range of a number */
#define SYNTH_BUDGET_PROBES 2

typedef struct SynthColumnBudget
{
	double sigma2_probe;	 /* 0 if no probe; of each of SYNTH_BUDGET_PROBES */
	double sigma2_grain;	 /* 0 if none */
	int discoveries;		 /* rounds: 0 none, 2 for shapes; the next three are of each */
	double sigma2_discovery; /* 0 if none */
	double delta_discovery;
	int64_t threshold; /* noisy count that a category needs */
	double sigma2_oneway;
} SynthColumnBudget;

/* tokens of a bag, and what follows what */
typedef struct SynthBagBudget
{
	double sigma2_tokens;
	double delta_tokens;
	int64_t threshold_tokens; /* rows that must have a token, noise added */
	double sigma2_links;	  /* 0 if none */
	double delta_links;
} SynthBagBudget;

typedef struct SynthBudget
{
	double epsilon;
	double delta;
	double delta_conversion;
	double delta_discovery; /* total */
	double rho;				/* all of it */
	double rho_reserved;	/* part of rho that is not the fit's: for what is estimated before it */
	double rho_pairs;		/* selection and pairs, or the sums of a copula; 0 for independent */
	int64_t stability;
	SynthColumnBudget *column; /* [nattributes] */
	SynthBagBudget *bag;	   /* [nbags] */
} SynthBudget;

extern SynthBudget *synth_budget_split(double epsilon, double delta, int64_t stability, SynthMethod method,
									   int nattributes, const SynthDomainNeed *need, const bool *grain, int nbags,
									   const SynthBagSpec *bag);
/* the same with a part of rho (0 <= reserve < 1) set aside: SynthBudget.rho_reserved */
extern SynthBudget *synth_budget_split_rest(double epsilon, double delta, int64_t stability, SynthMethod method,
											int nattributes, const SynthDomainNeed *need, const bool *grain, int nbags,
											const SynthBagSpec *bag, double reserve);

#endif /* SYNTH_BUDGET_H */
