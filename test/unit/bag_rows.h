/*-------------------------------------------------------------------------
 *
 * bag_rows.h
 *	  What an embedder does for a bag: rows to counted labels, labels to the
 *	  fitter.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_UNIT_BAG_ROWS_H
#define SYNTH_UNIT_BAG_ROWS_H

#include "core/bagrow.h"
#include "core/fitter.h"
#include "unit.h"

#define MAX_KEYS 4096

typedef struct Counted
{
	int n;
	char *label[MAX_KEYS];
	SynthTrueCount count[MAX_KEYS];
} Counted;

static inline void
count_label(Counted *c, const char *label, int length)
{
	int i = 0;

	while (i < c->n && (strncmp(c->label[i], label, (size_t) length) != 0 || c->label[i][length] != '\0'))
		i++;
	if (i == c->n)
	{
		CHECK(c->n < MAX_KEYS);
		c->label[i] = synth_alloc((size_t) length + 1);
		memcpy(c->label[i], label, (size_t) length);
		c->count[i].secret = 0;
		c->n++;
	}
	synth_true_count_add(&c->count[i], 1);
}

static inline void
count_row(const SynthBagRow *row, Counted *tokens, Counted *links)
{
	char label[SYNTH_BAG_MAX_LINK + 1];

	for (int i = 0; i < row->ntokens; i++)
		count_label(tokens, row->token[i], row->length[i]);
	for (int i = 0; i < row->nlinks; i++)
	{
		int length = synth_bagrow_link(row, i, label);

		CHECK_INT(strlen(label), length);
		count_label(links, label, length);
	}
}

/* a row of these words, separated by blanks */
static inline void
row_of(SynthBagRow *row, const char *words)
{
	synth_bagrow_begin(row);
	while (*words)
	{
		size_t n = strcspn(words, " ");

		synth_bagrow_token(row, words, n);
		words += n + (words[n] == ' ');
	}
	synth_bagrow_end(row);
}

static inline SynthFitter *
fitter_of(const SynthBagSpec *spec, int nbags, bool is_private, double epsilon, int64_t stability, double delta)
{
	SynthFitOptions *opt = synth_alloc(sizeof(SynthFitOptions));
	SynthAttributeSpec *attribute = synth_alloc(sizeof(SynthAttributeSpec));

	opt->is_private = is_private;
	opt->epsilon = epsilon;
	opt->delta = delta;
	opt->stability = stability;
	opt->method = SYNTH_METHOD_INDEPENDENT;
	opt->min_count = 10;
	opt->nbags = nbags;
	opt->bag = spec;
	attribute->name = "words";
	attribute->kind = SYNTH_NUMBER;
	attribute->source = SYNTH_DOMAIN_CHECK;
	attribute->form = SYNTH_AXIS_INTEGER;
	attribute->hi = 9;
	attribute->lo_declared = attribute->hi_declared = true;
	return synth_fitter_new(opt, 1, attribute);
}

static inline SynthBag *
measure(SynthFitter *f, int bag, bool linked, const Counted *tokens, const Counted *links)
{
	synth_fitter_bag_begin(f, bag, SYNTH_BAG_TOKENS);
	/* in two parts, as an embedder with little memory would */
	synth_fitter_bag_keys(f, bag, tokens->n / 2, tokens->label, tokens->count);
	synth_fitter_bag_keys(f, bag, tokens->n - tokens->n / 2, tokens->label + tokens->n / 2,
						  tokens->count + tokens->n / 2);
	synth_fitter_bag_end(f, bag);
	if (linked)
	{
		synth_fitter_bag_begin(f, bag, SYNTH_BAG_LINKS);
		synth_fitter_bag_keys(f, bag, links->n, links->label, links->count);
		synth_fitter_bag_end(f, bag);
	}
	return synth_fitter_bag(f, bag);
}

static inline void
add_rows(Counted *c, const char *label, int64_t rows)
{
	c->label[c->n] = (char *) label;
	c->count[c->n].secret = 0;
	synth_true_count_add(&c->count[c->n++], rows);
}

#endif /* SYNTH_UNIT_BAG_ROWS_H */
