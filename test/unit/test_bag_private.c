/*-------------------------------------------------------------------------
 *
 * test_bag_private.c
 *	  What leaves a bag of tokens: as much noise as was paid for, and nothing
 *	  that only a unit has.
 *
 *-------------------------------------------------------------------------
 */
#include "bag_rows.h"
#include "core/account.h"
#include "core/measure.h"
#include "core/noise.h"
#include "repeatable.h"
#include "stats.h"

/* ---- the tokens of a row ---- */

UNIT_TEST(a_row_counts_no_more_than_it_may)
{
	SynthBagSpec spec = {4, true};
	SynthBagRow row;

	synth_bagrow_init(&row, &spec);
	row_of(&row, "a b a c");
	CHECK_INT(row.ntokens, 3);
	CHECK_STR(row.token[2], "c");
	/* begin-a, a-b, b-a, and the place that is kept for c-end; a-c finds none */
	CHECK_INT(row.nlinks, 4);
	CHECK(row.from[0] == -1 && row.to[0] == 0 && row.from[2] == 1 && row.to[2] == 0);
	CHECK(row.from[3] == 2 && row.to[3] == -1);
	/* tokens beyond the limit neither count nor link, and a text that is cut has no known end */
	row_of(&row, "a b c d e a");
	CHECK_INT(row.ntokens, 4);
	CHECK_INT(row.nlinks, 4 - 1 + 1);
	CHECK(row.from[3] == 0 && row.to[3] == -1);
	row_of(&row, "a b c d e");
	CHECK_INT(row.nlinks, 3);
	row_of(&row, "");
	CHECK_INT(row.ntokens + row.nlinks, 0);
	/* what cannot be a token breaks the chain */
	synth_bagrow_begin(&row);
	synth_bagrow_token(&row, "a", 1);
	synth_bagrow_token(&row,
					   "b\x1f"
					   "c",
					   3);
	synth_bagrow_token(&row, "d", 1);
	synth_bagrow_token(&row, "", 0);
	synth_bagrow_token(&row, "e\0f", 3);
	synth_bagrow_end(&row);
	CHECK_INT(row.ntokens, 2);
	CHECK_INT(row.nlinks, 1);
	spec.per_row = SYNTH_BAG_MAX_PER_ROW + 1;
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_bagrow_init(&row, &spec));
	spec.per_row = 0;
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_bagrow_init(&row, &spec));
}

/*
 * Any two neighbouring tables: the exact histograms differ by at most what is
 * charged, in L2 and in the number of keys that are the unit's alone.  Rows of
 * the unit that have the same per_row tokens reach it.
 */
UNIT_TEST(a_unit_moves_histograms_by_what_is_charged)
{
	for (int trial = 0; trial < 400; trial++)
	{
		SynthBagSpec spec = {1 + (int) unit_random_below(12), unit_random_below(2) == 1};
		int64_t m = 1 + (int64_t) unit_random_below(5);
		bool worst = trial % 4 == 0;
		Counted *part[2][2];
		SynthBagRow row;
		double moved[2] = {0, 0};

		synth_bagrow_init(&row, &spec);
		for (int i = 0; i < 4; i++)
			part[i / 2][i % 2] = synth_alloc(sizeof(Counted));
		/* part[0]: the others, part[1]: the unit */
		for (int unit = 0; unit < 2; unit++)
		{
			for (int r = 0; r < (unit ? m : 20); r++)
			{
				int words = worst && unit ? 40 : (int) unit_random_below(40);

				synth_bagrow_begin(&row);
				for (int w = 0; w < words; w++)
				{
					char word[16];

					snprintf(word, sizeof word, "%d", worst && unit ? w : (int) unit_random_below(30));
					synth_bagrow_token(&row, word, unit_random_below(20) == 0 && !worst ? 0 : strlen(word));
				}
				synth_bagrow_end(&row);
				CHECK(row.ntokens <= spec.per_row && row.nlinks <= spec.per_row);
				CHECK(spec.linked || row.nlinks == 0);
				count_row(&row, part[unit][0], part[unit][1]);
			}
		}
		for (int stage = 0; stage < 2; stage++)
		{
			const Counted *c = part[1][stage];

			CHECK(c->n <= m * spec.per_row);
			for (int i = 0; i < c->n; i++)
			{
				CHECK(c->count[i].secret <= m);
				moved[stage] += (double) c->count[i].secret * (double) c->count[i].secret;
			}
			CHECK(moved[stage] <= (double) (m * m * spec.per_row));
		}
		if (worst)
			CHECK_NEAR(moved[0], (double) (m * m * spec.per_row), 0);
		unit_forget();
	}
}

