/*-------------------------------------------------------------------------
 *
 * test_unique_count.c
 *	  Keys that count on where the model's values are used up, and where they
 *	  must not.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "core/unique.h"

#define ROWS 4096

static SynthModel model;
static SynthAttribute attribute;
static SynthAxis axis;
static int64_t edge[2];
static double mass[1];
static uint16_t group[1];
static SynthConditional conditional;
static SynthColumn column;
static SynthRule rule;
static float certain[1] = {1};
static int64_t grain[4];
static double share[4];
static int64_t *raw[1];
static int64_t *given[1];

/* a reference and a number that the model knows on [lo, hi] */
static void
make_model(SynthAxisForm form, int64_t lo, int64_t hi)
{
	memset(&model, 0, sizeof model);
	memset(&attribute, 0, sizeof attribute);
	memset(&axis, 0, sizeof axis);
	memset(&column, 0, sizeof column);
	model.nattributes = 1;
	model.attribute = &attribute;
	model.conditional = &conditional;
	conditional = (SynthConditional){.attribute = 0, .ncells = 1, .p = certain};
	attribute.kind = SYNTH_NUMBER;
	attribute.axis = &axis;
	attribute.group = group;
	attribute.ncoarse = attribute.nfine = attribute.nvalues = axis.ncells = 1;
	attribute.mass = mass;
	attribute.null_code = attribute.other_code = -1;
	attribute.neginf_code = attribute.posinf_code = attribute.nan_code = -1;
	mass[0] = 1;
	axis.form = form;
	axis.edge = edge;
	edge[0] = lo;
	edge[1] = hi + 1;
	axis.lo_limit = INT32_MIN;
	axis.hi_limit = INT32_MAX;
	raw[0] = synth_alloc_array(ROWS, sizeof(int64_t));
	given[0] = synth_alloc_array(ROWS, sizeof(int64_t));
}

static SynthUniques *
make_key(void)
{
	SynthUniques *u = synth_uniques_new(&model, 5, ROWS);
	SynthKeyPart part[2] = {{-1, NULL, NULL}, {0, NULL, NULL}};

	synth_uniques_given(u, given, NULL, NULL);
	CHECK_INT(synth_uniques_add_key(u, 2, part), 0);
	return u;
}

/* n rows of one parent that all have the model's first value; -1 if each gets one of its own */
static int
fill(SynthUniques *u, int n)
{
	uint64_t space;

	for (int i = 0; i < n; i++)
	{
		given[0][i] = 7;
		raw[0][i] = edge[0];
	}
	return synth_uniques_block(u, raw, n, 0, &space);
}

/* both sides in turn, never below 1, and others' keys are not in the way */
UNIT_TEST(unique_counts_on_both_sides)
{
	static const int64_t expected[] = {4, 5, 3, 6, 2, 7, 1, 8, 9, 10};
	SynthUniques *u;

	make_model(SYNTH_AXIS_INTEGER, 4, 4);
	u = make_key();
	CHECK_INT(fill(u, 10), -1);
	for (int i = 0; i < 10; i++)
		CHECK_INT(raw[0][i], expected[i]);
	/* another parent begins anew, and passes over what the target holds */
	{
		int64_t held[2] = {8, 5};
		uint64_t space;

		synth_uniques_taken(u, 0, held);
		given[0][0] = given[0][1] = 8;
		raw[0][0] = raw[0][1] = 4;
		CHECK_INT(synth_uniques_block(u, raw, 2, 1, &space), -1);
		CHECK_INT(raw[0][0], 4);
		CHECK_INT(raw[0][1], 3);
	}
}

/* a long run: every value once, and none left out */
UNIT_TEST(unique_counts_without_gaps)
{
	static bool seen[ROWS + 1];
	SynthUniques *u;

	make_model(SYNTH_AXIS_INTEGER, 2, 2);
	u = make_key();
	CHECK_INT(fill(u, ROWS), -1);
	memset(seen, 0, sizeof seen);
	for (int i = 0; i < ROWS; i++)
	{
		CHECK(raw[0][i] >= 1 && raw[0][i] <= ROWS);
		CHECK(!seen[raw[0][i]]);
		seen[raw[0][i]] = true;
	}
}

/* declared ends are kept, and reached */
UNIT_TEST(unique_counts_within_limits)
{
	SynthUniques *u;

	make_model(SYNTH_AXIS_INTEGER, 0, 1);
	axis.lo_limit = -2;
	axis.hi_limit = 5;
	u = make_key();
	CHECK_INT(fill(u, 6), -1);
	for (int i = 0; i < 6; i++)
		CHECK(raw[0][i] >= 0 && raw[0][i] <= 5);
	make_model(SYNTH_AXIS_INTEGER, 0, 1);
	axis.lo_limit = -2;
	axis.hi_limit = 5;
	u = make_key();
	CHECK_INT(fill(u, 7), 0);
	/* negative numbers are usual here */
	make_model(SYNTH_AXIS_INTEGER, -1, 1);
	axis.lo_limit = -2;
	axis.hi_limit = 5;
	u = make_key();
	CHECK_INT(fill(u, 8), -1);
	u = make_key();
	CHECK_INT(fill(u, 9), 0);
}

