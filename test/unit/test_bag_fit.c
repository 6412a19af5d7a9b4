/*-------------------------------------------------------------------------
 *
 * test_bag_fit.c
 *	  Bags in a fitter: order, excess, stages, budget, and fits that are not
 *	  private.
 *
 *-------------------------------------------------------------------------
 */
#include "bag_rows.h"

UNIT_TEST(without_privacy_min_count_rows_suffice)
{
	SynthBagSpec spec = {6, true};
	SynthFitter *f = fitter_of(&spec, 1, false, 0, 1, 0);
	Counted *tokens = synth_alloc(sizeof(Counted));
	Counted *links = synth_alloc(sizeof(Counted));
	SynthBag *b;

	add_rows(tokens, "ten", 10);
	add_rows(tokens, "nine", 9);
	add_rows(tokens, "hundred", 100);
	add_rows(links, "ten\x1fhundred", 10);
	add_rows(links, "hundred\x1f", 9);
	add_rows(links, "ten\x1fnine", 50);
	add_rows(links,
			 "\x1f"
			 "hundred",
			 70);
	/* not labels of links at all */
	add_rows(links, "ten", 70);
	add_rows(links, "\x1f", 70);
	add_rows(links, "ten\x1fhundred\x1f", 70);
	b = measure(f, 0, true, tokens, links);
	CHECK_INT(b->ntokens, 2);
	CHECK_STR(b->token[0], "hundred");
	CHECK_NEAR(b->weight[0], 100, 0);
	CHECK_NEAR(b->weight[1], 10, 0);
	CHECK_INT(b->nlinks, 2);
	CHECK(b->from[0] == -1 && b->to[0] == 0 && b->from[1] == 1 && b->to[1] == 0);
	CHECK_NEAR(b->link_weight[0], 70, 0);
	CHECK_NEAR(b->sigma, 0, 0);
	CHECK(synth_bag_check(b) == NULL);
	CHECK(synth_fitter_bag(f, 0) == b);
}

/* one token begins another: links are in order of indexes, whatever their bytes are */
UNIT_TEST(links_are_in_order_of_tokens)
{
	SynthBagSpec spec = {6, true};
	SynthFitter *f = fitter_of(&spec, 1, false, 0, 1, 0);
	Counted *tokens = synth_alloc(sizeof(Counted));
	Counted *links = synth_alloc(sizeof(Counted));
	static const char *word[] = {"a\x1e", "a", "ab", "a\x02", "b"};
	SynthBag *b;

	for (int i = 0; i < 5; i++)
	{
		add_rows(tokens, word[i], 20);
		for (int j = -1; j < 5; j++)
		{
			char *label = synth_alloc(16);

			snprintf(label, 16, "%s\x1f%s", word[i], j < 0 ? "" : word[j]);
			add_rows(links, label, 20);
		}
	}
	b = measure(f, 0, true, tokens, links);
	CHECK_INT(b->nlinks, 30);
	CHECK(synth_bag_check(b) == NULL);
}

UNIT_TEST(excess_tokens_leave_no_trace_of_order)
{
	SynthBagSpec spec = {6, false};
	int n = SYNTH_BAG_MAX_TOKENS + 3000;
	char **label = synth_alloc_array((size_t) n, sizeof(char *));
	SynthTrueCount *count = synth_alloc_array((size_t) n, sizeof(SynthTrueCount));
	SynthBag *bag[2];

	for (int i = 0; i < n; i++)
	{
		label[i] = synth_alloc(16);
		snprintf(label[i], 16, "t%05d", i);
		synth_true_count_add(&count[i], 100 + (i * INT64_C(7919)) % n);
	}
	for (int which = 0; which < 2; which++)
	{
		SynthFitter *f = fitter_of(&spec, 1, false, 0, 1, 0);
		int start = which ? n / 3 : 0;

		synth_fitter_bag_begin(f, 0, SYNTH_BAG_TOKENS);
		/* the same keys in other batches and another order */
		for (int i = 0; i < n; i++)
			synth_fitter_bag_keys(f, 0, 1, &label[(i + start) % n], &count[(i + start) % n]);
		synth_fitter_bag_end(f, 0);
		bag[which] = synth_fitter_bag(f, 0);
		CHECK(synth_bag_check(bag[which]) == NULL);
		/* the most frequent ones */
		CHECK_INT(bag[which]->ntokens, SYNTH_BAG_MAX_TOKENS);
		for (int i = 0; i < bag[which]->ntokens; i++)
			CHECK(bag[which]->weight[i] >= 100 + 3000);
	}
	for (int i = 0; i < bag[0]->ntokens; i++)
	{
		CHECK_STR(bag[0]->token[i], bag[1]->token[i]);
		CHECK_NEAR(bag[0]->weight[i], bag[1]->weight[i], 0);
	}
}

