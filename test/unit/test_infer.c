/*-------------------------------------------------------------------------
 *
 * test_infer.c
 *	  Belief propagation, mirror descent and conditional tables, against sums
 *	  over the whole joint table.
 *
 *-------------------------------------------------------------------------
 */
#include "core/conditional.h"
#include "core/denoise.h"
#include "core/infer.h"
#include "core/propagate.h"
#include "core/subtable.h"
#include "joint.h"

/* a random graph of pairs (and one triple), as measured sets of attributes */
typedef struct Scopes
{
	int n;
	int nattr[32];
	int attr[32][3];
} Scopes;

static void
scopes_random(Scopes *s, int d)
{
	s->n = 0;
	for (int a = 0; a < d; a++)
	{
		s->nattr[s->n] = 1;
		s->attr[s->n++][0] = a;
	}
	for (int a = 0; a < d; a++)
	{
		for (int b = 0; b < d; b++)
		{
			if (a == b || s->n == 31 || unit_random_below(5) != 0)
				continue;
			s->nattr[s->n] = 2;
			s->attr[s->n][0] = a; /* either order: the caller's layout is his own */
			s->attr[s->n++][1] = b;
		}
	}
	if (d >= 3)
	{
		s->nattr[s->n] = 3;
		s->attr[s->n][0] = 2;
		s->attr[s->n][1] = 0;
		s->attr[s->n++][2] = 1;
	}
}

/* the joint distribution that conditional tables define */
static void
joint_from_conditionals(const Joint *j, const SynthConditional *c, double *p)
{
	int x[MOST_ATTRS];

	for (size_t cell = 0; cell < j->ncells; cell++)
	{
		p[cell] = 1;
		joint_digits(j, cell, x);
		for (int i = 0; i < j->d; i++)
		{
			size_t at = 0;

			for (int k = 0; k < c[i].nparents; k++)
				at = at * (size_t) j->size[c[i].parent[k]] + (size_t) x[c[i].parent[k]];
			p[cell] *= c[i].p[at * (size_t) j->size[c[i].attribute] + (size_t) x[c[i].attribute]];
		}
	}
}

/*
 * Marginals of random potentials by propagation equal the sums over the whole
 * joint, in linear and in log space, also for potentials that span e^600.
 */
UNIT_TEST(propagation_equals_brute_force)
{
	for (int trial = 0; trial < 200; trial++)
	{
		Joint j;
		Scopes s;
		SynthFactor *factor;
		SynthGraph *g;
		SynthPropagation *p;
		int *rank;
		double **theta;
		double **mu;
		double spread = trial % 4 == 3 ? 600 : trial % 4 == 2 ? 30 : 2;
		double total = 1000;
		double sum = 0;
		int x[MOST_ATTRS];

		joint_new(&j, 1 + (int) unit_random_below(6), 5);
		scopes_random(&s, j.d);
		rank = synth_rank_by_size(j.d, j.size);
		g = synth_graph_new(j.d, j.size);
		factor = synth_alloc_array((size_t) s.n, sizeof(SynthFactor));
		theta = synth_alloc_array((size_t) s.n, sizeof(double *));
		mu = synth_alloc_array((size_t) s.n, sizeof(double *));
		for (int f = 0; f < s.n; f++)
		{
			factor[f].nattr = s.nattr[f];
			factor[f].ncells = 1;
			for (int i = 0; i < s.nattr[f]; i++)
			{
				int place = 0;

				for (int k = 0; k < s.nattr[f]; k++)
				{
					place += rank[s.attr[f][k]] < rank[s.attr[f][i]];
					synth_graph_link(g, s.attr[f][i], s.attr[f][k]);
				}
				factor[f].attr[place] = s.attr[f][i];
				factor[f].ncells *= (size_t) j.size[s.attr[f][i]];
			}
			theta[f] = synth_alloc_array(factor[f].ncells, sizeof(double));
			mu[f] = synth_alloc_array(factor[f].ncells, sizeof(double));
			for (size_t i = 0; i < factor[f].ncells; i++)
				theta[f][i] = spread * (unit_random_unit() - 0.5);
		}
		/* the joint, in logarithms */
		{
			double peak = -HUGE_VAL;

			for (size_t c = 0; c < j.ncells; c++)
			{
				joint_digits(&j, c, x);
				for (int f = 0; f < s.n; f++)
				{
					size_t at = 0;

					for (int i = 0; i < factor[f].nattr; i++)
						at = at * (size_t) j.size[factor[f].attr[i]] + (size_t) x[factor[f].attr[i]];
					j.p[c] += theta[f][at];
				}
				peak = fmax(peak, j.p[c]);
			}
			for (size_t c = 0; c < j.ncells; c++)
				sum += j.p[c] = exp(j.p[c] - peak);
			for (size_t c = 0; c < j.ncells; c++)
				j.p[c] *= total / sum;
		}
		p = synth_propagation_new(g, s.n, factor);
		for (int log_space = 0; log_space < 2; log_space++)
		{
			synth_propagate(p, theta, total, mu, log_space == 1);
			for (int f = 0; f < s.n; f++)
			{
				size_t n;
				double *expected = joint_marginal(&j, factor[f].nattr, factor[f].attr, &n);

				for (size_t i = 0; i < n; i++)
					CHECK_NEAR(mu[f][i], expected[i], 1e-9 * total);
			}
		}
	}
}

