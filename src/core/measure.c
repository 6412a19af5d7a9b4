/*-------------------------------------------------------------------------
 *
 * measure.c
 *	  The one door: true counts go in, noisy numbers and choices come out.
 *
 * Five mechanisms, and no other way out of SynthTrueCount.  Each one
 *
 *	 1. checks its public arguments (a failure there depends on no row),
 *	 2. charges the account, which refuses if the budget does not suffice,
 *	 3. draws exact integer noise, and only then
 *	 4. lets go of a number.
 *
 * Nothing here fails, logs or returns early because of a true count.  Sums
 * saturate instead of overflowing; saturating moves neighbours no further
 * apart.  In a fit that is not private the numbers pass as they are.
 *
 *-------------------------------------------------------------------------
 */
#include "measure.h"

#include "mutate.h"
#include "noise.h"

#define POLL_EVERY 1024
#define MAX_WEIGHT (INT64_C(1) << 20)
#define SCORE_LIMIT (INT64_C(1) << 61)

#ifdef SYNTH_TEST
/* the white-box audit sees every noisy histogram as it leaves; not in normal builds */
void (*synth_measure_test_hook)(const char *phase, double sigma2, int n, const int64_t *noisy);
#endif

/* the variance that is drawn: what was charged for, rounded up */
static SynthVariance
noise_variance(double sigma2)
{
	if (SYNTH_BUG(SIGMA_HALVED))
		sigma2 /= 4;
	if (SYNTH_BUG(SIGMA_UNSQUARED) && sigma2 > 1)
		sigma2 = __builtin_sqrt(sigma2);
	return synth_variance(sigma2);
}

/* counts are at most 2^40, sums 2^60 and noise below 2^44: no overflow, whatever is drawn */
static int64_t
add_noise(const SynthTrueCount *count, SynthVariance variance)
{
	if (SYNTH_BUG(NOISE_SKIPPED))
		return count->secret;
	return count->secret + synth_discrete_gaussian(variance);
}

/*
 * Gaussian mechanism.  Sensitivity: the tables are disjoint cells and a unit
 * owns at most `stability` rows, all of which may lie in one cell, so the
 * vector moves by at most `stability` in L2.  Noise: discrete Gaussian,
 * independent in each cell.  Cost: rho = stability^2 / (2 sigma2), whatever n.
 * Source: Canonne, Kamath, Steinke 2020, theorem 4 and section 4.
 *
 * noisy[n] gets the noisy counts, which may be negative.  Errors:
 * SYNTH_ERR_BUDGET, SYNTH_ERR_PARAMETER for sigma2 outside synth_variance().
 */
void
synth_measure_histogram(SynthAccount *a, const char *phase, const SynthTrueCount *count, int n, double sigma2,
						int64_t *noisy)
{
	SynthVariance variance = {0};

	if (a->private_fit)
	{
		variance = noise_variance(sigma2);
		synth_account_gaussian(a, phase, sigma2);
	}
	for (int i = 0; i < n; i++)
	{
		if (i % POLL_EVERY == 0)
			synth_poll();
		noisy[i] = a->private_fit ? add_noise(&count[i], variance) : count[i].secret;
		if (SYNTH_BUG(NOISE_REUSED) && i % 2 == 1)
			noisy[i] = noisy[i - 1] - count[i - 1].secret + count[i].secret;
	}
#ifdef SYNTH_TEST
	if (synth_measure_test_hook)
		synth_measure_test_hook(phase, sigma2, n, noisy);
#endif
}

/*
 * Gaussian mechanism on sums of bounded vectors.  Sensitivity: a row moves the
 * vector by at most `sensitivity` in L2, which who makes the sums must
 * guarantee (counts.c clips each row in integers), so a unit moves it by at
 * most stability * sensitivity.  Noise: discrete Gaussian, independent in each
 * sum.  Cost: rho = (stability * sensitivity)^2 / (2 sigma2).  Source: as
 * above; the theorem is on any integer query of that sensitivity.
 *
 * noisy[n] gets the noisy sums.  Errors as above.
 */
void
synth_measure_sums(SynthAccount *a, const char *phase, const SynthTrueCount *sum, int n, int64_t sensitivity,
				   double sigma2, int64_t *noisy)
{
	SynthVariance variance = {0};

	if (a->private_fit)
	{
		double scale = SYNTH_BUG(SUMS_UNSCALED) ? (double) sensitivity : 1;

		variance = noise_variance(sigma2 / (scale * scale));
		synth_account_sums(a, phase, sensitivity, sigma2);
	}
	for (int i = 0; i < n; i++)
	{
		if (i % POLL_EVERY == 0)
			synth_poll();
		noisy[i] = a->private_fit ? add_noise(&sum[i], variance) : sum[i].secret;
	}
#ifdef SYNTH_TEST
	if (synth_measure_test_hook)
		synth_measure_test_hook(phase, sigma2, n, noisy);
#endif
}

