/*-------------------------------------------------------------------------
 *
 * test_tail.c
 *	  Thresholds of tails against the distribution that is drawn, fits of
 *	  known generalised Pareto tails, draws within their limits.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "core/axis_within.h"
#include "core/marginal.h"
#include "core/tail.h"
#include "stats.h"
#include "steer_checks.h"

/* a model of one number whose cells have the given masses */
static SynthModel *
one_number(SynthAxisForm form, int ncells, const int64_t *edge, const double *mass)
{
	SynthModel *m = synth_alloc(sizeof(SynthModel));
	SynthAttribute *a = m->attribute = synth_alloc(sizeof(SynthAttribute));
	SynthConditional *c = m->conditional = synth_alloc(sizeof(SynthConditional));

	m->source_schema = m->source_name = m->unit = "t";
	m->method = SYNTH_METHOD_AIM;
	m->max_rows = 1;
	m->account.stability = 1;
	m->nattributes = 1;
	a->name = "x";
	a->kind = SYNTH_NUMBER;
	a->source = SYNTH_DOMAIN_GRID;
	a->other = SYNTH_OTHER_SPREAD;
	a->nfine = a->nvalues = ncells;
	a->ncoarse = 1;
	a->null_code = a->other_code = a->neginf_code = a->posinf_code = a->nan_code = -1;
	a->group = synth_alloc_array((size_t) ncells, sizeof(uint16_t));
	a->mass = synth_alloc_array((size_t) ncells, sizeof(double));
	memcpy(a->mass, mass, (size_t) ncells * sizeof(double));
	a->axis = synth_alloc(sizeof(SynthAxis));
	a->axis->form = form;
	a->axis->ncells = ncells;
	a->axis->edge = synth_alloc_array((size_t) ncells + 1, sizeof(int64_t));
	memcpy(a->axis->edge, edge, ((size_t) ncells + 1) * sizeof(int64_t));
	c->nparents = 0;
	c->ncells = 1;
	c->p = synth_alloc(sizeof(float));
	c->p[0] = 1;
	return m;
}

UNIT_TEST(marginals_are_those_of_enumeration)
{
	RandomModel r = {21, 5, 8, 3};

	for (int i = 0; i < (int) (100 * unit_scale()); i++)
	{
		SynthModel *m = random_model_new(&r);
		Enumeration e = enumerate(m);

		for (int a = 0; a < m->nattributes; a++)
		{
			double *mass = synth_alloc_array((size_t) m->attribute[a].nfine, sizeof(double));
			double *expected = synth_alloc_array((size_t) m->attribute[a].nfine, sizeof(double));
			int fine[16];

			for (size_t c = 0; c < e.ncells; c++)
			{
				enumeration_digits(m, c, fine);
				expected[fine[a]] += e.p[c];
			}
			synth_attribute_marginal(m, a, mass);
			for (int f = 0; f < m->attribute[a].nfine; f++)
				CHECK_NEAR(mass[f], expected[f], 1e-5);
		}
		unit_forget();
	}
}

/* P[X >= v] or P[X <= v] of the ordinary values */
static double
beyond(const SynthAttribute *a, const double *mass, bool upper, int64_t v)
{
	double sum = 0;
	double all = 0;

	for (int c = 0; c < a->nvalues; c++)
	{
		all += mass[c];
		sum += mass[c] * synth_axis_share(a->axis, c, upper ? v : INT64_MIN, upper ? INT64_MAX : v);
	}
	return sum / all;
}