/* ---- noise, threshold, charge ---- */

UNIT_TEST(tokens_are_charged_for_what_they_move)
{
	SynthAccount a;
	SynthDiscovery d;

	synth_account_open(&a, true, 1, 1e-6, 3);
	synth_measure_tokens_open(&d, &a, "tokens", 1000, 1e-7, 8, 0);
	CHECK_NEAR(a.rho_spent, 9.0 * 8 / 2000, 1e-15);
	CHECK_NEAR(a.delta_spent, 1e-7, 1e-20);
	CHECK_INT(d.threshold, synth_token_threshold(1000, 1e-7, 3, 8));
	CHECK_INT(a.ncharges, 1);
	CHECK_STR(a.charges[0].phase, "tokens");
	CHECK_INT(a.charges[0].sensitivity, 9); /* 3 sqrt(8) = 8.49 */
	synth_measure_tokens_open(&d, &a, "links", 1000, 1e-7, 16, 0);
	CHECK_STR(a.charges[1].phase, "links");
	CHECK_INT(a.charges[1].sensitivity, 12);
	/* refused before anything is drawn, and then shut */
	synth_account_open(&a, true, 9.0 * 8 / 2000 * (1 - 1e-9), 1e-6, 3);
	CHECK_FAILS(SYNTH_ERR_BUDGET, synth_measure_tokens_open(&d, &a, "tokens", 1000, 1e-7, 8, 0));
	CHECK(d.account == NULL);
	synth_account_open(&a, true, 1, 0.9e-7, 3);
	CHECK_FAILS(SYNTH_ERR_BUDGET, synth_measure_tokens_open(&d, &a, "tokens", 1000, 1e-7, 8, 0));
	CHECK(d.account == NULL);
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_measure_tokens_open(&d, &a, "tokens", 1000, 1e-8, 0, 0));
	for (int64_t k = 1; k < 200; k++)
	{
		CHECK_INT(synth_token_sensitivity(1, (int) (k * k)), k);
		CHECK_INT(synth_token_sensitivity(7, (int) (k * k)), 7 * k);
		CHECK_INT(synth_token_sensitivity(1, (int) (k * k + 1)), k + 1);
	}
	CHECK_INT(synth_token_sensitivity(1 << 20, 64), 8 << 20);
}

/* P[Z >= m] of the discrete Gaussian, summed directly */
static double
exact_tail(double sigma2, int64_t m)
{
	long double total = 0;
	long double tail = 0;
	int64_t reach = (int64_t) (40 * sqrt(sigma2)) + m + 40;

	for (int64_t x = -reach; x <= reach; x++)
	{
		long double p = expl(-(long double) x * x / (2 * (long double) sigma2));

		total += p;
		if (x >= m)
			tail += p;
	}
	return (double) (tail / total);
}

