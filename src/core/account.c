/*-------------------------------------------------------------------------
 *
 * account.c
 *	  zCDP arithmetic and the account of one fit.
 *
 * Every rounding goes to the safe side: rho of an (epsilon, delta) down,
 * epsilon and delta of a rho up, charges up, thresholds up.
 *
 * The account is a privacy filter: a mechanism whose charge would bring the
 * sum above the total is refused before it draws, so the sum of what was
 * drawn never exceeds the total however adaptively mechanisms were chosen
 * (Feldman, Zrnic 2021; Whitehouse, Ramdas, Rogers, Wu 2023).
 *
 *-------------------------------------------------------------------------
 */
#include "account.h"

#include <math.h>
#include <string.h>

#include "mutate.h"
#include "noise.h"

#define ROUND_UP (1 + 1e-12) /* covers the rounding of a few dozen operations */
#define ROUND_DOWN (1 - 1e-12)
#define BISECTIONS 200		  /* more than a double's bits */
#define ALPHA_PRECISION 1e-10 /* at a minimum: an error in the bound of its square */
#define PI 3.14159265358979323846

/*
 * Least delta such that rho-zCDP implies (epsilon, delta)-DP, by corollary 13
 * of Canonne, Kamath, Steinke 2020:
 *
 *	 min over alpha > 1 of  exp((alpha-1)(alpha rho - epsilon)) / (alpha-1) * (1 - 1/alpha)^alpha
 *
 * Every alpha gives a valid bound, so an inexact minimum is safe.
 */
double
synth_zcdp_delta(double rho, double epsilon)
{
	double low = 1.01;
	double high;
	double delta;

	if (!(rho >= 0 && epsilon >= 0 && isfinite(rho) && isfinite(epsilon)))
		synth_fail(SYNTH_ERR_PARAMETER, "rho and epsilon must be finite and not negative");
	if (rho == 0)
		return 0;
	high = (epsilon + 1) / (2 * rho) + 2;
	for (int i = 0; i < BISECTIONS && high - low > low * ALPHA_PRECISION; i++)
	{
		double alpha = (low + high) / 2;
		double slope = (2 * alpha - 1) * rho - epsilon + log1p(-1 / alpha);

		if (slope < 0)
			low = alpha;
		else
			high = alpha;
	}
	delta = exp((high - 1) * (high * rho - epsilon) + high * log1p(-1 / high)) / (high - 1) * ROUND_UP;
	return delta < 1 ? delta : 1;
}

/* Largest rho that implies (epsilon, delta)-DP, rounded down; 0 < delta < 1. */
double
synth_zcdp_rho(double epsilon, double delta)
{
	double low = 0;
	double high = epsilon + 1;

	if (!(epsilon > 0 && isfinite(epsilon)))
		synth_fail(SYNTH_ERR_PARAMETER, "epsilon must be positive and finite");
	if (!(delta > 0 && delta < 1))
		synth_fail(SYNTH_ERR_PARAMETER, "delta must lie between 0 and 1");
	if (SYNTH_BUG(RHO_TOO_LARGE))
		return epsilon * epsilon / 2;
	for (int i = 0; i < BISECTIONS && high - low > low * (ROUND_UP - 1) / 4; i++)
	{
		double rho = (low + high) / 2;

		if (synth_zcdp_delta(rho, epsilon) <= delta)
			low = rho;
		else
			high = rho;
	}
	return low * ROUND_DOWN;
}

/* Least epsilon that rho-zCDP implies at delta, rounded up. */
double
synth_zcdp_epsilon(double rho, double delta)
{
	double low = 0;
	double high;

	if (!(rho >= 0 && isfinite(rho)))
		synth_fail(SYNTH_ERR_PARAMETER, "rho must be finite and not negative");
	if (!(delta > 0 && delta < 1))
		synth_fail(SYNTH_ERR_PARAMETER, "delta must lie between 0 and 1");
	if (rho == 0)
		return 0;
	/* the conversion of Bun and Steinke 2016: never less than the tight one */
	high = rho + 2 * sqrt(rho * log(1 / delta));
	for (int i = 0; i < BISECTIONS && high - low > low * (ROUND_UP - 1) / 4; i++)
	{
		double epsilon = (low + high) / 2;

		if (synth_zcdp_delta(rho, epsilon) <= delta)
			high = epsilon;
		else
			low = epsilon;
	}
	return high * ROUND_UP;
}

