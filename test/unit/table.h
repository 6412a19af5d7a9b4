/*-------------------------------------------------------------------------
 *
 * table.h
 *	  Small tables in memory, as a fitter reads them, and their columns'
 *	  descriptions: for the tests of fits.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_UNIT_TABLE_H
#define SYNTH_UNIT_TABLE_H

#include "core/fitter.h"
#include "unit.h"

#define MOST_COLUMNS 80

/* a table in memory */
typedef struct Table
{
	int ncolumns;
	int nrows;
	int64_t *column[MOST_COLUMNS];
	int at;
} Table;

static inline void
table_rewind(void *ctx)
{
	((Table *) ctx)->at = 0;
}

static inline int
table_next(void *ctx, const int64_t **columns)
{
	Table *t = ctx;
	int n = t->nrows - t->at < SYNTH_SCAN_BLOCK ? t->nrows - t->at : SYNTH_SCAN_BLOCK;

	for (int c = 0; c < t->ncolumns; c++)
		columns[c] = t->column[c] + t->at;
	t->at += n;
	return n;
}

static inline void
table_new(Table *t, int ncolumns, int nrows)
{
	memset(t, 0, sizeof(*t));
	t->ncolumns = ncolumns;
	t->nrows = nrows;
	for (int c = 0; c < ncolumns; c++)
		t->column[c] = synth_alloc_array((size_t) nrows + 1, sizeof(int64_t));
}

static inline char *
text(const char *format, int n)
{
	char *s = synth_alloc(32);

	snprintf(s, 32, format, n);
	return s;
}

static inline void
spec_category(SynthAttributeSpec *s, int index, int nlabels)
{
	memset(s, 0, sizeof(*s));
	s->name = text("c%d", index);
	s->kind = SYNTH_CATEGORY;
	s->source = SYNTH_DOMAIN_ENUM;
	s->other = SYNTH_OTHER_SPREAD;
	s->nullable = true;
	s->nlabels = nlabels;
	s->label = synth_alloc_array((size_t) nlabels, sizeof(char *));
	for (int i = 0; i < nlabels; i++)
		s->label[i] = text("label %03d", i);
}

static inline void
spec_number(SynthAttributeSpec *s, int index, int64_t lo, int64_t hi, bool declared)
{
	memset(s, 0, sizeof(*s));
	s->name = text("n%d", index);
	s->kind = SYNTH_NUMBER;
	s->source = declared ? SYNTH_DOMAIN_CHECK : SYNTH_DOMAIN_GRID;
	s->other = SYNTH_OTHER_SPREAD;
	s->nullable = true;
	s->form = SYNTH_AXIS_INTEGER;
	s->lo = lo;
	s->hi = hi;
	s->lo_declared = s->hi_declared = declared;
	s->grain = true;
}

static inline SynthFitOptions
options(bool is_private, double epsilon, SynthMethod method)
{
	SynthFitOptions o = {0};

	o.is_private = is_private;
	o.epsilon = epsilon;
	o.delta = 1e-9;
	o.stability = 1;
	o.method = method;
	o.min_count = 1;
	return o;
}

static inline SynthModel *
fit_table(Table *t, const SynthFitOptions *o, const SynthAttributeSpec *spec)
{
	SynthRowSource rows = {t, table_rewind, table_next};
	SynthFitter *f = synth_fitter_new(o, t->ncolumns, spec);

	return synth_fitter_run(f, &rows);
}

/* what the embedder adds, so that the checker sees a whole model */
static inline void
check_model(SynthModel *m)
{
	m->source_schema = "public";
	m->source_name = "t";
	m->unit = "row";
	if (!m->is_private)
	{
		m->epsilon = 0;
		m->delta = 0;
	}
	CHECK_STR(synth_model_check(m) == NULL ? "fine" : synth_model_check(m), "fine");
}

/* a clinic in small: c0 decides n1, n1 decides c2; n3 is independent */
static inline void
table_clinic(Table *t, SynthAttributeSpec *spec, int nrows)
{
	table_new(t, 4, nrows);
	spec_category(&spec[0], 0, 4);
	spec_number(&spec[1], 1, 0, 99, true);
	spec_category(&spec[2], 2, 3);
	spec_number(&spec[3], 3, INT32_MIN, INT32_MAX, false);
	for (int r = 0; r < nrows; r++)
	{
		int64_t a = (int64_t) unit_random_below(4);
		int64_t b = a * 20 + (int64_t) unit_random_below(30);

		t->column[0][r] = a;
		t->column[1][r] = unit_random_below(20) == 0 ? SYNTH_RAW_NULL : b;
		t->column[2][r] = b < 40 ? 0 : 1 + (int64_t) unit_random_below(2);
		t->column[3][r] = 100 * (int64_t) unit_random_below(500);
	}
}

#endif /* SYNTH_UNIT_TABLE_H */
