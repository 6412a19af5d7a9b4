/*-------------------------------------------------------------------------
 *
 * bytes.h
 *	  The frame of a stored model, shared by its writer and its reader.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_BYTES_H
#define SYNTH_BYTES_H

#include "env.h"

#define SYNTH_MAGIC "SYNTHMDL"
#define SYNTH_MAGIC_BYTES 8
/* magic, u16 version, u16 flags, u64 length of the body */
#define SYNTH_HEAD_BYTES (SYNTH_MAGIC_BYTES + 2 + 2 + 8)
#define SYNTH_TAIL_BYTES 4

/* CRC-32C (Castagnoli, reflected, as in RFC 3720) */
extern uint32_t synth_crc32c(const uint8_t *bytes, size_t len);

#endif /* SYNTH_BYTES_H */