/*
 * Exact marginals of a joint distribution can be met: the loss goes to 0, and
 * what was measured is reproduced by the model and by its conditional tables,
 * fill-in cliques (a ring of pairs) included.
 */
UNIT_TEST(mirror_descent_meets_exact_marginals)
{
	for (int trial = 0; trial < 20; trial++)
	{
		Joint j;
		Scopes s;
		SynthInfer *inf;
		SynthConditional *c;
		double *product;
		double sum = 0;
		double total = 10000;

		joint_new(&j, 5, 4);
		for (size_t i = 0; i < j.ncells; i++)
			sum += j.p[i] = unit_random_unit() + 0.05;
		for (size_t i = 0; i < j.ncells; i++)
			j.p[i] *= total / sum;
		if (trial % 2 == 0)
			scopes_random(&s, j.d);
		else
		{
			s.n = j.d;
			for (int a = 0; a < j.d; a++)
			{
				s.nattr[a] = 2;
				s.attr[a][0] = a;
				s.attr[a][1] = (a + 1) % j.d;
			}
		}
		inf = synth_infer_new(j.d, j.size, total);
		for (int f = 0; f < s.n; f++)
		{
			size_t n;
			double *y = joint_marginal(&j, s.nattr[f], s.attr[f], &n);

			synth_infer_observe(inf, s.nattr[f], s.attr[f], y, NULL, 100.0);
		}
		CHECK(synth_infer_fit(inf, 5000, 1e-12) < 1e-4);
		for (int f = 0; f < s.n; f++)
		{
			size_t n;
			double *y = joint_marginal(&j, s.nattr[f], s.attr[f], &n);
			double *mu = synth_alloc_array(n, sizeof(double));

			CHECK(synth_infer_marginal(inf, s.nattr[f], s.attr[f], mu));
			for (size_t i = 0; i < n; i++)
				CHECK_NEAR(mu[i], y[i], 0.5);
		}

		/* the product of the conditional tables has the model's marginals in every clique */
		c = synth_conditional_build(inf, j.d, j.size);
		product = synth_alloc_array(j.ncells, sizeof(double));
		joint_from_conditionals(&j, c, product);
		memcpy(j.p, product, j.ncells * sizeof(double));
		for (int q = 0; q < synth_infer_jtree(inf)->ncliques; q++)
		{
			const SynthClique *k = &synth_infer_jtree(inf)->clique[q];
			size_t n;
			double *got = joint_marginal(&j, k->nattr, k->attr, &n);
			double *belief = synth_alloc_array(n, sizeof(double));

			synth_infer_belief(inf, q, k->nattr, k->attr, belief);
			for (size_t i = 0; i < n; i++)
				CHECK_NEAR(got[i], belief[i], 1e-5);
		}
	}
}

