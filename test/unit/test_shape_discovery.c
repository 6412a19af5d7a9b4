/*
 * test_shape_discovery.c
 *	  Shapes of codes: fine ones where enough rows have them, else rough ones.
 */
#include "core/shape.h"
#include "discovery_fitter.h"

#define MAX_SHAPES 64

/* rows by shape, as an embedder counts them: of two, the first has the fine ones, the second the rough ones */
typedef struct Tally
{
	int n;
	char *label[MAX_SHAPES];
	SynthTrueCount count[MAX_SHAPES];
} Tally;

static SynthTrueCount *
tally_place(Tally *t, const char *label)
{
	for (int i = 0; i < t->n; i++)
	{
		if (strcmp(t->label[i], label) == 0)
			return &t->count[i];
	}
	CHECK(t->n < MAX_SHAPES);
	t->label[t->n] = synth_alloc(SYNTH_SHAPE_MAX_TEXT);
	strcpy(t->label[t->n], label);
	return &t->count[t->n++];
}

static void
tally_code(Tally *t, const char *code, int64_t rows)
{
	char fine[SYNTH_SHAPE_MAX_TEXT];
	char rough[SYNTH_SHAPE_MAX_TEXT];

	CHECK(synth_shape_fine(code, (int) strlen(code), fine));
	synth_shape_rough(fine, rough);
	synth_true_count_add(tally_place(&t[0], fine), rows);
	synth_true_count_add(tally_place(&t[1], rough), rows);
}

static int
find(char *const *list, int n, const char *label)
{
	for (int i = 0; i < n; i++)
	{
		if (strcmp(list[i], label) == 0)
			return i;
	}
	return -1;
}

/* what fitter.h asks of an embedder; returns the labels */
static int
discover(SynthFitter *f, const Tally *t, char *const **label)
{
	char *const *published;

	synth_fitter_discover_begin(f, 0);
	synth_fitter_discover_keys(f, 0, t[0].n, t[0].label, t[0].count);
	synth_fitter_discover_rough(f, 0, &published);
	synth_fitter_discover_keys(f, 0, t[1].n, t[1].label, t[1].count);
	return synth_fitter_discover_end(f, 0, label);
}

/* index of the label that a code gets */
static int
coded(const char *code, char *const *label, int n)
{
	char shape[SYNTH_SHAPE_MAX_TEXT];
	char rough[SYNTH_SHAPE_MAX_TEXT];
	int index;

	CHECK(synth_shape_fine(code, (int) strlen(code), shape));
	index = find(label, n, shape);
	if (index >= 0)
		return index;
	synth_shape_rough(shape, rough);
	return find(label, n, rough);
}

/*
 * One prefix of many rows, 26 of a fifth of the threshold each, and a format
 * of one row.  A rare prefix lacks more than 4 sigma (the threshold is about 6),
 * their sum has 25 too many: fails once in 1000 runs at most.
 */
UNIT_TEST(rare_prefixes_join_under_their_rough_shape)
{
	SynthAttributeSpec spec;
	SynthFitter *f = discovery_fitter(&spec, true, true, 1);
	const SynthColumnBudget *b = &synth_fitter_budget(f)->column[0];
	Tally t[2] = {{0}};
	char *const *label;
	char code[16];
	int n;

	CHECK((double) b->threshold > 5.5 * sqrt(b->sigma2_discovery));
	tally_code(t, "INV-2024", 5000);
	for (int i = 0; i < 26; i++)
	{
		snprintf(code, sizeof(code), "X%cZ-1234", 'A' + i);
		tally_code(t, code, b->threshold / 5);
	}
	tally_code(t, "12/ABCD/3", 1);
	n = discover(f, t, &label);
	CHECK_INT(n, 2);
	CHECK_STR(label[0], "INV-[0-9]{4}");
	CHECK_STR(label[1], "[A-Z]{3}-[0-9]{4}");
	CHECK_INT(coded("INV-9999", label, n), 0);
	CHECK_INT(coded("XQZ-0000", label, n), 1);
	CHECK_INT(coded("12/ABCD/3", label, n), -1);
}

/*
 * A code of one row shows with a probability of delta = 1e-9 at most, whatever
 * it looks like; the last one has the rough shape of 5000 others, which are
 * taken off again: what is left needs more than 8 sigma of noise.
 */
UNIT_TEST(a_format_of_one_row_is_not_published)
{
	static const char *const canary[] = {"SECRET-1", "A-1-B-2-C", "12345/XYZ", "0x00ffee11", "\\{}-7", "ABC-1234"};

	for (int trial = 0; trial < 50; trial++)
	{
		SynthAttributeSpec spec;
		SynthFitter *f = discovery_fitter(&spec, true, true, 1);
		Tally t[2] = {{0}};
		char *const *label;

		tally_code(t, "INV-2024", 5000);
		for (int i = 0; i < 6; i++)
			tally_code(t, canary[i], 1);
		CHECK_INT(discover(f, t, &label), 1);
		CHECK_STR(label[0], "INV-[0-9]{4}");
	}
}

