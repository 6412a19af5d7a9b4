/*-------------------------------------------------------------------------
 *
 * unit_main.c
 *	  main() of every unit test: an environment for the core, the loop over
 *	  the tests, TAP-like output.
 *
 * Usage: test_x [name-part...]	 runs all tests, or those whose name contains
 * a part.  Exit status 1 if any failed.
 *
 *-------------------------------------------------------------------------
 */
#include <stdarg.h>
#include <sys/random.h>
#include <unistd.h>

#include "unit.h"

/* one allocation; the union keeps what follows aligned for any type */
typedef union Chunk
{
	struct
	{
		union Chunk *next;
		union Chunk *prev;
		size_t size;
	} h;
	max_align_t align[2];
} Chunk;

static Chunk arena;
static UnitCase *cases;
static UnitCase **cases_tail = &cases;
static jmp_buf test_exit;
static uint64_t random_state;

UnitCatch *unit_catch;
long unit_polls;
long unit_poll_limit = -1;
size_t unit_bytes;
size_t unit_peak_bytes;

void
unit_register(UnitCase *c)
{
	*cases_tail = c;
	cases_tail = &c->next;
}

const char *
unit_code_name(SynthErrorCode code)
{
	switch (code)
	{
		case SYNTH_ERR_MEMORY:
			return "SYNTH_ERR_MEMORY";
		case SYNTH_ERR_CORRUPT:
			return "SYNTH_ERR_CORRUPT";
		case SYNTH_ERR_BUDGET:
			return "SYNTH_ERR_BUDGET";
		case SYNTH_ERR_PARAMETER:
			return "SYNTH_ERR_PARAMETER";
		case SYNTH_ERR_RANDOM:
			return "SYNTH_ERR_RANDOM";
		case SYNTH_ERR_INTERNAL:
			return "SYNTH_ERR_INTERNAL";
	}
	return "unknown code";
}

void
unit_failed(const char *file, int line, const char *format, ...)
{
	va_list args;

	printf("# %s:%d: ", file, line);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	printf("\n");
	longjmp(test_exit, 1);
}

void
unit_skip(const char *reason)
{
	printf("# skipped: %s\n", reason);
	longjmp(test_exit, 2);
}

/* ---- the environment ---- */

static void *
env_alloc(size_t size)
{
	Chunk *c;

	if (size > (size_t) 1 << 34)
		unit_failed(__FILE__, __LINE__, "the core asked for %zu bytes", size);
	c = calloc(1, sizeof(Chunk) + (size ? size : 1));
	if (c == NULL)
		unit_failed(__FILE__, __LINE__, "out of memory");
	c->h.size = size;
	c->h.prev = &arena;
	c->h.next = arena.h.next;
	if (c->h.next)
		c->h.next->h.prev = c;
	arena.h.next = c;
	unit_bytes += size;
	if (unit_bytes > unit_peak_bytes)
		unit_peak_bytes = unit_bytes;
	return c + 1;
}

static void
env_release(void *ptr)
{
	Chunk *c = (Chunk *) ptr - 1;

	c->h.prev->h.next = c->h.next;
	if (c->h.next)
		c->h.next->h.prev = c->h.prev;
	unit_bytes -= c->h.size;
	free(c);
}

static void env_fail(SynthErrorCode code, const char *message) __attribute__((noreturn));

static void
env_fail(SynthErrorCode code, const char *message)
{
	if (unit_catch)
	{
		unit_catch->code = code;
		unit_catch->message = message;
		longjmp(unit_catch->jump, 1);
	}
	printf("# unexpected %s: %s\n", unit_code_name(code), message);
	longjmp(test_exit, 1);
}

static void
env_poll(void)
{
	unit_polls++;
	if (unit_poll_limit >= 0 && unit_polls > unit_poll_limit)
		env_fail(SYNTH_ERR_INTERNAL, "interrupted by the test");
}

static bool
env_strong_random(void *buf, size_t len)
{
	char *p = buf;

	while (len > 0)
	{
		ssize_t got = getrandom(p, len, 0);

		if (got <= 0)
			return false;
		p += got;
		len -= (size_t) got;
	}
	return true;
}

static void
begin_test(void)
{
	const char *seed = getenv("UNIT_SEED");

	synth_env.alloc = env_alloc;
	synth_env.release = env_release;
	synth_env.fail = env_fail;
	synth_env.poll = env_poll;
	synth_env.strong_random = env_strong_random;
	synth_env.memory_limit = (size_t) 64 << 20;
	unit_catch = NULL;
	unit_polls = 0;
	unit_poll_limit = -1;
	unit_bytes = 0;
	unit_peak_bytes = 0;
	random_state = seed ? strtoull(seed, NULL, 10) : 1;
}

void
unit_forget(void)
{
	while (arena.h.next)
		env_release(arena.h.next + 1);
}

/* ---- helpers for tests ---- */

/* splitmix64: good enough to make data, and the same on every machine */
uint64_t
unit_random(void)
{
	uint64_t z = (random_state += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

uint64_t
unit_random_below(uint64_t bound)
{
	return (uint64_t) (((unsigned __int128) unit_random() * bound) >> 64);
}

double
unit_random_unit(void)
{
	return (double) (unit_random() >> 11) * 0x1p-53;
}

double
unit_scale(void)
{
	const char *s = getenv("UNIT_SCALE");
	double scale = s ? atof(s) : 1;

	return scale > 0 ? scale : 1;
}

const char *
unit_shared(const char *name)
{
	static char path[4096];
	const char *root = getenv("SYNTH_SHARED");

	snprintf(path, sizeof path, "%s/%s", root ? root : "../shared", name);
	return access(path, R_OK) == 0 ? path : NULL;
}

int
main(int argc, char **argv)
{
	/* volatile: they live across the longjmp out of a test */
	UnitCase *volatile c;
	volatile int number = 0;
	volatile int failed = 0;

	setvbuf(stdout, NULL, _IOLBF, 0);
	for (c = cases; c; c = c->next)
	{
		bool wanted = argc < 2;
		int result;

		for (int i = 1; i < argc; i++)
			wanted = wanted || strstr(c->name, argv[i]) != NULL;
		if (!wanted)
			continue;
		begin_test();
		result = setjmp(test_exit);
		if (result == 0)
			c->run();
		unit_forget();
		number++;
		if (result == 1)
			failed++;
		printf("%s %d - %s%s\n", result == 1 ? "not ok" : "ok", number, c->name, result == 2 ? " # skip" : "");
	}
	return failed > 0;
}
