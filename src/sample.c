/*-------------------------------------------------------------------------
 *
 * sample.c
 *	  synth_sample(): rows of a model as a set, in both forms.
 *
 * The row type comes from the first argument, a typed NULL, as in
 * jsonb_populate_recordset(); the other form returns jsonb for a look where
 * there is no table.  No table is read, no sequence called, no default run, so
 * a sample needs no right but on its model and works on a standby.
 *
 * In FROM the server spools every function, so rows go straight into the
 * tuplestore; in a select list they are returned one by one, and LIMIT stops
 * early.
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/tuplestore.h"
#include "utils/typcache.h"

#include "catalog.h"
#include "demand.h"
#include "filler.h"
#include "jsonrow.h"
#include "rowcondition.h"
#include "rowlink.h"
#include "public_rows.h"
#include "rowmaker.h"

PG_FUNCTION_INFO_V1(synth_sample);
PG_FUNCTION_INFO_V1(synth_sample_jsonb);

typedef struct Sample
{
	RowMaker *maker;
	PublicRows *public; /* instead of a maker: rows that are kept as they are */
	int64 left;			/* of these */
	Filler *filler;		/* [natts] of columns that these lack */
	TupleDesc desc;		/* of the rows that are made */
	bool as_jsonb;
	Datum *values;
	bool *isnull;
	int rows; /* of the chunk */
	int at;
} Sample;

/* positions of the arguments */
enum
{
	ARG_TEMPLATE,
	ARG_ROWS,
	ARG_MODEL,
	ARG_GIVEN,
	ARG_SEED,
	ARG_KEY_START,
	ARG_WEIGHTS,
	ARG_BALANCE,
	ARG_TAIL
};
enum
{
	JSONB_MODEL,
	JSONB_ROWS,
	JSONB_GIVEN,
	JSONB_SEED,
	JSONB_KEY_START,
	JSONB_WEIGHTS,
	JSONB_BALANCE,
	JSONB_TAIL
};

static void
sample_notice_missing(const Sample *sample, const char *model)
{
	List *missing = sample->public != NULL ? public_rows_missing(sample->public) : rowmaker_missing(sample->maker);
	StringInfoData names;
	ListCell *lc;

	if (missing == NIL)
		return;
	initStringInfo(&names);
	foreach(lc, missing)
		appendStringInfo(&names, "%s\"%s\"", names.len > 0 ? ", " : "", (char *) lfirst(lc));
	ereport(NOTICE,
			(errmsg("columns that model \"%s\" lacks get their constant default or NULL: %s", model, names.data)));
}

/*
 * Row type of the first argument.  Its descriptor is copied with the defaults,
 * because the relation may change while rows are being returned.
 */
static TupleDesc
sample_row_type(FunctionCallInfo fcinfo, Oid *relid)
{
	Oid type = get_fn_expr_argtype(fcinfo->flinfo, ARG_TEMPLATE);
	TupleDesc cached;
	TupleDesc desc;

	if (!OidIsValid(type) || get_typtype(type) != TYPTYPE_COMPOSITE)
		ereport(ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("first argument of synth_sample must be a NULL of a table's row type"),
				 errhint("Write NULL::schema.table, as in SELECT * FROM synth_sample(NULL::staging.patients, 1000).")));
	cached = lookup_rowtype_tupdesc(type, -1);
	desc = CreateTupleDescCopyConstr(cached);
	ReleaseTupleDesc(cached);
	*relid = get_typ_typrelid(type);
	return desc;
}

/* the model that was named, or the one that belongs to the row type */
static char *
sample_model_name(FunctionCallInfo fcinfo, Oid relid)
{
	bool by_name = false;
	char *name;

	if (!PG_ARGISNULL(ARG_MODEL))
		return pstrdup(NameStr(*PG_GETARG_NAME(ARG_MODEL)));
	name = catalog_choose(relid, &by_name);
	if (by_name)
		ereport(NOTICE, (errmsg("using model \"%s\", chosen by the table's name", name)));
	return name;
}

