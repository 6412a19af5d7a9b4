/*-------------------------------------------------------------------------
 *
 * test_rule.c
 *	  Residuals come back, hold their bounds and never overflow; NULLs go
 *	  together.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "core/axis.h"
#include "core/rule.h"

#define ROWS 500
#define MOST 8

typedef struct Rows
{
	int64_t *raw[MOST];
} Rows;

static void
rows_new(Rows *t)
{
	for (int a = 0; a < MOST; a++)
		t->raw[a] = synth_alloc_array(ROWS, sizeof(int64_t));
}

static void
residual(SynthRule *u, int attribute, int nterms, int64_t lo, int64_t hi)
{
	memset(u, 0, sizeof(*u));
	u->kind = SYNTH_RULE_RESIDUAL;
	u->text = "";
	u->attribute = attribute;
	u->nterms = nterms;
	u->term = synth_alloc_array((size_t) nterms, sizeof(int));
	u->sign = synth_alloc_array((size_t) nterms, sizeof(int8_t));
	for (int k = 0; k < nterms; k++)
		u->sign[k] = 1;
	u->lo = lo;
	u->hi = hi;
	u->value_lo = SYNTH_RAW_FIRST;
	u->value_hi = INT64_MAX;
}

static SynthRule
null_with(int attribute, int term)
{
	SynthRule u = {.kind = SYNTH_RULE_NULL_WITH, .text = "", .attribute = attribute, .nterms = 1};

	u.term = synth_alloc(sizeof(int));
	u.term[0] = term;
	return u;
}

static SynthStream
stream(uint64_t seed)
{
	SynthStream st;

	synth_stream_init(&st, seed, 1, 2);
	return st;
}

/* a <= b; c = a + b - d: what is modelled, and what comes back */
UNIT_TEST(an_order_and_a_sum_come_back)
{
	SynthRule rule[2];
	Rows t;
	SynthStream st = stream(1);

	rows_new(&t);
	residual(&rule[0], 1, 1, 0, 1000);
	rule[0].term[0] = 0;
	residual(&rule[1], 2, 3, 0, 0);
	rule[1].term[0] = 0;
	rule[1].term[1] = 1;
	rule[1].term[2] = 3;
	rule[1].sign[2] = -1;
	for (int r = 0; r < ROWS; r++)
	{
		t.raw[0][r] = (int64_t) unit_random_below(2000) - 1000;
		t.raw[1][r] = t.raw[0][r] + (int64_t) unit_random_below(1001);
		t.raw[3][r] = (int64_t) unit_random_below(50);
		t.raw[2][r] = t.raw[0][r] + t.raw[1][r] - t.raw[3][r];
	}
	/* b is NULL, and so counts as 0 */
	t.raw[1][7] = SYNTH_RAW_NULL;
	t.raw[2][7] = t.raw[0][7] - t.raw[3][7];
	t.raw[2][8] = SYNTH_RAW_NULL;
	synth_rules_forward(2, rule, t.raw, ROWS);
	for (int r = 0; r < ROWS; r++)
	{
		CHECK(r == 7 || (t.raw[1][r] >= 0 && t.raw[1][r] <= 1000));
		CHECK_INT(t.raw[2][r], r == 8 ? SYNTH_RAW_NULL : 0);
	}
	synth_rules_backward(2, rule, t.raw, ROWS, &st);
	for (int r = 0; r < ROWS; r++)
	{
		CHECK(r == 7 || t.raw[1][r] >= t.raw[0][r]);
		CHECK_INT(t.raw[2][r], r == 8 ? SYNTH_RAW_NULL : t.raw[0][r] + (r == 7 ? 0 : t.raw[1][r]) - t.raw[3][r]);
	}
	CHECK_INT(t.raw[1][7], SYNTH_RAW_NULL);
}

/* terms that are too large for the sum's type become smaller, and the sum is one; others stay */
UNIT_TEST(a_sum_beyond_its_type_has_smaller_terms)
{
	SynthRule rule[2];
	Rows t;
	SynthStream st = stream(1);

	rows_new(&t);
	residual(&rule[0], 2, 2, 0, 0);
	rule[0].term[0] = 0;
	rule[0].term[1] = 1;
	rule[0].value_lo = INT32_MIN;
	rule[0].value_hi = INT32_MAX;
	for (int r = 0; r < ROWS; r++)
	{
		t.raw[0][r] = r % 2 == 0 ? INT32_MAX - r : INT32_MIN + r;
		t.raw[1][r] = r % 2 == 0 ? 1000 + r : -1000 - r;
		t.raw[2][r] = 0;
	}
	t.raw[0][4] = t.raw[1][4] = INT32_MAX;
	t.raw[0][5] = 7;
	synth_rules_backward(1, rule, t.raw, ROWS, &st);
	for (int r = 0; r < ROWS; r++)
	{
		CHECK_INT(t.raw[2][r], t.raw[0][r] + t.raw[1][r]);
		CHECK(t.raw[2][r] >= INT32_MIN && t.raw[2][r] <= INT32_MAX);
		CHECK(r == 4 || t.raw[1][r] == (r % 2 == 0 ? 1000 + r : -1000 - r));
	}
	CHECK_INT(t.raw[0][5], 7);
	/* a term of another sum is left alone */
	residual(&rule[1], 0, 1, 0, 1000);
	rule[1].term[0] = 3;
	t.raw[3][0] = 5;
	t.raw[0][0] = t.raw[1][0] = INT32_MAX;
	t.raw[2][0] = 0;
	{
		SynthRule order[2];

		order[0] = rule[1];
		order[1] = rule[0];
		synth_rules_backward(2, order, t.raw, 1, &st);
	}
	CHECK_INT(t.raw[0][0], 1005);
	CHECK_INT(t.raw[2][0], t.raw[0][0] + t.raw[1][0]);
}

