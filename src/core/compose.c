/*-------------------------------------------------------------------------
 *
 * compose.c
 *	  What several private fits of one table add up to.
 *
 * Budgets are compared in rho, not in epsilon: rho(epsilon) is what a fit is
 * given for that epsilon, so one fit at the budget's own epsilon and delta
 * uses it up exactly, without rounding in between.  Sums are rounded up, and
 * ROUNDING forgives what that can add over a billion fits.
 *
 *-------------------------------------------------------------------------
 */
#include "compose.h"

#include <math.h>

#define ROUNDING 1e-9

static double
add_up(double a, double b)
{
	double sum = a + b;

	/* exact sums (the first fit) must stay exact */
	return (sum - a == b && sum - b == a) ? sum : nextafter(sum, INFINITY);
}

SynthSpent
synth_spent_add(const SynthSpent *before, double rho, double delta_discovery, double delta_conversion)
{
	SynthSpent after;

	if (!(rho >= 0 && isfinite(rho)) || !(delta_discovery >= 0 && delta_discovery < 1)
		|| !(delta_conversion > 0 && delta_conversion < 1))
		synth_fail(SYNTH_ERR_PARAMETER, "charge out of range");
	after.rho = add_up(before->rho, rho);
	after.delta_discovery = add_up(before->delta_discovery, delta_discovery);
	after.delta_conversion = fmax(before->delta_conversion, delta_conversion);
	return after;
}

double
synth_spent_epsilon(const SynthSpent *s)
{
	return s->rho > 0 ? synth_zcdp_epsilon(s->rho, s->delta_conversion) : 0;
}

double
synth_spent_shown(const SynthSpent *s)
{
	double epsilon = synth_spent_epsilon(s);

	return epsilon < 1e9 ? round(epsilon * 1e9) / 1e9 : epsilon;
}

double
synth_spent_delta(const SynthSpent *s)
{
	return add_up(s->delta_discovery, s->delta_conversion);
}

bool
synth_spent_within(const SynthSpent *s, double epsilon, double delta)
{
	if (s->rho <= 0 && s->delta_discovery <= 0)
		return true;
	return s->rho <= synth_zcdp_rho(epsilon, s->delta_conversion) * (1 + ROUNDING)
		   && synth_spent_delta(s) <= delta * (1 + ROUNDING);
}

double
synth_spent_left(const SynthSpent *s, double epsilon, double conversion)
{
	double delta = fmax(s->delta_conversion, conversion);
	double rest = synth_zcdp_rho(epsilon, delta) - s->rho;
	double left;

	if (!(rest > 0))
		return 0;
	left = synth_zcdp_epsilon(rest, conversion);
	/* the way back must fit: epsilon was rounded up */
	left = floor(left * 1e6) / 1e6;
	while (left > 0 && synth_zcdp_rho(left, conversion) > rest * (1 + ROUNDING))
		left = left > 1e-6 ? left - 1e-6 : 0;
	return left;
}
