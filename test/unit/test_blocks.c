/*-------------------------------------------------------------------------
 *
 * test_blocks.c
 *	  Inference from tables that were measured in blocks of cells.
 *
 *-------------------------------------------------------------------------
 */
#include "core/denoise.h"
#include "core/infer.h"
#include "joint.h"

/*
 * Blocks of one attribute: the optimum is the projection of the blocks on the
 * simplex, and within a block nothing tells the cells apart.  With blocks and
 * cells measured, the optimum is where no distribution lies downhill.
 */
UNIT_TEST(blocks_reach_the_constrained_optimum)
{
	for (int trial = 0; trial < 30; trial++)
	{
		int size[1] = {12};
		int attr[1] = {0};
		uint32_t block[12];
		double y[4];
		double v[4];
		double cell[12];
		double expected[4];
		double mu[12];
		double slope[12];
		double sum[4] = {0, 0, 0, 0};
		double lowest = HUGE_VAL;
		double gap = 0;
		SynthInfer *inf = synth_infer_new(1, size, 500);

		for (int i = 0; i < 12; i++)
			block[i] = i < 4 ? (uint32_t) i : (uint32_t) unit_random_below(4);
		for (int b = 0; b < 4; b++)
		{
			y[b] = 400 * unit_random_unit() - 60;
			v[b] = 100 * (1 + 3 * unit_random_unit());
		}
		synth_project_simplex(y, v, 4, 500, expected);
		synth_infer_observe_blocks(inf, 1, attr, 4, block, y, v, 0);
		synth_infer_fit(inf, 20000, 1e-12);
		CHECK(synth_infer_marginal(inf, 1, attr, mu));
		for (int i = 0; i < 12; i++)
		{
			sum[block[i]] += mu[i];
			CHECK_NEAR(mu[i], mu[block[i]], 1e-6);
		}
		for (int b = 0; b < 4; b++)
			CHECK_NEAR(sum[b], expected[b], 0.5);

		for (int i = 0; i < 12; i++)
			cell[i] = 120 * unit_random_unit() - 20;
		inf = synth_infer_new(1, size, 500);
		synth_infer_observe_blocks(inf, 1, attr, 4, block, y, v, 0);
		synth_infer_observe(inf, 1, attr, cell, NULL, 250);
		synth_infer_fit(inf, 20000, 1e-13);
		CHECK(synth_infer_marginal(inf, 1, attr, mu));
		memset(sum, 0, sizeof(sum));
		for (int i = 0; i < 12; i++)
			sum[block[i]] += mu[i];
		for (int i = 0; i < 12; i++)
		{
			slope[i] = (sum[block[i]] - y[block[i]]) / v[block[i]] + (mu[i] - cell[i]) / 250;
			lowest = fmin(lowest, slope[i]);
		}
		/* <slope, mu - best corner> bounds what the loss is above its optimum */
		for (int i = 0; i < 12; i++)
			gap += mu[i] * (slope[i] - lowest);
		CHECK(gap < 0.1);
	}
}

/*
 * Blocks of pairs and cells of others, in any order of attributes: what was
 * measured exactly of one distribution is met, and a block measured twice
 * counts by inverse variance.
 */
UNIT_TEST(blocks_of_pairs_are_met)
{
	for (int trial = 0; trial < 20; trial++)
	{
		Joint j;
		SynthInfer *inf;
		double sum = 0;
		double total = 10000;
		int pair[3][2] = {{0, 1}, {2, 1}, {3, 0}};
		uint32_t *block[3];
		double y[3][4];

		joint_new(&j, 4, 4);
		for (size_t i = 0; i < j.ncells; i++)
			sum += j.p[i] = unit_random_unit() + 0.05;
		for (size_t i = 0; i < j.ncells; i++)
			j.p[i] *= total / sum;
		inf = synth_infer_new(j.d, j.size, total);
		for (int a = 0; a < j.d; a++)
		{
			size_t n;
			double *one = joint_marginal(&j, 1, &a, &n);

			synth_infer_observe(inf, 1, &a, one, NULL, 100.0);
		}
		for (int f = 0; f < 3; f++)
		{
			size_t n;
			double *table = joint_marginal(&j, 2, pair[f], &n);
			double doubled[4];

			block[f] = synth_alloc_array(n, sizeof(uint32_t));
			memset(y[f], 0, sizeof(y[f]));
			for (size_t i = 0; i < n; i++)
			{
				block[f][i] = (uint32_t) unit_random_below(4);
				y[f][block[f][i]] += table[i];
			}
			for (int b = 0; b < 4; b++)
				doubled[b] = 2 * y[f][b];
			synth_infer_observe_blocks(inf, 2, pair[f], 4, block[f], doubled, NULL, 400.0);
			for (int b = 0; b < 4; b++)
				doubled[b] = 0.75 * y[f][b];
			/* (2 / 400 + 0.75 / 100) / (1 / 400 + 1 / 100) = 1 */
			synth_infer_observe_blocks(inf, 2, pair[f], 4, block[f], doubled, NULL, 100.0);
		}
		CHECK(synth_infer_fit(inf, 5000, 1e-12) < 1e-3);
		for (int f = 0; f < 3; f++)
		{
			int n = j.size[pair[f][0]] * j.size[pair[f][1]];
			double *mu = synth_alloc_array((size_t) n, sizeof(double));
			double got[4] = {0, 0, 0, 0};

			CHECK(synth_infer_marginal(inf, 2, pair[f], mu));
			for (int i = 0; i < n; i++)
				got[block[f][i]] += mu[i];
			for (int b = 0; b < 4; b++)
				CHECK_NEAR(got[b], y[f][b], 1.0);
		}
	}
}