/*
 * One attribute: the optimum is the weighted projection on the simplex, which
 * denoise.c computes in closed form.
 */
UNIT_TEST(mirror_descent_reaches_the_constrained_optimum)
{
	for (int trial = 0; trial < 30; trial++)
	{
		int size[1] = {2 + (int) unit_random_below(20)};
		int attr[1] = {0};
		double y[24];
		double v[24];
		double expected[24];
		double mu[24];
		SynthInfer *inf;

		for (int i = 0; i < size[0]; i++)
		{
			y[i] = 200 * unit_random_unit() - 60;
			v[i] = 100 * (1 + 3 * unit_random_unit());
		}
		synth_project_simplex(y, v, size[0], 500, expected);
		inf = synth_infer_new(1, size, 500);
		synth_infer_observe(inf, 1, attr, y, v, 0);
		synth_infer_fit(inf, 20000, 1e-12);
		CHECK(synth_infer_marginal(inf, 1, attr, mu));
		for (int i = 0; i < size[0]; i++)
			CHECK_NEAR(mu[i], expected[i], 0.5);
	}
}

/* weights are 1/sigma^2, not 1/sigma: a measurement at sigma 1 and one at 3 count 9 to 1 */
UNIT_TEST(measurements_weigh_by_inverse_variance)
{
	int size[2] = {2, 2};
	int attr[1] = {0};
	int pair[2] = {1, 0};
	double first[2] = {40, 60};
	double second[2] = {50, 50};
	double table[4] = {25, 25, 25, 25};
	double mu[2];
	SynthInfer *inf = synth_infer_new(2, size, 100);

	synth_infer_observe(inf, 1, attr, first, NULL, 1);
	synth_infer_observe(inf, 1, attr, second, NULL, 9);
	synth_infer_fit(inf, 2000, 1e-12);
	CHECK(synth_infer_marginal(inf, 1, attr, mu));
	CHECK_NEAR(mu[0], 41, 1e-3); /* (9 * 40 + 1 * 50) / 10 */

	/* a pair at the same sigma says as much as its margin: two cells of variance 9 each */
	inf = synth_infer_new(2, size, 100);
	synth_infer_observe(inf, 1, attr, first, NULL, 1);
	synth_infer_observe(inf, 2, pair, table, NULL, 9);
	synth_infer_fit(inf, 5000, 1e-14);
	CHECK(synth_infer_marginal(inf, 1, attr, mu));
	CHECK_NEAR(mu[0], (40.0 / 1 + 50.0 / 18) / (1 + 1.0 / 18), 1e-3);
}

/* the layout of what is observed is the caller's: transposed tables give the same model */
UNIT_TEST(order_of_attributes_does_not_matter)
{
	int size[2] = {3, 2};
	int ij[2] = {0, 1};
	int ji[2] = {1, 0};
	double y[6] = {1, 2, 3, 4, 5, 6};
	double transposed[6] = {1, 3, 5, 2, 4, 6};
	double a[6];
	double b[6];
	SynthInfer *inf = synth_infer_new(2, size, 21);

	synth_infer_observe(inf, 2, ij, y, NULL, 1);
	synth_infer_fit(inf, 3000, 1e-13);
	CHECK(synth_infer_marginal(inf, 2, ij, a));
	CHECK(synth_infer_marginal(inf, 2, ji, b));
	for (int i = 0; i < 6; i++)
	{
		CHECK_NEAR(a[i], y[i], 1e-3);
		CHECK_NEAR(b[i], transposed[i], 1e-3);
	}
}

/* a configuration of parents without mass falls back to fewer parents, never to NaN */
UNIT_TEST(empty_configurations_have_a_distribution)
{
	int size[3] = {2, 3, 4};
	int scope[3] = {0, 1, 2};
	double y[24] = {0};
	SynthInfer *inf = synth_infer_new(3, size, 1000);
	SynthConditional *c;

	y[0] = 600;
	y[23] = 400;
	synth_infer_observe(inf, 3, scope, y, NULL, 1e-4);
	synth_infer_fit(inf, 3000, 1e-12);
	c = synth_conditional_build(inf, 3, size);
	for (int i = 0; i < 3; i++)
	{
		size_t k = (size_t) size[c[i].attribute];

		for (size_t r = 0; r < c[i].ncells; r += k)
		{
			double sum = 0;

			for (size_t x = 0; x < k; x++)
			{
				CHECK(isfinite(c[i].p[r + x]) && c[i].p[r + x] >= 0);
				sum += c[i].p[r + x];
			}
			CHECK_NEAR(sum, 1, 1e-6);
		}
	}
}

