/*-------------------------------------------------------------------------
 *
 * phrase.c
 *	  Texts that are put together of words and numbers: companies, streets,
 *	  files, addresses of the web.
 *
 * A kind has levels, plain ones first: "Lumora GmbH", "Lumora & Nevora GmbH",
 * "Lumora & Nevora GmbH 2".  A level is a row of slots, each a word of a table
 * or a number, with fixed text between.  So that all its texts fit the limit
 * of characters, words that are too long are left out of its tables, in the
 * slot with the longest words first; a level for which nothing is left is
 * dropped.
 *
 * Unique texts: rows go through the levels in order, text number P(i) of a
 * level in mixed radix, P a permutation.  That is injective because each text
 * can be read back:
 *
 *	 COMPANY	the part behind the last space is the suffix (no suffix has a
 *				space, or there is only one suffix; a number behind it has
 *				digits, no suffix has), and " & ", which is in no stem, parts
 *				the stems
 *	 STREET		the number is the only part at its end of the text that has
 *				digits only; levels have different numbers
 *	 others		words are small letters only, and what stands between is not
 *
 *-------------------------------------------------------------------------
 */
#include "phrase.h"

#include <string.h>

#include "letters.h"
#include "texthash.h"

#define MAX_SLOTS 5
#define MAX_LEVELS 4
#define SPACE_ENOUGH (UINT64_C(1) << 40)
#define SPACE_LIMIT (UINT64_C(1) << 62)

typedef struct Slot
{
	const char *before;		   /* fixed text in front of it */
	const SynthWordList *list; /* NULL: a number */
	SynthWordFilter filter;
	SynthWordTable *words;
	uint64_t first; /* numbers first .. first + count - 1 */
	uint64_t count;
} Slot;

typedef struct Level
{
	int nslots;
	Slot slot[MAX_SLOTS];
	const char *after;
	int share; /* of a hundred rows that are not unique; the last level has what is left */
	uint64_t space;
	SynthPermutation order;
} Level;

struct SynthPhrase
{
	int nlevels;
	Level level[MAX_LEVELS];
	uint64_t space;
	size_t bytes;
};

static int
digits_of(uint64_t n)
{
	char out[20];

	return synth_letters_number(n, out);
}

/* tables of a level such that its longest text has max_chars; false if nothing is left */
static bool
fit_level(Level *l, int max_chars)
{
	int budget = max_chars - synth_letters_count(l->after, (int) strlen(l->after));
	int longest[MAX_SLOTS] = {0};
	int sum = 0;

	l->space = 1;
	for (int i = 0; i < l->nslots; i++)
	{
		Slot *s = &l->slot[i];

		budget -= synth_letters_count(s->before, (int) strlen(s->before));
		if (s->list == NULL)
			budget -= digits_of(s->first + s->count - 1);
		else
		{
			s->words = synth_wordtable_new(s->list, &s->filter);
			longest[i] = s->words->longest;
			sum += longest[i];
		}
	}
	while (max_chars > 0 && sum > budget)
	{
		int most = 0;

		for (int i = 1; i < l->nslots; i++)
			if (longest[i] > longest[most])
				most = i;
		if (longest[most] <= 1)
			return false;
		longest[most]--;
		sum--;
	}
	for (int i = 0; i < l->nslots; i++)
	{
		Slot *s = &l->slot[i];
		uint64_t n = s->count;

		if (s->list != NULL)
		{
			if (longest[i] < s->words->longest)
			{
				s->filter.max_chars = longest[i];
				s->words = synth_wordtable_new(s->list, &s->filter);
			}
			n = (uint64_t) s->words->n;
		}
		if (n == 0)
			return false;
		l->space = n > SPACE_LIMIT / l->space ? SPACE_LIMIT : l->space * n;
	}
	return true;
}

static Slot *
add_word(Level *l, const char *before, const SynthWordList *list, const SynthWordFilter *filter)
{
	Slot *s = &l->slot[l->nslots++];

	s->before = before;
	s->list = list;
	s->filter = *filter;
	return s;
}

/* how many numbers there are is settled later, keep_level() at the latest */
static void
add_number(Level *l, const char *before, uint64_t first)
{
	l->slot[l->nslots++] = (Slot){.before = before, .first = first};
}

/* keeps the level if something fits; its numbers (slot `number`, -1 none) have as many digits as fit */
static void
keep_level(SynthPhrase *p, const Level *level, int number, int max_chars, uint64_t key)
{
	Level best = {.space = 0};

	for (int digits = number >= 0 ? 8 : 1; digits > 0; digits -= number >= 0 && digits > 1 ? 1 : 8)
	{
		Level l = *level;

		if (number >= 0)
		{
			uint64_t end = 1;

			for (int i = 0; i < digits; i++)
				end *= 10;
			if (end <= l.slot[number].first)
				break;
			l.slot[number].count = end - l.slot[number].first;
		}
		if (fit_level(&l, max_chars) && l.space > best.space)
			best = l;
		if (best.space >= SPACE_ENOUGH)
			break;
	}
	if (best.space == 0)
		return;
	if (best.space > SPACE_LIMIT - p->space)
		best.space = SPACE_LIMIT - p->space;
	if (best.space == 0)
		return;
	synth_permutation_init(&best.order, best.space, synth_text_mix(key, (uint64_t) p->nlevels));
	p->space += best.space;
	p->level[p->nlevels++] = best;
}

