/*-------------------------------------------------------------------------
 *
 * test_hostile.c
 *	  Models that pass the check and are as awkward as one can write them:
 *	  trees as deep as they have leaves, probabilities next to nothing,
 *	  correlations next to one.
 *
 * Whoever may import a model must not be able to crash a server with it or to
 * keep it busy beyond the reach of a cancel.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "copula_model.h"
#include "core/complete.h"
#include "core/sampler.h"
#include "core/steer.h"

#define DEEP 20000

/* an attribute of `codes` one-valued cells */
static void
number(SynthAttribute *a, const char *name, int codes)
{
	memset(a, 0, sizeof(*a));
	a->name = (char *) name;
	a->kind = SYNTH_NUMBER;
	a->source = SYNTH_DOMAIN_CHECK;
	a->other = SYNTH_OTHER_SPREAD;
	a->nfine = a->ncoarse = a->nvalues = codes;
	a->null_code = a->other_code = a->neginf_code = a->posinf_code = a->nan_code = -1;
	a->group = synth_alloc_array((size_t) codes, sizeof(uint16_t));
	a->mass = synth_alloc_array((size_t) codes, sizeof(double));
	a->axis = synth_alloc(sizeof(SynthAxis));
	a->axis->form = SYNTH_AXIS_INTEGER;
	a->axis->ncells = codes;
	a->axis->edge = synth_alloc_array((size_t) codes + 1, sizeof(int64_t));
	for (int i = 0; i < codes; i++)
	{
		a->group[i] = (uint16_t) i;
		a->mass[i] = 1;
		a->axis->edge[i] = i;
	}
	a->axis->edge[codes] = codes;
}

/* a leaf for every number of leaves that holds all codes, the first with p, the others alike */
static void
leaves(SynthTree *t, int nleaves, int codes, float p)
{
	t->nleaves = nleaves;
	t->nnodes = 2 * nleaves - 1;
	t->nentries = nleaves * codes;
	t->node = synth_alloc_array((size_t) t->nnodes, sizeof(SynthTreeNode));
	t->first = synth_alloc_array((size_t) nleaves + 1, sizeof(int32_t));
	t->code = synth_alloc_array((size_t) t->nentries, sizeof(uint16_t));
	t->p = synth_alloc_array((size_t) t->nentries, sizeof(float));
	for (int i = 0; i < t->nentries; i++)
	{
		t->first[i / codes + 1] = i + 1;
		t->code[i] = (uint16_t) (i % codes);
		t->p[i] = i % codes == 0 ? p : (1 - p) / (float) (codes - 1);
	}
}

/* a chain of tests that nothing passes: rows walk it to its end */
static void
chain(SynthTree *t, int nleaves)
{
	for (int i = 0; i < nleaves - 1; i++)
	{
		t->node[2 * i] = (SynthTreeNode){.test = 0, .cut = 0, .set = -1, .left = 2 * i + 1, .right = 2 * i + 2};
		t->node[2 * i + 1] = (SynthTreeNode){-1, -1, -1, i, -1};
	}
	t->node[2 * nleaves - 2] = (SynthTreeNode){-1, -1, -1, nleaves - 1, -1};
}

static SynthModel *
new_model(int n)
{
	SynthModel *m = synth_alloc(sizeof(SynthModel));

	m->source_schema = m->source_name = "t";
	m->unit = "row";
	m->method = SYNTH_METHOD_TREE;
	m->max_rows = 1;
	m->total = 1000;
	m->nattributes = n;
	m->attribute = synth_alloc_array((size_t) n, sizeof(SynthAttribute));
	m->conditional = synth_alloc_array((size_t) n, sizeof(SynthConditional));
	for (int i = 0; i < n; i++)
	{
		SynthConditional *c = &m->conditional[i];

		c->attribute = i;
		c->parent = synth_alloc_array((size_t) n, sizeof(int));
		c->tree = synth_alloc(sizeof(SynthTree));
	}
	return m;
}

static SynthModel *
deep_model(void)
{
	SynthModel *m = new_model(2);

	number(&m->attribute[0], "a", 4);
	number(&m->attribute[1], "b", 4);
	leaves(m->conditional[0].tree, 1, 4, 0.25f);
	chain(m->conditional[0].tree, 1);
	leaves(m->conditional[1].tree, DEEP, 4, 0.25f);
	chain(m->conditional[1].tree, DEEP);
	m->conditional[1].nparents = 1;
	CHECK(synth_model_check(m) == NULL);
	return m;
}

/* the values lo to hi of an attribute */
static void
region(const SynthModel *m, SynthRegion *r, int attribute, int64_t lo, int64_t hi)
{
	memset(r, 0, sizeof(*r));
	r->attribute = attribute;
	r->share = synth_alloc_array((size_t) m->attribute[attribute].nfine, sizeof(double));
	r->nintervals = 1;
	r->lo = synth_alloc(sizeof(int64_t));
	r->hi = synth_alloc(sizeof(int64_t));
	r->lo[0] = lo;
	r->hi[0] = hi;
	synth_region_cells(m, r);
}

