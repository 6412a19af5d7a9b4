/*-------------------------------------------------------------------------
 *
 * shape_parts.h
 *	  A shape as runs of character classes: between the files of shape.c only.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_SHAPE_PARTS_H
#define SYNTH_SHAPE_PARTS_H

#include "shape.h"

typedef enum ShapeClass
{
	CLASS_LITERAL, /* one separator, or a letter that is kept */
	CLASS_DIGIT,
	CLASS_UPPER,
	CLASS_LOWER,
	CLASS_HEX_LOWER,
	CLASS_HEX_UPPER,
	CLASS_MIXED_LOWER,
	CLASS_MIXED_UPPER,
	CLASS_MIXED
} ShapeClass;

/* a run of one class; a separator or a kept letter is one of its own */
typedef struct ShapeRun
{
	ShapeClass class;
	int from; /* first byte in the value */
	int length;
	char literal;
} ShapeRun;

typedef struct Shape
{
	int n;
	ShapeRun run[SYNTH_SHAPE_MAX_VALUE];
} Shape;

static inline ShapeClass
synth_shape_class(char c)
{
	if (c >= '0' && c <= '9')
		return CLASS_DIGIT;
	if (c >= 'A' && c <= 'Z')
		return CLASS_UPPER;
	if (c >= 'a' && c <= 'z')
		return CLASS_LOWER;
	return CLASS_LITERAL;
}

/*
 * Writes the shape; `value` gives the letters that are kept, NULL if literals
 * have theirs.  False if it does not fit into `room` bytes with its NUL.
 */
extern bool synth_shape_spell(const Shape *s, const char *value, char *out, int room);
/* reads what that wrote; letters that were kept become runs of their class again */
extern void synth_shape_read(Shape *s, const char *text);

#endif /* SYNTH_SHAPE_PARTS_H */
