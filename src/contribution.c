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
 * Units are equal where their type's default btree operator class says so;
 * the random number orders the rows of a unit and decides nothing else.  A row
 * whose unit is NULL is a unit of its own, and always kept.
 *
 * Whole schemas.  Each table is bounded by itself, so each table's map from
 * rows to kept rows is stable by the argument above: a person more or less
 * moves at most max_rows of its rows, whatever the other tables do.  Rows whose
 * parent was cut (cutrows.h) are dropped before that.  Whether a parent was cut
 * is a function of its person's rows and of secret numbers, and the child
 * belongs to that person too, so one person's rows still decide about no other
 * person's.  The order of tables is public.
 *
 * Rows of several people (a sender and a receiver).  Each person's rows are
 * ranked in the order of their random numbers, and a row is kept only if its
 * rank is within k for all of its people; so at most k rows of anybody are kept.
 * Neighbours are understood thus: a person's rows count or do not count, and
 * go on taking their place in the order of the other people's rows.  With
 * that, what moves is again at most k rows.  Without it, nothing that bounds
 * rows by a rank could be stable: a person who shares a row with each of a
 * thousand others would free a place at each of them.  The statement says it.
 *
 * Sorts and stores go to disk where memory does not suffice.
 *
 *-------------------------------------------------------------------------
 */
#include "contribution.h"

#include "access/tupdesc.h"
#include "catalog/pg_operator.h"
#include "catalog/pg_type.h"
#include "core/bound.h"
#include "core/mutate.h"
#include "executor/tuptable.h"
#include "miscadmin.h"
#include "progress.h"
#include "rangevalue.h"
#include "unitorder.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/tuplesort.h"
#include "utils/tuplestore.h"
#include "utils/typcache.h"

typedef struct Contribution
{
	ScanSink sink;
	ScanSink *next;
	const SourceTable *source;
	/* columns of the scan: payload, keys, unit columns, the mark of a parent that was cut */
	int npayload;
	int nkeys;
	int first_unit;
	int cut_mark; /* -1: none */
	int ncolumns;
	int *column;
	TupleDesc desc; /* of a stored row */
	TupleTableSlot *slot;
	UnitOrder *order;
	/* one unit: the rows themselves are sorted */
	Tuplesortstate *sort;
	/* several: they are stored in order of arrival, and looked up by number */
	Tuplestorestate *rows;
	int64 nrows;
} Contribution;

static void
check_type(const SourceColumn *unit, Oid typid)
{
	TypeCacheEntry *type = lookup_type_cache(typid, TYPECACHE_LT_OPR | TYPECACHE_EQ_OPR_FINFO);

	if (!OidIsValid(type->lt_opr) || !OidIsValid(type->eq_opr_finfo.fn_oid))
		ereport(ERROR, (errcode(ERRCODE_UNDEFINED_FUNCTION),
						errmsg("column \"%s\" cannot be the unit, because its type %s has no order", unit->name,
							   format_type_be(typid)),
						errhint("Name another column with unit =>, for instance an integer or text one.")));
}

void
contribution_check(const SourceTable *source)
{
	for (int u = 0; u < source->nunits; u++)
	{
		const SourceColumn *unit = &source->column[source->unit_columns[u]];

		/* a composite key's parts were checked when it was described */
		if (unit->basetypid != RECORDOID)
			check_type(unit, unit->basetypid);
	}
}

static void
remember_cut(const Contribution *c, Datum *values, bool *isnull)
{
	if (c->nkeys > 0)
		cutrows_add(c->source->cut, values + c->npayload, isnull + c->npayload);
}

/*
 * A row of the source: payload and keys are stored, with its unit and random
 * number (one unit) or beside them (several).
 */
