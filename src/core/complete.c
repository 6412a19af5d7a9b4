/*-------------------------------------------------------------------------
 *
 * complete.c
 *	  The missing attributes of one row: evidence in, values out, and the
 *	  patterns of missing attributes in between.
 *
 * Rows of a table have few patterns of NULLs, so what a pattern needs (an
 * order of elimination, lists of attributes) is worked out once and kept; the
 * patterns asked for longest ago go first when there are too many.
 *
 * An attribute that is not known and that nothing known depends on, directly
 * or through others like it, is barren: it says nothing about the rest and is
 * drawn from its parents at the end.  So a row of which only the first
 * attributes are known costs no more than a sample.
 *
 *-------------------------------------------------------------------------
 */
#include "complete_parts.h"

#include "axis.h"
#include "finecode.h"

#include <string.h>

#define BUCKETS 256
#define MOST_PATTERNS 2048
#define MOST_PATTERN_BYTES ((size_t) 4 * 1024 * 1024)

size_t
synth_completer_bytes(const SynthModel *m)
{
	size_t bytes = 2 * MOST_PATTERN_BYTES;

	for (int i = 0; i < m->nattributes; i++)
	{
		const SynthAttribute *a = &m->attribute[i];

		bytes = synth_size_add(bytes, (size_t) a->nfine * 32 + sizeof(SynthSamplerPlan));
	}
	/* tables without a banned code, and messages: at most as large as the tables */
	return synth_size_add(bytes, synth_size_mul(3, synth_model_bytes(m)));
}

SynthCompleter *
synth_completer_new(const SynthModel *m)
{
	SynthCompleter *c = synth_alloc(sizeof(SynthCompleter));
	size_t n = (size_t) m->nattributes;
	bool tree = false;

	c->model = m;
	c->plan = synth_alloc_array(n + 1, sizeof(SynthSamplerPlan));
	c->place = synth_alloc_array(n + 1, sizeof(int));
	c->code = synth_alloc_array(n + 1, sizeof(uint16_t));
	c->nwords = (m->nattributes + 63) / 64;
	c->given = synth_alloc_array((size_t) c->nwords + 1, sizeof(uint64_t));
	c->bucket = synth_alloc_array(BUCKETS, sizeof(CompletePattern *));
	for (int i = 0; i < m->nattributes; i++)
	{
		synth_sampler_plan(m, i, NULL, &c->plan[i]);
		c->place[m->conditional[i].attribute] = i;
		tree |= m->conditional[i].tree != NULL;
	}
	c->kind = m->copula != NULL ? &synth_complete_copula : tree ? &synth_complete_tree : &synth_complete_table;
	c->own = c->kind->open(c);
	return c;
}

/* ---------------------------------------------------------------- patterns */

static void
assign_roles(const SynthCompleter *c, CompletePattern *p)
{
	const SynthModel *m = c->model;
	bool *asked = synth_alloc_array((size_t) m->nattributes + 1, sizeof(bool));

	for (int i = m->nattributes - 1; i >= 0; i--)
	{
		const SynthConditional *d = &m->conditional[i];

		if (p->given[i / 64] >> (i % 64) & 1)
			p->role[i] = COMPLETE_GIVEN;
		else
			p->role[i] = asked[d->attribute] ? COMPLETE_HIDDEN : COMPLETE_BARREN;
		if (p->role[i] != COMPLETE_BARREN)
			for (int j = 0; j < d->nparents; j++)
				asked[d->parent[j]] = true;
	}
	synth_release(asked);
}

static void
release_pattern(SynthCompleter *c, CompletePattern *p)
{
	c->bytes -= p->bytes;
	c->npatterns--;
	c->kind->release(p);
	synth_release(p->given);
	synth_release(p->role);
	synth_release(p);
}

/* makes room by forgetting the half that was asked for longest ago */
static void
forget_patterns(SynthCompleter *c)
{
	uint64_t oldest = c->clock;
	uint64_t middle;

	for (int b = 0; b < BUCKETS; b++)
		for (CompletePattern *p = c->bucket[b]; p != NULL; p = p->next)
			oldest = p->used < oldest ? p->used : oldest;
	middle = oldest + (c->clock - oldest) / 2;
	for (int b = 0; b < BUCKETS; b++)
		for (CompletePattern **at = &c->bucket[b]; *at != NULL;)
		{
			CompletePattern *p = *at;

			if (p->used <= middle)
			{
				*at = p->next;
				release_pattern(c, p);
			}
			else
				at = &p->next;
		}
}

