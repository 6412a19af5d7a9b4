/*-------------------------------------------------------------------------
 *
 * codec_link.c
 *	  Bytes of what a model knows of rules, of other tables and of public rows.
 *
 * Writer and reader of each thing stand side by side: same fields, same
 * order, that of rule.h and link.h.  The reader compares every number of
 * things with the bytes that are left, at the least size such a thing can
 * have, before it asks for memory; what the values mean is for
 * synth_model_check().
 *
 *-------------------------------------------------------------------------
 */
#include "codec_link.h"

static void
write_rule(SynthWriter *w, const SynthRule *u)
{
	synth_write_u8(w, (int) u->kind);
	synth_write_string(w, u->text);
	synth_write_i32(w, u->attribute);
	synth_write_i32(w, u->nterms);
	for (int i = 0; i < u->nterms; i++)
		synth_write_i32(w, u->term[i]);
	if (u->kind != SYNTH_RULE_RESIDUAL)
		return;
	for (int i = 0; i < u->nterms; i++)
		synth_write_u8(w, u->sign[i] < 0);
	synth_write_i64(w, u->lo);
	synth_write_i64(w, u->hi);
	synth_write_i64(w, u->value_lo);
	synth_write_i64(w, u->value_hi);
}

static void
read_rule(SynthReader *r, SynthRule *u)
{
	u->kind = (SynthRuleKind) synth_read_enum(r, SYNTH_RULE_RESIDUAL, SYNTH_RULE_DETERMINES);
	u->text = synth_read_string(r);
	u->attribute = synth_read_i32(r);
	u->nterms = synth_read_count(r, 4);
	u->term = synth_alloc_array((size_t) u->nterms + 1, sizeof(int));
	for (int i = 0; i < u->nterms; i++)
		u->term[i] = synth_read_i32(r);
	if (u->kind != SYNTH_RULE_RESIDUAL)
		return;
	u->sign = synth_alloc_array((size_t) u->nterms + 1, sizeof(int8_t));
	for (int i = 0; i < u->nterms; i++)
		u->sign[i] = synth_read_bool(r) ? -1 : 1;
	u->lo = synth_read_i64(r);
	u->hi = synth_read_i64(r);
	u->value_lo = synth_read_i64(r);
	u->value_hi = synth_read_i64(r);
}

static void
write_edge(SynthWriter *w, const SynthEdge *e)
{
	synth_write_string(w, e->name);
	synth_write_string(w, e->parent_schema);
	synth_write_string(w, e->parent_table);
	synth_write_i32(w, e->ncolumns);
	for (int i = 0; i < e->ncolumns; i++)
	{
		synth_write_i32(w, e->column[i]);
		synth_write_string(w, e->parent_column[i]);
	}
	synth_write_u8(w, e->match_full);
	synth_write_u8(w, e->by_value);
	synth_write_i32(w, e->present);
	synth_write_i32(w, e->ncontexts);
	for (int i = 0; i < e->ncontexts; i++)
	{
		synth_write_i32(w, e->context[i].attribute);
		synth_write_string(w, e->context[i].column);
	}
	synth_write_i32(w, e->ncopies);
	for (int i = 0; i < e->ncopies; i++)
	{
		synth_write_i32(w, e->copy[i].column);
		synth_write_string(w, e->copy[i].parent_column);
	}
	synth_write_i32(w, e->nfanout);
	for (int i = 0; i < e->nfanout; i++)
	{
		synth_write_i64(w, e->children[i]);
		synth_write_double(w, e->parents[i]);
	}
	synth_write_double(w, e->total);
}

static void
read_edge(SynthReader *r, SynthEdge *e)
{
	e->name = synth_read_string(r);
	e->parent_schema = synth_read_string(r);
	e->parent_table = synth_read_string(r);
	e->ncolumns = synth_read_count(r, 4 + 4);
	e->column = synth_alloc_array((size_t) e->ncolumns + 1, sizeof(int));
	e->parent_column = synth_alloc_array((size_t) e->ncolumns + 1, sizeof(char *));
	for (int i = 0; i < e->ncolumns; i++)
	{
		e->column[i] = synth_read_i32(r);
		e->parent_column[i] = synth_read_string(r);
	}
	e->match_full = synth_read_bool(r);
	e->by_value = synth_read_bool(r);
	e->present = synth_read_i32(r);
	e->ncontexts = synth_read_count(r, 4 + 4);
	e->context = synth_alloc_array((size_t) e->ncontexts + 1, sizeof(SynthContext));
	for (int i = 0; i < e->ncontexts; i++)
	{
		e->context[i].attribute = synth_read_i32(r);
		e->context[i].column = synth_read_string(r);
	}
	e->ncopies = synth_read_count(r, 4 + 4);
	e->copy = synth_alloc_array((size_t) e->ncopies + 1, sizeof(SynthCopy));
	for (int i = 0; i < e->ncopies; i++)
	{
		e->copy[i].column = synth_read_i32(r);
		e->copy[i].parent_column = synth_read_string(r);
	}
	e->nfanout = synth_read_count(r, 8 + 8);
	e->children = synth_alloc_array((size_t) e->nfanout + 1, sizeof(int64_t));
	e->parents = synth_alloc_array((size_t) e->nfanout + 1, sizeof(double));
	for (int i = 0; i < e->nfanout; i++)
	{
		e->children[i] = synth_read_i64(r);
		e->parents[i] = synth_read_double(r);
	}
	e->total = synth_read_double(r);
}

