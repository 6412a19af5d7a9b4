/*-------------------------------------------------------------------------
 *
 * sampler.c
 *	  Rows from a model, in blocks, by row allocation.
 *
 * Attributes are made in the model's order.  For each, the rows of the block
 * are sorted into groups that agree in the parents' codes (a counting sort;
 * by way of a hash table where there are more configurations than rows).  A
 * group of g rows with probabilities p gets
 *
 *		n(x) = ceil(g * C(x) - u) - ceil(g * C(x - 1) - u),   C = cumulated p,
 *
 * rows of code x, u uniform on [0, 1): that is the floor of g * p(x), or one
 * more, exactly g in all, and g * p(x) in expectation, also for groups of one
 * row.  The codes are then shuffled within the group, so that attributes are
 * independent given their parents, and the order of rows tells nothing.  Fine
 * codes are given out in the same way within all rows of a coarse code.  The
 * idea is the "round" generation of private-pgm; the systematic remainder
 * keeps neighbouring codes even too.
 *
 * Work is linear in rows, and never in the size of a table: a block of one
 * row touches one line of each table.  Every attribute has a stream of bits of
 * its own, named by (seed, block, attribute).
 *
 * Limits: a block has at most SYNTH_BLOCK_ROWS rows.  Sums of float32 lines
 * may miss 1 by their rounding (1e-7); the last possible code gets it.
 *
 *-------------------------------------------------------------------------
 */
#include "sampler.h"

#include <string.h>

/* a fine code whose value is drawn in its cell; a reserved raw value, never emitted */
#define RAW_DRAWN (INT64_MIN + 8)

/* groups up to this size search the cumulated masses, larger ones walk them */
#define SEARCH_ROWS 4

/* how one attribute is made */
typedef struct SamplerPlan
{
	int			attribute;
	int			nparents;
	const int  *parent;
	size_t	   *stride;			/* [nparents], in lines of the table */
	size_t		nlines;			/* lines of the table: configurations of the parents */
	int			width;			/* coarse codes */
	const float *p;
	int			banned;			/* coarse code that must not be drawn, or -1 */
	float	   *allowed;		/* [width] scratch line without it */

	/* fine codes sorted by coarse code */
	const SynthAxis *axis;
	bool		singletons;		/* each coarse code has one fine code */
	int		   *first;			/* [width + 1] */
	double	   *cumulated;		/* [nfine] masses cumulated within each group, in this order */
	int		   *cell;			/* [nfine] fine code, in this order */
	int64_t    *raw;			/* [nfine] what it decodes to, or RAW_DRAWN, in this order */
} SamplerPlan;

struct SynthSampler
{
	int			nattributes;
	SamplerPlan *plan;			/* in generation order */
	int			room;			/* rows that the buffers hold */
	uint16_t  **code;			/* [attribute][room] coarse codes */
	int64_t   **raw;			/* [attribute][room] */
	uint32_t   *group;			/* [room] group of each row */
	uint32_t   *member;			/* [room] rows sorted by group */
	uint32_t   *start;			/* [room + 1] first member of each group */
	size_t	   *line;			/* [room] table line of each group */
	uint16_t   *dealt;			/* [room] codes of a group before the shuffle */
	size_t	   *key;			/* [4 * room] hash table: line + 1, 0 is free */
	uint32_t   *value;			/* [4 * room] its group */
};

/* ---------------------------------------------------------------- setting up */

/*
 * What each fine code decodes to, the mass of `other` given to the published
 * labels where the policy says so.
 */
