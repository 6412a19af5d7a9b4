/*-------------------------------------------------------------------------
 *
 * test_complete.c
 *	  Completing rows against enumeration of small models.
 *
 * Chi-square checks fail a correct program with probability 1e-9 each.
 *
 *-------------------------------------------------------------------------
 */
#include "copula_model.h"
#include "core/complete.h"
#include "core/sampler.h"
#include "enumerate.h"
#include "random_model.h"
#include "unit.h"

#define MOST 12

/* values of row r of a plain sample: evidence that the model gives mass */
static void
sampled_row(SynthSampler *s, const SynthModel *m, uint64_t seed, int64_t *raw)
{
	int64_t *const *block = synth_sampler_block(s, seed, 0, 1);

	for (int a = 0; a < m->nattributes; a++)
		raw[a] = block[a][0];
}

static void
codes_of(const SynthModel *m, const int64_t *raw, uint16_t *code)
{
	for (int a = 0; a < m->nattributes; a++)
	{
		synth_finecode_block(&m->attribute[a], &raw[a], 1, &code[a]);
		code[a] = m->attribute[a].group[code[a]];
	}
}

/* completes one partial row many times, and compares with the cells that agree with it */
static void
compare(const Cells *c, SynthCompleter *done, const int64_t *row, const bool *known, int draws)
{
	const SynthModel *m = c->m;
	double *p = synth_alloc_array(c->n, sizeof(double));
	double *count = synth_alloc_array(c->n, sizeof(double));
	uint16_t given[MOST];
	uint16_t code[MOST];
	int64_t raw[MOST];
	SynthStream st;

	codes_of(m, row, given);
	for (size_t i = 0; i < c->n; i++)
	{
		p[i] = c->p[i];
		cells_codes(c, i, code);
		for (int a = 0; a < m->nattributes; a++)
			if (known[a] && code[a] != given[a])
				p[i] = 0.0;
	}
	for (int i = 0; i < draws; i++)
	{
		memcpy(raw, row, sizeof(raw));
		for (int a = 0; a < m->nattributes; a++)
			if (!known[a])
				raw[a] = 12345;
		synth_stream_init(&st, 77, (uint64_t) i, 0);
		synth_complete_row(done, &st, raw, known);
		for (int a = 0; a < m->nattributes; a++)
			if (known[a])
				CHECK(raw[a] == row[a]);
		codes_of(m, raw, code);
		count[cells_index(c, code)] += 1.0;
	}
	cells_check("completed rows", c->n, p, count, draws);
	synth_release(p);
	synth_release(count);
}

static void
compare_random_models(RandomModel r, int models, int most_hidden)
{
	for (int i = 0; i < models; i++)
	{
		SynthModel *m = random_model_new(&r);
		Cells c = cells_new(m);
		SynthSampler *s = synth_sampler_new(m);
		SynthCompleter *done = synth_completer_new(m);

		CHECK(synth_model_check(m) == NULL);
		for (int k = 0; k < 4; k++)
		{
			bool known[MOST];
			int64_t row[MOST];
			int hidden = 0;

			for (int a = 0; a < m->nattributes; a++)
			{
				known[a] = unit_random_below(5) < 3 || hidden == most_hidden;
				hidden += !known[a];
			}
			sampled_row(s, m, unit_random(), row);
			compare(&c, done, row, known, (int) (3000 * unit_scale()));
		}
		unit_forget();
	}
}

UNIT_TEST(tables_are_completed_exactly)
{
	compare_random_models((RandomModel){3, 6, 8, 3, 0}, 30, MOST);
}

/* as long as all candidates are looked at */
UNIT_TEST(trees_are_completed_exactly)
{
	compare_random_models((RandomModel){4, 6, 7, 3, SYNTH_METHOD_TREE}, 30, 2);
}

