/*-------------------------------------------------------------------------
 *
 * steer.c
 *	  Conditions, target shares and tails: which kind of model does it.
 *
 *-------------------------------------------------------------------------
 */
#include "steer.h"

#include "axis_within.h"
#include "sampler_parts.h"
#include "steer_copula.h"
#include "steer_error.h"
#include "steer_table.h"
#include "steer_tree.h"

#include <math.h>
#include <string.h>

struct SynthSteered
{
	const SynthModel *model;
	/* one of these; none if nothing is asked for */
	SynthSteerTable *table;
	SynthSteerTree *tree;
	SynthSteerCopula *copula;
};

typedef enum Kind
{
	KIND_TABLE,
	KIND_TREE,
	KIND_COPULA
} Kind;

static Kind
kind_of(const SynthModel *m)
{
	if (m->copula != NULL)
		return KIND_COPULA;
	for (int i = 0; i < m->nattributes; i++)
		if (m->conditional[i].tree != NULL)
			return KIND_TREE;
	return KIND_TABLE;
}

void
synth_region_cells(const SynthModel *m, SynthRegion *r)
{
	const SynthAttribute *a = &m->attribute[r->attribute];
	int first = 0;

	if (a->kind != SYNTH_NUMBER)
		return;
	for (int cell = 0; cell < a->nvalues; cell++)
	{
		int64_t left = a->axis->edge[cell];
		int64_t right = a->axis->edge[cell + 1] - 1;
		double share = 0;

		/* intervals and cells rise together */
		while (first < r->nintervals && r->hi[first] < left)
			first++;
		for (int i = first; i < r->nintervals && r->lo[i] <= right; i++)
			share += synth_axis_share(a->axis, cell, r->lo[i], r->hi[i]);
		r->share[cell] = share < 1 ? share : 1;
		synth_poll();
	}
}

static void
clear_report(SynthSteerReport *report)
{
	memset(report, 0, sizeof(*report));
	report->problem = SYNTH_STEER_FINE;
	report->attribute = -1;
	report->target = -1;
	report->part = -1;
	report->probability = 1;
	report->effective = 1;
}

SynthSteered *
synth_steer(const SynthModel *m, const SynthSteering *request, SynthSteerReport *report)
{
	SynthSteered *s = synth_alloc(sizeof(SynthSteered));

	s->model = m;
	clear_report(report);
	if (m->nattributes == 0 || (request->nregions == 0 && request->ntargets == 0))
		return s;
	switch (kind_of(m))
	{
		case KIND_TABLE:
			s->table = synth_steer_table(m, request, report);
			if (s->table == NULL)
				return NULL;
			if (request->nregions > 0)
				report->error = synth_steer_noise(m, request->nregions, request->region, report->probability,
												  synth_steer_table_probability);
			return s;
		case KIND_TREE:
			s->tree = synth_steer_tree(m, request, report);
			return s->tree != NULL ? s : NULL;
		case KIND_COPULA:
			break;
	}
	s->copula = synth_steer_copula(m, request, report);
	return s->copula != NULL ? s : NULL;
}

SynthSampler *
synth_sampler_steered(const SynthSteered *s)
{
	if (s->table != NULL)
		return synth_steer_table_sampler(s->table);
	if (s->tree != NULL)
		return synth_steer_tree_sampler(s->tree);
	if (s->copula != NULL)
		return synth_steer_copula_sampler(s->copula);
	return synth_sampler_new(s->model);
}

size_t
synth_steered_bytes(const SynthSteered *s)
{
	if (s->table != NULL)
		return synth_steer_table_bytes(s->table);
	if (s->tree != NULL)
		return synth_steer_tree_bytes(s->tree);
	if (s->copula != NULL)
		return synth_steer_copula_bytes(s->copula);
	return 0;
}

/* probability of regions on a copula model, as an estimate of noise asks for it */
static double
copula_part(const SynthModel *m, int nregions, const SynthRegion *region)
{
	SynthSteering request = {nregions, (SynthRegion *) region};
	double error;

	return synth_steer_copula_probability(m, &request, &error);
}

/*
 * A condition on a model of tables that needs more memory than allowed is
 * SYNTH_ERR_MEMORY here: there is no report to say it in.
 */
double
synth_steer_probability(const SynthModel *m, const SynthSteering *request, double *error)
{
	double p;
	double noise;

	*error = 0;
	if (request->nregions == 0)
		return 1;
	switch (kind_of(m))
	{
		case KIND_TABLE:
			p = synth_steer_table_probability(m, request->nregions, request->region);
			if (p == HUGE_VAL)
				synth_fail(SYNTH_ERR_MEMORY, "a condition needs more memory than allowed");
			*error = synth_steer_noise(m, request->nregions, request->region, p, synth_steer_table_probability);
			return p;
		case KIND_TREE:
			return synth_steer_tree_probability(m, request, error);
		case KIND_COPULA:
			break;
	}
	p = synth_steer_copula_probability(m, request, error);
	noise = synth_steer_noise(m, request->nregions, request->region, p, copula_part);
	*error = sqrt(*error * *error + noise * noise);
	return p;
}
