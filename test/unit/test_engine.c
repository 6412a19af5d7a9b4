/*-------------------------------------------------------------------------
 *
 * test_engine.c
 *	  Whole fits: empty and degenerate tables, exactness without privacy,
 *	  budget, memory, and that a row reaches nothing but its own cells.
 *
 *-------------------------------------------------------------------------
 */
#include "core/codec.h"
#include "core/conditional.h"
#include "core/finecode.h"
#include "core/fitter.h"
#include "core/sampler.h"
#include "unit.h"

#define MOST_COLUMNS 80

/* a table in memory */
typedef struct Table
{
	int			ncolumns;
	int			nrows;
	int64_t    *column[MOST_COLUMNS];
	int			at;
} Table;

static void
table_rewind(void *ctx)
{
	((Table *) ctx)->at = 0;
}

static int
table_next(void *ctx, const int64_t **columns)
{
	Table	   *t = ctx;
	int			n = t->nrows - t->at < SYNTH_SCAN_BLOCK ? t->nrows - t->at : SYNTH_SCAN_BLOCK;

	for (int c = 0; c < t->ncolumns; c++)
		columns[c] = t->column[c] + t->at;
	t->at += n;
	return n;
}

static void
table_new(Table *t, int ncolumns, int nrows)
{
	memset(t, 0, sizeof(*t));
	t->ncolumns = ncolumns;
	t->nrows = nrows;
	for (int c = 0; c < ncolumns; c++)
		t->column[c] = synth_alloc_array((size_t) nrows + 1, sizeof(int64_t));
}

static char *
text(const char *format, int n)
{
	char	   *s = synth_alloc(32);

	snprintf(s, 32, format, n);
	return s;
}

static void
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

static void
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

static SynthFitOptions
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

static SynthModel *
fit_table(Table *t, const SynthFitOptions *o, const SynthAttributeSpec *spec)
{
	SynthRowSource rows = {t, table_rewind, table_next};
	SynthFitter *f = synth_fitter_new(o, t->ncolumns, spec);

	return synth_fitter_run(f, &rows);
}

/* what the embedder adds, so that the checker sees a whole model */
static void
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
static void
table_clinic(Table *t, SynthAttributeSpec *spec, int nrows)
{
	table_new(t, 4, nrows);
	spec_category(&spec[0], 0, 4);
	spec_number(&spec[1], 1, 0, 99, true);
	spec_category(&spec[2], 2, 3);
	spec_number(&spec[3], 3, INT32_MIN, INT32_MAX, false);
	for (int r = 0; r < nrows; r++)
	{
		int64_t		a = (int64_t) unit_random_below(4);
		int64_t		b = a * 20 + (int64_t) unit_random_below(30);

		t->column[0][r] = a;
		t->column[1][r] = unit_random_below(20) == 0 ? SYNTH_RAW_NULL : b;
		t->column[2][r] = b < 40 ? 0 : 1 + (int64_t) unit_random_below(2);
		t->column[3][r] = 100 * (int64_t) unit_random_below(500);
	}
}

static const SynthMethod all_methods[3] = {SYNTH_METHOD_AIM, SYNTH_METHOD_MST, SYNTH_METHOD_INDEPENDENT};

UNIT_TEST(tables_of_no_row_and_one_row_can_be_fitted)
{
	for (int trial = 0; trial < 12; trial++)
	{
		Table		t;
		SynthAttributeSpec spec[4];
		SynthFitOptions o = options(trial % 2 == 0, 1, all_methods[trial / 2 % 3]);
		SynthModel *m;

		table_clinic(&t, spec, trial < 6 ? 0 : 1);
		m = fit_table(&t, &o, spec);
		check_model(m);
		CHECK(m->total >= 0);
		if (trial % 2 == 1)
			CHECK_NEAR(m->total, t.nrows, 1e-9);
		/* it can be sampled all the same */
		CHECK(synth_sampler_block(synth_sampler_new(m), 1, 0, 10) != NULL);
	}
}

