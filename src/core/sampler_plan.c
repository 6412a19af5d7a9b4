/*-------------------------------------------------------------------------
 *
 * sampler_plan.c
 *	  How one attribute of a model is made: its table or tree, and what its
 *	  fine codes decode to.
 *
 * Everything that does not depend on rows is worked out once: fine codes
 * sorted by coarse code with their cumulated masses, the raw value of each
 * that has only one, the intervals of a region that meet a cell.  `other` ends
 * here: where the policy is to spread it, its mass is left out of its group,
 * and a group of nothing else is banned.
 *
 *-------------------------------------------------------------------------
 */
#include "sampler_plan.h"

/* what a fine code decodes to, or SYNTH_RAW_DRAWN */
static int64_t
raw_of(const SynthAttribute *a, int fine, const SynthRegion *region)
{
	if (fine == a->null_code)
		return SYNTH_RAW_NULL;
	if (fine == a->other_code)
		/* SPREAD comes here only if there is nothing else to give */
		return a->other == SYNTH_OTHER_LABEL ? SYNTH_RAW_OTHER : SYNTH_RAW_NULL;
	if (fine == a->neginf_code)
		return SYNTH_RAW_NEG_INF;
	if (fine == a->posinf_code)
		return SYNTH_RAW_POS_INF;
	if (fine == a->nan_code)
		return SYNTH_RAW_NAN;
	if (a->kind == SYNTH_CATEGORY)
		return fine;
	if (region != NULL && region->tail != NULL)
		return SYNTH_RAW_DRAWN;
	if (a->axis->edge[fine + 1] - 1 == a->axis->edge[fine])
		return a->axis->edge[fine];
	return SYNTH_RAW_DRAWN;
}

/*
 * What each fine code decodes to, the mass of `other` given to the published
 * labels where the policy says so.
 */
static void
plan_fine(SynthSamplerPlan *plan, const SynthAttribute *a)
{
	int width = a->ncoarse;
	int *next;

	plan->first = synth_alloc_array((size_t) width + 1, sizeof(int));
	plan->cell = synth_alloc_array((size_t) a->nfine, sizeof(int));
	plan->cumulated = synth_alloc_array((size_t) a->nfine, sizeof(double));
	plan->raw = synth_alloc_array((size_t) a->nfine, sizeof(int64_t));
	for (int i = 0; i < a->nfine; i++)
		plan->first[a->group[i] + 1]++;
	for (int i = 0; i < width; i++)
		plan->first[i + 1] += plan->first[i];
	next = synth_alloc_array((size_t) width, sizeof(int));
	for (int i = 0; i < a->nfine; i++)
		plan->cell[plan->first[a->group[i]] + next[a->group[i]]++] = i;
	synth_release(next);

	plan->singletons = a->nfine == a->ncoarse;
	for (int g = 0; g < width; g++)
	{
		double published = 0.0;
		double sum = 0.0;

		for (int i = plan->first[g]; i < plan->first[g + 1]; i++)
		{
			int fine = plan->cell[i];

			if (fine != a->other_code || a->other != SYNTH_OTHER_SPREAD)
			{
				published += a->mass[fine];
				sum += plan->region == NULL ? a->mass[fine] : a->mass[fine] * plan->region->share[fine];
			}
			plan->cumulated[i] = sum;
			plan->raw[i] = raw_of(a, fine, plan->region);
			if (plan->region != NULL && !(plan->region->share[fine] > 0.0))
				plan->raw[i] = SYNTH_RAW_DRAWN; /* is refused there */
		}
		/* a group of nothing but `other` */
		if (!(published > 1e-9) && width > 1)
			plan->banned = g;
		/* a region may leave very little; nothing at all is never dealt */
		for (int i = plan->first[g]; i < plan->first[g + 1]; i++)
			plan->cumulated[i] = published > 1e-9 && sum > 0.0 ? plan->cumulated[i] / sum : 1.0;
	}
}

/* the intervals of the region that each cell has to be drawn in */
static void
plan_intervals(SynthSamplerPlan *plan, const SynthAttribute *a)
{
	const SynthRegion *region = plan->region;

	plan->interval = synth_alloc_array(2 * (size_t) a->nfine, sizeof(int32_t));
	for (int i = 0; i < a->nfine; i++)
	{
		int cell = plan->cell[i];
		int64_t lo;
		int64_t hi;
		int from = 0;
		int to;

		if (!(region->share[cell] > 0.0))
			plan->interval[2 * i] = SYNTH_OUTSIDE;
		if (!(region->share[cell] > 0.0) || a->kind != SYNTH_NUMBER || cell >= a->nvalues)
			continue;
		lo = a->axis->edge[cell];
		hi = a->axis->edge[cell + 1] - 1;
		while (from < region->nintervals && region->hi[from] < lo)
			from++;
		to = from;
		while (to < region->nintervals && region->lo[to] <= hi)
			to++;
		/* a cell that lies inside is drawn as without the region */
		if (to == from + 1 && region->lo[from] <= lo && region->hi[from] >= hi)
			continue;
		plan->interval[2 * i] = (int32_t) from;
		plan->interval[2 * i + 1] = (int32_t) (to - from);
	}
}

/*
 * Fills the plan, which must be zero.  It keeps pointers into the model, which
 * must have passed synth_model_check().
 */
void
synth_sampler_plan(const SynthModel *m, int place, const SynthRegion *region, SynthSamplerPlan *plan)
{
	const SynthConditional *c = &m->conditional[place];
	const SynthAttribute *a = &m->attribute[c->attribute];
	size_t stride = 1;

	plan->attribute = c->attribute;
	plan->nparents = c->nparents;
	plan->parent = c->parent;
	plan->width = a->ncoarse;
	plan->p = c->p;
	plan->tree = c->tree;
	plan->banned = -1;
	plan->axis = a->axis;
	plan->region = region;
	if (c->tree == NULL)
	{
		plan->stride = synth_alloc_array((size_t) c->nparents + 1, sizeof(size_t));
		for (int j = c->nparents - 1; j >= 0; j--)
		{
			plan->stride[j] = stride;
			stride = synth_size_mul(stride, (size_t) m->attribute[c->parent[j]].ncoarse);
		}
	}
	plan->nlines = stride;
	plan_fine(plan, a);
	if (region != NULL)
		plan_intervals(plan, a);
	if (plan->banned >= 0)
		plan->allowed = synth_alloc_array((size_t) plan->width, sizeof(float));
}
