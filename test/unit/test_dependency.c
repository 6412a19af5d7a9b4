/*-------------------------------------------------------------------------
 *
 * test_dependency.c
 *	  Rows that agree on the terms of a dependency agree on its attribute, in
 *	  all blocks of a call, whatever the rules are.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "core/axis.h"
#include "core/rule.h"

#define ROWS 400
#define BLOCKS 3
#define MOST 6

static SynthRule
determines(int attribute, int nterms, const int *term)
{
	SynthRule u = {.kind = SYNTH_RULE_DETERMINES, .text = "", .attribute = attribute, .nterms = nterms};

	u.term = synth_alloc_array((size_t) nterms, sizeof(int));
	memcpy(u.term, term, (size_t) nterms * sizeof(int));
	return u;
}

/* BLOCKS blocks behind each other, each attribute one array */
static void
make_rows(int64_t **raw, int values)
{
	for (int a = 0; a < MOST; a++)
	{
		raw[a] = synth_alloc_array(ROWS * BLOCKS, sizeof(int64_t));
		for (int r = 0; r < ROWS * BLOCKS; r++)
			raw[a][r] = unit_random_below(8) == 0 ? SYNTH_RAW_NULL : (int64_t) unit_random_below((uint64_t) values);
	}
}

static void
run_blocks(SynthDependencies *d, int64_t **raw)
{
	for (int b = 0; b < BLOCKS; b++)
	{
		int64_t *block[MOST];

		for (int a = 0; a < MOST; a++)
			block[a] = raw[a] + b * ROWS;
		synth_dependencies_block(d, block, ROWS);
	}
}

static bool
agree(const SynthRule *u, int64_t *const *raw, int r, int s)
{
	for (int k = 0; k < u->nterms; k++)
		if (raw[u->term[k]][r] != raw[u->term[k]][s])
			return false;
	return true;
}

static void
check_holds(int nrules, const SynthRule *rule, int64_t *const *raw)
{
	for (int i = 0; i < nrules; i++)
		for (int r = 0; r < ROWS * BLOCKS; r++)
			for (int s = 0; s < r; s++)
				if (agree(&rule[i], raw, r, s))
					CHECK(raw[rule[i].attribute][r] == raw[rule[i].attribute][s]);
}

UNIT_TEST(the_first_row_decides)
{
	SynthRule rule[2] = {determines(1, 1, (int[]){0}), {.kind = SYNTH_RULE_NULL_WITH, .attribute = 3, .nterms = 1}};
	int64_t *raw[MOST];
	int64_t *before[MOST];
	int64_t of[20];
	bool seen[20] = {false};

	make_rows(raw, 19);
	for (int a = 0; a < MOST; a++)
	{
		before[a] = synth_alloc_array(ROWS * BLOCKS, sizeof(int64_t));
		memcpy(before[a], raw[a], ROWS * BLOCKS * sizeof(int64_t));
	}
	run_blocks(synth_dependencies_new(2, rule, 1000), raw);
	for (int r = 0; r < ROWS * BLOCKS; r++)
	{
		/* a NULL is a value like any other */
		int key = before[0][r] == SYNTH_RAW_NULL ? 19 : (int) before[0][r];

		if (!seen[key])
			of[key] = before[1][r];
		seen[key] = true;
		CHECK(raw[1][r] == of[key]);
		for (int a = 0; a < MOST; a++)
			CHECK(a == 1 || raw[a][r] == before[a][r]);
	}
}

/* one after the other, both ways, in circles, two that contradict each other */
UNIT_TEST(rules_that_meet_hold_together)
{
	SynthRule chain[3] = {determines(3, 1, (int[]){2}), determines(2, 1, (int[]){1}), determines(1, 1, (int[]){0})};
	SynthRule both[2] = {determines(1, 1, (int[]){0}), determines(0, 1, (int[]){1})};
	SynthRule two[2] = {determines(2, 1, (int[]){0}), determines(2, 1, (int[]){1})};
	SynthRule circle[3] = {determines(1, 1, (int[]){0}), determines(2, 1, (int[]){1}), determines(0, 1, (int[]){2})};
	SynthRule pair[2] = {determines(2, 2, (int[]){0, 1}), determines(0, 2, (int[]){1, 2})};
	int64_t *raw[MOST];

	make_rows(raw, 12);
	run_blocks(synth_dependencies_new(3, chain, 10000), raw);
	check_holds(3, chain, raw);
	make_rows(raw, 12);
	run_blocks(synth_dependencies_new(2, both, 10000), raw);
	check_holds(2, both, raw);
	make_rows(raw, 12);
	run_blocks(synth_dependencies_new(2, two, 10000), raw);
	check_holds(2, two, raw);
	make_rows(raw, 12);
	run_blocks(synth_dependencies_new(3, circle, 10000), raw);
	check_holds(3, circle, raw);
	make_rows(raw, 12);
	run_blocks(synth_dependencies_new(2, pair, 10000), raw);
	check_holds(2, pair, raw);
}

UNIT_TEST(any_rules_hold)
{
	for (int i = 0; i < 60; i++)
	{
		SynthRule rule[8];
		int64_t *raw[MOST];
		int n = 1 + (int) unit_random_below(8);

		for (int k = 0; k < n; k++)
		{
			int term[3];
			int nterms = 1 + (int) unit_random_below(3);
			int attribute = (int) unit_random_below(MOST);

			for (int j = 0; j < nterms; j++)
				term[j] = (attribute + 1 + (int) unit_random_below(MOST - 1)) % MOST;
			rule[k] = determines(attribute, nterms, term);
		}
		make_rows(raw, 2 + (int) unit_random_below(30));
		run_blocks(synth_dependencies_new(n, rule, 1000000), raw);
		check_holds(n, rule, raw);
		unit_forget();
	}
}

/* beyond the memory known combinations still decide, and new ones stay as they are */
UNIT_TEST(memory_ends)
{
	SynthRule rule = determines(1, 1, (int[]){0});
	SynthDependencies *d = synth_dependencies_new(1, &rule, 2);
	int64_t key[6] = {1, 2, 3, 1, 3, 2};
	int64_t value[6] = {10, 20, 30, 40, 50, 60};
	static const int64_t expected[6] = {10, 20, 30, 10, 50, 20};
	int64_t *raw[2] = {key, value};

	synth_dependencies_block(d, raw, 6);
	for (int r = 0; r < 6; r++)
		CHECK_INT(value[r], expected[r]);
}

/* as many combinations as rows: time and memory stay linear */
UNIT_TEST(many_combinations)
{
	SynthRule rule[2] = {determines(1, 1, (int[]){0}), determines(0, 1, (int[]){1})};
	SynthDependencies *d = synth_dependencies_new(2, rule, 1000000);
	int64_t *raw[2];
	int n = 16384;
	size_t before = unit_bytes;

	raw[0] = synth_alloc_array((size_t) n, sizeof(int64_t));
	raw[1] = synth_alloc_array((size_t) n, sizeof(int64_t));
	for (int b = 0; b < 10; b++)
	{
		for (int r = 0; r < n; r++)
		{
			raw[0][r] = (int64_t) b * n + r;
			raw[1][r] = -raw[0][r];
		}
		synth_dependencies_block(d, raw, n);
		for (int r = 0; r < n; r++)
			CHECK(raw[0][r] == (int64_t) b * n + r && raw[1][r] == -raw[0][r]);
	}
	/* two combinations and a tuple of two a row */
	CHECK(unit_bytes - before < (size_t) n * 10 * (2 * 16 + 2 * 16 + 16));
}
