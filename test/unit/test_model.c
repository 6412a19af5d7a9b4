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
#include "small_model.h"

UNIT_TEST(valid_models_pass)
{
	static const int methods[4] = {0, SYNTH_METHOD_TREE, SYNTH_METHOD_COPULA, SYNTH_METHOD_PUBLIC};
	RandomModel r = {1, 8, 150, 3};

	for (int i = 0; i < 450; i++)
	{
		const char *wrong;

		r.method = methods[i % 4];
		r.texts = i % 8 < 4;
		r.links = i % 3 > 0;
		wrong = synth_model_check(random_model_new(&r));
		if (wrong != NULL)
			unit_failed(__FILE__, __LINE__, "%s", wrong);
	}
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
	BREAK(m->method = (SynthMethod) 7, "unknown method");
	BREAK(m->method = (SynthMethod) 0, "unknown method");
	BREAK(m->epsilon = NAN, "a parameter of the fit is out of range");
	BREAK(m->delta = -1e-9, "a parameter of the fit is out of range");
	BREAK(m->total = INFINITY, "a parameter of the fit is out of range");
	BREAK(m->max_rows = 0, "a parameter of the fit is out of range");
	BREAK(m->min_count = -1, "a parameter of the fit is out of range");
	BREAK(m->min_leaf = -1, "a parameter of the fit is out of range");
	BREAK(m->method = SYNTH_METHOD_COPULA, "a copula does not fit the method");
	BREAK(m->copula = synth_alloc(sizeof(SynthCopula)), "a copula does not fit the method");
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
	BREAK(number->axis->lo_limit = SYNTH_RAW_FIRST - 1, "limits of an axis out of range");
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
	BREAK(c->tree = synth_alloc(sizeof(SynthTree)), "a conditional is not of the kind of its method");
	BREAK(c->p = NULL, "size of a conditional table does not fit its attributes");
	BREAK(c->p[0] = NAN, "a probability is out of range");
	BREAK(c->p[0] = -0.1f, "a probability is out of range");
	BREAK(c->p[c->ncells - 1] += 0.01f, "a conditional distribution does not sum to 1");
	BREAK(m->ncolumns = -1, "number of columns out of range");
	BREAK(m->column[0].name = NULL, "name or type of a column out of range");
	BREAK(m->column[0].role = (SynthColumnRole) 8, "unknown role of a column");
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

/* a column of texts whose attribute is the category, one whose is the number, and the key */
static SynthModel *
text_model(void)
{
	SynthModel *m = small_model();
	SynthText *code = synth_alloc(sizeof(SynthText));
	SynthText *note = synth_alloc(sizeof(SynthText));
	SynthWordList *list = synth_alloc_array(2, sizeof(SynthWordList));

	code->kind = SYNTH_TEXT_PATTERN;
	code->basis = SYNTH_BASIS_SHAPE;
	code->locale = "";
	code->by = 2;
	code->sex = code->country = -1;
	note->kind = SYNTH_TEXT_WORDS;
	note->basis = SYNTH_BASIS_WORDS;
	note->locale = "de_DE";
	note->by = note->sex = note->country = -1;
	note->bag = synth_alloc(sizeof(SynthBag));
	note->bag->per_row = 1;
	m->column[0].role = m->column[1].role = SYNTH_COLUMN_TEXT;
	m->column[0].text = code;
	m->column[1].text = note;
	m->lexicon = synth_alloc(sizeof(SynthLexicon));
	m->lexicon->nlists = 2;
	m->lexicon->list = list;
	for (int i = 0; i < 2; i++)
	{
		list[i].list = "city";
		list[i].locale = i == 0 ? "" : "de_DE";
		list[i].nwords = 1;
		list[i].word = synth_alloc(sizeof(SynthWord));
		list[i].word->value = "x";
		list[i].word->tag = list[i].word->parent = "";
		list[i].word->weight = 1.0f;
	}
	return m;
}

#define BREAK_TEXT(statement, fault)            \
	do                                          \
	{                                           \
		SynthModel *m = text_model();           \
		SynthText *code = m->column[0].text;    \
		SynthText *note = m->column[1].text;    \
		SynthWordList *list = m->lexicon->list; \
		(void) code;                            \
		(void) note;                            \
		(void) list;                            \
		CHECK(synth_model_check(m) == NULL);    \
		statement;                              \
		CHECK_STR(synth_model_check(m), fault); \
	} while (0)

UNIT_TEST(broken_texts_are_named)
{
	BREAK_TEXT(m->column[0].text = NULL, "a column of texts does not say which");
	BREAK_TEXT(m->column[2].text = note, "a column that is not made has texts");
	BREAK_TEXT(code->kind = SYNTH_TEXT_NONE, "unknown kind of text");
	BREAK_TEXT(code->kind = (SynthTextKind) SYNTH_TEXT_KINDS, "unknown kind of text");
	BREAK_TEXT(code->element = SYNTH_TEXT_ARRAY, "unknown kind of text");
	BREAK_TEXT(code->locale = NULL, "locale or pattern of a text out of range");
	BREAK_TEXT(code->pattern = long_text(65537), "locale or pattern of a text out of range");
	BREAK_TEXT(code->group = SYNTH_TEXT_GROUPS, "group or length of a text out of range");
	BREAK_TEXT(code->max_chars = -1, "group or length of a text out of range");
	BREAK_TEXT(code->min_chars = 10485761, "group or length of a text out of range");
	BREAK_TEXT(code->nvalues = 1, "values of a text out of range");
	BREAK_TEXT(code->nvalues = -1, "values of a text out of range");
	BREAK_TEXT(code->nchecks = 1, "checks of a text out of range");
	BREAK_TEXT(code->nchecks = -1, "checks of a text out of range");
	BREAK_TEXT(code->basis = (SynthTextBasis) 6, "unknown basis of a text");
	BREAK_TEXT(code->basis = SYNTH_BASIS_LENGTH, "basis of a text does not fit its attribute");
	BREAK_TEXT(note->basis = SYNTH_BASIS_PRESENT, "basis of a text does not fit its attribute");
	BREAK_TEXT(m->column[0].attribute = -1, "basis of a text does not fit its attribute");
	BREAK_TEXT(code->kind = SYNTH_TEXT_EMAIL, "basis of a text does not fit its kind");
	BREAK_TEXT(note->kind = SYNTH_TEXT_ARRAY, "basis of a text does not fit its kind");
	BREAK_TEXT(code->basis = SYNTH_BASIS_DOCUMENT, "basis of a text does not fit its kind");
	BREAK_TEXT(m->column[0].role = SYNTH_COLUMN_ATTRIBUTE, "other values of a column cannot be texts");
	BREAK_TEXT(code->by = 3, "a text refers to a column that does not exist");
	BREAK_TEXT(code->sex = -2, "a text refers to a column that does not exist");
	BREAK_TEXT(code->country = 0, "a text refers to a column that does not exist");
	BREAK_TEXT(note->by = 0, "a text refers to a text that cannot say who it is");
	BREAK_TEXT(code->basis = SYNTH_BASIS_PRESENT, "a text lacks its pattern");
	BREAK_TEXT(note->bag = NULL, "a bag does not fit the kind of text");
	BREAK_TEXT(code->bag = note->bag, "a bag does not fit the kind of text");
	BREAK_TEXT(note->bag->ntokens = 1, "tokens of a bag are missing");
	BREAK_TEXT(m->lexicon->nlists = -1, "number of lists of words out of range");
	BREAK_TEXT(list[0].list = "", "name of a list of words out of range");
	BREAK_TEXT(list[1].locale = "", "lists of words are not in order");
	BREAK_TEXT(list[0].list = "family", "lists of words are not in order");
	BREAK_TEXT(list[1].nwords = -1, "number of words out of range");
	BREAK_TEXT(list[1].word->value = "", "a word out of range");
	BREAK_TEXT(list[1].word->parent = NULL, "a word out of range");
	BREAK_TEXT(list[1].word->weight = 0.0f, "weight of a word out of range");
	BREAK_TEXT(list[1].word->weight = (float) NAN, "weight of a word out of range");
}
