/*-------------------------------------------------------------------------
 *
 * reader.h
 *	  Numbers, texts and arrays from bytes that anybody may have written.
 *
 * Each function moves on by what it has read.  Where too little is left, or
 * what is there cannot be such a thing, it fails with SYNTH_ERR_CORRUPT; no
 * memory is asked for before it is known that the bytes for it are there.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_READER_H
#define SYNTH_READER_H

#include "env.h"

typedef struct SynthReader
{
	const uint8_t *at;
	size_t left;
	int version; /* of the format */
} SynthReader;

extern void synth_read_corrupt(void) __attribute__((noreturn));
extern const uint8_t *synth_read_bytes(SynthReader *r, size_t len);
extern uint64_t synth_read_number(SynthReader *r, int size); /* of 1 to 8 bytes */
extern int synth_read_u8(SynthReader *r);
extern bool synth_read_bool(SynthReader *r); /* 0 or 1 */
/* a value of an enum from `first` to `last` */
extern int synth_read_enum(SynthReader *r, int first, int last);
extern int synth_read_i32(SynthReader *r);
extern int64_t synth_read_i64(SynthReader *r);
extern double synth_read_double(SynthReader *r); /* finite */
/* how many things of at least `least` bytes follow */
extern int synth_read_count(SynthReader *r, size_t least);
extern char *synth_read_string(SynthReader *r);
extern float *synth_read_floats(SynthReader *r, size_t n); /* any bits */
extern uint16_t *synth_read_codes(SynthReader *r, size_t n);

#endif /* SYNTH_READER_H */
