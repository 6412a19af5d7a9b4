/*-------------------------------------------------------------------------
 *
 * test_steer_tree.c
 *	  Conditions and target shares of tree models, against enumeration and
 *	  against filtered samples.
 *
 * Rows of one block share ancestors, so distributions are tested on one row
 * of each of many blocks.  Chi-square checks fail a correct program with
 * probability 1e-9 each; that a block's particles are finite biases a row by
 * less than a hundredth of its standard error here.
 *
 *-------------------------------------------------------------------------
 */
#include "chain_model.h"
#include "core/sampler.h"
#include "core/steer_tree.h"
#include "enumerate.h"
#include "random_model.h"
#include "unit.h"

#define MOST 16

/* a region of some codes; whole cells of a number, any share of a category's code */
static void
random_region(const SynthModel *m, int a, SynthRegion *r)
{
	const SynthAttribute *x = &m->attribute[a];

	r->attribute = a;
	r->share = synth_alloc_array((size_t) x->nfine, sizeof(double));
	for (int c = 0; c < x->nfine; c++)
		if (unit_random_below(3) > 0)
			r->share[c] = x->kind == SYNTH_CATEGORY && unit_random_below(3) == 0 ? unit_random_unit() : 1.0;
	if (x->kind == SYNTH_NUMBER)
	{
		r->lo = synth_alloc_array((size_t) x->nvalues, sizeof(int64_t));
		r->hi = synth_alloc_array((size_t) x->nvalues, sizeof(int64_t));
		for (int c = 0; c < x->nvalues; c++)
			if (r->share[c] > 0.0)
			{
				r->lo[r->nintervals] = x->axis->edge[c];
				r->hi[r->nintervals++] = x->axis->edge[c + 1] - 1;
			}
	}
}

static SynthSteering *
random_request(const SynthModel *m, int most)
{
	SynthSteering *q = synth_alloc(sizeof(SynthSteering));

	q->region = synth_alloc_array((size_t) m->nattributes + 1, sizeof(SynthRegion));
	for (int a = 0; a < m->nattributes && q->nregions < most; a++)
		if (unit_random_below(2) == 0)
			random_region(m, a, &q->region[q->nregions++]);
	return q;
}

/* the cells of the model that meet the regions */
static double *
conditioned(const Cells *c, const SynthSteering *q, double *total)
{
	double *p = synth_alloc_array(c->n, sizeof(double));
	uint16_t code[MOST];

	*total = 0.0;
	for (size_t i = 0; i < c->n; i++)
	{
		p[i] = c->p[i];
		cells_codes(c, i, code);
		for (int k = 0; k < q->nregions; k++)
			p[i] *= q->region[k].share[code[q->region[k].attribute]];
		*total += p[i];
	}
	return p;
}

/* true if every row of a block is inside */
static bool
inside(const SynthModel *m, const SynthSteering *q, int64_t *const *raw, int nrows)
{
	for (int k = 0; k < q->nregions; k++)
		for (int r = 0; r < nrows; r++)
		{
			uint16_t fine;

			synth_finecode_block(&m->attribute[q->region[k].attribute], raw[q->region[k].attribute] + r, 1, &fine);
			if (!(q->region[k].share[fine] > 0.0))
				return false;
		}
	return true;
}

UNIT_TEST(conditions_agree_with_enumeration)
{
	RandomModel r = {2, 6, 8, 4, SYNTH_METHOD_TREE};
	int tried = 0;

	while (tried < 25)
	{
		SynthModel *m = random_model_new(&r);
		Cells c = cells_new(m);
		SynthSteering *q = random_request(m, MOST);
		SynthSteerReport report;
		double total;
		double *p = conditioned(&c, q, &total);
		SynthSteerTree *t = synth_steer_tree(m, q, &report);
		int n = (int) (600 * unit_scale());

		CHECK(synth_model_check(m) == NULL);
		if (total < 1e-6)
		{
			CHECK(t == NULL || total > 0.0);
			unit_forget();
			continue;
		}
		tried++;
		CHECK(t != NULL);
		CHECK_NEAR(report.probability, total, 6.0 * report.error + 0.02 * total);
		CHECK(report.effective > 0.02 && report.effective <= 1.0);
		for (int rows = 1; rows <= 40; rows += 39)
		{
			SynthSampler *s = synth_steer_tree_sampler(t);
			double *count = synth_alloc_array(c.n, sizeof(double));

			for (int b = 0; b < n; b++)
			{
				int64_t *const *raw = synth_sampler_block(s, 9, (uint64_t) b, rows);

				count[cells_of_row(&c, raw, rows / 2)] += 1.0;
				CHECK(inside(m, q, raw, rows));
			}
			cells_check("conditioned rows", c.n, p, count, n);
		}
		unit_forget();
	}
}

/*
 * Evidence of probability 3e-5 at the end of a chain of eight: without looking
 * ahead the particles of a block would descend from one or none of 256.  Still
 * at least half of the rows are worth an independent one each, and the first
 * attribute has the distribution that Bayes' rule gives it (p 1e-9 of a row a
 * block; a block's own shares within 6 standard errors of half as many rows).
 */
