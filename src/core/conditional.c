/*-------------------------------------------------------------------------
 *
 * conditional.c
 *	  P(attribute | earlier attributes of its clique) as float32 tables.
 *
 * When a vertex is eliminated, its neighbours are exactly the attributes drawn
 * before it that it depends on (Koller and Friedman 2009, 9.3), and they lie
 * in one clique with it: the table is a quotient of two sums of that clique's
 * belief.  Taking the measured sets instead of the cliques would lose the
 * dependencies that run through fill-in edges.
 *
 * A configuration of parents that has no mass can still be reached by a
 * sampler that rounds; it gets the distribution given one parent less, and so
 * on down to the attribute's own marginal.
 *
 *-------------------------------------------------------------------------
 */
#include <math.h>
#include <string.h>

#include "conditional.h"
#include "infer.h"

/* sums out the last parent: from[nrows * last][k] -> to[nrows][k] */
static void
drop_parent(const double *from, double *to, size_t nrows, size_t last, size_t k)
{
	for (size_t r = 0; r < nrows; r++)
	{
		for (size_t l = 0; l < last; l++)
		{
			for (size_t x = 0; x < k; x++)
				to[r * k + x] += from[(r * last + l) * k + x];
		}
	}
}

static double
row_sum(const double *p, size_t k)
{
	double sum = 0;

	for (size_t x = 0; x < k; x++)
		sum += p[x];
	return sum;
}

/* below this a row's mass is underflow, not information */
#define NO_MASS 1e-280

/* scales each row to 1; a row without mass takes the row of one parent less */
static void
resolve_rows(double *table, const int *psize, int nparents, size_t k)
{
	size_t nrows = 1;
	size_t last = nparents > 0 ? (size_t) psize[nparents - 1] : 1;
	bool empty = false;
	double *fallback = NULL;

	for (int i = 0; i < nparents; i++)
		nrows *= (size_t) psize[i];
	for (size_t r = 0; r < nrows && !empty; r++)
		empty = row_sum(table + r * k, k) <= NO_MASS;
	if (empty && nparents > 0)
	{
		fallback = synth_alloc_array(synth_size_mul(nrows / last, k), sizeof(double));
		drop_parent(table, fallback, nrows / last, last, k);
		resolve_rows(fallback, psize, nparents - 1, k);
	}
	for (size_t r = 0; r < nrows; r++)
	{
		double *p = table + r * k;
		double sum = row_sum(p, k);

		for (size_t x = 0; x < k; x++)
		{
			if (sum > NO_MASS)
				p[x] /= sum;
			else
				p[x] = fallback != NULL ? fallback[r / last * k + x] : 1.0 / (double) k;
		}
	}
	synth_release(fallback);
}

/*
 * The conditional of an attribute given parents, which are in rank order,
 * from their joint marginal in rank order: belief[] is row-major over the
 * parents with the attribute at place `at` among them.  Any scale.
 */
void
synth_conditional_set(SynthConditional *c, int attribute, int nparents, const int *parent, int at, const int *size,
					  const double *belief)
{
	size_t k = (size_t) size[attribute];
	size_t inner = 1; /* stride of the attribute in rank order */
	int *psize = synth_alloc_array((size_t) nparents, sizeof(int));
	double *table;

	c->attribute = attribute;
	c->nparents = nparents;
	c->parent = synth_alloc_array((size_t) nparents, sizeof(int));
	c->ncells = k;
	for (int i = 0; i < nparents; i++)
	{
		c->parent[i] = parent[i];
		psize[i] = size[parent[i]];
		c->ncells = synth_size_mul(c->ncells, (size_t) psize[i]);
		if (i >= at)
			inner *= (size_t) psize[i];
	}

	table = synth_alloc_array(c->ncells, sizeof(double));
	for (size_t i = 0; i < c->ncells; i++)
	{
		size_t low = i % inner;
		size_t x = i / inner % k;
		size_t high = i / inner / k;

		table[(high * inner + low) * k + x] = belief[i];
	}
	resolve_rows(table, psize, nparents, k);
	c->p = synth_alloc_array(c->ncells, sizeof(float));
	for (size_t i = 0; i < c->ncells; i++)
		c->p[i] = (float) table[i];
	synth_release(table);
	synth_release(psize);
}

static void
build_one(const SynthInfer *inf, const SynthFamily *f, const int *rank, const int *size, SynthConditional *c)
{
	int n = f->nparents + 1;
	int *scope = synth_alloc_array((size_t) n, sizeof(int));
	size_t ncells = (size_t) size[f->attribute];
	double *belief;
	int at = 0;

	while (at < f->nparents && rank[f->parent[at]] < rank[f->attribute])
		at++;
	for (int i = 0; i < f->nparents; i++)
	{
		scope[i < at ? i : i + 1] = f->parent[i];
		ncells = synth_size_mul(ncells, (size_t) size[f->parent[i]]);
	}
	scope[at] = f->attribute;
	belief = synth_alloc_array(ncells, sizeof(double));
	synth_infer_belief(inf, f->clique, n, scope, belief);
	synth_conditional_set(c, f->attribute, f->nparents, f->parent, at, size, belief);
	synth_release(belief);
	synth_release(scope);
}

