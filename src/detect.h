/*-------------------------------------------------------------------------
 *
 * detect.h
 *	  What kind of text each column of a source holds.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_DETECT_H
#define SYNTH_DETECT_H

#include "synth.h"

#include "core/text.h"
#include "frame.h"
#include "relation.h"

typedef struct Detection
{
	SynthTextKind kind;
	const char *by; /* constant text: "type", "name", "content"; NULL for no kind */
	bool certain;	/* type, content, or a name without doubt */
	/*
	 * Content: the values look like categories.  Those that at least min_count
	 * rows share cover nine rows in ten, and they are at most 256, or 1,024
	 * short ones; or they cover half of the rows, and there are at most 256
	 * values in all, each of five rows on average; or half of the rows have
	 * values that as many rows share or that everybody knows (publicword.h).
	 * Never with a kind that is about persons or their addresses.
	 */
	bool few;
	SynthTextBasis basis;
	int chars;	/* content: regions and countries are written as codes of so many letters, 0: they are not */
	bool upper; /* content: no value has a small letter */
} Detection;

/*
 * For all columns of the table; those that hold no text get no kind.  Arrays
 * get the kind of their elements, by name.  Without read_content the types and
 * names decide, no row is read.  With it up to 20,000 rows are read, with the
 * caller's rights and under row security.
 */
extern void detect_columns(const SourceTable *t, Relation rel, bool read_content, int64 min_count,
						   Detection *d /* [ncolumns] */);
/* the same from rows that are there already, for columns that the frame has */
extern void detect_in_frame(const SourceTable *t, const Frame *frame, int64 min_count, Detection *d /* [ncolumns] */);

/* text, varchar, char(n), name, citext (domains stripped); not "char", and enums are no strings */
extern bool detect_is_string(Oid basetype);
/* kinds, and none, whose frequent values may be shown: they are about nobody */
extern bool detect_is_lookup(SynthTextKind kind);

#endif /* SYNTH_DETECT_H */
