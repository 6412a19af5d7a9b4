/*-------------------------------------------------------------------------
 *
 * unitorder.c
 *	  Rows by unit, and within a unit by chance.
 *
 * A list of (unit, secret random number, row number), sorted in that order.
 * Units are compared by value, with their type's own equality and collation:
 * a hash that collides would put two people's rows under one bound, and a text
 * form would take apart what the type calls equal.
 *
 *-------------------------------------------------------------------------
 */
#include "unitorder.h"

#include "access/tupdesc.h"
#include "catalog/pg_operator.h"
#include "catalog/pg_type.h"
#include "core/bound.h"
#include "core/mutate.h"
#include "executor/tuptable.h"
#include "miscadmin.h"
#include "utils/datum.h"
#include "utils/memutils.h"
#include "utils/tuplesort.h"
#include "utils/typcache.h"

#define RANDOM_BATCH 512

enum
{
	COLUMN_UNIT,
	COLUMN_RANDOM,
	COLUMN_ROW,
	NCOLUMNS
};

struct UnitOrder
{
	MemoryContext context; /* rows come while an executor runs, whose memory ends before the last use */
	TypeCacheEntry *type;
	Oid collation;
	/* the unit that was seen last */
	MemoryContext scratch;
	bool has_last;
	Datum last;
	/* the list, begun by the first row */
	TupleDesc desc;
	TupleTableSlot *slot;
	Tuplesortstate *sort;
	Tuplesortstate *cut; /* row numbers */
	int64 last_cut;
	int64 random[RANDOM_BATCH];
	int random_left;
};

UnitOrder *
unitorder_create(const SourceColumn *unit)
{
	UnitOrder *order = palloc0(sizeof(UnitOrder));

	order->context = CurrentMemoryContext;
	order->type = lookup_type_cache(unit->basetypid, TYPECACHE_LT_OPR | TYPECACHE_EQ_OPR_FINFO);
	order->collation = unit->collation;
	order->scratch = AllocSetContextCreate(CurrentMemoryContext, "synth unit", ALLOCSET_SMALL_SIZES);
	order->last_cut = -1;
	order->desc = CreateTemplateTupleDesc(NCOLUMNS);
	TupleDescInitEntry(order->desc, COLUMN_UNIT + 1, NULL, unit->basetypid, unit->basetypmod, 0);
	TupleDescInitEntry(order->desc, COLUMN_RANDOM + 1, NULL, INT8OID, -1, 0);
	TupleDescInitEntry(order->desc, COLUMN_ROW + 1, NULL, INT8OID, -1, 0);
	return order;
}

void
unitorder_free(UnitOrder *order)
{
	if (order->sort != NULL)
		tuplesort_end(order->sort);
	if (order->cut != NULL)
		tuplesort_end(order->cut);
	if (order->slot != NULL)
		ExecDropSingleTupleTableSlot(order->slot);
	MemoryContextDelete(order->scratch);
	memset(order->random, 0, sizeof(order->random));
	pfree(order);
}

Oid
unitorder_operator(const UnitOrder *order)
{
	return order->type->lt_opr;
}

/*
 * Strong bits: who can guess them can guess whose rows were dropped.
 */
int64
unitorder_random(UnitOrder *order)
{
	int64 result;

	if (order->random_left == 0)
	{
		if (!synth_env.strong_random(order->random, sizeof(order->random)))
			ereport(ERROR, (errcode(ERRCODE_INTERNAL_ERROR), errmsg("could not generate random values")));
		order->random_left = RANDOM_BATCH;
	}
	result = order->random[--order->random_left];
	order->random[order->random_left] = 0;
	return result;
}

static bool
equal_units(const UnitOrder *order, Datum a, Datum b)
{
	if (SYNTH_BUG(UNIT_BY_BYTES))
		return datumIsEqual(a, b, order->type->typbyval, order->type->typlen);
	return DatumGetBool(FunctionCall2Coll(&order->type->eq_opr_finfo, order->collation, a, b));
}

bool
unitorder_same(UnitOrder *order, Datum unit)
{
	MemoryContext old = MemoryContextSwitchTo(order->scratch);
	bool same = order->has_last && equal_units(order, order->last, unit);

	/* comparing may leave detoasted copies behind; the last unit is copied anew with each other one */
	if (!same)
	{
		MemoryContextReset(order->scratch);
		order->last = datumCopy(unit, order->type->typbyval, order->type->typlen);
		order->has_last = true;
	}
	MemoryContextSwitchTo(old);
	return same;
}

