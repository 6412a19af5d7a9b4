/*-------------------------------------------------------------------------
 *
 * test_level.c
 *	  Tables in blocks: what a block may hold, and that a row stays in one.
 *
 *-------------------------------------------------------------------------
 */
#include "core/level.h"
#include "unit.h"

#define MOST 120

/* neighbours only, in order, none left out; specials alone; never more than asked for */
UNIT_TEST(blocks_hold_neighbours)
{
	for (int trial = 0; trial < 500; trial++)
	{
		double mass[MOST];
		uint16_t block[MOST];
		int size = 1 + (int) unit_random_below(MOST);
		int nordered = (int) unit_random_below((uint64_t) size + 1);
		int wanted = 1 + (int) unit_random_below(30);
		int n;

		for (int x = 0; x < size; x++)
			mass[x] = unit_random_below(4) == 0 ? -50 * unit_random_unit() : 1000 * unit_random_unit();
		n = synth_level_merge(mass, size, nordered, wanted, block);
		CHECK(n <= wanted + size - nordered);
		CHECK_INT(block[0], 0);
		CHECK_INT(block[size - 1], n - 1);
		for (int x = 1; x < size; x++)
			CHECK(block[x] == block[x - 1] + 1 || (x < nordered && block[x] == block[x - 1]));
	}
}

/* equal codes give equal blocks, and a spike is alone */
UNIT_TEST(blocks_hold_equal_mass)
{
	double mass[40];
	uint16_t block[40];
	int held[10] = {0};

	for (int x = 0; x < 40; x++)
		mass[x] = 100;
	CHECK_INT(synth_level_merge(mass, 40, 40, 10, block), 10);
	for (int x = 0; x < 40; x++)
		held[block[x]]++;
	for (int b = 0; b < 10; b++)
		CHECK_INT(held[b], 4);

	mass[17] = 5000;
	synth_level_merge(mass, 40, 40, 10, block);
	CHECK(block[17] != block[16]);
	CHECK(block[17] != block[18]);
}

UNIT_TEST(few_codes_are_not_merged)
{
	double mass[40];
	SynthLevel l;

	for (int x = 0; x < 40; x++)
		mass[x] = 100;
	l = synth_level_coarse(mass, 40, 0);
	CHECK_INT(l.nblocks, 40);
	l = synth_level_coarse(mass, 40, 5);
	CHECK_INT(l.nblocks, 40);
	l = synth_level_coarse(mass, 40, 38);
	CHECK_INT(l.nblocks, 12);
	for (int x = 0; x < 40; x++)
		CHECK(l.block[x] < l.nblocks);
}

/*
 * Neighbouring tables: the table in blocks is the sum of its cells, and any
 * number of rows moves it by that number at most, all in the rows' own blocks.
 */
UNIT_TEST(a_row_stays_in_one_block)
{
	for (int trial = 0; trial < 200; trial++)
	{
		int size[2] = {1 + (int) unit_random_below(40), 1 + (int) unit_random_below(40)};
		SynthPairs *p[2] = {synth_pairs_new(2, size), synth_pairs_new(2, size)};
		SynthLevel l[2];
		SynthPairView v[2];
		uint16_t code[2][64];
		uint16_t *columns[2] = {code[0], code[1]};
		int rows = (int) unit_random_below(60);
		int extra = 1 + (int) unit_random_below(4);
		int64_t *cell = synth_alloc_array((size_t) size[0] * (size_t) size[1], sizeof(int64_t));
		int64_t *sum;
		uint32_t *block;
		int64_t moved = 0;

		for (int a = 0; a < 2; a++)
		{
			double mass[40];

			for (int x = 0; x < size[a]; x++)
				mass[x] = 100 * unit_random_unit() - 10;
			l[a] = synth_level_coarse(mass, size[a], (int) unit_random_below((uint64_t) size[a] + 1));
			for (int r = 0; r < rows + extra; r++)
				code[a][r] = (uint16_t) unit_random_below((uint64_t) size[a]);
		}
		synth_pairs_add(p[0], columns, rows);
		synth_pairs_add(p[1], columns, rows + extra);
		for (int t = 0; t < 2; t++)
			v[t] = synth_view_new(0, 1, &l[0], &l[1], p[t]->cell[0]);
		CHECK_INT(v[0].ncells, (int64_t) l[0].nblocks * l[1].nblocks);
		CHECK_INT(v[0].merged, l[0].nblocks < size[0] || l[1].nblocks < size[1]);

		sum = synth_alloc_array((size_t) v[0].ncells, sizeof(int64_t));
		for (int x = 0; x < size[0] * size[1]; x++)
			cell[x] = p[0]->cell[0][x].secret;
		synth_view_sum(&v[0], cell, sum);
		for (int64_t x = 0; x < v[0].ncells; x++)
		{
			int64_t d = v[1].count[x].secret - v[0].count[x].secret;

			CHECK_INT(v[0].count[x].secret, sum[x]);
			CHECK(d >= 0);
			moved += d;
		}
		CHECK_INT(moved, extra);

		/* the blocks that the inference sees are those that were counted */
		block = synth_view_blocks(&v[0]);
		for (int r = rows; r < rows + extra; r++)
			sum[block[code[0][r] * size[1] + code[1][r]]]++;
		for (int64_t x = 0; x < v[0].ncells; x++)
			CHECK_INT(v[1].count[x].secret, sum[x]);
		for (int t = 0; t < 2; t++)
			synth_view_release(&v[t]);
	}
}

UNIT_TEST(maps_outside_the_blocks_fail)
{
	SynthTrueCount cell[6] = {{0}};
	uint16_t two[2] = {0, 1};
	uint16_t three[3] = {0, 1, 2};

	CHECK(synth_counts_merge(cell, 2, 3, two, 2, three, 3) != NULL);
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_counts_merge(cell, 2, 3, two, 1, three, 3));
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_counts_merge(cell, 2, 3, two, 2, three, 2));
}
