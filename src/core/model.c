/*-------------------------------------------------------------------------
 *
 * model.c
 *	  Is this a model?  Every invariant of model.h, on untrusted input.
 *
 * synth_model_check() is what stands between bytes that anybody may have
 * written and the code that indexes arrays with them, so it looks at nothing
 * before the sizes and indexes that lead there have been checked.  It assumes
 * only that every pointer is valid for the counts beside it (the reader
 * allocates so).  It is also run before a model is written: what is stored
 * can be read.
 *
 * Limits: 1600 attributes and columns (as a table of the server), 65535 fine
 * codes an attribute, 64 kB a string, 2^31 cells a table, 63 bytes a name, 255
 * bytes those of attributes and units (some are made of two); those of trees in
 * model_tree.c, of texts in model_text.c, of rules and links in model_link.c.
 *
 *-------------------------------------------------------------------------
 */
#include "model_parts.h"

#include <math.h>
#include <string.h>

#define MAX_ATTRIBUTES 1600
#define MAX_FINE_CODES 65535
#define MAX_UNIQUES 1600
#define MAX_MARGINALS 1000000
#define MAX_TABLE_CELLS ((size_t) 1 << 31)

/* how far from 1 a sum of probabilities in doubles may be */
#define MASS_TOLERANCE 1e-6

static bool
nonnegative(double x)
{
	return isfinite(x) && x >= 0.0;
}

static const char *
check_axis(const SynthAxis *x, int nvalues)
{
	double sum = 0.0;

	if (x == NULL)
		return "a number lacks its axis";
	if ((int) x->form < SYNTH_AXIS_INTEGER || (int) x->form > SYNTH_AXIS_DATE)
		return "unknown form of axis";
	if (x->ncells < 1 || x->ncells > SYNTH_MAX_FINE || x->ncells != nvalues || x->edge == NULL)
		return "cells of an axis out of range";
	if (x->edge[0] < SYNTH_RAW_FIRST)
		return "an axis begins in the reserved range";
	for (int i = 0; i < x->ncells; i++)
		if (x->edge[i] >= x->edge[i + 1])
			return "edges of an axis are not increasing";
	if (x->lo_limit < SYNTH_RAW_FIRST)
		return "limits of an axis out of range";
	if (x->ngrains < 0 || x->ngrains > 16)
		return "grains of an axis out of range";
	if (x->ngrains == 0)
		return NULL;
	if (x->grain == NULL || x->share == NULL)
		return "an axis lacks its grains";
	for (int i = 0; i < x->ngrains; i++)
	{
		if (x->form == SYNTH_AXIS_REAL)
		{
			/* decimal digits, finest first */
			if (x->grain[i] < 0 || x->grain[i] > 15 || (i > 0 && x->grain[i] >= x->grain[i - 1]))
				return "grain of an axis out of range";
		}
		else if (i == 0 ? x->grain[i] != 1 : x->grain[i] <= x->grain[i - 1] || x->grain[i] % x->grain[i - 1] != 0)
			return "grain of an axis out of range";
		if (!nonnegative(x->share[i]))
			return "share of a grain out of range";
		sum += x->share[i];
	}
	if (!(fabs(sum - 1.0) <= MASS_TOLERANCE))
		return "shares of the grains do not sum to 1";
	return NULL;
}

/*
 * The specials follow the values and fill the rest of the fine codes, in any
 * order, each in a place of its own.
 */
static const char *
check_layout(const SynthAttribute *a)
{
	const int code[5] = {a->null_code, a->other_code, a->neginf_code, a->posinf_code, a->nan_code};
	bool taken[5] = {false};
	int nspecials;

	if (a->kind == SYNTH_CATEGORY && (a->neginf_code != -1 || a->posinf_code != -1 || a->nan_code != -1))
		return "a category with codes of a number";
	if (a->kind == SYNTH_NUMBER && a->other_code != -1)
		return "a number with codes of a category";
	if (a->nvalues < 0 || a->nvalues > a->nfine || a->nfine - a->nvalues > 5)
		return "fine codes do not add up";
	nspecials = a->nfine - a->nvalues;
	for (int i = 0; i < 5; i++)
	{
		if (code[i] == -1)
			continue;
		if (code[i] < a->nvalues || code[i] >= a->nfine || taken[code[i] - a->nvalues])
			return "codes of special values are not in place";
		taken[code[i] - a->nvalues] = true;
	}
	for (int i = 0; i < nspecials; i++)
		if (!taken[i])
			return "fine codes do not add up";
	return NULL;
}