static void
begin_list(UnitOrder *order)
{
	AttrNumber sort_column[2] = {COLUMN_UNIT + 1, COLUMN_RANDOM + 1};
	Oid sort_operator[2] = {order->type->lt_opr, Int8LessOperator};
	Oid sort_collation[2] = {order->collation, InvalidOid};
	bool nulls_first[2] = {false, false};
	MemoryContext old = MemoryContextSwitchTo(order->context);

	order->slot = MakeSingleTupleTableSlot(order->desc, &TTSOpsVirtual);
	order->sort = tuplesort_begin_heap(order->desc, 2, sort_column, sort_operator, sort_collation, nulls_first,
									   Max(64, maintenance_work_mem / 4), NULL, 0);
	MemoryContextSwitchTo(old);
}

void
unitorder_add(UnitOrder *order, int n, const Datum *values, const bool *isnull, const int *position, int64 row)
{
	int64 random = unitorder_random(order);

	if (order->sort == NULL)
		begin_list(order);
	for (int u = 0; u < n; u++)
	{
		TupleTableSlot *slot = order->slot;
		bool seen = false;

		if (isnull[position[u]])
			continue;
		for (int v = 0; v < u && !seen; v++)
			seen = !isnull[position[v]] && equal_units(order, values[position[v]], values[position[u]]);
		if (seen)
			continue;
		ExecClearTuple(slot);
		memset(slot->tts_isnull, 0, NCOLUMNS * sizeof(bool));
		slot->tts_values[COLUMN_UNIT] = values[position[u]];
		slot->tts_values[COLUMN_RANDOM] = Int64GetDatum(random);
		slot->tts_values[COLUMN_ROW] = Int64GetDatum(row);
		ExecStoreVirtualTuple(slot);
		tuplesort_puttupleslot(order->sort, slot);
	}
}

void
unitorder_cut(UnitOrder *order, int64 max_rows)
{
	TupleTableSlot *slot = MakeSingleTupleTableSlot(order->desc, &TTSOpsMinimalTuple);
	int64 rank = 0;

	order->cut = tuplesort_begin_datum(INT8OID, Int8LessOperator, InvalidOid, false, Max(64, maintenance_work_mem / 8),
									   NULL, 0);
	if (order->sort != NULL)
	{
		tuplesort_performsort(order->sort);
		while (tuplesort_gettupleslot(order->sort, true, false, slot, NULL))
		{
			CHECK_FOR_INTERRUPTS();
			slot_getallattrs(slot);
			if (!unitorder_same(order, slot->tts_values[COLUMN_UNIT]))
				rank = 0;
			if (++rank > max_rows + (SYNTH_BUG(BOUND_BY_ONE) ? 1 : 0))
				tuplesort_putdatum(order->cut, slot->tts_values[COLUMN_ROW], false);
		}
	}
	tuplesort_performsort(order->cut);
	ExecDropSingleTupleTableSlot(slot);
}

int64
unitorder_next_cut(UnitOrder *order)
{
	Datum value;
	bool isnull;

	/* a row may be beyond the bound of several of its units */
	while (compat_tuplesort_getdatum(order->cut, &value, &isnull))
	{
		if (DatumGetInt64(value) == order->last_cut)
			continue;
		order->last_cut = DatumGetInt64(value);
		return order->last_cut;
	}
	return -1;
}

void
unitorder_count(UnitOrder *order, SynthTrueCount *class_count)
{
	TupleTableSlot *slot = MakeSingleTupleTableSlot(order->desc, &TTSOpsMinimalTuple);
	int64 rows = 0;

	if (order->sort != NULL)
	{
		tuplesort_performsort(order->sort);
		while (tuplesort_gettupleslot(order->sort, true, false, slot, NULL))
		{
			CHECK_FOR_INTERRUPTS();
			slot_getallattrs(slot);
			if (!unitorder_same(order, slot->tts_values[COLUMN_UNIT]) && rows > 0)
			{
				synth_true_count_add(&class_count[synth_bound_class(rows)], 1);
				rows = 0;
			}
			rows++;
		}
	}
	if (rows > 0)
		synth_true_count_add(&class_count[synth_bound_class(rows)], 1);
	ExecDropSingleTupleTableSlot(slot);
}
