/*-------------------------------------------------------------------------
 *
 * codec_fuzz.c
 *	  Whatever the bytes, reading a model ends in a model that can be used or
 *	  in SYNTH_ERR_CORRUPT.
 *
 * The first byte of an input chooses what the rest is: even, a whole stored
 * model; odd, the body of one, which gets a right head and checksum, so that
 * the fuzzer does not have to guess a CRC (bit 1: of version 1).  A model that
 * is accepted must be written back as the same bytes, and blocks of rows are
 * drawn from it, unless the correlations of a copula turn out to be none.
 * Memory may not exceed eight times the input plus a constant while reading.
 *
 * Linked with libFuzzer, or with fuzz_main.c where there is none.
 *
 *-------------------------------------------------------------------------
 */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "core/bytes.h"
#include "core/codec.h"
#include "core/linalg.h"
#include "core/sampler.h"

/* ------------------------------------------------- surroundings of the core */

typedef struct Chunk
{
	struct Chunk *next;
	struct Chunk **link; /* what points to this one */
	size_t size;
	size_t unused; /* keeps what follows aligned */
} Chunk;

static Chunk *chunks;
static size_t bytes_held;
static size_t bytes_peak;
static jmp_buf on_fail;
static SynthErrorCode fail_code;

static void *
fuzz_alloc(size_t size)
{
	Chunk *c = calloc(1, sizeof(Chunk) + size);

	if (c == NULL)
		abort();
	c->size = size;
	c->next = chunks;
	c->link = &chunks;
	if (chunks != NULL)
		chunks->link = &c->next;
	chunks = c;
	bytes_held += size;
	if (bytes_held > bytes_peak)
		bytes_peak = bytes_held;
	return c + 1;
}

static void
fuzz_release(void *ptr)
{
	Chunk *c = (Chunk *) ptr - 1;

	*c->link = c->next;
	if (c->next != NULL)
		c->next->link = c->link;
	bytes_held -= c->size;
	free(c);
}

static void fuzz_fail(SynthErrorCode code, const char *message) __attribute__((noreturn));

static void
fuzz_fail(SynthErrorCode code, const char *message)
{
	fail_code = code;
	longjmp(on_fail, 1);
}

static void
fuzz_poll(void)
{
}

static bool
fuzz_random(void *buf, size_t len)
{
	return getrandom(buf, len, 0) == (ssize_t) len;
}

static void
require(bool condition, const char *what)
{
	if (condition)
		return;
	fprintf(stderr, "fuzz: %s\n", what);
	abort();
}

/* ------------------------------------------------- the target */

static void
try_model(const uint8_t *bytes, size_t len)
{
	SynthModel *m;
	uint8_t *again;
	size_t len_again;
	SynthSampler *s;
	static const int rows[] = {1, 7, 300};
	size_t before = bytes_held; /* the driver's own: the models that its seeds were made from */

	bytes_peak = before;
	m = synth_model_decode(bytes, len);
	require(bytes_peak - before < 8 * len + 20000, "reading took too much memory");

	again = synth_model_encode_as(m, bytes[SYNTH_MAGIC_BYTES], &len_again);
	require(len_again == len && memcmp(again, bytes, len) == 0, "a model has two forms in bytes");
	synth_release(again);

	s = synth_sampler_new(m);
	for (int i = 0; i < 3; i++)
	{
		int64_t *const *raw = synth_sampler_block(s, 1, (uint64_t) i, rows[i]);

		for (int a = 0; a < m->nattributes; a++)
		{
			const SynthAttribute *x = &m->attribute[a];

			for (int r = 0; r < rows[i]; r++)
			{
				int64_t v = raw[a][r];

				if (v < SYNTH_RAW_FIRST)
					require(v <= SYNTH_RAW_OTHER, "a reserved value was drawn");
				else if (x->kind == SYNTH_CATEGORY)
					require(v >= 0 && v < x->nvalues, "a label that does not exist was drawn");
				else
					require(v >= x->axis->edge[0] && v < x->axis->edge[x->axis->ncells],
							"a value outside its axis was drawn");
			}
		}
	}
}

extern int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t *bytes;
	volatile size_t len;

	if (size < 1)
		return 0;
	synth_linalg_init();
	synth_env.alloc = fuzz_alloc;
	synth_env.release = fuzz_release;
	synth_env.fail = fuzz_fail;
	synth_env.poll = fuzz_poll;
	synth_env.strong_random = fuzz_random;
	synth_env.memory_limit = (size_t) 1 << 26;

	if (data[0] % 2 == 0)
	{
		/* a copy of exactly this size, so that reading beyond it is seen */
		len = size - 1;
		bytes = malloc(len > 0 ? len : 1);
		memcpy(bytes, data + 1, len);
	}
	else
	{
		uint64_t body = size - 1;
		uint32_t crc;

		len = SYNTH_HEAD_BYTES + body + SYNTH_TAIL_BYTES;
		bytes = calloc(1, len);
		memcpy(bytes, SYNTH_MAGIC, SYNTH_MAGIC_BYTES);
		bytes[SYNTH_MAGIC_BYTES] = data[0] & 2 ? 1 : SYNTH_FORMAT_VERSION;
		for (int i = 0; i < 8; i++)
			bytes[SYNTH_MAGIC_BYTES + 4 + i] = (uint8_t) (body >> (8 * i));
		memcpy(bytes + SYNTH_HEAD_BYTES, data + 1, body);
		crc = synth_crc32c(bytes, len - SYNTH_TAIL_BYTES);
		for (size_t i = 0; i < 4; i++)
			bytes[len - 4 + i] = (uint8_t) (crc >> (8 * i));
	}

	if (setjmp(on_fail) == 0)
		try_model(bytes, len);
	else
		require(fail_code == SYNTH_ERR_CORRUPT || (fail_code == SYNTH_ERR_MEMORY && len > 100000),
				"failed with another code than corrupt");
	while (chunks != NULL)
		fuzz_release(chunks + 1);
	free(bytes);
	return 0;
}
