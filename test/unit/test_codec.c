/*-------------------------------------------------------------------------
 *
 * test_codec.c
 *	  Models survive their bytes; damaged bytes never become a bad model.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "core/bytes.h"
#include "codec_checks.h"
#include "core/codec.h"
#include "link_checks.h"
#include "random_model.h"

static RandomModel shape = {1, 6, 25, 3};

/* tables, trees, copulas, and none */
#define METHODS 4
static const int methods[METHODS] = {0, SYNTH_METHOD_TREE, SYNTH_METHOD_COPULA, SYNTH_METHOD_PUBLIC};

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
	uint8_t rising[32];
	/* RFC 3720, B.4 and the usual check value */
	static const uint8_t zero[32];

	CHECK(synth_crc32c((const uint8_t *) "123456789", 9) == UINT32_C(0xE3069283));
	CHECK(synth_crc32c(zero, 32) == UINT32_C(0x8A9136AA));
	CHECK(synth_crc32c(zero, 0) == 0);
	for (int i = 0; i < 32; i++)
		rising[i] = (uint8_t) i;
	CHECK(synth_crc32c(rising, 32) == UINT32_C(0x46DD794E));
}

UNIT_TEST(models_survive_their_bytes)
{
	RandomModel r = shape;

	for (int i = 0; i < 600; i++)
	{
		SynthModel *m;
		SynthModel *back;
		size_t len;
		size_t len_again;
		uint8_t *bytes;
		uint8_t *again;

		r.method = methods[i % METHODS];
		r.texts = i % 8 < 4;
		r.links = i % 3 > 0;
		m = random_model_new(&r);
		bytes = synth_model_encode(m, &len);
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
			{
				CHECK(y->axis->lo_limit == x->axis->lo_limit && y->axis->hi_limit == x->axis->hi_limit);
				CHECK(memcmp(x->axis->edge, y->axis->edge, ((size_t) x->nvalues + 1) * sizeof(int64_t)) == 0);
			}
			check_same_conditional(&m->conditional[a], &back->conditional[a]);
		}
		CHECK(back->min_count == m->min_count && back->min_leaf == m->min_leaf);
		if (m->copula != NULL)
		{
			size_t n = (size_t) m->nattributes;

			for (int a = 0; a < m->nattributes; a++)
				CHECK(memcmp(m->copula->order[a], back->copula->order[a],
							 (size_t) m->attribute[a].ncoarse * sizeof(uint16_t))
					  == 0);
			if (n > 1)
				CHECK(memcmp(m->copula->correlation, back->copula->correlation, n * (n - 1) / 2 * sizeof(float)) == 0);
		}
		CHECK_INT(synth_model_bytes(back), synth_model_bytes(m));
		for (int c = 0; c < m->ncolumns; c++)
		{
			CHECK_STR(back->column[c].type, m->column[c].type);
			CHECK_INT(back->column[c].scale, m->column[c].scale);
			CHECK_INT(back->column[c].role, m->column[c].role);
			check_same_text(m->column[c].text, back->column[c].text);
		}
		check_same_lexicon(m->lexicon, back->lexicon);
		check_same_links(m, back);
	}
}