UNIT_TEST(rare_evidence_at_the_end_is_seen_from_the_start)
{
	const int length = 8;
	const int width = 15;
	const double leak = 0.05;
	SynthModel *m = chain(length, width, leak);
	SynthSteering *q = one_code(m, length - 1, width - 1);
	SynthSteerReport report;
	SynthSteerTree *t = synth_steer_tree(m, q, &report);
	SynthSampler *s;
	double p[15];
	double count[15] = {0};
	double keep = pow(1.0 - leak, length - 1);
	double last = ldexp(1.0, -width) / (1.0 - ldexp(1.0, -width));
	int64_t *const *raw;
	int n = (int) (1000 * unit_scale());
	int same = 0;

	CHECK(t != NULL);
	CHECK_NEAR(report.probability, last, 6.0 * report.error + 0.02 * last);
	CHECK(report.effective > 0.5);
	/* unless it leaks somewhere on the way, the first code is the last one */
	for (int c = 0; c < width; c++)
		p[c] = ldexp(1.0, -c - 1) / (1.0 - ldexp(1.0, -width)) * (1.0 - keep) + (c == width - 1 ? keep : 0.0);
	s = synth_steer_tree_sampler(t);
	for (int b = 0; b < n; b++)
	{
		raw = synth_sampler_block(s, 1, (uint64_t) b, 3);
		CHECK(raw[length - 1][0] == width - 1 && raw[length - 1][1] == width - 1);
		count[raw[0][1]] += 1.0;
	}
	cells_check("first of a chain", (size_t) width, p, count, n);
	raw = synth_sampler_block(s, 2, 0, 10000);
	for (int r = 0; r < 10000; r++)
		same += raw[0][r] == width - 1;
	CHECK_NEAR(same / 10000.0, p[width - 1], 6.0 * sqrt(0.25 / 5000.0));
}

/* leaves for every pair of codes of the two parents, three each, in preorder */
static SynthTree *
pairs_tree(void)
{
	SynthTree *t = synth_alloc(sizeof(SynthTree));
	int at = 0;

	t->nleaves = 9;
	t->nnodes = 17;
	t->node = synth_alloc_array(17, sizeof(SynthTreeNode));
	t->first = synth_alloc_array(10, sizeof(int32_t));
	t->code = synth_alloc_array(27, sizeof(uint16_t));
	t->p = synth_alloc_array(27, sizeof(float));
	t->set = synth_alloc(sizeof(uint64_t));
	for (int x = 0; x < 3; x++)
	{
		if (x < 2)
		{
			t->node[at] = (SynthTreeNode){0, x + 1, -1, at + 1, at + 6};
			at++;
		}
		t->node[at] = (SynthTreeNode){1, 1, -1, at + 1, at + 2};
		t->node[at + 1] = (SynthTreeNode){-1, -1, -1, 3 * x, -1};
		t->node[at + 2] = (SynthTreeNode){1, 2, -1, at + 3, at + 4};
		t->node[at + 3] = (SynthTreeNode){-1, -1, -1, 3 * x + 1, -1};
		t->node[at + 4] = (SynthTreeNode){-1, -1, -1, 3 * x + 2, -1};
		at += 5;
		for (int y = 0; y < 3; y++)
		{
			double in = (x + y) % 3 == 0 ? 0.9 : 0.01;

			for (int c = 0; c < 3; c++)
			{
				t->code[t->nentries] = (uint16_t) c;
				t->p[t->nentries++] = (float) (c == 0 ? 1.0 - in : in * (c == 1 ? 0.1 + 0.4 * x : 0.9 - 0.4 * x));
			}
			t->first[3 * x + y + 1] = t->nentries;
		}
	}
	return t;
}

/*
 * Evidence that depends on a pair of attributes and on neither alone: no
 * product of factors can see it coming, so particles must be resampled.
 */
UNIT_TEST(what_cannot_be_foreseen_is_resampled)
{
	SynthModel *m = chain(4, 3, 0.5);
	SynthSteering *q = one_code(m, 2, 1);
	SynthSteering *last = one_code(m, 3, 1);
	SynthRegion region[2];
	SynthSteerReport report;
	SynthSteerTree *t;
	SynthSampler *s;
	Cells c;
	double *p;
	double *count;
	double total;
	int n = (int) (3000 * unit_scale());

	m->conditional[2].tree = pairs_tree();
	m->conditional[2].nparents = 2;
	m->conditional[2].parent = synth_alloc_array(2, sizeof(int));
	m->conditional[2].parent[1] = 1;
	m->conditional[3].parent[0] = 0;
	CHECK(synth_model_check(m) == NULL);
	/* codes 1 and 2 of the third, and one of the fourth, which follows the first */
	q->region->share[2] = 1.0;
	*q->region->hi = 2;
	region[0] = *q->region;
	region[1] = *last->region;
	q->region = region;
	q->nregions = 2;
	c = cells_new(m);
	p = conditioned(&c, q, &total);
	count = synth_alloc_array(c.n, sizeof(double));
	t = synth_steer_tree(m, q, &report);
	CHECK(t != NULL);
	CHECK_NEAR(report.probability, total, 6.0 * report.error + 0.01 * total);
	CHECK(report.effective < 0.95);
	s = synth_steer_tree_sampler(t);
	for (int b = 0; b < n; b++)
		count[cells_of_row(&c, synth_sampler_block(s, 9, (uint64_t) b, 10), 4)] += 1.0;
	cells_check("rows of resampled particles", c.n, p, count, n);
}

