/*-------------------------------------------------------------------------
 *
 * compose.h
 *	  What several private fits of one table add up to.
 *
 * rho adds (zCDP, adaptive composition).  The deltas of discovery add.  The
 * delta of the conversion to epsilon is a matter of the statement, not of a
 * release: one is used for the whole total, the largest that any fit asked for.
 * So the statement is (epsilon(sum rho, conversion), sum discovery + conversion).
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_COMPOSE_H
#define SYNTH_COMPOSE_H

#include "account.h"

typedef struct SynthSpent
{
	double rho;
	double delta_discovery;
	double delta_conversion; /* 0: nothing spent yet */
} SynthSpent;

/* total with one more fit; sums are rounded up */
extern SynthSpent synth_spent_add(const SynthSpent *before, double rho, double delta_discovery,
								  double delta_conversion);
extern double synth_spent_epsilon(const SynthSpent *s); /* 0 if nothing was spent */
/* the same to the ninth decimal, for people: a budget of 1 that is used up reads 1 */
extern double synth_spent_shown(const SynthSpent *s);
extern double synth_spent_delta(const SynthSpent *s);
/* does the total satisfy (epsilon, delta)? */
extern bool synth_spent_within(const SynthSpent *s, double epsilon, double delta);
/* epsilon of one more fit that would use up the rest, at the same conversion; 0 if none is left */
extern double synth_spent_left(const SynthSpent *s, double epsilon, double conversion);

#endif /* SYNTH_COMPOSE_H */
