/*-------------------------------------------------------------------------
 *
 * tree_split.c
 *	  The best binary split of a set of rows.
 *
 * A split is worth the log-likelihood that the classes gain when each part
 * has frequencies of its own,
 *
 *		sum_k f(left_k) - f(left) + sum_k f(right_k) - f(right)
 *			- (sum_k f(n_k) - f(n)),	f(x) = x log x,
 *
 * n times the mutual information of class and side.  One pass over the rows
 * counts classes by code, one over the codes that occur moves them to the left
 * one by one.  Codes in order are cut between any two; codes of a category
 * are put into an order first, in which the best of all subsets is a prefix
 * if there are two classes (Breiman et al. 1984), and nearly so for more, where
 * it is that of the first principal component of the classes' shares
 * (Coppersmith, Hong, Hosking 1999).
 *
 * Only codes that occur are touched, so a set of few rows costs little however
 * many codes there are.
 *
 *-------------------------------------------------------------------------
 */
#include "tree_split.h"

#include <math.h>
#include <string.h>

#define POWER_STEPS 6

struct SynthSplitter
{
	const SynthTreeColumn *column;
	int nrows;
	double doubt;
	double *xlogx;		/* [nrows + 1] */
	uint32_t *hist;		/* [codes][classes]; zero between calls */
	uint32_t *rows;		/* [codes]; zero between calls */
	uint16_t *used;		/* codes that occur */
	double *score;		/* [codes] */
	uint8_t *left;		/* [codes] of the best split so far */
	uint8_t *left_pure; /* of the best one with a pure part */
};

SynthSplitter *
synth_splitter_new(int ncolumns, const SynthTreeColumn *column, int nrows)
{
	SynthSplitter *s = synth_alloc(sizeof(SynthSplitter));
	size_t most = 1;

	for (int f = 0; f < ncolumns; f++)
		if ((size_t) column[f].ncodes > most)
			most = (size_t) column[f].ncodes;
	s->column = column;
	s->nrows = nrows;
	s->xlogx = synth_alloc_array((size_t) nrows + 1, sizeof(double));
	for (int x = 2; x <= nrows; x++)
		s->xlogx[x] = (double) x * log((double) x);
	s->hist = synth_alloc_array(synth_size_mul(most, SYNTH_TREE_CLASSES), sizeof(uint32_t));
	s->rows = synth_alloc_array(most, sizeof(uint32_t));
	s->used = synth_alloc_array(most + 1, sizeof(uint16_t)); /* the place after the last is written too */
	s->score = synth_alloc_array(most, sizeof(double));
	s->left = synth_alloc_array(most, sizeof(uint8_t));
	s->left_pure = synth_alloc_array(most, sizeof(uint8_t));
	return s;
}

void
synth_splitter_doubt(SynthSplitter *s, double doubt)
{
	s->doubt = doubt;
}

/*
 * Two parts with the same distribution over d + 1 classes gain half a chi-square
 * of d degrees, which exceeds d / 2 + sqrt(d x) + x with probability below
 * exp(-x) (Laurent, Massart 2000).  Thresholds: a choice of m of them, as good
 * as sqrt(m) independent ones.  Subsets of m codes: the best one is found along
 * the first principal component, whose share of the chi-square of the whole
 * table is (sqrt(m - 1) + sqrt(d))^2 / 2 in the mean (Marchenko, Pastur 1967);
 * a cut in two keeps 2 / pi of it.
 */
double
synth_splitter_price(bool ordered, double codes, int classes, double doubt)
{
	double d = classes - 1;
	double mean = d / 2;

	if (ordered)
		doubt += 0.25 * log(codes > 2 ? codes - 1 : 1);
	else
	{
		double root = sqrt(codes > 2 ? codes - 1 : 1) + sqrt(d);

		if (root * root / M_PI > mean)
			mean = root * root / M_PI;
	}
	return mean + sqrt(d * doubt) + doubt;
}

void
synth_splitter_release(SynthSplitter *s)
{
	synth_release(s->xlogx);
	synth_release(s->hist);
	synth_release(s->rows);
	synth_release(s->used);
	synth_release(s->score);
	synth_release(s->left);
	synth_release(s->left_pure);
	synth_release(s);
}

double
synth_splitter_xlogx(const SynthSplitter *s, int x)
{
	return s->xlogx[x];
}

/* heap sort of codes by themselves, or by their scores and then by themselves */
static inline bool
is_before(const double *score, uint16_t a, uint16_t b)
{
	if (score != NULL && score[a] != score[b])
		return score[a] < score[b];
	return a < b;
}