static void
plan_fine(SamplerPlan *plan, const SynthAttribute *a)
{
	int			width = a->ncoarse;
	int		   *next;

	plan->first = synth_alloc_array((size_t) width + 1, sizeof(int));
	plan->cell = synth_alloc_array((size_t) a->nfine, sizeof(int));
	plan->cumulated = synth_alloc_array((size_t) a->nfine, sizeof(double));
	plan->raw = synth_alloc_array((size_t) a->nfine, sizeof(int64_t));
	for (int i = 0; i < a->nfine; i++)
		plan->first[a->group[i] + 1]++;
	for (int i = 0; i < width; i++)
		plan->first[i + 1] += plan->first[i];
	next = synth_alloc_array((size_t) width, sizeof(int));
	for (int i = 0; i < a->nfine; i++)
		plan->cell[plan->first[a->group[i]] + next[a->group[i]]++] = i;
	synth_release(next);

	plan->singletons = a->nfine == a->ncoarse;
	for (int g = 0; g < width; g++)
	{
		double		sum = 0.0;

		for (int i = plan->first[g]; i < plan->first[g + 1]; i++)
		{
			int			fine = plan->cell[i];

			if (fine != a->other_code || a->other != SYNTH_OTHER_SPREAD)
				sum += a->mass[fine];
			plan->cumulated[i] = sum;
			if (fine == a->null_code)
				plan->raw[i] = SYNTH_RAW_NULL;
			else if (fine == a->other_code)
				/* SPREAD comes here only if there is nothing else to give */
				plan->raw[i] = a->other == SYNTH_OTHER_LABEL ? SYNTH_RAW_OTHER : SYNTH_RAW_NULL;
			else if (fine == a->neginf_code)
				plan->raw[i] = SYNTH_RAW_NEG_INF;
			else if (fine == a->posinf_code)
				plan->raw[i] = SYNTH_RAW_POS_INF;
			else if (fine == a->nan_code)
				plan->raw[i] = SYNTH_RAW_NAN;
			else if (a->kind == SYNTH_CATEGORY)
				plan->raw[i] = fine;
			else if (a->axis->edge[fine + 1] - 1 == a->axis->edge[fine])
				plan->raw[i] = a->axis->edge[fine];
			else
				plan->raw[i] = RAW_DRAWN;
		}
		if (sum > 1e-9)
			for (int i = plan->first[g]; i < plan->first[g + 1]; i++)
				plan->cumulated[i] /= sum;
		else
		{
			/* a group of nothing but `other` */
			for (int i = plan->first[g]; i < plan->first[g + 1]; i++)
				plan->cumulated[i] = 1.0;
			if (width > 1)
				plan->banned = g;
		}
	}
}

/*
 * A sampler of a model that has passed synth_model_check(); it keeps pointers
 * into the model.  Memory grows with the largest block asked for.
 */
SynthSampler *
synth_sampler_new(const SynthModel *m)
{
	SynthSampler *s = synth_alloc(sizeof(SynthSampler));

	s->nattributes = m->nattributes;
	s->plan = synth_alloc_array((size_t) m->nattributes + 1, sizeof(SamplerPlan));
	s->code = synth_alloc_array((size_t) m->nattributes + 1, sizeof(uint16_t *));
	s->raw = synth_alloc_array((size_t) m->nattributes + 1, sizeof(int64_t *));
	for (int i = 0; i < m->nattributes; i++)
	{
		SamplerPlan *plan = &s->plan[i];
		const SynthConditional *c = &m->conditional[i];
		const SynthAttribute *a = &m->attribute[c->attribute];
		size_t		stride = 1;

		plan->attribute = c->attribute;
		plan->nparents = c->nparents;
		plan->parent = c->parent;
		plan->width = a->ncoarse;
		plan->p = c->p;
		plan->banned = -1;
		plan->axis = a->axis;
		plan->stride = synth_alloc_array((size_t) c->nparents + 1, sizeof(size_t));
		for (int j = c->nparents - 1; j >= 0; j--)
		{
			plan->stride[j] = stride;
			stride = synth_size_mul(stride, (size_t) m->attribute[c->parent[j]].ncoarse);
		}
		plan->nlines = stride;
		plan_fine(plan, a);
		if (plan->banned >= 0)
			plan->allowed = synth_alloc_array((size_t) plan->width, sizeof(float));
		synth_poll();
	}
	return s;
}

