/*-------------------------------------------------------------------------
 *
 * fitter_bags.c
 *	  Discovery of the tokens of a bag, and of what follows what.
 *
 * Both are discoveries of sets of keys (measure.c, synth_measure_tokens_open):
 * charged when they begin, so what is charged does not depend on the data.
 * Links are measured on their own and not given the tokens, so which links are
 * offered says nothing about which tokens were published; afterwards those whose
 * ends are not both published are left out.
 *
 *-------------------------------------------------------------------------
 */
#include <math.h>
#include <string.h>

#include "fitter_parts.h"

/* what measuring a stage costs, and the words of the account for it */
typedef struct Stage
{
	const char *phase;
	double sigma2;
	double delta;
	int most;
} Stage;

static Stage
stage_of(const SynthFitter *f, int bag, SynthBagStage stage)
{
	const SynthBagBudget *b = &f->budget->bag[bag];

	if (stage == SYNTH_BAG_LINKS)
		return (Stage){"links", b->sigma2_links, b->delta_links, SYNTH_BAG_MAX_LINKS};
	return (Stage){"tokens", b->sigma2_tokens, b->delta_tokens, SYNTH_BAG_MAX_TOKENS};
}

void
synth_fitter_bag_begin(SynthFitter *f, int bag, SynthBagStage stage)
{
	const SynthBagSpec *spec;
	SynthBagFit *b;
	Stage s;

	if (bag < 0 || bag >= f->opt.nbags || f->bag[bag].open || f->bag[bag].done[stage]
		|| (stage == SYNTH_BAG_LINKS && !f->opt.bag[bag].linked))
		synth_fail(SYNTH_ERR_INTERNAL, "a bag cannot be measured now");
	b = &f->bag[bag];
	spec = &f->opt.bag[bag];
	s = stage_of(f, bag, stage);
	synth_measure_tokens_open(&b->discovery, &f->account, s.phase, s.sigma2, s.delta, spec->per_row,
							  spec->min_count > 0 ? spec->min_count : f->opt.min_count);
	synth_published_open(&b->published[stage], s.most);
	b->open = true;
	b->stage = stage;
}

void
synth_fitter_bag_keys(SynthFitter *f, int bag, int nkeys, char *const *label, const SynthTrueCount *count)
{
	SynthBagFit *b = &f->bag[bag];

	if (!b->open)
		synth_fail(SYNTH_ERR_INTERNAL, "a bag cannot be measured now");
	synth_published_keys(&b->published[b->stage], &b->discovery, nkeys, label, count);
}

void
synth_fitter_bag_end(SynthFitter *f, int bag)
{
	SynthBagFit *b = &f->bag[bag];

	if (!b->open)
		synth_fail(SYNTH_ERR_INTERNAL, "a bag cannot be measured now");
	synth_published_close(&b->published[b->stage]);
	b->open = false;
	b->done[b->stage] = true;
}

/* estimated rows: a published count is above the threshold, which is above 0 unless the fit is not private */
static double
weight_of(int64_t noisy)
{
	return noisy > 0 ? (double) noisy : 1;
}

typedef struct Link
{
	int from;
	int to;
	double weight;
} Link;

/* bottom-up merge sort by (from, to): bytes of labels have another order where one token begins another */
static void
sort_links(Link *v, int n)
{
	Link *w = synth_alloc_array((size_t) n, sizeof(Link));

	for (int width = 1; width < n; width *= 2)
	{
		synth_poll();
		for (int left = 0; left < n; left += 2 * width)
		{
			int mid = left + width < n ? left + width : n;
			int end = mid + width < n ? mid + width : n;
			int i = left;
			int j = mid;

			for (int k = left; k < end; k++)
			{
				bool first = i < mid
							 && (j >= end || v[i].from < v[j].from || (v[i].from == v[j].from && v[i].to <= v[j].to));

				w[k] = first ? v[i++] : v[j++];
			}
		}
		memcpy(v, w, (size_t) n * sizeof(Link));
	}
	synth_release(w);
}

/* index of an end of a link; -1 for "", -2 if it is not published */
static int
link_end(const SynthPublished *tokens, const char *text, size_t length)
{
	int i;

	if (length == 0)
		return -1;
	i = synth_published_index(tokens, text, length);
	return i < 0 ? -2 : i;
}

static void
add_links(SynthBag *bag, const SynthPublished *tokens, const SynthPublished *links)
{
	Link *link = synth_alloc_array((size_t) links->n, sizeof(Link));
	int n = 0;

	for (int i = 0; i < links->n; i++)
	{
		const char *label = links->label[i];
		const char *middle = strchr(label, SYNTH_BAG_LINK);

		if (middle == NULL)
			continue;
		link[n].from = link_end(tokens, label, (size_t) (middle - label));
		link[n].to = link_end(tokens, middle + 1, strlen(middle + 1));
		link[n].weight = weight_of(links->noisy[i]);
		if (link[n].from == -2 || link[n].to == -2 || (link[n].from == -1 && link[n].to == -1))
			continue;
		n++;
	}
	sort_links(link, n);
	bag->nlinks = n;
	bag->from = synth_alloc_array((size_t) n, sizeof(int));
	bag->to = synth_alloc_array((size_t) n, sizeof(int));
	bag->link_weight = synth_alloc_array((size_t) n, sizeof(double));
	for (int i = 0; i < n; i++)
	{
		bag->from[i] = link[i].from;
		bag->to[i] = link[i].to;
		bag->link_weight[i] = link[i].weight;
	}
	synth_release(link);
}

SynthBag *
synth_fitter_bag(SynthFitter *f, int bag)
{
	SynthBagFit *b;
	const SynthPublished *tokens;
	SynthBag *result;

	if (bag < 0 || bag >= f->opt.nbags || !f->bag[bag].done[SYNTH_BAG_TOKENS]
		|| f->bag[bag].done[SYNTH_BAG_LINKS] != f->opt.bag[bag].linked)
		synth_fail(SYNTH_ERR_INTERNAL, "a bag was not measured");
	b = &f->bag[bag];
	if (b->result != NULL)
		return b->result;
	tokens = &b->published[SYNTH_BAG_TOKENS];
	result = synth_alloc(sizeof(SynthBag));
	result->per_row = f->opt.bag[bag].per_row;
	result->sigma = f->opt.is_private ? sqrt(f->budget->bag[bag].sigma2_tokens) : 0;
	result->ntokens = tokens->n;
	result->token = tokens->label;
	result->weight = synth_alloc_array((size_t) tokens->n, sizeof(double));
	for (int i = 0; i < tokens->n; i++)
		result->weight[i] = weight_of(tokens->noisy[i]);
	if (f->opt.bag[bag].linked)
	{
		add_links(result, tokens, &b->published[SYNTH_BAG_LINKS]);
		synth_published_forget(&b->published[SYNTH_BAG_LINKS]);
	}
	synth_bag_prepare(result);
	b->result = result;
	return result;
}
