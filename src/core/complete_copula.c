/*-------------------------------------------------------------------------
 *
 * complete_copula.c
 *	  Missing attributes of a row from a copula model.
 *
 * A given code says that its normal score lies between two cut points.  Given
 * the scores, the missing ones are jointly normal: with P the inverse of the
 * correlations, mean -P_mm^-1 P_mk z_k and precision P_mm, whose factor is
 * kept for each pattern.  Scores of given codes with little mass are taken at
 * the middle of their interval; the others, of categories mostly, are drawn
 * within their intervals given all other scores, in turn with the missing ones
 * (a blocked Gibbs sampler of SWEEPS rounds, started at the middles).
 *
 * Limits: the time is quadratic in the attributes a row, the memory too.
 *
 *-------------------------------------------------------------------------
 */
#include "complete_parts.h"
#include "copula_parts.h"
#include "linalg.h"

#include <math.h>
#include <string.h>

#define SWEEPS 12
#define NARROW 0.02 /* mass of a code whose score is as good as known */

typedef struct CopulaPlan
{
	int n;
	int *missing;	/* [n] attributes */
	double *factor; /* [n * n] lower triangle L of L L' = their part of the precision matrix */
} CopulaPlan;

typedef struct Own
{
	int d;
	SynthLatent *latent;
	uint16_t **position; /* [attribute][code] */
	double *precision;	 /* [d * d] */
	double *z;			 /* [d] scores of the row at work */
	double *x;			 /* [d] scratch */
	int *wide;			 /* [d] given attributes whose scores are drawn */
} Own;

/* the inverse of r = L L', from L, in place of r */
static void
invert(double *l, int d, double *r)
{
	/* L^-1, row by row, into r */
	memset(r, 0, (size_t) d * (size_t) d * sizeof(double));
	for (int i = 0; i < d; i++)
	{
		double *row = r + (size_t) i * (size_t) d;

		row[i] = 1.0;
		for (int k = 0; k < i; k++)
		{
			double f = l[(size_t) i * (size_t) d + (size_t) k];
			const double *done = r + (size_t) k * (size_t) d;

			for (int j = 0; j <= k; j++)
				row[j] -= f * done[j];
		}
		for (int j = 0; j <= i; j++)
			row[j] /= l[(size_t) i * (size_t) d + (size_t) i];
		synth_poll();
	}
	/* its transpose times itself, into l */
	memset(l, 0, (size_t) d * (size_t) d * sizeof(double));
	for (int k = 0; k < d; k++)
	{
		const double *row = r + (size_t) k * (size_t) d;

		for (int i = 0; i <= k; i++)
			for (int j = 0; j <= k; j++)
				l[(size_t) i * (size_t) d + (size_t) j] += row[i] * row[j];
		synth_poll();
	}
	memcpy(r, l, (size_t) d * (size_t) d * sizeof(double));
}

static void *
copula_open(SynthCompleter *c)
{
	const SynthModel *m = c->model;
	Own *own = synth_alloc(sizeof(Own));
	size_t d = (size_t) m->nattributes;
	double *l = synth_alloc_array(d * d + 1, sizeof(double));

	own->d = m->nattributes;
	own->latent = synth_copula_latents(m);
	own->precision = synth_alloc_array(d * d + 1, sizeof(double));
	own->z = synth_alloc_array(d + 1, sizeof(double));
	own->x = synth_alloc_array(d + 1, sizeof(double));
	own->wide = synth_alloc_array(d + 1, sizeof(int));
	own->position = synth_alloc_array(d + 1, sizeof(uint16_t *));
	for (int a = 0; a < own->d; a++)
	{
		own->position[a] = synth_alloc_array((size_t) own->latent[a].ncodes + 1, sizeof(uint16_t));
		for (int x = 0; x < own->latent[a].ncodes; x++)
			own->position[a][own->latent[a].order[x]] = (uint16_t) x;
	}
	synth_copula_matrix(m, l);
	if (d > 0 && !synth_cholesky(l, own->d))
		synth_fail(SYNTH_ERR_CORRUPT, "the correlations of a copula are not positive definite");
	invert(l, own->d, own->precision);
	synth_release(l);
	return own;
}

static void
copula_plan(SynthCompleter *c, CompletePattern *p)
{
	const Own *own = c->own;
	CopulaPlan *plan = synth_alloc(sizeof(CopulaPlan));
	size_t n;

	plan->missing = synth_alloc_array((size_t) own->d + 1, sizeof(int));
	for (int i = 0; i < own->d; i++)
		if (p->role[i] != COMPLETE_GIVEN)
			plan->missing[plan->n++] = c->plan[i].attribute;
	n = (size_t) plan->n;
	plan->factor = synth_alloc_array(n * n + 1, sizeof(double));
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			plan->factor[i * n + j] =
				own->precision[(size_t) plan->missing[i] * (size_t) own->d + (size_t) plan->missing[j]];
	if (plan->n > 0 && !synth_cholesky(plan->factor, plan->n))
		synth_fail(SYNTH_ERR_CORRUPT, "the correlations of a copula are not positive definite");
	p->plan = plan;
	p->bytes = sizeof(CopulaPlan) + (size_t) own->d * sizeof(int) + n * n * sizeof(double);
}