SynthConditional *
synth_conditional_build(const SynthInfer *inf, int nattr, const int *size)
{
	const SynthJtree *jt = synth_infer_jtree(inf);
	SynthConditional *c = synth_alloc_array((size_t) nattr, sizeof(SynthConditional));

	for (int i = 0; i < nattr; i++)
	{
		synth_poll();
		build_one(inf, &jt->family[i], jt->rank, size, &c[i]);
	}
	return c;
}

void
synth_conditional_release(SynthConditional *c, int nattr)
{
	for (int i = 0; i < nattr; i++)
	{
		synth_release(c[i].parent);
		synth_release(c[i].p);
	}
	synth_release(c);
}

void
synth_conditional_remove(SynthConditional *c, int size, int code, const double *share)
{
	for (size_t r = 0; r < c->ncells; r += (size_t) size)
	{
		double sum = 0;

		for (int x = 0; x < size; x++)
			sum += x == code ? 0 : c->p[r + x];
		for (int x = 0; x < size; x++)
		{
			if (x == code)
				c->p[r + x] = 0;
			else
				c->p[r + x] = (float) (sum > 1e-9 ? c->p[r + x] / sum : share[x]);
		}
	}
}

/* codes of `n` rows with equal parents, written to out[] in random order */
static void
allocate_group(const float *p, int k, int n, SynthStream *st, double *fraction, uint16_t *out)
{
	int done = 0;
	int rest;
	double sum = 0;

	if (n == 1)
	{
		double u = synth_stream_unit(st);
		int x = 0;

		while (x < k - 1 && u >= p[x])
			u -= p[x++];
		/* rounding may run past the last code that has mass */
		while (x > 0 && !(p[x] > 0))
			x--;
		out[0] = (uint16_t) x;
		return;
	}
	for (int x = 0; x < k; x++)
	{
		double expected = (double) n * p[x];
		int whole = (int) expected;

		if (whole > n - done)
			whole = n - done;
		fraction[x] = expected - whole;
		sum += fraction[x];
		for (int i = 0; i < whole; i++)
			out[done++] = (uint16_t) x;
	}
	rest = n - done;
	if (rest > 0)
	{
		double step = sum / rest;
		double next = synth_stream_unit(st) * step;
		double seen = 0;

		for (int x = 0; x < k && done < n; x++)
		{
			seen += fraction[x];
			while (next < seen && done < n)
			{
				out[done++] = (uint16_t) x;
				next += step;
			}
		}
		/* only rounding error can leave a row: repeat the last code chosen */
		for (; done < n; done++)
			out[done] = done > 0 ? out[done - 1] : 0;
	}
	for (int i = n - 1; i > 0; i--)
	{
		int j = (int) synth_stream_below(st, (uint64_t) i + 1);
		uint16_t swap = out[i];

		out[i] = out[j];
		out[j] = swap;
	}
}

void
synth_conditional_draw(const SynthConditional *c, int nattr, const int *size, int nrows, uint64_t seed,
					   uint16_t **codes)
{
	uint32_t *config = synth_alloc_array((size_t) nrows, sizeof(uint32_t));
	int *order = synth_alloc_array((size_t) nrows, sizeof(int));
	uint16_t *drawn = synth_alloc_array((size_t) nrows, sizeof(uint16_t));
	int widest = 1;
	double *fraction;

	for (int a = 0; a < nattr; a++)
		widest = size[a] > widest ? size[a] : widest;
	fraction = synth_alloc_array((size_t) widest, sizeof(double));

	for (int i = 0; i < nattr; i++)
	{
		const SynthConditional *q = &c[i];
		int k = size[q->attribute];
		size_t nconfigs = q->ncells / (size_t) k;
		int *start = synth_alloc_array(nconfigs + 1, sizeof(int));
		SynthStream st;

		synth_poll();
		synth_stream_init(&st, seed, (uint64_t) i, 0);
		memset(config, 0, (size_t) nrows * sizeof(uint32_t));
		for (int j = 0; j < q->nparents; j++)
		{
			const uint16_t *from = codes[q->parent[j]];
			uint32_t n = (uint32_t) size[q->parent[j]];

			for (int r = 0; r < nrows; r++)
				config[r] = config[r] * n + from[r];
		}
		for (int r = 0; r < nrows; r++)
			start[config[r] + 1]++;
		for (size_t g = 0; g < nconfigs; g++)
			start[g + 1] += start[g];
		/* start[g] becomes the end of group g */
		for (int r = 0; r < nrows; r++)
			order[start[config[r]]++] = r;
		for (size_t g = 0; g < nconfigs; g++)
		{
			int first = g > 0 ? start[g - 1] : 0;

			if (start[g] > first)
				allocate_group(q->p + g * (size_t) k, k, start[g] - first, &st, fraction, drawn + first);
		}
		for (int r = 0; r < nrows; r++)
			codes[q->attribute][order[r]] = drawn[r];
		synth_release(start);
	}
	synth_release(config);
	synth_release(order);
	synth_release(drawn);
	synth_release(fraction);
}
