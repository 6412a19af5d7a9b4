/*-------------------------------------------------------------------------
 *
 * test_serial.c
 *	  Generated keys: injective, of the right form, in a fixed order.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "core/serial.h"

static const char *
text_of(int64_t index, int width)
{
	static char buf[SYNTH_SERIAL_LEN];

	synth_serial_text(index, width, buf);
	return buf;
}

UNIT_TEST(serial_text_examples)
{
	CHECK_STR(text_of(0, 1), "0");
	CHECK_STR(text_of(9, 1), "9");
	CHECK_STR(text_of(10, 1), "A");
	CHECK_STR(text_of(35, 1), "Z");
	CHECK_STR(text_of(42, 4), "0042");
	CHECK_STR(text_of(9999, 4), "9999");
	CHECK_STR(text_of(10000, 4), "000A");
	CHECK_STR(text_of(42, 31), "0000000042");
	CHECK_STR(text_of(12345678901, 31), "12345678901");
	CHECK_STR(text_of(INT64_MAX, 31), "9223372036854775807");
	CHECK_STR(text_of(INT64_MAX, 19), "9223372036854775807");
	CHECK_INT(synth_serial_space(0), 0);
	CHECK_INT(synth_serial_space(1), 36);
	CHECK_INT(synth_serial_space(3), 46656);
	CHECK_INT(synth_serial_space(12), INT64_C(4738381338321616896));
	CHECK_INT(synth_serial_space(13), INT64_MAX);
	/* the last one of each width */
	for (int width = 1; width <= 12; width++)
	{
		const char *last = text_of(synth_serial_space(width) - 1, width);

		CHECK_INT(strlen(last), width);
		CHECK_INT(strspn(last, "Z"), width);
	}
}

/* all 36^3 strings of three characters, each once; letters after decimals, both ascending */
UNIT_TEST(serial_text_is_injective)
{
	static bool seen[46656];
	char before[SYNTH_SERIAL_LEN] = "";

	memset(seen, 0, sizeof seen);
	for (int64_t i = 0; i < 46656; i++)
	{
		const char *text = text_of(i, 3);
		int at = 0;
		bool letter = false;

		CHECK_INT(strlen(text), 3);
		for (int k = 0; k < 3; k++)
		{
			int digit = text[k] <= '9' ? text[k] - '0' : text[k] - 'A' + 10;

			CHECK(digit >= 0 && digit < 36);
			letter = letter || digit >= 10;
			at = at * 36 + digit;
		}
		CHECK(!seen[at]);
		seen[at] = true;
		CHECK_INT(letter, i >= 1000);
		if (i != 0 && i != 1000)
			CHECK(strcmp(before, text) < 0);
		strcpy(before, text);
	}
}

/* then all other strings of letters of both cases and digits, each once, ascending */
UNIT_TEST(serial_text_goes_on_with_small_letters)
{
	static bool seen[62 * 62];
	char before[SYNTH_SERIAL_LEN] = "";

	memset(seen, 0, sizeof seen);
	CHECK_INT(synth_serial_space_small(2), 62 * 62);
	CHECK_INT(synth_serial_space_small(0), 0);
	CHECK_INT(synth_serial_space_small(11), INT64_MAX);
	CHECK_STR(text_of(36, 1), "a");
	CHECK_STR(text_of(61, 1), "z");
	for (int64_t i = 0; i < 62 * 62; i++)
	{
		const char *text = text_of(i, 2);
		int at = 0;
		bool small = false;

		CHECK_INT(strlen(text), 2);
		for (int k = 0; k < 2; k++)
		{
			int digit = text[k] <= '9' ? text[k] - '0' : text[k] <= 'Z' ? text[k] - 'A' + 10 : text[k] - 'a' + 36;

			CHECK(digit >= 0 && digit < 62);
			small = small || digit >= 36;
			at = at * 62 + digit;
		}
		CHECK(!seen[at]);
		seen[at] = true;
		CHECK_INT(small, i >= 36 * 36);
		if (i > 36 * 36)
			CHECK(strcmp(before, text) < 0);
		strcpy(before, text);
	}
}

UNIT_TEST(serial_text_refuses_nonsense)
{
	char buf[SYNTH_SERIAL_LEN];

	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_serial_text(-1, 5, buf));
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_serial_text(1, 0, buf));
}

typedef struct Uuid
{
	uint8_t byte[16];
} Uuid;

static int
compare_uuids(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(Uuid));
}

#define UUIDS 50000

/* dense, sparse and huge indexes */
static uint64_t
uuid_index(int i)
{
	if (i < 20000)
		return (uint64_t) i;
	if (i < 40000)
		return (uint64_t) i << 40;
	return (uint64_t) INT64_MAX - (uint64_t) i;
}

UNIT_TEST(serial_uuid_is_injective_and_version_4)
{
	Uuid *all = synth_alloc_array(UUIDS, sizeof *all);
	long ones[128] = {0};

	for (int i = 0; i < UUIDS; i++)
	{
		synth_serial_uuid(7, uuid_index(i), all[i].byte);
		CHECK_INT(all[i].byte[6] >> 4, 4);
		CHECK_INT(all[i].byte[8] >> 6, 2);
		for (int b = 0; b < 128; b++)
			ones[b] += (all[i].byte[b / 8] >> (7 - b % 8)) & 1;
	}

	/*
	 * Every free bit looks like a coin: with 122 bits a correct generator
	 * leaves 8 standard deviations with probability below 2e-13.
	 */
	for (int b = 0; b < 128; b++)
	{
		if ((b >= 48 && b < 52) || b == 64 || b == 65)
			continue;
		CHECK_NEAR((double) ones[b] / UUIDS, 0.5, 8 * 0.5 / sqrt(UUIDS));
	}
	qsort(all, UUIDS, sizeof *all, compare_uuids);
	for (int i = 1; i < UUIDS; i++)
		CHECK(compare_uuids(&all[i - 1], &all[i]) != 0);
}

UNIT_TEST(serial_uuid_depends_on_the_seed)
{
	Uuid a;
	Uuid b;

	synth_serial_uuid(1, 5, a.byte);
	synth_serial_uuid(2, 5, b.byte);
	CHECK(compare_uuids(&a, &b) != 0);
	synth_serial_uuid(1, 5, b.byte);
	CHECK(compare_uuids(&a, &b) == 0);
}
