/*-------------------------------------------------------------------------
 *
 * core_sampler.c
 *	  How fast the core draws rows, without a server: nanoseconds a value.
 *
 *		core_sampler BLOCKS ROWS	(default 20 16384)
 *
 * The model has the shape of a fitted `adult`: 15 attributes, 9 categories of
 * 2 to 42 labels, 6 numbers (ages, a weight on 400 cells, two that are mostly
 * 0), a tree of tables with one or two parents each.
 *
 *-------------------------------------------------------------------------
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/sampler.h"
#include "surroundings.h"

static uint64_t state = 1;

static double
unit(void)
{
	state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (double) (state >> 33) / 2147483648.0;
}

static void
add_attribute(SynthModel *m, bool number, int ncoarse, int per_group, int nparents)
{
	int i = m->nattributes++;
	SynthAttribute *a = &m->attribute[i];
	SynthConditional *c = &m->conditional[i];

	a->name = "a";
	a->kind = number ? SYNTH_NUMBER : SYNTH_CATEGORY;
	a->source = number ? SYNTH_DOMAIN_GRID : SYNTH_DOMAIN_DISCOVERED;
	a->other = SYNTH_OTHER_SPREAD;
	a->ncoarse = ncoarse;
	a->nfine = a->nvalues = ncoarse * per_group;
	a->null_code = a->other_code = a->neginf_code = a->posinf_code = a->nan_code = -1;
	a->group = synth_alloc_array((size_t) a->nfine, sizeof(uint16_t));
	a->mass = synth_alloc_array((size_t) a->nfine, sizeof(double));
	for (int f = 0; f < a->nfine; f++)
	{
		a->group[f] = (uint16_t) (f / per_group);
		a->mass[f] = 1.0 / per_group;
	}
	if (number)
	{
		SynthAxis *x = a->axis = synth_alloc(sizeof(SynthAxis));

		x->ncells = a->nvalues;
		x->edge = synth_alloc_array((size_t) x->ncells + 1, sizeof(int64_t));
		for (int k = 0; k <= x->ncells; k++)
			x->edge[k] = per_group > 4 ? 1000 * k : k;
		x->grain = synth_alloc_array(16, sizeof(int64_t));
		x->share = synth_alloc_array(16, sizeof(double));
		x->ngrains = synth_axis_grains(x->form, x->grain);
		x->share[0] = 0.7;
		x->share[1] = 0.2;
		x->share[2] = 0.1;
	}
	else
	{
		a->label = synth_alloc_array((size_t) a->nvalues, sizeof(char *));
		for (int k = 0; k < a->nvalues; k++)
			a->label[k] = "x";
	}

	c->attribute = i;
	c->nparents = nparents < i ? nparents : i;
	c->parent = synth_alloc_array((size_t) c->nparents + 1, sizeof(int));
	c->ncells = (size_t) ncoarse;
	for (int j = 0; j < c->nparents; j++)
	{
		c->parent[j] = i - 1 - j;
		c->ncells *= (size_t) m->attribute[c->parent[j]].ncoarse;
	}
	c->p = synth_alloc_array(c->ncells, sizeof(float));
	for (size_t line = 0; line < c->ncells; line += (size_t) ncoarse)
	{
		double sum = 0.0;

		for (int k = 0; k < ncoarse; k++)
		{
			double u = unit();

			c->p[line + (size_t) k] = (float) (u * u * u);
			sum += u * u * u;
		}
		for (int k = 0; k < ncoarse; k++)
			c->p[line + (size_t) k] = (float) ((double) c->p[line + (size_t) k] / sum);
	}
}

int
main(int argc, char **argv)
{
	int blocks = argc > 1 ? atoi(argv[1]) : 20;
	int rows = argc > 2 ? atoi(argv[2]) : SYNTH_BLOCK_ROWS;
	SynthModel m = {0};
	SynthSampler *s;
	clock_t start;
	int64_t sum = 0;
	double seconds;

	bench_surround();
	m.source_schema = m.source_name = m.unit = "t";
	m.method = SYNTH_METHOD_AIM;
	m.max_rows = 1;
	m.account.stability = 1;
	m.attribute = synth_alloc_array(15, sizeof(SynthAttribute));
	m.conditional = synth_alloc_array(15, sizeof(SynthConditional));
	add_attribute(&m, true, 32, 2, 0); /* age */
	add_attribute(&m, false, 9, 1, 1);
	add_attribute(&m, true, 20, 20, 1); /* a weight */
	add_attribute(&m, false, 16, 1, 1);
	add_attribute(&m, true, 16, 1, 1);
	add_attribute(&m, false, 7, 1, 2);
	add_attribute(&m, false, 15, 1, 2);
	add_attribute(&m, false, 6, 1, 2);
	add_attribute(&m, false, 5, 1, 2);
	add_attribute(&m, false, 2, 1, 2);
	add_attribute(&m, true, 12, 8, 2);
	add_attribute(&m, true, 10, 8, 2);
	add_attribute(&m, true, 30, 3, 2);
	add_attribute(&m, false, 20, 2, 2);
	add_attribute(&m, false, 2, 1, 2);
	if (synth_model_check(&m) != NULL)
		bench_fail(SYNTH_ERR_INTERNAL, synth_model_check(&m));

	start = clock();
	s = synth_sampler_new(&m);
	synth_sampler_block(s, 1, 0, rows);
	printf("%d attributes, model of %zu bytes\n", m.nattributes, synth_model_bytes(&m));
	printf("first block: %.2f ms\n", 1e3 * (double) (clock() - start) / CLOCKS_PER_SEC);
	start = clock();
	for (int b = 0; b < blocks; b++)
		sum += synth_sampler_block(s, 1, (uint64_t) b, rows)[0][0];
	seconds = (double) (clock() - start) / CLOCKS_PER_SEC;
	printf("%d blocks of %d rows: %.2f us a block, %.1f ns a value (check %lld)\n", blocks, rows,
		   1e6 * seconds / blocks, 1e9 * seconds / blocks / rows / m.nattributes, (long long) (sum & 1));
	return 0;
}
