/*-------------------------------------------------------------------------
 *
 * steer_error.c
 *	  Standard error of a condition's probability from the noise that the
 *	  model states.
 *
 * One region: its probability is a sum of noisy fine counts, so the noise
 * adds up over the codes inside, sqrt(sum share^2) * sigma / total.  Several
 * regions whose attributes were measured together: the cells inside, sqrt(n) *
 * sigma / total.  What no measured table holds is taken as a product of
 * independent parts, whose relative errors add up in squares.
 *
 * Limits: an estimate.  It knows nothing of how far the model's assumptions
 * are off (dependencies that were not measured), takes the noise of the total
 * as none, and ignores that inference averages repeated measurements, which
 * makes the error smaller.
 *
 *-------------------------------------------------------------------------
 */
#include "steer_error.h"

#include <math.h>
#include <string.h>

/* the rows that counts are divided by; a model of nothing has no precision at all */
static double
rows_of(const SynthModel *m)
{
	return m->total > 1 ? m->total : 1;
}

static double
error_alone(const SynthModel *m, const SynthRegion *r)
{
	const SynthAttribute *a = &m->attribute[r->attribute];
	double sum = 0;

	for (int f = 0; f < a->nfine; f++)
		sum += r->share[f] * r->share[f];
	return sqrt(sum) * a->sigma / rows_of(m);
}

/* coarse codes of the attribute that the region meets */
static double
codes_inside(const SynthAttribute *a, const SynthRegion *r)
{
	bool *met = synth_alloc_array((size_t) a->ncoarse, sizeof(bool));
	double n = 0;

	for (int f = 0; f < a->nfine; f++)
	{
		if (r->share[f] > 0 && !met[a->group[f]])
		{
			met[a->group[f]] = true;
			n++;
		}
	}
	synth_release(met);
	return n;
}

/* index of the open region on an attribute, or -1 */
static int
region_on(int nregions, const SynthRegion *region, const bool *done, int attribute)
{
	for (int i = 0; i < nregions; i++)
		if (region[i].attribute == attribute && !done[i])
			return i;
	return -1;
}

/* how many open regions a measured table holds; an attribute may be named twice */
static int
held_by(const SynthMarginal *x, int nregions, const SynthRegion *region, const bool *done, int *held)
{
	int n = 0;

	for (int j = 0; j < x->nattr; j++)
	{
		int i = region_on(nregions, region, done, x->attribute[j]);
		bool again = i < 0;

		for (int k = 0; k < n && !again; k++)
			again = held[k] == i;
		if (!again)
			held[n++] = i;
	}
	return n;
}

/* the table with the most open regions, at least two; the smallest of several */
static const SynthMarginal *
best_table(const SynthModel *m, int nregions, const SynthRegion *region, const bool *done)
{
	const SynthMarginal *best = NULL;
	int most = 1;
	int held[4];

	for (int i = 0; i < m->nmarginals; i++)
	{
		const SynthMarginal *x = &m->marginal[i];
		int n = held_by(x, nregions, region, done, held);

		if (i % 1024 == 0)
			synth_poll();
		if (n > most || (n == most && best != NULL && x->cells < best->cells))
		{
			best = x;
			most = n;
		}
	}
	return best;
}

static double
error_together(const SynthModel *m, const SynthMarginal *x, const SynthRegion *region, int n, const int *held)
{
	double inside = 1;
	double all = 1;

	for (int j = 0; j < x->nattr; j++)
	{
		const SynthAttribute *a = &m->attribute[x->attribute[j]];
		double codes = a->ncoarse;

		all *= codes;
		for (int k = 0; k < n; k++)
			if (region[held[k]].attribute == x->attribute[j])
				codes = codes_inside(a, &region[held[k]]);
		inside *= codes;
	}
	/* where codes were merged, the same part of fewer cells; half a cell has a cell's noise */
	inside = fmax(1, inside * (double) x->cells / all);
	return sqrt(inside) * x->sigma / rows_of(m);
}

double
synth_steer_noise(const SynthModel *m, int nregions, const SynthRegion *region, double p,
				  double (*part)(const SynthModel *m, int nregions, const SynthRegion *region))
{
	bool *done = synth_alloc_array((size_t) nregions + 1, sizeof(bool));
	double square = 0; /* of the errors of the parts, each times the other parts */
	double flat = 0;   /* largest error of a part that has no mass */

	for (int left = nregions; m->is_private && left > 0;)
	{
		const SynthMarginal *x = best_table(m, nregions, region, done);
		SynthRegion some[4];
		int held[4];
		int n = 1;
		double error;
		double q;

		if (x != NULL)
		{
			n = held_by(x, nregions, region, done, held);
			error = error_together(m, x, region, n, held);
		}
		else
		{
			held[0] = 0;
			while (done[held[0]])
				held[0]++;
			error = error_alone(m, &region[held[0]]);
		}
		for (int k = 0; k < n; k++)
		{
			some[k] = region[held[k]];
			done[held[k]] = true;
		}
		left -= n;
		/* all regions in one part: no product */
		q = n == nregions ? p : part(m, n, some);
		if (q > 0)
			square += (error * (p / q)) * (error * (p / q));
		else
			flat = fmax(flat, error);
	}
	synth_release(done);
	return p > 0 ? sqrt(square) : flat;
}