static const char *
check_attribute(const SynthAttribute *a)
{
	const char *wrong;
	double *sum;
	bool sums_to_one = true;

	if (!synth_string_fits(a->name, SYNTH_MAX_PATH) || a->name[0] == '\0')
		return "name of an attribute out of range";
	if (a->kind != SYNTH_CATEGORY && a->kind != SYNTH_NUMBER)
		return "unknown kind of attribute";
	if ((int) a->source < SYNTH_DOMAIN_TYPE || (int) a->source > SYNTH_DOMAIN_GRID)
		return "unknown origin of a domain";
	if ((int) a->other < SYNTH_OTHER_SPREAD || (int) a->other > SYNTH_OTHER_LABEL)
		return "unknown policy for other values";
	if (a->nfine < 1 || a->nfine > MAX_FINE_CODES || a->ncoarse < 1 || a->ncoarse > a->nfine || a->group == NULL
		|| a->mass == NULL)
		return "codes of an attribute out of range";
	if (!nonnegative(a->sigma))
		return "noise of an attribute out of range";
	wrong = check_layout(a);
	if (wrong != NULL)
		return wrong;

	for (int i = 0; i < a->nfine; i++)
	{
		if (a->group[i] >= a->ncoarse)
			return "group of a fine code out of range";
		if (!nonnegative(a->mass[i]))
			return "mass of a fine code out of range";
	}
	sum = synth_alloc_array((size_t) a->ncoarse, sizeof(double));
	for (int i = 0; i < a->nfine; i++)
		sum[a->group[i]] += a->mass[i];
	/* an empty group sums to 0 */
	for (int i = 0; i < a->ncoarse; i++)
		if (!(fabs(sum[i] - 1.0) <= MASS_TOLERANCE))
			sums_to_one = false;
	synth_release(sum);
	if (!sums_to_one)
		return "masses of a group do not sum to 1";

	if (a->kind == SYNTH_NUMBER)
	{
		if (a->label != NULL || a->other_label != NULL)
			return "a number with labels";
		return check_axis(a->axis, a->nvalues);
	}
	if (a->axis != NULL)
		return "a category with an axis";
	if (a->nvalues > 0 && a->label == NULL)
		return "a category lacks its labels";
	for (int i = 0; i < a->nvalues; i++)
		if (!synth_string_fits(a->label[i], SYNTH_MAX_STRING))
			return "label out of range";
	if ((a->other == SYNTH_OTHER_LABEL) != (a->other_label != NULL))
		return "label of other values does not fit their policy";
	if (a->other_label != NULL && !synth_string_fits(a->other_label, SYNTH_MAX_STRING))
		return "label out of range";
	return NULL;
}

static const char *
check_table(const SynthModel *m, const SynthConditional *c)
{
	size_t width = (size_t) m->attribute[c->attribute].ncoarse;
	size_t ncells = width;

	for (int i = 0; i < c->nparents; i++)
	{
		size_t n = (size_t) m->attribute[c->parent[i]].ncoarse;

		if (ncells > MAX_TABLE_CELLS / n)
			return "a conditional table is too large";
		ncells *= n;
	}
	if (c->ncells != ncells || c->p == NULL)
		return "size of a conditional table does not fit its attributes";
	for (size_t i = 0; i < ncells; i += width)
	{
		double sum = 0.0;

		for (size_t j = i; j < i + width; j++)
		{
			if (!isfinite(c->p[j]) || c->p[j] < 0.0f)
				return "a probability is out of range";
			sum += (double) c->p[j];
		}
		if (!(fabs(sum - 1.0) <= SYNTH_ROW_TOLERANCE))
			return "a conditional distribution does not sum to 1";
	}
	return NULL;
}

