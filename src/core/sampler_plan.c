/*-------------------------------------------------------------------------
 *
 * sampler_plan.c
 *	  How one attribute of a model is made: its table, and what its fine
 *	  codes decode to.
 *
 * Everything that does not depend on rows is worked out once: fine codes
 * sorted by coarse code with their cumulated masses, the raw value of each
 * that has only one.  `other` ends here: where the policy is to spread it, its
 * mass is left out of its group, and a group of nothing else is banned.
 *
 *-------------------------------------------------------------------------
 */
#include "sampler_plan.h"

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
		double sum = 0.0;

		for (int i = plan->first[g]; i < plan->first[g + 1]; i++)
		{
			int fine = plan->cell[i];

			if (fine != a->other_code || a->other != SYNTH_OTHER_SPREAD)
				sum += a->mass[fine];
			plan->cumulated[i] = sum;
			if (fine == a->null_code)
				plan->raw[i] = SYNTH_RAW_NULL;
			else if (fine == a->other_code)
				/* SPREAD comes here only if there is nothing else to give */
				plan->raw[i] = a->other == SYNTH_OTHER_LABEL ? SYNTH_RAW_OTHER : SYNTH_RAW_NULL;
			else if (fine == a->neginf_code)
				plan->raw[i] = SYNTH_RAW_NEG_INF;
			else if (fine == a->posinf_code)
				plan->raw[i] = SYNTH_RAW_POS_INF;
			else if (fine == a->nan_code)
				plan->raw[i] = SYNTH_RAW_NAN;
			else if (a->kind == SYNTH_CATEGORY)
				plan->raw[i] = fine;
			else if (a->axis->edge[fine + 1] - 1 == a->axis->edge[fine])
				plan->raw[i] = a->axis->edge[fine];
			else
				plan->raw[i] = SYNTH_RAW_DRAWN;
		}
		if (sum > 1e-9)
			for (int i = plan->first[g]; i < plan->first[g + 1]; i++)
				plan->cumulated[i] /= sum;
		else
		{
			/* a group of nothing but `other` */
			for (int i = plan->first[g]; i < plan->first[g + 1]; i++)
				plan->cumulated[i] = 1.0;
			if (width > 1)
				plan->banned = g;
		}
	}
}

/*
 * Fills the plan, which must be zero.  It keeps pointers into the model, which
 * must have passed synth_model_check().
 */
void
synth_sampler_plan(const SynthModel *m, int place, SynthSamplerPlan *plan)
{
	const SynthConditional *c = &m->conditional[place];
	const SynthAttribute *a = &m->attribute[c->attribute];
	size_t stride = 1;

	plan->attribute = c->attribute;
	plan->nparents = c->nparents;
	plan->parent = c->parent;
	plan->width = a->ncoarse;
	plan->p = c->p;
	plan->banned = -1;
	plan->axis = a->axis;
	plan->stride = synth_alloc_array((size_t) c->nparents + 1, sizeof(size_t));
	for (int j = c->nparents - 1; j >= 0; j--)
	{
		plan->stride[j] = stride;
		stride = synth_size_mul(stride, (size_t) m->attribute[c->parent[j]].ncoarse);
	}
	plan->nlines = stride;
	plan_fine(plan, a);
	if (plan->banned >= 0)
		plan->allowed = synth_alloc_array((size_t) plan->width, sizeof(float));
}
