/*-------------------------------------------------------------------------
 *
 * unique.c
 *	  Rows with composite keys, made unique.
 *
 * A sample repeats keys, because the model knows nothing of them.  A row whose
 * key is taken is repaired in three steps, each further from the model than
 * the one before, and the first free key wins:
 *
 * 1. another value within the cells of the key's numbers and times, widest
 *	  cell first: below the model's resolution, so nothing is lost;
 * 2. one, then two, .. of the key's values replaced by those of other rows of
 *	  the block: every value keeps its marginal distribution;
 * 3. the combinations of all values the model can produce are walked in a
 *	  scattered order that meets each of them once.
 *
 * Every choice comes from a stream named by (seed, block, row), so a sample
 * stays a function of its arguments.  It is no longer a function of one block
 * alone: which keys are taken depends on the blocks before, in order.
 *
 * With several keys each step must leave fewer of them taken than before, so
 * that keys which share columns are satisfied together.
 *
 * Parts of a key may be given from outside (references to other tables): steps
 * leave them alone.  A row for which nothing else is left may be moved to other
 * given parts by whoever gave them, and starts again.
 *
 *-------------------------------------------------------------------------
 */
#include "unique.h"

#include <string.h>

#include "axis_within.h"
#include "keyrange.h"

/* SQL's limit on the columns of a key is lower */
#define MAX_PARTS 64
#define REDRAWS 32		 /* tries of step 1 */
#define BORROWS 128		 /* tries of step 2 */
#define WANDERS 100000	 /* tries of the step after the last, for several keys */
#define WALK_MAX 1000000 /* steps of step 3 that may be in vain */

typedef struct Key
{
	int nparts;
	SynthKeyPart part[MAX_PARTS];
	SynthKeyRange range[MAX_PARTS];
	uint64_t space; /* product of the sizes, at most SYNTH_SPACE_MAX */
	SynthHashSet *taken;
} Key;

struct SynthUniques
{
	const SynthModel *model;
	uint64_t seed;
	uint64_t rows;
	uint64_t repaired;
	int nkeys;
	Key **key;			   /* [nkeys] */
	int64_t *const *given; /* arrays of the given parts */
	SynthMove move;		   /* NULL: given parts stay */
	void *move_ctx;
	const SynthRegion **region; /* [nattributes], NULL where there is none */
	const int16_t **part;		/* the same: parts of fine codes */
};

SynthUniques *
synth_uniques_new(const SynthModel *m, uint64_t seed, uint64_t rows)
{
	SynthUniques *u = synth_alloc(sizeof *u);

	u->model = m;
	/* not the sampler's seed: its streams have names of the same shape */
	u->seed = seed ^ UINT64_C(0x756E697175655F31);
	u->rows = rows;
	u->region = synth_alloc_array((size_t) m->nattributes, sizeof *u->region);
	u->part = synth_alloc_array((size_t) m->nattributes, sizeof *u->part);
	return u;
}

void
synth_uniques_steer(SynthUniques *u, const SynthSteering *request)
{
	for (int i = 0; i < request->nregions; i++)
		u->region[request->region[i].attribute] = &request->region[i];
	for (int t = 0; t < request->ntargets; t++)
		for (int i = 0; i < request->target[t].nattr; i++)
			u->part[request->target[t].attribute[i]] = request->target[t].part[i];
}

void
synth_uniques_given(SynthUniques *u, int64_t *const *given, SynthMove move, void *ctx)
{
	u->given = given;
	u->move = move;
	u->move_ctx = ctx;
}

static bool
is_given(const Key *k, int part)
{
	return k->part[part].attribute < 0;
}

int
synth_uniques_add_key(SynthUniques *u, int nparts, const SynthKeyPart *part)
{
	Key *k = synth_alloc(sizeof *k);
	Key **grown = synth_alloc_array((size_t) u->nkeys + 1, sizeof *grown);

	if (nparts < 1 || nparts > MAX_PARTS)
		synth_fail(SYNTH_ERR_CORRUPT, "a key of the model has an impossible number of columns");
	k->nparts = nparts;
	k->space = 1;
	for (int i = 0; i < nparts; i++)
	{
		k->part[i] = part[i];
		if (is_given(k, i))
		{
			k->range[i].size = 1;
			continue;
		}
		synth_keyrange_init(&k->range[i], u->model, part[i].attribute, u->region[part[i].attribute],
							u->part[part[i].attribute]);
		if (k->range[i].size > 0 && k->space > SYNTH_SPACE_MAX / k->range[i].size)
			k->space = SYNTH_SPACE_MAX;
		else
			k->space *= k->range[i].size;
	}
	k->taken = synth_hashset_new(u->rows);

	if (u->nkeys > 0)
		memcpy(grown, u->key, (size_t) u->nkeys * sizeof *grown);
	synth_release(u->key);
	u->key = grown;
	u->key[u->nkeys] = k;
	return u->nkeys++;
}