static void
copula_release(CompletePattern *p)
{
	CopulaPlan *plan = p->plan;

	synth_release(plan->missing);
	synth_release(plan->factor);
	synth_release(plan);
}

static double
draw_normal(SynthStream *st)
{
	return synth_normal_quantile(synth_stream_unit(st) + 0x1p-54);
}

/* a normal variable of this mean and deviation, within (lo, hi] */
static double
draw_within(double mean, double deviation, double lo, double hi, SynthStream *st)
{
	double a = (lo - mean) / deviation;
	double b = (hi - mean) / deviation;
	/* tails are told apart on the low side only */
	bool flip = a > 0.0;
	double p = synth_normal_cdf(flip ? -b : a);
	double q = synth_normal_cdf(flip ? -a : b);
	double z = synth_normal_quantile(p + (q - p) * synth_stream_unit(st));

	if (!(q > p) || !isfinite(z))
		/* too far out for doubles: the end that is nearest */
		return a > 0.0 ? lo : b < 0.0 ? hi : mean;
	z = mean + deviation * (flip ? -z : z);
	return z < lo ? lo : z > hi ? hi : z;
}

/* the missing scores given all others */
static void
draw_missing(Own *own, const CopulaPlan *plan, SynthStream *st)
{
	size_t d = (size_t) own->d;
	size_t n = (size_t) plan->n;
	double *x = own->x;

	for (size_t i = 0; i < n; i++)
		own->z[plan->missing[i]] = 0.0;
	for (size_t i = 0; i < n; i++)
	{
		const double *row = own->precision + (size_t) plan->missing[i] * d;
		double sum = 0.0;

		for (size_t j = 0; j < d; j++)
			sum -= row[j] * own->z[j];
		for (size_t j = 0; j < i; j++)
			sum -= plan->factor[i * n + j] * x[j];
		x[i] = sum / plan->factor[i * n + i];
	}
	for (size_t i = 0; i < n; i++)
		x[i] += draw_normal(st);
	for (size_t i = n; i-- > 0;)
	{
		for (size_t j = i + 1; j < n; j++)
			x[i] -= plan->factor[j * n + i] * x[j];
		x[i] /= plan->factor[i * n + i];
	}
	for (size_t i = 0; i < n; i++)
		own->z[plan->missing[i]] = x[i];
}

static bool
copula_draw(SynthCompleter *c, const CompletePattern *p, SynthStream *st)
{
	const CopulaPlan *plan = p->plan;
	Own *own = c->own;
	size_t d = (size_t) own->d;
	int nwide = 0;

	for (int i = 0; i < own->d; i++)
	{
		int a = c->plan[i].attribute;
		const SynthLatent *l = &own->latent[a];
		double from;
		double middle;
		int at;

		if (p->role[i] != COMPLETE_GIVEN)
			continue;
		at = own->position[a][c->code[a]];
		from = at > 0 ? l->cumulated[at - 1] : 0.0;
		middle = (from + l->cumulated[at]) / 2.0;
		/* a code without mass lies between its neighbours, if they have any */
		middle = middle < 1e-12 ? 1e-12 : middle > 1.0 - 1e-12 ? 1.0 - 1e-12 : middle;
		own->z[a] = synth_normal_quantile(middle);
		if (l->cumulated[at] - from >= NARROW)
			own->wide[nwide++] = a;
	}
	draw_missing(own, plan, st);
	for (int sweep = 0; sweep < SWEEPS && nwide > 0; sweep++)
	{
		for (int i = 0; i < nwide; i++)
		{
			int a = own->wide[i];
			const double *row = own->precision + (size_t) a * d;
			int at = own->position[a][c->code[a]];
			double sum = row[a] * own->z[a];

			for (size_t j = 0; j < d; j++)
				sum -= row[j] * own->z[j];
			own->z[a] = draw_within(sum / row[a], 1.0 / sqrt(row[a]), own->latent[a].cut[at],
									own->latent[a].cut[at + 1], st);
		}
		draw_missing(own, plan, st);
	}
	for (int i = 0; i < plan->n; i++)
	{
		int a = plan->missing[i];

		c->code[a] = own->latent[a].order[synth_latent_position(&own->latent[a], own->z[a])];
	}
	return true;
}

const CompleteKind synth_complete_copula = {copula_open, copula_plan, copula_release, copula_draw};
