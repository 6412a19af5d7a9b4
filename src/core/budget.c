/*-------------------------------------------------------------------------
 *
 * budget.c
 *	  The split of a fit's (epsilon, delta) over its measurements.
 *
 * Everything here is a function of the schema and the options alone, so it
 * may be printed before a row is read (synth_plan) and costs no privacy.
 *
 * delta: `conversion` part turns rho into (epsilon, delta); the other half is
 * for discovery if any column needs it, in equal parts.  (epsilon, delta)-DP of
 * the whole: with probability 1 - delta_discovery no rare category slipped
 * through, and then the rest is rho-zCDP.
 *
 * rho: one-way stage first, the rest to selection and pairs.  Within the
 * one-way stage each histogram gets rho in proportion to its weight, and
 * sigma2 = stability^2 / (2 rho).
 *
 *-------------------------------------------------------------------------
 */
#include "budget.h"

#include <math.h>

#include "mutate.h"
#include "noise.h"

/*
 * One-way share of rho: ONEWAY_AT_1 at epsilon 1, falling with a fourth root
 * between the limits.  AIM's own settings give 5.6 % on 14 columns; measured on
 * four public tables, a quarter at epsilon 1 and 30 to 40 % at 0.3 and below have
 * 5 to 15 % less error, because the noisy one-way tables also choose the bins.
 */
#define ONEWAY_AT_1 0.28
#define ONEWAY_EXPONENT (-0.25)
#define ONEWAY_LEAST 0.10
#define ONEWAY_MOST 0.40

/*
 * A copula has one sum a pair instead of a table a pair, and all sums share one
 * charge: what the codes are worth shows in both parts alike.
 */
#define ONEWAY_COPULA 0.5

/* weights within the one-way stage; the fine histogram of an attribute is 1 */
#define WEIGHT_FINE 1.0
#define WEIGHT_PROBE 0.4  /* all of them: they have to show where the mass is */
#define WEIGHT_GRAIN 0.05 /* a dozen cells that hold all rows between them */
/*
 * A discovered column: its noisy histogram serves twice, it decides which
 * categories survive (a count must exceed about 6 sigma) and it is a
 * measurement, so most of the weight goes there.
 */
#define WEIGHT_DISCOVERED 2.0
#define DISCOVERY_PART 0.7

/*
 * Tokens of a bag: no histogram follows their discovery.  Their noise is that of
 * a discovered column with this much rho, times the root of the tokens of a row.
 */
#define WEIGHT_TOKENS (WEIGHT_DISCOVERED * DISCOVERY_PART)

#define DISCOVERY_DELTA_PART 0.5

/* kept back, so that sums of rounded charges stay below the total */
#define SAFETY (1 - 1e-9)

#define MAX_STABILITY (INT64_C(1) << 20)

static bool
needs_discovery(SynthDomainNeed need)
{
	return need == SYNTH_NEED_DISCOVERY || need == SYNTH_NEED_SHAPES;
}

static double
oneway_share(double epsilon, SynthMethod method, int nattributes)
{
	double share = ONEWAY_AT_1 * pow(epsilon, ONEWAY_EXPONENT);

	if (method == SYNTH_METHOD_INDEPENDENT || nattributes < 2)
		return 1; /* there are no pairs */
	if (method == SYNTH_METHOD_COPULA)
		return ONEWAY_COPULA;
	return fmin(fmax(share, ONEWAY_LEAST), ONEWAY_MOST);
}

/* variance that costs rho; more noise than needed where the sampler has a least variance */
static double
sigma2_for(double rho, int64_t stability)
{
	double k = (double) stability;
	double sigma2 = k * k / (2 * rho);

	if (!(sigma2 <= 0x1p62))
		synth_fail(SYNTH_ERR_PARAMETER, "epsilon is too small for so many columns and rows of a unit");
	return fmax(sigma2, 1e-4);
}

/* what tokens and links of the bags are measured with, one unit of weight being worth `unit` */
static void
split_bags(SynthBudget *b, double unit, double delta, int nbags, const SynthBagSpec *bag)
{
	for (int i = 0; i < nbags; i++)
	{
		SynthBagBudget *c = &b->bag[i];
		/* L2 sensitivity squared is per_row times as large */
		double sigma2 = sigma2_for(unit * WEIGHT_TOKENS / bag[i].per_row, b->stability);

		c->sigma2_tokens = sigma2;
		c->delta_tokens = delta;
		c->threshold_tokens = synth_token_threshold(sigma2, delta, b->stability, bag[i].per_row);
		if (!bag[i].linked)
			continue;
		c->sigma2_links = sigma2;
		c->delta_links = delta;
	}
}

/*
 * Splits (epsilon, delta) for nattributes >= 0 attributes; need[a] and
 * grain[a] say what a's domain needs.  nbags bags of tokens are measured beside
 * them.  epsilon > 0 and finite, 0 < delta < 1, 1 <= stability <= 2^20, 1 <=
 * per_row <= SYNTH_BAG_MAX_PER_ROW, else SYNTH_ERR_PARAMETER.  The sum of all charges is
 * at most rho, of all discoveries' deltas at most delta_discovery.
 */
