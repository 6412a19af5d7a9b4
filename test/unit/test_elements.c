/*-------------------------------------------------------------------------
 *
 * test_elements.c
 *	  Elements of arrays, and tokens by weight.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "core/elements.h"

static SynthBag *
bag_of(int n, const char *const *token, const double *weight)
{
	SynthBag *bag = synth_alloc(sizeof *bag);

	bag->ntokens = n;
	bag->token = synth_alloc_array((size_t) n + 1, sizeof(char *));
	bag->weight = synth_alloc_array((size_t) n + 1, sizeof(double));
	for (int i = 0; i < n; i++)
	{
		bag->token[i] = strcpy(synth_alloc(strlen(token[i]) + 1), token[i]);
		bag->weight[i] = weight[i];
	}
	return bag;
}

UNIT_TEST(ranges_by_prefix)
{
	static const char *const token[] = {"a", "ab", "abc", "b", "ba", "c"};
	static const double weight[] = {1, 2, 3, 4, 5, 6};
	SynthDrawer d;
	SynthDrawerRange r;

	synth_drawer_init(&d, bag_of(6, token, weight));
	r = synth_drawer_range(&d, "ab", 2);
	CHECK_INT(r.first, 1);
	CHECK_INT(r.n, 2);
	CHECK_NEAR(synth_drawer_weight(&d, r), 5, 1e-12);
	CHECK_INT(synth_drawer_range(&d, "", 0).n, 6);
	CHECK_INT(synth_drawer_range(&d, "c", 1).n, 1);
	CHECK_INT(synth_drawer_range(&d, "abcd", 4).n, 0);
	CHECK_INT(synth_drawer_range(&d, "0", 1).n, 0);
	synth_drawer_init(&d, NULL);
	CHECK_INT(synth_drawer_range(&d, "", 0).n, 0);
}

UNIT_TEST(draws_follow_weights_within_a_range)
{
	static const char *const token[] = {"a", "x1", "x2", "x3", "y"};
	static const double weight[] = {1000, 1, 2, 7, 1000};
	int seen[5] = {0};
	SynthDrawer d;
	SynthDrawerRange r;
	SynthStream st;

	synth_stream_init(&st, 1, 0, 0);
	synth_drawer_init(&d, bag_of(5, token, weight));
	r = synth_drawer_range(&d, "x", 1);
	for (int i = 0; i < 10000; i++)
		seen[synth_drawer_draw(&d, r, &st)]++;
	/* five standard deviations each: a right program fails with 2e-6 */
	CHECK_INT(seen[0] + seen[4], 0);
	CHECK_NEAR(seen[1], 1000, 150);
	CHECK_NEAR(seen[2], 2000, 200);
	CHECK_NEAR(seen[3], 7000, 230);
}

UNIT_TEST(takes_do_not_repeat)
{
	static const char *const token[] = {"a", "b", "c", "d", "e"};
	/* one weighs so much that draws meet it again and again */
	static const double weight[] = {1, 1, 1e9, 1, 1};
	SynthDrawer d;
	SynthDrawerRange all = {0, 5};
	SynthStream st;

	synth_stream_init(&st, 1, 0, 0);
	synth_drawer_init(&d, bag_of(5, token, weight));
	for (int round = 0; round < 100; round++)
	{
		unsigned seen = 0;

		synth_drawer_begin(&d);
		for (int i = 0; i < 5; i++)
		{
			int t = synth_drawer_take(&d, all, &st);

			CHECK(t >= 0 && t < 5 && (seen & (1u << t)) == 0);
			seen |= 1u << t;
		}
		CHECK_INT(synth_drawer_take(&d, all, &st), -1);
	}
	/* epochs that run over */
	d.epoch = UINT32_MAX;
	synth_drawer_begin(&d);
	CHECK(synth_drawer_take(&d, all, &st) >= 0);
}

UNIT_TEST(count_tokens)
{
	char out[8];

	CHECK_INT(synth_elements_count_token(3, out), 2);
	CHECK_STR(out, "=3");
	CHECK_INT(synth_elements_count_token(14, out), 3);
	CHECK_STR(out, "=14");
	CHECK_INT(synth_elements_count_token(1000, out), 3);
	CHECK_STR(out, "=14");
}

/* 100 rows of 4 elements, of which the published tokens say 300: a quarter is made up */
UNIT_TEST(what_no_token_covers)
{
	static const char *const token[] = {"\"x", "\"y", "\"z", "=4"};
	static const double weight[] = {100, 100, 100, 100};
	SynthElements e;
	int made = 0;

	synth_elements_init(&e, bag_of(4, token, weight), 0, 1);
	CHECK_NEAR(e.covered, 0.75, 1e-12);
	for (uint64_t row = 0; row < 1000; row++)
	{
		synth_elements_row(&e, row);
		for (int i = 0; i < 4; i++)
			made += synth_elements_next(&e) < 0;
	}
	/* 4000 draws of 1/4: five standard deviations, 6e-7 */
	CHECK_NEAR(made, 1000, 137);
	synth_elements_init(&e, NULL, 0, 1);
	synth_elements_row(&e, 0);
	CHECK_INT(synth_elements_next(&e), -1);
}

/* texts without repetition while there are others, then with; numbers at once */
UNIT_TEST(elements_of_a_row)
{
	static const char *const texts[] = {"\"x", "\"y", "\"z"};
	static const char *const numbers[] = {"#12e0.0", "#13e0.0"};
	static const double weight[] = {5, 5, 5};
	SynthElements a;
	SynthElements b;

	synth_elements_init(&a, bag_of(3, texts, weight), 2, 9);
	synth_elements_init(&b, a.drawer.bag, 2, 9);
	for (uint64_t row = 0; row < 50; row++)
	{
		int seen = 0;

		synth_elements_row(&a, row);
		synth_elements_row(&b, 1000 + row);
		(void) synth_elements_next(&b);
		synth_elements_row(&b, row);
		for (int i = 0; i < 3; i++)
		{
			int t = synth_elements_next(&a);

			CHECK_INT(synth_elements_next(&b), t);
			seen |= 1 << t;
		}
		CHECK_INT(seen, 7);
		CHECK(synth_elements_next(&a) >= 0);
	}
	synth_elements_init(&a, bag_of(2, numbers, weight), 0, 9);
	synth_elements_row(&a, 0);
	for (int i = 0; i < 10; i++)
		CHECK(synth_elements_next(&a) >= 0);
}
