/*-------------------------------------------------------------------------
 *
 * pattern_fuzz.c
 *	  Whatever the bytes, compiling patterns ends in a fault that is told or in
 *	  texts that match.
 *
 * An input is up to three parts, each ended by a zero byte.  The first byte
 * tells limits of length, the first of each part its syntax and whether it is
 * negated.  Of what compiles: texts of first, last and some other numbers and
 * random ones are well-formed, fit the limits, match all parts together and
 * each part alone, and no two numbers have one text.
 *
 * Linked with libFuzzer, or with pattern_main.c where there is none.
 *
 *-------------------------------------------------------------------------
 */
#include <string.h>

#include "core/charset.h"
#include "core/pattern.h"
#include "surroundings.h"

#define MAX_PARTS 3
#define MAX_PART 300
#define NUMBERS 12
/* of one compilation, whatever the pattern */
#define MOST_BYTES ((size_t) 192 << 20)

/* parts of the input; texts are kept in buffer */
static int
read_parts(const uint8_t *data, size_t size, SynthPatternPart *part, char (*buffer)[MAX_PART + 1])
{
	int n = 0;

	while (size > 0 && n < MAX_PARTS)
	{
		const uint8_t *end = memchr(data + 1, 0, size - 1);
		size_t length = end != NULL ? (size_t) (end - data - 1) : size - 1;

		if (length > MAX_PART)
			length = MAX_PART;
		memcpy(buffer[n], data + 1, length);
		buffer[n][length] = '\0';
		part[n] = (SynthPatternPart){buffer[n], (SynthPatternSyntax) (data[0] & 3), (data[0] & 4) != 0,
									 (data[0] & 8) != 0};
		n++;
		if (end == NULL)
			break;
		size -= (size_t) (end + 1 - data);
		data = end + 1;
	}
	return n;
}

static void
check_text(const SynthPattern *p, const SynthPattern *const *alone, int nparts, const char *text, int length, int min,
		   int max)
{
	const char *end = text + length;
	int chars = 0;

	require(length >= 0 && length <= synth_pattern_bytes(p), "a text has more bytes than was said");
	for (const char *at = text; at < end; chars++)
	{
		uint32_t c;
		int n = synth_char_decode(at, end, &c);

		require(n > 0, "a text is not well-formed");
		at += n;
	}
	require(chars >= min && (max == 0 || chars <= max) && chars <= synth_pattern_chars(p), "a text has another length");
	require(synth_pattern_matches(p, text, length), "a text does not match");
	for (int i = 0; i < nparts; i++)
		require(alone[i] == NULL || synth_pattern_matches(alone[i], text, length), "a text does not match one part");
}

static void
check_pattern(const SynthPattern *p, const SynthPattern *const *alone, int nparts, int min, int max)
{
	uint64_t space = synth_pattern_space(p);
	size_t room = (size_t) synth_pattern_bytes(p) + 1;
	char *text = fuzz_alloc(NUMBERS * room);
	uint64_t number[NUMBERS] = {0,		   1,		  2,		 space / 2, space / 2 + 1, space / 3,
								space / 7, space - 1, space - 2, 1000,		1001};
	int length[NUMBERS];
	SynthStream st;

	require(space > 0 && space <= UINT64_C(1) << 62, "a space of no size");
	number[NUMBERS - 1] = space * UINT64_C(0x9E3779B97F4A7C15);
	for (int i = 0; i < NUMBERS; i++)
	{
		number[i] %= space;
		length[i] = synth_pattern_text(p, number[i], text + (size_t) i * room);
		check_text(p, alone, nparts, text + (size_t) i * room, length[i], min, max);
		for (int k = 0; k < i; k++)
			require((number[i] == number[k])
						== (length[i] == length[k]
							&& memcmp(text + (size_t) i * room, text + (size_t) k * room, (size_t) length[i]) == 0),
					"two numbers have one text");
	}
	synth_stream_init(&st, space, 1, 2);
	for (int i = 0; i < NUMBERS; i++)
		check_text(p, alone, nparts, text, synth_pattern_draw(p, &st, text), min, max);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char buffer[MAX_PARTS][MAX_PART + 1];
	SynthPatternPart part[MAX_PARTS];
	const SynthPattern *alone[MAX_PARTS];
	SynthPatternError e;
	SynthPattern *p;
	int nparts;
	int min;
	int max;

	if (size == 0)
		return 0;
	fuzz_begin(SIZE_MAX / 4);
	fuzz_bytes_most = MOST_BYTES;
	min = (data[0] & 3) * 2;
	max = (data[0] >> 2 & 3) * 20;
	nparts = read_parts(data + 1, size - 1, part, buffer);
	p = synth_pattern_compile(part, nparts, min, max, (data[0] & 16) != 0, &e);
	require((p != NULL) == (e.fault == SYNTH_PATTERN_OK), "neither a pattern nor a fault");
	require(e.fault == SYNTH_PATTERN_OK || e.message[0] != '\0', "a fault without a message");
	require(e.offset >= -1 && e.offset <= MAX_PART, "a fault nowhere");
	if (p != NULL)
	{
		SynthPatternError one;

		for (int i = 0; i < nparts; i++)
			alone[i] = synth_pattern_compile(&part[i], 1, 0, 0, false, &one);
		check_pattern(p, alone, nparts, min, max);
	}
	fuzz_end();
	return 0;
}
