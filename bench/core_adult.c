/*-------------------------------------------------------------------------
 *
 * core_adult.c
 *	  Fits a coded table through fitter.h, samples it through sampler.h, and
 *	  reports the mean total variation distance of all 1-, 2- and 3-way
 *	  marginals.  No server: this measures the core alone.
 *
 *	 core_adult TABLE.csv DOMAIN.json EPSILON [fits [method [max_model_bytes [out.csv]]]]
 *
 * The CSV holds integer codes, the domain {"column": codes, ...} is declared
 * public.  Columns of 85 codes or more, and education-num, are numbers with
 * declared bounds, the others closed categories.  EPSILON inf: not private.
 *
 *-------------------------------------------------------------------------
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <time.h>

#include "core/fitter.h"
#include "core/sampler.h"

#define MAX_COLUMNS 256

static int ncolumns;
static char *name[MAX_COLUMNS];
static int codes[MAX_COLUMNS];
static int64_t *column[MAX_COLUMNS];
static int nrows;

/* ---- environment: a list of blocks, freed after every fit ---- */

typedef struct Block
{
	struct Block *next;
	struct Block *prev;
	size_t size;
	size_t pad;
} Block;

static Block arena = {&arena, &arena, 0, 0};
static size_t held;
static size_t peak;

static void *
bench_alloc(size_t size)
{
	Block *b = calloc(1, sizeof(Block) + size);

	if (b == NULL)
		abort();
	b->size = size;
	b->next = arena.next;
	b->prev = &arena;
	b->next->prev = b;
	arena.next = b;
	held += size;
	if (held > peak)
		peak = held;
	return b + 1;
}

static void
bench_release(void *ptr)
{
	Block *b = (Block *) ptr - 1;

	held -= b->size;
	b->prev->next = b->next;
	b->next->prev = b->prev;
	free(b);
}

static void
arena_clear(void)
{
	while (arena.next != &arena)
		bench_release(arena.next + 1);
}

static void bench_fail(SynthErrorCode code, const char *message) __attribute__((noreturn));

static void
bench_fail(SynthErrorCode code, const char *message)
{
	fprintf(stderr, "error %d: %s\n", (int) code, message);
	exit(1);
}

static void
bench_poll(void)
{
}

static bool
bench_random(void *buf, size_t len)
{
	while (len > 0)
	{
		ssize_t got = getrandom(buf, len, 0);

		if (got <= 0)
			return false;
		buf = (char *) buf + got;
		len -= (size_t) got;
	}
	return true;
}

/* ---- input ---- */

static void
read_domain(const char *path)
{
	FILE *f = fopen(path, "r");
	char key[256];
	int size;

	if (f == NULL)
		exit(fprintf(stderr, "cannot read %s\n", path) < 0 ? 2 : 2);
	while (ncolumns < MAX_COLUMNS && fscanf(f, " %*[{,] \"%255[^\"]\" : %d", key, &size) == 2)
	{
		name[ncolumns] = strdup(key);
		codes[ncolumns++] = size;
	}
	fclose(f);
}

static void
read_csv(const char *path)
{
	FILE *f = fopen(path, "r");
	int capacity = 1 << 20;
	char line[16384];

	if (f == NULL || fgets(line, sizeof(line), f) == NULL)
		exit(fprintf(stderr, "cannot read %s\n", path) < 0 ? 2 : 2);
	for (int c = 0; c < ncolumns; c++)
		column[c] = malloc((size_t) capacity * sizeof(int64_t));
	while (nrows < capacity && fgets(line, sizeof(line), f) != NULL)
	{
		char *at = line;

		for (int c = 0; c < ncolumns; c++)
		{
			column[c][nrows] = strtol(at, &at, 10);
			at++;
		}
		nrows++;
	}
	fclose(f);
}

static int read_from;

static void
source_rewind(void *ctx)
{
	read_from = 0;
}

