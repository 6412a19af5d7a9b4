/*-------------------------------------------------------------------------
 *
 * steer_restrict.c
 *	  The tables of a model, cut down to live codes, multiplied into a
 *	  junction tree, and their mass.
 *
 * Each conditional table is a factor over the attribute and its parents; each
 * live code carries its weight into the factor of its own attribute.  Lines of
 * a table are used as the sampler uses them: without the banned code, scaled
 * to 1.  Attributes that have only one live code left are constants: they are
 * in no factor's scope and connect nothing.
 *
 *-------------------------------------------------------------------------
 */
#include "steer_restrict.h"

#include <math.h>
#include <string.h>

/* bytes a cell of the junction tree needs: belief, one marginal and its rearrangement, float32 table, maps */
#define BYTES_PER_CELL 40.0

/* the scope of a conditional without constants, in rank order */
typedef struct Scope
{
	int n;
	int *attr;
	size_t *stride; /* [n] of the attribute's old codes in the model's table */
	size_t ncells;	/* in live codes */
	size_t base;	/* of the constants */
} Scope;

static void
scope_add(Scope *s, const SynthRestricted *r, const int *rank, int attribute, size_t stride)
{
	int at = s->n;

	if (r->size[attribute] == 1)
	{
		s->base += (size_t) r->domain[attribute].old[0] * stride;
		return;
	}
	while (at > 0 && rank[s->attr[at - 1]] > rank[attribute])
	{
		s->attr[at] = s->attr[at - 1];
		s->stride[at] = s->stride[at - 1];
		at--;
	}
	s->attr[at] = attribute;
	s->stride[at] = stride;
	s->ncells = synth_size_mul(s->ncells, (size_t) r->size[attribute]);
	s->n++;
}

static Scope
scope_of(const SynthRestricted *r, const int *rank, const SynthConditional *c)
{
	Scope s = {0};
	size_t stride = 1;

	s.attr = synth_alloc_array((size_t) c->nparents + 1, sizeof(int));
	s.stride = synth_alloc_array((size_t) c->nparents + 1, sizeof(size_t));
	s.ncells = 1;
	scope_add(&s, r, rank, c->attribute, stride);
	stride = (size_t) r->m->attribute[c->attribute].ncoarse;
	for (int j = c->nparents - 1; j >= 0; j--)
	{
		scope_add(&s, r, rank, c->parent[j], stride);
		stride = synth_size_mul(stride, (size_t) r->m->attribute[c->parent[j]].ncoarse);
	}
	return s;
}

static void
scope_release(Scope *s)
{
	synth_release(s->attr);
	synth_release(s->stride);
}

/* the model's table with lines as they are dealt; the caller releases it if it is a copy */
static const float *
allowed_table(const SynthConditional *c, int width, int banned)
{
	float *p;

	if (banned < 0)
		return c->p;
	p = synth_alloc_array(c->ncells, sizeof(float));
	for (size_t line = 0; line < c->ncells; line += (size_t) width)
	{
		double sum = 0;

		for (int x = 0; x < width; x++)
			sum += x == banned ? 0 : (double) c->p[line + x];
		for (int x = 0; x < width; x++)
		{
			if (x == banned)
				p[line + x] = 0;
			else
				p[line + x] = sum > 1e-9 ? (float) ((double) c->p[line + x] / sum) : 1.0f / (float) (width - 1);
		}
	}
	return p;
}

/* weights of the live codes of an attribute, the largest 1; returns the logarithm of the scale */
static double
scaled_weights(const SynthSteerDomain *d, double *weight)
{
	double most = 0;

	for (int x = 0; x < d->nlive; x++)
		most = fmax(most, d->weight[x]);
	for (int x = 0; x < d->nlive; x++)
		weight[x] = d->weight[x] / most;
	return log(most);
}

/* the factor of one conditional over its scope */
static void
fill_factor(const SynthRestricted *r, const Scope *s, int attribute, const float *p, const double *weight,
			double *table)
{
	int last = s->n - 1;
	int *digit = synth_alloc_array((size_t) s->n + 1, sizeof(int));
	size_t width;
	const int *old;

	if (s->n == 0)
	{
		table[0] = (double) p[s->base];
		synth_release(digit);
		return;
	}
	width = (size_t) r->size[s->attr[last]];
	old = r->domain[s->attr[last]].old;
	for (size_t at = 0; at < s->ncells; at += width)
	{
		size_t from = s->base;
		double w = 1;

		for (int i = 0; i < last; i++)
		{
			from += (size_t) r->domain[s->attr[i]].old[digit[i]] * s->stride[i];
			if (s->attr[i] == attribute)
				w = weight[digit[i]];
		}
		if (s->attr[last] == attribute)
			for (size_t x = 0; x < width; x++)
				table[at + x] = (double) p[from + (size_t) old[x]] * weight[x];
		else
			for (size_t x = 0; x < width; x++)
				table[at + x] = (double) p[from + (size_t) old[x] * s->stride[last]] * w;
		for (int i = last - 1; i >= 0; i--)
		{
			if (++digit[i] < r->size[s->attr[i]])
				break;
			digit[i] = 0;
		}
	}
	synth_release(digit);
}

