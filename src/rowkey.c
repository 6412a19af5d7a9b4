/*-------------------------------------------------------------------------
 *
 * rowkey.c
 *	  Unique indexes of the target that its rows do not meet by construction.
 *
 * Generated keys, unique texts and composite keys of modelled columns are
 * unique when they come here (rowplan.c, core/unique.h).  What is left are
 * partial indexes, indexes over expressions, those to which NULLs are equal,
 * keys of columns that no model knew as keys, and indexes of single
 * partitions.  What such an index would hold is computed for each row, and its
 * hash is remembered: equal keys always have equal hashes, so uniqueness is
 * exact, and two different keys with one hash are merely repaired for nothing.
 *
 * Repair is a redraw; a row that stays a duplicate gets another value in a
 * column of the key that may be changed: the next number, label, or text.
 *
 *-------------------------------------------------------------------------
 */
#include "rowcondition.h"

#include "access/genam.h"
#include "access/table.h"
#include "catalog/partition.h"
#include "catalog/pg_class.h"
#include "catalog/pg_inherits.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include "core/unique.h"
#include "rowexclude.h"
#include "rowindex.h"
#include "rowkey.h"
#include "rowplan.h"

/* bytes of memory per key, as core/hashset.c has it */
#define KEY_BYTES 16

typedef struct RowKey
{
	RowCondition condition; /* first */
	RowIndex *index;
	bool nulls_equal;
	SynthHashSet *keys;
	MemoryContext context; /* of the set */
	Datum *values;
	bool *isnull;
	RowVary *vary;
} RowKey;

/* LEAVES: the row has no key, or one that equals no other */
static RowIndexTake
key_of(RowKey *key, TupleTableSlot *row, uint64 *hash)
{
	RowIndexTake take = rowindex_values(key->index, row, key->values, key->isnull);

	if (take != ROWINDEX_TAKES)
		return take;
	for (int i = 0; i < key->index->ncolumns && !key->nulls_equal; i++)
		if (key->isnull[i])
			return ROWINDEX_LEAVES;
	*hash = rowindex_hash(key->index, key->values, key->isnull, NULL);
	return ROWINDEX_TAKES;
}

static bool
key_holds(RowCondition *condition, TupleTableSlot *row)
{
	RowKey *key = (RowKey *) condition;
	uint64 hash;
	RowIndexTake take = key_of(key, row, &hash);

	return take == ROWINDEX_LEAVES || (take == ROWINDEX_TAKES && !synth_hashset_has(key->keys, hash));
}

static void
key_keep(RowCondition *condition, TupleTableSlot *row)
{
	RowKey *key = (RowKey *) condition;
	MemoryContext old;
	uint64 hash;

	if (key_of(key, row, &hash) != ROWINDEX_TAKES)
		return;
	old = MemoryContextSwitchTo(key->context);
	(void) synth_hashset_add(key->keys, hash);
	MemoryContextSwitchTo(old);
	rowindex_check_memory(key->index, synth_hashset_count(key->keys) * KEY_BYTES);
}

static bool
key_mend(RowCondition *condition, TupleTableSlot *row)
{
	return rowindex_mend(((RowKey *) condition)->index, row);
}

static bool
key_settle(RowCondition *condition, TupleTableSlot *row)
{
	RowKey *key = (RowKey *) condition;

	if (key->vary == NULL)
		key->vary = rowvary_new(key->index->maker, key->index->attributes);
	return rowvary_try(key->vary, row, condition);
}

static void
take_key(void *ctx, TupleTableSlot *row)
{
	key_keep(ctx, row);
}

/* what the target holds, and nothing else */
static void
key_restart(RowCondition *condition)
{
	RowKey *key = (RowKey *) condition;
	MemoryContext old;

	MemoryContextReset(key->context);
	old = MemoryContextSwitchTo(key->context);
	key->keys = synth_hashset_new(1024);
	MemoryContextSwitchTo(old);
	rowindex_scan(key->index, take_key, key);
}

