/*-------------------------------------------------------------------------
 *
 * test_counts.c
 *	  Counting is exact, and a row moves each table by one in one cell.
 *
 *-------------------------------------------------------------------------
 */
#include "core/counts.h"
#include "unit.h"

#define NATTR 5
#define ROWS 700

static const int size[NATTR] = {1, 2, 7, 64, 300};

static void
random_rows(uint16_t **codes, int nrows)
{
	for (int a = 0; a < NATTR; a++)
	{
		codes[a] = synth_alloc_array(ROWS + 1, sizeof(uint16_t));
		for (int r = 0; r < nrows; r++)
			codes[a][r] = (uint16_t) unit_random_below(size[a]);
	}
}

UNIT_TEST(counts_pairs_match_brute_force)
{
	uint16_t *codes[NATTR];
	SynthPairs *p = synth_pairs_new(NATTR, size);

	random_rows(codes, ROWS);
	/* in two blocks, the second starting inside the arrays */
	synth_pairs_add(p, codes, 400);
	{
		uint16_t *rest[NATTR];

		for (int a = 0; a < NATTR; a++)
			rest[a] = codes[a] + 400;
		synth_pairs_add(p, rest, ROWS - 400);
	}
	for (int i = 0; i < NATTR; i++)
	{
		for (int j = i + 1; j < NATTR; j++)
		{
			for (int x = 0; x < size[i]; x++)
			{
				for (int y = 0; y < size[j]; y++)
				{
					int64_t n = 0;

					for (int r = 0; r < ROWS; r++)
						n += codes[i][r] == x && codes[j][r] == y;
					CHECK_INT(p->cell[synth_pair_index(NATTR, i, j)][x * size[j] + y].secret, n);
				}
			}
		}
	}
}

UNIT_TEST(counts_pair_index_is_a_bijection)
{
	for (int n = 2; n < 30; n++)
	{
		size_t next = 0;

		for (int i = 0; i < n; i++)
		{
			for (int j = i + 1; j < n; j++)
				CHECK_INT(synth_pair_index(n, i, j), next++);
		}
		CHECK_INT(next, n * (n - 1) / 2);
	}
}

/* sensitivity: with one row more, one cell of each table is one more */
UNIT_TEST(counts_a_row_moves_one_cell_by_one)
{
	for (int trial = 0; trial < 50; trial++)
	{
		uint16_t *codes[NATTR];
		int n = (int) unit_random_below(ROWS);
		SynthPairs *before = synth_pairs_new(NATTR, size);
		SynthPairs *after = synth_pairs_new(NATTR, size);

		random_rows(codes, n + 1);
		synth_pairs_add(before, codes, n);
		synth_pairs_add(after, codes, n + 1);
		for (int i = 0; i < NATTR; i++)
		{
			for (int j = i + 1; j < NATTR; j++)
			{
				size_t k = synth_pair_index(NATTR, i, j);
				int64_t moved = 0;

				for (int x = 0; x < size[i] * size[j]; x++)
				{
					int64_t d = after->cell[k][x].secret - before->cell[k][x].secret;

					CHECK(d == 0 || d == 1);
					moved += d;
				}
				CHECK_INT(moved, 1);
			}
		}
		for (int a = 0; a < NATTR; a++)
		{
			SynthOneway b4 = synth_oneway_new(size[a]);
			SynthOneway af = synth_oneway_new(size[a]);
			int64_t moved = 0;

			synth_oneway_add(&b4, codes[a], n);
			synth_oneway_add(&af, codes[a], n);
			synth_oneway_add(&af, codes[a] + n, 1);
			for (int x = 0; x < size[a]; x++)
			{
				CHECK_INT(af.cell[x].secret - b4.cell[x].secret, x == codes[a][n]);
				moved += af.cell[x].secret - b4.cell[x].secret;
			}
			CHECK_INT(moved, 1);
		}
	}
}

UNIT_TEST(counts_codes_outside_the_domain_fail)
{
	uint16_t codes[3] = {0, 6, 7};
	SynthOneway t = synth_oneway_new(7);
	uint16_t zero[3] = {0, 0, 0};
	uint16_t *both[2] = {zero, codes};
	int sizes[2] = {1, 7};
	SynthPairs *p = synth_pairs_new(2, sizes);

	synth_oneway_add(&t, codes, 2);
	synth_oneway_add(&t, codes, 0);
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_oneway_add(&t, codes, 3));
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_pairs_add(p, both, 3));
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_oneway_add(&t, codes, -1));
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_oneway_new(0));
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_oneway_new(65537));
	CHECK_INT(synth_oneway_new(65536).ncells, 65536);
}

UNIT_TEST(counts_row_limit_holds)
{
	uint16_t codes[2] = {0, 0};
	SynthOneway t = synth_oneway_new(1);
	SynthTrueCount c = {0};

	t.rows.secret = SYNTH_MAX_ROWS - 2;
	synth_oneway_add(&t, codes, 2);
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_oneway_add(&t, codes, 1));

	synth_true_count_add(&c, 1);
	synth_true_count_add(&c, 2);
	CHECK_INT(c.secret, 3);
	synth_true_count_add(&c, INT64_MAX);
	CHECK_INT(c.secret, SYNTH_MAX_ROWS);
	synth_true_count_add(&c, 1);
	CHECK_INT(c.secret, SYNTH_MAX_ROWS);
}

UNIT_TEST(counts_memory_is_checked_before_it_is_taken)
{
	int large[3] = {65536, 65536, 65536};
	int sizes[2] = {100, 100};
	size_t need = synth_pairs_bytes(2, sizes);

	CHECK_FAILS(SYNTH_ERR_MEMORY, synth_pairs_new(3, large));
	CHECK_INT(unit_bytes, 0);
	synth_env.memory_limit = need;
	CHECK(synth_pairs_new(2, sizes) != NULL);
	CHECK(unit_peak_bytes <= need);
	CHECK(need < 100 * 100 * 8 + 1000);
	synth_env.memory_limit = need - 1;
	CHECK_FAILS(SYNTH_ERR_MEMORY, synth_pairs_new(2, sizes));
}

UNIT_TEST(counts_of_few_attributes)
{
	int one[1] = {4};
	uint16_t codes[2] = {3, 2};
	uint16_t *columns[1] = {codes};

	synth_pairs_add(synth_pairs_new(1, one), columns, 2);
	synth_pairs_add(synth_pairs_new(0, NULL), NULL, 2);
	CHECK_INT(synth_pairs_bytes(0, NULL), sizeof(SynthPairs));
}
