/*-------------------------------------------------------------------------
 *
 * rowmaker.c
 *	  Rows of a target from a model: the one way from codes to tuples.
 *
 * The sampler makes blocks of up to 16,384 rows as columns of raw values; this
 * file decodes them, a chunk of a few hundred rows at a time so that the
 * columns of a chunk stay in cache, into columns of Datums, from which the
 * caller takes rows.  Everything that does not depend on a row is made once:
 * dictionaries, constants, placeholders.
 *
 * Columns are matched by name; matching and the types' fitness are decided in
 * rowplan.c before the first row.
 *
 *-------------------------------------------------------------------------
 */
#include "rowmaker.h"

#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include "core/sampler.h"
#include "keyalloc.h"
#include "rowlink_parts.h"
#include "rowplan.h"
#include "rowrepair.h"

/* a key column's text is hashed with this; any constant will do */
#define KEY_SEED UINT64CONST(0x6B65797365656421)
/* names the streams of rules */
#define RULE_STREAM UINT64CONST(0x72756C6573000001)

RowMaker *
rowmaker_new(const SynthModel *model, Steering *steering, TupleDesc desc, RowPurpose purpose, int64 seed)
{
	RowMaker *maker = palloc0(sizeof *maker);

	/* the same attributes, perhaps with more cells */
	maker->model = steering != NULL ? steering->model : model;
	maker->steering = steering;
	maker->seed = seed;
	maker->context = CurrentMemoryContext;
	maker->ncolumns = desc->natts;
	maker->desc = desc;
	maker->column = palloc0(sizeof(RowColumn) * (Size) Max(desc->natts, 1));
	rowplan_columns(maker, desc, purpose);
	rowplan_uniques(maker);
	return maker;
}

List *
rowmaker_missing(const RowMaker *maker)
{
	return maker->missing;
}

bool
rowmaker_fills(const RowMaker *maker, int attribute)
{
	return maker->column[attribute].kind != ROW_SKIPPED;
}

/* an error before the first row beats one after an hour */
static void
rowmaker_check_memory(const RowMaker *maker, int64 n)
{
	double set = 10.0 * (double) n * (double) rowmaker_uniques(maker);

	if (set > (double) maintenance_work_mem * 1024.0)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("making the composite keys of " INT64_FORMAT
						" rows unique needs more than \"maintenance_work_mem\"",
						n),
				 errhint("Raise it for this session with SET maintenance_work_mem = '%ld MB', or ask for fewer rows at a time.",
						 (long) (set / 1048576.0) + 1)));
}

/* forms of keys that round are compared as they will be written */
static int64_t
rowmaker_canonical(void *ctx, int64_t raw)
{
	RowCanonical *c = ctx;
	MemoryContext old = MemoryContextSwitchTo(c->maker->scratch);
	int64_t result = decoder_canonical(c->decoder, raw);

	/* at once: a repair may try very many values */
	MemoryContextSwitchTo(old);
	MemoryContextReset(c->maker->scratch);
	return result;
}

/* the same on the model's own scale, on which conditions are written */
static int64_t
rowmaker_written(void *ctx, int64_t raw)
{
	RowCanonical *c = ctx;
	MemoryContext old = MemoryContextSwitchTo(c->maker->scratch);
	int64_t result = decoder_written(c->decoder, raw);

	MemoryContextSwitchTo(old);
	MemoryContextReset(c->maker->scratch);
	return result;
}

static RowCanonical *
rowmaker_canonical_of(RowMaker *maker, Decoder *decoder)
{
	RowCanonical *canonical = palloc(sizeof *canonical);

	canonical->maker = maker;
	canonical->decoder = decoder;
	return canonical;
}

/*
 * The sampler of the rows that are asked for.  Conditions hold for what is
 * written, so what the target's types round is narrowed first.
 */
