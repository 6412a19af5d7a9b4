/*-------------------------------------------------------------------------
 *
 * steer_table.c
 *	  The conditioned model of a model of tables.
 *
 * The junction tree of the restricted tables (steer_restrict.c) is collected
 * at a clique that holds all targeted attributes.  There the joint
 * distribution p of their parts given the regions can be read off; the fitted
 * shares q (steer_targets.c) enter as a factor q / p, which leaves everything
 * else conditional on the parts as it was.  Then the cliques are written as
 * conditional tables from the root outwards, the targeted attributes first:
 * what is drawn first is dealt most evenly, so the shares of a block are met
 * to within a row or so.
 *
 * Everything is exact up to float32 and deterministic.
 *
 *-------------------------------------------------------------------------
 */
#include "steer_table.h"

#include "conditional.h"
#include "sampler_parts.h"
#include "steer_restrict.h"

#include <math.h>
#include <string.h>

struct SynthSteerTable
{
	SynthModel model; /* conditioned */
	int nregions;
	SynthRegion *region; /* of the conditioned masses: a share is 0 or 1 */
	size_t bytes;
};

/* ---------------------------------------------------------------- the conditioned model */

/* codes, groups and masses that are left; what is whole stays the model's own */
static void
write_attribute(SynthSteerTable *t, const SynthRestricted *r, int attribute)
{
	SynthAttribute *a = &t->model.attribute[attribute];
	const SynthSteerDomain *d = &r->domain[attribute];

	if (d->same)
		return;
	a->ncoarse = d->nlive;
	a->group = synth_alloc_array((size_t) a->nfine, sizeof(uint16_t));
	a->mass = synth_alloc_array((size_t) a->nfine, sizeof(double));
	for (int i = 0; i < a->nfine; i++)
	{
		/* a dead code is somewhere, without mass */
		a->group[i] = (uint16_t) (d->live[i] >= 0 ? d->live[i] : 0);
		a->mass[i] = d->live[i] >= 0 ? d->mass[i] : 0.0;
	}
	t->bytes += (size_t) a->nfine * (sizeof(uint16_t) + sizeof(double));
}

static void
write_regions(SynthSteerTable *t, const SynthRestricted *r, const SynthSteering *request)
{
	t->nregions = request->nregions;
	t->region = synth_alloc_array((size_t) t->nregions, sizeof(SynthRegion));
	for (int i = 0; i < t->nregions; i++)
	{
		int a = request->region[i].attribute;
		int nfine = r->m->attribute[a].nfine;

		t->region[i] = request->region[i];
		t->region[i].share = synth_alloc_array((size_t) nfine, sizeof(double));
		for (int f = 0; f < nfine; f++)
			t->region[i].share[f] = r->domain[a].live[f] >= 0 ? 1.0 : 0.0;
		t->bytes += (size_t) nfine * sizeof(double);
	}
}

/* the conditional table of an attribute given those of the clique that are drawn before it */
static void
write_conditional(SynthSteerTable *t, const SynthRestricted *r, int clique, int attribute, const bool *drawn,
				  SynthConditional *c)
{
	const SynthJtree *jt = synth_evidence_jtree(r->evidence);
	const SynthClique *q = &jt->clique[clique];
	int *scope = synth_alloc_array((size_t) q->nattr, sizeof(int));
	int *parent = synth_alloc_array((size_t) q->nattr, sizeof(int));
	size_t ncells = (size_t) r->size[attribute];
	double *belief;
	int nparents = 0;
	int at = 0;
	int n = 0;

	for (int i = 0; i < q->nattr; i++)
	{
		if (q->attr[i] == attribute)
			at = n;
		else if (!drawn[q->attr[i]])
			continue;
		else
		{
			parent[nparents++] = q->attr[i];
			ncells = synth_size_mul(ncells, (size_t) r->size[q->attr[i]]);
		}
		scope[n++] = q->attr[i];
	}
	belief = synth_alloc_array(ncells, sizeof(double));
	synth_evidence_belief(r->evidence, clique, n, scope, belief);
	synth_conditional_set(c, attribute, nparents, parent, at, r->size, belief);
	t->bytes += ncells * sizeof(float);
	synth_release(belief);
	synth_release(parent);
	synth_release(scope);
}

/*
 * All conditionals, clique after clique from the root; within a clique
 * targeted attributes first, the others in the model's order.
 */