/* rows that break the rule are cut to its bounds */
UNIT_TEST(dirty_rows_are_cut)
{
	SynthRule rule;
	Rows t;
	SynthStream st = stream(1);

	rows_new(&t);
	residual(&rule, 1, 1, 0, 10);
	rule.value_hi = 100;
	t.raw[0][0] = 50;
	t.raw[1][0] = 40; /* before */
	t.raw[0][1] = 50;
	t.raw[1][1] = 90; /* too far */
	t.raw[0][2] = 95;
	t.raw[1][2] = 5;
	synth_rules_forward(1, &rule, t.raw, 3);
	CHECK_INT(t.raw[1][0], 0);
	CHECK_INT(t.raw[1][1], 10);
	t.raw[1][2] = 7; /* beyond the attribute's own bound */
	t.raw[1][1] = 12;
	synth_rules_backward(1, &rule, t.raw, 3, &st);
	CHECK_INT(t.raw[1][0], 50);
	CHECK_INT(t.raw[1][1], 60);
	CHECK_INT(t.raw[1][2], 100);
}

/* an ordinary or a special value of any size */
static int64_t
any_value(void)
{
	switch (unit_random_below(6))
	{
		case 0:
			return SYNTH_RAW_NULL + (int64_t) unit_random_below(4);
		case 1:
			return INT64_MAX - (int64_t) unit_random_below(3);
		case 2:
			return SYNTH_RAW_FIRST + (int64_t) unit_random_below(3);
		default:
			return (int64_t) (unit_random() >> (unit_random_below(50) + 1)) * (unit_random_below(2) == 0 ? 1 : -1);
	}
}

/*
 * Any rules, any values: forward stays within the residual's bounds, backward
 * within the attribute's, specials stay, and where nothing had to be cut or
 * made smaller the values come back.
 */
UNIT_TEST(random_rules_come_back_within_bounds)
{
	int exact = 0;

	for (int i = 0; i < 300; i++)
	{
		SynthRule rule[MOST];
		int of[MOST];
		Rows before;
		Rows between;
		Rows after;
		SynthStream st = stream((uint64_t) i);
		int n = 0;

		rows_new(&before);
		rows_new(&between);
		rows_new(&after);
		for (int a = 0; a < MOST; a++)
			of[a] = -1;
		for (int a = 1; a < MOST; a++)
		{
			SynthRule *u = &rule[n];

			if (unit_random_below(2) == 0)
				continue;
			residual(u, a, 1 + (int) unit_random_below(4), 0, 0);
			for (int k = 0; k < u->nterms; k++)
			{
				u->term[k] = (int) unit_random_below((uint64_t) a);
				u->sign[k] = unit_random_below(2) == 0 ? 1 : -1;
			}
			u->lo = unit_random_below(2) == 0 ? SYNTH_RAW_FIRST : -(int64_t) (unit_random() >> 3);
			u->hi = unit_random_below(2) == 0 ? INT64_MAX : (int64_t) (unit_random() >> 3);
			u->value_lo = unit_random_below(2) == 0 ? SYNTH_RAW_FIRST : -(int64_t) (unit_random() >> 3);
			u->value_hi = unit_random_below(2) == 0 ? INT64_MAX : (int64_t) (unit_random() >> 3);
			of[a] = n++;
		}
		for (int a = 0; a < MOST; a++)
			for (int r = 0; r < ROWS; r++)
				before.raw[a][r] = between.raw[a][r] = any_value();
		synth_rules_forward(n, rule, between.raw, ROWS);
		for (int a = 0; a < MOST; a++)
			memcpy(after.raw[a], between.raw[a], ROWS * sizeof(int64_t));
		synth_rules_backward(n, rule, after.raw, ROWS, &st);
		for (int r = 0; r < ROWS; r++)
		{
			bool cut[MOST] = {false};

			for (int a = 0; a < MOST; a++)
			{
				const SynthRule *u = of[a] >= 0 ? &rule[of[a]] : NULL;
				int64_t v = before.raw[a][r];
				__int128 rest = v;

				if (v < SYNTH_RAW_FIRST || u == NULL)
				{
					int64_t w = after.raw[a][r];

					CHECK(between.raw[a][r] == v);
					/* a term may have become smaller so that a sum is possible */
					cut[a] = w != v;
					CHECK(!cut[a] || (v >= SYNTH_RAW_FIRST && (v > 0 ? w >= 0 && w < v : w <= 0 && w > v)));
					continue;
				}
				for (int k = 0; k < u->nterms; k++)
				{
					int64_t x = before.raw[u->term[k]][r];

					cut[a] |= cut[u->term[k]];
					if (x >= SYNTH_RAW_FIRST)
						rest -= u->sign[k] * (__int128) x;
				}
				CHECK(between.raw[a][r] >= u->lo && between.raw[a][r] <= u->hi);
				CHECK(after.raw[a][r] >= u->value_lo && after.raw[a][r] <= u->value_hi);
				cut[a] |= rest < u->lo || rest > u->hi || v < u->value_lo || v > u->value_hi;
				if (cut[a])
					continue;
				CHECK(between.raw[a][r] == (int64_t) rest);
				CHECK(after.raw[a][r] == v);
				exact++;
			}
		}
	}
	CHECK(exact > 10000);
}

