/*-------------------------------------------------------------------------
 *
 * batch.c
 *	  The record of what was inserted, so that it can be made again or undone.
 *
 * A batch is recorded in the transaction that inserts its rows: both stay, or
 * neither.  Its number comes from a sequence, so that two sessions need not
 * wait for each other; numbers may have gaps.
 *
 * Integer keys are kept as a multirange.  Other generated keys follow from the
 * model, the seed and the index of the first one.
 *
 *-------------------------------------------------------------------------
 */
#include "batch.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/stratnum.h"
#include "access/table.h"
#include "access/xact.h"
#include "catalog/indexing.h"
#include "catalog/namespace.h"
#include "commands/sequence.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/multirangetypes.h"
#include "utils/rel.h"

#include "key.h"

/* columns of synth_batch, as sql/010_catalog.sql makes them */
enum
{
	Anum_model = 1,
	Anum_seed,
	Anum_rows_made,
	Anum_target_schema,
	Anum_target_name,
	Anum_role,
	Anum_started,
	Anum_finished,
	Anum_first_key,
	Anum_last_key,
	Anum_request,
	Anum_batch,
	Anum_part,
	Anum_rows_inserted,
	Anum_key_column,
	Anum_key_start,
	Anum_key_runs,
	Anum_scale,
	Anum_undone,
	Natts_batch = Anum_undone
};

int64
batch_number(void)
{
	/* rights on the sequence are the extension's affair, not the caller's */
	return nextval_internal(catalog_table("synth_batch_number"), false);
}

BatchPart
batch_part(const Generation *g, int64 batch, int part)
{
	BatchPart p = {0};
	List *keys = g->maker != NULL ? rowmaker_keys(g->maker) : NIL;

	p.batch = batch;
	p.part = part;
	p.model = g->model_name;
	p.seed = g->seed;
	p.rows_made = g->n;
	p.rows_inserted = (int64) g->inserted;
	p.target_schema = get_namespace_name(RelationGetNamespace(g->rel));
	p.target_name = RelationGetRelationName(g->rel);
	p.first_key = g->first_key;
	p.last_key = g->last_key;
	p.key_start = g->key_start;
	p.nruns = Max(g->nruns, 0);
	p.run = g->run;
	if (g->number_key >= 0)
		p.key_column = NameStr(TupleDescAttr(g->target, g->number_key)->attname);
	else if (keys != NIL)
		p.key_column = NameStr(TupleDescAttr(g->target, linitial_int(keys))->attname);
	return p;
}

static Datum
batch_runs_datum(const BatchPart *p)
{
	StringInfoData text;

	initStringInfo(&text);
	appendStringInfoChar(&text, '{');
	for (int i = 0; i < p->nruns; i++)
		appendStringInfo(&text, "%s[" INT64_FORMAT "," INT64_FORMAT "]", i > 0 ? "," : "", p->run[i].first,
						 p->run[i].last);
	appendStringInfoChar(&text, '}');
	return OidInputFunctionCall(F_MULTIRANGE_IN, text.data, INT8MULTIRANGEOID, -1);
}

static void
batch_set_text(Datum *value, bool *isnull, int column, const char *text)
{
	isnull[column - 1] = text == NULL;
	if (text != NULL)
		value[column - 1] = CStringGetTextDatum(text);
}