UNIT_TEST(token_threshold_is_the_exact_quantile)
{
	double sigmas[] = {0.5, 3, 37.45, 300};
	double deltas[] = {1e-3, 5e-10};
	int64_t units[] = {1, 7};
	int per_rows[] = {1, 8, 64};

	for (int i = 0; i < 4 * 2 * 2 * 3; i++)
	{
		double sigma2 = sigmas[i % 4] * sigmas[i % 4];
		double delta = deltas[i / 4 % 2];
		int64_t m = units[i / 8 % 2];
		int k = per_rows[i / 16];
		int64_t t = synth_token_threshold(sigma2, delta, m, k);
		double drawn = synth_variance_value(synth_variance(sigma2));

		/* all of a unit's own tokens together stay below delta; not one step more than that needs */
		CHECK((double) m * k * exact_tail(drawn, t - m) <= delta);
		CHECK((double) m * k * exact_tail(drawn, t - m - 1) > delta);
		if (k == 1)
			CHECK_INT(t, synth_discovery_threshold(sigma2, delta, m));
	}
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_token_threshold(9, 1e-9, 1, 0));
}

/* the noise of published tokens: mean 0, the variance that was charged; both within 6 standard errors (2e-9 each) */
UNIT_TEST(tokens_get_the_noise_they_are_charged_for)
{
	int runs = (int) (40000 * fmax(unit_scale(), 0.5));
	int per_row = 9;
	double sigma2 = 900;
	double sum = 0;
	double squares = 0;
	SynthTrueCount count = {0};
	int64_t base;

	base = 10 * synth_token_threshold(sigma2, 1e-9, 2, per_row);
	synth_true_count_add(&count, base);
	for (int i = 0; i < runs; i++)
	{
		SynthAccount a;
		SynthDiscovery d;
		bool released;
		int64_t noisy;

		synth_account_open(&a, true, 1, 1e-8, 2);
		synth_measure_tokens_open(&d, &a, "tokens", sigma2, 1e-9, per_row, 0);
		CHECK_INT(synth_measure_discover_keys(&d, &count, 1, &released, &noisy), 1);
		sum += (double) (noisy - base);
		squares += (double) (noisy - base) * (double) (noisy - base);
	}
	CHECK_NEAR(sum / runs, 0, 6 * sqrt(sigma2 / runs));
	CHECK_NEAR(squares / runs / sigma2, 1, 6 * sqrt(2.0 / runs));
}

/*
 * Neighbouring tables through a whole bag under the same noise: the published
 * weights differ as the true counts do, by m sqrt(per_row) in L2, and only
 * links between published tokens are there.
 */
UNIT_TEST(neighbours_differ_by_the_units_rows)
{
	SynthBagSpec spec = {3, true};
	const char *text[] = {"red green blue", "green blue", "blue red", "green"};
	int64_t m = 4;
	SynthBag *bag[2];

	for (int which = 0; which < 2; which++)
	{
		Counted *tokens = synth_alloc(sizeof(Counted));
		Counted *links = synth_alloc(sizeof(Counted));
		SynthBagRow row;

		synth_bagrow_init(&row, &spec);
		for (int r = 0; r < 40000; r++)
		{
			row_of(&row, text[r % 4]);
			count_row(&row, tokens, links);
		}
		for (int r = 0; r < m && which; r++)
		{
			row_of(&row, "red green blue");
			count_row(&row, tokens, links);
		}
		noise_repeat(5);
		bag[which] = measure(fitter_of(&spec, 1, true, 1, m, 1e-9), 0, true, tokens, links);
	}
	synth_secret_wipe();
	CHECK_INT(bag[0]->ntokens, 3);
	CHECK_INT(bag[1]->ntokens, 3);
	CHECK(bag[0]->nlinks >= 6);
	CHECK_INT(bag[1]->nlinks, bag[0]->nlinks);
	for (int i = 0; i < 3; i++)
		CHECK_NEAR(bag[1]->weight[i] - bag[0]->weight[i], (double) m, 0);
	for (int i = 0, moved = 0; i < bag[0]->nlinks; i++)
	{
		CHECK_INT(bag[0]->from[i], bag[1]->from[i]);
		CHECK_INT(bag[0]->to[i], bag[1]->to[i]);
		moved += bag[1]->link_weight[i] != bag[0]->link_weight[i];
		CHECK(moved <= spec.per_row);
	}
}

