/*-------------------------------------------------------------------------
 *
 * model_text.c
 *	  The check of a model: its texts, bags and words.
 *
 * What indexes arrays is checked here: columns, tokens, groups, and that what
 * the attribute of a text counts is what its basis says.  Whether a pattern
 * compiles is not: that takes time, and whoever makes texts finds out.
 *
 * Limits: 65535 values of a list, 64 patterns of CHECKs, 10,000 lists of words,
 * 2^20 words a list, 1024 bytes a word; those of bags in bag.c.
 *
 *-------------------------------------------------------------------------
 */
#include "bag.h"
#include "model_parts.h"

#include <math.h>

#define MAX_VALUES 65535
#define MAX_CHECKS 64
#define MAX_LISTS 10000
#define MAX_WORDS (1 << 20)
#define MAX_WORD 1024
/* the server's own limit of a character type */
#define MAX_CHARS 10485760

/* the attribute counts what the basis says, and some kinds need what only one basis tells */
static const char *
check_basis(const SynthModel *m, const SynthColumn *c)
{
	const SynthText *t = c->text;
	const SynthAttribute *a = c->attribute >= 0 ? &m->attribute[c->attribute] : NULL;
	bool number = t->basis == SYNTH_BASIS_LENGTH || t->basis == SYNTH_BASIS_WORDS || t->basis == SYNTH_BASIS_ELEMENTS;

	if ((int) t->basis < SYNTH_BASIS_PRESENT || (int) t->basis > SYNTH_BASIS_DOCUMENT)
		return "unknown basis of a text";
	if (a == NULL ? t->basis != SYNTH_BASIS_PRESENT : number != (a->kind == SYNTH_NUMBER))
		return "basis of a text does not fit its attribute";
	if ((t->kind == SYNTH_TEXT_ARRAY) != (t->basis == SYNTH_BASIS_ELEMENTS)
		|| (t->kind == SYNTH_TEXT_DOCUMENT) != (t->basis == SYNTH_BASIS_DOCUMENT)
		|| (t->basis == SYNTH_BASIS_SHAPE && t->kind != SYNTH_TEXT_PATTERN)
		|| (t->basis == SYNTH_BASIS_WORDS && t->kind != SYNTH_TEXT_WORDS))
		return "basis of a text does not fit its kind";
	/* a modelled column: only what its labels do not cover is made */
	if (c->role == SYNTH_COLUMN_ATTRIBUTE
		&& (t->basis != SYNTH_BASIS_PRESENT || a == NULL || a->other != SYNTH_OTHER_LABEL))
		return "other values of a column cannot be texts";
	return NULL;
}

/* other columns that a text looks at */
static const char *
check_references(const SynthModel *m, int column)
{
	const SynthText *t = m->column[column].text;
	const int reference[3] = {t->by, t->sex, t->country};

	for (int i = 0; i < 3; i++)
		if (reference[i] < -1 || reference[i] >= m->ncolumns || reference[i] == column)
			return "a text refers to a column that does not exist";
	/* one step: whoever tells the person is not itself told by another */
	if (t->by >= 0 && m->column[t->by].text != NULL
		&& (m->column[t->by].text->by >= 0 || m->column[t->by].text->kind == SYNTH_TEXT_ARRAY
			|| m->column[t->by].text->kind == SYNTH_TEXT_DOCUMENT))
		return "a text refers to a text that cannot say who it is";
	return NULL;
}