/* bytes of the buffers for blocks of `room` rows */
static size_t
buffer_bytes(int nattributes, size_t room)
{
	size_t		row = synth_size_add(synth_size_mul((size_t) nattributes, sizeof(uint16_t) + sizeof(int64_t)),
									 3 * sizeof(uint32_t) + sizeof(size_t) + sizeof(uint16_t) +
									 4 * (sizeof(size_t) + sizeof(uint32_t)));

	return synth_size_mul(row, room);
}

size_t
synth_sampler_bytes(const SynthModel *m)
{
	size_t		bytes = buffer_bytes(m->nattributes, SYNTH_BLOCK_ROWS);

	for (int i = 0; i < m->nattributes; i++)
		bytes = synth_size_add(bytes, sizeof(SamplerPlan) +
							   (size_t) m->attribute[i].nfine * (sizeof(double) + sizeof(int64_t) + 2 * sizeof(int)));
	return bytes;
}

static void
make_room(SynthSampler *s, int nrows)
{
	int			room = 16;

	if (nrows <= s->room)
		return;
	while (room < nrows)
		room *= 2;
	synth_size_check(buffer_bytes(s->nattributes, (size_t) room));
	s->room = 0;
	for (int a = 0; a < s->nattributes; a++)
	{
		synth_release(s->code[a]);
		synth_release(s->raw[a]);
		s->code[a] = synth_alloc_array((size_t) room, sizeof(uint16_t));
		s->raw[a] = synth_alloc_array((size_t) room, sizeof(int64_t));
	}
	synth_release(s->group);
	synth_release(s->member);
	synth_release(s->start);
	synth_release(s->line);
	synth_release(s->dealt);
	synth_release(s->key);
	synth_release(s->value);
	s->group = synth_alloc_array((size_t) room, sizeof(uint32_t));
	s->member = synth_alloc_array((size_t) room, sizeof(uint32_t));
	s->start = synth_alloc_array((size_t) room + 1, sizeof(uint32_t));
	s->line = synth_alloc_array((size_t) room, sizeof(size_t));
	s->dealt = synth_alloc_array((size_t) room, sizeof(uint16_t));
	s->key = synth_alloc_array((size_t) room * 4, sizeof(size_t));
	s->value = synth_alloc_array((size_t) room * 4, sizeof(uint32_t));
	s->room = room;
}

/* ---------------------------------------------------------------- groups of rows */

/*
 * Numbers the groups of rows with equal keys: fills group[] and line[], and
 * returns how many groups there are.  Keys are below nkeys.
 */
static int
number_groups(SynthSampler *s, const size_t *key_of_row, size_t nkeys, int nrows)
{
	int			ngroups = 0;

	if (nkeys <= (size_t) nrows)
	{
		/* few keys: a group for each, empty ones included */
		for (int r = 0; r < nrows; r++)
			s->group[r] = (uint32_t) key_of_row[r];
		for (size_t k = 0; k < nkeys; k++)
			s->line[k] = k;
		return (int) nkeys;
	}
	else
	{
		/* many keys: the groups are numbered as they turn up */
		size_t		mask = 1;

		while (mask < 2 * (size_t) nrows)
			mask *= 2;
		memset(s->key, 0, mask * sizeof(size_t));
		mask--;
		for (int r = 0; r < nrows; r++)
		{
			size_t		key = key_of_row[r];
			uint64_t	hash = (uint64_t) key * UINT64_C(0x9E3779B97F4A7C15);
			size_t		slot = (size_t) (hash >> 32) & mask;

			while (s->key[slot] != 0 && s->key[slot] != key + 1)
				slot = (slot + 1) & mask;
			if (s->key[slot] == 0)
			{
				s->key[slot] = key + 1;
				s->value[slot] = (uint32_t) ngroups;
				s->line[ngroups++] = key;
			}
			s->group[r] = s->value[slot];
		}
		return ngroups;
	}
}

