/*-------------------------------------------------------------------------
 *
 * codec.h
 *	  Bytes of a model: versioned, little-endian, checksummed.
 *
 * Layout: magic "SYNTHMDL", u16 format version, u16 flags (0), u64 length of
 * the body, body, u32 CRC-32C of all before.  Strings are u32 length + bytes
 * (no NUL inside, valid length), doubles are IEEE bits (finite only),
 * conditional tables are float32.  Reading validates every length before it
 * allocates, every enum, every index, and finally synth_model_check(); bytes
 * after the end are an error.  Any failure is SYNTH_ERR_CORRUPT.
 *
 * Version 2 added trees, copulas, min_count, min_leaf and the limits of axes;
 * models of version 1 are read as they were.  Version 3 added texts and the
 * words that they are made of.  Version 4 added rules, foreign keys, ranges and
 * public tables; it also reads 1 to 3.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_CODEC_H
#define SYNTH_CODEC_H

#include "model.h"

#define SYNTH_FORMAT_VERSION 4

extern uint8_t *synth_model_encode(const SynthModel *m, size_t *len);
extern SynthModel *synth_model_decode(const uint8_t *bytes, size_t len);
#ifdef SYNTH_TEST
/* bytes of an earlier version, for tests of reading them */
extern uint8_t *synth_model_encode_as(const SynthModel *m, int version, size_t *len);
#endif

#endif /* SYNTH_CODEC_H */
