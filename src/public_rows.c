/*-------------------------------------------------------------------------
 *
 * public_rows.c
 *	  Tables that were declared public: kept whole in a model, and written
 *	  as they are.
 *
 * Countries, currencies, categories of goods: rows that anybody may know, and
 * that made rows should refer to under their own keys.  Nothing is learned of
 * such a table and nothing is spent on it; declaring it public is the whole
 * protection, which is why only its owner may (fit_schema.c).
 *
 * Values are kept as text forms under fixed output settings, as labels are,
 * so that they can be read by any server; generated columns are left out.
 *
 *-------------------------------------------------------------------------
 */
#include "public_rows.h"

#include "catalog/pg_type.h"
#include "jsonrow.h"
#include "miscadmin.h"
#include "scan.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#define FIRST_ROWS 64

/* takes the rows of a scan */
typedef struct PublicSink
{
	ScanSink sink;
	int ncolumns;
	const int *column; /* of the source */
	ValueLabelIO *io;
	SynthRows *rows;
	int64 room; /* rows that fit into rows->value */
	Size bytes;
	Size limit;
	MemoryContext scratch;
} PublicSink;

static void
add_row(ScanSink *sink, const Datum *values, const bool *isnull)
{
	PublicSink *self = (PublicSink *) sink;
	SynthRows *rows = self->rows;
	char **value;

	if (rows->nrows == SYNTH_MAX_PUBLIC_ROWS || self->bytes > self->limit)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("a public table is too large to be kept whole"),
				 rows->nrows == SYNTH_MAX_PUBLIC_ROWS
					 ? errhint("Declare tables of at most %d rows public; others are fitted.", SYNTH_MAX_PUBLIC_ROWS)
					 : errhint("Raise \"maintenance_work_mem\", or let the table be fitted.")));
	if (rows->nrows == self->room)
	{
		self->room *= 2;
		rows->value = repalloc_huge(rows->value, (Size) self->room * rows->ncolumns * sizeof(char *));
	}
	value = rows->value + (Size) rows->nrows * rows->ncolumns;
	memset(value, 0, rows->ncolumns * sizeof(char *));
	for (int i = 0; i < self->ncolumns; i++)
	{
		int p = sink->position[i];
		MemoryContext old;
		char *text;

		if (isnull[p])
			continue;
		old = MemoryContextSwitchTo(self->scratch);
		text = value_to_label(&self->io[i], values[p]);
		MemoryContextSwitchTo(old);
		value[self->column[i]] = pstrdup(text);
		self->bytes += strlen(text) + sizeof(char *);
		MemoryContextReset(self->scratch);
	}
	self->bytes += rows->ncolumns * sizeof(char *);
	rows->nrows++;
}

/* hidden columns stand behind the real ones */
static int
real_columns(const SourceTable *source)
{
	int n = source->ncolumns;

	while (n > 0 && source->column[n - 1].hidden)
		n--;
	return n;
}

static bool
is_kept(const SourceColumn *column)
{
	return !column->hidden && !column->generated;
}

List *
public_rows_attnums(const SourceTable *source)
{
	List *result = NIL;

	for (int c = 0; c < source->ncolumns; c++)
		if (is_kept(&source->column[c]))
			result = lappend_int(result, source->column[c].attnum);
	return result;
}

static SynthRows *
read_rows(const SourceTable *source)
{
	PublicSink sink = {0};
	int *column = palloc(Max(1, source->ncolumns) * sizeof(int));
	int level = value_label_begin();

	sink.rows = palloc0(sizeof(SynthRows));
	sink.rows->ncolumns = real_columns(source);
	sink.room = FIRST_ROWS;
	sink.rows->value = palloc((Size) FIRST_ROWS * Max(1, source->ncolumns) * sizeof(char *));
	sink.limit = (Size) maintenance_work_mem * 1024;
	sink.scratch = AllocSetContextCreate(CurrentMemoryContext, "synth public row", ALLOCSET_SMALL_SIZES);
	sink.column = column;
	sink.io = palloc(Max(1, source->ncolumns) * sizeof(ValueLabelIO));
	for (int c = 0; c < source->ncolumns; c++)
	{
		if (!is_kept(&source->column[c]))
			continue;
		value_label_init(&sink.io[sink.ncolumns], source->column[c].typid, source->column[c].typmod);
		column[sink.ncolumns++] = c;
	}
	sink.sink.position = palloc0(Max(1, sink.ncolumns) * sizeof(int));
	sink.sink.row = add_row;
	scan_source(source, sink.ncolumns, column, &sink.sink);
	value_label_end(level);
	MemoryContextDelete(sink.scratch);
	return sink.rows;
}

