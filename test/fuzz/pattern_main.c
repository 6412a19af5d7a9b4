/*-------------------------------------------------------------------------
 *
 * pattern_main.c
 *	  A driver for the patterns' fuzz target: seeds, and a mutator for where
 *	  the compiler has no fuzzer of its own.
 *
 *		pattern_main seeds DIRECTORY	writes one seed a file
 *		pattern_main run SECONDS SEED	mutates seeds for so long
 *
 *-------------------------------------------------------------------------
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

extern int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MAX_INPUT 400

/* what patterns are put together from */
static const char *const piece[] = {"a",		   "b",
									"1",		   "-",
									".",		   "[a-z]",
									"[^a-z]",	   "[0-9]",
									"\\d",		   "\\w",
									"\\s",		   "\\D",
									"\\W",		   "(",
									")",		   "(?:",
									"|",		   "*",
									"+",		   "?",
									"{3}",		   "{2,}",
									"{0,4}",	   "{255}",
									"^",		   "$",
									"\\A",		   "\\Z",
									"[",		   "]",
									"[]a]",		   "[^]-]",
									"[[:alpha:]]", "%",
									"_",		   "\\",
									"\\\\",		   "(?i)",
									"***:",		   "***=",
									"\\x41",	   "\\u00e9",
									"\303\251",	   "[\303\240-\303\277]",
									"@",		   " ",
									"\\.",		   "\\1",
									"(?=",		   "[[:punct:]]",
									"[[:<:]]",	   "\342\202\254",
									"AB",		   "i",
									"[^\\W_]",	   "??",
									"{1,2}?",	   "(a|b)*",
									"[ab]*a",	   ".{12}",
									"\\n",		   "\360\237\230\200"};

/* libFuzzer's own trick, small: never zero */
static uint64_t dice = 1;

static size_t
below(size_t n)
{
	dice ^= dice << 13;
	dice ^= dice >> 7;
	dice ^= dice << 17;
	return (size_t) ((dice >> 11) % n);
}

/* one to three parts of random pieces behind bytes that tell how to read them */
static size_t
make_input(uint8_t *data)
{
	size_t n = 0;
	size_t nparts = 1 + below(3) / 2 + below(5) / 4;

	data[n++] = (uint8_t) below(32);
	for (size_t i = 0; i < nparts; i++)
	{
		size_t pieces = 1 + below(9);

		data[n++] = (uint8_t) (below(16) & (below(2) ? 15 : 3));
		for (size_t k = 0; k < pieces; k++)
		{
			const char *text = piece[below(sizeof piece / sizeof *piece)];
			size_t length = strlen(text);

			memcpy(data + n, text, length);
			n += length;
		}
		data[n++] = 0;
	}
	return n;
}

static size_t
mutate(uint8_t *data, size_t n)
{
	for (size_t k = 1 + below(3); k > 0; k--)
	{
		size_t at = below(n);

		switch (below(3))
		{
			case 0:
				data[at] = (uint8_t) below(256);
				break;
			case 1:
				if (n > 2)
				{
					memmove(data + at, data + at + 1, n - at - 1);
					n--;
				}
				break;
			default:
				if (n < MAX_INPUT)
				{
					memmove(data + at + 1, data + at, n - at);
					data[at] = data[below(n)];
					n++;
				}
		}
	}
	return n;
}

static int
run(int seconds, uint64_t seed)
{
	time_t end = time(NULL) + seconds;
	long runs = 0;

	dice = seed * UINT64_C(0x9E3779B97F4A7C15) | 1;
	while (time(NULL) < end)
	{
		for (int k = 0; k < 100; k++, runs++)
		{
			uint8_t data[MAX_INPUT + 1];
			size_t n = make_input(data);

			if (below(2) == 0)
				n = mutate(data, n);
			LLVMFuzzerTestOneInput(data, n);
		}
	}
	printf("# %ld runs\n", runs);
	return 0;
}

int
main(int argc, char **argv)
{
	if (argc == 4 && strcmp(argv[1], "run") == 0)
		return run(atoi(argv[2]), strtoull(argv[3], NULL, 10));
	if (argc == 3 && strcmp(argv[1], "seeds") == 0)
	{
		for (int i = 0; i < 200; i++)
		{
			char path[4096];
			uint8_t data[MAX_INPUT + 1];
			size_t n = make_input(data);
			FILE *f;

			snprintf(path, sizeof(path), "%s/pattern_%d", argv[2], i);
			f = fopen(path, "wb");
			if (f == NULL || fwrite(data, 1, n, f) != n || fclose(f) != 0)
				return 1;
		}
		return 0;
	}
	fprintf(stderr, "usage: pattern_main seeds DIRECTORY | run SECONDS SEED\n");
	return 2;
}
