/*-------------------------------------------------------------------------
 *
 * audit.c
 *	  White-box audit: an attacker who knows all rows but one, sees every
 *	  noisy number, and tries to tell whether the last row is there.
 *
 * The table is the worst case: every row the same, and a canary row that is
 * alone in its cell.  Mechanisms run many times with and without it.  Each
 * audit has two sides:
 *
 *	 safe	 the lower confidence bound (Clopper-Pearson) on epsilon that the
 *			 runs prove stays below the claim.	A correct build fails an audit
 *			 with probability below 1e-6.
 *	 tight	 what the attacker achieves comes close to the claim, else the audit
 *			 could not see a bug (or the noise is wasted).
 *
 * delta is large here (1e-2), because events of probability 1e-9 cannot be
 * observed; the code does not know the difference.
 *
 *-------------------------------------------------------------------------
 */
#include "core/fitter.h"
#include "core/measure.h"
#include "core/noise.h"
#include "stats.h"
#include "unit.h"

#define EPSILON 1.0
#define DELTA 1e-2
#define ALPHA 1e-7				/* of each confidence bound */
#define BASE_ROWS 100
#define CELLS 16				/* 4 x 4 codes */

/* ln((TPR - delta) / FPR): what a test with these counts proves about epsilon */
static double
epsilon_lower(long hits_with, long hits_without, long runs, double delta)
{
	double		tpr = stats_proportion_lower(hits_with, runs, ALPHA);
	double		fpr = stats_proportion_upper(hits_without, runs, ALPHA);

	return tpr > delta && fpr > 0 ? log((tpr - delta) / fpr) : 0;
}

/*
 * Threshold at which a Gaussian shift of mu can be expected to prove most,
 * chosen before anything is drawn: the best that this attacker can do.
 */
static double
best_threshold(double mu, double delta, long runs)
{
	double		best = -1;
	double		where = 0;

	for (double t = -1; t < 4; t += 0.05)
	{
		double		proven = epsilon_lower(lround(runs * stats_normal_tail(t - mu)),
										   lround(runs * stats_normal_tail(t)), runs, delta);

		if (proven > best)
		{
			best = proven;
			where = t;
		}
	}
	return where;
}

/*
 * The pair table of the two columns: base rows in cell 0, the canary in the
 * last one, or, for a unit of k rows, all k there.
 */
static void
fill_table(SynthTrueCount *cell, int canaries)
{
	uint16_t	zero[BASE_ROWS] = {0};
	uint16_t	last[16];
	SynthOneway t = synth_oneway_new(CELLS);

	for (int i = 0; i < 16; i++)
		last[i] = CELLS - 1;
	synth_oneway_add(&t, zero, BASE_ROWS);
	synth_oneway_add(&t, last, canaries);
	memcpy(cell, t.cell, sizeof(SynthTrueCount) * CELLS);
	synth_release(t.cell);
}

/*
 * Gaussian mechanism at a whole budget of (EPSILON, DELTA), unit of k rows.
 * The empirical mu (shift over deviation of the canary's cell) must be within
 * 5 % of sqrt(2 rho): 6.5 standard errors at 400,000 runs a side and mu .44.
 */
static void
audit_histogram(int k)
{
	long		runs = (long) (400000 * fmax(unit_scale(), 0.5));
	double		rho = synth_zcdp_rho(EPSILON, DELTA);
	double		sigma2 = (double) k * k / (2 * rho);
	double		mu = sqrt(2 * rho);
	double		cut = best_threshold(mu, DELTA, runs) * sqrt(sigma2);
	long		hits[2] = {0, 0};
	double		sum[2] = {0, 0};
	double		squares[2] = {0, 0};
	double		lower;
	double		sd;
	double		measured;

	for (int with = 0; with < 2; with++)
	{
		SynthTrueCount cell[CELLS];
		int64_t		noisy[CELLS];

		fill_table(cell, with ? k : 0);
		for (long r = 0; r < runs; r++)
		{
			SynthAccount a;
			double		x;

			synth_account_open(&a, true, rho * (1 + 1e-12), 0, k);
			/* the canary's own cell and its neighbour, as in a table of two cells */
			synth_measure_histogram(&a, "pair", cell + CELLS - 2, 2, sigma2, noisy);
			x = (double) noisy[1];
			hits[with] += x >= cut;
			sum[with] += x;
			squares[with] += x * x;
		}
	}
	sd = sqrt((squares[0] - sum[0] * sum[0] / runs + squares[1] - sum[1] * sum[1] / runs) / (2 * runs - 2));
	measured = (sum[1] - sum[0]) / runs / sd;
	lower = epsilon_lower(hits[1], hits[0], runs, DELTA);
	printf("# Gaussian, unit of %d: mu %.4f claimed, %.4f measured; epsilon %.3f claimed, at least %.3f proven\n",
		   k, mu, measured, EPSILON, lower);
	CHECK(lower <= EPSILON);
	CHECK(lower >= 0.6 * EPSILON);
	CHECK_NEAR(measured / mu, 1, 0.05);
}