UNIT_TEST(what_no_leaf_has_is_refused_by_name)
{
	SynthModel *m = chain(3, 4, 0.1);
	SynthSteering *q = one_code(m, 1, 3);
	SynthSteerReport report;
	double error;

	/* the code is taken out of every leaf */
	for (int i = 0; i < m->conditional[1].tree->nentries; i++)
		if (m->conditional[1].tree->code[i] == 3)
			m->conditional[1].tree->code[i] = 2;
	CHECK(synth_steer_tree(m, q, &report) == NULL);
	CHECK_INT(report.problem, SYNTH_STEER_NO_MASS);
	CHECK_INT(report.attribute, 1);
	CHECK(synth_steer_tree_probability(m, q, &error) == 0.0);
}

/* a chain without leak cannot begin with one code and end with another: no pilot finds it */
UNIT_TEST(what_cannot_be_together_is_refused)
{
	SynthModel *m = chain(3, 4, 0.0);
	SynthSteering *q = one_code(m, 0, 1);
	SynthSteering *other = one_code(m, 2, 2);
	SynthSteering both = {0};
	SynthRegion region[2];
	SynthSteerReport report;

	region[0] = q->region[0];
	region[1] = other->region[0];
	both.nregions = 2;
	both.region = region;
	CHECK(synth_steer_tree(m, &both, &report) == NULL);
	CHECK_INT(report.problem, SYNTH_STEER_NO_MASS);
	CHECK(report.attribute == 1 || report.attribute == 2);
}

UNIT_TEST(a_steered_block_depends_on_its_name_alone)
{
	RandomModel r = {7, 6, 20, 3, SYNTH_METHOD_TREE};
	int tried = 0;

	while (tried < 8)
	{
		SynthModel *m = random_model_new(&r);
		SynthSteering *q = random_request(m, 2);
		SynthSteerReport report[2];
		SynthSteerTree *t = synth_steer_tree(m, q, &report[0]);
		SynthSteerTree *u = synth_steer_tree(m, q, &report[1]);
		int nrows = 1 + (int) unit_random_below(2000);
		SynthSampler *s[2];
		int64_t **keep;

		CHECK((t == NULL) == (u == NULL));
		if (t == NULL || m->nattributes == 0)
		{
			unit_forget();
			continue;
		}
		tried++;
		CHECK(report[0].probability == report[1].probability && report[0].effective == report[1].effective);
		s[0] = synth_steer_tree_sampler(t);
		s[1] = synth_steer_tree_sampler(u);
		keep = synth_alloc_array((size_t) m->nattributes, sizeof(int64_t *));
		for (int a = 0; a < m->nattributes; a++)
		{
			keep[a] = synth_alloc_array((size_t) nrows, sizeof(int64_t));
			memcpy(keep[a], synth_sampler_block(s[0], 7, 3, nrows)[a], (size_t) nrows * sizeof(int64_t));
		}
		synth_sampler_block(s[0], 7, 4, 3000);
		synth_sampler_block(s[1], 8, 3, 1);
		for (int k = 0; k < 2; k++)
			for (int a = 0; a < m->nattributes; a++)
				CHECK(memcmp(synth_sampler_block(s[k], 7, 3, nrows)[a], keep[a], (size_t) nrows * sizeof(int64_t))
					  == 0);
		unit_forget();
	}
}

UNIT_TEST(nothing_asked_for_is_a_plain_sample)
{
	SynthModel *m = chain(3, 4, 0.1);
	SynthSteering q = {0};
	SynthSteerReport report;
	SynthSteerTree *t = synth_steer_tree(m, &q, &report);
	int64_t *const *raw;
	int64_t *const *plain;

	CHECK(t != NULL);
	CHECK(report.probability == 1.0 && report.effective == 1.0);
	raw = synth_sampler_block(synth_steer_tree_sampler(t), 1, 2, 100);
	plain = synth_sampler_block(synth_sampler_new(m), 1, 2, 100);
	for (int a = 0; a < 3; a++)
		CHECK(memcmp(raw[a], plain[a], 100 * sizeof(int64_t)) == 0);
}

UNIT_TEST(steering_can_be_cancelled)
{
	SynthModel *m = chain(8, 15, 0.05);
	SynthSteering *q = one_code(m, 7, 14);
	SynthSteerReport report;
	volatile long polls;

	synth_steer_tree(m, q, &report);
	polls = unit_polls;
	CHECK(polls > 50);
	unit_poll_limit = polls + 20;
	CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_steer_tree(m, q, &report));
	unit_poll_limit = -1;
}