static int
source_next(void *ctx, const int64_t **columns)
{
	int n = nrows - read_from < SYNTH_SCAN_BLOCK ? nrows - read_from : SYNTH_SCAN_BLOCK;

	for (int c = 0; c < ncolumns; c++)
		columns[c] = column[c] + read_from;
	read_from += n;
	return n;
}

/* ---- total variation distance ---- */

static int64_t *synthetic[MAX_COLUMNS];

static double
tvd_of(const int *set, int k, int32_t *table)
{
	double sum = 0;

	for (int pass = 0; pass < 3; pass++)
	{
		for (int s = 0; s < 2; s++)
		{
			int64_t **from = s == 0 ? column : synthetic;

			for (int r = 0; r < nrows; r++)
			{
				size_t at = 0;

				for (int i = 0; i < k; i++)
					at = at * (size_t) codes[set[i]] + (size_t) from[set[i]][r];
				if (pass == 0)
					table[at] += s == 0 ? 1 : -1;
				else
				{
					sum += abs(table[at]);
					table[at] = 0;
				}
			}
		}
		if (pass == 1)
			break;
	}
	return 0.5 * sum / nrows;
}

static void
tvd_all(double *out)
{
	size_t cells = 1;
	int widest = 1;
	int32_t *table;
	int set[3];
	long n[3] = {0, 0, 0};
	long triples = 0;

	for (int c = 0; c < ncolumns; c++)
		widest = codes[c] > widest ? codes[c] : widest;
	cells = (size_t) widest * widest * widest;
	table = calloc(cells, sizeof(int32_t));
	out[0] = out[1] = out[2] = 0;
	for (int a = 0; a < ncolumns; a++)
	{
		set[0] = a;
		out[0] += tvd_of(set, 1, table);
		n[0]++;
		for (int b = a + 1; b < ncolumns; b++)
		{
			set[1] = b;
			out[1] += tvd_of(set, 2, table);
			n[1]++;
			for (int c = b + 1; c < ncolumns; c++)
			{
				set[2] = c;
				/* wide tables: every 37th triple is enough */
				if (ncolumns > 30 && triples++ % 37 != 0)
					continue;
				out[2] += tvd_of(set, 3, table);
				n[2]++;
			}
		}
	}
	for (int k = 0; k < 3; k++)
		out[k] /= n[k] > 0 ? n[k] : 1;
	free(table);
}

static double
cpu_seconds(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	return u.ru_utime.tv_sec + u.ru_stime.tv_sec + (u.ru_utime.tv_usec + u.ru_stime.tv_usec) * 1e-6;
}

static void
write_csv(const char *path)
{
	FILE *f = fopen(path, "w");

	for (int c = 0; c < ncolumns; c++)
		fprintf(f, "%s%s", name[c], c + 1 < ncolumns ? "," : "\n");
	for (int r = 0; r < nrows; r++)
	{
		for (int c = 0; c < ncolumns; c++)
			fprintf(f, "%lld%s", (long long) synthetic[c][r], c + 1 < ncolumns ? "," : "\n");
	}
	fclose(f);
}

static SynthModel *
fit(double epsilon, SynthMethod method, size_t max_model_bytes)
{
	SynthFitOptions opt = {0};
	SynthAttributeSpec *spec = bench_alloc((size_t) ncolumns * sizeof(SynthAttributeSpec));
	SynthRowSource rows = {NULL, source_rewind, source_next};

	opt.is_private = isfinite(epsilon);
	opt.epsilon = epsilon;
	opt.delta = 1e-9;
	opt.stability = 1;
	opt.method = method;
	opt.max_model_bytes = max_model_bytes;
	opt.min_count = 1;
	for (int c = 0; c < ncolumns; c++)
	{
		bool number = codes[c] >= 85 || strcmp(name[c], "education-num") == 0;

		spec[c].name = name[c];
		spec[c].kind = number ? SYNTH_NUMBER : SYNTH_CATEGORY;
		spec[c].source = SYNTH_DOMAIN_DECLARED;
		spec[c].other = SYNTH_OTHER_SPREAD;
		spec[c].form = SYNTH_AXIS_INTEGER;
		spec[c].hi = codes[c] - 1;
		spec[c].lo_declared = spec[c].hi_declared = true;
		if (number)
			continue;
		spec[c].nlabels = codes[c];
		spec[c].label = bench_alloc((size_t) codes[c] * sizeof(char *));
		for (int x = 0; x < codes[c]; x++)
		{
			spec[c].label[x] = bench_alloc(16);
			snprintf(spec[c].label[x], 16, "%05d", x);
		}
	}
	return synth_fitter_run(synth_fitter_new(&opt, ncolumns, spec), &rows);
}