/* false: the key holds a NULL and equals no other */
static bool
key_hash(const SynthUniques *u, const Key *k, const int64_t *raw, uint64_t *hash)
{
	int64_t word[MAX_PARTS];

	for (int i = 0; i < k->nparts; i++)
	{
		const SynthKeyPart *p = &k->part[i];

		if (raw[i] == SYNTH_RAW_NULL)
			return false;
		word[i] = raw[i];
		if (p->attribute < 0)
			continue;
		word[i] = synth_key_plain(&u->model->attribute[p->attribute], raw[i]);
		if (p->canonical != NULL && word[i] >= SYNTH_RAW_FIRST)
			word[i] = p->canonical(p->ctx, word[i]);
	}
	*hash = synth_hash_bytes(u->seed, word, (size_t) k->nparts * sizeof word[0]);
	return true;
}

void
synth_uniques_taken(SynthUniques *u, int key, const int64_t *raw)
{
	uint64_t hash;

	if (key_hash(u, u->key[key], raw, &hash))
		(void) synth_hashset_add(u->key[key]->taken, hash);
}

uint64_t
synth_uniques_repaired(const SynthUniques *u)
{
	return u->repaired;
}

static void
key_read(const SynthUniques *u, const Key *k, int64_t *const *raw, int row, int64_t *value)
{
	for (int i = 0; i < k->nparts; i++)
		value[i] = is_given(k, i) ? u->given[-1 - k->part[i].attribute][row] : raw[k->part[i].attribute][row];
}

static void
key_write(const Key *k, int64_t *const *raw, int row, const int64_t *value)
{
	for (int i = 0; i < k->nparts; i++)
		if (!is_given(k, i))
			raw[k->part[i].attribute][row] = value[i];
}

/* how many keys of the row are taken; *first gets the first of them */
static int
clashes(const SynthUniques *u, int64_t *const *raw, int row, int *first)
{
	int64_t value[MAX_PARTS];
	uint64_t hash;
	int n = 0;

	for (int i = 0; i < u->nkeys; i++)
	{
		key_read(u, u->key[i], raw, row, value);
		if (key_hash(u, u->key[i], value, &hash) && synth_hashset_has(u->key[i]->taken, hash) && n++ == 0)
			*first = i;
	}
	return n;
}

/* a step succeeds when fewer keys clash than before it, though others may still */
static bool
better(const SynthUniques *u, int64_t *const *raw, int row, int before)
{
	int first;

	return clashes(u, raw, row, &first) < before;
}

static void
take(SynthUniques *u, int64_t *const *raw, int row)
{
	int64_t value[MAX_PARTS];
	uint64_t hash;

	for (int i = 0; i < u->nkeys; i++)
	{
		key_read(u, u->key[i], raw, row, value);
		if (key_hash(u, u->key[i], value, &hash))
			(void) synth_hashset_add(u->key[i]->taken, hash);
	}
}

bool
synth_uniques_change(SynthUniques *u, int64_t *const *raw, int row, const int64_t *before)
{
	/* first look, then do */
	for (int step = 0; step < 2; step++)
		for (int i = 0; i < u->nkeys; i++)
		{
			const Key *k = u->key[i];
			int64_t was[MAX_PARTS];
			int64_t is[MAX_PARTS];
			uint64_t old = 0;
			uint64_t new = 0;
			bool had;
			bool has;

			key_read(u, k, raw, row, is);
			for (int j = 0; j < k->nparts; j++)
				was[j] = is_given(k, j) ? is[j] : before[k->part[j].attribute];
			had = key_hash(u, k, was, &old);
			has = key_hash(u, k, is, &new);
			if (had == has && old == new)
				continue;
			if (step == 0 && has && synth_hashset_has(k->taken, new))
				return false;
			if (step == 1 && had)
				synth_hashset_remove(k->taken, old);
			if (step == 1 && has)
				(void) synth_hashset_add(k->taken, new);
		}
	return true;
}

