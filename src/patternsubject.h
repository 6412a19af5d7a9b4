/*-------------------------------------------------------------------------
 *
 * patternsubject.h
 *	  What a side of a comparison is: the value, something of it, a constant.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_PATTERNSUBJECT_H
#define SYNTH_PATTERNSUBJECT_H

#include "synth.h"
#include "nodes/pg_list.h"

typedef enum PatternSubject
{
	PATTERNSUBJECT_VALUE,	 /* a char(n) with its trailing spaces */
	PATTERNSUBJECT_STRIPPED, /* a char(n) without them */
	/* of either of these */
	PATTERNSUBJECT_TRIMMED,
	PATTERNSUBJECT_LEFT_TRIMMED,
	PATTERNSUBJECT_RIGHT_TRIMMED,
	PATTERNSUBJECT_UPPER,
	PATTERNSUBJECT_LOWER,
	PATTERNSUBJECT_NONE
} PatternSubject;

/* some first or last characters of the value */
typedef struct PatternEnd
{
	int chars;
	bool last;
	bool stripped;
} PatternEnd;

extern PatternSubject patternsubject_of(Node *node);
/* the value itself, trailing spaces or not */
extern bool patternsubject_is_value(PatternSubject subject);
/* left(), right(), substr() from the first character */
extern bool patternsubject_end(Node *node, PatternEnd *end);
/* a length of a subject; octets: in bytes */
extern bool patternsubject_length(Node *node, PatternSubject *subject, bool *octets);
/* position(): the text that is looked for, UTF-8; NULL if it is none */
extern const char *patternsubject_position(Node *node, PatternSubject *subject);
/* a constant text, in the server's encoding, as a copy; NULL if it is none */
extern char *patternsubject_text(Node *node);
extern bool patternsubject_is_ascii(const char *text);
/* in UTF-8 as patterns are, NULL if it is in another encoding and not ASCII */
extern const char *patternsubject_utf8(const char *text);
extern bool patternsubject_int(Node *node, int *n);
/* never true (negated: always) of a value that is not NULL */
extern bool patternsubject_is_false(Node *node, bool negated);

#endif /* SYNTH_PATTERNSUBJECT_H */
