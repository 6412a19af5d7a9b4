/*-------------------------------------------------------------------------
 *
 * codec_text.c
 *	  Bytes of what a model knows of its texts: kinds, bags, words.
 *
 * Writer and reader of each thing stand side by side: same fields, same
 * order, that of text.h.  The reader compares every number of things with the
 * bytes that are left, at the least size such a thing can have, before it asks
 * for memory; what the values mean is for synth_model_check().
 *
 *-------------------------------------------------------------------------
 */
#include "codec_text.h"


static void
write_strings(SynthWriter *w, char **s, int n)
{
	synth_write_i32(w, n);
	for (int i = 0; i < n; i++)
		synth_write_string(w, s[i]);
}

static char **
read_strings(SynthReader *r, int *n)
{
	char **s;

	/* an empty string takes four bytes */
	*n = synth_read_count(r, 4);
	s = synth_alloc_array((size_t) *n + 1, sizeof(char *));
	for (int i = 0; i < *n; i++)
		s[i] = synth_read_string(r);
	return s;
}

static void
write_bag(SynthWriter *w, const SynthBag *b)
{
	write_strings(w, b->token, b->ntokens);
	for (int i = 0; i < b->ntokens; i++)
		synth_write_double(w, b->weight[i]);
	synth_write_i32(w, b->nlinks);
	for (int i = 0; i < b->nlinks; i++)
	{
		synth_write_i32(w, b->from[i]);
		synth_write_i32(w, b->to[i]);
		synth_write_double(w, b->link_weight[i]);
	}
	synth_write_i32(w, b->per_row);
	synth_write_double(w, b->sigma);
}

static SynthBag *
read_bag(SynthReader *r)
{
	SynthBag *b = synth_alloc(sizeof(SynthBag));

	b->token = read_strings(r, &b->ntokens);
	if ((size_t) b->ntokens > r->left / 8)
		synth_read_corrupt();
	b->weight = synth_alloc_array((size_t) b->ntokens + 1, sizeof(double));
	for (int i = 0; i < b->ntokens; i++)
		b->weight[i] = synth_read_double(r);
	b->nlinks = synth_read_count(r, 4 + 4 + 8);
	b->from = synth_alloc_array((size_t) b->nlinks + 1, sizeof(int));
	b->to = synth_alloc_array((size_t) b->nlinks + 1, sizeof(int));
	b->link_weight = synth_alloc_array((size_t) b->nlinks + 1, sizeof(double));
	for (int i = 0; i < b->nlinks; i++)
	{
		b->from[i] = synth_read_i32(r);
		b->to[i] = synth_read_i32(r);
		b->link_weight[i] = synth_read_double(r);
	}
	b->per_row = synth_read_i32(r);
	b->sigma = synth_read_double(r);
	return b;
}

void
synth_write_text(SynthWriter *w, const SynthText *t)
{
	synth_write_u8(w, (int) t->kind);
	synth_write_u8(w, (int) t->basis);
	synth_write_string(w, t->locale);
	synth_write_optional(w, t->pattern);
	write_strings(w, t->value, t->nvalues);
	synth_write_u8(w, t->group);
	synth_write_i32(w, t->by);
	synth_write_i32(w, t->sex);
	synth_write_i32(w, t->country);
	synth_write_i32(w, t->max_chars);
	synth_write_u8(w, t->unique);
	synth_write_u8(w, t->upper);
	synth_write_u8(w, t->always);
	synth_write_i32(w, t->nchecks);
	for (int i = 0; i < t->nchecks; i++)
	{
		synth_write_string(w, t->check[i].text);
		synth_write_u8(w, (int) t->check[i].syntax);
		synth_write_u8(w, t->check[i].ignore_case);
		synth_write_u8(w, t->check[i].negated);
	}
	synth_write_i32(w, t->min_chars);
	synth_write_u8(w, (int) t->element);
	synth_write_u8(w, t->bag != NULL);
	if (t->bag != NULL)
		write_bag(w, t->bag);
}

