/*-------------------------------------------------------------------------
 *
 * pool.c
 *	  Texts of any of several patterns: telephone numbers, identifiers.
 *
 * Without uniqueness a pattern is drawn by weight, then a text of it.  With
 * it, all patterns are compiled as one, so that a text that several of them
 * have is counted once, and the i-th row gets text number P(i), P a
 * permutation of the whole space.
 *
 *-------------------------------------------------------------------------
 */
#include "pool.h"

#include <string.h>

#include "texthash.h"

/* entries of the list whose patterns compile, and the patterns */
static void
compile_entries(SynthPool *p, const SynthWordList *list, const char *tag, int max_chars)
{
	SynthWordTable *all = synth_wordtable_new(list, &(SynthWordFilter){.distinct = true, .tag = tag});
	SynthWordList good = {.list = "", .locale = ""};
	SynthPatternError error;

	good.word = synth_alloc_array((size_t) all->n + 1, sizeof(SynthWord));
	p->pattern = synth_alloc_array((size_t) all->n + 1, sizeof(SynthPattern *));
	for (int i = 0; i < all->n; i++)
	{
		SynthPattern *pattern;

		synth_poll();
		pattern = synth_pattern_new(all->text[i], max_chars, false, &error);
		if (pattern == NULL || synth_pattern_space(pattern) == 0)
			continue;
		if ((size_t) synth_pattern_bytes(pattern) > p->bytes)
			p->bytes = (size_t) synth_pattern_bytes(pattern);
		p->pattern[good.nwords] = pattern;
		good.word[good.nwords++] = *all->entry[i];
	}
	p->source = synth_wordtable_new(&good, NULL);
}

/* one pattern that matches what any of the entries matches; NULL if that is too large */
static SynthPattern *
compile_all(const SynthPool *p, int max_chars)
{
	size_t size = 1;
	SynthPattern *pattern;
	SynthPatternError error;
	char *text;
	char *to;

	for (int i = 0; i < p->source->n; i++)
		size = synth_size_add(size, (size_t) p->source->bytes[i] + 5);
	to = text = synth_alloc(size);
	for (int i = 0; i < p->source->n; i++)
	{
		if (i > 0)
			*to++ = '|';
		memcpy(to, "(?:", 3);
		memcpy(to + 3, p->source->text[i], (size_t) p->source->bytes[i]);
		to += 3 + p->source->bytes[i];
		*to++ = ')';
	}
	*to = '\0';
	pattern = synth_pattern_new(text, max_chars, false, &error);
	synth_release(text);
	return pattern;
}

static void
number_texts(SynthPool *p, uint64_t key)
{
	p->space = p->all != NULL ? synth_pattern_space(p->all) : 0;
	if (p->space > 0)
		synth_permutation_init(&p->order, p->space, key);
	if (p->all != NULL && (size_t) synth_pattern_bytes(p->all) > p->bytes)
		p->bytes = (size_t) synth_pattern_bytes(p->all);
}

SynthPool *
synth_pool_new(const SynthWordList *list, const char *tag, int max_chars, bool unique, uint64_t key)
{
	SynthPool *p = synth_alloc(sizeof *p);

	compile_entries(p, list, tag, max_chars);
	if (unique && p->source->n > 0)
	{
		p->all = p->source->n > 1 ? compile_all(p, max_chars) : NULL;
		if (p->all == NULL)
			p->all = p->pattern[0];
		number_texts(p, key);
	}
	return p;
}

SynthPool *
synth_pool_of(const SynthPattern *pattern, bool unique, uint64_t key)
{
	static SynthWord word[] = {{"pattern", "", "", NULL, 1.0f}};
	static const SynthWordList list = {"", "", 1, word};
	SynthPool *p = synth_alloc(sizeof *p);

	p->source = synth_wordtable_new(&list, NULL);
	p->pattern = synth_alloc(sizeof(SynthPattern *));
	p->pattern[0] = (SynthPattern *) pattern;
	p->bytes = (size_t) synth_pattern_bytes(pattern);
	if (unique)
	{
		p->all = p->pattern[0];
		number_texts(p, key);
	}
	return p;
}

int
synth_pool_pick(const SynthPool *p, uint64_t hash, char *out)
{
	SynthStream st;

	synth_stream_init(&st, hash, 0, 0);
	return synth_pattern_draw(p->pattern[synth_wordtable_pick(p->source, synth_text_mix(hash, 1))], &st, out);
}

int
synth_pool_at(const SynthPool *p, uint64_t index, char *out)
{
	return synth_pattern_text(p->all, synth_permutation_at(&p->order, index), out);
}
