/*-------------------------------------------------------------------------
 *
 * test_steer_copula.c
 *	  Conditions and target shares of copulas: against plain samples that are
 *	  filtered, and against exact probabilities.
 *
 *-------------------------------------------------------------------------
 */
#include "copula_model.h"
#include "core/steer.h"
#include "stats.h"

#define MOST_CELLS 4096

/* regions by fine codes: bit x of inside[i] lets code x of attribute[i] in, wholly */
static SynthSteering
regions_of(const SynthModel *m, int n, const int *attribute, const uint64_t *inside)
{
	SynthSteering request = {0};

	request.region = synth_alloc_array((size_t) n + 1, sizeof(SynthRegion));
	for (int i = 0; i < n; i++)
	{
		SynthRegion *r = &request.region[request.nregions++];
		int nfine = m->attribute[attribute[i]].nfine;

		r->attribute = attribute[i];
		r->share = synth_alloc_array((size_t) nfine, sizeof(double));
		r->lo = synth_alloc_array((size_t) nfine, sizeof(int64_t));
		r->hi = synth_alloc_array((size_t) nfine, sizeof(int64_t));
		for (int x = 0; x < nfine; x++)
		{
			if (!(inside[i] >> x & 1))
				continue;
			r->lo[r->nintervals] = x;
			r->hi[r->nintervals++] = x;
		}
		synth_region_cells(m, r);
	}
	return request;
}

static bool
meets(const SynthSteering *request, int64_t *const *raw, int row)
{
	for (int i = 0; i < request->nregions; i++)
	{
		const SynthRegion *r = &request->region[i];
		bool inside = false;

		for (int k = 0; k < r->nintervals; k++)
			inside = inside || (raw[r->attribute][row] >= r->lo[k] && raw[r->attribute][row] <= r->hi[k]);
		if (!inside)
			return false;
	}
	return true;
}

/* rows per cell of the full joint table; every steered row must meet the request */
static double
count_cells(const SynthModel *m, SynthSampler *s, const SynthSteering *filter, bool must, uint64_t seed, int blocks,
			int nrows, double *count)
{
	double kept = 0;

	memset(count, 0, MOST_CELLS * sizeof(double));
	for (int b = 0; b < blocks; b++)
	{
		int64_t *const *raw = synth_sampler_block(s, seed, (uint64_t) b, nrows);

		for (int r = 0; r < nrows; r++)
		{
			size_t cell = 0;
			bool in = meets(filter, raw, r);

			CHECK(in || !must);
			if (!in)
				continue;
			for (int a = 0; a < m->nattributes; a++)
				cell = cell * (size_t) m->attribute[a].nfine + (size_t) raw[a][r];
			CHECK(cell < MOST_CELLS);
			count[cell]++;
			kept++;
		}
	}
	return kept;
}

/* two samples of one distribution?  chi-square of the cells with enough rows, error 1e-9 */
static void
check_same(const double *a, double na, const double *b, double nb, const char *what)
{
	double chi2 = 0;
	int cells = 0;
	double rest_a = 0;
	double rest_b = 0;

	for (int c = 0; c <= MOST_CELLS; c++)
	{
		double x = c < MOST_CELLS ? a[c] : rest_a;
		double y = c < MOST_CELLS ? b[c] : rest_b;
		double p = (x + y) / (na + nb);

		if (c < MOST_CELLS && (p * na < 5 || p * nb < 5))
		{
			rest_a += x;
			rest_b += y;
			continue;
		}
		if (p == 0)
			continue;
		chi2 += (x - p * na) * (x - p * na) / (p * na) + (y - p * nb) * (y - p * nb) / (p * nb);
		cells++;
	}
	CHECK(cells > 3);
	if (!(stats_chi2_tail(chi2, cells - 1) > 1e-9))
		unit_failed(__FILE__, __LINE__, "%s: chi-square %.1f of %d cells", what, chi2, cells);
}

