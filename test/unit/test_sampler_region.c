/*-------------------------------------------------------------------------
 *
 * test_sampler_region.c
 *	  Samplers whose values stay inside regions.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "core/sampler_parts.h"
#include "random_model.h"

/* a number of four cells in two groups, and NULL; a tree model has no groups, so: a table */
static SynthModel *
number_model(void)
{
	static const int64_t edges[] = {0, 10, 20, 21, 1000};
	static const double mass[] = {0.5, 0.3, 0.2, 0.25, 0.75};
	static const uint16_t group[] = {0, 0, 0, 1, 1};
	SynthModel *m = synth_alloc(sizeof(SynthModel));
	SynthAttribute *a = m->attribute = synth_alloc(sizeof(SynthAttribute));

	m->source_schema = m->source_name = m->unit = "t";
	m->method = SYNTH_METHOD_AIM;
	m->max_rows = 1;
	m->account.stability = 1;
	m->nattributes = 1;
	a->name = "n";
	a->kind = SYNTH_NUMBER;
	a->source = SYNTH_DOMAIN_GRID;
	a->other = SYNTH_OTHER_SPREAD;
	a->nfine = 5;
	a->ncoarse = 2;
	a->nvalues = 4;
	a->null_code = 4;
	a->other_code = a->neginf_code = a->posinf_code = a->nan_code = -1;
	a->group = memcpy(synth_alloc(sizeof(group)), group, sizeof(group));
	a->mass = memcpy(synth_alloc(sizeof(mass)), mass, sizeof(mass));
	a->axis = synth_alloc(sizeof(SynthAxis));
	a->axis->ncells = 4;
	a->axis->edge = memcpy(synth_alloc(sizeof(edges)), edges, sizeof(edges));
	m->conditional = synth_alloc(sizeof(SynthConditional));
	m->conditional[0].ncells = 2;
	m->conditional[0].p = synth_alloc_array(2, sizeof(float));
	m->conditional[0].p[0] = 1.0f;
	CHECK(synth_model_check(m) == NULL);
	return m;
}

UNIT_TEST(values_stay_inside_their_region)
{
	SynthModel *m = number_model();
	double share[] = {0.0, 0.6, 1.0, 0.0, 0.0};
	int64_t lo[] = {12, 16, 20};
	int64_t hi[] = {14, 18, 20};
	SynthRegion region = {0, share, 3, lo, hi, NULL};
	SynthSampler *s = synth_sampler_within(m, 1, &region);
	int64_t *const *raw = synth_sampler_block(s, 1, 0, 10000);
	int seen[21] = {0};

	for (int r = 0; r < 10000; r++)
	{
		CHECK((raw[0][r] >= 12 && raw[0][r] <= 14) || (raw[0][r] >= 16 && raw[0][r] <= 18) || raw[0][r] == 20);
		seen[raw[0][r]]++;
	}
	/* .3 * .6 : .2, dealt; six values are equally likely: 4 standard errors and more, error below 1e-4 each */
	CHECK(abs(seen[20] - 5263) <= 2);
	for (int v = 12; v <= 18; v++)
		if (v != 15)
			CHECK(fabs(seen[v] - 4737.0 / 6) < 160.0);
}

UNIT_TEST(a_code_outside_its_region_is_a_bug)
{
	SynthModel *m = number_model();
	double share[] = {0.0, 0.0, 0.0, 0.0, 1.0};
	SynthRegion region = {0, share, 0, NULL, NULL, NULL};

	/* the model gives only the first group, in which nothing is inside */
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_sampler_block(synth_sampler_within(m, 1, &region), 1, 0, 3));
	m->conditional[0].p[0] = 0.0f;
	m->conditional[0].p[1] = 1.0f;
	CHECK_INT(synth_sampler_block(synth_sampler_within(m, 1, &region), 1, 0, 3)[0][2], SYNTH_RAW_NULL);
}

/* a region that leaves everything changes nothing at all */
UNIT_TEST(a_region_of_everything_changes_no_row)
{
	RandomModel r = {77, 6, 60, 3};

	for (int i = 0; i < 10; i++)
	{
		SynthModel *m = random_model_new(&r);
		SynthRegion *region = synth_alloc_array((size_t) m->nattributes + 1, sizeof(SynthRegion));
		int64_t *const *raw;
		int64_t *const *free_raw = synth_sampler_block(synth_sampler_new(m), 5, 5, 1000);
		static int64_t lo[1] = {SYNTH_RAW_FIRST};
		static int64_t hi[1] = {INT64_MAX};

		for (int a = 0; a < m->nattributes; a++)
		{
			region[a] = (SynthRegion){a, NULL, 1, lo, hi, NULL};
			region[a].share = synth_alloc_array((size_t) m->attribute[a].nfine, sizeof(double));
			for (int x = 0; x < m->attribute[a].nfine; x++)
				region[a].share[x] = 1.0;
		}
		raw = synth_sampler_block(synth_sampler_within(m, m->nattributes, region), 5, 5, 1000);
		for (int a = 0; a < m->nattributes; a++)
			CHECK(memcmp(raw[a], free_raw[a], 1000 * sizeof(int64_t)) == 0);
	}
}