/*
 * Stability-based discovery.  Sensitivity: as above on the keys that both
 * neighbours have; keys that only one of them has (their count is at most
 * `stability`, and so is their number) reach the threshold with probability
 * at most delta, together.  Noise: discrete Gaussian on each key that occurs.
 * Cost: rho = stability^2 / (2 sigma2) and delta.  Sources: Korolova and
 * others 2009; Bun, Nissim, Stemmer 2016; threshold by exact tail, account.c.
 *
 * released[n] is set; noisy[i] is the noisy count where released and 0 where
 * not; returns the number released.  The order of keys is the caller's: an
 * order of arrival would be a leak, so final numbering must not use it.
 */
int
synth_measure_discover(SynthAccount *a, const SynthTrueCount *count, int n, double sigma2, double delta,
					   int64_t minimum, bool *released, int64_t *noisy)
{
	SynthDiscovery d;

	synth_measure_discover_open(&d, a, sigma2, delta, minimum);
	return synth_measure_discover_keys(&d, count, n, released, noisy);
}

/*
 * Pays for the whole histogram, however many calls its keys come in.  A
 * discovery that was refused stays shut: account is set last.
 */
void
synth_measure_discover_open(SynthDiscovery *d, SynthAccount *a, double sigma2, double delta, int64_t minimum)
{
	d->account = NULL;
	d->sigma2 = sigma2;
	d->threshold = minimum;
	if (a->private_fit)
	{
		noise_variance(sigma2); /* refuses what cannot be drawn */
		d->threshold = synth_discovery_threshold(sigma2, delta, a->stability);
		synth_account_gaussian(a, "discovery", sigma2);
		synth_account_delta(a, "discovery", delta);
	}
	d->account = a;
}

/*
 * Stability-based discovery of sets of tokens.  A row has a set of at most
 * k = per_row tokens and adds one to the count of each; a unit owns at most
 * m = stability rows.
 *
 * Sensitivity.  A row's vector of zeros and ones has L2 norm at most sqrt(k).
 * By the triangle inequality a unit moves the histogram by at most m sqrt(k);
 * m rows with the same k tokens reach that.
 *
 * Tokens that both neighbours have: their noisy counts, and which of them
 * reach the threshold, are post-processing of a Gaussian release of that
 * sensitivity, rho = m^2 k / (2 sigma2).  Tokens that only the unit has: at
 * most m k, each with a count of at most m, so each is released with
 * probability at most P[Z >= T - m] <= delta / (m k), and any of them with at
 * most delta.  Without that event the two outputs are distributed as if the
 * unit's own tokens were not looked at; hence rho-zCDP but for delta.
 *
 * Noise: discrete Gaussian on each token that occurs.  Cost: rho as above, and
 * delta.  Sources: Korolova and others 2009; Gopi, Gulhane, Kulkarni, Shen,
 * Shokouhi, Yekhanin 2020 (sets of keys); thresholds by exact tail, account.c.
 */
void
synth_measure_tokens_open(SynthDiscovery *d, SynthAccount *a, const char *phase, double sigma2, double delta,
						  int per_row, int64_t minimum)
{
	d->account = NULL;
	d->sigma2 = sigma2;
	d->threshold = minimum;
	if (a->private_fit)
	{
		noise_variance(sigma2); /* refuses what cannot be drawn */
		d->threshold = synth_token_threshold(sigma2, delta, a->stability, per_row);
		if (SYNTH_BUG(LINKS_UNTHRESHOLDED) && phase[0] == 'l')
			d->threshold = INT64_MIN;
		synth_account_tokens(a, phase, per_row, sigma2);
		synth_account_delta(a, phase, delta);
		if (SYNTH_BUG(TOKENS_UNSCALED))
			d->sigma2 = sigma2 / per_row;
	}
	d->account = a;
}

SynthDiscovery
synth_measure_discover_public(const SynthDiscovery *d)
{
	SynthDiscovery known = *d;

	if (d->account == NULL || d->account->private_fit)
		synth_fail(SYNTH_ERR_INTERNAL, "a private fit knows no labels beforehand");
	known.threshold = 1;
	return known;
}

/* Each key exactly once over all calls, or what is charged is not what is drawn. */
int
synth_measure_discover_keys(const SynthDiscovery *d, const SynthTrueCount *count, int n, bool *released, int64_t *noisy)
{
	SynthVariance variance = {0};
	int nreleased = 0;

	if (d->account == NULL)
		synth_fail(SYNTH_ERR_INTERNAL, "a discovery was not paid for");
	if (d->account->private_fit)
		variance = noise_variance(d->sigma2);
	for (int i = 0; i < n; i++)
	{
		int64_t value = count[i].secret;

		if (i % POLL_EVERY == 0)
			synth_poll();
		if (d->account->private_fit)
			value = add_noise(&count[i], variance);
		released[i] = value >= d->threshold;
		if (SYNTH_BUG(DECIDE_ON_TRUTH))
			released[i] = count[i].secret >= d->threshold;
		noisy[i] = released[i] || SYNTH_BUG(UNRELEASED_SHOWN) ? value : 0;
		nreleased += released[i];
	}
	return nreleased;
}

