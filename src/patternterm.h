/*-------------------------------------------------------------------------
 *
 * patternterm.h
 *	  What a condition on a text says about its characters, if that is simple.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_PATTERNTERM_H
#define SYNTH_PATTERNTERM_H

#include "synth.h"
#include "nodes/pg_list.h"

#include "core/pattern.h"

/* longer than any text */
#define PATTERNTERM_NO_LIMIT PG_INT32_MAX
/* the server's limit of {n} */
#define PATTERNTERM_MAX_REPEAT 255

typedef enum PatternTermKind
{
	PATTERNTERM_PATTERN,
	PATTERNTERM_LENGTH
} PatternTermKind;

/* one of several conditions that hold together */
typedef struct PatternTerm
{
	PatternTermKind kind;
	SynthPatternPart part; /* PATTERN; UTF-8 */
	int lo;				   /* LENGTH in characters, both ends inside */
	int hi;
	/* of a char(n): about the value without its trailing spaces, else with them */
	bool stripped;
	/* capitals only, small letters only: exact for ASCII letters */
	bool upper;
	bool lower;
} PatternTerm;

/*
 * Appends what the condition (of one text, a CoerceToDomainValue) says, as
 * terms that hold together exactly if it is true, to *terms.  False, and
 * *terms as it was, if that is not known.  `negated` takes its opposite.
 */
extern bool patternterm_read(Node *node, bool negated, List **terms);

/* all true: for the files of terms */
extern bool patternterm_add_pattern(List **terms, const char *text, SynthPatternSyntax syntax, bool ignore_case,
									bool negated, bool stripped);
extern bool patternterm_add_length(List **terms, int lo, int hi, bool stripped);
extern bool patternterm_add_case(List **terms, bool upper, bool stripped);
/*
 * patterncall.c: the same for function(left, right), which may be an
 * operator's; collation is that of its input.
 */
extern bool patterncall_read(List **terms, Oid function, Oid collation, Node *left, Node *right, bool negated);

#endif /* SYNTH_PATTERNTERM_H */