/* ---- nothing rare ---- */

/*
 * Tokens and links of one row, of a whole unit, of ten rows, beside common
 * ones.  Each of them is published with probability at most P[Z >= T - 10],
 * which is below 1e-12 here: over all fits below 6e-10.
 */
UNIT_TEST(a_canary_is_never_published)
{
	SynthBagSpec spec = {6, true};
	int fits = 100;

	for (int trial = 0; trial < fits; trial++)
	{
		SynthFitter *f = fitter_of(&spec, 1, true, 1, 2, 1e-12);
		const SynthBagBudget *budget = &synth_fitter_budget(f)->bag[0];
		Counted *tokens = synth_alloc(sizeof(Counted));
		Counted *links = synth_alloc(sizeof(Counted));
		int64_t many = 5 * budget->threshold_tokens;
		SynthBag *b;

		CHECK(trial > 0 || 6 * fits * exact_tail(budget->sigma2_tokens, budget->threshold_tokens - 10) < 1e-9);
		add_rows(tokens, "canary1", 1);
		add_rows(tokens, "common", many);
		add_rows(tokens, "canary2", 2);
		add_rows(tokens, "usual", many);
		add_rows(tokens, "canary10", 10);
		add_rows(links,
				 "\x1f"
				 "common",
				 many);
		add_rows(links, "common\x1fusual", many);
		add_rows(links,
				 "usual\x1f"
				 "common",
				 1);
		add_rows(links, "usual\x1fusual", 2);
		add_rows(links, "usual\x1f", 10);
		/* common links, but an end of them is not published */
		add_rows(links,
				 "common\x1f"
				 "canary10",
				 many);
		add_rows(links, "canary10\x1f", many);
		b = measure(f, 0, true, tokens, links);
		CHECK_INT(b->ntokens, 2);
		CHECK_STR(b->token[0], "common");
		CHECK_STR(b->token[1], "usual");
		CHECK_INT(b->nlinks, 2);
		CHECK(b->from[0] == -1 && b->to[0] == 0 && b->from[1] == 0 && b->to[1] == 1);
		CHECK_NEAR(b->sigma, sqrt(budget->sigma2_tokens), 1e-9);
		CHECK_INT(b->per_row, 6);
		CHECK(synth_bag_check(b) == NULL);
		unit_forget();
	}
}

/* at the threshold half of them pass, and so on: each share is implausible in 1e-9 of the runs of a correct program */
UNIT_TEST(tokens_near_the_threshold_pass_as_they_should)
{
	SynthBagSpec spec = {4, false};
	int fits = 300;
	long passed[3] = {0, 0, 0};
	double p[3];

	for (int trial = 0; trial < fits; trial++)
	{
		SynthFitter *f = fitter_of(&spec, 1, true, 1, 1, 1e-9);
		const SynthBagBudget *budget = &synth_fitter_budget(f)->bag[0];
		int64_t sigma = (int64_t) sqrt(budget->sigma2_tokens);
		Counted *tokens = synth_alloc(sizeof(Counted));
		SynthBag *b;

		add_rows(tokens, "below", budget->threshold_tokens - 2 * sigma);
		add_rows(tokens, "at", budget->threshold_tokens);
		add_rows(tokens, "above", budget->threshold_tokens + 2 * sigma);
		p[0] = exact_tail(budget->sigma2_tokens, 2 * sigma);
		p[1] = exact_tail(budget->sigma2_tokens, 0);
		p[2] = 1 - exact_tail(budget->sigma2_tokens, 2 * sigma + 1);
		b = measure(f, 0, false, tokens, NULL);
		for (int i = 0; i < 3; i++)
			for (int t = 0; t < b->ntokens; t++)
				passed[i] += strcmp(b->token[t], tokens->label[i]) == 0;
		unit_forget();
	}
	for (int i = 0; i < 3; i++)
		CHECK(stats_binomial_plausible(passed[i], fits, p[i]));
}