/* rows by allocation: a pair's counts stay within a few rows of what the tables say */
UNIT_TEST(drawn_rows_match_the_tables)
{
	int size[2] = {4, 7};
	int pair[2] = {0, 1};
	double y[28];
	double sum = 0;
	double mu[28];
	int count[28] = {0};
	uint16_t *codes[2];
	SynthInfer *inf;

	for (int i = 0; i < 28; i++)
		sum += y[i] = unit_random_unit();
	for (int i = 0; i < 28; i++)
		y[i] *= 10000 / sum;
	inf = synth_infer_new(2, size, 10000);
	synth_infer_observe(inf, 2, pair, y, NULL, 1);
	synth_infer_fit(inf, 1000, 1e-9);
	CHECK(synth_infer_marginal(inf, 2, pair, mu));
	codes[0] = synth_alloc_array(10000, sizeof(uint16_t));
	codes[1] = synth_alloc_array(10000, sizeof(uint16_t));
	synth_conditional_draw(synth_conditional_build(inf, 2, size), 2, size, 10000, 7, codes);
	for (int r = 0; r < 10000; r++)
		count[codes[0][r] * 7 + codes[1][r]]++;
	for (int i = 0; i < 28; i++)
		CHECK_NEAR(count[i], mu[i], 2.5);
}

UNIT_TEST(a_fit_can_be_interrupted)
{
	int size[2] = {30, 30};
	int pair[2] = {0, 1};
	double *y = synth_alloc_array(900, sizeof(double));
	SynthInfer *inf = synth_infer_new(2, size, 1000);
	long before;

	for (int i = 0; i < 900; i++)
		y[i] = unit_random_unit();
	synth_infer_observe(inf, 2, pair, y, NULL, 1);
	before = unit_polls;
	synth_infer_fit(inf, 50, 0);
	CHECK(unit_polls - before >= 50);
}

UNIT_TEST(start_is_the_optimum_of_single_attributes)
{
	int size[2] = {4, 3};
	double exact[4] = {300, 0, 99, 1};
	double noisy[3] = {500, -40, 60}; /* projected on 400: 470, 0, 0 -> 400 in the first cell */
	double weighted[3] = {210, 90, 130};
	double variance[3] = {10, 20, 40};
	double mu[4];
	int first[1] = {0};
	int second[1] = {1};
	SynthInfer *inf = synth_infer_new(2, size, 400);

	synth_infer_observe(inf, 1, first, exact, NULL, 1);
	synth_infer_observe(inf, 1, second, noisy, NULL, 1);
	synth_infer_start(inf, true);
	synth_infer_fit(inf, 0, 1e-4);
	CHECK(synth_infer_marginal(inf, 1, first, mu));
	for (int i = 0; i < 4; i++)
		CHECK(fabs(mu[i] - exact[i]) < 1e-9);
	CHECK(synth_infer_marginal(inf, 1, second, mu));
	CHECK(fabs(mu[0] - 400) < 1e-9);
	synth_infer_release(inf);

	/* 430 is 30 too many: taken off in proportion to the variance */
	inf = synth_infer_new(2, size, 400);
	synth_infer_observe(inf, 1, second, weighted, variance, 0);
	synth_infer_start(inf, false);
	synth_infer_fit(inf, 0, 1e-4);
	CHECK(synth_infer_marginal(inf, 1, second, mu));
	for (int i = 0; i < 3; i++)
		CHECK(fabs(mu[i] - (weighted[i] - 30 * variance[i] / 70)) < 1e-6);
	synth_infer_release(inf);
}
