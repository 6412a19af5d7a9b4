/*-------------------------------------------------------------------------
 *
 * test_tree_split.c
 *	  Split finding against brute force; classes of a node.
 *
 *-------------------------------------------------------------------------
 */
#include "core/tree_class.h"
#include "core/tree_split.h"
#include "unit.h"

#define MOST_TEST_ROWS 400
#define MOST_TEST_CODES 40

typedef struct Problem
{
	int nrows;
	int nclasses;
	uint16_t code[MOST_TEST_ROWS];
	uint8_t class[MOST_TEST_ROWS];
	uint32_t row[MOST_TEST_ROWS];
	SynthTreeColumn column;
} Problem;

static void
make_problem(Problem *p, int nrows, int ncodes, int nclasses, bool ordered)
{
	double lean[MOST_TEST_CODES];

	p->nrows = nrows;
	p->nclasses = nclasses;
	p->column = (SynthTreeColumn){p->code, ncodes, ncodes, ordered};
	for (int c = 0; c < ncodes; c++)
		lean[c] = unit_random_unit();
	for (int r = 0; r < nrows; r++)
	{
		/* rows of the set are in no order in the table */
		p->row[r] = (uint32_t) (nrows - 1 - r);
		p->code[r] = (uint16_t) unit_random_below((uint64_t) ncodes);
		p->class[nrows - 1 - r] = (uint8_t) (unit_random_unit() < lean[p->code[r]]
												 ? 0
												 : unit_random_below((uint64_t) nclasses));
	}
}

static double
entropy_term(double x)
{
	return x > 0 ? x * log(x) : 0;
}

/* gain of sending the codes left[] to the left, by definition; -1 if a side is too small */
static double
gain_of(const Problem *p, const bool *left, int least, bool *pure)
{
	int count[2][SYNTH_TREE_CLASSES] = {{0}};
	int rows[2] = {0};
	int classes[2] = {0};
	double gain = 0;

	for (int i = 0; i < p->nrows; i++)
	{
		int side = left[p->code[p->row[i]]] ? 0 : 1;

		count[side][p->class[i]]++;
		rows[side]++;
	}
	if (rows[0] < least || rows[1] < least)
		return -1;
	for (int k = 0; k < p->nclasses; k++)
	{
		gain += entropy_term(count[0][k]) + entropy_term(count[1][k]) - entropy_term(count[0][k] + count[1][k]);
		classes[0] += count[0][k] > 0;
		classes[1] += count[1][k] > 0;
	}
	*pure = classes[0] == 1 || classes[1] == 1;
	return gain - entropy_term(rows[0]) - entropy_term(rows[1]) + entropy_term(p->nrows);
}

static void
sides(const Problem *p, const SynthTreeSplit *split, bool *left)
{
	for (int c = 0; c < p->column.ncodes; c++)
		left[c] = split->cut >= 0 ? c < split->cut : split->left[c] != 0;
}

/* what a split says of itself is what it does */
static void
check_split(const Problem *p, const SynthTreeSplit *split, int least)
{
	bool left[MOST_TEST_CODES];
	bool pure;
	int nleft = 0;

	sides(p, split, left);
	for (int i = 0; i < p->nrows; i++)
		nleft += left[p->code[p->row[i]]];
	CHECK_INT(split->nleft, nleft);
	CHECK(nleft >= least && p->nrows - nleft >= least);
	CHECK_NEAR(gain_of(p, left, least, &pure), split->gain, 1e-8);
}

UNIT_TEST(thresholds_are_the_best_of_all)
{
	Problem p;
	int feature = 0;

	for (int t = 0; t < 400; t++)
	{
		int ncodes = 2 + (int) unit_random_below(MOST_TEST_CODES - 2);
		int least = 1 + (int) unit_random_below(20);
		double best = -1;
		double best_pure = -1;
		SynthSplitter *s;
		SynthTreeSplit split;
		SynthTreeSplit pure_split;

		make_problem(&p, 10 + (int) unit_random_below(MOST_TEST_ROWS - 10), ncodes, 2 + (int) unit_random_below(8),
					 true);
		for (int cut = 1; cut < ncodes; cut++)
		{
			bool left[MOST_TEST_CODES];
			bool pure = false;
			double gain;

			for (int c = 0; c < ncodes; c++)
				left[c] = c < cut;
			gain = gain_of(&p, left, least, &pure);
			best = gain > best ? gain : best;
			if (pure && gain > best_pure)
				best_pure = gain;
		}
		s = synth_splitter_new(1, &p.column, p.nrows);
		split = synth_splitter_best(s, 1, &feature, p.row, p.nrows, p.class, p.nclasses, least, &pure_split);
		/* a gain of nothing is no split */
		CHECK_INT(split.feature, best > 1e-9 ? 0 : -1);
		if (split.feature == 0)
		{
			CHECK_NEAR(split.gain, best, 1e-8);
			check_split(&p, &split, least);
		}
		CHECK_INT(pure_split.feature, best_pure > 1e-9 ? 0 : -1);
		if (pure_split.feature == 0)
		{
			CHECK_NEAR(pure_split.gain, best_pure, 1e-8);
			check_split(&p, &pure_split, least);
		}
		/* scratch is clean again: the same question has the same answer */
		CHECK_NEAR(synth_splitter_best(s, 1, &feature, p.row, p.nrows, p.class, p.nclasses, least, NULL).gain,
				   split.gain, 0);
	}
}

