/*-------------------------------------------------------------------------
 *
 * reader.c
 *	  Reads numbers, texts and arrays from bytes that anybody may have
 *	  written.
 *
 *-------------------------------------------------------------------------
 */
#include "reader.h"

#include <math.h>
#include <string.h>

void
synth_read_corrupt(void)
{
	synth_fail(SYNTH_ERR_CORRUPT, "the stored model is damaged");
}

const uint8_t *
synth_read_bytes(SynthReader *r, size_t len)
{
	const uint8_t *p = r->at;

	if (len > r->left)
		synth_read_corrupt();
	r->at += len;
	r->left -= len;
	return p;
}

uint64_t
synth_read_number(SynthReader *r, int size)
{
	const uint8_t *p = synth_read_bytes(r, (size_t) size);
	uint64_t value = 0;

	for (int i = 0; i < size; i++)
		value |= (uint64_t) p[i] << (8 * i);
	return value;
}

int
synth_read_u8(SynthReader *r)
{
	return (int) synth_read_number(r, 1);
}

bool
synth_read_bool(SynthReader *r)
{
	int v = synth_read_u8(r);

	if (v > 1)
		synth_read_corrupt();
	return v == 1;
}

/* a value of an enum that begins at `first` */
int
synth_read_enum(SynthReader *r, int first, int last)
{
	int v = synth_read_u8(r);

	if (v < first || v > last)
		synth_read_corrupt();
	return v;
}

int
synth_read_i32(SynthReader *r)
{
	uint32_t v = (uint32_t) synth_read_number(r, 4);

	return v <= INT32_MAX ? (int) v : (int) ((int64_t) v - (INT64_C(1) << 32));
}

int64_t
synth_read_i64(SynthReader *r)
{
	uint64_t v = synth_read_number(r, 8);
	int64_t x;

	memcpy(&x, &v, sizeof(x));
	return x;
}

double
synth_read_double(SynthReader *r)
{
	uint64_t v = synth_read_number(r, 8);
	double x;

	memcpy(&x, &v, sizeof(x));
	if (!isfinite(x))
		synth_read_corrupt();
	return x;
}

/* how many things of at least `least` bytes follow */
int
synth_read_count(SynthReader *r, size_t least)
{
	int n = synth_read_i32(r);

	if (n < 0 || (size_t) n > r->left / least)
		synth_read_corrupt();
	return n;
}

char *
synth_read_string(SynthReader *r)
{
	size_t len = (size_t) synth_read_number(r, 4);
	const uint8_t *p = synth_read_bytes(r, len);
	char *s;

	if (len > 0 && memchr(p, '\0', len) != NULL)
		synth_read_corrupt();
	s = synth_alloc(len + 1);
	memcpy(s, p, len);
	s[len] = '\0';
	return s;
}

float *
synth_read_floats(SynthReader *r, size_t n)
{
	const uint8_t *p;
	float *x;

	if (n > r->left / 4)
		synth_read_corrupt();
	x = synth_alloc_array(n, sizeof(float));
	p = synth_read_bytes(r, n * 4);
	for (size_t i = 0; i < n; i++, p += 4)
	{
		uint32_t bits = (uint32_t) p[0] | (uint32_t) p[1] << 8 | (uint32_t) p[2] << 16 | (uint32_t) p[3] << 24;

		memcpy(&x[i], &bits, sizeof(bits));
	}
	return x;
}

uint16_t *
synth_read_codes(SynthReader *r, size_t n)
{
	const uint8_t *p;
	uint16_t *x;

	if (n > r->left / 2)
		synth_read_corrupt();
	x = synth_alloc_array(n, sizeof(uint16_t));
	p = synth_read_bytes(r, n * 2);
	for (size_t i = 0; i < n; i++, p += 2)
		x[i] = (uint16_t) (p[0] | p[1] << 8);
	return x;
}
