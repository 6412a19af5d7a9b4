/*-------------------------------------------------------------------------
 *
 * complete_order.c
 *	  In which order the hidden attributes of a pattern are eliminated, and
 *	  what each elimination multiplies.
 *
 * Of two orders the cheaper is taken: fewest cells first, and the reverse of
 * the generation order.  The latter needs no table larger than the model's own
 * where the model came from a junction tree; giving attributes only removes
 * some of them.  (Koller and Friedman 2009, chapter 9.)
 *
 *-------------------------------------------------------------------------
 */
#include "complete_table.h"

#include <math.h>
#include <string.h>

/* hidden attributes by number, and which of them share a factor */
typedef struct Hidden
{
	int n;
	int *place;	  /* [n] rising */
	int *number;  /* [attribute] or -1 */
	double *size; /* [n] logarithm of the codes */
	uint8_t *adj; /* [n][n] */
} Hidden;

static void
link_factors(const SynthCompleter *c, const CompletePattern *p, Hidden *h)
{
	const SynthModel *m = c->model;
	int *in = synth_alloc_array((size_t) m->nattributes + 1, sizeof(int));

	memset(h->adj, 0, (size_t) h->n * (size_t) h->n);
	for (int i = 0; i < m->nattributes; i++)
	{
		const SynthConditional *d = &m->conditional[i];
		int n = 0;

		if (p->role[i] == COMPLETE_BARREN)
			continue;
		if (h->number[d->attribute] >= 0)
			in[n++] = h->number[d->attribute];
		for (int j = 0; j < d->nparents; j++)
			if (h->number[d->parent[j]] >= 0)
				in[n++] = h->number[d->parent[j]];
		for (int x = 0; x < n; x++)
			for (int y = 0; y < n; y++)
				if (x != y)
					h->adj[in[x] * h->n + in[y]] = 1;
	}
	synth_release(in);
}

/*
 * Eliminates all, the cheapest first or the last generated first; fills
 * order[] and returns the cells of all tables on the way.  Destroys adj[].
 */
static double
eliminate(Hidden *h, bool cheapest, int *order)
{
	bool *done = synth_alloc_array((size_t) h->n + 1, sizeof(bool));
	double cells = 0.0;

	for (int at = 0; at < h->n; at++)
	{
		int best = -1;
		double least = HUGE_VAL;

		for (int x = h->n - 1; x >= 0; x--)
		{
			double size = h->size[x];

			if (done[x])
				continue;
			for (int y = 0; y < h->n; y++)
				if (!done[y] && h->adj[x * h->n + y])
					size += h->size[y];
			if (size < least)
			{
				least = size;
				best = x;
			}
			if (!cheapest)
				break;
		}
		synth_poll();
		cells += exp(least);
		done[best] = true;
		order[at] = best;
		for (int x = 0; x < h->n; x++)
			for (int y = 0; y < h->n; y++)
				if (x != y && !done[x] && !done[y] && h->adj[best * h->n + x] && h->adj[best * h->n + y])
					h->adj[x * h->n + y] = 1;
	}
	synth_release(done);
	return cells;
}

/* ---------------------------------------------------------------- plan */

/* what is left to be multiplied: hidden numbers with strides */
typedef struct Open
{
	CompleteFactor f;
	int n;
	int *hidden;
	size_t *stride;
	bool used;
} Open;

static void
open_table(SynthCompleter *c, const Hidden *h, int place, const float *table, Open *o)
{
	const SynthModel *m = c->model;
	const SynthConditional *d = &m->conditional[place];
	size_t n = (size_t) d->nparents + 1;

	o->f.table = table;
	o->f.given = synth_alloc_array(n, sizeof(int));
	o->f.given_stride = synth_alloc_array(n, sizeof(size_t));
	o->hidden = synth_alloc_array(n, sizeof(int));
	o->stride = synth_alloc_array(n, sizeof(size_t));
	for (int j = 0; j <= d->nparents; j++)
	{
		int a = j < d->nparents ? d->parent[j] : d->attribute;
		size_t stride = j < d->nparents ? c->plan[place].stride[j] * (size_t) c->plan[place].width : 1;

		if (h->number[a] >= 0)
		{
			o->hidden[o->n] = h->number[a];
			o->stride[o->n++] = stride;
		}
		else
		{
			o->f.given[o->f.ngiven] = a;
			o->f.given_stride[o->f.ngiven++] = stride;
		}
	}
}

/* true if the table of a place mentions a hidden attribute */
static bool
is_open(const SynthModel *m, const Hidden *h, int place)
{
	const SynthConditional *d = &m->conditional[place];

	if (h->number[d->attribute] >= 0)
		return true;
	for (int j = 0; j < d->nparents; j++)
		if (h->number[d->parent[j]] >= 0)
			return true;
	return false;
}

static bool
mentions(const Open *o, int hidden, size_t *stride)
{
	for (int i = 0; i < o->n; i++)
		if (o->hidden[i] == hidden)
		{
			*stride = o->stride[i];
			return true;
		}
	*stride = 0;
	return false;
}