static void
sift(uint16_t *v, int at, int n, const double *score)
{
	uint16_t x = v[at];

	for (int child; (child = 2 * at + 1) < n; at = child)
	{
		if (child + 1 < n && is_before(score, v[child], v[child + 1]))
			child++;
		if (!is_before(score, x, v[child]))
			break;
		v[at] = v[child];
	}
	v[at] = x;
}

static void
sort_codes(uint16_t *v, int n, const double *score)
{
	if (n <= 24)
	{
		for (int i = 1; i < n; i++)
		{
			uint16_t x = v[i];
			int j = i;

			for (; j > 0 && is_before(score, x, v[j - 1]); j--)
				v[j] = v[j - 1];
			v[j] = x;
		}
		return;
	}
	for (int i = n / 2 - 1; i >= 0; i--)
		sift(v, i, n, score);
	for (int i = n - 1; i > 0; i--)
	{
		uint16_t x = v[0];

		v[0] = v[i];
		v[i] = x;
		sift(v, 0, i, score);
	}
}

/* counts classes by code; returns how many codes occur, and lists them unsorted */
static int
count_codes(SynthSplitter *s, const uint16_t *code, const uint32_t *row, int n, const uint8_t *class, int nclasses)
{
	int nused = 0;

	for (int i = 0; i < n; i++)
	{
		uint16_t c = code[row[i]];

		s->used[nused] = c;
		nused += s->rows[c] == 0;
		s->rows[c]++;
		s->hist[(size_t) c * (size_t) nclasses + class[i]]++;
	}
	return nused;
}

/*
 * Scores of the codes of a category: with two classes the share of the
 * second, else the projection of the classes' shares on their first principal
 * component, found by power iteration from the axis of largest variance.
 */
static void
score_codes(SynthSplitter *s, int nused, int n, int nclasses, const uint32_t *total)
{
	double direction[SYNTH_TREE_CLASSES] = {0};
	double mean[SYNTH_TREE_CLASSES];

	for (int k = 0; k < nclasses; k++)
		mean[k] = (double) total[k] / (double) n;
	if (nclasses == 2)
		direction[1] = 1;
	else
	{
		double best = -1;
		int axis = 0;

		for (int k = 0; k < nclasses; k++)
		{
			double variance = 0;

			for (int i = 0; i < nused; i++)
			{
				uint16_t c = s->used[i];
				double d = (double) s->hist[(size_t) c * (size_t) nclasses + (size_t) k] / (double) s->rows[c]
						   - mean[k];

				variance += d * d * (double) s->rows[c];
			}
			if (variance > best)
			{
				best = variance;
				axis = k;
			}
		}
		direction[axis] = 1;
	}
	for (int step = 0; step <= (nclasses == 2 ? 0 : POWER_STEPS); step++)
	{
		double next[SYNTH_TREE_CLASSES] = {0};
		double norm = 0;
		double centre = 0;

		for (int k = 0; k < nclasses; k++)
			centre += mean[k] * direction[k];
		for (int i = 0; i < nused; i++)
		{
			uint16_t c = s->used[i];
			const uint32_t *h = s->hist + (size_t) c * (size_t) nclasses;
			double x = 0;

			for (int k = 0; k < nclasses; k++)
				x += (double) h[k] * direction[k];
			s->score[c] = x / (double) s->rows[c];
			x -= centre * (double) s->rows[c];
			for (int k = 0; k < nclasses; k++)
				next[k] += x * ((double) h[k] / (double) s->rows[c] - mean[k]);
		}
		for (int k = 0; k < nclasses; k++)
			norm += next[k] * next[k];
		if (norm <= 0)
			break;
		norm = 1 / sqrt(norm);
		for (int k = 0; k < nclasses; k++)
			direction[k] = next[k] * norm;
	}
}

/* a place to part the used codes */
typedef struct Place
{
	int where; /* codes that go left, 0: none may */
	double gain;
} Place;