UNIT_TEST(nulls_go_together)
{
	/* in the worst order: 2 follows 1, which follows 0; and 3 and 4 follow each other */
	SynthRule rule[4] = {null_with(2, 1), null_with(1, 0), null_with(3, 4), null_with(4, 3)};
	Rows t;
	SynthStream st = stream(3);

	rows_new(&t);
	for (int a = 0; a < 5; a++)
		for (int r = 0; r < ROWS; r++)
			t.raw[a][r] = unit_random_below(3) == 0 ? SYNTH_RAW_NULL : 100 * a + (int64_t) unit_random_below(50);
	synth_rules_backward(4, rule, t.raw, ROWS, &st);
	for (int r = 0; r < ROWS; r++)
	{
		CHECK((t.raw[1][r] == SYNTH_RAW_NULL) == (t.raw[0][r] == SYNTH_RAW_NULL));
		CHECK((t.raw[2][r] == SYNTH_RAW_NULL) == (t.raw[0][r] == SYNTH_RAW_NULL));
		CHECK((t.raw[3][r] == SYNTH_RAW_NULL) == (t.raw[4][r] == SYNTH_RAW_NULL));
		/* what was lent is of the same column */
		for (int a = 0; a < 5; a++)
			CHECK(t.raw[a][r] == SYNTH_RAW_NULL || t.raw[a][r] / 100 == a);
	}
}

/* nobody to borrow from: it stays, and so do terms */
UNIT_TEST(nulls_without_a_donor_stay)
{
	SynthRule rule = null_with(1, 0);
	Rows t;
	SynthStream st = stream(4);

	rows_new(&t);
	for (int r = 0; r < 10; r++)
	{
		t.raw[0][r] = r % 2 == 0 ? r : SYNTH_RAW_NULL;
		t.raw[1][r] = r % 2 == 0 ? SYNTH_RAW_NULL : r;
	}
	synth_rules_backward(1, &rule, t.raw, 10, &st);
	for (int r = 0; r < 10; r++)
	{
		CHECK_INT(t.raw[0][r], r % 2 == 0 ? r : SYNTH_RAW_NULL);
		CHECK_INT(t.raw[1][r], SYNTH_RAW_NULL);
	}
}

/* (a IS NULL) = (b IS NULL) and a <= b: a lent value is a residual, wherever the rule stands */
UNIT_TEST(a_lent_value_keeps_the_order)
{
	SynthRule rule[2];
	Rows t;
	SynthStream st = stream(5);

	rows_new(&t);
	residual(&rule[0], 1, 1, 0, 10);
	rule[1] = null_with(1, 0);
	for (int r = 0; r < ROWS; r++)
	{
		t.raw[0][r] = unit_random_below(4) == 0 ? SYNTH_RAW_NULL : 1000 * (int64_t) unit_random_below(50);
		t.raw[1][r] = unit_random_below(4) == 0 ? SYNTH_RAW_NULL : (int64_t) unit_random_below(11);
	}
	synth_rules_backward(2, rule, t.raw, ROWS, &st);
	for (int r = 0; r < ROWS; r++)
	{
		if (t.raw[0][r] == SYNTH_RAW_NULL)
			CHECK_INT(t.raw[1][r], SYNTH_RAW_NULL);
		else
			CHECK(t.raw[1][r] >= t.raw[0][r] && t.raw[1][r] <= t.raw[0][r] + 10);
	}
}
