/*-------------------------------------------------------------------------
 *
 * wordtable.c
 *	  Words of a lexicon ready for use: written, measured, drawn by weight.
 *
 * Words are written once, when a maker starts, so that making a text is
 * copying bytes of known length.  Draws by weight use the alias method (Walker
 * 1977, Vose 1991): one 64-bit hash, one look-up.
 *
 *-------------------------------------------------------------------------
 */
#include "wordtable.h"

#include <stdlib.h>
#include <string.h>

#include "letters.h"

/* of a model that anybody made */
static bool
has_word(const SynthWordList *l)
{
	for (int i = 0; i < l->nwords; i++)
		if (l->word[i].value[0] != '\0')
			return true;
	return false;
}

const SynthWordList *
synth_lexicon_list(const SynthLexicon *lexicon, const char *list, const char *locale, bool local)
{
	const SynthWordList *all = NULL;
	const SynthWordList *common = NULL;

	for (int i = 0; lexicon != NULL && i < lexicon->nlists; i++)
	{
		const SynthWordList *l = &lexicon->list[i];

		if (strcmp(l->list, list) != 0 || !has_word(l))
			continue;
		if (strcmp(l->locale, locale) == 0)
			return l;
		if (l->locale[0] == '\0')
			all = l;
		/* no locale was asked for: the usual one, else any */
		else if (common == NULL || strcmp(l->locale, "en_US") == 0)
			common = l;
	}
	if (local)
		return NULL;
	if (all != NULL)
		return all;
	return common != NULL ? common : synth_wordtable_fallback(list);
}

/* small ASCII letters of s to out; returns how many */
static int
plain_letters(const char *s, char *out)
{
	int n = 0;

	for (; *s != '\0'; s++)
	{
		if (*s >= 'a' && *s <= 'z')
			out[n++] = *s;
		else if (*s >= 'A' && *s <= 'Z')
			out[n++] = (char) (*s - 'A' + 'a');
	}
	out[n] = '\0';
	return n;
}

/* heapsort of an index by (text, number): no recursion, no allocation */
static bool
text_below(const SynthWordTable *t, int a, int b)
{
	int c = strcmp(t->text[a], t->text[b]);

	return c != 0 ? c < 0 : a < b;
}

static void
sift(const SynthWordTable *t, int *order, int root, int n)
{
	for (int child; (child = 2 * root + 1) < n; root = child)
	{
		int swap = order[root];

		if (child + 1 < n && text_below(t, order[child], order[child + 1]))
			child++;
		if (!text_below(t, swap, order[child]))
			return;
		order[root] = order[child];
		order[child] = swap;
	}
}

int *
synth_wordtable_order(const SynthWordTable *t)
{
	int *order = synth_alloc_array((size_t) t->n + 1, sizeof(int));

	for (int i = 0; i < t->n; i++)
		order[i] = i;
	for (int i = t->n / 2 - 1; i >= 0; i--)
		sift(t, order, i, t->n);
	for (int i = t->n - 1; i > 0; i--)
	{
		int last = order[i];

		order[i] = order[0];
		order[0] = last;
		sift(t, order, 0, i);
	}
	return order;
}

static void
drop_repeated(SynthWordTable *t)
{
	int *order = synth_wordtable_order(t);
	bool *gone = synth_alloc_array((size_t) t->n + 1, sizeof(bool));
	int n = 0;

	for (int i = 1; i < t->n; i++)
		if (strcmp(t->text[order[i - 1]], t->text[order[i]]) == 0)
			gone[order[i]] = true;
	for (int i = 0; i < t->n; i++)
	{
		if (gone[i])
			continue;
		t->entry[n] = t->entry[i];
		t->text[n] = t->text[i];
		n++;
	}
	t->n = n;
	synth_release(order);
	synth_release(gone);
}