/* round numbers stay round as long as there are any; then all that is possible */
UNIT_TEST(unique_counts_in_grains)
{
	SynthUniques *u;

	make_model(SYNTH_AXIS_INTEGER, 30, 30);
	axis.hi_limit = 60;
	axis.ngrains = 2;
	axis.grain = grain;
	axis.share = share;
	grain[0] = 1;
	grain[1] = 10;
	share[0] = 0;
	share[1] = 1;
	u = make_key();
	CHECK_INT(fill(u, 6), -1);
	for (int i = 0; i < 6; i++)
		CHECK(raw[0][i] >= 10 && raw[0][i] <= 60 && raw[0][i] % 10 == 0);
	u = make_key();
	CHECK_INT(fill(u, 60), -1);
	u = make_key();
	CHECK_INT(fill(u, 61), 0);
}

/* days beyond both ends, also before the epoch; moments by seconds */
UNIT_TEST(unique_counts_times)
{
	SynthUniques *u;

	make_model(SYNTH_AXIS_DATE, 0, 3);
	u = make_key();
	CHECK_INT(fill(u, 8), -1);
	for (int i = 0; i < 8; i++)
		CHECK(raw[0][i] >= -2 && raw[0][i] <= 5);
	make_model(SYNTH_AXIS_TIME, INT64_C(5000000), INT64_C(5000000));
	axis.lo_limit = INT64_MIN / 4;
	axis.hi_limit = INT64_MAX / 4;
	u = make_key();
	CHECK_INT(fill(u, 20), -1);
	for (int i = 0; i < 20; i++)
		CHECK(raw[0][i] >= 0 && raw[0][i] <= 20000000 && raw[0][i] % 1000000 == 0);
}

/* a key that is used up counts at once, but not past a value that was given back */
UNIT_TEST(unique_counts_when_used_up)
{
	SynthUniques *u;
	SynthKeyPart part[1] = {{0, NULL, NULL}};
	uint64_t space;
	int64_t before[1] = {5};

	make_model(SYNTH_AXIS_DATE, 0, 9);
	u = synth_uniques_new(&model, 5, ROWS);
	CHECK_INT(synth_uniques_add_key(u, 1, part), 0);
	for (int i = 0; i < 14; i++)
		raw[0][i] = 5;
	CHECK_INT(synth_uniques_block(u, raw, 14, 0, &space), -1);
	for (int i = 0; i < 14; i++)
	{
		CHECK(raw[0][i] >= -2 && raw[0][i] <= 11);
		CHECK(i >= 10 || (raw[0][i] >= 0 && raw[0][i] <= 9));
		for (int j = 0; j < i; j++)
			CHECK(raw[0][i] != raw[0][j]);
	}
	/* the row with 5 becomes NULL: its value is the next row's */
	raw[0][0] = SYNTH_RAW_NULL;
	CHECK(synth_uniques_change(u, raw, 0, before));
	raw[0][0] = 4;
	CHECK_INT(synth_uniques_block(u, raw, 1, 1, &space), -1);
	CHECK_INT(raw[0][0], 5);
	raw[0][0] = 5;
	CHECK_INT(synth_uniques_block(u, raw, 1, 2, &space), -1);
	CHECK(raw[0][0] == 12 || raw[0][0] == -3);
}

/* measured numbers, steered and computed ones end where the model ends */
UNIT_TEST(unique_does_not_count)
{
	SynthUniques *u;
	SynthRegion region = {.attribute = 0, .nintervals = 1};
	SynthSteering request = {.nregions = 1, .region = &region};
	int64_t four = 4;
	double all = 1;

	make_model(SYNTH_AXIS_REAL, 4, 4);
	u = make_key();
	CHECK_INT(fill(u, 2), 0);

	make_model(SYNTH_AXIS_INTEGER, 4, 4);
	model.ncolumns = 1;
	model.column = &column;
	column.scale = 2;
	u = make_key();
	CHECK_INT(fill(u, 2), 0);

	make_model(SYNTH_AXIS_INTEGER, 4, 4);
	rule = (SynthRule){.kind = SYNTH_RULE_RESIDUAL, .attribute = 0};
	model.nrules = 1;
	model.rule = &rule;
	u = make_key();
	CHECK_INT(fill(u, 2), 0);

	make_model(SYNTH_AXIS_INTEGER, 4, 4);
	region.share = &all;
	region.lo = region.hi = &four;
	u = synth_uniques_new(&model, 5, ROWS);
	synth_uniques_steer(u, &request);
	synth_uniques_given(u, given, NULL, NULL);
	{
		SynthKeyPart part[2] = {{-1, NULL, NULL}, {0, NULL, NULL}};

		CHECK_INT(synth_uniques_add_key(u, 2, part), 0);
	}
	CHECK_INT(fill(u, 2), 0);
}
