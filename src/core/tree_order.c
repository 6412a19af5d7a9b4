/*-------------------------------------------------------------------------
 *
 * tree_order.c
 *	  In which order attributes are generated.
 *
 * By the chain rule any order gives the same joint distribution if every tree
 * were perfect.  They are not: a tree says little by many splits where another
 * order needs few.  What an order is worth is the sum of what its trees are
 * worth (tree_grow.c), on a sample of the rows.
 *
 * The search begins with the better of two orders, declared and fewest codes
 * first, and swaps neighbours as long as that helps.  A swap changes two trees
 * and no others.  Work is bounded by a multiple of what growing the final
 * trees takes, counted in cells of the table and not in time, so the same rows
 * always give the same order.
 *
 * Attributes that will be given (contexts) stay in front: only the rest is
 * searched.
 *
 *-------------------------------------------------------------------------
 */
#include "tree_order.h"

#include <string.h>

/* cells (rows x features) that may be looked at, and of the final trees' as a share */
#define LEAST_WORK 8e6
#define WORK_SHARE 1.0
#define MOST_SAMPLE 8192
/* sweeps that the work should suffice for */
#define SWEEPS 4
/* swaps that gain less are noise of the sample, nats */
#define LEAST_GAIN 2.0

typedef struct Search
{
	const SynthTreeRows *t;
	const SynthTreeColumn *column;
	SynthTreeRule rule;
	SynthSplitter *splitter;
	uint32_t *row;
	int step;
	double work; /* left */
	int nfirst;	 /* places that are not searched */
} Search;

int
synth_tree_usable(const SynthTreeRows *t, int a, int step, uint32_t *row)
{
	int n = 0;

	for (int64_t r = 0; r < t->nrows; r += step)
		if (t->emit[a][t->code[a][r]] != SYNTH_TREE_NONE)
			row[n++] = (uint32_t) r;
	return n;
}

/* what the tree of attribute a over some others is worth */
static double
worth_of(Search *s, int nfeatures, const int *feature, int a)
{
	int n = synth_tree_usable(s->t, a, s->step, s->row);
	SynthGrownTree *g;
	double worth;

	s->work -= (double) n * (nfeatures + 1);
	if (nfeatures == 0)
		return 0;
	g = synth_tree_grow(&s->rule, s->splitter, s->column, nfeatures, feature, a, s->row, n);
	worth = g->worth;
	synth_tree_grown_release(g);
	return worth;
}

static double
worth_of_order(Search *s, const int *order, double *worth)
{
	double sum = 0;

	for (int i = s->nfirst; i < s->t->nattributes; i++)
	{
		worth[i] = worth_of(s, i, order, order[i]);
		sum += worth[i];
	}
	return sum;
}

/* swaps neighbours while that helps, and while there is work left */
static void
climb(Search *s, int *order, double *worth)
{
	int n = s->t->nattributes;
	bool changed = true;
	int *tried = synth_alloc_array((size_t) n, sizeof(int)); /* that a place was swapped in vain, since a change */

	while (changed && s->work > 0)
	{
		changed = false;
		for (int i = s->nfirst; i + 1 < n && s->work > 0; i++)
		{
			int a = order[i];
			int b = order[i + 1];
			double first;
			double second;

			if (tried[i])
				continue;
			tried[i] = 1;
			first = worth_of(s, i, order, b);
			order[i] = b;
			second = worth_of(s, i + 1, order, a);
			if (first + second <= worth[i] + worth[i + 1] + LEAST_GAIN)
			{
				order[i] = a;
				continue;
			}
			order[i + 1] = a;
			worth[i] = first;
			worth[i + 1] = second;
			changed = true;
			if (i > 0)
				tried[i - 1] = 0;
			if (i + 1 < n)
				tried[i + 1] = 0;
			/* follow the one that moved up */
			if (i > s->nfirst)
				i -= 2;
		}
	}
	synth_release(tried);
}

int *
synth_tree_order(const SynthTreeRows *t, const SynthTreeColumn *column, const SynthTreeRule *rule, const bool *first)
{
	Search s = {.t = t, .column = column, .rule = *rule};
	int n = t->nattributes;
	int *fewest = synth_alloc_array((size_t) n, sizeof(int));
	int *declared = synth_alloc_array((size_t) n, sizeof(int));
	double *worth = synth_alloc_array((size_t) n, sizeof(double));
	double *other = synth_alloc_array((size_t) n, sizeof(double));
	double sample;

	for (int a = 0; a < n; a++)
		if (first[a])
		{
			declared[s.nfirst] = fewest[s.nfirst] = a;
			s.nfirst++;
		}
	for (int a = 0, place = s.nfirst; a < n; a++)
	{
		int i = place;

		if (first[a])
			continue;
		declared[place++] = a;
		for (; i > s.nfirst && t->attribute[fewest[i - 1]].nfine > t->attribute[a].nfine; i--)
			fewest[i] = fewest[i - 1];
		fewest[i] = a;
	}
	s.work = WORK_SHARE * (double) t->nrows * n * n / 2;
	s.work = s.work > LEAST_WORK ? s.work : LEAST_WORK;
	sample = s.work / ((double) n * n * SWEEPS);
	sample = sample > MOST_SAMPLE ? MOST_SAMPLE : sample < 1024 ? 1024 : sample;
	s.step = t->nrows > sample ? (int) ((double) t->nrows / sample) : 1;
	s.row = synth_alloc_array((size_t) (t->nrows / s.step) + 1, sizeof(uint32_t));
	s.splitter = synth_splitter_new(n, column, t->nrows / s.step + 1);

	if (worth_of_order(&s, declared, other) > worth_of_order(&s, fewest, worth))
	{
		memcpy(fewest, declared, (size_t) n * sizeof(int));
		memcpy(worth, other, (size_t) n * sizeof(double));
	}
	climb(&s, fewest, worth);
	synth_splitter_release(s.splitter);
	synth_release(s.row);
	synth_release(declared);
	synth_release(worth);
	synth_release(other);
	return fewest;
}
