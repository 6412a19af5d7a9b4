/*-------------------------------------------------------------------------
 *
 * enumerate.h
 *	  The joint distribution of a small model, cell by cell: what conditioning
 *	  and completing are compared with.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_UNIT_ENUMERATE_H
#define SYNTH_UNIT_ENUMERATE_H

#include "core/finecode.h"
#include "core/model.h"
#include "stats.h"
#include "unit.h"

typedef struct Cells
{
	const SynthModel *m;
	size_t n;  /* combinations of the coarse codes of all attributes */
	double *p; /* row-major in the order of attributes */
} Cells;

static inline void
cells_codes(const Cells *c, size_t cell, uint16_t *code)
{
	for (int a = c->m->nattributes - 1; a >= 0; a--)
	{
		code[a] = (uint16_t) (cell % (size_t) c->m->attribute[a].ncoarse);
		cell /= (size_t) c->m->attribute[a].ncoarse;
	}
}

static inline size_t
cells_index(const Cells *c, const uint16_t *code)
{
	size_t cell = 0;

	for (int a = 0; a < c->m->nattributes; a++)
		cell = cell * (size_t) c->m->attribute[a].ncoarse + code[a];
	return cell;
}

static inline double
cells_conditional(const SynthModel *m, int place, const uint16_t *code)
{
	const SynthConditional *d = &m->conditional[place];
	size_t at = 0;

	if (d->tree != NULL)
	{
		const SynthTreeNode *n = d->tree->node;

		while (n->test >= 0)
			n = &d->tree->node[synth_tree_step(d->tree, n, code[d->parent[n->test]])];
		for (int i = d->tree->first[n->left]; i < d->tree->first[n->left + 1]; i++)
			if (d->tree->code[i] == code[d->attribute])
				return (double) d->tree->p[i];
		return 0.0;
	}
	for (int j = 0; j < d->nparents; j++)
		at = at * (size_t) m->attribute[d->parent[j]].ncoarse + code[d->parent[j]];
	return (double) d->p[at * (size_t) m->attribute[d->attribute].ncoarse + code[d->attribute]];
}

/* `other` gets a label of its own, so that every code comes back from its value */
static inline Cells
cells_new(SynthModel *m)
{
	Cells c = {m, 1, NULL};
	uint16_t code[64];

	for (int a = 0; a < m->nattributes; a++)
	{
		c.n *= (size_t) m->attribute[a].ncoarse;
		if (m->attribute[a].other_code >= 0)
		{
			m->attribute[a].other = SYNTH_OTHER_LABEL;
			m->attribute[a].other_label = "other";
		}
	}
	c.p = synth_alloc_array(c.n, sizeof(double));
	for (size_t i = 0; i < c.n; i++)
	{
		cells_codes(&c, i, code);
		c.p[i] = 1.0;
		for (int place = 0; place < m->nattributes && c.p[i] > 0.0; place++)
			c.p[i] *= cells_conditional(m, place, code);
	}
	return c;
}

/* coarse codes of row r of a block */
static inline size_t
cells_of_row(const Cells *c, int64_t *const *raw, int r)
{
	uint16_t code[64];

	for (int a = 0; a < c->m->nattributes; a++)
	{
		synth_finecode_block(&c->m->attribute[a], raw[a] + r, 1, &code[a]);
		code[a] = c->m->attribute[a].group[code[a]];
	}
	return cells_index(c, code);
}

/*
 * Chi-square of counts[n] of `rows` independent draws against probabilities
 * p[n] (any scale); cells that expect fewer than 5 count as one.  Fails with
 * probability 1e-9 if the draws have that distribution, and always if a cell
 * without probability was drawn.
 */
static inline void
cells_check(const char *what, size_t n, const double *p, const double *count, double rows)
{
	double total = 0.0;
	double chi2 = 0.0;
	double rest = 0.0;
	double rest_count = 0.0;
	int df = -1;

	for (size_t i = 0; i < n; i++)
		total += p[i];
	for (size_t i = 0; i < n; i++)
	{
		double expected = rows * p[i] / total;

		if (p[i] <= 0.0 && count[i] > 0.0)
			unit_failed(__FILE__, __LINE__, "%s: cell %zu has no mass", what, i);
		if (expected < 5.0)
		{
			rest += expected;
			rest_count += count[i];
			continue;
		}
		chi2 += (count[i] - expected) * (count[i] - expected) / expected;
		df++;
	}
	if (rest >= 5.0)
	{
		chi2 += (rest_count - rest) * (rest_count - rest) / rest;
		df++;
	}
	else
		/* too few to be squared: Poisson, far out */
		CHECK(rest_count <= rest + 40.0);
	if (df > 0 && stats_chi2_tail(chi2, df) < 1e-9)
		unit_failed(__FILE__, __LINE__, "%s: chi-square %g with %d degrees of freedom", what, chi2, df);
}

#endif /* SYNTH_UNIT_ENUMERATE_H */
