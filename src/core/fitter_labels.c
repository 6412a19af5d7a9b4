/*-------------------------------------------------------------------------
 *
 * fitter_labels.c
 *	  Discovery of the labels of an attribute, before the fit proper.
 *
 * The embedder counts the distinct labels; which of them may be published is
 * decided in measure.c, and domain.c keeps them.
 *
 *-------------------------------------------------------------------------
 */
#include <string.h>

#include "fitter_parts.h"

/* rows that a label of the attribute needs where there is no privacy */
static int64_t
least_rows(const SynthFitter *f, int attribute)
{
	return f->spec[attribute].min_count > 0 ? f->spec[attribute].min_count : f->opt.min_count;
}

void
synth_fitter_discover_begin(SynthFitter *f, int attribute)
{
	const SynthColumnBudget *b;

	if (attribute < 0 || attribute >= f->nattr || f->spec[attribute].kind != SYNTH_CATEGORY
		|| !f->spec[attribute].discover)
		synth_fail(SYNTH_ERR_INTERNAL, "an attribute cannot be discovered now");
	b = &f->budget->column[attribute];
	synth_domain_discover_begin(&f->domain[attribute], &f->account, b->sigma2_discovery, b->delta_discovery,
								least_rows(f, attribute));
}

void
synth_fitter_discover_keys(SynthFitter *f, int attribute, int nkeys, char *const *label, const SynthTrueCount *count)
{
	synth_domain_discover_keys(&f->domain[attribute], nkeys, label, count);
}

int
synth_fitter_discover_rough(SynthFitter *f, int attribute, char *const **fine)
{
	const SynthColumnBudget *b = &f->budget->column[attribute];
	SynthDomain *d = &f->domain[attribute];

	synth_domain_discover_rough(d, &f->account, b->sigma2_discovery, b->delta_discovery, least_rows(f, attribute));
	*fine = d->look[0].label;
	return d->look[0].n;
}

int
synth_fitter_discover_end(SynthFitter *f, int attribute, char *const **label)
{
	synth_domain_discover_end(&f->domain[attribute]);
	*label = f->domain[attribute].label;
	return f->domain[attribute].nlabels;
}

/*
 * A category most of whose rows have values that are not published is none,
 * where texts can be made instead: `other` then stands for them.  Decided by
 * the noisy one-way counts.
 */
void
synth_fitter_decide_made(SynthFitter *f, int attribute, const double *noisy)
{
	SynthAttribute *a = &f->attribute[attribute];
	char *label = f->spec[attribute].made_label;
	double published = 0;

	if (label == NULL || a->other_code < 0)
		return;
	for (int i = 0; i < a->nvalues; i++)
		published += noisy[i];
	if (published >= noisy[a->other_code])
		return;
	a->other = SYNTH_OTHER_LABEL;
	a->other_label = label;
}

void
synth_fitter_discover(SynthFitter *f, int attribute, int nkeys, char *const *label, const SynthTrueCount *count,
					  bool *released, int64_t *final_index)
{
	SynthDomain *d = &f->domain[attribute];

	synth_fitter_discover_begin(f, attribute);
	synth_fitter_discover_keys(f, attribute, nkeys, label, count);
	synth_domain_discover_end(d);
	for (int i = 0; i < nkeys; i++)
	{
		int index = synth_published_index(&d->look[0], label[i], strlen(label[i]));

		released[i] = index >= 0;
		final_index[i] = released[i] ? index : SYNTH_RAW_OTHER;
	}
}