/* best places to part the used codes, in the order in which they stand: of all, and with a part of one class */
static void
scan_codes(const SynthSplitter *s, int nused, int n, int nclasses, const uint32_t *total, int least, Place *best,
		   Place *pure)
{
	uint32_t left[SYNTH_TREE_CLASSES] = {0};
	uint32_t right[SYNTH_TREE_CLASSES];
	double sum_left = 0;
	double sum_right = 0;
	double whole;
	int classes_left = 0;
	int classes_right = 0;
	int nleft = 0;

	*best = *pure = (Place){0, 0};
	for (int k = 0; k < nclasses; k++)
	{
		right[k] = total[k];
		sum_right += s->xlogx[total[k]];
		classes_right += total[k] > 0;
	}
	whole = sum_right - s->xlogx[n];
	for (int i = 0; i + 1 < nused; i++)
	{
		uint16_t c = s->used[i];
		const uint32_t *h = s->hist + (size_t) c * (size_t) nclasses;
		double now;

		nleft += (int) s->rows[c];
		if (n - nleft < least)
			break;
		for (int k = 0; k < nclasses; k++)
		{
			if (h[k] == 0)
				continue;
			sum_left += s->xlogx[left[k] + h[k]] - s->xlogx[left[k]];
			sum_right += s->xlogx[right[k] - h[k]] - s->xlogx[right[k]];
			classes_left += left[k] == 0;
			left[k] += h[k];
			right[k] -= h[k];
			classes_right -= right[k] == 0;
		}
		if (nleft < least)
			continue;
		now = sum_left - s->xlogx[nleft] + sum_right - s->xlogx[n - nleft] - whole;
		if (now > best->gain)
			*best = (Place){i + 1, now};
		if ((classes_left == 1 || classes_right == 1) && now > pure->gain)
			*pure = (Place){i + 1, now};
	}
}

/* a label in fewer rows than there are classes cannot gain what a common one can */
static double
effective_codes(const SynthSplitter *s, const SynthTreeColumn *x, int nused, int nclasses)
{
	double codes = 0;

	if (x->ordered)
		return nused;
	for (int i = 0; i < nused; i++)
	{
		double part = (double) s->rows[s->used[i]] / (double) nclasses;

		codes += part < 1 ? part : 1;
	}
	return codes;
}

/*
 * Sides of the codes.  Those that do not occur go with their neighbours, or in
 * a category with the larger part.
 */
static void
note_split(const SynthSplitter *s, int f, int nused, Place place, double codes, double price, int n,
		   SynthTreeSplit *split)
{
	const SynthTreeColumn *x = &s->column[f];
	int where = place.where;

	if (where == 0 || (split->feature >= 0 && place.gain - price <= split->gain - split->price))
		return;
	split->feature = f;
	split->gain = place.gain;
	split->price = price;
	split->codes = codes;
	split->nleft = 0;
	for (int i = 0; i < where; i++)
		split->nleft += (int) s->rows[s->used[i]];
	split->cut = -1;
	if (x->ordered)
	{
		int below = s->used[where - 1];
		int above = s->used[where];

		split->cut = below < x->nvalues && above >= x->nvalues ? x->nvalues : (below + above + 1) / 2;
		return;
	}
	memset(split->left, split->nleft > n - split->nleft, (size_t) x->ncodes);
	for (int i = 0; i < nused; i++)
		split->left[s->used[i]] = i < where;
}

SynthTreeSplit
synth_splitter_best(SynthSplitter *s, int nfeatures, const int *feature, const uint32_t *row, int n,
					const uint8_t *class, int nclasses, int least, SynthTreeSplit *pure)
{
	SynthTreeSplit best = {.feature = -1, .cut = -1, .left = s->left};
	uint32_t total[SYNTH_TREE_CLASSES] = {0};

	if (n > s->nrows || nclasses > SYNTH_TREE_CLASSES)
		synth_fail(SYNTH_ERR_INTERNAL, "a set of rows exceeds its splitter");
	if (pure != NULL)
		*pure = (SynthTreeSplit){.feature = -1, .cut = -1, .left = s->left_pure};
	for (int i = 0; i < n; i++)
		total[class[i]]++;
	for (int i = 0; i < nfeatures; i++)
	{
		int f = feature[i];
		const SynthTreeColumn *x = &s->column[f];
		Place place;
		Place pure_place;
		int nused;
		double price;
		double codes;

		nused = count_codes(s, x->code, row, n, class, nclasses);
		if (nused > 1)
		{
			if (x->ordered && nused > x->ncodes / 8)
			{
				nused = 0;
				for (int c = 0; c < x->ncodes; c++)
					if (s->rows[c] > 0)
						s->used[nused++] = (uint16_t) c;
			}
			else if (x->ordered)
				sort_codes(s->used, nused, NULL);
			else
			{
				score_codes(s, nused, n, nclasses, total);
				sort_codes(s->used, nused, s->score);
			}
			codes = effective_codes(s, x, nused, nclasses);
			price = synth_splitter_price(x->ordered, codes, nclasses, s->doubt);
			scan_codes(s, nused, n, nclasses, total, least, &place, &pure_place);
			note_split(s, f, nused, place, codes, price, n, &best);
			if (pure != NULL)
				note_split(s, f, nused, pure_place, codes, price, n, pure);
		}
		for (int j = 0; j < nused; j++)
		{
			uint16_t c = s->used[j];

			memset(s->hist + (size_t) c * (size_t) nclasses, 0, (size_t) nclasses * sizeof(uint32_t));
			s->rows[c] = 0;
		}
	}
	return best;
}
