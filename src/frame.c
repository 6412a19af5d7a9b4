/*-------------------------------------------------------------------------
 *
 * frame.c
 *	  Reads a sample of a relation into columns of integers.
 *
 * The rows come through an SPI cursor over a generated, fully qualified
 * SELECT, so that privileges, row security, views and foreign tables need no
 * code of ours.  Which rows are kept is decided before a value is looked at;
 * a replaced row costs nothing but the executor's own work.
 *
 *-------------------------------------------------------------------------
 */
#include "frame.h"

#include <math.h>

#include "access/htup_details.h"
#include "access/table.h"
#include "access/transam.h"
#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "executor/spi.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/numeric.h"
#include "utils/rel.h"

#include "core/bits.h"
#include "relation.h"

#define FETCH_ROWS 1000
/* any fixed numbers do: they only name a stream */
#define FRAME_SEED UINT64_C(0x73796e7468)

struct FrameLabels
{
	MemoryContext context;
	int64 count;
	int64 room;
	char **text;
	uint32 *hash;
	int64 nbuckets; /* power of two, at least twice the count */
	int32 *bucket;	/* label + 1, 0 free */
};

FrameLabels *
frame_labels_new(void)
{
	FrameLabels *l = palloc0(sizeof(FrameLabels));

	l->context = CurrentMemoryContext;
	l->room = 64;
	l->text = palloc(sizeof(char *) * l->room);
	l->hash = palloc(sizeof(uint32) * l->room);
	l->nbuckets = 256;
	l->bucket = palloc0(sizeof(int32) * l->nbuckets);
	return l;
}

int64
frame_labels_count(const FrameLabels *labels)
{
	return labels->count;
}

const char *
frame_label(const FrameLabels *labels, int64 id)
{
	Assert(id >= 0 && id < labels->count);
	return labels->text[id];
}

/* twice the room; labels keep their numbers */
static void
labels_grow(FrameLabels *l)
{
	MemoryContext old = MemoryContextSwitchTo(l->context);

	l->room *= 2;
	l->text = repalloc_huge(l->text, sizeof(char *) * l->room);
	l->hash = repalloc_huge(l->hash, sizeof(uint32) * l->room);
	pfree(l->bucket);
	l->nbuckets = l->room * 4;
	l->bucket = MemoryContextAllocExtended(l->context, sizeof(int32) * l->nbuckets, MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	for (int64 i = 0; i < l->count; i++)
	{
		int64 at = l->hash[i] & (l->nbuckets - 1);

		while (l->bucket[at] != 0)
			at = (at + 1) & (l->nbuckets - 1);
		l->bucket[at] = (int32) i + 1;
	}
	MemoryContextSwitchTo(old);
}

/* index of a label, new if it was never seen */
static int64
labels_intern(FrameLabels *l, const char *text)
{
	size_t len = strlen(text);
	uint32 hash = hash_bytes((const unsigned char *) text, (int) len);
	int64 at = hash & (l->nbuckets - 1);

	while (l->bucket[at] != 0)
	{
		int64 id = l->bucket[at] - 1;

		if (l->hash[id] == hash && strcmp(l->text[id], text) == 0)
			return id;
		at = (at + 1) & (l->nbuckets - 1);
	}
	if (l->count == l->room)
	{
		labels_grow(l);
		at = hash & (l->nbuckets - 1);
		while (l->bucket[at] != 0)
			at = (at + 1) & (l->nbuckets - 1);
	}
	l->text[l->count] = MemoryContextStrdup(l->context, text);
	l->hash[l->count] = hash;
	l->bucket[at] = (int32) ++l->count;
	return l->count - 1;
}

int64
frame_rows_argument(FunctionCallInfo fcinfo, int arg)
{
	bool ok = false;
	double rows = 0;

	if (!PG_ARGISNULL(arg))
	{
		rows = DatumGetFloat8(DirectFunctionCall1(numeric_float8, PG_GETARG_DATUM(arg)));
		ok = rows >= 1 && rows <= 1e9;
	}
	if (!ok)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("\"max_rows\" must be a number from 1 to 1e9"),
						errhint("Leave it out, or write for example max_rows => 1e5.")));
	return (int64) rows;
}

int64
frame_max_rows(int ncolumns, int64 wanted)
{
	int64 room = (int64) maintenance_work_mem * 1024 / 2 / ((int64) sizeof(int64) * Max(ncolumns, 1));

	return Max(1, Min(wanted, room));
}