UNIT_TEST(audit_gaussian_mechanism)
{
	audit_histogram(1);
}

UNIT_TEST(audit_gaussian_mechanism_of_a_unit)
{
	audit_histogram(5);
}

/*
 * Discovery: the canary's label exists in one of the two tables only.	Its
 * release is an event of probability 0 without it, so its probability must
 * stay below delta; at sigma 300 it is within 2 % of it.
 */
#define KEYS 2000
static void
audit_discovery(int64_t k, int labels)
{
	static SynthTrueCount count[KEYS];
	static bool released[KEYS];
	static int64_t noisy[KEYS];
	long		calls = (long) (800 * fmax(unit_scale(), 0.25));
	long		runs = calls * (KEYS / labels);
	long		seen = 0;
	double		sigma2 = 90000.0 * (double) (k * k);

	/* keys are independent, so one call holds many runs: one unit's labels each */
	for (int i = 0; i < KEYS; i++)
	{
		count[i].secret = 0;
		/* the unit's k rows: all on one label, or each on a label of its own */
		synth_true_count_add(&count[i], k / labels);
	}
	for (long r = 0; r < calls; r++)
	{
		SynthAccount a;

		synth_account_open(&a, true, 1, DELTA, k);
		synth_measure_discover(&a, count, KEYS, sigma2, DELTA * (1 - 1e-9), 0, released, noisy);
		for (int i = 0; i < KEYS; i += labels)
		{
			bool		any = false;

			for (int j = i; j < i + labels; j++)
			{
				any = any || released[j];
				CHECK(released[j] || noisy[j] == 0);
			}
			seen += any;
		}
	}
	printf("# discovery, unit of %d on %d labels: %.5f of the runs, delta %g\n", (int) k, labels,
		   (double) seen / runs, DELTA);
	CHECK(stats_proportion_lower(seen, runs, ALPHA) <= DELTA);
	CHECK(stats_proportion_upper(seen, runs, ALPHA) >= 0.95 * DELTA * (double) labels / (double) k);
}

UNIT_TEST(audit_discovery_of_the_canary_label)
{
	audit_discovery(1, 1);
}

UNIT_TEST(audit_discovery_of_a_unit)
{
	audit_discovery(4, 1);
	audit_discovery(4, 4);
}

/*
 * Selection between two candidates whose scores the canary moves in opposite
 * directions, each by all it can: the log odds must move by epsilon, and by no
 * more.  400,000 runs a side: 5 % are 7 standard errors.
 */
