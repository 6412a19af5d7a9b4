/*-------------------------------------------------------------------------
 *
 * test_sensitivity.c
 *	  Neighbouring tables through a whole fit, under the same noise.
 *
 * The strong source is replaced by a repeatable one.  Draws of noise take bits
 * that do not depend on the counts, so two fits whose tables differ in the rows
 * of one unit get the same noise, and the difference of what leaves the door
 * is the difference of the true counts: at most the unit's rows, in L1 over
 * each histogram.  That holds for every row only if the code of a row depends
 * on no other row (nothing dropped, swapped, rescaled or clipped by what else
 * is in the table).  What follows a first difference in the domains is not
 * compared: from there on the two fits measure different things.
 *
 *-------------------------------------------------------------------------
 */
#include "core/fitter.h"
#include "core/measure.h"
#include "repeatable.h"
#include "unit.h"

extern void (*synth_measure_test_hook)(const char *phase, double sigma2, int n, const int64_t *noisy);

#define MAX_ROWS 300
#define MAX_ATTR 7
#define MAX_HEARD 64
#define MAX_CELLS 4096

typedef struct Heard
{
	char phase[SYNTH_PHASE_LEN];
	int n;
	int64_t noisy[MAX_CELLS];
} Heard;

typedef struct Table
{
	int nattr;
	int rows;
	int next;
	int64_t raw[MAX_ATTR][MAX_ROWS];
} Table;

static Heard heard[2][MAX_HEARD];
static int nheard[2];
static int listening;
static Table table;

static void
overhear(const char *phase, double sigma2, int n, const int64_t *noisy)
{
	Heard *h = &heard[listening][nheard[listening]];

	if (nheard[listening] == MAX_HEARD)
		return;
	CHECK(n <= MAX_CELLS);
	snprintf(h->phase, sizeof h->phase, "%s", phase);
	h->n = n;
	memcpy(h->noisy, noisy, sizeof(int64_t) * (size_t) n);
	nheard[listening]++;
}

static void
rewind_rows(void *ctx)
{
	((Table *) ctx)->next = 0;
}

/* in blocks of an odd size, so that the extra rows fall anywhere in a block */
static int
next_rows(void *ctx, const int64_t **columns)
{
	Table *t = ctx;
	int n = t->rows - t->next < 37 ? t->rows - t->next : 37;

	for (int a = 0; a < t->nattr; a++)
		columns[a] = t->raw[a] + t->next;
	t->next += n;
	return n;
}

static SynthModel *
fit(int which, int nattr, const SynthAttributeSpec *spec, int rows, int64_t stability, SynthMethod method,
	uint64_t seed)
{
	SynthFitOptions opt = {0};
	SynthRowSource source = {&table, rewind_rows, next_rows};

	opt.is_private = true;
	opt.epsilon = 2;
	opt.delta = 1e-6;
	opt.stability = stability;
	opt.method = method;
	table.nattr = nattr;
	table.rows = rows;
	listening = which;
	nheard[which] = 0;
	noise_repeat(seed);
	return synth_fitter_run(synth_fitter_new(&opt, nattr, spec), &source);
}

static char *label[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};

static void
category(SynthAttributeSpec *s, int nlabels, bool nullable, bool open)
{
	memset(s, 0, sizeof *s);
	s->name = "category";
	s->kind = SYNTH_CATEGORY;
	s->source = SYNTH_DOMAIN_DECLARED;
	s->nlabels = nlabels;
	s->label = label;
	s->nullable = nullable;
	s->open = open;
	s->other = SYNTH_OTHER_SPREAD;
}

static void
number(SynthAttributeSpec *s, SynthAxisForm form, int64_t lo, int64_t hi, bool declared)
{
	memset(s, 0, sizeof *s);
	s->name = "number";
	s->kind = SYNTH_NUMBER;
	s->source = declared ? SYNTH_DOMAIN_CHECK : SYNTH_DOMAIN_GRID;
	s->form = form;
	s->lo = lo;
	s->hi = hi;
	s->lo_declared = s->hi_declared = declared;
	s->nullable = true;
	s->specials[0] = s->specials[1] = s->specials[2] = form == SYNTH_AXIS_REAL;
	s->grain = !declared;
}

/* values inside and outside the domain, extremes, and every special */
static int64_t
random_raw(const SynthAttributeSpec *s)
{
	switch (unit_random_below(8))
	{
		case 0:
			return SYNTH_RAW_NULL + (int64_t) unit_random_below(20);
		case 1:
			return (int64_t) unit_random();
		case 2:
			return s->form == SYNTH_AXIS_REAL ? synth_key_from_double((unit_random_unit() - 0.5) * 1e5) : INT64_MAX;
		case 3:
			return (int64_t) unit_random_below(2000) - 1000;
		default:
			return s->kind == SYNTH_CATEGORY ? (int64_t) unit_random_below(10) : (int64_t) unit_random_below(100);
	}
}

static int64_t
movement(const Heard *a, const Heard *b)
{
	int64_t sum = 0;

	for (int i = 0; i < a->n; i++)
		sum += llabs(a->noisy[i] - b->noisy[i]);
	return sum;
}

