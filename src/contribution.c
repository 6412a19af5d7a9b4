/*-------------------------------------------------------------------------
 *
 * contribution.c
 *	  At most so many rows of each unit of privacy.
 *
 * With unit => 'customer_id', max_rows => k, all rows of one customer are
 * protected together.  The rows are sorted by (unit, a fresh secret random
 * number), and the first k of each unit go on; so which rows of a unit are
 * kept depends on that unit's rows alone, and a unit more or less changes
 * nothing about the others.  It moves every count by at most k, which is the
 * stability that the core's noise is scaled by.
 *
 * Units are equal where their type's default btree operator class says so.
 * A row whose unit is NULL is a unit of its own, and always kept.
 *
 *-------------------------------------------------------------------------
 */
#include "contribution.h"

#include "access/tupdesc.h"
#include "catalog/pg_operator.h"
#include "catalog/pg_type.h"
#include "executor/tuptable.h"
#include "miscadmin.h"
#include "progress.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/memutils.h"
#include "utils/tuplesort.h"
#include "utils/typcache.h"

#define RANDOM_BATCH 512

struct Contribution
{
	ScanSink sink;
	ScanSink *next;
	int ncolumns; /* with the unit */
	int64 max_rows;
	TupleDesc desc; /* ncolumns, then the random number */
	TupleTableSlot *slot;
	Tuplesortstate *sort;
	TypeCacheEntry *unit_type;
	Oid unit_collation;
	int64 random[RANDOM_BATCH];
	int random_left;
};

static void contribution_row(ScanSink *sink, const Datum *values, const bool *isnull);

void
contribution_check(const SourceTable *source)
{
	const SourceColumn *unit;
	TypeCacheEntry *type;

	if (source->unit_column < 0)
		return;
	unit = &source->column[source->unit_column];
	type = lookup_type_cache(unit->basetypid, TYPECACHE_LT_OPR | TYPECACHE_EQ_OPR_FINFO);
	if (!OidIsValid(type->lt_opr) || !OidIsValid(type->eq_opr_finfo.fn_oid))
		ereport(ERROR, (errcode(ERRCODE_UNDEFINED_FUNCTION),
						errmsg("column \"%s\" cannot be the unit, because its type %s has no order", unit->name,
							   format_type_be(unit->basetypid)),
						errhint("Name another column with unit =>, for instance an integer or text one.")));
}

Contribution *
contribution_begin(const SourceTable *source, int ncolumns, const int *column, ScanSink *next)
{
	Contribution *c = palloc0(sizeof(Contribution));
	const SourceColumn *unit = &source->column[column[ncolumns - 1]];
	AttrNumber sort_column[2] = {ncolumns, ncolumns + 1};
	Oid sort_operator[2];
	Oid sort_collation[2];
	bool nulls_first[2] = {false, false};

	c->sink.position = palloc0(ncolumns * sizeof(int));
	c->sink.row = contribution_row;
	c->next = next;
	c->ncolumns = ncolumns;
	c->max_rows = source->max_rows;
	c->unit_type = lookup_type_cache(unit->basetypid, TYPECACHE_LT_OPR | TYPECACHE_EQ_OPR_FINFO);
	c->unit_collation = unit->collation;

	c->desc = CreateTemplateTupleDesc(ncolumns + 1);
	for (int i = 0; i < ncolumns; i++)
	{
		const SourceColumn *source_column = &source->column[column[i]];

		TupleDescInitEntry(c->desc, i + 1, NULL, source_column->basetypid, source_column->basetypmod, 0);
	}
	TupleDescInitEntry(c->desc, ncolumns + 1, NULL, INT8OID, -1, 0);
	c->slot = MakeSingleTupleTableSlot(c->desc, &TTSOpsVirtual);

	sort_operator[0] = c->unit_type->lt_opr;
	sort_operator[1] = Int8LessOperator;
	sort_collation[0] = unit->collation;
	sort_collation[1] = InvalidOid;
	c->sort = tuplesort_begin_heap(c->desc, 2, sort_column, sort_operator, sort_collation, nulls_first,
								   Max(64, maintenance_work_mem / 4), NULL, 0);
	return c;
}

ScanSink *
contribution_sink(Contribution *c)
{
	return &c->sink;
}

/*
 * Strong bits: who can guess them can guess whose rows were dropped.
 */
static int64
next_random(Contribution *c)
{
	int64 result;

	if (c->random_left == 0)
	{
		if (!synth_env.strong_random(c->random, sizeof(c->random)))
			ereport(ERROR, (errcode(ERRCODE_INTERNAL_ERROR), errmsg("could not generate random values")));
		c->random_left = RANDOM_BATCH;
	}
	result = c->random[--c->random_left];
	c->random[c->random_left] = 0;
	return result;
}

static void
contribution_row(ScanSink *sink, const Datum *values, const bool *isnull)
{
	Contribution *c = (Contribution *) sink;
	TupleTableSlot *slot = c->slot;

	ExecClearTuple(slot);
	for (int i = 0; i < c->ncolumns; i++)
	{
		slot->tts_values[i] = values[sink->position[i]];
		slot->tts_isnull[i] = isnull[sink->position[i]];
	}
	slot->tts_values[c->ncolumns] = Int64GetDatum(next_random(c));
	slot->tts_isnull[c->ncolumns] = false;
	ExecStoreVirtualTuple(slot);
	tuplesort_puttupleslot(c->sort, slot);
}

void
contribution_end(Contribution *c)
{
	TupleTableSlot *slot = MakeSingleTupleTableSlot(c->desc, &TTSOpsMinimalTuple);
	MemoryContext scratch = AllocSetContextCreate(CurrentMemoryContext, "synth unit", ALLOCSET_SMALL_SIZES);
	int u = c->ncolumns - 1;
	bool has_last = false;
	Datum last = (Datum) 0;
	int64 kept = 0;

	progress_phase("bounding units");
	for (int i = 0; i < u; i++)
		c->next->position[i] = i;
	tuplesort_performsort(c->sort);

	while (tuplesort_gettupleslot(c->sort, true, false, slot, NULL))
	{
		CHECK_FOR_INTERRUPTS();
		slot_getallattrs(slot);
		if (!slot->tts_isnull[u])
		{
			MemoryContext old = MemoryContextSwitchTo(scratch);
			bool same;

			/* comparing may leave detoasted copies behind; `last` is copied anew with each unit */
			same = has_last
				   && DatumGetBool(
					   FunctionCall2Coll(&c->unit_type->eq_opr_finfo, c->unit_collation, last, slot->tts_values[u]));
			if (!same)
			{
				MemoryContextReset(scratch);
				last = datumCopy(slot->tts_values[u], c->unit_type->typbyval, c->unit_type->typlen);
				has_last = true;
				kept = 0;
			}
			MemoryContextSwitchTo(old);
			if (kept == c->max_rows)
				continue;
			kept++;
		}
		c->next->row(c->next, slot->tts_values, slot->tts_isnull);
	}

	tuplesort_end(c->sort);
	ExecDropSingleTupleTableSlot(slot);
	ExecDropSingleTupleTableSlot(c->slot);
	MemoryContextDelete(scratch);
}
