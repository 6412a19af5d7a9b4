/*-------------------------------------------------------------------------
 *
 * small_model.h
 *	  A model of two attributes, written out, for tests that break it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_SMALL_MODEL_H
#define SYNTH_SMALL_MODEL_H

#include <string.h>

#include "core/model.h"

/* a category with labels, NULL and other, then a number with cells, NULL and NaN, which depends on it */
static SynthModel *
small_model(void)
{
	static char *labels[] = {"a", "b", ""};
	static const uint16_t category_group[] = {0, 1, 2, 2, 0};
	static const double category_mass[] = {0.75, 1.0, 0.5, 0.5, 0.25};
	static const uint16_t number_group[] = {0, 0, 1, 1, 1, 0};
	static const double number_mass[] = {0.5, 0.25, 0.0, 1.0, 0.0, 0.25};
	static const int64_t edges[] = {-5, 0, 1, 100, 1000};
	SynthModel *m = synth_alloc(sizeof(SynthModel));
	SynthAttribute *category;
	SynthAttribute *number;

	m->source_schema = m->source_name = "t";
	m->unit = "row";
	m->method = SYNTH_METHOD_AIM;
	m->max_rows = 1;
	m->account.stability = 1;
	m->account.ncharges = 1;
	m->nattributes = 2;
	m->attribute = synth_alloc_array(2, sizeof(SynthAttribute));
	category = &m->attribute[0];
	category->name = "c";
	category->kind = SYNTH_CATEGORY;
	category->source = SYNTH_DOMAIN_DISCOVERED;
	category->nfine = 5;
	category->ncoarse = 3;
	category->group = memcpy(synth_alloc(sizeof(category_group)), category_group, sizeof(category_group));
	category->mass = memcpy(synth_alloc(sizeof(category_mass)), category_mass, sizeof(category_mass));
	category->nvalues = 3;
	category->null_code = 4;
	category->other_code = 3;
	category->label = memcpy(synth_alloc(sizeof(labels)), labels, sizeof(labels));
	category->other = SYNTH_OTHER_LABEL;
	category->other_label = "other";
	category->neginf_code = category->posinf_code = category->nan_code = -1;
	number = &m->attribute[1];
	number->name = "n";
	number->kind = SYNTH_NUMBER;
	number->source = SYNTH_DOMAIN_GRID;
	number->other = SYNTH_OTHER_SPREAD;
	number->nfine = 6;
	number->ncoarse = 2;
	number->group = memcpy(synth_alloc(sizeof(number_group)), number_group, sizeof(number_group));
	number->mass = memcpy(synth_alloc(sizeof(number_mass)), number_mass, sizeof(number_mass));
	number->nvalues = 4;
	number->null_code = 4;
	number->nan_code = 5;
	number->other_code = number->neginf_code = number->posinf_code = -1;
	number->axis = synth_alloc(sizeof(SynthAxis));
	number->axis->ncells = 4;
	number->axis->edge = memcpy(synth_alloc(sizeof(edges)), edges, sizeof(edges));
	number->axis->grain = synth_alloc_array(16, sizeof(int64_t));
	number->axis->share = synth_alloc_array(16, sizeof(double));
	number->axis->ngrains = synth_axis_grains(SYNTH_AXIS_INTEGER, number->axis->grain);
	number->axis->share[0] = 1.0;

	m->conditional = synth_alloc_array(2, sizeof(SynthConditional));
	m->conditional[0].ncells = 3;
	m->conditional[0].p = synth_alloc_array(3, sizeof(float));
	m->conditional[0].p[1] = 1.0f;
	m->conditional[1].attribute = 1;
	m->conditional[1].nparents = 1;
	m->conditional[1].parent = synth_alloc_array(1, sizeof(int));
	m->conditional[1].ncells = 6;
	m->conditional[1].p = synth_alloc_array(6, sizeof(float));
	for (int i = 0; i < 6; i++)
		m->conditional[1].p[i] = 0.5f;

	m->ncolumns = 3;
	m->column = synth_alloc_array(3, sizeof(SynthColumn));
	for (int i = 0; i < 3; i++)
	{
		m->column[i].name = i == 0 ? "c" : i == 1 ? "n" : "id";
		m->column[i].type = "text";
		m->column[i].role = i < 2 ? SYNTH_COLUMN_ATTRIBUTE : SYNTH_COLUMN_KEY;
		m->column[i].attribute = i < 2 ? i : -1;
	}
	m->nuniques = 1;
	m->unique = synth_alloc(sizeof(SynthUnique));
	m->unique[0].ncolumns = 1;
	m->unique[0].column = synth_alloc_array(1, sizeof(int));
	m->nmarginals = 1;
	m->marginal = synth_alloc(sizeof(SynthMarginal));
	m->marginal[0].nattr = 2;
	m->marginal[0].attribute[1] = 1;
	m->marginal[0].cells = 4;
	return m;
}

#endif /* SYNTH_SMALL_MODEL_H */
