/*-------------------------------------------------------------------------
 *
 * codec_checks.h
 *	  Are two parts of models the same?
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_CODEC_CHECKS_H
#define SYNTH_CODEC_CHECKS_H

#include "unit.h"

#include "core/model.h"

static void
check_same_text(const SynthText *x, const SynthText *y)
{
	CHECK((x == NULL) == (y == NULL));
	if (x == NULL)
		return;
	CHECK_INT(y->kind, x->kind);
	CHECK_INT(y->basis, x->basis);
	CHECK_STR(y->locale, x->locale);
	CHECK((y->pattern == NULL) == (x->pattern == NULL));
	if (x->pattern != NULL)
		CHECK_STR(y->pattern, x->pattern);
	CHECK_INT(y->nvalues, x->nvalues);
	if (x->nvalues > 0)
		CHECK_STR(y->value[x->nvalues - 1], x->value[x->nvalues - 1]);
	CHECK(y->group == x->group && y->by == x->by && y->sex == x->sex && y->country == x->country);
	CHECK(y->max_chars == x->max_chars && y->min_chars == x->min_chars && y->element == x->element);
	CHECK(y->unique == x->unique && y->upper == x->upper && y->always == x->always);
	CHECK_INT(y->nchecks, x->nchecks);
	for (int i = 0; i < x->nchecks; i++)
	{
		CHECK_STR(y->check[i].text, x->check[i].text);
		CHECK(y->check[i].syntax == x->check[i].syntax && y->check[i].negated == x->check[i].negated);
	}
	CHECK((y->bag == NULL) == (x->bag == NULL));
	if (x->bag == NULL)
		return;
	CHECK_INT(y->bag->ntokens, x->bag->ntokens);
	for (int i = 0; i < x->bag->ntokens; i++)
	{
		CHECK_STR(y->bag->token[i], x->bag->token[i]);
		CHECK(y->bag->weight[i] == x->bag->weight[i]);
	}
	CHECK_INT(y->bag->nlinks, x->bag->nlinks);
	for (int i = 0; i < x->bag->nlinks; i++)
		CHECK(y->bag->from[i] == x->bag->from[i] && y->bag->to[i] == x->bag->to[i]
			  && y->bag->link_weight[i] == x->bag->link_weight[i]);
	CHECK(y->bag->per_row == x->bag->per_row && y->bag->sigma == x->bag->sigma);
}

static void
check_same_lexicon(const SynthLexicon *x, const SynthLexicon *y)
{
	CHECK((x == NULL) == (y == NULL));
	if (x == NULL)
		return;
	CHECK_INT(y->nlists, x->nlists);
	for (int i = 0; i < x->nlists; i++)
	{
		CHECK_STR(y->list[i].list, x->list[i].list);
		CHECK_STR(y->list[i].locale, x->list[i].locale);
		CHECK_INT(y->list[i].nwords, x->list[i].nwords);
		for (int k = 0; k < x->list[i].nwords; k++)
		{
			const SynthWord *v = &x->list[i].word[k];
			const SynthWord *w = &y->list[i].word[k];

			CHECK_STR(w->value, v->value);
			CHECK_STR(w->tag, v->tag);
			CHECK_STR(w->parent, v->parent);
			CHECK((w->fold == NULL) == (v->fold == NULL));
			if (v->fold != NULL)
				CHECK_STR(w->fold, v->fold);
			CHECK(w->weight == v->weight);
		}
	}
}

static void
check_same_conditional(const SynthConditional *x, const SynthConditional *y)
{
	const SynthTree *t = x->tree;
	const SynthTree *u = y->tree;

	CHECK_INT(y->attribute, x->attribute);
	CHECK_INT(y->nparents, x->nparents);
	CHECK(memcmp(x->parent, y->parent, (size_t) x->nparents * sizeof(int)) == 0);
	CHECK_INT(y->ncells, x->ncells);
	CHECK((t == NULL) == (u == NULL));
	if (t == NULL)
	{
		CHECK(memcmp(x->p, y->p, x->ncells * sizeof(float)) == 0);
		return;
	}
	CHECK(u->nnodes == t->nnodes && u->nwords == t->nwords && u->nleaves == t->nleaves && u->nentries == t->nentries);
	CHECK(memcmp(t->node, u->node, (size_t) t->nnodes * sizeof(SynthTreeNode)) == 0);
	CHECK(memcmp(t->set, u->set, (size_t) t->nwords * sizeof(uint64_t)) == 0);
	CHECK(memcmp(t->first, u->first, ((size_t) t->nleaves + 1) * sizeof(int32_t)) == 0);
	CHECK(memcmp(t->code, u->code, (size_t) t->nentries * sizeof(uint16_t)) == 0);
	CHECK(memcmp(t->p, u->p, (size_t) t->nentries * sizeof(float)) == 0);
}

#endif /* SYNTH_CODEC_CHECKS_H */