/* conditions on one to four attributes, with gaps, in large blocks and in small ones */
UNIT_TEST(steered_rows_are_those_of_a_filtered_sample)
{
	int size[4] = {4, 6, 5, 7};
	static double plain[MOST_CELLS];
	static double steered[MOST_CELLS];
	struct
	{
		int n;
		int attribute[4];
		uint64_t inside[4];
		double r;
	} condition[] = {
		{1, {1}, {0x09}, 0.6},
		{2, {0, 3}, {0x03, 0x61}, 0.6},
		{3, {2, 0, 1}, {0x0B, 0x06, 0x31}, -0.5},
		{4, {3, 2, 1, 0}, {0x2D, 0x15, 0x07, 0x0D}, 0.7},
	};

	for (int k = 0; k < 4; k++)
	{
		SynthModel *m = copula_model(4, size, condition[k].r);
		SynthSteering request = regions_of(m, condition[k].n, condition[k].attribute, condition[k].inside);
		SynthSteerReport report;
		int blocks = (int) (60 * unit_scale()) + 4;
		double n = count_cells(m, synth_sampler_new(m), &request, false, 5, blocks, SYNTH_BLOCK_ROWS, plain);
		double all = (double) blocks * SYNTH_BLOCK_ROWS;
		SynthSteered *s = synth_steer(m, &request, &report);
		double got;

		CHECK(s != NULL);
		CHECK_INT(report.problem, SYNTH_STEER_FINE);
		/* six standard errors of either */
		CHECK_NEAR(n / all, report.probability,
				   6 * sqrt(report.probability * (1 - report.probability) / all) + 6 * report.error + 1e-6);
		got = count_cells(m, synth_sampler_steered(s), &request, true, 6, 10, SYNTH_BLOCK_ROWS, steered);
		check_same(plain, n, steered, got, "large blocks");
		got = count_cells(m, synth_sampler_steered(s), &request, true, 7, 600, 100, steered);
		check_same(plain, n, steered, got, "small blocks");
		got = count_cells(m, synth_sampler_steered(s), &request, true, 8, 20000, 1, steered);
		check_same(plain, n, steered, got, "blocks of one row");
		unit_forget();
	}
}

/* one attribute: the sum of its shares, parts of cells included; with its own report */
UNIT_TEST(probability_of_one_region_is_exact)
{
	int size[2] = {10, 5};
	SynthModel *m = copula_model(2, size, 0.5);
	int attribute[1] = {0};
	uint64_t inside[1] = {0x3C};
	SynthSteering request = regions_of(m, 1, attribute, inside);
	double expected = 0;
	double error;

	for (int x = 2; x < 6; x++)
		expected += (double) m->conditional[0].p[x];
	CHECK_NEAR(synth_steer_probability(m, &request, &error), expected, 1e-6);
	CHECK(error == 0);
	request.region[0].share[2] = 0.25;
	expected -= 0.75 * (double) m->conditional[0].p[2];
	CHECK_NEAR(synth_steer_probability(m, &request, &error), expected, 1e-6);
	request.nregions = 0;
	CHECK(synth_steer_probability(m, &request, &error) == 1);
}

/* two attributes: the cell's probability by quadrature, within six stated errors */
UNIT_TEST(probability_of_two_regions_is_within_its_error)
{
	int size[2] = {6, 40};

	for (int k = -3; k <= 3; k++)
	{
		SynthModel *m = copula_model(2, size, k * 0.3);
		int attribute[2] = {0, 1};
		uint64_t inside[2] = {UINT64_C(1) << 0, UINT64_C(1) << 39};
		SynthSteering request = regions_of(m, 2, attribute, inside);
		double error;
		double p = synth_steer_probability(m, &request, &error);
		double expected = copula_model_cell(m, 0, 0, 1, 39, copula_model_correlation(m, 0, 1));

		CHECK(error < 0.05 * p);
		CHECK_NEAR(p, expected, 6 * error + 2e-3 * expected);
	}
}