static SynthSampler *
rowmaker_sampler(RowMaker *maker)
{
	if (maker->steering == NULL)
		return synth_sampler_new(maker->model);
	for (int i = 0; i < maker->ncolumns; i++)
	{
		RowColumn *c = &maker->column[i];

		if (c->kind == ROW_ATTRIBUTE && decoder_rounds(c->decoder))
			steering_narrow(maker->steering, c->attribute, rowmaker_written, rowmaker_canonical_of(maker, c->decoder));
	}
	return steering_sampler(maker->steering);
}

static void
rowmaker_start_uniques(RowMaker *maker)
{
	ListCell *lc;

	maker->sets = synth_uniques_new(maker->model, (uint64) maker->seed, (uint64) maker->n);
	if (maker->steering != NULL)
		synth_uniques_steer(maker->sets, &maker->steering->request);
	if (maker->links != NULL)
		synth_uniques_given(maker->sets, maker->links->given_list, rowlinks_move, maker);
	foreach(lc, maker->uniques)
	{
		RowUnique *u = lfirst(lc);
		SynthKeyPart *part = palloc0(sizeof(SynthKeyPart) * (Size) u->nparts);

		for (int i = 0; i < u->nparts; i++)
		{
			RowColumn *c = &maker->column[u->part[i]];

			if (c->kind == ROW_REFERENCE)
			{
				part[i].attribute = -1 - maker->links->given_at[u->part[i]];
				continue;
			}
			part[i].attribute = c->attribute;
			if (decoder_rounds(c->decoder))
			{
				part[i].canonical = rowmaker_canonical;
				part[i].ctx = rowmaker_canonical_of(maker, c->decoder);
			}
		}
		(void) synth_uniques_add_key(maker->sets, u->nparts, part);
		pfree(part);
	}
}

/* rules over several columns; each dependency remembers at most so many combinations as memory holds */
static void
rowmaker_start_rules(RowMaker *maker)
{
	const SynthModel *m = maker->model;
	uint64 entries = (uint64) maintenance_work_mem * 1024 / 64;

	maker->dependencies = NULL;
	for (int i = 0; i < m->nrules && maker->dependencies == NULL; i++)
		if (m->rule[i].kind == SYNTH_RULE_DETERMINES)
			maker->dependencies = synth_dependencies_new(m->nrules, m->rule, entries);
}

void
rowmaker_start(RowMaker *maker, int64 n, int64 key_start, bool wraps)
{
	MemoryContext old = MemoryContextSwitchTo(maker->context);

	if (key_start < 0 || (n > 0 && key_start > PG_INT64_MAX - n))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("\"key_start\" must be 0 or more, and leave room for the keys of all rows"),
						errhint("Leave \"key_start\" out to begin at 1.")));
	for (int i = 0; i < maker->ncolumns; i++)
	{
		RowColumn *c = &maker->column[i];

		c->next_key = c->first_key = key_start;
		c->made = false;
		if (c->kind == ROW_KEY && c->runs == NULL)
			key_check(c->key, key_start, n);
	}
	rowmaker_check_memory(maker, n);

	maker->n = n;
	maker->key_start = key_start;
	maker->wraps = wraps;
	maker->scratch = AllocSetContextCreate(maker->context, "synth keys", ALLOCSET_DEFAULT_SIZES);
	maker->chunk = AllocSetContextCreate(maker->context, "synth rows", ALLOCSET_DEFAULT_SIZES);
	for (int i = 0; i < maker->ncolumns; i++)
	{
		RowColumn *c = &maker->column[i];

		if (c->kind == ROW_SKIPPED || c->kind == ROW_CONSTANT)
			continue;
		c->value = palloc0(sizeof(Datum) * ROWMAKER_CHUNK);
		c->isnull = palloc0(sizeof(bool) * ROWMAKER_CHUNK);
		if (c->kind == ROW_REFERENCE)
			memset(c->isnull, true, sizeof(bool) * ROWMAKER_CHUNK);
	}
	rowtexts_start(maker, key_start, wraps);
	if (n > 0 && maker->model->nattributes > 0)
		maker->sampler = rowmaker_sampler(maker);
	if (maker->links != NULL)
		rowlinks_start(maker);
	/* when nothing can be refused any more: values of sequences do not come back */
	for (int i = 0; i < maker->ncolumns; i++)
		if (maker->column[i].runs != NULL)
			keyalloc_take(maker->column[i].runs, n);
	rowmaker_start_rules(maker);
	rowmaker_start_uniques(maker);
	MemoryContextSwitchTo(old);
}

