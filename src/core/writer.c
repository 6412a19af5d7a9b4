/*-------------------------------------------------------------------------
 *
 * writer.c
 *	  Numbers, texts and arrays as bytes: little-endian whatever the machine.
 *
 *-------------------------------------------------------------------------
 */
#include "writer.h"

#include <string.h>

void
synth_write_bytes(SynthWriter *w, const void *bytes, size_t len)
{
	size_t end = synth_size_add(w->n, len);

	if (w->out != NULL && len > 0)
		memcpy(w->out + w->n, bytes, len);
	w->n = end;
}

void
synth_write_number(SynthWriter *w, uint64_t value, int size)
{
	uint8_t b[8];

	for (int i = 0; i < size; i++)
		b[i] = (uint8_t) (value >> (8 * i));
	synth_write_bytes(w, b, (size_t) size);
}

void
synth_write_u8(SynthWriter *w, int value)
{
	synth_write_number(w, (uint64_t) value, 1);
}

void
synth_write_i32(SynthWriter *w, int value)
{
	synth_write_number(w, (uint64_t) (int64_t) value, 4);
}

void
synth_write_i64(SynthWriter *w, int64_t value)
{
	synth_write_number(w, (uint64_t) value, 8);
}

void
synth_write_double(SynthWriter *w, double value)
{
	uint64_t bits;

	memcpy(&bits, &value, sizeof(bits));
	synth_write_number(w, bits, 8);
}

void
synth_write_string(SynthWriter *w, const char *s)
{
	size_t len = strlen(s);

	synth_write_number(w, len, 4); /* the check has seen that it is short */
	synth_write_bytes(w, s, len);
}

void
synth_write_optional(SynthWriter *w, const char *s)
{
	synth_write_u8(w, s != NULL);
	if (s != NULL)
		synth_write_string(w, s);
}

void
synth_write_floats(SynthWriter *w, const float *x, size_t n)
{
	if (w->out == NULL)
	{
		w->n = synth_size_add(w->n, synth_size_mul(n, 4));
		return;
	}
	for (size_t i = 0; i < n; i++)
	{
		uint32_t bits;

		memcpy(&bits, &x[i], sizeof(bits));
		synth_write_number(w, bits, 4);
	}
}
