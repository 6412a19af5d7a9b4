/*-------------------------------------------------------------------------
 *
 * copula_fit.c
 *	  Correlations of a copula from noisy sums of products of scores.
 *
 * Everything that shapes the scores is public or already noisy: the marginals,
 * the latent order (numbers and times in their own order; labels in one that
 * is found from noisy sums, copula_order.c), and the bound on a row.  A row then adds the
 * products of its scores, which counts as one vector (products.c); noise and
 * charge are measure.c's.
 *
 * The bound on a row's sum of squares, c per column in units of the variance:
 * a smaller one needs less noise, but shrinks rows in which many columns are
 * extreme together, which correlated columns often are.  Where one factor
 * holds half of the variance that loses about 0.4 exp(-c) of a correlation of
 * 0.5, so c is the one at which this and the noise are least together.
 *
 * Noise that is left: correlations are multiplied by v / (v + tau^2), where
 * tau^2 is the variance of their noise and v that of the true ones as the
 * noisy ones tell: the best linear guess.
 *
 * Limits: one order a column; NULL is at the low end of every number.
 *
 *-------------------------------------------------------------------------
 */
#include "copula_parts.h"

#include <math.h>

#include "copula_scores.h"
#include "finecode.h"
#include "measure.h"

/* integer units of a score of 1, less where the noise would not fit its range */
#define SCALE_MOST 256
#define SCALE_LEAST 16
#define SIGMA2_MOST 0x1p58
/* and where it cannot be drawn */
#define SIGMA2_LIMIT 0x1p62

#define CLIP_LOSS 0.4
#define BOUND_LEAST 1.5
#define BOUND_MOST 9.0
#define BOUND_STEP 0.25

/* of the budget: for the orders of categories, if there are any to be found */
#define ORDER_SHARE 0.2

void
synth_copula_natural_order(const SynthAttribute *a, bool null_high, uint16_t *order)
{
	int low[3] = {null_high ? -1 : a->null_code, a->nan_code, a->neginf_code};
	int high[3] = {a->posinf_code, a->other_code, null_high ? a->null_code : -1};
	int n = 0;

	for (int i = 0; i < 3; i++)
		if (low[i] >= 0)
			order[n++] = (uint16_t) low[i];
	for (int i = 0; i < a->nvalues; i++)
		order[n++] = (uint16_t) i;
	for (int i = 0; i < 3; i++)
		if (high[i] >= 0)
			order[n++] = (uint16_t) high[i];
	if (n != a->nfine)
		synth_fail(SYNTH_ERR_INTERNAL, "the codes of an attribute do not add up");
}

void
synth_copula_finish(SynthModel *m, double *const *marginal, uint16_t **order, const double *r)
{
	size_t d = (size_t) m->nattributes;

	m->conditional = synth_alloc_array(d, sizeof(SynthConditional));
	m->copula = synth_alloc(sizeof(SynthCopula));
	m->copula->order = order;
	m->copula->correlation = synth_alloc_array(d * d / 2 + 1, sizeof(float));
	for (size_t a = 0; a < d; a++)
	{
		SynthConditional *c = &m->conditional[a];
		int n = m->attribute[a].ncoarse;

		c->attribute = (int) a;
		c->ncells = (size_t) n;
		c->p = synth_alloc_array((size_t) n, sizeof(float));
		for (int x = 0; x < n; x++)
			c->p[x] = (float) marginal[a][x];
		for (size_t b = 0; b < a; b++)
			m->copula->correlation[a * (a - 1) / 2 + b] = (float) r[a * d + b];
	}
}

/* what is drawn where, for the sums of all rows */
typedef struct Measurement
{
	double scale; /* integer units of a score of 1 */
	int64_t bound;
	int64_t sensitivity;
	double sigma2; /* 0 if exact */
} Measurement;

static void
set_bound(const SynthCopulaInput *in, double c, double scale, Measurement *out)
{
	double k = (double) in->account->stability;
	double most = (double) in->nattributes * SYNTH_SCORE_LIMIT * SYNTH_SCORE_LIMIT;
	double moved;

	out->scale = scale;
	out->bound = (int64_t) fmin(c * in->nattributes * scale * scale, most);
	out->sensitivity = synth_products_sensitivity(in->nattributes, out->bound);
	moved = k * (double) out->sensitivity;
	out->sigma2 = in->account->private_fit ? moved * moved / (2 * in->rho * (1 - 1e-9)) : 0;
}