/* the next block, as long as there is one */
static void
rowmaker_block(RowMaker *maker)
{
	int64 left = maker->n - (int64) maker->blocks * SYNTH_BLOCK_ROWS;
	MemoryContext old = MemoryContextSwitchTo(maker->context);

	CHECK_FOR_INTERRUPTS();
	maker->block_rows = (int) Min(left, SYNTH_BLOCK_ROWS);
	maker->block_at = 0;
	if (maker->links != NULL)
	{
		rowlinks_sample(maker);
		rowlinks_pair(maker);
	}
	else if (maker->sampler != NULL)
		maker->raw = synth_sampler_block(maker->sampler, (uint64) maker->seed, maker->blocks, maker->block_rows);
	if (maker->sampler != NULL)
	{
		uint64_t space = 0;
		int key;
		SynthStream st;

		synth_stream_init(&st, (uint64) maker->seed ^ RULE_STREAM, maker->blocks, 0);
		synth_rules_backward(maker->model->nrules, maker->model->rule, maker->raw, maker->block_rows, &st);
		if (maker->dependencies != NULL)
			synth_dependencies_block(maker->dependencies, maker->raw, maker->block_rows);
		key = synth_uniques_block(maker->sets, maker->raw, maker->block_rows, maker->blocks, &space);
		if (key >= 0)
			rowplan_exhausted(maker, list_nth(maker->uniques, key), space);
	}
	maker->blocks++;
	MemoryContextSwitchTo(old);
}

/* hash of a key's text form, which is the same for equal keys of the types that keys have */
static uint64
rowmaker_key_hash(const RowColumn *c, Datum value)
{
	char *text = OidOutputFunctionCall(c->key_output, value);
	uint64 hash = synth_hash_bytes(KEY_SEED, text, strlen(text));

	pfree(text);
	return hash;
}

static void
rowmaker_make_keys(RowColumn *c, int n)
{
	/* text forms are compared with those of keys that were read under the same settings */
	int level = c->taken != NULL ? value_label_begin() : 0;

	for (int i = 0; i < n; i++)
	{
		Datum key;

		do
		{
			CHECK_FOR_INTERRUPTS();
			if (c->runs != NULL)
				c->next_key = keyalloc_next(c->runs);
			/* skipping taken ones may lead beyond what was checked before */
			key_check(c->key, c->next_key, 1);
			key = key_make(c->key, c->next_key);
			c->last_key = c->next_key++;
		} while (c->taken != NULL && synth_hashset_has(c->taken, rowmaker_key_hash(c, key)));
		if (!c->made)
			c->first_key = c->last_key;
		c->made = true;
		c->value[i] = key;
	}
	if (c->taken != NULL)
		value_label_end(level);
}

int
rowmaker_next(RowMaker *maker)
{
	MemoryContext old;
	int n;

	if (maker->block_at == maker->block_rows)
	{
		if ((int64) maker->blocks * SYNTH_BLOCK_ROWS >= maker->n)
			return 0;
		rowmaker_block(maker);
	}
	n = Min(maker->block_rows - maker->block_at, ROWMAKER_CHUNK);
	MemoryContextReset(maker->chunk);
	old = MemoryContextSwitchTo(maker->chunk);
	for (int i = 0; i < maker->ncolumns; i++)
	{
		RowColumn *c = &maker->column[i];

		/* labels of a text first: what has none is made below */
		if (c->decoder != NULL && c->kind != ROW_REFERENCE)
			decoder_run(c->decoder, maker->raw[c->attribute] + maker->block_at, n, c->value, c->isnull);
		else if (c->kind == ROW_RANGE)
			rangevalue_run(c->range, maker->raw[c->attribute] + maker->block_at, maker->raw[c->upper] + maker->block_at,
						   n, c->value, c->isnull);
		else if (c->kind == ROW_KEY)
			rowmaker_make_keys(c, n);
	}
	rowlinks_chunk(maker, n, false);
	if (maker->texts != NULL)
		textrow_make(maker->texts, maker->raw, maker->block_at, n);
	rowlinks_chunk(maker, n, true);
	if (maker->conditions != NIL && (maker->links == NULL || !maker->links->deferred))
		rowcondition_chunk(maker, n);
	MemoryContextSwitchTo(old);
	maker->block_at += n;
	maker->chunk_rows = n;
	return n;
}