/* Pinsker: zCDP bounds the total variation distance of neighbours' outputs. */
double
synth_advantage(double rho)
{
	double gain = sqrt(rho / 2);

	return gain < 1 ? gain : 1;
}

/*
 * Upper bound on P[Z >= m], m >= 1, Z discrete Gaussian.  The numerator is
 * summed in steps of 1/1024 sigma, each step at the height of its start (the
 * density falls); the rest is below a geometric series.  The normaliser is
 * bounded from below: sqrt(2 pi sigma2) always is (Poisson summation), and
 * for small sigma so is any partial sum.
 */
static double
gaussian_tail(double sigma2, double m)
{
	double step = floor(sqrt(sigma2) / 1024) + 1;
	double normaliser = sqrt(2 * PI * sigma2);
	double partial = 1;
	double sum = 0;

	if (sigma2 < 100)
	{
		for (int i = 1; i < 40; i++)
			partial += 2 * exp(-i * (double) i / (2 * sigma2));
	}
	normaliser = fmax(normaliser, partial) / ROUND_UP;
	for (;;)
	{
		double height = exp(-m * m / (2 * sigma2));
		double rest = height / -expm1(-(2 * m + 1) / (2 * sigma2));

		if (rest <= sum * 1e-6 || rest == 0)
			return (sum + rest) / normaliser * ROUND_UP;
		sum += height * step;
		m += step;
	}
}

/*
 * Smallest integer T such that noise of variance synth_variance(sigma2) lifts
 * a count of `stability` to T with probability at most delta / (stability *
 * per_row): a unit can own at most stability * per_row keys that nobody else
 * has, and no count of them exceeds `stability`, so with all of them it stays
 * below delta (Korolova, Kenthapadi, Mishra, Ntoulas 2009; Gopi and others
 * 2020 for sets of keys).
 */
int64_t
synth_token_threshold(double sigma2, double delta, int64_t stability, int per_row)
{
	double drawn = synth_variance_value(synth_variance(sigma2)) * ROUND_UP;
	double target = delta / ((double) stability * (double) per_row);
	double low = 0; /* the tail at low is above the target, or low is 0 */
	double high = 1;

	if (!(delta > 0 && delta < 1) || stability < 1 || stability > INT64_C(1) << 40 || per_row < 1)
		synth_fail(SYNTH_ERR_PARAMETER, "the threshold needs a delta between 0 and 1");
	if (SYNTH_BUG(THREE_SIGMA))
		return (int64_t) ceil(3 * sqrt(drawn));
	if (SYNTH_BUG(TOKENS_THRESHOLD))
		target = delta / (double) stability;
	if (SYNTH_BUG(THRESHOLD_ONE_ROW))
	{
		target = delta;
		stability = 1;
	}
	while (gaussian_tail(drawn, high) > target)
	{
		low = high;
		high *= 2;
	}
	while (high - low > 1)
	{
		double middle = floor((low + high) / 2);

		if (gaussian_tail(drawn, middle) > target)
			low = middle;
		else
			high = middle;
	}
	return (int64_t) high + stability;
}

/* one key a row */
int64_t
synth_discovery_threshold(double sigma2, double delta, int64_t stability)
{
	return synth_token_threshold(sigma2, delta, stability, 1);
}

/* exact up to stability * sqrt(per_row) = 2^31, which is what options allow */
int64_t
synth_token_sensitivity(int64_t stability, int per_row)
{
	uint64_t square = (uint64_t) stability * (uint64_t) stability * (uint64_t) per_row;
	int64_t root = (int64_t) sqrt((double) square);

	while (root > 0 && (uint64_t) root * (uint64_t) root >= square)
		root--;
	while ((uint64_t) root * (uint64_t) root < square)
		root++;
	return root;
}

/*
 * Opens an account of rho (0 or more) and, for discovery alone, delta.  With
 * private_fit false nothing is ever charged and nothing refused.
 */