static void
audit_selection(int64_t k, int64_t heavy)
{
	long		runs = (long) (400000 * fmax(unit_scale(), 0.5));
	long		chosen_first[2] = {0, 0};
	double		epsilon = 0.8;
	int64_t		ample[1] = {SYNTH_FIXED * 1000};
	int64_t		none[1] = {0};
	double		odds;
	double		lower;

	for (int with = 0; with < 2; with++)
	{
		SynthTrueCount up[1] = {{0}};
		SynthTrueCount down[1] = {{0}};
		SynthCandidate c[3];

		synth_true_count_add(up, with ? k : 0);
		synth_true_count_add(down, with ? k : 0);
		/* first: model too low, so the canary adds to the misfit; second: too high */
		/* the first starts at about 15 %: rare enough that its probability grows nearly by e^epsilon */
		c[0] = (SynthCandidate) {up, none, 1, heavy,
			-heavy * SYNTH_FIXED * 1000 + (int64_t) (1.75 / epsilon * 2 * (double) (heavy * SYNTH_FIXED * k))};
		c[1] = (SynthCandidate) {down, ample, 1, heavy, 0};
		for (long r = 0; r < runs; r++)
		{
			SynthAccount a;
			int			pick;

			synth_account_open(&a, true, epsilon * epsilon / 8 * (1 + 1e-12), 0, k);
			synth_measure_select(&a, "selection", c, 2, 1, epsilon, &pick);
			chosen_first[with] += pick == 0;
		}
	}
	odds = log((double) chosen_first[1] / (double) (runs - chosen_first[1])) -
		log((double) chosen_first[0] / (double) (runs - chosen_first[0]));
	lower = epsilon_lower(chosen_first[1], chosen_first[0], runs, 0);
	printf("# selection, unit of %d, weight %d: epsilon %.3f claimed, %.4f measured, at least %.3f proven\n",
		   (int) k, (int) heavy, epsilon, odds, lower);
	CHECK(lower <= epsilon);
	CHECK(lower >= 0.7 * epsilon);
	CHECK_NEAR(odds / epsilon, 1, 0.05);
}

UNIT_TEST(audit_selection_of_one_row)
{
	audit_selection(1, 1);
}

UNIT_TEST(audit_selection_of_a_unit)
{
	audit_selection(3, 7);
}

/* ---- a whole fit ---- */

/*
 * The whole of synth_fitter_run(), every noisy histogram overheard at the
 * door.  The attacker adds up log likelihood ratios, cell by cell: with all
 * Gaussian releases of total rho this is a shift of mu = sqrt(2 rho).
 */
#define MAX_HEARD 256
#define LABELS 4

extern void (*synth_measure_test_hook) (const char *phase, double sigma2, int n, const int64_t *noisy);

typedef struct Heard
{
	double		sigma2;
	int			n;
	int64_t		noisy[LABELS * LABELS];
} Heard;

static Heard heard[MAX_HEARD];
static int	nheard;

static void
overhear(const char *phase, double sigma2, int n, const int64_t *noisy)
{
	CHECK(nheard < MAX_HEARD && n <= LABELS * LABELS);
	heard[nheard].sigma2 = sigma2;
	heard[nheard].n = n;
	memcpy(heard[nheard++].noisy, noisy, sizeof(int64_t) * (size_t) n);
}

/* base rows (0, 0) and, if `with`, a unit's rows (3, 3) */
#define MAX_UNIT 8
typedef struct TinyTable
{
	int			rows;
	bool		done;
	int64_t		code[(BASE_ROWS + 1) * MAX_UNIT];
	const int64_t *columns[2];
} TinyTable;

static void
tiny_rewind(void *ctx)
{
	((TinyTable *) ctx)->done = false;
}

static int
tiny_next(void *ctx, const int64_t **columns)
{
	TinyTable  *t = ctx;

	if (t->done)
		return 0;
	t->done = true;
	columns[0] = columns[1] = t->code;
	return t->rows;
}