/* how many other values there are in the cell of a value, as far as its region goes */
static uint64_t
slack(const SynthUniques *u, int attribute, int64_t raw)
{
	const SynthAttribute *a = &u->model->attribute[attribute];
	const SynthRegion *region = u->region[attribute];
	uint64_t width = 0;
	int64_t left;
	int64_t right;
	int cell;

	if (a->kind != SYNTH_NUMBER || raw < SYNTH_RAW_FIRST)
		return 0;
	cell = synth_axis_cell(a->axis, raw);
	left = a->axis->edge[cell];
	right = a->axis->edge[cell + 1] - 1;
	if (region == NULL)
		return (uint64_t) right - (uint64_t) left;
	if (region->tail != NULL)
		return region->tail->upper ? (uint64_t) region->tail->limit - (uint64_t) region->tail->threshold
								   : (uint64_t) region->tail->threshold - (uint64_t) region->tail->limit;
	for (int i = 0; i < region->nintervals; i++)
	{
		int64_t lo = region->lo[i] > left ? region->lo[i] : left;
		int64_t hi = region->hi[i] < right ? region->hi[i] : right;

		if (lo <= hi)
			width += (uint64_t) hi - (uint64_t) lo + 1;
	}
	return width > 0 ? width - 1 : 0;
}

/* another value of the same cell and region */
static int64_t
draw_again(const SynthUniques *u, int attribute, int64_t raw, SynthStream *st)
{
	const SynthAxis *axis = u->model->attribute[attribute].axis;
	const SynthRegion *region = u->region[attribute];

	if (region == NULL)
		return synth_axis_draw(axis, synth_axis_cell(axis, raw), st);
	if (region->tail != NULL)
		return synth_tail_draw(region->tail, st);
	return synth_axis_draw_within(axis, synth_axis_cell(axis, raw), region->nintervals, region->lo, region->hi, st);
}

/* step 1 */
static bool
redraw(const SynthUniques *u, const Key *k, int64_t *const *raw, int row, int before, const int64_t *drawn,
	   SynthStream *st)
{
	int order[MAX_PARTS];
	uint64_t room[MAX_PARTS];
	int n = 0;

	for (int i = 0; i < k->nparts; i++)
	{
		uint64_t w = is_given(k, i) ? 0 : slack(u, k->part[i].attribute, drawn[i]);
		int at;

		if (w == 0)
			continue;
		for (at = n++; at > 0 && room[at - 1] < w; at--)
		{
			room[at] = room[at - 1];
			order[at] = order[at - 1];
		}
		room[at] = w;
		order[at] = i;
	}
	if (n == 0)
		return false;

	for (int try = 0; try < REDRAWS; try++)
	{
		int64_t value[MAX_PARTS];
		int upto = 1 + try * n / REDRAWS; /* the widest alone at first */

		memcpy(value, drawn, (size_t) k->nparts * sizeof value[0]);
		for (int i = 0; i < upto; i++)
			value[order[i]] = draw_again(u, k->part[order[i]].attribute, drawn[order[i]], st);
		key_write(k, raw, row, value);
		if (better(u, raw, row, before))
			return true;
	}
	return false;
}

/* step 2 */
static bool
borrow(const SynthUniques *u, const Key *k, int64_t *const *raw, int row, int before, int nrows, const int64_t *drawn,
	   SynthStream *st)
{
	if (nrows < 2)
		return false;
	for (int try = 0; try < BORROWS; try++)
	{
		int64_t value[MAX_PARTS];
		int upto = 1 + try * k->nparts / BORROWS;

		memcpy(value, drawn, (size_t) k->nparts * sizeof value[0]);
		for (int i = 0; i < upto; i++)
		{
			int at = (int) synth_stream_below(st, (uint64_t) k->nparts);
			int from = (int) synth_stream_below(st, (uint64_t) nrows);
			int64_t other;

			if (is_given(k, at))
				continue;
			other = raw[k->part[at].attribute][from];
			/* a NULL would do, but the row had a value and keeps one */
			if (other != SYNTH_RAW_NULL)
				value[at] = other;
		}
		key_write(k, raw, row, value);
		if (better(u, raw, row, before))
			return true;
	}
	return false;
}

