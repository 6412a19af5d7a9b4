/*-------------------------------------------------------------------------
 *
 * steer_domain.c
 *	  Live codes, their weights, and the masses within them.
 *
 * Mass within a group is counted as the sampler deals it (sampler_plan.c):
 * `other` that is to be spread has none, and a group of nothing else is never
 * drawn, unless there is no other group.
 *
 *-------------------------------------------------------------------------
 */
#include "steer_domain.h"

#include <string.h>

/* below this a group has nothing but `other` (sampler_plan.c) */
#define NO_MASS 1e-9

/* probability of each fine code within its group as it is drawn; returns the banned group */
static int
drawn_masses(const SynthAttribute *a, double *mass)
{
	double *sum = synth_alloc_array((size_t) a->ncoarse, sizeof(double));
	int banned = -1;
	int first = -1;

	for (int i = 0; i < a->nfine; i++)
	{
		mass[i] = i == a->other_code && a->other == SYNTH_OTHER_SPREAD ? 0.0 : a->mass[i];
		sum[a->group[i]] += mass[i];
	}
	for (int g = 0; g < a->ncoarse; g++)
		if (!(sum[g] > NO_MASS))
			banned = g;
	for (int i = 0; i < a->nfine; i++)
	{
		if (a->group[i] == banned)
		{
			/* the only group there is gives its first code */
			mass[i] = a->ncoarse == 1 && first < 0 ? 1.0 : 0.0;
			first = i;
		}
		else
			mass[i] /= sum[a->group[i]];
	}
	synth_release(sum);
	return a->ncoarse > 1 ? banned : -1;
}

/*
 * Numbers the live codes by (group, part) in the order of their first fine
 * codes, so that codes of a number keep their order.
 */
static void
number_live(const SynthAttribute *a, const int16_t *part, SynthSteerDomain *d)
{
	int *code = synth_alloc_array((size_t) a->ncoarse, sizeof(int)); /* last live code of a group, then by next[] */
	int *next = synth_alloc_array((size_t) a->nfine, sizeof(int));

	for (int g = 0; g < a->ncoarse; g++)
		code[g] = -1;
	for (int i = 0; i < a->nfine; i++)
	{
		int g = a->group[i];
		int at;

		d->live[i] = -1;
		if (!(d->mass[i] > 0.0))
			continue;
		for (at = code[g]; at >= 0 && part != NULL && d->part[at] != part[i]; at = next[at])
			;
		if (at < 0)
		{
			at = d->nlive++;
			d->old[at] = g;
			next[at] = code[g];
			code[g] = at;
			if (part != NULL)
				d->part[at] = part[i];
		}
		d->live[i] = at;
		d->weight[at] += d->mass[i];
	}
	synth_release(code);
	synth_release(next);
}

void
synth_steer_domain(const SynthModel *m, int attribute, const SynthRegion *region, const SynthTargetJoint *joint,
				   SynthSteerDomain *d)
{
	const SynthAttribute *a = &m->attribute[attribute];
	int place = joint != NULL ? synth_targets_place(joint, attribute) : -1;
	const int16_t *part = place >= 0 ? joint->part[place] : NULL;

	memset(d, 0, sizeof(*d));
	d->old = synth_alloc_array((size_t) a->nfine, sizeof(int));
	d->weight = synth_alloc_array((size_t) a->nfine, sizeof(double));
	d->part = part != NULL ? synth_alloc_array((size_t) a->nfine, sizeof(int)) : NULL;
	d->live = synth_alloc_array((size_t) a->nfine, sizeof(int));
	d->mass = synth_alloc_array((size_t) a->nfine, sizeof(double));
	d->banned = drawn_masses(a, d->mass);
	for (int i = 0; i < a->nfine; i++)
	{
		if (region != NULL)
			d->mass[i] *= region->share[i];
		if (part != NULL && part[i] < 0)
			d->mass[i] = 0.0;
	}
	number_live(a, part, d);
	for (int i = 0; i < a->nfine; i++)
		if (d->live[i] >= 0)
			d->mass[i] /= d->weight[d->live[i]];
	d->same = region == NULL && part == NULL && d->nlive == a->ncoarse;
	for (int x = 0; x < d->nlive && d->same; x++)
		d->same = d->old[x] == x;
}
