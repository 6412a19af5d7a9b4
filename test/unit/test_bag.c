/*-------------------------------------------------------------------------
 *
 * test_bag.c
 *	  Draws from bags, and what makes a bag unfit.
 *
 *-------------------------------------------------------------------------
 */
#include "core/bag.h"
#include "stats.h"
#include "unit.h"

#define TOKENS 6
#define LINKS 7

static char *token[TOKENS] = {"a", "ab", "abc", "b", "path\x1eone", "path\x1etwo"};
static double weight[TOKENS] = {1, 2, 3, 4, 5, 85};
static int from[LINKS] = {-1, -1, 0, 0, 0, 3, 4};
static int to[LINKS] = {0, 2, -1, 1, 5, -1, 4};
static double link_weight[LINKS] = {9, 1, 10, 20, 70, 1e-3, 1e9};

static SynthBag
small_bag(void)
{
	SynthBag b = {0};

	b.ntokens = TOKENS;
	b.token = token;
	b.weight = weight;
	b.nlinks = LINKS;
	b.from = from;
	b.to = to;
	b.link_weight = link_weight;
	b.per_row = 4;
	return b;
}

/* chi-square of draws against weights; a correct program fails with probability 1e-9 */
static void
check_draws(const long *seen, const double *expected, int n, long draws)
{
	double total = 0;
	double x = 0;

	for (int i = 0; i < n; i++)
		total += expected[i];
	for (int i = 0; i < n; i++)
	{
		double e = draws * expected[i] / total;

		x += (seen[i] - e) * (seen[i] - e) / e;
	}
	CHECK(stats_chi2_tail(x, n - 1) > 1e-9);
}

UNIT_TEST(bag_draws_by_weight)
{
	for (int prepared = 0; prepared < 2; prepared++)
	{
		SynthBag b = small_bag();
		long seen[TOKENS] = {0};
		long next[3] = {0};
		long begins[2] = {0};
		long draws = 20000;
		SynthStream st;

		if (prepared)
			synth_bag_prepare(&b);
		synth_stream_init(&st, 11, 12, 13);
		for (long i = 0; i < draws; i++)
		{
			int t = synth_bag_follow(&b, 0, &st);

			seen[synth_bag_draw(&b, &st)]++;
			CHECK(t == -1 || t == 1 || t == 5);
			next[t == -1 ? 0 : t == 1 ? 1 : 2]++;
			t = synth_bag_follow(&b, -1, &st);
			CHECK(t == 0 || t == 2);
			begins[t / 2]++;
			CHECK_INT(synth_bag_follow(&b, 3, &st), -1);
			CHECK_INT(synth_bag_follow(&b, 4, &st), 4);
		}
		check_draws(seen, weight, TOKENS, draws);
		check_draws(next, link_weight + 2, 3, draws);
		check_draws(begins, link_weight, 2, draws);
	}
}

UNIT_TEST(bag_without_links_or_tokens)
{
	SynthBag b = small_bag();
	SynthStream st;
	SynthStream again;

	/* nothing follows token 1, and nothing is made up */
	synth_stream_init(&st, 1, 1, 1);
	CHECK_INT(synth_bag_follow(&b, 1, &st), -1);
	b.nlinks = 0;
	b.from = b.to = NULL;
	again = st;
	CHECK_INT(synth_bag_follow(&b, -1, &st), synth_bag_draw(&b, &again));
	b.ntokens = 0;
	CHECK(synth_bag_check(&b) == NULL);
	for (int prepared = 0; prepared < 2; prepared++)
	{
		CHECK_INT(synth_bag_draw(&b, &st), -1);
		CHECK_INT(synth_bag_follow(&b, -1, &st), -1);
		synth_bag_prepare(&b);
	}
}

UNIT_TEST(bag_prepared_draws_the_same)
{
	int n = 500;
	SynthBag plain = {0};
	SynthBag prepared;
	SynthStream st;
	SynthStream same;

	plain.ntokens = n;
	plain.weight = synth_alloc_array((size_t) n, sizeof(double));
	/* whole numbers add up without rounding */
	for (int i = 0; i < n; i++)
		plain.weight[i] = (double) (1 + unit_random_below(1000));
	prepared = plain;
	synth_bag_prepare(&prepared);
	synth_stream_init(&st, 2, 2, 2);
	same = st;
	for (int i = 0; i < 20000; i++)
	{
		int t = synth_bag_draw(&plain, &st);

		CHECK_INT(synth_bag_draw(&prepared, &same), t);
		CHECK(t >= 0 && t < n);
	}
}

UNIT_TEST(bag_knows_where_texts_end)
{
	SynthBag b = small_bag();

	for (int i = 0; i < TOKENS; i++)
		CHECK(synth_bag_ends(&b, i) == (i == 0 || i == 3));
}

/* each line breaks one rule */
#define BROKEN(statement)                   \
	do                                      \
	{                                       \
		SynthBag b = good;                  \
		statement;                          \
		CHECK(synth_bag_check(&b) != NULL); \
	} while (0)

UNIT_TEST(bag_check_finds_what_is_wrong)
{
	SynthBag good = small_bag();
	static char *twice[TOKENS] = {"a", "a", "b", "c", "d", "e"};
	static char *unordered[TOKENS] = {"b", "a", "c", "d", "e", "f"};
	static char *missing[TOKENS] = {"a", "b", NULL, "d", "e", "f"};
	static char long_token[SYNTH_BAG_MAX_TOKEN + 2];
	static char *too_long[TOKENS] = {long_token, "y", "z", "z1", "z2", "z3"};
	static double negative[TOKENS] = {1, 1, 1, 1, 0, 1};
	static double infinite[LINKS] = {1, 1, 1, INFINITY, 1, 1, 1};
	static int beyond[LINKS] = {-1, -1, 0, 0, 0, 3, TOKENS};
	static int below[LINKS] = {-2, -1, 0, 0, 0, 3, 4};
	static int backwards[LINKS] = {-1, -1, 0, 0, 0, 3, 2};
	static int repeated[LINKS] = {0, 2, -1, 1, 1, -1, 4};
	static int nothing[LINKS] = {-1, 2, -1, 1, 5, -1, 4};

	memset(long_token, 'x', SYNTH_BAG_MAX_TOKEN + 1);
	CHECK(synth_bag_check(&good) == NULL);
	BROKEN(b.ntokens = -1);
	BROKEN(b.ntokens = SYNTH_BAG_MAX_TOKENS + 1);
	BROKEN(b.nlinks = -1);
	BROKEN(b.nlinks = SYNTH_BAG_MAX_LINKS + 1);
	BROKEN(b.per_row = 0);
	BROKEN(b.per_row = SYNTH_BAG_MAX_PER_ROW + 1);
	BROKEN(b.sigma = -1);
	BROKEN(b.sigma = NAN);
	BROKEN(b.token = NULL);
	BROKEN(b.weight = NULL);
	BROKEN(b.token = twice);
	BROKEN(b.token = unordered);
	BROKEN(b.token = missing);
	BROKEN(b.token = too_long);
	BROKEN(b.weight = negative);
	BROKEN(b.from = NULL);
	BROKEN(b.to = NULL);
	BROKEN(b.link_weight = NULL);
	BROKEN(b.from = beyond);
	BROKEN(b.from = below);
	BROKEN(b.from = backwards);
	BROKEN(b.to = beyond);
	BROKEN(b.to = repeated);
	BROKEN(b.to = nothing);
	BROKEN(b.link_weight = infinite);
}
