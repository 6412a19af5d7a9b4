/*-------------------------------------------------------------------------
 *
 * test_charges.c
 *	  What a private fit draws is what it was charged for: the noise of every
 *	  release, as it leaves, against the account and the plan.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "core/linalg.h"
#include "core/measure.h"
#include "table.h"

#define MOST_RELEASES 4096

extern void (*synth_measure_test_hook)(const char *phase, double sigma2, int n, const int64_t *noisy);

typedef struct Release
{
	char phase[SYNTH_PHASE_LEN];
	double sigma2;
} Release;

static Release release[MOST_RELEASES];
static int nreleases;

static void
note_release(const char *phase, double sigma2, int n, const int64_t *noisy)
{
	CHECK(nreleases < MOST_RELEASES);
	snprintf(release[nreleases].phase, SYNTH_PHASE_LEN, "%s", phase);
	release[nreleases++].sigma2 = sigma2;
}

/* numbers of all sorts and labels; no discovery, which does not pass the hook */
static void
mixed_table(Table *t, SynthAttributeSpec *spec, int nrows)
{
	table_new(t, 6, nrows);
	spec_category(&spec[0], 0, 5);
	spec_category(&spec[1], 1, 3);
	spec_number(&spec[2], 2, 0, 99, true);
	spec_number(&spec[3], 3, INT32_MIN, INT32_MAX, false);
	spec_number(&spec[4], 4, -INT64_C(0x7FEFFFFFFFFFFFFF), INT64_C(0x7FEFFFFFFFFFFFFF), false);
	spec[4].form = SYNTH_AXIS_REAL;
	spec_number(&spec[5], 5, -3000, 100000, true);
	spec[5].form = SYNTH_AXIS_DATE;
	for (int r = 0; r < nrows; r++)
	{
		int64_t g = (int64_t) unit_random_below(5);

		t->column[0][r] = g;
		t->column[1][r] = g / 2;
		t->column[2][r] = 10 * g + (int64_t) unit_random_below(40);
		t->column[3][r] = 1000 * g + (int64_t) unit_random_below(500);
		t->column[4][r] = synth_key_from_double(0.1 * (double) unit_random_below(1000));
		t->column[5][r] = 7000 + (int64_t) unit_random_below(3000);
	}
}

/* rho of all releases of a phase, from the noise that they got */
static double
drawn_for(const char *phase, double moved)
{
	double rho = 0;

	for (int i = 0; i < nreleases; i++)
		if (strcmp(release[i].phase, phase) == 0)
			rho += moved * moved / (2 * release[i].sigma2);
	return rho;
}

UNIT_TEST(releases_are_charged)
{
	static const SynthMethod methods[] = {SYNTH_METHOD_COPULA, SYNTH_METHOD_INDEPENDENT, SYNTH_METHOD_AIM,
										  SYNTH_METHOD_MST};
	static const int64_t units[] = {1, 3, 50};

	synth_linalg_init();
	for (int k = 0; k < 4; k++)
		for (int u = 0; u < 3; u++)
			for (int nrows = 0; nrows <= 3000; nrows += 3000)
			{
				Table t;
				SynthAttributeSpec spec[6];
				SynthFitOptions o = options(true, 1, methods[k]);
				SynthModel *m;
				double sum = 0;
				double unhooked = 0;
				double rho;

				mixed_table(&t, spec, nrows);
				o.stability = units[u];
				rho = synth_zcdp_rho(o.epsilon, o.delta);
				nreleases = 0;
				synth_measure_test_hook = note_release;
				m = fit_table(&t, &o, spec);
				synth_measure_test_hook = NULL;
				CHECK_INT(m->account.stability, units[u]);
				for (int i = 0; i < m->account.ncharges; i++)
				{
					const SynthCharge *c = &m->account.charges[i];
					bool again = false;

					for (int j = 0; j < i; j++)
						again |= strcmp(m->account.charges[j].phase, c->phase) == 0;
					if (c->sigma == 0)
						unhooked += c->rho; /* selections */
					if (c->sigma == 0 || again)
						continue;
					CHECK(c->sensitivity >= units[u] && c->sensitivity % units[u] == 0);
					sum += drawn_for(c->phase, (double) c->sensitivity);
				}
				/* every release is of a phase that was charged, and the sums agree */
				for (int i = 0; i < nreleases; i++)
				{
					bool charged = false;

					for (int j = 0; j < m->account.ncharges; j++)
						charged |= strcmp(m->account.charges[j].phase, release[i].phase) == 0;
					CHECK(charged);
				}
				CHECK(nreleases > 6);
				CHECK_NEAR(sum + unhooked, m->account.rho_spent, 1e-9 * rho);
				CHECK(m->account.rho_spent <= rho);
				/* little is left over where the last stage takes all */
				if (methods[k] == SYNTH_METHOD_COPULA)
				{
					CHECK(m->account.rho_spent > 0.999 * rho);
					CHECK(drawn_for("correlation", 1) > 0);
				}
			}
}