UNIT_TEST(subsets_are_the_best_of_all_for_two_classes)
{
	Problem p;
	int feature = 0;
	double ratio = 0;
	int several = 0;

	for (int t = 0; t < 300; t++)
	{
		int ncodes = 2 + (int) unit_random_below(7);
		int nclasses = t % 2 == 0 ? 2 : 3 + (int) unit_random_below(4);
		double best = -1;
		SynthSplitter *s;
		SynthTreeSplit split;

		make_problem(&p, 100 + (int) unit_random_below(MOST_TEST_ROWS - 100), ncodes, nclasses, false);
		for (int set = 1; set < (1 << ncodes) - 1; set++)
		{
			bool left[MOST_TEST_CODES];
			bool pure;
			double gain;

			for (int c = 0; c < ncodes; c++)
				left[c] = (set >> c) & 1;
			gain = gain_of(&p, left, 1, &pure);
			best = gain > best ? gain : best;
		}
		s = synth_splitter_new(1, &p.column, p.nrows);
		split = synth_splitter_best(s, 1, &feature, p.row, p.nrows, p.class, p.nclasses, 1, NULL);
		CHECK_INT(split.feature, 0);
		check_split(&p, &split, 1);
		if (nclasses == 2)
			CHECK_NEAR(split.gain, best, 1e-8);
		else
		{
			CHECK(split.gain <= best + 1e-8);
			ratio += split.gain / best;
			several++;
		}
	}
	/* more classes: nearly the best */
	CHECK(ratio / several > 0.95);
}

UNIT_TEST(the_better_column_is_taken)
{
	Problem p;
	uint16_t noise[MOST_TEST_ROWS];
	int feature[2] = {0, 1};
	SynthTreeColumn column[2];
	SynthSplitter *s;
	SynthTreeSplit split;

	make_problem(&p, MOST_TEST_ROWS, 10, 2, true);
	for (int r = 0; r < p.nrows; r++)
	{
		noise[r] = (uint16_t) unit_random_below(10);
		p.class[p.nrows - 1 - r] = p.code[r] >= 4;
	}
	column[0] = (SynthTreeColumn){noise, 10, 10, true};
	column[1] = p.column;
	s = synth_splitter_new(2, column, p.nrows);
	split = synth_splitter_best(s, 2, feature, p.row, p.nrows, p.class, 2, 1, NULL);
	CHECK_INT(split.feature, 1);
	CHECK_INT(split.cut, 4);
	/* only what is offered */
	split = synth_splitter_best(s, 1, feature, p.row, p.nrows, p.class, 2, 1, NULL);
	CHECK_INT(split.feature, 0);
	/* specials are parted from values at the end of the values, whatever lies between */
	column[1].nvalues = 8;
	for (int r = 0; r < p.nrows; r++)
	{
		p.code[r] = p.code[r] < 6 ? p.code[r] : 9;
		p.class[p.nrows - 1 - r] = p.code[r] == 9;
	}
	split = synth_splitter_best(s, 1, feature + 1, p.row, p.nrows, p.class, 2, 1, NULL);
	CHECK_INT(split.cut, 8);
}

UNIT_TEST(classes_part_the_rows_of_a_node)
{
	uint16_t code[1000];
	uint32_t row[1000];
	uint8_t class[1000];
	int count[SYNTH_TREE_CLASSES];

	for (int t = 0; t < 200; t++)
	{
		int nvalues = 1 + (int) unit_random_below(300);
		int n = 1 + (int) unit_random_below(1000);
		int distinct = 0;
		bool ordered = t % 2 == 0;
		SynthTreeColumn x = {code, nvalues + 2, nvalues, ordered};
		SynthTreeClasses g;
		int classes;
		bool have[302] = {false};

		for (int r = 0; r < n; r++)
		{
			row[r] = (uint32_t) r;
			code[r] = (uint16_t) (unit_random_below(10) == 0 ? nvalues + (int) unit_random_below(2)
															 : (int) unit_random_below((uint64_t) nvalues));
			distinct += !have[code[r]];
			have[code[r]] = true;
		}
		g = synth_tree_classes_new(&x, 16, 8);
		for (int again = 0; again < 2; again++)
		{
			memset(count, 0, sizeof(count));
			classes = synth_tree_classes_make(&g, row, n, class);
			CHECK(classes <= SYNTH_TREE_CLASSES && classes <= distinct);
			CHECK((classes == 1) == (distinct == 1));
			for (int r = 0; r < n; r++)
			{
				CHECK(class[r] < classes);
				count[class[r]]++;
			}
			for (int k = 0; k < classes; k++)
				CHECK(count[k] > 0);
		}
		/* a code has one class, and the classes of an ordered target are in order */
		for (int i = 0; i < n; i += 7)
		{
			for (int j = 0; j < n; j += 3)
			{
				if (code[i] == code[j])
					CHECK_INT(class[i], class[j]);
				else if (ordered && code[i] < code[j])
					CHECK(class[i] <= class[j]);
				if (ordered && code[j] >= nvalues && code[i] != code[j])
					CHECK(class[i] != class[j]);
			}
		}
	}
}