/* counting sort of the rows by group: member[start[g] .. start[g + 1]) */
static void
sort_rows(SynthSampler *s, int ngroups, int nrows)
{
	uint32_t	at = 0;

	memset(s->start, 0, ((size_t) ngroups + 1) * sizeof(uint32_t));
	for (int r = 0; r < nrows; r++)
		s->start[s->group[r]]++;
	for (int g = 0; g <= ngroups; g++)
	{
		uint32_t	n = g < ngroups ? s->start[g] : 0;

		s->start[g] = at;
		at += n;
	}
	for (int r = 0; r < nrows; r++)
		s->member[s->start[s->group[r]]++] = (uint32_t) r;
	/* each start has moved to the next one */
	memmove(s->start + 1, s->start, (size_t) ngroups * sizeof(uint32_t));
	s->start[0] = 0;
}

/* ---------------------------------------------------------------- allocation */

/*
 * Codes of n rows by systematic sampling of the probabilities p[0..width),
 * in rising order.
 */
static void
deal_line(const float *p, int width, int n, SynthStream *st, uint16_t *dealt)
{
	double		u = synth_stream_unit(st);
	double		scale = (double) n;
	double		cumulated = 0.0;
	int			last = 0;
	int			done = 0;

	for (int x = 0; x < width; x++)
	{
		if (p[x] <= 0.0f)
			continue;
		last = x;
		cumulated += (double) p[x] * scale;
		while ((double) done + u < cumulated)
		{
			dealt[done++] = (uint16_t) x;
			if (done == n)
				return;
		}
	}
	while (done < n)
		dealt[done++] = (uint16_t) last;
}

/* the same for cumulated masses; gives positions in them */
static void
deal_cumulated(const double *cumulated, int width, int n, SynthStream *st, uint16_t *dealt)
{
	double		u = synth_stream_unit(st);
	double		scale = (double) n;
	int			x = 0;

	for (int j = 0; j < n; j++)
	{
		double		target = ((double) j + u) / scale;

		if (n <= SEARCH_ROWS)
		{
			/* first position in [x, width) whose cumulated mass is above the target */
			int			lo = x;
			int			hi = width - 1;

			while (lo < hi)
			{
				int			mid = lo + (hi - lo) / 2;

				if (cumulated[mid] > target)
					hi = mid;
				else
					lo = mid + 1;
			}
			x = lo;
		}
		else
			while (x < width - 1 && cumulated[x] <= target)
				x++;
		dealt[j] = (uint16_t) x;
	}
	/* rounding may have run past the last mass: step back over codes without any */
	for (int j = n - 1; j >= 0; j--)
	{
		while (dealt[j] > 0 && cumulated[dealt[j]] <= cumulated[dealt[j] - 1])
			dealt[j]--;
		if (dealt[j] < width - 1)
			break;
	}
}

/*
 * The line without its banned code.  If nothing is left, any other code is
 * as good: the rows' true value is one that is not published.
 */
static const float *
allowed_line(const SamplerPlan *plan, const float *p)
{
	double		sum = 0.0;

	for (int x = 0; x < plan->width; x++)
		if (x != plan->banned)
			sum += (double) p[x];
	for (int x = 0; x < plan->width; x++)
	{
		if (x == plan->banned)
			plan->allowed[x] = 0.0f;
		else if (sum > 1e-9)
			plan->allowed[x] = (float) ((double) p[x] / sum);
		else
			plan->allowed[x] = 1.0f / (float) (plan->width - 1);
	}
	return plan->allowed;
}