static void
write_conditionals(SynthSteerTable *t, const SynthRestricted *r, const SynthTargetJoint *joint)
{
	const SynthModel *m = r->m;
	const SynthJtree *jt = synth_evidence_jtree(r->evidence);
	const int *order = synth_evidence_order(r->evidence);
	int *turn = synth_alloc_array((size_t) m->nattributes, sizeof(int));
	bool *drawn = synth_alloc_array((size_t) m->nattributes, sizeof(bool));
	int place = 0;

	for (int i = 0; i < m->nattributes; i++)
		turn[m->conditional[i].attribute] = i;
	for (int i = 0; joint != NULL && i < joint->nattr; i++)
		turn[joint->attribute[i]] = i - joint->nattr;
	for (int i = 0; i < jt->ncliques; i++)
	{
		const SynthClique *q = &jt->clique[order[i]];

		for (;;)
		{
			int next = -1;

			for (int k = 0; k < q->nattr; k++)
				if (!drawn[q->attr[k]] && (next < 0 || turn[q->attr[k]] < turn[next]))
					next = q->attr[k];
			if (next < 0)
				break;
			write_conditional(t, r, order[i], next, drawn, &t->model.conditional[place++]);
			drawn[next] = true;
			synth_poll();
		}
	}
	synth_release(turn);
	synth_release(drawn);
}

/* ---------------------------------------------------------------- target shares */

/* the joint attributes that are in the root, in rank order */
static int
joint_scope(const SynthRestricted *r, const SynthTargetJoint *joint, int *attr, size_t *ncells)
{
	const SynthJtree *jt = synth_evidence_jtree(r->evidence);
	const SynthClique *root = &jt->clique[synth_evidence_order(r->evidence)[0]];
	int n = 0;

	*ncells = 1;
	for (int i = 0; i < root->nattr; i++)
	{
		if (synth_targets_place(joint, root->attr[i]) < 0 || r->size[root->attr[i]] == 1)
			continue;
		attr[n++] = root->attr[i];
		*ncells = synth_size_mul(*ncells, (size_t) r->size[root->attr[i]]);
	}
	return n;
}

/* cell of the joint table of parts for every cell over the live codes of attr[] */
static uint32_t *
map_to_parts(const SynthRestricted *r, const SynthTargetJoint *joint, int n, const int *attr, size_t ncells)
{
	uint32_t *cell = synth_alloc_array(ncells, sizeof(uint32_t));
	int *digit = synth_alloc_array((size_t) n + 1, sizeof(int));
	size_t *stride = synth_alloc_array((size_t) joint->nattr, sizeof(size_t));
	size_t base = 0;
	size_t s = 1;

	for (int i = joint->nattr - 1; i >= 0; i--)
	{
		int a = joint->attribute[i];

		stride[i] = s;
		s *= (size_t) joint->nparts[i];
		if (r->size[a] == 1)
			base += (size_t) r->domain[a].part[0] * stride[i];
	}
	for (size_t c = 0; c < ncells; c++)
	{
		size_t at = base;

		for (int i = 0; i < n; i++)
			at += (size_t) r->domain[attr[i]].part[digit[i]] * stride[synth_targets_place(joint, attr[i])];
		cell[c] = (uint32_t) at;
		for (int i = n - 1; i >= 0; i--)
		{
			if (++digit[i] < r->size[attr[i]])
				break;
			digit[i] = 0;
		}
	}
	synth_release(digit);
	synth_release(stride);
	return cell;
}

/* fits the shares and multiplies the root by them; false with a report if that cannot be done */
static bool
enter_targets(const SynthRestricted *r, const SynthTargetJoint *joint, const SynthSteering *request,
			  SynthSteerReport *report)
{
	int *attr = synth_alloc_array((size_t) joint->nattr, sizeof(int));
	double *p = synth_alloc_array(joint->ncells, sizeof(double));
	double *q = synth_alloc_array(joint->ncells, sizeof(double));
	size_t ncells;
	int n = joint_scope(r, joint, attr, &ncells);
	uint32_t *cell = map_to_parts(r, joint, n, attr, ncells);
	double *belief = synth_alloc_array(ncells, sizeof(double));

	synth_evidence_belief(r->evidence, synth_evidence_order(r->evidence)[0], n, attr, belief);
	for (size_t c = 0; c < ncells; c++)
		p[cell[c]] += belief[c];
	if (!synth_targets_fit(joint, request, p, synth_targets_least(r->m, report->probability), q, report))
		return false;
	for (size_t c = 0; c < ncells; c++)
		belief[c] = p[cell[c]] > 0 ? q[cell[c]] / p[cell[c]] : 0;
	synth_evidence_root_multiply(r->evidence, n, attr, belief);
	synth_release(attr);
	synth_release(p);
	synth_release(q);
	synth_release(cell);
	synth_release(belief);
	return true;
}

/* do the targets leave out values of an attribute? */
static bool
leaves_out(const SynthModel *m, const SynthTargetJoint *joint)
{
	for (int i = 0; i < joint->nattr; i++)
		for (int f = 0; f < m->attribute[joint->attribute[i]].nfine; f++)
			if (joint->part[i][f] < 0)
				return true;
	return false;
}

/* ---------------------------------------------------------------- what is not there */