UNIT_TEST(tables_without_attributes_can_be_fitted)
{
	for (int trial = 0; trial < 6; trial++)
	{
		Table		t;
		SynthAttributeSpec spec[1];
		SynthFitOptions o = options(trial % 2 == 0, 1, all_methods[trial / 2]);
		SynthModel *m;

		table_new(&t, 0, 100);
		m = fit_table(&t, &o, spec);
		check_model(m);
		CHECK_INT(m->nattributes, 0);
	}
}

UNIT_TEST(a_table_of_nulls_gives_nulls)
{
	Table		t;
	SynthAttributeSpec spec[4];
	SynthFitOptions o = options(true, 1, SYNTH_METHOD_AIM);
	SynthModel *m;
	int64_t    *const *raw;
	int			nulls = 0;

	table_clinic(&t, spec, 20000);
	for (int c = 0; c < 4; c++)
	{
		for (int r = 0; r < t.nrows; r++)
			t.column[c][r] = SYNTH_RAW_NULL;
	}
	m = fit_table(&t, &o, spec);
	check_model(m);
	raw = synth_sampler_block(synth_sampler_new(m), 1, 0, 10000);
	for (int c = 0; c < 4; c++)
	{
		for (int r = 0; r < 10000; r++)
			nulls += raw[c][r] == SYNTH_RAW_NULL;
	}
	/* noise of a cell has sigma below 100 of 20000; six sigma in every other cell would be needed */
	CHECK(nulls > 4 * 10000 * 0.9);
}

UNIT_TEST(values_without_a_code_go_somewhere)
{
	SynthAttributeSpec spec[2];
	SynthAttribute a = {0};
	int64_t		odd[8] = {INT64_MIN, INT64_MIN + 1, INT64_MIN + 2, INT64_MIN + 3, INT64_MIN + 4, INT64_MIN + 9, INT64_MAX, -1};
	uint16_t	code[8];

	for (int nullable = 0; nullable < 2; nullable++)
	{
		for (int open = 0; open < 2; open++)
		{
			for (int n = 0; n < 3; n++)
			{
				memset(&a, 0, sizeof(a));
				spec_category(&spec[0], 0, n);
				spec[0].nullable = nullable == 1;
				spec[0].open = open == 1;
				a.kind = SYNTH_CATEGORY;
				synth_finecode_layout(&a, &spec[0], n);
				CHECK(a.nfine >= 1);
				synth_finecode_block(&a, odd, 8, code);
				for (int i = 0; i < 8; i++)
					CHECK(code[i] < a.nfine);
			}
		}
		memset(&a, 0, sizeof(a));
		spec_number(&spec[1], 1, 0, 9, true);
		spec[1].nullable = nullable == 1;
		a.kind = SYNTH_NUMBER;
		a.axis = synth_axis_grid(SYNTH_AXIS_INTEGER, 0, 9, true, true);
		synth_finecode_layout(&a, &spec[1], a.axis->ncells);
		synth_finecode_block(&a, odd, 8, code);
		for (int i = 0; i < 8; i++)
			CHECK(code[i] < a.nfine);
		CHECK_INT(code[6], 9);	/* clamped */
		CHECK_INT(code[7], 0);
	}
}

/* every pair of attributes with few values must come out exactly when nothing is noisy */
UNIT_TEST(without_noise_pairs_are_met)
{
	Table		t;
	SynthAttributeSpec spec[4];
	SynthFitOptions o = options(false, INFINITY, SYNTH_METHOD_AIM);
	SynthModel *m;
	int64_t    *const *raw;
	double		real[4][4] = {{0}};
	double		made[4][4] = {{0}};
	int			n = SYNTH_BLOCK_ROWS;

	table_clinic(&t, spec, 30000);
	m = fit_table(&t, &o, spec);
	check_model(m);
	CHECK(!m->is_private);
	CHECK_NEAR(m->total, 30000, 1e-6);
	raw = synth_sampler_block(synth_sampler_new(m), 5, 0, n);
	for (int r = 0; r < t.nrows; r++)
		real[t.column[0][r]][t.column[2][r]] += 1.0 / t.nrows;
	for (int r = 0; r < n; r++)
	{
		CHECK(raw[0][r] >= 0 && raw[2][r] >= 0);
		made[raw[0][r]][raw[2][r]] += 1.0 / n;
	}
	for (int x = 0; x < 4; x++)
	{
		for (int y = 0; y < 3; y++)
			CHECK_NEAR(made[x][y], real[x][y], 0.01);
	}
	/* hundreds are hundreds: the grain was seen */
	for (int r = 0; r < n; r++)
		CHECK(raw[3][r] == SYNTH_RAW_NULL || raw[3][r] % 100 == 0);
}