/* coarse codes of one attribute */
static void
make_codes(SynthSampler *s, const SamplerPlan *plan, SynthStream *st, int nrows)
{
	uint16_t   *code = s->code[plan->attribute];
	size_t	   *key = (size_t *) s->raw[plan->attribute];	/* free until the values are made */
	int			ngroups;

	if (plan->nlines == 1)
	{
		const float *p = plan->banned < 0 ? plan->p : allowed_line(plan, plan->p);

		deal_line(p, plan->width, nrows, st, code);
		for (int j = nrows - 1; j > 0; j--)
		{
			int			k = (int) synth_stream_below(st, (uint64_t) j + 1);
			uint16_t	t = code[j];

			code[j] = code[k];
			code[k] = t;
		}
		return;
	}

	memset(key, 0, (size_t) nrows * sizeof(size_t));
	for (int j = 0; j < plan->nparents; j++)
	{
		const uint16_t *parent = s->code[plan->parent[j]];
		size_t		stride = plan->stride[j];

		for (int r = 0; r < nrows; r++)
			key[r] += parent[r] * stride;
	}
	ngroups = number_groups(s, key, plan->nlines, nrows);
	sort_rows(s, ngroups, nrows);
	for (int g = 0; g < ngroups; g++)
	{
		const uint32_t *member = s->member + s->start[g];
		int			n = (int) (s->start[g + 1] - s->start[g]);
		const float *p = plan->p + s->line[g] * (size_t) plan->width;

		if (n == 0)
			continue;
		if (plan->banned >= 0)
			p = allowed_line(plan, p);
		deal_line(p, plan->width, n, st, s->dealt);
		for (int j = n - 1; j > 0; j--)
		{
			int			k = (int) synth_stream_below(st, (uint64_t) j + 1);

			code[member[j]] = s->dealt[k];
			s->dealt[k] = s->dealt[j];
		}
		code[member[0]] = s->dealt[0];
	}
}

/* raw values of one attribute from its coarse codes */
static void
make_values(SynthSampler *s, const SamplerPlan *plan, SynthStream *st, int nrows)
{
	const uint16_t *code = s->code[plan->attribute];
	int64_t    *raw = s->raw[plan->attribute];

	if (plan->singletons)
	{
		for (int r = 0; r < nrows; r++)
		{
			int64_t		v = plan->raw[code[r]];

			raw[r] = v != RAW_DRAWN ? v : synth_axis_draw(plan->axis, plan->cell[code[r]], st);
		}
		return;
	}

	/* too many coarse codes for the group table: blocks of few rows */
	if (plan->width > nrows)
	{
		size_t	   *key = (size_t *) raw;
		int			ngroups;

		for (int r = 0; r < nrows; r++)
			key[r] = code[r];
		ngroups = number_groups(s, key, (size_t) plan->width, nrows);
		sort_rows(s, ngroups, nrows);
	}
	else
	{
		for (int r = 0; r < nrows; r++)
			s->group[r] = code[r];
		sort_rows(s, plan->width, nrows);
		for (int g = 0; g < plan->width; g++)
			s->line[g] = (size_t) g;
	}
	for (int g = 0, done = 0; done < nrows; g++)
	{
		const uint32_t *member = s->member + s->start[g];
		int			n = (int) (s->start[g + 1] - s->start[g]);
		int			first = plan->first[s->line[g]];
		int			width = plan->first[s->line[g] + 1] - first;

		if (n == 0)
			continue;
		done += n;
		if (width > 1)
			deal_cumulated(plan->cumulated + first, width, n, st, s->dealt);
		else
			memset(s->dealt, 0, (size_t) n * sizeof(uint16_t));
		for (int j = n - 1; j >= 0; j--)
		{
			int			k = width > 1 && j > 0 ? (int) synth_stream_below(st, (uint64_t) j + 1) : j;
			int			at = first + s->dealt[k];
			int64_t		v = plan->raw[at];

			s->dealt[k] = s->dealt[j];
			raw[member[j]] = v != RAW_DRAWN ? v : synth_axis_draw(plan->axis, plan->cell[at], st);
		}
	}
}

/*
 * One block.  See sampler.h; nrows out of range is SYNTH_ERR_PARAMETER.
 */
int64_t *const *
synth_sampler_block(SynthSampler *s, uint64_t seed, uint64_t block, int nrows)
{
	if (nrows < 1 || nrows > SYNTH_BLOCK_ROWS)
		synth_fail(SYNTH_ERR_PARAMETER, "rows of a block out of range");
	make_room(s, nrows);
	for (int i = 0; i < s->nattributes; i++)
	{
		SamplerPlan *plan = &s->plan[i];
		SynthStream st;

		synth_stream_init(&st, seed, block, (uint64_t) i);
		make_codes(s, plan, &st, nrows);
		make_values(s, plan, &st, nrows);
		synth_poll();
	}
	return s->raw;
}