void
synth_account_open(SynthAccount *a, bool private_fit, double rho, double delta, int64_t stability)
{
	memset(a, 0, sizeof *a);
	a->private_fit = private_fit;
	a->stability = stability;
	if (!private_fit)
		return;
	if (!(rho >= 0 && isfinite(rho) && delta >= 0 && delta < 1))
		synth_fail(SYNTH_ERR_PARAMETER, "the privacy budget is out of range");
	if (stability < 1 || stability > INT64_C(1) << 20)
		synth_fail(SYNTH_ERR_PARAMETER, "the number of rows of a unit is out of range");
	a->rho_total = rho;
	a->delta_total = delta;
}

/*
 * The slot of this charge: the one of the same phase and scale; a new one
 * while there is room (the last eight are kept for phases that have none yet);
 * else one of the same phase, which then states its least noise.
 */
static SynthCharge *
charge_slot(SynthAccount *a, const char *phase, double sigma, double epsilon)
{
	SynthCharge *same_phase = NULL;
	SynthCharge *c;

	for (int i = 0; i < a->ncharges; i++)
	{
		c = &a->charges[i];
		if (strncmp(c->phase, phase, SYNTH_PHASE_LEN - 1) != 0)
			continue;
		if (c->sigma == sigma && c->epsilon == epsilon)
			return c;
		same_phase = c;
	}
	if (same_phase && a->ncharges >= SYNTH_MAX_CHARGES - 8)
	{
		if (sigma > 0 && (same_phase->sigma == 0 || sigma < same_phase->sigma))
			same_phase->sigma = sigma;
		if (epsilon > same_phase->epsilon)
			same_phase->epsilon = epsilon;
		return same_phase;
	}
	if (a->ncharges >= SYNTH_MAX_CHARGES)
		synth_fail(SYNTH_ERR_INTERNAL, "an account has too many phases");
	c = &a->charges[a->ncharges++];
	strncpy(c->phase, phase, SYNTH_PHASE_LEN - 1);
	c->sigma = sigma;
	c->epsilon = epsilon;
	c->sensitivity = a->stability;
	return c;
}

/*
 * Charges rho or refuses.  The comparison is of a sum that was rounded up, and
 * written so that NaN refuses.
 */
static SynthCharge *
charge_rho(SynthAccount *a, const char *phase, double sigma, double epsilon, double rho)
{
	double charge = rho * (1 + 4e-16);
	double spent = nextafter(a->rho_spent + charge, INFINITY);
	SynthCharge *slot;

	if (!(charge > 0 && spent <= a->rho_total) && !SYNTH_BUG(OVERSPEND))
		synth_fail(SYNTH_ERR_BUDGET, "a measurement would exceed the privacy budget");
	slot = charge_slot(a, phase, sigma, epsilon);
	a->rho_spent = spent;
	slot->rho += charge;
	slot->releases++;
	return slot;
}

/*
 * A histogram with Gaussian noise of variance sigma2: a unit moves it by at
 * most `stability` in L2, so rho = stability^2 / (2 sigma2) (Bun, Steinke 2016,
 * lemma 2.4; Canonne, Kamath, Steinke 2020, theorem 4 for the discrete one).
 */
void
synth_account_gaussian(SynthAccount *a, const char *phase, double sigma2)
{
	double k = (double) a->stability;

	if (!a->private_fit || SYNTH_BUG(CHARGE_SKIPPED))
		return;
	if (SYNTH_BUG(STABILITY_IGNORED))
		k = 1;
	if (!(sigma2 > 0 && isfinite(sigma2)))
		synth_fail(SYNTH_ERR_PARAMETER, "the variance of the noise is out of range");
	charge_rho(a, phase, sqrt(sigma2), 0, k * k / (2 * sigma2));
}

/*
 * Sums with Gaussian noise: the same with a sensitivity of their own.  A unit's
 * rows move the vector by at most as much as they do one by one, so rho =
 * (stability * sensitivity)^2 / (2 sigma2).  1 <= sensitivity <= 2^40.
 */
void
synth_account_sums(SynthAccount *a, const char *phase, int64_t sensitivity, double sigma2)
{
	double k = (double) a->stability;
	double moved;
	SynthCharge *slot;

	if (!a->private_fit || SYNTH_BUG(CHARGE_SKIPPED))
		return;
	if (SYNTH_BUG(STABILITY_IGNORED))
		k = 1;
	if (!(sigma2 > 0 && isfinite(sigma2)) || sensitivity < 1 || sensitivity > INT64_C(1) << 40)
		synth_fail(SYNTH_ERR_PARAMETER, "the variance of the noise is out of range");
	moved = k * (double) (SYNTH_BUG(SUMS_SENSITIVITY) ? (sensitivity + 1) / 2 : sensitivity);
	slot = charge_rho(a, phase, sqrt(sigma2), 0, moved * moved / (2 * sigma2));
	slot->sensitivity = a->stability * sensitivity;
}

