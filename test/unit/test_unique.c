/*-------------------------------------------------------------------------
 *
 * test_unique.c
 *	  Composite keys: unique whatever is drawn, near the model, exact about
 *	  when the combinations end.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "core/unique.h"

#define ROWS 4096

static SynthModel model;
static SynthAttribute attribute[3];
static SynthAxis axis;
static int64_t edge[5];
static double mass[3][8];
static uint16_t group[8]; /* all codes in group 0 */
static SynthConditional conditional[3];
static float certain[1] = {1};
static char *label[4] = {"a", "b", "c", "d"};
static int64_t *raw[3];

/*
 * Three attributes: a number on [0, 100) with cells [0,1), [1,2), [2,50) and
 * [50,100), of which [1,2) never occurs; a category of four labels; a category
 * of two labels with `other` written as a label of its own.
 */
static void
make_model(void)
{
	memset(&model, 0, sizeof model);
	memset(attribute, 0, sizeof attribute);
	memset(&axis, 0, sizeof axis);
	memset(mass, 0, sizeof mass);
	model.nattributes = 3;
	model.attribute = attribute;
	model.conditional = conditional;
	for (int a = 0; a < 3; a++)
	{
		conditional[a] = (SynthConditional){.attribute = a, .ncells = 1, .p = certain};
		attribute[a].group = group;
		attribute[a].ncoarse = 1;
		attribute[a].nfine = 4;
		attribute[a].mass = mass[a];
		attribute[a].null_code = attribute[a].other_code = -1;
		attribute[a].neginf_code = attribute[a].posinf_code = attribute[a].nan_code = -1;
		attribute[a].kind = SYNTH_CATEGORY;
		attribute[a].label = label;
		raw[a] = synth_alloc_array(ROWS, sizeof(int64_t));
	}
	attribute[0].kind = SYNTH_NUMBER;
	attribute[0].axis = &axis;
	attribute[0].nvalues = axis.ncells = 4;
	axis.form = SYNTH_AXIS_INTEGER;
	axis.edge = edge;
	edge[0] = 0;
	edge[1] = 1;
	edge[2] = 2;
	edge[3] = 50;
	edge[4] = 100;
	mass[0][0] = mass[0][2] = mass[0][3] = 0.25;
	attribute[1].nvalues = 4;
	for (int i = 0; i < 4; i++)
		mass[1][i] = 0.25;
	attribute[2].nvalues = 2;
	attribute[2].other_code = 2;
	attribute[2].other = SYNTH_OTHER_LABEL;
	attribute[2].other_label = "other";
	mass[2][0] = mass[2][1] = 0.3;
	mass[2][2] = 0.4;
}

static SynthUniques *
start(uint64_t seed, int nparts)
{
	SynthKeyPart part[3] = {{0, NULL, NULL}, {1, NULL, NULL}, {2, NULL, NULL}};
	SynthUniques *u = synth_uniques_new(&model, seed, ROWS);

	CHECK_INT(synth_uniques_add_key(u, nparts, part), 0);
	return u;
}

static bool
same(int i, int j, int nparts)
{
	for (int a = 0; a < nparts; a++)
		if (raw[a][i] != raw[a][j])
			return false;
	return true;
}

static void
check_unique(int n, int nparts)
{
	for (int i = 0; i < n; i++)
		for (int j = 0; j < i; j++)
			CHECK(!same(i, j, nparts));
}

/* a value that the model can produce */
static void
check_possible(int row)
{
	CHECK(raw[0][row] == 0 || (raw[0][row] >= 2 && raw[0][row] < 100));
	CHECK(raw[1][row] >= 0 && raw[1][row] < 4);
	CHECK(raw[2][row] == 0 || raw[2][row] == 1 || raw[2][row] == SYNTH_RAW_OTHER);
}

/* 99 numbers x 4 labels: all of them, from rows that are all the same, and not one more */
UNIT_TEST(unique_uses_up_all_combinations)
{
	SynthUniques *u;
	uint64_t space = 0;

	make_model();
	u = start(1, 2);
	for (int i = 0; i < 396; i++)
		raw[0][i] = 7;
	CHECK_INT(synth_uniques_block(u, raw, 396, 0, &space), -1);
	check_unique(396, 2);
	for (int i = 0; i < 396; i++)
		check_possible(i);
	CHECK_INT(synth_uniques_repaired(u), 395);

	raw[0][0] = 7;
	raw[1][0] = 0;
	CHECK_INT(synth_uniques_block(u, raw, 1, 1, &space), 0);
	CHECK_INT(space, 396);
}