UNIT_TEST(fits_without_noise_are_repeatable)
{
	Table		t;
	SynthAttributeSpec spec[4];
	SynthFitOptions o = options(false, INFINITY, SYNTH_METHOD_AIM);
	uint8_t    *first = NULL;
	size_t		first_len = 0;

	table_clinic(&t, spec, 5000);
	for (int i = 0; i < 2; i++)
	{
		SynthModel *m = fit_table(&t, &o, spec);
		size_t		len;
		uint8_t    *bytes;

		check_model(m);
		bytes = synth_model_encode(m, &len);
		if (i == 1)
		{
			CHECK_INT(len, first_len);
			CHECK(memcmp(bytes, first, len) == 0);
		}
		first = bytes;
		first_len = len;
	}
}

/* whatever is asked for, no more than rho is spent, and little is left over */
UNIT_TEST(a_private_fit_spends_its_budget_and_no_more)
{
	for (int trial = 0; trial < 6; trial++)
	{
		Table		t;
		SynthAttributeSpec spec[4];
		SynthFitOptions o = options(true, trial < 3 ? 0.5 : 5, all_methods[trial % 3]);
		SynthModel *m;

		o.stability = trial == 4 ? 3 : 1;
		table_clinic(&t, spec, 4000);
		m = fit_table(&t, &o, spec);
		check_model(m);
		CHECK(m->account.rho_spent <= m->account.rho_total);
		CHECK(m->account.rho_spent >= 0.9 * m->account.rho_total);
	}
}

/*
 * A row changes the cells of its own codes and no others: the codes of all
 * other rows are the same with and without it, whatever it holds.
 */
UNIT_TEST(encoding_a_row_does_not_depend_on_others)
{
	SynthAttribute a = {0};
	SynthAttributeSpec spec;
	int64_t		raw[300];
	uint16_t	all[300];
	uint16_t	one;

	spec_number(&spec, 0, -1000000, 1000000, true);
	a.kind = SYNTH_NUMBER;
	a.axis = synth_axis_grid(spec.form, spec.lo, spec.hi, true, true);
	synth_finecode_layout(&a, &spec, a.axis->ncells);
	for (int r = 0; r < 300; r++)
		raw[r] = r % 10 == 0 ? SYNTH_RAW_NULL : (int64_t) (unit_random() >> 20) - (INT64_C(1) << 43);
	synth_finecode_block(&a, raw, 300, all);
	for (int r = 0; r < 300; r++)
	{
		synth_finecode_block(&a, raw + r, 1, &one);
		CHECK_INT(one, all[r]);
	}
}