void
batch_record(const BatchPart *p)
{
	Relation rel = table_open(catalog_table("synth_batch"), RowExclusiveLock);
	Datum value[Natts_batch] = {0};
	bool isnull[Natts_batch] = {0};
	NameData name[5];
	/* the last number's end would be outside of the type: left out, and so not undone by it */
	bool runs = p->nruns > 0 && p->run[p->nruns - 1].last < PG_INT64_MAX;

	namestrcpy(&name[0], p->model);
	namestrcpy(&name[1], p->target_schema);
	namestrcpy(&name[2], p->target_name);
	namestrcpy(&name[3], GetUserNameFromId(GetUserId(), false));
	value[Anum_model - 1] = NameGetDatum(&name[0]);
	value[Anum_seed - 1] = Int64GetDatum(p->seed);
	value[Anum_rows_made - 1] = Int64GetDatum(p->rows_made);
	value[Anum_target_schema - 1] = NameGetDatum(&name[1]);
	value[Anum_target_name - 1] = NameGetDatum(&name[2]);
	value[Anum_role - 1] = NameGetDatum(&name[3]);
	value[Anum_started - 1] = TimestampTzGetDatum(p->started);
	value[Anum_finished - 1] = TimestampTzGetDatum(GetCurrentTimestamp());
	batch_set_text(value, isnull, Anum_first_key, p->first_key);
	batch_set_text(value, isnull, Anum_last_key, p->last_key);
	isnull[Anum_request - 1] = p->request == NULL;
	if (p->request != NULL)
		value[Anum_request - 1] = JsonbPGetDatum(p->request);
	value[Anum_batch - 1] = Int64GetDatum(p->batch);
	value[Anum_part - 1] = Int32GetDatum(p->part);
	value[Anum_rows_inserted - 1] = Int64GetDatum(p->rows_inserted);
	isnull[Anum_key_column - 1] = p->key_column == NULL;
	if (p->key_column != NULL)
	{
		namestrcpy(&name[4], p->key_column);
		value[Anum_key_column - 1] = NameGetDatum(&name[4]);
	}
	value[Anum_key_start - 1] = Int64GetDatum(p->key_start);
	isnull[Anum_key_runs - 1] = !runs;
	if (runs)
		value[Anum_key_runs - 1] = batch_runs_datum(p);
	isnull[Anum_scale - 1] = p->scale == 0;
	value[Anum_scale - 1] = Float8GetDatum(p->scale);
	isnull[Anum_undone - 1] = true;

	CatalogTupleInsert(rel, heap_form_tuple(RelationGetDescr(rel), value, isnull));
	table_close(rel, RowExclusiveLock);
	CommandCounterIncrement();
}

static void
batch_read_runs(BatchPart *p, MultirangeType *runs)
{
	TypeCacheEntry *cache = lookup_type_cache(INT8MULTIRANGEOID, TYPECACHE_MULTIRANGE_INFO);
	KeyRun *run = palloc(sizeof(KeyRun) * Max(runs->rangeCount, 1));

	for (uint32 i = 0; i < runs->rangeCount; i++)
	{
		RangeBound lower;
		RangeBound upper;

		multirange_get_bounds(cache->rngtype, runs, i, &lower, &upper);
		if (lower.infinite || upper.infinite)
			return;
		/* canonical form: [first, last + 1) */
		run[i].first = DatumGetInt64(lower.val);
		run[i].last = DatumGetInt64(upper.val) - 1;
	}
	p->nruns = (int) runs->rangeCount;
	p->run = run;
}

static char *
batch_text(const Datum *value, const bool *isnull, int column)
{
	return isnull[column - 1] ? NULL : TextDatumGetCString(value[column - 1]);
}

static char *
batch_name(const Datum *value, const bool *isnull, int column)
{
	return isnull[column - 1] ? NULL : pstrdup(NameStr(*DatumGetName(value[column - 1])));
}