/*
 * weight * sum |FIXED * count - model| - penalty.  A row changes one count by
 * one, hence one term by at most FIXED, hence the score by weight * FIXED.
 * The sum is exact in 128 bits (each term is below 2^64); clamping a number
 * to an interval is a contraction.
 */
static int64_t
candidate_score(const SynthCandidate *c)
{
	__int128 sum = 0;

	for (int64_t x = 0; x < c->ncells; x++)
	{
		__int128 difference = (__int128) c->count[x].secret * SYNTH_FIXED - c->model[x];

		if (x % POLL_EVERY == 0)
			synth_poll();
		sum += difference < 0 ? -difference : difference;
	}
	sum = sum * c->weight - c->penalty;
	if (sum > SCORE_LIMIT)
		sum = SCORE_LIMIT;
	if (sum < -SCORE_LIMIT)
		sum = -SCORE_LIMIT;
	return (int64_t) sum;
}

#ifdef SYNTH_TEST
extern int64_t synth_measure_test_score(const SynthCandidate *c);
int64_t
synth_measure_test_score(const SynthCandidate *c)
{
	return candidate_score(c);
}
#endif

static int
best_index(const int64_t *score, int n)
{
	int best = 0;

	for (int i = 1; i < n; i++)
	{
		if (score[i] > score[best])
			best = i;
	}
	return best;
}

/*
 * Exponential mechanism, k times without replacement: each draw is one of its
 * own on the candidates that are left.  Sensitivity of a score: the heaviest
 * weight * SYNTH_FIXED * stability.  Noise: P[i] ~ exp(epsilon score / (2
 * sensitivity)), the rate rounded down.  Cost: rho = k epsilon^2 / 8, charged
 * before the first draw.  Sources: McSherry, Talwar 2007; Cesar, Rogers 2021.
 *
 * 0 <= k <= n, 1 <= weight <= 2^20, else SYNTH_ERR_PARAMETER.  chosen[k] gets
 * distinct indexes in the order of the draws.  Not private: the k largest.
 */
void
synth_measure_select(SynthAccount *a, const char *phase, const SynthCandidate *candidate, int n, int k, double epsilon,
					 int *chosen)
{
	int64_t *score;
	int *index;
	int64_t heaviest = 1;
	SynthRate rate = {0};

	if (k < 0 || k > n)
		synth_fail(SYNTH_ERR_PARAMETER, "more selections than candidates");
	if (k == 0)
		return;
	for (int i = 0; i < n; i++)
	{
		int64_t w = candidate[i].weight;

		if (w < 1 || w > MAX_WEIGHT)
			synth_fail(SYNTH_ERR_PARAMETER, "the weight of a candidate is out of range");
		if (SYNTH_BUG(SELECTION_WEIGHT) ? i == 0 || w < heaviest : w > heaviest)
			heaviest = w;
	}
	if (a->private_fit)
	{
		double sensitivity = (double) heaviest * SYNTH_FIXED * (double) a->stability;

		if (SYNTH_BUG(EPSILON_DOUBLED))
			sensitivity /= 2;
		if (SYNTH_BUG(SELECTION_ONE_ROW))
			sensitivity /= (double) a->stability;
		/* dividing rounds to nearest: shrink by more than that before rounding down */
		rate = synth_rate_down(epsilon / (2 * sensitivity) * (1 - 1e-15));
		for (int i = 0; i < (SYNTH_BUG(SELECTION_ONE_CHARGE) ? 1 : k); i++)
			synth_account_exponential(a, phase, epsilon);
	}

	score = synth_alloc_array((size_t) n, sizeof(int64_t));
	index = synth_alloc_array((size_t) n, sizeof(int));
	for (int i = 0; i < n; i++)
	{
		score[i] = candidate_score(&candidate[i]);
		index[i] = i;
	}
	for (int i = 0; i < k; i++)
	{
		int left = n - i;
		int pick = a->private_fit && !SYNTH_BUG(SELECTION_ARGMAX)
					   ? (int) synth_exponential_choice(score, (size_t) left, rate)
					   : best_index(score, left);

		chosen[i] = index[pick];
		/* close the gap in order, so that ties of a fit without noise go to the first */
		for (int j = pick; j < left - 1; j++)
		{
			score[j] = score[j + 1];
			index[j] = index[j + 1];
		}
	}
	synth_release(score);
	synth_release(index);
}