/* has the list a word without a space? */
static bool
has_solid(const SynthWordList *list)
{
	for (int i = 0; i < list->nwords; i++)
		if (strchr(list->word[i].value, ' ') == NULL)
			return true;
	return false;
}

static void
company(SynthPhrase *p, const SynthLexicon *lexicon, const char *locale, int max_chars, bool unique, bool upper,
		uint64_t key)
{
	const SynthWordList *stems = synth_lexicon_list(lexicon, "company_stem", locale, false);
	const SynthWordList *suffixes = synth_lexicon_list(lexicon, "company_suffix", locale, false);
	SynthWordFilter stem = {.upper = upper, .distinct = true, .avoid = " & "};
	SynthWordFilter suffix = {.upper = upper, .distinct = true, .avoid = unique ? " " : NULL};

	/* one suffix tells nothing, so it may have a space */
	if (unique && !has_solid(suffixes))
	{
		SynthWordList *one = synth_alloc(sizeof *one);

		*one = *suffixes;
		one->nwords = 1;
		suffixes = one;
		suffix.avoid = NULL;
	}
	for (int level = 0; level < 3; level++)
	{
		Level l = {.after = "", .share = level == 0 ? 75 : 100};

		add_word(&l, "", stems, &stem);
		if (level > 0)
			add_word(&l, " & ", stems, &stem);
		add_word(&l, " ", suffixes, &suffix);
		if (level == 2)
			add_number(&l, " ", 2);
		if (level < 2 || unique)
			keep_level(p, &l, level == 2 ? 3 : -1, max_chars, key);
	}
	if (p->nlevels == 0)
	{
		Level l = {.after = "", .share = 100};

		add_word(&l, "", stems, &stem);
		keep_level(p, &l, -1, max_chars, key);
	}
}

/* "{number} {street}" to a level; what is wrong with it counts as that */
static bool
parse_format(const char *format, Level *l, const SynthWordList *streets, const SynthWordFilter *filter, int *number)
{
	char *copy = synth_alloc(strlen(format) + 1);
	char *at = copy;

	*number = -1;
	memcpy(copy, format, strlen(format));
	for (int i = 0; i < 2; i++)
	{
		char *s = strstr(at, "{street}");
		char *n = strstr(at, "{number}");

		if (s != NULL && (n == NULL || s < n))
		{
			*s = '\0';
			add_word(l, at, streets, filter);
			at = s + strlen("{street}");
		}
		else if (n != NULL)
		{
			*n = '\0';
			*number = l->nslots;
			add_number(l, at, 1);
			at = n + strlen("{number}");
		}
	}
	l->after = at;
	return strchr(at, '{') == NULL && l->nslots > (*number >= 0);
}

static void
street(SynthPhrase *p, const SynthLexicon *lexicon, const char *locale, int max_chars, bool unique, bool upper,
	   uint64_t key)
{
	const SynthWordList *streets = synth_lexicon_list(lexicon, "street", locale, false);
	SynthWordTable *formats = synth_wordtable_new(synth_lexicon_list(lexicon, "street_format", locale, false), NULL);
	SynthWordFilter filter = {.upper = upper, .distinct = true, .avoid = unique ? ", " : NULL};

	for (int level = 0; level < (unique ? 3 : 1); level++)
	{
		Level l = {.share = 100};
		int number;

		if (formats->n == 0 || !parse_format(formats->text[0], &l, streets, &filter, &number))
		{
			l = (Level){.share = 100, .after = ""};
			add_number(&l, "", 1);
			add_word(&l, " ", streets, &filter);
			number = 0;
		}
		/* house numbers that do not astonish, then larger ones */
		if (number >= 0)
		{
			l.slot[number].first = level == 0 ? 1 : level == 1 ? 200 : 1000;
			l.slot[number].count = level == 0 ? 199 : 800;
		}
		else if (level > 0)
			break;
		keep_level(p, &l, level == 2 ? number : -1, max_chars, key);
	}
	if (p->nlevels == 0)
	{
		Level l = {.after = "", .share = 100};

		add_word(&l, "", streets, &filter);
		keep_level(p, &l, -1, max_chars, key);
	}
}

