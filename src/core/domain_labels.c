/*-------------------------------------------------------------------------
 *
 * domain_labels.c
 *	  Labels of one attribute that the schema does not list.
 *
 * They are published above a threshold that a single unit cannot lift them
 * over (measure.h), and numbered in byte order, so the order of rows leaves no
 * trace.
 *
 * Where there is no privacy, labels that everybody knows (spec.public_word)
 * are published however few rows have them.
 *
 * Shapes of codes are discovered in two rounds: each row counts once under its
 * fine shape and once under its rough one.  Either is a histogram in which a row
 * is in one cell at most, so a unit moves each by its number of rows at most, in
 * L2, and a key that only one of two neighbours has can have no more rows than
 * the unit.  They compose: rho adds up, and so does delta; budget.c gives each
 * round half.
 *
 * A row has its fine shape if that is published, else its rough one if that is
 * a label, else none (`other`).  What is left for a rough shape is its noisy count
 * less those of the published fine ones that it covers, m of them: noise of
 * variance (1 + m) sigma^2.  It becomes a label if that reaches sqrt(1 + m)
 * times the threshold: otherwise a popular prefix would carry along a format
 * that hardly anything else has.  All this looks at published numbers only.
 *
 * A shape may be fine and rough at once ("[0-9]{6}").  If it mixes no digits and
 * letters in one class, both counts are of the same rows and are averaged.  If it
 * does, others may have it as their rough shape: then the count of what is left
 * is its count, and without one there is no estimate of it.
 *
 *-------------------------------------------------------------------------
 */
#include <math.h>
#include <string.h>

#include "domain.h"
#include "mutate.h"
#include "shape.h"

/* every shape in which synth_shape_rough() may have joined runs has one of these: "[0-9a-z]", "[0-9A-Za-z]" .. */
#define JOINED_LOWER "[0-9a-"
#define JOINED_UPPER "[0-9A-"

/* pays for a round and opens it; the threshold of both is the same */
static void
open_round(SynthDomain *d, SynthAccount *account, double sigma2, double delta, int64_t min_count)
{
	/* the halves of both rounds fit together */
	int most = d->need == SYNTH_NEED_SHAPES ? SYNTH_MAX_LABELS / SYNTH_DISCOVERY_ROUNDS : SYNTH_MAX_LABELS;

	if (!SYNTH_BUG(SHAPES_ONE_CHARGE) || d->nlooks == 0)
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

bool
synth_spec_is_public(const SynthAttributeSpec *spec, const char *label)
{
	int low = 0;
	int high = spec->npublic;

	while (low < high)
	{
		int mid = low + (high - low) / 2;
		int order = strcmp(spec->public_word[mid], label);

		if (order == 0)
			return true;
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return false;
}

/* labels that everybody knows apart from those that need rows */
static void
publish_words(SynthDomain *d, int nkeys, char *const *label, const SynthTrueCount *count)
{
	SynthDiscovery known = synth_measure_discover_public(&d->discovery);
	char **part = synth_alloc_array((size_t) nkeys, sizeof(char *));
	SynthTrueCount *part_count = synth_alloc_array((size_t) nkeys, sizeof(SynthTrueCount));

	for (int is_public = 0; is_public <= 1; is_public++)
	{
		int n = 0;

		for (int i = 0; i < nkeys; i++)
		{
			if (synth_spec_is_public(d->spec, label[i]) != (bool) is_public)
				continue;
			part[n] = label[i];
			part_count[n++] = count[i];
		}
		synth_published_keys(&d->look[d->nlooks - 1], is_public ? &known : &d->discovery, n, part, part_count);
	}
	synth_release(part);
	synth_release(part_count);
}

void
synth_domain_discover_keys(SynthDomain *d, int nkeys, char *const *label, const SynthTrueCount *count)
{
	if (d->discovered || d->nlooks == 0)
		synth_fail(SYNTH_ERR_INTERNAL, "an attribute cannot be discovered now");
	if (d->spec->npublic > 0)
		publish_words(d, nkeys, label, count);
	else
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

/*
 * What is left for each rough shape: noisy counts in place, and the number of
 * fine ones that were taken off.
 */
static int *
take_off_fine(const SynthPublished *fine, SynthPublished *rough)
{
	int *taken = synth_alloc_array((size_t) rough->n, sizeof(int));

	for (int i = 0; i < fine->n; i++)
	{
		char shape[SYNTH_SHAPE_MAX_TEXT];
		int j;

		synth_shape_rough(fine->label[i], shape);
		if (strcmp(shape, fine->label[i]) == 0)
			continue;
		j = synth_published_index(rough, shape, strlen(shape));
		if (j < 0)
			continue;
		rough->noisy[j] -= fine->noisy[i];
		taken[j]++;
	}
	return taken;
}

/* the labels of both rounds in byte order */
static void
merge_rounds(SynthDomain *d)
{
	const SynthPublished *fine = &d->look[0];
	SynthPublished *rough = &d->look[1];
	bool exact = !d->discovery.account->private_fit;
	int *taken = take_off_fine(fine, rough);
	int n = 0;
	int i = 0;
	int j = 0;

	while (i < fine->n || j < rough->n)
	{
		int order;
		double spread = j < rough->n && !exact ? 1 + taken[j] : 1;

		if (i == fine->n || j == rough->n)
			order = i == fine->n ? 1 : -1;
		else
			order = strcmp(fine->label[i], rough->label[j]);
		if (order < 0)
		{
			d->label[n] = fine->label[i];
			d->noisy[n] = (double) fine->noisy[i];
			d->variance[n] = may_be_joined(fine->label[i]) ? INFINITY : d->sigma2;
			n++;
		}
		else if (order == 0)
		{
			bool same = !may_be_joined(fine->label[i]);

			d->label[n] = fine->label[i];
			d->noisy[n] = same ? ((double) fine->noisy[i] + (double) rough->noisy[j]) / 2 : (double) rough->noisy[j];
			d->variance[n] = same ? d->sigma2 / 2 : spread * d->sigma2;
			n++;
		}
		else if ((double) rough->noisy[j] >= sqrt(spread) * (double) d->discovery.threshold)
		{
			d->label[n] = rough->label[j];
			d->noisy[n] = (double) rough->noisy[j];
			d->variance[n] = spread * d->sigma2;
			n++;
		}
		i += order <= 0;
		j += order >= 0;
	}
	d->nlabels = n;
	synth_release(taken);
}

void
synth_domain_discover_end(SynthDomain *d)
{
	size_t most;

	if (d->discovered || d->nlooks != (d->need == SYNTH_NEED_SHAPES ? SYNTH_DISCOVERY_ROUNDS : 1))
		synth_fail(SYNTH_ERR_INTERNAL, "an attribute cannot be discovered now");
	close_round(&d->look[d->nlooks - 1]);
	most = (size_t) d->look[0].n + (size_t) d->look[1].n;
	d->label = synth_alloc_array(most, sizeof(char *));
	d->noisy = synth_alloc_array(most, sizeof(double));
	d->variance = synth_alloc_array(most, sizeof(double));
	if (d->need == SYNTH_NEED_SHAPES)
		merge_rounds(d);
	else
	{
		d->nlabels = d->look[0].n;
		for (int i = 0; i < d->nlabels; i++)
		{
			d->label[i] = d->look[0].label[i];
			d->noisy[i] = (double) d->look[0].noisy[i];
			d->variance[i] = d->sigma2;
		}
	}
	d->discovered = true;
}