/* a cancel is heard while rows walk down a tree */
UNIT_TEST(deep_trees_can_be_left)
{
	SynthModel *m = deep_model();
	SynthRegion r;
	SynthSteering request = {1, &r};
	SynthSteerReport report;
	SynthSteered *s;
	long polls = unit_polls;

	CHECK(synth_sampler_block(synth_sampler_new(m), 1, 0, 4096)[1][0] < 4);
	CHECK(unit_polls - polls >= (long) DEEP * 4096 / (1 << 23));
	region(m, &r, 1, 1, 2);
	polls = unit_polls;
	s = synth_steer(m, &request, &report);
	CHECK(s != NULL);
	CHECK(unit_polls - polls >= (long) DEEP * 4096 / (1 << 23));
	for (int seed = 0; seed < 4; seed++)
	{
		int64_t x = synth_sampler_block(synth_sampler_steered(s), (uint64_t) seed, 0, 1)[1][0];

		CHECK(x == 1 || x == 2);
	}
}

/* evidence of nearly no mass, at many places: an answer or a refusal, and rows that meet it */
UNIT_TEST(probabilities_next_to_nothing)
{
	static const float least[] = {1e-3f, 1e-20f, 1e-37f, 1e-45f};

	for (int k = 0; k < 4; k++)
	{
		SynthModel *m = new_model(12);
		SynthRegion r[12];
		int64_t row[12];
		bool known[12];
		SynthCompleter *c;
		SynthStream st;

		for (int i = 0; i < 12; i++)
		{
			SynthConditional *d = &m->conditional[i];

			number(&m->attribute[i], &"abcdefghijkl"[i], 8);
			leaves(d->tree, i > 0 ? 2 : 1, 8, least[k]);
			chain(d->tree, i > 0 ? 2 : 1);
			if (i > 0)
			{
				d->nparents = 1;
				d->parent[0] = i - 1;
				d->tree->node[0].cut = 4;
			}
			region(m, &r[i], i, 0, 0);
		}
		CHECK(synth_model_check(m) == NULL);
		for (int n = 1; n <= 12; n += n < 3 ? 1 : 3)
		{
			SynthSteering request = {n, r};
			SynthSteerReport report;
			SynthSteered *s = synth_steer(m, &request, &report);

			CHECK(report.probability >= 0 && report.probability <= 1);
			if (s == NULL)
			{
				CHECK(report.problem != SYNTH_STEER_FINE);
				continue;
			}
			for (int i = 0; i < n; i++)
			{
				int64_t *const *raw = synth_sampler_block(synth_sampler_steered(s), 1, 0, 500);

				for (int j = 0; j < 500; j++)
					CHECK_INT(raw[i][j], 0);
			}
		}
		c = synth_completer_new(m);
		for (int given = 0; given < 12; given++)
		{
			for (int i = 0; i < 12; i++)
			{
				known[i] = i > given || i % 3 == 1;
				row[i] = 0;
			}
			synth_stream_init(&st, 1, 2, (uint64_t) given);
			synth_complete_row(c, &st, row, known);
			for (int i = 0; i < 12; i++)
				CHECK(row[i] >= 0 && row[i] < 8);
		}
	}
}

/* codes without width, correlations next to 1: every row meets its region */
UNIT_TEST(scores_next_to_each_other)
{
	static const int size[4] = {9, 9, 9, 9};
	static const float p[9] = {1e-45f, 0.001f, 1e-19f, 0.2f, 1e-16f, 0.3f, 1e-9f, 0.499f, 1e-30f};
	static const double r[4] = {0, 0.9, 0.99999, -0.99};

	for (int k = 0; k < 4; k++)
	{
		SynthModel *m = copula_model(4, size, r[k]);

		for (int a = 0; a < 4; a++)
			memcpy(m->conditional[a].p, p, sizeof(p));
		CHECK(synth_model_check(m) == NULL);
		for (int x = 0; x < 81; x++)
		{
			SynthRegion region_of[2];
			SynthSteering one = {1, region_of};
			SynthSteering both = {2, region_of};

			region(m, &region_of[0], 0, x % 9, x % 9);
			region(m, &region_of[1], 1, x / 9, x / 9);
			for (int n = x < 9 ? 0 : 1; n < 2; n++)
			{
				SynthSteerReport report;
				SynthSteered *s = synth_steer(m, n == 0 ? &one : &both, &report);
				int64_t *const *raw;

				CHECK(report.probability >= 0 && report.probability <= 1);
				if (s == NULL)
					continue;
				raw = synth_sampler_block(synth_sampler_steered(s), 1, 0, 300);
				for (int j = 0; j < 300; j++)
				{
					CHECK_INT(raw[0][j], x % 9);
					if (n == 1)
						CHECK_INT(raw[1][j], x / 9);
				}
			}
		}
	}
}
