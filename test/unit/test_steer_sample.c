/*-------------------------------------------------------------------------
 *
 * test_steer_sample.c
 *	  Rows of steered table models: all inside their regions, distributed as
 *	  plain rows that are filtered, shares met.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "core/finecode.h"
#include "core/steer.h"
#include "stats.h"
#include "steer_checks.h"
#include "steer_models.h"

/* ---------------------------------------------------------------- rows and regions */

static bool
raw_inside(const SynthModel *m, const SynthRegion *r, int64_t raw)
{
	const SynthAttribute *a = &m->attribute[r->attribute];
	uint16_t code;

	if (a->kind == SYNTH_NUMBER && synth_finecode_ordinary(raw))
	{
		for (int i = 0; i < r->nintervals; i++)
			if (raw >= r->lo[i] && raw <= r->hi[i])
				return true;
		return false;
	}
	synth_finecode_block(a, &raw, 1, &code);
	return r->share[code] > 0;
}

UNIT_TEST(all_rows_meet_all_regions)
{
	RandomModel r = {31, 8, 40, 3};
	int sampled = 0;

	for (int i = 0; i < (int) (200 * unit_scale()); i++)
	{
		SynthModel *m = random_model_new(&r);
		SynthSteering request = {0};
		SynthSteerReport report;
		SynthSteered *s;
		SynthRegion region[8];

		for (int a = 0; a < m->nattributes && request.nregions < 4; a++)
			if (random_model_below(&r, 2) == 0)
				region[request.nregions++] = random_region(&r, m, a);
		request.region = region;
		s = synth_steer(m, &request, &report);
		CHECK((s != NULL) == (report.problem == SYNTH_STEER_FINE));
		if (s == NULL || m->nattributes == 0)
			continue;
		for (int block = 0; block < 3; block++)
		{
			int nrows = block == 0 ? 1 : 1 + random_model_below(&r, 900);
			int64_t *const *raw = synth_sampler_block(synth_sampler_steered(s), 5, (uint64_t) block, nrows);

			for (int k = 0; k < request.nregions; k++)
				for (int row = 0; row < nrows; row++)
					CHECK(raw_inside(m, &region[k], raw[region[k].attribute][row]));
		}
		sampled++;
		unit_forget();
	}
	CHECK(sampled > 60 * unit_scale());
}

UNIT_TEST(a_steered_block_depends_on_its_name_alone)
{
	RandomModel r = {32, 6, 30, 3};
	int compared = 0;

	for (int i = 0; i < (int) (60 * unit_scale()); i++)
	{
		SynthModel *m = random_model_new(&r);
		SynthSteering request = {0};
		SynthSteerReport report;
		SynthRegion region;
		SynthSampler *s[2];
		int64_t *const *raw[2];

		if (m->nattributes < 2)
			continue;
		region = random_region(&r, m, 1);
		request.nregions = 1;
		request.region = &region;
		if (synth_steer(m, &request, &report) == NULL)
			continue;
		for (int k = 0; k < 2; k++)
			s[k] = synth_sampler_steered(synth_steer(m, &request, &report));
		synth_sampler_block(s[0], 1, 9, 100);
		for (int k = 0; k < 2; k++)
			raw[k] = synth_sampler_block(s[k], 1, 4, 700);
		for (int a = 0; a < m->nattributes; a++)
			CHECK(memcmp(raw[0][a], raw[1][a], 700 * sizeof(int64_t)) == 0);
		compared++;
		unit_forget();
	}
	CHECK(compared > 20 * unit_scale());
}

/*
 * Pairs of fine codes in steered rows and in plain rows of which those inside
 * are kept: a two-sample chi-square over the pairs, each failing a correct
 * program with probability below 1e-9.  Codes are dealt rather than thrown,
 * which makes the statistic smaller, never larger; one row a block avoids it.
 */
