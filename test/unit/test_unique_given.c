/*-------------------------------------------------------------------------
 *
 * test_unique_given.c
 *	  Keys with parts that are not the model's, rows that are moved, and sets
 *	  of hashes that forget.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "core/unique.h"

#define ROWS 64

static SynthModel model;
static SynthAttribute attribute;
static double mass[4];
static uint16_t group[4];
static SynthConditional conditional;
static float certain[1] = {1};
static char *label[4] = {"a", "b", "c", "d"};
static int64_t *raw[1];
static int64_t *given[1];
static int moved;

/* a category of four labels, and a reference beside it */
static void
make_model(void)
{
	memset(&model, 0, sizeof model);
	memset(&attribute, 0, sizeof attribute);
	model.nattributes = 1;
	model.attribute = &attribute;
	model.conditional = &conditional;
	conditional = (SynthConditional){.attribute = 0, .ncells = 1, .p = certain};
	attribute.kind = SYNTH_CATEGORY;
	attribute.group = group;
	attribute.ncoarse = 1;
	attribute.nfine = attribute.nvalues = 4;
	attribute.mass = mass;
	attribute.label = label;
	attribute.null_code = attribute.other_code = -1;
	attribute.neginf_code = attribute.posinf_code = attribute.nan_code = -1;
	for (int i = 0; i < 4; i++)
		mass[i] = 0.25;
	raw[0] = synth_alloc_array(ROWS, sizeof(int64_t));
	given[0] = synth_alloc_array(ROWS, sizeof(int64_t));
	moved = 0;
}

static void
check_unique(int n)
{
	for (int i = 0; i < n; i++)
		for (int j = 0; j < i && given[0][i] != SYNTH_RAW_NULL; j++)
			CHECK(given[0][i] != given[0][j] || raw[0][i] != raw[0][j]);
}

static SynthUniques *
make_key(SynthMove move)
{
	SynthUniques *u = synth_uniques_new(&model, 5, ROWS);
	SynthKeyPart part[2] = {{-1, NULL, NULL}, {0, NULL, NULL}};

	synth_uniques_given(u, given, move, NULL);
	CHECK_INT(synth_uniques_add_key(u, 2, part), 0);
	return u;
}

/* only the model's values change, and they suffice to the last combination */
UNIT_TEST(unique_given_parts_stay)
{
	SynthUniques *u;
	uint64_t space = 1;

	make_model();
	u = make_key(NULL);
	for (int i = 0; i < 12; i++)
	{
		given[0][i] = 100 + i / 4;
		raw[0][i] = 2;
	}
	CHECK_INT(synth_uniques_block(u, raw, 12, 0, &space), -1);
	for (int i = 0; i < 12; i++)
		CHECK_INT(given[0][i], 100 + i / 4);
	check_unique(12);
	/* a fifth row of a reference: used up, and how many there are is not known */
	given[0][0] = 101;
	raw[0][0] = 0;
	CHECK_INT(synth_uniques_block(u, raw, 1, 1, &space), 0);
	CHECK_INT(space, 0);
	/* NULL equals nothing */
	given[0][0] = given[0][1] = SYNTH_RAW_NULL;
	raw[0][1] = raw[0][0];
	CHECK_INT(synth_uniques_block(u, raw, 2, 2, &space), -1);
}

static bool
move_on(void *ctx, int key, int row, int attempt)
{
	(void) ctx;
	CHECK_INT(key, 0);
	if (attempt >= 8)
		return false;
	moved++;
	given[0][row]++;
	return true;
}

/* rows for which nothing is left go where the caller puts them, as often as it takes */
UNIT_TEST(unique_given_rows_move)
{
	SynthUniques *u;
	uint64_t space = 0;

	make_model();
	u = make_key(move_on);
	for (int i = 0; i < 20; i++)
	{
		given[0][i] = 7;
		raw[0][i] = i % 4;
	}
	CHECK_INT(synth_uniques_block(u, raw, 20, 0, &space), -1);
	check_unique(20);
	CHECK_INT(moved, 4 * (1 + 2 + 3 + 4));
	/* the caller gives up */
	for (int i = 0; i < 40; i++)
		given[0][i] = 7;
	CHECK_INT(synth_uniques_block(u, raw, 40, 1, &space), 0);
}

/* what the target holds counts, given parts included */
UNIT_TEST(unique_given_taken)
{
	SynthUniques *u;
	uint64_t space = 0;
	int64_t held[2] = {9, 0};

	make_model();
	u = make_key(NULL);
	for (held[1] = 0; held[1] < 3; held[1]++)
		synth_uniques_taken(u, 0, held);
	given[0][0] = 9;
	raw[0][0] = 1;
	CHECK_INT(synth_uniques_block(u, raw, 1, 0, &space), -1);
	CHECK_INT(raw[0][0], 3);
}

/* a set that forgets is as one that never knew, however crowded it is */
UNIT_TEST(unique_hashset_forgets)
{
	SynthHashSet *s = synth_hashset_new(64);
	bool there[512] = {false};
	SynthStream st;
	int count = 0;

	synth_stream_init(&st, 11, 0, 0);
	for (int step = 0; step < 20000; step++)
	{
		int i = (int) synth_stream_below(&st, 512);
		/* many of one neighbourhood, some around the end of the table */
		uint64_t hash = (i & 1) ? UINT64_MAX - (uint64_t) i : (uint64_t) i << 52 | (uint64_t) i;

		if (synth_stream_below(&st, 2) == 0)
		{
			CHECK(synth_hashset_add(s, hash) != there[i]);
			count += !there[i];
			there[i] = true;
		}
		else
		{
			synth_hashset_remove(s, hash);
			count -= there[i];
			there[i] = false;
		}
		CHECK_INT(synth_hashset_count(s), count);
		CHECK(synth_hashset_has(s, hash) == there[i]);
	}
	for (int i = 0; i < 512; i++)
		CHECK(synth_hashset_has(s, (i & 1) ? UINT64_MAX - (uint64_t) i : (uint64_t) i << 52 | (uint64_t) i)
			  == there[i]);
}
