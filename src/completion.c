/*-------------------------------------------------------------------------
 *
 * completion.c
 *	  synth_complete(): a row with its NULLs filled from a model.
 *
 *		SELECT c.* FROM t, LATERAL synth_complete(t, 'model') c
 *
 * Every NULL of a modelled column counts as missing, and is drawn given the
 * columns that have a value.  Where the model has NULLs of its own, the draw
 * may be one.  Where it makes texts, the draw says whether there is one and of
 * which kind, and a text is made: of the sex and country that the row tells,
 * but of nobody whose name stands in it already; unique texts are only likely
 * to be new, since no table is read.  Generated keys and columns that the model
 * lacks stay as they are; a value that the model does not know (a label it never
 * published) stays too, and is no evidence.
 *
 * A model is loaded, and the right to use it checked, once a snapshot and user:
 * an expression of PL/pgSQL keeps what it has loaded through a transaction, in
 * which the model may be replaced and the row type altered.  What is worked out
 * for a pattern of missing columns is kept.  Each call of a statement has its
 * own stream, named by the seed and the number of the call, so the same rows in
 * the same order are completed alike.
 *
 * LATERAL, because (synth_complete(t, 'model')).* is expanded to one call a
 * column, and the columns of a row would come from different draws.
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include "access/htup_details.h"
#include "access/xact.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"
#include "utils/typcache.h"

#include "catalog.h"
#include "completion_rules.h"
#include "core/complete.h"
#include "demand.h"
#include "rowplan.h"
#include "textknown.h"

PG_FUNCTION_INFO_V1(synth_complete);

/* positions of the arguments */
enum
{
	ARG_TEMPLATE,
	ARG_MODEL,
	ARG_SEED
};

/* third part of the names of the streams, as far from the sampler's as can be */
#define COMPLETION_STREAM UINT64CONST(0x636F6D706C657465)

/* what changes in a snapshot when anything was committed, or written by ourselves */
typedef struct Moment
{
	TransactionId xmin;
	TransactionId xmax;
	uint32 xcnt;
	int32 subxcnt;
	CommandId curcid;
} Moment;

typedef struct Completion
{
	MemoryContext context; /* of everything here */
	MemoryContext scratch; /* of one row */
	Oid user;
	bool named; /* the model was an argument, and not chosen by the row type */
	NameData model;
	CatalogModel *row;
	Moment checked; /* when the row was known to be there and ours to use */
	bool own;		/* this transaction wrote the row, and may take it back */
	TupleDesc desc;
	uint64 desc_version;
	RowMaker *maker; /* its columns and their decoders only */
	SynthCompleter *completer;
	bool pinned; /* labels of some column depend on settings */
	int64_t *raw;
	int64_t **column; /* raw as a block of one row */
	bool *known;
	bool *given;	/* known, before rules took some of it back */
	int64_t *whole; /* raw as it came in */
	Datum *values;
	bool *isnull;
	TextKnown **text; /* of columns that are made, but not always */
	Datum *made;	  /* one row of them */
	bool *unmade;
} Completion;

/* a join may turn from one model to another at each row, so several are kept */
#define COMPLETION_MODELS 8

typedef struct Statement
{
	int64 seed; /* where none is given */
	uint64 calls;
	int nloaded;
	Completion *loaded[COMPLETION_MODELS];
} Statement;

/* row type of the first argument */
static TupleDesc
completion_row_type(FunctionCallInfo fcinfo, Oid *relid)
{
	Oid type = get_fn_expr_argtype(fcinfo->flinfo, ARG_TEMPLATE);
	TupleDesc cached;
	TupleDesc desc;

	if (!OidIsValid(type) || get_typtype(type) != TYPTYPE_COMPOSITE)
		ereport(ERROR, (errcode(ERRCODE_DATATYPE_MISMATCH),
						errmsg("first argument of synth_complete must be a row of a table or a composite type"),
						errhint("Write SELECT c.* FROM schema.table t, LATERAL synth_complete(t, 'model') c.")));
	cached = lookup_rowtype_tupdesc(type, -1);
	desc = CreateTupleDescCopyConstr(cached);
	ReleaseTupleDesc(cached);
	*relid = get_typ_typrelid(type);
	return desc;
}