static const CompletePattern *
find_pattern(SynthCompleter *c)
{
	size_t bytes = (size_t) c->nwords * sizeof(uint64_t);
	uint64_t hash = 0;
	CompletePattern *p;

	for (int w = 0; w < c->nwords; w++)
	{
		hash = (hash ^ c->given[w]) * UINT64_C(0x9E3779B97F4A7C15);
		hash ^= hash >> 29;
	}
	hash = hash * UINT64_C(0xBF58476D1CE4E5B9) >> 56;
	c->clock++;
	for (p = c->bucket[hash]; p != NULL; p = p->next)
		if (memcmp(p->given, c->given, bytes) == 0)
		{
			p->used = c->clock;
			return p;
		}
	if (c->npatterns >= MOST_PATTERNS || c->bytes > MOST_PATTERN_BYTES)
		forget_patterns(c);
	p = synth_alloc(sizeof(CompletePattern));
	p->given = synth_alloc(bytes);
	p->role = synth_alloc((size_t) c->model->nattributes + 1);
	memcpy(p->given, c->given, bytes);
	assign_roles(c, p);
	c->kind->plan(c, p);
	p->bytes += sizeof(CompletePattern) + bytes + (size_t) c->model->nattributes;
	p->used = c->clock;
	p->next = c->bucket[hash];
	c->bucket[hash] = p;
	c->npatterns++;
	c->bytes += p->bytes;
	return p;
}

/* ---------------------------------------------------------------- rows */

int
synth_complete_pick(const double *weight, int n, double total, SynthStream *st)
{
	double u = synth_stream_unit(st) * total;
	int last = 0;

	for (int i = 0; i < n; i++)
	{
		if (weight[i] <= 0.0)
			continue;
		last = i;
		u -= weight[i];
		if (u < 0.0)
			break;
	}
	return last;
}

/* true if the model has a code for the value itself, not just the nearest one */
static bool
has_code(const SynthAttribute *a, int64_t raw)
{
	if (raw == SYNTH_RAW_NULL)
		return a->null_code >= 0;
	if (a->kind == SYNTH_CATEGORY)
		return raw == SYNTH_RAW_OTHER ? a->other_code >= 0 : raw >= 0 && raw < a->nvalues;
	if (synth_finecode_ordinary(raw))
		return true;
	return (raw == SYNTH_RAW_NEG_INF && a->neginf_code >= 0) || (raw == SYNTH_RAW_POS_INF && a->posinf_code >= 0)
		   || (raw == SYNTH_RAW_NAN && a->nan_code >= 0);
}

/* a value of a coarse code: a fine code by its mass, then a value in its cell */
static int64_t
draw_value(const SynthSamplerPlan *plan, int coarse, SynthStream *st)
{
	int at = coarse;

	if (!plan->singletons)
	{
		double u = synth_stream_unit(st);
		int lo = plan->first[coarse];
		int hi = plan->first[coarse + 1] - 1;

		while (lo < hi)
		{
			int mid = lo + (hi - lo) / 2;

			if (plan->cumulated[mid] > u)
				hi = mid;
			else
				lo = mid + 1;
		}
		/* rounding may have run past the last mass */
		while (lo > plan->first[coarse] && plan->cumulated[lo] <= plan->cumulated[lo - 1])
			lo--;
		at = lo;
	}
	return plan->raw[at] != SYNTH_RAW_DRAWN ? plan->raw[at] : synth_axis_draw(plan->axis, plan->cell[at], st);
}

void
synth_complete_row(SynthCompleter *c, SynthStream *st, int64_t *raw, const bool *known)
{
	const SynthModel *m = c->model;

	memset(c->given, 0, (size_t) c->nwords * sizeof(uint64_t));
	for (int i = 0; i < m->nattributes; i++)
	{
		int x = m->conditional[i].attribute;
		const SynthAttribute *a = &m->attribute[x];
		uint16_t fine;

		if (!known[x] || !has_code(a, raw[x]))
			continue;
		synth_finecode_block(a, &raw[x], 1, &fine);
		c->code[x] = a->group[fine];
		c->given[i / 64] |= UINT64_C(1) << (i % 64);
	}
	while (!c->kind->draw(c, find_pattern(c), st))
	{
		/* no mass: without the last one */
		int last = m->nattributes - 1;

		while (last >= 0 && !(c->given[last / 64] >> (last % 64) & 1))
			last--;
		if (last < 0)
			synth_fail(SYNTH_ERR_CORRUPT, "a model has no mass");
		c->given[last / 64] &= ~(UINT64_C(1) << (last % 64));
	}
	for (int i = 0; i < m->nattributes; i++)
	{
		int x = m->conditional[i].attribute;

		if (!known[x])
			raw[x] = draw_value(&c->plan[i], c->code[x], st);
	}
	synth_poll();
}
