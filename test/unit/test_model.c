/*-------------------------------------------------------------------------
 *
 * test_model.c
 *	  synth_model_check() accepts every valid model and names the fault of
 *	  every broken one.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "random_model.h"

UNIT_TEST(valid_models_pass)
{
	RandomModel r = {1, 8, 30, 3};

	for (int i = 0; i < 300; i++)
	{
		const char *wrong = synth_model_check(random_model_new(&r));

		if (wrong != NULL)
			unit_failed(__FILE__, __LINE__, "%s", wrong);
	}
}

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

#define BREAK(statement, fault)                      \
	do                                               \
	{                                                \
		SynthModel *m = small_model();               \
		SynthAttribute *category = &m->attribute[0]; \
		SynthAttribute *number = &m->attribute[1];   \
		SynthConditional *c = &m->conditional[1];    \
		(void) category;                             \
		(void) number;                               \
		(void) c;                                    \
		CHECK(synth_model_check(m) == NULL);         \
		statement;                                   \
		CHECK_STR(synth_model_check(m), fault);      \
	} while (0)

static char *
long_text(int n)
{
	char *s = synth_alloc((size_t) n + 1);

	memset(s, 'x', (size_t) n);
	return s;
}

UNIT_TEST(broken_heads_are_named)
{
	BREAK(m->source_name = NULL, "name of the source out of range");
	BREAK(m->source_schema = long_text(64), "name of the source out of range");
	BREAK(m->unit = NULL, "unit of privacy out of range");
	BREAK(m->method = (SynthMethod) 4, "unknown method");
	BREAK(m->method = (SynthMethod) 0, "unknown method");
	BREAK(m->epsilon = NAN, "a parameter of the fit is out of range");
	BREAK(m->delta = -1e-9, "a parameter of the fit is out of range");
	BREAK(m->total = INFINITY, "a parameter of the fit is out of range");
	BREAK(m->max_rows = 0, "a parameter of the fit is out of range");
	BREAK(m->account.rho_spent = NAN, "account out of range");
	BREAK(m->account.ncharges = SYNTH_MAX_CHARGES + 1, "number of charges out of range");
	BREAK(m->account.ncharges = -1, "number of charges out of range");
	BREAK(memset(m->account.charges[0].phase, 'x', SYNTH_PHASE_LEN), "name of a phase is not terminated");
	BREAK(m->account.charges[0].rho = -1, "charge out of range");
	BREAK(m->nattributes = -1, "number of attributes out of range");
	BREAK(m->nattributes = 1601, "number of attributes out of range");
}

UNIT_TEST(broken_attributes_are_named)
{
	BREAK(category->name = NULL, "name of an attribute out of range");
	BREAK(category->name = long_text(0), "name of an attribute out of range");
	BREAK(category->kind = (SynthAttributeKind) 3, "unknown kind of attribute");
	BREAK(category->source = (SynthDomainSource) 7, "unknown origin of a domain");
	BREAK(category->other = (SynthOtherPolicy) 0, "unknown policy for other values");
	BREAK(category->nfine = 65536, "codes of an attribute out of range");
	BREAK(category->nfine = 0, "codes of an attribute out of range");
	BREAK(category->ncoarse = category->nfine + 1, "codes of an attribute out of range");
	BREAK(category->ncoarse = 0, "codes of an attribute out of range");
	BREAK(category->sigma = NAN, "noise of an attribute out of range");
	BREAK(category->nan_code = category->null_code, "a category with codes of a number");
	BREAK(number->other_code = number->nan_code, "a number with codes of a category");
	BREAK(category->null_code = category->other_code, "codes of special values are not in place");
	BREAK(category->null_code = 0, "codes of special values are not in place");
	BREAK(category->null_code = category->nfine, "codes of special values are not in place");
	BREAK(category->null_code = -2, "codes of special values are not in place");
	BREAK(category->null_code = -1, "fine codes do not add up");
	BREAK(category->nvalues = -1, "fine codes do not add up");
	BREAK(category->nvalues = category->nfine + 1, "fine codes do not add up");
	BREAK(category->group[1] = (uint16_t) category->ncoarse, "group of a fine code out of range");
	BREAK(category->mass[0] = -0.5, "mass of a fine code out of range");
	BREAK(category->mass[0] = NAN, "mass of a fine code out of range");
	BREAK(category->mass[0] += 0.01, "masses of a group do not sum to 1");
	BREAK(category->axis = number->axis, "a category with an axis");
	BREAK(category->label = NULL, "a category lacks its labels");
	BREAK(category->label[0] = NULL, "label out of range");
	BREAK(category->label[0] = long_text(65537), "label out of range");
	BREAK(category->other_label = NULL, "label of other values does not fit their policy");
	BREAK(category->other = SYNTH_OTHER_NULL, "label of other values does not fit their policy");
	BREAK(number->label = category->label, "a number with labels");
	BREAK(number->axis = NULL, "a number lacks its axis");
	BREAK(number->axis->form = (SynthAxisForm) 4, "unknown form of axis");
	BREAK(number->axis->ncells = 0, "cells of an axis out of range");
	BREAK(number->axis->ncells++, "cells of an axis out of range");
	BREAK(number->axis->edge[1] = number->axis->edge[0], "edges of an axis are not increasing");
	BREAK(number->axis->edge[0] = SYNTH_RAW_OTHER, "an axis begins in the reserved range");
	BREAK(number->axis->ngrains = 17, "grains of an axis out of range");
	BREAK(number->axis->share = NULL, "an axis lacks its grains");
	BREAK(number->axis->grain[1] = 0, "grain of an axis out of range");
	BREAK(number->axis->grain[2] = 15, "grain of an axis out of range");
	BREAK(number->axis->share[1] = NAN, "share of a grain out of range");
	BREAK(number->axis->share[1] += 0.1, "shares of the grains do not sum to 1");
}

UNIT_TEST(broken_tables_and_columns_are_named)
{
	BREAK(c->attribute = 2, "order of the attributes is not a permutation");
	BREAK(c->attribute = -1, "order of the attributes is not a permutation");
	BREAK(c->attribute = 0, "order of the attributes is not a permutation");
	BREAK(c->nparents = 2, "parents out of range");
	BREAK(c->nparents = -1, "parents out of range");
	BREAK(c->parent = NULL, "parents out of range");
	BREAK(c->parent[0] = 1, "a parent is not an earlier attribute");
	BREAK(c->parent[0] = 2, "a parent is not an earlier attribute");
	BREAK(c->ncells--, "size of a conditional table does not fit its attributes");
	BREAK(c->p = NULL, "size of a conditional table does not fit its attributes");
	BREAK(c->p[0] = NAN, "a probability is out of range");
	BREAK(c->p[0] = -0.1f, "a probability is out of range");
	BREAK(c->p[c->ncells - 1] += 0.01f, "a conditional distribution does not sum to 1");
	BREAK(m->ncolumns = -1, "number of columns out of range");
	BREAK(m->column[0].name = NULL, "name or type of a column out of range");
	BREAK(m->column[0].role = (SynthColumnRole) 5, "unknown role of a column");
	BREAK(m->column[0].form = 256, "form of a column out of range");
	BREAK(m->column[0].attribute = 1, "attribute of a column out of range");
	BREAK(m->column[0].attribute = 2, "attribute of a column out of range");
	BREAK(m->column[2].attribute = 0, "a column that is not modelled has an attribute");
	BREAK(m->nuniques = -1, "number of keys out of range");
	BREAK(m->unique[0].ncolumns = 4, "columns of a key out of range");
	BREAK(m->unique[0].column[0] = 3, "columns of a key out of range");
	BREAK(m->nmarginals = -1, "number of measured marginals out of range");
	BREAK(m->marginal[0].nattr = 5, "measured marginal out of range");
	BREAK(m->marginal[0].cells = 0, "measured marginal out of range");
	BREAK(m->marginal[0].attribute[0] = 2, "measured marginal out of range");
}

UNIT_TEST(tables_that_overflow_are_refused)
{
	SynthModel *m = small_model();
	static uint16_t group[65535];
	static double mass[65535];

	/* 65535 * 65535 cells: more than any table may have */
	for (int i = 0; i < 65535; i++)
	{
		group[i] = (uint16_t) i;
		mass[i] = 1.0;
	}
	for (int a = 0; a < 2; a++)
	{
		m->attribute[a].kind = SYNTH_CATEGORY;
		m->attribute[a].other = SYNTH_OTHER_SPREAD;
		m->attribute[a].other_label = NULL;
		m->attribute[a].axis = NULL;
		m->attribute[a].nfine = m->attribute[a].ncoarse = m->attribute[a].nvalues = 65535;
		m->attribute[a].null_code = m->attribute[a].other_code = m->attribute[a].neginf_code = -1;
		m->attribute[a].posinf_code = m->attribute[a].nan_code = -1;
		m->attribute[a].group = group;
		m->attribute[a].mass = mass;
		m->attribute[a].label = synth_alloc_array(65535, sizeof(char *));
		for (int i = 0; i < 65535; i++)
			m->attribute[a].label[i] = m->source_name;
	}
	m->conditional[0].ncells = 65535;
	m->conditional[0].p = synth_alloc_array(65535, sizeof(float));
	m->conditional[0].p[7] = 1.0f;
	CHECK_STR(synth_model_check(m), "a conditional table is too large");
}

UNIT_TEST(bytes_are_those_of_the_tables)
{
	SynthModel *m = small_model();

	CHECK_INT(synth_model_bytes(m), 4 * (m->conditional[0].ncells + m->conditional[1].ncells));
}