/* a table that was declared public: its first n rows */
static void
sample_open_public(Sample *sample, const CatalogModel *row, const SteerArguments *wishes, int64 n)
{
	if (steering_record(wishes) != NULL)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("rows of model \"%s\" are public and kept as they are, not drawn", row->name),
						errhint("Leave out given, weights, balance and tail; use WHERE.")));
	sample->public = public_rows_open(row->model, sample->desc);
	if (n > public_rows_count(sample->public))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("model \"%s\" keeps a public table of " INT64_FORMAT " rows", row->name,
							   public_rows_count(sample->public)),
						errhint("Ask for at most " INT64_FORMAT " rows.", public_rows_count(sample->public))));
	sample->left = n;
	sample->filler = palloc(Max(1, sample->desc->natts) * sizeof(Filler));
	for (int i = 0; i < sample->desc->natts; i++)
		sample->filler[i] = filler_default(sample->desc, i);
}

static bool
sample_next_public(Sample *sample)
{
	if (sample->left == 0 || !public_rows_next(sample->public, sample->values, sample->isnull))
		return false;
	sample->left--;
	for (int i = 0; i < sample->desc->natts; i++)
	{
		if (public_rows_fills(sample->public, i))
			continue;
		sample->values[i] = sample->filler[i].value;
		sample->isnull[i] = sample->filler[i].isnull;
	}
	return true;
}

/* the rows of a model; sample->desc is set */
static void
sample_open_rows(Sample *sample, const CatalogModel *row, const SteerArguments *wishes, int64 n, int64 seed,
				 int64 key_start)
{
	if (row->model->method == SYNTH_METHOD_PUBLIC)
	{
		sample_open_public(sample, row, wishes, n);
		sample_notice_missing(sample, row->name);
		return;
	}
	sample->maker = rowmaker_new(row->model, steering_read(row->model, row->name, wishes), sample->desc, ROW_WHOLE,
								 seed);
	rowcheck_model(sample->maker, row->model, sample->desc);
	rowmaker_link(sample->maker, rowlinks_imagine(row->model, sample->desc, seed));
	sample_notice_missing(sample, row->name);
	rowmaker_start(sample->maker, n, key_start, false);
}

static Sample *
sample_open(FunctionCallInfo fcinfo)
{
	Sample *sample = palloc0(sizeof *sample);
	Oid relid;
	int64 n = demand_rows(fcinfo, ARG_ROWS);
	int64 seed = demand_seed(fcinfo, ARG_SEED);
	SteerArguments wishes = steering_arguments(fcinfo, ARG_GIVEN, ARG_WEIGHTS, ARG_BALANCE, ARG_TAIL);
	CatalogModel *row;
	char *name;

	sample->desc = sample_row_type(fcinfo, &relid);
	name = sample_model_name(fcinfo, relid);
	row = catalog_load(name, CATALOG_SAMPLE);
	sample_open_rows(sample, row, &wishes, n, seed, demand_key_start(fcinfo, ARG_KEY_START));
	return sample;
}

static Sample *
sample_open_jsonb(FunctionCallInfo fcinfo)
{
	Sample *sample = palloc0(sizeof *sample);
	int64 n = demand_rows(fcinfo, JSONB_ROWS);
	int64 seed = demand_seed(fcinfo, JSONB_SEED);
	SteerArguments wishes = steering_arguments(fcinfo, JSONB_GIVEN, JSONB_WEIGHTS, JSONB_BALANCE, JSONB_TAIL);
	CatalogModel *row;

	if (PG_ARGISNULL(JSONB_MODEL))
		ereport(
			ERROR,
			(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
			 errmsg("first argument of synth_sample must be a model's name or a typed NULL"),
			 errhint(
				 "For rows of a table write NULL::schema.table; for jsonb give the model's name, as in synth_sample('patients', 5).")));
	row = catalog_load(text_to_cstring(PG_GETARG_TEXT_PP(JSONB_MODEL)), CATALOG_SAMPLE);
	sample->desc = row->model->method == SYNTH_METHOD_PUBLIC ? public_rows_desc(row->model) : jsonrow_desc(row->model);
	sample->as_jsonb = true;
	sample_open_rows(sample, row, &wishes, n, seed, demand_key_start(fcinfo, JSONB_KEY_START));
	return sample;
}

static Sample *
sample_begin(FunctionCallInfo fcinfo, bool as_jsonb)
{
	Sample *sample;

	coreglue_install();
	sample = as_jsonb ? sample_open_jsonb(fcinfo) : sample_open(fcinfo);
	sample->values = palloc0(sizeof(Datum) * (Size) Max(sample->desc->natts, 1));
	sample->isnull = palloc0(sizeof(bool) * (Size) Max(sample->desc->natts, 1));
	return sample;
}

