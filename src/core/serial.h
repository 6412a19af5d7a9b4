/*-------------------------------------------------------------------------
 *
 * serial.h
 *	  Generated keys: an index 1, 2, 3, .. written so that no two indexes
 *	  ever give the same key.
 *
 * Everything here is injective by construction, so a generated key needs no
 * look-up to be unique, and two calls whose index ranges do not overlap never
 * collide whatever their sizes.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_SERIAL_H
#define SYNTH_SERIAL_H

#include "bits.h"

/* longest text of a serial, with its NUL */
#define SYNTH_SERIAL_LEN 32
/* texts that have room are padded to this many digits */
#define SYNTH_SERIAL_DIGITS 10

/*
 * How many indexes (0 .. n-1) a text of at most `width` characters can hold;
 * saturates at INT64_MAX.
 */
extern int64_t synth_serial_space(int width);
/* the same where small letters may follow, because they are no capitals to whoever compares */
extern int64_t synth_serial_space_small(int width);
/*
 * Text of an index: decimal, zero-padded, as long as it fits into `width`
 * characters; then strings of `width` characters from 0-9A-Z that hold a
 * letter; from synth_serial_space() on those from 0-9A-Za-z that hold a small
 * one.  out has SYNTH_SERIAL_LEN bytes; 0 <= index < synth_serial_space_small().
 */
extern void synth_serial_text(int64_t index, int width, char *out);
/*
 * 16 bytes that look like a version 4 UUID: a keyed permutation of the index,
 * one-to-one for each seed.  Not cryptographic: the seed of a sample is no
 * secret.
 */
extern void synth_serial_uuid(uint64_t seed, uint64_t index, uint8_t out[16]);

#endif /* SYNTH_SERIAL_H */