static SynthGraph *
factor_graph(const SynthRestricted *r, const int *rank, const SynthTargetJoint *joint)
{
	const SynthModel *m = r->m;
	SynthGraph *g = synth_graph_new(m->nattributes, r->size);

	for (int i = 0; i < m->nattributes; i++)
	{
		Scope s = scope_of(r, rank, &m->conditional[i]);

		for (int x = 0; x < s.n; x++)
			for (int y = 0; y < x; y++)
				synth_graph_link(g, s.attr[x], s.attr[y]);
		scope_release(&s);
	}
	for (int x = 0; joint != NULL && x < joint->nattr; x++)
		for (int y = 0; y < x; y++)
			if (r->size[joint->attribute[x]] > 1 && r->size[joint->attribute[y]] > 1)
				synth_graph_link(g, joint->attribute[x], joint->attribute[y]);
	synth_poll();
	return g;
}

/* the attributes that the root must hold */
static int
root_attributes(const SynthRestricted *r, const SynthTargetJoint *joint, int first, int *root)
{
	int n = 0;

	if (joint == NULL)
	{
		root[n++] = first;
		return n;
	}
	for (int i = 0; i < joint->nattr; i++)
		if (r->size[joint->attribute[i]] > 1)
			root[n++] = joint->attribute[i];
	return n;
}

static bool
multiply_factors(SynthRestricted *r, const int *rank, double *log_scale)
{
	const SynthModel *m = r->m;

	for (int i = 0; i < m->nattributes; i++)
	{
		const SynthConditional *c = &m->conditional[i];
		const SynthSteerDomain *d = &r->domain[c->attribute];
		const float *p = allowed_table(c, m->attribute[c->attribute].ncoarse, d->banned);
		double *weight = synth_alloc_array((size_t) d->nlive, sizeof(double));
		Scope s = scope_of(r, rank, c);
		double *table = synth_alloc_array(s.ncells, sizeof(double));

		*log_scale += scaled_weights(d, weight);
		fill_factor(r, &s, c->attribute, p, weight, table);
		if (s.n > 0)
			synth_evidence_multiply(r->evidence, s.n, s.attr, table);
		else if (table[0] > 0)
			*log_scale += log(table[0]);
		else
			return false;
		if (p != c->p)
			synth_release((void *) p);
		synth_release(weight);
		synth_release(table);
		scope_release(&s);
	}
	return true;
}

SynthSteerProblem
synth_restrict(const SynthModel *m, int nregions, const SynthRegion *region, const SynthTargetJoint *joint, int first,
			   SynthRestricted *r)
{
	const SynthRegion **of = synth_alloc_array((size_t) m->nattributes, sizeof(SynthRegion *));
	int *root = synth_alloc_array((size_t) m->nattributes + 1, sizeof(int));
	int *rank;
	int nroot;
	double limit = (double) synth_env.memory_limit / BYTES_PER_CELL;
	double log_scale = 0;
	SynthGraph *g;

	memset(r, 0, sizeof(*r));
	r->m = m;
	r->empty = -1;
	r->domain = synth_alloc_array((size_t) m->nattributes, sizeof(SynthSteerDomain));
	r->size = synth_alloc_array((size_t) m->nattributes, sizeof(int));
	for (int i = 0; i < nregions; i++)
		of[region[i].attribute] = &region[i];
	for (int a = 0; a < m->nattributes; a++)
	{
		synth_steer_domain(m, a, of[a], joint, &r->domain[a]);
		r->size[a] = r->domain[a].nlive;
		if (r->size[a] == 0 && r->empty < 0)
			r->empty = a;
	}
	synth_release(of);
	if (r->empty >= 0)
		return SYNTH_STEER_NO_MASS;

	rank = synth_rank_by_size(m->nattributes, r->size);
	g = factor_graph(r, rank, joint);
	if (!(synth_evidence_cells(g, limit) <= limit))
		return SYNTH_STEER_TOO_LARGE;
	nroot = root_attributes(r, joint, first, root);
	r->evidence = synth_evidence_new(g, nroot, root);
	synth_release(g->adj);
	synth_release(g);
	synth_release(root);
	if (!multiply_factors(r, rank, &log_scale) || !synth_evidence_collect(r->evidence, &r->log_mass))
	{
		synth_evidence_release(r->evidence);
		r->evidence = NULL;
		return SYNTH_STEER_NO_MASS;
	}
	synth_release(rank);
	r->log_mass += log_scale;
	return SYNTH_STEER_FINE;
}

void
synth_restrict_release(SynthRestricted *r)
{
	for (int a = 0; a < r->m->nattributes; a++)
	{
		synth_release(r->domain[a].old);
		synth_release(r->domain[a].weight);
		synth_release(r->domain[a].part);
		synth_release(r->domain[a].live);
		synth_release(r->domain[a].mass);
	}
	synth_release(r->domain);
	synth_release(r->size);
	synth_evidence_release(r->evidence);
}