SynthText *
synth_read_text(SynthReader *r)
{
	SynthText *t = synth_alloc(sizeof(SynthText));

	t->kind = (SynthTextKind) synth_read_enum(r, SYNTH_TEXT_GIVEN, SYNTH_TEXT_KINDS - 1);
	t->basis = (SynthTextBasis) synth_read_enum(r, SYNTH_BASIS_PRESENT, SYNTH_BASIS_DOCUMENT);
	t->locale = synth_read_string(r);
	if (synth_read_bool(r))
		t->pattern = synth_read_string(r);
	t->value = read_strings(r, &t->nvalues);
	t->group = synth_read_u8(r);
	t->by = synth_read_i32(r);
	t->sex = synth_read_i32(r);
	t->country = synth_read_i32(r);
	t->max_chars = synth_read_i32(r);
	t->unique = synth_read_bool(r);
	t->upper = synth_read_bool(r);
	t->always = synth_read_bool(r);
	t->nchecks = synth_read_count(r, 4 + 1 + 1 + 1);
	t->check = synth_alloc_array((size_t) t->nchecks + 1, sizeof(SynthPatternPart));
	for (int i = 0; i < t->nchecks; i++)
	{
		t->check[i].text = synth_read_string(r);
		t->check[i].syntax = (SynthPatternSyntax) synth_read_enum(r, SYNTH_PATTERN_WHOLE, SYNTH_PATTERN_SIMILAR);
		t->check[i].ignore_case = synth_read_bool(r);
		t->check[i].negated = synth_read_bool(r);
	}
	t->min_chars = synth_read_i32(r);
	t->element = (SynthTextKind) synth_read_enum(r, SYNTH_TEXT_NONE, SYNTH_TEXT_KINDS - 1);
	if (synth_read_bool(r))
		t->bag = read_bag(r);
	return t;
}

static void
write_word(SynthWriter *w, const SynthWord *x)
{
	synth_write_string(w, x->value);
	synth_write_string(w, x->tag);
	synth_write_string(w, x->parent);
	synth_write_optional(w, x->fold);
	synth_write_floats(w, &x->weight, 1);
}

static void
read_word(SynthReader *r, SynthWord *x)
{
	float *weight;

	x->value = synth_read_string(r);
	x->tag = synth_read_string(r);
	x->parent = synth_read_string(r);
	if (synth_read_bool(r))
		x->fold = synth_read_string(r);
	weight = synth_read_floats(r, 1);
	x->weight = *weight;
	synth_release(weight);
}

void
synth_write_lexicon(SynthWriter *w, const SynthLexicon *x)
{
	synth_write_u8(w, x != NULL);
	if (x == NULL)
		return;
	synth_write_i32(w, x->nlists);
	for (int i = 0; i < x->nlists; i++)
	{
		const SynthWordList *l = &x->list[i];

		synth_write_string(w, l->list);
		synth_write_string(w, l->locale);
		synth_write_i32(w, l->nwords);
		for (int k = 0; k < l->nwords; k++)
			write_word(w, &l->word[k]);
	}
}

SynthLexicon *
synth_read_lexicon(SynthReader *r)
{
	SynthLexicon *x;

	if (!synth_read_bool(r))
		return NULL;
	x = synth_alloc(sizeof(SynthLexicon));
	x->nlists = synth_read_count(r, 4 + 4 + 4);
	x->list = synth_alloc_array((size_t) x->nlists + 1, sizeof(SynthWordList));
	for (int i = 0; i < x->nlists; i++)
	{
		SynthWordList *l = &x->list[i];

		l->list = synth_read_string(r);
		l->locale = synth_read_string(r);
		/* three strings, whether there is a fourth, a weight */
		l->nwords = synth_read_count(r, 4 + 4 + 4 + 1 + 4);
		l->word = synth_alloc_array((size_t) l->nwords + 1, sizeof(SynthWord));
		for (int k = 0; k < l->nwords; k++)
			read_word(r, &l->word[k]);
		synth_poll();
	}
	return x;
}