UNIT_TEST(the_format_does_not_depend_on_the_machine)
{
	SynthModel m = {0};
	size_t len;
	uint8_t *bytes;
	static const uint8_t head[] = {'S', 'Y', 'N', 'T', 'H', 'M', 'D', 'L', 4, 0, 0,	  0,	146, 0,
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
	CHECK_INT(len, 146 + SYNTH_HEAD_BYTES + SYNTH_TAIL_BYTES);
	for (size_t i = 0; i < sizeof(head); i++)
		CHECK_INT(bytes[i], head[i]);
}

/*
 * Bytes that version 1 wrote, of a model with a category and a number that
 * depends on it: they are kept in tables of users and must stay readable.
 */
static const char version_1[] =
	"53594e54484d444c010000007303000000000000010000007401000000740200000000000000000000000000000000000300"
	"0000726f77010000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
	"0000000001000000000000000100000000000000000000000000000000000000000000000000000000000000000000000000"
	"0000000000000000000000000000000000000000000000000000000000000300000001000000630400000074657874010000"
	"0000000000000000010000006e04000000746578740101000000000000000000020000006964040000007465787402ffffff"
	"ff00000000000001000000010000000000000000020000000100000063010505000000030000000000010002000200000000"
	"0000000000e83f000000000000f03f000000000000e03f000000000000e03f000000000000d03f0000000000000000030000"
	"000400000003000000ffffffffffffffffffffffff03010000006101000000620000000001050000006f7468657201000000"
	"6e02060600000002000000000000000100010001000000000000000000e03f000000000000d03f0000000000000000000000"
	"000000f03f0000000000000000000000000000d03f00000000000000000400000004000000ffffffffffffffffffffffff05"
	"0000000100fbffffffffffffff000000000000000001000000000000006400000000000000e8030000000000001001000000"
	"00000000000000000000f03f0a00000000000000000000000000000064000000000000000000000000000000e80300000000"
	"0000000000000000000010270000000000000000000000000000a086010000000000000000000000000040420f0000000000"
	"00000000000000008096980000000000000000000000000000e1f50500000000000000000000000000ca9a3b000000000000"
	"00000000000000e40b5402000000000000000000000000e876481700000000000000000000000010a5d4e800000000000000"
	"0000000000a0724e18090000000000000000000000407a10f35a000000000000000000000080c6a47e8d0300000000000000"
	"000000000000000000000300000000000000000000000000803f000000000100000001000000000000000600000000000000"
	"0000003f0000003f0000003f0000003f0000003f0000003f0100000002000000000100000004000000000000000000000000"
	"0000008c405a10";

static int
hex_digit(char c)
{
	return c <= '9' ? c - '0' : c - 'a' + 10;
}

static uint8_t *
bytes_of_hex(const char *hex, size_t *len)
{
	uint8_t *bytes = synth_alloc(strlen(hex) / 2);

	*len = strlen(hex) / 2;
	for (size_t i = 0; i < *len; i++)
		bytes[i] = (uint8_t) (hex_digit(hex[2 * i]) << 4 | hex_digit(hex[2 * i + 1]));
	return bytes;
}

UNIT_TEST(models_of_version_1_are_read)
{
	size_t len;
	uint8_t *bytes = bytes_of_hex(version_1, &len);
	uint8_t *again;
	size_t len_again;
	SynthModel *m;

	m = synth_model_decode(bytes, len);
	CHECK_INT(m->method, SYNTH_METHOD_MST);
	CHECK_INT(m->nattributes, 2);
	CHECK_STR(m->attribute[0].other_label, "other");
	CHECK_INT(m->attribute[1].axis->edge[3], 100);
	CHECK(m->min_count == 0 && m->min_leaf == 0 && m->copula == NULL);
	CHECK(m->conditional[1].tree == NULL && m->conditional[1].p[5] == 0.5f);
	CHECK_INT(m->ncolumns, 3);
	again = synth_model_encode_as(m, 1, &len_again);
	CHECK_INT(len_again, len);
	CHECK(memcmp(again, bytes, len) == 0);
	/* written anew it is of this version, and means the same */
	again = synth_model_encode(m, &len_again);
	CHECK_INT(again[SYNTH_MAGIC_BYTES], SYNTH_FORMAT_VERSION);
	CHECK_INT(synth_model_decode(again, len_again)->attribute[0].nfine, 5);
}

/* the same of version 2: a tree of eleven leaves that depends on a category */
static const char version_2[] =
	"53594e54484d444c02000000f6040000000000000b0000007075626c6963206220636b050000002062206370040000000000"
	"00000000000000000000000008000000726f77c3a9c3a86607000000000000009c083c14f416e2400f000000000000001a00"
	"000000000000007b14ae47e17a843f7b14ae47e17a843f000000000000000000000000000000000700000000000000030000"
	"006f6e652d77617900000000000000000063000000000000000100000000000000a0ffd121bdbd31400000000000000000fc"
	"a9f1d24d62503f00000000000000006f6e652d77617900000000000000000038000000000000000100000000000000f733d1"
	"e126c83b400000000000000000fca9f1d24d62503f00000000000000006f6e652d7761790000000000000000004500000000"
	"0000000100000000000000327c5d6f5d963d400000000000000000fca9f1d24d62503f000000000000000003000000090000"
	"00636f6c756d6e200a67090000006e756d65726963276801000000000108000000000c000000636f6c756d6e202062206363"
	"0c0000006e756d65726963c3a9c3a8700101000000010cffffffff090000006b657920c3a9c3a86f0c0000006e756d657269"
	"63c3a9c3a87403ffffffff000f0300000001000000020000000000000001000000010200000009000000636f6c756d6e200a"
	"67010404000000040000000000010002000300000000000000f03f000000000000f03f000000000000f03f000000000000f0"
	"3f26e8a5bdc0162e400300000003000000ffffffffffffffffffffffffffffffff02110000006c6162656c20303132333435"
	"3637383970080000006c6162656c200a79080000006c6162656c20616c000c000000636f6c756d6e20206220636302030300"
	"000003000000000001000200000000000000f03f000000000000f03f000000000000f03f95a7f0e330102540010000000100"
	"0000ffffffffffffffffffffffff020000000101cffcffffffffffffd0fcffffffffffff00a2fcffffffffffff28fdffffff"
	"ffffff010000000000000001010000000000000002000000ffffffff00000000020000000100020069dbb43e4b92253f0000"
	"00000100000001000000010b000000000000001100000000000000010000000800000003000000ffffffff00000000020000"
	"000500000003000000ffffffff00000000030000000400000002000000ffffffffffffffff00000000ffffffff0100000000"
	"000000060000000700000000000000ffffffffffffffff02000000ffffffff0300000000000000090000000e000000010000"
	"00ffffffff000000000a0000000b00000003000000ffffffffffffffff04000000000000000c0000000d00000000000000ff"
	"ffffffffffffff05000000ffffffff06000000000000000f0000001200000002000000ffffffff0000000010000000110000"
	"0000000000ffffffffffffffff07000000ffffffff0800000000000000130000001400000000000000ffffffffffffffff09"
	"000000ffffffff0a000000010000000200000001000000030000000100000002000000020000000100000001000000020000"
	"0001000000030001000200010001000200030002000100030001000300000003000100020002000000803fc30e4a3ff5c457"
	"3e0000803f40be583d9391df3e52ab023f0000803f642b3a3f38a98b3e3e08a63ee1fb2c3f0000803f0000803ff8b05d3f22"
	"3c093e0000803f01000000030100000001000000010000008f020000000000000000000000002440bdd6ae87";

UNIT_TEST(models_of_version_2_are_read)
{
	size_t len;
	uint8_t *bytes = bytes_of_hex(version_2, &len);
	uint8_t *again;
	size_t len_again;
	SynthModel *m = synth_model_decode(bytes, len);

	CHECK_INT(m->method, SYNTH_METHOD_TREE);
	CHECK_INT(m->min_leaf, 26);
	CHECK_INT(m->conditional[1].tree->nleaves, 11);
	CHECK(m->attribute[1].axis->lo_limit < m->attribute[1].axis->edge[0]);
	CHECK_INT(m->ncolumns, 3);
	for (int i = 0; i < m->ncolumns; i++)
		CHECK(m->column[i].text == NULL);
	CHECK(m->lexicon == NULL);
	again = synth_model_encode_as(m, 2, &len_again);
	CHECK_INT(len_again, len);
	CHECK(memcmp(again, bytes, len) == 0);
	again = synth_model_encode(m, &len_again);
	CHECK_INT(again[SYNTH_MAGIC_BYTES], SYNTH_FORMAT_VERSION);
	CHECK_INT(synth_model_decode(again, len_again)->conditional[1].tree->nleaves, 11);
	/* texts do not fit into it */
	m->lexicon = synth_alloc(sizeof(SynthLexicon));
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_model_encode_as(m, 2, &len_again));
}