static void
contribution_row(ScanSink *sink, const Datum *values, const bool *isnull)
{
	Contribution *c = (Contribution *) sink;
	TupleTableSlot *slot = c->slot;
	int nstored = c->npayload + c->nkeys;

	ExecClearTuple(slot);
	for (int i = 0; i < nstored; i++)
	{
		slot->tts_values[i] = values[sink->position[i]];
		slot->tts_isnull[i] = isnull[sink->position[i]];
	}
	if (c->cut_mark >= 0 && !SYNTH_BUG(DESCENDANTS_KEPT) && !isnull[sink->position[c->cut_mark]]
		&& DatumGetBool(values[sink->position[c->cut_mark]]))
	{
		remember_cut(c, slot->tts_values, slot->tts_isnull);
		return;
	}
	if (c->sort != NULL)
	{
		slot->tts_values[nstored] = values[sink->position[c->first_unit]];
		slot->tts_isnull[nstored] = isnull[sink->position[c->first_unit]];
		slot->tts_values[nstored + 1] = Int64GetDatum(unitorder_random(c->order));
		slot->tts_isnull[nstored + 1] = false;
		ExecStoreVirtualTuple(slot);
		tuplesort_puttupleslot(c->sort, slot);
		return;
	}
	ExecStoreVirtualTuple(slot);
	tuplestore_puttupleslot(c->rows, slot);
	unitorder_add(c->order, c->source->nunits, values, isnull, sink->position + c->first_unit, c->nrows++);
}

static void
pass_on(const Contribution *c, TupleTableSlot *slot, bool kept)
{
	if (kept)
		c->next->row(c->next, slot->tts_values, slot->tts_isnull);
	else
		remember_cut(c, slot->tts_values, slot->tts_isnull);
}

/* one unit a row: the first max_rows of each, in sorted order */
static void
end_single(Contribution *c)
{
	TupleTableSlot *slot = MakeSingleTupleTableSlot(c->desc, &TTSOpsMinimalTuple);
	int u = c->npayload + c->nkeys;
	int64 kept = 0;

	tuplesort_performsort(c->sort);
	while (tuplesort_gettupleslot(c->sort, true, false, slot, NULL))
	{
		bool keep = true;

		CHECK_FOR_INTERRUPTS();
		slot_getallattrs(slot);
		if (!slot->tts_isnull[u] || SYNTH_BUG(NOBODY_MERGED))
		{
			if (!unitorder_same(c->order, slot->tts_values[u]))
				kept = 0;
			keep = kept < c->source->max_rows + (SYNTH_BUG(BOUND_BY_ONE) ? 1 : 0);
			kept += keep;
		}
		pass_on(c, slot, keep);
	}
	tuplesort_end(c->sort);
	ExecDropSingleTupleTableSlot(slot);
}

/* several: a row that is beyond the bound of one of its units is cut */
static void
end_several(Contribution *c)
{
	TupleTableSlot *slot = MakeSingleTupleTableSlot(c->desc, &TTSOpsMinimalTuple);
	int64 cut;

	unitorder_cut(c->order, c->source->max_rows);
	cut = unitorder_next_cut(c->order);
	for (int64 r = 0; tuplestore_gettupleslot(c->rows, true, false, slot); r++)
	{
		CHECK_FOR_INTERRUPTS();
		slot_getallattrs(slot);
		pass_on(c, slot, r != cut);
		if (r == cut)
			cut = unitorder_next_cut(c->order);
	}
	tuplestore_end(c->rows);
	ExecDropSingleTupleTableSlot(slot);
}

static int
find_attnum(const SourceTable *source, AttrNumber attnum)
{
	for (int i = 0; i < source->ncolumns; i++)
		if (source->column[i].attnum == attnum)
			return i;
	elog(ERROR, "column %d of a key is not there", attnum);
}

/* what is read, and in which order */
static void
choose_columns(Contribution *c, int ncolumns, const int *column)
{
	const SourceTable *source = c->source;

	c->npayload = ncolumns;
	c->nkeys = source->cut != NULL ? cutrows_nkeys(source->cut) : 0;
	c->column = palloc((ncolumns + c->nkeys + source->nunits + 1) * sizeof(int));
	memcpy(c->column, column, ncolumns * sizeof(int));
	c->ncolumns = ncolumns;
	for (int k = 0; k < c->nkeys; k++)
		c->column[c->ncolumns++] = find_attnum(source, cutrows_attnum(source->cut, k));
	c->first_unit = c->ncolumns;
	for (int u = 0; u < source->nunits; u++)
		c->column[c->ncolumns++] = source->unit_columns[u];
	c->cut_mark = -1;
	if (source->cut_column > 0)
	{
		c->cut_mark = c->ncolumns;
		c->column[c->ncolumns++] = source->cut_column;
	}
}