static void
slug(SynthPhrase *p, const SynthLexicon *lexicon, SynthTextKind kind, int max_chars, bool unique, uint64_t key)
{
	const SynthWordList *slugs = synth_lexicon_list(lexicon, "slug", "", false);
	const SynthWordList *domains = synth_lexicon_list(lexicon, "domain", "", false);
	const SynthWordList *endings = synth_lexicon_list(lexicon, "file_extension", "", false);
	SynthWordFilter first = {.plain = true, .distinct = true, .tag = "a"};
	SynthWordFilter second = {.plain = true, .distinct = true, .tag = "n"};
	SynthWordFilter any = {.distinct = true};

	if (synth_wordtable_new(slugs, &first)->n == 0 || synth_wordtable_new(slugs, &second)->n == 0)
		first.tag = second.tag = NULL;
	for (int level = 0; level < (unique ? 2 : 1); level++)
	{
		Level l = {.after = "", .share = 100};
		const char *joint = kind == SYNTH_TEXT_FILE_NAME ? "_" : "-";
		int number = -1;

		if (kind == SYNTH_TEXT_URL)
			add_word(&l, "https://", domains, &any);
		add_word(&l, kind == SYNTH_TEXT_URL ? "/" : "", slugs, &first);
		add_word(&l, joint, slugs, &second);
		if (level > 0)
		{
			number = l.nslots;
			add_number(&l, joint, 1);
		}
		if (kind == SYNTH_TEXT_FILE_NAME)
			add_word(&l, ".", endings, &any);
		else if (kind == SYNTH_TEXT_DOMAIN)
			l.after = ".example";
		keep_level(p, &l, number, max_chars, key);
	}
	/* little room: without the second word, then without the first */
	if (p->space < (unique ? 100000 : 1))
	{
		Level l = {.after = "", .share = 100};

		if (kind == SYNTH_TEXT_URL)
			add_word(&l, "http://", slugs, &second);
		else
			add_word(&l, "", slugs, &second);
		if (kind == SYNTH_TEXT_FILE_NAME)
			add_word(&l, ".", endings, &any);
		else
			l.after = ".test";
		if (p->nlevels == 0 || unique)
			keep_level(p, &l, -1, max_chars, key);
	}
}

SynthPhrase *
synth_phrase_new(const SynthLexicon *lexicon, SynthTextKind kind, const char *locale, int max_chars, bool unique,
				 bool upper, uint64_t key)
{
	SynthPhrase *p = synth_alloc(sizeof *p);

	synth_poll();
	if (kind == SYNTH_TEXT_COMPANY)
		company(p, lexicon, locale, max_chars, unique, upper, key);
	else if (kind == SYNTH_TEXT_STREET)
		street(p, lexicon, locale, max_chars, unique, upper, key);
	else
		slug(p, lexicon, kind, max_chars, unique, key);
	if (p->nlevels == 0)
		return NULL;
	for (int i = 0; i < p->nlevels; i++)
	{
		const Level *l = &p->level[i];
		size_t bytes = strlen(l->after);

		for (int k = 0; k < l->nslots; k++)
			bytes += strlen(l->slot[k].before) + (l->slot[k].list != NULL ? l->slot[k].words->most_bytes : 20);
		if (bytes > p->bytes)
			p->bytes = bytes;
	}
	return p;
}

uint64_t
synth_phrase_space(const SynthPhrase *p)
{
	return p->space;
}

static int
put(char *out, int n, const char *text, size_t bytes)
{
	memcpy(out + n, text, bytes);
	return n + (int) bytes;
}

/* number: of the text in mixed radix, first slot fastest; or, by weight, a hash */
static int
put_level(const Level *l, uint64_t number, bool weighted, char *out)
{
	uint64_t last = 0;
	int n = 0;

	for (int i = 0; i < l->nslots; i++)
	{
		const Slot *s = &l->slot[i];
		uint64_t size = s->list != NULL ? (uint64_t) s->words->n : s->count;
		uint64_t hash = weighted ? synth_text_mix(number, (uint64_t) i) : 0;
		uint64_t k;

		n = put(out, n, s->before, strlen(s->before));
		if (!weighted)
		{
			k = number % size;
			number /= size;
		}
		else if (s->list != NULL)
		{
			k = (uint64_t) synth_wordtable_pick(s->words, hash);
			/* nobody is called "Lumora & Lumora" */
			if (i > 0 && s->list == l->slot[i - 1].list && s->words->n == l->slot[i - 1].words->n && k == last)
				k = (k + 1) % size;
		}
		else
			k = synth_text_below(hash, size);
		last = k;
		if (s->list != NULL)
			n = put(out, n, s->words->text[k], (size_t) s->words->bytes[k]);
		else
			n += synth_letters_number(s->first + k, out + n);
	}
	return put(out, n, l->after, strlen(l->after));
}

int
synth_phrase_pick(const SynthPhrase *p, uint64_t hash, char *out)
{
	int level = 0;

	while (level < p->nlevels - 1
		   && synth_text_below(synth_text_mix(hash, 31), 100) >= (uint64_t) p->level[level].share)
		level++;
	return put_level(&p->level[level], synth_text_mix(hash, 32), true, out);
}

int
synth_phrase_at(const SynthPhrase *p, uint64_t index, char *out)
{
	int level = 0;

	while (level < p->nlevels - 1 && index >= p->level[level].space)
		index -= p->level[level++].space;
	return put_level(&p->level[level], synth_permutation_at(&p->level[level].order, index), false, out);
}

size_t
synth_phrase_bytes(const SynthPhrase *p)
{
	return p->bytes;
}
