/*-------------------------------------------------------------------------
 *
 * test_codec.c
 *	  Models survive their bytes; damaged bytes never become a bad model.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "core/bytes.h"
#include "core/codec.h"
#include "random_model.h"

static RandomModel shape = {1, 6, 25, 3};

/* decode that returns NULL where it fails, and insists on the right code */
static SynthModel *
try_decode(const uint8_t *bytes, size_t len)
{
	UnitCatch c;
	SynthModel *volatile m = NULL;

	c.outer = unit_catch;
	unit_catch = &c;
	if (setjmp(c.jump) == 0)
		m = synth_model_decode(bytes, len);
	else if (c.code != SYNTH_ERR_CORRUPT)
	{
		unit_catch = c.outer;
		unit_failed(__FILE__, __LINE__, "failed with %s: %s", unit_code_name(c.code), c.message);
	}
	unit_catch = c.outer;
	return m;
}

static void
put_checksum(uint8_t *bytes, size_t len)
{
	uint32_t crc = synth_crc32c(bytes, len - SYNTH_TAIL_BYTES);

	for (int i = 0; i < 4; i++)
		bytes[len - 4 + (size_t) i] = (uint8_t) (crc >> (8 * i));
}

UNIT_TEST(checksum_is_crc32c)
{
	/* RFC 3720, B.4 and the usual check value */
	static const uint8_t zero[32];

	CHECK(synth_crc32c((const uint8_t *) "123456789", 9) == UINT32_C(0xE3069283));
	CHECK(synth_crc32c(zero, 32) == UINT32_C(0x8A9136AA));
	CHECK(synth_crc32c(zero, 0) == 0);
}

UNIT_TEST(models_survive_their_bytes)
{
	RandomModel r = shape;

	for (int i = 0; i < 300; i++)
	{
		SynthModel *m = random_model_new(&r);
		SynthModel *back;
		size_t len;
		size_t len_again;
		uint8_t *bytes = synth_model_encode(m, &len);
		uint8_t *again;

		back = synth_model_decode(bytes, len);
		again = synth_model_encode(back, &len_again);
		CHECK_INT(len_again, len);
		CHECK(memcmp(bytes, again, len) == 0);

		/* and the meaning, not only the bytes */
		CHECK_STR(back->source_name, m->source_name);
		CHECK_INT(back->nattributes, m->nattributes);
		CHECK(back->total == m->total && back->is_private == m->is_private && back->method == m->method);
		for (int a = 0; a < m->nattributes; a++)
		{
			const SynthAttribute *x = &m->attribute[a];
			const SynthAttribute *y = &back->attribute[a];

			CHECK_STR(y->name, x->name);
			CHECK_INT(y->null_code, x->null_code);
			CHECK_INT(y->nan_code, x->nan_code);
			CHECK(memcmp(x->mass, y->mass, (size_t) x->nfine * sizeof(double)) == 0);
			CHECK(memcmp(x->group, y->group, (size_t) x->nfine * sizeof(uint16_t)) == 0);
			if (x->kind == SYNTH_CATEGORY)
				CHECK_STR(y->label[x->nvalues - 1], x->label[x->nvalues - 1]);
			else
				CHECK(memcmp(x->axis->edge, y->axis->edge, ((size_t) x->nvalues + 1) * sizeof(int64_t)) == 0);
			CHECK(m->conditional[a].ncells == back->conditional[a].ncells);
			CHECK(memcmp(m->conditional[a].p, back->conditional[a].p, m->conditional[a].ncells * sizeof(float)) == 0);
		}
		for (int c = 0; c < m->ncolumns; c++)
		{
			CHECK_STR(back->column[c].type, m->column[c].type);
			CHECK_INT(back->column[c].scale, m->column[c].scale);
		}
	}
}

UNIT_TEST(the_format_does_not_depend_on_the_machine)
{
	SynthModel m = {0};
	size_t len;
	uint8_t *bytes;
	static const uint8_t head[] = {'S', 'Y', 'N', 'T', 'H', 'M', 'D', 'L', 1, 0, 0,	  0,	113, 0,
								   0,	0,	 0,	  0,   0,	0,	 1,	  0,   0, 0, 's', 2,	0,	 0,
								   0,	't', 'u', 3,   1,	0,	 0,	  0,   0, 0, 0,	  0xF0, 0x3F};

	m.source_schema = "s";
	m.source_name = "tu";
	m.unit = "row";
	m.method = SYNTH_METHOD_INDEPENDENT;
	m.is_private = true;
	m.epsilon = 1.0;
	m.max_rows = 1;
	m.account.stability = 1;
	bytes = synth_model_encode(&m, &len);
	CHECK_INT(len, 113 + SYNTH_HEAD_BYTES + SYNTH_TAIL_BYTES);
	for (size_t i = 0; i < sizeof(head); i++)
		CHECK_INT(bytes[i], head[i]);
}

