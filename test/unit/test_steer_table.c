/*-------------------------------------------------------------------------
 *
 * test_steer_table.c
 *	  Conditions and target shares of table models: against enumeration of
 *	  small models, and against plain samples that are filtered.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "core/steer_table.h"
#include "core/steer_targets.h"
#include "stats.h"
#include "steer_checks.h"

/* conditional tables are float32 */
#define TABLE_ERROR 2e-5

static SynthSteering
random_request(RandomModel *r, const SynthModel *m, int nregions)
{
	SynthSteering request = {0};
	bool taken[16] = {false};

	request.region = synth_alloc_array((size_t) nregions + 1, sizeof(SynthRegion));
	while (request.nregions < nregions)
	{
		int a = random_model_below(r, m->nattributes);

		if (taken[a])
			break;
		taken[a] = true;
		request.region[request.nregions++] = random_region(r, m, a);
	}
	return request;
}

/* a target on one or two attributes, with parts that cut groups; some codes may be in none */
static SynthTarget
random_target(RandomModel *r, const SynthModel *m, int first, int nattr, bool leave_out)
{
	SynthTarget t = {nattr};
	size_t ncells = 1;

	t.attribute = synth_alloc_array((size_t) nattr, sizeof(int));
	t.nparts = synth_alloc_array((size_t) nattr, sizeof(int));
	t.part = synth_alloc_array((size_t) nattr, sizeof(int16_t *));
	for (int i = 0; i < nattr; i++)
	{
		int a = (first + i) % m->nattributes;
		int nfine = m->attribute[a].nfine;

		t.attribute[i] = a;
		t.nparts[i] = 1 + random_model_below(r, 3);
		ncells *= (size_t) t.nparts[i];
		t.part[i] = synth_alloc_array((size_t) nfine, sizeof(int16_t));
		for (int f = 0; f < nfine; f++)
			t.part[i][f] = (int16_t) (leave_out && random_model_below(r, 4) == 0 ? -1
																				 : random_model_below(r, t.nparts[i]));
	}
	t.share = synth_alloc_array(ncells, sizeof(double));
	return t;
}

static size_t
target_cells(const SynthTarget *t)
{
	size_t n = 1;

	for (int i = 0; i < t->nattr; i++)
		n *= (size_t) t->nparts[i];
	return n;
}

/* cell of a target that a combination of fine codes belongs to, or -1 */
static long
target_cell(const SynthTarget *t, const int *fine)
{
	long at = 0;

	for (int i = 0; i < t->nattr; i++)
	{
		int part = t->part[i][fine[t->attribute[i]]];

		if (part < 0)
			return -1;
		at = at * t->nparts[i] + part;
	}
	return at;
}

/* shares of a target in a distribution */
static double *
target_shares(const SynthModel *m, const SynthTarget *t, const Enumeration *e)
{
	double *sum = synth_alloc_array(target_cells(t), sizeof(double));
	int fine[16];

	for (size_t i = 0; i < e->ncells; i++)
	{
		long cell;

		enumeration_digits(m, i, fine);
		cell = target_cell(t, fine);
		if (cell >= 0)
			sum[cell] += e->p[i];
	}
	return sum;
}

static SynthModel *
small_model(RandomModel *r)
{
	for (;;)
	{
		SynthModel *m = random_model_new(r);

		if (m->nattributes > 0 && m->nattributes <= 5)
			return m;
	}
}

UNIT_TEST(probabilities_are_those_of_enumeration)
{
	RandomModel r = {11, 5, 8, 3};
	int with_mass = 0;

	for (int i = 0; i < (int) (150 * unit_scale()); i++)
	{
		SynthModel *m = small_model(&r);
		Enumeration e = enumerate(m);
		SynthSteering request = random_request(&r, m, 1 + random_model_below(&r, 3));
		double expected = enumeration_restrict(m, &e, request.nregions, request.region);
		double error;
		double p = synth_steer_probability(m, &request, &error);

		CHECK_NEAR(p, expected, TABLE_ERROR * expected + 1e-15);
		CHECK((p > 0) == (expected > 0));
		CHECK(error >= 0 && isfinite(error));
		CHECK(m->is_private || error == 0);
		with_mass += p > 0;
		unit_forget();
	}
	CHECK(with_mass > 50 * unit_scale());
}

UNIT_TEST(conditioned_tables_are_those_of_enumeration)
{
	RandomModel r = {12, 5, 8, 3};
	int compared = 0;

	for (int i = 0; i < (int) (150 * unit_scale()); i++)
	{
		SynthModel *m = small_model(&r);
		Enumeration e = enumerate(m);
		SynthSteering request = random_request(&r, m, 1 + random_model_below(&r, 3));
		double mass = enumeration_restrict(m, &e, request.nregions, request.region);
		SynthSteerReport report;
		SynthSteerTable *t;
		Enumeration f;

		CHECK(synth_steer(m, &request, &report) == NULL || mass > 0);
		if (!(mass > 0))
		{
			CHECK_INT(report.problem, SYNTH_STEER_NO_MASS);
			continue;
		}
		t = synth_steer_table(m, &request, &report);
		CHECK(t != NULL);
		CHECK_NEAR(report.probability, mass, TABLE_ERROR * mass);
		CHECK(synth_model_check(synth_steer_table_model(t)) == NULL);
		f = enumerate(synth_steer_table_model(t));
		for (size_t c = 0; c < e.ncells; c++)
			CHECK_NEAR(f.p[c], e.p[c] / mass, TABLE_ERROR * e.p[c] / mass + 1e-9);
		compared++;
		unit_forget();
	}
	CHECK(compared > 50 * unit_scale());
}

