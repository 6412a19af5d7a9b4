/*-------------------------------------------------------------------------
 *
 * steer_copula_draw.c
 *	  Normal scores that are truncated to unions of intervals.
 *
 * A single score is drawn exactly, by inversion, its rows spread evenly over
 * the distribution.  Several are drawn one after the other, each from its
 * distribution given those before it, truncated; the weight of a row is the
 * product of the probabilities that it met on its way (Geweke 1991;
 * Hajivassiliou and Keane).  The mean weight is an unbiased estimate of the
 * probability of all sets together.  Rows are then resampled by weight, and
 * moved by sweeps of Gibbs sampling, which keep the distribution and part the
 * copies.
 *
 * A code whose cells are inside by a share counts with that share wherever in
 * its interval the score lies, because where in its cell a value is does not
 * depend on the score.
 *
 * Limits: the rows of a few are not exactly from the distribution, since
 * resampling from n is off by the order of 1/n; SPARE more are drawn than
 * are asked for, and the sweeps take most of it away.
 *
 *-------------------------------------------------------------------------
 */
#include "steer_copula_parts.h"

#include <math.h>
#include <string.h>

#include "linalg.h"

#define SPARE 32
#define POLL_EVERY 256
/* scores are finite */
#define SCORE_MOST 37.0

void
synth_copula_set(const SynthModel *m, const SynthLatent *l, const SynthRegion *region, const int16_t *part,
				 int wanted_part, int attribute, CopulaSet *set)
{
	const SynthAttribute *a = &m->attribute[attribute];

	set->run = synth_alloc_array((size_t) l->ncodes, sizeof(CopulaRun));
	set->nruns = 0;
	set->mass = 0;
	for (int x = 0; x < l->ncodes; x++)
	{
		int code = l->order[x];
		double share = region == NULL ? 1 : region->share[code];
		CopulaRun *last = set->nruns > 0 ? &set->run[set->nruns - 1] : NULL;

		if (part != NULL && part[code] != wanted_part)
			share = 0;
		if (code == a->other_code && a->other == SYNTH_OTHER_SPREAD && l->ncodes > 1)
			share = 0;
		if (!(share > 0) || !(l->cut[x + 1] > l->cut[x]))
			continue;
		set->mass += share * (l->cumulated[x] - (x > 0 ? l->cumulated[x - 1] : 0));
		if (last != NULL && last->share == share && last->high == l->cut[x])
		{
			last->high = l->cut[x + 1];
			continue;
		}
		last = &set->run[set->nruns++];
		last->low = l->cut[x];
		last->high = l->cut[x + 1];
		last->share = share;
	}
}

/* P[a < Z <= b] of a standard normal variable, to the last digits in both tails */
static inline double
between(double a, double b)
{
	return a > 0 ? synth_normal_cdf(-a) - synth_normal_cdf(-b) : synth_normal_cdf(b) - synth_normal_cdf(a);
}

/* probability of the set for a score of this mean and deviation */
static double
set_mass(const CopulaSet *s, double mean, double deviation)
{
	double mass = 0;

	for (int i = 0; i < s->nruns; i++)
		mass += s->run[i].share * between((s->run[i].low - mean) / deviation, (s->run[i].high - mean) / deviation);
	return mass;
}

/* the score at u, 0 <= u < 1, of the distribution truncated to the set; mass is that of the set */
static double
set_quantile(const CopulaSet *s, double mean, double deviation, double mass, double u)
{
	double left = u * mass;
	const CopulaRun *run = s->run; /* of a set whose mass is all rounding: its first */
	double within = 0;
	double size = 0;
	double a;
	double z;

	for (int i = 0; i < s->nruns; i++)
	{
		double here = between((s->run[i].low - mean) / deviation, (s->run[i].high - mean) / deviation);

		if (here <= 0)
			continue;
		run = &s->run[i];
		size = here;
		within = left / run->share;
		if (left < run->share * here)
			break;
		left -= run->share * here;
	}
	within = within < size ? within : size;
	a = (run->low - mean) / deviation;
	if (a > 0)
		z = -synth_normal_quantile(synth_normal_cdf(-a) - within);
	else
		z = synth_normal_quantile(synth_normal_cdf(a) + within);
	z = mean + deviation * z;
	/* rounding must not lead out: a run is open below and closed above */
	z = fmin(fmax(z, -SCORE_MOST), SCORE_MOST);
	z = z > run->low ? z : nextafter(run->low, HUGE_VAL);
	return z < run->high ? z : run->high;
}