/* ---- budget and stages ---- */

UNIT_TEST(bags_spend_what_the_plan_says)
{
	SynthBagSpec spec[3] = {{4, false}, {16, true}, {64, true}};
	SynthFitter *f = fitter_of(spec, 3, true, 1, 5, 1e-9);
	const SynthBudget *b = synth_fitter_budget(f);
	Counted *none = synth_alloc(sizeof(Counted));
	double rho = 0;
	double delta = 0;

	CHECK_NEAR(b->delta_discovery, 5e-10, 1e-20);
	for (int i = 0; i < 3; i++)
	{
		const SynthBagBudget *c = &b->bag[i];

		CHECK_INT(c->threshold_tokens, synth_token_threshold(c->sigma2_tokens, c->delta_tokens, 5, spec[i].per_row));
		CHECK((c->sigma2_links > 0) == spec[i].linked);
		/* as many rows as a row may have tokens: the same cost */
		CHECK_NEAR(c->sigma2_tokens / spec[i].per_row, b->bag[0].sigma2_tokens / 4, 1e-6);
		rho += 25.0 * spec[i].per_row / (2 * c->sigma2_tokens) * (spec[i].linked ? 2 : 1);
		delta += c->delta_tokens + c->delta_links;
		/* an empty table costs the same */
		CHECK_INT(measure(f, i, spec[i].linked, none, none)->ntokens, 0);
	}
	rho += 25.0 / (2 * b->column[0].sigma2_oneway);
	CHECK_NEAR(rho / b->rho, 1, 1e-6);
	CHECK(rho <= b->rho);
	CHECK_NEAR(delta / b->delta_discovery, 1, 1e-6);
	CHECK(delta <= b->delta_discovery);
	spec[1].per_row = 0;
	CHECK_FAILS(SYNTH_ERR_PARAMETER, fitter_of(spec, 3, true, 1, 5, 1e-9));
	spec[1].per_row = SYNTH_BAG_MAX_PER_ROW + 1;
	CHECK_FAILS(SYNTH_ERR_PARAMETER, fitter_of(spec, 3, true, 1, 5, 1e-9));
}

UNIT_TEST(a_bag_is_measured_once)
{
	SynthBagSpec spec[2] = {{4, false}, {4, true}};
	SynthFitter *f = fitter_of(spec, 2, true, 1, 1, 1e-9);
	Counted *none = synth_alloc(sizeof(Counted));

	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_fitter_bag(f, 0));
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_fitter_bag_keys(f, 0, 0, none->label, none->count));
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_fitter_bag_end(f, 0));
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_fitter_bag_begin(f, 2, SYNTH_BAG_TOKENS));
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_fitter_bag_begin(f, -1, SYNTH_BAG_TOKENS));
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_fitter_bag_begin(f, 0, SYNTH_BAG_LINKS));
	synth_fitter_bag_begin(f, 0, SYNTH_BAG_TOKENS);
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_fitter_bag_begin(f, 0, SYNTH_BAG_TOKENS));
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_fitter_bag(f, 0));
	synth_fitter_bag_end(f, 0);
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_fitter_bag_begin(f, 0, SYNTH_BAG_TOKENS));
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_fitter_bag_keys(f, 0, 0, none->label, none->count));
	CHECK_INT(synth_fitter_bag(f, 0)->ntokens, 0);
	synth_fitter_bag_begin(f, 1, SYNTH_BAG_TOKENS);
	synth_fitter_bag_end(f, 1);
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_fitter_bag(f, 1));
	synth_fitter_bag_begin(f, 1, SYNTH_BAG_LINKS);
	synth_fitter_bag_end(f, 1);
	CHECK_INT(synth_fitter_bag(f, 1)->nlinks, 0);
}