void
rowmaker_row(const RowMaker *maker, int r, Datum *values, bool *isnull)
{
	for (int i = 0; i < maker->ncolumns; i++)
	{
		const RowColumn *c = &maker->column[i];

		if (c->value != NULL)
		{
			values[i] = c->value[r];
			isnull[i] = c->isnull[r];
		}
		else
		{
			values[i] = c->fill.value;
			isnull[i] = c->fill.isnull;
		}
	}
}

List *
rowmaker_keys(const RowMaker *maker)
{
	List *keys = NIL;

	for (int i = 0; i < maker->ncolumns; i++)
		if (maker->column[i].kind == ROW_KEY)
			keys = lappend_int(keys, i);
	return keys;
}

bool
rowmaker_key_is_integer(const RowMaker *maker, int attribute)
{
	return key_is_integer(maker->column[attribute].key);
}

char *
rowmaker_key_text(const RowMaker *maker, int attribute, bool last)
{
	const RowColumn *c = &maker->column[attribute];

	return c->made ? key_text(c->key, last ? c->last_key : c->first_key) : NULL;
}

int
rowmaker_uniques(const RowMaker *maker)
{
	return list_length(maker->uniques) + list_length(maker->text_uniques) + list_length(maker->link_uniques);
}

/* those that are repaired in the codes come first */
static RowUnique *
rowmaker_find_unique(const RowMaker *maker, int key)
{
	int n = list_length(maker->uniques);
	int texts = list_length(maker->text_uniques);

	if (key < n)
		return list_nth(maker->uniques, key);
	return key < n + texts ? list_nth(maker->text_uniques, key - n) : list_nth(maker->link_uniques, key - n - texts);
}

List *
rowmaker_unique(const RowMaker *maker, int key)
{
	RowUnique *u = rowmaker_find_unique(maker, key);
	List *attributes = NIL;

	for (int i = 0; i < u->nparts; i++)
		attributes = lappend_int(attributes, u->part[i]);
	return attributes;
}

void
rowmaker_key_taken(RowMaker *maker, int attribute, Datum value)
{
	RowColumn *c = &maker->column[attribute];
	uint64 hash = rowmaker_key_hash(c, value);
	MemoryContext old = MemoryContextSwitchTo(maker->context);

	if (c->taken == NULL)
		c->taken = synth_hashset_new(1024);
	(void) synth_hashset_add(c->taken, hash);
	MemoryContextSwitchTo(old);
}

void
rowmaker_unique_taken(RowMaker *maker, int key, const Datum *values, const bool *isnull)
{
	RowUnique *u = rowmaker_find_unique(maker, key);
	int64_t *raw;
	MemoryContext old;
	int texts = list_length(maker->uniques);
	int references = texts + list_length(maker->text_uniques);

	if (key >= references)
	{
		rowlinks_taken(maker, key - references, values, isnull);
		return;
	}
	if (key >= texts)
	{
		textrow_unique_taken(maker->texts, key - texts, values, isnull);
		return;
	}
	raw = palloc(sizeof(int64_t) * (Size) u->nparts);
	for (int i = 0; i < u->nparts; i++)
		raw[i] = maker->column[u->part[i]].kind == ROW_REFERENCE
					 ? rowlinks_encode(maker, u->part[i], values[i], isnull[i])
					 : decoder_encode(maker->column[u->part[i]].decoder, values[i], isnull[i]);
	old = MemoryContextSwitchTo(maker->context);
	synth_uniques_taken(maker->sets, key, raw);
	MemoryContextSwitchTo(old);
	pfree(raw);
}
