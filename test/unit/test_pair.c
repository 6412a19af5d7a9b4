/*-------------------------------------------------------------------------
 *
 * test_pair.c
 *	  Children and places are matched: numbers exactly, contexts as well as
 *	  they can be, exact ones always.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "core/pair.h"
#include "stats.h"

#define MOST_CONTEXTS 6

typedef struct Sides
{
	int ncontexts;
	int nchildren;
	int nplaces;
	int64_t *child[MOST_CONTEXTS];
	int64_t *place[MOST_CONTEXTS];
	int *result;
} Sides;

static void
sides_new(Sides *s, int ncontexts, int nchildren, int nplaces)
{
	s->ncontexts = ncontexts;
	s->nchildren = nchildren;
	s->nplaces = nplaces;
	for (int c = 0; c < ncontexts; c++)
	{
		s->child[c] = synth_alloc_array((size_t) nchildren + 1, sizeof(int64_t));
		s->place[c] = synth_alloc_array((size_t) nplaces + 1, sizeof(int64_t));
	}
	s->result = synth_alloc_array((size_t) nchildren + 1, sizeof(int));
}

static void
run(Sides *s, int exact, uint64_t seed)
{
	SynthStream st;

	synth_stream_init(&st, seed, 0, 0);
	synth_pair(s->ncontexts, exact, s->nchildren, (const int64_t *const *) s->child, s->nplaces,
			   (const int64_t *const *) s->place, &st, s->result);
}

/* every place once at most; exact contexts agree; returns how many children have one */
static int
check_valid(const Sides *s, int exact)
{
	bool *taken = synth_alloc_array((size_t) s->nplaces + 1, sizeof(bool));
	int n = 0;

	for (int i = 0; i < s->nchildren; i++)
	{
		int j = s->result[i];

		CHECK(j >= -1 && j < s->nplaces);
		if (j < 0)
			continue;
		CHECK(!taken[j]);
		taken[j] = true;
		n++;
		for (int c = 0; c < exact && c < s->ncontexts; c++)
			CHECK(s->child[c][i] == s->place[c][j]);
	}
	synth_release(taken);
	return n;
}

/* how many pairs the exact contexts allow at most: children and places by their codes, by trying all */
static int
possible(const Sides *s, int exact)
{
	bool *taken = synth_alloc_array((size_t) s->nplaces + 1, sizeof(bool));
	int n = 0;

	/* agreement is an equivalence, so taking any place that agrees is never wrong */
	for (int i = 0; i < s->nchildren; i++)
		for (int j = 0; j < s->nplaces; j++)
		{
			bool same = !taken[j];

			for (int c = 0; same && c < exact; c++)
				same = s->child[c][i] == s->place[c][j];
			if (!same)
				continue;
			taken[j] = true;
			n++;
			break;
		}
	synth_release(taken);
	return n;
}

UNIT_TEST(numbers_are_kept)
{
	for (int k = 0; k < 400; k++)
	{
		Sides s;
		int ncontexts = (int) unit_random_below(MOST_CONTEXTS + 1);
		int exact = (int) unit_random_below((uint64_t) ncontexts + 1);
		uint64_t codes = 1 + unit_random_below(12);

		sides_new(&s, ncontexts, (int) unit_random_below(80), (int) unit_random_below(80));
		for (int c = 0; c < ncontexts; c++)
		{
			for (int i = 0; i < s.nchildren; i++)
				s.child[c][i] = (int64_t) unit_random_below(codes) * INT64_C(0x100000000) - 5;
			for (int j = 0; j < s.nplaces; j++)
				s.place[c][j] = (int64_t) unit_random_below(codes) * INT64_C(0x100000000) - 5;
		}
		run(&s, exact, (uint64_t) k);
		CHECK_INT(check_valid(&s, exact), possible(&s, exact));
		unit_forget();
	}
}

/* the children are the places, in another order: everything agrees */
UNIT_TEST(what_fits_is_found)
{
	Sides s;
	int n = 3000;

	sides_new(&s, 4, n, n);
	for (int i = 0; i < n; i++)
		for (int c = 0; c < 4; c++)
		{
			s.place[c][i] = (int64_t) unit_random_below(c == 3 ? 100000 : 5);
			s.child[c][(i * 7 + 11) % n] = s.place[c][i];
		}
	run(&s, 0, 1);
	CHECK_INT(check_valid(&s, 0), n);
	for (int c = 0; c < 4; c++)
		for (int i = 0; i < n; i++)
			CHECK(s.child[c][i] == s.place[c][s.result[i]]);
}