/* the first region of the request that leaves nothing together with those before it, or -1 */
static int
first_empty_region(const SynthModel *m, const SynthSteering *request)
{
	for (int n = 1; n <= request->nregions; n++)
		if (!(synth_steer_table_probability(m, n, request->region) > 0))
			return request->region[n - 1].attribute;
	return -1;
}

/* names the region, or else the target, that leaves nothing */
static void
report_no_mass(const SynthModel *m, const SynthSteering *request, int empty, SynthSteerReport *report)
{
	report->attribute = first_empty_region(m, request);
	if (report->attribute >= 0)
	{
		report->problem = SYNTH_STEER_NO_MASS;
		report->probability = 0;
		return;
	}
	/* the regions leave something, but not of what has a share */
	report->problem = SYNTH_STEER_SHARE_EMPTY;
	report->attribute = empty;
	report->target = 0;
	for (int t = request->ntargets - 1; t >= 0; t--)
		for (int i = 0; i < request->target[t].nattr; i++)
			if (request->target[t].attribute[i] == empty)
				report->target = t;
}

/* ---------------------------------------------------------------- doors */

SynthSteerTable *
synth_steer_table(const SynthModel *m, const SynthSteering *request, SynthSteerReport *report)
{
	SynthTargetJoint *joint = NULL;
	SynthSteerTable *t;
	SynthRestricted r;

	if (request->ntargets > 0)
	{
		joint = synth_targets_joint(m, request, report);
		if (joint == NULL)
			return NULL;
	}
	report->problem = synth_restrict(m, request->nregions, request->region, joint, m->conditional[0].attribute, &r);
	if (report->problem == SYNTH_STEER_NO_MASS)
		report_no_mass(m, request, r.empty, report);
	if (report->problem != SYNTH_STEER_FINE)
		return NULL;
	if (request->nregions == 0)
		report->probability = 1;
	else if (joint != NULL && leaves_out(m, joint))
		report->probability = synth_steer_table_probability(m, request->nregions, request->region);
	else
		report->probability = fmin(1, exp(r.log_mass));
	report->effective = 1;
	if (joint != NULL && !enter_targets(&r, joint, request, report))
		return NULL;

	t = synth_alloc(sizeof(SynthSteerTable));
	t->model = *m;
	t->model.attribute = synth_alloc_array((size_t) m->nattributes, sizeof(SynthAttribute));
	t->model.conditional = synth_alloc_array((size_t) m->nattributes, sizeof(SynthConditional));
	memcpy(t->model.attribute, m->attribute, (size_t) m->nattributes * sizeof(SynthAttribute));
	t->bytes = (size_t) m->nattributes * (sizeof(SynthAttribute) + sizeof(SynthConditional));
	for (int a = 0; a < m->nattributes; a++)
		write_attribute(t, &r, a);
	write_conditionals(t, &r, joint);
	write_regions(t, &r, request);
	synth_restrict_release(&r);
	return t;
}

SynthSampler *
synth_steer_table_sampler(const SynthSteerTable *t)
{
	return synth_sampler_within(&t->model, t->nregions, t->region);
}

size_t
synth_steer_table_bytes(const SynthSteerTable *t)
{
	return t->bytes;
}

const SynthModel *
synth_steer_table_model(const SynthSteerTable *t)
{
	return &t->model;
}

double
synth_steer_table_probability(const SynthModel *m, int nregions, const SynthRegion *region)
{
	SynthRestricted r;
	SynthSteerProblem problem;
	double probability = 0;

	if (nregions == 0)
		return 1;
	problem = synth_restrict(m, nregions, region, NULL, m->conditional[0].attribute, &r);
	if (problem == SYNTH_STEER_FINE)
		probability = fmin(1, exp(r.log_mass));
	else if (problem == SYNTH_STEER_TOO_LARGE)
		probability = HUGE_VAL;
	synth_restrict_release(&r);
	return probability;
}

void
synth_steer_table_marginal(const SynthModel *m, int attribute, double *mass)
{
	const SynthAttribute *a = &m->attribute[attribute];
	SynthRestricted r;
	double *coarse;

	if (synth_restrict(m, 0, NULL, NULL, attribute, &r) != SYNTH_STEER_FINE)
		synth_fail(SYNTH_ERR_MEMORY, "more memory is needed than allowed");
	coarse = synth_alloc_array((size_t) r.size[attribute], sizeof(double));
	synth_evidence_belief(r.evidence, synth_evidence_order(r.evidence)[0], 1, &attribute, coarse);
	for (int f = 0; f < a->nfine; f++)
	{
		int x = r.domain[attribute].live[f];

		mass[f] = x >= 0 ? coarse[x] * r.domain[attribute].mass[f] : 0;
	}
	synth_release(coarse);
	synth_restrict_release(&r);
}
