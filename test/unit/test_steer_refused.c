/*-------------------------------------------------------------------------
 *
 * test_steer_refused.c
 *	  Requests to table models at the edge: what cannot be met is refused and
 *	  named, what is rare is met; errors of private models.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "core/steer.h"
#include "steer_models.h"

/* ---------------------------------------------------------------- what cannot be done */

UNIT_TEST(the_region_that_leaves_nothing_is_named)
{
	SynthModel *m = chain_model();
	SynthRegion region[3] = {one_value(m, 2, 0), one_value(m, 1, 1), one_value(m, 0, 0)};
	SynthSteering request = {3, region};
	SynthSteerReport report;
	double error;

	/* z alone is fine, z and y too; x contradicts y */
	CHECK(synth_steer(m, &request, &report) == NULL);
	CHECK_INT(report.problem, SYNTH_STEER_NO_MASS);
	CHECK_INT(report.attribute, 0);
	CHECK_NEAR(synth_steer_probability(m, &request, &error), 0.0, 0.0);
	region[0] = one_value(m, 0, 0);
	region[2] = one_value(m, 2, 0);
	CHECK(synth_steer(m, &request, &report) == NULL);
	CHECK_INT(report.attribute, 1);
	region[0].share[0] = 0;
	CHECK(synth_steer(m, &request, &report) == NULL);
	CHECK_INT(report.attribute, 0);
}

UNIT_TEST(a_share_of_nothing_is_refused)
{
	SynthModel *m = chain_model();
	int xy[2] = {0, 1};
	double share[4] = {0.5, 0.2, 0.3, 0.0};
	SynthTarget target = each_value(m, 2, xy, share);
	SynthRegion region = one_value(m, 0, 1);
	SynthSteering request = {0, &region, 1, &target};
	SynthSteerReport report;

	CHECK(synth_steer(m, &request, &report) == NULL);
	CHECK_INT(report.problem, SYNTH_STEER_SHARE_EMPTY);
	CHECK_INT(report.target, 0);
	CHECK_INT(report.part, 1);
	CHECK_INT(report.attribute, -1);

	/* a region may be what empties it */
	target = each_value(m, 1, xy, share);
	target.share[1] = 0.5;
	request.nregions = 1;
	CHECK(synth_steer(m, &request, &report) == NULL);
	CHECK_INT(report.problem, SYNTH_STEER_SHARE_EMPTY);
	CHECK_INT(report.part, 0);
	CHECK_INT(report.attribute, 0);

	/* or all of it */
	target.part[0][1] = -1;
	CHECK(synth_steer(m, &request, &report) == NULL);
	CHECK_INT(report.problem, SYNTH_STEER_SHARE_EMPTY);
	CHECK_INT(report.target, 0);
	CHECK_INT(report.attribute, 0);
}

UNIT_TEST(targets_that_clash_are_refused)
{
	SynthModel *m = chain_model();
	int x = 0;
	int y = 1;
	/* y = 1 needs x = 1: half the rows cannot have it if a third has x = 1 */
	double of_x[2] = {2.0 / 3.0, 1.0 / 3.0};
	double of_y[2] = {0.5, 0.5};
	SynthTarget target[2] = {each_value(m, 1, &x, of_x), each_value(m, 1, &y, of_y)};
	SynthSteering request = {0, NULL, 2, target};
	SynthSteerReport report;

	CHECK(synth_steer(m, &request, &report) == NULL);
	CHECK_INT(report.problem, SYNTH_STEER_CLASH);
	of_y[0] = 0.7;
	of_y[1] = 0.3;
	CHECK(synth_steer(m, &request, &report) != NULL);
}

UNIT_TEST(what_does_not_fit_in_memory_is_reported)
{
	SynthModel *m = empty_model(12);
	SynthTarget target;
	SynthSteering request = {0, NULL, 1, &target};
	SynthSteerReport report;
	int all[12];
	size_t limit = synth_env.memory_limit;

	for (int i = 0; i < 12; i++)
	{
		add_category(m, 8, NULL);
		all[i] = i;
	}
	target = each_value(m, 12, all, NULL);
	CHECK(synth_steer(m, &request, &report) == NULL);
	CHECK_INT(report.problem, SYNTH_STEER_TOO_LARGE);
	CHECK_INT(report.target, 0);
	target = each_value(m, 6, all, NULL);
	synth_env.memory_limit = 4 << 20;
	CHECK(synth_steer(m, &request, &report) == NULL);
	synth_env.memory_limit = limit;
	CHECK_INT(report.problem, SYNTH_STEER_TOO_LARGE);
	CHECK(synth_steer(m, &request, &report) != NULL);
}

/* ---------------------------------------------------------------- rare events */

UNIT_TEST(an_event_of_1e_12_can_be_asked_for)
{
	static const float rare[2] = {1.0f - 1e-3f, 1e-3f};
	SynthModel *m = empty_model(4);
	SynthRegion region[4];
	SynthSteering request = {4, region};
	SynthSteerReport report;
	SynthSteered *s;
	float lines[4] = {rare[0], rare[1], rare[0], rare[1]};
	double error;
	int64_t *const *raw;

	add_category(m, 2, rare);
	for (int i = 1; i < 4; i++)
		add_category(m, 2, lines);
	for (int i = 0; i < 4; i++)
		region[i] = one_value(m, i, 1);
	s = synth_steer(m, &request, &report);
	CHECK(s != NULL);
	CHECK_NEAR(report.probability, 1e-12, 1e-17);
	CHECK_NEAR(synth_steer_probability(m, &request, &error), 1e-12, 1e-17);
	raw = synth_sampler_block(synth_sampler_steered(s), 1, 0, 100);
	for (int i = 0; i < 4; i++)
		for (int r = 0; r < 100; r++)
			CHECK_INT(raw[i][r], 1);
}

/* ---------------------------------------------------------------- errors of private models */

UNIT_TEST(noise_of_a_private_model_is_stated)
{
	SynthModel *m = chain_model();
	SynthRegion region[2] = {one_value(m, 2, 0), one_value(m, 1, 0)};
	SynthSteering request = {1, region};
	double error;
	double p;

	synth_steer_probability(m, &request, &error);
	CHECK_NEAR(error, 0.0, 0.0);
	m->is_private = true;
	m->attribute[2].sigma = 12;
	m->attribute[1].sigma = 6;
	/* one count of sigma 12 among 1000 rows; two of them */
	synth_steer_probability(m, &request, &error);
	CHECK_NEAR(error, 0.012, 1e-12);
	region[0].share[1] = 1;
	synth_steer_probability(m, &request, &error);
	CHECK_NEAR(error, 0.012 * sqrt(2.0), 1e-12);
	/* independent parts: relative errors add up in squares */
	request.nregions = 2;
	p = synth_steer_probability(m, &request, &error);
	{
		SynthSteering one = {1, region};
		SynthSteering two = {1, region + 1};
		double unused;
		double pz = synth_steer_probability(m, &one, &unused);
		double py = synth_steer_probability(m, &two, &unused);

		CHECK_NEAR(error, p * hypot(0.012 * sqrt(2.0) / pz, 0.006 / py), 1e-12);
	}
	/* measured together: two cells */
	m->nmarginals = 1;
	m->marginal = synth_alloc(sizeof(SynthMarginal));
	m->marginal[0].nattr = 2;
	m->marginal[0].attribute[0] = 1;
	m->marginal[0].attribute[1] = 2;
	m->marginal[0].cells = 6;
	m->marginal[0].sigma = 30;
	synth_steer_probability(m, &request, &error);
	CHECK_NEAR(error, 0.03 * sqrt(2.0), 1e-12);
}