/* what the first context cannot give, the second still does; as often as both sides go */
UNIT_TEST(what_is_left_over_is_matched_on_the_rest)
{
	Sides s;
	int n = 4000;
	int agree[2] = {0};
	int most[2] = {0};
	int count[2][2][10] = {{{0}}};

	sides_new(&s, 2, n, n);
	for (int i = 0; i < n; i++)
	{
		/* first contexts: children have 0 .. 5, places 4 .. 9 */
		s.child[0][i] = (int64_t) unit_random_below(6);
		s.place[0][i] = 4 + (int64_t) unit_random_below(6);
		s.child[1][i] = (int64_t) unit_random_below(10);
		s.place[1][i] = (int64_t) unit_random_below(10);
		for (int c = 0; c < 2; c++)
		{
			count[0][c][s.child[c][i]]++;
			count[1][c][s.place[c][i]]++;
		}
	}
	for (int c = 0; c < 2; c++)
		for (int x = 0; x < 10; x++)
			most[c] += count[0][c][x] < count[1][c][x] ? count[0][c][x] : count[1][c][x];
	run(&s, 0, 9);
	CHECK_INT(check_valid(&s, 0), n);
	for (int i = 0; i < n; i++)
		for (int c = 0; c < 2; c++)
			agree[c] += s.child[c][i] == s.place[c][s.result[i]];
	/* the first as often as can be; the second nearly so, though the first comes before it */
	CHECK_INT(agree[0], most[0]);
	CHECK(agree[1] > most[1] * 9 / 10);
}

UNIT_TEST(the_stream_decides_and_nothing_else)
{
	Sides s;
	Sides again;
	int differ = 0;

	sides_new(&s, 2, 500, 600);
	for (int i = 0; i < 600; i++)
		for (int c = 0; c < 2; c++)
		{
			if (i < 500)
				s.child[c][i] = (int64_t) unit_random_below(4);
			s.place[c][i] = (int64_t) unit_random_below(4);
		}
	again = s;
	again.result = synth_alloc_array(501, sizeof(int));
	run(&s, 0, 5);
	run(&again, 0, 5);
	CHECK(memcmp(s.result, again.result, 500 * sizeof(int)) == 0);
	run(&again, 0, 6);
	for (int i = 0; i < 500; i++)
		differ += s.result[i] != again.result[i];
	CHECK(differ > 250);
}

/*
 * Equal places are drawn alike, whatever their number: a correct program fails
 * each of the two chi-square tests with a probability of 1e-9.
 */
UNIT_TEST(equal_places_are_drawn_alike)
{
	Sides s;
	int runs = 3000;
	int used[12] = {0};
	int first[12] = {0};
	double chi = 0;
	double chi_first = 0;

	/* 4 children and 12 places of which 8 agree with them */
	sides_new(&s, 1, 4, 12);
	for (int j = 0; j < 12; j++)
		s.place[0][j] = j % 3 == 0 ? 7 : 1;
	for (int i = 0; i < 4; i++)
		s.child[0][i] = 1;
	for (int k = 0; k < runs; k++)
	{
		run(&s, 0, (uint64_t) k);
		for (int i = 0; i < 4; i++)
			used[s.result[i]]++;
		first[s.result[0]]++;
	}
	for (int j = 0; j < 12; j++)
	{
		double expected = runs / 8.0;

		if (j % 3 == 0)
		{
			CHECK_INT(used[j], 0);
			continue;
		}
		chi += (used[j] - 4 * expected) * (used[j] - 4 * expected) / (4 * expected);
		chi_first += (first[j] - expected) * (first[j] - expected) / expected;
	}
	/* four without replacement vary less than four times one */
	CHECK(stats_chi2_tail(chi, 7) > 1e-9);
	CHECK(stats_chi2_tail(chi_first, 7) > 1e-9);
}

/* linear in rows and contexts, also where nothing agrees: polls count the steps, not the clock */
UNIT_TEST(many_rows)
{
	static const int codes[4] = {2, 1000, 1, 1000000000};
	int n = 200000;

	for (int k = 0; k < 4; k++)
	{
		Sides s;
		long polls = unit_polls;

		sides_new(&s, MOST_CONTEXTS, n, n);
		for (int c = 0; c < MOST_CONTEXTS; c++)
			for (int i = 0; i < n; i++)
			{
				s.child[c][i] = (int64_t) unit_random_below((uint64_t) codes[k]);
				s.place[c][i] = (int64_t) unit_random_below((uint64_t) codes[k]);
			}
		run(&s, 0, 1);
		CHECK_INT(check_valid(&s, 0), n);
		CHECK(unit_polls - polls < 2L * n * MOST_CONTEXTS);
		unit_forget();
	}
}

UNIT_TEST(a_cancel_gets_through)
{
	Sides s;
	UnitCatch c = {.outer = unit_catch};

	sides_new(&s, 3, 1000, 1000);
	for (int i = 0; i < 1000; i++)
		for (int k = 0; k < 3; k++)
			s.child[k][i] = s.place[k][i] = (int64_t) unit_random_below(3);
	unit_poll_limit = unit_polls + 5;
	unit_catch = &c;
	if (setjmp(c.jump) == 0)
	{
		run(&s, 0, 1);
		unit_catch = c.outer;
		CHECK(false);
	}
	unit_catch = c.outer;
	unit_poll_limit = -1;
}