/* one fit; the attacker's statistic, and in *mu2 what the shift of its mean should be (squared) */
static double
tiny_fit(int unit, bool with, double *mu2, double *rho_spent)
{
	static char *label[LABELS] = {"a", "b", "c", "d"};
	SynthFitOptions opt = {0};
	SynthAttributeSpec spec[2] = {{0}, {0}};
	TinyTable	table = {0};
	SynthRowSource rows = {&table, tiny_rewind, tiny_next};
	SynthModel *m;
	double		ratio = 0;
	int			base_rows;

	opt.is_private = true;
	opt.epsilon = EPSILON;
	opt.delta = DELTA;
	opt.stability = unit;
	opt.method = SYNTH_METHOD_AIM;
	for (int a = 0; a < 2; a++)
	{
		spec[a].name = a == 0 ? "x" : "y";
		spec[a].kind = SYNTH_CATEGORY;
		spec[a].source = SYNTH_DOMAIN_DECLARED;
		spec[a].nlabels = LABELS;
		spec[a].label = label;
		spec[a].other = SYNTH_OTHER_SPREAD;
	}
	/* as many units whatever they own, so that as much can be told apart from the noise */
	base_rows = BASE_ROWS * unit;
	table.rows = base_rows + (with ? unit : 0);
	for (int i = 0; i < unit; i++)
		table.code[base_rows + i] = LABELS - 1;

	nheard = 0;
	m = synth_fitter_run(synth_fitter_new(&opt, 2, spec), &rows);
	*mu2 = 0;
	for (int i = 0; i < nheard; i++)
	{
		int			canary;
		int			base;

		if (i < 2)
		{
			CHECK_INT(heard[i].n, LABELS);	/* the one-way tables come first */
			canary = LABELS - 1;
			base = 0;
		}
		else
		{
			const SynthAttribute *x = &m->attribute[0];
			const SynthAttribute *y = &m->attribute[1];

			CHECK_INT(heard[i].n, x->ncoarse * y->ncoarse);
			canary = x->group[LABELS - 1] * y->ncoarse + y->group[LABELS - 1];
			base = x->group[0] * y->ncoarse + y->group[0];
		}
		ratio += ((double) heard[i].noisy[canary] - (canary == base ? base_rows : 0) - unit / 2.0) * unit / heard[i].sigma2;
		*mu2 += (double) unit * unit / heard[i].sigma2;
	}
	*rho_spent = m->account.rho_spent;
	return ratio;
}

static void
audit_fit(int unit)
{
	int			fits = (int) (30000 * fmax(unit_scale(), 0.5));
	double		rho = synth_zcdp_rho(EPSILON, DELTA);
	double		cut = best_threshold(sqrt(2 * rho), DELTA, fits);
	long		hits[2] = {0, 0};
	double		sum[2] = {0, 0};
	double		squares[2] = {0, 0};
	double		shift = 0;
	double		spent = 0;
	double		measured;
	double		lower;

	synth_measure_test_hook = overhear;
	for (int with = 0; with < 2; with++)
	{
		for (int r = 0; r < fits; r++)
		{
			double		mu2;
			double		rho_spent;
			double		ratio = tiny_fit(unit, with, &mu2, &rho_spent);

			CHECK(rho_spent <= rho);
			/* centred and scaled it would be N(0, 1) without the canary, if all of rho were Gaussian */
			hits[with] += (ratio + mu2 / 2) / sqrt(mu2) >= cut;
			sum[with] += ratio;
			squares[with] += ratio * ratio;
			shift += mu2;
			spent += rho_spent;
			unit_forget();
		}
	}
	synth_measure_test_hook = NULL;
	measured = (sum[1] - sum[0]) / fits / sqrt((squares[0] - sum[0] * sum[0] / fits + squares[1] - sum[1] * sum[1] / fits) / (2 * fits - 2));
	lower = epsilon_lower(hits[1], hits[0], fits, DELTA);
	printf("# whole fit, unit of %d: mu %.4f claimed, of it %.4f by Gaussians, %.4f measured; epsilon %.3f claimed, at least %.3f proven; %.1f %% of rho spent\n",
		   unit, sqrt(2 * rho), sqrt(shift / (2 * fits)), measured, EPSILON, lower, 100 * spent / (2 * fits) / rho);
	CHECK(lower <= EPSILON);
	CHECK(lower >= 0.35 * EPSILON);
	/* what is overheard never adds up to more than was claimed */
	CHECK(shift / (2 * fits) <= 2 * rho);
	CHECK(measured <= sqrt(2 * rho) + 6 * sqrt(2.0 / fits));
	/* and is nearly all of it: 6 standard errors below */
	CHECK(measured >= 0.95 * sqrt(2 * rho) - 6 * sqrt(2.0 / fits));
}

UNIT_TEST(audit_whole_fit)
{
	audit_fit(1);
}

UNIT_TEST(audit_whole_fit_of_a_unit)
{
	audit_fit(5);
}