static const char *
check_conditional(const SynthModel *m, const SynthConditional *c, uint8_t *done)
{
	if (c->attribute < 0 || c->attribute >= m->nattributes || done[c->attribute] != 0)
		return "order of the attributes is not a permutation";
	if (c->nparents < 0 || c->nparents >= m->nattributes || (c->nparents > 0 && c->parent == NULL))
		return "parents out of range";
	for (int i = 0; i < c->nparents; i++)
	{
		int p = c->parent[i];

		/* 1: generated before; 2: also a parent already named here */
		if (p < 0 || p >= m->nattributes || done[p] != 1)
			return "a parent is not an earlier attribute";
		done[p] = 2;
	}
	for (int i = 0; i < c->nparents; i++)
		done[c->parent[i]] = 1;
	done[c->attribute] = 1;
	synth_poll();
	if ((c->tree != NULL) != (m->method == SYNTH_METHOD_TREE))
		return "a conditional is not of the kind of its method";
	return c->tree != NULL ? synth_model_check_tree(m, c) : check_table(m, c);
}

/* of a public table nothing is modelled, whatever its columns are */
static bool
has_attribute(const SynthModel *m, const SynthColumn *c)
{
	if (m->method == SYNTH_METHOD_PUBLIC)
		return false;
	return c->role == SYNTH_COLUMN_ATTRIBUTE || c->role == SYNTH_COLUMN_RANGE
		   || (c->role == SYNTH_COLUMN_TEXT && c->attribute != -1);
}

static const char *
check_columns(const SynthModel *m, uint8_t *done)
{
	if (m->ncolumns < 0 || m->ncolumns > MAX_ATTRIBUTES || (m->ncolumns > 0 && m->column == NULL))
		return "number of columns out of range";
	memset(done, 0, (size_t) m->nattributes + 1);
	for (int i = 0; i < m->ncolumns; i++)
	{
		const SynthColumn *c = &m->column[i];

		if (!synth_string_fits(c->name, SYNTH_MAX_NAME) || c->name[0] == '\0'
			|| !synth_string_fits(c->type, SYNTH_MAX_STRING))
			return "name or type of a column out of range";
		if ((int) c->role < SYNTH_COLUMN_ATTRIBUTE || (int) c->role > SYNTH_COLUMN_RANGE)
			return "unknown role of a column";
		if (c->form < 0 || c->form > 255 || c->scale < -1000 || c->scale > 1000)
			return "form of a column out of range";
		if (!has_attribute(m, c))
		{
			if (c->attribute != -1)
				return "a column that is not modelled has an attribute";
			continue;
		}
		if (c->attribute < 0 || c->attribute >= m->nattributes || done[c->attribute] != 0)
			return "attribute of a column out of range";
		done[c->attribute] = 1;
		if (c->role != SYNTH_COLUMN_RANGE)
			continue;
		if (c->upper < 0 || c->upper >= m->nattributes || done[c->upper] != 0
			|| m->attribute[c->attribute].kind != SYNTH_NUMBER || m->attribute[c->upper].kind != SYNTH_NUMBER)
			return "ends of a range out of range";
		done[c->upper] = 1;
	}

	if (m->nuniques < 0 || m->nuniques > MAX_UNIQUES || (m->nuniques > 0 && m->unique == NULL))
		return "number of keys out of range";
	for (int i = 0; i < m->nuniques; i++)
	{
		const SynthUnique *u = &m->unique[i];

		if (u->ncolumns < 1 || u->ncolumns > m->ncolumns || u->column == NULL)
			return "columns of a key out of range";
		for (int j = 0; j < u->ncolumns; j++)
			if (u->column[j] < 0 || u->column[j] >= m->ncolumns)
				return "columns of a key out of range";
	}
	return NULL;
}

static const char *
check_account(const SynthAccount *a)
{
	if (!nonnegative(a->rho_total) || !nonnegative(a->rho_spent) || !nonnegative(a->delta_total)
		|| !nonnegative(a->delta_spent) || a->stability < (a->private_fit ? 1 : 0))
		return "account out of range";
	if (a->ncharges < 0 || a->ncharges > SYNTH_MAX_CHARGES)
		return "number of charges out of range";
	for (int i = 0; i < a->ncharges; i++)
	{
		const SynthCharge *c = &a->charges[i];

		if (memchr(c->phase, '\0', SYNTH_PHASE_LEN) == NULL)
			return "name of a phase is not terminated";
		if (c->releases < 0 || c->sensitivity < 0 || !nonnegative(c->sigma) || !nonnegative(c->epsilon)
			|| !nonnegative(c->rho) || !nonnegative(c->delta))
			return "charge out of range";
	}
	return NULL;
}