UNIT_TEST(versions_hold_what_they_knew)
{
	RandomModel r = shape;

	for (int i = 0; i < 30; i++)
	{
		SynthModel *m;
		size_t len;
		uint8_t *bytes;

		r.method = methods[i % METHODS];
		m = random_model_new(&r);
		if (r.method != 0)
		{
			CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_model_encode_as(m, 1, &len));
			/* a new model that is said to be old */
			bytes = synth_model_encode(m, &len);
			bytes[SYNTH_MAGIC_BYTES] = 1;
			put_checksum(bytes, len);
			CHECK(try_decode(bytes, len) == NULL);
			continue;
		}
		bytes = synth_model_encode_as(m, 1, &len);
		CHECK(try_decode(bytes, len) != NULL);
		bytes[SYNTH_MAGIC_BYTES] = 0;
		put_checksum(bytes, len);
		CHECK(try_decode(bytes, len) == NULL);
		bytes[SYNTH_MAGIC_BYTES] = SYNTH_FORMAT_VERSION + 1;
		put_checksum(bytes, len);
		CHECK(try_decode(bytes, len) == NULL);
	}
}

UNIT_TEST(what_cannot_be_read_is_not_written)
{
	SynthModel m = {0};
	size_t len;

	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_model_encode(&m, &len));
}

UNIT_TEST(every_truncation_is_corrupt)
{
	for (int i = 0; i < METHODS; i++)
	{
		RandomModel r = {5, 3, 12, 2, methods[i], i != 1, true};
		size_t len;
		uint8_t *bytes = synth_model_encode(random_model_new(&r), &len);

		for (size_t n = 0; n < len; n++)
			CHECK(try_decode(bytes, n) == NULL);
		CHECK(try_decode(bytes, len) != NULL);
		/* nor with a head and a checksum that fit */
		for (size_t n = len - 1; n > SYNTH_HEAD_BYTES + SYNTH_TAIL_BYTES; n--)
		{
			size_t body = n - SYNTH_HEAD_BYTES - SYNTH_TAIL_BYTES;

			for (int k = 0; k < 8; k++)
				bytes[SYNTH_MAGIC_BYTES + 4 + k] = (uint8_t) ((uint64_t) body >> (8 * k));
			put_checksum(bytes, n);
			CHECK(try_decode(bytes, n) == NULL);
		}
	}
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

	for (uint64_t seed = 1; seed <= 12; seed++)
	{
		RandomModel r = {seed, 3, 12, 2, methods[seed % METHODS], seed % 2 == 0, seed % 3 > 0};
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
	for (int k = 0; k < METHODS; k++)
	{
		RandomModel r = {11, 3, 12, 2, methods[k], true, true};
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
}