/* `other` is a value too: 99 x 4 x 3 */
UNIT_TEST(unique_counts_other)
{
	SynthUniques *u;
	uint64_t space = 0;

	make_model();
	u = start(1, 3);
	for (int i = 0; i < 1188; i++)
		raw[0][i] = 0;
	CHECK_INT(synth_uniques_block(u, raw, 1188, 0, &space), -1);
	check_unique(1188, 3);
	for (int i = 0; i < 1188; i++)
		check_possible(i);
	CHECK_INT(synth_uniques_block(u, raw, 1, 1, &space), 0);
	CHECK_INT(space, 1188);
}

/* where `other` is written as a published label it is that label */
UNIT_TEST(unique_knows_other_by_its_label)
{
	SynthUniques *u;
	uint64_t space = 0;

	make_model();
	attribute[2].other_label = "b";
	u = start(1, 3);
	raw[0][0] = raw[0][1] = 5;
	raw[2][0] = 1;
	raw[2][1] = SYNTH_RAW_OTHER;
	CHECK_INT(synth_uniques_block(u, raw, 2, 0, &space), -1);
	CHECK_INT(synth_uniques_repaired(u), 1);
}

/* rows that do not clash stay as they were; one that does moves within its cell first */
UNIT_TEST(unique_keeps_what_is_unique)
{
	SynthUniques *u;
	uint64_t space = 0;

	make_model();
	u = start(9, 2);
	for (int i = 0; i < 48; i++)
		raw[0][i] = 2 + i;
	raw[0][48] = 60;
	raw[0][49] = 60;
	CHECK_INT(synth_uniques_block(u, raw, 50, 0, &space), -1);
	for (int i = 0; i < 48; i++)
	{
		CHECK_INT(raw[0][i], 2 + i);
		CHECK_INT(raw[1][i], 0);
	}
	CHECK_INT(raw[0][48], 60);
	CHECK(raw[0][49] >= 50 && raw[0][49] < 100 && raw[0][49] != 60);
	CHECK_INT(raw[1][49], 0);
	CHECK_INT(synth_uniques_repaired(u), 1);
}

UNIT_TEST(unique_null_equals_nothing)
{
	SynthUniques *u;
	uint64_t space = 0;

	make_model();
	u = start(1, 2);
	for (int i = 0; i < 1000; i++)
		raw[i % 2][i] = SYNTH_RAW_NULL;
	CHECK_INT(synth_uniques_block(u, raw, 1000, 0, &space), -1);
	CHECK_INT(synth_uniques_repaired(u), 0);
}

UNIT_TEST(unique_avoids_what_is_taken)
{
	SynthUniques *u;
	uint64_t space = 0;
	int64_t taken[2];

	make_model();
	u = start(3, 2);
	for (taken[0] = 0; taken[0] < 100; taken[0]++)
		for (taken[1] = 0; taken[1] < 3; taken[1]++)
			synth_uniques_taken(u, 0, taken);
	for (int i = 0; i < 99; i++)
		raw[0][i] = 10;
	CHECK_INT(synth_uniques_block(u, raw, 99, 0, &space), -1);
	check_unique(99, 2);
	for (int i = 0; i < 99; i++)
		CHECK_INT(raw[1][i], 3);
}

/* two keys that share a column hold together */
UNIT_TEST(unique_two_keys)
{
	SynthKeyPart second[2] = {{0, NULL, NULL}, {2, NULL, NULL}};
	SynthUniques *u;
	uint64_t space = 0;

	make_model();
	u = start(5, 2);
	CHECK_INT(synth_uniques_add_key(u, 2, second), 1);
	for (int i = 0; i < 250; i++)
	{
		raw[0][i] = 2 + (int64_t) unit_random_below(98);
		raw[1][i] = (int64_t) unit_random_below(4);
		raw[2][i] = (int64_t) unit_random_below(2);
	}
	CHECK_INT(synth_uniques_block(u, raw, 250, 0, &space), -1);
	check_unique(250, 2);
	for (int i = 0; i < 250; i++)
		for (int j = 0; j < i; j++)
			CHECK(raw[0][i] != raw[0][j] || raw[2][i] != raw[2][j]);
}

/* values that are written alike count as one */
static int64_t
tens(void *ctx, int64_t value)
{
	(void) ctx;
	return value - value % 10;
}

UNIT_TEST(unique_compares_what_is_written)
{
	SynthKeyPart part[1] = {{0, tens, NULL}};
	SynthUniques *u;
	uint64_t space = 0;
	bool seen[10] = {false};

	make_model();
	u = synth_uniques_new(&model, 1, ROWS);
	CHECK_INT(synth_uniques_add_key(u, 1, part), 0);
	for (int i = 0; i < 10; i++)
		raw[0][i] = 15;
	CHECK_INT(synth_uniques_block(u, raw, 10, 0, &space), -1);
	for (int i = 0; i < 10; i++)
	{
		CHECK(!seen[raw[0][i] / 10]);
		seen[raw[0][i] / 10] = true;
	}
	CHECK_INT(synth_uniques_block(u, raw, 1, 1, &space), 0);
	CHECK_INT(space, 0);
}

