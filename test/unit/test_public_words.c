/*
 * test_public_words.c
 *	  Labels that everybody knows need no number of rows, where there is no
 *	  privacy.
 */
#include "core/measure.h"
#include "discovery_fitter.h"

static char *known_word[] = {"France", "Germany", "Norway"};
static char *met_label[] = {"Norway", "Norwy", "France", "norway", "Elsewhere"};
static const SynthTrueCount met_count[] = {{1}, {1}, {30}, {9}, {10}};

UNIT_TEST(a_word_is_one_of_the_list_as_it_is)
{
	SynthAttributeSpec spec = {.npublic = 3, .public_word = known_word};
	SynthAttributeSpec none = {0};

	for (int i = 0; i < 3; i++)
		CHECK(synth_spec_is_public(&spec, known_word[i]));
	CHECK(!synth_spec_is_public(&spec, "france"));
	CHECK(!synth_spec_is_public(&spec, "Franc"));
	CHECK(!synth_spec_is_public(&spec, "Francee"));
	CHECK(!synth_spec_is_public(&spec, ""));
	CHECK(!synth_spec_is_public(&none, "France"));
}

/* whatever else is rare stays out; words that no row has do not come in */
UNIT_TEST(rare_words_are_published_and_nothing_else_that_is_rare)
{
	SynthAttributeSpec spec;
	SynthFitter *f = discovery_fitter(&spec, false, false, 10);
	char *const *published;

	spec.npublic = 3;
	spec.public_word = known_word;
	synth_fitter_discover_begin(f, 0);
	/* in two batches, one of them without a word */
	synth_fitter_discover_keys(f, 0, 3, met_label, met_count);
	synth_fitter_discover_keys(f, 0, 2, met_label + 3, met_count + 3);
	CHECK_INT(synth_fitter_discover_end(f, 0, &published), 3);
	CHECK_STR(published[0], "Elsewhere");
	CHECK_STR(published[1], "France");
	CHECK_STR(published[2], "Norway");
}

UNIT_TEST(without_words_each_label_needs_its_rows)
{
	SynthAttributeSpec spec;
	SynthFitter *f = discovery_fitter(&spec, false, false, 10);
	char *const *published;

	synth_fitter_discover_begin(f, 0);
	synth_fitter_discover_keys(f, 0, 5, met_label, met_count);
	CHECK_INT(synth_fitter_discover_end(f, 0, &published), 2);
}

/* that a word occurs is a fact about rows */
UNIT_TEST(a_private_fit_refuses_words)
{
	SynthAttributeSpec spec;
	SynthFitter *f = discovery_fitter(&spec, true, false, 1);

	spec.npublic = 3;
	spec.public_word = known_word;
	synth_fitter_discover_begin(f, 0);
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_fitter_discover_keys(f, 0, 5, met_label, met_count));
}

UNIT_TEST(words_of_a_discovery_that_was_not_paid_are_refused)
{
	SynthDiscovery d = {0};

	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_measure_discover_public(&d));
}
