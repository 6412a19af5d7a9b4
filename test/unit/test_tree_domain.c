/*-------------------------------------------------------------------------
 *
 * test_tree_domain.c
 *	  Cells of numbers from exact values: what may be published of them.
 *
 *-------------------------------------------------------------------------
 */
#include "core/tree_domain.h"
#include "table.h"

#define N 4000

static int
compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *) a;
	int64_t y = *(const int64_t *) b;

	return x < y ? -1 : x > y;
}

UNIT_TEST(values_are_sorted)
{
	int64_t v[300];
	int64_t w[300];
	int64_t expected[300];

	for (int t = 0; t < 200; t++)
	{
		int n = (int) unit_random_below(300);
		int shift = (int) unit_random_below(64);

		for (int i = 0; i < n; i++)
			v[i] = expected[i] = (int64_t) unit_random() >> shift;
		qsort(expected, (size_t) n, sizeof(int64_t), compare);
		synth_tree_sort(v, w, n);
		CHECK(memcmp(v, expected, (size_t) n * sizeof(int64_t)) == 0);
	}
}

/* columns of several kinds */
static void
make_column(int64_t *v, int n, int kind, SynthAttributeSpec *spec)
{
	spec_number(spec, 0, INT32_MIN, INT32_MAX, false);
	for (int i = 0; i < n; i++)
	{
		double u = unit_random_unit();

		switch (kind)
		{
			case 0: /* small integers */
				v[i] = (int64_t) unit_random_below(70);
				break;
			case 1: /* nearly continuous */
				v[i] = (int64_t) unit_random_below(1000000);
				break;
			case 2: /* spikes and a long tail */
				v[i] = u < 0.8 ? 0 : u < 0.9 ? 99999 : (int64_t) (100 / (1.001 - unit_random_unit()));
				break;
			case 3: /* few values, most of them rare */
				v[i] = (int64_t) (1 / (1e-3 + unit_random_unit()));
				break;
			case 4: /* one value */
				v[i] = -7;
				break;
			default: /* real, two decimals */
				v[i] = synth_key_from_double(floor(1000 * u * u) / 100 - 3);
				break;
		}
	}
	if (kind == 5)
	{
		spec->form = SYNTH_AXIS_REAL;
		spec->lo = synth_key_from_double(-1e300);
		spec->hi = synth_key_from_double(1e300);
	}
	qsort(v, (size_t) n, sizeof(int64_t), compare);
}

UNIT_TEST(cells_hold_enough_rows_and_no_extremes)
{
	int64_t *v = synth_alloc_array(N, sizeof(int64_t));
	SynthAttributeSpec spec;

	for (int t = 0; t < 120; t++)
	{
		int kind = t % 6;
		int n = t < 60 ? N : 30 + (int) unit_random_below(500);
		int64_t least = 1 + (int64_t) unit_random_below(t % 4 == 0 ? 1 : 14);
		SynthTreeCells c;
		int *rows;

		make_column(v, n, kind, &spec);
		c = synth_tree_cells(&spec, v, n, least);
		CHECK(c.axis->ncells >= 1 && c.axis->ncells <= SYNTH_MAX_FINE);
		CHECK(c.axis->edge[0] >= v[least - 1]);
		CHECK(c.axis->edge[c.axis->ncells] - 1 <= v[n - least]);
		for (int i = 0; i < c.axis->ncells; i++)
			CHECK(c.axis->edge[i] < c.axis->edge[i + 1]);
		rows = synth_alloc_array((size_t) c.axis->ncells, sizeof(int));
		for (int i = 0; i < n; i++)
			rows[c.emit[synth_axis_cell(c.axis, v[i])]]++;
		for (int i = 0; i < c.axis->ncells; i++)
		{
			/* cells that stand for themselves, and no others, are emitted */
			CHECK(c.emit[c.emit[i]] == c.emit[i]);
			CHECK((rows[i] > 0) == (c.emit[i] == i));
			CHECK(rows[i] == 0 || rows[i] >= least);
		}
	}
}

UNIT_TEST(heavy_values_keep_a_cell)
{
	int64_t *v = synth_alloc_array(N, sizeof(int64_t));
	SynthAttributeSpec spec;
	SynthTreeCells c;
	int cell;

	make_column(v, N, 2, &spec);
	c = synth_tree_cells(&spec, v, N, 10);
	for (int i = 0; i < 2; i++)
	{
		int64_t value = i == 0 ? 0 : 99999;

		cell = synth_axis_cell(c.axis, value);
		CHECK_INT(c.axis->edge[cell], value);
		CHECK_INT(c.axis->edge[cell + 1], value + 1);
		CHECK_INT(c.emit[cell], cell);
	}
	/* between 0 and the first value of the tail there is a hole */
	cell = synth_axis_cell(c.axis, 50);
	CHECK(c.emit[cell] != cell);

	/* a value that nine rows hold is none if it takes ten */
	for (int i = 0; i < N; i++)
		v[i] = i < 2000 ? 5 : i < 2009 ? 50 : 500;
	c = synth_tree_cells(&spec, v, N, 10);
	for (int i = 0; i < c.axis->ncells; i++)
		CHECK(c.emit[i] != i || c.axis->edge[i + 1] <= 6 || c.axis->edge[i] >= 500);
}

UNIT_TEST(too_few_rows_publish_nothing)
{
	int64_t v[30];
	SynthAttributeSpec spec;
	SynthTreeCells c;

	for (int i = 0; i < 30; i++)
		v[i] = 1000 + i;
	/* of 19 rows a single one is neither among the 9 smallest nor the 9 largest */
	for (int n = 0; n < 20; n++)
	{
		spec_number(&spec, 0, INT32_MIN, INT32_MAX, false);
		c = synth_tree_cells(&spec, v, n, 10);
		CHECK_INT(c.axis->ncells, 1);
		CHECK_INT(c.axis->edge[0], 0);
		CHECK_INT(c.axis->edge[1], 1);
		spec_number(&spec, 0, 10, 99, true);
		c = synth_tree_cells(&spec, v, n, 10);
		CHECK_INT(c.axis->edge[0], 10);
		CHECK_INT(c.axis->edge[1], 100);
	}
	c = synth_tree_cells(&spec, v, 20, 10);
	CHECK_INT(c.axis->ncells, 1);
	CHECK_INT(c.axis->edge[0], 1009);
	CHECK_INT(c.axis->edge[1], 1011);
	CHECK_FAILS(SYNTH_ERR_PARAMETER, synth_tree_cells(&spec, v, 20, 0));
}
