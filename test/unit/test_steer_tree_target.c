/*-------------------------------------------------------------------------
 *
 * test_steer_tree_target.c
 *	  Target shares of tree models.
 *
 * Chi-square checks fail a correct program with probability 1e-9 each.
 *
 *-------------------------------------------------------------------------
 */
#include "chain_model.h"
#include "core/sampler.h"
#include "core/steer_tree.h"
#include "enumerate.h"
#include "random_model.h"
#include "unit.h"

#define MOST 16

/* a target on each of two attributes of random trees: shares are met, the rest follows */
UNIT_TEST(targets_are_met_and_the_rest_follows)
{
	RandomModel r = {6, 6, 8, 4, SYNTH_METHOD_TREE};
	int tried = 0;

	while (tried < 15)
	{
		SynthModel *m = random_model_new(&r);
		int n = m->nattributes;
		Cells c;
		SynthSteering q = {0};
		SynthTarget target = {0};
		SynthSteerReport report;
		SynthSteerTree *t;
		SynthSampler *s;
		double *p;
		double *count;
		double part[2] = {0};
		uint16_t code[MOST];
		int blocks = (int) (600 * unit_scale());
		const double share[2] = {0.3, 0.7};
		int a;
		int rows;

		if (n < 3)
		{
			unit_forget();
			continue;
		}
		c = cells_new(m);
		a = (int) unit_random_below((uint64_t) n);
		target.nattr = 1;
		target.attribute = &a;
		target.nparts = synth_alloc(sizeof(int));
		target.nparts[0] = 2;
		target.part = synth_alloc(sizeof(int16_t *));
		target.part[0] = synth_alloc_array((size_t) m->attribute[a].nfine, sizeof(int16_t));
		for (int x = 0; x < m->attribute[a].nfine; x++)
			target.part[0][x] = (int16_t) ((int) unit_random_below(3) - 1);
		target.share = (double *) share;
		q.ntargets = 1;
		q.target = &target;
		p = synth_alloc_array(c.n, sizeof(double));
		for (size_t i = 0; i < c.n; i++)
		{
			cells_codes(&c, i, code);
			if (target.part[0][code[a]] >= 0)
				part[target.part[0][code[a]]] += c.p[i];
		}
		if (part[0] < 1e-3 || part[1] < 1e-3)
		{
			unit_forget();
			continue;
		}
		tried++;
		for (size_t i = 0; i < c.n; i++)
		{
			int x;

			cells_codes(&c, i, code);
			x = target.part[0][code[a]];
			p[i] = x >= 0 ? c.p[i] * share[x] / part[x] : 0.0;
		}
		t = synth_steer_tree(m, &q, &report);
		CHECK(t != NULL);
		s = synth_steer_tree_sampler(t);
		count = synth_alloc_array(c.n, sizeof(double));
		rows = 17;
		for (int b = 0; b < blocks; b++)
		{
			int64_t *const *raw = synth_sampler_block(s, 5, (uint64_t) b, rows);
			int first = 0;

			for (int k = 0; k < rows; k++)
			{
				cells_codes(&c, cells_of_row(&c, raw, k), code);
				CHECK(target.part[0][code[a]] >= 0);
				first += target.part[0][code[a]] == 0;
			}
			CHECK(fabs(first - rows * share[0]) < 1.001);
			count[cells_of_row(&c, raw, 3)] += 1.0;
		}
		cells_check("rows with target shares", c.n, p, count, blocks);
		unit_forget();
	}
}

/* every combination of two attributes equally often, also those that the model rarely makes */
UNIT_TEST(balance_reaches_every_combination)
{
	SynthModel *m = chain(4, 6, 0.3);
	SynthSteering q = {0};
	SynthTarget target = {0};
	SynthSteerReport report;
	SynthSteerTree *t;
	int attribute[2] = {3, 1};
	int nparts[2] = {6, 6};
	int16_t part[6] = {0, 1, 2, 3, 4, 5};
	int16_t *parts[2] = {part, part};
	int count[36] = {0};
	int64_t *const *raw;

	target.nattr = 2;
	target.attribute = attribute;
	target.nparts = nparts;
	target.part = parts;
	q.ntargets = 1;
	q.target = &target;
	t = synth_steer_tree(m, &q, &report);
	CHECK(t != NULL);
	raw = synth_sampler_block(synth_steer_tree_sampler(t), 3, 1, 3600);
	for (int r = 0; r < 3600; r++)
		count[6 * raw[3][r] + raw[1][r]]++;
	/* combinations below one row in 10000 do not exist */
	for (int i = 0; i < 36; i++)
		CHECK(count[i] == 0 || abs(count[i] - count[0]) <= 1);
	CHECK(count[0] <= 3600 / 25);
}

/* half of the rows shall have a code that one row in 30000 has: it need not be in any pilot of the model's own rows */
UNIT_TEST(a_share_of_the_rarest_is_met)
{
	const int width = 15;
	SynthModel *m = chain(8, width, 0.05);
	SynthSteering q = {0};
	SynthTarget target = {0};
	SynthSteerReport report;
	SynthSteerTree *t;
	int a = 7;
	int nparts = 2;
	int16_t part[15] = {0};
	int16_t *parts = part;
	double share[2] = {0.5, 0.5};
	double keep = pow(0.95, 7.0);
	int same = 0;
	int rare = 0;
	int64_t *const *raw;

	part[width - 1] = 1;
	target.nattr = 1;
	target.attribute = &a;
	target.nparts = &nparts;
	target.part = &parts;
	target.share = share;
	q.ntargets = 1;
	q.target = &target;
	t = synth_steer_tree(m, &q, &report);
	CHECK(t != NULL);
	CHECK(report.probability == 1.0 && report.effective > 0.3);
	raw = synth_sampler_block(synth_steer_tree_sampler(t), 2, 0, 10000);
	for (int r = 0; r < 10000; r++)
	{
		rare += raw[7][r] == width - 1;
		same += raw[7][r] == width - 1 && raw[0][r] == width - 1;
	}
	CHECK_INT(rare, 5000);
	/* 6 standard errors of a third as many rows */
	CHECK_NEAR(same / 5000.0, keep, 6.0 * sqrt(0.25 / 1600.0));
}

UNIT_TEST(a_share_of_nothing_is_refused)
{
	SynthModel *m = chain(2, 4, 0.5);
	SynthSteering q = {0};
	SynthTarget target = {0};
	SynthSteerReport report;
	int a = 1;
	int nparts = 2;
	int16_t part[4] = {0, 0, 0, 1};
	int16_t *parts = part;
	double share[2] = {0.5, 0.5};

	for (int i = 0; i < m->conditional[1].tree->nentries; i++)
		if (m->conditional[1].tree->code[i] == 3)
			m->conditional[1].tree->p[i] = 1e-12f;
	target.nattr = 1;
	target.attribute = &a;
	target.nparts = &nparts;
	target.part = &parts;
	target.share = share;
	q.ntargets = 1;
	q.target = &target;
	CHECK(synth_steer_tree(m, &q, &report) == NULL);
	CHECK_INT(report.problem, SYNTH_STEER_SHARE_EMPTY);
	CHECK_INT(report.part, 1);
}
