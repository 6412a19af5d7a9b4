/*-------------------------------------------------------------------------
 *
 * complete_table.c
 *	  Missing attributes of a row from a model of tables, exactly.
 *
 * The tables that mention a hidden attribute, sliced by the codes that are
 * given, are a small graphical model of the hidden attributes.  Eliminating
 * them one by one leaves a message over the neighbours of each; going back,
 * each is drawn given the neighbours that were drawn before it (Koller and
 * Friedman 2009, chapter 9).  Nothing is copied: a slice is an offset into the
 * table.  The order is worked out once a pattern (complete_order.c).
 *
 *-------------------------------------------------------------------------
 */
#include "complete_table.h"

#include <string.h>

/* for all patterns */
typedef struct Own
{
	const float **table; /* [place] tables without the code that must not be drawn */
	size_t room;
	double *message;
	int width;
	double *line;
	int neighbours;
	int *digit;
	int factors;
	size_t *offset;
} Own;

static void *
table_open(SynthCompleter *c)
{
	Own *own = synth_alloc(sizeof(Own));

	own->table = synth_alloc_array((size_t) c->model->nattributes + 1, sizeof(float *));
	for (int i = 0; i < c->model->nattributes; i++)
	{
		const SynthSamplerPlan *plan = &c->plan[i];
		size_t width = (size_t) plan->width;
		float *p;

		own->table[i] = plan->p;
		if (plan->banned < 0)
			continue;
		p = synth_alloc_array(plan->nlines * width, sizeof(float));
		for (size_t l = 0; l < plan->nlines; l++)
			memcpy(p + l * width, synth_allowed_line(plan, plan->p + l * width), width * sizeof(float));
		own->table[i] = p;
		synth_poll();
	}
	return own;
}

static void
table_plan(SynthCompleter *c, CompletePattern *p)
{
	const Own *own = c->own;

	synth_complete_order(c, p, own->table);
}

/* ---------------------------------------------------------------- one row */

static void
make_room(Own *own, const CompleteTablePlan *plan)
{
	if (plan->ncells > own->room)
	{
		synth_release(own->message);
		own->room = 0;
		own->message = synth_alloc_array(plan->ncells, sizeof(double));
		own->room = plan->ncells;
	}
	if (plan->most_width > own->width)
	{
		synth_release(own->line);
		own->width = 0;
		own->line = synth_alloc_array((size_t) plan->most_width, sizeof(double));
		own->width = plan->most_width;
	}
	if (plan->most_neighbours >= own->neighbours)
	{
		synth_release(own->digit);
		own->neighbours = 0;
		own->digit = synth_alloc_array((size_t) plan->most_neighbours + 1, sizeof(int));
		own->neighbours = plan->most_neighbours + 1;
	}
	if (plan->most_factors >= own->factors)
	{
		synth_release(own->offset);
		own->factors = 0;
		own->offset = synth_alloc_array((size_t) plan->most_factors + 1, sizeof(size_t));
		own->factors = plan->most_factors + 1;
	}
}

/* where the slice of each factor begins */
static void
slice(SynthCompleter *c, const CompleteTablePlan *plan, const CompleteStep *s)
{
	Own *own = c->own;

	for (int i = 0; i < s->nfactors; i++)
	{
		const CompleteFactor *f = &s->factor[i];

		own->offset[i] = f->table == NULL ? plan->step[f->message].message : 0;
		for (int j = 0; j < f->ngiven; j++)
			own->offset[i] += f->given_stride[j] * c->code[f->given[j]];
	}
}

/* product of all factors for every code of the step's attribute; returns its sum */
static double
multiply(const Own *own, const CompleteStep *s)
{
	double *line = own->line;
	double sum = 0.0;

	for (int i = 0; i < s->nfactors; i++)
	{
		const CompleteFactor *f = &s->factor[i];
		size_t stride = f->own;

		if (f->table != NULL)
		{
			const float *p = f->table + own->offset[i];

			for (int x = 0; x < s->width; x++)
				line[x] = i > 0 ? line[x] * (double) p[(size_t) x * stride] : (double) p[(size_t) x * stride];
		}
		else
		{
			const double *p = own->message + own->offset[i];

			for (int x = 0; x < s->width; x++)
				line[x] = i > 0 ? line[x] * p[(size_t) x * stride] : p[(size_t) x * stride];
		}
	}
	for (int x = 0; x < s->width; x++)
		sum += line[x];
	return sum;
}

/* the message of a step, largest 1; false if it is all zero */
static bool
send(SynthCompleter *c, const CompleteTablePlan *plan, const CompleteStep *s)
{
	Own *own = c->own;
	double *message = own->message + s->message;
	double most = 0.0;

	slice(c, plan, s);
	memset(own->digit, 0, (size_t) s->nneighbours * sizeof(int));
	for (size_t cell = 0; cell < s->ncells; cell++)
	{
		message[cell] = multiply(own, s);
		most = message[cell] > most ? message[cell] : most;
		for (int j = s->nneighbours - 1; j >= 0; j--)
		{
			bool over = ++own->digit[j] == s->size[j];

			for (int i = 0; i < s->nfactors; i++)
				own->offset[i] += over ? s->factor[i].stride[j] - (size_t) s->size[j] * s->factor[i].stride[j]
									   : s->factor[i].stride[j];
			if (!over)
				break;
			own->digit[j] = 0;
		}
	}
	if (!(most > 0.0))
		return false;
	for (size_t cell = 0; cell < s->ncells; cell++)
		message[cell] /= most;
	synth_poll();
	return true;
}

static bool
table_draw(SynthCompleter *c, const CompletePattern *p, SynthStream *st)
{
	const SynthModel *m = c->model;
	const CompleteTablePlan *plan = p->plan;
	Own *own = c->own;

	make_room(own, plan);
	for (int k = 0; k < plan->nsteps; k++)
		if (!send(c, plan, &plan->step[k]))
			return false;
	for (int k = plan->nsteps - 1; k >= 0; k--)
	{
		const CompleteStep *s = &plan->step[k];
		double total;

		slice(c, plan, s);
		for (int j = 0; j < s->nneighbours; j++)
			for (int i = 0; i < s->nfactors; i++)
				own->offset[i] += s->factor[i].stride[j] * c->code[s->neighbour[j]];
		total = multiply(own, s);
		c->code[s->attribute] = (uint16_t) synth_complete_pick(own->line, s->width, total, st);
	}
	for (int i = 0; i < m->nattributes; i++)
	{
		const SynthSamplerPlan *sampler = &c->plan[i];
		const float *line = own->table[i];
		double u;
		int x = 0;

		if (p->role[i] != COMPLETE_BARREN)
			continue;
		for (int j = 0; j < sampler->nparents; j++)
			line += sampler->stride[j] * c->code[sampler->parent[j]] * (size_t) sampler->width;
		u = synth_stream_unit(st);
		for (int k = 0; k < sampler->width; k++)
		{
			if (line[k] <= 0.0f)
				continue;
			x = k;
			u -= (double) line[k];
			if (u < 0.0)
				break;
		}
		c->code[sampler->attribute] = (uint16_t) x;
	}
	return true;
}

const CompleteKind synth_complete_table = {table_open, table_plan, synth_complete_order_release, table_draw};