double
frame_double(const FrameColumn *c, int64 raw)
{
	if (raw < SYNTH_RAW_FIRST)
		return NAN;
	if (value_axis_form(c->form) == SYNTH_AXIS_REAL)
		return synth_double_from_key(raw);
	if (c->form == VALUE_NUMERIC && c->scale > 0)
		return (double) raw / pow(10.0, c->scale);
	if (c->form == VALUE_MONEY)
		return (double) raw / 100.0;
	return (double) raw;
}

char *
frame_text(const FrameColumn *c, int64 raw)
{
	ValueLabelIO io;
	Oid base;
	int32 typmod = c->typmod;

	if (raw == SYNTH_RAW_NULL)
		return NULL;
	if (!c->is_number)
		return pstrdup(frame_label(c->labels, raw));
	base = getBaseTypeAndTypmod(c->type, &typmod);
	value_label_init(&io, base, typmod);
	return value_to_label(&io, value_from_raw(c->form, c->scale, typmod, raw));
}

void
frame_check_relation(Oid relid)
{
	char relkind = get_rel_relkind(relid);

	if (relkind == '\0')
		ereport(ERROR, (errcode(ERRCODE_UNDEFINED_TABLE), errmsg("there is no relation with OID %u", relid),
						errhint("Write the name of a table, as in 'public.patients'.")));
	if (relkind != RELKIND_RELATION && relkind != RELKIND_PARTITIONED_TABLE && relkind != RELKIND_VIEW
		&& relkind != RELKIND_MATVIEW && relkind != RELKIND_FOREIGN_TABLE)
		ereport(ERROR, (errcode(ERRCODE_WRONG_OBJECT_TYPE),
						errmsg("\"%s\" is not a relation that has rows", get_rel_name(relid)),
						errhint("Name a table, view, materialized view or foreign table.")));
}

List *
frame_column_names(Oid relid, ArrayType *wanted)
{
	Relation rel = table_open(relid, AccessShareLock);
	TupleDesc desc = RelationGetDescr(rel);
	List *names = NIL;

	for (int i = 0; i < desc->natts; i++)
	{
		Form_pg_attribute att = TupleDescAttr(desc, i);

		if (!att->attisdropped)
			names = lappend(names, pstrdup(NameStr(att->attname)));
	}
	table_close(rel, NoLock);
	if (wanted != NULL)
	{
		List *chosen = NIL;
		Datum *elem;
		bool *isnull;
		int n;

		deconstruct_array(wanted, TEXTOID, -1, false, TYPALIGN_INT, &elem, &isnull, &n);
		for (int i = 0; i < n; i++)
		{
			char *name = isnull[i] ? NULL : TextDatumGetCString(elem[i]);
			ListCell *lc;
			bool found = false;

			foreach(lc, names)
				if (name != NULL && strcmp(name, lfirst(lc)) == 0)
					found = true;
			if (!found)
				ereport(ERROR, (errcode(ERRCODE_UNDEFINED_COLUMN),
								errmsg("column \"%s\" of relation \"%s\" does not exist", name == NULL ? "NULL" : name,
									   get_rel_name(relid)),
								errhint("List existing columns in \"columns\", or leave it out for all of them.")));
			chosen = lappend(chosen, name);
		}
		names = chosen;
	}
	return names;
}

/* types, forms and room of the columns */
static Frame *
frame_new(Oid relid, List *fields, int64 max_rows)
{
	Frame *f = palloc0(sizeof(Frame));
	ListCell *lc;
	int i = 0;

	f->ncolumns = list_length(fields);
	f->column = palloc0(sizeof(FrameColumn) * Max(f->ncolumns, 1));
	foreach(lc, fields)
	{
		FrameField *field = lfirst(lc);
		FrameColumn *c = &f->column[i++];
		AttrNumber attnum = get_attnum(relid, field->name);
		Oid collation;
		Oid base;
		int32 typmod;

		c->name = field->name;
		get_atttypetypmodcoll(relid, attnum, &c->type, &c->typmod, &collation);
		c->max_chars = field->max_chars;
		/* a cast of any other type to text may call a function of whoever owns the type */
		c->clipped = field->max_chars > 0 && getBaseType(c->type) < FirstGenbkiObjectId;
		if (c->clipped)
		{
			/* what the generated SELECT gives */
			c->type = TEXTOID;
			c->typmod = -1;
		}
		typmod = c->typmod;
		base = getBaseTypeAndTypmod(c->type, &typmod);
		c->form = value_form(base, typmod, &c->scale);
		c->is_number = c->form > VALUE_LABEL && !field->as_label;
		if (!c->is_number)
			c->labels = field->labels != NULL ? field->labels : frame_labels_new();
		c->raw = MemoryContextAllocExtended(CurrentMemoryContext, sizeof(int64) * max_rows, MCXT_ALLOC_HUGE);
	}
	return f;
}