/* a hidden attribute of many codes: candidates are thinned, their expected shares stay */
UNIT_TEST(thinned_candidates_keep_their_shares)
{
	RandomModel r = {11, 4, 1500, 3, SYNTH_METHOD_TREE};
	int tried = 0;

	while (tried < 3)
	{
		SynthModel *m = random_model_new(&r);
		int n = m->nattributes;
		int x;
		const int draws = (int) (4000 * unit_scale());
		double *p;
		double *count;
		uint16_t code[MOST];
		int64_t row[MOST];
		bool known[MOST];
		SynthCompleter *done;
		SynthStream st;

		if (n < 4 || m->attribute[m->conditional[0].attribute].ncoarse < 700)
		{
			unit_forget();
			continue;
		}
		tried++;
		for (int a = 0; a < n; a++)
			if (m->attribute[a].other_code >= 0)
			{
				m->attribute[a].other = SYNTH_OTHER_LABEL;
				m->attribute[a].other_label = "other";
			}
		x = m->conditional[0].attribute;
		sampled_row(synth_sampler_new(m), m, 5, row);
		codes_of(m, row, code);
		p = synth_alloc_array((size_t) m->attribute[x].ncoarse, sizeof(double));
		count = synth_alloc_array((size_t) m->attribute[x].ncoarse, sizeof(double));
		for (int v = 0; v < m->attribute[x].ncoarse; v++)
		{
			code[x] = (uint16_t) v;
			p[v] = 1.0;
			for (int i = 0; i < n; i++)
				p[v] *= cells_conditional(m, i, code);
		}
		for (int a = 0; a < n; a++)
			known[a] = a != x;
		done = synth_completer_new(m);
		for (int i = 0; i < draws; i++)
		{
			synth_stream_init(&st, 3, (uint64_t) i, 0);
			synth_complete_row(done, &st, row, known);
			codes_of(m, row, code);
			count[code[x]] += 1.0;
		}
		cells_check("thinned candidates", (size_t) m->attribute[x].ncoarse, p, count, draws);
		unit_forget();
	}
}

/* four scores with correlations of 0.9, codes wide, one missing: against the sampled rows that agree in the other three */
UNIT_TEST(copulas_are_completed_as_sampled)
{
	static const int size[4] = {2, 3, 3, 2};
	SynthModel *m = copula_model(4, size, 0.9);
	SynthSampler *s = synth_sampler_new(m);
	SynthCompleter *done = synth_completer_new(m);
	bool known[MOST] = {true, true, false, true};
	double filtered[3] = {0};
	double completed[3] = {0};
	double n = 0.0;
	const int draws = (int) (20000 * unit_scale());
	double chi2 = 0.0;

	for (int b = 0; b < 30; b++)
	{
		int64_t *const *raw = synth_sampler_block(s, 4, (uint64_t) b, SYNTH_BLOCK_ROWS);

		for (int r = 0; r < SYNTH_BLOCK_ROWS; r++)
			if (raw[0][r] == 1 && raw[1][r] == 1 && raw[3][r] == 0)
			{
				filtered[raw[2][r]] += 1.0;
				n += 1.0;
			}
	}
	for (int i = 0; i < draws; i++)
	{
		int64_t raw[4] = {1, 1, 0, 0};
		SynthStream st;

		synth_stream_init(&st, 8, (uint64_t) i, 0);
		synth_complete_row(done, &st, raw, known);
		CHECK(raw[2] >= 0 && raw[2] < 3);
		completed[raw[2]] += 1.0;
	}
	CHECK(n > 1000.0);
	for (int v = 0; v < 3; v++)
	{
		double share = (filtered[v] + completed[v]) / (n + draws);

		chi2 += (filtered[v] / n - completed[v] / draws) * (filtered[v] / n - completed[v] / draws)
				/ (share * (1.0 / n + 1.0 / draws));
	}
	CHECK(stats_chi2_tail(chi2, 2) > 1e-9);
}