/* another number after each change of the row type */
static uint64
completion_row_version(FunctionCallInfo fcinfo)
{
	return assign_record_type_identifier(get_fn_expr_argtype(fcinfo->flinfo, ARG_TEMPLATE), -1);
}

static Moment
completion_moment(void)
{
	Moment now = {0};

	if (ActiveSnapshotSet())
	{
		Snapshot snapshot = GetActiveSnapshot();

		now.xmin = snapshot->xmin;
		now.xmax = snapshot->xmax;
		now.xcnt = snapshot->xcnt;
		now.subxcnt = snapshot->subxcnt;
		now.curcid = snapshot->curcid;
	}
	return now;
}

static bool
is_same_moment(const Moment *a, const Moment *b)
{
	return a->xmin == b->xmin && a->xmax == b->xmax && a->xcnt == b->xcnt && a->subxcnt == b->subxcnt
		   && a->curcid == b->curcid;
}

/* types whose text form is the same under all settings */
static bool
is_plain_type(Oid type)
{
	switch (getBaseType(type))
	{
		case TEXTOID:
		case VARCHAROID:
		case BPCHAROID:
		case NAMEOID:
		case BOOLOID:
		case INT2OID:
		case INT4OID:
		case INT8OID:
		case NUMERICOID:
		case UUIDOID:
			return true;
		default:
			return get_typtype(getBaseType(type)) == TYPTYPE_ENUM;
	}
}

/* columns whose texts are made */
static void
completion_load_texts(Completion *c)
{
	const SynthModel *model = c->row->model;

	for (int i = 0; i < c->desc->natts; i++)
	{
		const RowColumn *column = &c->maker->column[i];
		Oid type = TupleDescAttr(c->desc, i)->atttypid;

		if (column->kind != ROW_TEXT)
			continue;
		if (column->attribute >= 0)
			c->text[i] = textknown_new(model, column->model_column, column->decoder, type);
		c->pinned |= !is_plain_type(type);
		if (c->maker->texts == NULL)
			c->maker->texts = textrow_new(model, 0);
		textrow_add(c->maker->texts, column->model_column, column->writer, &c->made[i], &c->unmade[i]);
	}
	if (c->maker->texts == NULL)
		return;
	/* keys may say who the row is about */
	for (int i = 0; i < c->desc->natts; i++)
	{
		int key = c->maker->column[i].model_column;

		if (key >= 0 && model->column[key].role == SYNTH_COLUMN_KEY)
			textrow_key(c->maker->texts, key, TupleDescAttr(c->desc, i)->atttypid, &c->values[i], &c->isnull[i]);
	}
	textrow_start(c->maker->texts, 0, 0, false);
}

static void
completion_load(Completion *c, FunctionCallInfo fcinfo)
{
	bool by_name = false;
	CatalogModel *row;
	Oid relid;
	char *name;

	coreglue_install();
	c->checked = completion_moment();
	c->desc = BlessTupleDesc(completion_row_type(fcinfo, &relid));
	name = c->named ? NameStr(c->model) : catalog_choose(relid, &by_name);
	if (by_name)
		ereport(NOTICE, (errmsg("using model \"%s\", chosen by the table's name", name)));
	c->desc_version = completion_row_version(fcinfo);
	row = c->row = catalog_load(name, CATALOG_SAMPLE);
	c->own = TransactionIdIsCurrentTransactionId(row->xmin);
	c->maker = rowmaker_new(row->model, NULL, c->desc, ROW_COMPLETE, 0);
	for (int i = 0; i < c->desc->natts; i++)
		if (c->maker->column[i].kind == ROW_ATTRIBUTE
			&& row->model->attribute[c->maker->column[i].attribute].kind == SYNTH_CATEGORY
			&& !is_plain_type(TupleDescAttr(c->desc, i)->atttypid))
			c->pinned = true;
	if (row->model->nattributes > 0)
		c->completer = synth_completer_new(row->model);
	c->raw = palloc0(sizeof(int64_t) * (Size) Max(row->model->nattributes, 1));
	c->known = palloc0(sizeof(bool) * (Size) Max(row->model->nattributes, 1));
	c->given = palloc0(sizeof(bool) * (Size) Max(row->model->nattributes, 1));
	c->whole = palloc0(sizeof(int64_t) * (Size) Max(row->model->nattributes, 1));
	c->values = palloc0(sizeof(Datum) * (Size) Max(c->desc->natts, 1));
	c->isnull = palloc0(sizeof(bool) * (Size) Max(c->desc->natts, 1));
	c->text = palloc0(sizeof(TextKnown *) * (Size) Max(c->desc->natts, 1));
	c->made = palloc0(sizeof(Datum) * (Size) Max(c->desc->natts, 1));
	c->unmade = palloc0(sizeof(bool) * (Size) Max(c->desc->natts, 1));
	c->column = palloc(sizeof(int64_t *) * (Size) Max(row->model->nattributes, 1));
	for (int i = 0; i < row->model->nattributes; i++)
		c->column[i] = &c->raw[i];
	completion_load_texts(c);
}