void
rowkey_require(RowIndex *index, bool nulls_equal)
{
	RowKey *key = palloc0(sizeof *key);

	key->condition.name = index->name;
	key->condition.is_constraint = true;
	key->condition.attributes = index->attributes;
	key->condition.sqlstate = ERRCODE_PROGRAM_LIMIT_EXCEEDED;
	key->condition.holds = key_holds;
	key->condition.keep = key_keep;
	key->condition.mend = key_mend;
	key->condition.settle = key_settle;
	key->condition.restart = key_restart;
	key->index = index;
	key->nulls_equal = nulls_equal;
	key->values = palloc0(sizeof(Datum) * (Size) index->ncolumns);
	key->isnull = palloc0(sizeof(bool) * (Size) index->ncolumns);
	key->context = AllocSetContextCreate(CurrentMemoryContext, "synth keys of an index", ALLOCSET_DEFAULT_SIZES);
	key_restart(&key->condition);
	rowmaker_require(index->maker, &key->condition);
}

/* one of its columns alone tells rows apart: a generated key, or a text that is made unique */
static bool
has_key_column(const RowIndex *index)
{
	const RowMaker *maker = index->maker;

	for (int i = 0; i < index->ncolumns; i++)
	{
		const RowColumn *c;

		if (index->column[i].attribute < 0)
			continue;
		c = &maker->column[index->column[i].attribute];
		if (c->kind == ROW_KEY
			|| (c->kind == ROW_TEXT && maker->model->column[c->model_column].text->unique
				&& textwriter_takes_text(c->writer)))
			return true;
	}
	return false;
}

/* are the columns of a key that is made unique anyway among those of the index? */
static bool
has_made_key(const RowIndex *index)
{
	for (int k = 0; k < rowmaker_uniques(index->maker); k++)
	{
		List *attributes = rowmaker_unique(index->maker, k);
		bool all = true;
		ListCell *lc;

		foreach(lc, attributes)
		{
			bool found = false;

			for (int i = 0; i < index->ncolumns; i++)
				found |= index->column[i].attribute == lfirst_int(lc);
			all &= found;
		}
		if (all)
			return true;
	}
	return false;
}

/* NULLs that are equal are nobody's business but this file's */
static bool
holds_by_construction(const RowIndex *index, bool nulls_equal)
{
	if (nulls_equal)
	{
		for (int i = 0; i < index->ncolumns; i++)
			if (index->column[i].attribute < 0
				|| !TupleDescAttr(index->maker->desc, index->column[i].attribute)->attnotnull)
				return false;
	}
	return has_key_column(index) || has_made_key(index);
}

static void
require_index(RowMaker *maker, Relation target, Relation table, Oid oid)
{
	Relation index = index_open(oid, AccessShareLock);
	Form_pg_index form = index->rd_index;

	if (form->indislive && (form->indisunique || form->indisexclusion))
	{
		RowIndex *x = rowindex_new(maker, target, table, index);
		bool nulls_equal = compat_nulls_equal(form);

		if (rowindex_is_made(x))
		{
			if (form->indisexclusion)
				rowexclude_require(x, index);
			else if (!holds_by_construction(x, nulls_equal))
				rowkey_require(x, nulls_equal);
		}
	}
	index_close(index, NoLock);
}

static void
require_indexes(RowMaker *maker, Relation target, Relation table, bool own_only)
{
	List *indexes = RelationGetIndexList(table);
	ListCell *lc;

	foreach(lc, indexes)
	{
		/* what the target has as a whole is looked at once */
		if (!own_only || !has_superclass(lfirst_oid(lc)))
			require_index(maker, target, table, lfirst_oid(lc));
	}
	list_free(indexes);
}

void
rowkey_target(RowMaker *maker, const SynthModel *model, Relation rel)
{
	List *tables;
	ListCell *lc;

	if (rel->rd_rel->relkind != RELKIND_RELATION && rel->rd_rel->relkind != RELKIND_PARTITIONED_TABLE)
		return;
	require_indexes(maker, rel, rel, false);
	if (rel->rd_rel->relkind != RELKIND_PARTITIONED_TABLE)
		return;
	tables = find_all_inheritors(RelationGetRelid(rel), AccessShareLock, NULL);
	foreach(lc, tables)
	{
		Relation table;

		if (lfirst_oid(lc) == RelationGetRelid(rel) || get_rel_relkind(lfirst_oid(lc)) == RELKIND_FOREIGN_TABLE)
			continue;
		table = table_open(lfirst_oid(lc), NoLock);
		require_indexes(maker, rel, table, true);
		table_close(table, NoLock);
	}
	list_free(tables);
}
