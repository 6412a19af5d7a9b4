/*-------------------------------------------------------------------------
 *
 * test_copula.c
 *	  Drawing from a copula model: normal variables, cut points, correlations,
 *	  shares of codes, determinism.
 *
 *-------------------------------------------------------------------------
 */
#include "copula_model.h"
#include "core/copula.h"
#include "core/linalg.h"
#include "core/normal.h"
#include "core/sampler.h"
#include "stats.h"

/* the density of the ziggurat against the normal distribution: chi-square of 64 cells, error 1e-9 */
UNIT_TEST(normal_variables_are_normal)
{
	SynthNormal t;
	SynthStream st;
	int n = (int) (2000000 * unit_scale());
	double *z = synth_alloc_array((size_t) n, sizeof(double));
	double chi2 = 0;
	double beyond = 0;
	int count[64] = {0};

	synth_normal_init(&t);
	/* the layers close at the top of the density */
	CHECK_NEAR(t.height[255] + 0.00492867323399 / t.edge[255], 1, 1e-9);
	synth_stream_init(&st, 1, 2, 3);
	synth_normal_fill(&t, &st, z, n);
	for (int i = 0; i < n; i++)
	{
		count[(int) (64 * synth_normal_cdf(z[i]))]++;
		beyond += fabs(z[i]) > 3.6541528853610088;
	}
	for (int i = 0; i < 64; i++)
		chi2 += (count[i] - n / 64.0) * (count[i] - n / 64.0) / (n / 64.0);
	CHECK(stats_chi2_tail(chi2, 63) > 1e-9);
	CHECK(stats_binomial_plausible((long) beyond, n, 2 * stats_normal_tail(3.6541528853610088)));
}

/* n rows in blocks of `block` rows */
static uint16_t **
draw(const SynthModel *m, int n, int block, uint64_t seed)
{
	SynthCopulaDraw *d = synth_copula_open(m);
	uint16_t **code = synth_alloc_array((size_t) m->nattributes, sizeof(uint16_t *));
	uint16_t **at = synth_alloc_array((size_t) m->nattributes, sizeof(uint16_t *));

	for (int a = 0; a < m->nattributes; a++)
		code[a] = synth_alloc_array((size_t) n, sizeof(uint16_t));
	for (int first = 0, b = 0; first < n; first += block, b++)
	{
		SynthStream st;

		synth_stream_init(&st, seed, (uint64_t) b, 0);
		for (int a = 0; a < m->nattributes; a++)
			at[a] = code[a] + first;
		synth_copula_block(d, &st, n - first < block ? n - first : block, at);
	}
	return code;
}

/*
 * Shares of pairs of codes against the bivariate normal distribution, by
 * quadrature; small blocks go through the cut points, large ones deal.  Chi-square,
 * error 1e-9 (dealing only lessens the scatter).
 */
static void
check_pair(const SynthModel *m, uint16_t *const *code, int n, int a, int b)
{
	const SynthConditional *ca = &m->conditional[a];
	const SynthConditional *cb = &m->conditional[b];
	int na = m->attribute[a].ncoarse;
	int nb = m->attribute[b].ncoarse;
	double *count = synth_alloc_array((size_t) na * (size_t) nb, sizeof(double));
	double r = copula_model_correlation(m, a, b);
	double chi2 = 0;
	int cells = 0;

	for (int i = 0; i < n; i++)
		count[code[a][i] * nb + code[b][i]]++;
	for (int x = 0; x < na; x++)
	{
		for (int y = 0; y < nb; y++)
		{
			double p = copula_model_cell(m, a, x, b, y, r);

			if (ca->p[x] == 0 || cb->p[y] == 0)
			{
				CHECK(count[x * nb + y] == 0);
				continue;
			}
			if (p * n < 5)
				continue;
			chi2 += (count[x * nb + y] - p * n) * (count[x * nb + y] - p * n) / (p * n);
			cells++;
		}
	}
	if (!(stats_chi2_tail(chi2, cells) > 1e-9))
		unit_failed(__FILE__, __LINE__, "attributes %d and %d: chi-square %.1f of %d cells", a, b, chi2, cells);
	synth_release(count);
}