CopulaParticles *
synth_copula_particles_new(const SynthSteerCopula *t, int n)
{
	CopulaParticles *p = synth_alloc(sizeof(CopulaParticles));

	p->n = n;
	p->z = synth_alloc_array(synth_size_mul((size_t) t->nwanted, (size_t) n), sizeof(double));
	p->weight = synth_alloc_array((size_t) n, sizeof(double));
	return p;
}

void
synth_copula_particles_release(CopulaParticles *p)
{
	synth_release(p->z);
	synth_release(p->weight);
	synth_release(p);
}

double
synth_copula_ghk(const SynthSteerCopula *t, const int *set, CopulaParticles *p, int n, SynthStream *st)
{
	int nw = t->nwanted;
	double *e = synth_alloc_array((size_t) nw, sizeof(double));
	double first = synth_stream_unit(st);
	double sum = 0;

	for (int k = 0; k < n; k++)
	{
		double weight = 1;

		if (k % POLL_EVERY == 0)
			synth_poll();
		for (int i = 0; i < nw; i++)
		{
			const CopulaSet *s = &t->wanted[i].set[set[i]];
			const double *line = t->factor + (size_t) i * (size_t) t->d;
			double mean = 0;
			double mass;
			double u;
			double z;

			for (int j = 0; j < i; j++)
				mean += line[j] * e[j];
			mass = i == 0 ? s->mass : set_mass(s, mean, line[i]);
			/* the first score is spread evenly over its distribution */
			u = i == 0 ? ((double) k + first) / (double) n : synth_stream_unit(st);
			if (!(mass > 0) || !(weight > 0))
			{
				weight = 0;
				z = s->run[0].high < SCORE_MOST ? s->run[0].high : fmax(s->run[0].low, 0);
			}
			else
				z = set_quantile(s, mean, line[i], i == 0 ? set_mass(s, 0, 1) : mass, u);
			weight *= mass;
			e[i] = (z - mean) / line[i];
			p->z[(size_t) i * (size_t) p->n + (size_t) k] = z;
		}
		p->weight[k] = weight;
		sum += weight;
	}
	synth_release(e);
	return sum / n;
}

/* one sweep: every score of every row from its distribution given the others, truncated */
static void
gibbs_sweep(const SynthSteerCopula *t, const int *set, int n, SynthStream *st, double *z, int stride)
{
	int nw = t->nwanted;

	for (int k = 0; k < n; k++)
	{
		if (k % POLL_EVERY == 0)
			synth_poll();
		for (int i = 0; i < nw; i++)
		{
			const CopulaSet *s = &t->wanted[i].set[set[i]];
			const double *q = t->precision + (size_t) i * (size_t) nw;
			double mean = 0;
			double deviation = 1 / sqrt(q[i]);
			double mass;

			for (int j = 0; j < nw; j++)
				mean -= j == i ? 0 : q[j] / q[i] * z[(size_t) j * (size_t) stride + (size_t) k];
			mass = set_mass(s, mean, deviation);
			if (mass > 0)
				z[(size_t) i * (size_t) stride + (size_t) k] = set_quantile(s, mean, deviation, mass,
																			synth_stream_unit(st));
		}
	}
}

void
synth_copula_truncated(const SynthSteerCopula *t, const int *set, int n, SynthStream *st, double *z, int stride)
{
	CopulaParticles *p;
	double mean;
	double at;
	double sum = 0;
	int k = 0;

	if (t->nwanted == 1)
	{
		const CopulaSet *s = &t->wanted[0].set[set[0]];
		double mass = set_mass(s, 0, 1);

		at = synth_stream_unit(st);
		for (k = 0; k < n; k++)
			z[k] = set_quantile(s, 0, 1, mass, (k + at) / n);
		return;
	}
	p = synth_copula_particles_new(t, n + SPARE);
	mean = synth_copula_ghk(t, set, p, p->n, st);
	at = synth_stream_unit(st);
	for (int row = 0; row < n; row++)
	{
		double target = (row + at) / n * mean * p->n;

		while (k < p->n - 1 && sum + p->weight[k] <= target)
			sum += p->weight[k++];
		for (int i = 0; i < t->nwanted; i++)
			z[(size_t) i * (size_t) stride + (size_t) row] = p->z[(size_t) i * (size_t) p->n + (size_t) k];
	}
	synth_copula_particles_release(p);
	for (int sweep = 0; sweep < t->sweeps; sweep++)
		gibbs_sweep(t, set, n, st, z, stride);
}