/* the ends of strongly and oppositely correlated columns never met in any sample: probability far below 1e-12 */
UNIT_TEST(improbable_regions_are_met)
{
	int size[3] = {2, 2, 9};
	SynthModel *m = copula_model(3, size, -0.95);
	int attribute[2] = {0, 2};
	uint64_t inside[2] = {1, 1};
	SynthSteering request;
	SynthSteerReport report;
	SynthSteered *s;
	static double count[MOST_CELLS];

	for (int x = 0; x < 2; x++)
		m->conditional[0].p[x] = x == 0 ? 1e-7f : 1 - 1e-7f;
	for (int x = 0; x < 9; x++)
		m->conditional[2].p[x] = x == 8 ? 1e-7f : (float) ((1 - 1e-7) / 8);
	/* lowest of the first with the highest of the third, which go together */
	inside[1] = 1 << m->copula->order[2][8];
	for (int x = 0; x < 9; x++)
		m->conditional[2].p[x] = x == m->copula->order[2][8] ? 1e-7f : (float) ((1 - 1e-7) / 8);
	request = regions_of(m, 2, attribute, inside);
	s = synth_steer(m, &request, &report);
	CHECK(s != NULL);
	CHECK(report.probability > 0 && report.probability < 1e-12);
	CHECK(count_cells(m, synth_sampler_steered(s), &request, true, 1, 2, 1000, count) == 2000);
}

UNIT_TEST(regions_without_mass_are_reported)
{
	int size[2] = {4, 4};
	SynthModel *m = copula_model(2, size, 0.5);
	int attribute[2] = {0, 1};
	uint64_t inside[2] = {0x3, 0x4};
	SynthSteering request;
	SynthSteerReport report;
	double error;

	m->conditional[1].p[0] += m->conditional[1].p[2];
	m->conditional[1].p[2] = 0;
	request = regions_of(m, 2, attribute, inside);
	CHECK(synth_steer(m, &request, &report) == NULL);
	CHECK_INT(report.problem, SYNTH_STEER_NO_MASS);
	CHECK_INT(report.attribute, 1);
	CHECK(synth_steer_probability(m, &request, &error) == 0);
}

static SynthTarget
target_of(const SynthModel *m, int n, const int *attribute, int nparts, const double *share)
{
	SynthTarget t = {0};
	size_t cells = 1;

	t.nattr = n;
	t.attribute = synth_alloc_array((size_t) n, sizeof(int));
	t.nparts = synth_alloc_array((size_t) n, sizeof(int));
	t.part = synth_alloc_array((size_t) n, sizeof(int16_t *));
	for (int i = 0; i < n; i++)
	{
		int nfine = m->attribute[attribute[i]].nfine;

		t.attribute[i] = attribute[i];
		t.nparts[i] = nparts;
		cells *= (size_t) nparts;
		t.part[i] = synth_alloc_array((size_t) nfine, sizeof(int16_t));
		for (int x = 0; x < nfine; x++)
			t.part[i][x] = (int16_t) (x % nparts);
	}
	if (share != NULL)
	{
		t.share = synth_alloc_array(cells, sizeof(double));
		memcpy(t.share, share, cells * sizeof(double));
	}
	return t;
}

