/*-------------------------------------------------------------------------
 *
 * pattern.h
 *	  Patterns as sets of texts that can be counted, numbered and drawn.
 *
 * A pattern is compiled to a deterministic automaton over code points, so each
 * text of its language has exactly one path: the number of texts is exact, the
 * i-th text needs no search, and several patterns (AND, AND NOT) are one by a
 * product.  That makes texts unique by a permutation of their numbers.
 *
 * Texts are made of ASCII letters and digits and of what the patterns spell
 * out, so `.` gives nothing odd; a set that has none of these, such as
 * [^A-Za-z0-9], brings in what ASCII (or else Unicode) has of it.  All that is
 * made matches all that was given, in any locale of the server: of a class
 * such as \w, and of other cases, only those characters are made that belong
 * to it for sure, and a negated pattern forbids all that may.
 *
 * Patterns whose automaton would be beyond some thousand states are refused.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_PATTERN_H
#define SYNTH_PATTERN_H

#include "bits.h"

typedef enum SynthPatternSyntax
{
	SYNTH_PATTERN_WHOLE,  /* what users write: a regular expression that the whole text matches */
	SYNTH_PATTERN_REGEX,  /* operator ~ : matches somewhere unless anchored */
	SYNTH_PATTERN_LIKE,	  /* LIKE with escape \ */
	SYNTH_PATTERN_SIMILAR /* SIMILAR TO: whole text */
} SynthPatternSyntax;

typedef enum SynthPatternFault
{
	SYNTH_PATTERN_OK,
	SYNTH_PATTERN_SYNTAX,	   /* cannot compile */
	SYNTH_PATTERN_UNSUPPORTED, /* back reference, look-around, word boundary, .. */
	SYNTH_PATTERN_INFINITE,	   /* only where the caller asks for a finite one */
	SYNTH_PATTERN_TOO_LARGE,   /* automaton beyond the limits */
	SYNTH_PATTERN_EMPTY		   /* no text at all matches */
} SynthPatternFault;

typedef struct SynthPatternError
{
	SynthPatternFault fault;
	int offset;			 /* byte in the pattern, -1 unknown */
	const char *message; /* constant, lower case, one line; no part of the pattern */
} SynthPatternError;

typedef struct SynthPatternPart
{
	const char *text; /* UTF-8, NUL-terminated */
	SynthPatternSyntax syntax;
	bool ignore_case;
	bool negated; /* !~, NOT LIKE */
} SynthPatternPart;

typedef struct SynthPattern SynthPattern;

/*
 * Limits of length: a language that does not end is cut 12 characters after
 * its shortest text, and later only if it has less than 2^40 texts till there;
 * one that ends is whole, or, with 2^62 texts, cut 64 characters after it.
 *
 * The texts that satisfy all parts and have min_chars to max_chars code
 * points.  max_chars 0: no limit is known; then repetition without an end is
 * SYNTH_PATTERN_INFINITE if `finite` is asked for, else cut so that texts
 * stay reasonably short.  NULL and *error if there is no such pattern.
 */
extern SynthPattern *synth_pattern_compile(const SynthPatternPart *part, int nparts, int min_chars, int max_chars,
										   bool finite, SynthPatternError *error);
/* one whole-text pattern, finite or cut as above */
extern SynthPattern *synth_pattern_new(const char *text, int max_chars, bool finite, SynthPatternError *error);
/* texts in the language; more than 2^62 are counted as 2^62 */
extern uint64_t synth_pattern_space(const SynthPattern *p);
/* longest text in bytes (UTF-8), without NUL; and in code points */
extern int synth_pattern_bytes(const SynthPattern *p);
extern int synth_pattern_chars(const SynthPattern *p);
/*
 * Text number i < space, in order of length and code points unless there are
 * 2^62 texts or more; different numbers have different texts.  Writes at most synth_pattern_bytes() bytes, no NUL; returns the bytes.
 */
extern int synth_pattern_text(const SynthPattern *p, uint64_t i, char *out);
/*
 * A random text: a length among those that occur (of a language without end
 * the first 13), evenly, then a text of that length, evenly; if there are 2^62
 * of them or more, each character evenly among those that leave most.
 */
extern int synth_pattern_draw(const SynthPattern *p, SynthStream *st, char *out);
/*
 * Does the text surely match?  Of all of Unicode, whatever texts are made of,
 * and of all lengths from min_chars to max_chars; false if that depends on the
 * locale.
 */
extern bool synth_pattern_matches(const SynthPattern *p, const char *text, int length);

#endif /* SYNTH_PATTERN_H */