static const char *
check_text(const SynthModel *m, int column)
{
	const SynthColumn *c = &m->column[column];
	const SynthText *t = c->text;
	const char *wrong;

	if ((int) t->kind <= SYNTH_TEXT_NONE || (int) t->kind >= SYNTH_TEXT_KINDS || (int) t->element < SYNTH_TEXT_NONE
		|| (int) t->element >= SYNTH_TEXT_KINDS || t->element == SYNTH_TEXT_ARRAY || t->element == SYNTH_TEXT_DOCUMENT)
		return "unknown kind of text";
	if (!synth_string_fits(t->locale, SYNTH_MAX_NAME)
		|| (t->pattern != NULL && !synth_string_fits(t->pattern, SYNTH_MAX_STRING)))
		return "locale or pattern of a text out of range";
	if (t->group < 0 || t->group >= SYNTH_TEXT_GROUPS || t->max_chars < 0 || t->max_chars > MAX_CHARS
		|| t->min_chars < 0 || t->min_chars > MAX_CHARS)
		return "group or length of a text out of range";

	if (t->nvalues < 0 || t->nvalues > MAX_VALUES || (t->nvalues > 0) != (t->kind == SYNTH_TEXT_LIST)
		|| (t->nvalues > 0 && t->value == NULL))
		return "values of a text out of range";
	for (int i = 0; i < t->nvalues; i++)
		if (!synth_string_fits(t->value[i], SYNTH_MAX_STRING))
			return "values of a text out of range";
	if (t->nchecks < 0 || t->nchecks > MAX_CHECKS || (t->nchecks > 0 && t->check == NULL))
		return "checks of a text out of range";
	for (int i = 0; i < t->nchecks; i++)
		if (!synth_string_fits(t->check[i].text, SYNTH_MAX_STRING) || (int) t->check[i].syntax < SYNTH_PATTERN_WHOLE
			|| (int) t->check[i].syntax > SYNTH_PATTERN_SIMILAR)
			return "checks of a text out of range";

	wrong = check_basis(m, c);
	if (wrong == NULL)
		wrong = check_references(m, column);
	if (wrong != NULL)
		return wrong;
	if (t->kind == SYNTH_TEXT_PATTERN && t->basis != SYNTH_BASIS_SHAPE && t->pattern == NULL && t->nchecks == 0)
		return "a text lacks its pattern";
	if ((t->bag != NULL)
		!= (t->kind == SYNTH_TEXT_WORDS || t->kind == SYNTH_TEXT_ARRAY || t->kind == SYNTH_TEXT_DOCUMENT))
		return "a bag does not fit the kind of text";
	return t->bag != NULL ? synth_bag_check(t->bag) : NULL;
}

const char *
synth_model_check_texts(const SynthModel *m)
{
	for (int i = 0; i < m->ncolumns; i++)
	{
		const SynthColumn *c = &m->column[i];
		const char *wrong;

		if (c->text == NULL)
		{
			if (c->role == SYNTH_COLUMN_TEXT && m->method != SYNTH_METHOD_PUBLIC)
				return "a column of texts does not say which";
			continue;
		}
		if (m->method == SYNTH_METHOD_PUBLIC)
			return "texts of a public table are not made";
		if (c->role != SYNTH_COLUMN_TEXT && c->role != SYNTH_COLUMN_ATTRIBUTE)
			return "a column that is not made has texts";
		wrong = check_text(m, i);
		if (wrong != NULL)
			return wrong;
	}
	return NULL;
}

static const char *
check_word(const SynthWord *w)
{
	if (!synth_string_fits(w->value, MAX_WORD) || !synth_string_fits(w->tag, MAX_WORD)
		|| !synth_string_fits(w->parent, MAX_WORD) || (w->fold != NULL && !synth_string_fits(w->fold, MAX_WORD))
		|| w->value[0] == '\0')
		return "a word out of range";
	if (!isfinite(w->weight) || !(w->weight > 0.0f))
		return "weight of a word out of range";
	return NULL;
}

/* lists in strict order of (list, locale), so that each is found and there is one form of them */
const char *
synth_model_check_lexicon(const SynthLexicon *x)
{
	if (x == NULL)
		return NULL;
	if (x->nlists < 0 || x->nlists > MAX_LISTS || (x->nlists > 0 && x->list == NULL))
		return "number of lists of words out of range";
	for (int i = 0; i < x->nlists; i++)
	{
		const SynthWordList *l = &x->list[i];
		int order = -1;

		if (!synth_string_fits(l->list, SYNTH_MAX_NAME) || !synth_string_fits(l->locale, SYNTH_MAX_NAME)
			|| l->list[0] == '\0')
			return "name of a list of words out of range";
		if (i > 0)
			order = strcmp(l[-1].list, l->list);
		if (order > 0 || (order == 0 && strcmp(l[-1].locale, l->locale) >= 0))
			return "lists of words are not in order";
		if (l->nwords < 0 || l->nwords > MAX_WORDS || (l->nwords > 0 && l->word == NULL))
			return "number of words out of range";
		for (int k = 0; k < l->nwords; k++)
		{
			const char *wrong = check_word(&l->word[k]);

			if (wrong != NULL)
				return wrong;
		}
		synth_poll();
	}
	return NULL;
}
