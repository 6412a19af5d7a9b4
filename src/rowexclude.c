/*-------------------------------------------------------------------------
 *
 * rowexclude.c
 *	  Exclusion constraints of the target.
 *
 * Columns compared by equality put rows into groups; a constraint of nothing
 * else is a unique key.  Within a group:
 *
 *	  one range with &&		ranges are kept in order (rangeset.c), so a row
 *							costs the logarithm of the group's size; one that
 *							overlaps another is moved behind it
 *	  anything else			each row is compared with all of its group
 *
 * A row with a NULL, or outside the predicate, is not concerned.
 *
 *-------------------------------------------------------------------------
 */
#include "rowexclude.h"

#include "catalog/pg_operator.h"
#include "miscadmin.h"
#include "utils/datum.h"
#include "utils/hsearch.h"
#include "utils/memutils.h"
#include "utils/typcache.h"

#include "rangeset.h"
#include "rowcondition.h"
#include "rowkey.h"
#include "rowplan.h"

typedef struct ExcludeGroup
{
	uint64 hash; /* of the columns that are compared by equality */
	RangeSet *ranges;
	int64 nkept;
	int64 maxkept;
	Datum *kept; /* [nkept][ncolumns] */
} ExcludeGroup;

typedef struct RowExclude
{
	RowCondition condition; /* first */
	RowIndex *index;
	bool *equal;	/* [ncolumns] */
	FmgrInfo *proc; /* [ncolumns] */
	int range;		/* the column with &&, -1: compare with all */
	TypeCacheEntry *range_type;
	HTAB *groups;
	MemoryContext context; /* of the groups */
	Datum *values;
	bool *isnull;
	RowMove *move; /* NULL: ranges stay where they are */
	RowVary *vary;
} RowExclude;

/* LEAVES: the row is not concerned */
static RowIndexTake
values_of(RowExclude *x, TupleTableSlot *row)
{
	RowIndexTake take = rowindex_values(x->index, row, x->values, x->isnull);

	for (int i = 0; i < x->index->ncolumns && take == ROWINDEX_TAKES; i++)
		if (x->isnull[i])
			take = ROWINDEX_LEAVES;
	return take;
}

static ExcludeGroup *
find_group(RowExclude *x, HASHACTION action)
{
	uint64 hash = rowindex_hash(x->index, x->values, x->isnull, x->equal);
	bool found;
	ExcludeGroup *group = hash_search(x->groups, &hash, action, &found);

	if (action == HASH_ENTER && !found)
	{
		group->ranges = x->range >= 0 ? rangeset_new(x->range_type) : NULL;
		group->nkept = group->maxkept = 0;
		group->kept = NULL;
	}
	return group;
}

static bool
conflicts(const RowExclude *x, const Datum *kept)
{
	for (int i = 0; i < x->index->ncolumns; i++)
		if (!DatumGetBool(FunctionCall2Coll(&x->proc[i], x->index->column[i].collation, kept[i], x->values[i])))
			return false;
	return true;
}

static bool
exclude_holds(RowCondition *condition, TupleTableSlot *row)
{
	RowExclude *x = (RowExclude *) condition;
	ExcludeGroup *group;
	RowIndexTake take = values_of(x, row);

	if (take != ROWINDEX_TAKES)
		return take == ROWINDEX_LEAVES;
	group = find_group(x, HASH_FIND);
	if (group == NULL)
		return true;
	if (group->ranges != NULL)
		return !rangeset_overlaps(group->ranges, DatumGetRangeTypeP(x->values[x->range]));
	for (int64 k = 0; k < group->nkept; k++)
	{
		if (k % 1024 == 0)
			CHECK_FOR_INTERRUPTS();
		if (conflicts(x, group->kept + k * x->index->ncolumns))
			return false;
	}
	return true;
}

static void
exclude_keep(RowCondition *condition, TupleTableSlot *row)
{
	RowExclude *x = (RowExclude *) condition;
	MemoryContext old;
	ExcludeGroup *group;
	Datum *kept;

	if (values_of(x, row) != ROWINDEX_TAKES)
		return;
	old = MemoryContextSwitchTo(x->context);
	group = find_group(x, HASH_ENTER);
	if (group->ranges != NULL)
		rangeset_add(group->ranges, DatumGetRangeTypeP(x->values[x->range]));
	else
	{
		if (group->nkept == group->maxkept)
		{
			Size bytes;

			group->maxkept = Max(4, 2 * group->maxkept);
			bytes = sizeof(Datum) * (Size) x->index->ncolumns * (Size) group->maxkept;
			group->kept = group->kept == NULL ? palloc(bytes) : repalloc_huge(group->kept, bytes);
		}
		kept = group->kept + group->nkept++ * x->index->ncolumns;
		for (int i = 0; i < x->index->ncolumns; i++)
			kept[i] = datumCopy(x->values[i], x->index->column[i].byval, x->index->column[i].length);
	}
	MemoryContextSwitchTo(old);
	rowindex_check_memory(x->index, MemoryContextMemAllocated(x->context, true));
}