/* one normal score given another: the mean of the code follows the correlation */
UNIT_TEST(copulas_follow_narrow_codes)
{
	int size[2] = {200, 200};
	SynthModel *m = copula_model(2, size, 0.9);
	SynthCompleter *done = synth_completer_new(m);
	bool known[2] = {true, false};
	double low = 0.0;
	double high = 0.0;

	for (int i = 0; i < 500; i++)
	{
		int64_t raw[2] = {10, 0};
		SynthStream st;

		synth_stream_init(&st, 8, (uint64_t) i, 0);
		synth_complete_row(done, &st, raw, known);
		low += (double) raw[1];
		raw[0] = 190;
		synth_complete_row(done, &st, raw, known);
		high += (double) raw[1];
	}
	/* the second latent order runs down */
	CHECK(low / 500 > 130.0);
	CHECK(high / 500 < 70.0);
}

UNIT_TEST(labels_that_the_model_does_not_have_are_no_evidence)
{
	RandomModel r = {9, 5, 8, 3, 0};

	for (int i = 0; i < 20; i++)
	{
		SynthModel *m = random_model_new(&r);
		SynthCompleter *done = synth_completer_new(m);
		bool known[MOST] = {false};
		bool none[MOST] = {false};
		int64_t raw[MOST] = {0};
		int64_t other[MOST] = {0};
		SynthStream a;
		SynthStream b;

		for (int x = 0; x < m->nattributes; x++)
			if (m->attribute[x].kind == SYNTH_CATEGORY)
			{
				known[x] = true;
				raw[x] = 1000000;
			}
		synth_stream_init(&a, 1, 2, 3);
		synth_stream_init(&b, 1, 2, 3);
		synth_complete_row(done, &a, raw, known);
		synth_complete_row(done, &b, other, none);
		for (int x = 0; x < m->nattributes; x++)
		{
			if (known[x])
				CHECK(raw[x] == 1000000);
			else if (m->attribute[x].kind == SYNTH_NUMBER && raw[x] != other[x])
				/* streams part where a label's value is drawn, codes do not */
				CHECK(raw[x] >= m->attribute[x].axis->edge[0] || raw[x] < SYNTH_RAW_FIRST);
		}
	}
}

/* evidence that cannot be: every row is still completed, with codes that the model has */
UNIT_TEST(impossible_evidence_is_dropped)
{
	RandomModel r = {15, 6, 9, 3, 0};

	for (int kind = 0; kind < 3; kind++)
	{
		r.method = kind == 0 ? 0 : kind == 1 ? SYNTH_METHOD_TREE : SYNTH_METHOD_COPULA;
		for (int i = 0; i < 40; i++)
		{
			SynthModel *m = random_model_new(&r);
			SynthCompleter *done = synth_completer_new(m);

			for (int k = 0; k < 20; k++)
			{
				bool known[MOST];
				int64_t raw[MOST];
				int64_t row[MOST];
				SynthStream st;

				for (int a = 0; a < m->nattributes; a++)
				{
					const SynthAttribute *x = &m->attribute[a];
					int v = (int) unit_random_below((uint64_t) x->nvalues);

					known[a] = unit_random_below(2) == 0;
					row[a] = raw[a] = x->kind == SYNTH_NUMBER ? x->axis->edge[v] : v;
				}
				synth_stream_init(&st, 4, (uint64_t) k, 0);
				synth_complete_row(done, &st, raw, known);
				for (int a = 0; a < m->nattributes; a++)
				{
					uint16_t fine;

					if (known[a])
						CHECK(raw[a] == row[a]);
					synth_finecode_block(&m->attribute[a], &raw[a], 1, &fine);
					CHECK(fine < m->attribute[a].nfine);
				}
			}
			unit_forget();
		}
	}
}

