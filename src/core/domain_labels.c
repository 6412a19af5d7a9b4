/*-------------------------------------------------------------------------
 *
 * domain_labels.c
 *	  Labels of one attribute that the schema does not list.
 *
 * They are published above a threshold that a single unit cannot lift them
 * over (measure.h), and numbered in byte order, so the order of rows leaves no
 * trace.
 *
 * Shapes of codes are discovered in two rounds.  In the first the keys are
 * fine shapes, each row under its own.  In the second they are rough shapes,
 * and a row is counted only if its fine shape was not published.  Both rounds
 * are histograms in which a row is in one cell at most, so a unit moves each by
 * its number of rows at most, in L2; and a key that only one of two neighbours
 * has can have no more rows than the unit.  Which rows the second round counts
 * depends on nothing but them and on what the first has published, so the two
 * compose adaptively: rho adds up, and so does delta.  budget.c gives each
 * round half.
 *
 * A row has its fine shape if that is published, else its rough one if that
 * is, else none (`other`).  The noisy counts of both rounds are estimates of
 * what the labels will have, with one exception: a class that mixes digits and
 * letters may be a fine shape and the rough one of others too.  If both rounds
 * published it, the counts are added; if only the first did, rows may join that
 * it did not count, and its count is not used again.
 *
 *-------------------------------------------------------------------------
 */
#include <math.h>
#include <string.h>

#include "domain.h"

/* every shape in which synth_shape_rough() may have joined runs has one of these: "[0-9a-z]", "[0-9A-Za-z]" .. */
#define JOINED_LOWER "[0-9a-"
#define JOINED_UPPER "[0-9A-"

/* pays for a round and opens it */
static void
open_round(SynthDomain *d, SynthAccount *account, double sigma2, double delta, int64_t min_count)
{
	/* the halves of both rounds fit together */
	int most = d->need == SYNTH_NEED_SHAPES ? SYNTH_MAX_LABELS / SYNTH_DISCOVERY_ROUNDS : SYNTH_MAX_LABELS;

	synth_measure_discover_open(&d->discovery, account, sigma2, delta, min_count);
	d->sigma2 = sigma2;
	synth_published_open(&d->look[d->nlooks++], most);
}

void
synth_domain_discover_begin(SynthDomain *d, SynthAccount *account, double sigma2, double delta, int64_t min_count)
{
	if (d->nlooks != 0)
		synth_fail(SYNTH_ERR_INTERNAL, "an attribute cannot be discovered now");
	open_round(d, account, sigma2, delta, min_count);
}

void
synth_domain_discover_keys(SynthDomain *d, int nkeys, char *const *label, const SynthTrueCount *count)
{
	if (d->discovered || d->nlooks == 0)
		synth_fail(SYNTH_ERR_INTERNAL, "an attribute cannot be discovered now");
	synth_published_keys(&d->look[d->nlooks - 1], &d->discovery, nkeys, label, count);
}

static void
close_round(SynthPublished *p)
{
	synth_published_close(p);
	for (int i = 1; i < p->n; i++)
	{
		if (strcmp(p->label[i - 1], p->label[i]) == 0)
			synth_fail(SYNTH_ERR_INTERNAL, "a label was given to discovery twice");
	}
}

void
synth_domain_discover_rough(SynthDomain *d, SynthAccount *account, double sigma2, double delta, int64_t min_count)
{
	if (d->need != SYNTH_NEED_SHAPES || d->nlooks != 1 || d->discovered)
		synth_fail(SYNTH_ERR_INTERNAL, "an attribute has no second round of discovery now");
	close_round(&d->look[0]);
	open_round(d, account, sigma2, delta, min_count);
}

/* may rows have this label that the round of fine shapes did not count? */
static bool
may_be_joined(const char *label)
{
	return strstr(label, JOINED_LOWER) != NULL || strstr(label, JOINED_UPPER) != NULL;
}

/* the labels of both rounds in byte order */
static void
merge_rounds(SynthDomain *d)
{
	const SynthPublished *fine = &d->look[0];
	const SynthPublished *rough = &d->look[1];
	int n = 0;
	int i = 0;
	int j = 0;

	while (i < fine->n || j < rough->n)
	{
		int order;

		if (i == fine->n || j == rough->n)
			order = i == fine->n ? 1 : -1;
		else
			order = strcmp(fine->label[i], rough->label[j]);
		d->label[n] = order <= 0 ? fine->label[i] : rough->label[j];
		d->noisy[n] = (order <= 0 ? fine->noisy[i] : 0) + (order >= 0 ? rough->noisy[j] : 0);
		d->variance[n] = order == 0 ? 2 * d->sigma2 : d->sigma2;
		if (order < 0 && may_be_joined(d->label[n]))
			d->variance[n] = INFINITY;
		i += order <= 0;
		j += order >= 0;
		n++;
	}
	d->nlabels = n;
}

void
synth_domain_discover_end(SynthDomain *d)
{
	size_t most;

	if (d->discovered || d->nlooks != (d->need == SYNTH_NEED_SHAPES ? SYNTH_DISCOVERY_ROUNDS : 1))
		synth_fail(SYNTH_ERR_INTERNAL, "an attribute cannot be discovered now");
	close_round(&d->look[d->nlooks - 1]);
	/* without a second round there is an empty one */
	most = (size_t) d->look[0].n + (size_t) d->look[1].n;
	d->label = synth_alloc_array(most, sizeof(char *));
	d->noisy = synth_alloc_array(most, sizeof(int64_t));
	d->variance = synth_alloc_array(most, sizeof(double));
	merge_rounds(d);
	if (d->need != SYNTH_NEED_SHAPES)
	{
		for (int i = 0; i < d->nlabels; i++)
			d->variance[i] = d->sigma2;
	}
	d->discovered = true;
}
