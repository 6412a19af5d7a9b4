/*-------------------------------------------------------------------------
 *
 * pool.h
 *	  Texts of any of several patterns: telephone numbers, identifiers.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_POOL_H
#define SYNTH_POOL_H

#include "pattern.h"
#include "permute.h"
#include "wordtable.h"

typedef struct SynthPool
{
	SynthWordTable *source; /* the patterns that compile, by weight */
	SynthPattern **pattern; /* [source->n] */
	SynthPattern *all;		/* with uniqueness: what matches any of them */
	uint64_t space;			/* of it; 0: no text fits */
	SynthPermutation order;
	size_t bytes; /* longest text */
} SynthPool;

/*
 * Pool of the patterns in a list (NULL: none), of texts of at most max_chars
 * characters (0: no limit); tag: only entries that have it, NULL all.
 * Patterns that are wrong, or of which nothing fits, are left out: source->n
 * may be 0.
 */
extern SynthPool *synth_pool_new(const SynthWordList *list, const char *tag, int max_chars, bool unique, uint64_t key);
/* the pool of one pattern that exists already */
extern SynthPool *synth_pool_of(const SynthPattern *pattern, bool unique, uint64_t key);
/* the text that `hash` names; returns its bytes; source->n >= 1 */
extern int synth_pool_pick(const SynthPool *p, uint64_t hash, char *out);
/* text number index < space of a unique pool */
extern int synth_pool_at(const SynthPool *p, uint64_t index, char *out);

#endif /* SYNTH_POOL_H */