/*
 * A histogram of tokens.  A row adds one to at most per_row cells, which moves
 * the vector by at most sqrt(per_row) in L2, and a unit's rows, one after the
 * other, by at most stability times that (all of them have the same tokens).
 * So rho = stability^2 per_row / (2 sigma2).
 */
void
synth_account_tokens(SynthAccount *a, const char *phase, int per_row, double sigma2)
{
	double k = (double) a->stability;
	SynthCharge *slot;

	if (!a->private_fit || SYNTH_BUG(CHARGE_SKIPPED))
		return;
	if (SYNTH_BUG(STABILITY_IGNORED))
		k = 1;
	if (!(sigma2 > 0 && isfinite(sigma2)) || per_row < 1)
		synth_fail(SYNTH_ERR_PARAMETER, "the variance of the noise is out of range");
	slot = charge_rho(a, phase, sqrt(sigma2), 0, k * k * (SYNTH_BUG(TOKENS_CHARGED_ONCE) ? 1 : per_row) / (2 * sigma2));
	/* of bags that share the slot, the largest */
	if (slot->sensitivity < synth_token_sensitivity(a->stability, per_row))
		slot->sensitivity = synth_token_sensitivity(a->stability, per_row);
}

/*
 * One draw of the exponential mechanism, exp(epsilon q / (2 Delta_q)), where
 * Delta_q is what a whole unit can move a score by: epsilon-bounded range,
 * hence rho = epsilon^2 / 8 (Cesar, Rogers 2021).
 */
void
synth_account_exponential(SynthAccount *a, const char *phase, double epsilon)
{
	if (!a->private_fit)
		return;
	if (!(epsilon > 0 && isfinite(epsilon)))
		synth_fail(SYNTH_ERR_PARAMETER, "the epsilon of a selection is out of range");
	charge_rho(a, phase, 0, epsilon, epsilon * epsilon / 8);
}

/* The part of delta that a discovery may fail with; adds up over columns. */
void
synth_account_delta(SynthAccount *a, const char *phase, double delta)
{
	double spent = nextafter(a->delta_spent + delta, 1);
	SynthCharge *slot = NULL;

	if (!a->private_fit || SYNTH_BUG(DELTA_FREE))
		return;
	if (!(delta > 0 && spent <= a->delta_total) && !SYNTH_BUG(OVERSPEND))
		synth_fail(SYNTH_ERR_BUDGET, "a discovery would exceed the delta of the privacy budget");
	for (int i = 0; i < a->ncharges; i++)
	{
		if (strncmp(a->charges[i].phase, phase, SYNTH_PHASE_LEN - 1) == 0)
			slot = &a->charges[i];
	}
	if (slot == NULL)
		slot = charge_slot(a, phase, 0, 0);
	a->delta_spent = spent;
	slot->delta += delta;
}

/*
 * What an estimate before the fit has cost, with an account of its own.  All
 * that was reserved counts as spent, so no rounding can be spent again.
 */
void
synth_account_paid(SynthAccount *a, const SynthCharge *charge, double reserved)
{
	double spent = nextafter(a->rho_spent + reserved, INFINITY);

	if (!a->private_fit)
		return;
	if (!(charge->rho <= reserved && spent <= a->rho_total) || charge->delta > 0)
		synth_fail(SYNTH_ERR_BUDGET, "an estimate before the fit cost more than was set aside for it");
	a->rho_spent = spent;
	if (charge->rho > 0 && a->ncharges < SYNTH_MAX_CHARGES)
		a->charges[a->ncharges++] = *charge;
}

/*
 * What may still be spent.  A hair less than the difference, so that a caller
 * who spends exactly this in one or in many parts is not refused for the
 * rounding of the sum.
 */
double
synth_account_left(const SynthAccount *a)
{
	double left = (a->rho_total - a->rho_spent) - a->rho_total * 1e-12;

	return left > 0 ? left : 0;
}
