/*-------------------------------------------------------------------------
 *
 * steer_checks.h
 *	  Small models enumerated: every combination of fine codes with its
 *	  probability as it is drawn, by definition and without a shortcut.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_STEER_CHECKS_H
#define SYNTH_STEER_CHECKS_H

#include "unit.h"

#include "core/steer.h"
#include "random_model.h"

typedef struct Enumeration
{
	int n;		   /* attributes */
	size_t ncells; /* combinations of fine codes, row-major */
	double *p;
} Enumeration;

/* probability of a fine code within its group, as it is drawn */
static inline double
enumerated_mass(const SynthAttribute *a, int fine)
{
	double sum = 0;
	int first = -1;

	for (int i = 0; i < a->nfine; i++)
	{
		if (a->group[i] != a->group[fine])
			continue;
		first = first < 0 ? i : first;
		if (i != a->other_code || a->other != SYNTH_OTHER_SPREAD)
			sum += a->mass[i];
	}
	if (sum <= 1e-9)
		return a->ncoarse == 1 && fine == first ? 1 : 0;
	if (fine == a->other_code && a->other == SYNTH_OTHER_SPREAD)
		return 0;
	return a->mass[fine] / sum;
}

static inline bool
enumerated_banned(const SynthAttribute *a, int code)
{
	if (a->ncoarse == 1)
		return false;
	for (int i = 0; i < a->nfine; i++)
		if (a->group[i] == code && enumerated_mass(a, i) > 0)
			return false;
	return true;
}

static inline double
enumerated_code(const SynthModel *m, const SynthConditional *c, const int *fine)
{
	const SynthAttribute *a = &m->attribute[c->attribute];
	size_t line = 0;
	double sum = 0;

	for (int j = 0; j < c->nparents; j++)
		line = line * (size_t) m->attribute[c->parent[j]].ncoarse
			   + m->attribute[c->parent[j]].group[fine[c->parent[j]]];
	line *= (size_t) a->ncoarse;
	for (int x = 0; x < a->ncoarse; x++)
		sum += enumerated_banned(a, x) ? 0 : (double) c->p[line + x];
	if (enumerated_banned(a, a->group[fine[c->attribute]]))
		return 0;
	return sum > 1e-9 ? (double) c->p[line + a->group[fine[c->attribute]]] / sum : 1.0 / (a->ncoarse - 1);
}

static inline void
enumeration_digits(const SynthModel *m, size_t cell, int *fine)
{
	for (int a = m->nattributes - 1; a >= 0; a--)
	{
		fine[a] = (int) (cell % (size_t) m->attribute[a].nfine);
		cell /= (size_t) m->attribute[a].nfine;
	}
}

static inline Enumeration
enumerate(const SynthModel *m)
{
	Enumeration e = {m->nattributes, 1, NULL};
	int fine[16];

	for (int a = 0; a < m->nattributes; a++)
		e.ncells *= (size_t) m->attribute[a].nfine;
	e.p = synth_alloc_array(e.ncells, sizeof(double));
	for (size_t i = 0; i < e.ncells; i++)
	{
		enumeration_digits(m, i, fine);
		e.p[i] = 1;
		for (int a = 0; a < m->nattributes && e.p[i] > 0; a++)
			e.p[i] *= enumerated_mass(&m->attribute[a], fine[a]);
		for (int c = 0; c < m->nattributes && e.p[i] > 0; c++)
			e.p[i] *= enumerated_code(m, &m->conditional[c], fine);
	}
	return e;
}

/* multiplies by the shares of the regions; returns the mass that is left */
static inline double
enumeration_restrict(const SynthModel *m, Enumeration *e, int nregions, const SynthRegion *region)
{
	int fine[16];
	double sum = 0;

	for (size_t i = 0; i < e->ncells; i++)
	{
		enumeration_digits(m, i, fine);
		for (int r = 0; r < nregions; r++)
			e->p[i] *= region[r].share[fine[region[r].attribute]];
		sum += e->p[i];
	}
	return sum;
}

/*
 * A region of random codes; numbers by one or two intervals that cut cells.
 * May well leave nothing.
 */
static inline SynthRegion
random_region(RandomModel *r, const SynthModel *m, int attribute)
{
	const SynthAttribute *a = &m->attribute[attribute];
	SynthRegion region = {attribute};

	region.share = synth_alloc_array((size_t) a->nfine, sizeof(double));
	for (int f = 0; f < a->nfine; f++)
		region.share[f] = random_model_below(r, 2);
	/* two codes that both come out as NULL */
	if (a->other == SYNTH_OTHER_NULL && a->null_code >= 0 && a->other_code >= 0)
		region.share[a->other_code] = region.share[a->null_code];
	if (a->kind == SYNTH_NUMBER)
	{
		int64_t from = a->axis->edge[0];
		int64_t to = a->axis->edge[a->axis->ncells];
		int64_t width = to - from;
		int64_t at = from;

		region.lo = synth_alloc_array(2, sizeof(int64_t));
		region.hi = synth_alloc_array(2, sizeof(int64_t));
		for (int i = 0; i < 2; i++)
		{
			region.lo[i] = at + (int64_t) (random_model_unit(r) * (double) width / 3.0);
			region.hi[i] = region.lo[i] + (int64_t) (random_model_unit(r) * (double) width / 3.0);
			at = region.hi[i] + 1;
		}
		region.nintervals = 2;
		synth_region_cells(m, &region);
	}
	return region;
}

#endif /* SYNTH_STEER_CHECKS_H */