static void
write_rows(SynthWriter *w, const SynthRows *t)
{
	size_t n = synth_size_mul((size_t) t->nrows, (size_t) t->ncolumns);

	synth_write_i64(w, t->nrows);
	synth_write_i32(w, t->ncolumns);
	for (size_t i = 0; i < n; i++)
	{
		if ((i & 0xFFFF) == 0)
			synth_poll();
		synth_write_optional(w, t->value[i]);
	}
}

static SynthRows *
read_rows(SynthReader *r)
{
	SynthRows *t = synth_alloc(sizeof(SynthRows));
	size_t n;

	t->nrows = synth_read_i64(r);
	t->ncolumns = synth_read_i32(r);
	/* a value takes a byte at least */
	if (t->nrows < 0 || t->nrows > SYNTH_MAX_PUBLIC_ROWS || t->ncolumns < 0
		|| (t->ncolumns > 0 && (size_t) t->nrows > r->left / (size_t) t->ncolumns))
		synth_read_corrupt();
	n = (size_t) t->nrows * (size_t) t->ncolumns;
	t->value = synth_alloc_array(n + 1, sizeof(char *));
	for (size_t i = 0; i < n; i++)
	{
		if ((i & 0xFFFF) == 0)
			synth_poll();
		if (synth_read_bool(r))
			t->value[i] = synth_read_string(r);
	}
	return t;
}

void
synth_write_links(SynthWriter *w, const SynthModel *m)
{
	synth_write_i32(w, m->nrules);
	for (int i = 0; i < m->nrules; i++)
		write_rule(w, &m->rule[i]);
	synth_write_i32(w, m->nchecks);
	for (int i = 0; i < m->nchecks; i++)
	{
		synth_write_string(w, m->check[i].name);
		synth_write_string(w, m->check[i].text);
		synth_write_u8(w, m->check[i].soft);
	}
	synth_write_i32(w, m->nedges);
	for (int i = 0; i < m->nedges; i++)
		write_edge(w, &m->edge[i]);
	synth_write_i32(w, m->nfanouts);
	for (int i = 0; i < m->nfanouts; i++)
	{
		synth_write_i32(w, m->fanout[i].attribute);
		synth_write_string(w, m->fanout[i].child_schema);
		synth_write_string(w, m->fanout[i].child_table);
		synth_write_string(w, m->fanout[i].edge);
	}
	if (m->rows != NULL)
		write_rows(w, m->rows);
}

void
synth_read_links(SynthReader *r, SynthModel *m)
{
	m->nrules = synth_read_count(r, 1 + 4 + 4 + 4);
	m->rule = synth_alloc_array((size_t) m->nrules + 1, sizeof(SynthRule));
	for (int i = 0; i < m->nrules; i++)
		read_rule(r, &m->rule[i]);
	m->nchecks = synth_read_count(r, 4 + 4 + 1);
	m->check = synth_alloc_array((size_t) m->nchecks + 1, sizeof(SynthCheck));
	for (int i = 0; i < m->nchecks; i++)
	{
		m->check[i].name = synth_read_string(r);
		m->check[i].text = synth_read_string(r);
		m->check[i].soft = synth_read_bool(r);
	}
	/* three names, six numbers, two truths */
	m->nedges = synth_read_count(r, 3 * 4 + 4 + 2 + 4 + 4 + 4 + 4 + 8);
	m->edge = synth_alloc_array((size_t) m->nedges + 1, sizeof(SynthEdge));
	for (int i = 0; i < m->nedges; i++)
		read_edge(r, &m->edge[i]);
	m->nfanouts = synth_read_count(r, 4 + 3 * 4);
	m->fanout = synth_alloc_array((size_t) m->nfanouts + 1, sizeof(SynthFanout));
	for (int i = 0; i < m->nfanouts; i++)
	{
		m->fanout[i].attribute = synth_read_i32(r);
		m->fanout[i].child_schema = synth_read_string(r);
		m->fanout[i].child_table = synth_read_string(r);
		m->fanout[i].edge = synth_read_string(r);
	}
	if (m->method == SYNTH_METHOD_PUBLIC)
		m->rows = read_rows(r);
}