UNIT_TEST(what_cannot_be_read_is_not_written)
{
	SynthModel m = {0};
	size_t len;

	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_model_encode(&m, &len));
}

UNIT_TEST(every_truncation_is_corrupt)
{
	RandomModel r = shape;
	size_t len;
	uint8_t *bytes = synth_model_encode(random_model_new(&r), &len);

	for (size_t n = 0; n < len; n++)
		CHECK(try_decode(bytes, n) == NULL);
	CHECK(try_decode(bytes, len) != NULL);
}

UNIT_TEST(trailing_bytes_are_corrupt)
{
	RandomModel r = shape;
	size_t len;
	uint8_t *bytes = synth_model_encode(random_model_new(&r), &len);
	uint8_t *more = synth_alloc(len + 9);

	for (size_t extra = 1; extra < 9; extra++)
	{
		memcpy(more, bytes, len - SYNTH_TAIL_BYTES);
		memset(more + len - SYNTH_TAIL_BYTES, 0, extra + SYNTH_TAIL_BYTES);
		put_checksum(more, len + extra);
		CHECK(try_decode(more, len + extra) == NULL); /* the length in the head does not fit */
		more[12] = (uint8_t) (more[12] + extra);
		if (more[12] < extra)
			more[13]++;
		put_checksum(more, len + extra);
		CHECK(try_decode(more, len + extra) == NULL); /* it fits, the body is too long */
	}
}

UNIT_TEST(every_flipped_bit_is_found_by_the_checksum)
{
	RandomModel r = {3, 3, 12, 2};
	size_t len;
	uint8_t *bytes = synth_model_encode(random_model_new(&r), &len);

	for (size_t i = 0; i < len; i++)
		for (int bit = 0; bit < 8; bit += 3)
		{
			bytes[i] ^= (uint8_t) (1 << bit);
			CHECK(try_decode(bytes, len) == NULL);
			bytes[i] ^= (uint8_t) (1 << bit);
		}
	CHECK(try_decode(bytes, len) != NULL);
}

/* intent: the checksum is right, so only the reader and the check stand in the way */
UNIT_TEST(forged_bytes_are_corrupt_or_a_valid_model)
{
	int valid = 0;
	int refused = 0;

	for (uint64_t seed = 1; seed <= 6; seed++)
	{
		RandomModel r = {seed, 3, 12, 2};
		size_t len;
		uint8_t *bytes = synth_model_encode(random_model_new(&r), &len);
		static const uint8_t forgery[] = {0x00, 0x01, 0x7F, 0x80, 0xFF};

		for (size_t i = SYNTH_HEAD_BYTES; i < len - SYNTH_TAIL_BYTES; i++)
			for (int k = 0; k < 5; k++)
			{
				uint8_t keep = bytes[i];
				SynthModel *m;

				bytes[i] = forgery[k];
				put_checksum(bytes, len);
				m = try_decode(bytes, len);
				if (m != NULL)
				{
					size_t len_again;
					uint8_t *again = synth_model_encode(m, &len_again);

					CHECK_INT(len_again, len);
					CHECK(memcmp(again, bytes, len) == 0);
					valid++;
				}
				else
					refused++;
				bytes[i] = keep;
			}
	}
	CHECK(valid > 0 && refused > 0);
}

/* a few bytes that speak of billions of things must not get memory for them */
UNIT_TEST(memory_is_bounded_by_the_input)
{
	RandomModel r = {11, 3, 12, 2};
	size_t len;
	uint8_t *bytes = synth_model_encode(random_model_new(&r), &len);

	for (size_t i = SYNTH_HEAD_BYTES; i + 8 < len; i++)
	{
		uint8_t keep[4];
		size_t before;

		memcpy(keep, bytes + i, 4);
		memcpy(bytes + i, "\xFF\xFF\xFF\x7F", 4);
		put_checksum(bytes, len);
		before = unit_bytes;
		unit_peak_bytes = unit_bytes;
		(void) try_decode(bytes, len);
		CHECK(unit_peak_bytes - before < 8 * len + 20000);
		memcpy(bytes + i, keep, 4);
	}
}