UNIT_TEST(a_threshold_leaves_the_share_beyond)
{
	RandomModel r = {22, 3, 60, 2};
	int strict = 0;

	for (int i = 0; i < (int) (300 * unit_scale()); i++)
	{
		SynthModel *m = random_model_new(&r);

		for (int k = 0; k < m->nattributes; k++)
		{
			const SynthAttribute *a = &m->attribute[k];
			double *mass = synth_alloc_array((size_t) a->nfine, sizeof(double));
			double share = i % 3 == 0 ? 0.3 : 0.02;
			bool upper = i % 2 == 0;
			int64_t v;
			double sum = 0;

			if (a->kind != SYNTH_NUMBER)
				continue;
			synth_attribute_marginal(m, k, mass);
			for (int c = 0; c < a->nvalues; c++)
				sum += mass[c];
			v = synth_tail_threshold(m, k, upper, share);
			CHECK(v >= a->axis->edge[0] && v < a->axis->edge[a->nvalues]);
			if (!(sum > 0))
				continue;
			/* the value before leaves more; this one leaves something, and no more unless it is the end of all */
			CHECK(beyond(a, mass, upper, upper ? v - 1 : v + 1) > share - 1e-9
				  || v == (upper ? a->axis->edge[0] : a->axis->edge[a->nvalues] - 1));
			CHECK(beyond(a, mass, upper, v) > 0);
			if (beyond(a, mass, upper, upper ? v + 1 : v - 1) > 0)
			{
				CHECK(beyond(a, mass, upper, v) <= share + 1e-9);
				strict++;
			}
		}
		unit_forget();
	}
	CHECK(strict > 50 * unit_scale());
}

static double
pareto_cdf(double shape, double scale, double y)
{
	if (shape == 0)
		return 1 - exp(-y / scale);
	return 1 + shape * y / scale > 0 ? 1 - pow(1 + shape * y / scale, -1 / shape) : 1;
}

#define TAIL_CELLS 40

/*
 * A number whose upper or lower end beyond 100 is a known generalised Pareto
 * distribution, in cells that grow by a factor; a body of nine times its mass.
 * What lies beyond the last cell is counted in it.
 */
static SynthModel *
known_tail(SynthAxisForm form, bool upper, double shape, double scale, double growth, long sample)
{
	int64_t edge[TAIL_CELLS + 2];
	double mass[TAIL_CELLS + 1];
	double at[TAIL_CELLS + 1];
	double width = scale / 20;

	at[0] = 0;
	for (int c = 0; c < TAIL_CELLS; c++)
	{
		at[c + 1] = form == SYNTH_AXIS_REAL ? at[c] + width : ceil(at[c] + width);
		width *= growth;
	}
	for (int c = 0; c < TAIL_CELLS; c++)
		mass[c + 1] = pareto_cdf(shape, scale, at[c + 1]) - pareto_cdf(shape, scale, at[c]);
	if (sample > 0)
	{
		/* counts of so many draws */
		memset(mass, 0, sizeof(mass));
		for (long i = 0; i < sample; i++)
		{
			double u = unit_random_unit();
			int c = 0;

			while (c < TAIL_CELLS - 1 && u >= pareto_cdf(shape, scale, at[c + 1]))
				c++;
			mass[c + 1] += 0.1 / (double) sample;
		}
		mass[0] = 0.9;
	}
	else
	{
		mass[TAIL_CELLS] += 1 - pareto_cdf(shape, scale, at[TAIL_CELLS]);
		for (int c = 1; c <= TAIL_CELLS; c++)
			mass[c] *= 0.1;
		mass[0] = 0.9;
	}
	for (int c = 0; c <= TAIL_CELLS; c++)
	{
		double v = upper ? 100 + at[c] : 100 - at[c];

		/* a tick belongs to the cell that it begins, seen from the threshold */
		edge[upper ? c + 1 : TAIL_CELLS - c] = form == SYNTH_AXIS_REAL ? synth_key_from_double(v)
																	   : (int64_t) v + (upper ? 0 : 1);
	}
	edge[upper ? 0 : TAIL_CELLS + 1] = form == SYNTH_AXIS_REAL ? synth_key_from_double(upper ? 50 : 150)
															   : (upper ? 50 : 150);
	if (!upper)
		for (int c = 0; c < (TAIL_CELLS + 1) / 2; c++)
		{
			double swap = mass[c];

			mass[c] = mass[TAIL_CELLS - c];
			mass[TAIL_CELLS - c] = swap;
		}
	return one_number(form, TAIL_CELLS + 1, edge, mass);
}

static int64_t
raw_of(SynthAxisForm form, double v)
{
	return form == SYNTH_AXIS_REAL ? synth_key_from_double(v) : (int64_t) v;
}

