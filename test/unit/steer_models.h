/*-------------------------------------------------------------------------
 *
 * steer_models.h
 *	  Small models made by hand, and requests to them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_STEER_MODELS_H
#define SYNTH_STEER_MODELS_H

#include "unit.h"

#include "core/steer.h"

static inline SynthModel *
empty_model(int room)
{
	SynthModel *m = synth_alloc(sizeof(SynthModel));

	m->source_schema = m->source_name = m->unit = "t";
	m->method = SYNTH_METHOD_AIM;
	m->max_rows = 1;
	m->total = 1000;
	m->account.stability = 1;
	m->attribute = synth_alloc_array((size_t) room, sizeof(SynthAttribute));
	m->conditional = synth_alloc_array((size_t) room, sizeof(SynthConditional));
	return m;
}

/* a category whose parent is the one before it; lines of p, or equal shares if p is NULL */
static inline void
add_category(SynthModel *m, int nvalues, const float *p)
{
	int i = m->nattributes++;
	SynthAttribute *a = &m->attribute[i];
	SynthConditional *c = &m->conditional[i];

	a->name = "c";
	a->kind = SYNTH_CATEGORY;
	a->source = SYNTH_DOMAIN_DECLARED;
	a->other = SYNTH_OTHER_SPREAD;
	a->nfine = a->ncoarse = a->nvalues = nvalues;
	a->null_code = a->other_code = a->neginf_code = a->posinf_code = a->nan_code = -1;
	a->group = synth_alloc_array((size_t) nvalues, sizeof(uint16_t));
	a->mass = synth_alloc_array((size_t) nvalues, sizeof(double));
	a->label = synth_alloc_array((size_t) nvalues, sizeof(char *));
	for (int v = 0; v < nvalues; v++)
	{
		a->group[v] = (uint16_t) v;
		a->mass[v] = 1.0;
		a->label[v] = "x";
	}
	c->attribute = i;
	c->nparents = i > 0 ? 1 : 0;
	c->parent = synth_alloc_array(2, sizeof(int));
	c->parent[0] = i - 1;
	c->ncells = (size_t) nvalues * (i > 0 ? (size_t) m->attribute[i - 1].ncoarse : 1);
	c->p = synth_alloc_array(c->ncells, sizeof(float));
	for (size_t x = 0; x < c->ncells; x++)
		c->p[x] = p != NULL ? p[x] : 1.0f / (float) nvalues;
}

static inline SynthRegion
one_value(const SynthModel *m, int attribute, int value)
{
	SynthRegion r = {attribute};

	r.share = synth_alloc_array((size_t) m->attribute[attribute].nfine, sizeof(double));
	r.share[value] = 1;
	return r;
}

/* every value of an attribute is a part of its own */
static inline SynthTarget
each_value(const SynthModel *m, int nattr, const int *attribute, double *share)
{
	SynthTarget t = {nattr};

	t.attribute = synth_alloc_array((size_t) nattr, sizeof(int));
	t.nparts = synth_alloc_array((size_t) nattr, sizeof(int));
	t.part = synth_alloc_array((size_t) nattr, sizeof(int16_t *));
	t.share = share;
	for (int i = 0; i < nattr; i++)
	{
		t.attribute[i] = attribute[i];
		t.nparts[i] = m->attribute[attribute[i]].nfine;
		t.part[i] = synth_alloc_array((size_t) t.nparts[i], sizeof(int16_t));
		for (int f = 0; f < t.nparts[i]; f++)
			t.part[i][f] = (int16_t) f;
	}
	return t;
}

/* x -> y -> z; value 1 of y never goes with value 0 of x */
static const float px[2] = {0.7f, 0.3f};
static const float py[4] = {1.0f, 0.0f, 0.25f, 0.75f};
static const float pz[6] = {0.5f, 0.4f, 0.1f, 0.2f, 0.2f, 0.6f};

static inline SynthModel *
chain_model(void)
{
	SynthModel *m = empty_model(3);

	add_category(m, 2, px);
	add_category(m, 2, py);
	add_category(m, 3, pz);
	CHECK(synth_model_check(m) == NULL);
	return m;
}

#endif /* SYNTH_STEER_MODELS_H */