static Completion *
completion_open(FunctionCallInfo fcinfo)
{
	/* of the call until nothing can fail any more: a handler of PL/pgSQL may try again and again */
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "synth complete", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	Completion *c = palloc0(sizeof *c);

	c->context = context;
	c->scratch = AllocSetContextCreate(context, "synth complete row", ALLOCSET_DEFAULT_SIZES);
	c->user = GetUserId();
	c->named = !PG_ARGISNULL(ARG_MODEL);
	if (c->named)
		namestrcpy(&c->model, NameStr(*PG_GETARG_NAME(ARG_MODEL)));
	completion_load(c, fcinfo);
	MemoryContextSwitchTo(old);
	MemoryContextSetParent(context, fcinfo->flinfo->fn_mcxt);
	return c;
}

static bool
completion_fits(const Completion *c, FunctionCallInfo fcinfo)
{
	bool named = !PG_ARGISNULL(ARG_MODEL);

	return c->user == GetUserId() && c->named == named
		   && (!named || strcmp(NameStr(c->model), NameStr(*PG_GETARG_NAME(ARG_MODEL))) == 0);
}

/* false once the row type or the model is another one; an error where the model may not be used any more */
static bool
completion_holds(Completion *c, FunctionCallInfo fcinfo)
{
	Moment now = completion_moment();

	if (c->desc_version != completion_row_version(fcinfo))
		return false;
	if (is_same_moment(&now, &c->checked) && c->own == TransactionIdIsCurrentTransactionId(c->row->xmin))
		return true;
	if (!catalog_holds(c->row, CATALOG_SAMPLE))
		return false;
	c->checked = now;
	return true;
}

/* the model of this call; *number gets that of the call within the statement */
static Completion *
completion_state(FunctionCallInfo fcinfo, int64 *seed, uint64 *number)
{
	Statement *s = fcinfo->flinfo->fn_extra;
	int at = 0;

	if (s == NULL)
	{
		s = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof *s);
		s->seed = demand_seed(fcinfo, ARG_SEED);
		fcinfo->flinfo->fn_extra = s;
	}
	*seed = PG_ARGISNULL(ARG_SEED) ? s->seed : PG_GETARG_INT64(ARG_SEED);
	*number = s->calls++;
	while (at < s->nloaded && !completion_fits(s->loaded[at], fcinfo))
		at++;
	if (at < s->nloaded && !completion_holds(s->loaded[at], fcinfo))
	{
		MemoryContextDelete(s->loaded[at]->context);
		s->loaded[at] = s->loaded[--s->nloaded];
		at = s->nloaded;
	}
	if (at == s->nloaded)
	{
		if (s->nloaded == COMPLETION_MODELS)
		{
			MemoryContextDelete(s->loaded[--s->nloaded]->context);
			at--;
		}
		s->loaded[at] = completion_open(fcinfo);
		s->nloaded++;
	}
	return s->loaded[at];
}