/* what the server has not clipped */
static char *
cut_label(const FrameColumn *c, char *label)
{
	int length = (int) strlen(label);

	if (c->max_chars > 0 && !c->clipped && length > c->max_chars)
		label[pg_mbcharcliplen(label, length, c->max_chars)] = '\0';
	return label;
}

/* one row into slot `at` */
static void
frame_put(Frame *f, ValueLabelIO *io, HeapTuple tuple, TupleDesc desc, int64 at)
{
	for (int i = 0; i < f->ncolumns; i++)
	{
		FrameColumn *c = &f->column[i];
		bool isnull;
		Datum value = heap_getattr(tuple, i + 1, desc, &isnull);

		if (isnull)
			c->raw[at] = SYNTH_RAW_NULL;
		else if (c->is_number)
			c->raw[at] = value_to_raw(c->form, c->scale, value);
		else
			c->raw[at] = labels_intern(c->labels, cut_label(c, value_to_label(&io[i], value)));
	}
}

/* percent of the pages; partial: what finds no room is left out, else it is an error */
static Frame *
read_pages(Oid relid, List *fields, int64 max_rows, double percent, bool partial)
{
	MemoryContext result = CurrentMemoryContext;
	MemoryContext row_context = AllocSetContextCreate(result, "synth frame row", ALLOCSET_DEFAULT_SIZES);
	Frame *f = frame_new(relid, fields, max_rows);
	ValueLabelIO *io = palloc0(sizeof(ValueLabelIO) * Max(f->ncolumns, 1));
	StringInfoData sql;
	SynthStream stream;
	Portal portal;
	int level = value_label_begin();

	coreglue_install();
	synth_stream_init(&stream, FRAME_SEED, 0, 0);
	initStringInfo(&sql);
	appendStringInfoString(&sql, "SELECT ");
	for (int i = 0; i < f->ncolumns; i++)
	{
		const FrameField *field = list_nth(fields, i);
		const char *name = quote_identifier(f->column[i].name);

		appendStringInfoString(&sql, i > 0 ? ", " : "");
		if (f->column[i].clipped)
			appendStringInfo(&sql, "pg_catalog.\"left\"(%s::pg_catalog.text, %d)", name, field->max_chars);
		else
			appendStringInfoString(&sql, name);
		value_label_init(&io[i], f->column[i].type, f->column[i].typmod);
	}
	appendStringInfo(&sql, " FROM %s", relation_quoted_name(relid));

	if (percent < 100)
		appendStringInfo(&sql, " TABLESAMPLE pg_catalog.system(%.9f) REPEATABLE (1)", percent);

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	portal = SPI_cursor_open_with_args(NULL, sql.data, 0, NULL, NULL, NULL, true, CURSOR_OPT_NO_SCROLL);
	for (;;)
	{
		SPI_cursor_fetch(portal, true, FETCH_ROWS);
		if (SPI_processed == 0)
			break;
		for (uint64 r = 0; r < SPI_processed; r++)
		{
			int64 at = f->total++;
			MemoryContext old;

			if (at >= max_rows)
				at = (int64) synth_stream_below(&stream, (uint64) f->total);
			if (at >= max_rows)
				continue;
			old = MemoryContextSwitchTo(row_context);
			frame_put(f, io, SPI_tuptable->vals[r], SPI_tuptable->tupdesc, at);
			MemoryContextSwitchTo(old);
			MemoryContextReset(row_context);
		}
		SPI_freetuptable(SPI_tuptable);
		CHECK_FOR_INTERRUPTS();
		if (MemoryContextMemAllocated(result, true) <= (Size) maintenance_work_mem * 1024 * 2)
			continue;
		if (partial)
			break;
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("the distinct values of relation \"%s\" need more than \"maintenance_work_mem\"",
						get_rel_name(relid)),
				 errhint("Raise \"maintenance_work_mem\" for this session with SET, or name fewer \"columns\".")));
	}
	SPI_cursor_close(portal);
	SPI_finish();
	value_label_end(level);
	MemoryContextDelete(row_context);
	f->rows = Min(f->total, max_rows);
	if (percent < 100)
		f->total = (int64) ((double) f->total * 100 / percent);
	return f;
}

Frame *
frame_read(Oid relid, List *fields, int64 max_rows)
{
	return read_pages(relid, fields, max_rows, 100, false);
}

Frame *
frame_read_pages(Oid relid, List *fields, int64 max_rows, double percent)
{
	return read_pages(relid, fields, max_rows, percent, true);
}
