/*-------------------------------------------------------------------------
 *
 * lorem.c
 *	  Texts without meaning, of a given length.
 *
 * Words are drawn until little room is left; the last ones are of the lengths
 * that fill it.  If no word has the length that is needed, a longer one is cut
 * (lists are ASCII here, so no character is).  Texts of 60 characters and more
 * have sentences, those of 24 and more end with a full stop.
 *
 *-------------------------------------------------------------------------
 */
#include "lorem.h"

#include <string.h>

#include "texthash.h"

#define MAX_WORD 20
#define SENTENCES_FROM 60
#define STOP_FROM 24

struct SynthLorem
{
	SynthWordTable *words;
	/* words in order of their length: those of length n are by_length[first[n]] .. */
	int first[MAX_WORD + 2];
	int *by_length;
	int shortest;
	int longest;
};

SynthLorem *
synth_lorem_new(const SynthLexicon *lexicon)
{
	SynthLorem *l = synth_alloc(sizeof *l);
	SynthWordFilter filter = {.plain = true, .distinct = true, .max_chars = MAX_WORD};
	int n = 0;

	l->words = synth_wordtable_new(synth_lexicon_list(lexicon, "word", "", false), &filter);
	if (l->words->n == 0)
		l->words = synth_wordtable_new(synth_wordtable_fallback("word"), &filter);
	l->by_length = synth_alloc_array((size_t) l->words->n + 1, sizeof(int));
	l->shortest = MAX_WORD;
	for (int length = 0; length <= MAX_WORD; length++)
	{
		l->first[length] = n;
		for (int i = 0; i < l->words->n; i++)
		{
			if (l->words->bytes[i] != length)
				continue;
			l->by_length[n++] = i;
			if (length < l->shortest)
				l->shortest = length;
			l->longest = length;
		}
	}
	l->first[MAX_WORD + 1] = n;
	return l;
}

/* a word of that length, or the beginning of a longer one, or filled up */
static void
put_exact(const SynthLorem *l, int length, uint64_t hash, char *out)
{
	for (int from = length; from <= l->longest; from++)
	{
		int n = l->first[from + 1] - l->first[from];

		if (n > 0)
		{
			memcpy(out, l->words->text[l->by_length[l->first[from] + (int) synth_text_below(hash, (uint64_t) n)]],
				   (size_t) length);
			return;
		}
	}
	memset(out, 'a', (size_t) length);
	memcpy(out, l->words->text[l->by_length[0]], (size_t) l->shortest);
}

/* a word that leaves no room, or room for a space and another word; 0: none was found */
static int
put_some(const SynthLorem *l, int room, uint64_t hash, char *out)
{
	for (int attempt = 0; attempt < 4; attempt++)
	{
		int i = synth_wordtable_pick(l->words, synth_text_mix(hash, (uint64_t) attempt));
		int n = l->words->bytes[i];

		if (n == room || n + 1 + l->shortest <= room)
		{
			memcpy(out, l->words->text[i], (size_t) n);
			return n;
		}
	}
	return 0;
}

int
synth_lorem_text(const SynthLorem *l, int chars, uint64_t hash, char *out)
{
	bool sentences = chars >= SENTENCES_FROM;
	int end = chars >= STOP_FROM ? chars - 1 : chars;
	int n = 0;
	int words = 0; /* of this sentence */
	bool capital = true;

	synth_poll();
	while (n < end)
	{
		int begin = n;
		int room = end - n;

		hash = synth_text_mix(hash, (uint64_t) n);
		n += put_some(l, room, hash, out + n);
		if (n == begin)
		{
			int length = room <= l->longest || room < 2 * l->shortest + 1 ? room : l->shortest;

			put_exact(l, length, hash, out + n);
			n += length;
		}
		if (capital)
			out[begin] = (char) (out[begin] - 'a' + 'A');
		capital = false;
		words++;
		if (n >= end)
			break;
		/* a mark, if a space and a word still fit behind it */
		if (sentences && end - n >= 2 + l->shortest)
		{
			if (words >= 5 && synth_text_below(synth_text_mix(hash, 51), 8) == 0)
			{
				out[n++] = '.';
				capital = true;
				words = 0;
			}
			else if (words >= 2 && synth_text_below(synth_text_mix(hash, 52), 9) == 0)
				out[n++] = ',';
		}
		out[n++] = ' ';
	}
	if (end < chars)
		out[n++] = '.';
	return n;
}
