/*-------------------------------------------------------------------------
 *
 * wordtable.h
 *	  Words of a lexicon ready for use: written, measured, drawn by weight.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_WORDTABLE_H
#define SYNTH_WORDTABLE_H

#include "text.h"

typedef struct SynthWordTable
{
	int n;
	const SynthWord **entry; /* [n] */
	const char **text;		 /* [n] as it is written, NUL-terminated */
	int *bytes;
	int *chars;
	int longest;	/* characters; 0 if n is 0 */
	uint32_t *keep; /* alias method: entry i is itself below keep[i] / 2^32, else alias[i] */
	int32_t *alias;
	size_t most_bytes;
} SynthWordTable;

/* which words, and how they are written */
typedef struct SynthWordFilter
{
	int max_chars;		/* 0 any; longer words are left out */
	bool upper;			/* in capitals */
	bool plain;			/* only small ASCII letters are kept of them; words without any are left out */
	bool distinct;		/* of words that are written alike only the first one */
	const char *avoid;	/* words that have this in them are left out; NULL none */
	const char *tag;	/* only words with this tag; NULL any */
	const char *tag2;	/* or with this one */
	const char *parent; /* only words with this parent; NULL any */
} SynthWordFilter;

/*
 * Words of a list: of the locale; else of ''; else of en_US; else a few that
 * are built in.  `local`: of the locale only (what belongs to a place).  NULL
 * if there are none.
 */
extern const SynthWordList *synth_lexicon_list(const SynthLexicon *lexicon, const char *list, const char *locale,
											   bool local);
/* a table of those words of the list that pass; list NULL: an empty one; filter NULL: all as they are */
extern SynthWordTable *synth_wordtable_new(const SynthWordList *list, const SynthWordFilter *filter);
/* entry by weight, n >= 1 */
static inline int
synth_wordtable_pick(const SynthWordTable *t, uint64_t hash)
{
	int i = (int) (((hash >> 32) * (uint64_t) t->n) >> 32);

	return (uint32_t) hash < t->keep[i] ? i : t->alias[i];
}

/* built in words, for lexicons that lack the list: wordfallback.c */
extern const SynthWordList *synth_wordtable_fallback(const char *list);
/* index order by the text that is written, then by number: for finding equal ones */
extern int *synth_wordtable_order(const SynthWordTable *t);

#endif /* SYNTH_WORDTABLE_H */