int
main(int argc, char **argv)
{
	double epsilon = argc > 3 ? strtod(argv[3], NULL) : 1;
	int fits = argc > 4 ? atoi(argv[4]) : 3;
	SynthMethod method = argc > 5 && strcmp(argv[5], "mst") == 0		   ? SYNTH_METHOD_MST
						 : argc > 5 && strcmp(argv[5], "independent") == 0 ? SYNTH_METHOD_INDEPENDENT
																		   : SYNTH_METHOD_AIM;
	size_t bytes = argc > 6 ? (size_t) atol(argv[6]) : 0;
	double mean[3] = {0, 0, 0};
	double fit_cpu = 0;

	if (argc < 4)
		return fprintf(stderr, "usage: core_adult TABLE.csv DOMAIN.json EPSILON [fits [method [bytes [out.csv]]]]\n")
					   < 0
				   ? 2
				   : 2;
	synth_env.alloc = bench_alloc;
	synth_env.release = bench_release;
	synth_env.fail = bench_fail;
	synth_env.poll = bench_poll;
	synth_env.strong_random = bench_random;
	synth_env.memory_limit = (size_t) 64 << 20;
	read_domain(argv[1 + 1]);
	read_csv(argv[1]);
	for (int c = 0; c < ncolumns; c++)
		synthetic[c] = malloc((size_t) nrows * sizeof(int64_t));

	for (int i = 0; i < fits; i++)
	{
		double start = cpu_seconds();
		double cpu;
		double tvd[3];
		SynthModel *m = fit(epsilon, method, bytes);
		SynthSampler *s;
		const char *wrong;
		int ncoarse = 0;

		cpu = cpu_seconds() - start;
		wrong = synth_model_check(m);
		if (wrong != NULL)
			printf("model check: %s\n", wrong);
		s = synth_sampler_new(m);
		for (int from = 0, block = 0; from < nrows; from += SYNTH_BLOCK_ROWS, block++)
		{
			int n = nrows - from < SYNTH_BLOCK_ROWS ? nrows - from : SYNTH_BLOCK_ROWS;
			int64_t *const *raw = synth_sampler_block(s, (uint64_t) i + 1, (uint64_t) block, n);

			for (int c = 0; c < ncolumns; c++)
				memcpy(synthetic[c] + from, raw[c], (size_t) n * sizeof(int64_t));
		}
		tvd_all(tvd);
		for (int a = 0; a < ncolumns; a++)
			ncoarse += m->attribute[a].ncoarse;
		printf("fit %d: TVD1 %.4f TVD2 %.4f TVD3 %.4f  cpu %.2f s  pairs %d  coarse codes %d  tables %.2f MB  rows %.0f  peak %.1f MB  rho %.6f of %.6f\n",
			   i + 1, tvd[0], tvd[1], tvd[2], cpu, m->nmarginals, ncoarse, synth_model_bytes(m) / 1048576.0, m->total,
			   peak / 1048576.0, m->account.rho_spent, m->account.rho_total);
		fflush(stdout);
		fit_cpu += cpu / fits;
		for (int k = 0; k < 3; k++)
			mean[k] += tvd[k] / fits;
		if (argc > 7)
			write_csv(argv[7]);
		arena_clear();
	}
	printf("epsilon %g mean of %d: TVD1 %.4f TVD2 %.4f TVD3 %.4f  fit cpu %.2f s\n", epsilon, fits, mean[0], mean[1],
		   mean[2], fit_cpu);
	return 0;
}
