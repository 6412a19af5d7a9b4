/*-------------------------------------------------------------------------
 *
 * random_text.h
 *	  Texts and words for the models of random_model.h, which includes it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_RANDOM_TEXT_H
#define SYNTH_RANDOM_TEXT_H

static SynthBag *
random_model_bag(RandomModel *r)
{
	SynthBag *b = synth_alloc(sizeof(SynthBag));
	int n = b->ntokens = random_model_below(r, 8);

	b->token = synth_alloc_array((size_t) n + 1, sizeof(char *));
	b->weight = synth_alloc_array((size_t) n + 1, sizeof(double));
	b->from = synth_alloc_array((size_t) n + 1, sizeof(int));
	b->to = synth_alloc_array((size_t) n + 1, sizeof(int));
	b->link_weight = synth_alloc_array((size_t) n + 1, sizeof(double));
	for (int i = 0; i < n; i++)
	{
		static const char *const stem[] = {"a", "b", "c", "d", "e", "f", "g", "h"};

		b->token[i] = random_model_text(r, stem[i]);
		b->weight[i] = 0.5 + random_model_unit(r);
	}
	/* from the beginning, then on from a token each */
	for (int i = 0; i < n && random_model_below(r, 5) > 0; i++)
	{
		b->from[i] = i - 1;
		b->to[i] = i == 0 ? 0 : random_model_below(r, n + 1) - 1;
		b->link_weight[i] = 0.5 + random_model_unit(r);
		b->nlinks++;
	}
	b->per_row = 1 + random_model_below(r, 16);
	b->sigma = 10.0 * random_model_unit(r);
	return b;
}

/* what fits the attribute of a column, NULL: it keeps its role */
static SynthText *
random_model_of_text(RandomModel *r, SynthModel *m, int column)
{
	SynthColumn *c = &m->column[column];
	const SynthAttribute *a = c->attribute >= 0 ? &m->attribute[c->attribute] : NULL;
	SynthText *t = synth_alloc(sizeof(SynthText));
	int which = random_model_below(r, 4);

	if (which == 3 || (a == NULL && c->role != SYNTH_COLUMN_PLACEHOLDER))
		return NULL;
	t->kind = (SynthTextKind) (1 + random_model_below(r, SYNTH_TEXT_LOREM));
	if (a != NULL && a->kind == SYNTH_NUMBER)
	{
		static const SynthTextBasis basis[] = {SYNTH_BASIS_LENGTH, SYNTH_BASIS_WORDS, SYNTH_BASIS_ELEMENTS};
		static const SynthTextKind kind[] = {SYNTH_TEXT_LOREM, SYNTH_TEXT_WORDS, SYNTH_TEXT_ARRAY};

		t->basis = basis[which];
		t->kind = kind[which];
	}
	else if (a != NULL && which > 0)
	{
		t->basis = which == 1 ? SYNTH_BASIS_SHAPE : SYNTH_BASIS_DOCUMENT;
		t->kind = which == 1 ? SYNTH_TEXT_PATTERN : SYNTH_TEXT_DOCUMENT;
	}
	else if (a != NULL && a->other == SYNTH_OTHER_LABEL)
		t->always = random_model_below(r, 2) == 0;
	if (t->kind >= SYNTH_TEXT_WORDS && t->kind != SYNTH_TEXT_PATTERN)
		t->bag = random_model_bag(r);
	t->locale = random_model_below(r, 2) == 0 ? synth_alloc(1) : random_model_text(r, "de_DE");
	if (random_model_below(r, 2) == 0)
		t->pattern = random_model_text(r, "[A-Z]{3}");
	if (t->basis == SYNTH_BASIS_PRESENT && random_model_below(r, 4) == 0)
	{
		t->kind = SYNTH_TEXT_LIST;
		t->nvalues = 1 + random_model_below(r, 3);
		t->value = synth_alloc_array((size_t) t->nvalues, sizeof(char *));
		for (int i = 0; i < t->nvalues; i++)
			t->value[i] = random_model_text(r, "value");
	}
	t->group = random_model_below(r, SYNTH_TEXT_GROUPS);
	t->by = t->sex = t->country = -1;
	if (column > 0 && m->column[column - 1].text == NULL)
		t->by = t->sex = t->country = column - 1;
	t->max_chars = random_model_below(r, 100);
	t->min_chars = random_model_below(r, 10);
	t->unique = random_model_below(r, 2) == 0;
	t->upper = random_model_below(r, 2) == 0;
	t->nchecks = random_model_below(r, 3);
	t->check = synth_alloc_array((size_t) t->nchecks + 1, sizeof(SynthPatternPart));
	for (int i = 0; i < t->nchecks; i++)
	{
		t->check[i].text = random_model_text(r, "[a-z]+");
		t->check[i].syntax = (SynthPatternSyntax) random_model_below(r, 4);
		t->check[i].negated = random_model_below(r, 2) == 0;
	}
	t->element = t->kind == SYNTH_TEXT_ARRAY ? SYNTH_TEXT_CITY : SYNTH_TEXT_NONE;
	if (t->kind == SYNTH_TEXT_LIST || a == NULL || a->other != SYNTH_OTHER_LABEL || t->basis != SYNTH_BASIS_PRESENT
		|| random_model_below(r, 2) == 0)
		c->role = SYNTH_COLUMN_TEXT;
	return t;
}

static SynthLexicon *
random_model_lexicon(RandomModel *r)
{
	SynthLexicon *x = synth_alloc(sizeof(SynthLexicon));

	x->nlists = random_model_below(r, 4);
	x->list = synth_alloc_array((size_t) x->nlists + 1, sizeof(SynthWordList));
	for (int i = 0; i < x->nlists; i++)
	{
		static const char *const list[] = {"city", "family", "given", "given"};
		static const char *const locale[] = {"", "", "", "fr_FR"};
		SynthWordList *l = &x->list[i];

		l->list = (char *) list[i + 4 - x->nlists];
		l->locale = (char *) locale[i + 4 - x->nlists];
		l->nwords = random_model_below(r, 5);
		l->word = synth_alloc_array((size_t) l->nwords + 1, sizeof(SynthWord));
		for (int k = 0; k < l->nwords; k++)
		{
			l->word[k].value = random_model_text(r, "word");
			l->word[k].tag = random_model_text(r, "");
			l->word[k].parent = synth_alloc(1);
			l->word[k].fold = random_model_below(r, 2) == 0 ? random_model_text(r, "w") : NULL;
			l->word[k].weight = (float) random_model_unit(r) + 0.1f;
		}
	}
	return x;
}

#endif /* SYNTH_RANDOM_TEXT_H */