static void
make_alias(SynthWordTable *t)
{
	double total = 0;
	double *share = synth_alloc_array((size_t) t->n + 1, sizeof(double));
	int *small = synth_alloc_array((size_t) t->n + 1, sizeof(int));
	int *large = synth_alloc_array((size_t) t->n + 1, sizeof(int));
	int nsmall = 0;
	int nlarge = 0;

	for (int i = 0; i < t->n; i++)
		total += t->entry[i]->weight > 0 ? t->entry[i]->weight : 0;
	for (int i = 0; i < t->n; i++)
	{
		double weight = t->entry[i]->weight > 0 ? t->entry[i]->weight : 0;

		/* weights come from a checked model; if they are absurd all the same, all are alike */
		share[i] = total > 0 && total < 1e300 ? weight * t->n / total : 1.0;
		if (share[i] < 1.0)
			small[nsmall++] = i;
		else
			large[nlarge++] = i;
	}
	for (int i = 0; i < t->n; i++)
	{
		t->keep[i] = UINT32_MAX;
		t->alias[i] = i;
	}
	while (nsmall > 0 && nlarge > 0)
	{
		int s = small[--nsmall];
		int l = large[nlarge - 1];

		t->keep[s] = (uint32_t) (share[s] * 4294967295.0);
		t->alias[s] = l;
		share[l] -= 1.0 - share[s];
		if (share[l] < 1.0)
		{
			nlarge--;
			small[nsmall++] = l;
		}
	}
	synth_release(share);
	synth_release(small);
	synth_release(large);
}

SynthWordTable *
synth_wordtable_new(const SynthWordList *list, const SynthWordFilter *filter)
{
	SynthWordTable *t = synth_alloc(sizeof *t);
	SynthWordFilter any = {0};
	size_t size = list != NULL ? (size_t) list->nwords + 1 : 1;
	bool utf8 = synth_letters_are_utf8();

	if (filter == NULL)
		filter = &any;
	t->entry = synth_alloc_array(size, sizeof(t->entry[0]));
	t->text = synth_alloc_array(size, sizeof(t->text[0]));
	for (int i = 0; list != NULL && i < list->nwords; i++)
	{
		const SynthWord *w = &list->word[i];
		const char *from = filter->plain && w->fold != NULL ? w->fold : w->value;
		char *text;
		int bytes;

		if ((i & 1023) == 0)
			synth_poll();
		if ((filter->tag != NULL && strcmp(w->tag, filter->tag) != 0
			 && (filter->tag2 == NULL || strcmp(w->tag, filter->tag2) != 0))
			|| (filter->parent != NULL && strcmp(w->parent, filter->parent) != 0)
			|| (filter->avoid != NULL && strstr(from, filter->avoid) != NULL) || from[0] == '\0')
			continue;
		text = synth_alloc(strlen(from) + 1);
		if (filter->plain)
			bytes = plain_letters(from, text);
		else
		{
			bytes = (int) strlen(from);
			memcpy(text, from, (size_t) bytes + 1);
		}
		if (bytes == 0 || (filter->max_chars > 0 && synth_letters_count(text, bytes) > filter->max_chars))
		{
			synth_release(text);
			continue;
		}
		if (filter->upper)
			synth_letters_raise(text, bytes, utf8);
		t->entry[t->n] = w;
		t->text[t->n] = text;
		t->n++;
	}
	if (filter->distinct)
		drop_repeated(t);
	t->bytes = synth_alloc_array((size_t) t->n + 1, sizeof(int));
	t->chars = synth_alloc_array((size_t) t->n + 1, sizeof(int));
	t->keep = synth_alloc_array((size_t) t->n + 1, sizeof(uint32_t));
	t->alias = synth_alloc_array((size_t) t->n + 1, sizeof(int32_t));
	for (int i = 0; i < t->n; i++)
	{
		t->bytes[i] = (int) strlen(t->text[i]);
		t->chars[i] = synth_letters_count(t->text[i], t->bytes[i]);
		if (t->chars[i] > t->longest)
			t->longest = t->chars[i];
		if ((size_t) t->bytes[i] > t->most_bytes)
			t->most_bytes = (size_t) t->bytes[i];
	}
	make_alias(t);
	return t;
}