/* a row may be taken in several keys that share nothing: each is repaired by itself */
UNIT_TEST(unique_repairs_keys_one_by_one)
{
	SynthKeyPart first[1] = {{0, NULL, NULL}};
	SynthKeyPart second[2] = {{1, NULL, NULL}, {2, NULL, NULL}};
	SynthUniques *u;
	uint64_t space = 0;
	long polls;

	make_model();
	/* 12 combinations of the second key, endless ones of the first */
	axis.ncells = attribute[0].nvalues = 1;
	edge[0] = 0;
	edge[1] = INT64_MAX;
	u = synth_uniques_new(&model, 1, ROWS);
	(void) synth_uniques_add_key(u, 1, first);
	(void) synth_uniques_add_key(u, 2, second);
	polls = unit_polls;
	CHECK_INT(synth_uniques_block(u, raw, 12, 0, &space), -1);
	check_unique(12, 1);
	for (int i = 0; i < 12; i++)
		for (int j = 0; j < i; j++)
			CHECK(raw[1][i] != raw[1][j] || raw[2][i] != raw[2][j]);
	/* no step went through a space in vain */
	CHECK(unit_polls - polls < 100);
	CHECK_INT(synth_uniques_block(u, raw, 1, 1, &space), 1);
}

/* the whole of int64 as an axis neither overflows nor ends */
UNIT_TEST(unique_endless_space)
{
	SynthUniques *u;
	uint64_t space = 0;

	make_model();
	axis.ncells = attribute[0].nvalues = 1;
	edge[0] = SYNTH_RAW_FIRST;
	edge[1] = INT64_MAX;
	u = start(1, 1);
	CHECK_INT(synth_uniques_block(u, raw, ROWS, 0, &space), -1);
	check_unique(ROWS, 1);
}

UNIT_TEST(unique_is_deterministic)
{
	int64_t first[200];
	uint64_t space = 0;

	make_model();
	CHECK_INT(synth_uniques_block(start(4, 2), raw, 200, 0, &space), -1);
	memcpy(first, raw[0], sizeof first);
	make_model();
	CHECK_INT(synth_uniques_block(start(4, 2), raw, 200, 0, &space), -1);
	CHECK(memcmp(first, raw[0], sizeof first) == 0);
	make_model();
	CHECK_INT(synth_uniques_block(start(5, 2), raw, 200, 0, &space), -1);
	CHECK(memcmp(first, raw[0], sizeof first) != 0);
}

UNIT_TEST(hashset_grows_and_remembers)
{
	SynthHashSet *s = synth_hashset_new(0);

	CHECK(synth_hashset_add(s, 0));
	CHECK(!synth_hashset_add(s, 0));
	for (uint64_t i = 2; i < 20000; i++)
		CHECK(synth_hashset_add(s, i * UINT64_C(0x9E3779B97F4A7C15)));
	CHECK_INT(synth_hashset_count(s), 19999);
	for (uint64_t i = 2; i < 20000; i++)
	{
		CHECK(synth_hashset_has(s, i * UINT64_C(0x9E3779B97F4A7C15)));
		CHECK(!synth_hashset_has(s, i * UINT64_C(0x9E3779B97F4A7C15) + 1));
	}
	/* hashes that all belong into the last slots wrap around */
	s = synth_hashset_new(0);
	for (uint64_t i = 0; i < 60; i++)
		CHECK(synth_hashset_add(s, UINT64_MAX - i));
	for (uint64_t i = 0; i < 60; i++)
		CHECK(synth_hashset_has(s, UINT64_MAX - i));
}

UNIT_TEST(hashset_respects_the_memory_limit)
{
	size_t limit = synth_env.memory_limit;
	SynthHashSet *s;

	synth_env.memory_limit = 64 * 1024;
	CHECK_FAILS(SYNTH_ERR_MEMORY, (void) synth_hashset_new(10000));
	s = synth_hashset_new(16);
	CHECK_FAILS(SYNTH_ERR_MEMORY, for (uint64_t i = 1; i < 100000; i++)(void) synth_hashset_add(s, i << 40));
	CHECK_FAILS(SYNTH_ERR_MEMORY, (void) synth_hashset_new(UINT64_MAX / 2));
	synth_env.memory_limit = limit;
}