static TupleDesc
stored_row(const Contribution *c)
{
	int nstored = c->npayload + c->nkeys;
	int n = nstored + (c->source->nunits == 1 ? 2 : 0);
	TupleDesc desc = CreateTemplateTupleDesc(n);

	for (int i = 0; i < Min(n, nstored + 1); i++)
	{
		const SourceColumn *from = &c->source->column[c->column[i]];

		/* an end of a range is taken from the range when it is encoded */
		TupleDescInitEntry(desc, i + 1, NULL, from->range_end != RANGE_NO_END ? from->range_type : from->basetypid,
						   from->range_end != RANGE_NO_END ? -1 : from->basetypmod, 0);
	}
	if (n > nstored)
		TupleDescInitEntry(desc, n, NULL, INT8OID, -1, 0);
	return desc;
}

static Tuplesortstate *
begin_sort(const Contribution *c)
{
	const SourceColumn *unit = &c->source->column[c->source->unit_columns[0]];
	int nstored = c->npayload + c->nkeys;
	AttrNumber sort_column[2] = {nstored + 1, nstored + 2};
	Oid sort_operator[2] = {unitorder_operator(c->order), Int8LessOperator};
	Oid sort_collation[2] = {unit->collation, InvalidOid};
	bool nulls_first[2] = {false, false};

	return tuplesort_begin_heap(c->desc, 2, sort_column, sort_operator, sort_collation, nulls_first,
								Max(64, maintenance_work_mem / 4), NULL, 0);
}

void
contribution_read(const SourceTable *source, int ncolumns, const int *column, ScanSink *next)
{
	Contribution c = {.sink = {.row = contribution_row}, .next = next, .source = source};

	if (source->nunits == 0)
	{
		scan_source(source, ncolumns, column, next);
		return;
	}
	choose_columns(&c, ncolumns, column);
	c.sink.position = palloc0(c.ncolumns * sizeof(int));
	c.desc = stored_row(&c);
	c.slot = MakeSingleTupleTableSlot(c.desc, &TTSOpsVirtual);
	c.order = unitorder_create(&source->column[source->unit_columns[0]]);
	if (source->nunits == 1)
		c.sort = begin_sort(&c);
	else
		c.rows = tuplestore_begin_heap(false, false, Max(64, maintenance_work_mem / 4));
	scan_source(source, c.ncolumns, c.column, &c.sink);

	progress_phase("bounding units");
	for (int i = 0; i < ncolumns; i++)
		next->position[i] = i;
	if (source->nunits == 1)
		end_single(&c);
	else
		end_several(&c);
	unitorder_free(c.order);
	ExecDropSingleTupleTableSlot(c.slot);
}

/* a scan of units alone, to count rows of each */
typedef struct UnitCount
{
	ScanSink sink;
	UnitOrder *order;
	int nunits;
} UnitCount;

static void
count_row(ScanSink *sink, const Datum *values, const bool *isnull)
{
	UnitCount *count = (UnitCount *) sink;

	unitorder_add(count->order, count->nunits, values, isnull, sink->position, 0);
}

int64
contribution_estimate(const SourceTable *source, SynthAccount *account)
{
	SynthTrueCount class_count[SYNTH_BOUND_CLASSES] = {{0}};
	UnitCount count = {.sink = {.row = count_row}, .nunits = source->nunits};

	count.sink.position = palloc0(source->nunits * sizeof(int));
	count.order = unitorder_create(&source->column[source->unit_columns[0]]);
	scan_source(source, source->nunits, source->unit_columns, &count.sink);
	unitorder_count(count.order, class_count);
	unitorder_free(count.order);
	return synth_bound_estimate(account, class_count);
}
