/*-------------------------------------------------------------------------
 *
 * link_checks.h
 *	  Are rules, foreign keys and public rows of two models the same?
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_LINK_CHECKS_H
#define SYNTH_LINK_CHECKS_H

#include "unit.h"

#include "core/model.h"

static void
check_same_rule(const SynthRule *x, const SynthRule *y)
{
	CHECK_INT(y->kind, x->kind);
	CHECK_STR(y->text, x->text);
	CHECK_INT(y->attribute, x->attribute);
	CHECK_INT(y->nterms, x->nterms);
	CHECK(memcmp(x->term, y->term, (size_t) x->nterms * sizeof(int)) == 0);
	if (x->kind != SYNTH_RULE_RESIDUAL)
		return;
	CHECK(memcmp(x->sign, y->sign, (size_t) x->nterms) == 0);
	CHECK(y->lo == x->lo && y->hi == x->hi && y->value_lo == x->value_lo && y->value_hi == x->value_hi);
}

static void
check_same_edge(const SynthEdge *x, const SynthEdge *y)
{
	CHECK_STR(y->name, x->name);
	CHECK_STR(y->parent_schema, x->parent_schema);
	CHECK_STR(y->parent_table, x->parent_table);
	CHECK_INT(y->ncolumns, x->ncolumns);
	for (int i = 0; i < x->ncolumns; i++)
	{
		CHECK_INT(y->column[i], x->column[i]);
		CHECK_STR(y->parent_column[i], x->parent_column[i]);
	}
	CHECK(y->match_full == x->match_full && y->by_value == x->by_value && y->present == x->present);
	CHECK_INT(y->ncontexts, x->ncontexts);
	for (int i = 0; i < x->ncontexts; i++)
	{
		CHECK_INT(y->context[i].attribute, x->context[i].attribute);
		CHECK_STR(y->context[i].column, x->context[i].column);
	}
	CHECK_INT(y->ncopies, x->ncopies);
	for (int i = 0; i < x->ncopies; i++)
	{
		CHECK_INT(y->copy[i].column, x->copy[i].column);
		CHECK_STR(y->copy[i].parent_column, x->copy[i].parent_column);
	}
	CHECK_INT(y->nfanout, x->nfanout);
	for (int i = 0; i < x->nfanout; i++)
		CHECK(y->children[i] == x->children[i] && y->parents[i] == x->parents[i]);
	CHECK(y->total == x->total);
}

static void
check_same_links(const SynthModel *x, const SynthModel *y)
{
	CHECK_INT(y->nrules, x->nrules);
	for (int i = 0; i < x->nrules; i++)
		check_same_rule(&x->rule[i], &y->rule[i]);
	CHECK_INT(y->nchecks, x->nchecks);
	for (int i = 0; i < x->nchecks; i++)
	{
		CHECK_STR(y->check[i].name, x->check[i].name);
		CHECK_STR(y->check[i].text, x->check[i].text);
		CHECK_INT(y->check[i].soft, x->check[i].soft);
	}
	CHECK_INT(y->nedges, x->nedges);
	for (int i = 0; i < x->nedges; i++)
		check_same_edge(&x->edge[i], &y->edge[i]);
	CHECK_INT(y->nfanouts, x->nfanouts);
	for (int i = 0; i < x->nfanouts; i++)
	{
		CHECK_INT(y->fanout[i].attribute, x->fanout[i].attribute);
		CHECK_STR(y->fanout[i].child_schema, x->fanout[i].child_schema);
		CHECK_STR(y->fanout[i].child_table, x->fanout[i].child_table);
		CHECK_STR(y->fanout[i].edge, x->fanout[i].edge);
	}
	for (int i = 0; i < x->ncolumns; i++)
		if (x->column[i].role == SYNTH_COLUMN_RANGE)
			CHECK_INT(y->column[i].upper, x->column[i].upper);
	CHECK((y->rows == NULL) == (x->rows == NULL));
	if (x->rows == NULL)
		return;
	CHECK_INT(y->rows->nrows, x->rows->nrows);
	CHECK_INT(y->rows->ncolumns, x->rows->ncolumns);
	for (int64_t i = 0; i < x->rows->nrows * x->rows->ncolumns; i++)
	{
		CHECK((y->rows->value[i] == NULL) == (x->rows->value[i] == NULL));
		if (x->rows->value[i] != NULL)
			CHECK_STR(y->rows->value[i], x->rows->value[i]);
	}
}

#endif /* SYNTH_LINK_CHECKS_H */