/* false at the end; otherwise values and isnull hold the next row */
static bool
sample_next(Sample *sample)
{
	if (sample->public != NULL)
		return sample_next_public(sample);
	if (sample->at == sample->rows)
	{
		sample->rows = rowmaker_next(sample->maker);
		sample->at = 0;
		if (sample->rows == 0)
			return false;
	}
	rowmaker_row(sample->maker, sample->at++, sample->values, sample->isnull);
	return true;
}

/* all rows into the tuplestore that the executor reads */
static void
sample_materialize(FunctionCallInfo fcinfo, bool as_jsonb)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	MemoryContext old = MemoryContextSwitchTo(rsinfo->econtext->ecxt_per_query_memory);
	bool random = (rsinfo->allowedModes & SFRM_Materialize_Random) != 0;
	MemoryContext work = AllocSetContextCreate(CurrentMemoryContext, "synth sample", ALLOCSET_DEFAULT_SIZES);
	MemoryContext json = AllocSetContextCreate(work, "synth sample row", ALLOCSET_DEFAULT_SIZES);
	Tuplestorestate *store = tuplestore_begin_heap(random, false, work_mem);
	TupleDesc desc;
	Sample *sample;

	MemoryContextSwitchTo(work);
	sample = sample_begin(fcinfo, as_jsonb);
	MemoryContextSwitchTo(rsinfo->econtext->ecxt_per_query_memory);
	if (as_jsonb)
	{
		desc = CreateTemplateTupleDesc(1);
		TupleDescInitEntry(desc, 1, "synth_sample", JSONBOID, -1, 0);
	}
	else
		desc = CreateTupleDescCopy(sample->desc);

	MemoryContextSwitchTo(json);
	while (sample_next(sample))
	{
		if (as_jsonb)
		{
			Datum row = jsonrow_make(sample->desc, sample->values, sample->isnull);
			bool isnull = false;

			tuplestore_putvalues(store, desc, &row, &isnull);
			MemoryContextReset(json);
		}
		else
			tuplestore_putvalues(store, desc, sample->values, sample->isnull);
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(work);

	rsinfo->returnMode = SFRM_Materialize;
	rsinfo->setResult = store;
	rsinfo->setDesc = desc;
}

/* one row a call */
static Datum
sample_stream(FunctionCallInfo fcinfo, bool as_jsonb)
{
	FuncCallContext *call;
	Sample *sample;
	Datum row;

	if (SRF_IS_FIRSTCALL())
	{
		MemoryContext old;

		call = SRF_FIRSTCALL_INIT();
		old = MemoryContextSwitchTo(call->multi_call_memory_ctx);
		sample = sample_begin(fcinfo, as_jsonb);
		if (!as_jsonb)
			sample->desc = BlessTupleDesc(sample->desc);
		call->user_fctx = sample;
		MemoryContextSwitchTo(old);
	}
	call = SRF_PERCALL_SETUP();
	sample = call->user_fctx;
	if (!sample_next(sample))
		SRF_RETURN_DONE(call);
	if (as_jsonb)
		row = jsonrow_make(sample->desc, sample->values, sample->isnull);
	else
		row = HeapTupleGetDatum(heap_form_tuple(sample->desc, sample->values, sample->isnull));
	SRF_RETURN_NEXT(call, row);
}

static Datum
sample_return(FunctionCallInfo fcinfo, bool as_jsonb)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	if (rsinfo == NULL || !IsA(rsinfo, ReturnSetInfo))
		ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
						errmsg("set-valued function called in context that cannot accept a set"),
						errhint("Call it in FROM, as in SELECT * FROM synth_sample(...).")));
	if ((rsinfo->allowedModes & SFRM_Materialize_Preferred) == 0 && (rsinfo->allowedModes & SFRM_ValuePerCall) != 0)
		return sample_stream(fcinfo, as_jsonb);
	sample_materialize(fcinfo, as_jsonb);
	return (Datum) 0;
}

/*
 * synth_sample(template anyelement, n, model, given, seed, key_start, weights,
 * balance, tail): rows of the template's type
 */
Datum
synth_sample(PG_FUNCTION_ARGS)
{
	return sample_return(fcinfo, false);
}

/* synth_sample(model text, n, given, seed, key_start, weights, balance, tail): rows as jsonb */
Datum
synth_sample_jsonb(PG_FUNCTION_ARGS)
{
	return sample_return(fcinfo, true);
}
