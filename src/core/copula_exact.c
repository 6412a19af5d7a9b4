/*-------------------------------------------------------------------------
 *
 * copula_exact.c
 *	  A copula from exact rows: method `copula` without privacy.
 *
 * The rows are read as those of trees are (tree_rows.c), with the same
 * protections: labels in fewer than min_count rows are never emitted, numbers
 * end at the min_count-th smallest and largest, cells hold min_count rows.
 *
 * The latent order of labels is not given, so it is found: each label has a
 * mean of every other column's scores, the direction in which these means
 * differ most (the first principal axis, labels weighted by their rows) gives
 * each label a place, and the places give the order.  A number's NULL goes to
 * the end at which the other columns are like those of its NULLs.  A few
 * rounds, since the columns depend on each other's orders.
 *
 * Limits: one order a column, and the natural one where the means would not
 * fit an eighth of the memory; what depends on a label other than along one
 * line is lost, and so is every dependence that correlations do not hold.
 *
 *-------------------------------------------------------------------------
 */
#include "copula_parts.h"

#include <math.h>
#include <string.h>

#include "copula_scores.h"
#include "linalg.h"
#include "tree_rows.h"

#define BATCH_ROWS 1024
#define ORDER_ROUNDS 3
/* rows that orders are found from: enough for labels that matter, fewer if there are very many columns */
#define ORDER_ROWS 20000
#define ORDER_ROWS_LEAST 500
#define ORDER_WORK 3e8
/* rows of a label that count as much as knowing nothing about it */
#define PRIOR_ROWS 10.0

typedef struct Columns
{
	const SynthTreeRows *t;
	int d;
	double **marginal; /* [d][nfine] */
	uint16_t **order;
	double **score; /* [d][nfine], 0 for codes that are not emitted */
	int stride;		/* between the rows that orders are found from */
} Columns;

/* shares of what may be emitted */
static double *
marginal_of(const SynthTreeRows *t, int a)
{
	int n = t->attribute[a].nfine;
	double *p = synth_alloc_array((size_t) n, sizeof(double));
	double sum = 0;
	int any = n - 1;

	for (int r = 0; r < t->nrows; r++)
		p[t->code[a][r]] += 1;
	for (int x = n - 1; x >= 0; x--)
	{
		if (t->emit[a][x] == SYNTH_TREE_NONE)
			p[x] = 0;
		else
			any = x;
		sum += p[x];
	}
	/* nothing that may be shown: one code stands for all */
	if (sum == 0)
		p[any] = sum = 1;
	for (int x = 0; x < n; x++)
		p[x] /= sum;
	return p;
}

static void
set_scores(Columns *c, int a)
{
	int n = c->t->attribute[a].nfine;

	synth_scores_of(c->marginal[a], c->order[a], n, c->score[a]);
	for (int x = 0; x < n; x++)
		if (c->marginal[a][x] == 0)
			c->score[a][x] = 0;
}

/* codes in use; the order of one or two needs no finding */
static int
codes_in_use(const Columns *c, int a)
{
	int used = 0;

	for (int x = 0; x < c->t->attribute[a].nfine; x++)
		used += c->marginal[a][x] > 0;
	return used;
}

/* mean[code][column] of the other columns' scores, drawn towards 0 where a code has few rows; weight[code] */
static void
code_means(const Columns *c, int a, double *mean, double *weight)
{
	const SynthTreeRows *t = c->t;
	size_t d = (size_t) c->d;
	int n = t->attribute[a].nfine;

	memset(mean, 0, (size_t) n * d * sizeof(double));
	memset(weight, 0, (size_t) n * sizeof(double));
	for (int r = 0; r < t->nrows; r += c->stride)
		weight[t->code[a][r]] += 1;
	for (int b = 0; b < c->d; b++)
	{
		synth_poll();
		for (int r = 0; b != a && r < t->nrows; r += c->stride)
			mean[t->code[a][r] * d + (size_t) b] += c->score[b][t->code[b][r]];
	}
	for (int x = 0; x < n; x++)
	{
		for (size_t b = 0; b < d; b++)
			mean[(size_t) x * d + b] /= weight[x] + PRIOR_ROWS;
		if (c->marginal[a][x] == 0)
			weight[x] = 0;
	}
}

/* a number's NULL: at the end where the other columns are like those of its rows */
static void
place_null(Columns *c, int a, const double *mean, const double *weight)
{
	const SynthAttribute *x = &c->t->attribute[a];
	size_t d = (size_t) c->d;
	double alike = 0;

	for (size_t b = 0; b < d; b++)
	{
		double slope = 0;

		for (int i = 0; i < x->nvalues; i++)
			slope += weight[i] * c->score[a][i] * mean[(size_t) i * d + b];
		alike += slope * mean[(size_t) x->null_code * d + b];
	}
	synth_copula_natural_order(x, alike > 0, c->order[a]);
}