SynthModel *
public_rows_read(const SourceTable *source)
{
	SynthModel *m = palloc0(sizeof(SynthModel));

	m->source_schema = source->schema;
	m->source_name = source->name;
	m->method = SYNTH_METHOD_PUBLIC;
	m->unit = pstrdup("row");
	m->max_rows = 1;
	synth_account_open(&m->account, false, 0, 0, 1);
	m->ncolumns = real_columns(source);
	m->column = palloc0(Max(1, source->ncolumns) * sizeof(SynthColumn));
	for (int c = 0; c < m->ncolumns; c++)
	{
		const SourceColumn *from = &source->column[c];
		SynthColumn *to = &m->column[c];

		to->name = from->name;
		to->type = from->type_text;
		to->role = from->generated ? SYNTH_COLUMN_SERVER : SYNTH_COLUMN_PLACEHOLDER;
		to->attribute = to->upper = -1;
		to->notnull = from->notnull;
		to->form = VALUE_NONE;
		to->scale = -1;
	}
	m->rows = read_rows(source);
	m->total = (double) m->rows->nrows;
	return m;
}

struct PublicRows
{
	const SynthRows *rows;
	TupleDesc desc;
	int *column; /* [natts] of the model, -1 */
	ValueLabelIO *io;
	List *missing;
	int64 next;
	MemoryContext row;
};

TupleDesc
public_rows_desc(const SynthModel *model)
{
	TupleDesc desc;
	int n = 0;

	for (int c = 0; c < model->ncolumns; c++)
		n += model->column[c].role != SYNTH_COLUMN_SERVER;
	desc = CreateTemplateTupleDesc(n);
	n = 0;
	for (int c = 0; c < model->ncolumns; c++)
	{
		int32 typmod;
		Oid type = jsonrow_label_type(model->column[c].type, &typmod);

		if (model->column[c].role == SYNTH_COLUMN_SERVER)
			continue;
		TupleDescInitEntry(desc, ++n, model->column[c].name, OidIsValid(type) ? type : TEXTOID,
						   OidIsValid(type) ? typmod : -1, 0);
	}
	return desc;
}

static int
find_column(const SynthModel *model, const char *name)
{
	for (int c = 0; c < model->ncolumns; c++)
		if (strcmp(model->column[c].name, name) == 0)
			return c;
	return -1;
}

PublicRows *
public_rows_open(const SynthModel *model, TupleDesc desc)
{
	PublicRows *rows = palloc0(sizeof(PublicRows));
	bool any = false;

	rows->rows = model->rows;
	rows->desc = desc;
	rows->column = palloc(Max(1, desc->natts) * sizeof(int));
	rows->io = palloc0(Max(1, desc->natts) * sizeof(ValueLabelIO));
	rows->row = AllocSetContextCreate(CurrentMemoryContext, "synth public row", ALLOCSET_DEFAULT_SIZES);
	for (int i = 0; i < desc->natts; i++)
	{
		Form_pg_attribute att = TupleDescAttr(desc, i);

		rows->column[i] = -1;
		if (att->attisdropped)
			continue;
		rows->column[i] = find_column(model, NameStr(att->attname));
		if (rows->column[i] < 0)
		{
			rows->missing = lappend(rows->missing, pstrdup(NameStr(att->attname)));
			continue;
		}
		any = true;
		if (att->attgenerated != '\0' || model->column[rows->column[i]].role == SYNTH_COLUMN_SERVER)
			rows->column[i] = -1;
		else
			value_label_init(&rows->io[i], att->atttypid, att->atttypmod);
	}
	if (!any)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("no column of the row type is one of the model's, which are those of %s",
							   quote_qualified_identifier(model->source_schema, model->source_name)),
						errhint("Name a row type with the columns of the table that was kept.")));
	return rows;
}

int64
public_rows_count(const PublicRows *rows)
{
	return rows->rows->nrows;
}

bool
public_rows_fills(const PublicRows *rows, int attribute)
{
	return rows->column[attribute] >= 0;
}

List *
public_rows_missing(const PublicRows *rows)
{
	return rows->missing;
}

bool
public_rows_next(PublicRows *rows, Datum *values, bool *isnull)
{
	MemoryContext old;
	int level;

	if (rows->next == rows->rows->nrows)
		return false;
	MemoryContextReset(rows->row);
	old = MemoryContextSwitchTo(rows->row);
	level = value_label_begin();
	for (int i = 0; i < rows->desc->natts; i++)
	{
		const char *text = rows->column[i] < 0
							   ? NULL
							   : rows->rows->value[(Size) rows->next * rows->rows->ncolumns + rows->column[i]];

		isnull[i] = text == NULL;
		values[i] = text == NULL ? (Datum) 0 : value_from_label(&rows->io[i], text);
	}
	value_label_end(level);
	MemoryContextSwitchTo(old);
	rows->next++;
	CHECK_FOR_INTERRUPTS();
	return true;
}
