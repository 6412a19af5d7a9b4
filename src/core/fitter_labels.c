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

void
synth_fitter_discover_begin(SynthFitter *f, int attribute)
{
	const SynthColumnBudget *b;

	if (attribute < 0 || attribute >= f->nattr || f->domain[attribute].need != SYNTH_NEED_DISCOVERY
		|| f->domain[attribute].discovered || f->domain[attribute].discovery.account != NULL)
		synth_fail(SYNTH_ERR_INTERNAL, "an attribute cannot be discovered now");
	b = &f->budget->column[attribute];
	synth_domain_discover_begin(&f->domain[attribute], &f->account, b->sigma2_discovery, b->delta_discovery,
								f->opt.min_count);
}

void
synth_fitter_discover_keys(SynthFitter *f, int attribute, int nkeys, char *const *label, const SynthTrueCount *count)
{
	if (f->domain[attribute].discovered)
		synth_fail(SYNTH_ERR_INTERNAL, "an attribute cannot be discovered now");
	synth_domain_discover_keys(&f->domain[attribute], nkeys, label, count);
}

int
synth_fitter_discover_end(SynthFitter *f, int attribute, char *const **label)
{
	synth_domain_discover_end(&f->domain[attribute]);
	*label = f->domain[attribute].label;
	return f->domain[attribute].nlabels;
}

void
synth_fitter_discover(SynthFitter *f, int attribute, int nkeys, char *const *label, const SynthTrueCount *count,
					  bool *released, int64_t *final_index)
{
	char *const *published;
	int n;

	synth_fitter_discover_begin(f, attribute);
	synth_fitter_discover_keys(f, attribute, nkeys, label, count);
	n = synth_fitter_discover_end(f, attribute, &published);
	for (int i = 0; i < nkeys; i++)
	{
		int low = 0;
		int high = n;

		while (low < high) /* first published label that is not less */
		{
			int mid = low + (high - low) / 2;

			if (strcmp(published[mid], label[i]) < 0)
				low = mid + 1;
			else
				high = mid;
		}
		released[i] = low < n && strcmp(published[low], label[i]) == 0;
		final_index[i] = released[i] ? low : SYNTH_RAW_OTHER;
	}
}
