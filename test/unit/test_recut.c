/*-------------------------------------------------------------------------
 *
 * test_recut.c
 *	  A model whose cells were cut is the same model: same shares of the old
 *	  cells, exact shares of the pieces, same rows led through the trees.
 *
 * Statistical checks: z below 7, error probability 3e-12 each.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include <math.h>

#include "core/axis_within.h"
#include "core/recut.h"
#include "core/sampler.h"
#include "random_model.h"

#define ROWS 16384
#define BLOCKS 4

/* rows of a model below a raw value, specials left out */
static double
share_below(const SynthModel *m, int attribute, int64_t raw)
{
	SynthSampler *s = synth_sampler_new(m);
	double n = 0;

	for (int b = 0; b < BLOCKS; b++)
	{
		int64_t *const *rows = synth_sampler_block(s, 7, (uint64_t) b, ROWS);

		for (int r = 0; r < ROWS; r++)
			n += rows[attribute][r] >= SYNTH_RAW_FIRST && rows[attribute][r] < raw;
	}
	return n / (ROWS * BLOCKS);
}

/* the first number; real axes reach from keys to numbers of the size that tables hold */
static int
a_number(SynthModel *m)
{
	for (int a = 0; a < m->nattributes; a++)
	{
		SynthAxis *axis = m->attribute[a].axis;

		if (axis == NULL)
			continue;
		for (int i = 0; axis->form == SYNTH_AXIS_REAL && i <= axis->ncells; i++)
			axis->edge[i] = synth_key_from_double((double) axis->edge[i] / 8);
		return a;
	}
	return -1;
}

UNIT_TEST(cut_models_are_valid_and_mean_the_same)
{
	const int method[3] = {0, SYNTH_METHOD_TREE, SYNTH_METHOD_COPULA};
	RandomModel r = {.state = 5, .max_attributes = 5, .max_fine = 12, .max_parents = 2};
	int tried = 0;

	for (int i = 0; i < 60; i++)
	{
		SynthModel *m;
		const SynthModel *cut;
		const SynthAxis *axis;
		int64_t edge[4];
		int a;

		r.method = method[i % 3];
		m = random_model_new(&r);
		a = a_number(m);
		if (a < 0)
			continue;
		axis = m->attribute[a].axis;
		/* outside, an end that is there, the middle of a cell, outside */
		edge[0] = axis->edge[0] - 5;
		edge[1] = axis->edge[0];
		edge[2] = axis->edge[axis->ncells / 2];
		edge[2] = (int64_t) ((uint64_t) edge[2]
							 + ((uint64_t) axis->edge[axis->ncells / 2 + 1] - (uint64_t) edge[2]) / 2);
		edge[3] = axis->edge[axis->ncells] + 7;
		cut = synth_model_recut(m, a, 4, edge);
		CHECK(synth_model_check(cut) == NULL);
		if (cut == m)
			continue;
		tried++;
		CHECK_INT(cut->attribute[a].nvalues, m->attribute[a].nvalues + 1);
		for (int k = 1; k < 4; k++)
		{
			int c = synth_axis_cell(cut->attribute[a].axis, edge[2]);
			int64_t at = k == 1 ? edge[2] : cut->attribute[a].axis->edge[k == 2 ? c + 1 : c - 1];
			double before = share_below(m, a, at);
			double after = share_below(cut, a, at);

			/* rows are dealt, so the variance is below that of independent ones */
			CHECK(fabs(before - after) <= 7 * sqrt(2 * 0.25 / (ROWS * BLOCKS)));
		}
	}
	CHECK(tried > 20);
}

UNIT_TEST(pieces_have_their_share_of_a_cell)
{
	RandomModel r = {.state = 11, .max_attributes = 3, .max_fine = 8, .max_parents = 1};

	for (int i = 0; i < 30; i++)
	{
		SynthModel *m = random_model_new(&r);
		int a = a_number(m);
		const SynthAttribute *old;
		const SynthAttribute *new;
		const SynthModel *cut;
		int64_t edge;
		int c;

		if (a < 0)
			continue;
		old = &m->attribute[a];
		edge = (int64_t) ((uint64_t) old->axis->edge[0]
						  + ((uint64_t) old->axis->edge[1] - (uint64_t) old->axis->edge[0]) / 3);
		cut = synth_model_recut(m, a, 1, &edge);
		if (cut == m)
			continue;
		new = &cut->attribute[a];
		c = synth_axis_cell(new->axis, edge);
		CHECK_INT(c, 1);
		CHECK(fabs(new->mass[0] + new->mass[1] - old->mass[0]) < 1e-12);
		CHECK(fabs(new->mass[0] - old->mass[0] * synth_axis_share(old->axis, 0, old->axis->edge[0], edge - 1)) < 1e-9);
		CHECK_INT(new->group[0], old->group[0]);
		CHECK_INT(new->group[1], old->group[0]);
		CHECK_INT(new->null_code, old->null_code < 0 ? -1 : old->null_code + 1);
	}
}