static bool
exclude_mend(RowCondition *condition, TupleTableSlot *row)
{
	RowExclude *x = (RowExclude *) condition;
	ExcludeGroup *group;

	if (exclude_holds(condition, row))
		return false;
	if (rowindex_mend(x->index, row) && exclude_holds(condition, row))
		return true;
	if (x->move == NULL || values_of(x, row) != ROWINDEX_TAKES)
		return false;
	group = find_group(x, HASH_FIND);
	return group != NULL && rowmove_try(x->move, group->ranges, x->values[x->range], row)
		   && exclude_holds(condition, row);
}

static bool
exclude_settle(RowCondition *condition, TupleTableSlot *row)
{
	RowExclude *x = (RowExclude *) condition;

	if (x->vary == NULL)
		x->vary = rowvary_new(x->index->maker, x->index->attributes);
	return rowvary_try(x->vary, row, condition);
}

static void
take_row(void *ctx, TupleTableSlot *row)
{
	exclude_keep(ctx, row);
}

/* what the target holds, and nothing else */
static void
exclude_restart(RowCondition *condition)
{
	RowExclude *x = (RowExclude *) condition;
	HASHCTL info = {.keysize = sizeof(uint64), .entrysize = sizeof(ExcludeGroup)};

	MemoryContextReset(x->context);
	info.hcxt = x->context;
	x->groups = hash_create("synth groups", 1024, &info, HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	rowindex_scan(x->index, take_row, x);
}

/* the only column that is not compared by equality, if it is a range with && */
static int
find_range(const RowIndex *index, const bool *equal, const Oid *operators)
{
	int found = -1;

	for (int i = 0; i < index->ncolumns; i++)
	{
		if (equal[i])
			continue;
		if (found >= 0 || operators[i] != OID_RANGE_OVERLAP_OP)
			return -1;
		found = i;
	}
	return found;
}

void
rowexclude_require(RowIndex *index, Relation rel)
{
	RowExclude *x = palloc0(sizeof *x);
	int n = index->ncolumns;
	bool all_equal = true;
	Oid *operators;
	Oid *procs;
	uint16 *strategies;

	RelationGetExclusionInfo(rel, &operators, &procs, &strategies);
	x->equal = palloc0(sizeof(bool) * (Size) n);
	x->proc = palloc0(sizeof(FmgrInfo) * (Size) n);
	for (int i = 0; i < n; i++)
	{
		TypeCacheEntry *cache = lookup_type_cache(index->column[i].type, TYPECACHE_EQ_OPR);

		x->equal[i] = index->column[i].has_hash && operators[i] == cache->eq_opr;
		all_equal &= x->equal[i];
		fmgr_info(procs[i], &x->proc[i]);
	}
	if (all_equal)
	{
		rowkey_require(index, false);
		return;
	}
	x->range = find_range(index, x->equal, operators);
	if (x->range >= 0)
	{
		x->range_type = lookup_type_cache(index->column[x->range].type, TYPECACHE_RANGE_INFO);
		x->move = rowmove_new(index, x->range);
	}

	x->condition.name = index->name;
	x->condition.is_constraint = true;
	x->condition.attributes = index->attributes;
	x->condition.sqlstate = ERRCODE_PROGRAM_LIMIT_EXCEEDED;
	x->condition.holds = exclude_holds;
	x->condition.keep = exclude_keep;
	x->condition.mend = exclude_mend;
	x->condition.settle = exclude_settle;
	x->condition.restart = exclude_restart;
	x->index = index;
	x->values = palloc0(sizeof(Datum) * (Size) n);
	x->isnull = palloc0(sizeof(bool) * (Size) n);
	x->context = AllocSetContextCreate(CurrentMemoryContext, "synth exclusion", ALLOCSET_DEFAULT_SIZES);
	exclude_restart(&x->condition);
	rowmaker_require(index->maker, &x->condition);
}
