/*-------------------------------------------------------------------------
 *
 * fuzz_main.c
 *	  A driver for fuzz targets: writes seeds, and mutates them at random
 *	  where the compiler has no fuzzer of its own.
 *
 *		fuzz_main seeds DIRECTORY	writes one seed a file
 *		fuzz_main run SECONDS SEED	mutates seeds for so long
 *
 *-------------------------------------------------------------------------
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/bytes.h"
#include "core/codec.h"
#include "../unit/random_model.h"

extern int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define NSEEDS 90

/* a body of a random model behind the byte that says so */
static uint8_t *
make_seed(int i, size_t *size)
{
	static const int methods[3] = {0, SYNTH_METHOD_TREE, SYNTH_METHOD_COPULA};
	int version = i % 9 == 3 ? 1 : i % 9 == 2 ? 2 : i % 9 == 5 ? 3 : SYNTH_FORMAT_VERSION;
	RandomModel r = {(uint64_t) i + 1, 1 + i % 5, 6 + i % 20, i % 4, methods[i % 3], i % 9 > 4};
	size_t len;
	uint8_t *bytes;
	uint8_t *seed;

	/*
	 * A third of those with tables as version 1; some without texts as version
	 * 2; half of all have texts; most of the newest version have links, some
	 * are public tables.
	 */
	if (version == SYNTH_FORMAT_VERSION)
	{
		r.links = i % 4 > 0;
		r.method = i % 11 == 7 ? SYNTH_METHOD_PUBLIC : r.method;
	}
	bytes = synth_model_encode_as(random_model_new(&r), version, &len);
	if (i % 10 == 0)
	{
		/* a whole one */
		*size = len + 1;
		seed = calloc(1, *size);
		memcpy(seed + 1, bytes, len);
		return seed;
	}
	*size = len - SYNTH_HEAD_BYTES - SYNTH_TAIL_BYTES + 1;
	seed = calloc(1, *size);
	seed[0] = (uint8_t) ((version == 1 ? 3 : version == 2 ? 9 : version == 3 ? 17 : 1) | (i % 2 == 0 ? 4 : 0));
	memcpy(seed + 1, bytes + SYNTH_HEAD_BYTES, *size - 1);
	return seed;
}

/* flips, interesting values, cuts, insertions, copies of stretches */
static size_t
mutate(RandomModel *r, uint8_t *data, size_t size, size_t room)
{
	int n = 1 + random_model_below(r, 4);

	for (int i = 0; i < n && size > 1; i++)
	{
		size_t at = 1 + (size_t) random_model_below(r, (int) size - 1);
		size_t len = 1 + (size_t) random_model_below(r, 8);
		static const uint8_t value[] = {0, 1, 2, 0x7F, 0x80, 0xFE, 0xFF};

		switch (random_model_below(r, 6))
		{
			case 0:
				data[at] ^= (uint8_t) (1 << random_model_below(r, 8));
				break;
			case 1:
				data[at] = value[random_model_below(r, 7)];
				break;
			case 2:
				for (size_t k = at; k < at + len && k < size; k++)
					data[k] = value[random_model_below(r, 7)];
				break;
			case 3:
				if (at + len < size)
				{
					memmove(data + at, data + at + len, size - at - len);
					size -= len;
				}
				break;
			case 4:
				if (size + len <= room)
				{
					memmove(data + at + len, data + at, size - at);
					size += len;
				}
				break;
			default:
			{
				size_t from = 1 + (size_t) random_model_below(r, (int) size - 1);

				for (size_t k = 0; k < len && at + k < size && from + k < size; k++)
					data[at + k] = data[from + k];
			}
		}
	}
	return size;
}

static int
run(int seconds, uint64_t seed)
{
	RandomModel r = {seed, 1, 6, 0, 0};
	time_t end = time(NULL) + seconds;
	long runs = 0;
	uint8_t *seeds[NSEEDS];
	size_t sizes[NSEEDS];

	for (int i = 0; i < NSEEDS; i++)
		seeds[i] = make_seed(i, &sizes[i]);
	while (time(NULL) < end)
	{
		/* valid models too: few mutants get as far as a request */
		for (int k = 0; k < 20; k++, runs++)
		{
			size_t size;
			uint8_t *data = make_seed(random_model_below(&r, 1000000), &size);

			LLVMFuzzerTestOneInput(data, size);
			free(data);
		}
		for (int k = 0; k < 500; k++, runs++)
		{
			int i = random_model_below(&r, NSEEDS);
			size_t room = sizes[i] + 64;
			uint8_t *data = calloc(1, room);
			size_t size;

			memcpy(data, seeds[i], sizes[i]);
			size = mutate(&r, data, sizes[i], room);
			LLVMFuzzerTestOneInput(data, size);
			free(data);
		}
	}
	printf("# %ld runs\n", runs);
	for (int i = 0; i < NSEEDS; i++)
		free(seeds[i]);
	return 0;
}

int
main(int argc, char **argv)
{
	uint8_t nothing[1] = {1};

	LLVMFuzzerTestOneInput(nothing, 1); /* installs the surroundings */
	if (argc == 4 && strcmp(argv[1], "run") == 0)
		return run(atoi(argv[2]), strtoull(argv[3], NULL, 10));
	if (argc == 3 && strcmp(argv[1], "seeds") == 0)
	{
		for (int i = 0; i < NSEEDS; i++)
		{
			char path[4096];
			size_t size;
			uint8_t *seed = make_seed(i, &size);
			FILE *f;

			snprintf(path, sizeof(path), "%s/seed_%d", argv[2], i);
			f = fopen(path, "wb");
			if (f == NULL || fwrite(seed, 1, size, f) != size || fclose(f) != 0)
				return 1;
			free(seed);
		}
		return 0;
	}
	fprintf(stderr, "usage: fuzz_main seeds DIRECTORY | run SECONDS SEED\n");
	return 2;
}