static void
find_order(Columns *c, int a)
{
	const SynthAttribute *x = &c->t->attribute[a];
	size_t d = (size_t) c->d;
	double *mean;
	double *weight;

	if (codes_in_use(c, a) < 3 || synth_size_mul((size_t) x->nfine, d) > synth_env.memory_limit / 8 / sizeof(double)
		|| (x->kind == SYNTH_NUMBER && (x->null_code < 0 || c->marginal[a][x->null_code] == 0)))
		return;
	mean = synth_alloc_array(synth_size_mul((size_t) x->nfine, d), sizeof(double));
	weight = synth_alloc_array((size_t) x->nfine, sizeof(double));
	code_means(c, a, mean, weight);
	if (x->kind == SYNTH_NUMBER)
		place_null(c, a, mean, weight);
	else
		synth_copula_order_codes(x->nfine, d, mean, weight, c->order[a]);
	set_scores(c, a);
	synth_release(mean);
	synth_release(weight);
}

/* covariances of the scores over all rows, then the correlations behind them: r[d * d] */
static void
correlate(const Columns *c, double *r)
{
	const SynthTreeRows *t = c->t;
	size_t d = (size_t) c->d;
	double *batch = synth_alloc_array(d * BATCH_ROWS, sizeof(double));
	double **coefficient = synth_alloc_array(d, sizeof(double *));

	memset(r, 0, d * d * sizeof(double));
	for (int first = 0; first < t->nrows; first += BATCH_ROWS)
	{
		int n = t->nrows - first < BATCH_ROWS ? t->nrows - first : BATCH_ROWS;

		synth_poll();
		for (size_t a = 0; a < d; a++)
		{
			const uint16_t *code = t->code[a] + first;

			for (int i = 0; i < n; i++)
				batch[a * BATCH_ROWS + (size_t) i] = c->score[a][code[i]];
		}
		synth_gram_add(batch, c->d, n, BATCH_ROWS, r);
	}
	for (size_t a = 0; a < d; a++)
	{
		coefficient[a] = synth_alloc_array(SYNTH_HERMITE + 1, sizeof(double));
		synth_scores_expand(c->marginal[a], c->order[a], t->attribute[a].nfine, c->score[a], coefficient[a]);
	}
	for (size_t i = 0; i < d; i++)
	{
		synth_poll();
		for (size_t j = 0; j < i; j++)
		{
			double covariance = t->nrows > 0 ? r[i * d + j] / t->nrows : 0;

			/* scores have mean 0 but for what suppressed codes leave */
			r[i * d + j] = r[j * d + i] = synth_scores_correlation(coefficient[i], coefficient[j], covariance);
		}
		r[i * d + i] = 1;
	}
	for (size_t a = 0; a < d; a++)
		synth_release(coefficient[a]);
	synth_release(coefficient);
	synth_release(batch);
}

/*
 * Reads the rows twice.  Never for a private model: SYNTH_ERR_INTERNAL is the
 * caller's to raise, there is no account here.  min_count >= 1, else
 * SYNTH_ERR_PARAMETER.
 */
void
synth_copula_fit_exact(const SynthTreeFitInput *in, const SynthRowSource *rows, SynthModel *m)
{
	size_t d = (size_t) in->nattributes;
	Columns c = {NULL, in->nattributes, NULL, NULL, NULL, 1};
	double *r = synth_alloc_array(d * d + 1, sizeof(double));
	SynthTreeRows *t;

	if (in->min_count < 1)
		synth_fail(SYNTH_ERR_PARAMETER, "min_count must be at least 1");
	if (in->progress != NULL)
		in->progress("reading codes", 0, 1);
	c.t = t = synth_tree_rows_read(in, rows);
	c.stride = 1 + (int) (t->nrows / fmin(fmax(ORDER_WORK / (d * d + 1.0), ORDER_ROWS_LEAST), ORDER_ROWS));
	c.marginal = synth_alloc_array(d, sizeof(double *));
	c.order = synth_alloc_array(d, sizeof(uint16_t *));
	c.score = synth_alloc_array(d, sizeof(double *));
	for (int a = 0; a < c.d; a++)
	{
		c.marginal[a] = marginal_of(t, a);
		c.order[a] = synth_alloc_array((size_t) t->attribute[a].nfine, sizeof(uint16_t));
		c.score[a] = synth_alloc_array((size_t) t->attribute[a].nfine, sizeof(double));
		synth_copula_natural_order(&t->attribute[a], false, c.order[a]);
		set_scores(&c, a);
	}
	if (in->progress != NULL)
		in->progress("correlating", 0, 1);
	for (int round = 0; round < ORDER_ROUNDS; round++)
	{
		for (int a = 0; a < c.d; a++)
			find_order(&c, a);
	}
	correlate(&c, r);
	synth_correlation_nearest(r, c.d);

	m->nattributes = in->nattributes;
	m->attribute = t->attribute;
	m->total = (double) t->total;
	synth_copula_finish(m, c.marginal, c.order, r);
	for (int a = 0; a < c.d; a++)
	{
		synth_release(c.marginal[a]);
		synth_release(c.score[a]);
		synth_release(t->code[a]);
		synth_release(t->emit[a]);
	}
	synth_release(t->code);
	synth_release(t->emit);
	synth_release(c.marginal);
	synth_release(c.score);
	synth_release(r);
}