UNIT_TEST(sensitivity_of_domains_and_histograms)
{
	SynthAttributeSpec spec[MAX_ATTR];
	int compared[3] = {0, 0, 0};
	int recut = 0;

	/* domains that are final first: their one-way tables come before any difference */
	category(&spec[0], 3, true, true);
	category(&spec[1], 10, false, false);
	number(&spec[2], SYNTH_AXIS_INTEGER, 0, 99, true);
	number(&spec[3], SYNTH_AXIS_INTEGER, SYNTH_RAW_FIRST, INT64_MAX, false);
	number(&spec[4], SYNTH_AXIS_REAL, synth_key_from_double(-1.7e308), synth_key_from_double(1.7e308), false);
	number(&spec[5], SYNTH_AXIS_TIME, SYNTH_RAW_FIRST, INT64_MAX, false);
	number(&spec[6], SYNTH_AXIS_DATE, -2451545, 2145031948, false);
	synth_measure_test_hook = overhear;

	for (int trial = 0; trial < 30; trial++)
	{
		int rows = (int) unit_random_below(MAX_ROWS - 5);
		int64_t k = 1 + (int64_t) unit_random_below(4);

		for (int a = 0; a < MAX_ATTR; a++)
		{
			for (int r = 0; r < rows + k; r++)
				table.raw[a][r] = random_raw(&spec[a]);
		}
		fit(0, MAX_ATTR, spec, rows, k, SYNTH_METHOD_INDEPENDENT, trial);
		fit(1, MAX_ATTR, spec, rows + (int) k, k, SYNTH_METHOD_INDEPENDENT, trial);
		for (int i = 0, probes = 0; i < nheard[0] && heard[0][i].n == heard[1][i].n; i++)
		{
			const Heard *h = &heard[0][i];
			int64_t moved = movement(h, &heard[1][i]);

			CHECK_STR(heard[1][i].phase, h->phase);
			probes += strcmp(h->phase, "probe") == 0;
			/* a later probe, of a grid that the difference has changed, cannot be compared; few are changed */
			if (probes > 4 && moved > k)
			{
				recut++;
				break;
			}
			CHECK(moved <= k);
			/* no row is lost on the way to a one-way table */
			if (strcmp(h->phase, "one-way") == 0)
				CHECK_INT(moved, k);
			compared[strcmp(h->phase, "one-way") == 0 ? 2 : strcmp(h->phase, "grain") == 0 ? 1 : 0]++;
		}
		unit_forget();
	}
	synth_measure_test_hook = NULL;
	synth_secret_wipe();
	/* the comparison took place: 4 first probes and most of as many later ones, at least 3 grains, at least 3 one-way tables a trial */
	CHECK(compared[0] > 30 * 6);
	CHECK(recut <= 6);
	CHECK(compared[1] >= 30 * 3);
	CHECK(compared[2] >= 30 * 3);
}

/* the first measured pair of two columns, where both fits group their codes alike */
UNIT_TEST(sensitivity_of_pairs)
{
	SynthAttributeSpec spec[2];
	int compared = 0;

	category(&spec[0], 5, true, true);
	number(&spec[1], SYNTH_AXIS_INTEGER, 0, 20, true);
	synth_measure_test_hook = overhear;
	for (int trial = 0; trial < 60; trial++)
	{
		int rows = (int) unit_random_below(MAX_ROWS - 1);
		SynthModel *m[2];
		bool alike = true;

		for (int r = 0; r <= rows; r++)
		{
			table.raw[0][r] = random_raw(&spec[0]);
			table.raw[1][r] = random_raw(&spec[1]);
		}
		m[0] = fit(0, 2, spec, rows, 1, SYNTH_METHOD_AIM, trial);
		m[1] = fit(1, 2, spec, rows + 1, 1, SYNTH_METHOD_AIM, trial);
		CHECK_INT(movement(&heard[0][0], &heard[1][0]), 1);
		CHECK_INT(movement(&heard[0][1], &heard[1][1]), 1);
		for (int a = 0; a < 2; a++)
		{
			for (int i = 0; i < m[0]->attribute[a].nfine; i++)
				alike = alike && m[0]->attribute[a].group[i] == m[1]->attribute[a].group[i];
		}
		/* a table in blocks is compared in test_level.c: which blocks is up to the noisy one-way tables */
		for (int t = 0; t < 2; t++)
			alike = alike && m[t]->nmarginals > 0
					&& m[t]->marginal[0].cells == m[t]->attribute[0].ncoarse * m[t]->attribute[1].ncoarse;
		if (alike && nheard[0] > 2 && nheard[1] > 2)
		{
			CHECK_INT(heard[0][2].n, heard[1][2].n);
			CHECK_INT(movement(&heard[0][2], &heard[1][2]), 1);
			compared++;
		}
		unit_forget();
	}
	synth_measure_test_hook = NULL;
	synth_secret_wipe();
	CHECK(compared >= 20);
}
