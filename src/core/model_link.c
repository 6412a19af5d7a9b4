/*-------------------------------------------------------------------------
 *
 * model_link.c
 *	  The check of a model: its rules, conditions, foreign keys and public
 *	  rows.
 *
 * What indexes arrays, or what later arithmetic relies on, is checked here:
 * that residuals are of numbers whose raw values can be added, that undoing
 * them from first to last works, that no bound is a reserved raw value.
 * Whether a condition is one is for the server, which has to parse it.
 *
 * Limits: those of link.h and rule.h, 1024 conditions, 65536 steps of a
 * distribution of children, 2^40 children of a parent.
 *
 *-------------------------------------------------------------------------
 */
#include "model_parts.h"

#include <math.h>

#define MAX_CHECKS 1024
#define MAX_FANOUTS 4096
#define MAX_STEPS 65536
#define MAX_CHILDREN (INT64_C(1) << 40)

/* can values of the attribute be added? */
static bool
is_integer(const SynthModel *m, int attribute)
{
	const SynthAttribute *a = &m->attribute[attribute];

	return a->kind == SYNTH_NUMBER && a->axis->form != SYNTH_AXIS_REAL;
}

static bool
in_range(int i, int n)
{
	return i >= 0 && i < n;
}

static const char *
check_rule(const SynthModel *m, const SynthRule *u)
{
	if ((int) u->kind < SYNTH_RULE_RESIDUAL || (int) u->kind > SYNTH_RULE_DETERMINES)
		return "unknown kind of rule";
	if (!synth_string_fits(u->text, SYNTH_MAX_STRING))
		return "text of a rule out of range";
	if (!in_range(u->attribute, m->nattributes) || u->nterms < 1 || u->nterms > SYNTH_MAX_TERMS || u->term == NULL
		|| (u->kind == SYNTH_RULE_NULL_WITH && u->nterms != 1))
		return "attributes of a rule out of range";
	for (int i = 0; i < u->nterms; i++)
		if (!in_range(u->term[i], m->nattributes) || u->term[i] == u->attribute)
			return "attributes of a rule out of range";
	if (u->kind != SYNTH_RULE_RESIDUAL)
		return NULL;
	if (u->sign == NULL || !is_integer(m, u->attribute))
		return "a residual of what is no integer";
	for (int i = 0; i < u->nterms; i++)
		if (!is_integer(m, u->term[i]) || (u->sign[i] != 1 && u->sign[i] != -1))
			return "a residual of what is no integer";
	if (u->lo > u->hi || u->value_lo > u->value_hi || u->lo < SYNTH_RAW_FIRST || u->value_lo < SYNTH_RAW_FIRST)
		return "bounds of a rule out of range";
	return NULL;
}

static const char *
check_rules(const SynthModel *m)
{
	const char *wrong = NULL;
	uint8_t *later;

	if (m->nrules < 0 || m->nrules > SYNTH_MAX_RULES || (m->nrules > 0 && m->rule == NULL))
		return "number of rules out of range";
	for (int i = 0; i < m->nrules; i++)
	{
		wrong = check_rule(m, &m->rule[i]);
		if (wrong != NULL)
			return wrong;
	}
	/* what a residual is added to must be final by then, and no attribute has two residuals */
	later = synth_alloc((size_t) m->nattributes + 1);
	for (int i = m->nrules - 1; i >= 0; i--)
	{
		const SynthRule *u = &m->rule[i];

		if (u->kind != SYNTH_RULE_RESIDUAL)
			continue;
		for (int k = 0; k < u->nterms; k++)
			if (later[u->term[k]])
				wrong = "rules are not in order";
		if (later[u->attribute])
			wrong = "an attribute has two residuals";
		later[u->attribute] = 1;
	}
	synth_release(later);
	return wrong;
}

static const char *
check_checks(const SynthModel *m)
{
	if (m->nchecks < 0 || m->nchecks > MAX_CHECKS || (m->nchecks > 0 && m->check == NULL))
		return "number of conditions out of range";
	for (int i = 0; i < m->nchecks; i++)
		if (!synth_string_fits(m->check[i].name, SYNTH_MAX_NAME)
			|| !synth_string_fits(m->check[i].text, SYNTH_MAX_STRING) || m->check[i].text[0] == '\0')
			return "name or text of a condition out of range";
	return NULL;
}

