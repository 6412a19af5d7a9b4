/*-------------------------------------------------------------------------
 *
 * unique.c
 *	  Rows with composite keys, made unique.
 *
 * A sample repeats keys, because the model knows nothing of them.  This file
 * knows which keys are taken; a row whose key is gets another one, as near to
 * the model as possible, by the steps of unique_repair.c.
 *
 * Every choice comes from a stream named by (seed, block, row), so a sample
 * stays a function of its arguments.  It is no longer a function of one block
 * alone: which keys are taken depends on the blocks before, in order.
 *
 * Parts of a key may be given from outside (references to other tables): steps
 * leave them alone.  A row for which nothing else is left may be moved to other
 * given parts by whoever gave them, and starts again.
 *
 *-------------------------------------------------------------------------
 */
#include "unique_parts.h"

#include <string.h>

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

int
synth_uniques_add_key(SynthUniques *u, int nparts, const SynthKeyPart *part)
{
	SynthUniqueKey *k = synth_alloc(sizeof *k);
	SynthUniqueKey **grown = synth_alloc_array((size_t) u->nkeys + 1, sizeof *grown);

	if (nparts < 1 || nparts > SYNTH_UNIQUE_PARTS)
		synth_fail(SYNTH_ERR_CORRUPT, "a key of the model has an impossible number of columns");
	k->nparts = nparts;
	k->space = 1;
	for (int i = 0; i < nparts; i++)
	{
		k->part[i] = part[i];
		if (synth_unique_given(k, i))
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
key_hash(const SynthUniques *u, const SynthUniqueKey *k, const int64_t *raw, uint64_t *hash)
{
	int64_t word[SYNTH_UNIQUE_PARTS];

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

void
synth_unique_read(const SynthUniques *u, const SynthUniqueKey *k, int64_t *const *raw, int row, int64_t *value)
{
	for (int i = 0; i < k->nparts; i++)
		value[i] = synth_unique_given(k, i) ? u->given[-1 - k->part[i].attribute][row] : raw[k->part[i].attribute][row];
}

void
synth_unique_write(const SynthUniqueKey *k, int64_t *const *raw, int row, const int64_t *value)
{
	for (int i = 0; i < k->nparts; i++)
		if (!synth_unique_given(k, i))
			raw[k->part[i].attribute][row] = value[i];
}

/* how many keys of the row are taken; *first gets the first of them */
static int
clashes(const SynthUniques *u, int64_t *const *raw, int row, int *first)
{
	int64_t value[SYNTH_UNIQUE_PARTS];
	uint64_t hash;
	int n = 0;

	for (int i = 0; i < u->nkeys; i++)
	{
		synth_unique_read(u, u->key[i], raw, row, value);
		if (key_hash(u, u->key[i], value, &hash) && synth_hashset_has(u->key[i]->taken, hash) && n++ == 0)
			*first = i;
	}
	return n;
}

/* a step succeeds when fewer keys clash than before it, though others may still */
bool
synth_unique_better(const SynthUniques *u, int64_t *const *raw, int row, int before)
{
	int first;

	return clashes(u, raw, row, &first) < before;
}

static void
take(SynthUniques *u, int64_t *const *raw, int row)
{
	int64_t value[SYNTH_UNIQUE_PARTS];
	uint64_t hash;

	for (int i = 0; i < u->nkeys; i++)
	{
		synth_unique_read(u, u->key[i], raw, row, value);
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
			SynthUniqueKey *k = u->key[i];
			int64_t was[SYNTH_UNIQUE_PARTS];
			int64_t is[SYNTH_UNIQUE_PARTS];
			uint64_t old = 0;
			uint64_t new = 0;
			bool had;
			bool has;

			synth_unique_read(u, k, raw, row, is);
			for (int j = 0; j < k->nparts; j++)
				was[j] = synth_unique_given(k, j) ? is[j] : before[k->part[j].attribute];
			had = key_hash(u, k, was, &old);
			has = key_hash(u, k, is, &new);
			if (had == has && old == new)
				continue;
			if (step == 0 && has && synth_hashset_has(k->taken, new))
				return false;
			if (step == 1 && had)
			{
				synth_hashset_remove(k->taken, old);
				k->used_up = false;
			}
			if (step == 1 && has)
				(void) synth_hashset_add(k->taken, new);
		}
	return true;
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
			SynthUniqueKey *k = u->key[hit];
			int64_t drawn[SYNTH_UNIQUE_PARTS];

			synth_unique_read(u, k, raw, row, drawn);
			if (!synth_unique_repair(u, k, raw, row, n, nrows, drawn, &st)
				&& (u->move == NULL || !u->move(u->move_ctx, hit, row, moves++)))
			{
				*space = synth_unique_exact(u, k) ? k->space : 0;
				return hit;
			}
			n = clashes(u, raw, row, &hit);
		}
		take(u, raw, row);
	}
	return -1;
}