/* the step that eliminates `hidden`, and its message as a new open factor */
static void
plan_step(SynthCompleter *c, const Hidden *h, int hidden, int number, Open *open, int nopen, CompleteTablePlan *plan)
{
	const SynthModel *m = c->model;
	CompleteStep *s = &plan->step[number];
	Open *message = &open[nopen];
	size_t ignored;

	s->attribute = m->conditional[h->place[hidden]].attribute;
	s->width = m->attribute[s->attribute].ncoarse;
	s->neighbour = synth_alloc_array((size_t) h->n, sizeof(int));
	s->size = synth_alloc_array((size_t) h->n, sizeof(int));
	message->hidden = synth_alloc_array((size_t) h->n, sizeof(int));
	message->stride = synth_alloc_array((size_t) h->n, sizeof(size_t));
	for (int i = 0; i < nopen; i++)
		if (!open[i].used && mentions(&open[i], hidden, &ignored))
		{
			s->nfactors++;
			for (int j = 0; j < open[i].n; j++)
				if (open[i].hidden[j] != hidden && !mentions(message, open[i].hidden[j], &ignored))
					message->hidden[message->n++] = open[i].hidden[j];
		}
	s->ncells = 1;
	s->nneighbours = message->n;
	for (int j = message->n - 1; j >= 0; j--)
	{
		s->neighbour[j] = m->conditional[h->place[message->hidden[j]]].attribute;
		s->size[j] = m->attribute[s->neighbour[j]].ncoarse;
		message->stride[j] = s->ncells;
		s->ncells = synth_size_mul(s->ncells, (size_t) s->size[j]);
	}
	message->f.message = number;
	s->message = plan->ncells;
	plan->ncells = synth_size_add(plan->ncells, s->ncells);
	s->factor = synth_alloc_array((size_t) s->nfactors + 1, sizeof(CompleteFactor));
	s->nfactors = 0;
	for (int i = 0; i < nopen; i++)
	{
		CompleteFactor *f = &s->factor[s->nfactors];
		size_t own;

		if (open[i].used || !mentions(&open[i], hidden, &own))
			continue;
		*f = open[i].f;
		f->own = own;
		f->stride = synth_alloc_array((size_t) s->nneighbours + 1, sizeof(size_t));
		for (int j = 0; j < s->nneighbours; j++)
			(void) mentions(&open[i], message->hidden[j], &f->stride[j]);
		s->nfactors++;
		open[i].used = true;
	}
	plan->most_width = s->width > plan->most_width ? s->width : plan->most_width;
	plan->most_neighbours = s->nneighbours > plan->most_neighbours ? s->nneighbours : plan->most_neighbours;
	plan->most_factors = s->nfactors > plan->most_factors ? s->nfactors : plan->most_factors;
}

void
synth_complete_order(SynthCompleter *c, CompletePattern *p, const float *const *table)
{
	const SynthModel *m = c->model;
	CompleteTablePlan *plan = synth_alloc(sizeof(CompleteTablePlan));
	Hidden h = {0};
	int *order[2];
	double cells[2];
	Open *open;
	int nopen = 0;

	p->plan = plan;
	h.place = synth_alloc_array((size_t) m->nattributes + 1, sizeof(int));
	h.number = synth_alloc_array((size_t) m->nattributes + 1, sizeof(int));
	h.size = synth_alloc_array((size_t) m->nattributes + 1, sizeof(double));
	for (int i = 0; i < m->nattributes; i++)
	{
		int a = m->conditional[i].attribute;

		h.number[a] = p->role[i] == COMPLETE_HIDDEN ? h.n : -1;
		if (h.number[a] < 0)
			continue;
		h.size[h.n] = log(m->attribute[a].ncoarse);
		h.place[h.n++] = i;
	}
	h.adj = synth_alloc_array((size_t) h.n * (size_t) h.n + 1, sizeof(uint8_t));
	for (int k = 0; k < 2; k++)
	{
		order[k] = synth_alloc_array((size_t) h.n + 1, sizeof(int));
		link_factors(c, p, &h);
		cells[k] = eliminate(&h, k == 0, order[k]);
	}
	open = synth_alloc_array((size_t) m->nattributes + (size_t) h.n + 1, sizeof(Open));
	for (int i = 0; i < m->nattributes; i++)
	{
		if (p->role[i] == COMPLETE_BARREN)
			continue;
		if (!is_open(m, &h, i))
			continue;
		open_table(c, &h, i, p->role[i] == COMPLETE_HIDDEN ? table[i] : c->plan[i].p, &open[nopen++]);
	}
	plan->step = synth_alloc_array((size_t) h.n + 1, sizeof(CompleteStep));
	plan->nsteps = h.n;
	for (int k = 0; k < h.n; k++)
		plan_step(c, &h, order[cells[1] <= cells[0]][k], k, open, nopen++, plan);
	synth_size_check(synth_size_mul(plan->ncells, sizeof(double)));
	for (int i = 0; i < nopen; i++)
	{
		p->bytes += (size_t) (open[i].n + open[i].f.ngiven) * 24;
		synth_release(open[i].hidden);
		synth_release(open[i].stride);
	}
	p->bytes += (size_t) h.n * (sizeof(CompleteStep) + (size_t) h.n * 8);
	synth_release(open);
	synth_release(order[0]);
	synth_release(order[1]);
	synth_release(h.adj);
	synth_release(h.place);
	synth_release(h.number);
	synth_release(h.size);
}

void
synth_complete_order_release(CompletePattern *p)
{
	CompleteTablePlan *plan = p->plan;

	for (int k = 0; k < plan->nsteps; k++)
	{
		for (int i = 0; i < plan->step[k].nfactors; i++)
		{
			synth_release(plan->step[k].factor[i].given);
			synth_release(plan->step[k].factor[i].given_stride);
			synth_release(plan->step[k].factor[i].stride);
		}
		synth_release(plan->step[k].factor);
		synth_release(plan->step[k].neighbour);
		synth_release(plan->step[k].size);
	}
	synth_release(plan->step);
	synth_release(plan);
}