/* equal bytes, equal hash; one bit of input moves about half of the output */
UNIT_TEST(hash_bytes_spreads)
{
	uint8_t bytes[24] = {0};
	double flips = 0;

	for (int len = 1; len <= 24; len++)
		for (int bit = 0; bit < 8 * len; bit++)
		{
			uint64_t before = synth_hash_bytes(1, bytes, (size_t) len);
			uint64_t after;

			bytes[bit / 8] ^= (uint8_t) (1 << bit % 8);
			after = synth_hash_bytes(1, bytes, (size_t) len);
			bytes[bit / 8] ^= (uint8_t) (1 << bit % 8);
			CHECK(before != after);
			flips += __builtin_popcountll(before ^ after);
		}
	/* 2400 pairs of 64 bits: 6 standard deviations of a fair coin are 0.0077 */
	CHECK_NEAR(flips / (2400.0 * 64), 0.5, 0.0077);
	CHECK(synth_hash_bytes(1, bytes, 8) != synth_hash_bytes(1, bytes, 16));
	CHECK(synth_hash_bytes(1, bytes, 8) != synth_hash_bytes(2, bytes, 8));
}

/*
 * Repaired rows stay where they are asked to be: 8 numbers of two intervals,
 * of which one cuts a cell, x 2 labels x the one value that gets rows.
 */
UNIT_TEST(unique_stays_in_regions)
{
	double number_share[8] = {0, 0, 5 / 48.0, 3 / 50.0};
	double label_share[8] = {0, 1, 0, 1};
	int64_t lo[2] = {3, 60};
	int64_t hi[2] = {7, 62};
	SynthRegion region[2] = {
		{.attribute = 0, .share = number_share, .nintervals = 2, .lo = lo, .hi = hi},
		{.attribute = 1, .share = label_share},
	};
	int16_t part[8] = {-1, 0, -1};
	int16_t *parts[1] = {part};
	int targeted = 2;
	int nparts = 1;
	SynthTarget target = {.nattr = 1, .attribute = &targeted, .nparts = &nparts, .part = parts};
	SynthSteering request = {2, region, 1, &target};
	SynthKeyPart key[3] = {{0, NULL, NULL}, {1, NULL, NULL}, {2, NULL, NULL}};
	SynthUniques *u;
	uint64_t space = 0;

	make_model();
	u = synth_uniques_new(&model, 3, ROWS);
	synth_uniques_steer(u, &request);
	CHECK_INT(synth_uniques_add_key(u, 3, key), 0);
	for (int i = 0; i < 17; i++)
	{
		raw[0][i] = 5;
		raw[1][i] = 1;
		raw[2][i] = 1;
	}
	CHECK_INT(synth_uniques_block(u, raw, 16, 0, &space), -1);
	check_unique(16, 3);
	for (int i = 0; i < 16; i++)
	{
		CHECK((raw[0][i] >= 3 && raw[0][i] <= 7) || (raw[0][i] >= 60 && raw[0][i] <= 62));
		CHECK(raw[1][i] == 1 || raw[1][i] == 3);
		CHECK_INT(raw[2][i], 1);
	}
	raw[0][0] = 5;
	raw[1][0] = 1;
	raw[2][0] = 1;
	CHECK_INT(synth_uniques_block(u, raw, 1, 1, &space), 0);
	CHECK_INT(space, 16);
}

/* the values of an extrapolated end reach as far as its limit, beyond the cells */
UNIT_TEST(unique_goes_on_in_a_tail)
{
	double share[8] = {0, 0, 0, 0.2};
	int64_t lo = 90;
	int64_t hi = 99;
	SynthTail tail = {.upper = true, .threshold = 90, .limit = 200, .shape = 0.1, .scale = 5, .grain = 1};
	SynthRegion region = {.attribute = 0, .share = share, .nintervals = 1, .lo = &lo, .hi = &hi, .tail = &tail};
	SynthSteering request = {1, &region, 0, NULL};
	SynthKeyPart key = {0, NULL, NULL};
	SynthUniques *u;
	uint64_t space = 0;

	make_model();
	u = synth_uniques_new(&model, 3, ROWS);
	synth_uniques_steer(u, &request);
	CHECK_INT(synth_uniques_add_key(u, 1, &key), 0);
	for (int i = 0; i < 111; i++)
		raw[0][i] = 95;
	CHECK_INT(synth_uniques_block(u, raw, 111, 0, &space), -1);
	check_unique(111, 1);
	for (int i = 0; i < 111; i++)
		CHECK(raw[0][i] >= 90 && raw[0][i] <= 200);
	CHECK_INT(synth_uniques_block(u, raw, 1, 1, &space), 0);
	CHECK_INT(space, 111);
}