/* shares are met to within a row of each cell; the rest follows the model's conditionals */
UNIT_TEST(targets_are_met_and_the_rest_follows)
{
	int size[4] = {4, 6, 5, 7};
	SynthModel *m = copula_model(4, size, 0.6);
	int one[1] = {1};
	int two[2] = {0, 2};
	double share[2] = {0.85, 0.15};
	static double count[MOST_CELLS];
	static double part_count[2][MOST_CELLS];
	SynthSteering request = {0};
	SynthSteering nothing = {0};
	SynthSteerReport report;
	SynthSteered *s;
	double met[2] = {0, 0};
	double balanced[4] = {0};
	int n = 10 * SYNTH_BLOCK_ROWS;

	request.ntargets = 2;
	request.target = synth_alloc_array(2, sizeof(SynthTarget));
	request.target[0] = target_of(m, 1, one, 2, share);
	request.target[1] = target_of(m, 2, two, 2, NULL);
	s = synth_steer(m, &request, &report);
	CHECK(s != NULL);
	CHECK(count_cells(m, synth_sampler_steered(s), &nothing, true, 3, 10, SYNTH_BLOCK_ROWS, count) == n);
	for (int c = 0; c < 4 * 6 * 5 * 7; c++)
	{
		int x = c / (6 * 5 * 7);
		int y = c / (5 * 7) % 6;
		int z = c / 7 % 5;

		met[y % 2] += count[c];
		balanced[x % 2 * 2 + z % 2] += count[c];
	}
	CHECK_NEAR(met[0] / n, 0.85, 2e-3);
	for (int i = 0; i < 4; i++)
		CHECK_NEAR(balanced[i] / n, 0.25, 2e-3);

	/* one target alone: within a part, rows are those of the model */
	request.ntargets = 1;
	s = synth_steer(m, &request, &report);
	CHECK(s != NULL);
	count_cells(m, synth_sampler_steered(s), &nothing, true, 4, 20, SYNTH_BLOCK_ROWS, count);
	count_cells(m, synth_sampler_new(m), &nothing, true, 5, 20, SYNTH_BLOCK_ROWS, part_count[0]);
	for (int part = 0; part < 2; part++)
	{
		double na = 0;
		double nb = 0;

		memset(part_count[1], 0, sizeof part_count[1]);
		for (int c = 0; c < 4 * 6 * 5 * 7; c++)
		{
			if (c / (5 * 7) % 6 % 2 == part)
				part_count[1][c] = part_count[0][c];
		}
		for (int c = 0; c < 4 * 6 * 5 * 7; c++)
		{
			if (c / (5 * 7) % 6 % 2 != part)
				continue;
			na += count[c];
			nb += part_count[1][c];
		}
		{
			double *mine = synth_alloc_array(MOST_CELLS, sizeof(double));

			for (int c = 0; c < 4 * 6 * 5 * 7; c++)
				mine[c] = c / (5 * 7) % 6 % 2 == part ? count[c] : 0;
			check_same(mine, na, part_count[1], nb, "within a part");
		}
	}
}

UNIT_TEST(shares_of_nothing_are_reported)
{
	int size[2] = {4, 4};
	SynthModel *m = copula_model(2, size, 0.5);
	int one[1] = {0};
	double share[2] = {0.5, 0.5};
	SynthSteering request = {0};
	SynthSteerReport report;

	m->conditional[0].p[0] += m->conditional[0].p[1] + m->conditional[0].p[3];
	m->conditional[0].p[1] = m->conditional[0].p[3] = 0;
	request.ntargets = 1;
	request.target = synth_alloc(sizeof(SynthTarget));
	request.target[0] = target_of(m, 1, one, 2, share);
	CHECK(synth_steer(m, &request, &report) == NULL);
	CHECK_INT(report.problem, SYNTH_STEER_SHARE_EMPTY);
	CHECK_INT(report.attribute, 0);
	CHECK_INT(report.part, 1);
}

UNIT_TEST(steered_blocks_are_functions_of_seed_and_block)
{
	int size[4] = {4, 6, 5, 7};
	SynthModel *m = copula_model(4, size, 0.6);
	int attribute[2] = {0, 3};
	uint64_t inside[2] = {0x3, 0x41};
	SynthSteering request = regions_of(m, 2, attribute, inside);
	SynthSteerReport report;
	SynthSampler *a = synth_sampler_steered(synth_steer(m, &request, &report));
	SynthSampler *b = synth_sampler_steered(synth_steer(m, &request, &report));
	int64_t *const *one;
	int64_t *const *two;

	synth_sampler_block(a, 9, 0, SYNTH_BLOCK_ROWS);
	one = synth_sampler_block(a, 9, 3, 777);
	two = synth_sampler_block(b, 9, 3, 777);
	for (int c = 0; c < 4; c++)
		CHECK(memcmp(one[c], two[c], 777 * sizeof(int64_t)) == 0);
}