UNIT_TEST(steered_rows_are_filtered_rows)
{
	RandomModel r = {33, 4, 12, 2};
	int compared = 0;

	for (int i = 0; i < 200 && compared < 12; i++)
	{
		SynthModel *m = random_model_new(&r);
		SynthSteering request = {0};
		SynthSteerReport report;
		SynthRegion region[2];
		SynthSampler *plain;
		SynthSampler *steered;
		int n = (int) (20000 * unit_scale());
		int na;
		int nb;
		double *seen[2];
		double total[2] = {0};
		double chi2 = 0;
		int df = -1;

		if (m->nattributes < 3)
			continue;
		region[0] = random_region(&r, m, 0);
		region[1] = random_region(&r, m, 2);
		request.nregions = 2;
		request.region = region;
		if (synth_steer(m, &request, &report) == NULL || report.probability < 0.05 || report.probability > 0.9)
			continue;
		na = m->attribute[0].nfine;
		nb = m->attribute[1].nfine;
		plain = synth_sampler_new(m);
		steered = synth_sampler_steered(synth_steer(m, &request, &report));
		for (int k = 0; k < 2; k++)
		{
			seen[k] = synth_alloc_array((size_t) (na * nb), sizeof(double));
			for (int block = 0; block < n; block++)
			{
				int64_t *const *raw = synth_sampler_block(k == 0 ? plain : steered, 77, (uint64_t) block, 1);
				uint16_t a;
				uint16_t b;

				if (!raw_inside(m, &region[0], raw[0][0]) || !raw_inside(m, &region[1], raw[2][0]))
					continue;
				synth_finecode_block(&m->attribute[0], raw[0], 1, &a);
				synth_finecode_block(&m->attribute[1], raw[1], 1, &b);
				seen[k][a * nb + b]++;
				total[k]++;
			}
		}
		CHECK(total[1] == n);
		CHECK(stats_binomial_plausible((long) total[0], n, report.probability));
		for (int c = 0; c < na * nb; c++)
		{
			double both = seen[0][c] + seen[1][c];

			/* small cells would not be chi-square */
			if (both < 10)
				continue;
			df++;
			for (int k = 0; k < 2; k++)
			{
				double expected = both * total[k] / (total[0] + total[1]);

				chi2 += (seen[k][c] - expected) * (seen[k][c] - expected) / expected;
			}
		}
		if (df > 0)
			CHECK(stats_chi2_tail(chi2, df) > 1e-9);
		compared++;
		unit_forget();
	}
	CHECK(compared >= 8);
}

/* ---------------------------------------------------------------- shares */

/* what is drawn first is dealt: the shares of a block are met to a row for each attribute that is targeted */
UNIT_TEST(shares_of_a_block_are_met_to_a_row)
{
	SynthModel *m = chain_model();
	int both[2] = {2, 0};
	double share[6] = {0.05, 0.15, 0.2, 0.1, 0.3, 0.2};
	SynthTarget target = each_value(m, 2, both, share);
	SynthSteering request = {0, NULL, 1, &target};
	SynthSteerReport report;
	SynthSteered *s = synth_steer(m, &request, &report);
	long count[6] = {0};
	long of_z[3] = {0};
	int64_t *const *raw;

	CHECK(s != NULL);
	CHECK_INT(report.problem, SYNTH_STEER_FINE);
	CHECK_NEAR(report.probability, 1.0, 0.0);
	raw = synth_sampler_block(synth_sampler_steered(s), 3, 0, 10000);
	for (int r = 0; r < 10000; r++)
	{
		count[raw[2][r] * 2 + raw[0][r]]++;
		of_z[raw[2][r]]++;
		CHECK(!(raw[0][r] == 0 && raw[1][r] == 1));
	}
	for (int c = 0; c < 6; c++)
		CHECK_NEAR(count[c], 10000 * share[c], 2.0);
	for (int z = 0; z < 3; z++)
		CHECK_NEAR(of_z[z], 10000 * (share[2 * z] + share[2 * z + 1]), 1.01);
}

/* all combinations that exist get the same, those that do not get nothing */
UNIT_TEST(balance_leaves_out_what_does_not_exist)
{
	SynthModel *m = chain_model();
	int xy[2] = {0, 1};
	SynthTarget target = each_value(m, 2, xy, NULL);
	SynthSteering request = {0, NULL, 1, &target};
	SynthSteerReport report;
	SynthSteered *s = synth_steer(m, &request, &report);
	long count[4] = {0};
	int64_t *const *raw;

	CHECK(s != NULL);
	raw = synth_sampler_block(synth_sampler_steered(s), 3, 0, 9000);
	for (int r = 0; r < 9000; r++)
		count[raw[0][r] * 2 + raw[1][r]]++;
	CHECK_NEAR(count[0], 3000, 1.01);
	CHECK_INT(count[1], 0);
	CHECK_NEAR(count[2], 3000, 1.01);
	CHECK_NEAR(count[3], 3000, 1.01);
}

/* a combination that the model gives less than a row of does not exist */
UNIT_TEST(balance_leaves_out_what_is_less_than_a_row)
{
	static const float p[3] = {0.6f, 0.3998f, 0.0002f};
	SynthModel *m = empty_model(1);
	int x = 0;
	SynthTarget target;
	SynthSteering request = {0, NULL, 1, &target};
	SynthSteerReport report;

	add_category(m, 3, p);
	target = each_value(m, 1, &x, NULL);
	for (int k = 0; k < 2; k++)
	{
		long count[3] = {0};
		int64_t *const *raw;

		m->total = k == 0 ? 1000 : 100000;
		raw = synth_sampler_block(synth_sampler_steered(synth_steer(m, &request, &report)), 3, 0, 6000);
		for (int r = 0; r < 6000; r++)
			count[raw[0][r]]++;
		CHECK_NEAR(count[0], k == 0 ? 3000 : 2000, 1.01);
		CHECK_NEAR(count[2], k == 0 ? 0 : 2000, 1.01);
	}
}