static BatchPart *
batch_row(Relation rel, HeapTuple tuple)
{
	BatchPart *p = palloc0(sizeof *p);
	Datum value[Natts_batch];
	bool isnull[Natts_batch];

	heap_deform_tuple(tuple, RelationGetDescr(rel), value, isnull);
	p->batch = DatumGetInt64(value[Anum_batch - 1]);
	p->part = DatumGetInt32(value[Anum_part - 1]);
	p->model = batch_name(value, isnull, Anum_model);
	p->seed = DatumGetInt64(value[Anum_seed - 1]);
	p->rows_made = DatumGetInt64(value[Anum_rows_made - 1]);
	p->rows_inserted = DatumGetInt64(value[Anum_rows_inserted - 1]);
	p->target_schema = batch_name(value, isnull, Anum_target_schema);
	p->target_name = batch_name(value, isnull, Anum_target_name);
	p->role = batch_name(value, isnull, Anum_role);
	p->started = DatumGetTimestampTz(value[Anum_started - 1]);
	p->first_key = batch_text(value, isnull, Anum_first_key);
	p->last_key = batch_text(value, isnull, Anum_last_key);
	p->key_column = batch_name(value, isnull, Anum_key_column);
	p->key_start = DatumGetInt64(value[Anum_key_start - 1]);
	if (!isnull[Anum_key_runs - 1])
		batch_read_runs(p, DatumGetMultirangeTypeP(PointerGetDatum(PG_DETOAST_DATUM_COPY(value[Anum_key_runs - 1]))));
	if (!isnull[Anum_scale - 1])
		p->scale = DatumGetFloat8(value[Anum_scale - 1]);
	p->undone = !isnull[Anum_undone - 1];
	p->tid = tuple->t_self;
	return p;
}

static int
batch_compare(const ListCell *a, const ListCell *b)
{
	return ((const BatchPart *) lfirst(a))->part - ((const BatchPart *) lfirst(b))->part;
}

List *
batch_read(int64 batch)
{
	Relation rel = table_open(catalog_table("synth_batch"), AccessShareLock);
	Oid index = get_relname_relid("synth_batch_pkey", RelationGetNamespace(rel));
	ScanKeyData key;
	SysScanDesc scan;
	HeapTuple tuple;
	List *parts = NIL;

	ScanKeyInit(&key, Anum_batch, BTEqualStrategyNumber, F_INT8EQ, Int64GetDatum(batch));
	scan = systable_beginscan(rel, index, OidIsValid(index), NULL, 1, &key);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
		parts = lappend(parts, batch_row(rel, tuple));
	systable_endscan(scan);
	/* the lock stays: parts are marked by where they are stored */
	table_close(rel, NoLock);
	list_sort(parts, batch_compare);
	return parts;
}

bool
batch_wrote(const char *schema, const char *name)
{
	Relation rel = table_open(catalog_table("synth_batch"), AccessShareLock);
	SysScanDesc scan = systable_beginscan(rel, InvalidOid, false, NULL, 0, NULL);
	HeapTuple tuple;
	bool found = false;

	while (!found && HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		BatchPart *p = batch_row(rel, tuple);

		found = !p->undone && strcmp(p->target_schema, schema) == 0 && strcmp(p->target_name, name) == 0;
	}
	systable_endscan(scan);
	table_close(rel, AccessShareLock);
	return found;
}

void
batch_mark_undone(const BatchPart *part)
{
	Relation rel = table_open(catalog_table("synth_batch"), RowExclusiveLock);
	Oid index = get_relname_relid("synth_batch_pkey", RelationGetNamespace(rel));
	ScanKeyData key[2];
	SysScanDesc scan;
	HeapTuple tuple;
	Datum value[Natts_batch] = {0};
	bool isnull[Natts_batch] = {0};
	bool replace[Natts_batch] = {0};

	ScanKeyInit(&key[0], Anum_batch, BTEqualStrategyNumber, F_INT8EQ, Int64GetDatum(part->batch));
	ScanKeyInit(&key[1], Anum_part, BTEqualStrategyNumber, F_INT4EQ, Int32GetDatum(part->part));
	scan = systable_beginscan(rel, index, OidIsValid(index), NULL, 2, key);
	tuple = systable_getnext(scan);
	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "the record of a batch has gone");
	value[Anum_undone - 1] = TimestampTzGetDatum(GetCurrentTimestamp());
	replace[Anum_undone - 1] = true;
	tuple = heap_modify_tuple(tuple, RelationGetDescr(rel), value, isnull, replace);
	CatalogTupleUpdate(rel, &tuple->t_self, tuple);
	systable_endscan(scan);
	table_close(rel, RowExclusiveLock);
	CommandCounterIncrement();
}
