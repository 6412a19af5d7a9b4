/*-------------------------------------------------------------------------
 *
 * writer.h
 *	  Numbers, texts and arrays as bytes.
 *
 * What is laid out is laid out twice by the same code: once to count, with
 * `out` NULL, and once to write into memory of that size.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_WRITER_H
#define SYNTH_WRITER_H

#include "env.h"

typedef struct SynthWriter
{
	uint8_t *out; /* NULL while counting */
	size_t n;
	int version; /* of the format */
} SynthWriter;

extern void synth_write_bytes(SynthWriter *w, const void *bytes, size_t len);
extern void synth_write_number(SynthWriter *w, uint64_t value, int size); /* of 1 to 8 bytes */
extern void synth_write_u8(SynthWriter *w, int value);
extern void synth_write_i32(SynthWriter *w, int value);
extern void synth_write_i64(SynthWriter *w, int64_t value);
extern void synth_write_double(SynthWriter *w, double value);
extern void synth_write_string(SynthWriter *w, const char *s);	 /* below 4 GB */
extern void synth_write_optional(SynthWriter *w, const char *s); /* NULL: absent */
extern void synth_write_floats(SynthWriter *w, const float *x, size_t n);

#endif /* SYNTH_WRITER_H */