/* `a` cannot be seen with `b`: the later one, b, is dropped */
UNIT_TEST(the_last_attribute_is_dropped_first)
{
	RandomModel r = {2, 3, 6, 0, 0};
	SynthModel *m = NULL;
	SynthCompleter *done;
	bool known[3] = {false, true, true};

	/* three attributes of at least two codes */
	for (bool fine = false; !fine;)
	{
		m = random_model_new(&r);
		fine = m->nattributes == 3;
		for (int a = 0; a < m->nattributes; a++)
			fine = fine && m->attribute[a].ncoarse == m->attribute[a].nfine && m->attribute[a].kind == SYNTH_NUMBER
				   && m->attribute[a].nvalues == 1 && m->attribute[a].ncoarse >= 2 && m->attribute[a].null_code == 1;
	}
	/* 0 is a copy of 1, 2 is a copy of 0: value or NULL; attribute 1 is first */
	for (int i = 0; i < 3; i++)
	{
		SynthConditional *d = &m->conditional[i];
		int width;

		d->attribute = i == 0 ? 1 : i == 1 ? 0 : 2;
		d->nparents = i > 0;
		d->parent = synth_alloc(sizeof(int));
		d->parent[0] = i == 1 ? 1 : 0;
		width = m->attribute[d->attribute].ncoarse;
		d->ncells = (size_t) width * (i > 0 ? (size_t) m->attribute[d->parent[0]].ncoarse : 1);
		d->p = synth_alloc_array(d->ncells, sizeof(float));
		for (size_t line = 0; line < d->ncells / (size_t) width; line++)
			if (i == 0)
				d->p[0] = d->p[1] = 0.5f;
			else
				d->p[line * (size_t) width + (line == 0 ? 0 : 1)] = 1.0f;
	}
	CHECK(synth_model_check(m) == NULL);
	done = synth_completer_new(m);
	for (int i = 0; i < 20; i++)
	{
		int64_t raw[3] = {0, SYNTH_RAW_NULL, m->attribute[2].axis->edge[0]};
		SynthStream st;

		synth_stream_init(&st, 4, (uint64_t) i, 0);
		synth_complete_row(done, &st, raw, known);
		CHECK(raw[0] == SYNTH_RAW_NULL);
	}
}

/* more patterns than are kept, again and again: same rows, bounded memory */
UNIT_TEST(rows_do_not_depend_on_rows_before)
{
	RandomModel r = {31, 12, 7, 3, 0};

	for (int kind = 0; kind < 3; kind++)
	{
		SynthModel *m;
		SynthCompleter *done;
		size_t before;

		r.method = kind == 0 ? 0 : kind == 1 ? SYNTH_METHOD_TREE : SYNTH_METHOD_COPULA;
		do
			m = random_model_new(&r);
		while (m->nattributes != 12);
		done = synth_completer_new(m);
		before = unit_bytes;
		for (int i = 0; i < 6000 * unit_scale(); i++)
		{
			bool known[MOST];
			int64_t raw[2][MOST] = {{0}};
			SynthStream st;

			for (int a = 0; a < 12; a++)
			{
				known[a] = unit_random_below(2) == 0;
				for (int k = 0; k < 2; k++)
					raw[k][a] = m->attribute[a].kind == SYNTH_NUMBER ? m->attribute[a].axis->edge[0] : 0;
			}
			synth_stream_init(&st, 4, (uint64_t) i, 0);
			synth_complete_row(done, &st, raw[0], known);
			if (i % 100 > 0)
				continue;
			/* a fresh one */
			synth_stream_init(&st, 4, (uint64_t) i, 0);
			before -= unit_bytes;
			synth_complete_row(synth_completer_new(m), &st, raw[1], known);
			before += unit_bytes;
			CHECK(memcmp(raw[0], raw[1], sizeof(raw[0])) == 0);
		}
		CHECK(unit_bytes - before < synth_completer_bytes(m) + 65536);
		unit_forget();
	}
}

UNIT_TEST(a_row_without_attributes_is_complete)
{
	SynthModel *m = synth_alloc(sizeof(SynthModel));
	SynthStream st;
	int64_t raw[1] = {7};
	bool known[1] = {false};

	m->attribute = synth_alloc(sizeof(SynthAttribute));
	m->conditional = synth_alloc(sizeof(SynthConditional));
	synth_stream_init(&st, 1, 2, 3);
	synth_complete_row(synth_completer_new(m), &st, raw, known);
	CHECK(raw[0] == 7);
}