/* shares are met, and given the parts everything is as in the model */
UNIT_TEST(targets_are_met_and_nothing_else_is_moved)
{
	RandomModel r = {13, 4, 8, 3};
	int compared = 0;

	for (int i = 0; i < (int) (200 * unit_scale()); i++)
	{
		SynthModel *m = small_model(&r);
		Enumeration e = enumerate(m);
		SynthSteering request = random_request(&r, m, random_model_below(&r, 3));
		SynthTarget target = random_target(&r, m, random_model_below(&r, m->nattributes),
										   m->nattributes > 1 ? 1 + random_model_below(&r, 2) : 1, i % 2 == 0);
		double mass = enumeration_restrict(m, &e, request.nregions, request.region);
		double *have = target_shares(m, &target, &e);
		size_t n = target_cells(&target);
		double sum = 0;
		SynthSteerReport report;
		SynthSteerTable *t;
		Enumeration f;

		/* shares for what has mass */
		for (size_t c = 0; c < n; c++)
			sum += target.share[c] = have[c] > 1e-9 * mass ? random_model_unit(&r) : 0;
		if (!(sum > 0))
			continue;
		for (size_t c = 0; c < n; c++)
			target.share[c] /= sum;
		request.ntargets = 1;
		request.target = &target;
		t = synth_steer_table(m, &request, &report);
		CHECK(t != NULL);
		CHECK(synth_model_check(synth_steer_table_model(t)) == NULL);
		CHECK_NEAR(report.probability, mass, TABLE_ERROR * mass);
		f = enumerate(synth_steer_table_model(t));
		for (size_t c = 0; c < e.ncells; c++)
		{
			int fine[16];
			long cell;
			double expected = 0;

			enumeration_digits(m, c, fine);
			cell = target_cell(&target, fine);
			if (cell >= 0 && e.p[c] > 0)
				expected = e.p[c] * target.share[cell] / have[cell];
			CHECK_NEAR(f.p[c], expected, 2 * TABLE_ERROR * expected + 1e-9);
		}
		compared++;
		unit_forget();
	}
	CHECK(compared > 80 * unit_scale());
}

/* several targets: all are met, and the model is scaled by a function of the parts alone */
UNIT_TEST(several_targets_are_met_together)
{
	RandomModel r = {14, 4, 8, 3};
	int compared = 0;

	for (int i = 0; i < (int) (200 * unit_scale()); i++)
	{
		SynthModel *m = small_model(&r);
		Enumeration e;
		SynthSteering request = {0};
		SynthTarget target[2];
		SynthSteerReport report;
		SynthSteerTable *t;
		SynthTargetJoint *joint;
		Enumeration f;
		double *low;
		double *high;

		if (m->nattributes < 2)
			continue;
		e = enumerate(m);
		target[0] = random_target(&r, m, 0, 1, false);
		target[1] = random_target(&r, m, i % 2, 1 + i % 2, false);
		/* the shares of a tilted distribution can be met */
		f = enumerate(m);
		for (size_t c = 0; c < f.ncells; c++)
		{
			int fine[16];

			enumeration_digits(m, c, fine);
			f.p[c] *= 1 + target_cell(&target[0], fine) + 3 * target_cell(&target[1], fine);
		}
		for (int k = 0; k < 2; k++)
		{
			double *have = target_shares(m, &target[k], &f);
			double sum = 0;

			for (size_t c = 0; c < target_cells(&target[k]); c++)
				sum += have[c];
			for (size_t c = 0; c < target_cells(&target[k]); c++)
				target[k].share[c] = have[c] / sum;
		}
		request.ntargets = 2;
		request.target = target;
		t = synth_steer_table(m, &request, &report);
		CHECK(t != NULL);
		f = enumerate(synth_steer_table_model(t));
		for (int k = 0; k < 2; k++)
		{
			double *have = target_shares(m, &target[k], &f);

			for (size_t c = 0; c < target_cells(&target[k]); c++)
				CHECK_NEAR(have[c], target[k].share[c], TABLE_ERROR);
		}
		joint = synth_targets_joint(m, &request, &report);
		low = synth_alloc_array(joint->ncells, sizeof(double));
		high = synth_alloc_array(joint->ncells, sizeof(double));
		for (size_t c = 0; c < e.ncells; c++)
		{
			int fine[16];
			size_t at = 0;
			double ratio;

			if (!(e.p[c] > 1e-6))
				continue;
			enumeration_digits(m, c, fine);
			for (int k = 0; k < joint->nattr; k++)
				at = at * (size_t) joint->nparts[k] + (size_t) joint->part[k][fine[joint->attribute[k]]];
			ratio = f.p[c] / e.p[c];
			low[at] = low[at] == 0 ? ratio : fmin(low[at], ratio);
			high[at] = fmax(high[at], ratio);
		}
		for (size_t c = 0; c < joint->ncells; c++)
			CHECK_NEAR(low[c], high[c], 1e-3 * high[c]);
		compared++;
		unit_forget();
	}
	CHECK(compared > 80 * unit_scale());
}