static uint64_t
gcd(uint64_t a, uint64_t b)
{
	while (b != 0)
	{
		uint64_t r = a % b;

		a = b;
		b = r;
	}
	return a;
}

/* is every combination a key of its own, and no other key in the way? */
static bool
exact_space(const SynthUniques *u, const Key *k)
{
	if (u->nkeys > 1)
		return false;
	for (int i = 0; i < k->nparts; i++)
		if (k->part[i].canonical != NULL || is_given(k, i))
			return false;
	return true;
}

/*
 * Step 3.  start + i * step (mod space) with a step that has no divisor in
 * common with the space meets every combination once.  Where values are
 * rounded several combinations may be one key; that only lengthens the walk.
 */
static bool
walk(const SynthUniques *u, const Key *k, int64_t *const *raw, int row, int before, SynthStream *st)
{
	uint64_t at;
	uint64_t step;
	uint64_t steps;

	if (k->space == 0)
		return false;
	at = synth_stream_below(st, k->space);
	step = 1 + synth_stream_below(st, k->space);
	while (gcd(step, k->space) != 1)
		step++;

	/* where a walk may be in vain it must not take for ever */
	steps = !exact_space(u, k) && k->space > WALK_MAX ? WALK_MAX : k->space;
	for (uint64_t i = 0; i < steps; i++)
	{
		int64_t value[MAX_PARTS];
		uint64_t rest = at;

		if ((i & 0xFFF) == 0)
			synth_poll();
		for (int p = 0; p < k->nparts; p++)
		{
			const SynthKeyRange *r = &k->range[p];
			const SynthAttribute *a;

			if (is_given(k, p))
				continue; /* not written */
			a = &u->model->attribute[k->part[p].attribute];
			/* an endless space is drawn from, not walked */
			if (k->space == SYNTH_SPACE_MAX)
				value[p] = synth_keyrange_value(r, a, synth_stream_below(st, r->size));
			else
			{
				value[p] = synth_keyrange_value(r, a, rest % r->size);
				rest /= r->size;
			}
		}
		key_write(k, raw, row, value);
		if (better(u, raw, row, before))
			return true;
		at = (uint64_t) (((unsigned __int128) at + step) % k->space);
	}
	return false;
}

/*
 * Where keys share columns, a row may have to change in all of them at once:
 * values of every key are drawn from their ranges.  Unlike walk() this can
 * miss the last free combinations.
 */
static bool
wander(const SynthUniques *u, int64_t *const *raw, int row, SynthStream *st)
{
	if (u->nkeys < 2)
		return false;
	for (int try = 0; try < WANDERS; try++)
	{
		if ((try & 0xFFF) == 0)
			synth_poll();
		for (int i = 0; i < u->nkeys; i++)
		{
			const Key *k = u->key[i];

			if (k->space == 0)
				return false;
			for (int p = 0; p < k->nparts; p++)
				if (!is_given(k, p))
					raw[k->part[p].attribute][row] = synth_keyrange_value(&k->range[p],
																		  &u->model->attribute[k->part[p].attribute],
																		  synth_stream_below(st, k->range[p].size));
		}
		if (better(u, raw, row, 1))
			return true;
	}
	return false;
}

int
synth_uniques_block(SynthUniques *u, int64_t *const *raw, int nrows, uint64_t block, uint64_t *space)
{
	if (u->nkeys == 0)
		return -1;
	for (int row = 0; row < nrows; row++)
	{
		int hit = 0;
		int n = clashes(u, raw, row, &hit);
		int moves = 0;
		SynthStream st;

		if ((row & 0x3FF) == 0)
			synth_poll();
		if (n > 0)
		{
			synth_stream_init(&st, u->seed, block, (uint64_t) row);
			u->repaired++;
		}
		while (n > 0)
		{
			const Key *k = u->key[hit];
			int64_t drawn[MAX_PARTS];

			key_read(u, k, raw, row, drawn);
			if (!redraw(u, k, raw, row, n, drawn, &st) && !borrow(u, k, raw, row, n, nrows, drawn, &st)
				&& !walk(u, k, raw, row, n, &st) && !wander(u, raw, row, &st)
				&& (u->move == NULL || !u->move(u->move_ctx, hit, row, moves++)))
			{
				*space = exact_space(u, k) ? k->space : 0;
				return hit;
			}
			n = clashes(u, raw, row, &hit);
		}
		take(u, raw, row);
	}
	return -1;
}