/*
 * Refuses what would need more noise than can be drawn, whatever bound the
 * noisy number of rows leads to: so the refusal tells public facts alone.
 */
static void
check_noise(const SynthCopulaInput *in)
{
	SynthCopulaInput least = *in;
	Measurement worst;

	if (!in->account->private_fit)
		return;
	least.rho = in->rho * (1 - ORDER_SHARE);
	set_bound(&least, BOUND_MOST, SCALE_LEAST, &worst);
	if (!(worst.sigma2 <= SIGMA2_LIMIT))
		synth_fail(SYNTH_ERR_PARAMETER, "epsilon is too small for so many columns and rows of a unit");
}

/* from the number of columns, the budget and the noisy number of rows alone */
static Measurement
plan_measurement(const SynthCopulaInput *in)
{
	Measurement best;
	double least = HUGE_VAL;
	double rows = fmax(in->total, 1);
	double bound = BOUND_MOST;

	set_bound(in, (double) SYNTH_SCORE_LIMIT * SYNTH_SCORE_LIMIT, SCALE_MOST, &best);
	if (!in->account->private_fit)
		return best;
	for (double c = BOUND_LEAST; c <= BOUND_MOST; c += BOUND_STEP)
	{
		double noise;
		double loss = CLIP_LOSS * exp(-c);

		set_bound(in, c, SCALE_MOST, &best);
		noise = sqrt(best.sigma2) / (SCALE_MOST * SCALE_MOST * rows);
		if (noise * noise + loss * loss < least)
		{
			least = noise * noise + loss * loss;
			bound = c;
		}
	}
	for (double scale = SCALE_MOST; scale >= SCALE_LEAST; scale /= 2)
	{
		set_bound(in, bound, scale, &best);
		if (best.sigma2 <= SIGMA2_MOST)
			break;
	}
	return best;
}

/* integer scores by fine code, and their expansion */
static int16_t *
score_table(const double *p, const uint16_t *order, int n, double scale, double *coefficient)
{
	double *score = synth_alloc_array((size_t) n, sizeof(double));
	int16_t *table = synth_alloc_array((size_t) n, sizeof(int16_t));

	synth_scores_of(p, order, n, score);
	for (int x = 0; x < n; x++)
	{
		double q = fmin(fmax(rint(score[x] * scale), -SYNTH_SCORE_LIMIT), SYNTH_SCORE_LIMIT);

		table[x] = (int16_t) q;
		score[x] = q / scale;
	}
	synth_scores_expand(p, order, n, score, coefficient);
	synth_release(score);
	return table;
}

/* one pass over the rows */
static SynthProducts *
sum_products(const SynthCopulaInput *in, const SynthRowSource *rows, int64_t bound, int16_t *const *table)
{
	int d = in->nattributes;
	SynthProducts *products = synth_products_new(d, bound);
	const int64_t **columns = synth_alloc_array((size_t) d, sizeof(int64_t *));
	int16_t **score = synth_alloc_array((size_t) d, sizeof(int16_t *));
	uint16_t *code = synth_alloc_array(SYNTH_SCAN_BLOCK, sizeof(uint16_t));
	int n;

	for (int a = 0; a < d; a++)
		score[a] = synth_alloc_array(SYNTH_SCAN_BLOCK, sizeof(int16_t));
	rows->rewind(rows->ctx);
	while (synth_poll(), (n = rows->next(rows->ctx, columns)) > 0)
	{
		for (int a = 0; a < d; a++)
		{
			synth_finecode_block(&in->attribute[a], columns[a], n, code);
			for (int r = 0; r < n; r++)
				score[a][r] = table[a][code[r]];
		}
		synth_products_add(products, score, n);
	}
	for (int a = 0; a < d; a++)
		synth_release(score[a]);
	synth_release(score);
	synth_release(code);
	synth_release(columns);
	return products;
}

