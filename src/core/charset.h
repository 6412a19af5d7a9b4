/*-------------------------------------------------------------------------
 *
 * charset.h
 *	  Sets of code points, and memory that is given back all at once.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_CHARSET_H
#define SYNTH_CHARSET_H

#include "env.h"

/* blocks that one computation needs and nobody after it; {NULL} to begin with */
typedef struct SynthScratch
{
	struct SynthScratchBlock *first;
} SynthScratch;

/* zeroed */
extern void *synth_scratch_array(SynthScratch *s, size_t count, size_t size);
/* a larger copy of an array that held `used` entries; the old one stays until the end */
extern void *synth_scratch_grow(SynthScratch *s, const void *old, size_t used, size_t count, size_t size);
extern void synth_scratch_free(SynthScratch *s);

#define SYNTH_CHAR_MAX 0x10FFFF

typedef struct SynthCharRange
{
	uint32_t lo;
	uint32_t hi;
} SynthCharRange;

/* ranges in order, neither overlapping nor adjacent; {0} is the empty set */
typedef struct SynthCharSet
{
	int n;
	int room;
	SynthCharRange *range;
} SynthCharSet;

/*
 * What a character class means beyond ASCII depends on the server's locale.
 * SURELY leaves out what may or may not belong to the set, PERHAPS takes it
 * in; the complement of one is the other of the complement.
 */
typedef enum SynthCharBound
{
	SYNTH_CHAR_SURELY,
	SYNTH_CHAR_PERHAPS
} SynthCharBound;

/* adds lo .. hi, without the code point 0 and surrogates */
extern void synth_charset_add(SynthScratch *s, SynthCharSet *set, uint32_t lo, uint32_t hi);
extern void synth_charset_union(SynthScratch *s, SynthCharSet *set, const SynthCharSet *other);
extern SynthCharSet synth_charset_complement(SynthScratch *s, const SynthCharSet *set);
extern SynthCharSet synth_charset_intersect(SynthScratch *s, const SynthCharSet *a, const SynthCharSet *b);
extern bool synth_charset_has(const SynthCharSet *set, uint32_t c);
extern bool synth_charset_equal(const SynthCharSet *a, const SynthCharSet *b);
/* adds a class such as "alpha"; false if there is none of that name */
extern bool synth_charset_add_class(SynthScratch *s, SynthCharSet *set, const char *name, int length,
									SynthCharBound bound);
/* adds the other case of each letter */
extern void synth_charset_add_cases(SynthScratch *s, SynthCharSet *set, SynthCharBound bound);
/* code points that are no visible character of their own: controls, private use, .. */
extern SynthCharSet synth_charset_unseen(SynthScratch *s);

/* UTF-8: bytes read, 0 if none or malformed; bytes written, at most 4 */
extern int synth_char_decode(const char *s, const char *end, uint32_t *c);
extern int synth_char_encode(uint32_t c, char *out);

#endif /* SYNTH_CHARSET_H */