UNIT_TEST(known_tails_are_recovered)
{
	static const double shapes[] = {-0.3, 0.0, 0.25, 0.6};

	for (int i = 0; i < 16; i++)
	{
		SynthAxisForm form = i / 4 % 2 == 0 ? SYNTH_AXIS_REAL : SYNTH_AXIS_INTEGER;
		bool upper = i / 8 == 0;
		double shape = shapes[i % 4];
		double scale = form == SYNTH_AXIS_REAL ? 12.5 : 300;
		long n = (long) (20000 * unit_scale());
		int64_t at = raw_of(form, 100);
		SynthTail tail;
		SynthModel *m;

		/* the exact masses: recovered exactly, also where the axis ends at twice the scale */
		m = known_tail(form, upper, shape, scale, i / 4 % 2 == i / 8 ? 1.25 : 1.0, 0);
		CHECK(synth_model_check(m) == NULL);
		CHECK(synth_tail_fit(m, 0, upper, at, upper ? INT64_MAX / 2 : SYNTH_RAW_FIRST, &tail));
		CHECK_NEAR(tail.shape, shape, 1e-3);
		CHECK_NEAR(tail.scale, scale, 1e-3 * scale);
		/*
		 * Counts of n: the variance of the shape is (1 + shape)^2 / n where the
		 * values are known (Smith 1985); cells that wide add to it by less than half, and
		 * 6.2 standard deviations are left with probability below 1e-9.
		 */
		m = known_tail(form, upper, shape, scale, 1.25, n);
		CHECK(synth_tail_fit(m, 0, upper, at, upper ? INT64_MAX / 2 : SYNTH_RAW_FIRST, &tail));
		CHECK_NEAR(tail.shape, shape, 6.2 * 1.5 * (1 + shape) / sqrt((double) n));
		CHECK_NEAR(tail.scale, scale, 6.2 * 1.5 * sqrt(2 * (1 + shape) / (double) n) * scale);
	}
}

UNIT_TEST(a_tail_of_few_cells_is_refused)
{
	int64_t edge[4] = {0, 100, 200, 300};
	double mass[3] = {0.8, 0.1, 0.1};
	SynthTail tail;

	CHECK(!synth_tail_fit(one_number(SYNTH_AXIS_INTEGER, 3, edge, mass), 0, true, 100, 1000, &tail));
}

/* the empirical distribution is off by more than 3.4 / sqrt(n) with probability below 2e-10 */
UNIT_TEST(draws_follow_the_tail_and_stay_inside)
{
	static const double shapes[] = {-0.4, 0.0, 0.3, 1.0};

	for (int i = 0; i < 32; i++)
	{
		SynthAxisForm form = i / 4 % 2 == 0 ? SYNTH_AXIS_REAL : SYNTH_AXIS_INTEGER;
		bool upper = i / 8 % 2 == 0;
		double shape = shapes[i % 4];
		double scale = 40;
		double furthest = i / 16 == 0 ? 60 : 5000;
		int64_t limit = raw_of(form, upper ? 100 + furthest : 100 - furthest);
		SynthTail tail = {upper, raw_of(form, 100), limit, shape, scale, form, form == SYNTH_AXIS_REAL ? 15 : 1};
		double most = furthest + (form == SYNTH_AXIS_REAL ? 0 : 1);
		int n = (int) (20000 * unit_scale());
		int below[6] = {0};
		static const double mark[6] = {2, 10, 30, 55, 200, 900};
		SynthStream st;

		synth_stream_init(&st, 5, (uint64_t) i, 0);
		for (int r = 0; r < n; r++)
		{
			int64_t raw = synth_tail_draw(&tail, &st);
			double v = form == SYNTH_AXIS_REAL ? synth_double_from_key(raw) : (double) raw;
			double y = upper ? v - 100 : 100 - v;

			CHECK(upper ? raw >= tail.threshold && raw <= limit : raw <= tail.threshold && raw >= limit);
			for (int k = 0; k < 6; k++)
				below[k] += y < mark[k];
		}
		for (int k = 0; k < 6; k++)
		{
			double expected = mark[k] < most ? pareto_cdf(shape, scale, mark[k]) / pareto_cdf(shape, scale, most) : 1;

			CHECK_NEAR((double) below[k] / n, expected, 3.4 / sqrt((double) n));
		}
	}
}