static const char *
check_marginals(const SynthModel *m)
{
	if (m->nmarginals < 0 || m->nmarginals > MAX_MARGINALS || (m->nmarginals > 0 && m->marginal == NULL))
		return "number of measured marginals out of range";
	for (int i = 0; i < m->nmarginals; i++)
	{
		const SynthMarginal *x = &m->marginal[i];

		if (x->nattr < 1 || x->nattr > 4 || x->cells < 1 || !nonnegative(x->sigma))
			return "measured marginal out of range";
		for (int j = 0; j < x->nattr; j++)
			if (x->attribute[j] < 0 || x->attribute[j] >= m->nattributes)
				return "measured marginal out of range";
	}
	return NULL;
}

/*
 * Every invariant of a model.
 *
 * Returns NULL if m is one, else a constant text that says what is wrong.
 * Time and memory are linear in the model.
 */
const char *
synth_model_check(const SynthModel *m)
{
	const char *wrong;
	uint8_t *done;

	if (!synth_string_fits(m->source_schema, SYNTH_MAX_NAME) || !synth_string_fits(m->source_name, SYNTH_MAX_NAME))
		return "name of the source out of range";
	if (!synth_string_fits(m->unit, SYNTH_MAX_PATH))
		return "unit of privacy out of range";
	if ((int) m->method < SYNTH_METHOD_AIM || (int) m->method > SYNTH_METHOD_PUBLIC)
		return "unknown method";
	if (m->method == SYNTH_METHOD_TREE && m->is_private)
		return "a tree cannot be private";
	if ((m->copula != NULL) != (m->method == SYNTH_METHOD_COPULA))
		return "a copula does not fit the method";
	if (!nonnegative(m->epsilon) || !nonnegative(m->delta) || !nonnegative(m->total) || m->max_rows < 1
		|| m->min_count < 0 || m->min_leaf < 0)
		return "a parameter of the fit is out of range";
	wrong = check_account(&m->account);
	if (wrong != NULL)
		return wrong;
	if (m->nattributes < 0 || m->nattributes > MAX_ATTRIBUTES
		|| (m->nattributes > 0 && (m->attribute == NULL || m->conditional == NULL)))
		return "number of attributes out of range";

	for (int i = 0; i < m->nattributes && wrong == NULL; i++)
		wrong = check_attribute(&m->attribute[i]);
	if (wrong == NULL && (m->method == SYNTH_METHOD_TREE || m->method == SYNTH_METHOD_COPULA))
		wrong = synth_model_check_groups(m);
	if (wrong != NULL)
		return wrong;

	done = synth_alloc((size_t) m->nattributes + 1);
	for (int i = 0; i < m->nattributes && wrong == NULL; i++)
		wrong = check_conditional(m, &m->conditional[i], done);
	if (wrong == NULL && m->copula != NULL)
		wrong = synth_model_check_copula(m);
	if (wrong == NULL)
		wrong = check_columns(m, done);
	synth_release(done);
	if (wrong == NULL)
		wrong = synth_model_check_texts(m);
	if (wrong == NULL)
		wrong = synth_model_check_lexicon(m->lexicon);
	if (wrong == NULL)
		wrong = synth_model_check_links(m);
	if (wrong != NULL)
		return wrong;
	return check_marginals(m);
}

/*
 * Bytes of the conditional tables, trees and correlations of m, which must
 * have passed the check.
 */
size_t
synth_model_bytes(const SynthModel *m)
{
	size_t bytes = m->copula != NULL ? synth_model_copula_bytes(m) : 0;

	for (int i = 0; i < m->nattributes; i++)
	{
		const SynthConditional *c = &m->conditional[i];

		bytes = synth_size_add(bytes, c->tree != NULL ? synth_model_tree_bytes(c->tree)
													  : synth_size_mul(c->ncells, sizeof(float)));
	}
	return bytes;
}