/* noisy sums -> correlations r[d * d], shrunk as far as their noise says */
static void
solve_correlations(const SynthCopulaInput *in, const Measurement *how, const int64_t *noisy, double *const *coefficient,
				   double *r)
{
	size_t d = (size_t) in->nattributes;
	double unit = 1 / (how->scale * how->scale * fmax(in->total, 1));
	double tau = sqrt(how->sigma2) * unit;
	double spread = 0;

	for (size_t i = 0; i < d; i++)
	{
		synth_poll();
		r[i * d + i] = 1;
		for (size_t j = 0; j < i; j++)
		{
			double direct = coefficient[i][1] * coefficient[j][1];
			double noise = direct > 1e-6 ? tau / direct : HUGE_VAL;
			double x = synth_scores_correlation(coefficient[i], coefficient[j],
												(double) noisy[i * (i - 1) / 2 + j] * unit);

			r[i * d + j] = x;
			if (noise < 1)
				spread += x * x - noise * noise;
		}
	}
	spread = fmax(spread, 0) / ((double) d * (double) (d - 1) / 2);
	for (size_t i = 0; i < d; i++)
	{
		for (size_t j = 0; j < i; j++)
		{
			double direct = coefficient[i][1] * coefficient[j][1];
			double noise = direct > 1e-6 ? tau / direct : HUGE_VAL;

			if (tau > 0)
				r[i * d + j] *= noise < HUGE_VAL && spread > 0 ? spread / (spread + noise * noise) : 0;
			r[j * d + i] = r[i * d + j];
		}
	}
}

/* integer scores and their expansions, by the present orders */
static void
score_columns(const SynthCopulaInput *in, uint16_t *const *order, double scale, int16_t **table, double **coefficient)
{
	for (int a = 0; a < in->nattributes; a++)
	{
		synth_release(table[a]);
		synth_release(coefficient[a]);
		coefficient[a] = synth_alloc_array(SYNTH_HERMITE + 1, sizeof(double));
		table[a] = score_table(in->marginal[a], order[a], in->attribute[a].nfine, scale, coefficient[a]);
	}
}

/* correlations r[d * d], and orders on the way */
static void
measure_correlations(const SynthCopulaInput *in, const SynthRowSource *rows, uint16_t **order, double *r)
{
	size_t d = (size_t) in->nattributes;
	size_t npairs = d * (d - 1) / 2;
	int16_t **table = synth_alloc_array(d, sizeof(int16_t *));
	double **coefficient = synth_alloc_array(d, sizeof(double *));
	int *group = synth_alloc_array(d, sizeof(int));
	int ngroups = in->account->private_fit ? synth_copula_groups(in, group) : 0;
	SynthCopulaInput rest = *in;
	Measurement how;
	SynthProducts *products;
	int64_t *noisy;

	check_noise(in);
	if (ngroups > 0)
		rest.rho = in->rho * (1 - ORDER_SHARE);
	how = plan_measurement(&rest);
	score_columns(in, order, how.scale, table, coefficient);
	if (ngroups > 0)
	{
		if (in->progress != NULL)
			in->progress("ordering", 0, 1);
		synth_copula_noisy_orders(in, rows, ngroups, group, how.bound, how.scale, table,
								  in->rho * ORDER_SHARE * (1 - 1e-9), order);
		score_columns(in, order, how.scale, table, coefficient);
	}
	if (in->progress != NULL)
		in->progress("summing products", 0, 1);
	products = sum_products(in, rows, how.bound, table);
	noisy = synth_alloc_array(npairs, sizeof(int64_t));
	synth_measure_sums(in->account, "correlation", synth_products_close(products), (int) npairs, how.sensitivity,
					   how.sigma2, noisy);
	solve_correlations(&rest, &how, noisy, coefficient, r);
	for (size_t a = 0; a < d; a++)
	{
		synth_release(table[a]);
		synth_release(coefficient[a]);
	}
	synth_release(table);
	synth_release(coefficient);
	synth_release(group);
	synth_release(noisy);
	synth_correlation_nearest(r, in->nattributes);
}

/*
 * Without a budget for the sums (rho 0 in a private fit), or with a single
 * attribute, all correlations are 0.  Errors: SYNTH_ERR_PARAMETER if epsilon
 * is too small for so many columns, SYNTH_ERR_MEMORY.
 */
void
synth_copula_fit(const SynthCopulaInput *in, const SynthRowSource *rows, SynthModel *m)
{
	size_t d = (size_t) in->nattributes;
	uint16_t **order = synth_alloc_array(d, sizeof(uint16_t *));
	double *r = synth_alloc_array(d * d + 1, sizeof(double));

	for (size_t a = 0; a < d; a++)
	{
		order[a] = synth_alloc_array((size_t) in->attribute[a].nfine, sizeof(uint16_t));
		synth_copula_natural_order(&in->attribute[a], false, order[a]);
		r[a * d + a] = 1;
	}
	if (d > 1 && (in->rho > 0 || !in->account->private_fit))
		measure_correlations(in, rows, order, r);
	synth_copula_finish(m, in->marginal, order, r);
	synth_release(r);
}