UNIT_TEST(codes_follow_the_correlations)
{
	int size[5] = {2, 5, 40, 300, 3};
	SynthModel *m = copula_model(5, size, 0.55);
	int n = (int) (160000 * unit_scale());
	int block[2] = {300, SYNTH_BLOCK_ROWS};

	m->conditional[1].p[2] += m->conditional[1].p[0] + m->conditional[1].p[4];
	m->conditional[1].p[0] = m->conditional[1].p[4] = 0;
	for (int k = 0; k < 2; k++)
	{
		uint16_t **code = draw(m, n, block[k], 7);

		for (int a = 0; a < 5; a++)
		{
			for (int b = 0; b < a; b++)
				check_pair(m, code, n, a, b);
		}
	}
}

/* in a block that deals, a code is as frequent as its probability says, to within a row */
UNIT_TEST(large_blocks_meet_the_shares)
{
	int size[3] = {4, 90, 1000};
	SynthModel *m = copula_model(3, size, -0.4);
	uint16_t **code = draw(m, SYNTH_BLOCK_ROWS, SYNTH_BLOCK_ROWS, 3);

	for (int a = 0; a < 3; a++)
	{
		int *count = synth_alloc_array((size_t) size[a], sizeof(int));

		for (int r = 0; r < SYNTH_BLOCK_ROWS; r++)
			count[code[a][r]]++;
		for (int x = 0; x < size[a]; x++)
			CHECK(fabs(count[x] - SYNTH_BLOCK_ROWS * (double) m->conditional[a].p[x]) < 1 + 1e-3);
	}
}

UNIT_TEST(blocks_are_functions_of_their_stream)
{
	int size[4] = {2, 7, 600, 30};
	SynthModel *m = copula_model(4, size, 0.3);
	uint16_t **one = draw(m, 40000, SYNTH_BLOCK_ROWS, 11);
	uint16_t **two = draw(m, 40000, SYNTH_BLOCK_ROWS, 11);
	uint16_t **other = draw(m, 40000, SYNTH_BLOCK_ROWS, 12);
	int differing = 0;

	for (int a = 0; a < 4; a++)
	{
		CHECK(memcmp(one[a], two[a], 40000 * sizeof(uint16_t)) == 0);
		differing += memcmp(one[a], other[a], 40000 * sizeof(uint16_t)) != 0;
	}
	CHECK_INT(differing, 4);
}

UNIT_TEST(impossible_correlations_are_refused)
{
	int size[3] = {3, 3, 3};
	SynthModel *m = copula_model(3, size, 0);

	m->copula->correlation[0] = 0.9f;
	m->copula->correlation[1] = 0.9f;
	m->copula->correlation[2] = -0.9f;
	CHECK_FAILS(SYNTH_ERR_CORRUPT, synth_copula_open(m));
}

/* 200 columns: open and a block within 64 MB, polls between batches */
UNIT_TEST(wide_models_draw_in_bounded_memory)
{
	int size[200];
	SynthModel *m;

	for (int a = 0; a < 200; a++)
		size[a] = 500;
	m = copula_model(200, size, 0.2);
	unit_peak_bytes = unit_bytes;
	{
		size_t before = unit_bytes;
		long polls = unit_polls;
		uint16_t **code = draw(m, SYNTH_BLOCK_ROWS, SYNTH_BLOCK_ROWS, 1);

		CHECK(unit_peak_bytes - before < (size_t) 16 << 20);
		CHECK(unit_polls - polls >= SYNTH_BLOCK_ROWS / 1024);
		check_pair(m, code, SYNTH_BLOCK_ROWS, 0, 199);
	}
}