/* children of parents, rising */
static const char *
check_children(const SynthEdge *e)
{
	if (e->nfanout < 0 || e->nfanout > MAX_STEPS || (e->nfanout > 0 && (e->children == NULL || e->parents == NULL))
		|| !isfinite(e->total) || e->total < 0.0)
		return "numbers of children out of range";
	for (int i = 0; i < e->nfanout; i++)
		if (e->children[i] < 0 || e->children[i] > MAX_CHILDREN || (i > 0 && e->children[i] <= e->children[i - 1])
			|| !isfinite(e->parents[i]) || !(e->parents[i] > 0.0))
			return "numbers of children out of range";
	return NULL;
}

static const char *
check_edge(const SynthModel *m, const SynthEdge *e)
{
	if (!synth_string_fits(e->name, SYNTH_MAX_NAME) || !synth_string_fits(e->parent_schema, SYNTH_MAX_NAME)
		|| !synth_string_fits(e->parent_table, SYNTH_MAX_NAME))
		return "name of a foreign key out of range";
	if (e->ncolumns < 1 || e->ncolumns > SYNTH_MAX_EDGE_COLUMNS || e->column == NULL || e->parent_column == NULL)
		return "columns of a foreign key out of range";
	for (int i = 0; i < e->ncolumns; i++)
	{
		if (!in_range(e->column[i], m->ncolumns) || !synth_string_fits(e->parent_column[i], SYNTH_MAX_NAME))
			return "columns of a foreign key out of range";
		for (int k = 0; k < i; k++)
			if (e->column[k] == e->column[i])
				return "columns of a foreign key out of range";
	}
	if (e->present < -1 || e->present >= m->nattributes || e->ncontexts < 0 || e->ncontexts > m->nattributes
		|| (e->ncontexts > 0 && e->context == NULL))
		return "contexts of a foreign key out of range";
	for (int i = 0; i < e->ncontexts; i++)
		if (!in_range(e->context[i].attribute, m->nattributes)
			|| !synth_string_fits(e->context[i].column, SYNTH_MAX_NAME))
			return "contexts of a foreign key out of range";
	if (e->ncopies < 0 || e->ncopies > m->ncolumns || (e->ncopies > 0 && e->copy == NULL))
		return "copies of a foreign key out of range";
	for (int i = 0; i < e->ncopies; i++)
		if (!in_range(e->copy[i].column, m->ncolumns) || !synth_string_fits(e->copy[i].parent_column, SYNTH_MAX_NAME))
			return "copies of a foreign key out of range";
	return check_children(e);
}

static const char *
check_edges(const SynthModel *m)
{
	const char *wrong = NULL;

	if (m->nedges < 0 || m->nedges > SYNTH_MAX_EDGES || (m->nedges > 0 && m->edge == NULL))
		return "number of foreign keys out of range";
	for (int i = 0; i < m->nedges && wrong == NULL; i++)
		wrong = check_edge(m, &m->edge[i]);
	if (wrong != NULL)
		return wrong;
	if (m->nfanouts < 0 || m->nfanouts > MAX_FANOUTS || (m->nfanouts > 0 && m->fanout == NULL))
		return "number of referring tables out of range";
	for (int i = 0; i < m->nfanouts; i++)
	{
		const SynthFanout *f = &m->fanout[i];

		if (!in_range(f->attribute, m->nattributes) || !is_integer(m, f->attribute)
			|| !synth_string_fits(f->child_schema, SYNTH_MAX_NAME) || !synth_string_fits(f->child_table, SYNTH_MAX_NAME)
			|| !synth_string_fits(f->edge, SYNTH_MAX_NAME))
			return "a referring table out of range";
	}
	return NULL;
}

/* any text may be a value; its length is that of a field of the server at most */
static const char *
check_rows(const SynthModel *m)
{
	const SynthRows *t = m->rows;

	if ((t != NULL) != (m->method == SYNTH_METHOD_PUBLIC))
		return "public rows do not fit the method";
	if (t == NULL)
		return NULL;
	if (m->nattributes != 0)
		return "a public table is not modelled";
	if (t->nrows < 0 || t->nrows > SYNTH_MAX_PUBLIC_ROWS || t->ncolumns != m->ncolumns
		|| (t->ncolumns > 0 && t->nrows > 0 && t->value == NULL))
		return "number of public rows out of range";
	return NULL;
}

const char *
synth_model_check_links(const SynthModel *m)
{
	const char *wrong = check_rules(m);

	if (wrong == NULL)
		wrong = check_checks(m);
	if (wrong == NULL)
		wrong = check_edges(m);
	return wrong == NULL ? check_rows(m) : wrong;
}