/* labels above the threshold are published, numbered by their bytes; one row never is */
UNIT_TEST(discovery_numbers_labels_by_bytes)
{
	SynthAttributeSpec spec;
	SynthFitOptions o = options(true, 1, SYNTH_METHOD_INDEPENDENT);
	Table		t;
	SynthFitter *f;
	SynthModel *m;
	SynthRowSource rows = {&t, table_rewind, table_next};
	char	   *label[4] = {"pear", "apple", "secret of one", "fig"};
	SynthTrueCount count[4] = {{9000}, {5000}, {1}, {7000}};
	bool		released[4];
	int64_t		final_index[4];
	int64_t    *const *raw;

	spec_category(&spec, 0, 0);
	spec.nullable = false;
	spec.discover = true;
	spec.other = SYNTH_OTHER_SPREAD;
	table_new(&t, 1, 21001);
	f = synth_fitter_new(&o, 1, &spec);
	synth_fitter_discover(f, 0, 4, label, count, released, final_index);
	/* thousands of rows against a sigma of a few: fails with probability below 1e-100 */
	CHECK(released[0] && released[1] && released[3]);
	/* delta is 1e-9 */
	CHECK(!released[2]);
	CHECK_INT(final_index[0], 2);
	CHECK_INT(final_index[1], 0);
	CHECK_INT(final_index[3], 1);
	CHECK(final_index[2] == SYNTH_RAW_OTHER);
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_fitter_discover(f, 0, 4, label, count, released, final_index));
	for (int r = 0; r < t.nrows; r++)
		t.column[0][r] = r < 9000 ? 2 : r < 14000 ? 0 : r < 21000 ? 1 : SYNTH_RAW_OTHER;
	m = synth_fitter_run(f, &rows);
	check_model(m);
	CHECK_INT(m->attribute[0].nvalues, 3);
	CHECK_STR(m->attribute[0].label[0], "apple");
	raw = synth_sampler_block(synth_sampler_new(m), 3, 0, SYNTH_BLOCK_ROWS);
	for (int r = 0; r < SYNTH_BLOCK_ROWS; r++)
		CHECK(raw[0][r] >= 0 && raw[0][r] < 3);
}

/* a closed list with strangers: their mass is spread, never shown */
UNIT_TEST(other_is_spread_over_the_published)
{
	Table		t;
	SynthAttributeSpec spec[4];
	SynthFitOptions o = options(true, 2, SYNTH_METHOD_AIM);
	SynthModel *m;
	int64_t    *const *raw;

	table_clinic(&t, spec, 20000);
	spec[0].open = true;
	for (int r = 0; r < t.nrows; r += 3)
		t.column[0][r] = SYNTH_RAW_OTHER;
	m = fit_table(&t, &o, spec);
	check_model(m);
	raw = synth_sampler_block(synth_sampler_new(m), 3, 0, SYNTH_BLOCK_ROWS);
	for (int r = 0; r < SYNTH_BLOCK_ROWS; r++)
		CHECK(raw[0][r] != SYNTH_RAW_OTHER);
}

UNIT_TEST(memory_of_a_fit_is_bounded)
{
	Table		t;
	SynthAttributeSpec spec[30];
	SynthFitOptions o = options(true, 8, SYNTH_METHOD_AIM);
	size_t		limit = synth_env.memory_limit;
	size_t		before;
	SynthModel *m;

	table_new(&t, 30, 3000);
	for (int c = 0; c < 30; c++)
	{
		spec_number(&spec[c], c, 0, 99, true);
		for (int r = 0; r < t.nrows; r++)
			t.column[c][r] = (int64_t) unit_random_below(50) + t.column[c > 0 ? c - 1 : 0][r] / 2;
	}
	before = unit_bytes;
	synth_env.memory_limit = (size_t) 8 << 20;
	m = fit_table(&t, &o, spec);
	synth_env.memory_limit = limit;
	check_model(m);
	CHECK(unit_peak_bytes - before <= (size_t) 16 << 20);
}

/* a cancel is noticed wherever it comes: a fit is never long without a poll */
UNIT_TEST(a_fit_can_be_left_at_any_poll)
{
	Table		t;
	SynthAttributeSpec spec[4];
	SynthFitOptions o = options(true, 1, SYNTH_METHOD_AIM);
	long		first = unit_polls;
	long		polls;

	table_clinic(&t, spec, 2000);
	fit_table(&t, &o, spec);
	polls = unit_polls - first;
	CHECK(polls > 500);
	/* a second fit draws other noise and polls another number of times: stay well below */
	for (int i = 0; i < 8; i++)
	{
		unit_poll_limit = unit_polls + polls / 20 * i;
		CHECK_FAILS(SYNTH_ERR_INTERNAL, fit_table(&t, &o, spec));
		unit_poll_limit = -1;
	}
}
