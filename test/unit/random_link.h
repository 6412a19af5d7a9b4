/*-------------------------------------------------------------------------
 *
 * random_link.h
 *	  Rules, foreign keys, ranges and public rows for the models of
 *	  random_model.h, which includes it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_RANDOM_LINK_H
#define SYNTH_RANDOM_LINK_H

static int64_t
random_model_i64(RandomModel *r)
{
	int64_t v = (int64_t) (random_model_u64(r) >> (1 + random_model_below(r, 60)));

	return random_model_below(r, 2) == 0 ? v : -v;
}

/* rules of every kind that the attributes allow; terms before attributes */
static void
random_model_rules(RandomModel *r, SynthModel *m)
{
	m->rule = synth_alloc_array((size_t) m->nattributes + 1, sizeof(SynthRule));
	for (int a = 1; a < m->nattributes; a++)
	{
		SynthRule *u = &m->rule[m->nrules];
		bool sums = m->attribute[a].kind == SYNTH_NUMBER && m->attribute[a].axis->form != SYNTH_AXIS_REAL;

		if (random_model_below(r, 3) == 0)
			continue;
		u->text = random_model_text(r, "rule ");
		u->attribute = a;
		u->kind = (SynthRuleKind) (1 + random_model_below(r, 3));
		u->nterms = u->kind == SYNTH_RULE_NULL_WITH ? 1 : 1 + random_model_below(r, a < 5 ? a : 5);
		u->term = synth_alloc_array((size_t) u->nterms, sizeof(int));
		u->sign = synth_alloc_array((size_t) u->nterms, sizeof(int8_t));
		for (int k = 0; k < u->nterms; k++)
		{
			u->term[k] = random_model_below(r, a);
			u->sign[k] = random_model_below(r, 2) == 0 ? 1 : -1;
			sums &= m->attribute[u->term[k]].kind == SYNTH_NUMBER
					&& m->attribute[u->term[k]].axis->form != SYNTH_AXIS_REAL;
		}
		if (u->kind == SYNTH_RULE_RESIDUAL && !sums)
			u->kind = SYNTH_RULE_DETERMINES;
		if (u->kind == SYNTH_RULE_RESIDUAL)
		{
			u->lo = random_model_i64(r) / 2;
			u->hi = u->lo + (random_model_below(r, 2) == 0 ? 0 : random_model_below(r, 1000000));
			u->value_lo = random_model_i64(r) / 2;
			u->value_hi = u->value_lo + random_model_below(r, 1000000);
		}
		m->nrules++;
	}
}

static void
random_model_edge(RandomModel *r, const SynthModel *m, SynthEdge *e)
{
	int n = m->nattributes;

	e->name = random_model_text(r, "edge ");
	e->parent_schema = random_model_text(r, "public");
	e->parent_table = random_model_text(r, "parent ");
	e->ncolumns = 1 + random_model_below(r, m->ncolumns < 3 ? m->ncolumns : 3);
	e->column = synth_alloc_array((size_t) e->ncolumns, sizeof(int));
	e->parent_column = synth_alloc_array((size_t) e->ncolumns, sizeof(char *));
	for (int i = 0, from = random_model_below(r, m->ncolumns); i < e->ncolumns; i++)
	{
		e->column[i] = (from + i) % m->ncolumns;
		e->parent_column[i] = random_model_text(r, "id");
	}
	e->match_full = random_model_below(r, 2) == 0;
	e->by_value = random_model_below(r, 2) == 0;
	e->present = random_model_below(r, n + 1) - 1;
	e->ncontexts = random_model_below(r, n < 4 ? n + 1 : 4);
	e->context = synth_alloc_array((size_t) e->ncontexts + 1, sizeof(SynthContext));
	for (int i = 0; i < e->ncontexts; i++)
		e->context[i] = (SynthContext){random_model_below(r, n), random_model_text(r, "column ")};
	e->ncopies = random_model_below(r, 2);
	e->copy = synth_alloc_array((size_t) e->ncopies + 1, sizeof(SynthCopy));
	for (int i = 0; i < e->ncopies; i++)
		e->copy[i] = (SynthCopy){random_model_below(r, m->ncolumns), random_model_text(r, "column ")};
	e->nfanout = random_model_below(r, 6);
	e->children = synth_alloc_array((size_t) e->nfanout + 1, sizeof(int64_t));
	e->parents = synth_alloc_array((size_t) e->nfanout + 1, sizeof(double));
	for (int i = 0; i < e->nfanout; i++)
	{
		e->children[i] = (i == 0 ? 0 : e->children[i - 1] + 1) + random_model_below(r, 3);
		e->parents[i] = random_model_unit(r) + 0.5;
		e->total += e->parents[i];
	}
}

/* every second pair of neighbouring numbers becomes the ends of a range; the second column is made a key */
static void
random_model_ranges(RandomModel *r, SynthModel *m)
{
	for (int i = 0; i + 1 < m->nattributes; i++)
	{
		if (m->attribute[i].kind != SYNTH_NUMBER || m->attribute[i + 1].kind != SYNTH_NUMBER
			|| m->column[i].text != NULL || m->column[i + 1].text != NULL || random_model_below(r, 2) == 0)
			continue;
		m->column[i].role = SYNTH_COLUMN_RANGE;
		m->column[i].upper = i + 1;
		m->column[i + 1].role = random_model_below(r, 2) == 0 ? SYNTH_COLUMN_REFERENCE : SYNTH_COLUMN_KEY;
		m->column[i + 1].attribute = -1;
		i++;
	}
}

static SynthRows *
random_model_rows(RandomModel *r, const SynthModel *m)
{
	SynthRows *t = synth_alloc(sizeof(SynthRows));
	size_t n;

	t->nrows = random_model_below(r, 10);
	t->ncolumns = m->ncolumns;
	n = (size_t) t->nrows * (size_t) t->ncolumns;
	t->value = synth_alloc_array(n + 1, sizeof(char *));
	for (size_t i = 0; i < n; i++)
		if (random_model_below(r, 4) > 0)
			t->value[i] = random_model_text(r, "");
	return t;
}

/* last of all, when everything else is there */
static void
random_model_links(RandomModel *r, SynthModel *m)
{
	if (m->method == SYNTH_METHOD_PUBLIC)
		m->rows = random_model_rows(r, m);
	random_model_ranges(r, m);
	random_model_rules(r, m);
	m->nchecks = random_model_below(r, 3);
	m->check = synth_alloc_array((size_t) m->nchecks + 1, sizeof(SynthCheck));
	for (int i = 0; i < m->nchecks; i++)
		m->check[i] = (SynthCheck){random_model_text(r, ""), random_model_text(r, "a < "), random_model_below(r, 2)};
	m->nedges = m->ncolumns > 0 ? random_model_below(r, 4) : 0;
	m->edge = synth_alloc_array((size_t) m->nedges + 1, sizeof(SynthEdge));
	for (int i = 0; i < m->nedges; i++)
		random_model_edge(r, m, &m->edge[i]);
	m->fanout = synth_alloc_array((size_t) m->nattributes + 1, sizeof(SynthFanout));
	for (int a = 0; a < m->nattributes; a++)
		if (m->attribute[a].kind == SYNTH_NUMBER && m->attribute[a].axis->form != SYNTH_AXIS_REAL
			&& random_model_below(r, 3) == 0)
			m->fanout[m->nfanouts++] = (SynthFanout){a, random_model_text(r, "public"), random_model_text(r, "child "),
													 random_model_text(r, "edge ")};
}

#endif /* SYNTH_RANDOM_LINK_H */