UNIT_TEST(rounds_come_in_order_and_once)
{
	SynthAttributeSpec spec;
	SynthFitter *f = discovery_fitter(&spec, true, true, 1);
	char *const *label;
	char *key[1] = {"[0-9]{4}"};
	SynthTrueCount count[1] = {{500}};

	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_fitter_discover_rough(f, 0, &label));
	synth_fitter_discover_begin(f, 0);
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_fitter_discover_end(f, 0, &label));
	synth_fitter_discover_keys(f, 0, 1, key, count);
	CHECK_INT(synth_fitter_discover_rough(f, 0, &label), 1);
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_fitter_discover_rough(f, 0, &label));
	CHECK_INT(synth_fitter_discover_end(f, 0, &label), 1);
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_fitter_discover_end(f, 0, &label));
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_fitter_discover_keys(f, 0, 1, key, count));

	/* labels that are no shapes have one round only */
	f = discovery_fitter(&spec, true, true, 1);
	spec.shapes = false;
	f = synth_fitter_new(&(SynthFitOptions){.is_private = true,
											.epsilon = 1,
											.delta = 1e-9,
											.stability = 1,
											.method = SYNTH_METHOD_INDEPENDENT,
											.min_count = 1},
						 1, &spec);
	synth_fitter_discover_begin(f, 0);
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_fitter_discover_rough(f, 0, &label));
}

/* exact counts: what min_count rows share is kept, finely or roughly; what is published finely does not count twice */
UNIT_TEST(without_privacy_a_minimum_decides)
{
	for (int few = 0; few < 2; few++)
	{
		SynthAttributeSpec spec;
		SynthFitter *f = discovery_fitter(&spec, false, true, 20);
		Tally t[2] = {{0}};
		char *const *label;
		int n;

		tally_code(t, "INV-2024", 20);
		tally_code(t, "ABC-2024", 10);
		tally_code(t, "DEF-2024", few ? 9 : 10);
		tally_code(t, "123", 19);
		n = discover(f, t, &label);
		CHECK_INT(n, few ? 1 : 2);
		CHECK_STR(label[0], "INV-[0-9]{4}");
		if (!few)
			CHECK_STR(label[1], "[A-Z]{3}-[0-9]{4}");
	}
}

typedef struct RowsOfOne
{
	int64_t raw[SYNTH_SCAN_BLOCK];
	const int64_t *column[1];
	int64_t rows[3]; /* of label 0, 1, other */
	int64_t left[3];
} RowsOfOne;

static void
rewind_rows(void *ctx)
{
	RowsOfOne *r = ctx;

	memcpy(r->left, r->rows, sizeof(r->left));
}

static int
next_rows(void *ctx, const int64_t **columns)
{
	RowsOfOne *r = ctx;
	int n = 0;

	for (int k = 0; k < 3; k++)
	{
		for (; r->left[k] > 0 && n < SYNTH_SCAN_BLOCK; r->left[k]--)
			r->raw[n++] = k == 2 ? SYNTH_RAW_OTHER : k;
	}
	columns[0] = r->raw;
	return n;
}

/* mean estimate of the rows of one label, by many fits of a table that has `rows` of them */
static double
mean_total(char *shape, int64_t fine, int64_t rough, int64_t rows)
{
	double sum = 0;

	for (int trial = 0; trial < 40; trial++)
	{
		SynthAttributeSpec spec;
		SynthFitter *f = discovery_fitter(&spec, true, true, 1);
		RowsOfOne *r = synth_alloc(sizeof(RowsOfOne));
		SynthRowSource source = {r, rewind_rows, next_rows};
		char *const *label;
		SynthTrueCount count[2] = {{fine}, {rough}};
		SynthModel *m;

		synth_fitter_discover_begin(f, 0);
		synth_fitter_discover_keys(f, 0, 1, &shape, &count[0]);
		CHECK_INT(synth_fitter_discover_rough(f, 0, &label), 1);
		if (rough > 0)
			synth_fitter_discover_keys(f, 0, 1, &shape, &count[1]);
		CHECK_INT(synth_fitter_discover_end(f, 0, &label), 1);
		r->rows[0] = rows;
		m = synth_fitter_run(f, &source);
		/* two rounds, two charges, and they are all that was allotted */
		CHECK(m->account.rho_spent <= m->account.rho_total);
		CHECK(m->account.rho_spent >= m->account.rho_total * (1 - 1e-6));
		CHECK_NEAR(m->account.delta_spent, m->account.delta_total, 1e-15);
		sum += m->total;
	}
	return sum / 40;
}

/*
 * A class that mixes digits and letters is a fine shape of 300 rows, and the
 * rough one of 90 others: the first count is of other rows than have the label
 * in the end, and must not be averaged in.  A count has a sigma below 25, the
 * mean of 40 fits one of 4: 20 are 5 sigma, and an average would be 45 away.
 */
UNIT_TEST(counts_of_other_rows_are_not_averaged_in)
{
	CHECK_NEAR(mean_total("[0-9A-Z]{9}", 300, 0, 390), 390, 20);
	CHECK_NEAR(mean_total("[0-9A-Z]{9}", 300, 390, 390), 390, 20);
	/* others: both rounds counted the rows of the label */
	CHECK_NEAR(mean_total("[0-9]{6}", 390, 390, 390), 390, 20);
}