UNIT_TEST(draws_are_as_round_as_the_column)
{
	SynthTail tail = {true, 103, 100003, 0.2, 500, SYNTH_AXIS_INTEGER, 10};
	SynthTail real = {false, synth_key_from_double(9.87), synth_key_from_double(1.0), 0.2, 2, SYNTH_AXIS_REAL, 1};
	SynthStream st;
	int rounded = 0;

	synth_stream_init(&st, 1, 2, 3);
	for (int r = 0; r < 2000; r++)
	{
		int64_t raw = synth_tail_draw(&tail, &st);
		double x = synth_double_from_key(synth_tail_draw(&real, &st));

		CHECK(raw >= 103 && raw <= 100003 && raw % 10 == 0);
		CHECK(x >= 1.0 && x <= 9.87);
		rounded += x * 10 == nearbyint(x * 10);
	}
	/* only what would round beyond the threshold stays as it is */
	CHECK(rounded > 1900);
}

/* the ends of the representable range */
UNIT_TEST(draws_survive_extreme_limits)
{
	for (int i = 0; i < 8; i++)
	{
		bool upper = i % 2 == 0;
		SynthAxisForm form = i / 2 % 2 == 0 ? SYNTH_AXIS_INTEGER : SYNTH_AXIS_REAL;
		int64_t limit = upper ? INT64_MAX - 1 : SYNTH_RAW_FIRST;
		int64_t at = raw_of(form, i / 4 == 0 ? 0 : upper ? -1e15 : 1e15);
		SynthTail tail = {upper, at, limit, 1.0, form == SYNTH_AXIS_REAL ? 1e300 : 1e17, form, form == SYNTH_AXIS_REAL};
		SynthStream st;

		synth_stream_init(&st, 9, (uint64_t) i, 0);
		for (int r = 0; r < 5000; r++)
		{
			int64_t raw = synth_tail_draw(&tail, &st);

			CHECK(upper ? raw >= at : raw <= at);
			CHECK(raw >= SYNTH_RAW_FIRST);
		}
	}
}

/* any axis at all: thresholds lie on it, draws between threshold and limit */
UNIT_TEST(tails_of_any_axis_stay_inside)
{
	int fitted = 0;

	for (int i = 0; i < (int) (3000 * unit_scale()); i++)
	{
		int64_t edge[13];
		double mass[12];
		int n = 0;
		double sum = 0;
		bool upper = i % 2 == 0;
		int shift = 1 + (int) unit_random_below(60);
		int64_t at = (int64_t) (unit_random() >> shift) * (unit_random_below(2) == 0 ? 1 : -1);
		SynthModel *m;
		int64_t threshold;
		int64_t limit;
		SynthTail tail;
		SynthStream st;

		at = at < SYNTH_RAW_FIRST ? SYNTH_RAW_FIRST : at;
		edge[0] = at;
		while (n < 12)
		{
			int64_t step = 1 + (int64_t) (unit_random() >> (4 + unit_random_below(60)));

			if (edge[n] > INT64_MAX - 1 - step)
				break;
			edge[n + 1] = edge[n] + step;
			sum += mass[n++] = unit_random_below(4) == 0 ? 0 : unit_random_unit();
		}
		if (!(sum > 0))
			continue;
		for (int c = 0; c < n; c++)
			mass[c] /= sum;
		m = one_number((SynthAxisForm) (i / 2 % 4), n, edge, mass);
		threshold = synth_tail_threshold(m, 0, upper, 0.01 + 0.9 * unit_random_unit());
		CHECK(threshold >= edge[0] && threshold < edge[n]);
		limit = i / 8 % 2 == 0 ? (upper ? edge[n] - 1 : edge[0]) : upper ? INT64_MAX - 1 : SYNTH_RAW_FIRST;
		if (!synth_tail_fit(m, 0, upper, threshold, limit, &tail))
			continue;
		fitted++;
		CHECK(tail.shape >= -0.5 && tail.shape <= 1 && tail.scale > 0 && isfinite(tail.scale));
		synth_stream_init(&st, 1, (uint64_t) i, 0);
		for (int r = 0; r < 50; r++)
		{
			int64_t raw = synth_tail_draw(&tail, &st);

			CHECK(upper ? raw >= threshold && raw <= limit : raw <= threshold && raw >= limit);
		}
		if (i % 100 == 0)
			unit_forget();
	}
	CHECK(fitted > 300 * unit_scale());
}
