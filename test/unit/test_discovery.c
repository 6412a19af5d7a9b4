/*
 * test_discovery.c
 *	  Categories offered in batches: the same as in one call, paid once.
 */
#include "core/measure.h"
#include "discovery_fitter.h"

static char *
numbered(int i)
{
	char *s = synth_alloc(16);

	snprintf(s, 16, "label %06d", i);
	return s;
}

/* heavy labels are published, those of one row are not, wherever the batches are cut */
UNIT_TEST(batches_publish_what_one_call_would)
{
	SynthAttributeSpec spec;
	SynthFitter *f = discovery_fitter(&spec, true, false, 1);
	char *const *published;

	synth_fitter_discover_begin(f, 0);
	for (int i = 999; i >= 0; i -= 10)
	{
		char *label[10];
		SynthTrueCount count[10];

		for (int j = 0; j < 10; j++)
		{
			label[j] = numbered(i - j);
			count[j].secret = (i - j) % 100 == 7 ? 5000 : 1;
		}
		synth_fitter_discover_keys(f, 0, 10, label, count);
	}
	/* 990 labels of one row, each published with a probability of at most delta = 1e-9 */
	CHECK_INT(synth_fitter_discover_end(f, 0, &published), 10);
	for (int i = 0; i < 10; i++)
		CHECK_STR(published[i], numbered(100 * i + 7));
}

UNIT_TEST(a_discovery_is_paid_once)
{
	SynthAccount a;
	SynthDiscovery d;
	SynthTrueCount count[3] = {{100}, {1}, {50}};
	bool released[3];
	int64_t noisy[3];
	double spent;

	synth_account_open(&a, true, 0.01, 1e-9, 1);
	synth_measure_discover_open(&d, &a, 200, 1e-10, 0);
	spent = a.rho_spent;
	CHECK_NEAR(spent, 1 / 400.0, 1e-9);
	for (int i = 0; i < 100; i++)
		synth_measure_discover_keys(&d, count, 3, released, noisy);
	CHECK(a.rho_spent == spent);
	CHECK_INT(a.ncharges, 1);
}

UNIT_TEST(nothing_is_drawn_for_a_discovery_that_was_not_paid)
{
	SynthAccount a;
	SynthDiscovery d = {0};
	SynthTrueCount count[1] = {{1000000}};
	bool released[1];
	int64_t noisy[1];

	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_measure_discover_keys(&d, count, 1, released, noisy));
	/* opening failed half-way: the budget does not suffice */
	synth_account_open(&a, true, 0.0001, 1e-9, 1);
	CHECK_FAILS(SYNTH_ERR_BUDGET, synth_measure_discover_open(&d, &a, 200, 1e-10, 0));
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_measure_discover_keys(&d, count, 1, released, noisy));
}

/* a second draw for the same label would be a second look at it */
UNIT_TEST(a_label_offered_twice_is_a_bug)
{
	SynthAttributeSpec spec;
	SynthFitter *f = discovery_fitter(&spec, true, false, 1);
	char *label[1] = {"a"};
	SynthTrueCount count[1] = {{5000}};
	char *const *published;

	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_fitter_discover_keys(f, 0, 1, label, count));
	synth_fitter_discover_begin(f, 0);
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_fitter_discover_begin(f, 0));
	synth_fitter_discover_keys(f, 0, 1, label, count);
	synth_fitter_discover_keys(f, 0, 1, label, count);
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_fitter_discover_end(f, 0, &published));
}

/* more labels than an attribute holds: the same ones stay in any order of arrival */
UNIT_TEST(excess_labels_leave_no_trace_of_order)
{
	enum
	{
		N = 60000,
		PIECE = 1000
	};
	char **kept[2];
	int n[2];

	for (int turn = 0; turn < 2; turn++)
	{
		SynthAttributeSpec spec;
		SynthFitter *f = discovery_fitter(&spec, false, false, 1);
		char *const *published;

		synth_fitter_discover_begin(f, 0);
		for (int at = 0; at < N; at += PIECE)
		{
			char *label[PIECE];
			SynthTrueCount count[PIECE];

			for (int j = 0; j < PIECE; j++)
			{
				int i = turn == 0 ? at + j : N - 1 - at - j;

				label[j] = numbered(i);
				count[j].secret = 1 + (int64_t) i * 7919 % 10007;
			}
			synth_fitter_discover_keys(f, 0, PIECE, label, count);
		}
		n[turn] = synth_fitter_discover_end(f, 0, &published);
		kept[turn] = synth_alloc_array((size_t) n[turn], sizeof(char *));
		for (int i = 0; i < n[turn]; i++)
			kept[turn][i] = published[i];
	}
	CHECK_INT(n[0], n[1]);
	CHECK(n[0] > 1000 && n[0] < N);
	for (int i = 0; i < n[0]; i++)
		CHECK_STR(kept[0][i], kept[1][i]);
}