/* raw values of the columns that have one; false if no modelled column is NULL */
static bool
completion_encode(Completion *c)
{
	int level = c->pinned ? value_label_begin() : 0;
	bool missing = false;

	memset(c->known, 0, sizeof(bool) * (Size) c->maker->model->nattributes);
	for (int i = 0; i < c->desc->natts; i++)
	{
		const RowColumn *column = &c->maker->column[i];

		if (column->kind != ROW_ATTRIBUTE && column->kind != ROW_TEXT)
			continue;
		missing |= c->isnull[i];
		/* a text that is always made says nothing */
		if (c->isnull[i] || column->attribute < 0)
			continue;
		c->raw[column->attribute] = column->kind == ROW_TEXT ? textknown_raw(c->text[i], c->values[i])
															 : decoder_encode(column->decoder, c->values[i], false);
		c->known[column->attribute] = c->raw[column->attribute] != SYNTH_RAW_NULL;
	}
	if (c->pinned)
		value_label_end(level);
	return missing;
}

/* values of the columns that had none; lot names the texts that are made */
static void
completion_decode(Completion *c, uint64 lot)
{
	bool made = false;

	for (int i = 0; i < c->desc->natts; i++)
	{
		const RowColumn *column = &c->maker->column[i];

		if (!c->isnull[i])
			continue;
		if (column->kind == ROW_ATTRIBUTE)
			decoder_run(column->decoder, &c->raw[column->attribute], 1, &c->values[i], &c->isnull[i]);
		made |= column->kind == ROW_TEXT;
	}
	if (!made)
		return;
	for (int i = 0; i < c->desc->natts; i++)
		if (c->maker->column[i].kind == ROW_TEXT && c->maker->column[i].decoder != NULL)
			decoder_run(c->maker->column[i].decoder, &c->raw[c->maker->column[i].attribute], 1, &c->made[i],
						&c->unmade[i]);
	textrow_make_one(c->maker->texts, c->column, lot);
	for (int i = 0; i < c->desc->natts; i++)
		if (c->isnull[i] && c->maker->column[i].kind == ROW_TEXT)
		{
			c->values[i] = c->made[i];
			c->isnull[i] = c->unmade[i];
		}
}

/*
 * synth_complete(template anyelement, model, seed) RETURNS anyelement
 *
 * Errors: 22004 without a row, 42804 for columns of types that cannot hold the
 * model's values, and those of synth_sample() about models.
 */
Datum
synth_complete(PG_FUNCTION_ARGS)
{
	Completion *c;
	HeapTupleHeader header;
	HeapTupleData tuple;
	MemoryContext old;
	SynthStream st;
	int64 seed;
	uint64 number;

	if (PG_ARGISNULL(ARG_TEMPLATE))
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
						errmsg("first argument of synth_complete must not be null: it is the row to complete"),
						errhint("Write SELECT c.* FROM schema.table t, LATERAL synth_complete(t, 'model') c.")));
	c = completion_state(fcinfo, &seed, &number);
	coreglue_install();

	MemoryContextReset(c->scratch);
	old = MemoryContextSwitchTo(c->scratch);
	header = PG_GETARG_HEAPTUPLEHEADER(ARG_TEMPLATE);
	tuple.t_len = HeapTupleHeaderGetDatumLength(header);
	ItemPointerSetInvalid(&tuple.t_self);
	tuple.t_tableOid = InvalidOid;
	tuple.t_data = header;
	heap_deform_tuple(&tuple, c->desc, c->values, c->isnull);
	/* calls are counted whether or not there is anything to do: a row's draw is its own */
	synth_stream_init(&st, (uint64) seed, number, COMPLETION_STREAM);
	if (completion_encode(c))
	{
		/* what the completer keeps between rows lives as long as it does */
		MemoryContextSwitchTo(c->context);
		if (c->completer != NULL)
		{
			const SynthModel *m = c->maker->model;

			memcpy(c->given, c->known, sizeof(bool) * (Size) m->nattributes);
			completion_rules_forward(m, c->column, c->known, c->whole);
			synth_complete_row(c->completer, &st, c->raw, c->known);
			completion_rules_backward(m, c->column, c->given, c->whole, &st);
		}
		MemoryContextSwitchTo(c->scratch);
		completion_decode(c, synth_stream_u64(&st));
	}
	MemoryContextSwitchTo(old);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(c->desc, c->values, c->isnull)));
}