SynthBudget *
synth_budget_split(double epsilon, double delta, int64_t stability, SynthMethod method, int nattributes,
				   const SynthDomainNeed *need, const bool *grain, int nbags, const SynthBagSpec *bag)
{
	return synth_budget_split_rest(epsilon, delta, stability, method, nattributes, need, grain, nbags, bag, 0);
}

/*
 * The same for a fit that something else is paid for with, before it begins
 * (bound.h): that part of rho is in the total and in none of the measurements.
 */
SynthBudget *
synth_budget_split_rest(double epsilon, double delta, int64_t stability, SynthMethod method, int nattributes,
						const SynthDomainNeed *need, const bool *grain, int nbags, const SynthBagSpec *bag,
						double reserve)
{
	SynthBudget *b = synth_alloc(sizeof(SynthBudget));
	int ndiscovered = 0;
	double weight = 0;
	double share;
	double rest;
	double unit;

	if (!(reserve >= 0 && reserve < 1))
		synth_fail(SYNTH_ERR_PARAMETER, "the reserved part of a budget is out of range");
	if (!(epsilon > 0 && isfinite(epsilon)))
		synth_fail(SYNTH_ERR_PARAMETER, "epsilon must be positive and finite");
	if (!(delta > 0 && delta < 1))
		synth_fail(SYNTH_ERR_PARAMETER, "delta must lie between 0 and 1");
	if (stability < 1 || stability > MAX_STABILITY)
		synth_fail(SYNTH_ERR_PARAMETER, "the number of rows of a unit is out of range");
	if (nattributes < 0 || nbags < 0)
		synth_fail(SYNTH_ERR_PARAMETER, "a table has a negative number of attributes");
	b->column = synth_alloc_array((size_t) nattributes, sizeof(SynthColumnBudget));
	b->bag = synth_alloc_array((size_t) nbags, sizeof(SynthBagBudget));

	for (int i = 0; i < nattributes; i++)
	{
		if (needs_discovery(need[i]))
		{
			ndiscovered++;
			weight += WEIGHT_DISCOVERED;
		}
		else
			weight += WEIGHT_FINE;
		if (need[i] == SYNTH_NEED_PROBE)
			weight += WEIGHT_PROBE;
		if (grain && grain[i])
			weight += WEIGHT_GRAIN;
	}

	for (int i = 0; i < nbags; i++)
	{
		if (bag[i].per_row < 1 || bag[i].per_row > SYNTH_BAG_MAX_PER_ROW)
			synth_fail(SYNTH_ERR_PARAMETER, "the number of tokens of a row is out of range");
		ndiscovered += bag[i].linked ? 2 : 1;
		weight += WEIGHT_TOKENS * (bag[i].linked ? 2 : 1);
	}

	b->epsilon = epsilon;
	b->delta = delta;
	b->stability = stability;
	b->delta_discovery = ndiscovered > 0 ? delta * DISCOVERY_DELTA_PART : 0;
	b->delta_conversion = delta - b->delta_discovery;
	if (SYNTH_BUG(DELTA_TWICE) && ndiscovered > 0)
		b->delta_conversion = b->delta_discovery = delta;
	b->rho = synth_zcdp_rho(epsilon, b->delta_conversion);
	if (!(b->rho > 0))
		synth_fail(SYNTH_ERR_PARAMETER, "epsilon is too small");
	share = oneway_share(epsilon, method, nattributes);
	b->rho_reserved = b->rho * reserve;
	rest = b->rho - (SYNTH_BUG(RESERVE_SPENT_TWICE) ? 0 : b->rho_reserved);
	b->rho_pairs = rest * (1 - share) * SAFETY;
	if (nattributes == 0 && nbags == 0)
		return b;

	unit = rest * (SYNTH_BUG(SPLIT_OVER) ? 1 : share) * SAFETY / weight;
	if (nbags > 0)
		split_bags(b, unit, b->delta_discovery * SAFETY / ndiscovered, nbags, bag);
	for (int i = 0; i < nattributes; i++)
	{
		SynthColumnBudget *c = &b->column[i];

		if (needs_discovery(need[i]))
		{
			int rounds = need[i] == SYNTH_NEED_SHAPES ? 2 : 1;

			/* what a column gets does not depend on how many rounds share it */
			c->discoveries = rounds;
			c->sigma2_discovery = sigma2_for(unit * WEIGHT_DISCOVERED * DISCOVERY_PART / rounds, stability);
			c->sigma2_oneway = sigma2_for(unit * WEIGHT_DISCOVERED * (1 - DISCOVERY_PART), stability);
			c->delta_discovery = b->delta_discovery * SAFETY / ndiscovered / rounds;
			c->threshold = synth_discovery_threshold(c->sigma2_discovery, c->delta_discovery, stability);
		}
		else
			c->sigma2_oneway = sigma2_for(unit * WEIGHT_FINE, stability);
		if (need[i] == SYNTH_NEED_PROBE)
			c->sigma2_probe = sigma2_for(unit * WEIGHT_PROBE / SYNTH_BUDGET_PROBES, stability);
		if (grain && grain[i])
			c->sigma2_grain = sigma2_for(unit * WEIGHT_GRAIN, stability);
	}
	return b;
}
